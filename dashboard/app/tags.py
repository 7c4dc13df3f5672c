"""Attributes whose names are not Python's: `aria-*` and `data-*`."""

from __future__ import annotations

from typing import Any

NAV: dict[str, Any] = {"data-nav": "1"}
"""Marks a link that the script follows without a reload."""


def aria(**values: str) -> dict[str, Any]:
    """`aria(label="Close")` is `{"aria-label": "Close"}`, to be spread into a component."""
    return {f"aria-{name}": value for name, value in values.items()}
