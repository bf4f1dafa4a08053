"""Which words are spelled as Vietnamese syllables are: an onset, a rhyme, a tone that the rhyme can carry."""

from __future__ import annotations

import functools
import re
import unicodedata

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_OPEN_RHYMES = """
    a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên êng ênh êu
    i ia im in inh iu iêm iên iêng iêu o oa oai oam oan oang oanh oao oay oăm oăn oăng oe oem oen oeo oi om on ong oong
    ô ôi ôm ôn ông ơ ơi ơm ơn u ua uân uâng uây uê uênh ui um un ung uôi uôm uôn uông uơ uy uya uyên uynh uyu
    ư ưa ưi ưng ưm ươi ươm ươn ương ươu ưu y yêm yên yêng yêu ynh
""".split()
_STOPPED_RHYMES = """
    ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oach oap oat oăc oăt oc oet ooc op ot
    ôc ôp ôt ơp ơt uât uc uêch uêt uôc uôt up ut uych uyêt uyp uyt ưc ưt ươc ươp ươt ych yêt yt
""".split()
_ACUTE, _DOT_BELOW = "\u0301", "\u0323"
_TONES = re.compile(f"[\u0300{_ACUTE}\u0303\u0309{_DOT_BELOW}]")
_OPEN = re.compile(rf"(?:{_ONSET})?(?:{'|'.join(_OPEN_RHYMES)})")
_STOPPED = re.compile(rf"(?:{_ONSET})?(?:{'|'.join(_STOPPED_RHYMES)})")


_LONGEST = 16
"""Characters of the longest syllable, in any form of Unicode, and some."""


def is_syllable(word: str) -> bool:
    """Whether a word in any case and Unicode form is spelled as a Vietnamese syllable is, of its own or borrowed.

    Where the tone mark stands is not looked at. A rhyme that ends in c, ch, p or t has the tone sắc or nặng, so that
    `bac` is none, while `bác` and `ba` are.
    """
    return len(word) <= _LONGEST and _is_spelled_so(word)


@functools.lru_cache(2**16)
def _is_spelled_so(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    if len(tones) > 1:
        return False
    toneless = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if tones and tones[0] in (_ACUTE, _DOT_BELOW) and _STOPPED.fullmatch(toneless):
        return True
    return _OPEN.fullmatch(toneless) is not None
