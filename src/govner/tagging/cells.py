"""The numbers in the cells of tables: which of them are METRICs, whatever the network says of them.

The network passes over many bare numbers and takes some that only count the rows for figures. A bare number in a cell
is a METRIC, but for those that count rows and columns, years, days, telephone numbers and the numbers of papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govner.knowledge.figures.nofigures import is_no_figure
from govner.text.listings import Stretch
from govner.text.tables import ROW_NUMBER, Table, is_filled, tables

_NUMBER = re.compile(r"(?!(?:19|20)\d\d(?![\d.,/% ]))(?!0\d)[-+]?\d{1,8}(?:[.,]\d+)*(?:/\d+)?\s?%?")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?")
_NO_FIGURES = re.compile(
    r"(?:(?:ngày|tháng|thời|mã|điện thoại|sđt|cmnd|cccd|lớp|khóa|số (?:hiệu|điện thoại|quyết định|văn bản|cmnd|cccd|"
    r"nhà|thửa|tờ))(?!\w)|số ?/)",
    re.IGNORECASE,
)
"""What opens the names of columns of other numbers."""


@dataclass(frozen=True, slots=True)
class CellNumbers:
    """The bare `figures` in the tables of a text, and the offsets of the `ordinals`, which only count."""

    figures: tuple[Stretch, ...]
    ordinals: frozenset[int]


def cell_numbers(text: str) -> CellNumbers:
    """The numbers in the tables of a text."""
    found = tables(text)
    ordinals = frozenset(start for table in found for start in _ordinals(text, table))
    figures = (cell for table in found for cell in _bare_numbers(text, table) if cell[0] not in ordinals)
    return CellNumbers(tuple(figures), ordinals)


def _ordinals(text: str, table: Table) -> Iterator[int]:
    """Where the cells begin that count the rows (below TT, STT) or, in the row below the header, the columns."""
    counting = [column for column, names in enumerate(table.names) if ROW_NUMBER.fullmatch(text, *names[-1])]
    yield from (row[column][0] for row in table.rows for column in counting)
    if _counts_columns([text[slice(*cell)] for cell in table.rows[0] if is_filled(cell)]):
        yield from (start for start, _ in table.rows[0])


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether the cells of a row count its columns: A, B, 1, 2, 3=2/1."""
    found = [number[1] for cell in cells if (number := _COLUMN_NUMBER.fullmatch(cell))]
    numbers = [int(one) for one in found if one.isdecimal()]
    is_in_order = all(following == number + 1 for number, following in pairwise(numbers))
    return len(found) == len(cells) > 2 and len(numbers) > 1 and numbers[0] == 1 and is_in_order


def _bare_numbers(text: str, table: Table) -> Iterator[Stretch]:
    """The cells behind the first that hold a figure and nothing else."""
    columns = [at for at, names in enumerate(table.names) if at and not _NO_FIGURES.match(text[slice(*names[-1])])]
    for row in table.rows:
        for cell in (row[column] for column in columns):
            if _NUMBER.fullmatch(text, *cell) and not is_no_figure(text[slice(*cell)]):
                yield cell
