"""Towns without coordinates: found by name and country together, never by name alone."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.imports.countries import fold
from dashboard.imports.join import degrees
from dashboard.imports.report import Report, Unmatched
from dashboard.imports.tables import CannotImportError
from dashboard.load import bundled
from dashboard.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.imports.facts import Facts

_SAID = "the mapping of the import"
_KNOWN = "the places of Sourceline, checked by hand"
_FIX = 'Add `"{}, {}": "LAT, LON"` under places in data/mapping.yaml.'


def towns_of(
    keys: Iterable[str], facts: Facts, said: Mapping[str, str], report: Report
) -> dict[str, Place]:
    """The places of nodes that have a town and a country but no coordinates.

    Args:
        keys: the nodes without coordinates.
        facts: their towns and countries.
        said: what the curator says: `Toledo, ES` to `39.86, -4.02`.
        report: receives the towns that are not known, each once.

    Raises:
        CannotImportError: what the curator says is no place.
    """
    given = dict(_said(*item) for item in said.items())
    found: dict[str, Place] = {}
    missing: dict[tuple[str, str], int] = {}
    for key in keys:
        town, country = facts.town.get(key, ""), facts.country.get(key, "")
        if not town or not country or key in facts.is_country:
            continue
        where = fold(town), country
        if place := given.get(where) or _gazetteer().get(where):
            found[key] = place
        else:
            missing[town, country] = missing.get((town, country), 0) + 1
    for (town, country), count in missing.items():
        report.unmatched.append(
            Unmatched("place", f"{town}, {country}", count, "", "no coordinates are known",
                      _FIX.format(town, country))
        )  # fmt: skip
    return found


def _said(name: str, where: str) -> tuple[tuple[str, str], Place]:
    named = re.fullmatch(r"(.+),\s*([A-Z]{2})", name.strip())
    spot = re.fullmatch(r"\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*", where)
    lat, lon = (degrees(spot[1]), degrees(spot[2])) if spot else (None, None)
    if not named or lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        raise CannotImportError(
            f'data/mapping.yaml, places: "{name}": "{where}" is no place. Write "Toledo, ES": '
            '"39.86, -4.02".'
        )
    return (fold(named[1]), named[2]), _place(named[1], named[2], lat, lon, "city", _SAID)


def _place(
    name: str, country: str, lat: float, lon: float, precision: str, basis: str
) -> Place:  # fmt: skip
    bare = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "town"
    return Place(f"town.{bare}-{country.lower()}", name, country, lat, lon, precision, basis)


@lru_cache(maxsize=1)
def _gazetteer() -> dict[tuple[str, str], Place]:
    """The cities and regions of the bundled data set, by folded name and country."""
    text = (bundled() / "data" / "places.csv").read_text(encoding="utf-8-sig")
    return {
        (fold(row["name"]), row["country"]): _place(
            row["name"],
            row["country"],
            float(row["lat"]),
            float(row["lon"]),
            row["precision"],
            _KNOWN,
        )
        for row in csv.DictReader(text.splitlines())
    }
