"""Sentences of reports, as found: headings, list items, captions and lines whose full stop lost its space."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    "tp tx tt th ths ts pgs gs bs ks cn cv ncs nxb đc đ/c mr mrs ms dr st ql tl đt dt kh tr sđt ng".split()
)
_CLOSERS = "\"'”’»)\\]"
_STOP = re.compile(rf"(?P<mark>[.!?…]+)[{_CLOSERS}]*(?P<gap>[^\S\n]*)")
_LAST_WORD = re.compile(r"[^\W_]+$")
_OPENERS = "\"'“‘«([-–•"
_LONGEST = 400
"""Characters on either side of what is to be proved that its evidence has at most."""
_CLAUSE = re.compile(r"[;:,.!?](?!\d)\s*")


class Sentences:
    """The sentences of a text, to be asked for the one at an offset."""

    def __init__(self, text: str):
        self._text = text
        self._bounds = sentences(text)
        self._starts = [start for start, _ in self._bounds]

    def at(self, offset: int) -> tuple[int, int]:
        """The offsets of the last sentence that begins at or before an offset, an empty stretch when none does."""
        index = bisect_right(self._starts, offset)
        return self._bounds[index - 1] if index else (offset, offset)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence in which `[start, end)` begins, whole or cut at its clauses where it is too long to be one."""
        opens, closes = self.at(start)
        closes = max(closes, end)
        if closes - opens <= 2 * _LONGEST:
            return opens, closes
        left, right = max(opens, start - _LONGEST), min(closes, end + _LONGEST)
        if left > opens and (mark := _CLAUSE.search(self._text, left, start)):
            left = mark.end()
        if right < closes:
            right = max((mark.end() for mark in _CLAUSE.finditer(self._text, end, right)), default=right)
        return left, right


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of a text, without the white space around them.

    A line end always ends a sentence. A full stop does not after an abbreviation, an initial or an item number, nor
    before a small letter. In "hiện nay.Biết" the stop ends a sentence although the space after it is lost.
    """
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\r\n]+", text):
        start = line.start()
        for end in _stops(text, line.start(), line.end()):
            found.append((start, end))
            start = end
        found.append((start, line.end()))
    return [trimmed for start, end in found if (trimmed := _trim(text, start, end))]


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and _is_stop(text, start, match):
            yield match.start("gap")


def _is_stop(text: str, line_start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 3].lstrip(_OPENERS)
    if not following or following[0].islower():
        return False
    window = max(line_start, match.start() - 24)
    last = _LAST_WORD.search(text, window, match.start())
    word = last[0] if last else ""
    if match["mark"] == ".":
        if word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()):
            return False
        if last and word.isdigit() and not text[line_start : last.start()].strip(_OPENERS + " \t"):
            return False
    if match["gap"]:
        return True
    # The space behind the stop is lost: both words must then look like words, "nay.Biết" and not "T.Ư".
    return len(word) > 1 and not word.isupper() and following[0].isupper() and following[1:2].islower()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
