"""Odd files: encodings, delimiters, line ends, preambles, archives, and what is no edge list."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from lists import opened

from dashboard.imports import CannotImportError
from dashboard.imports.encoding import detect

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "source,target,year\nAnn,Bob,1997\nBob,Cy,1998\n"
TIES = [("Ann", "Bob"), ("Bob", "Cy")]


@pytest.mark.parametrize(
    ("content", "delimiter", "header"),
    [
        (PLAIN, ",", 1),
        (PLAIN.replace(",", ";"), ";", 1),
        (PLAIN.replace(",", "\t"), "\t", 1),
        (PLAIN.replace(",", "|"), "|", 1),
        (PLAIN.replace(",", " "), " ", 1),
        (PLAIN.replace(",", "   "), " ", 1),
        (PLAIN.replace("\n", "\r"), ",", 1),
        (PLAIN.replace("\n", "\r\n"), ",", 1),
        ("\ufeff" + PLAIN, ",", 1),
        ("\ufeff" + PLAIN.replace(",", ";"), ";", 1),
        (PLAIN.encode("utf-16").decode("latin-1").encode("latin-1"), ",", 1),
        (PLAIN.replace(",", "\t").encode("utf-16"), "\t", 1),
        (PLAIN.replace(",", "\t").encode("utf-16-le"), "\t", 1),
        (PLAIN.encode("utf-16-be"), ",", 1),
        (PLAIN.encode("utf-32"), ",", 1),
        (gzip.compress(PLAIN.encode(), mtime=0), ",", 1),
        ("Ties of three people\nMade in 2001\n\n" + PLAIN, ",", 4),
        ("Ties of three people,,\nby nobody,,\n" + PLAIN, ",", 3),
        ("# made by hand\n# in 2001\n" + PLAIN, ",", 3),
        ("% made by hand\n" + PLAIN.replace(",", " "), " ", 2),
        (PLAIN + "\n\n,,\n", ",", 1),
        ("'source','target','year'\n'Ann','Bob','1997'\n'Bob','Cy','1998'\n", ",", 1),
    ],
)
def test_the_same_list_in_many_clothes(
    tmp_path: Path, content: str | bytes, delimiter: str, header: int
) -> None:
    found = opened(tmp_path, content)
    assert found.ties() == TIES
    assert found.column("start") == ["1997", "1998"]
    assert found.report.counts["read"] == 2
    assert found.report.aside == []
    [shape] = found.report.shapes
    assert (shape.delimiter, shape.header) == (delimiter, header)


WORDS = {
    "cp1252": "from,to\nMüller GmbH,Société Générale\nÅngström,Señor Núñez\n",
    "mac_roman": "from,to\nMüller GmbH,Société Générale\nÅngström,Señor Núñez\n",
    "cp1250": "od,do\nŁódź,Kraków\nŻabka,Świętokrzyskie\nPřerov,České Budějovice\n",
    "cp1251": "от,до\nМосква,Казань\nГазпром,Роснефть\n",
    "koi8_r": "от,до\nМосква,Казань\nГазпром,Роснефть\n",
    "cp1253": "από,προς\nΑθήνα,Θεσσαλονίκη\nΠειραιάς,Κρήτη\n",
    "gb18030": "来源,目标\n北京市政府,上海商会\n柳州市外事办公室,华为技术有限公司\n",
    "big5": "來源,目標\n臺北市政府,高雄商會\n中華民國外交部,臺灣銀行\n",
    "shift_jis": "出発,到着\n東京都庁,大阪商工会議所\nトヨタ自動車,みずほ銀行\n",
    "euc_kr": "출발,도착\n서울특별시,부산광역시\n대한민국,인천\n",
}


@pytest.mark.parametrize("encoding", WORDS)
def test_an_encoding_is_guessed_by_how_it_reads(tmp_path: Path, encoding: str) -> None:
    text = WORDS[encoding]
    found = opened(tmp_path, text.encode(encoding))
    first = text.splitlines()[1].split(",")
    assert found.ties()[0] == (first[0], first[1])
    [shape] = found.report.shapes
    assert shape.encoding == encoding
    assert "not valid UTF-8" in shape.why
    assert shape.why in found.said


def test_the_reason_of_an_encoding() -> None:
    assert detect(b"a,b\n").why == "plain ASCII"
    assert detect("ü".encode()).why == "all of it is valid UTF-8"
    assert detect("\ufeffü".encode()).why == "its first bytes say so (byte-order mark)"
    assert "“Müller”" in detect("Müller,x".encode("cp1252")).why


def test_an_encoding_that_was_said_is_kept_to(tmp_path: Path) -> None:
    found = opened(tmp_path, "a,b\nMüller,x\nx,Müller\n".encode("cp1252"), encoding="cp1250")
    assert found.report.shapes[0].why == "as was said"
    with pytest.raises(CannotImportError, match=r"list.csv is not ascii: byte 0xfc in line 2"):
        opened(tmp_path, "a,b\nMüller,x\n".encode("cp1252"), encoding="ascii")
    with pytest.raises(CannotImportError, match='"klingon" is no encoding'):
        opened(tmp_path, "a,b\nMüller,x\n", encoding="klingon")


def test_quoted_cells_hold_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = 'source,target,note\n"Ann, Dr.",Bob,"said ""no""\nand went"\nBob,Cy,\n'
    found = opened(tmp_path, text)
    assert found.ties() == [("Ann, Dr.", "Bob"), ("Bob", "Cy")]
    assert found.column("x.note") == ['said "no"\nand went', ""]
    assert found.column("paragraph") == [2, 4]


def test_quotes_escaped_as_databases_do(tmp_path: Path) -> None:
    found = opened(tmp_path, 'source,target\n"The \\"Rock\\" Inc",\\N\n"The \\"Rock\\" Inc",Bob\n')
    assert found.ties() == [('The "Rock" Inc', "Bob")]
    assert [a.reason for a in found.report.aside] == ['"target" is blank: no end']


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    rows = "".join(f"n{i},n{i + 1}\n" for i in range(700))
    found = opened(tmp_path, 'source,target\n"Ann,Bob\n' + rows)
    assert found.report.counts["edges"] == 701
    assert "line 2 is never closed" in found.said


@pytest.mark.parametrize(
    "content",
    [
        "Ann,Bob,3\nBob,Cy,4\nCy,Ann,5\n",
        "1 2\n2 3\n3 1\n",
        "AER,KZN,\\N\nKZN,AER,1\nAER,DME,2\n",
        "Ann,Bob\nBob,Cy\nCy,Ann\n",
    ],
)
def test_no_header_is_seen(tmp_path: Path, content: str) -> None:
    found = opened(tmp_path, content)
    assert found.report.counts["edges"] == 3
    assert found.report.shapes[0].header == 0
    assert "no header row" in found.said


@pytest.mark.parametrize("header", [True, False])
def test_a_header_can_be_said(tmp_path: Path, header: bool) -> None:
    found = opened(tmp_path, "Ann,Bob\nBob,Cy\n", header=header)
    assert found.report.counts["edges"] == 2 - header


def test_lines_before_the_table_can_be_said(tmp_path: Path) -> None:
    found = opened(tmp_path, "a,b\nc,d\nsource,target\nAnn,Bob\n", skip_rows=2)
    assert found.ties() == [("Ann", "Bob")]
    assert found.column("paragraph") == [4]


def test_a_header_in_a_comment_as_snap_writes_it(tmp_path: Path) -> None:
    text = "# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n0\t1\n1\t2\n"
    found = opened(tmp_path, text, name="snap.txt")
    assert found.ties() == [("0", "1"), ("1", "2")]
    assert found.column("paragraph") == [3, 4]
    assert 'from "FromNodeId" to "ToNodeId"' in found.said


def test_neo4j_headings(tmp_path: Path) -> None:
    edges = ":START_ID(P),:END_ID(P),:TYPE,since:int\n1,2,KNOWS,1999\n2,3,LIKES,2001\n"
    nodes = "id:ID(P),name,:LABEL\n1,Ann,P\n2,Bob,P\n3,Cy,P\n"
    found = opened(tmp_path, edges, nodes)
    assert found.ties() == TIES
    assert found.column("relation_label") == ["KNOWS", "LIKES"]
    assert found.column("start") == ["1999", "2001"]


def test_row_names_of_r(tmp_path: Path) -> None:
    found = opened(tmp_path, '"from","to"\n"1","Ann","Bob"\n"2","Bob","Cy"\n')
    assert found.ties() == TIES
    assert "first column is taken as row names" in found.said


def test_an_archive_with_one_file(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.csv", PLAIN)
    assert opened(tmp_path, buffer.getvalue(), name="list.zip").ties() == TIES
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("other.csv", PLAIN)
    with pytest.raises(CannotImportError, match=r"archive of 2 files \(inner.csv, other.csv\)"):
        opened(tmp_path, buffer.getvalue(), name="list.zip")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("   \n\n", "is empty"),
        ("name\nAnn\nBob\nCy\n", "has one column"),
        (",A,B,C\nA,0,1,0\nB,1,0,1\nC,0,1,0\n", "looks like a matrix"),
        ("0,1,0,1\n1,0,1,0\n0,1,0,1\n1,0,1,0\n", "looks like a matrix"),
        ("0,2,3,4\n2,0,5,6\n3,5,0,7\n4,6,7,0\n", "looks like a matrix"),
        ("x,y\n1.5,2.5\n2.5,3.25\n7.125,8.5\n", "which two columns are the ends"),
        ("<!DOCTYPE html><html><body>404</body></html>", "is a web page"),
        (b"%PDF-1.7\n", "is not a text file"),
        ("source,target\n" + "Ann,\n" * 9, "9 of 9 rows are no edges, as line 2"),
        ("%%MatrixMarket matrix coordinate\n3 3 1\n1 2 1\n", "Matrix Market"),
        (gzip.compress(PLAIN.encode(), mtime=0)[:30], "cannot be unpacked"),
        ("INSERT INTO edges VALUES (1,2);\nINSERT INTO edges VALUES (2,3);\n", "holds SQL"),
        ("id,name,age\n1,Ann,30\n2,Bob,40\n3,Cy,50\n", "which two columns are the ends"),
        ("id,label\n1,Ann\n2,Bob\n3,Cy\n", "which two columns are the ends"),
        ("A letter.\nIt has, some commas, in it.\nNo table.\n", "which two columns are the ends"),
        ("source,target\n", "no edges"),
    ],
)
def test_what_is_no_edge_list_is_refused_in_a_sentence(
    tmp_path: Path, content: str | bytes, words: str
) -> None:
    with pytest.raises(CannotImportError) as refused:
        opened(tmp_path, content)
    assert words in str(refused.value)
    assert str(refused.value).startswith("list.csv")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    from dashboard.imports import open_list  # noqa: PLC0415

    with pytest.raises(CannotImportError, match="cannot be read: No such file or directory"):
        open_list([tmp_path / "absent.csv"])
    with pytest.raises(CannotImportError, match="is a folder"):
        open_list([tmp_path])
