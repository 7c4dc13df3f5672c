"""What a picture says of the claims in it: where they stand, and how they are to be read.

A picture leaves the page and its evidence panel behind, so it carries these words along.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dashboard.selection.sentence import listed
from dashboard.store import WHOLE
from dashboard.views.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.selection import Selection
    from dashboard.store import Kept, Part, Store

_AT_MOST = 6
"""Publishers named one by one; the others are counted."""
_SHORT = 200
"""Characters that a notice may have in a picture."""
_SECOND_HAND = {"repost": ("re-post", "re-posts"), "translation": ("translation", "translations")}


def source_line(
    store: Store, selection: Selection, part: Part = WHOLE, kept: Kept | None = None
) -> str:
    """The publishers of the documents that the claims stand in, those with most documents first.

    For example: "Sources: The Epoch Times (2 documents), todaychina.cc (1); 1 translation among
    them; 41 underlying papers cited". Blank where there are no claims. What is `kept`, in numbers,
    saves counting again.
    """
    stand_in = _tally(store, selection, part, "document", kept)
    documents = [store.dataset.documents[name] for name in stand_in]
    if not documents:
        return ""
    publishers = Counter(document.publisher for document in documents)
    kinds = Counter(document.kind for document in documents)
    papers = len({*_tally(store, selection, part, "paper", kept)} - {""})
    second_hand = [counted(kinds[kind], *names) for kind, names in _SECOND_HAND.items()
                   if kinds[kind]]  # fmt: skip
    return "; ".join([
        f"Sources: {_named(publishers)}",
        *([f"{listed(second_hand, 'and')} among them"] if second_hand else []),
        *([f"{counted(papers, 'underlying paper')} cited"] if papers else []),
    ])  # fmt: skip


def _tally(
    store: Store, selection: Selection, part: Part, facet: str, kept: Kept | None
) -> Mapping[str, int]:
    """How many claims have each value: counted already, where all that is kept is asked for."""
    counted_so = kept and part == WHOLE and facet not in {*selection.facets(), *kept.more}
    return kept.counts[facet] if kept and counted_so else store.tally(selection, facet, part)


def _named(publishers: Counter[str]) -> str:
    """`A (2 documents), B (1)`; beyond a few, how many more there are."""
    ranked = sorted(publishers.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    (first, count), *others = ranked[:_AT_MOST]
    names = [f"{first} ({counted(count, 'document')})", *(f"{p} ({n})" for p, n in others)]
    if len(ranked) > _AT_MOST:
        names.append(counted(len(ranked) - _AT_MOST, "more publisher"))
    return ", ".join(names)


def in_short(notice: str) -> str:
    """The first sentences of a notice, as many as are short enough; the first one always."""
    first, *others = re.split(r"(?<=[.!?])\s+", notice.strip())
    short = first
    for sentence in others:
        if len(short) + 1 + len(sentence) > _SHORT:
            break
        short = f"{short} {sentence}"
    return short


def caption(selection: Selection, kept: Kept) -> str:
    """What has to be said with the chart of the years, and stands on the page around it."""
    if selection.view != "timeline":
        return ""
    undated = kept.choices["undated"]["only"]
    verb = "is" if undated == 1 else "are"
    return " ".join([
        "Dated claims by year; a claim counts in each year it overlaps.",
        *([f"{counted(undated, 'undated claim')} {verb} not in the chart."] if undated else []),
        *(["Years outside the filter are pale."] if selection.first or selection.last else []),
    ])  # fmt: skip


def cited(selection: Selection, store: Store) -> str:
    """Where the claim in focus stands, "Harbour talk, par. 2; claim v-01"; blank without one."""
    if not store.has_edge(selection.focus):
        return ""
    edge = store.edge(selection.focus)
    document = store.dataset.documents[edge["document"]]
    return f"{document.short}, par. {edge['paragraph']}; claim {edge['id']}"
