"""Dates as lists write them, and coordinates, to what they may mean and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from lists import opened

from dashboard import dates
from dashboard.imports.join import degrees
from dashboard.imports.spots import distance
from dashboard.imports.when import read_dates
from dashboard.load.spans import plain_span, spans_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1997", "1997"), ("2009.0", "2009"), ("1997-05", "1997-05"), ("1997-5-3", "1997-05-03"),
        ("1997/05/12", "1997-05-12"), ("1997.05.12", "1997-05-12"), ("05/1997", "1997-05"),
        ("2009-04-01T00:00:00", "2009-04-01"), ("2009-04-01 12:30", "2009-04-01"),
        ("2009-04-01T12:30:59Z", "2009-04-01"), ("19970512", "1997-05-12"),
        ("12 May 1997", "1997-05-12"), ("12-May-1997", "1997-05-12"),
        ("May 12, 1997", "1997-05-12"),
        ("May 1997", "1997-05"), ("12. Mai 1997", "1997-05-12"), ("1er janvier 1997", ""),
        ("12 мая 1997", "1997-05-12"), ("1997年5月12日", "1997-05-12"), ("1997年5月", "1997-05"),
        ("1990-1995", "1990/1995"), ("1990 – 1995", "1990/1995"), ("1995-1990", ""),
        ("c. 1990", "1990~"), ("ca 1990", "1990~"), ("1990s", "199X"), ("1990?", "1990?"),
        ("Q2 1997", "1997-04/1997-06"), ("201X", "201X"), ("1992/..", "1992/.."),
        ("1997-02-30", ""), ("1997-13", ""), ("31.12.1997", "1997-12-31"), ("soon", ""),
        ("12.5.97", ""), ("1997-05-00", "1997-05"), ("1997-00-00", "1997"), ("ongoing", ".."),
        ("-9", ""), ("199", ""),
        ("C1231", ""), ("Wed Aug 27 13:08:45 +0000 2008", "2008-08-27"),
        ("Wed, 27 Aug 2008 13:08:45 +0000", "2008-08-27"),
    ],
)  # fmt: skip
def test_spellings(written: str, edtf: str) -> None:
    read = read_dates([written], "date")
    assert read.edtf.get(written, "") == edtf
    assert read.unread == (() if edtf else (written,))
    if edtf:
        assert edtf == ".." or dates.span(edtf) is not None


@pytest.mark.parametrize(
    ("values", "heading", "first", "said"),
    [
        (["03/04/2017", "25/04/2017"], "date", "2017-04-03", "the day stands first"),
        (["03/04/2017", "04/25/2017"], "date", "2017-03-04", "the month stands first"),
        (["03/04/2017"], "Date (MM/DD/YYYY)", "2017-03-04", ""),
        (["03/04/2017"], "Date (DD/MM/YYYY)", "2017-04-03", ""),
        (["03.04.2017"], "Datum", "2017-04-03", "with points between"),
        (["03/04/2017", "05/06/2017"], "date", "2017", "only the year is read"),
    ],
)
def test_the_order_of_day_and_month_is_decided_for_a_column(
    values: list[str], heading: str, first: str, said: str
) -> None:
    read = read_dates(values, heading)
    assert read.edtf[values[0]] == first
    assert said in " ".join(read.said)


def test_the_order_can_be_said(tmp_path: Path) -> None:
    text = "source,target,date\nAnn,Bob,03/04/2017\n"
    assert opened(tmp_path, text).column("start") == ["2017"]
    assert opened(tmp_path, text, day_first=True).column("start") == ["2017-04-03"]
    found = opened(tmp_path, text, day_first=False)
    assert found.column("start") == ["2017-03-04"]
    assert found.column("x.date") == ["03/04/2017"]


def test_what_is_written_stays_where_it_is_not_what_is_understood(tmp_path: Path) -> None:
    text = "source,target,date\nAnn,Bob,12 May 1997\nBob,Cy,about then\nCy,Ann,1998\nAnn,Cy,1999\n"
    found = opened(tmp_path, text)
    assert found.column("start") == ["1997-05-12", "", "1998", "1999"]
    assert found.column("x.date") == ["12 May 1997", "about then", "1998", "1999"]
    assert [(u.what, u.value, u.first) for u in found.report.unmatched] == [
        ("date", "about then", "list.csv:3")
    ]
    assert "Edges without a date, kept: 1." in found.said


def test_seconds_since_1970(tmp_path: Path) -> None:
    found = opened(tmp_path, "source,target,timestamp\nAnn,Bob,1082040961\nBob,Cy,1098777142\n")
    assert found.column("start") == ["2004-04-15", "2004-10-26"]
    assert "seconds since 1970" in found.said


def test_days_of_a_spreadsheet_are_dates_there_only() -> None:
    assert read_dates(["36526", "43831"], "Start date", sheet=True).edtf == {
        "36526": "2000-01-01", "43831": "2020-01-01",
    }  # fmt: skip
    assert read_dates(["36526", "43831"], "Start date").edtf == {}
    assert read_dates(["36526", "43831"], "Amount", sheet=True).edtf == {}


def test_start_and_end(tmp_path: Path) -> None:
    text = "from,to,start_date,end_date\nAnn,Bob,1990,1995\nBob,Cy,1990,ongoing\nCy,Ann,1999,1990\n"
    found = opened(tmp_path, text)
    assert found.column("start") == ["1990", "1990", "1999"]
    assert found.column("end") == ["1995", "..", ""]
    assert found.column("x.end-date") == ["1995", "ongoing", "1990"]
    assert (
        "Edges whose end lies before their start, of which only the start is taken: 1."
        in found.said
    )


def test_the_fullest_date_is_taken(tmp_path: Path) -> None:
    rows = "".join(f"Ann,Bob{i},{2001 if not i else ''},{2000 + i}\n" for i in range(9))
    found = opened(tmp_path, "donor,recipient,Implementation Start Year,Commitment Year\n" + rows)
    assert found.column("start")[:2] == ["2000", "2001"]


def test_spans_of_columns_are_those_of_single_dates() -> None:
    """Against `dates.between`, for every pair of some dates."""
    some = ["", "..", "1997", "1997-02", "1996-02", "1997-05-12", "201X", "1990~", "1990/1995",
            "XXXX", "0000"]  # fmt: skip
    pairs = [(a, b) for a in some for b in some]
    starts = pd.Series([a for a, _ in pairs], dtype="str")
    ends = pd.Series([b for _, b in pairs], dtype="str")
    found = spans_of(starts, ends)
    for row, (start, end) in enumerate(pairs):
        try:
            span = dates.between(start, end)
        except dates.BackwardsError:
            assert found.backwards[row], (start, end)
            continue
        assert not found.backwards[row], (start, end)
        assert found.dated[row] == (span is not None), (start, end)
        if span:
            assert (found.earliest[row], found.latest[row]) == (span.earliest, span.latest)


def test_a_plain_span_is_what_dates_say() -> None:
    rng = np.random.default_rng(7)
    for year, month, day in rng.integers([1, 0, 0], [2200, 14, 33], (200, 3)).tolist():
        for text in (f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}"):
            try:
                span = dates.span(text)
            except dates.NotADateError:
                span = None
            if span and (len(text) < 7 or 1 <= month <= 12):
                assert plain_span(text) == (span.earliest, span.latest), text
            else:
                assert plain_span(text) is None, text


# ------------------------------------------------------------------ coordinates


@pytest.mark.parametrize(
    ("text", "value"),
    [("48.85", 48.85), ("48,85", 48.85), ("-3", -3), ("\u22123", -3), ("48°51'36\"N", 48.86),
     ("2° 21' W", -2.35), ("0", 0), ("north", None), ("", None), ("inf", None)],
)  # fmt: skip
def test_degrees(text: str, value: float | None) -> None:
    found = degrees(text)
    assert found == (value if value is None else pytest.approx(value))


def test_a_right_angle_is_ninety_degrees() -> None:
    assert distance((0, 0), (0, 90)) == pytest.approx(90)
    assert distance((90, 0), (-90, 0)) == pytest.approx(180)


NODES = "id,name,country,lat,lon\n"


def test_zero_is_a_coordinate_and_two_zeros_are_none(tmp_path: Path) -> None:
    nodes = NODES + "a,Meru,Kenya,0.0,37.6\nb,Accra,Ghana,5.6,0.0\nc,Nowhere,,0,0\nd,Pole,,-90,0\n"
    found = opened(tmp_path, "source,target\na,b\nb,c\nc,d\n", nodes)
    assert [found.dataset.place_of(n) is not None for n in "abcd"] == [True, True, False, True]
    [listed] = [u for u in found.report.unmatched if u.what == "coordinates"]
    assert (listed.value, listed.why) == ("c: 0, 0", "stands for no place: it is in the sea")


def test_swapped_columns_are_turned_and_a_single_point_is_listed(tmp_path: Path) -> None:
    rows = "a,Berlin,DE,13.4,52.5\nb,Paris,FR,2.3,48.8\nc,Tokyo,JP,139.7,35.7\nd,Lima,PE,-77,-12\n"
    edges = "source,target\na,b\nb,c\nc,d\n"
    found = opened(tmp_path, edges, NODES + rows)
    place = found.dataset.place_of("c")
    assert place is not None
    assert (place.lat, place.lon) == (35.7, 139.7)
    assert "Latitude and longitude are swapped" in found.said
    one = "a,Berlin,DE,52.5,13.4\nb,Paris,FR,48.8,2.3\nc,Tokyo,JP,139.7,35.7\nd,Lima,PE,-12,-77\n"
    found = opened(tmp_path, edges, NODES + one)
    assert found.dataset.place_of("c") is None
    [listed] = [u for u in found.report.unmatched if u.what == "coordinates"]
    assert listed.why == "is outside the map; latitude and longitude look swapped"


def test_decimal_commas(tmp_path: Path) -> None:
    nodes = "\ufeffid;name;lat;lon\na;Ann;48,85;2,35\nb;Bob;-12,05;-77,04\n"
    found = opened(tmp_path, "source;target\na;b\n", nodes)
    place = found.dataset.place_of("b")
    assert place is not None
    assert (place.lat, place.lon) == (-12.05, -77.04)
