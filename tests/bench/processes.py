"""Processes of a benchmark: servers that are ended whatever happens, and what a process used."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.startup import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).with_name("peers")
PATIENCE = 120.0
"""Seconds after which a server that does not answer counts as broken."""


class Server:
    """A process that answers at an address of this machine.

    Raises:
        RuntimeError: it ends, or does not answer in time.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; `{port}` in the command stands for a free port."""
        port = free_port()
        words = [word.replace("{port}", str(port)) for word in command]
        # No layouts that were kept by an earlier run; the modules of this checkout.
        more = {"SOURCELINE_CACHE": "", "PYTHONPATH": str(ROOT)}
        self.site = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            words, env=os.environ | more, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            self._wait(" ".join(words))
        except BaseException:
            self.close()
            raise

    def _wait(self, words: str) -> None:
        latest = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < latest:
            with suppress(URLError, ConnectionError, TimeoutError):
                urlopen(self.site, timeout=PATIENCE).read()
                return
            time.sleep(0.05)
        raise RuntimeError(f"Nobody answers: {words}")

    def close(self) -> None:
        """End it, and all that it has started."""
        end(self.process)


def end(process: subprocess.Popen[Any]) -> None:
    """End a process that leads a session of its own, and all that it has started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
            return


@contextmanager
def serving(command: Sequence[str]) -> Iterator[Server]:
    """A server while the block runs."""
    server = Server(command)
    try:
        yield server
    finally:
        server.close()


def ours(packed: Path, claims: int) -> list[str]:
    """The command that serves a packed list of ours, from memory where it is small."""
    small = ["-m", "tests.bench.ours", str(packed)]
    large = ["-m", "dashboard", "serve", str(packed), "--port"]
    return [sys.executable, *(small if claims < 50_000 else large), "{port}"]


def peer(name: str, table: Path, *, random_layout: bool = False) -> list[str]:
    """The command that serves a peer.

    Args:
        name: of a module in `peers`, such as `plotly_app`.
        table: the list as CSV.
        random_layout: let networkx scatter nodes instead of laying them out, to know how many
            bytes an answer has that would never come.
    """
    script = PEERS / f"{name}.py"
    if not random_layout:
        return [sys.executable, str(script), str(table), "{port}"]
    code = (
        "import networkx, runpy, sys; "
        "networkx.spring_layout = lambda graph, seed: networkx.random_layout(graph, seed=seed); "
        "sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return [sys.executable, "-c", code, str(script), str(table), "{port}"]


def chromium() -> str | None:
    """The system's browser, or `None` for the one that Playwright has downloaded."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
