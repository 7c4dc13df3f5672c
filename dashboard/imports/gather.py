"""From files to plans: which tables hold edges, which one the nodes, and what each column is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.imports.files import read_file
from dashboard.imports.join import Joined, Keys, is_node_table, joining, set_node_roles
from dashboard.imports.options import NODE_ROLES, Options
from dashboard.imports.plan import Plan, plan_of, set_ends, set_roles
from dashboard.imports.tables import CannotImportError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.imports.tables import Table

SPLIT = "|;"
"""What separates several ends in one cell unless it was said."""


@dataclass
class Gathered:
    """Every table with its plan.

    Attributes:
        edges: the tables of edges, in the order of the files.
        nodes: the table of nodes, if there is one.
        joined: how it is joined to the ends.
        guesses: sentences on what was guessed.
    """

    edges: list[Plan]
    nodes: Plan | None
    joined: Joined | None
    options: Options
    guesses: list[str] = field(default_factory=list)


def gather(files: Sequence[Path], options: Options) -> Gathered:
    """Read the files and decide what each is.

    Raises:
        CannotImportError: none of them is an edge list, or one cannot be read.
    """
    if not files:
        raise CannotImportError("Name a file.")
    tables = [(path, table) for path in files for table in _read(path, options)]
    plans = [(path, plan_of(table, options)) for path, table in tables]
    nodes = _said_nodes(plans, options)
    for _, plan in plans:
        graph_nodes = "node_id" in plan.table.roles
        if plan is not nodes and not graph_nodes:
            matrix(plan)
            other = len(plans) > 1 and not _has_ends(plan, options)
            set_ends(plan, _without_columns(options) if other else options)  # fmt: skip
    if nodes is None:
        nodes = _found_nodes([plan for _, plan in plans], options)
    if nodes is not None:  # what it was taken for before
        nodes.ends = None
        nodes.roles = {role: name for role, name in nodes.roles.items() if role in NODE_ROLES}
    edges = [plan for _, plan in plans if plan is not nodes and plan.ends]
    useless = [plan.table.name for _, plan in plans if plan is not nodes and not plan.ends]
    if nodes is None and options.columns.get("node_country") and not options.nodes:
        raise CannotImportError(
            "--country names a column of the file with the nodes, and there is none. For a column "
            "of the edge list use --source-country or --target-country."
        )
    if not edges or useless:
        raise CannotImportError(_no_ends([p for _, p in plans if p is not nodes and not p.ends]))
    for plan in edges:
        set_roles(plan, options)
    keys = Keys(set(), {})
    for plan in edges:
        more = ends_of(plan, options)
        keys = Keys(keys.plain | more.plain, {**keys.several, **more.several})
    joined = set_node_roles(nodes, keys, options) if nodes else None
    found = Gathered(edges, nodes, joined, options)
    found.guesses = [line for plan in edges for line in _told(plan)]
    found.guesses += _told_nodes(nodes, joined) if nodes and joined else []
    return found


def _read(path: Path, options: Options) -> list[Table]:
    own = options
    if options.nodes and path.name == Path(options.nodes).name:
        own = replace(options, header=None, skip_rows=None, sheet="", delimiter="", quote=None)
    return read_file(path, own)


def _said_nodes(plans: list[tuple[Path, Plan]], options: Options) -> Plan | None:
    graph = [plan for _, plan in plans if "node_id" in plan.table.roles]
    if not options.nodes:
        return graph[0] if graph else None
    wanted = Path(options.nodes)
    for path, plan in plans:
        if path == wanted or path.name == wanted.name:
            return plan
    return graph[0] if graph else None  # an earlier mapping names a file that is not here


def _has_ends(plan: Plan, options: Options) -> bool:
    wanted = [options.columns.get(s) for s in ("source", "target")]
    return all(not w or w in plan.columns or w.isdigit() for w in wanted)


def _without_columns(options: Options) -> Options:
    return replace(options, columns={})


def _found_nodes(plans: list[Plan], options: Options) -> Plan | None:
    """The table, if there are several, whose rows say something of the ends of the others."""
    scored = []
    for plan in plans:
        for other in plans:
            if other is plan or other.ends is None:
                continue
            joined = joining(ends_of(other, options), plan)
            back = joining(ends_of(plan, options), other) if plan.ends else None
            if joined and is_node_table(joined) and not (
                is_node_table(back) and back and back.share >= joined.share and plan.ends
                and plan.ends.score >= other.ends.score
            ):  # fmt: skip
                scored.append((joined.share + joined.unique, plan))
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def ends_of(plan: Plan, options: Options) -> Keys:
    """Every value that stands at an end."""
    found = Keys(set(), {})
    if plan.ends is None:
        return found
    pattern = split_pattern(options)
    for name in (plan.ends.source, plan.ends.target):
        for value in plan.columns[name].given:
            if pattern and pattern.search(value):
                found.several[value] = [p for part in pattern.split(value) if (p := part.strip())]
            else:
                found.plain.add(value)
    return found


def split_pattern(options: Options) -> re.Pattern[str] | None:
    """What separates several ends in a cell, or `None` where nothing does."""
    chars = SPLIT if options.split is None else options.split
    return re.compile(f"[{re.escape(chars)}]") if chars else None


def matrix(plan: Plan) -> None:
    """Refuse a table whose headings are the names in its first column.

    Raises:
        CannotImportError: it is a matrix.
    """
    table, names = plan.table, [*plan.columns]
    if len(names) < 4 or not len(table.frame):
        return
    first = {*plan.columns[names[0]].distinct}
    if len(first & {*names[1:]}) >= 0.8 * (len(names) - 1):
        raise CannotImportError(
            f"{table.name} looks like a matrix: what its columns are called stands in its first "
            "column as well. An edge list has one row for each tie, with its two ends. Turn the "
            "matrix into such rows first."
        )
    if not table.shape.header and len(table.frame) == len(names) and _is_square(table.frame):
        raise CannotImportError(
            f"{table.name} looks like a matrix: {len(names)} rows and columns of numbers without "
            "names. An edge list has one row for each tie, with its two ends."
        )


def _is_square(frame: pd.DataFrame) -> bool:
    """Whether cells are all 0 and 1, or the same on both sides of the diagonal."""
    cells = frame.to_numpy(dtype=object)
    return {*cells.ravel()} <= {"0", "1"} or bool((cells == cells.T).all())


def _no_ends(plans: list[Plan]) -> str:
    if not plans:
        return "The files hold nodes, but no edges."
    plan = plans[0]
    if len(plan.columns) == 1:
        return (
            f"{plan.table.name} has one column: an edge list has two ends in each row. If its "
            "cells are separated by a character of their own, name it with --delimiter."
        )
    known = ", ".join(f'"{name}"' for name in [*plan.columns][:40])
    return (
        f"{plan.table.name}: nothing shows which two columns are the ends of an edge. Name them "
        f"with --source and --target. Its columns are: {known}."
    )


def _told(plan: Plan) -> list[str]:
    ends = plan.ends
    if ends is None:
        return []
    found = [f'Edges go from "{ends.source}" to "{ends.target}": {ends.why} (--source, --target).']
    names = {"relation": "Relation", "year": "Year", "start": "Start", "end": "End",
             "cited": "Source of each row"}  # fmt: skip
    for role, word in names.items():
        if role in plan.roles:
            found.append(f'{word}: "{plan.roles[role]}" (--{role.replace("cited", "cite")}).')
    sides = [f'{r.replace("_", " ")} "{c}"' for r, c in plan.roles.items() if "_" in r]
    if sides:
        found.append(f"Of each end: {', '.join(sides)}.")
    return found


def _told_nodes(plan: Plan, joined: Joined) -> list[str]:
    more = [f'{r.removeprefix("node_")} "{plan.roles[r]}"' for r in NODE_ROLES
            if r in plan.roles and r != "node_id"]  # fmt: skip
    return [
        f'Nodes are joined from {plan.table.name} by "{joined.column}", which holds '
        f"{joined.share:.0%} of the ends (--nodes, --node-id): {', '.join(more)}."
    ]


def mapping_of(found: Gathered) -> Options:
    """What was said and guessed, as options: the next import needs no guess.

    How a file is cut is kept where there is but one, for options hold for all files alike.
    """
    plan, nodes, options = found.edges[0], found.nodes, found.options
    shape = plan.table.shape
    columns = {r: c for r, c in plan.roles.items() if r not in NODE_ROLES}
    if nodes:
        columns |= {r: c for r, c in nodes.roles.items() if r in NODE_ROLES}
    columns |= {r: c for r, c in options.columns.items() if not c}
    single = len(found.edges) == 1 and shape.kind in ("delimited", "spreadsheet")
    text = single and shape.kind == "delimited" and nodes is None
    alike = nodes is None or bool(nodes.table.shape.header) == bool(shape.header)
    return replace(
        options,
        columns=columns,
        nodes=nodes.table.name if nodes and not nodes.table.isolates else "",
        delimiter=_name_of(shape.delimiter) if text else options.delimiter,
        encoding=shape.encoding if text else options.encoding,
        header=bool(shape.header) if single and alike else options.header,
        sheet=shape.sheet or options.sheet,
    )


def _name_of(delimiter: str) -> str:
    return {"\t": "tab", " ": "space"}.get(delimiter, delimiter)
