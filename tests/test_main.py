"""The command line: what it prints where, its exit codes, and the same bytes as over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dashboard.__main__
import dashboard.app
from dashboard import __version__
from dashboard.__main__ import GOOD, PROBLEMS, WRONG_USAGE, main
from dashboard.command import arguments
from dashboard.export import FILES
from dashboard.load import bundled

if TYPE_CHECKING:
    from conftest import Copy, Page

TINY = str(Path(__file__).parent / "tiny")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """Title, host and port of each app that would be served."""
    calls: list[tuple[str, str, int]] = []

    def note(app: Any, host: str, port: int) -> None:
        calls.append((app.title, host, port))

    monkeypatch.setattr(dashboard.app, "serve", note)
    return calls


def test_exit_codes_are_the_contract() -> None:
    assert (GOOD, PROBLEMS, WRONG_USAGE) == (0, 1, 2)


def test_bare_serves_the_bundled_data_on_this_machine_only(
    served: list[tuple[str, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.load.bundled", lambda: Path(TINY))
    assert main([]) == GOOD
    assert served == [("Tiny harbours · Sourceline", "127.0.0.1", 8050)]


def test_arguments_come_from_the_command_line_unless_given(
    served: list[tuple[str, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["sourceline", "--data", TINY, "--port", "9"])
    assert main() == GOOD
    assert served[0][1:] == ("127.0.0.1", 9)


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve", "--data", TINY, "--host", "0.0.0.0", "--port", "8123"],  # noqa: S104
        ["--data", TINY, "--host", "0.0.0.0", "--port", "8123"],  # noqa: S104
    ],
)
def test_serve_is_the_default_command(
    served: list[tuple[str, str, int]], arguments: list[str]
) -> None:
    assert main(arguments) == GOOD
    assert served == [("Tiny harbours · Sourceline", "0.0.0.0", 8123)]  # noqa: S104


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(98, "Address already in use"), "Try --port 8051."),
        (ValueError("Invalid host/port specified."), "Invalid host/port specified."),
    ],
)
def test_an_address_that_cannot_be_had_is_said(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    words: str,
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(dashboard.app, "serve", refuse)
    assert main(["serve", "--data", TINY]) == WRONG_USAGE
    said = capsys.readouterr()
    assert said.err.startswith("Cannot serve on 127.0.0.1:8050")
    assert words in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bogus"], "invalid choice: 'bogus'"),
        (["export", "ties"], "invalid choice: 'ties'"),
        (["export", "--format", "xlsx"], "invalid choice: 'xlsx'"),
        (["check", "--query", "a"], "unrecognized arguments: --query a"),
        (["serve", "--port", "many"], "'many'"),
        (["serve", "--port", "70000"], "70000"),
        (["serve", "--port", "-1"], "-1"),
        (["--bogus"], "unrecognized arguments: --bogus"),
    ],
)
def test_wrong_usage_is_2_and_says_why(
    served: list[tuple[str, str, int]], capsys: pytest.CaptureFixture[str],
    arguments: list[str], words: str,
) -> None:  # fmt: skip
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == WRONG_USAGE
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert served == []


@pytest.mark.parametrize("command", ["serve", "check", "export"])
def test_a_folder_without_data_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--data", str(tmp_path)])
    assert stopped.value.code == WRONG_USAGE
    assert "holds no data/ folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "check", "export"])
def test_problems_in_the_data_are_1_and_each_is_said(
    copy: Copy, served: list[tuple[str, str, int]], capsys: pytest.CaptureFixture[str], command: str
) -> None:
    copy.put("data/visits.csv", "wang-x,took", "wang-y,took")
    copy.put("data/visits.csv", ",low,yes,", ",low,true,")
    assert main([command, "--data", str(copy.root)]) == PROBLEMS
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        'data/visits.csv:3 contested "true" is not "yes" or blank. Write "yes", or leave it blank.',
        'data/visits.csv:8 source "wang-y" is not in data/nodes.csv. Did you mean "wang-x"?',
        "2 problems. Nothing is served.",
    ]
    assert said.out == ""
    assert served == []


def test_one_problem_is_one_problem(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.put("data/visits.csv", "wang-x,took", "wang-y,took")
    assert main(["export", "--data", str(copy.root)]) == PROBLEMS
    assert capsys.readouterr().err.endswith("\n1 problem. Nothing is served.\n")


def test_check_sums_up_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    texts = f"{TINY}/texts"
    assert main(["check", "--data", TINY, "--texts", texts]) == GOOD
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "15 claims between 12 nodes, from 3 documents citing 3 papers.",
        f"No text at hand for beta (looked in {texts}): their locators are not proven.",
        "Locators looked up in their text: 13 of 15.",
        "0 problems.",
    ]
    assert said.err == ""


def test_check_without_texts_looks_in_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", TINY]) == GOOD
    assert "No text at hand for alpha, beta, gamma" in capsys.readouterr().out


def test_check_finds_a_locator_that_finds_nothing(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.put("data/visits.csv", "Wang X took part,", "Wang Y took part,")
    assert main(["check", "--data", str(copy.root)]) == PROBLEMS
    said = capsys.readouterr()
    assert said.err.startswith('data/visits.csv:8 opens … closes "Wang Y took part … June 2017"')
    assert said.out.endswith("1 problem.\n")


def test_check_reads_the_queries_of_the_starts(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.write("data/start.yaml", "- {title: Typo, text: b, query: contry=NA}\n")
    assert main(["check", "--data", str(copy.root)]) == PROBLEMS
    assert 'Ignored "contry"' in capsys.readouterr().err


QUERIES = ["", "country=NA&from=2017&to=2017", "?q=łódź&undated=0", "context=only", "country=FJ",
           "country=XX&bogus=1"]  # fmt: skip


@pytest.mark.parametrize("form", ["excel", "exact"])
@pytest.mark.parametrize("table", ["edges", "nodes", "documents"])
@pytest.mark.parametrize("query", QUERIES)
def test_export_gives_the_bytes_of_the_download(
    page: Page, capsysbinary: pytest.CaptureFixture[bytes], table: str, form: str, query: str
) -> None:
    assert main(["export", table, "--data", TINY, "--query", query, "--format", form]) == GOOD
    said = capsysbinary.readouterr()
    answer = page.get(f"/{table}.csv?{query.removeprefix('?')}&format={form}")
    assert said.out == answer.data
    notices = answer.headers.getlist("X-Sourceline-Notice")
    assert said.err.decode().splitlines() == notices
    assert len(notices) == (2 if "XX" in query else 0)


@pytest.mark.parametrize("name", ["package", "graphml", "gexf", "json", "ftm"])
@pytest.mark.parametrize("query", QUERIES)
def test_export_gives_the_bytes_of_every_other_file(
    page: Page, capsysbinary: pytest.CaptureFixture[bytes], name: str, query: str
) -> None:
    assert main(["export", name, "--data", TINY, "--query", query]) == GOOD
    said = capsysbinary.readouterr()
    answer = page.get(f"/{FILES[name].name}?{query.removeprefix('?')}")
    assert said.out == answer.data
    assert said.err.decode().splitlines() == answer.headers.getlist("X-Sourceline-Notice")


def test_the_command_line_knows_every_file() -> None:
    assert (*FILES,) == arguments.FILES


def test_a_format_of_a_file_that_has_one_is_said(
    page: Page, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "gexf", "--data", TINY, "--format", "exact"]) == GOOD
    said = capsysbinary.readouterr()
    assert said.err == b'Ignored format "exact": network.gexf has only one.\n'
    assert said.out == page.get("/network.gexf").data


def test_export_writes_edges_for_spreadsheets_unless_told(
    page: Page, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "--data", TINY]) == GOOD
    assert capsysbinary.readouterr().out == page.get("/edges.csv").data


def test_export_writes_a_file(
    tmp_path: Path, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.csv"
    assert main(["export", "nodes", "--data", TINY, "--output", str(path)]) == GOOD
    assert path.read_bytes() == page.get("/nodes.csv").data
    assert capsys.readouterr().out == ""


def test_export_says_where_permalinks_point(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    url = "https://ties.example/"
    assert main(["export", "documents", "--data", TINY, "--url", url]) == GOOD
    assert capsysbinary.readouterr().out.count(b"https://ties.example/?document=") == 3


def test_a_file_that_cannot_be_written_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no" / "out.csv"
    assert main(["export", "--data", TINY, "--output", str(path)]) == WRONG_USAGE
    assert capsys.readouterr().err.startswith(f"Cannot write {path}: ")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_explains_each_command(capsys: pytest.CaptureFixture[str], option: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([option])
    assert stopped.value.code == GOOD
    said = capsys.readouterr().out
    for word in ("serve", "check", "export", "Exit codes: 0 good, 1 problems in the data, 2 wrong"):
        assert word in said


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == GOOD
    assert capsys.readouterr().out == f"sourceline {__version__}\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """As in `sourceline export | head -1`."""
    command = [sys.executable, "-m", "dashboard", "export", "--data", str(bundled())]
    buffered = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=buffered
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == GOOD
