"""Serve a small packed list from memory, as a folder of that size is served.

`python -m tests.bench.ours LIST.parquet PORT`
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.app import create_app, serve
from dashboard.store import in_memory
from tests.bench.synthetic import synthetic

if TYPE_CHECKING:
    from dashboard.model import Dataset


def dataset_of(packed: Path) -> Dataset:
    """The synthetic list with as many claims as a packed one."""
    return synthetic(len(pd.read_parquet(packed, columns=["id"])))


if __name__ == "__main__":
    app = create_app(in_memory(dataset_of(Path(sys.argv[1]))))
    gc.freeze()
    serve(app, "127.0.0.1", int(sys.argv[2]))
