"""Attributes whose names are not Python's: `aria-*` and `data-*`."""

from __future__ import annotations

from typing import Any

NAV: dict[str, Any] = {"data-nav": "1"}
"""Marks a link that the script follows without a reload."""


def keyed(key: str) -> dict[str, Any]:
    """A name by which the script finds an element again after its surroundings were redrawn."""
    return {"data-key": key}


def aria(**values: str) -> dict[str, Any]:
    """`aria(label="Close")` is `{"aria-label": "Close"}`, to be spread into a component."""
    return {f"aria-{name}": value for name, value in values.items()}
