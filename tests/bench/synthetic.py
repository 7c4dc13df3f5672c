"""Lists of any size with the shape of real ones: few nodes with many claims, many with few.

Everything is drawn at once with a fixed seed, so a number of edges is always the same list.
`python -m tests.bench.synthetic 1000000 list.parquet` writes one as `sourceline serve` opens it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard import geo
from dashboard.model import (
    EDGE_FIELDS,
    KINDS,
    LIST_FIELDS,
    MODALITIES,
    OWN,
    STATUSES,
    About,
    Dataset,
    Document,
    Field,
    Node,
    Paper,
    Place,
    Relation,
    searchable,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

NODES = 12
"""Nodes for each root of the number of edges: 12,000 for a million."""
CHANNEL = f"{OWN}channel"
_LANDS = (
    *[
        "CN",
        "US",
        "RU",
        "DE",
        "GR",
        "ES",
        "GB",
        "FR",
        "AU",
        "CA",
        "PL",
        "IT",
        "BR",
        "EC",
        "NA",
        "ZA",
        "KE",
        "IN",
        "JP",
        "KR",
    ],
    "",
)
_TOWNS = ("Łódź", "Niño", "柳州", "Toledo", "New Harbour", "“Blue” Bay", "Ma'anshan", "São Luís")
_KINDS = tuple(choice.id for choice in KINDS)
_STATUSES = tuple(choice.id for choice in STATUSES)
_MODES = tuple(choice.id for choice in MODALITIES)
_FAMILIES = ("visits", "trade", "posts", "gifts", "press", "study")


def _skewed(chance: np.random.Generator, kinds: int, count: int, power: float = 1.0) -> Codes:
    """`count` numbers below `kinds`; the k-th is drawn in proportion to `1 / (k + 3) ** power`."""
    weights = np.cumsum(1 / np.arange(4, kinds + 4) ** power)
    drawn: Codes = np.searchsorted(weights, chance.random(count) * weights[-1]).astype(np.int64)
    return drawn


def _nodes(chance: np.random.Generator, count: int) -> list[Node]:
    lands = _skewed(chance, len(_LANDS), count)
    kinds = _skewed(chance, len(_KINDS), count, 0.5)
    towns = chance.integers(0, len(_TOWNS), count)
    placed = chance.random(count) < 0.85
    nodes = []
    for i in range(count):
        land, town = _LANDS[lands[i]], _TOWNS[towns[i]]
        nodes.append(Node(
            id=f"n{i:07}", name=f"{_KINDS[kinds[i]].capitalize()} {i} of {town}",
            kind=_KINDS[kinds[i]], country=land,
            place=f"{land.lower()}-{towns[i]}" if land and placed[i] else "",
            place_basis="text", aliases=(f"Nr {i}",) if i % 7 == 0 else (),
        ))  # fmt: skip
    return nodes


def _places() -> dict[str, Place]:
    found = {}
    for i, land in enumerate(filter(None, _LANDS)):
        for j, town in enumerate(_TOWNS):
            name = f"{land.lower()}-{j}"
            found[name] = Place(name, town, land, 60 - 6 * i + j, 17 * i - 160 + j, "city", "made")
    return found


def _documents(count: int) -> dict[str, Document]:
    return {
        f"d{i:05}": Document(
            id=f"d{i:05}", title=f"Report {i}", short=f"Report {i}", publisher=f"Press {i % 9}",
            url=f"https://example.org/{i}", kind="report", reliability="C",
            reliability_rationale="made", published="2020",
            papers=(Paper(f"p{i:05}", f"Letter {i}"),),
        )
        for i in range(count)
    }  # fmt: skip


def synthetic(edges: int, seed: int = 1) -> Dataset:
    """A list of `edges` claims between about `12 * sqrt(edges)` nodes, as it is after loading."""
    chance = np.random.default_rng(seed)
    nodes = _nodes(chance, max(4, int(NODES * edges**0.5)))
    families = {f"r{i:02}": _FAMILIES[i % len(_FAMILIES)] for i in range(24)}
    relations = {
        r: Relation(r, f"tied {r} to", f"was tied {r} by", family, "made")
        for r, family in families.items()
    }
    documents = _documents(max(2, int(edges**0.5 / 8)))
    own = Field(CHANNEL, "text", "Channel", "Where it was seen.", facet=CHANNEL)
    return Dataset(
        about=About("synthetic", "A synthetic list", profile="list",
                    list_titles={"one": "List one", "two": "List two"}),
        edges=_frame(chance, edges, nodes, list(relations.values()), list(documents.values())),
        nodes={node.id: node for node in nodes},
        places=_places(),
        relations=relations,
        documents=documents,
        texts=Path("none"),
        countries=geo.country_names(),
        coverage=pd.DataFrame(columns=["document", "paragraph", "edges", "reason", "line"]),
        extra={"edges": (*LIST_FIELDS, own), "nodes": ()},
    )  # fmt: skip


def _take(values: list[str] | tuple[str, ...], codes: Codes) -> pd.Series[Any]:
    return pd.Series(pd.array(list(values), dtype="str").take(codes))


def _frame(
    chance: np.random.Generator,
    count: int,
    nodes: list[Node],
    relations: list[Relation],
    documents: list[Document],
) -> pd.DataFrame:
    source = _skewed(chance, len(nodes), count, 0.8)
    target = chance.permutation(len(nodes))[_skewed(chance, len(nodes), count, 0.7)]
    relation = _skewed(chance, len(relations), count)
    document = _skewed(chance, len(documents), count)
    with_paper = chance.random(count) < 0.6
    found = {
        "id": pd.Series(np.arange(count)).astype("str").str.zfill(9).radd("e"),
        "list": _take(("one", "two"), _skewed(chance, 2, count)),
        **_end("source", source, nodes),
        "relation": _take([r.id for r in relations], relation),
        "relation_label": _take([r.label for r in relations], relation),
        "family": _take([r.family for r in relations], relation),
        **_end("target", target, nodes),
        **_dates(chance, count),
        "claim_status": _take(_STATUSES, _skewed(chance, len(_STATUSES), count)),
        "modality": _take(_MODES, _skewed(chance, len(_MODES), count)),
        "document": _take([d.id for d in documents], document),
        "document_title": _take([d.title for d in documents], document),
        "document_short": _take([d.short for d in documents], document),
        "publisher": _take([d.publisher for d in documents], document),
        "document_url": _take([d.url for d in documents], document),
        "paragraph": pd.Series(chance.integers(1, 90, count)),
        "paper": _take([*(d.papers[0].id for d in documents), ""],
                       np.where(with_paper, document, len(documents))),
        "paper_title": _take([*(d.papers[0].title for d in documents), ""],
                             np.where(with_paper, document, len(documents))),
        "origin": _take([d.id for d in documents], document),
        "confidence": _take(("high", "medium"), _skewed(chance, 2, count)),
        "layer": _take(("core", "context"), (chance.random(count) < 0.05).astype(np.int64)),
        "sourcing": _take(("cited", "unsourced"), _skewed(chance, 2, count)),
        CHANNEL: _take([*(f"channel {i}" for i in range(400)), ""], _skewed(chance, 401, count)),
    }  # fmt: skip
    ids = [node.id for node in nodes]
    low, high = np.minimum(source, target), np.maximum(source, target)
    found["tie"] = _take(ids, low) + "|" + _take(ids, high)
    found["statement"] = (
        found["source_name"] + " was " + found["relation_label"] + " " + found["target_name"] + "."
    )
    found["words"] = _words(found, source, target, nodes, relations, relation)
    return _whole(found, count)


def _end(side: str, codes: Codes, nodes: list[Node]) -> dict[str, Any]:
    return {
        side: _take([node.id for node in nodes], codes),
        f"{side}_name": _take([node.name for node in nodes], codes),
        f"{side}_kind": _take([node.kind for node in nodes], codes),
        f"{side}_country": _take([node.country for node in nodes], codes),
        f"{side}_place": _take([node.place for node in nodes], codes),
    }


def _dates(chance: np.random.Generator, count: int) -> dict[str, Any]:
    """Years as text and as days: one in ten undated, some open to either side."""
    first = chance.integers(1985, 2025, count)
    last = first + np.where(chance.random(count) < 0.2, chance.integers(1, 9, count), 0)
    dated = chance.random(count) < 0.9
    before, on = chance.random(count) < 0.02, chance.random(count) < 0.03
    years = pd.Series(first).astype("str")
    return {
        "start": years.mask(before, "..").where(dated, ""),
        "end": pd.Series(last).astype("str").mask(on, "..").where(dated, ""),
        "dated": pd.Series(dated),
        "earliest": pd.Series(np.where(before, 0, first * 10000 + 101) * dated),
        "latest": pd.Series(np.where(on, 99991231, last * 10000 + 1231) * dated),
    }


def _words(
    found: dict[str, Any],
    source: Codes,
    target: Codes,
    nodes: list[Node],
    relations: list[Relation],
    relation: Codes,
) -> pd.Series[Any]:
    names = [searchable("\n".join((node.name, *node.aliases))) for node in nodes]
    labels = [searchable(r.label) for r in relations]
    plain = [searchable(node.name) for node in nodes]
    told = _take(plain, source) + " was " + _take(labels, relation) + " " + _take(plain, target)
    parts = (
        _take(names, source), _take(labels, relation), _take(names, target), found["id"],
        told + ".", found["document_title"].str.lower(), found["publisher"].str.lower(),
    )  # fmt: skip
    text = parts[0]
    for part in parts[1:]:
        text = text + "\n" + part
    return text


def _whole(found: dict[str, Any], count: int) -> pd.DataFrame:
    """All columns of a resolved list in their order; those that are not drawn are blank."""
    names = [field.name for field in (*EDGE_FIELDS, *LIST_FIELDS)]
    more = [CHANNEL, "earliest", "latest", "dated", "tie", "words", "file", "line"]
    blank = _take([""], np.zeros(count, dtype=np.int64))
    found["file"], found["line"] = blank, pd.Series(np.arange(count) + 2)
    return pd.DataFrame({name: found.get(name, blank) for name in [*names, *more]})


if __name__ == "__main__":
    from dashboard.store.pack import pack

    pack(synthetic(int(sys.argv[1])), Path(sys.argv[2]))
