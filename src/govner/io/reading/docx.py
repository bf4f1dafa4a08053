"""A Word document: its paragraphs and tables in the order in which they stand.

A paragraph is a line. A row of a table is one too, its cells parted by ` | `, but for one or two cells with several
lines each, such as the head of an official letter and its signatures: they are no row of data, and keep their lines.
Every cell of a row of data keeps its column: the empty ones stay, and one that reaches over several has empty ones
behind it. Text boxes follow the paragraph that they hang on. What tracked changes have deleted is left out, and so are
headers, footers, notes and comments.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govner.io.extras import require
from govner.io.reading.faults import FILE_LIMIT, MIB, Unreadable
from govner.io.reading.legacy import mend_legacy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_XML_LIMIT = 64 * MIB
"""Bytes of one XML part, which takes many times as much as a tree; that of a long report has one MiB."""
_XML_START = re.compile(rb"[<\s\0]|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\x4c\x6f\xa7\x94")
"""How XML begins in any encoding that the parser knows; the last is `<?xm` in EBCDIC."""
_BOMB = "it unpacks to far more than any report has, so it is left packed; save it anew without what it embeds"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", _ALTERNATIVE})
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_MOST_COLUMNS = 63
"""Columns that a table of Word may have."""
_PICTURES = (f"{_W}drawing", f"{_W}pict")


def read_docx(content: bytes) -> tuple[str, dict[str, Any]]:
    """The text of a .docx file.

    Raises:
        Unreadable: the file unpacks to more than is safe, or has pictures only.
    """
    require("files", "docx")
    import docx

    _check_sizes(content)
    body = getattr(docx.Document(io.BytesIO(content)).element, "body", None)
    if body is None:
        raise Unreadable("damaged: what it names as its document is none; save it anew")
    text = "\n".join(_lines(body))
    if not text and any(True for _ in body.iter(*_PICTURES)):
        raise Unreadable("pictures without text, as of scanned pages; recognise their text with an OCR program first")
    text, encoding = mend_legacy(text)
    return text, {"encoding": encoding} if encoding else {}


def _check_sizes(content: bytes) -> None:
    """Refuse an archive that unpacks to more than is safe, by what it declares and by what comes out.

    What is XML the beginning of a part tells: a name says nothing, for a document may have any.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > FILE_LIMIT:
            raise Unreadable(_BOMB)
        for part in archive.infolist():
            with archive.open(part) as file:
                if _XML_START.match(file.read(4)) and sum(map(len, iter(lambda: file.read(MIB), b""))) > _XML_LIMIT:
                    raise Unreadable(_BOMB)


def _lines(container: Element) -> Iterator[str]:
    """The lines of the blocks in a body, a cell or whatever else holds blocks; none is blank."""
    for block in container:
        if block.tag in _SKIPPED:
            continue
        if block.tag == f"{_W}p":
            yield from _paragraph(block)
        elif block.tag == f"{_W}tr":
            yield from _row(block)
        else:  # a table, a content control, an insertion, ...
            yield from _lines(block)


def _row(row: Element) -> Iterator[str]:
    cells = [cell for cell in row.iter(f"{_W}tc") if _row_of(cell) is row]
    lines = [list(_lines(cell)) for cell in cells]
    if sum(map(_width, cells)) <= 2 and any(len(some) > 1 for some in lines):
        for some in lines:
            yield from some
    elif any(lines):
        columns = [""] * _told(row, f"{_W}trPr/{_W}gridBefore")
        for cell, some in zip(cells, lines, strict=True):
            columns += (" ".join(some), *[""] * (_width(cell) - 1))
        columns += [""] * _told(row, f"{_W}trPr/{_W}gridAfter")
        yield " | ".join(columns if len(columns) > 2 else filter(None, columns)).strip()


def _width(cell: Element) -> int:
    """How many columns a cell reaches over."""
    return max(1, _told(cell, f"{_W}tcPr/{_W}gridSpan"))


def _told(element: Element, property_path: str) -> int:
    """How many columns a property of a row or a cell tells; none where it is not set."""
    told = element.find(property_path)
    value = "" if told is None else told.get(f"{_W}val", "")[:4]
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() else 0


def _row_of(cell: Element) -> Element:
    """The row that a cell is of, which is not that of a table inside it."""
    return next(cell.iterancestors(f"{_W}tr"))


def _paragraph(paragraph: Element) -> Iterator[str]:
    boxes: list[Element] = []
    for line in "".join(_pieces(paragraph, boxes)).split("\n"):
        if line := " ".join(line.split()):
            yield line
    for box in boxes:
        yield from _lines(box)


def _pieces(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The text of an element piece by piece; text boxes in it are put aside."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag not in _SKIPPED:
            yield from _pieces(child, boxes)
