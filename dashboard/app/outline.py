"""The drawing as a list and the chart in words, for those who cannot see them.

The list has the nodes and under each its claims as links, in the words of the hover tip. It is
sent only while it is open, because in full it is as large as all the rest of what a filter sends
(`docs/decisions/0014-keyboard.md`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app import links
from dashboard.app.tags import keyed
from dashboard.model import KINDS, labels
from dashboard.views.words import counted, hover_words

if TYPE_CHECKING:
    from dashboard.app.scenes import Scenes
    from dashboard.model import Dataset
    from dashboard.selection import Selection
    from dashboard.store import Kept, Part, Store

DRAWN_VIEWS = ("network", "map")
MOST_NODES = 200
MOST_CLAIMS = 100
"""Under one node."""
MOST_AT_ONCE = 5000
"""Of more claims than that only the nodes are listed; each leads to its evidence."""
YEARS_AT_ONCE = 12
"""As many years of the chart are read out one by one."""

_COLUMNS = ["id", "source", "target", "source_name", "target_name", "relation_label", "modality",
            "start", "end", "claim_status", "voice_name"]  # fmt: skip

Row = dict[str, str]


def outline(selection: Selection, scenes: Scenes) -> list[Any]:
    """What the view draws, nodes with most claims first; nothing where nothing is drawn."""
    if selection.view not in DRAWN_VIEWS:
        return []
    store = scenes.store
    drawn, part = scenes.drawn(selection)
    groups = store.groups(drawn, "node", part, most_groups=MOST_NODES, most_bundles=0)
    listed = {group.id: group.claims for group in groups.groups}
    claims = store.count(drawn, part)
    few = claims <= MOST_AT_ONCE
    rows = _rows(store, drawn, replace(part, nodes=tuple(listed))) if few else {}
    words = f"{counted(groups.of_groups, 'node')} with {counted(claims, 'claim')}"
    found = [
        html.P(f"{words}{'; those with most claims first' * (groups.of_groups > 1)}."),
        html.Ul([_node(n, number, rows.get(n, []), selection, store.dataset)
                 for n, number in listed.items()]),
    ]  # fmt: skip
    if rest := groups.of_groups - len(listed):
        found.append(html.P(_more(rest, "node", selection)))
    return found


def chart(kept: Kept) -> str:
    """The bars in words: each year with its claims or, where there are many, the highest."""
    span = kept.around.range()
    if not span:
        return "Bar chart without bars: no claim has a date."
    counts = zip(range(span[0], span[1] + 1), kept.around.counts(*span), strict=True)
    years = {year: count for year, count in counts if count}
    said = "; ".join(f"{year}: {count:,}" for year, count in years.items())
    if len(years) > YEARS_AT_ONCE:
        most = max(years, key=lambda year: (years[year], year))
        said = f"{span[0]} to {span[1]}, most in {most}: {years[most]:,}"
    return f"Bar chart of dated claims by year, {said}. From and to in the filter set the years."


def spoken(edge: Row) -> str:
    """The words of the hover tip as one sentence: tie, date, voice, mode."""
    return hover_words(edge).replace("\n", ", ").replace(" · ", ", ")


def _rows(store: Store, selection: Selection, part: Part) -> dict[str, list[Row]]:
    """The claims of each listed node, in the order of the names at their other end."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in store.page(selection, part, columns=_COLUMNS):
        for node in dict.fromkeys((row["source"], row["target"])):
            found[node].append({k: str(v) for k, v in row.items()})
    for node, rows in found.items():
        rows.sort(key=lambda row: (_other(row, node), row["id"]))
    return found


def _other(row: Row, node: str) -> str:
    return row["target_name"] if row["source"] == node else row["source_name"]


def _node(
    node: str, claims: int, rows: list[Row], selection: Selection, dataset: Dataset
) -> html.Element:
    """A node that unfolds: its own evidence first, then each of its claims."""
    record = dataset.nodes[node]
    place = dataset.place_of(node)
    country = dataset.countries.get(record.country, "")
    where = [place.name] if place and place.name != country else []
    facts = [record.name, labels(KINDS).get(record.kind, "").lower(), *where, country]
    words = f"{', '.join(filter(None, facts))}: {counted(claims, 'claim')}"
    items = [
        html.Li(links.focus(selection, node, "Evidence of all its claims")),
        *(html.Li(link) for link in _claims(rows[:MOST_CLAIMS], selection)),
    ]
    if len(rows) > MOST_CLAIMS:
        items.append(html.Li(_more(len(rows) - MOST_CLAIMS, "claim", selection)))
    return html.Li(html.Details([html.Summary(words), html.Ul(items)], **keyed(f"listed:{node}")))


def _claims(rows: list[Row], selection: Selection) -> list[html.Element]:
    """A link for each claim; those that read alike are told apart by their ids."""
    words = [spoken(row) for row in rows]
    alike = {text for text, count in Counter(words).items() if count > 1}
    return [
        links.focus(selection, row["id"], f"{text}, claim {row['id']}" if text in alike else text)
        for row, text in zip(rows, words, strict=True)
    ]


def _more(count: int, noun: str, selection: Selection) -> list[Any]:
    """How many are not listed, and where they are."""
    table = links.to(replace(selection, view="table"), "see the table")
    return [f"and {counted(count, f'more {noun}')}: ", table]
