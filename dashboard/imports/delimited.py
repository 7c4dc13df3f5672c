"""Delimited text: which character stands between cells, how they are quoted, what is no row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dashboard.imports.even import read_even
from dashboard.imports.rows import Records, table_of
from dashboard.imports.tables import CannotImportError, Shape, Table

if TYPE_CHECKING:
    from dashboard.imports.options import Options

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "spaces", ":": "colon"}
_BY_NAME = {name: char for char, name in NAMES.items()} | {"space": " ", "pipe": "|", "\\t": "\t"}
_SAMPLE = 300
_LONGEST = 500
"""Lines that one quoted cell may span; more means that its quote is not one."""
_ESCAPED = re.compile(r'(?<!\\)((?:\\\\)*)\\"')


class Style(NamedTuple):
    """The delimiter, the quote (blank where there is none), and how evenly rows then come out."""

    delimiter: str
    quote: str
    evenness: float


def read_delimited(text: str, shape: Shape, options: Options) -> Table:
    """The table in a text.

    Raises:
        CannotImportError: no delimiter gives rows of two cells or more.
    """
    csv.field_size_limit(2**31 - 1)
    text, offset = _skipped(text, options.skip_rows or 0)
    text, marked = _without_comments(text, shape)
    style = _style(text, options, marked)
    if style is None:
        raise CannotImportError(
            f"{shape.file} has one column: an edge list has two ends in each row. "
            "If its cells are separated by a character of their own, name it with --delimiter."
        )
    if _backslashes(text, style.quote):
        text = _ESCAPED.sub(r'\1""', text)
        shape.said.append('Quotes inside cells are written \\".')
    if not marked:
        even = read_even(text, style.delimiter, style.quote, offset + 1, shape, options)
        if even:
            shape.delimiter, shape.quote = style.delimiter, style.quote
            return even
    records = _records(text, style)
    if style.quote and (torn := _torn(records, text, style)):
        shape.said.append(
            f"A quote in line {torn + offset} is never closed: quotes are read as text."
        )
        style = style._replace(quote="")
        records = _records(text, style)
    shape.delimiter, shape.quote = style.delimiter, style.quote
    records = Records([line + offset for line in records.lines], records.rows)
    records = _uncommented(records, marked, shape)
    return table_of(records, shape, options)


def _skipped(text: str, rows: int) -> tuple[str, int]:
    for _ in range(rows):
        found = re.search(r"\r\n|\r|\n", text)
        if not found:
            return "", rows
        text = text[found.end() :]
    return text, rows


def _without_comments(text: str, shape: Shape) -> tuple[str, str]:
    """The text with the marks taken off a header that is written as a comment, and the mark.

    Lines keep their number: comments are taken out later, as records.
    """
    head = re.split(r"\r\n|\r|\n", text[:200_000])[:_SAMPLE]
    full = [line for line in head if line.strip()]
    if not full or full[0].lstrip()[:1] not in ("#", "%"):
        return text, ""
    mark = full[0].lstrip()[0]
    leading = 0
    while leading < len(full) and full[leading].lstrip().startswith(mark):
        leading += 1
    if (leading > 0.5 * len(full) and len(full) > 4) or leading == len(full):
        return text, ""
    last, below = full[leading - 1], full[leading]
    bare = last.lstrip().lstrip(mark).strip()
    for delimiter in NAMES:
        cells, data = _cut(bare, delimiter), _cut(below, delimiter)
        words = all(re.match(r"[^\W\d]", cell) for cell in cells)
        if len(cells) == len(data) > 1 and words and any(re.match(r"-?\d", c) for c in data):
            shape.said.append(f"The header stands in a comment: {last.strip()[:100]}")
            return text.replace(last, bare, 1), mark
    return text, mark


def _cut(line: str, delimiter: str) -> list[str]:
    return line.split() if delimiter == " " else [c.strip() for c in line.split(delimiter)]


def _uncommented(records: Records, mark: str, shape: Shape) -> Records:
    if not mark:
        return records
    widths = Counter(len(row) for row in records.rows[:2000])
    usual = widths.most_common(1)[0][0]
    started = False
    kept, comments = [], []
    for i, row in enumerate(records.rows):
        comment = bool(row) and row[0].lstrip().startswith(mark)
        if comment and not (started and len(row) == usual):
            comments.append(i)
        else:
            kept.append(i)
            started = started or len(row) == usual
    shape.skipped += [" ".join(records.rows[i])[:200] for i in comments[:20]]
    if comments:
        shape.said.append(f"Comment lines, which begin with {mark}: {len(comments):,}.")
    return Records([records.lines[i] for i in kept], [records.rows[i] for i in kept])


def _style(text: str, options: Options, mark: str) -> Style | None:
    sample = _sample(text, mark)
    quote = options.quote if options.quote is not None else _quote(sample)
    if options.delimiter:
        named = _BY_NAME.get(options.delimiter, options.delimiter)
        if len(named) != 1:
            known = ", ".join(_BY_NAME)
            raise CannotImportError(
                f'"{options.delimiter}" is no delimiter: give one character, or one of {known}.'
            )
        return Style(named, quote, 1.0)
    found = [_tried(sample, delimiter, quote) for delimiter in NAMES]
    best = max(found, key=lambda style: style.evenness)
    return best if best.evenness > 0 else None


def _sample(text: str, mark: str) -> str:
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|$)", text[:400_000])[:_SAMPLE]
    return "".join(line for line in lines if not mark or not line.lstrip().startswith(mark))


def _quote(sample: str) -> str:
    if '"' in sample:
        return '"'
    singles = re.findall(r"(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)", sample)
    return "'" if len(singles) > 2 else ""


def _tried(sample: str, delimiter: str, quote: str) -> Style:
    """How evenly a delimiter cuts the sample: the share of rows with the usual number of cells.

    More columns are a little better; spaces and colons stand in text as well, and count for less.
    """
    rows = _records(sample, Style(delimiter, quote, 0)).rows
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return Style(delimiter, quote, 0.0)
    width = max(several, key=lambda w: several[w])
    share = several[width] / sum(widths.values())
    if share < 0.3 or (delimiter in " :" and (share < 0.8 or width > 12)):
        return Style(delimiter, quote, 0.0)
    worth = {" ": 0.5, ":": 0.2}.get(delimiter, 1.0)
    return Style(delimiter, quote, worth * (share + 0.02 * min(width, 10)))


def _records(text: str, style: Style) -> Records:
    lines: list[int] = []
    rows: list[list[str]] = []
    if style.delimiter == " ":
        text = re.sub(r"[ \t]+", " ", re.sub(r"(?m)^[ \t]+|[ \t]+$", "", text))
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=style.delimiter,
        quotechar=style.quote or None,
        quoting=csv.QUOTE_MINIMAL if style.quote else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
    before = 0
    for row in reader:
        lines.append(before + 1)
        rows.append(row)
        before = reader.line_num
    return Records(lines, rows)


def _torn(records: Records, text: str, style: Style) -> int:
    """The line of a quote that swallows much of the file, or 0."""
    for line, after in zip(records.lines, [*records.lines[1:], 0], strict=True):
        if after - line > _LONGEST:
            return line
    if not records.rows:
        return 0
    last = records.rows[-1]
    spans = sum(len(re.findall(r"\r\n|\r|\n", cell)) for cell in last)
    if spans > 1 and text.rstrip()[-1:] != style.quote:
        return records.lines[-1]
    return 0


def _backslashes(text: str, quote: str) -> bool:
    """Whether quotes inside cells are escaped with a backslash, as databases export them."""
    if quote != '"' or '\\"' not in text:
        return False
    inner = re.findall(r'\\"(?=[^,;\t|\r\n])', text[:2_000_000])
    return bool(inner) and '""' not in text.replace('\\""', "").replace(',""', "")
