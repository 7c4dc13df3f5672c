"""The records of `seeds/`: one YAML file for each document that claims stand in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dashboard.load.records import Record, read_yaml
from dashboard.load.tables import cell_error, is_whole, suggestion
from dashboard.model import Document, Field, Paper, Problem, Profile, Type

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_REQUIRED = ("id", "title", "short", "publisher", "url", "kind", "reliability",
             "reliability_rationale")  # fmt: skip
_PLAIN = (*_REQUIRED, "author", "language", "published", "published_basis", "archive_url")
_GROUPS = ("derived_from", "text", "expect")
_KEYS = (*_PLAIN, *_GROUPS, "cites")
_TEXT = ("file", "sha256", "paragraphs")
_PAPER = ("id", "title", "issuer", "issuer_node", "date", "date_basis", "kind", "note")
_KINDS = ("report", "repost", "translation")
_LIST = "list"
"""The kind of a file that was imported as it was found: it has no publisher or address we know."""
_GRADES = ("A", "B", "C", "D", "E", "F")
_TYPES: dict[str, Type] = {"id": "id", "url": "url", "archive_url": "url", "published": "edtf"}


def read_documents(
    folder: Path, problems: list[Problem], profile: Profile = "curated"
) -> dict[str, Document]:
    """Read every `*.yaml` of `folder`, in the order of their names.

    Args:
        folder: the records.
        problems: receives what is wrong.
        profile: of the data set; only a `list` may have records of the kind `list`.
    """
    documents: dict[str, Document] = {}
    paths = sorted(folder.glob("*.yaml"))
    for path in paths:
        document = _read(path, f"seeds/{path.name}", problems, profile)
        if document is not None:
            documents[document.id] = document
    if not paths:
        problems.append(
            Problem("seeds/", 0, "", "", "holds no record.", "Add one .yaml for each document.")
        )
    return documents


def _read(path: Path, name: str, problems: list[Problem], profile: Profile) -> Document | None:
    before = len(problems)
    record = read_yaml(path, name, problems)
    if len(problems) > before:
        return None
    if not isinstance(record, Record):
        problems.append(Problem(name, 0, "", "", "is not a record.", "Begin it with `id: …`."))
        return None
    _check(_Part(name, record, problems), path.stem, profile)
    return _document(record) if len(problems) == before else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A mapping in a record, and where to say what is wrong with it."""

    name: str
    record: Record
    problems: list[Problem]
    line: int = 1
    prefix: str = ""

    def wrong(self, key: str, message: str, remedy: str) -> None:
        """Say what is wrong with a key, in its line or else the mapping's."""
        value = self.record.get(key)
        shown = value if isinstance(value, str) else ""
        line = self.record.lines.get(key, self.line)
        column = f"{self.prefix}{key}"
        self.problems.append(Problem(self.name, line, column, shown, message, remedy))

    def inner(self, key: str) -> _Part | None:
        """The mapping under a key, if there is one."""
        record = self.record.get(key)
        if not isinstance(record, Record):
            return None
        return _Part(self.name, record, self.problems, self.record.lines[key],
                     f"{self.prefix}{key} ")  # fmt: skip

    def unknown(self, known: tuple[str, ...]) -> None:
        """Keys that nothing reads, such as misspelt ones."""
        for key in self.record:
            if key not in known:
                remedy = suggestion(key, known) or f"The keys are: {', '.join(known)}."
                self.wrong(key, "is not known here.", remedy)

    def plain(self, keys: Iterable[str]) -> None:
        """Values that must be text; `[Letter]` without quotes is a list to YAML."""
        for key in keys:
            if isinstance(self.record.get(key), list | Record):
                self.wrong(key, "is not one line of text.", 'Put it in quotes: "…".')

    def typed(self, key: str, kind: Type) -> None:
        """A value of a type that columns have too."""
        value = self.record.get(key)
        if isinstance(value, str) and value:
            error = cell_error(Field(key, kind, key, ""), value)
            if error:
                self.wrong(key, *error)

    def whole(self, keys: Iterable[str]) -> None:
        """Values that must be whole numbers."""
        for key in keys:
            if not is_whole(str(self.record.get(key, ""))):
                self.wrong(key, "is not given as a whole number.", f"Add `{key}: 0`.")


def _check(part: _Part, stem: str, profile: Profile) -> None:
    record = part.record
    part.unknown(_KEYS)
    part.plain(_PLAIN)
    kinds = (*_KINDS, _LIST) if profile == "list" else _KINDS
    found = profile == "list" and record.get("kind") == _LIST
    for key in (k for k in _REQUIRED if not (found and k in ("publisher", "url"))):
        if not record.get(key):
            part.wrong(key, "is missing.", f"Add `{key}: …`.")
    for key, kind in _TYPES.items():
        part.typed(key, kind)
    if record.get("id") and record["id"] != stem:
        part.wrong("id", "is not the name of its file.", f'Write "{stem}", or rename the file.')
    if isinstance(record.get("kind"), str) and record["kind"] not in kinds:
        part.wrong("kind", "is not in the vocabulary.", f"Use one of: {', '.join(kinds)}.")
    if isinstance(record.get("reliability"), str) and record["reliability"] not in _GRADES:
        part.wrong("reliability", "is not an Admiralty grade.", "Use A, B, C, D, E or F.")
    for key in _GROUPS:
        if record.get(key) is not None and not isinstance(record[key], Record):
            part.wrong(key, "is not a group of `key: value` lines.", "Indent them under it.")
    _check_groups(part)
    _check_papers(part)


def _check_groups(part: _Part) -> None:
    if derived := part.inner("derived_from"):
        derived.typed("url", "url")
    if text := part.inner("text"):
        text.unknown(_TEXT)
        text.whole(["paragraphs"])
        file = str(text.record.get("file") or "")
        if file != PurePath(file).name:
            text.wrong("file", "is not the name of a file.", "Put it into the folder of texts.")
    if expect := part.inner("expect"):
        edges = expect.inner("edges")
        if edges:
            edges.whole(["min", "max"])
        else:
            remedy = "Write `expect: {edges: {min: 5, max: 9}}`."
            expect.wrong("edges", "is not given with `min` and `max`.", remedy)


def _check_papers(part: _Part) -> None:
    papers = part.record.get("cites") or []
    if not isinstance(papers, list) or not all(isinstance(p, Record) for p in papers):
        part.wrong("cites", "is not a list of papers.", "Write `- id:`.")
        return
    cited: set[str] = set()
    for record in papers:
        line = next(iter(record.lines.values()), part.record.lines["cites"])
        paper = _Part(part.name, record, part.problems, line, "cites ")
        _check_paper(paper)
        if record.get("id") and str(record["id"]) in cited:
            paper.wrong("id", "stands already above.", "Cite each paper once.")
        cited.add(str(record.get("id")))


def _check_paper(paper: _Part) -> None:
    paper.unknown(_PAPER)
    paper.plain(_PAPER)
    for key in ("id", "title"):
        if not paper.record.get(key):
            paper.wrong(key, "is missing.", "Add it.")
    paper.typed("id", "id")
    paper.typed("issuer_node", "id")
    paper.typed("date", "edtf")


def _document(record: Record) -> Document:
    text = record.get("text") or {}
    expect = (record.get("expect") or {}).get("edges") or {}
    plain: dict[str, Any] = {key: str(record.get(key) or "") for key in _PLAIN}
    return Document(
        **plain,
        derived_from={k: str(v or "") for k, v in (record.get("derived_from") or {}).items()},
        text_file=str(text.get("file") or ""),
        text_sha256=str(text.get("sha256") or ""),
        paragraphs=int(text.get("paragraphs") or 0),
        expect_min=int(expect.get("min") or 0),
        expect_max=int(expect.get("max") or 0),
        papers=tuple(_paper(p) for p in record.get("cites") or []),
    )


def _paper(record: Record) -> Paper:
    return Paper(**{key: str(record.get(key) or "") for key in _PAPER})
