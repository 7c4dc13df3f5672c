"""From what was gathered to the tables, the description and the documents of a data set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.imports.edges import Edges, edges_of, relation_table, relations_for
from dashboard.imports.facts import facts_of
from dashboard.imports.gather import Gathered, mapping_of
from dashboard.imports.ids import list_names, node_ids
from dashboard.imports.nodes import tables_of
from dashboard.imports.pairs import Pairs, pairs_of
from dashboard.imports.report import Report
from dashboard.imports.tables import CannotImportError
from dashboard.imports.tally import count, put_aside
from dashboard.load.lists import TABLES, ListTables
from dashboard.model import About, Document, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.imports.tables import Table

_RATIONALE = (
    "Opened as it was found: nobody has judged it yet. Its rows stand as they are in the file."
)


@dataclass
class Built:
    """A data set that is not yet written, and what became of the files."""

    about: About
    tables: ListTables
    documents: dict[str, Document]
    report: Report


def build(found: Gathered) -> Built:
    """Make the tables; every rule that changes, adds or leaves out something is in the report."""
    options = found.options
    names = list_names(_plain_name(plan.table) for plan in found.edges)
    report = Report(mapping=mapping_of(found), guesses=[*found.guesses])
    report.shapes = [*_shapes(found)]
    ids_known = {*_ids_of(found)}
    pairs = [pairs_of(plan, options, ids_known) for plan in found.edges]
    _enough(found, pairs)
    facts = facts_of(found, pairs, report)
    keys = [*dict.fromkeys(k for made in pairs for k in made.keys)]
    named = {*keys}
    unused = [k for k in facts.rows if k not in named]
    keep_all = options.all_nodes or (found.nodes is not None and found.nodes.table.isolates)
    keys += unused if keep_all else []
    ids = node_ids(keys, names)
    nodes, places, declared = tables_of(keys, ids, facts, found.nodes, report)
    written, relations = relation_table(found.edges, options.relation_label)
    edges = [
        edges_of(
            plan, made, name, ids, relations_for(plan, written, options.relation_label), report
        )
        for plan, made, name in zip(found.edges, pairs, names, strict=True)
    ]
    tables = ListTables(
        edges={e.name: e.frame for e in sorted(edges, key=lambda e: e.name)},
        nodes=nodes, places=places, relations=relations,
        declared=_declared(edges, declared),
    )  # fmt: skip
    documents = _documents(found, names)
    about = _about(found, names)
    way = "no direction" if not about.directed else "a direction"
    report.guesses.append(f"Its edges have {way} (--{'un' * about.directed}directed).")
    put_aside(found, pairs, [] if keep_all else unused, facts, report)
    count(found, pairs, edges, nodes, facts, report)
    if options.strict:
        report.problems = _strict(found, pairs, edges, report)
    return Built(about, tables, documents, report)


def _plain_name(table: Table) -> str:
    several = len(table.shape.sheets) > 1
    return f"{table.name.rsplit('.', 1)[0]}-{table.shape.sheet}" if several else table.name


def _shapes(found: Gathered) -> list:  # type: ignore[type-arg]
    plans = [*found.edges, *([found.nodes] if found.nodes else [])]
    shapes = {id(plan.table.shape): plan.table.shape for plan in plans}
    by_file = {shape.file: shape for shape in reversed([*shapes.values()])}
    return [*reversed([*by_file.values()])]


def _ids_of(found: Gathered) -> list[str]:
    column = found.nodes.column("node_id") if found.nodes else None
    return column.given if column else []


def _enough(found: Gathered, pairs: Sequence[Pairs]) -> None:
    """Refuse a file of which most rows are no edges: it is something else."""
    for plan, made in zip(found.edges, pairs, strict=True):
        aside = len(made.aside) + len(plan.table.aside)
        if not len(made.row) or aside > 0.6 * max(plan.table.read, 1):
            if not plan.table.read:
                raise CannotImportError(f"{plan.table.name} holds no edges: it has no rows.")
            example = (made.aside or plan.table.aside)[:1]
            why = f", as line {example[0].line}: {example[0].reason}" if example else ""
            raise CannotImportError(
                f"{plan.table.name}: {aside:,} of {plan.table.read:,} rows are no edges{why}. Name "
                "the ends with --source and --target, or how cells are separated with --delimiter."
            )


def _declared(edges: Sequence[Edges], nodes: list[dict[str, str]]) -> tuple[dict[str, str], ...]:
    """The columns of all lists; of one that two lists have, the plainer type."""
    found: dict[str, dict[str, str]] = {}
    for column in (column for one in edges for column in one.declared):
        known = found.setdefault(column["name"], column)
        if known["type"] != column["type"]:
            found[column["name"]] = {**known, "type": "text"}
        if "facet" in column and "facet" not in known and len(edges) == 1:
            found[column["name"]] = {**known, "facet": column["facet"]}
    return (*found.values(), *nodes)


def _title(table: Table) -> str:
    several = len(table.shape.sheets) > 1
    return f"{table.shape.file}, sheet {table.shape.sheet}" if several else table.shape.file


def _documents(found: Gathered, names: Sequence[str]) -> dict[str, Document]:
    """One record for each file: where every row leads back to."""
    tables = dict(zip(names, (plan.table for plan in found.edges), strict=True))
    files = {table.shape.file for table in tables.values()}
    if found.nodes and found.nodes.table.shape.file not in files:
        [extra] = list_names([_plain_name(found.nodes.table)])
        while extra in tables:
            extra += "-nodes"
        tables[extra] = found.nodes.table
    return {
        name: Document(
            id=name,
            title=_title(table),
            short=table.shape.file, publisher="", url="", kind="list", reliability="F",
            reliability_rationale=_RATIONALE, text_sha256=table.sha256,
            paragraphs=int(table.lines.max()) if len(table.lines) else 0,
        )
        for name, table in sorted(tables.items())
    }  # fmt: skip


def _about(found: Gathered, names: Sequence[str]) -> About:
    options = found.options
    plan = found.edges[0]
    directed = options.directed
    if directed is None:
        says = [p.table.directed for p in found.edges if p.table.directed is not None]
        directed = any(says) if says else any(p.ends.directed for p in found.edges if p.ends)
    files = [p.table.shape.file for p in found.edges]
    titles = dict(sorted(zip(names, files, strict=True)))
    return About(
        name=names[0],
        title=options.title or " and ".join(files),
        description=f"An edge list as it was found: {', '.join(files)}.",
        notice="A list as somebody else made it. Sourceline has not checked what it says.",
        list_titles=titles | {table: table.capitalize() for table in TABLES},
        profile="list",
        directed=directed if plan.ends else True,
    )


def _strict(
    found: Gathered, pairs: Sequence[Pairs], edges: Sequence[Edges], report: Report
) -> list[Problem]:
    """What a strict import refuses: rows without a source, and rows set aside."""
    problems = [
        Problem(a.file, a.line, "", "", f"{a.reason}.", "Complete the row.")
        for a in report.aside[: report.counts["aside"]]
    ]
    for plan, made, one in zip(found.edges, pairs, edges, strict=True):
        lines = sorted({int(n) for n in plan.table.lines[made.row[one.unsourced]]})
        problems += [
            Problem(plan.table.name, line, plan.roles.get("cited", ""), "", "names no source.",
                    "Give it, or import without --strict.")
            for line in lines
        ]  # fmt: skip
    return problems
