"""Colours, shapes, type and line patterns: one frozen value for each theme, used by every view.

Text reaches 4.5:1 and marks 3:1 against their ground (WCAG 2.2 AA); `tests/test_theme.py`
computes it. Nothing is told by colour alone: a kind of node is a shape and a colour, a mode of
speech is a line pattern.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
SERIF = "Georgia, 'Noto Serif', 'DejaVu Serif', 'Times New Roman', serif"

Points = tuple[tuple[float, float], ...]


def _regular(corners: int, turn: float = -90.0) -> Points:
    """A regular polygon inscribed in the unit circle; `turn` is its first corner in degrees."""
    angles = [math.radians(turn + 360 * i / corners) for i in range(corners)]
    return tuple((round(math.cos(a), 3), round(math.sin(a), 3)) for a in angles)


def _star(points: int, inner: float) -> Points:
    outer_ring = _regular(points)
    inner_ring = _regular(points, -90 + 180 / points)
    pairs = zip(outer_ring, inner_ring, strict=True)
    return tuple(p for a, b in pairs for p in (a, (round(b[0] * inner, 3), round(b[1] * inner, 3))))


SHAPES: dict[str, Points] = {
    "person": _regular(24),
    "government": ((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),
    "party": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "mission": _regular(5),
    "company": _regular(6, 0),
    "association": ((0, -1), (1, 0.8), (-1, 0.8)),
    "education": ((-1, 0.8), (-1, -0.1), (0, -0.95), (1, -0.1), (1, 0.8)),
    "event": _star(5, 0.48),
    "place": ((-1, -0.9), (1, -0.9), (0, 1)),
    "media": ((-1, -0.62), (1, -0.62), (1, 0.62), (-1, 0.62)),
    "group": ((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35),
              (0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
    "programme": ((-0.55, -0.72), (1, -0.72), (0.55, 0.72), (-1, 0.72)),
}  # fmt: skip
"""Outline of each kind of node in a square from -1 to 1, y down; drawing and legend share it."""

PATTERNS: dict[str, str] = {
    "done": "solid",
    "standing": "solid",
    "planned": "dashed",
    "instructed": "dashed",
    "requested": "dashed",
    "recommended": "dashed",
    "expressed": "dotted",
    "alleged": "dotted",
    "opinion": "dotted",
}
"""Line pattern of each modality: done solid, not yet done dashed, only said dotted."""

DASHES = {"dashed": [7, 4], "dotted": [1.6, 3.6]}
"""Lengths in pixels of dashes and gaps of the patterns that are not solid."""

PATTERN_LABELS = {
    "solid": "done or standing",
    "dashed": "planned, asked or told",
    "dotted": "voiced, alleged, opinion",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One look of the whole dashboard; colours as `#rrggbb`."""

    name: str
    paper: str
    panel: str
    ink: str
    quiet: str
    rule: str
    control: str
    accent: str
    accent_ink: str
    mark: str
    edge: str
    sea: str
    land: str
    border: str
    kinds: Mapping[str, str] = field(default_factory=dict)

    def css(self) -> str:
        """The theme as CSS custom properties."""
        names = ("paper", "panel", "ink", "quiet", "rule", "control", "accent", "accent_ink",
                 "mark", "edge", "sea", "land", "border")  # fmt: skip
        lines = [f"--{n.replace('_', '-')}:{getattr(self, n)}" for n in names]
        lines += [f"--kind-{kind}:{colour}" for kind, colour in self.kinds.items()]
        return ";".join([*lines, f"color-scheme:{self.name}"])


LIGHT = Theme(
    name="light",
    paper="#fbfaf6",
    panel="#ffffff",
    ink="#1a1d21",
    quiet="#585f68",
    rule="#dcdad2",
    control="#8a8f96",
    accent="#9a3412",
    accent_ink="#ffffff",
    mark="#fde68a",
    edge="#6b7280",
    sea="#eef3f5",
    land="#dfdccf",
    border="#ffffff",
    kinds={
        "person": "#1f2937", "government": "#1d4fb8", "party": "#9d174d", "mission": "#6d28d9",
        "company": "#0f766e", "association": "#92610a", "education": "#3f6d12",
        "event": "#c2410c", "place": "#475569", "media": "#57534e", "group": "#6b7280",
        "programme": "#0369a1",
    },
)  # fmt: skip

DARK = Theme(
    name="dark",
    paper="#12161b",
    panel="#1a1f26",
    ink="#edeff2",
    quiet="#a9b1bb",
    rule="#333a44",
    control="#7a838e",
    accent="#fdba74",
    accent_ink="#1a1d21",
    mark="#6b4e00",
    edge="#99a2ad",
    sea="#151b22",
    land="#2b333d",
    border="#151b22",
    kinds={
        "person": "#e5e7eb", "government": "#86aefc", "party": "#f29bb8", "mission": "#c9a6ff",
        "company": "#56d3c3", "association": "#e3bd55", "education": "#a9d36b",
        "event": "#ff9f5e", "place": "#9fb0c4", "media": "#bfb7ae", "group": "#a2aab5",
        "programme": "#66c6f2",
    },
)  # fmt: skip

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
