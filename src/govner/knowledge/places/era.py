"""The day that a text of unknown day cannot be older than, where that tells that it is from after the reform.

A report of 2021 names 2030, too, as the end of a plan. So a time counts only where the words around it make it the
text's own: it opens a sentence that speaks of no plan ("Quý III/2025, ..."), or a day opens a clause ("..., ngày
30/9/2025"), or it is that of a result or a document ("kết quả 9 tháng năm 2025", "số 12/QĐ-UBND ngày 5/8/2025"). So do
bodies that there were not before, spoken of as there. "Chính quyền hai cấp" does not: it was announced for months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from govner.knowledge.periods import Period, find_periods
from govner.knowledge.places.gazetteer import REFORM
from govner.text.normalize import normalize

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s|\n")
_YEAR = re.compile(r"20(?:2[5-9]|[3-9][0-9])")
_BEFORE = 80
"""Characters before a time that are looked at."""

_NEW_BODY = re.compile(
    r"(?<!\w)(?:trung tâm phục vụ hành chính công (?:xã|phường|đặc khu)"
    r"|(?:UBND|HĐND|ủy ban nhân dân|hội đồng nhân dân|đảng ủy) đặc khu(?= (?-i:[A-ZĐ]))"
    r"|(?:xã|phường|đặc khu) [^.,;]{1,30} lần thứ (?:I|nhất),? nhiệm kỳ 2025"
    r"|(?:thành lập|hình thành|ra đời) từ (?:ngày )?0?1[/-]0?7[/-]2025)(?!\w)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^\W*(?:(?:vào|trong|sáng|trưa|chiều|tối)\s)*$", re.IGNORECASE)
_OPENS_CLAUSE = re.compile(
    r"(?:[,(|•–-]|(?<!\w)(?:tính|cập nhật) đến(?: hết)?(?: [0-9]+ giờ)?)\s*$",
    re.IGNORECASE,
)
_OF_RESULT = re.compile(
    r"(?<!\w)(?:số [0-9]\S*|báo cáo"
    r"|(?:kết quả|tình hình)(?: (?!(?:trước|sau|từ|đến|tới|vào|trong|cuối|và) )[^\s,.0-9]+){0,8}) $",
    re.IGNORECASE,
)
_LISTED = re.compile(r" ?[:|]")
"""What comes after a time in a timetable."""
_PLAN = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|(?<!% )(?<!thực hiện )kế hoạch|(?<!% )dự toán|dự kiến|dự báo|sẽ|sắp|phải"
    r"|(?<!thực hiện )nhiệm vụ|(?:tháng|nửa) cuối|phương hướng|định hướng|quy hoạch|đề án|tầm nhìn|lộ trình|hứa|cam kết"
    r"|hạn|chuẩn bị|kỷ niệm|chào mừng|bầu cử)(?!\w)",
    re.IGNORECASE,
)


def day_since_reform(text: str) -> date | None:
    """The latest day on which a text shows that the reform is past; None where it does not."""
    return max(_days(text), default=None)


def _days(text: str) -> Iterator[date]:
    cells = text.replace("\t", "|")
    for sentence in _SENTENCE_END.split(normalize(cells).text):
        is_plan = _PLAN.search(sentence) is not None
        if not is_plan and _NEW_BODY.search(sentence):
            yield REFORM
        if _YEAR.search(sentence):
            own = (period for period in find_periods(sentence) if _is_own(sentence, period, is_plan))
            # the day of the reform itself was spoken of long before
            yield from (day for period in own if (day := _day_in(period.value)) and day > REFORM)


def _day_in(value: str) -> date | None:
    """A day of the last month of a time, if that lies in one year: the 28th, of January where the year is all."""
    first, last = value[:4], value.rpartition("/")[2]
    return date.fromisoformat(last + "-01-28"[len(last) - 4 :]) if last.startswith(first) else None


def _is_own(sentence: str, period: Period, is_plan: bool) -> bool:
    """Whether a text speaks of a time as its own, past or present."""
    before = sentence[max(0, period.start - _BEFORE) : period.start]
    if _OF_RESULT.search(before):
        return not _PLAN.search(before)
    is_day = len(period.value) == len("2025-07-01")
    is_bound = sentence.casefold().startswith(("đến", "từ"), period.start)
    if is_plan or is_bound or (not is_day and _LISTED.match(sentence, period.end)):
        return False
    is_exact = is_day or "-01/" in period.value
    return bool(_OPENS.search(before) or (is_exact and _OPENS_CLAUSE.search(before)))
