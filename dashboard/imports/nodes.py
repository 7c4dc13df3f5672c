"""The tables of nodes and places, as they stand in nodes.csv and places.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard import geo
from dashboard.imports.ids import own_names
from dashboard.imports.spots import points_of
from dashboard.imports.towns import towns_of
from dashboard.load.frames import lines_of
from dashboard.model import KINDS, OWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.imports.facts import Facts
    from dashboard.imports.plan import Plan
    from dashboard.imports.report import Report

Declared = dict[str, str]
_KINDS = {kind.id for kind in KINDS}
_COUNTRY_BASIS = "a point well inside the country (Natural Earth)"


def tables_of(
    keys: Sequence[str], ids: Mapping[str, str], facts: Facts, plan: Plan | None, report: Report
) -> tuple[pd.DataFrame, pd.DataFrame, list[Declared]]:
    """The tables of nodes and places, and the columns of nodes that FIELDS does not know.

    Args:
        keys: what the files call the nodes, in their order.
        ids: from key to id.
        facts: what the files say of them.
        plan: the table of nodes, if there is one.
        report: receives what cannot be placed.
    """
    points = points_of({k: facts.where[k] for k in keys if k in facts.where}, facts.country, report)
    towns = towns_of((k for k in keys if k not in points), facts, report.mapping.places, report)
    placed = {key: ids[key] for key in points} | {key: p.id for key, p in towns.items()}
    cells = [_row(key, ids[key], facts, placed.get(key, "")) for key in keys]
    nodes = pd.DataFrame(
        {c: pd.array([row[c] for row in cells], dtype="str") for c in _COLUMNS}, columns=_COLUMNS
    )
    declared: list[Declared] = []
    if plan is not None:
        own, declared = _own(keys, facts, plan)
        nodes = pd.concat([nodes, own], axis=1)
    places = [
        (ids[k], facts.town.get(k, "") or facts.name.get(k, k), facts.country.get(k, ""),
         number_text(points[k][0]), number_text(points[k][1]), "city", facts.basis.get(k, ""))
        for k in keys if k in points
    ]  # fmt: skip
    places += [
        (p.id, p.name, p.country, number_text(p.lat), number_text(p.lon), p.precision, p.basis)
        for p in {p.id: p for p in towns.values()}.values()
    ]
    named = geo.country_names()
    used = dict.fromkeys(
        facts.country[k] for k in keys if k in facts.is_country and k not in points
    )
    for code in used:
        if point := geo.country_point(code):
            places.append((f"country.{code.lower()}", named[code], code, number_text(point[1]),
                           number_text(point[0]), "country", _COUNTRY_BASIS))  # fmt: skip
    columns = ("id", "name", "country", "lat", "lon", "precision", "basis")
    lists = [*zip(*places, strict=True)] or [()] * len(columns)
    spots = pd.DataFrame(
        {c: pd.array([*v], dtype="str") for c, v in zip(columns, lists, strict=True)}
    )
    return numbered_lines(nodes), numbered_lines(spots), declared


_COLUMNS = ["id", "name", "kind", "place", "place_basis", "country", "aliases", "note"]


def _row(key: str, node: str, facts: Facts, placed: str) -> dict[str, str]:
    name = " ".join(facts.name.get(key, "").split()) or key
    country = facts.country.get(key, "")
    in_country = not placed and key in facts.is_country and geo.country_point(country) is not None
    kind = facts.kind.get(key, "")
    alias = key if key not in (name, node) or (key == node and key != name) else ""
    return {
        "id": node,
        "name": name,
        "kind": kind if kind in _KINDS else "",
        "place": placed or (f"country.{country.lower()}" if in_country else ""),
        "place_basis": "text" if placed else "general_knowledge" if in_country else "",
        "country": country,
        "aliases": alias.replace("|", "/"),
        "note": "",
    }


def _own(keys: Sequence[str], facts: Facts, plan: Plan) -> tuple[pd.DataFrame, list[Declared]]:
    """Every column of the node table beside the id and the name; of a repeated id all values."""
    used = {plan.roles.get(role) for role in ("node_id", "node_name", "node_lat", "node_lon")}
    kind = plan.column("node_kind")
    used |= {kind.name} if kind else set()
    columns = [c for c in plan.columns.values() if c.name not in used and c.given]
    names = own_names([c.name for c in columns], OWN)
    declared = [
        {"table": "nodes", "name": names[c.name], "label": c.name, "type": c.type} for c in columns
    ]
    found = {}
    for column in columns:
        codes = column.codes.tolist()
        values = [column.distinct[code] for code in codes]
        found[names[column.name]] = pd.array(
            [" | ".join(dict.fromkeys(v for r in facts.rows.get(k, ()) if (v := values[r])))
             for k in keys], dtype="str",
        )  # fmt: skip
    for one in declared:  # several values in a cell are no number any more
        if one["type"] != "text" and any(" | " in v for v in found[one["name"]]):
            one["type"] = "text"
    return pd.DataFrame(found), declared


def number_text(value: float) -> str:
    """Degrees as digits with a point, never with an exponent."""
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbered_lines(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the line each row has when it is written as CSV."""
    frame = frame.copy()
    frame["line"] = lines_of(frame, [*map(str, frame.columns)])
    return frame
