"""A PDF with a text layer: its lines put together to paragraphs again.

Newcomer's notes. A PDF knows where characters stand, nothing of paragraphs. `_page_lines` reads the lines of a page
with their places; lines beside each other become a table row, and so does what stands in a row of cells that rules
draw (`ruled`). Running heads and page numbers are told by standing at one height of many pages. `_goes_on` then says
for each line whether the next goes on with it: it does where the next one's first word would not have fitted any more,
and nothing (an indent, a wide gap, an item's mark, another size of letters) says that it begins something new.
Headings, signatures and table rows end short of the margin and stay lines.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median, mode
from typing import TYPE_CHECKING, Any

from govner.io.extras import require
from govner.io.reading.faults import Unreadable
from govner.io.reading.legacy import mend_legacy
from govner.io.reading.ruled import Box, Grid, RuledTables

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_Character = tuple[str, int]
"""A character and the number by which pdfium knows it on its page."""
_Place = tuple[int, int, int]
"""A cell: the numbers of its table, row and column."""
_FEW = 200
"""Characters of a page that a stamp or an electronic signature on a scanned one may have."""
_FULL = 0.7
"""Share of a page that the picture of a scanned one covers at least."""
_EDGE = 0.12
"""Share of a page's height, above and below, where running heads and page numbers stand."""
_RUNNING = 2
"""How many lines there may be of a running head, and of a foot."""
_CELL_GAP = 1.6
"""How many heights of a line the gap between two cells of a table row has at least."""
_LEADING = 1.3
"""How much wider than most a gap between two lines is that parts paragraphs."""
_SET_IN = 0.2
"""Share of a line's width by which a paragraph may be set in; what begins further right is centred, or at the right."""
_NARROW = 0.6
"""Share of a page's width at which no line is full yet."""
_SPACE = 1 / 3
"""Width of a space by the size of its letters: a quarter in Times, just under a third in DejaVu."""
_PAGE_NUMBER = re.compile(r"[-–—( ]*(?:[Tt]rang )?(\d{1,4})(?: ?/ ?\d{1,4})?[-–—) ]*")
_BULLET = re.compile(r"[-–—+*•▪●○►✓] ?(?=\S)")
_ITEM = re.compile(
    rf"{_BULLET.pattern}|\(?\d{{1,3}}[.)] |\d{{1,2}}(?:\.\d{{1,2}})+\.? |[a-zđ]\) |[IVXL]+[.)] "
    r"|(?:Điều|Chương|Mục|Phần) [\dIVXL]"
)
_GLUED = re.compile(r"\w[-–]$")
"""A compound that is parted at its hyphen, such as kinh tế-xã hội."""
_ENDS = re.compile(r"[.;:!?…][\"”’)»]*$")
_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""What pdfium has for a hyphen at the end of a line."""
_CHARACTER = re.compile("[\ud800-\udbff][\udc00-\udfff]|[^\0]")
"""A character as pdfium has it: two UTF-16 units where one does not hold it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page and its place in points; `word` is the width of its first word, `cells` in how many it falls.

    `is_row` tells a row of a ruled table.
    """

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    word: float
    cells: int
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    width: float
    height: float
    lines: tuple[_Line, ...]
    is_scan: bool


def read_pdf(content: bytes) -> tuple[str, dict[str, Any]]:
    """The text of a PDF, a line for each paragraph, with the offsets at which its `pages` begin.

    `scanned_pages` are the numbers of those without a text layer, from 1, where others have one.

    Raises:
        Unreadable: the file is a scan, asks for a password, holds no text, or far too much.
    """
    require("files", "pypdfium2", "pdfplumber")
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" not in str(error).lower():
            raise
        raise Unreadable("protected by a password; save it without one") from None
    with closing(document):
        pages = list(_pages(document, RuledTables(content)))
    scanned = [number for number, page in enumerate(pages, 1) if page.is_scan]
    if scanned and not any(page.lines for page in pages if not page.is_scan):
        raise Unreadable("a scan without a text layer; recognise its text first: ocrmypdf -l vie scan.pdf text.pdf")
    lines = _without_running_lines(pages)
    if not lines:
        raise Unreadable("no text in it; print it to a PDF anew from the program that it was written with")
    mended, encoding = mend_legacy("\n".join(line.text for line in lines))
    lines = [replace(line, text=text) for line, text in zip(lines, mended.split("\n"), strict=True)]
    text, offsets = _put_together(lines, pages)
    found = {"scanned_pages": scanned, "encoding": encoding}
    return text, {"pages": offsets} | {key: value for key, value in found.items() if value}


def _pages(document: PdfDocument, ruled: RuledTables) -> Iterator[_Page]:
    """What stands on each page; a page is closed before the next is opened."""
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            lines = tuple(_page_lines(text, number, ruled.of(page, number)))
            size = sum(len(line.text) for line in lines)
            width, height = page.get_size()
            yield _Page(width, height, lines, size < _FEW and _has_full_picture(page, width * height))


def _has_full_picture(page: PdfPage, area: float) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    places = (picture.get_bounds() for picture in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((right - left) * (top - bottom) >= _FULL * area for left, bottom, right, top in places)


def _page_lines(page: PdfTextPage, number: int, grids: Sequence[Grid]) -> Iterator[_Line]:
    """The lines of a page in the order of its content; the rows of a table stand where most of its characters do."""
    characters = list(_characters(page))
    places = list(_places(page, characters, grids))
    cells: dict[int, dict[tuple[int, int], list[_Character]]] = defaultdict(lambda: defaultdict(list))
    for character, place, following in zip(characters, places, [*places[1:], None], strict=False):
        if place:
            cell = cells[place[0]][place[1:]]
            cell.append(character)
            if following != place:
                cell.append((" ", character[1]))
    by_table = groupby(zip(characters, places, strict=True), key=lambda pair: pair[1] and pair[1][0])
    runs = [(table, [character for character, _ in run]) for table, run in by_table]
    longest = {table: run for table, run in sorted(runs, key=lambda pair: len(pair[1])) if table is not None}
    for table, run in runs:
        if table is None:
            yield from _beside_each_other(_pieces(page, number, run))
        elif run is longest[table]:
            yield from _rows(page, number, grids[table], cells[table])


def _places(page: PdfTextPage, characters: Iterable[_Character], grids: Sequence[Grid]) -> Iterator[_Place | None]:
    """The cell in which each character stands; white space stands where the character before does."""
    cells = [((table, row, column), box) for table, grid in enumerate(grids) for row, column, box in grid.cells]
    cell = None
    for character, at in characters:
        if cells and not character.isspace():
            left, bottom, right, top = page.get_charbox(at)
            point = (left + right) / 2, (bottom + top) / 2
            # Most characters stand in the cell of the one before.
            cell = next((one for one in (cell, *cells) if one and _holds(one[1], *point)), None)
        yield cell and cell[0]


def _holds(box: Box, x: float, y: float) -> bool:
    left, bottom, right, top = box
    return left <= x <= right and bottom <= y <= top


def _rows(
    page: PdfTextPage, number: int, grid: Grid, cells: Mapping[tuple[int, int], Sequence[_Character]]
) -> Iterator[_Line]:
    """The rows of a ruled table that say anything, a line each, in which every cell keeps its column."""
    for row, boxes in enumerate(grid.rows):
        columns = [_words(cells.get((row, column), ())) for column in range(len(boxes))]
        if filled := [_line(page, number, words) for words in columns if words]:
            texts = (" ".join("".join(character for character, _ in word) for word in words) for words in columns)
            text = " | ".join(texts).strip()
            yield replace(filled[0], text=text, right=filled[-1].right, cells=len(columns), is_row=True)


def _beside_each_other(lines: Iterable[_Line]) -> Iterator[_Line]:
    """The lines, those that stand beside each other as one."""
    row: _Line | None = None
    for line in lines:
        if row and abs(row.baseline - line.baseline) < row.size / 4 and line.left >= row.right:
            row = replace(row, text=f"{row.text} | {line.text}", right=line.right, cells=row.cells + line.cells)
        else:
            if row:
                yield row
            row = line
    if row:
        yield row


def _pieces(page: PdfTextPage, number: int, characters: Iterable[_Character]) -> Iterator[_Line]:
    """The lines of a page as pdfium parts them."""
    for is_end, line in groupby(characters, key=lambda character: character[0] in "\r\n"):
        if (visible := _words(line)) and not is_end:
            yield _line(page, number, visible)


def _words(characters: Iterable[_Character]) -> list[list[_Character]]:
    """The characters word by word."""
    words = groupby(characters, key=lambda character: character[0].isspace())
    return [list(word) for is_space, word in words if not is_space]


def _characters(page: PdfTextPage) -> Iterator[_Character]:
    """The characters of a page, each with the number by which pdfium knows it; half a pair is a missing one."""
    from pypdfium2.raw import FPDFText_GetUnicode

    units = "".join(chr(FPDFText_GetUnicode(page, at)) for at in range(page.count_chars()))
    for found in _CHARACTER.finditer(units):
        character = found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield _HYPHENS.get(character, character), found.start()


def _line(page: PdfTextPage, number: int, words: Sequence[Sequence[_Character]]) -> _Line:
    """The line of some words, each of characters with their numbers on the page."""
    from pypdfium2.raw import FPDFText_GetCharOrigin

    first = words[0][0][1]
    baseline = ctypes.c_double()
    FPDFText_GetCharOrigin(page, first, ctypes.c_double(), baseline)
    _, bottom, _, top = page.get_charbox(first, loose=True)
    places = [(page.get_charbox(word[0][1])[0], page.get_charbox(word[-1][1])[2]) for word in words]
    text, cells = "", 1
    for word, (left, _), (_, before) in zip(words, places, [places[0], *places], strict=False):
        is_cell = left - before > _CELL_GAP * (top - bottom)
        cells += is_cell
        text += (" | " if is_cell else " " if text else "") + "".join(character for character, _ in word)
    (left, end), right = places[0], places[-1][1]
    return _Line(text, number, left, right, baseline.value, top - bottom, end - left, cells)


def _without_running_lines(pages: Sequence[_Page]) -> list[_Line]:
    """The lines but for page numbers, and for those that stand at one height of most pages in one wording."""
    edges = [dict(_edge_lines(page)) for page in pages]
    often = Counter(key for page in edges for key in set(page.values()))
    running = {key for key, pages_with_it in often.items() if pages_with_it >= max(2, len(pages) / 2)}
    return [
        line
        for page, edge in zip(pages, edges, strict=True)
        for at, line in enumerate(page.lines)
        if edge.get(at) not in running
    ]


def _edge_lines(page: _Page) -> Iterator[tuple[int, tuple[str, int]]]:
    """The outermost lines of a page by their numbers, with what each shares with those that run on other pages."""
    by_height = sorted(range(len(page.lines)), key=lambda at: page.lines[at].baseline)
    for at in {*by_height[:_RUNNING], *by_height[-_RUNNING:]}:
        line = page.lines[at]
        if line.is_row or min(line.baseline, page.height - line.baseline) > _EDGE * page.height:
            continue
        if number := _PAGE_NUMBER.fullmatch(line.text):
            yield at, ("page number less number of the page", int(number[1]) - line.page)
        elif re.search(r"[^\W\d_]", line.text):
            yield at, (re.sub(r"\d+", "#", line.text), round(line.baseline))


def _put_together(lines: Sequence[_Line], pages: Sequence[_Page]) -> tuple[str, list[int]]:
    """The text of the lines, and the offset at which each page begins in it."""
    paragraphs: list[list[_Line]] = []
    page = _Setting.of(lines, pages)
    for line in lines:
        if paragraphs and page.goes_on(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    pieces: list[str] = []
    offsets: list[int] = []
    length = 0
    for paragraph in paragraphs:
        joint = "\n" if pieces else ""
        for line in paragraph:
            offsets += [length + len(joint)] * (line.page + 1 - len(offsets))
            pieces += (joint, line.text)
            length += len(joint) + len(line.text)
            joint = "" if _GLUED.search(line.text) else " "
    return "".join(pieces), offsets + [length] * (len(pages) - len(offsets))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set: by width of its pages where full lines end and most begin, the usual step of two lines."""

    widths: Sequence[float]
    margins: Mapping[float, float]
    lefts: Mapping[float, float]
    step: float

    @classmethod
    def of(cls, lines: Iterable[_Line], pages: Sequence[_Page]) -> _Setting:
        widths = [page.width for page in pages]
        by_width: dict[float, list[_Line]] = defaultdict(list)
        for line in lines:
            by_width[widths[line.page]].append(line)
        margins, lefts = {}, {}
        for width, some in by_width.items():
            # A few lines may stick out.
            margins[width] = max(sorted(line.right for line in some)[-1 - len(some) // 20], _NARROW * width)
            broken = [other for line, other in pairwise(some) if _is_full(line, other, margins[width])]
            lefts[width] = mode(round(line.left) for line in broken or some)
        steps = [
            step for some in by_width.values() for line, other in pairwise(some) if (step := _step(line, other)) > 0
        ]
        return cls(widths, margins, lefts, median(steps) if steps else 0.0)

    def goes_on(self, paragraph: Sequence[_Line], line: _Line) -> bool:
        """Whether a paragraph so far goes on with a line."""
        first, last = paragraph[0], paragraph[-1]
        width, slack = self.widths[last.page], last.size / 2
        is_end = bool(_ENDS.search(last.text))
        if max(last.cells, line.cells) > 1 or not 0.75 * line.size < last.size < 1.33 * line.size:
            return False
        if not _is_full(last, line, self.margins[width]) or _begins_item(line.text, is_end):
            return False
        left = self.lefts[width]
        is_flush = abs(line.left - left) < slack
        if line.page != last.page:
            return not is_end or (is_flush and first.left > left + slack)
        if not 0 < _step(last, line) < _LEADING * self.step:
            return False
        if last is first and not is_end and _is_centred(first, line, left + self.margins[width]):
            return True
        if last is not first:
            return abs(line.left - last.left) < slack
        # The second line settles where the paragraph begins: flush, hanging under an item, or set in as a whole.
        is_near = first.left - slack < line.left < left + _SET_IN * (self.margins[width] - left)
        return is_flush or (
            is_near and (bool(_ITEM.match(first.text)) or (line.left < first.left + slack and not is_end))
        )


def _is_full(line: _Line, following: _Line, margin: float) -> bool:
    """Whether the first word of the next line would not have fitted in a line."""
    return line.right + line.size * _SPACE + following.word >= margin


def _is_centred(line: _Line, following: _Line, both_margins: float) -> bool:
    """Whether two lines of unlike widths stand in the middle between the margins, as those of a long heading do."""
    middles = (line.left + line.right, following.left + following.right)
    return following.right < line.right - line.size and all(abs(at - both_margins) < line.size for at in middles)


def _step(line: _Line, following: _Line) -> float:
    """How far a line stands above the next of its page."""
    return line.baseline - following.baseline if line.page == following.page else 0.0


def _begins_item(text: str, is_free: bool) -> bool:
    """Whether a line begins an item or an article; `is_free` says that the line before it ends a sentence or part.

    Where it does not, the line may be the rest of "kinh tế - xã hội" or of "ngày 15 tháng 12."
    """
    if is_free:
        return bool(_ITEM.match(text))
    bullet = _BULLET.match(text)
    return bullet is not None and text[bullet.end()].isupper()
