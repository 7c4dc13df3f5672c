"""Fixtures: the tiny data set, copies of it to break, the bundled one, and a page over HTTP."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from components import parsed
from stores import Stores

from dashboard import graph
from dashboard.app import create_app, ids
from dashboard.load import DataProblems, bundled, load_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from dashboard.model import Dataset, Problem

TESTS = Path(__file__).parent
TINY = TESTS / "tiny"
DIALOG = re.compile(r"<dialog.*?</dialog>", re.DOTALL)


@pytest.fixture(autouse=True)
def _layouts_are_computed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is kept in the user's folder, or from one test to the next."""
    monkeypatch.setenv("SOURCELINE_CACHE", "")
    yield
    graph.keep_layouts()


@dataclass(frozen=True)
class Copy:
    """A copy of the tiny data set that a test may break."""

    root: Path

    def text(self, file: str) -> str:
        return (self.root / file).read_bytes().decode("utf-8")

    def write(self, file: str, content: str | bytes) -> None:
        raw = content.encode() if isinstance(content, str) else content
        (self.root / file).write_bytes(raw)

    def put(self, file: str, old: str, new: str) -> None:
        """Replace the one place in `file` where `old` stands."""
        text = self.text(file)
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        self.write(file, text.replace(old, new))

    def line_of(self, file: str, words: str) -> int:
        """The physical line, from 1, in which `words` first stand."""
        before, found, _ = self.text(file).partition(words)
        assert found, f"{words!r} is not in {file}"
        return before.count("\n") + 1

    def load(self) -> Dataset:
        return load_dataset(self.root)

    def problems(self) -> list[Problem]:
        """What loading says is wrong; it must not give a data set as well."""
        with pytest.raises(DataProblems) as caught:
            load_dataset(self.root)
        return caught.value.problems


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / "set"
    for part in ("data", "seeds"):
        shutil.copytree(TINY / part, root / part)
    shutil.copytree(TINY / "texts", root / "seeds" / "texts")
    return Copy(root)


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    return load_dataset(TINY, TINY / "texts")


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    """The bundled data set."""
    return load_dataset(bundled())


class Page:
    """A dashboard, asked over HTTP as a browser asks it."""

    def __init__(self, dataset: Dataset) -> None:
        self.client: FlaskClient = create_app(dataset).server.test_client()
        self._callbacks: list[dict[str, Any]] = self.client.get("/_dash-dependencies").get_json()

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def whole(self) -> list[Any]:
        """The layout, and the dialogs that stand beside it in the page's own HTML."""
        dialogs = DIALOG.findall(self.get("/").get_data(as_text=True))
        return [self.get("/_dash-layout").get_json(), *parsed("".join(dialogs))]

    def ask(self, output: str, query: str | None = "", **values: Any) -> dict[str, Any]:
        """What `post` is answered, read: component to property to what was written.

        What the callback left alone is absent.
        """
        answer = self.post(output, query, **values)
        if answer.status_code == 204:  # it left everything alone
            return {}
        assert answer.status_code == 200, answer.get_data(as_text=True)
        response: dict[str, Any] = answer.get_json()["response"]
        return response

    def post(self, output: str, query: str | None = "", **values: Any) -> TestResponse:
        """Run the callback that writes `output` ("drawn.data") for an address.

        Args:
            output: any of what the callback writes.
            query: the address, from its question mark on.
            values: other inputs and states by component.
        """
        [callback] = [c for c in self._callbacks if output in outputs_of(c)]
        outputs = [
            dict(zip(("id", "property"), o.rsplit(".", 1), strict=True))
            for o in outputs_of(callback)
        ]
        several = callback["output"].startswith("..")
        given = {ids.URL: query, ids.ASKED: {"query": query, "theme": "light"}, **values}
        return self.client.post("/_dash-update-component", json={
            "output": callback["output"],
            "outputs": outputs if several else outputs[0],
            "inputs": [{**i, "value": given.get(i["id"])} for i in callback["inputs"]],
            "state": [{**s, "value": given.get(s["id"])} for s in callback["state"]],
            "changedPropIds": [f"{i['id']}.{i['property']}" for i in callback["inputs"]],
        })  # fmt: skip

    def raw(self, query: str | None = "") -> dict[str, str]:
        """The HTML for an address, by the id of the element it fills."""
        html: dict[str, str] = self.ask(f"{ids.FILLED}.data", query)[ids.FILLED]["data"]
        return html

    def part(self, element: str, query: str | None = "") -> list[Any] | None:
        """What is written into an element of the page, as a tree; `None` if it is left alone."""
        html = self.raw(query)
        return parsed(html[element]) if element in html else None


def outputs_of(callback: dict[str, Any]) -> list[str]:
    names: str = callback["output"]
    return names.strip(".").split("...")


@pytest.fixture(scope="session")
def page(tiny: Dataset) -> Page:
    return Page(tiny)


@pytest.fixture(scope="session")
def pages() -> Callable[[Dataset], Page]:
    """To build a page for another data set."""
    return Page


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    opened = Stores(tmp_path_factory.mktemp("packed"))
    yield opened
    opened.close()
