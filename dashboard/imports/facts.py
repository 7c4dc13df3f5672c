"""What the files say of each end: names, attributes, countries and coordinates, by its key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.imports.countries import SYSTEMS, Reading, read_countries
from dashboard.imports.report import Report, Unmatched
from dashboard.imports.roles import PLACE, numbered, words_of
from dashboard.imports.second import second_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from dashboard.imports.gather import Gathered
    from dashboard.imports.pairs import Pairs
    from dashboard.imports.plan import Plan
    from dashboard.imports.profile import Column

_FIX = 'Add `"{}": XX` under countries in data/mapping.yaml (XX: ISO 3166-1 alpha-2).'


@dataclass
class Facts:
    """What is known of nodes, by key; what is not known is absent.

    Attributes:
        country: ISO alpha-2.
        is_country: keys that are countries themselves.
        where: latitude and longitude as written.
        rows: rows of the node table, the first of which names the node.
    """

    name: dict[str, str] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)
    country: dict[str, str] = field(default_factory=dict)
    is_country: set[str] = field(default_factory=set)
    where: dict[str, tuple[str, str]] = field(default_factory=dict)
    town: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)


def facts_of(found: Gathered, pairs: Sequence[Pairs], report: Report) -> Facts:
    """Everything the files say of the ends."""
    facts = Facts()
    if found.nodes:
        _find_rows(found, pairs, facts, report)
        _from_table(found.nodes, facts)
        _countries_of_table(found, found.nodes, facts, report)
    for plan, made in zip(found.edges, pairs, strict=True):
        _from_sides(found, plan, made, facts, report)
        _ends_are_countries(found, plan, made, facts, report)
    return facts


def _find_rows(found: Gathered, pairs: Sequence[Pairs], facts: Facts, report: Report) -> None:
    """The rows of the node table that each key has, by its code or by a second one beside it."""
    ids = found.nodes.column("node_id") if found.nodes else None
    if ids is None or found.nodes is None:
        return
    for row, code in enumerate(ids.codes.tolist()):
        if ids.distinct[code]:
            facts.rows.setdefault(ids.distinct[code], []).append(row)
    more: dict[str, int] = {}
    for plan, made in zip(found.edges, pairs, strict=True):
        more |= second_codes(plan, made, found.nodes, facts.rows)
    if more:
        report.notes.append(f"Ends that join the table of nodes by a second code: {len(more):,}.")
    facts.rows |= {key: [row] for key, row in more.items()}


def _from_table(plan: Plan, facts: Facts) -> None:
    roles = ("node_name", "node_kind", "node_place", "node_lat", "node_lon")
    cells = {role: _cells(plan, role) for role in roles}
    for key, rows in facts.rows.items():
        for role, into in (("node_name", facts.name), ("node_kind", facts.kind),
                           ("node_place", facts.town)):  # fmt: skip
            if value := next((cells[role][r] for r in rows if cells[role][r]), ""):
                into[key] = value
        lat, lon = cells["node_lat"], cells["node_lon"]
        if spot := next(((lat[r], lon[r]) for r in rows if lat[r] and lon[r]), None):
            facts.where[key], facts.basis[key] = spot, plan.table.name


def _cells(plan: Plan, role: str) -> list[str]:
    column = plan.column(role)
    if column is None:
        return [""] * len(plan.table.frame)
    return [column.distinct[code] for code in column.codes.tolist()]


def _countries_of_table(found: Gathered, plan: Plan, facts: Facts, report: Report) -> None:
    column = plan.column("node_country")
    if column is None:
        return
    reading = read_countries(column.given, column.name, found.options.country_codes,
                             found.options.countries)  # fmt: skip
    if reading is None:
        report.notes.append(f'"{column.name}" holds no countries that are known (--node-country).')
        return
    cells = _cells(plan, "node_country")
    itself = column.name in (plan.roles.get("node_id"), plan.roles.get("node_name")) or any(
        c is not None and read_countries(c.given, c.name) for c in (plan.column("node_name"),)
    )
    for key, rows in facts.rows.items():
        if code := next((c for r in rows if (c := reading.codes.get(cells[r], ""))), ""):
            facts.country[key] = code
            if itself:
                facts.is_country.add(key)
    _tell(reading, column.name, plan.table.name, report, _seen(plan, column, reading))


def _seen(plan: Plan, column: Column, reading: Reading) -> dict[str, tuple[int, int]]:
    """Of each value that is no country: in how many rows it stands, and the line of the first."""
    found = {}
    for position, value in enumerate(column.distinct):
        if value and not reading.codes.get(value):
            rows = np.flatnonzero(column.codes == position)
            found[value] = (len(rows), int(plan.table.lines[rows[0]]))
    return found


def _tell(
    reading: Reading, heading: str, file: str, report: Report, seen: dict[str, tuple[int, int]]
) -> None:
    """Say how countries were read, and list those that were not."""
    mapped = sum(1 for code in reading.codes.values() if code)
    gone = [v for v, code in reading.codes.items() if not code]
    known = len(reading.codes) + len(reading.unknown)
    report.guesses.append(
        f'Countries in "{heading}" are read as {SYSTEMS[reading.system]}: {mapped} of {known} '
        "(--country-codes)."
    )
    if reading.said:
        report.guesses.append(reading.said)
    for value, why in (
        *((v, "no country of today") for v in gone),
        *((v, f"not among {SYSTEMS[reading.system]}") for v in reading.unknown),
    ):
        rows, line = seen.get(value, (0, 0))
        report.unmatched.append(
            Unmatched("country", value, rows, f"{file}:{line}", why, _FIX.format(value))
        )


def _ends_are_countries(
    found: Gathered, plan: Plan, made: Pairs, facts: Facts, report: Report
) -> None:
    """Ends that are countries themselves: both together where their headings are a pair."""
    if plan.ends is None:
        return
    sides: dict[str, npt.NDArray[np.intp]] = {"source": made.source, "target": made.target}
    names = {side: plan.roles[side] for side in sides}
    groups: list[tuple[str, npt.NDArray[np.intp]]]
    both = {*sides["source"].tolist()} & {*sides["target"].tolist()}
    fewer = min(len({*codes.tolist()}) for codes in sides.values())
    if numbered(names["source"], names["target"]) or len(both) > 0.3 * fewer:
        groups = [(names["source"], np.concatenate([*sides.values()]))]
    else:
        groups = [(names[s], codes) for s, codes in sides.items()]
    for heading, codes in groups:
        used = [made.keys[i] for i in pd.unique(codes)]
        reading = _read_keys(found, used, heading, facts)
        if reading is None:
            continue
        if facts.rows and not facts.is_country:
            continue  # codes of something else, of which the table of nodes tells the country
        for key, code in reading.codes.items():
            if code:
                facts.country.setdefault(key, code)
                facts.is_country.add(key)
        used = [key for key in used if key not in facts.rows]
        if not used:
            continue  # the table of nodes has said all of it
        reading = reading._replace(
            codes={k: c for k, c in reading.codes.items() if k in {*used}},
            unknown=tuple(k for k in reading.unknown if k in {*used}),
        )
        position = {key: i for i, key in enumerate(made.keys)}
        seen = {}
        for value in (*reading.unknown, *(v for v, code in reading.codes.items() if not code)):
            at = np.flatnonzero(
                (made.source == position.get(value, -1)) | (made.target == position.get(value, -1))
            )
            line = int(plan.table.lines[made.row[at[0]]]) if len(at) else 0
            seen[value] = (len(at), line)
        _tell(reading, heading, plan.table.name, report, seen)


def _read_keys(found: Gathered, keys: list[str], heading: str, facts: Facts) -> Reading | None:
    """Ends read as countries, by what they are written with, else by their names."""
    options = found.options
    reading = read_countries(keys, heading, options.country_codes, options.countries)
    if reading is not None or facts.rows or not facts.name:
        return reading
    names = {key: facts.name.get(key, key) for key in keys}
    named = read_countries(dict.fromkeys(names.values()), heading, "", options.countries)
    if named is None:
        return None
    codes = {key: named.codes[name] for key, name in names.items() if name in named.codes}
    return named._replace(codes=codes, unknown=tuple(k for k in keys if k not in codes))


def _from_sides(found: Gathered, plan: Plan, made: Pairs, facts: Facts, report: Report) -> None:
    """Columns of the edges that say something of one end; where rows differ nothing is taken."""
    for side, ends in (("source", made.source), ("target", made.target)):
        if words_of(plan.roles[side].rstrip("12")) & PLACE:  # the end is a town itself
            for key in (made.keys[i] for i in pd.unique(ends)):
                facts.town.setdefault(key, key)
        for attribute, into in (("name", facts.name), ("kind", facts.kind)):
            for key, value in _single(plan, f"{side}_{attribute}", made, ends, report).items():
                into.setdefault(key, value)
        column = plan.column(f"{side}_country")
        if column is not None:
            reading = read_countries(column.given, column.name, found.options.country_codes,
                                     found.options.countries)  # fmt: skip
            if reading:
                said = _single(plan, f"{side}_country", made, ends, report)
                for key, value in said.items():
                    if code := reading.codes.get(value, ""):
                        facts.country.setdefault(key, code)
                _tell(reading, column.name, plan.table.name, report, _seen(plan, column, reading))
        lats = _single(plan, f"{side}_lat", made, ends, report)
        lons = _single(plan, f"{side}_lon", made, ends, report)
        for key in lats.keys() & lons.keys():
            if facts.where.setdefault(key, (lats[key], lons[key])) == (lats[key], lons[key]):
                facts.basis.setdefault(key, plan.table.name)


def _single(
    plan: Plan, role: str, made: Pairs, ends: npt.NDArray[np.intp], report: Report
) -> dict[str, str]:
    """From key to the one value that all its rows give."""
    column = plan.column(role)
    if column is None:
        return {}
    alone = made.alone[role.partition("_")[0]]  # a cell with several ends says nothing of each
    both = pd.DataFrame({"key": ends, "value": column.codes[made.row]})[alone].drop_duplicates()
    if "" in column.distinct:
        both = both[both["value"] != column.distinct.index("")]
    twice = both["key"].duplicated(keep=False)
    found = {made.keys[k]: column.distinct[v] for k, v in _rows(both[~twice])}
    for key in dict.fromkeys(both.loc[twice, "key"].tolist()):
        values = [column.distinct[v] for v in both.loc[both["key"] == key, "value"][:4].tolist()]
        report.unmatched.append(
            Unmatched(role.replace("_", " "), made.keys[key], int((ends == key).sum()),
                      plan.table.name, f"its rows say {', '.join(values)}",
                      "Make them the same in the file, or name a file with the nodes (--nodes).")
        )  # fmt: skip
    return found


def _rows(frame: pd.DataFrame) -> Iterable[tuple[int, int]]:
    return zip(frame["key"].tolist(), frame["value"].tolist(), strict=True)
