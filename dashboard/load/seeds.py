"""The records of `seeds/`: one YAML file for each document that claims stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from dashboard import dates
from dashboard.load.tables import suggestion
from dashboard.model import Document, Paper, Problem

if TYPE_CHECKING:
    from pathlib import Path

_REQUIRED = ("id", "title", "short", "publisher", "url", "kind", "reliability",
             "reliability_rationale")  # fmt: skip
_OPTIONAL = ("author", "language", "published", "published_basis", "archive_url", "derived_from",
             "text", "expect", "cites")  # fmt: skip
_PAPER = ("id", "title", "issuer", "issuer_node", "date", "date_basis", "kind", "note")
_KINDS = ("report", "repost", "translation")


class Record(dict[str, Any]):
    """A YAML mapping that remembers the line of each of its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class _Loader(yaml.SafeLoader):
    """Safe YAML, every scalar as text, so that a year stays as it was written."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Record:
    record = Record()
    for key, value in node.value:
        name = str(loader.construct_object(key))
        record[name] = loader.construct_object(value, deep=True)
        record.lines[name] = key.start_mark.line + 1
    return record


def _text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
for _tag in ("int", "float", "timestamp", "bool"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _text)


def read_documents(folder: Path, problems: list[Problem]) -> dict[str, Document]:
    """Read every `*.yaml` of `folder`, in the order of their names."""
    documents: dict[str, Document] = {}
    for path in sorted(folder.glob("*.yaml")):
        document = _read(path, f"seeds/{path.name}", problems)
        if document is not None:
            documents[document.id] = document
    if not documents and not problems:
        problems.append(
            Problem("seeds/", 0, "", "", "holds no record.", "Add one .yaml for each document.")
        )
    return documents


def _read(path: Path, name: str, problems: list[Problem]) -> Document | None:
    try:
        record = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        what = getattr(error, "problem", None) or "not UTF-8"
        problems.append(Problem(name, line, "", "", f"is not YAML: {what}.", "Mend that line."))
        return None
    if not isinstance(record, Record):
        problems.append(Problem(name, 0, "", "", "is not a record.", "Begin it with `id: …`."))
        return None
    before = len(problems)
    _check(record, path.stem, name, problems)
    return _document(record) if len(problems) == before else None


def _check(record: Record, stem: str, name: str, problems: list[Problem]) -> None:
    def wrong(key: str, message: str, remedy: str = "") -> None:
        value = record.get(key)
        shown = value if isinstance(value, str) else ""
        problems.append(Problem(name, record.lines.get(key, 1), key, shown, message, remedy))

    for key in record:
        if key not in _REQUIRED + _OPTIONAL:
            wrong(key, "is not known here.", suggestion(key, _REQUIRED + _OPTIONAL))
    for key in _REQUIRED:
        if not record.get(key):
            wrong(key, "is missing.", f"Add `{key}: …`.")
    if record.get("id") and record["id"] != stem:
        wrong("id", "is not the name of its file.", f'Write "{stem}", or rename the file.')
    if record.get("kind") and record["kind"] not in _KINDS:
        wrong("kind", "is not in the vocabulary.", f"Use one of: {', '.join(_KINDS)}.")
    if record.get("reliability") and str(record["reliability"]) not in tuple("ABCDEF"):
        wrong("reliability", "is not an Admiralty grade.", "Use A, B, C, D, E or F.")
    if not _is_date(record.get("published")):
        wrong("published", "is not a date in EDTF.", "Write 2020-08 or 2020-08/2020-12.")
    for key in ("derived_from", "text", "expect"):
        if record.get(key) is not None and not isinstance(record[key], Record):
            wrong(key, "is not a group of `key: value` lines.", "Indent them under it.")
    _check_text(record, name, problems)
    _check_papers(record, name, problems)


def _check_text(record: Record, name: str, problems: list[Problem]) -> None:
    for key, numbers in (("text", ("paragraphs",)), ("expect", ())):
        part = record.get(key)
        if not isinstance(part, Record):
            continue
        inner = part.get("edges") if key == "expect" else part
        wanted = ("min", "max") if key == "expect" else numbers
        if not isinstance(inner, Record):
            inner = part
        for number in wanted:
            if not str(inner.get(number, "")).isdigit():
                line = inner.lines.get(number, record.lines[key])
                message = f"needs `{number}` as a whole number."
                problems.append(Problem(name, line, key, "", message, f"Add `{number}: 0`."))


def _check_papers(record: Record, name: str, problems: list[Problem]) -> None:
    line = record.lines.get("cites", 1)
    papers = record.get("cites") or []
    if not isinstance(papers, list) or not all(isinstance(p, Record) for p in papers):
        problems.append(
            Problem(name, line, "cites", "", "is not a list of papers.", "Write `- id:`.")
        )
        return
    for paper in papers:
        at = next(iter(paper.lines.values()), line)
        for key in paper:
            if key not in _PAPER:
                remedy = suggestion(key, _PAPER)
                problems.append(
                    Problem(name, paper.lines[key], key, "", "is not known here.", remedy)
                )
        for key in ("id", "title"):
            if not paper.get(key):
                problems.append(Problem(name, at, f"cites {key}", "", "is missing.", "Add it."))
        if not _is_date(paper.get("date")):
            where = paper.lines.get("date", at)
            message = "is not a date in EDTF."
            problems.append(Problem(name, where, "cites date", str(paper["date"]), message))


def _is_date(value: object) -> bool:
    try:
        dates.span(str(value or ""))
    except dates.NotADateError:
        return False
    return True


def _document(record: Record) -> Document:
    text = record.get("text") or {}
    expect = (record.get("expect") or {}).get("edges") or {}
    plain = {k: str(record.get(k) or "") for k in (*_REQUIRED, "author", "language", "published",
                                                   "published_basis", "archive_url")}  # fmt: skip
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
