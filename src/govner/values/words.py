"""The words of a document as indicators are chosen from them: names, figures, time expressions are one word each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govner.text.normalize import normalize
from govner.text.syllables import syllables

NUMBER = "#"
HYPHEN = "‑"
"""A hyphen within a word (bê-tông, nông-lâm nghiệp), where a dash between two words parts them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `[start, end)`; `form` is what clues call it: its spelling casefolded, NUMBER, HYPHEN or a mark."""

    start: int
    end: int
    form: str


def words(text: str, marked: Sequence[Word] = ()) -> list[Word]:
    """The words of a text in order, with the `marked` stretches, which do not overlap, in the place of theirs."""
    found = sorted(marked, key=lambda word: word.start)
    plain: list[Word] = []
    ahead = iter([*found, None])
    stretch = next(ahead)
    for start, end in syllables(text):
        while stretch and stretch.end <= start:
            stretch = next(ahead)
        if not (stretch and end > stretch.start):
            plain.append(Word(start, end, HYPHEN if _is_hyphen(text, start, end) else _form(text[start:end])))
    return sorted([*plain, *found], key=lambda word: word.start)


def _is_hyphen(text: str, start: int, end: int) -> bool:
    return text[start:end] == "-" and text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return NUMBER if word[0].isdigit() else normalize(word).text.casefold()
