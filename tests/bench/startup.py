"""From the command to the first page, against the import of the libraries alone.

Both are measured in turn, in processes of their own, for the machine may be busy with other things:
only their ratio means something.
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LIBRARIES = "import dash, plotly, pandas, networkx"
PATIENCE = 60.0
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock until the answer, and of the processor until the end."""

    wall: float
    processor: float


def run_of(arguments: Sequence[str], environment: dict[str, str] | None = None) -> Cost:
    """The cost of a Python that runs to its end."""
    begun = time.perf_counter()
    process = _python(arguments, environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {status}")
    return Cost(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime)


def serve_of(environment: dict[str, str], arguments: Sequence[str] = ()) -> Cost:
    """The cost of `sourceline` until it has answered all that the first page asks for."""
    port = free_port()
    begun = time.perf_counter()
    process = _python(["-m", "dashboard", "--port", str(port), *arguments], environment)
    try:
        first_page(f"http://127.0.0.1:{port}")
        wall = time.perf_counter() - begun
    finally:
        process.terminate()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def free_port() -> int:
    """A port nobody listens on at present."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _python(
    arguments: Sequence[str], environment: dict[str, str] | None
) -> subprocess.Popen[bytes]:
    whole = os.environ | (environment or {})
    return subprocess.Popen([sys.executable, *arguments], env=whole, stdout=subprocess.DEVNULL)


def first_page(site: str, query: str = "") -> int:
    """Ask for what a browser needs to paint the first view; the number of bytes of it."""
    total = len(_wait(f"{site}/{query}"))
    layout = urlopen(f"{site}/_dash-layout").read()
    dependencies = urlopen(f"{site}/_dash-dependencies").read()
    total += len(layout) + len(dependencies)
    for body in callbacks(json.loads(dependencies), query):
        request = Request(f"{site}/_dash-update-component", json.dumps(body).encode(),
                          {"Content-Type": "application/json"})  # fmt: skip
        with urlopen(request) as answer:
            total += len(answer.read())
    return total


def callbacks(
    dependencies: list[dict[str, Any]], query: str, known: Mapping[str, Any] = NOTHING
) -> list[dict[str, Any]]:
    """What the page posts for an address, as Dash's renderer does: one body for each callback.

    Args:
        dependencies: the callbacks of the page, as Dash tells them.
        query: of the address.
        known: what components hold already, by their id.
    """
    values = {"url": query, "asked": {"query": query, "theme": "light"}}
    bodies = []
    for callback in dependencies:
        inputs = callback["inputs"]
        asks = any(i["id"] in values for i in inputs)
        if callback.get("clientside_function") or not asks:
            continue
        several = callback["output"].startswith("..")
        names = callback["output"].strip(".").split("...")
        outputs = [dict(zip(("id", "property"), o.rsplit(".", 1), strict=True)) for o in names]
        bodies.append({
            "output": callback["output"],
            "outputs": outputs if several else outputs[0],
            "inputs": [{**i, "value": values.get(i["id"])} for i in inputs],
            "state": [{**s, "value": known.get(s["id"])} for s in callback["state"]],
            "changedPropIds": [f"{i['id']}.{i['property']}" for i in inputs if i["id"] in values],
        })  # fmt: skip
    return bodies


def scene_of(body: Mapping[str, Any], content: bytes) -> str:
    """The scene that the answer to a callback brings, "" for those that bring none."""
    if "drawn.data" not in body["output"] or not content:
        return ""
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    scene: str = json.loads(text)["response"]["drawn"]["data"]["scene"]
    return scene


def _wait(url: str) -> bytes:
    latest = time.monotonic() + PATIENCE
    while True:
        try:
            content: bytes = urlopen(url).read()
        except URLError:
            if time.monotonic() > latest:
                raise
            time.sleep(0.005)
        else:
            return content


def measured(rounds: int) -> dict[str, list[Cost]]:
    """Each command's costs, the commands taking turns; the first round, not counted, warms up."""
    found: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        kept = {"SOURCELINE_CACHE": folder}
        commands: dict[str, Callable[[], Cost]] = {
            "libraries alone": lambda: run_of(["-c", LIBRARIES]),
            "sourceline, first page": lambda: serve_of(kept),
            "sourceline --help": lambda: run_of(["-m", "dashboard", "--help"]),
            "sourceline check": lambda: run_of(["-m", "dashboard", "check"]),
            "sourceline export": lambda: run_of(["-m", "dashboard", "export"]),
        }
        for turn in range(rounds + 1):
            for name, command in commands.items():
                cost = command()
                if turn:
                    found.setdefault(name, []).append(cost)
    return found
