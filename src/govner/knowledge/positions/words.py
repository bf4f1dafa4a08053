"""A text in words, and the longest entry of a table that opens at one of them.

Tables are keyed by words without joints, so that "Kế hoạch và Đầu tư", "Kế hoạch - Đầu tư" and "kế hoạch đầu tư" are
one entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from govner.text.normalize import normalize

Entry = TypeVar("Entry")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\s\w]|_")
JOINTS = frozenset({"-", "–", ",", "&", "/", "và"})
_LONGEST = 14
"""Words of the longest entry of any table, joints counted."""
_BRACKET = re.compile(r"\([^()]*\)")
_TERM = re.compile(r"(?<!\w)(?:khóa|nhiệm kỳ) (?:[IVXLC]+|\d+)(?!\w)(?: ?[-–] ?\d+)?", re.IGNORECASE)
_EDGES = " \n.,;:-–\"“”'‘’«»"


def clean(text: str) -> str:
    """The text normalised and on one line, without brackets, terms of office and punctuation at its ends."""
    text = normalize(text).text.replace("&amp;", "&")
    return " ".join(_TERM.sub("", _BRACKET.sub(" ", text)).split()).strip(_EDGES)


@dataclass(frozen=True, slots=True)
class Words:
    """The words and punctuation marks of a text: `folded` casefolded, `spans` their half-open offsets."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.folded)

    def part(self, start: int, end: int | None = None) -> Words:
        """The words `[start, end)` alone."""
        return Words(self.text, self.folded[start:end], self.spans[start:end])

    def written(self, start: int, end: int | None = None) -> str:
        """The text of words `[start, end)` as it is written, without joints at its ends."""
        end = len(self) if end is None else end
        if start >= end:
            return ""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]].strip(_EDGES)

    def is_capital(self, at: int) -> bool:
        """Whether word `at` opens with a capital letter or is a number."""
        letter = self.text[self.spans[at][0]]
        return letter.isupper() or letter.isdigit()


def split(text: str) -> Words:
    """The words of a cleaned text."""
    matches = list(_WORD.finditer(text))
    return Words(text, tuple(match[0].casefold() for match in matches), tuple(match.span() for match in matches))


def key(text: str) -> str:
    """The key of a table's entry: its words, casefolded, without joints."""
    return " ".join(word for word in split(text).folded if word not in JOINTS)


def longest(words: Words, start: int, table: Mapping[str, Entry]) -> tuple[Entry, int] | None:
    """The longest entry that opens at word `start`, and the word behind it."""
    if start >= len(words) or words.folded[start] in JOINTS:
        return None
    found = None
    phrase = ""
    for at in range(start, min(start + _LONGEST, len(words))):
        word = words.folded[at]
        if word in JOINTS:
            continue
        phrase = f"{phrase} {word}" if phrase else word
        if phrase in table:
            found = (table[phrase], at + 1)
    return found
