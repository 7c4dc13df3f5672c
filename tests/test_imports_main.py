"""`sourceline import` and `sourceline FILE`: what is printed, exit codes, what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import dashboard.app
from dashboard import imports
from dashboard.__main__ import GOOD, PROBLEMS, WRONG_USAGE, main
from dashboard.command import given

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "donor,recipient,year,link\nAnn,Chad,1999,https://a.example\nBob,Mali,2000,\n,Mali,2001,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "aid.csv"
    path.write_text(TEXT)
    return path


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(
        dashboard.app, "create_app", lambda store, url, opens: (store.dataset, url, opens)
    )

    def note(app: Any, host: str, port: int) -> None:
        calls.append(f"{app[0].about.title} {len(app[0].edges)} {host}:{port}")

    monkeypatch.setattr(dashboard.app, "serve", note)
    return calls


SAID = """\
aid.csv: text, utf-8 (plain ASCII), commas between cells, header in line 1.
  Edges go from "donor" to "recipient": their headings are a pair of ends (donor, recipient) \
(--source, --target).
  Year: "year" (--year).
  Source of each row: "link" (--cite).
  Its edges have a direction (--undirected).
  Countries in "recipient" are read as names: 2 of 2 (--country-codes).
Read 3 rows, kept 2, set 1 aside: 2 edges between 4 nodes.
  Edges that name no source, kept and marked unsourced: 1.
  Nodes with a place: 2 of 4.
"""


def test_the_guess_is_printed_and_nothing_written_without_a_folder(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file)]) == GOOD
    said = capsys.readouterr()
    assert {*said.out.splitlines()} == {
        *SAID.splitlines(), "Nothing is written: this is what would be. Add --into DIR.",
    }  # fmt: skip
    assert said.err == ""
    assert [*file.parent.iterdir()] == [file]


def test_import_writes_a_data_set_that_checks(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = file.parent / "set"
    assert main(["import", str(file), "--into", str(into)]) == GOOD
    assert f"Open them: sourceline --data {into}" in capsys.readouterr().out
    written = sorted(str(p.relative_to(into)) for p in into.rglob("*") if p.is_file())
    assert written == [
        "data/aid.csv", "data/datapackage.json", "data/mapping.yaml", "data/nodes.csv",
        "data/places.csv", "data/relations.csv", "seeds/aid.yaml", "set-aside.csv",
    ]  # fmt: skip
    assert main(["check", "--data", str(into)]) == GOOD
    assert "2 claims between 4 nodes" in capsys.readouterr().out
    assert main(["export", "--data", str(into), "--query", "country=TD"]) == GOOD
    assert "aid-2" in capsys.readouterr().out


@pytest.mark.parametrize("command", [[], ["serve"]])
def test_files_are_served_at_once(
    file: Path, served: list[str], capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, str(file), "--port", "8124", "--title", "Aid"]) == GOOD
    assert served == ["Aid 2 127.0.0.1:8124"]
    assert "is written by: sourceline import … --into DIR" in capsys.readouterr().out
    assert [*file.parent.iterdir()] == [file]


def test_strict_is_1_and_names_the_lines(
    file: Path, served: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    into = file.parent / "set"
    for arguments in (
        ["import", str(file), "--strict", "--into", str(into)],
        [str(file), "--strict"],
    ):
        assert main(arguments) == PROBLEMS
        lines = capsys.readouterr().err.splitlines()
        assert lines[:2] == [
            'aid.csv:4 "donor" is blank: no end. Complete the row.',
            "aid.csv:3 link names no source. Give it, or import without --strict.",
        ]
        assert lines[2].startswith("2 problems. Nothing is ")
    assert served == []
    assert not into.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["absent.csv"], "absent.csv cannot be read: No such file or directory."),
        (["import", "absent.csv"], "absent.csv cannot be read"),
        (["import", "FILE", "--source", "giver"], 'aid.csv has no column "giver" (--source).'),
        (["import", "FILE", "--encoding", "utf-7x"], '"utf-7x" is no encoding'),
        (["import", "FILE", "--delimiter", "::"], '"::" is no delimiter'),
        (["import", "FILE", "--mapping", "absent.yaml"], "absent.yaml cannot be read as a mapping"),
        (["import", "FILE", "--country", "donor"], "--country names a column of the file with the"),
        (["FILE", "--data", "DIR"], "Name files or --data DIR, not both."),
    ],
)
def test_wrong_usage_is_2(
    file: Path, served: list[str], capsys: pytest.CaptureFixture[str], arguments: list[str],
    words: str,
) -> None:  # fmt: skip
    given = [str(file) if a == "FILE" else str(file.parent) if a == "DIR" else a for a in arguments]
    try:
        code = main(given)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    assert code == WRONG_USAGE
    assert words in capsys.readouterr().err
    assert served == []


@pytest.mark.parametrize(
    "arguments", [["import"], ["import", "f", "--skip-rows", "-1"], ["import", "f", "--directed",
                                                                     "--undirected"]],
)  # fmt: skip
def test_wrong_arguments_are_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == WRONG_USAGE


def test_every_option_reaches_the_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, nodes = tmp_path / "x.txt", tmp_path / "n.csv"
    path.write_bytes("skip me\nAnn~Bob~03/04/2017~NA~A+B\nBob~Cy~05/06/2018~k~C\n".encode("cp1252"))
    nodes.write_text("k,label,c\nAnn,Ann A.,DE\nBob,Bob B.,FR\nCy,Cy C.,PE\nDi,Di D.,PE\n")
    into = tmp_path / "set"
    assert main([
        "import", str(path), "--nodes", str(nodes), "--into", str(into), "--delimiter", "~",
        "--encoding", "cp1252", "--no-header", "--skip-rows", "1", "--source", "1", "--target", "2",
        "--start", "3", "--relation", "4", "--cite", "5", "--null", "NA", "--split", "+",
        "--month-first", "--undirected", "--relation-label", "knows", "--node-id", "k",
        "--node-name", "label", "--country", "c", "--country-codes", "iso2", "--all-nodes",
        "--title", "All of it",
    ]) == GOOD  # fmt: skip
    said = capsys.readouterr().out
    assert "2 edges between 4 nodes" in said
    assert main(["export", "--data", str(into), "--format", "exact"]) == GOOD
    rows = capsys.readouterr().out.splitlines()
    assert "Ann A." in rows[1]
    assert "2017-03-04" in rows[1]
    assert "knows" in rows[1]
    assert main(["import", str(path), str(nodes), "--into", str(into)]) == GOOD
    assert "2 edges between 4 nodes" in capsys.readouterr().out


def test_reading_a_large_file_is_said_before_it_is_read(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "LARGE", 1)
    monkeypatch.setattr(imports, "open_list", lambda *_: pytest.fail(capsys.readouterr().err))
    with pytest.raises(pytest.fail.Exception, match=r"^Reading 0 MB …$"):
        main(["import", str(file)])
