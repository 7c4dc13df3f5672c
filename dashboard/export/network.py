"""A selection for network tools: GraphML, GEXF and node-link JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import __version__, dates
from dashboard.export.stream import in_pieces
from dashboard.graph import write
from dashboard.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.export.rows import Cut, Row

CLAIM = Field("claim", "id", "Claim", "The id of the claim, also where edges are renumbered.")
EARLIEST = Field("earliest", "text", "Earliest", "The first day the date may mean.")
LATEST = Field("latest", "text", "Latest", "The last day the date may mean.")


def graphml(cut: Cut) -> Iterator[bytes]:
    """The claims between their nodes as GraphML."""
    return in_pieces(write.graphml(network_of(cut)))


def gexf(cut: Cut) -> Iterator[bytes]:
    """The claims between their nodes as GEXF, with time."""
    return in_pieces(write.gexf(network_of(cut)))


def node_link(cut: Cut) -> Iterator[bytes]:
    """The claims between their nodes as node-link JSON."""
    return in_pieces(write.node_link(network_of(cut)))


def network_of(cut: Cut) -> write.Network:
    """The nodes and claims of a cut as a network, with every column of the CSV files.

    What an edge would repeat of its ends stands on the nodes only.
    """
    edge_fields = [f for f in cut.columns("edges") if not _is_of_an_end(f.name)]
    return write.Network(
        about=_about(cut),
        directed=cut.dataset.about.directed,
        dated=cut.is_dated(),
        node_fields=cut.columns("nodes")[1:],
        edge_fields=[CLAIM, *edge_fields[1:], EARLIEST, LATEST],
        nodes=({**row, "label": row["name"]} for row in cut.nodes()),
        edges=(_edge(row) for row in cut.edges("earliest", "latest", "dated")),
    )


def _is_of_an_end(name: str) -> bool:
    return name in ("source", "target") or name.startswith(("source_", "target_"))


def _about(cut: Cut) -> dict[str, str]:
    about = cut.dataset.about
    found = {
        "creator": f"Sourceline {__version__}",
        "title": about.title,
        "selection": cut.sentence,
        "query": cut.query,
        "permalink": cut.permalink,
        "licence": " ".join(filter(None, (about.licence, about.licence_url))),
        "notice": about.notice,
        "corrections": " ".join(filter(None, (about.corrections, about.corrections_url))),
    }
    return {name: text for name, text in found.items() if text}


def _edge(row: Row) -> Row:
    earliest, latest = row["earliest"], row["latest"]
    return {
        **row,
        "claim": row["id"],
        "label": row["relation_label"],
        "earliest": _day(earliest) if row["dated"] and earliest != dates.BEGINNING else "",
        "latest": _day(latest) if row["dated"] and latest != dates.END_OF_TIME else "",
    }


def _day(day: int) -> str:
    """A day written `yyyymmdd` as ISO 8601."""
    digits = f"{day:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
