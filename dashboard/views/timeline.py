"""The timeline: claims by year, as a chart to brush and as a chronicle to read."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard import dates
from dashboard.store import Part
from dashboard.theme import PATTERN_LABELS, PATTERNS, SANS, Theme
from dashboard.views.words import counted

if TYPE_CHECKING:
    from dashboard.selection import Selection
    from dashboard.store import Row, Store, Years

_HATCH = {"solid": "", "dashed": "/", "dotted": "."}
_OPEN = 0.25


def figure(around: Years, selection: Selection, theme: Theme) -> dict[str, Any]:
    """Claims by year, stacked by mode; years outside the filter are pale.

    A bar is as high as the number of dated claims one would see with that year as the filter:
    a claim counts in each year that it overlaps.

    It is a plain dict: Plotly's classes check each property when they are given one, half the time
    that the timeline took. A test has them check it.

    Args:
        around: dated claims under all filters but the years.
        selection: whose years are marked.
        theme: the look.
    """
    bars = []
    outer = around.range()
    if outer:
        years = list(range(outer[0], outer[1] + 1))
        said = any(mode for mode, _ in (*around.begins, *around.ends))
        labels = PATTERN_LABELS if said else {"solid": "claims"}  # a list may say nothing of modes
        for pattern, label in labels.items():
            modes = [mode for mode, drawn in PATTERNS.items() if drawn == pattern]
            modes += [""] * (pattern == "solid")
            counts = around.counts(*outer, modes)
            bars.append(_bars(years, counts, pattern, label, selection, theme))
    return {"data": bars, "layout": _layout(theme, outer)}


MOST_EVENTS = 300
"""As many claims are listed by date; the table has the rest."""


def chronicle(store: Store, selection: Selection) -> tuple[list[tuple[int, list[Row]]], int]:
    """The dated claims by the year they begin in, each year's in the order of their dates.

    Returns:
        Pairs of a year (0 for "before", an open beginning) and its claims as rows; and how many
        later claims are left out.
    """
    columns = [*store.columns, "earliest", "latest"]
    dated = Part(dated=True)
    rest = max(0, store.count(selection, dated) - MOST_EVENTS)
    bounds: dict[str, Any] = {"sort": "earliest", "limit": MOST_EVENTS} if rest else {}
    rows = store.page(selection, dated, columns=columns, **bounds)
    rows.sort(key=lambda row: (row["earliest"], row["latest"], row["id"]))
    return [
        (year, list(group))
        for year, group in groupby(rows, key=lambda row: dates.year(row["earliest"]))
    ], rest


def _bars(
    years: list[int],
    counts: list[int],
    pattern: str,
    label: str,
    selection: Selection,
    theme: Theme,
) -> dict[str, Any]:
    opacity = [1.0 if _within(year, selection) else _OPEN for year in years]
    shade = {"solid": theme.ink, "dashed": theme.accent, "dotted": theme.control}[pattern]
    return {
        "type": "bar",
        "x": _packed(years, "i2"),
        "y": _packed(counts, "i4"),
        "name": label,
        "marker": {
            "color": shade,
            "opacity": _packed(opacity, "f4"),
            "line": {"width": 0},
            "pattern": {
                "shape": _HATCH[pattern],
                "fgcolor": theme.paper,
                "size": 5,
                "fillmode": "overlay",
                "solidity": 0.2,
            },
        },
        "customdata": [counted(count, "claim") for count in counts],
        "hovertemplate": f"%{{x}}: %{{customdata}} {label}<extra></extra>",
    }


def _packed(numbers: list[int] | list[float], dtype: str) -> dict[str, str]:
    """Numbers as their bytes, which Plotly.js reads without parsing digits."""
    content = np.array(numbers, dtype=f"<{dtype}").tobytes()
    return {"dtype": dtype, "bdata": b64encode(content).decode()}


def _within(year: int, selection: Selection) -> bool:
    span = dates.bounds(str(year))
    first = dates.bounds(selection.first).earliest if selection.first else None
    last = dates.bounds(selection.last).latest if selection.last else None
    return span.overlaps(first, last)


def _layout(theme: Theme, outer: tuple[int, int] | None) -> dict[str, Any]:
    axis = {
        "color": theme.quiet,
        "gridcolor": theme.rule,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
    low, high = outer or (2000, 2020)
    return {
        "barmode": "stack",
        "bargap": 0.12,
        "dragmode": "select",
        "selectdirection": "h",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": SANS, "size": 13, "color": theme.ink},
        "margin": {"l": 44, "r": 12, "t": 8, "b": 32},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "hoverlabel": {"align": "left", "bgcolor": theme.panel, "font": {"color": theme.ink}},
        "xaxis": {**axis, "range": [low - 0.6, high + 0.6], "tickformat": "d", "showgrid": False},
        "yaxis": {**axis, "rangemode": "tozero", "tickformat": ",d", "nticks": 5},
        "uirevision": "timeline",
        "modebar": {"remove": ["sendDataToCloud"]},
    }  # fmt: skip
