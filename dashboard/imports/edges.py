"""The table of edges, as it stands in the CSV file of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.imports.ids import own_names, slug
from dashboard.imports.nodes import Declared, numbered_lines
from dashboard.imports.report import Report, Unmatched
from dashboard.load.spans import spans_of
from dashboard.model import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from dashboard.imports.pairs import Pairs
    from dashboard.imports.plan import Plan
    from dashboard.imports.profile import Column

    Ints = npt.NDArray[np.intp]

FEW, MANY, LONG = 2, 40, 80
"""A column filters if it has 2 to 40 different values, not all different, of up to 80 letters."""
_CITES = re.compile(r"\s*[|;]\s*(?=https?://|www\.|doi:)|\s*\|\s*|[\s,]+(?=https?://)")
_LOSSLESS = ("source", "target", "relation", "cited", "source_name", "target_name", "source_kind",
             "target_kind")  # fmt: skip


@dataclass
class Edges:
    """One list: its name, its rows as they are written, and the columns it brings with it."""

    name: str
    frame: pd.DataFrame
    declared: list[Declared]
    unsourced: npt.NDArray[np.bool_]


def edges_of(
    plan: Plan, made: Pairs, name: str, ids: Mapping[str, str], relations: Mapping[str, str],
    report: Report,
) -> Edges:  # fmt: skip
    """The rows of one list.

    Args:
        plan: the table they come from.
        made: its pairs of ends.
        name: of the list; its document has the same.
        ids: from what the file calls a node to its id.
        relations: from a relation as written, blank where there is none, to its id.
        report: receives what cannot be read.
    """
    rows = made.row
    lines = pd.Series(plan.table.lines[rows].astype(str), dtype="str")
    number = pd.Series(made.number.astype(str), dtype="str")
    ends = pd.array([ids[key] for key in made.keys], dtype="str")
    found: dict[str, object] = {
        "id": (name + "-" + lines).where(number == "0", name + "-" + lines + "." + number),
        "source": ends.take(made.source),
        "relation": _relation_ids(plan, rows, relations),
        "target": ends.take(made.target),
        **_dates(plan, rows, report),
        "document": pd.array([name], dtype="str").take(np.zeros(len(rows), dtype=np.intp)),
        "paragraph": lines,
    }
    cited = plan.column("cited")
    unsourced = np.ones(len(rows), dtype=bool)
    if cited is not None:
        written = [
            " | ".join(dict.fromkeys(p for p in _CITES.split(v) if p)) for v in cited.distinct
        ]
        found["cited"] = pd.array(written, dtype="str").take(cited.codes[rows])
        unsourced = np.array([not text for text in written], dtype=bool)[cited.codes[rows]]
    own = [c for c in plan.columns.values() if c.given and _is_own(plan, c, found)]
    names = own_names([c.name for c in own], OWN)
    for column in own:
        values = pd.array(column.distinct, dtype="str")
        found[names[column.name]] = values.take(column.codes[rows])
    declared = [_declared(column, names[column.name], rows) for column in own]
    return Edges(name, numbered_lines(pd.DataFrame(found)), declared, unsourced)


def relation_table(plans: Sequence[Plan], label: str) -> tuple[dict[str, str], pd.DataFrame]:
    """From relation as written to its id, and the table of relations.

    Args:
        plans: the tables of edges.
        label: what ties the ends where no column says it, if somebody said so.
    """
    written: dict[str, str] = {}
    rows: list[tuple[str, str, str, str, str]] = []
    for plan in plans:
        column = plan.column("relation")
        plain = label or (plan.ends.label if plan.ends else "") or "is tied to"
        for value in column.distinct if column else [""]:
            text = " ".join(value.split()) or plain
            key = value if value else f"{plain}\x00"
            if key in written:
                continue
            taken = {row[0]: row[1] for row in rows}
            bare = again = slug(text) or f"relation-{len(rows) + 1}"
            count = 2
            while again in taken and taken[again] != text:
                again, count = f"{bare}-{count}", count + 1
            written[key] = again
            if again not in taken:
                where = (
                    f'As the list has it, in "{column.name}".'
                    if column and value
                    else (
                        "As said at the import."
                        if label
                        else "The list does not say what ties them."
                    )
                )
                rows.append((again, text, "", "list", where))
    columns = ("id", "label", "inverse", "family", "definition")
    cells = [*zip(*rows, strict=True)]
    frame = pd.DataFrame(
        {c: pd.array([*v], dtype="str") for c, v in zip(columns, cells, strict=True)}
    )
    return written, numbered_lines(frame)


def relations_for(plan: Plan, written: Mapping[str, str], label: str) -> dict[str, str]:
    """From relation as written in one table, blank where it has none, to its id."""
    plain = label or (plan.ends.label if plan.ends else "") or "is tied to"
    return {**written, "": written.get(f"{plain}\0", "")}


def _relation_ids(plan: Plan, rows: Ints, relations: Mapping[str, str]) -> object:
    column = plan.column("relation")
    values = column.distinct if column else [""]
    codes = column.codes[rows] if column else np.zeros(len(rows), dtype=np.intp)
    return pd.array([relations[value] for value in values], dtype="str").take(codes)


def _dates(plan: Plan, rows: Ints, report: Report) -> dict[str, object]:
    """`start` and `end`; an end before its start is left out, and said."""
    found: dict[str, pd.Series[str]] = {}
    for name, roles in (("start", ("year", "start")), ("end", ("end",))):
        column = next((c for role in roles if (c := plan.column(role))), None)
        if column is None:
            continue
        read = column.dates
        edtf = pd.array([read.edtf.get(value, "") for value in column.distinct], dtype="str")
        found[name] = pd.Series(edtf.take(column.codes[rows]))
        report.guesses += read.said
        _unread(plan, column, report)
    if len(found) == 2:
        backwards = spans_of(found["start"], found["end"]).backwards
        if backwards.any():
            found["end"] = found["end"].mask(pd.Series(backwards), "")
            report.notes.append(
                "Edges whose end lies before their start, of which only the start is taken: "
                f"{int(backwards.sum()):,}."
            )
    return {**found}


def _unread(plan: Plan, column: Column, report: Report) -> None:
    for value in column.dates.unread:
        at = np.flatnonzero(column.codes == column.distinct.index(value))
        report.unmatched.append(
            Unmatched("date", value, len(at), f"{plan.table.name}:{plan.table.lines[at[0]]}",
                      f'no date is understood in "{column.name}"',
                      "Write 2017, 2017-09 or 2017-09-14; the edge is kept as undated.")
        )  # fmt: skip


def _is_own(plan: Plan, column: Column, found: Mapping[str, object]) -> bool:
    """Whether a column is kept beside FIELDS: no part of it may be lost.

    A date stays as a column of its own where what was understood is not what is written.
    """
    roles = [role for role, name in plan.roles.items() if name == column.name]
    if not roles:
        return True
    if {"year", "start", "end"} & {*roles}:
        part = "end" if "end" in roles else "start"
        return column.dates.changed or part not in found
    return not {*roles} & {*_LOSSLESS}


def _declared(column: Column, name: str, rows: Ints) -> Declared:
    found = {"table": "edges", "name": name, "label": column.name, "type": column.type}
    if is_facet(column, len(rows)):
        found["facet"] = name
    return found


def is_facet(column: Column, rows: int) -> bool:
    """Whether a column has so few different values that people would filter by them."""
    filled = round(rows * (1 - column.blank))
    short = all(len(value) <= LONG for value in column.given)
    return (
        FEW <= len(column.given) <= MANY
        and len(column.given) < filled
        and short
        and (column.type != "url")
    )
