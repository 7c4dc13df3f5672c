"""`sourceline new`, and the page that takes a newcomer from an article to a dashboard, run."""

from __future__ import annotations

import csv
import io
import json
import shlex
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from components import words
from page import Step, commands, steps, take

import dashboard.app
from dashboard.__main__ import GOOD, PROBLEMS, WRONG_USAGE, main
from dashboard.load import load_dataset
from dashboard.load.check import check
from dashboard.model import FIELDS, fields
from dashboard.template.new import guide, new

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Page

    from dashboard.model import Dataset

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "curate-your-first-list.md").read_text(encoding="utf-8")
STEPS = steps(PAGE)
TABLES = {"ties": "edges", "nodes": "nodes", "places": "places", "relations": "relations",
          "coverage": "coverage"}  # fmt: skip


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "harbour_ties"
    new(folder)
    return folder


# ------------------------------------------------------------------ what stands in the folder


def test_it_is_a_data_set_without_a_problem(fresh: Path) -> None:
    dataset = load_dataset(fresh)
    report = check(dataset)
    assert report.problems == []
    assert "Locators looked up in their text: 2 of 2." in report.summary
    assert len(dataset.edges) == 2


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_the_columns_of_fields(fresh: Path, table: str) -> None:
    with (fresh / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header == [field.name for field in fields(TABLES[table])]


def test_the_example_is_marked_as_invented(fresh: Path) -> None:
    dataset = load_dataset(fresh)
    assert all(edge.startswith("example-") for edge in dataset.edges["id"])
    assert all(node.startswith("example-") for node in dataset.nodes)
    assert all("Invented" in note for note in dataset.edges["note"])
    assert "invented" in (fresh / "seeds/texts/example.txt").read_text(encoding="utf-8")
    assert dataset.documents["example"].reliability == "F"
    assert "invented" in dataset.about.notice


def test_the_folder_gives_the_title(fresh: Path, tmp_path: Path) -> None:
    about = load_dataset(fresh).about
    assert (about.name, about.title) == ("harbour-ties", "Harbour ties")
    new(tmp_path / 'Ties "of" Łódź')
    about = load_dataset(tmp_path / 'Ties "of" Łódź').about
    assert about.title == 'Ties "of" Łódź'


def test_the_descriptor_is_a_valid_data_package(fresh: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.validate(str(fresh / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    package = json.loads((fresh / "data/datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [*TABLES]


def test_texts_are_kept_out_of_what_is_handed_on(fresh: Path) -> None:
    rules = (fresh / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [rule for rule in rules if not rule.startswith("#")] == [
        "/seeds/texts/*", "!/seeds/texts/example.txt",
    ]  # fmt: skip


def test_it_brings_the_guide_and_every_column(fresh: Path) -> None:
    assert guide() == ROOT / "docs" / "curate-your-first-list.md"
    assert (fresh / "CURATE.md").read_text(encoding="utf-8") == PAGE
    columns = (fresh / "COLUMNS.md").read_text(encoding="utf-8")
    assert all(f"| `{field.name}` |" in columns for table in FIELDS.values() for field in table)
    assert "tools/describe.py" not in columns


# ---------------------------------------------------------------------------- the command


def test_new_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "deep" / "list"
    assert main(["new", str(folder)]) == GOOD
    files = [path for path in folder.rglob("*") if path.is_file()]
    said = capsys.readouterr()
    assert said.out == (
        f"Wrote {len(files)} files into {folder}. {folder / 'CURATE.md'} says how to go on.\n"
    )
    assert said.err == ""


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path)]) == GOOD
    assert main(["check", "--data", str(tmp_path)]) == GOOD


def test_a_folder_that_is_not_empty_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".hidden").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == WRONG_USAGE
    said = capsys.readouterr()
    assert said.err == f"{tmp_path} is not empty. Name a folder that is new or empty.\n"
    assert said.out == ""
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine", encoding="utf-8")
    assert main(["new", str(path)]) == WRONG_USAGE
    assert capsys.readouterr().err == f"{path} is a file. Name a folder that is new or empty.\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert main(["new", str(path / "below")]) == WRONG_USAGE
    assert capsys.readouterr().err.startswith(f"Cannot write into {path / 'below'}: ")


def test_new_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["new"])
    assert stopped.value.code == WRONG_USAGE
    assert "DIR" in capsys.readouterr().err


# ------------------------------------------------------------- the page, taken at its word


def run(step: Step, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run one command of the page; it must say what the page says, and end as it should."""
    program, *arguments = shlex.split(step.text)
    if program == "rm":
        for name in arguments:
            (folder / name).unlink()
        return
    assert program == "sourceline"
    code = main(arguments)
    said = capsys.readouterr()
    if step.says:
        assert [*said.err.splitlines(), said.out.splitlines()[-1]] == step.says
    assert code == (PROBLEMS if len(step.says) > 1 else GOOD)


@pytest.fixture
def followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[Path, list[Any]]:
    """The folder in which every step of the page was taken, and the apps that were served."""
    served: list[Any] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dashboard.app, "serve", lambda app, *_: served.append(app))
    for step in STEPS:
        if step.does == "Run":
            run(step, tmp_path, capsys)
        else:
            take(step, tmp_path)
    return tmp_path, served


def test_the_page_shows_a_problem_and_how_it_goes() -> None:
    checks = [step for step in STEPS if step.text.startswith("sourceline check")]
    assert [step.says[-1] for step in checks] == [
        "0 problems.", "1 problem.", "0 problems.", "0 problems.",
    ]  # fmt: skip
    assert [c.split()[1] for c in commands(STEPS) if c.startswith("sourceline")] == [
        "new", "check", "check", "check", "check", "--data", "export", "export",
    ]  # fmt: skip


def test_following_the_page_gives_a_list_and_its_files(
    followed: tuple[Path, list[Any]],
) -> None:
    folder, served = followed
    dataset = load_dataset(folder / "my-list")
    assert list(dataset.edges["id"]) == ["l-1", "l-2", "l-3", "l-4"]
    assert check(dataset).problems == []
    assert not any("example" in node for node in dataset.nodes)
    assert dataset.about.corrections == "Write to the curators at ports@example.org."
    assert [app.title for app in served] == ["My list · Sourceline"]

    content = (folder / "norway-2023.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["id"] for row in rows] == ["l-1", "l-2"]
    assert rows[0]["source_name"] == "Port of Norhaven"
    assert rows[0]["statement"] == "The port received guests of the chamber."
    assert rows[0]["passage_url"] == (
        "https://lantern-courier.example/sister-port"
        "#:~:text=The%20port%20of%20Norhaven,14%20June%202023"
    )
    with zipfile.ZipFile(folder / "my-list.zip") as archive:
        assert "edges.csv" in archive.namelist()
        assert not any("lantern.txt" in name for name in archive.namelist())


def test_the_link_of_the_page_shows_the_passage(
    followed: tuple[Path, list[Any]], pages: Callable[[Dataset], Page]
) -> None:
    page = pages(load_dataset(followed[0] / "my-list"))
    assert "<http://127.0.0.1:8050/?focus=l-1>" in PAGE
    shown = words(page.part("evidence", "?focus=l-1"))
    assert "received six guests of the Sunhaven Chamber of Boats" in shown


def test_a_page_with_a_block_that_nobody_does_is_not_read() -> None:
    with pytest.raises(ValueError, match="nothing says"):
        steps("Look at this:\n\n```csv\na,b\n```\n")
