"""Names of administrative units: their type word and their level.

The type words and levels are those of the Law on Organization of Local Government (2015, and 2025 for the special
zone), with the abbreviations that reports write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from govner.text.normalize import normalize


class Level(StrEnum):
    """A tier of local administration; villages are below the state's own tiers but hold figures of their own."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"


_CITY = frozenset({Level.PROVINCE, Level.DISTRICT})
_VILLAGE_WORDS = "thôn bản làng ấp buôn bon sóc xóm khóm plei"

TYPE_WORDS: dict[str, frozenset[Level]] = {
    "tỉnh": frozenset({Level.PROVINCE}),
    "thủ đô": frozenset({Level.PROVINCE}),
    "thành phố": _CITY,
    "tp": _CITY,
    "quận": frozenset({Level.DISTRICT}),
    "q": frozenset({Level.DISTRICT}),
    "huyện": frozenset({Level.DISTRICT}),
    "huyện đảo": frozenset({Level.DISTRICT}),
    "h": frozenset({Level.DISTRICT}),
    "thị xã": frozenset({Level.DISTRICT}),
    "tx": frozenset({Level.DISTRICT}),
    "xã": frozenset({Level.COMMUNE}),
    "x": frozenset({Level.COMMUNE}),
    "phường": frozenset({Level.COMMUNE}),
    "p": frozenset({Level.COMMUNE}),
    "thị trấn": frozenset({Level.COMMUNE}),
    "tt": frozenset({Level.COMMUNE}),
    "đặc khu": frozenset({Level.COMMUNE}),
    "tổ dân phố": frozenset({Level.VILLAGE}),
    "khu phố": frozenset({Level.VILLAGE}),
    **{word: frozenset({Level.VILLAGE}) for word in _VILLAGE_WORDS.split()},
}
"""Type word, casefolded -> the levels it may stand for: a "thành phố" is a province or lies in one."""

PROVINCES = frozenset(
    "an giang|bà rịa - vũng tàu|bà rịa-vũng tàu|bạc liêu|bắc giang|bắc kạn|bắc ninh|bến tre|bình dương|bình định|"
    "bình phước|bình thuận|cà mau|cao bằng|cần thơ|đà nẵng|đắk lắk|đắk nông|đắc lắc|đắc nông|đắk lăk|điện biên|"
    "đồng nai|đồng tháp|gia lai|hà giang|hà nam|hà nội|hà tĩnh|hải dương|hải phòng|hậu giang|hòa bình|hồ chí minh|"
    "hưng yên|khánh hòa|kiên giang|kon tum|lai châu|lạng sơn|lào cai|lâm đồng|long an|nam định|nghệ an|ninh bình|"
    "ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|quảng trị|sóc trăng|sơn la|tây ninh|"
    "thái bình|thái nguyên|thanh hóa|thừa thiên huế|thừa thiên - huế|huế|tiền giang|trà vinh|tuyên quang|vĩnh long|"
    "vĩnh phúc|yên bái".split("|")
)
"""Bare names of the provinces and centrally run cities before July 2025, as reports spell them; the 34 of today have
names from among them (National Assembly, Resolution 202/2025/QH15)."""

_ABBREVIATIONS = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "q": "quận",
    "h": "huyện",
    "x": "xã",
    "p": "phường",
}
_SPELLED = sorted((word for word in TYPE_WORDS if word not in _ABBREVIATIONS), key=len, reverse=True)
# "TP" may be glued to a name in capitals or set off by a space; a single letter is a type word only with its dot or
# before a number. Five names open with what would else be a village's type word.
_TYPE = re.compile(
    r"(?!sóc (?:sơn|trăng)\b|buôn (?:ma thuột|hồ|đôn)\b)"
    rf"(?:(?P<word>{'|'.join(_SPELLED)})(?= )|(?P<dotted>{'|'.join(_ABBREVIATIONS)})\.|(?P<numbered>[pq])(?= ?\d)"
    r"|(?P<city>tp|tx|tt)(?= |hcm|đn|hn))",
    re.IGNORECASE,
)
_ALIASES = {"hcm": "hồ chí minh", "đn": "đà nẵng", "hn": "hà nội", "thủ đô": "hà nội"}


@dataclass(frozen=True, slots=True)
class Unit:
    """The parts of a unit's name: `name` is casefolded and bare, `levels` is empty where no type word says a level."""

    name: str
    levels: frozenset[Level] = frozenset()


def split_type(text: str) -> tuple[str, str]:
    """A unit's type word, spelled out, and the rest of its name, both casefolded: "H.Tuy Phước" is huyện, tuy phước.

    The type word is "" where there is none; a number stays as it is.
    """
    name = re.sub(r"\s+", " ", normalize(text).text).casefold().strip(" .,")
    match = _TYPE.match(name)
    if match is None:
        return "", _ALIASES.get(name, name)
    word = match[0].rstrip(".")
    bare = name[match.end() :].strip(" .")
    return _ABBREVIATIONS.get(word, word), _ALIASES.get(bare, bare)


def parse_unit(text: str) -> Unit:
    """The unit that a name means: "huyện Mù Cang Chải", "H.Mù Cang Chải" and "Mù Cang Chải" have one bare name.

    A number is no name without its type word: "P.5" is "phường 5".
    """
    word, bare = split_type(text)
    if word and (not bare or bare.isdigit()):
        return Unit(f"{word} {bare}".strip(), TYPE_WORDS[word])
    return Unit(bare, TYPE_WORDS.get(word, frozenset()))


def unit_name(text: str) -> str:
    """The bare name of a unit, casefolded, one tone placement: two spellings of one unit give the same string."""
    return parse_unit(text).name
