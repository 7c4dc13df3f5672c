"""A large delimited text whose rows are lines of as many cells each, read a column at a time.

Python's reader makes a list for each row: for a million of them, more than half the time of an
import and most of its memory. Arrow reads columns. It is asked only where both cannot but agree;
any other text is for `delimited`, which knows what to do about uneven rows.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from dashboard.imports.rows import SAMPLE, Records, begins, finished, headed
from dashboard.imports.tables import unique_names

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.imports.options import Options
    from dashboard.imports.tables import Shape, Table

LARGE = 1_000_000
"""Characters from which it is worth it."""
_BLOCK = 1 << 23


def read_even(
    text: str, delimiter: str, quote: str, first_line: int, shape: Shape, options: Options
) -> Table | None:
    """The table in a text, or `None` where it is small or a row could be read in two ways.

    Args:
        text: without comments or lines to pass over.
        delimiter: one character.
        quote: `"`, or blank where there is none.
        first_line: the number of its first line in the file.
        shape: how the file was read so far.
        options: what was said of the file.
    """
    lines = text.count("\n") + (not text.endswith("\n"))
    if len(text) < LARGE or not _is_plain(text, delimiter, quote):
        return None
    sample = _sample(text, delimiter, quote)
    first, width = begins(sample, options)
    if first or {*map(len, sample)} != {width} or not all(map(any, sample)):
        return None
    table = _columns(text, delimiter, quote, width)
    if table is None or table.num_rows != lines:
        return None
    records = Records([first_line + i for i in range(len(sample))], sample)
    header, named = headed(records, list(range(len(sample))), width, shape, options)
    kept = _not_blank(table)[named:]
    frame: pd.DataFrame = table.take(pa.array(kept)).to_pandas().astype("str")
    frame.columns = unique_names(header)
    return finished(frame, kept + first_line, [], len(kept), shape, options)


def _is_plain(text: str, delimiter: str, quote: str) -> bool:
    """Whether each line is a row, and each quote begins or ends a cell or is doubled inside one."""
    if delimiter == " " or quote not in ("", '"'):
        return False
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return False
    if not quote or quote not in text:
        return True
    other = rf'[^{re.escape(delimiter)}\r\n"]'
    return not re.search(rf'{other}"{other}|(?:^|[{re.escape(delimiter)}\n])""{other}', text)


def _sample(text: str, delimiter: str, quote: str) -> list[list[str]]:
    reader = csv.reader(
        io.StringIO(text[:_BLOCK], newline=""), delimiter=delimiter, quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE, skipinitialspace=True,
    )  # fmt: skip
    return [[cell.strip() for cell in row] for row in itertools.islice(reader, SAMPLE)]


def _columns(text: str, delimiter: str, quote: str, width: int) -> pa.Table | None:
    """Columns of text, `None` if a row has more cells or fewer."""
    names = [str(number) for number in range(width)]
    try:
        return arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, quote_char=quote or False, double_quote=True,
                newlines_in_values=False, ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )  # fmt: skip
    except (pa.ArrowInvalid, UnicodeEncodeError):
        return None


def _not_blank(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Positions of the rows in which anything stands."""
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        if not blank.any():
            break
        blank &= pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy()
    return np.flatnonzero(~blank)
