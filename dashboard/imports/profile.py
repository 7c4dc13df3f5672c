"""What the values of a column look like, before anybody asks what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.imports.when import Dates, read_dates

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_INTEGER = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_WRITTEN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_URL = re.compile(r"(https?://|www\.|doi:|10\.\d{4,}/)\S+", re.IGNORECASE)
_JUDGED = 5000
"""Distinct values that are looked at to judge a column; the others are taken to be alike."""


@dataclass(eq=False)
class Column:
    """One column, by its distinct values.

    Attributes:
        name: its heading.
        codes: for each row the position of its value among `distinct`.
        distinct: the different values, in the order in which they first stand.
    """

    name: str
    codes: npt.NDArray[np.intp]
    distinct: list[str]
    sheet: bool = False
    day_first: bool | None = None

    @cached_property
    def given(self) -> list[str]:
        """The distinct values that are not blank."""
        return [v for v in self.distinct if v]

    @cached_property
    def blank(self) -> float:
        """The share of rows without a value."""
        if "" not in self.distinct or not len(self.codes):
            return 0.0 if len(self.codes) else 1.0
        return float((self.codes == self.distinct.index("")).mean())

    @cached_property
    def _sample(self) -> list[str]:
        return self.given[:_JUDGED]

    def _share(self, pattern: re.Pattern[str]) -> float:
        sample = self._sample
        return sum(1 for v in sample if pattern.fullmatch(v)) / len(sample) if sample else 0.0

    @cached_property
    def numeric(self) -> float:
        """The share of distinct values that are numbers; `NA` among numbers is none."""
        return self._share(_NUMBER)

    @cached_property
    def integer(self) -> float:
        """The share of distinct values that are whole numbers."""
        return self._share(_INTEGER)

    @cached_property
    def links(self) -> float:
        """The share of distinct values that begin with an address."""
        sample = self._sample
        return sum(1 for v in sample if _URL.match(v)) / len(sample) if sample else 0.0

    @cached_property
    def length(self) -> float:
        """The mean length of what stands in a cell, of several values of each."""
        sample = [part for value in self._sample for part in re.split(r"[|;]", value)]
        return sum(map(len, sample)) / len(sample) if sample else 0.0

    @cached_property
    def dates(self) -> Dates:
        """Its values read as dates."""
        return read_dates(self.given, self.name, day_first=self.day_first, sheet=self.sheet)

    @cached_property
    def dated(self) -> float:
        """The share of a sample of its values that are dates."""
        sample = self._sample[:500]
        return read_dates(sample, self.name, day_first=True, sheet=self.sheet).share

    @cached_property
    def type(self) -> str:
        """`integer`, `number`, `url` or `text`, such that every value passes for it."""
        if not self.given:
            return "text"
        if all(v.isascii() and v.isdigit() for v in self.given):
            return "integer"
        if all(_WRITTEN.fullmatch(v) for v in self.given):
            return "number"
        return "url" if all(re.fullmatch(r"https?://\S+", v) for v in self.given) else "text"

    @cached_property
    def names(self) -> bool:
        """Whether the values could be names or codes of things: no measures, links or texts."""
        decimal = self.numeric > 0.9 and self.integer < 0.9
        return bool(self.given) and not decimal and self.links < 0.5 and self.length <= 70


def columns_of(
    frame: pd.DataFrame, *, sheet: bool = False, day_first: bool | None = None
) -> dict[str, Column]:
    """Every column of a frame of text, by its name."""
    found = {}
    for name in frame.columns:
        codes, uniques = pd.factorize(frame[name])
        found[str(name)] = Column(str(name), codes, [*map(str, uniques)], sheet, day_first)
    return found


def overlap(first: Column, second: Column) -> float:
    """How many of the values of the column with fewer stand in the other, from 0 to 1."""
    a, b = {*first.given}, {*second.given}
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
