"""What was measured, kept as one JSON file for each part, and the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.bench.processes import chromium

PACKAGES = ("dash", "plotly", "dash-cytoscape", "dash-ag-grid", "pyvis", "pandas", "networkx",
            "pyarrow", "polars", "duckdb", "narwhals", "numpy", "waitress")  # fmt: skip


def keep(folder: Path, part: str, found: Any, *, quick: bool = False) -> None:
    """Keep what a part has found, with the time and the machine."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = {"when": datetime.now(UTC).isoformat(timespec="minutes"), "quick": quick,
             "machine": machine(), "found": found}  # fmt: skip
    (folder / f"{part}.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False))


def kept(folder: Path, part: str) -> dict[str, Any] | None:
    """What a part has found, or `None` if it was not measured."""
    path = folder / f"{part}.json"
    return json.loads(path.read_text()) if path.exists() else None


def machine() -> dict[str, str]:
    """What the figures depend on: processor, memory, system and versions."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "memory": _memory(),
        "load": load,
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "chromium": _version_of(chromium()),
        **{name: found for name in PACKAGES if (found := _package(name))},
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> str:
    path = Path("/proc/meminfo")
    lines = path.read_text().splitlines() if path.exists() else []
    sizes = (int(line.split()[1]) for line in lines if line.startswith("MemTotal"))
    return next((f"{size / 1024**2:.0f} GB" for size in sizes), "unknown")


def _version_of(program: str | None) -> str:
    if not program:
        return "none"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return next((word for word in told.stdout.split() if word[0].isdigit()), "unknown")


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
