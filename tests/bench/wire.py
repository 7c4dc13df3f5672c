"""What a first look at the page, a second one, and a change of the filter send over the wire.

It is asked for as a browser does that takes gzip and keeps what it may.
What a browser would ask for by itself is read from the page, and from the bundles of this version
of Dash that it loads as they are needed.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from dashboard import graph
from dashboard.app import create_app
from dashboard.load import bundled, load_dataset
from tests.bench.lists import prepared
from tests.bench.processes import ours, peer, serving
from tests.bench.startup import callbacks, scene_of
from tests.bench.states import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.bench.states import State

LATER = ("dash/dcc/async-graph.js", "plotly/package_data/plotly.min.js",
         "dash_ag_grid/async-community.js")  # fmt: skip
"""Bundles that scripts load, by addresses without a fingerprint."""


@dataclass
class Sent:
    """Answers and their bytes: as they are, as sent at first, and as sent at the next visit."""

    answers: int = 0
    again: int = 0
    plain: int = 0
    first: int = 0
    second: int = 0

    def add(self, other: Sent) -> None:
        """Count it as well."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def of(client: FlaskClient, address: str) -> Sent:
    """A file that is asked for twice."""
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    first = client.get(address, headers={"Accept-Encoding": "gzip"})
    if first.cache_control.max_age:
        return Sent(1, 0, _size(plain), _size(first), 0)
    tag = first.headers.get("ETag", "")
    second = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    return Sent(1, 1, _size(plain), _size(first), _size(second))


def of_callbacks(client: FlaskClient, query: str) -> Sent:
    """The answers to all callbacks for an address; they are never kept."""
    dependencies = json.loads(client.get("/_dash-dependencies").data)
    found = Sent()
    for body in callbacks(dependencies, query):
        sizes = [
            _size(client.post("/_dash-update-component", json=body,
                              headers={"Accept-Encoding": take}))
            for take in ("identity", "gzip")
        ]  # fmt: skip
        found.add(Sent(1, 1, sizes[0], sizes[1], sizes[1]))
    return found


def _size(answer: TestResponse) -> int:
    return len(answer.data) + sum(len(k) + len(v) + 4 for k, v in answer.headers.items())


def measured() -> dict[str, Sent]:
    """Everything the first page asks for, by what it is for."""
    graph.keep_layouts([bundled() / "data" / "positions.json"])
    client = create_app(load_dataset(bundled())).server.test_client()
    html = client.get("/").get_data(as_text=True)
    named = re.findall(r'(?:src|href)="/?([^"]*)"', html)
    own = [f"/{a}" for a in named if a.startswith("assets/")]
    bundles = [f"/{a}" for a in named if a.startswith("_dash-component-suites/")]
    bundles += [f"/_dash-component-suites/{name}" for name in LATER]
    land = re.findall(r"landAddress: '([^']*)'", html)
    groups = {
        "page": ["/"], "layout": ["/_dash-layout"], "dependencies": ["/_dash-dependencies"],
        "our assets": own, "bundles of Dash": bundles,
    }  # fmt: skip
    found: dict[str, Sent] = {}
    for name, addresses in groups.items():
        found[name] = Sent()
        for address in addresses:
            found[name].add(of(client, address))
    found["callbacks, network"] = of_callbacks(client, "")
    whole = Sent()
    for each in [*found.values()]:
        whole.add(each)
    found["all of the first page"] = whole
    for view in ("map", "timeline", "table"):
        found[f"callbacks, {view}"] = of_callbacks(client, f"?view={view}")
    found["land"] = of(client, land[0])
    return found


CHANGES = 8
"""Filters whose answers are weighed; half as many of long lists."""
LONG = 100_000


def of_changes(folder: Path, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each list with the bytes of one change of the filter, ours and those of the Plotly app.

    Its nodes are scattered here instead of laid out, or most of its answers would never come: they
    are as long either way.

    Args:
        folder: where lists are kept.
        names: of the lists.
    """
    for name in names:
        listed = prepared(name, folder)
        found: dict[str, list[dict[str, Any]]] = {"sourceline": [], "plotly": []}
        with (
            serving(ours(listed.packed, listed.claims)) as site,
            serving(peer("plotly_app", listed.table, random_layout=True)) as other,
        ):
            page = Page(site.site)
            changes = CHANGES if listed.claims < LONG else CHANGES // 2
            for state in islice(walk(listed), changes):
                told = {"kind": state.kind, "changed": state.changed}
                plain, packed = page.change(state)
                found["sourceline"].append({**told, "plain": plain, "wire": packed})
                answer = _peer(other.site, state)
                found["plotly"].append({**told, "wire": len(answer),
                                        "packed": len(zlib.compress(answer, 5))})  # fmt: skip
        yield {"list": listed.name, "claims": listed.claims, "changes": found}


class Page:
    """Our page with the network open, as far as its questions go: it knows which scene it has."""

    def __init__(self, site: str) -> None:
        self.site, self.scene = site, ""
        with urlopen(f"{site}/_dash-dependencies") as answer:
            self.dependencies = json.load(answer)

    def change(self, state: State) -> tuple[int, int]:
        """The bytes of all answers to a change of the filter, plain and as sent."""
        plain = packed = 0
        known = {"have-scene": self.scene}
        for body in callbacks(self.dependencies, f"?{state.query('network')}", known):
            sent = _posted(self.site, body)
            text = gzip.decompress(sent) if sent[:2] == b"\x1f\x8b" else sent
            plain, packed = plain + len(text), packed + len(sent)
            self.scene = scene_of(body, sent) or self.scene
        return plain, packed


def _posted(site: str, body: dict[str, Any]) -> bytes:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
    asked = Request(f"{site}/_dash-update-component", json.dumps(body).encode(), headers)
    with urlopen(asked, timeout=600) as answer:
        content: bytes = answer.read()
    return content


def _peer(site: str, state: State) -> bytes:
    """The answer of the Plotly app, as sent: it packs nothing."""
    values = {"country": state.country or None, "years": state.years or [0, 1]}
    names = ("graph.figure", "said.children")
    return _posted(site, {
        "output": f"..{names[0]}...{names[1]}..",
        "outputs": [{"id": n.partition(".")[0], "property": n.partition(".")[2]} for n in names],
        "inputs": [{"id": n, "property": "value", "value": v} for n, v in values.items()],
        "changedPropIds": ["country.value"],
    })  # fmt: skip
