"""A slow second implementation of what a selection keeps and counts, in plain Python over rows.

It shares nothing with `dashboard.selection` but the Selection itself: dates are compared as text,
words are looked for in names and cells, filters are a chain of `if`.
"""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING, Any

from dashboard.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.model import Dataset

Row = dict[str, Any]

SEARCHED = ("id", "relation_label", "statement", "opens", "closes", "quantity", "note",
            "document_title", "publisher", "voice_name")  # fmt: skip
FACETS = ("country", "family", "relation", "list", "document", "paper", "status", "modality",
          "kind")  # fmt: skip


def rows_of(dataset: Dataset) -> list[Row]:
    """The claims as dicts, with their text in `hay`."""
    rows = [{str(k): v for k, v in row.items()} for row in dataset.edges.to_dict("records")]
    for row in rows:
        ends = [dataset.nodes[row["source"]], dataset.nodes[row["target"]]]
        names = [n for node in ends for n in (node.name, *node.aliases)]
        cells = [row[column] for column in SEARCHED]
        row["hay"] = plain("\n".join([*names, *cells]))
    return rows


def plain(text: str) -> str:
    """Lower case, no accents, straight quotes; by character, not by table."""
    found = []
    for letter in unicodedata.normalize("NFKD", text).casefold():
        name = unicodedata.name(letter, "")
        if name.startswith("COMBINING"):
            continue
        if " WITH STROKE" in name:
            letter = name.removeprefix("LATIN SMALL LETTER ")[0].lower()  # noqa: PLW2901
        if "SINGLE QUOTATION MARK" in name:
            letter = "'"  # noqa: PLW2901
        if "DOUBLE QUOTATION MARK" in name:
            letter = '"'  # noqa: PLW2901
        if name in ("EN DASH", "EM DASH", "HYPHEN", "MINUS SIGN"):
            letter = "-"  # noqa: PLW2901
        found.append(letter)
    return "".join(found)


def values(row: Row, facet: str) -> set[str]:
    """The values of a facet that a claim has; a value at both ends is there once."""
    if facet in ("country", "kind"):
        return {row[f"source_{facet}"], row[f"target_{facet}"]} - {""}
    return {row["claim_status" if facet == "status" else facet]} - {""}


def terms(q: str) -> list[str]:
    """Words, and phrases in double quotes; a quote that is not closed means nothing."""
    parts = plain(q).split('"')
    found = []
    for place, part in enumerate(parts):
        quoted = place % 2 == 1 and place < len(parts) - 1
        found += [part] if quoted else part.split()
    return [term for term in found if term]


def passes(row: Row, selection: Selection, name: str) -> bool:
    """Whether a claim passes one filter."""
    if name in FACETS or name in dict(selection.own):
        chosen = selection.values(name)
        return not chosen or bool(values(row, name) & set(chosen))
    if name == "undated":
        return {"1": True, "0": row["dated"], "only": not row["dated"]}[selection.undated]
    if name == "context":
        context = row["layer"] == "context"
        return {"1": True, "0": not context, "only": context}[selection.context]
    if name == "q":
        return all(term in row["hay"] for term in terms(selection.q))
    return not row["dated"] or overlaps(row, selection)


def overlaps(row: Row, selection: Selection) -> bool:
    """Whether the claim's days meet the bounds; both as text, `20170503`."""
    first = selection.first.replace("-", "").ljust(8, "0")
    last = selection.last.replace("-", "").ljust(8, "9")
    earliest, latest = f"{row['earliest']:08}", f"{row['latest']:08}"
    after = not selection.first or latest >= first
    return after and (not selection.last or earliest <= last)


FILTERS = (*FACETS, "years", "undated", "context", "q")


def kept(rows: list[Row], selection: Selection, but: str = "") -> list[Row]:
    """The claims that pass every filter, or all but one."""
    names = [name for name in (*FILTERS, *dict(selection.own)) if name != but]
    return [row for row in rows if all(passes(row, selection, name) for name in names)]


def counts(rows: list[Row], selection: Selection, facet: str) -> dict[str, int]:
    """From value to claims under all other filters."""
    found: dict[str, int] = {}
    for row in kept(rows, selection, but=facet):
        for value in values(row, facet):
            found[value] = found.get(value, 0) + 1
    return found


YEARS = ("1990", "1992", "1999", "2004-07", "2006", "2016", "2017", "2017-05", "2017-05-03",
         "2017-06-30", "2018", "2018-12-31", "2019", "2020", "2030")  # fmt: skip
WORDS = ("the", "of", "Łódź", "lodz", "NINO", "niño", '"the firm"', "“the firm”", "Traders'",
         "traders’", "柳州", "re-post", "zzz", "office", '"office of"', '"open', "letter",
         "delegation", "chamber", '""', '"', "- ,")  # fmt: skip


def selections(dataset: Dataset, seed: int, count: int) -> Iterator[Selection]:
    """Random selections over all keys; most keys are left alone in each."""
    chance = random.Random(seed)
    rows = rows_of(dataset)
    known = {facet: sorted({v for row in rows for v in values(row, facet)}) for facet in FACETS}
    known["country"].append("FJ")  # a country without claims
    own = {
        field.facet: sorted({v for row in rows for v in values(row, field.facet)})
        for field in dataset.extra.get("edges", ())
        if field.facet
    }
    for _ in range(count):
        filters: dict[str, Any] = {}
        for facet in chance.sample(FACETS, chance.choice((0, 0, 1, 1, 2, 3, 8))):
            some = min(chance.choice((1, 1, 2, 5)), len(known[facet]))
            filters[facet] = tuple(chance.sample(known[facet], some))
        bounds = sorted(chance.sample(YEARS, 2))
        for name, bound in zip(("first", "last"), bounds, strict=True):
            if chance.random() < 0.3:
                filters[name] = bound
        if chance.random() < 0.4:
            filters["undated"] = chance.choice(("0", "1", "only"))
        if chance.random() < 0.5:
            filters["context"] = chance.choice(("0", "1", "only"))
        if chance.random() < 0.3:
            filters["q"] = " ".join(chance.sample(WORDS, chance.choice((1, 1, 2))))
        if chance.random() < 0.2:
            filters["focus"] = chance.choice((rows[0]["id"], rows[0]["source"]))
        if chance.random() < 0.3:
            filters["view"] = chance.choice(("network", "map", "timeline", "table"))
        if own and chance.random() < 0.5:
            facet = chance.choice(sorted(own))
            filters["own"] = ((facet, tuple(chance.sample(own[facet], 2))),)
        yield Selection(**filters)
