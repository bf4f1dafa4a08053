"""Units named inside the names of bodies: "UBND huyện Bắc Hà" and "Huyện ủy Bắc Hà" speak of huyện Bắc Hà."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govner.knowledge.places.gazetteer import Gazetteer
from govner.knowledge.units import Level
from govner.text.normalize import normalize

_COMMITTEES = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_TYPED = re.compile(
    r"(?<!\w)(?:(?P<committee>tỉnh|thành|huyện|quận|thị) ủy "
    r"|(?P<word>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu|tp|tx|tt|[hqpx](?=\.))(?:\. ?| ))",
    re.IGNORECASE,
)
_LONGEST = 5
"""Syllables of the longest names that are looked for; "Phan Rang - Tháp Chàm" counts its dash."""

_OF_DISTRICTS = re.compile(r"(?<!\w)(?:huyện|quận|thị xã|thị ủy|thị trấn)(?!\w)", re.IGNORECASE)


def units_named_in(body: str, units: Gazetteer) -> Iterator[str]:
    """The names of units, with type word, in the name of a body, and the province that it ends with."""
    text = normalize(body).text
    for match in _TYPED.finditer(text):
        word = match["word"] or _COMMITTEES[match["committee"].casefold()]
        word += "." * (len(word) == 1)
        syllables = re.split(r"[,;()]", text[match.end() :], maxsplit=1)[0].split()[:_LONGEST]
        names = (f"{word} {' '.join(syllables[:length])}" for length in range(len(syllables), 0, -1))
        longest = next((name for name in names if units.named(name)), None)
        if longest:
            yield longest
    syllables = text.split()[-_LONGEST:]
    endings = (" ".join(syllables[first:]) for first in range(len(syllables)))
    yield from (name for name in endings if any(unit.level == Level.PROVINCE for unit in units.named(name)))


def speaks_of_districts(body: str) -> bool:
    """Whether the name of a body has the type word of a unit that there is no more since July 2025."""
    return _OF_DISTRICTS.search(body) is not None
