"""Which area a body serves: the words "huyện Bắc Hà", "tỉnh", "cấp xã", "Trung ương" in its name, and their level.

Newcomer's notes. A unit's type word is often part of another word (nông *thôn*, *xã* hội, hợp tác *xã*), so it counts
only with a name in capitals, a known province or nothing behind it. "thành phố" is a province or lies in one: the name
decides, and where there is none both levels stay open.
"""

from __future__ import annotations

import re
from enum import StrEnum

from govner.knowledge.positions.words import Words, longest
from govner.knowledge.units import PROVINCES, TYPE_WORDS, Level, parse_unit


class BodyLevel(StrEnum):
    """The level of a body: the tiers of `units.Level`, under the same values, and the centre above them."""

    CENTRAL = "central"
    PROVINCE = Level.PROVINCE.value
    DISTRICT = Level.DISTRICT.value
    COMMUNE = Level.COMMUNE.value
    VILLAGE = Level.VILLAGE.value


CENTRAL_CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ"})
"""Cities on the level of a province throughout; Huế became one on 1 January 2025 and may stand for both levels."""
_BOTH = frozenset({BodyLevel.PROVINCE, BodyLevel.DISTRICT})

_ABBREVIATED = frozenset({"tp", "tx", "tt", "q", "h", "x", "p"})
UNIT_WORDS: dict[str, str] = {word: word for word in TYPE_WORDS if word not in _ABBREVIATED}
"""The spelled-out type words of units."""
_AT_LEVEL = {
    "cấp tỉnh": BodyLevel.PROVINCE,
    "cấp thành phố": None,
    "cấp huyện": BodyLevel.DISTRICT,
    "cấp quận": BodyLevel.DISTRICT,
    "cấp xã": BodyLevel.COMMUNE,
    "cấp phường": BodyLevel.COMMUNE,
    "cấp thôn": BodyLevel.VILLAGE,
    "cấp cơ sở": BodyLevel.COMMUNE,
    "cấp trung ương": BodyLevel.CENTRAL,
}
_CENTRE = {"trung ương": "Trung ương", "tối cao": "tối cao", "quốc gia": "quốc gia", "việt nam": "Việt Nam"}
_LONGEST_PROVINCE = 6
"""Words of the longest name of a province, joints counted."""
_REGION = "khu vực"
_OUTER_UNIT = re.compile(r",| (?=(?:tỉnh|thành phố|huyện|thị xã|quận) )", re.IGNORECASE)
_PARTS_OF_WORDS = frozenset({
    *("xã hội", "nông thôn", "hợp tác xã", "tác xã", "thông tấn xã", "tấn xã", "văn bản", "căn bản", "cơ bản"),
    *("xuất bản", "tài bản", "chăm sóc", "làng nghề", "bản đồ", "bản quyền", "ấp trứng", "bản tin", "buôn bán"),
    *("tỉnh ủy", "huyện ủy", "quận ủy", "thị xã ủy", "tỉnh đoàn", "huyện đoàn", "quận đoàn", "xã đoàn", "phường đoàn"),
    *("tỉnh đội", "huyện đội", "quận đội", "xã đội", "phường đội"),
    *("thị xã hội", "dân bản", "bản địa", "bản sắc"),
})  # fmt: skip


def opens_area(words: Words, at: int, in_small_letters: bool = False) -> bool:
    """Whether the words from `at` to the end name an area, whose name may stand in small letters."""
    if longest(words, at, _AT_LEVEL):
        return True
    if centre := longest(words, at, _CENTRE):
        return centre[1] == len(words)
    if " ".join(words.folded[at : at + 2]) == _REGION:
        return at + 2 == len(words) or words.is_capital(at + 2)
    unit = longest(words, at, UNIT_WORDS)
    if unit is None or _is_part_of_word(words, at, unit[1]):
        return False
    behind = unit[1]
    return (
        behind == len(words)
        or in_small_letters
        or words.is_capital(behind)
        or words.folded[behind] == ","
        or (len(words) - behind <= _LONGEST_PROVINCE and words.written(behind).casefold() in PROVINCES)
    )


def _is_part_of_word(words: Words, at: int, end: int) -> bool:
    before = " ".join(words.folded[max(at - 1, 0) : end])
    behind = " ".join(words.folded[at : end + 1])
    return (at > 0 and before in _PARTS_OF_WORDS) or (end < len(words) and behind in _PARTS_OF_WORDS)


def levels_of_area(area: str) -> frozenset[BodyLevel]:
    """The levels that an area may be on; empty where nothing says it."""
    folded = area.casefold()
    if folded in _CENTRE:
        return frozenset({BodyLevel.CENTRAL})
    if folded in _AT_LEVEL:
        level = _AT_LEVEL[folded]
        return frozenset({level}) if level else _BOTH
    first = _first_unit(area)
    unit = parse_unit(first)
    levels = frozenset(BodyLevel(level) for level in TYPE_WORDS.get(first.casefold(), unit.levels))
    if levels == _BOTH:
        return levels_of_city(unit.name)
    return levels or frozenset({BodyLevel.PROVINCE} if unit.name in PROVINCES else ())


def is_unit(area: str) -> bool:
    """Whether an area is a unit with its type word, or any unit of a level."""
    return type_word(area) is not None or area.casefold() in _AT_LEVEL


def levels_of_city(name: str) -> frozenset[BodyLevel]:
    """The levels of the city of this bare, casefolded name; "" and "thành phố" are no name."""
    if name in CENTRAL_CITIES:
        return frozenset({BodyLevel.PROVINCE})
    return _BOTH if name in ("", "thành phố", "huế") else frozenset({BodyLevel.DISTRICT})


def type_word(area: str) -> str | None:
    """The type word of an area's first unit, casefolded: "huyện" of "huyện Bắc Hà" and of "huyện"."""
    folded = area.casefold()
    return max((word for word in UNIT_WORDS if folded == word or folded.startswith(word + " ")), key=len, default=None)


def place_name(area: str) -> str | None:
    """The name of an area's first unit without its type word, as it is written; None where it names no unit.

    A number keeps its type word: "quận 1".
    """
    first = _first_unit(area)
    folded = first.casefold()
    if folded in _CENTRE or folded in _AT_LEVEL or folded.startswith(_REGION):
        return None
    word = type_word(first)
    name = first[len(word) :].strip() if word else first
    return (first if name.isdigit() else name) or None


def _first_unit(area: str) -> str:
    """ "huyện Bắc Hà" of "huyện Bắc Hà, tỉnh Lào Cai"."""
    return _OUTER_UNIT.split(area, maxsplit=1)[0].strip()


def canonical_area(area: str) -> str:
    """The area with its type word in small letters and its name in capitals."""
    folded = area.casefold()
    if folded in _CENTRE:
        return _CENTRE[folded]
    if folded in _AT_LEVEL or folded == _REGION:
        return folded
    return ", ".join(_canonical_unit(unit) for unit in area.split(", "))


def _canonical_unit(unit: str) -> str:
    if unit.casefold().startswith(_REGION):
        return _REGION + unit[len(_REGION) :]
    word = type_word(unit) or ""
    name = unit[len(word) :]
    if name.isupper() or name.islower():
        name = " ".join(part[:1].upper() + part[1:].lower() for part in name.split(" "))
    return word + name
