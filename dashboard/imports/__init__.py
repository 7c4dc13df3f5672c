"""Strangers' files as data sets: read, guess, say what was guessed, and lose nothing.

`preview` tells what would be made of files, as data. `open_list` gives the data set at once.
`write_list` writes it as a folder that loads to the same data set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.imports.build import build
from dashboard.imports.gather import gather
from dashboard.imports.options import Options, merged, read_mapping
from dashboard.imports.preview import Preview, preview
from dashboard.imports.report import Report
from dashboard.imports.tables import CannotImportError
from dashboard.imports.write import write_list
from dashboard.load.lists import dataset_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboard.model import Dataset

__all__ = ["CannotImportError", "Options", "Preview", "Report", "merged", "open_list", "preview",
           "read_mapping", "write_list"]  # fmt: skip


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
