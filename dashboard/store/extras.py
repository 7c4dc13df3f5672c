"""What is not part of the plain install."""

from __future__ import annotations

from importlib.util import find_spec

MODULES = {"polars": ("polars",), "duckdb": ("duckdb",), "spark": ("pyspark",),
           "postgres": ("ibis", "psycopg"), "communities": ("sknetwork",)}  # fmt: skip
"""From extra to the modules it brings."""


class MissingExtraError(RuntimeError):
    """Something is asked for that is not installed; the message says how to install it."""


def has(extra: str) -> bool:
    """Whether an extra is installed."""
    return all(find_spec(module) for module in MODULES[extra])


def needed(extra: str) -> None:
    """Make sure that an extra is installed.

    Raises:
        MissingExtraError: it is not.
    """
    if not has(extra):
        missing = next(module for module in MODULES[extra] if not find_spec(module))
        message = f"This needs {missing}, which is not installed: pip install 'sourceline[{extra}]'"
        raise MissingExtraError(message)
