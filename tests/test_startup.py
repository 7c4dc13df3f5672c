"""What a start imports: nothing that its command, or the first page, does not need."""

from __future__ import annotations

import gc
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dashboard.__main__ import GOOD, PROBLEMS, WRONG_USAGE, main
from dashboard.load import bundled

if TYPE_CHECKING:
    from conftest import Copy

DASH = {"dash", "dash_ag_grid", "dash_cytoscape", "flask", "plotly", "waitress"}
LAYOUT = {"networkx", "scipy"}
SAID = """
import sys
from dashboard.__main__ import main
try:
    main({arguments!r})
except SystemExit:
    pass
print("imported:", *sys.modules, file=sys.stderr)
"""
SERVED = """
import sys
import dashboard.app
def stop(app, *_):
    client = app.server.test_client()
    for address in ("/", "/_dash-layout", "/_dash-dependencies"):
        assert client.get(address).status_code == 200
    print("imported:", *sys.modules, file=sys.stderr)
dashboard.app.serve = stop
from dashboard.__main__ import main
main([])
"""


def imported(program: str) -> set[str]:
    """The top names that a process has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"SOURCELINE_CACHE": "", "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    [names] = [line for line in done.stderr.splitlines() if line.startswith("imported:")]
    return {name.partition(".")[0] for name in names.split()[1:]}


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--help"], DASH | LAYOUT | {"pandas", "numpy", "narwhals", "yaml", "edtf"}),
        (["--version"], DASH | LAYOUT | {"pandas", "numpy", "narwhals", "yaml", "edtf"}),
        (["check"], DASH | LAYOUT | {"edtf"}),
        (["export"], DASH | LAYOUT | {"edtf"}),
        (["export", "gexf"], DASH | LAYOUT | {"edtf"}),
    ],
)
def test_a_command_imports_what_it_needs(arguments: list[str], unneeded: set[str]) -> None:
    found = imported(SAID.format(arguments=arguments))
    assert "dashboard" in found
    assert found & unneeded == set()


def test_the_first_page_of_the_bundled_data_is_served_without_computing_a_layout() -> None:
    found = imported(SERVED)
    assert found >= {"dash", "pandas", "flask"}
    assert found & {"scipy", "edtf", "pyparsing"} == set()


def test_garbage_is_looked_for_again_once_all_is_made(
    monkeypatch: pytest.MonkeyPatch, copy: Copy
) -> None:
    during: list[bool] = []
    after: list[bool] = []

    def made(*_: object, **__: object) -> None:
        during.append(gc.isenabled())

    monkeypatch.setattr("dashboard.app.create_app", made)
    monkeypatch.setattr("dashboard.app.serve", lambda *_: after.append(gc.isenabled()))
    assert main(["--data", str(copy.root)]) == GOOD
    assert (during, after) == ([False], [True])
    copy.put("data/visits.csv", "wang-x,took", "wang-y,took")
    assert main(["--data", str(copy.root)]) == PROBLEMS
    assert gc.isenabled()
    with pytest.raises(SystemExit) as stopped:
        main(["--data", str(bundled() / "none")])
    assert stopped.value.code == WRONG_USAGE
    assert gc.isenabled()
    gc.unfreeze()
