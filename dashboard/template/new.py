"""Begin a data set of one's own: headers, a small vocabulary, one worked example, and a guide."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dashboard import describe

_HERE = Path(__file__).resolve().parent
_PACKAGE = "data/datapackage.json"
_SCHEMAS = ("edges", "nodes", "places", "relations", "coverage")
_GUIDE = "curate-your-first-list.md"
_MADE = "Every column of every table, as Sourceline reads it."


class NotEmptyError(Exception):
    """There is something where the data set should be written."""


def new(folder: Path) -> list[str]:
    """Write a data set to begin with.

    Args:
        folder: where to; it is made if it is not there. Its name becomes the title.

    Returns:
        The names of the files, relative to the folder, sorted.

    Raises:
        NotEmptyError: it is a file, or a folder that holds something.
        OSError: it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise NotEmptyError(f"{folder} is a file. Name a folder that is new or empty.")
    if folder.is_dir() and any(folder.iterdir()):
        raise NotEmptyError(f"{folder} is not empty. Name a folder that is new or empty.")
    files = _files(folder.resolve().name)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return sorted(files)


def _files(name: str) -> dict[str, str]:
    """From the name of each file to its text, for a data set that is called so."""
    root = _HERE / "files"
    found = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != _GUIDE
    }
    found[".gitignore"] = found.pop("gitignore")
    found["CURATE.md"] = guide().read_text(encoding="utf-8")
    found["COLUMNS.md"] = describe.dictionary(_MADE)
    found[_PACKAGE] = _titled(found[_PACKAGE], name)
    for table in _SCHEMAS:
        schema = json.dumps(describe.schema(table), indent=2) + "\n"
        found[f"data/schemas/{table}.json"] = schema
    return found


def guide() -> Path:
    """The page for newcomers: in an installed package beside the files, in a checkout in docs/."""
    inside = _HERE / "files" / _GUIDE
    return inside if inside.is_file() else _HERE.parent.parent / "docs" / _GUIDE


def _titled(package: str, name: str) -> str:
    """The descriptor with the folder's name as a name and as a title."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "my-list"
    title = " ".join(name.replace("-", " ").replace("_", " ").split()) or "My list"
    title = json.dumps(title[:1].upper() + title[1:], ensure_ascii=False)
    package = package.replace('"name": ""', f'"name": "{slug}"')
    return package.replace('"title": ""', f'"title": {title}')
