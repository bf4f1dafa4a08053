"""Ranks: xếp thứ 5 toàn tỉnh, thứ 52/63 tỉnh, thành phố, cao nhất, đứng đầu."""

from __future__ import annotations

import re
from dataclasses import replace

from govner.knowledge.figures.nouns import counted_noun, listed_noun
from govner.knowledge.figures.value import FigureValue

_NUMBERED_PLACE = r"(?:xếp|đứng|vị trí|vị thứ|thứ hạng|hạng|thứ|số)"
_PLACE = rf"(?:{_NUMBERED_PLACE}|ở|giữ|về|giành)"
_QUALITY = r"(?:cao|lớn|nhỏ|đông|rộng|dài|nhiều|mạnh|nhanh|tốt)"
_FROM_BELOW = r"(?P<low>thấp|ít|chậm|kém)"
_ORDINALS = {
    "nhất": 1,
    "nhì": 2,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_NUMBERED = re.compile(
    rf"\s*(?:(?:{_QUALITY}|{_FROM_BELOW})\s)?(?:{_PLACE}\s){{0,3}}(?:{_NUMBERED_PLACE}\s(?:(?P<rank>[0-9]{{1,4}})"
    rf"(?:\s*/\s*(?P<total>[0-9]{{1,4}}))?|(?P<word>{'|'.join(_ORDINALS)}))|{_PLACE}\s(?P<prize>nhất|nhì))"
    r"(?![\w.,/]*[0-9])(?!\w)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\s*(?:đứng đầu|dẫn đầu|đầu bảng|quán quân)(?!\w)(?:\s(?P<total>[0-9]{1,4}))?", re.IGNORECASE)
_GROUP = re.compile(
    r"\s*(?:(?:nằm|đứng|thuộc|vào|trong|lọt|giữ)\s){0,3}(?:(?P<set>nhóm)|tốp|top)\s(?:(?P<size>[0-9]{1,3})(?!\w))?\s?"
    r"(?P<leading>dẫn đầu|đứng đầu|đầu)?",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\s*(?:(?P<quality>[^\W\d_]+(?:\s[^\W\d_]+){0,2}?)\snhất(?!\w)"
    r"|nhất(?=\s(?:toàn|cả|tỉnh|huyện|khu vực|vùng|nước|trong)(?!\w)))(?!\s(?:trí|quán|thể|định)(?!\w))"
    r"(?!(?:(?<=ít nhất)|(?<=nhiều nhất))\s(?:từ\s)?[0-9])",
    re.IGNORECASE,
)
_LAST = re.compile(r"\s*(?:(?:đứng|xếp)\s(?:cuối|chót|bét)(?:\sbảng)?|(?:cuối|chót|bét) bảng)(?!\w)", re.IGNORECASE)
_AMONG = re.compile(r"\s*(?:trong|trên)\s(?:tổng số\s|số\s)?(?P<total>[0-9]{1,4})(?=\s\D)")
_IN = re.compile(r"trong (?=các |số |toàn |một |những )", re.IGNORECASE)
_LEADING = re.compile(r"\s(?:dẫn đầu|đứng đầu|cao nhất|tốt nhất|đầu)(?:\s|$)", re.IGNORECASE)
_ANY_SUPERLATIVE = re.compile(r"\s(?:dẫn đầu|đứng đầu|nhất|đầu)(?!\w)", re.IGNORECASE)
_LOW = frozenset({"thấp", "kém", "ít", "nhỏ", "chậm", "yếu"})
_MAX_BASIS_WORDS = 14


def parse_rank(text: str) -> FigureValue | None:
    """The rank that a text opens with; a place at the lower end (thấp nhất, thấp thứ ba) has no number."""
    if match := _NUMBERED.match(text):
        value = int(match["rank"]) if match["rank"] else _ORDINALS[(match["word"] or match["prize"]).casefold()]
        among = None if match["total"] else _AMONG.match(text, match.end())
        return _rank(text, (among or match).end(), None if match["low"] else value, (among or match)["total"])
    if match := _FIRST.match(text):
        return _rank(text, match.end(), 1, match["total"])
    if match := _LAST.match(text):
        return _rank(text, match.end(), None)
    if match := _SUPERLATIVE.match(text):
        is_low = (match["quality"] or "").casefold().split(" ")[0] in _LOW
        return _rank(text, match.end(), None if is_low else 1)
    if (match := _GROUP.match(text)) and not _is_count_of_group(text, match):
        return _group(text, match)
    return None


def _is_count_of_group(text: str, match: re.Match[str]) -> bool:
    """Whether "nhóm" only sorts what is counted (nhóm 3 xã khó khăn) and puts nobody first."""
    if not match["set"] or not match["size"] or match["leading"]:
        return False
    return listed_noun(text[match.end() :]) is not None and not _ANY_SUPERLATIVE.search(text, match.end())


def _group(text: str, match: re.Match[str]) -> FigureValue:
    """A place among the first (top 10 cả nước): at most the size of the group."""
    if match["size"] is None:
        return _rank(text, match.end(), None)
    place = _rank(_LEADING.sub(" ", text[match.end() :]), 0, int(match["size"]))
    return replace(place, qualifier="at_most")


def _rank(text: str, end: int, value: int | None, total: str | None = None) -> FigureValue:
    words = _IN.sub("", text[end:].strip(" .,;:"), count=1).split()
    return FigureValue(
        kind="rank",
        value=value,
        total=int(total) if total else None,
        unit=counted_noun(text, end) if total else None,
        basis=" ".join(words[:_MAX_BASIS_WORDS]) or None,
    )
