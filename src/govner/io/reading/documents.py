"""A file that is one document: its format by its content where that tells, else by the ending of its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from govner.io.reading.docx import read_docx
from govner.io.reading.faults import Unreadable, check_length
from govner.io.reading.html import looks_like_html, read_html
from govner.io.reading.pdf import read_pdf
from govner.io.reading.plain import read_plain
from govner.schema import GovnerError

Reading = tuple[str, dict[str, Any]]
"""The text, and what is known of the file: its `format`, where there are any `encoding`, `pages`, `title`, `date`."""

_HTML = frozenset({".html", ".htm", ".xhtml"})
_OTHER_WORDS = frozenset({".doc", ".rtf", ".odt"})
ENDINGS = frozenset({".txt", ".docx", ".pdf"}) | _HTML | _OTHER_WORDS
"""What a folder is searched for. Legacy documents are among them, so that one that cannot be read is told of."""

_SAVE_AS = "open it in Word or LibreOffice and save it as .docx"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:hei|avi|mif)", re.DOTALL
)
_PDF_MARK = re.compile(rb"\s*%PDF-")


def read_document(content: bytes, ending: str) -> Reading:
    """The text of a file and what is known of it; `ending` is that of its name, in small letters.

    Raises:
        Unreadable: it says why there is no text, and what to do.
    """
    name, read = _reader(content, ending)
    try:
        text, meta = read(content)
    except GovnerError:
        raise
    except Exception as error:  # what parsers raise on a damaged file is beyond listing
        raise Unreadable(f"damaged, or no .{name} file ({type(error).__name__}: {error})") from error
    check_length(text)
    return text, {"format": name, **meta}


def _reader(content: bytes, ending: str) -> tuple[str, Callable[[bytes], Reading]]:
    if _PDF_MARK.match(content) or (ending == ".pdf" and b"%PDF-" in content[:1024]):
        return "pdf", read_pdf
    if content.startswith(_ZIP):
        _refuse_other_archives(content)
        return "docx", read_docx
    if content.startswith(_OLE):
        raise Unreadable(_legacy_office(content))
    if content.startswith(b"{\\rtf"):
        raise Unreadable(f"an .rtf file; {_SAVE_AS}")
    if _PICTURE.match(content):
        raise Unreadable("a picture; recognise its text with an OCR program first")
    if looks_like_html(content, certain=ending not in _HTML):
        return "html", read_html
    if ending in (".pdf", ".docx", ".odt"):
        raise Unreadable(f"damaged: its name ends in {ending}, its content is none; get it anew from where it came")
    return "txt", read_plain


def _refuse_other_archives(content: bytes) -> None:
    # An archive names its members at its end, in the clear.
    end = content[-(2**20) :]
    if b"word/document" in end:
        return
    if b"xl/workbook" in end:
        raise Unreadable("a spreadsheet; save the sheet with the texts as .csv")
    if b"opendocument" in content[:200]:
        raise Unreadable(f"an OpenDocument file; {_SAVE_AS}")
    if b"[Content_Types].xml" not in end:
        raise Unreadable("a .zip archive; unpack it and give what is in it")


def _legacy_office(content: bytes) -> str:
    if _utf16("EncryptedPackage") in content:
        return "protected by a password; open it in Word or LibreOffice and save it without one"
    if _utf16("Workbook") in content:
        return "a spreadsheet of old Excel (.xls); save the sheet with the texts as .csv"
    return f"a document of old Word (.doc); {_SAVE_AS}"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
