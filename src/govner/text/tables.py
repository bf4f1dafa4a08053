"""The tables in a text: the names of the columns and the rows of cells, each a stretch of offsets.

A table is a run of lines with one number of cells, which bars or tabs part, as the readers of files write it. Bars
around its lines, and empty cells that all of them have at an end, are no column. Lines with one cell that says anything
are captions where they stand above. The first other line is the header where no cell of it is a mere number; a second
one below it names the columns that one name of the first reaches over. Tables without a grid (`listings`) come in the
same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from govner.text.listings import Row, Stretch, listings

_BAR = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_ROW_NUMBER = re.compile(r"(?:stt|s\.t\.t|tt|t\.t|số tt|số thứ tự|thứ tự|no)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[-+\d.,%\s]*\d[-+\d.,%\s]*")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header: for each column the `names` over it, the most general first, and the `rows` below.

    A column without a name has an empty stretch for one.
    """

    names: tuple[tuple[Stretch, ...], ...]
    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        """The offset at which the header begins."""
        return self.names[0][0][0]


def tables(text: str) -> list[Table]:
    """The tables of a text with a header, in order."""
    turned = (Table(tuple((name,) for name in names), tuple(rows)) for names, *rows in listings(text))
    return sorted([*_grids(text), *turned], key=lambda table: table.start)


def row_numbers(text: str) -> frozenset[int]:
    """The offsets at which the cells of columns that only count the rows (TT, STT) begin."""
    return frozenset(
        row[column][0]
        for table in tables(text)
        for column, names in enumerate(table.names)
        if _ROW_NUMBER.fullmatch(text, *names[-1])
        for row in table.rows
    )


def _grids(text: str) -> Iterator[Table]:
    """The tables whose cells bars or tabs part."""
    lines: list[Row] = []
    start = 0
    for line in text.split("\n"):
        if not (lines and _RULE.fullmatch(line)):
            row = list(_row(line, start)) if _BAR.search(line) else []
            if lines and len(row) != len(lines[0]):
                yield from _table(text, lines)
                lines = []
            if row:
                lines.append(row)
        start += len(line) + 1
    yield from _table(text, lines)


def _table(text: str, lines: Sequence[Row]) -> Iterator[Table]:
    """The table that lines with one number of cells are, if they are one with a header."""
    filled = [column for column, cells in enumerate(zip(*lines, strict=True)) if any(map(_is_filled, cells))]
    inner = slice(filled[0], filled[-1] + 1) if filled else slice(0)
    rows = list(dropwhile(lambda row: sum(map(_is_filled, row)) < 2, (row[inner] for row in lines)))
    if len(rows) < 2 or _has_number(text, rows[0]):
        return
    if len(rows) > 2 and _names_more(rows[0], rows[1]) and not _has_number(text, rows[1]):
        yield Table(tuple(_joint_names(rows[0], rows[1])), tuple(rows[2:]))
    else:
        yield Table(tuple((name,) for name in rows[0]), tuple(rows[1:]))


def _has_number(text: str, row: Row) -> bool:
    return any(_NUMBER.fullmatch(text[slice(*cell)]) for cell in row)


def _names_more(header: Row, below: Row) -> bool:
    """Whether a row goes on with a header: it leaves out the first column, which has a name, and names some without."""
    filled = [(_is_filled(name), _is_filled(cell)) for name, cell in zip(header, below, strict=True)]
    return filled[0] == (True, False) and (False, True) in filled


def _joint_names(header: Row, below: Row) -> Iterator[tuple[Stretch, ...]]:
    """The names of the columns under a header of two rows; one of the first reaches over those without a name."""
    over = header[0]
    for name, cell in zip(header, below, strict=True):
        over = name if _is_filled(name) else over
        yield (over, cell) if _is_filled(cell) else (name,)


def _is_filled(cell: Stretch) -> bool:
    return cell[0] < cell[1]


def _row(line: str, start: int) -> Iterator[Stretch]:
    """The cells of a line, without the space around them."""
    at = start
    for part in _BAR.split(line):
        left = len(part) - len(part.lstrip())
        yield at + left, at + left + len(part.strip())
        at += len(part) + 1
