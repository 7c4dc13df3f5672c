"""The evidence panel: what one claim rests on, or all claims of one node."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.app import elements as html
from dashboard.app import links
from dashboard.app.facets import kind_mark, line_sample
from dashboard.app.tags import aria
from dashboard.load.passages import find, text_of
from dashboard.model import BASES, CONFIDENCES, KINDS, MODALITIES, OWN, PLACE_BASES, labels
from dashboard.selection import Support, support
from dashboard.store import EVERYTHING, MissingExtraError, Part
from dashboard.views import groups
from dashboard.views.words import counted, tie_words, when, who

if TYPE_CHECKING:
    from dashboard.model import Dataset, Document, Node, Paper
    from dashboard.selection import Selection
    from dashboard.store import Store

ADMIRALTY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The words of the Admiralty scale for the reliability of a source (NATO AJP-2.1)."""


def panel(selection: Selection, store: Store) -> list[Any]:
    """The panel for the focus of a selection; nothing where there is no focus.

    Args:
        selection: its focus is a claim's or a node's id.
        store: where everything is looked up.
    """
    dataset = store.dataset
    if store.has_edge(selection.focus):
        edge = store.edge(selection.focus)
        found = _found(Part(tie=edge["tie"]), selection, store)
        body = _claim(edge, found, selection, dataset)
    elif selection.focus in dataset.nodes:
        found = _found(Part(nodes=(selection.focus,)), selection, store)
        body = _node(dataset.nodes[selection.focus], found, selection, dataset)
    elif selection.focus.startswith(("tie:", "group:")):
        body = _bundle(selection, store)
    else:
        return []
    close = links.to(replace(selection, focus=""), "×", className="close", title="Close (Esc)",
                     **aria(label="Close the evidence"))  # fmt: skip
    return [close, *body]


MOST = 300
"""As many claims are listed; of a node or tie with more, only those that the filter keeps."""


@dataclass(frozen=True, slots=True)
class Found:
    """The claims of a tie, a node or a group.

    Attributes:
        rows: those that are listed, as text.
        shown: ids of those that the filters keep.
        claims: how many there are.
        kept: how many of them the filters keep.
        support: of all of them.
    """

    rows: list[dict[str, str]]
    shown: set[str]
    claims: int
    kept: int
    support: Support


def _found(part: Part, selection: Selection, store: Store) -> Found:
    claims, kept = store.count(EVERYTHING, part), store.count(selection, part)
    whole = claims <= MOST
    pages = store.page(EVERYTHING, part) if whole else store.page(selection, part, limit=MOST)
    rows = [{k: str(v) for k, v in row.items()} for row in pages]
    if whole:
        shown = {row["id"] for row in store.page(selection, part, columns=["id"])}
        return Found(rows, shown, claims, kept, support(rows))
    number = {c: len(store.tally(EVERYTHING, c, part)) for c in ("document", "origin")}
    return Found(rows, {row["id"] for row in rows}, claims, kept,
                 Support(claims, number["document"], number["origin"]))  # fmt: skip


def _unlisted(found: Found) -> list[Any]:
    """How many of the kept claims are not listed."""
    rest = found.kept - len(found.rows) if found.claims > MOST else 0
    words = f"and {counted(rest, 'more claim')}; filter by years or words to see them"
    return [html.P(words, className="support")] if rest > 0 else []


def _claim(edge: dict[str, str], found: Found, selection: Selection, dataset: Dataset) -> list[Any]:
    document = dataset.documents[edge["document"]]
    return [
        html.P(f"Claim {edge['id']}", className="eyebrow"),
        html.H2(_ends(edge, selection), className="tie", **_goal("statement said-as")),
        _outside(edge["id"] in found.shown, "This claim is"),
        html.P(edge["statement"], className="statement", id="statement"),
        html.Ul(_badges(edge), className="badges", id="said-as"),
        _facts(edge, dataset),
        _passage(edge, document, dataset),
        _source(document),
        *_siblings(edge, found, selection),
        _permalink(edge["id"], dataset),
    ]


def _goal(described_by: str) -> dict[str, Any]:
    """Of the heading: it takes the focus when the keyboard opens the panel (`66-focus.js`)."""
    return {"tabIndex": -1, **aria(describedby=described_by)}


def _ends(edge: dict[str, str], selection: Selection) -> list[Any]:
    return [
        links.focus(selection, edge["source"], edge["source_name"]),
        html.Span(f" {edge['relation_label']} ", className="relation"),
        links.focus(selection, edge["target"], edge["target_name"]),
    ]


def _outside(inside: bool, what: str) -> html.Element | None:
    text = f"{what} outside the present filter; it is not drawn and not in the download."
    return None if inside else html.P(text, className="outside", role="note")


def _badges(edge: dict[str, str]) -> list[Any]:
    mode = labels(MODALITIES).get(edge["modality"], edge["modality"])
    badges: list[Any] = []
    if mode:
        said: list[Any] = [line_sample(edge["modality"]), mode]
        badges.append(html.Li(said, title="In what mode it is said"))
    if who(edge):
        badges.append(html.Li(who(edge), title="Who says it"))
    if edge.get("sourcing") == "unsourced":
        words = "The row names no source; only the list says it"
        badges.append(html.Li("Unsourced", className="doubt", title=words))
    if edge["confidence"] not in ("", "high"):
        confidence = labels(CONFIDENCES).get(edge["confidence"], edge["confidence"])
        badges.append(html.Li(f"{confidence} confidence", className="doubt"))
    if edge["contested"]:
        badges.append(html.Li("Contested", className="doubt"))
    if edge["layer"] == "context":
        badges.append(html.Li("Context", title="Opinion, framing or a countermeasure"))
    return badges


def _facts(edge: dict[str, str], dataset: Dataset) -> html.Element:
    basis = labels(BASES).get(edge["date_basis"], "")
    rows: list[tuple[str, Any]] = [
        ("When", f"{when(edge)} — {basis}" if basis else when(edge)),
        ("Quantity", edge["quantity"]),
        ("Rests on", _paper(_cited(edge, dataset))),
        ("Cited", _links(edge.get("cited", ""))),
        ("Note", edge["note"]),
        *((f.label, edge[f.name]) for f in dataset.extra.get("edges", ())
          if f.name.startswith(OWN)),
    ]  # fmt: skip
    return _definitions(rows)


def _links(cited: str) -> list[Any]:
    """What a row names as its sources: each address a link, anything else as it is written."""
    found: list[Any] = []
    for source in filter(None, cited.split(" | ")):
        found += [html.Br()] if found else []
        address = source.startswith(("http://", "https://"))
        found.append(html.A(source, href=source, target="_blank", rel="noopener noreferrer",
                            className="external") if address else source)  # fmt: skip
    return found


def _definitions(rows: list[tuple[str, Any]]) -> html.Element:
    return html.Dl([cell for term, value in rows if value
                    for cell in (html.Dt(term), html.Dd(value))])  # fmt: skip


def _cited(edge: dict[str, str], dataset: Dataset) -> Paper | None:
    """The paper as the claim's own document describes it; another may say less or more of it."""
    papers = dataset.documents[edge["document"]].papers
    return next((paper for paper in papers if paper.id == edge["paper"]), None)


def _paper(paper: Paper | None) -> list[Any]:
    if paper is None:
        return []
    issuer = f"issued by {paper.issuer}" if paper.issuer else "issuer not given"
    dated = f"dated {paper.date}" if paper.date else "no date given"
    if paper.date and paper.date_basis in ("implied", "inferred"):
        dated += f" ({paper.date_basis})"
    return [html.Cite(paper.title), f" — {paper.kind or 'paper'}, {issuer}, {dated}"]


def _passage(edge: dict[str, str], document: Document, dataset: Dataset) -> html.Element:
    """The passage in its paragraph where the text is at hand; else its first and last words."""
    number = int(edge["paragraph"] or 0)
    if document.kind == "list":
        return _row_of_list(number, document)
    text = text_of(document, dataset.texts)
    found = find(text[number - 1], edge["opens"], edge["closes"]) if len(text) >= number else None
    if found:
        quote: list[Any] = [found.before, html.Mark(found.words), found.after]
        around = [
            html.P(_cut(text[n - 1]), className="around")
            for n in (number - 1, number + 1)
            if 1 <= n <= len(text)
        ]
        body: list[Any] = [html.Blockquote(html.P(quote), cite=document.url)]
        if number > 1:
            body.insert(0, around.pop(0))
        body += around
    else:
        ends: list[Any] = [html.Q(edge["opens"])]
        if edge["closes"]:
            ends += [" … ", html.Q(edge["closes"])]
        body = [html.P(["From ", *ends] if edge["closes"] else ends, className="locator")]
    heading = html.H3(["Passage ", html.Span(f"paragraph {number}", className="light")])
    link = html.A("Open the passage at its publisher", href=edge["passage_url"], target="_blank",
                  rel="noopener noreferrer", className="external")  # fmt: skip
    return html.Section([heading, *body, html.P([link, _archive(document)])], className="passage")


def _row_of_list(number: int, document: Document) -> html.Element:
    """Where a row of somebody's list stands in it."""
    where: list[Any] = [html.Cite(document.title), f", line {number:,}" if number else ""]
    return html.Section([html.H3("Stands in"), html.P(where, className="locator")],
                        className="passage")  # fmt: skip


def _cut(paragraph: str, most: int = 180) -> str:
    return paragraph if len(paragraph) <= most else f"{paragraph[:most].rsplit(' ', 1)[0]} …"


def _archive(document: Document) -> Any:
    if not document.archive_url:
        return ""
    return [" · ", html.A("archived copy", href=document.archive_url, target="_blank",
                          rel="noopener noreferrer", className="external")]  # fmt: skip


def _source(document: Document) -> html.Element:
    """The document, how far it can be relied on, and what it repeats."""
    published = document.published.replace("/..", " or later") or "not known"
    first = document.derived_from
    derived = [
        html.A(first.get("title") or first["url"], href=first["url"], target="_blank",
               rel="noopener noreferrer", className="external"),
        f", {first.get('publisher', '')}",
    ] if first.get("url") else ""  # fmt: skip
    grade = f"{document.reliability}, {ADMIRALTY.get(document.reliability, '')}"
    rows = [
        ("Publisher", ", ".join(p for p in (document.publisher, document.author) if p)),
        ("Published", [published, html.Small(f" {document.published_basis}")]),
        ("Kind", document.kind),
        ("Repeats", derived),
        ("Reliability", [grade, html.Small(f" {document.reliability_rationale}")]),
    ]
    return html.Section(
        [html.H3("Document"), html.P(html.Cite(document.title)), _definitions(rows)],
        className="source",
    )


def _siblings(edge: dict[str, str], found: Found, selection: Selection) -> list[Any]:
    """How well the tie is supported, and its other claims."""
    counts = found.support
    words = (
        f"{counted(counts.claims, 'claim')} in {counted(counts.documents, 'document')}, "
        f"{counted(counts.origins, 'independent origin')}"
    )
    others = [c for c in found.rows if c["id"] != edge["id"]]
    items = [_claim_item(c, found.shown, selection, lead=tie_words(c)) for c in others]
    return [html.H3("This tie"), html.P(words, className="support"),
            html.Ul(items, className="claims"), *_unlisted(found)]  # fmt: skip


def _claim_item(
    edge: dict[str, str], shown: set[str], selection: Selection, lead: str = ""
) -> html.Element:
    outside = edge["id"] not in shown
    line = [html.Span(lead or edge["statement"]), html.Small(f"{when(edge)} · {who(edge)}")]
    if outside:
        line.append(html.Small("outside the present filter", className="light"))
    link = links.focus(selection, edge["id"], line)
    return html.Li([line_sample(edge["modality"]), link], className="faded" if outside else "")


def _permalink(target: str, dataset: Dataset) -> html.Element:
    parts: list[Any] = [html.A("Permalink", href=f"/?focus={target}", className="permalink")]
    if dataset.about.corrections_url:
        report = html.A("Report an error in it", href=dataset.about.corrections_url,
                        target="_blank", rel="noopener noreferrer")  # fmt: skip
        parts += [" · ", report]
    return html.P(parts, className="foot")


def _node(node: Node, found: Found, selection: Selection, dataset: Dataset) -> list[Any]:
    place = dataset.place_of(node.id)
    known = labels(PLACE_BASES).get(node.place_basis, "").lower()
    basis = f"; basis: {known}" if known else ""
    where = f"{place.name} ({place.precision}{basis})" if place else "no place given"
    rows = [
        ("Also", ", ".join(node.aliases)),
        ("Place", where),
        ("Country", dataset.countries.get(node.country, "")),
        ("Name", "hidden or cut in the source, and kept so" if node.redacted else ""),
        ("Note", node.note),
        *((f.label, node.more.get(f.name, "")) for f in dataset.extra.get("nodes", ())),
    ]
    return [
        _eyebrow(node),
        html.H2(node.name, **_goal("support")),
        _definitions(rows),
        html.P(_supported(found), className="support", id="support"),
        *_groups(node, found, selection),
        *_unlisted(found),
        _permalink(node.id, dataset),
    ]


def _eyebrow(node: Node) -> html.Element:
    kind = labels(KINDS).get(node.kind, "")
    return html.P([kind_mark(node.kind), kind] if kind else "Node", className="eyebrow")


def _supported(found: Found) -> str:
    """How many claims there are, and what they rest on."""
    counts = found.support
    return (
        f"{found.kept:,} of {counted(found.claims, 'claim')} shown; in "
        f"{counted(counts.documents, 'document')}, {counted(counts.origins, 'independent origin')}"
    )


def _bundle(selection: Selection, store: Store) -> list[Any]:
    """What a drawn tie between groups, or a group, holds."""
    focus, dataset = selection.focus, store.dataset
    ends = groups.ends_of(focus)
    title = " – ".join(groups.title_of(*end, dataset) for end in ends)
    try:
        found = _found(Part(ends=ends), selection, store)
    except MissingExtraError as error:
        return [html.H2(title, tabIndex=-1), html.P(str(error), className="support")]
    items = [_claim_item(c, found.shown, selection, lead=tie_words(c)) for c in found.rows]
    return [
        html.P("Claims between" if len(ends) > 1 else "Claims of", className="eyebrow"),
        html.H2(title, **_goal("support")),
        html.P(_supported(found), className="support", id="support"),
        html.Ul(items, className="claims"),
        *_unlisted(found),
        _permalink(focus, dataset),
    ]


def _groups(node: Node, listed: Found, selection: Selection) -> list[Any]:
    """Claims by relation, as read from the node; those the filter keeps come first."""
    shown = listed.shown
    grouped: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for claim in listed.rows:
        other = claim["target_name"] if claim["source"] == node.id else claim["source_name"]
        arrow = "→" if claim["source"] == node.id else "←"
        grouped[f"{arrow} {claim['relation_label']}"].append({**claim, "other": other})
    order = sorted(grouped, key=lambda name: (-sum(c["id"] in shown for c in grouped[name]), name))
    found: list[Any] = []
    for name in order:
        group = sorted(grouped[name], key=lambda c: (c["id"] not in shown, c["id"]))
        found += [
            html.H3([name, html.Span(f" {len(group)}", className="light")],
                    **aria(label=_spoken(name, len(group)))),
            html.Ul([_claim_item(c, shown, selection, lead=c["other"]) for c in group],
                    className="claims"),
        ]  # fmt: skip
    return found


def _spoken(name: str, claims: int) -> str:
    """A relation without its arrow, which screen readers spell or leave out."""
    arrow, _, relation = name.partition(" ")
    way = "from here" if arrow == "→" else "to here"
    return f"{relation}, {way}, {counted(claims, 'claim')}"
