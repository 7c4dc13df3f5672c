"""What became of the rows: how many of each sort, what is set aside, and that in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.imports.report import Report, Unmatched
from dashboard.imports.tables import Aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.imports.edges import Edges
    from dashboard.imports.facts import Facts
    from dashboard.imports.gather import Gathered
    from dashboard.imports.pairs import Pairs


def put_aside(
    found: Gathered, pairs: Sequence[Pairs], unused: list[str], facts: Facts, report: Report
) -> None:
    """Collect the rows that are no edges, and those of the node table that nothing names."""
    for plan, made in zip(found.edges, pairs, strict=True):
        report.aside += sorted((*plan.table.aside, *made.aside), key=lambda a: a.line)
    if found.nodes is None:
        return
    table = found.nodes.table
    report.aside += table.aside
    column = found.nodes.column("node_id")
    missing = column.distinct.index("") if column and "" in column.distinct else -1
    blank = np.flatnonzero(column.codes == missing).tolist() if column else []
    why = dict.fromkeys(blank, "its id is blank")
    why |= {r: "no edge names it (--all-nodes)" for k in unused for r in facts.rows[k]}
    idle = {*unused}
    joined = {row for key, several in facts.rows.items() if key not in idle for row in several}
    rows = sorted(why.keys() - joined)
    cells = table.frame.iloc[rows].itertuples(index=False, name=None)
    report.aside += [
        Aside(table.name, int(table.lines[row]), why[row], " | ".join(map(str, text))[:2000])
        for row, text in zip(rows, cells, strict=True)
    ]


def count(
    found: Gathered, pairs: Sequence[Pairs], edges: Sequence[Edges], nodes: pd.DataFrame,
    facts: Facts, report: Report,
) -> None:  # fmt: skip
    """Count what became of the rows, list ends without a row of their own, and say it."""
    made = len(found.edges)
    every = (
        pd.concat([e.frame[["source", "target"]] for e in edges]) if made > 1 else edges[0].frame
    )
    keys = {k for p in pairs for k in p.keys}
    orphans = sorted(keys - {*facts.rows}) if found.nodes else []
    dated = sum(int((e.frame["start"] != "").sum()) for e in edges if "start" in e.frame)
    c = report.counts
    c["read"] = sum(plan.table.read for plan in found.edges)
    c["aside"] = sum(
        len(p.aside) + len(plan.table.aside) for p, plan in zip(pairs, found.edges, strict=True)
    )
    c["kept"] = sum(int(np.count_nonzero(np.diff(p.row, prepend=-1))) for p in pairs)
    c["edges"] = len(every)
    c["nodes"] = len(nodes)
    c["split"] = sum(p.split for p in pairs)
    c["loops"] = int((every["source"] == every["target"]).sum())
    c["parallel"] = int(every.duplicated(["source", "target"]).sum())
    c["orphans"] = len(orphans)
    c["unsourced"] = int(sum(e.unsourced.sum() for e in edges))
    c["dated"] = dated
    c["undated"] = len(every) - dated
    c["placed"] = int((nodes["place"] != "").sum())
    c["node_rows"] = found.nodes.table.read if found.nodes else 0
    c["unused"] = len(report.aside) - c["aside"]
    c["repeated_ids"] = sum(1 for rows in facts.rows.values() if len(rows) > 1)
    times = _times(pairs) if orphans else {}
    for key in orphans:
        why = "is not in the table of nodes: kept, with nothing but its code"
        remedy = "Add it to the file with the nodes."
        report.unmatched.append(Unmatched("node", key, times[key], "", why, remedy))
    _say(found, report, keys, orphans)


def _times(pairs: Sequence[Pairs]) -> dict[str, int]:
    """In how many edges each key stands."""
    found: dict[str, int] = {}
    for made in pairs:
        ends = np.concatenate([made.source, made.target[made.source != made.target]])
        for key, count in zip(made.keys, np.bincount(ends, minlength=len(made.keys)), strict=True):
            found[key] = found.get(key, 0) + int(count)
    return found


_NOTES = (
    ("split", "Rows that name several ends in a cell, each pair of them an edge"),
    ("loops", "Edges that tie a node to itself, kept"),
    ("parallel", "Edges that repeat a pair of ends, kept side by side"),
    ("orphans", "Ends that are not in the table of nodes, kept with nothing but their code"),
    ("unused", "Rows of the table of nodes that no edge names, set aside"),
    ("repeated_ids", "Ids that stand more than once in the table of nodes, of which the first row "
                     "names the node and further values are added"),
    ("unsourced", "Edges that name no source, kept and marked unsourced"),
    ("undated", "Edges without a date, kept"),
)  # fmt: skip


def _say(found: Gathered, report: Report, keys: set[str], orphans: list[str]) -> None:
    c = report.counts
    report.notes += [f"{text}: {c[name]:,}." for name, text in _NOTES if c[name]]
    if found.nodes:
        joined = len(keys) - len(orphans)
        report.notes.append(f"Ends that join the table of nodes: {joined:,} of {len(keys):,}.")
    report.notes.append(f"Nodes with a place: {c['placed']:,} of {c['nodes']:,}.")
    if report.unmatched:
        kinds = pd.Series([u.what for u in report.unmatched]).value_counts()
        said = ", ".join(f"{count:,} {what}" for what, count in kinds.items())
        report.notes.append(f"To be mended by a curator, in unmatched.csv: {said}.")
    _namibia(found, report)


def _namibia(found: Gathered, report: Report) -> None:
    for plan in found.edges:
        for column in plan.columns.values():
            if "NA" in column.distinct and column.numeric > 0.5:
                count = int((column.codes == column.distinct.index("NA")).sum())
                report.notes.append(
                    f'Cells of "{column.name}" with "NA", kept as it is, for it may be Namibia '
                    f"(--null NA makes them blank): {count:,}."
                )
