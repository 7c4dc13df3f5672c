"""What a person may say of the files, and the mapping that is kept beside the data.

Each option is named as on the command line. A mapping file holds the same keys, so that the next
import of a newer file needs no questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import yaml

from dashboard.imports.tables import CannotImportError

if TYPE_CHECKING:
    from pathlib import Path

ROLES = (
    "source", "target", "relation", "start", "end", "year", "cited", "source_name", "target_name",
    "source_country", "target_country", "source_lat", "source_lon", "target_lat", "target_lon",
    "source_kind", "target_kind",
)  # fmt: skip
NODE_ROLES = ("node_id", "node_name", "node_country", "node_lat", "node_lon", "node_place",
              "node_kind")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What was said of the files; `None` or blank is left to be guessed.

    Attributes:
        columns: role (of ROLES or NODE_ROLES) to the name of a column, or its number from 1; a
            blank name says that there is none.
        nodes: name of the file with the nodes.
        header: whether the files begin with a header row.
        skip_rows: lines to leave out before the table.
        split: characters that separate several values in a cell.
        nulls: more marks for nothing, beside those that programs write.
        country_codes: how countries are written, one of `countries.SYSTEMS`.
        countries: what the curator says of names that are in no table, to ISO alpha-2.
        places: what the curator says of towns: `Toledo, ES` to `39.86, -4.02`.
        strict: refuse rows that name no source, and files with rows set aside.
        all_nodes: keep nodes that no edge names.
    """

    encoding: str = ""
    delimiter: str = ""
    quote: str | None = None
    sheet: str = ""
    header: bool | None = None
    skip_rows: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    nodes: str = ""
    directed: bool | None = None
    relation_label: str = ""
    day_first: bool | None = None
    split: str | None = None
    nulls: tuple[str, ...] = ()
    country_codes: str = ""
    countries: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    title: str = ""
    strict: bool = False
    all_nodes: bool = False


_OTHERS = ("columns", "nulls", "countries", "places")
_PLAIN = tuple(f.name for f in fields(Options) if f.name not in _OTHERS)
_TRUTH = ("header", "directed", "day_first", "strict", "all_nodes")
_HEAD = """\
# How these files were read. The next import into this folder reads them in the same way; change
# a line to correct it. Columns are named as in the file, or by number; "" says there is none.
# Under `countries` and `places` goes what unmatched.csv lists: `"Name in the file": XX` (ISO 3166-1
# alpha-2), and `"Town, XX": "latitude, longitude"`.
"""


def read_mapping(path: Path) -> Options:
    """The options that a mapping file holds.

    Raises:
        CannotImportError: it is no mapping, with the key that is not known.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotImportError(f"{path} cannot be read as a mapping: {error}") from None
    if not isinstance(found, dict):
        raise CannotImportError(f"{path} is not a mapping. Begin it with `source: COLUMN`.")
    given: dict[str, Any] = {"columns": {}}
    for key, value in found.items():
        if key in (*ROLES, *NODE_ROLES):
            given["columns"][key] = "" if value is None else str(value)
        elif key == "countries" and isinstance(value or {}, dict):
            given[key] = {str(k): _code(v) for k, v in (value or {}).items()}
        elif key == "places" and isinstance(value or {}, dict):
            given[key] = {str(k): str(v) for k, v in (value or {}).items()}
        elif key == "nulls" and isinstance(value or [], list):
            given[key] = tuple(map(str, value or []))
        elif key in _PLAIN:
            given[key] = _typed(key, value, path)
        else:
            known = ", ".join(sorted((*ROLES, *NODE_ROLES, *_PLAIN, *_OTHERS[1:])))
            raise CannotImportError(f'{path}: "{key}" is not known here. The keys are: {known}.')
    return Options(**{key: value for key, value in given.items() if value is not None})


def _code(value: Any) -> str:
    """A country code; YAML 1.1 reads `NO`, Norway, as false."""
    return "NO" if value is False else str(value)


def _typed(key: str, value: Any, path: Path) -> Any:
    if value is None:
        return None
    if key in _TRUTH:
        if not isinstance(value, bool):
            raise CannotImportError(f"{path}: {key} is neither true nor false.")
        return value
    if key == "skip_rows":
        if not isinstance(value, int) or value < 0:
            raise CannotImportError(f"{path}: skip_rows is not a whole number.")
        return value
    return str(value)


def merged(base: Options, over: Options) -> Options:
    """The options of `over`, and those of `base` where it says nothing."""
    changes: dict[str, Any] = {
        name: getattr(over, name)
        for name in _PLAIN
        if (getattr(over, name) not in (None, "") and getattr(over, name) is not False)
        or (getattr(over, name) is False and name not in ("strict", "all_nodes"))
    }
    if over.split == "" or over.quote == "":
        changes |= {k: "" for k in ("split", "quote") if getattr(over, k) == ""}
    return replace(
        base,
        **changes,
        columns={**base.columns, **over.columns},
        nulls=tuple(dict.fromkeys((*base.nulls, *over.nulls))),
        countries={**base.countries, **over.countries},
        places={**base.places, **over.places},
    )


def mapping_text(options: Options) -> str:
    """A mapping file with what was said or guessed."""
    found: dict[str, Any] = {}
    for name in (*ROLES, *NODE_ROLES):
        if name in options.columns:
            found[name] = options.columns[name]
    for name in _PLAIN:
        value = getattr(options, name)
        if (value not in (None, "") and (value is not False or name in ("header", "directed"))) or (
            value == "" and name in ("split", "quote")
        ):
            found[name] = value
    if options.nulls:
        found["nulls"] = [*options.nulls]
    found["countries"] = dict(sorted(options.countries.items()))
    found["places"] = dict(sorted(options.places.items()))
    return _HEAD + yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=95)
