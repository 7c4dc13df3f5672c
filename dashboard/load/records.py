"""YAML read as text, with the line of every key."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from dashboard.load.tables import not_utf8
from dashboard.model import Problem

if TYPE_CHECKING:
    from pathlib import Path


class Record(dict[str, Any]):
    """A YAML mapping that remembers the line of each of its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class _Loader(yaml.SafeLoader):
    """Safe YAML, every scalar as text, so that a year stays as it was written."""


class _QuickLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C where PyYAML has it, ten times as quick; its messages are others."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Record:
    record = Record()
    for key, value in node.value:
        name = str(loader.construct_object(key))
        if name in record:
            problem = f'"{name}" stands already in line {record.lines[name]}'
            raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        record[name] = loader.construct_object(value, deep=True)
        record.lines[name] = key.start_mark.line + 1
    return record


def _text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


for _each in (_Loader, _QuickLoader):
    _each.add_constructor("tag:yaml.org,2002:map", _mapping)
    for _tag in ("int", "float", "timestamp", "bool"):
        _each.add_constructor(f"tag:yaml.org,2002:{_tag}", _text)


def read_yaml(path: Path, name: str, problems: list[Problem]) -> Any:
    """What a YAML file holds, or `None` after adding to `problems` what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(not_utf8(name, error))
        return None
    with suppress(yaml.YAMLError):
        return yaml.load(text, Loader=_QuickLoader)  # noqa: S506 - a SafeLoader
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        what = error.reason
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        what = error.problem or str(error)
    problems.append(Problem(name, line, "", "", f"is not YAML: {what}.", "Mend that line."))
    return None
