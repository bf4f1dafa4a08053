"""The tables in a text: the names of the columns and the rows of cells, each a stretch of offsets.

A table is a run of lines with one number of cells, which bars or tabs part, as the readers of files write it. Bars
around its lines, and empty cells that all of them have at an end, are no column. Lines with one cell that says anything
are captions where they stand above. The first other line is the header where no cell of it is a mere number; lines
below it that leave out the first column name those that one name reaches over. Tables without a grid (`listings`) come
in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from govner.text.listings import Row, Stretch, listings

Names = tuple[Stretch, ...]
"""The names over a column, the most general first."""

_BAR = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+-]*")
ROW_NUMBER = re.compile(r"(?:stt|s\.t\.t|tt|t\.t|số tt|số thứ tự|thứ tự|no)\.?", re.IGNORECASE)
"""The name of a column that only counts the rows."""
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)(?=\D*\d)[-+\d.,%\s]*")
TOTAL = re.compile(
    r"(?:tổng|cộng|chung|toàn|bình quân|trung bình)(?: (?:cộng|số|chung|toàn|các|cả|vùng|khu vực|cụm|cao|thấp|tỉnh|"
    r"thành phố|huyện|quận|thị xã|xã|phường|thị trấn))*(?:\s*\([^()]*\))?\W*",
    re.IGNORECASE,
)
"""The head of a row that sums up others: Tổng cộng, Toàn huyện, Cộng các xã vùng cao, Tổng số (A+B)."""
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header: for each column the `names` over it, and the `rows` below.

    A column without a name has an empty stretch for one.
    """

    names: tuple[Names, ...]
    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        """The offset at which the header begins."""
        return self.names[0][0][0]


def tables(text: str) -> list[Table]:
    """The tables of a text with a header, in order."""
    turned = (Table(tuple((name,) for name in names), tuple(rows)) for names, *rows in listings(text))
    return sorted([*_grids(text), *turned], key=lambda table: table.start)


def _grids(text: str) -> Iterator[Table]:
    """The tables whose cells bars or tabs part."""
    lines: list[Row] = []
    start = 0
    for line in text.split("\n"):
        if not (lines and "-" in line and _RULE.fullmatch(line)):
            row = list(_row(line, start)) if _BAR.search(line) else []
            if lines and len(row) != len(lines[0]):
                yield from _tables(text, lines)
                lines = []
            if row:
                lines.append(row)
        start += len(line) + 1
    yield from _tables(text, lines)


def _tables(text: str, lines: Sequence[Row]) -> Iterator[Table]:
    """The tables that lines with one number of cells are."""
    filled = [column for column, cells in enumerate(zip(*lines, strict=True)) if any(map(is_filled, cells))]
    inner = slice(filled[0], filled[-1] + 1) if filled else slice(0)
    rows = list(dropwhile(lambda row: sum(map(is_filled, row)) < 2, (row[inner] for row in lines)))
    begins = [at for at, row in enumerate(rows) if at == 0 or _opens_anew(text, rows[0], row)]
    for first, last in pairwise([*begins, len(rows)]):
        yield from _with_header(text, rows[first:last])


def _opens_anew(text: str, header: Row, row: Row) -> bool:
    """Whether a row is a header like the first: that of the next table, or the same one on the next page."""
    first, other = (text[slice(*cells[0])].casefold() for cells in (header, row))
    return bool(first) and first == other and sum(map(is_filled, row)) > 1 and not _has_number(text, row)


def _with_header(text: str, rows: Sequence[Row]) -> Iterator[Table]:
    """The table of some rows, if their first names its columns."""
    if len(rows) < 2 or _has_number(text, rows[0]):
        return
    names: list[Names] = [(name,) for name in rows[0]]
    below = rows[1:]
    while len(below) > 1 and _names_more(names, below[0]) and not _has_number(text, below[0]):
        names, below = list(_joint_names(names, below[0])), below[1:]
    yield Table(tuple(names), tuple(below))


def _has_number(text: str, row: Row) -> bool:
    return any(_NUMBER.fullmatch(text[slice(*cell)]) for cell in row)


def _names_more(names: Sequence[Names], row: Row) -> bool:
    """Whether a row goes on with a header: it leaves out the first column, and parts others that have no name alone."""
    unnamed = (
        column and (not is_filled(own[-1]) or own == before)
        for column, (before, own) in enumerate(pairwise([(), *names]))
    )
    parts = any(is_filled(cell) and lacking for cell, lacking in zip(row, unnamed, strict=True))
    return parts and is_filled(names[0][-1]) and not is_filled(row[0])


def _joint_names(names: Sequence[Names], row: Row) -> Iterator[Names]:
    """The names of the columns with those of a further row; a name reaches over the columns without one behind it."""
    over, inside = names[0], names[0]
    for own, cell in zip(names, row, strict=True):
        if is_filled(own[-1]) and own != over:
            over = inside = own
        if is_filled(cell):
            inside = (*over, cell)
        yield inside if is_filled(cell) or not is_filled(own[-1]) else own


def is_filled(cell: Stretch) -> bool:
    """Whether a cell says anything."""
    return cell[0] < cell[1]


def is_most_of(start: int, end: int, cell: Stretch) -> bool:
    """Whether a stretch is at least half of the cell that it lies in, and so what the cell says."""
    return end - start >= _MOST * (cell[1] - cell[0])


def _row(line: str, start: int) -> Iterator[Stretch]:
    """The cells of a line, without the space around them."""
    at = start
    for part in _BAR.split(line):
        left = len(part) - len(part.lstrip())
        yield at + left, at + left + len(part.strip())
        at += len(part) + 1
