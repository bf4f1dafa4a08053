"""What the words around a figure say of it: the indicator that it measures and the period that it holds for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from govner.knowledge.figures import FigureValue
from govner.knowledge.periods import Period, find_periods
from govner.text.normalize import normalize

_YEAR = re.compile(r"(?<![\d/])20[0-4][0-9](?![0-9])")
_AFTER = 60
"""Characters behind a figure within which a time expression is taken for its own."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DEADLINE = re.compile(r"(?:đến|hết|tính|trước|vào)\s*(?:hết |ngày |sáng |chiều |trưa |tối )*$", re.IGNORECASE)


def reference_year(text: str) -> int | None:
    """The year that a text mentions most often, the later one of equals: the year meant by "9 tháng đầu năm"."""
    years = Counter(int(match[0]) for match in _YEAR.finditer(text))
    return max(years, key=lambda year: (years[year], year), default=None)


def periods_of_figures(text: str) -> list[Period]:
    """The time expressions of a text that figures can hold for, in order.

    A full date counts only as a deadline or a date of record (đến ngày 20/8/2024): otherwise it dates an event.
    """
    return [period for period in find_periods(text, reference_year(text)) if not _is_event(text, period)]


def nearest_period(periods: Sequence[Period], start: int, end: int, sentence: tuple[int, int]) -> str | None:
    """The time expression, out of those of its sentence, that goes with the figure at `[start, end)`.

    That is the last one before it, else the first one close behind it.
    """
    index = bisect_right(periods, start, key=lambda period: period.end)
    if index and periods[index - 1].start >= sentence[0]:
        return periods[index - 1].value
    following = periods[index : index + 1]
    if following and end <= following[0].start <= end + _AFTER and following[0].end <= sentence[1]:
        return following[0].value
    return None


def _is_event(text: str, period: Period) -> bool:
    if not _DAY.fullmatch(period.value):
        return False
    return not _DEADLINE.search(text, max(0, period.start - 20), period.start)


def masked(text: str, start: int, end: int, names: Sequence[tuple[int, int]], periods: Sequence[Period]) -> str:
    """The words of `[start, end)` with a mark in the place of each name and a comma in that of each time expression."""
    cuts = [(begin, stop, _NAME) for begin, stop in names]
    cuts += [(period.start, period.end, ",") for period in periods]
    parts: list[str] = []
    for begin, stop, mark in sorted(cuts):
        if start <= begin and stop <= end:
            parts += (text[start:begin], mark)
            start = stop
    return normalize("".join(parts) + text[start:end]).text


_LINKS = (
    "đạt được|đạt|là|còn lại|còn|có|được|ước tính|ước|dự kiến|tăng trưởng|tăng|giảm|lên|xuống|chiếm|bằng|với|gồm"
    "|bao gồm|mới|chỉ|đã"
    "|cũng|đến|tới|từ|ở mức|mức|bình quân|trung bình|thêm|khoảng|hơn|trên|gần|vượt|nâng|tương đương|sẽ|phải|hiện|đang"
    "|số tiền|hụt"
    "|gấp|hằng năm|hàng năm|mỗi năm|dài|cả năm|nay|trong số|tổng số|thì|tính|vào|ra|con số|khi"
    "|phấn đấu|tiếp tục|cao|thấp|mạnh"
    "|nhanh|này|nhưng|đó|các|hoặc|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|đều|trị giá|ít nhất|tối thiểu|chỉ mới|riêng|đủ"
)
_TAIL = re.compile(rf"(?:^|(?<=\s))(?:{'|'.join(sorted(_LINKS.split('|'), key=len, reverse=True))})\s*$", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:và|trong đó|đồng thời|ngoài ra|bên cạnh đó|cụ thể|theo đó|hiện nay|hiện|đến nay|nay|riêng"
    r"|như|cùng với|với|có|thì|mà|nhưng|đã"
    r"|là|toàn huyện|toàn tỉnh|toàn xã|toàn thành phố|huyện|tỉnh|xã|thành phố|nhất là|từ"
    r"|phấn đấu|tiếp tục|do|để|của|được|đến|tính"
    r"|sẽ|đang|cũng|còn|chỉ|mới)(?:\s|$)",
    re.IGNORECASE,
)
_NAME = "\ufffc"
"""Stands for a name (LOC, ORG, PERSON, TITLE) in the words before a figure: an owner, no part of an indicator."""
_CLAUSE = re.compile(
    rf"(?<!\d)[.,]|[.,](?!\d)|[{_NAME};:()\n\[“”\"]|\strong đó\s|\s(?:nhưng|khi|rằng|biết)\s", re.IGNORECASE
)
_TIE = re.compile(
    r"(?:(?:^|\s)(?:của|tại|ở|trên địa bàn|do|cho|trên|địa bàn|và|toàn|trong|"
    r"tỉnh|huyện|xã|phường|quận|thị xã|tp))+\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_STANDARD_HEAD = re.compile(r"^(?:hoàn thành|đạt chuẩn|đạt|về đích|cán đích)\s+", re.IGNORECASE)
_PLAN = re.compile(r"(?:so|cùng kỳ|kế hoạch|dự toán|chỉ tiêu|tổng|gdp|grdp|quỹ)(?!\w)", re.IGNORECASE)
_VERBAL = re.compile(
    r"(?:được|đã|đang|hiện|có|nằm|bị|sẽ|phải|mỗi|một|mà|này|nữa|thì|nên|gồm|bao|tương|tăng|giảm|lên|xuống|đạt)(?!\w)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.()\n\[“”\"…]|\s(?:và|so|với|để|do|từ|trong|cho|ở|tại|của|nhưng|mà|theo|trên|là|đến|lên)\s|$")
_BARE = frozenset({"hộ dân", "hộ gia đình", "người dân"})
_MAX_WORDS = 10


def indicator(before: str, span: str, after: str, figure: FigureValue, inherited: str | None) -> str | None:
    """The words that name what a figure measures.

    `before` and `after` are the words of its sentence on either side, up to the next METRIC, names masked in the
    former (see `masked`); `inherited` is the indicator of the METRIC before it, which goes on where the words between
    name nothing new (đạt 9 tỷ đồng, tăng 12%).
    """
    if figure.kind == "standard":
        return _STANDARD_HEAD.sub("", span) or None
    subject = _subject(before)
    at = span.casefold().find(figure.unit.casefold()) if figure.unit else -1
    if figure.kind in ("count", "fraction") and figure.unit and at >= 0:
        noun = span[at:].split("/")[0].strip()
        if noun.casefold() not in _BARE | {figure.unit.casefold()}:
            return noun
        return _complement(after) or subject or inherited or noun
    if figure.kind == "percent" and figure.basis and not _PLAN.match(figure.basis):
        return _complement(after) or subject or inherited
    if figure.kind == "quantity" and not figure.direction and figure.per is None:
        complement = _complement(after)
        if complement and not _VERBAL.match(complement):
            return complement
    return subject or inherited or _complement(after)


def _subject(before: str) -> str | None:
    """The noun phrase that the verb before a figure speaks of, without verb and sentence openers."""
    words = _strip_links(_BRACKETS.sub(" ", before).rstrip(' (:"“-–'))
    for part in reversed(_CLAUSE.split(words)):
        named = _strip_head(_strip_links(_TIE.sub("", part)))
        if _LETTERS.search(named):
            return " ".join(named.split()[-_MAX_WORDS:])
    return None


def _strip_links(words: str) -> str:
    while match := _TAIL.search(words):
        words = words[: match.start()].rstrip(" ,(:")
    return words


def _strip_head(words: str) -> str:
    words = words.strip()
    while match := _HEAD.match(words):
        words = words[match.end() :].lstrip()
    return words


def _complement(after: str) -> str | None:
    """The words directly behind a figure that say of what it is: 5 ha *cây dưa hấu*."""
    end = _STOP.search(after)
    phrase = after[: end.start()].strip() if end else ""
    return " ".join(phrase.split()[:_MAX_WORDS]) or None
