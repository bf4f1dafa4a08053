"""A saved web page: its main text without menus, side bars and counters, as trafilatura finds it."""

from __future__ import annotations

import codecs
import html
import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from govner.io.extras import require
from govner.io.reading.faults import MIB, Unreadable, too_large
from govner.io.reading.legacy import mend_legacy
from govner.io.reading.plain import decode, wide_encoding

_LIMIT = 20 * MIB
"""Bytes of a page, which takes many times as much as a tree."""
_HEAD = 4096
"""Bytes in which a page must say what it is."""
_START = re.compile(
    # Atomic: a comment that could end at a later mark too would take exponential time where no page follows.
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.DOTALL,
)
_TAG = re.compile(r"<[a-z!/]", re.I)
_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*+=\s*+[\"']?\s*+([\w:.-]+)", re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-f]+|[a-z]+\d*);", re.I)
_SPACE = re.compile(r"\s+")
_XML_MARK = re.compile(r"^\ufeff?\s*<\?xml[^>]*>")
_HIDDEN = ("head", "script", "style", "noscript", "template")
_INLINE = frozenset("a abbr b bdi bdo cite code em font i kbd mark q s small span strong sub sup u var".split())
_LINE_END = re.compile(r"[\r\n]\s*")
_LINES_MATTER = re.compile(r"<(?:pre|textarea)\b|white-space", re.IGNORECASE)
_RULE = re.compile(r"[|\-:\s]*")


def looks_like_html(content: bytes, *, certain: bool) -> bool:
    """Whether a content is a web page: begins as one does, or, where that need not be certain, has a tag."""
    encoding = wide_encoding(content) or "utf-8"
    head = content[:_HEAD].decode(encoding, "replace")
    return bool(_START.match(head)) or (not certain and bool(_TAG.search(content.decode(encoding, "replace"))))


def read_html(content: bytes) -> tuple[str, dict[str, Any]]:
    """The main text of a page, a line for each paragraph, list item and table row (cells parted by ` | `).

    Where no main text is found, it is all that the body shows. `title` and `date` are what the page says of itself.

    Raises:
        Unreadable: the page is too large, its encoding unknown, or it shows no text.
    """
    if len(content) > _LIMIT:
        raise too_large(_LIMIT)
    require("files", "trafilatura")
    import trafilatura

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what they say of a page is no word to the user
    page, encoding = _page(content)
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    known = found if isinstance(found, dict) else found.as_dict() if found else {}
    text = "\n".join(_lines(known.get("text") or "")) or _body(page)
    if not text:
        raise Unreadable("a web page without text; if a program in it was to fetch the text, save it from a browser")
    meta = {"encoding": encoding, "title": known.get("title"), "date": _iso(known.get("date"))}
    return text, {key: value for key, value in meta.items() if value}


def _page(content: bytes) -> tuple[str, str | None]:
    """The source of a page, and its encoding where that is not UTF-8."""
    try:
        page, encoding = decode(content)
    except Unreadable:
        declared = _CHARSET.search(content[:_HEAD])
        if declared is None:
            raise
        try:
            encoding = codecs.lookup(declared[1].decode()).name
            page = content.decode(encoding)
        except (LookupError, UnicodeError):
            raise Unreadable(f"not of the encoding {declared[1].decode()} that it names; save it as UTF-8") from None
    # Old encodings are mended here and not in the text: on the way there soft hyphens go, which TCVN3 has for a letter.
    page, mended = mend_legacy(_ENTITY.sub(_old_character, page))
    # A line end in the source is a space on the page, which not all that trafilatura tries heeds.
    return page if _LINES_MATTER.search(page) else _LINE_END.sub(" ", page), mended or encoding


def _old_character(entity: re.Match[str]) -> str:
    """A Latin-1 character that is written as an entity, as itself."""
    character = html.unescape(entity[0])
    return character if "\xa0" < character <= "\xff" else entity[0]


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("|"):
            yield from filter(None, [" ".join(line.split())])
        elif not _RULE.fullmatch(line):
            yield " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))


def _body(page: str) -> str:
    """All that the body of a page shows, a line for each block."""
    from lxml import etree
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(_XML_MARK.sub("", page))
    except etree.ParserError:  # nothing in it
        return ""
    etree.strip_elements(tree, etree.Comment, *_HIDDEN, with_tail=False)
    for element in tree.iter():
        edge = "" if element.tag in _INLINE else "\n"
        element.text = edge + _SPACE.sub(" ", element.text or "")
        element.tail = edge + _SPACE.sub(" ", element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(filter(None, lines))


def _iso(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        return None
