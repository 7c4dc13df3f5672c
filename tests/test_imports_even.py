"""Large even texts are read by columns: to the same table as by rows, or not at all."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from pandas.testing import assert_frame_equal

from dashboard.imports import CannotImportError, Options, delimited, even
from dashboard.imports.tables import Shape

if TYPE_CHECKING:
    from dashboard.imports.tables import Table

ROWS = "source,target,year\nAnn,Bob,2017\nBob,Cy,2018\n"
BY_COLUMNS = {
    "plain": ROWS,
    "no line break at the end": ROWS.rstrip(),
    "line breaks of Windows": ROWS.replace("\n", "\r\n"),
    "quoted": 'source,target\n"Ann, the first","Bob ""B"" Bobson"\n"",Cy\nDi,""\n',
    "null marks and spaces": "source,target\n Ann ,NULL\n-, Bob\nN/A,\\N\n",
    "blank rows far down": "source,target\n" + "Ann,Bob\n" * 450 + ",\n  ,\t\nBob,Cy\n",
    "no header": "1,2\n2,3\n3,1\n",
    "other letters": "von,nach\nŁódź,Niño\n柳州,“Blue”\n",
    "names twice": "source,target,source\nAnn,Bob,x\nBob,Cy,y\n",
}
BY_ROWS = {
    "too few cells": "source,target,year\nAnn,Bob\nBob,Cy,2018\n",
    "too many cells": "source,target\nAnn,Bob,x\nBob,Cy\n",
    "a preamble": "Made by hand\n\nsource,target\nAnn,Bob\n",
    "a blank line": "source,target\nAnn,Bob\n\nBob,Cy\n",
    "a cell of two lines": 'source,target\n"Ann\nAnna",Bob\nBob,Cy\n',
    "a lone carriage return": "source,target\nAnn\rA,Bob\n",
    "a quote inside": 'source,target\nAnn "A" B,Bob\n"x"y,Cy\n',
    "a space before a quote": 'source,target\nAnn, "Bob, B"\n',
    "a quote that begins twice": 'source,target\n""Ann,Bob\n',
    "spaces": "1 2\n2 3\n3 1\n",
    "blank rows": "source,target\nAnn,Bob\n,\nBob,Cy\n",
    "comments": "# source,target\n1,2\n2,3\n",
}


def read(text: str, options: Options | None = None) -> Table:
    return delimited.read_delimited(text, Shape("list.csv"), options or Options())


def by_both(text: str, monkeypatch: pytest.MonkeyPatch, options: Options) -> list[Table | str]:
    """What is read row by row, and where columns may be read."""
    found: list[Table | str] = []
    for large in (1 << 60, 0):
        monkeypatch.setattr(even, "LARGE", large)
        try:
            found.append(read(text, options))
        except CannotImportError as error:
            found.append(str(error))
    return found


def same(one: Table | str, other: Table | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert_frame_equal(one.frame, other.frame)
    assert one.lines.tolist() == other.lines.tolist()
    assert (one.shape, one.aside, one.read) == (other.shape, other.aside, other.read)


@pytest.mark.parametrize("name", BY_COLUMNS)
def test_columns_are_what_rows_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = BY_COLUMNS[name]
    same(*by_both(text, monkeypatch, Options()))
    monkeypatch.setattr(delimited, "table_of", lambda *_: pytest.fail("read row by row"))
    assert len(read(text).frame) > 0


@pytest.mark.parametrize("name", BY_ROWS)
def test_what_could_be_read_in_two_ways_is_left_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = BY_ROWS[name]
    same(*by_both(text, monkeypatch, Options()))
    monkeypatch.setattr(even, "finished", lambda *_: pytest.fail("read by columns"))
    read(text)


@pytest.mark.parametrize("seed", range(60))
def test_generated_texts(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    pieces = ["a", "Łódź", " ", '"', '""', ",", ";", "\n", "\r\n", "\r", "", "7", "-", "NULL", "'",
              "x y", '"a"', '"a,b"', '"a ""b"" c"', "\t", "#", "0.5", "\\"]  # fmt: skip
    weights = [9, 4, 1, 0.2, 0.2, 12, 1, 6, 0.5, 0.1, 2, 4, 1, 1, 0.3, 3, 2, 2, 1, 0.3, 0.1, 2, 0.2]
    if seed % 3 == 0:  # mostly even
        lines = [",".join(chance.choices([p for p in pieces if "\n" not in p and p != ","], k=3))
                 for _ in range(40)]  # fmt: skip
        text = "source,target,note\n" + "\n".join(lines)
    else:
        text = "source,target\n" + "".join(chance.choices(pieces, weights, k=300))
    options = Options(skip_rows=seed % 2 or None, quote="" if seed % 7 == 0 else None)
    same(*by_both(text, monkeypatch, options))


def test_lines_are_those_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(even, "LARGE", 0)
    monkeypatch.setattr(delimited, "table_of", lambda *_: pytest.fail("read row by row"))
    text = "a note\nsource,target\n" + "Ann,Bob\n" * 400 + ",\nBob,Cy\n"
    table = read(text, Options(skip_rows=1))
    assert table.lines.tolist() == [*range(3, 403), 404]
    assert table.shape.header == 2
