"""What a share is taken of: 63,2% *kế hoạch*, 12% *so với cùng kỳ*, 80% *số xã*."""

from __future__ import annotations

import re

_PHRASE = re.compile(r"\s*(?P<phrase>\w[^;:()\[\]…\n]*)")
_AROUND = " .,\"'“”"
_COMPARISON = re.compile(r"so (?:với )?", re.IGNORECASE)
_OPENER = re.compile(r"(?:trên|của|trong|vào|được)\s", re.IGNORECASE)
_PLAN = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán)(?!\w)", re.IGNORECASE)
# What follows the base and says what became of it, or of which year it is.
_TAIL = re.compile(r"\s(?:đạt|được công nhận|đề ra|trở lên|trở xuống|để)(?!\w).*$", re.IGNORECASE)
_YEAR_OF_PLAN = re.compile(r"(?:(?<=kế hoạch)|(?<=kế hoạch vốn)|(?<=dự toán))\snăm\s[0-9]{4}$", re.IGNORECASE)
_NOT_BASE = re.compile(r"(?:mỗi|một năm|(?:xuống|lên|còn)(?!\w))", re.IGNORECASE)
_OPEN_END = re.compile(r"\s*trở (?:lên|xuống)(?!\w)", re.IGNORECASE)
_HIGHER = re.compile(
    r"(?<!\w)(?:(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn|kém) (?:so với )?"
    r"(?P<than>[^,;:.()0-9]{2,40}(?<!mức)(?<!mức )(?<!mức tăng )(?<!mức tăng))"
    r"|vượt (?:mức )?(?P<plan>kế hoạch|dự toán)"
    r"(?: đề ra| đặt ra)?)\s?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?(?:\([^()]{1,30}\))?\)?\s*(?P<comparison>so (?:với )?[^,;:.()\[\]…\n]+)", re.IGNORECASE)
_OPENING = re.compile(r"(?<!\w)(?P<comparison>so với [^,;:.()0-9]{2,40}(?: [0-9]{1,4})?),[^;.()]{2,60}$", re.IGNORECASE)
_COMPARED_END = re.compile(r"\s(?:và|là|nhưng|trong khi|để|thì|do|đạt|tăng|giảm)(?!\w).*$", re.IGNORECASE)
_MAX_WORDS = 12


def base_of_share(text: str, *, is_change: bool) -> str | None:
    """The base that the words behind the percent sign name.

    A share of a plan is one also where it is compared with it (đạt 95% so với dự toán); a change is not.
    """
    bound = _OPEN_END.match(text)
    match = _PHRASE.match(text, bound.end() if bound else 0)
    if match is None or _NOT_BASE.match(match["phrase"]):
        return None
    phrase = match["phrase"].strip(_AROUND)
    comparison = _COMPARISON.match(phrase)
    if comparison and not is_change and _PLAN.match(phrase, comparison.end()):
        phrase = phrase[comparison.end() :]
    elif opener := _OPENER.match(phrase):
        phrase = phrase[opener.end() :]
    return _YEAR_OF_PLAN.sub("", _TAIL.sub("", phrase, count=1).strip()) or None


def compared_with(after: str) -> str | None:
    """The base that follows a figure outside its span: tăng 2,4 tạ/ha *so với kế hoạch*."""
    match = _AFTER.match(after)
    if match is None:
        return None
    words = _COMPARED_END.sub("", match["comparison"], count=1).split()
    return " ".join(words[:_MAX_WORDS])


def compared_before(before: str) -> str | None:
    """The base that precedes a change: cao hơn *vụ trước* 15 nghìn ha, *so với quý trước*, giá giảm 2%."""
    if match := _HIGHER.search(before):
        return (match["than"] or match["plan"]).strip()
    opening = _OPENING.search(before)
    return opening["comparison"] if opening else None
