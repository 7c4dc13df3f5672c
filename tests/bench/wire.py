"""What a first look at the page, and a second one, send over the wire.

`python -m tests.bench.wire` asks for it as a browser does that takes gzip and keeps what it may.
What a browser would ask for by itself is read from the page, and from the bundles of this version
of Dash that it loads as they are needed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import graph
from dashboard.app import create_app
from dashboard.load import bundled, load_dataset
from tests.bench.startup import callbacks

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

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


def main() -> None:
    """Print the table."""
    print(f"{'':24}{'answers':>8}{'plain kB':>10}{'sent kB':>9}{'again':>7}{'kB':>9}")
    for name, sent in measured().items():
        print(f"{name:24}{sent.answers:8}{sent.plain / 1000:10.1f}{sent.first / 1000:9.1f}"
              f"{sent.again:7}{sent.second / 1000:9.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
