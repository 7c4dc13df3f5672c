"""Fifty people who change filters at once, against one server or several in turn.

`python -m tests.bench.load URL#PID ...` asks servers that run already, by address and process; each
is ours or the Plotly app of `peers`. Each person keeps a connection and posts what the page posts,
for one filter after the other, without a pause: far more than fifty people do, so only ratios
between servers mean something.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.bench.lists import prepared
from tests.bench.processes import ours, peer, serving
from tests.bench.startup import callbacks, scene_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE = 50
SECONDS = 8.0
ROUNDS = 2
PATIENCE = 120.0
"""Seconds after which somebody gives up."""
COUNTRIES = ("GR", "RU", "ES", "US", "DE", "CN", "AU", "GB", "CA", "PL")
VIEWS = ("network", "network", "network", "map", "timeline", "table")


@dataclass
class Seen:
    """Seconds of whole changes of a filter, and of a file beside them.

    `processor` is what the server used for all of it.
    """

    changes: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    failures: int = 0
    processor: float = 0.0


def bodies(
    dependencies: list[dict[str, Any]], chance: random.Random, scene: str | None = None
) -> list[dict[str, Any]]:
    """What the page of a server posts for one of some thousand filters.

    Args:
        dependencies: the callbacks of the page, as Dash tells them.
        chance: what draws the filter.
        scene: of ours, the scene that the page has.
    """
    country = chance.choice(COUNTRIES) if chance.random() < 0.7 else ""
    first = chance.randrange(1990, 2018) if chance.random() < 0.5 else 0
    last = first + chance.randrange(8)
    of_url = any(given["id"] == "url" for each in dependencies for given in each["inputs"])
    if of_url:
        query = f"?view={chance.choice(VIEWS)}" + (f"&country={country}" if country else "")
        whole = query + (f"&from={first}&to={last}" if first else "")
        return callbacks(dependencies, whole, {"have-scene": scene})
    # The peer has one callback; its slider stands at both ends of its years unless moved.
    values = {"country": country or None, "years": [first, last] if first else [1985, 2024]}
    [callback] = (each for each in dependencies if not each.get("clientside_function"))
    names = callback["output"].strip(".").split("...")
    return [{
        "output": callback["output"],
        "outputs": [dict(zip(("id", "property"), n.rsplit(".", 1), strict=True)) for n in names],
        "inputs": [{**given, "value": values[given["id"]]} for given in callback["inputs"]],
        "changedPropIds": ["country.value"],
    }]  # fmt: skip


def person(site: str, seed: int, until: float, seen: Seen) -> None:
    """Change filters until the time is over."""
    chance = random.Random(seed)
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    line.request("GET", "/_dash-dependencies")
    dependencies = json.loads(line.getresponse().read())
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
    scene = None
    while time.perf_counter() < until:
        begun = time.perf_counter()
        try:
            for body in bodies(dependencies, chance, scene):
                line.request("POST", "/_dash-update-component", json.dumps(body), headers)
                answer = line.getresponse()
                content = answer.read()
                seen.failures += answer.status not in (200, 204)
                scene = scene_of(body, content) or scene
        except OSError:  # no answer in time: it counts with the time one has waited
            seen.failures += 1
            line.close()
        seen.changes.append(time.perf_counter() - begun)


def newcomer(site: str, until: float, seen: Seen) -> None:
    """Somebody who opens the page meanwhile: a file that needs no thought, ten times a second."""
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    while time.perf_counter() < until:
        asked = time.perf_counter()
        line.request("GET", "/_dash-dependencies")
        line.getresponse().read()
        seen.files.append(time.perf_counter() - asked)
        time.sleep(0.1)


def processor_of(pid: str) -> float:
    """Seconds of the processor that a process and its children have used; 0 if not known."""
    if not pid or not Path(f"/proc/{pid}/stat").exists():
        return 0.0
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(processor_of, children))


def measured(
    sites: Sequence[str], rounds: int = ROUNDS, people: int = PEOPLE, seconds: float = SECONDS
) -> dict[str, Seen]:
    """What the people of each server saw; the servers take turns."""
    found = {site: Seen() for site in sites}
    for turn in range(rounds):
        for site, seen in found.items():
            address, _, pid = site.partition("#")
            before = processor_of(pid)
            until = time.perf_counter() + seconds
            crowd = [threading.Thread(target=person, args=(address, 100 * turn + i, until, seen))
                     for i in range(people)]  # fmt: skip
            crowd.append(threading.Thread(target=newcomer, args=(address, until, seen)))
            for one in crowd:
                one.start()
            for one in crowd:
                one.join()
            seen.processor += processor_of(pid) - before
    return found


def table(found: dict[str, Seen]) -> str:
    """p50 and p99 in milliseconds, and as ratios to the first server."""
    lines = [f"{'':30}{'changes':>8}{'p50':>8}{'p99':>8}{'ratios':>12}{'file p50':>10}{'p99':>8}"
             f"{'failed':>8}{'ms/change':>11}"]  # fmt: skip
    base: list[float] = []
    for name, seen in found.items():
        cuts = quantiles(seen.changes, n=100)
        files = quantiles(seen.files, n=100)
        middle, worst = cuts[49] * 1000, cuts[98] * 1000
        base = base or [middle, worst]
        ratios = f"{middle / base[0]:.2f} {worst / base[1]:.2f}"
        lines.append(f"{name:30}{len(seen.changes):8}{middle:8.0f}{worst:8.0f}{ratios:>12}"
                     f"{files[49] * 1000:10.0f}{files[98] * 1000:8.0f}"
                     f"{seen.failures:8}{1000 * seen.processor / len(seen.changes):11.0f}"
                     )  # fmt: skip
    return "\n".join(lines)


def compared(folder: Path, name: str, rounds: int, people: int, seconds: float) -> dict[str, Any]:
    """Ours and the Plotly app on one list: the changes of all people, in seconds, and more.

    Args:
        folder: where lists are kept.
        name: of the list.
        rounds: how often each server has its turn.
        people: how many ask at once.
        seconds: how long they go on.
    """
    listed = prepared(name, folder)
    commands = {"sourceline": ours(listed.packed, listed.claims),
                "plotly": peer("plotly_app", listed.table)}  # fmt: skip
    with serving(commands["sourceline"]) as one, serving(commands["plotly"]) as other:
        sites = [f"{server.site}#{server.process.pid}" for server in (one, other)]
        found = measured(sites, rounds, people, seconds)
    return {
        "list": listed.name, "claims": listed.claims, "people": people,
        "seen": {name: vars(seen) for name, seen in zip(commands, found.values(), strict=True)},
    }  # fmt: skip


def main() -> None:
    """Print the table."""
    print(table(measured(sys.argv[1:])))


if __name__ == "__main__":
    main()
