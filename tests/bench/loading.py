"""Loading and checking a list, and opening a packed one, against `pandas.read_csv` alone.

`python -m tests.bench.loading JOB FOLDER PATH ...` does one job in a process of its own and prints
the seconds it took, without imports, and the most memory that the process had.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.lists import prepared
from tests.bench.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CSV, FOLDER, PACKED = "csv", "folder", "packed"
READ, OPEN, IMPORT = "pandas.read_csv", "open the CSV file", "import into a folder"
READ_FOLDER, LOAD, CHECK = "pandas.read_csv of its edges", "load the folder", "check the folder"
LONG = 500_000
"""Claims from which each job is done twice at most."""
OPEN_PACKED, FIRST = "open the packed list", "open it and count"
OF = {READ: CSV, OPEN: CSV, IMPORT: CSV, READ_FOLDER: FOLDER, LOAD: FOLDER, CHECK: FOLDER,
      OPEN_PACKED: PACKED, FIRST: PACKED}  # fmt: skip
"""What each job reads."""


def base_of(job: str) -> str:
    """The job with which a job is compared."""
    return READ_FOLDER if OF[job] == FOLDER else READ


def measured(
    folder: Path, names: Sequence[str], rounds: int, limit: float
) -> Iterator[dict[str, Any]]:
    """Each list with what each job took, the jobs taking turns.

    Args:
        folder: where lists are kept.
        names: of the lists.
        rounds: how often each job is done.
        limit: seconds that a job may take.
    """
    for name in names:
        listed = prepared(name, folder)
        imported = folder / f"{listed.name}-folder"
        paths = {CSV: listed.sources, FOLDER: (imported,), PACKED: (listed.packed,)}
        took: dict[str, list[dict[str, float]]] = {job: [] for job in OF}
        failed: dict[str, str] = {}
        for _ in range(rounds if listed.claims < LONG else min(rounds, 2)):
            shutil.rmtree(imported, ignore_errors=True)
            for job, form in OF.items():
                if job in failed:
                    continue
                try:
                    took[job].append(_in_own_process(job, paths[form], imported, limit))
                except RuntimeError as error:
                    failed[job] = str(error)
        yield {"list": listed.name, "claims": listed.claims, "took": took, "failed": failed,
               "bytes": {CSV: sum(f.stat().st_size for f in listed.sources),
                         FOLDER: sum(f.stat().st_size for f in imported.rglob("*.csv")),
                         PACKED: listed.packed.stat().st_size}}  # fmt: skip


def _in_own_process(
    job: str, paths: Sequence[Path], imported: Path, limit: float
) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.loading", job, imported, *paths]
    try:
        done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True,
                              text=True, timeout=limit, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"did not finish (> {limit:.0f} s)") from None
    if done.returncode:
        raise RuntimeError((done.stderr.splitlines() or ["it failed without a word"])[-1])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def job_of(name: str, paths: Sequence[Path], into: Path) -> Callable[[], object]:
    """A job with everything imported that it needs."""
    if OF[name] == CSV:
        return _of_csv(name, paths, into)
    [path] = paths
    return _of_folder(name, path) if OF[name] == FOLDER else _of_packed(name, path)


def _of_csv(name: str, paths: Sequence[Path], into: Path) -> Callable[[], object]:
    if name == READ:
        import pandas as pd  # noqa: PLC0415 - each job imports only its own

        heads = {".csv": 0, ".dat": None}
        return lambda: [pd.read_csv(path, header=heads[path.suffix]) for path in paths]
    from dashboard.imports import import_list, open_list  # noqa: PLC0415

    return lambda: open_list(paths) if name == OPEN else import_list(paths, into)


def _of_folder(name: str, path: Path) -> Callable[[], object]:
    if name == READ_FOLDER:
        import pandas as pd  # noqa: PLC0415

        file = _edges(path)
        return lambda: pd.read_csv(file)
    from dashboard.load import load_dataset  # noqa: PLC0415
    from dashboard.load.check import check  # noqa: PLC0415
    from dashboard.selection import check_starts  # noqa: PLC0415

    def checked() -> None:
        dataset = load_dataset(path)
        if name == CHECK and check(dataset, check_starts(dataset)).problems:
            raise RuntimeError("the folder has problems")

    return checked


def _of_packed(name: str, path: Path) -> Callable[[], object]:
    from dashboard.selection import Selection  # noqa: PLC0415
    from dashboard.store import Wish, open_packed  # noqa: PLC0415

    wish = Wish("polars")
    if name == OPEN_PACKED:
        return lambda: open_packed(path, wish)
    return lambda: open_packed(path, wish).counts(Selection())


def _edges(folder: Path) -> Path:
    """The edge list of an imported folder: its largest table."""
    return max((folder / "data").glob("*.csv"), key=lambda file: file.stat().st_size)


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> None:
    """Do one job and print what it took."""
    name, into, *paths = sys.argv[1], *map(Path, sys.argv[2:])
    job = job_of(name, paths, into)
    before, begun = peak(), time.perf_counter()
    job()
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "before": before, "peak": peak()}))


if __name__ == "__main__":
    main()
