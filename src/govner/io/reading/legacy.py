"""Vietnamese encodings from before Unicode: TCVN3, VNI and windows-1258, recognised and converted.

Newcomer's notes. TCVN3 (the fonts named ABC, .VnTime) and VNI are codes of fonts: each gives Vietnamese letters to the
bytes that are European ones elsewhere. A plain file holds those bytes. Word, web pages and PDF have them as the Latin-1
characters of the same numbers, inside valid Unicode: `Céng hßa` (TCVN3), `Coäng hoøa` (VNI) for *Cộng hòa*. Nothing in
a file says so; what tells is that nearly every word with such a character is a Vietnamese syllable once it is
converted, and none before. windows-1258 writes a tone as a mark of its own behind the letter; it occurs in bytes only.

The tables follow TCVN 5712:1993, character set VN3, and the layout of the VNI fonts for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from govner.text.spelling import is_syllable

_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
"""The number of a character -> the letters from there on."""
_TCVN3 = {start + at: letter for start, letters in _TCVN3_RUNS.items() for at, letter in enumerate(letters)}

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLES = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni() -> Iterator[tuple[str, str]]:
    """Each code of VNI in small letters, one character or two, and its letter in parts."""
    yield from _VNI_SINGLES.items()
    for base, (mark, tone) in product("aeouyôö", _TONES.items()):
        yield base + mark, _VNI_SINGLES.get(base, base) + tone
    for base, (mark, tone) in product("aeo", _CIRCUMFLEX.items()):
        yield base + mark, f"{base}\u0302{tone}"
    for mark, tone in _BREVE.items():
        yield f"a{mark}", f"a\u0306{tone}"


_VNI = {code: unicodedata.normalize("NFC", letter) for code, letter in _vni()}
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)

_WORD = re.compile(r"[A-Za-z\xa1-\xff]+")
"""A word in an old encoding, which has signs such as · and ¸ for letters."""
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters that Vietnamese has in Unicode and no Latin-1 text has."""
_LINE = re.compile(r"[^\r\n]+")
_LETTERS = re.compile(r"[^\W\d_]+")

_SHARE = 0.75
"""How many of the words with such characters must be syllables once they are converted."""
_ENOUGH_IN_UNICODE = 5
"""How many words it takes inside valid Unicode, where there may be a foreign word or two."""
_ENOUGH_IN_BYTES = 2
"""How many it takes where the bytes are no UTF-8 and must be something else."""


def _from_tcvn3(text: str) -> str:
    """Accented capitals have no code: they are small letters in a font of capitals, to be told by their neighbours."""
    plain = re.sub("[^A-Za-z]", "", text)
    converted = text.translate(_TCVN3)
    return converted.upper() if _is_capital(plain) else _LETTERS.sub(_in_one_case, converted)


def _in_one_case(word: re.Match[str]) -> str:
    plain = "".join(filter(str.isascii, word[0]))
    return word[0].upper() if _is_capital(plain) else word[0]


def _is_capital(letters: str) -> bool:
    return len(letters) > 1 and letters.isupper()


def _from_vni(text: str) -> str:
    return _VNI_CODE.sub(_vni_letter, text)


def _vni_letter(code: re.Match[str]) -> str:
    letter = _VNI[code[0].lower()]
    return letter.upper() if code[0][0].isupper() else letter


def _from_1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.encode("latin-1").decode("windows-1258", "replace"))


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    convert: Callable[[str], str]
    """From Latin-1 characters to Unicode; by lines or words."""


_FONTS = (_Encoding("tcvn3", _from_tcvn3), _Encoding("vni", _from_vni))
_1258 = _Encoding("windows-1258", _from_1258)


@dataclass(frozen=True, slots=True)
class _Count:
    """Of so many words with old characters, how many are syllables as they stand and once they are converted."""

    words: int
    before: int
    after: int

    def speaks_for(self, enough: int) -> bool:
        return self.after >= enough and self.after >= _SHARE * self.words and self.after > 2 * self.before


def decode_legacy(content: bytes) -> tuple[str, str] | None:
    """The text of bytes that are no UTF-8 and the name of their encoding; None where none makes words of them."""
    words = _old_words(content.decode("latin-1"))
    encoding, count = _best((_1258, *_FONTS), words)
    # Whether Latin-1 would make words of them too says nothing here: what it has of Vietnamese, windows-1258 has alike.
    if not _Count(count.words, 0, count.after).speaks_for(_ENOUGH_IN_BYTES):
        return None
    if encoding is _1258:
        return unicodedata.normalize("NFC", content.decode("windows-1258", "replace")), encoding.name
    text = content.decode("windows-1252", "replace")
    return _LINE.sub(lambda line: encoding.convert(line[0]), text), encoding.name


def mend_legacy(text: str) -> tuple[str, str | None]:
    """The text with the lines that are in TCVN3 or VNI converted, and which of the two it was, if any."""
    words = [word for line in _LINE.finditer(text) for word in _doubtful(line[0])]
    encoding, count = _best(_FONTS, words)
    if not count.speaks_for(_ENOUGH_IN_UNICODE):
        return text, None
    return _LINE.sub(lambda line: _mend_line(line[0], encoding), text), encoding.name


def _mend_line(line: str, encoding: _Encoding) -> str:
    count = _count(encoding, _doubtful(line))
    return encoding.convert(line) if count.words and count.after >= count.before else line


def _doubtful(line: str) -> list[str]:
    """The words of a line that may mean others in an old encoding; none where the line is Vietnamese in Unicode."""
    return [] if _UNICODE.search(line) else _old_words(line)


def _old_words(text: str) -> list[str]:
    """The words with a character that may mean another in an old encoding."""
    return [word[0] for word in _WORD.finditer(text) if not word[0].isascii()]


def _best(encodings: Sequence[_Encoding], words: Sequence[str]) -> tuple[_Encoding, _Count]:
    counts = [(encoding, _count(encoding, words)) for encoding in encodings]
    return max(counts, key=lambda pair: pair[1].after)


def _count(encoding: _Encoding, words: Sequence[str]) -> _Count:
    times = Counter(words)
    before = sum(count for word, count in times.items() if is_syllable(word))
    after = sum(count for word, count in times.items() if is_syllable(encoding.convert(word)))
    return _Count(len(words), before, after)
