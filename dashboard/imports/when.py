"""Dates of a whole column, as EDTF: no day, month or year is invented.

Which of day and month stands first is decided for a column, by a date that only one order allows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard import dates
from dashboard.load.spans import plain_span
from dashboard.model import searchable

if TYPE_CHECKING:
    from collections.abc import Collection

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january janvier januar enero janeiro gennaio januari янв января stycznia",
         "feb february fevrier februar febrero fevereiro febbraio februari фев февраля lutego",
         "mar march mars marz marzo marco maart мар марта marca mrz",
         "apr april avril abril aprile апр апреля kwietnia avr",
         "may mai mayo maio maggio mei мая maja",
         "jun june juin juni junio junho giugno июн июня czerwca",
         "jul july juillet juli julio julho luglio июл июля lipca",
         "aug august aout agosto augustus авг августа sierpnia",
         "sep sept september septembre septiembre setembro settembre сен сентября wrzesnia",
         "oct october octobre oktober octubre outubro ottobre okt окт октября pazdziernika",
         "nov november novembre noviembre novembro ноя ноября listopada",
         "dec december decembre dezember diciembre dezembro dicembre dez дек декабря grudnia"),
        1)
    for name in names.split()
}  # fmt: skip
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d{1,2}:\d.*)?")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_MIXED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ,]+\d{1,2}:\d.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_NAME_YEAR = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?[ -]+)?([^\W\d_]{3,})\.?,?[ -]+(\d{4})"
)
_NAME_DAY_YEAR = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_RANGE = re.compile(r"(\d{4})\s*(?:-|–|—|/|to|bis)\s*(\d{4})")
_ABOUT = re.compile(r"(?:c\.|(?:c|ca|circa|about|approx|um|vers)\.?\s|~)\s*(\d{4})")
_NAMED = re.compile(r"[^\W\d_]{3} ([^\W\d_]{3}) (\d{1,2}) [\d:]+ \S+ (\d{4})")
_MAILED = re.compile(r"[^\W\d_]{3}, (\d{1,2}) ([^\W\d_]{3}) (\d{4}) [\d:]+( \S+)?")
_DECADE = re.compile(r"(\d{3})0s")
_QUARTER = re.compile(r"(?:(\d{4})[- ]?q([1-4])|q([1-4])[- ]?(\d{4}))")
_OPEN = ("present", "ongoing", "now", "current", "today", "heute", "actualidad", "至今", "..")
_EPOCH = re.compile(r"\d{9,10}(\.\d+)?|\d{12,13}")
_SERIAL = re.compile(r"[1-6]\d{4}(\.\d+)?")


@dataclass(slots=True)
class Dates:
    """What a column of dates says.

    Attributes:
        edtf: value to EDTF, for those that are understood.
        unread: values that are not.
        said: how it was read, in sentences; and `changed`, whether any text is not its EDTF.
    """

    edtf: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether what stands in the file differs from what it was understood as."""
        return bool(self.unread) or any(k != v for k, v in self.edtf.items())

    @property
    def share(self) -> float:
        """How many of the values are dates, from 0 to 1."""
        count = len(self.edtf) + len(self.unread)
        return len(self.edtf) / count if count else 0.0


def read_dates(
    values: Collection[str], heading: str, *, day_first: bool | None = None, sheet: bool = False
) -> Dates:
    """Read the distinct values of a column.

    Args:
        values: its distinct values; the blank one is left out.
        heading: its name, which may say the order: `(MM/DD/YYYY)`.
        day_first: whether the day stands before the month, where it was said.
        sheet: whether it is of a spreadsheet, where a date may be a number of days.
    """
    values = [value for value in values if value]
    found = Dates()
    if numbers := _numbers(values, heading, sheet, found):
        found.edtf = numbers
        found.unread = tuple(v for v in values if v not in numbers)
        return found
    first = _day_first(values, heading, day_first, found)
    for value in values:
        edtf = _read(value, day_first=first)
        if edtf:
            found.edtf[value] = edtf
    found.unread = tuple(v for v in values if v not in found.edtf)
    return found


def _numbers(values: list[str], heading: str, sheet: bool, found: Dates) -> dict[str, str]:
    """Seconds since 1970, or a spreadsheet's days since 1900, if all are such numbers."""
    if values and all(_EPOCH.fullmatch(v) for v in values):
        found.said.append(f"{heading}: read as seconds since 1970, in UTC.")
        start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        seconds = {v: float(v) / (1000 if len(v.split(".")[0]) > 11 else 1) for v in values}
        return {v: (start + dt.timedelta(seconds=s)).date().isoformat() for v, s in seconds.items()}
    words = re.findall(r"[^\W\d_]+", searchable(heading))
    dated = any(w in ("date", "datum", "fecha", "data", "day") for w in words)
    if sheet and dated and values and all(_SERIAL.fullmatch(v) for v in values):
        found.said.append(f"{heading}: read as a spreadsheet's days since 1900.")
        return {v: (dt.date(1899, 12, 30) + dt.timedelta(days=int(float(v)))).isoformat()
                for v in values}  # fmt: skip
    return {}


def _day_first(values: list[str], heading: str, said: bool | None, found: Dates) -> bool | None:
    mixed = [m for v in values if (m := _MIXED.fullmatch(v))]
    if not mixed:
        return said
    if said is None:
        order = searchable(heading).replace(" ", "")
        if re.search(r"mm?[/.-]dd?[/.-]y", order):
            said = False
        elif re.search(r"(dd?[/.-]mm?[/.-]y)|(tt[.]mm[.]jj)", order):
            said = True
    if said is not None:
        return said
    over = Counter((int(m[1]) > 12, int(m[3]) > 12) for m in mixed)
    day, month = over[True, False], over[False, True]
    if day and not month:
        found.said.append(f"{heading}: the day stands first, as {_sample(mixed, 1)} shows.")
        return True
    if month and not day:
        found.said.append(f"{heading}: the month stands first, as {_sample(mixed, 3)} shows.")
        return False
    if all(m[2] == "." for m in mixed):
        found.said.append(
            f"{heading}: with points between, the day is read as first (--month-first)."
        )
        return True
    found.said.append(
        f"{heading}: nothing shows whether {mixed[0][0]} begins with the day or the month, so only "
        "the year is read (--day-first or --month-first)."
    )
    return None


def _sample(mixed: list[re.Match[str]], group: int) -> str:
    return next(m[0] for m in mixed if int(m[group]) > 12)


def _read(value: str, *, day_first: bool | None) -> str:  # noqa: PLR0911 - one for each spelling
    text = searchable(value).strip()
    if m := _YEAR.fullmatch(text):
        return m[1]
    if m := _ISO.fullmatch(value.strip()) or _CHINESE.fullmatch(value.strip()):
        return _checked(m[1], m[2], m[3])
    if m := _MIXED.fullmatch(text):
        if day_first is None:
            return m[4] if m[1] != m[3] else _checked(m[4], m[1], m[3])
        return _checked(m[4], m[3], m[1]) if day_first else _checked(m[4], m[1], m[3])
    if m := _MONTH_YEAR.fullmatch(text):
        return _checked(m[2], m[1], None)
    if m := _COMPACT.fullmatch(text):
        return _checked(m[1], m[2], m[3])
    if (m := _DAY_NAME_YEAR.fullmatch(text)) and m[2] in MONTHS:
        return _checked(m[3], str(MONTHS[m[2]]), m[1])
    if (m := _NAME_DAY_YEAR.fullmatch(text)) and m[1] in MONTHS:
        return _checked(m[3], str(MONTHS[m[1]]), m[2])
    if (m := _NAMED.fullmatch(text)) and m[1] in MONTHS:  # Wed Aug 27 13:08:45 +0000 2008
        return _checked(m[3], str(MONTHS[m[1]]), m[2])
    if (m := _MAILED.fullmatch(text)) and m[2] in MONTHS:  # Wed, 27 Aug 2008 13:08:45 +0000
        return _checked(m[3], str(MONTHS[m[2]]), m[1])
    return _worded(text) or _edtf(value)


def _worded(text: str) -> str:
    if m := _RANGE.fullmatch(text):
        return f"{m[1]}/{m[2]}" if m[1] <= m[2] else ""
    if m := _ABOUT.fullmatch(text):
        return f"{m[1]}~"
    if m := _DECADE.fullmatch(text):
        return f"{m[1]}X"
    if m := _QUARTER.fullmatch(text):
        year, quarter = m[1] or m[4], int(m[2] or m[3])
        return f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}"
    return ".." if text in _OPEN else ""


def _checked(year: str, month: str | None, day: str | None) -> str:
    """The date if there is such a day, else nothing; a month or day of zero is not known."""
    text = year
    if month and int(month):
        text += f"-{int(month):02}"
        if day and int(day):
            text += f"-{int(day):02}"
    return text if plain_span(text) else ""


def _edtf(value: str) -> str:
    try:
        return value if dates.span(value) else ""
    except dates.NotADateError:
        return ""
