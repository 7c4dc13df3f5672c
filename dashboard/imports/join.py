"""The file with the nodes: which it is, which of its columns joins, and what the others say."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dashboard.imports import roles as words
from dashboard.imports.countries import read_countries, says_country
from dashboard.imports.plan import Plan, kinds_fit, named_column, node_names
from dashboard.imports.roles import key

if TYPE_CHECKING:
    from collections.abc import Set

    from dashboard.imports.options import Options
    from dashboard.imports.profile import Column

_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Joined:
    """A column of nodes that ends are found in, and the share of the ends that it holds."""

    column: str
    share: float
    unique: float


class Keys(NamedTuple):
    """What stands at ends: plain cells, and those that may hold several values with their parts."""

    plain: set[str]
    several: dict[str, list[str]]

    def of(self, known: Set[str]) -> set[str]:
        """The ends, where a cell that is itself known is not taken apart."""
        more = (part for cell, parts in self.several.items()
                for part in ([cell] if cell in known else parts))  # fmt: skip
        return {*self.plain, *more} if self.several else self.plain


def joining(keys: Keys, plan: Plan) -> Joined | None:
    """The column that holds most of the ends; of two, the one with fewer repeats.

    Values are compared as text: "096" is not 96.
    """
    best: Joined | None = None
    for column in plan.columns.values():
        values = {*column.given}
        wanted = keys.of(values)
        if not values or not wanted:
            continue
        found = Joined(column.name, len(wanted & values) / len(wanted),
                       len(values) / max(len(column.codes) * (1 - column.blank), 1))  # fmt: skip
        if best is None or (round(found.share, 2), found.unique) > (
            round(best.share, 2),
            best.unique,
        ):
            best = found
    return best


def is_node_table(joined: Joined | None) -> bool:
    """Whether a table says something of most ends, and of each about once."""
    return joined is not None and joined.share >= _ENOUGH and joined.unique >= 0.4


def set_node_roles(plan: Plan, keys: Keys, options: Options) -> Joined | None:
    """Choose what each column of the node table is."""
    given = node_names(options.columns)
    for role, name in given.items():
        plan.roles.pop(role, None)
        if name:
            plan.roles[role] = named_column(plan, name, role)
    if "node_id" not in plan.roles:
        found = joining(keys, plan)
        if found is None:
            return None
        plan.roles["node_id"] = found.column
    of_id = plan.columns[plan.roles["node_id"]]
    taken = {*plan.roles.values()}
    free = [c for c in plan.columns.values() if c.name not in taken and c.given]
    if "node_name" not in given and "node_name" not in plan.roles:
        plan.roles["node_name"] = _name(free, of_id)
    free = [c for c in free if c.name != plan.roles.get("node_name")]
    if not {"node_lat", "node_lon"} & {*given}:
        _set_coordinates(plan, free)
    if "node_country" not in given and (country := _country(plan, free, options)):
        plan.roles["node_country"] = country
    for role, known in (("node_place", words.PLACE), ("node_kind", words.KIND)):
        for column in free:
            fits = key(column.name) in known and (role == "node_place" or kinds_fit(column))
            if role not in given and fits:
                plan.roles.setdefault(role, column.name)
    held = {*of_id.given}
    wanted = keys.of(held)
    share = len(held & wanted) / len(wanted) if wanted else 0.0
    return Joined(of_id.name, share, len(held) / max(len(of_id.codes), 1))


def _name(free: list[Column], of_id: Column) -> str:
    """The column with names: a heading that says so, else the most telling text; else the id's."""
    named = [c for c in free
             if key(c.name) in words.NODE_NAME and c.numeric < 0.5 and c.blank < 0.5]  # fmt: skip
    if named:  # of several, such as a name and a label that groups, the one that tells most apart
        return max(named, key=lambda c: len(c.given)).name
    if any(not words.is_unnamed(c.name) for c in free):
        return of_id.name
    texts = [
        c for c in free
        if c.numeric < 0.2 and c.links < 0.2 and 3 <= c.length <= 60
        and len(c.given) > 0.5 * len(c.codes)
    ]  # fmt: skip
    return max(texts, key=lambda c: c.length).name if texts else of_id.name


def _set_coordinates(plan: Plan, free: list[Column]) -> None:
    """Latitude and longitude by their headings, else two columns of degrees side by side."""
    for role, known in (("node_lat", words.LAT), ("node_lon", words.LON)):
        for column in free:
            parts = {key(column.name), *map(key, re.split(r"[\s_.\-]+", column.name))}
            if parts & known and is_degrees(column, 180):
                plan.roles.setdefault(role, column.name)
    if {"node_lat", "node_lon"} <= {*plan.roles}:
        return
    plan.roles.pop("node_lat", None)
    plan.roles.pop("node_lon", None)
    order = [*plan.columns.values()]
    for lat, lon in itertools.pairwise(order):
        unnamed = all(words.is_unnamed(c.name) for c in (lat, lon))
        if (
            unnamed
            and _decimals(lat)
            and _decimals(lon)
            and is_degrees(lat, 90)
            and is_degrees(lon, 180)
        ):
            plan.roles |= {"node_lat": lat.name, "node_lon": lon.name}
            return


def _decimals(column: Column) -> bool:
    sample = column.given[:1000]
    fine = sum(1 for v in sample if re.fullmatch(r"-?\d{1,3}\.\d{3,}", v))
    return len(sample) > 2 and fine > 0.6 * len(sample)


def is_degrees(column: Column, limit: float) -> bool:
    """Whether most values of a column are numbers of degrees."""
    sample = column.given[:1000]
    numbers = [n for v in sample if (n := degrees(v)) is not None]
    return len(numbers) > 0.8 * len(sample) and sum(abs(n) <= limit for n in numbers) > 0.8 * len(
        numbers
    )


_DMS = re.compile(
    r"(\d{1,3})\s*[°º]\s*(?:(\d{1,2})\s*['′’]\s*)?"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|'')\s*)?([NSEWO])",
    re.IGNORECASE,
)  # fmt: skip


def degrees(text: str) -> float | None:
    """A number of degrees, with point or comma, or as 48°51'24"N; `None` if it is none."""
    plain = text.strip().replace("\u2212", "-")
    if re.fullmatch(r"[-+]?\d+([.,]\d+)?([eE][-+]?\d+)?", plain):
        number = float(plain.replace(",", "."))
        return number if np.isfinite(number) else None
    if m := _DMS.fullmatch(plain):
        number = int(m[1]) + int(m[2] or 0) / 60 + float(m[3] or 0) / 3600
        return -number if m[4].upper() in "SWO" else number
    return None


def _country(plan: Plan, free: list[Column], options: Options) -> str:
    """The column with countries, if any: one that says so first; the names of nodes last."""

    def rank(column: Column) -> tuple[bool, bool]:
        return key(column.name) != "country", not says_country(column.name)

    ids = [plan.columns[plan.roles[r]] for r in ("node_name", "node_id") if r in plan.roles]
    numbers = {plan.roles.get("node_lat"), plan.roles.get("node_lon")}
    for column in [*sorted((c for c in free if c.name not in numbers), key=rank), *ids]:
        asked = column.given[:2000]
        if read_countries(asked, column.name, options.country_codes, options.countries):
            return column.name
    return ""
