"""What a data set says of itself, and where it says one can begin: `data/*.json` and `*.yaml`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Copy


@pytest.mark.parametrize(
    ("content", "line"),
    [("{\n  oops\n}", 2), ("[]", 0), ('"text"', 0), ('{"resources": 7}', 0),
     ('{"licenses": "MIT"}', 0), ('{"sourceline": ["x"]}', 0), (b"\xff", 1)],
)  # fmt: skip
def test_a_descriptor_that_is_not_one(copy: Copy, content: str | bytes, line: int) -> None:
    copy.write("data/datapackage.json", content)
    [problem] = copy.problems()
    assert (problem.file, problem.line) == ("data/datapackage.json", line)
    assert problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"homepage": "javascript:alert(1)"}, "homepage"),
        ({"sourceline": {"correctionsUrl": "data:text/html,x"}}, "sourceline correctionsUrl"),
        ({"licenses": [{"name": "x", "path": " JavaScript:alert(1)"}]}, "licenses path"),
    ],
)
def test_addresses_in_a_descriptor_are_addresses(
    copy: Copy, changes: dict[str, object], column: str
) -> None:
    """They become links on the page."""
    package = json.loads(copy.text("data/datapackage.json"))
    copy.write("data/datapackage.json", json.dumps(package | changes))
    [problem] = copy.problems()
    assert (problem.file, problem.column) == ("data/datapackage.json", column)
    assert problem.message == "is not a web address."
    assert problem.remedy == "Begin it with https://."


def test_a_descriptor_may_say_little(copy: Copy) -> None:
    copy.write("data/datapackage.json", json.dumps({"title": "Bare", "resources": None}))
    assert copy.load().about.title == "Bare"


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("title: Not a list\n", 0, ""),
        ("- title: Visits\n  text: All visits.\n", 1, "query"),
        ("- title: Visits\n  text: All visits.\n  query: family=visits\n  icon: x\n", 4, "icon"),
        ("- title: [Visits]\n  text: All visits.\n  query: family=visits\n", 1, "title"),
        ("- title: Visits\n  text: : :\n", 2, ""),
    ],
)
def test_a_list_of_starts_that_is_not_one(copy: Copy, content: str, line: int, column: str) -> None:
    copy.write("data/start.yaml", content)
    [problem] = copy.problems()
    assert (problem.file, problem.line, problem.column) == ("data/start.yaml", line, column)
    assert problem.remedy


def test_starts_are_read_in_their_order(copy: Copy) -> None:
    copy.write("data/start.yaml", "- title: Visits\n  text: All of them.\n  query: family=visits\n"
               "- title: 2017\n  text: One year.\n  query: from=2017&to=2017\n")  # fmt: skip
    starts = copy.load().about.starts
    assert [(s.title, s.text, s.query) for s in starts] == [
        ("Visits", "All of them.", "family=visits"),
        ("2017", "One year.", "from=2017&to=2017"),
    ]
