"""Dates as they are written: EDTF level 1, with the earliest and the latest day each may mean.

A wrapper around the `edtf` library. It is needed because `edtf` 5.0 reads an interval with an
unknown end (`2019/`) as ten years, `XXXX` as the years 0 to 9999, takes 29 February in any year,
reads level 2 (where `XXXX-12` is a December of any year), and raises on an empty string.

Plain dates, nearly all there are, are read without it: it takes a tenth of a second to import and
milliseconds for each date.

Days are whole numbers, `20170930` for 30 September 2017: they sort, compare and fit any engine.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

BEGINNING = 0
"""The earliest day of a span that is open to the past (`../1999`)."""
END_OF_TIME = 99991231
"""The latest day of a span that is open to the future (`1992/..`)."""

_YEAR_OR_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_LEVEL_1 = re.compile(
    r"""
    ( \d{4} ( -[01]\d ( -\d{2} )? )?   # 2017, 2017-09, 2017-09-14
    | \d{3}X | \d{2}XX                 # 201X, 20XX
    | \d{4}-\d{2}-XX | \d{4}-XX(-XX)?  # 2004-06-XX, 2004-XX, 2004-XX-XX
    | \d{4}-2[1-4]                     # 2001-21, spring of 2001
    ) [?~%]?
    | \d{4}-\d{2}-\d{2} T [0-9:Z+-]+   # with a time of day
    """,
    re.VERBOSE | re.ASCII,
)
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?[?~%]?", re.ASCII)
_YEARS = re.compile(r"(\d{2})(\d|X)X[?~%]?", re.ASCII)  # 201X, 20XX
_WHOLLY_UNKNOWN = re.compile(r"^X{4}(-X{2}){0,2}$")


class NotADateError(ValueError):
    """The text is not a date in EDTF level 1."""


class BackwardsError(NotADateError):
    """An end lies before its start."""


@dataclass(frozen=True, slots=True)
class Span:
    """The earliest and the latest day, both as `yyyymmdd`, that a date may mean."""

    earliest: int
    latest: int

    def overlaps(self, first: int | None, last: int | None) -> bool:
        """Whether the span has a day in common with `first`..`last`; `None` is no bound."""
        return (last is None or self.earliest <= last) and (first is None or self.latest >= first)


@lru_cache(maxsize=4096)
def span(text: str) -> Span | None:
    """Read one EDTF date.

    Args:
        text: the date as written: `2017`, `2017-09`, `2016~`, `201X`, `2004/2014`, `1992/..`.

    Returns:
        The span it covers, or `None` when it is blank or says only that the date is unknown.

    Raises:
        NotADateError: it is not a date.
    """
    text = text.strip()
    if not text or text in ("..", "/") or _WHOLLY_UNKNOWN.match(text):
        return None
    if "/" in text:
        return _interval(text)
    if plain := _plain(text):
        return plain
    parsed = _parse(text)
    return Span(_day(parsed.lower_strict()), _day(parsed.upper_strict()))


def between(start: str, end: str) -> Span | None:
    """The span from `start` to `end`, each an EDTF date, `..` for an open end, or blank.

    A blank `end` means that only `start` is known: the span is then that of `start` alone.

    Raises:
        NotADateError: one of them is not a date.
        BackwardsError: `end` lies before `start`.
    """
    start, end = start.strip(), end.strip()
    first, last = span(start), span(end)
    if first is None and last is None:
        return None
    earliest = first.earliest if first else (BEGINNING if start == ".." else _known(last).earliest)
    latest = last.latest if last else (END_OF_TIME if end == ".." else _known(first).latest)
    if latest < earliest:
        raise BackwardsError(f"{end} lies before {start}")
    return Span(earliest, latest)


def bounds(text: str) -> Span:
    """Read a typed bound: a year, a month or a day (`2017`, `2017-09`, `2017-09-14`).

    Raises:
        NotADateError: it is none of these.
    """
    if not _YEAR_OR_DAY.match(text.strip()):
        raise NotADateError(text)
    found = span(text)
    if found is None:
        raise NotADateError(text)
    return found


def year(day: int) -> int:
    """The year of a day written `yyyymmdd`."""
    return day // 10000


def _interval(text: str) -> Span | None:
    """An interval; an end that is unknown (blank) adds nothing to the end that is known."""
    start, _, end = text.partition("/")
    if "/" in end:
        raise NotADateError(text)
    return between(start, end)


def _plain(text: str) -> Span | None:
    """A year, month, day, decade or century, also an uncertain one; `None` for all others."""
    if years := _YEARS.fullmatch(text):
        first, last = (int(years[1] + years[2].replace("X", d) + d) for d in "09")
        return Span(first * 10000 + 101, last * 10000 + 1231)
    found = _PLAIN.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    last_month = month or 12
    last_day = monthrange(year or 4, last_month)[1]  # the year 0 is a leap year
    if found[3] and not 1 <= day <= last_day:
        return None  # `_parse` says what is wrong
    whole = year * 10000
    return Span(
        whole + (month or 1) * 100 + (day or 1), whole + last_month * 100 + (day or last_day)
    )


def _parse(text: str) -> Any:
    if not _LEVEL_1.fullmatch(text):
        raise NotADateError(text)
    from edtf import parse_edtf  # noqa: PLC0415 - slow to import, and rarely needed
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        return parse_edtf(text)
    except (EDTFParseException, ValueError, OverflowError) as error:
        raise NotADateError(text) from error


def _day(moment: Any) -> int:
    year, month, day = (int(part) for part in moment[:3])
    if day > monthrange(year or 4, month)[1]:  # the year 0 is a leap year; `calendar` has none
        raise NotADateError(f"{year:04}-{month:02}-{day:02}")
    return year * 10000 + month * 100 + day


def _known(found: Span | None) -> Span:
    if found is None:  # callers pass the end that is known
        raise NotADateError("")
    return found
