"""The tables in a text, as rows of cells, each a stretch of offsets; the first row names the columns.

A table is a run of lines with one number of cells, which bars or tabs part, as the readers of files write it. Its first
line is the header where no cell of it is a mere number. Tables without a grid (`listings`) come in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govner.text.listings import Row, Stretch, listings

_BAR = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[-+\d.,%\s]*\d[-+\d.,%\s]*")


def tables(text: str) -> list[list[Row]]:
    """The tables of a text with a header, in order."""
    return sorted([*_grids(text), *listings(text)])


def _grids(text: str) -> Iterator[list[Row]]:
    """The tables whose cells bars or tabs part."""
    table: list[Row] = []
    start = 0
    for line in text.split("\n"):
        if not (table and _RULE.fullmatch(line)):
            row = list(_row(line, start)) if _BAR.search(line) else []
            if table and len(row) != len(table[0]):
                yield from _with_header(text, table)
                table = []
            if len(row) > 1:
                table.append(row)
        start += len(line) + 1
    yield from _with_header(text, table)


def _with_header(text: str, table: list[Row]) -> Iterator[list[Row]]:
    if len(table) > 1 and not any(_NUMBER.fullmatch(text[slice(*cell)]) for cell in table[0]):
        yield table


def _row(line: str, start: int) -> Iterator[Stretch]:
    """The cells of a line, without the space around them and the bars at its ends."""
    inner = line.strip().strip("|") if "|" in line else line
    at = start + (line.find(inner) if inner else 0)
    for part in _BAR.split(inner):
        left = len(part) - len(part.lstrip())
        yield at + left, at + left + len(part.strip())
        at += len(part) + 1
