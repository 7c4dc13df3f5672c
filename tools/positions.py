"""Write data/positions.json: where the nodes of the data set stand, so that no start computes it.

`python tools/positions.py [DIR]` does it for the bundled data set, or for the one in DIR.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dashboard import graph
from dashboard.load import bundled, load_dataset
from dashboard.store import in_memory
from dashboard.views import drawing


def positions(root: Path) -> str:
    """The layout of the data set in a folder, computed anew, as the file to ship."""
    store = in_memory(load_dataset(root))
    with tempfile.TemporaryDirectory() as folder:
        graph.keep_layouts(folder=Path(folder))
        try:
            drawing.elements(store)
        finally:
            graph.keep_layouts()
        made = max(Path(folder).glob("layout-*.json"), key=lambda path: path.stat().st_size)
        return made.read_text(encoding="utf-8")  # of the whole network, if of parts as well


def main() -> None:
    """Write the file."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else bundled()
    path = root / "data" / "positions.json"
    path.write_text(positions(root), encoding="utf-8", newline="\n")
    print(f"Wrote {path}.")


if __name__ == "__main__":
    main()
