"""Fifty people who change filters at once, against one server or several in turn.

`python -m tests.bench.load [URL#PID ...]` asks servers that run already, by address and process;
without one it starts ours. Each person keeps a connection and posts what the page posts, for one
address after the other, without a pause: far more than fifty people do, so only ratios between
servers mean something.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from tests.bench.startup import callbacks, first_page, free_port

PEOPLE = 50
SECONDS = 12.0
ROUNDS = 2
COUNTRIES = ("GR", "RU", "ES", "US", "DE", "CN", "AU", "GB", "CA", "PL")
VIEWS = ("network", "network", "network", "map", "timeline", "table")


@dataclass
class Seen:
    """Seconds of single answers, of whole changes of a filter, and of a file beside them.

    `processor` is what the server used for all of it.
    """

    answers: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    failures: int = 0
    processor: float = 0.0


def query_of(chance: random.Random) -> str:
    """One of some thousand addresses, some far more often than others."""
    query = f"view={chance.choice(VIEWS)}"
    if chance.random() < 0.7:
        query += f"&country={chance.choice(COUNTRIES)}"
    if chance.random() < 0.5:
        first = chance.randrange(1990, 2018)
        query += f"&from={first}&to={first + chance.randrange(8)}"
    return f"?{query}"


def person(site: str, seed: int, until: float, seen: Seen) -> None:
    """Change filters until the time is over."""
    chance = random.Random(seed)
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
    line.request("GET", "/_dash-dependencies")
    dependencies = json.loads(line.getresponse().read())
    while time.perf_counter() < until:
        begun = time.perf_counter()
        for body in callbacks(dependencies, query_of(chance)):
            asked = time.perf_counter()
            line.request("POST", "/_dash-update-component", json.dumps(body),
                         {"Content-Type": "application/json"})  # fmt: skip
            answer = line.getresponse()
            answer.read()
            seen.failures += answer.status not in (200, 204)
            seen.answers.append(time.perf_counter() - asked)
        seen.changes.append(time.perf_counter() - begun)


def newcomer(site: str, until: float, seen: Seen) -> None:
    """Somebody who opens the page meanwhile: a file that needs no thought, ten times a second."""
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
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


def measured(sites: list[str], rounds: int = ROUNDS) -> dict[str, Seen]:
    """What the people of each server saw; the servers take turns."""
    found = {site: Seen() for site in sites}
    for turn in range(rounds):
        for site, seen in found.items():
            address, _, pid = site.partition("#")
            before = processor_of(pid)
            until = time.perf_counter() + SECONDS
            crowd = [threading.Thread(target=person, args=(address, 100 * turn + i, until, seen))
                     for i in range(PEOPLE)]  # fmt: skip
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


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 1:
        print(table(measured(sys.argv[1:])))
        return
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        first_page(f"http://127.0.0.1:{port}")
        print(table(measured([f"http://127.0.0.1:{port}#{server.pid}"], rounds=1)))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
