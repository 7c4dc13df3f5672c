"""Strangers' files as data sets: read, guess, say what was guessed, and lose nothing.

`preview` tells what would be made of files, as data. `open_list` gives the data set at once.
`import_list` writes it as a folder that loads to the same data set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.imports.build import build
from dashboard.imports.gather import gather
from dashboard.imports.options import Options, merged, read_mapping
from dashboard.imports.preview import Preview, preview
from dashboard.imports.report import Report
from dashboard.imports.tables import CannotImportError
from dashboard.imports.write import MAPPING, check_folder, write_list
from dashboard.load.lists import dataset_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboard.model import Dataset

__all__ = [
    "CannotImportError",
    "Options",
    "Preview",
    "Report",
    "import_list",
    "merged",
    "open_list",
    "preview",
    "read_mapping",
]


def import_list(
    files: Sequence[Path], folder: Path, options: Options | None = None
) -> tuple[Report, list[Path]]:
    """Write the data set that the files hold into a folder, unless `strict` refuses it.

    What an earlier import into that folder was told (`data/mapping.yaml`) holds again.

    Returns:
        What became of the files, and what was written: nothing, if the report has problems.

    Raises:
        CannotImportError: they are no edge list, or the folder holds something else.
    """
    check_folder(folder)
    known = folder / MAPPING
    options = options or Options()
    if known.exists():
        options = merged(read_mapping(known), options)
    built = build(gather(files, options))
    return built.report, [] if built.report.problems else write_list(built, folder)


def open_list(files: Sequence[Path], options: Options | None = None) -> tuple[Dataset, Report]:
    """The data set that the files hold, without writing anything, and what became of them.

    Args:
        files: edge lists, and perhaps a file with the nodes, in any order.
        options: what was said of them; the rest is guessed.

    Raises:
        CannotImportError: they are no edge list, or cannot be read.
    """
    built = build(gather(files, options or Options()))
    texts = files[0].parent / "seeds" / "texts"
    dataset = dataset_of(built.about, built.tables, built.documents, texts)
    return dataset, built.report
