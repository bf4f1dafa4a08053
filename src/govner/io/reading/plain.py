"""Bytes that are text: UTF-8 to the letter, else what the bytes tell of their encoding."""

from __future__ import annotations

import codecs
import re
from typing import Any

from govner.io.reading.faults import Unreadable
from govner.io.reading.legacy import decode_legacy, mend_legacy

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
"""Bytes from which UTF-16 without a mark is told."""
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
"""What no text has, and numbers in a binary file become where they are taken for UTF-16."""


def read_plain(content: bytes) -> tuple[str, dict[str, Any]]:
    """The text of a plain file; line ends stay, and so does a byte order mark of UTF-8.

    Raises:
        Unreadable: the content is no text, or in no encoding that is known.
    """
    text, encoding = decode(content)
    return text, {"encoding": encoding} if encoding else {}


def wide_encoding(content: bytes) -> str | None:
    """The encoding of a text of two or four bytes a character: by its byte order mark, else by its NUL bytes."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    return marked or (None if len(content) % 2 else _unmarked_encoding(content[:_HEAD]))


def _unmarked_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: of most characters of a Vietnamese text the upper byte is NUL, and no character is."""
    for encoding, upper in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if 2 * upper.count(0) > len(upper) and not _CONTROL.search(head.decode(encoding, "ignore")):
            return encoding
    return None


def decode(content: bytes) -> tuple[str, str | None]:
    """The text in any encoding that is known, and the name of the encoding where it is not UTF-8.

    Raises:
        Unreadable: the content is no text, or in no encoding that is known.
    """
    if encoding := wide_encoding(content):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            raise Unreadable(f"it begins as {encoding.upper()} text and is none; save it as UTF-8") from None
    at = content.find(b"\0")
    if at >= 0:
        raise Unreadable(f"a binary file, no text (NUL byte at offset {at}); if it is a text, save it as UTF-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if found := decode_legacy(content):
            return found
        where = f"byte 0x{content[error.start]:02x} at offset {error.start}"
        raise Unreadable(f"not UTF-8 ({where}), nor an old Vietnamese encoding; save it as UTF-8") from None
    return mend_legacy(text)
