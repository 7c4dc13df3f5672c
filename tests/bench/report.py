"""The table that is printed, and `docs/benchmarks.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bench import goals, tables

if TYPE_CHECKING:
    from collections.abc import Mapping

HOW = """\
Measured, not estimated: `python -m tests.bench` makes every figure on this page anew, in some
twenty minutes, and writes it. The machine decides what a millisecond means, so go by the
ratios: what is compared was measured in one run, in turn, and every figure is a median.

```sh
pip install -e '.[test,bench]'       # and Chromium; Datasette in an environment of its own
python -m tests.bench                # all of it; --datasette PROGRAM names Datasette
python -m tests.bench engine         # one part: browser, engine, loading, wire, people, start
python -m tests.bench report         # this page, from the parts that were measured
python -m tests.bench --quick        # two small lists, to see that it runs
```

The lists are synthetic (`tests/bench/synthetic.py`: few nodes with many claims, many with few;
12,000 nodes for a million claims) and one real one, *routes*: the routes of the world's
airlines (OpenFlights), 67,663 rows that name no year. **What is compared with** is small and
honest, written as a reader of tutorials would (`tests/bench/peers/`, `tests/bench/by_hand.py`);
change it where you know better.
"""
MISSED = """\
**Where a goal is missed, and what the time goes into.**

* *In the browser, on short lists.* A change has a price that does not depend on the list: the
  request and Dash's work on both sides, the panel with a count on every choice, labels that are
  placed anew, and the browser's own layout and painting. A peer that has two controls, a few
  lines and no counts is quicker with a few hundred of them. With ever more claims our price
  stays, and theirs grows; one twentieth of a peer that takes a third of a second is less than
  that price. A part of a list that is drawn claim by claim for the first time is laid out first:
  0.1 to 0.2 s of *narrow* at 2,000 claims.
* *A million claims.* Counting takes the server less than the request, the page and the painting
  together. The first changes after opening take twice as long as later ones: the browser
  has not compiled the scripts yet, and there are few changes here.
* *Counts beside pandas by hand.* Half of ours is the search, which reads all the text.
* *Loading.* `read_csv` looks at no value. Ours finds out encoding, delimiter and columns, numbers
  and checks each row, resolves nodes, countries, places and dates, and makes the text that is
  searched: some five microseconds a claim. So it is done once: a long list is kept packed, and
  opens from there in the time `read_csv` takes.
* *Bytes of short lists.* The panel is 8 kB, whatever the list.
* *Fifty people.* Half of their changes take a fifth of the plain app's time. The slowest are
  those that draw a country first: it is laid out then, and others wait behind it.
"""
BROWSER = """\
Milliseconds from a change of the filter to the picture. *plotly*: pandas filters, networkx
(`spring_layout`) lays out, Plotly draws, in one callback. *cytoscape*: every claim an element
of dash-cytoscape, in a circle, which is its cheapest layout. *pyvis*: its HTML made anew into a
frame. They show the network only; Sourceline shows one view at a time, so each of its views is
a column, and its network is what they are compared with. *wide*: a quarter of the years, about
a third of the claims. *narrow*: one country as well. No filter was asked before; a change is of
one control.

The clock runs in the page, alike for all: from the change of the control to the last change
that can be seen (of the document, or drawn on a canvas) before 0.4 s without any, with no
request open and the page saying how many claims there are; then to the second next frame. pyvis
never rests: there it stops when its network is shown. Animations are off
(`prefers-reduced-motion`). A peer that needs more than a minute is not asked about a longer
list. Our server packs its answers; all run on waitress.
"""
WHERE = """\
Where our time goes, in milliseconds, both kinds of filter. Scripts, layout and style are the
page's processor time, much of it while the answers are on their way.
"""
AGAIN = """\
A filter that was asked before is remembered by the server, and its picture by the page. How far
nodes move that are in both pictures, as a share of the drawing, at worst.
"""
ENGINE = """\
Milliseconds for a filter with all facet counts, each facet under all other filters, in eleven
facets of fourteen columns. *By hand* is what somebody writes who knows the tool: pandas on
categoricals, or on text as it is read, where the filters are evaluated once; one SQL query with
a table of what passes; SQLite with an index on each column and one of words (FTS5). Datasette
counts each facet under all filters, its own too, which is less work. Our store also counts what
the sentence and the chart of years need. All answer from memory, Datasette over HTTP; the first
of the rounds is not counted.
"""
LOADING = """\
Each job in a process of its own; seconds without imports. pandas 3.1 reads plain CSV files on
several threads and keeps text as Arrow: it is quick. Memory: the most that the process had, and
how much of it is above what its imports take.
"""
WIRE = """\
Kilobytes of all answers to one change of the filter, the network being open. *plotly* sends its
lines as lists of numbers, and packs nothing; packed as ours they would be as in the last
columns.
"""
PEOPLE = """\
People who change filters without a pause, each on a connection of their own, against one server
after the other. Only ratios mean something: nobody clicks that often.
"""
START = """\
From the command to the last answer of the first page, against the import of Dash, Plotly,
pandas and networkx alone.
"""


def table(found: Mapping[str, dict[str, Any] | None]) -> str:
    """All goals with what was measured, in columns."""
    rows = [goals.HEAD, *(goal.cells() for goal in goals.of_all(dict(found)))]
    wide = [max(len(row[i]) for row in rows) for i in range(len(goals.HEAD))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)) for row in rows]
    missing = [part for part, kept in found.items() if not kept]
    return "\n".join([*lines, *([f"Not measured: {', '.join(missing)}."] if missing else [])])


def page(found: Mapping[str, dict[str, Any] | None]) -> str:
    """The page."""
    there = {part: kept for part, kept in found.items() if kept}
    parts = ["# Benchmarks", HOW]
    if there:
        parts += ["## The machine", _machine(there)]
    parts += ["## Goals", tables.markdown(goals.HEAD, [g.cells() for g in goals.of_all(there)])]
    parts += [MISSED] if len(there) == len(SECTIONS) else []
    for part, kept in there.items():
        quick = "\n\nA quick run: small lists, few rounds." if kept["quick"] else ""
        parts += [*SECTIONS[part](kept["found"]), quick]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _machine(there: dict[str, dict[str, Any]]) -> str:
    machine = next(iter(there.values()))["machine"]
    whens = sorted(kept["when"][:16].replace("T", " ") for kept in there.values())
    loads = ", ".join(f"{part} {kept['machine']['load']}" for part, kept in there.items())
    plain = ("cores", "processor", "memory", "load", "system")
    versions = ", ".join(f"{n} {v}" for n, v in machine.items() if n not in plain)
    return (
        f"{machine['cores']} cores ({machine['processor']}), {machine['memory']} of memory, "
        f"no GPU; {machine['system']}; {versions}.\n\nMeasured {whens[0]} to {whens[-1]} (UTC). "
        f"Load at the end of each part: {loads}."
    )


def _browser(found: Any) -> list[str]:
    return ["## In the browser", BROWSER, tables.painted(found), WHERE, tables.where(found),
            AGAIN, tables.again(found)]  # fmt: skip


def _engine(found: Any) -> list[str]:
    parts = ["## Engines", ENGINE]
    for each in found:
        parts += [f"### {each['claims']:,} claims", tables.engine(each)]
        differ = "; ".join(sorted(set(each["differ"])))
        parts.append(f"Counted otherwise: {differ}." if differ else "All of them counted alike.")
        parts += ["What else our stores are asked:", tables.stores(each)]
    return parts


def _loading(found: Any) -> list[str]:
    parts = ["## Loading and checking", LOADING]
    for each in found:
        size = each["bytes"]["csv"] / 1e6
        parts += [f"### {tables.name_of(each)} claims, {size:,.1f} MB of CSV", tables.loaded(each)]
    return parts


def _wire(found: Any) -> list[str]:
    visits = "A first visit of the bundled data, and the next:"
    return ["## Bytes", WIRE, tables.sent(found["changes"]), visits,
            tables.first_page(found["page"])]  # fmt: skip


def _people(found: Any) -> list[str]:
    title = f"## {found['people']} people, {found['claims']:,} claims"
    return [title, PEOPLE, tables.crowd(found)]


def _start(found: Any) -> list[str]:
    return ["## Start", START, tables.started(found)]


SECTIONS = {"browser": _browser, "engine": _engine, "loading": _loading, "wire": _wire,
            "people": _people, "start": _start}  # fmt: skip
