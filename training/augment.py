"""Other ways to write a gold report, as seeded functions: capitals, small letters, lost diacritics, typos.

Each keeps the length of the text, so that the spans stay where they are. Those of `variation.py`, which put other words
into it, move the spans. What comes out is a gold report as well.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from variation import VARIATIONS

from govner.schema import Report

TYPOS = 0.02

Augmentation = Callable[[Report, random.Random], Report]


def capitals(report: Report, _: random.Random) -> Report:
    """The whole report in capitals."""
    return _spelled(report, str.upper)


def small_letters(report: Report, _: random.Random) -> Report:
    """The whole report in small letters."""
    return _spelled(report, str.lower)


def no_diacritics(report: Report, _: random.Random) -> Report:
    """The report as it is typed without tone marks and hooks: "Chủ tịch" becomes "Chu tich"."""
    return _spelled(report, _bare)


def capital_lines(report: Report, rng: random.Random) -> Report:
    """Some of the lines in capitals, as headings are."""
    lines = report.text.split("\n")
    return _with_text(
        report, "\n".join(_same_length(line, str.upper) if rng.random() < 0.3 else line for line in lines)
    )


def typos(report: Report, rng: random.Random) -> Report:
    """One letter in fifty replaced by another of the report."""
    letters = [letter for letter in report.text if letter.isalpha()]
    return _with_text(
        report,
        "".join(rng.choice(letters) if letter.isalpha() and rng.random() < TYPOS else letter for letter in report.text),
    )


SPELLINGS: dict[str, Augmentation] = {
    "capitals": capitals,
    "capital_lines": capital_lines,
    "small_letters": small_letters,
    "no_diacritics": no_diacritics,
    "typos": typos,
}
AUGMENTATIONS: dict[str, Augmentation] = {**SPELLINGS, **VARIATIONS}


def augmented(report: Report, shares: dict[str, float], rng: random.Random) -> Report:
    """The report, or with the probability that `shares` gives each augmentation, what that one makes of it."""
    drawn = rng.random()
    for name, share in shares.items():
        drawn -= share
        if drawn < 0:
            return AUGMENTATIONS[name](report, rng)
    return report


def _spelled(report: Report, spell: Callable[[str], str]) -> Report:
    return _with_text(report, _same_length(report.text, spell))


def _same_length(text: str, spell: Callable[[str], str]) -> str:
    """The text spelled letter by letter; a letter that would become two stays."""
    letters = ((letter, spell(letter)) for letter in text)
    return "".join(new if len(new) == 1 else letter for letter, new in letters)


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return "".join(sign for sign in unicodedata.normalize("NFD", letter) if not unicodedata.combining(sign))


def _with_text(report: Report, text: str) -> Report:
    spans = tuple(replace(span, text=text[span.start : span.end]) for span in report.spans)
    return replace(report, text=text, spans=spans)
