"""EDTF dates: what they span, what is refused, and what is never invented."""

from __future__ import annotations

import pytest

from dashboard import dates
from dashboard.dates import BEGINNING, END_OF_TIME, NotADateError, Span

SPANS = [
    ("2017", 20170101, 20171231),
    ("2017-09", 20170901, 20170930),
    ("2017-09-14", 20170914, 20170914),
    ("2016-02", 20160201, 20160229),
    ("2017-02", 20170201, 20170228),
    ("2016-02-29", 20160229, 20160229),
    ("2016~", 20160101, 20161231),
    ("2016?", 20160101, 20161231),
    ("2016%", 20160101, 20161231),
    ("2016-05~", 20160501, 20160531),
    ("201X", 20100101, 20191231),
    ("20XX", 20000101, 20991231),
    ("2004-XX", 20040101, 20041231),
    ("2004-06-XX", 20040601, 20040630),
    ("2004-XX-XX", 20040101, 20041231),
    ("2001-21", 20010301, 20010531),
    ("2004/2014", 20040101, 20141231),
    ("2004-06/2006-08", 20040601, 20060831),
    ("2004?/2006~", 20040101, 20061231),
    ("1992/..", 19920101, END_OF_TIME),
    ("../1999", BEGINNING, 19991231),
    ("2017-09-14T10:30:00", 20170914, 20170914),
    ("  2017 ", 20170101, 20171231),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), SPANS)
def test_a_date_spans_its_earliest_to_its_latest_day(text: str, earliest: int, latest: int) -> None:
    assert dates.span(text) == Span(earliest, latest)


@pytest.mark.parametrize("text", ["", "  ", "..", "/", "../..", "/..", "../", "XXXX", "XXXX-XX"])
def test_what_says_nothing_has_no_span(text: str) -> None:
    assert dates.span(text) is None


def test_an_unknown_end_adds_no_years() -> None:
    """`edtf` reads `2019/` as 2019 to 2029, and `/2019` as 2009 to 2019."""
    assert dates.span("2019/") == dates.span("/2019") == dates.span("2019")


def test_an_unknown_year_is_not_every_year() -> None:
    """`edtf` reads `XXXX` as the years 0 to 9999; such a claim would match any filter."""
    assert dates.span("XXXX/2019") == dates.span("2019")
    assert dates.span("2017/XXXX") == dates.span("2017")


NOT_DATES = [
    "abc", "17", "199", "2017-13", "2017-00", "2017-9", "2017-9-1", "20170914", "10000", "-0044",
    "Y170000002", "2017-02-30", "2017-04-31", "2014/2004", "2001-12/2001-02", "2004/2005/2006",
    "before 2017", "May 2017", "2017-05-03,", "２０１７",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotADateError):
        dates.span(text)


@pytest.mark.parametrize("text", ["2017-02-29", "1900-02-29", "2017-02-29/2018", "2016/2017-02-29"])
def test_a_day_that_never_was_is_refused(text: str) -> None:
    """`edtf` takes 29 February in any year."""
    with pytest.raises(NotADateError):
        dates.span(text)


LEVEL_2 = ["XXXX-12", "XXXX-12-25", "XXX9", "1X99", "2017-XX-14", "[2001,2002]", "{2001,2002}",
           "1984?-06", "2001-25", "..2001", "1984-1X"]  # fmt: skip


@pytest.mark.parametrize("text", LEVEL_2)
def test_only_level_1_is_read(text: str) -> None:
    """Level 2 has dates such as `XXXX-12`, a December of any year, that would match any filter."""
    with pytest.raises(NotADateError):
        dates.span(text)


BETWEEN = [
    ("2017", "", 20170101, 20171231),
    ("", "2017", 20170101, 20171231),
    ("2016", "2019", 20160101, 20191231),
    ("2017-05-03", "2017-05-03", 20170503, 20170503),
    ("2017", "2017-05", 20170101, 20170531),
    ("2017-05", "2017", 20170501, 20171231),
    ("1992", "..", 19920101, END_OF_TIME),
    ("..", "1999", BEGINNING, 19991231),
    (" .. ", "1999", BEGINNING, 19991231),
    ("1992", " .. ", 19920101, END_OF_TIME),
    ("1992/..", "", 19920101, END_OF_TIME),
    ("2016/2017", "2019", 20160101, 20191231),
    ("XXXX", "2017", 20170101, 20171231),
]


@pytest.mark.parametrize(("start", "end", "earliest", "latest"), BETWEEN)
def test_between_two_columns(start: str, end: str, earliest: int, latest: int) -> None:
    assert dates.between(start, end) == Span(earliest, latest)


@pytest.mark.parametrize(("start", "end"), [("", ""), ("..", ".."), ("..", ""), ("", "..")])
def test_between_nothing_and_nothing_is_undated(start: str, end: str) -> None:
    assert dates.between(start, end) is None


def test_an_end_before_its_start_is_refused_and_says_both() -> None:
    with pytest.raises(NotADateError, match=r"^2017 lies before 2019$"):
        dates.between("2019", "2017")


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017", 20170101, 20171231),
        ("2017-09", 20170901, 20170930),
        ("2017-09-14", 20170914, 20170914),
        (" 2017 ", 20170101, 20171231),
        ("0000", 101, 1231),
    ],
)
def test_a_typed_bound(text: str, earliest: int, latest: int) -> None:
    assert dates.bounds(text) == Span(earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "..", "201", "2017~", "201X", "XXXX", "2016/2017", "2017-13", "2017-02-29", "Sept"],
)
def test_what_is_no_bound_is_refused(text: str) -> None:
    with pytest.raises(NotADateError):
        dates.bounds(text)


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        (None, None, True),
        (20170101, 20171231, True),
        (20171231, None, True),
        (20180101, None, False),
        (None, 20160101, True),
        (None, 20151231, False),
        (20170301, 20170302, True),
        (0, 0, False),
    ],
)
def test_overlap_means_a_day_in_common(
    first: int | None, last: int | None, *, overlaps: bool
) -> None:
    """A bound of 0 is a bound: a filter written `if last:` would take it for none."""
    assert Span(20160101, 20171231).overlaps(first, last) is overlaps


def test_open_ends_overlap_what_lies_beyond() -> None:
    assert Span(19920101, END_OF_TIME).overlaps(20300101, 20301231)
    assert not Span(19920101, END_OF_TIME).overlaps(None, 19911231)
    assert Span(BEGINNING, 19991231).overlaps(None, 15000101)
    assert not Span(BEGINNING, 19991231).overlaps(20000101, None)


def test_the_year_of_a_day() -> None:
    assert [dates.year(day) for day in (20170930, 1231, BEGINNING, END_OF_TIME)] == [
        2017, 0, 0, 9999,
    ]  # fmt: skip


def every_plain_date() -> list[str]:
    found = []
    for year in ("0000", "1900", "2000", "9999"):
        months = [f"{year}-{month:02}" for month in range(14)]
        days = [f"{month}-{day:02}" for month in months for day in (0, 1, 29, 30, 31, 32)]
        found += [year, *months, *days]
    found += [f"{first}{last}" for first in ("00", "20", "99") for last in ("0X", "9X", "XX")]
    marked = [text + mark for text in found[::5] for mark in ("?", "~", "%")]
    return found + marked


def test_plain_dates_are_read_as_the_library_reads_them() -> None:
    """They are read without it, only to be quick; what is no date stays none."""
    for text in every_plain_date():
        found = dates._plain(text)
        try:
            parsed = dates._parse(text)
            expected = dates.Span(
                dates._day(parsed.lower_strict()), dates._day(parsed.upper_strict())
            )
        except dates.NotADateError:
            expected = None
        assert found == expected, text
