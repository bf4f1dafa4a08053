"""Why a file, or a row of one, gives no document; and how large what is read may be."""

from __future__ import annotations

from govner.schema import GovnerError

MIB = 2**20
FILE_LIMIT = 200 * MIB
"""Bytes of a file that is one document, its pictures among them."""
TEXT_LIMIT = 16_000_000
"""Characters of one text, more than 5,000 pages; to read it takes gigabytes of memory."""
ROW_LIMIT = 4 * TEXT_LIMIT
"""Bytes of one row."""


class Unreadable(GovnerError):
    """What is wrong with the content, and what to do; who knows the file's name puts it in front."""


def too_large(limit: int) -> Unreadable:
    """The fault of a content of more bytes than are read with care for the memory."""
    return Unreadable(f"larger than {limit // MIB} MiB, which no report is; give it in parts")


def check_length(text: str) -> None:
    """Refuse a text that is too long to be read with care for the memory.

    Raises:
        Unreadable: it says how long a text may be.
    """
    if len(text) > TEXT_LIMIT:
        raise Unreadable(f"longer than {TEXT_LIMIT // 10**6} million characters, which no report is; give it in parts")
