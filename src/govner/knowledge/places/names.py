"""Spellings of a unit's name: keys that are equal where two spellings mean one name.

There are three, from strict to loose. The *spelled* key forgets case, tone placement and hyphens. The *loose* key also
forgets what writers do not agree on: i and y (Quý, Quí), spaces, and in names from languages other than Vietnamese
every diacritic and apostrophe (Đắk, Đăk, Đak; Ea H'leo, Ea Hleo). The *plain* key forgets all diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from govner.knowledge.units import TYPE_WORDS, Level, split_type
from govner.text.normalize import normalize

_APOSTROPHES = re.compile("['’‘ʼ`´]+")
_DASHES = re.compile(r"[\s\-‐-―]+")


def fold(name: str) -> str:
    """The spelled key of a bare name that is in NFC with one tone placement; "05" is 5."""
    key = _DASHES.sub(" ", _APOSTROPHES.sub("'", name.casefold())).strip()
    return key.lstrip("0") if key.isdecimal() else key


_ALIASES = {
    "bắc cạn": "bắc kạn",
    "br vt": "bà rịa vũng tàu",
    "brvt": "bà rịa vũng tàu",
    "buôn mê thuột": "buôn ma thuột",
    "bmt": "buôn ma thuột",
    "sài gòn": "hồ chí minh",
    "đăk nông": "đắk nông",
    "tt huế": "thừa thiên huế",
}
"""Spelled key -> that of the name it stands for. Not with other type words than tỉnh and thành phố: there are a
phường Sài Gòn and a xã Đăk Nông."""

_QUALIFIER = re.compile(r"(?:đảo|miền núi|vùng cao|biên giới|ven biển) ")
_KIND = {"thủ đô": "thành phố", "huyện đảo": "huyện"}


@lru_cache(maxsize=4096)
def parse_name(text: str) -> tuple[str, str]:
    """Type word ("" where there is none) and spelled key of a mention: "Tp.HCM" is thành phố, hồ chí minh.

    A village's type word with a capital belongs to the name: "Bản Phố" is a commune, "bản Phố" a village.
    """
    word, name = split_type(text)
    if Level.VILLAGE in TYPE_WORDS.get(word, ()) and text.strip()[0].isupper():
        word, name = "", normalize(text).text
    key = _QUALIFIER.sub("", fold(name), count=1)
    if (word, key) == ("thị trấn", "huế"):  # "TT Huế" is the province
        return "", _ALIASES["tt huế"]
    if word in ("", "tỉnh", "thành phố"):
        key = _ALIASES.get(key, key)
    return _KIND.get(word, word), key


_FOREIGN = re.compile(
    r"['fjwz]|[bcdđkp][lr]|k(?![heêiyéèẻẽẹếềểễệíìỉĩịýỳỷỹỵ])|\b(?:đ[aăáắạ]c|êa|ea|ia|chư|cư|kon|plei)\b"
)
"""What no Vietnamese syllable has, and the Central Highlands' words for waters, hills and villages."""
_FINAL_C = re.compile(r"c\b")
_OPEN_Y = re.compile(r"(?<=[bcdđghklmnpqrstvxu])[yýỳỷỹỵ]\b")
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def loose(key: str) -> str:
    """The loose key of a spelled key."""
    if _FOREIGN.search(key):
        return plain(_FINAL_C.sub("k", key))
    return _OPEN_Y.sub(lambda match: match[0].translate(_Y_TO_I), key).replace(" ", "")


_PLAIN = str.maketrans("đ", "d", "' ")


def plain(key: str) -> str:
    """The plain key of a spelled key."""
    letters = unicodedata.normalize("NFD", key.translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
