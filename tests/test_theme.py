"""Colours can be told from their ground, and nothing is told by colour alone."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest

from dashboard.theme import (
    DARK,
    DASHES,
    LIGHT,
    PATTERN_LABELS,
    PATTERNS,
    SHAPES,
    THEMES,
    Points,
    Theme,
)

LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#f0e442", "#ffffff") == pytest.approx(1.32, abs=0.005), "Okabe-Ito yellow"


@LOOKS
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
def test_text_reaches_4_5(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@LOOKS
def test_text_on_the_accent_and_on_a_marked_passage_reaches_4_5(theme: Theme) -> None:
    assert contrast(theme.accent_ink, theme.accent) >= 4.5
    assert contrast(theme.ink, theme.mark) >= 4.5


@LOOKS
def test_names_on_the_map_reach_4_5(theme: Theme) -> None:
    """A name is outlined in the colour of the paper; it must be told from land and sea too."""
    for ground in (theme.land, theme.sea):
        assert contrast(theme.ink, ground) >= 4.5


@LOOKS
@pytest.mark.parametrize("mark", ["edge", "control", "accent"])
def test_lines_and_controls_reach_3(theme: Theme, mark: str) -> None:
    assert contrast(getattr(theme, mark), theme.paper) >= 3


@LOOKS
def test_controls_reach_3_on_panels(theme: Theme) -> None:
    assert contrast(theme.control, theme.panel) >= 3


@LOOKS
@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("ground", ["paper", "panel", "land", "sea"])
def test_each_kind_reaches_3_wherever_it_stands(theme: Theme, kind: str, ground: str) -> None:
    assert contrast(theme.kinds[kind], getattr(theme, ground)) >= 3


@LOOKS
@pytest.mark.parametrize("ground", ["land", "sea"])
def test_edges_reach_3_on_the_map(theme: Theme, ground: str) -> None:
    assert contrast(theme.edge, getattr(theme, ground)) >= 3
    assert contrast(theme.accent, getattr(theme, ground)) >= 3


def test_every_colour_is_six_digits() -> None:
    for theme in THEMES.values():
        named = {n: v for n, v in vars_of(theme).items() if n not in ("name", "kinds")}
        for name, colour in (named | dict(theme.kinds)).items():
            assert re.fullmatch(r"#[0-9a-f]{6}", colour), (theme.name, name)


def vars_of(theme: Theme) -> dict[str, str]:
    return {name: getattr(theme, name) for name in theme.__slots__}


def test_both_themes_speak_of_the_same_things() -> None:
    assert list(THEMES) == ["light", "dark"]
    assert set(LIGHT.kinds) == set(DARK.kinds) == set(SHAPES)
    names = [re.findall(r"--[a-z-]+", theme.css()) for theme in THEMES.values()]
    assert names[0] == names[1]
    assert "color-scheme:dark" in DARK.css()


@LOOKS
def test_kinds_have_colours_of_their_own(theme: Theme) -> None:
    assert len(set(theme.kinds.values())) == len(theme.kinds)


GRID = [(x / 20, y / 20) for x in range(-20, 21) for y in range(-20, 21)]


def inside(shape: Points, x: float, y: float) -> bool:
    """Whether a point lies in a polygon (ray casting)."""
    found = False
    for (x1, y1), (x2, y2) in zip(shape, (*shape[1:], shape[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


def covered(shape: Points) -> set[tuple[float, float]]:
    return {point for point in GRID if inside(shape, *point)}


def test_outlines_stay_in_their_square_and_cover_enough_to_be_seen() -> None:
    for kind, shape in SHAPES.items():
        assert len(shape) >= 3, kind
        assert all(abs(x) <= 1 and abs(y) <= 1 for x, y in shape), kind
        assert len(covered(shape)) >= len(GRID) / 5, kind


@pytest.mark.parametrize(("one", "other"), list(combinations(SHAPES, 2)))
def test_any_two_outlines_differ_by_more_than_a_corner(one: str, other: str) -> None:
    """Of all they cover, at least a tenth is covered by one alone."""
    a, b = covered(SHAPES[one]), covered(SHAPES[other])
    assert len(a ^ b) >= 0.1 * len(a | b)


def test_patterns_differ_and_have_words() -> None:
    assert set(PATTERNS.values()) == set(PATTERN_LABELS) == {"solid", *DASHES}
    assert len({tuple(lengths) for lengths in DASHES.values()}) == len(DASHES)
    assert len(set(PATTERN_LABELS.values())) == len(PATTERN_LABELS)
    assert all(math.isfinite(length) and length > 0 for d in DASHES.values() for length in d)
