"""Words that bound a figure or make it approximate: trên, gần, ít nhất, … trở lên."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

PREFERENCE = ("at_least", "at_most", "more_than", "less_than", "about", "average", "additional")
"""Of several qualifiers the first of these is given (annotation guideline, section 3)."""

_WORDS = {
    "at_least": "ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không nhỏ hơn",
    "at_most": "tối đa|không quá|không vượt quá|không vượt|không hơn|không cao hơn|nhiều nhất",
    "more_than": "trên|hơn|quá|vượt|lớn hơn|cao hơn|nhiều hơn",
    "less_than": "dưới|chưa được|chưa đến|chưa tới|chưa đầy|nhỏ hơn|ít hơn|thấp hơn|không đến|không đầy",
    "about": "khoảng|gần|xấp xỉ|ước tính|ước khoảng|ước|chừng|cỡ|tầm|ngót nghét|ngót|trên dưới|độ",
    "average": "bình quân|trung bình",
    "additional": "thêm|bổ sung|tăng thêm",
}
_SIGNS = {"≥": "at_least", ">=": "at_least", "≤": "at_most", "<=": "at_most", ">": "more_than", "<": "less_than"}
_SIGNS |= {"~": "about", "≈": "about"}
_CLOSERS = {"trở lên": "at_least", "trở xuống": "at_most", "nữa": "additional"}

_NAME_OF = {form: name for name, forms in _WORDS.items() for form in forms.split("|")} | _SIGNS
_FORMS = "|".join(sorted((form for form in _NAME_OF if form not in _SIGNS), key=len, reverse=True))
_OPENER = re.compile(
    # A percentage is exceeded by so much; what is no share is exceeded itself.
    rf"\s*(?!vượt\s[0-9][0-9.,]*\s?(?:%|điểm))(?:(?P<qualifier>(?:{_FORMS})(?!\w)|[≥≤<>]=?|[~≈])"
    r"|(?P<range>từ)(?!\w)|(?P<filler>cả|đủ|đúng|tròn|tất cả|toàn bộ|đến|tới)(?!\w))",
    re.IGNORECASE,
)
_ALSO_OTHERWISE = {"độ", "tầm", "cỡ", "vượt", "quá", "ước"}
"""Qualifiers that within a span more often belong to the word before them (tốc *độ*)."""
_OPENING_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(form for form in _FORMS.split('|') if form not in _ALSO_OTHERWISE)}"
    r"|từ(?=\s[0-9][0-9.,]*\s?%?\s?(?:[-–—−]|đến|tới)))\s)+",
    re.IGNORECASE,
)
_REACH = 60
"""Characters that the qualifiers before a number take at most."""
_DIGIT = re.compile(r"[0-9]")
_CLOSER = re.compile(rf"(?<!\w)(?:{'|'.join(_CLOSERS)})(?!\w)", re.IGNORECASE)
_CONTEXT = re.compile(
    r"(?<!\w)(?<!hơn )(?P<qualifier>ít nhất|tối thiểu|tối đa|không quá|bổ sung thêm|thêm|ước tính|bình quân|trung bình)"
    r"(?:\s(?:đạt|được|có|là|từ|cũng|ước|mỗi|một|năm|tháng|xã|hộ|người|ở|mức|khoảng|gần|chung|toàn|/)){0,3}\s*$",
    re.IGNORECASE,
)

_AVERAGE = re.compile(
    r"(?<!\w)(?<!hơn )(?:bình quân|trung bình)(?!\w)[^,;.:()]*(?<!\s)(?<!\scủa)(?<!\stừ)(?<!\sgấp)\s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The qualifiers before a number, which begins at `end`; `is_from` tells that "từ" stands among them."""

    names: frozenset[str]
    end: int
    is_from: bool


def read_opening(text: str, start: int = 0) -> Opening:
    """The qualifiers that open at `start`; those behind "từ" belong to the lower end of a range and are dropped."""
    names: set[str] = set()
    is_from = False
    while match := _OPENER.match(text, start):
        start = match.end()
        is_from = is_from or bool(match["range"])
        if match["qualifier"] and not is_from:
            names.add(_name(match["qualifier"]))
    return Opening(frozenset(names), start, is_from)


def start_of_opening(text: str, number: int) -> int:
    """Where the qualifiers begin that stand right before the number at offset `number`: đạt *trên* 95%."""
    openings = _OPENING_BEFORE.finditer(text, max(0, number - _REACH))
    return next((opening.start() for opening in openings if opening.end() == number), number)


def closing(text: str, start: int) -> frozenset[str]:
    """The qualifiers behind a figure, before another number: 65 tạ/ha trở lên."""
    number = _DIGIT.search(text, start)
    end = number.start() if number else len(text)
    return frozenset(_CLOSERS[match[0].casefold()] for match in _CLOSER.finditer(text, start, end))


def from_context(before: str) -> frozenset[str]:
    """The qualifiers in the words before a figure, outside it: tối thiểu có, thu nhập bình quân đầu người đạt."""
    if match := _CONTEXT.search(before):
        return frozenset({_NAME_OF.get(match["qualifier"].casefold(), "additional")})
    return frozenset({"average"}) if _AVERAGE.search(before) else frozenset()


def preferred(names: Collection[str]) -> str | None:
    """The qualifier to give when a figure has several."""
    return next((name for name in PREFERENCE if name in names), None)


def _name(words: str) -> str:
    return _NAME_OF[" ".join(words.casefold().split())]
