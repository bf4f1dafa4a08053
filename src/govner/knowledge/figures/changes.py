"""Whether a figure is a change: the words before it say that something rose or fell by it, not to it."""

from __future__ import annotations

import re

from govner.knowledge.figures.value import Kind

_VERBS = {
    "increase": "tăng|nhích|vượt|cao hơn|nhiều hơn|lớn hơn",
    "decrease": "giảm|tụt|hạ|bớt|sụt|hụt|kém|rút ngắn|thấp hơn|ít hơn|nhỏ hơn|cắt giảm|tinh giản",
}
_DIRECTION_OF = {verb: direction for direction, verbs in _VERBS.items() for verb in verbs.split("|")}
# Words that may stand between the verb and the figure without turning "by" into "to" (tăng lên, giảm còn).
_LINK_WORDS = """
    thêm có được bình quân trung trưởng khoảng mạnh nhanh nhẹ tới đến gấp hơn trên gần ước ở mức dự kiến đạt tương
    đương mỗi hằng hàng năm đều ít nhất tối thiểu đi là ( :
"""
_LINKS = frozenset(_LINK_WORDS.split())
# A growth rate below zero, and what merely sounds like it.
_BELOW_ZERO = re.compile(r"(?<!\w)âm(?!\w)(?!\s(?:tính|nhạc|thanh|lịch|lượng))(?!.*\sdương\s)", re.IGNORECASE)
_GROWTH = re.compile(r"(?<!\w)(?:tăng trưởng|(?:tốc độ|tỷ lệ|tỉ lệ|mức) tăng)(?!\w)[^,;.()]*$", re.IGNORECASE)
# A list or a statement (gồm, là, có) between the comparison and the figure parts them; "thấp hơn mức 4,8%" is a level.
_AGAINST = re.compile(
    r"(?<!\w)(?:(?P<verb>(?:cao|nhiều|lớn|thấp|ít|nhỏ) hơn|kém)(?=\s)"
    r"|(?P<beyond>vượt)(?: mức)?(?= (?:kế hoạch|dự toán|chỉ tiêu)))"
    r"(?:\s(?!(?:gồm|là|có|chứ|ở)\s)[^\s,;:.()0-9]+){1,10}(?<!\smức)(?<!\smức tăng)\s?$",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"(?<!\w)(?:giảm (?:tỷ|tỉ) lệ (?:hộ|nghèo|sinh)|(?:tốc độ|tỷ lệ|tỉ lệ|mức) giảm)(?!\w)"
    r"(?!.*\s(?:từ|còn|xuống)\s)[^,;.()]*$",
    re.IGNORECASE,
)
# The thing that rises or falls may stand between: giảm chi ngân sách 3.000 tỷ đồng, giảm tỷ lệ hộ nghèo 3%.
_OF_THING = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|cắt giảm|hụt)"
    r"(?:\s(?!(?:cường|trưởng|tốc|gia|từ|còn|xuống|lên|đạt|là|có|về|do|cho|để|và|với|ở|thì|khi|tỷ lệ|tỉ lệ)\s)"
    r"[^\W\d_]+){1,4}\s?$",
    re.IGNORECASE,
)


def direction_of_change(before: str, after: str, kind: Kind) -> str | None:
    """`increase` or `decrease` when the words around a figure make it a change, else None.

    A percentage is a change also where it only states a growth rate; "vượt 4.500 tỷ đồng" is a level, unless it goes on
    with a comparison.
    """
    is_share = kind == "percent"
    is_level = False
    words = (
        before.casefold().replace("lên gấp", "gấp").replace("(", " ( ").replace(":", " : ").replace(",", " , ").split()
    )
    while words:
        verb = next((verb for verb in (" ".join(words[-2:]), words[-1]) if verb in _DIRECTION_OF), None)
        if verb == "vượt" and not is_share and "so " not in after:
            return None
        if verb and verb.endswith("hơn") and is_level:
            return None
        if verb:
            return _DIRECTION_OF[verb]
        if words[-1] == "âm" and is_share:
            return "decrease"
        if words[-1] not in _LINKS:
            break
        is_level = words.pop() == "mức"
    if against := _AGAINST.search(before):
        return _DIRECTION_OF[(against["verb"] or against["beyond"]).casefold()]
    if is_share and (growth := _GROWTH.search(before)):
        return "decrease" if _BELOW_ZERO.search(growth[0]) else "increase"
    if is_share and _FALL.search(before):
        return "decrease"
    if kind in ("amount", "percent") and (of_thing := _OF_THING.search(before)):
        return _DIRECTION_OF[of_thing["verb"].casefold()]
    return None
