"""A selection as files: the same rows, in the same order, that the screen shows.

Each file is the same bytes from the button, from the URL and from the command line. All of them
are written from the rows of one `Cut`, piece by piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.export import ftm, network, package, table
from dashboard.export.rows import Cut
from dashboard.export.table import FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dashboard.selection import Selection
    from dashboard.store import Store

__all__ = ["DEFAULT_URL", "FILES", "FORMATS", "TABLES", "File", "Format", "documents_csv",
           "edges_csv", "form_of", "nodes_csv"]  # fmt: skip

DEFAULT_URL = "http://127.0.0.1:8050/"
"""Where permalinks point unless the caller says where the dashboard is served."""


def edges_csv(
    store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
) -> bytes:
    """The claims that the selection keeps, one a row, with names, source and permalink."""
    return b"".join(table.edges(Cut(store, selection, url), form))


def nodes_csv(
    store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
) -> bytes:
    """The nodes that stand at an end of a kept claim, with place, coordinates and claim count."""
    return b"".join(table.nodes(Cut(store, selection, url), form))


def documents_csv(
    store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
) -> bytes:
    """The documents that the kept claims stand in, with reliability and number of claims."""
    return b"".join(table.documents(Cut(store, selection, url), form))


TABLES: dict[str, Callable[[Store, Selection, Format, str], bytes]] = {
    "edges": edges_csv,
    "nodes": nodes_csv,
    "documents": documents_csv,
}
"""The tables that can be taken away, by name."""


@dataclass(frozen=True, slots=True)
class File:
    """One file that can be taken away.

    Attributes:
        name: its name in the address and on the disk.
        media: its media type.
        meaning: what it holds, in a few words.
        write: gives its bytes in pieces; the format matters to CSV only.
        forms: the formats it comes in; none where there is but one.
    """

    name: str
    media: str
    meaning: str
    write: Callable[[Cut, Format], Iterator[bytes]]
    forms: tuple[Format, ...] = ()

    def pieces(
        self, store: Store, selection: Selection, form: Format = "excel", url: str = DEFAULT_URL
    ) -> Iterator[bytes]:
        """The file of a selection, in pieces of bytes."""
        return self.write(Cut(store, selection, url), form)


_CSV, _XML = "text/csv; charset=utf-8", "application/xml; charset=utf-8"
FILES: dict[str, File] = {
    "edges": File("edges.csv", _CSV, "the claims", table.edges, FORMATS),
    "nodes": File("nodes.csv", _CSV, "their ends", table.nodes, FORMATS),
    "documents": File("documents.csv", _CSV, "their sources", table.documents, FORMATS),
    "package": File("package.zip", "application/zip", "all tables, described",
                    lambda cut, _: package.zipped(cut)),
    "graphml": File("network.graphml", _XML, "for yEd, Cytoscape, igraph, networkx",
                    lambda cut, _: network.graphml(cut)),
    "gexf": File("network.gexf", _XML, "for Gephi, with time", lambda cut, _: network.gexf(cut)),
    "json": File("network.json", "application/json", "node-link, for D3 and networkx",
                 lambda cut, _: network.node_link(cut)),
    "ftm": File("entities.ftm.json", "application/x-ndjson", "FollowTheMoney entities",
                lambda cut, _: ftm.entities(cut)),
}  # fmt: skip
"""Every file that can be taken away, by the name the command line knows it by."""


def form_of(file: File, asked: Sequence[str]) -> tuple[Format, list[str]]:
    """The format of a file: the first that is asked for, else `excel`.

    Returns:
        The format, and a sentence for each value that was left out.
    """
    if not file.forms:
        return "exact", [f'Ignored format "{v}": {file.name} has only one.' for v in asked]
    form: Format = "exact" if list(asked[:1]) == ["exact"] else "excel"
    return form, [f'Ignored format "{v}": use one of: {", ".join(FORMATS)}.'
                  for v in asked if v not in FORMATS]  # fmt: skip
