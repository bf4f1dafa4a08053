"""Whether a figure is a change: the words before it say that something rose or fell by it, not to it."""

from __future__ import annotations

import re

_VERBS = {
    "increase": "tăng|vượt|cao hơn|nhiều hơn|lớn hơn",
    "decrease": "giảm|hụt|rút ngắn|thấp hơn|ít hơn|nhỏ hơn|cắt giảm|tinh giản",
}
_DIRECTION_OF = {verb: direction for direction, verbs in _VERBS.items() for verb in verbs.split("|")}
# Words that may stand between the verb and the figure without turning "by" into "to" (tăng lên, giảm còn).
_LINK_WORDS = """
    thêm được bình quân trung trưởng khoảng mạnh nhanh nhẹ tới đến gấp hơn trên gần ước ở mức dự kiến đạt tương
    đương mỗi hằng hàng năm đều ít nhất tối thiểu đi là ( :
"""
_LINKS = frozenset(_LINK_WORDS.split())
_GROWTH = re.compile(r"(?<!\w)(?:tăng trưởng|tốc độ tăng|tỷ lệ tăng|mức tăng)(?!\w)[^,;.()]*$", re.IGNORECASE)
_AGAINST = re.compile(
    r"(?<!\w)(?P<verb>(?:cao|nhiều|lớn|thấp|ít|nhỏ) hơn|vượt(?= (?:mức )?(?:kế hoạch|dự toán|chỉ tiêu)))"
    r"\s[^,;:.()0-9]{2,40}$",
    re.IGNORECASE,
)
_FALL = re.compile(r"(?<!\w)giảm (?:tỷ|tỉ) lệ hộ[^,;.()]*$", re.IGNORECASE)


def direction_of_change(before: str, *, is_share: bool) -> str | None:
    """`increase` or `decrease` when the words before a figure make it a change, else None.

    `is_share`: the figure is a percentage, so that it is a change also where it only states a growth rate.
    """
    words = before.casefold().replace("lên gấp", "gấp").replace("(", " ( ").replace(":", " : ").split()
    while words:
        verb = next((verb for verb in (" ".join(words[-2:]), words[-1]) if verb in _DIRECTION_OF), None)
        if verb:
            return _DIRECTION_OF[verb]
        if words[-1] not in _LINKS:
            break
        words.pop()
    if against := _AGAINST.search(before):
        return _DIRECTION_OF[against["verb"].casefold()]
    if is_share and _GROWTH.search(before):
        return "increase"
    return "decrease" if is_share and _FALL.search(before) else None
