"""A filter with all facet counts and text: our stores against what else answers such questions.

Every subject has a process of its own; each question goes to all of them in turn before the next
one, and no two rounds ask the same. All have to give the same counts.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tests.bench.asking import KINDS, questions
from tests.bench.by_hand import BY_HAND
from tests.bench.lists import prepared
from tests.bench.processes import ROOT, Server, end
from tests.bench.subjects import DATASETTE, MORE, OURS, serve_datasette

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUBJECTS = (*OURS, *BY_HAND, DATASETTE)


class Worker:
    """A subject in its own process. It is asked no more once it has failed.

    One that has used up half the limit is only asked each kind of question once.
    """

    def __init__(
        self, name: str, packed: Path, limit: float, site: str = "", memory: str = ""
    ) -> None:
        """Start it.

        Args:
            name: of the subject.
            packed: the list.
            limit: seconds that one answer may take.
            site: of Datasette, where it is served.
            memory: what our DuckDB may use.
        """
        self.name, self.limit, self.spent = name, limit, 0.0
        self.failed, self.answered = "", 0
        told = [site or name, str(packed), memory]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.subjects", *told], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            start_new_session=True,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.peak = 0.0

    def wait(self) -> None:
        """Wait until it is open."""
        self._answer(5 * self.limit)

    def ask(self, told: dict[str, Any]) -> dict[str, Any]:
        """The answer, with the milliseconds it took; empty where there is none."""
        late = self.answered >= len(KINDS) and self.spent > self.limit / 2
        if self.failed or late or not self.process.stdin:
            return {}
        try:
            self.process.stdin.write(json.dumps(told) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            self.failed = "ended by itself"
            return {}
        found = self._answer(self.limit)
        self.spent += found.get("ms", 0.0) / 1000
        self.answered += 1
        return found

    def _answer(self, limit: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=limit)
        except queue.Empty:
            self.failed = f"did not finish (> {limit:.0f} s)"
            return {}
        if not line:
            self.failed = "ended by itself"
            return {}
        found: dict[str, Any] = json.loads(line)
        self.peak = found["peak"]
        return found

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)
        self._lines.put("")

    def close(self) -> None:
        """End its process."""
        end(self.process)
        self._reader.join(10)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


def measured(
    folder: Path,
    names: Sequence[str],
    rounds: int,
    limit: float,
    subjects: Sequence[str] = SUBJECTS,
    datasette: str | None = None,
    memory: str = "",
) -> Iterator[dict[str, Any]]:
    """Each list with what every subject took.

    Args:
        folder: where lists are kept.
        names: of the lists, numbers of claims.
        rounds: how often each kind of question is asked.
        limit: seconds for one answer.
        subjects: who is asked.
        datasette: the program, `None` where there is none.
        memory: what our DuckDB may use, as in `1GB`.
    """
    for name in names:
        listed = prepared(name, folder)
        with ExitStack() as stack:
            workers = []
            for subject in subjects:
                site = ""
                if subject == DATASETTE:
                    if not datasette:
                        continue
                    server = Server(serve_datasette(datasette, listed.packed))
                    stack.callback(server.close)
                    site = server.site
                workers.append(Worker(subject, listed.packed, limit, site, memory))
                stack.callback(workers[-1].close)
            for worker in workers:
                worker.wait()
            yield {"list": listed.name, "claims": int(name), **_asked(workers, rounds)}


def _asked(workers: list[Worker], rounds: int) -> dict[str, Any]:
    """What each question took each worker, and whether they agree."""
    took: dict[str, dict[str, list[float]]] = {w.name: {} for w in workers}
    differ: list[str] = []
    for kind, ask in questions(rounds + 1):
        answers = {w.name: w.ask(asdict(ask)) for w in workers}
        differ += _differing(kind, answers)
        for name, answer in answers.items():
            if answer:
                took[name].setdefault(kind, []).append(answer["ms"])
    for worker in workers:
        for more in MORE if worker.name in OURS else ():
            found = [worker.ask({"more": more}) for _ in range(rounds + 1)]
            took[worker.name][more] = [f["ms"] for f in found if f]
    return {
        "took": took,
        "peak": {w.name: w.peak for w in workers},
        "failed": {w.name: w.failed for w in workers if w.failed},
        "differ": differ,
    }


def _differing(kind: str, answers: dict[str, dict[str, Any]]) -> list[str]:
    """Who counts otherwise than the first; Datasette's facets are another thing than ours."""
    given = {name: answer for name, answer in answers.items() if answer}
    claims = {name: answer["claims"] for name, answer in given.items()}
    digests = {n: answer["digest"] for n, answer in given.items() if n != DATASETTE}
    said = []
    for found in (claims, digests):
        first = next(iter(found.values()), None)
        said += [f"{kind}: {name}" for name, value in found.items() if value != first]
    return said
