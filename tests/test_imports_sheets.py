"""Spreadsheets: the sheet, numbers and dates as a person reads them, rows as they are numbered."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

import pytest
from lists import opened

from dashboard.imports import CannotImportError

if TYPE_CHECKING:
    from pathlib import Path

Cell = str | int | float | None
DATE = 1
"""The style of a cell that shows its number as a date."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    f'<?xml version="1.0"?><styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def book(sheets: dict[str, list[list[Cell]]], dates: tuple[int, ...] = ()) -> bytes:
    """A workbook as bytes; numbers in the columns `dates` are shown as dates."""
    buffer = io.BytesIO()
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        office = f'Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"'
        archive.writestr("_rels/.rels", f"{relations}<Relationship {office}/></Relationships>")
        archive.writestr("xl/styles.xml", _STYLES)
        listed, links = "", ""
        for number, (name, rows) in enumerate(sheets.items(), 1):
            listed += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
            links += (f'<Relationship Id="r{number}" Type="{_REL}/worksheet" '
                      f'Target="worksheets/sheet{number}.xml"/>')  # fmt: skip
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(rows, dates))
        links += f'<Relationship Id="s" Type="{_REL}/styles" Target="styles.xml"/>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
                         f"{listed}</sheets></workbook>")  # fmt: skip
        archive.writestr("xl/_rels/workbook.xml.rels", f"{relations}{links}</Relationships>")
    return buffer.getvalue()


def _sheet(rows: list[list[Cell]], dates: tuple[int, ...]) -> str:
    found = ""
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, cell in enumerate(row):
            place = f'r="{"ABCDEFGHIJ"[column]}{number}"'
            if isinstance(cell, str):
                cells += f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            elif cell is not None:
                style = f' s="{DATE}"' if column in dates else ""
                cells += f"<c {place}{style}><v>{cell}</v></c>"
        found += f'<row r="{number}">{cells}</row>'
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{found}</sheetData></worksheet>'


ROWS: list[list[Cell]] = [
    ["source", "target", "year", "date", "amount", "code"],
    ["Ann", "Bob", 2017.0, 43000, 2.5, "007"],
    ["Bob", "Cy", 2018, 43466, 1000000, "010"],
]


def test_numbers_and_dates_are_what_a_person_reads(tmp_path: Path) -> None:
    found = opened(tmp_path, book({"Ties": ROWS}, dates=(3,)), name="list.xlsx", start="date")
    assert found.ties() == [("Ann", "Bob"), ("Bob", "Cy")]
    assert found.column("start") == ["2017-09-22", "2019-01-01"]
    assert found.column("x.year") == ["2017", "2018"]
    assert found.column("x.amount") == ["2.5", "1000000"]
    assert found.column("x.code") == ["007", "010"]
    assert found.column("paragraph") == [2, 3]


def test_days_since_1900_that_no_style_shows_as_dates(tmp_path: Path) -> None:
    found = opened(tmp_path, book({"Ties": ROWS}), name="list.xlsx", start="date")
    assert found.column("start") == ["2017-09-22", "2019-01-01"]
    assert found.column("x.date") == ["43000", "43466"]
    assert "spreadsheet's days since 1900" in found.said


def test_the_sheet_with_most_rows_is_read_and_the_others_named(tmp_path: Path) -> None:
    notes: list[list[Cell]] = [["Codebook"], ["source", "who gives"]]
    content = book({"Notes": notes, "Ties": ROWS, "Empty": []})
    found = opened(tmp_path, content, name="list.xlsx")
    assert found.report.shapes[0].sheet == "Ties"
    assert 'not read: "Notes", "Empty" (--sheet)' in found.said
    assert [*found.dataset.documents] == ["list-ties"]
    assert found.dataset.documents["list-ties"].title == "list.xlsx, sheet Ties"
    for wanted in ("Ties", "2"):
        assert opened(tmp_path, content, name="list.xlsx", sheet=wanted).ties() == found.ties()
    with pytest.raises(CannotImportError, match=r'no sheet "Links"\. Its sheets are: "Notes"'):
        opened(tmp_path, content, name="list.xlsx", sheet="Links")
    with pytest.raises(CannotImportError, match="its sheets are empty"):
        opened(tmp_path, book({"Empty": []}), name="list.xlsx")


def test_title_rows_and_blank_rows_keep_the_numbers_of_rows(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Ties of three people"],
        ["made in 2001"],
        [],
        *ROWS[:2],
        [],
        ROWS[2],
    ]
    found = opened(tmp_path, book({"Ties": rows}), name="list.xlsx")
    assert found.column("paragraph") == [5, 7]
    assert found.report.shapes[0].header == 4
    assert found.report.shapes[0].skipped == ["Ties of three people", "made in 2001"]


def test_a_spreadsheet_under_another_name(tmp_path: Path) -> None:
    assert opened(tmp_path, book({"Ties": ROWS}), name="list.csv").report.counts["edges"] == 2


def test_a_spreadsheet_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(CannotImportError, match="cannot be read as a spreadsheet"):
        opened(tmp_path, b"PK\x03\x04 broken", name="list.xlsx")
