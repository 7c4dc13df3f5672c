"""The files made from FIELDS are up to date, and the data package is valid."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from dashboard.model import FIELDS

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "tools" / "describe.py"))["files"]()


@pytest.mark.parametrize("path", MADE, ids=lambda p: p.name)
def test_a_file_made_from_fields_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == MADE[path], "run tools/describe.py"


def test_every_column_and_value_stands_in_the_dictionary() -> None:
    text = MADE[ROOT / "docs" / "data-dictionary.md"]
    for table in FIELDS.values():
        for field in table:
            assert f"| `{field.name}` |" in text
            for choice in field.choices:
                assert f"| `{choice.id}` | {choice.label} |" in text


def test_the_package_names_every_table_and_no_other() -> None:
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    named = sorted(resource["path"] for resource in package["resources"])
    assert named == sorted(path.name for path in (ROOT / "data").glob("*.csv"))


def test_the_package_is_valid_with_types_and_keys() -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(list((ROOT / "data").glob("*.csv")))
