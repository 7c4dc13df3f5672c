"""Rules that need more than one cell: references between tables, dates, and what must be said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dashboard import dates, geo
from dashboard.load.tables import Row, is_whole, suggestion
from dashboard.model import Document, Problem, fields

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    Edges = Iterable[tuple[str, Row]]

_VOICED = ("commentator", "public_statement", "self_description")


def check_references(
    edges: Edges,
    tables: Mapping[str, list[Row]],
    documents: Mapping[str, Document],
    *,
    unread: Collection[str],
    records: Collection[str],
) -> list[Problem]:
    """Every problem that shows only when tables are seen together.

    Args:
        edges: name of the list and row of each claim.
        tables: rows of the other tables.
        documents: the records that are right.
        unread: tables and lists of which no row could be read; nothing that rests on them is
            judged.
        records: ids of all records, also of those that are wrong.
    """
    known: dict[str, set[str]] = {
        name: {row.cells.get("id", "") for row in rows}
        for name, rows in tables.items()
        if name not in unread
    }
    known["documents"] = {*documents, *records}
    problems: list[Problem] = []
    edges = list(edges)
    for name, rows in {**tables, "edges": [row for _, row in edges]}.items():
        for row in rows:
            problems += _unknown(row, name, known)
    for _, row in edges:
        problems += _edge_problems(row, documents)
        problems += _id_of_a_node(row, known.get("nodes", set()))
    problems += _node_problems(tables)
    problems += _country_problems(tables)
    if "nodes" in known:
        problems += _issuers(documents, known["nodes"])
    if set(unread) <= set(tables):
        problems += _expected(edges, documents)
    return problems


def _unknown(row: Row, table: str, known: Mapping[str, set[str]]) -> list[Problem]:
    where = {"documents": "has no record in seeds/."}
    found = []
    for field in fields(table):
        value = row.cells.get(field.name, "")
        if value and field.refers in known and value not in known[field.refers]:
            message = where.get(field.refers, f"is not in data/{field.refers}.csv.")
            remedy = suggestion(value, known[field.refers]) or "Add it there, or correct it."
            found.append(row.problem(field.name, message, remedy))
    return found


def _id_of_a_node(row: Row, nodes: set[str]) -> list[Problem]:
    """A link such as `focus=` names a claim or a node: one id must not be both."""
    if row.cells.get("id", "") not in nodes - {""}:
        return []
    remedy = "Give this row an id of its own: links name either."
    return [row.problem("id", "is the id of a node too.", remedy)]


def _edge_problems(row: Row, documents: Mapping[str, Document]) -> list[Problem]:
    return [*_date_problems(row), *_unsaid(row), *_locator_problems(row, documents)]


def _date_problems(row: Row) -> list[Problem]:
    start, end, basis = (row.cells.get(k, "") for k in ("start", "end", "date_basis"))
    found = []
    if (start or end) and not basis:
        found.append(row.problem("date_basis", "is blank.", "Say how the date is known."))
    if basis and not (start or end):
        remedy = "Give the date, or leave the basis blank."
        found.append(row.problem("date_basis", "stands without a date.", remedy))
    if backwards := _backwards(start, end):
        found.append(row.problem("end", f"is not possible: {backwards}.", "Correct one of them."))
    return found


def _backwards(start: str, end: str) -> str:
    """How two dates contradict each other; what is wrong with one alone is said of its cell."""
    try:
        dates.span(start), dates.span(end)
    except dates.NotADateError:
        return ""
    try:
        dates.between(start, end)
    except dates.BackwardsError as error:
        return str(error)
    return ""


def _unsaid(row: Row) -> list[Problem]:
    """What must be told: who speaks, which paper, and the reason for every doubt."""
    cells = row.cells
    status = cells.get("claim_status", "")
    found = []
    if status == "leaked_document" and not cells.get("paper"):
        remedy = "Name the paper the document cites, or choose another claim_status."
        found.append(row.problem("paper", "is blank in a claim of a leaked paper.", remedy))
    if status in _VOICED and not cells.get("voice"):
        message = f"is blank in a claim of status {status}."
        found.append(row.problem("voice", message, "Name the node whose statement it is."))
    doubts = {
        "date_basis": ("inferred",),
        "confidence": ("medium", "low"),
        "contested": ("yes",),
        "claim_status": ("retracted", "curator_inference"),
    }
    for column, values in doubts.items():
        if cells.get(column) in values and not cells.get("note"):
            found.append(row.problem(column, "needs its reason.", "Write it in `note`."))
    return found


def _locator_problems(row: Row, documents: Mapping[str, Document]) -> list[Problem]:
    document = documents.get(row.cells.get("document", ""))
    if document is None:
        return []
    found = []
    paper, cited = row.cells.get("paper", ""), [p.id for p in document.papers]
    if paper and paper not in cited:
        message = f"is not cited by seeds/{document.id}.yaml."
        remedy = suggestion(paper, cited) or "Add it under its `cites`."
        found.append(row.problem("paper", message, remedy))
    number = row.cells.get("paragraph", "")
    if is_whole(number) and not 1 <= int(number) <= (document.paragraphs or int(number)):
        message = f"is not one of the {document.paragraphs} paragraphs of {document.id}."
        found.append(row.problem("paragraph", message, "Count non-blank lines from 1."))
    return found


def _node_problems(tables: Mapping[str, list[Row]]) -> list[Problem]:
    country_of = {r.cells.get("id", ""): r.cells.get("country", "") for r in tables["places"]}
    found = []
    for row in tables["nodes"]:
        place, country = row.cells.get("place", ""), row.cells.get("country", "")
        if place and not row.cells.get("place_basis"):
            found.append(row.problem("place_basis", "is blank.", "Say how the place is known."))
        if place in country_of and country != country_of[place]:
            message = f'is not the country of its place, "{country_of[place]}".'
            found.append(row.problem("country", message, "A place is a name and a country."))
    return found


def _country_problems(tables: Mapping[str, list[Row]]) -> list[Problem]:
    countries = geo.country_names()
    found = []
    for name in ("nodes", "places"):
        for row in tables[name]:
            code = row.cells.get("country", "")
            if code and code not in countries:
                remedy = suggestion(code, countries) or "Use ISO 3166-1 alpha-2, such as GR."
                found.append(row.problem("country", "is not a country code.", remedy))
    for row in tables["places"]:
        found += _out_of_range(row)
    return found


def _out_of_range(row: Row) -> list[Problem]:
    found = []
    for column, limit in (("lat", 90), ("lon", 180)):
        try:
            value = float(row.cells.get(column, "") or 0)
        except ValueError:
            continue
        if abs(value) > limit:
            message = f"is outside -{limit} to {limit} degrees."
            found.append(row.problem(column, message, "Are latitude and longitude swapped?"))
    return found


def _issuers(documents: Mapping[str, Document], nodes: set[str]) -> list[Problem]:
    return [
        Problem(f"seeds/{document.id}.yaml", 0, "issuer_node", paper.issuer_node,
                "is not in data/nodes.csv.",
                suggestion(paper.issuer_node, nodes) or "Add it there, or correct it.")
        for document in documents.values()
        for paper in document.papers
        if paper.issuer_node and paper.issuer_node not in nodes
    ]  # fmt: skip


def _expected(edges: list[tuple[str, Row]], documents: Mapping[str, Document]) -> list[Problem]:
    """Each record says how many claims its document yields; far fewer means a lost file."""
    counts = Counter(row.cells.get("document", "") for _, row in edges)
    found = []
    for document in documents.values():
        count = counts[document.id]
        if document.expect_max and not document.expect_min <= count <= document.expect_max:
            expected = f"{document.expect_min} to {document.expect_max}"
            message = f"{count} claims stand in it; its record expects {expected}."
            remedy = "Look for lost or doubled rows, or correct `expect`."
            name = f"seeds/{document.id}.yaml"
            found.append(Problem(name, 0, "expect", "", message, remedy))
    return found
