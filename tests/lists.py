"""Helpers for tests of imported lists: files written for a test, and real ones where they are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from dashboard.imports import Options, open_list

if TYPE_CHECKING:
    from dashboard.imports import Report
    from dashboard.model import Dataset

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "realdata"


def real(*names: str) -> list[Path]:
    """Files of the public data beside the project; the test is skipped where they are not."""
    paths = [REAL / name for name in names]
    for path in paths:
        if not path.exists():
            pytest.skip(f"{path} is not here")
    return paths


@dataclass(frozen=True)
class Opened:
    """A data set opened from files, and its report."""

    dataset: Dataset
    report: Report

    def ties(self) -> list[tuple[str, str]]:
        """The names of the ends of each edge, in the order of the rows."""
        edges = self.dataset.edges
        return [*zip(edges["source_name"], edges["target_name"], strict=True)]

    def column(self, name: str) -> list[Any]:
        """One column of the edges."""
        return self.dataset.edges[name].tolist()

    def node(self, name: str) -> Any:
        """The node of a name."""
        [node] = [n for n in self.dataset.nodes.values() if n.name == name]
        return node

    @property
    def said(self) -> str:
        """All that is printed."""
        return "\n".join(self.report.lines())


def opened(folder: Path, *contents: str | bytes, name: str = "list.csv", **options: Any) -> Opened:
    """Write contents as `list.csv`, `list-2.csv` and so on, and open them."""
    paths = []
    stem, _, suffix = name.partition(".")
    for number, content in enumerate(contents, 1):
        path = folder / (name if number == 1 else f"{stem}-{number}.{suffix}")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return Opened(*open_list(paths, options_of(options)))


def options_of(given: dict[str, Any]) -> Options:
    """Options of keywords: those that are no option of their own are roles of columns."""
    plain = {f.name for f in fields(Options)}
    columns = {role: column for role, column in given.items() if role not in plain}
    return Options(columns=columns, **{k: v for k, v in given.items() if k in plain})


def same(one: Dataset, other: Dataset) -> None:
    """Fail with the difference if two data sets do not say the same; texts may lie elsewhere."""
    pd.testing.assert_frame_equal(one.edges, other.edges)
    pd.testing.assert_frame_equal(one.coverage, other.coverage)
    assert one.nodes == other.nodes
    assert one.places == other.places
    assert one.relations == other.relations
    assert one.documents == other.documents
    assert one.about == other.about
    assert one.extra == other.extra
    assert one.countries == other.countries
