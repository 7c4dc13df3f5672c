"""What the columns of the files are taken for: said by a person, named by headings, or guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

from dashboard.imports import roles as words
from dashboard.imports.ends import Ends, guess_ends
from dashboard.imports.options import NODE_ROLES, ROLES, Options
from dashboard.imports.profile import Column, columns_of
from dashboard.imports.roles import key, numbered
from dashboard.imports.tables import CannotImportError, Table
from dashboard.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KINDS = {kind.id for kind in KINDS}


@dataclass
class Plan:
    """A table with what its columns are taken for.

    Attributes:
        table: the rows.
        columns: its columns by name.
        roles: role to the name of a column.
        ends: the two ends, of a table of edges.
        said: how each was chosen, in sentences.
    """

    table: Table
    columns: dict[str, Column]
    roles: dict[str, str] = field(default_factory=dict)
    ends: Ends | None = None
    said: list[str] = field(default_factory=list)

    def column(self, role: str) -> Column | None:
        """The column that has a role."""
        return self.columns.get(self.roles.get(role, ""))


def plan_of(table: Table, options: Options) -> Plan:
    """A table with the profile of each column, and what the file or a person says of them."""
    columns = columns_of(table.frame, sheet=table.shape.kind == "spreadsheet",
                         day_first=options.day_first)  # fmt: skip
    return Plan(table, columns, dict(table.roles))


def named_column(plan: Plan, wanted: str, role: str) -> str:
    """The column of a name, of a heading that compares the same, or of a number from 1.

    Raises:
        CannotImportError: there is none; it says which there are.
    """
    if wanted in plan.columns:
        return wanted
    alike = [name for name in plan.columns if key(name) == key(wanted)]
    if alike:
        return alike[0]
    if wanted.isdigit() and 1 <= int(wanted) <= len(plan.columns):
        return [*plan.columns][int(wanted) - 1]
    known = ", ".join(f'"{name}"' for name in plan.columns)
    option = "--" + role.replace("_", "-")
    raise CannotImportError(
        f'{plan.table.name} has no column "{wanted}" ({option}). Its columns are: {known}.'
    )


def set_ends(plan: Plan, options: Options) -> bool:
    """Choose the ends of a table: as said, as the format says, or as guessed."""
    said = {s: options.columns.get(s) for s in ("source", "target")}
    chosen = {s: named_column(plan, name, s) for s, name in said.items() if name}
    if len(chosen) == 2:
        source, target = chosen["source"], chosen["target"]
        known = [e for e in guess_ends(plan.columns) if (e.source, e.target) == (source, target)]
        label, directed = (known[0].label, known[0].directed) if known else ("is tied to", True)
        plan.ends = Ends(source, target, 2.0, label, directed, "as was said")
    elif not chosen and {"source", "target"} <= {*plan.roles}:
        plan.ends = Ends(plan.roles["source"], plan.roles["target"], 2.0, why="as the format says")
    else:
        fitting = [e for e in guess_ends(plan.columns)
                   if all(getattr(e, s) == name for s, name in chosen.items())]  # fmt: skip
        plan.ends = fitting[0] if fitting else None
        if plan.ends and not chosen:
            plan.ends = _by_code(plan.ends, fitting, plan)
    if plan.ends:
        plan.roles |= {"source": plan.ends.source, "target": plan.ends.target}
    return plan.ends is not None


def _by_code(best: Ends, others: list[Ends], plan: Plan) -> Ends:
    """The pair of ids beside a pair of names, for two people may share a name."""
    common = numbered(best.source, best.target)
    if common is None or "name" not in words.words_of(common[0]):
        return best
    for other in others:
        found = numbered(other.source, other.target)
        blank = plan.columns[other.source].blank + plan.columns[other.target].blank
        if found and {"id", "code", "key"} & words.words_of(found[0]) and not blank:
            return other
    return best


def set_roles(plan: Plan, options: Options) -> None:
    """What the other columns of a table of edges are."""
    taken = {plan.roles["source"], plan.roles["target"]}
    given = {
        r: v for r, v in options.columns.items() if r in ROLES and r not in ("source", "target")
    }
    for role, name in given.items():
        plan.roles.pop(role, None)
        if name:
            plan.roles[role] = named_column(plan, name, role)
            taken.add(plan.roles[role])
    free = [c for name, c in plan.columns.items() if name not in taken]
    _set_sides(plan, free, given)
    free = [c for c in free if c.name not in plan.roles.values()]
    for column in (c for c in free if key(c.name) == "type" and is_direction(c)):
        plan.table.directed = any(value.casefold() == "directed" for value in column.given)
    for role, choose in (("relation", _relation), ("cited", _cited)):
        if role not in given and (found := choose(free)):
            plan.roles[role] = found.name
            free = [c for c in free if c is not found]
    if not {"start", "end", "year"} & {*given}:
        _set_dates(plan, free)


_SIDE_ATTRIBUTES = (("country", words.COUNTRY), ("lat", words.LAT), ("lon", words.LON),
                    ("name", words.NODE_NAME))  # fmt: skip


def _set_sides(plan: Plan, free: Iterable[Column], given: Mapping[str, str]) -> None:
    """Columns that say something of one end: `origin_country`, `lat_2`, `Donor Country`."""
    free = [*free]
    turned = numbered(plan.roles["target"], plan.roles["source"]) is not None
    sides = ("target", "source") if turned else ("source", "target")
    for a, b in permutations([c.name for c in free], 2):
        common = numbered(a, b)
        for attribute, known in _SIDE_ATTRIBUTES if common else ():
            if common and words.words_of(common[0]) & known:
                for side, name in zip(sides, (a, b), strict=True):
                    if f"{side}_{attribute}" not in given:
                        plan.roles.setdefault(f"{side}_{attribute}", name)
    for side in ("source", "target"):
        head = key(plan.roles[side])
        for column in free:
            rest = key(column.name).removeprefix(head) if head else ""
            for attribute, known in _SIDE_ATTRIBUTES:
                fits = rest != key(column.name) and rest in known
                if fits and f"{side}_{attribute}" not in given:
                    plan.roles.setdefault(f"{side}_{attribute}", column.name)
    for side in ("source", "target"):  # half a coordinate is none
        if (f"{side}_lat" in plan.roles) != (f"{side}_lon" in plan.roles):
            plan.roles.pop(f"{side}_lat", None)
            plan.roles.pop(f"{side}_lon", None)


def _relation(free: list[Column]) -> Column | None:
    for column in (c for c in free if not is_direction(c)):
        few = len(column.given) <= max(60, 0.2 * len(column.codes))
        if key(column.name) in words.RELATION and column.names and few and column.numeric < 0.5:
            return column
    return None


_LINKS = re.compile(r"url|link|lien|href|webpage|链接|ссылка")
"""Headings of columns that must hold addresses to be citations."""


def _cited(free: list[Column]) -> Column | None:
    """The column of sources: a heading that says so, with links first; or links under any name."""
    named = [c for c in free if key(c.name) in words.CITED and c.given and c.numeric < 0.5]
    named.sort(key=lambda c: (c.links < 0.3, c.blank))
    for column in named:
        if column.links >= 0.3 or not _LINKS.search(key(column.name)):
            return column
    plain = [c for c in free if c.links > 0.6 and c.blank < 0.9 and not _of_a_thing(c.name)]
    return plain[0] if len(plain) == 1 else None


def _of_a_thing(heading: str) -> bool:
    """Whether links under a heading lead to the thing itself, and not to who says it."""
    return bool(re.search(r"geojson|image|img|photo|logo|download|viz|icon|api|homepage|website",
                          key(heading)))  # fmt: skip


def _set_dates(plan: Plan, free: list[Column]) -> None:
    """The date of an edge: the column that says so best and is filled most; its end beside it."""
    scored = [(score, c) for c in free if (score := _date_score(c)) > 0]
    if not scored:
        return
    best = max(scored, key=lambda pair: pair[0])[1]
    heading = key(best.name)
    begins = re.search(r"st(art)?|begin", heading)
    role = "year" if heading in words.YEAR or ("year" in heading and not begins) else "start"
    plan.roles[role] = best.name
    if role == "start" or key(best.name) in ("syear", "styear"):
        for column in free:
            common = _start_and_end(best.name, column.name)
            if column is not best and common and column.given and column.dates.share > 0.6:
                plan.roles["end"] = column.name
                return


_STARTS = (("start", "end"), ("begin", "end"), ("from", "to"), ("since", "until"), ("st", "end"),
           ("beginn", "ende"), ("debut", "fin"), ("inicio", "fin"), ("inizio", "fine"),
           ("开始", "结束"), ("founded", "dissolved"), ("start", "completion"), ("s", "e"),
           ("start", "finish"))  # fmt: skip


def _start_and_end(first: str, second: str) -> bool:
    a, b = key(first), key(second)
    return any(s in a and a.replace(s, e, 1) == b for s, e in _STARTS)


def _date_score(column: Column) -> float:
    """How surely a column dates the edges, from 0 to about 1, less where it is often blank."""
    heading = key(column.name)
    parts = re.findall(r"[^\W\d_]+", column.name.lower())
    if not column.given or column.dated < 0.6:
        return 0.0
    if heading in words.YEAR:
        named = 1.0
    elif heading in words.START:
        named = 0.95
    elif {"year", "jahr", "date", "datum"} & {*parts} or re.search(r"(year|date|jahr)$", heading):
        ends = re.search(r"end|compl|until|finish|clos|birth|updat|modif|creat|access", heading)
        named = 0.25 if ends else 0.7
    elif heading in words.END or heading in ("end", "to"):
        return 0.0
    elif (column.numeric < 0.5 and column.dates.share > 0.95) or _dates_without_heading(column):
        named = 0.4
    else:
        return 0.0
    return named - 0.5 * column.blank if column.dates.share > 0.5 else 0.0


def _dates_without_heading(column: Column) -> bool:
    """Years of the last two centuries, or seconds since 1970, in a file without a header."""
    return words.is_unnamed(column.name) and all(
        re.fullmatch(r"1[89]\d\d|20\d\d|[19]\d{8}|1\d{9}", value) for value in column.given
    )


def is_direction(column: Column) -> bool:
    """Whether a column says of each edge if it has a direction, as Gephi writes it."""
    return bool(column.given) and {v.casefold() for v in column.given[:9]} <= {
        "directed", "undirected", "mutual",
    }  # fmt: skip


def kinds_fit(column: Column) -> bool:
    """Whether a column holds our kinds of node."""
    return bool(column.given) and {*column.given} <= _KINDS


def node_names(given: Mapping[str, str]) -> dict[str, str]:
    """The roles of the node table that were said."""
    return {role: name for role, name in given.items() if role in NODE_ROLES}
