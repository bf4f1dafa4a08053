"""The tables of a PDF page whose cells are drawn with rules: where the cells stand, as pdfplumber finds them.

pdfplumber reads a page a second time and takes many times as long as pdfium; it is asked about pages with rules alone.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""The left, bottom, right and top edge in points, from the lower left corner of the page."""
_FEWEST, _MOST = 12, 20_000
"""Points between which rules are drawn: two rows of two cells have six lines; a map or a chart has any number."""
_CROSSINGS = 10_000
"""Where rules may cross; pdfplumber takes two seconds for as many, and far more for more."""


@dataclass(frozen=True)
class Grid:
    """A table: of each row the boxes of its cells, None where one of the row or the column before reaches over."""

    rows: tuple[tuple[Box | None, ...], ...]

    @cached_property
    def cells(self) -> tuple[tuple[int, int, Box], ...]:
        """The boxes with their rows and columns."""
        return tuple(
            (row, column, box) for row, boxes in enumerate(self.rows) for column, box in enumerate(boxes) if box
        )


class RuledTables:
    """The tables of the pages of one PDF."""

    def __init__(self, content: bytes):
        self._content = content

    def of(self, page: PdfPage, number: int) -> list[Grid]:
        """The tables of a page, each of at least two rows and two columns; none where the page is turned.

        `number` counts from 0.
        """
        if page.get_rotation() or page.get_mediabox()[:2] != (0, 0):
            return []
        try:
            return list(self._found(number)) if _may_hold_tables(page) else []
        except Exception:  # what a second reader raises on a page that the first can read is beyond listing
            return []

    def _found(self, number: int) -> Iterator[Grid]:
        found = self._document.pages[number]
        for table in found.find_tables():
            rows = tuple(
                tuple(cell and (cell[0], found.height - cell[3], cell[2], found.height - cell[1]) for cell in row.cells)
                for row in table.rows
            )
            if len(rows) > 1 and len(rows[0]) > 1:
                yield Grid(rows)
        found.close()

    @cached_property
    def _document(self) -> Any:
        import pdfplumber

        logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # what it says of a file is no word to the user
        return pdfplumber.open(io.BytesIO(self._content))


def _may_hold_tables(page: PdfPage) -> bool:
    """Whether a page has the rules of a table, and no more than can be looked at."""
    points = list(islice(_points(page), _MOST + 1))
    columns, rows = ({round(place) for place in places} for places in zip(*points, strict=True)) if points else ((), ())
    return _FEWEST <= len(points) <= _MOST and len(columns) * len(rows) <= _CROSSINGS


def _points(page: PdfPage) -> Iterator[tuple[float, float]]:
    """The points between which the paths of a page are drawn."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    for path in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = path.get_matrix()
        for at in range(raw.FPDFPath_CountSegments(path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, at), x, y)
            yield matrix.on_point(x.value, y.value)
