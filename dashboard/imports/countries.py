"""Countries as lists write them, to ISO 3166-1 alpha-2: names and five systems of codes.

The system is found from a whole column, never value by value: `AUS` is Australia in ISO 3166 and
Austria in the Correlates of War. Names and ISO codes are pycountry's; what it lacks stands in
`codes.csv`, where a blank `iso2` is a state that no country of today stands for.
"""

from __future__ import annotations

import csv
import gettext
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pycountry

from dashboard import geo
from dashboard.imports.roles import COUNTRY, key
from dashboard.model import searchable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CODES = Path(__file__).with_name("codes.csv")
SYSTEMS = {
    "name": "names",
    "iso2": "ISO 3166-1 alpha-2 codes",
    "iso3": "ISO 3166-1 alpha-3 codes",
    "iso-number": "ISO 3166-1 numbers",
    "cow-letters": "Correlates of War letters",
    "cow-number": "Correlates of War numbers",
    "ioc": "Olympic codes",
}
_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh_CN", "zh_TW", "ja", "ko", "ar",
              "tr", "sv", "el", "cs")  # fmt: skip
_COW = re.compile(r"cow|ccode|state(no|ab|abb|nme|\d)|^state")
_SOME = 1000
_NUMBERS = ("iso-number", "cow-number")


class Reading(NamedTuple):
    """How a column of countries is read.

    Attributes:
        system: one of SYSTEMS.
        codes: value to ISO alpha-2; blank where it is known to be no country of today.
        unknown: values that are not in the system.
        said: what a person should know of the choice.
    """

    system: str
    codes: dict[str, str]
    unknown: tuple[str, ...]
    said: str = ""


def read_countries(
    values: Collection[str], heading: str, system: str = "", given: Mapping[str, str] | None = None
) -> Reading | None:
    """Read the distinct values of a column as countries, or `None` if they are none.

    Args:
        values: its distinct values, without the blank one.
        heading: its name; it decides whether a few matches are enough.
        system: one of SYSTEMS, if it was said.
        given: what the curator says of single values; it goes first.
    """
    given = given or {}
    asked = [value for value in values if value and value not in given]
    if not asked:
        return Reading("name", {v: given[v] for v in values if v in given}, ()) if values else None
    systems = [system] if system else [*SYSTEMS]
    if len(asked) > 2 * _SOME:  # more than there are countries: judged by some of them first
        some = asked[:_SOME]
        systems = [name for name in systems if system or len(_read(name, some)) > 0.3 * _SOME]
        if not systems:
            return None
    readings = {name: _read(name, asked) for name in systems}
    shares = {name: len(codes) / len(asked) for name, codes in readings.items()}
    best = max(
        shares, key=lambda name: (shares[name] + _hint(name, heading), -[*SYSTEMS].index(name))
    )
    if not system and not _enough(best, shares[best], asked, heading):
        return None
    codes = {**readings[best], **{v: given[v] for v in values if v in given}}
    unknown = tuple(value for value in asked if value not in readings[best])
    return Reading(best, codes, unknown, _doubt(best, shares, readings))


def _enough(system: str, share: float, values: Collection[str], heading: str) -> bool:
    """Whether a column holds countries: a heading that says so needs fewer matches."""
    named = says_country(heading)
    if system in _NUMBERS:
        return named and share >= 0.8
    if system == "iso2":  # so many other codes have two letters: states, languages, airlines
        return (named and key(heading) != "state" and share >= 0.5) or (
            share == 1 and len(values) >= 30
        )
    if system == "name":
        return share >= (0.4 if named else 0.7) and (named or len(values) > 1 or share == 1)
    return share >= (0.6 if named else 0.9) and (named or len(values) >= 5)


def says_country(heading: str) -> bool:
    """Whether a heading names countries: `country`, `Donor Country`, `state1no`, `iso_o`."""
    bare = re.sub(r"(\d+|[_ -][abijod])(?=[a-z]*$)", "", searchable(heading))
    words = {*re.findall(r"[^\W\d_]+", searchable(heading)), key(heading), key(bare)}
    return bool(words & COUNTRY) or bool(re.search(r"country|ccode|iso3|iso2|cow", key(heading)))


def _hint(system: str, heading: str) -> float:
    if system.startswith("cow") and _COW.search(key(heading)):
        return 0.03
    return 0.03 if system.startswith("iso") and "iso" in key(heading) else 0.0


def _doubt(
    best: str, shares: Mapping[str, float], readings: Mapping[str, Mapping[str, str]]
) -> str:
    """Another system that reads as many values, and some of them as other countries."""
    for other, share in shares.items():
        if other == best or share < shares[best] - 0.02:
            continue
        differs = [v for v, code in readings[best].items()
                   if readings[other].get(v, code) != code]  # fmt: skip
        if differs:
            example = differs[0]
            return (
                f'{SYSTEMS[other]} would fit as well: there "{example}" is '
                f"{readings[other][example] or 'no country of today'} and not "
                f"{readings[best][example] or 'none'} (--country-codes {other})."
            )
    return ""


def _read(system: str, values: Collection[str]) -> dict[str, str]:
    table = _table(system)
    if system == "name":
        found = {v: table[folded] for v in values if (folded := fold(v)) in table}
        if len(found) < len(values):
            more = _translated()
            found |= {v: more[f] for v in values if v not in found and (f := fold(v)) in more}
        return found
    if system in _NUMBERS:
        return {v: table[n] for v in values if (n := v.lstrip("0")) in table}
    return {v: table[v.upper()] for v in values if v.upper() in table}


def fold(name: str) -> str:
    """A country's name as it is compared: without case, accents, marks and articles."""
    plain = searchable(name).replace("&", " and ").replace("'", "")
    words = re.findall(r"\w+", plain)
    words = ["saint" if w in ("st", "ste") else "islands" if w == "is" else w for w in words]
    return " ".join(w for w in words if w != "the")


@lru_cache(maxsize=8)
def _table(system: str) -> dict[str, str]:
    """Code, or folded name, to ISO alpha-2."""
    own = _own()
    known = geo.country_names()
    countries = [c for c in pycountry.countries if c.alpha_2 in known]
    match system:
        case "iso2":
            return {code: code for code in known} | {"UK": "GB", "EL": "GR"}
        case "iso3":
            return {c.alpha_3: c.alpha_2 for c in countries} | {"XKX": "XK", "UNK": "XK"}
        case "iso-number":
            return {c.numeric.lstrip("0"): c.alpha_2 for c in countries}
        case "ioc":
            codes = {c.alpha_3: c.alpha_2 for c in countries}
            changed = set(own["ioc"].values())
            return {c: i for c, i in codes.items() if i not in changed} | own["ioc"]
        case "name":
            names = {fold(n): code for code, n in known.items()}
            for c in countries:
                for form in (
                    c.name,
                    getattr(c, "official_name", ""),
                    getattr(c, "common_name", ""),
                ):
                    names.setdefault(fold(form), c.alpha_2)
            names.pop("", None)
            return names | {fold(n): code for n, code in own["name"].items()}
        case _:
            return own[system]


@lru_cache(maxsize=1)
def _own() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {name: {} for name in SYSTEMS}
    with CODES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["system"]][row["code"]] = row["iso2"]
    return found


@lru_cache(maxsize=1)
def _translated() -> dict[str, str]:
    """Folded names in other languages; a name that two countries share is left out."""
    found: dict[str, str] = {}
    twice = set()
    for language in _LANGUAGES:
        words = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
        for country in pycountry.countries:
            for form in (country.name, getattr(country, "common_name", "")):
                name = fold(words.gettext(form)) if form else ""
                if name and found.setdefault(name, country.alpha_2) != country.alpha_2:
                    twice.add(name)
    return {name: code for name, code in found.items() if name not in twice}
