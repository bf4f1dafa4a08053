"""Syllables, numbers and punctuation: the smallest units between which a span may begin or end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_TOKEN = re.compile(
    rf"(?P<word>(?:{_LETTER})+)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|\S"
)
_WORD_LETTER = re.compile(_LETTER)


def syllables(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the tokens of a text, in order; together they cover all of it but the white space.

    A token is a run of letters with their marks, a number with its separators (31.450, 7,5) or one other character.
    Words that lost the space between them are parted where a small letter meets a capital one that opens a word:
    "Quảng ĐiềnÔng Thảo" has four syllables.
    """
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word" and not _one_case(match[0]):
            found.extend(_part_glued(text, *match.span()))
        else:
            found.append(match.span())
    return found


def _one_case(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower()


def _part_glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    was_lower = False
    for match in _WORD_LETTER.finditer(text, start, end):
        if was_lower and match[0][0].isupper():
            yield begin, match.start()
            begin = match.start()
        was_lower = match[0][0].islower()
    yield begin, end
