"""Write docs/data-dictionary.md and the table schemas of the data package from FIELDS."""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.describe import dictionary, schema

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("edges", "nodes", "places", "relations", "coverage")


def files() -> dict[Path, str]:
    """Every file that is made from FIELDS, with what belongs in it."""
    schemas = {
        ROOT / "data" / "schemas" / f"{name}.json": json.dumps(schema(name), indent=2) + "\n"
        for name in TABLES
    }
    return {ROOT / "docs" / "data-dictionary.md": dictionary(), **schemas}


def main() -> None:
    """Write the files."""
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
