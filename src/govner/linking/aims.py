"""The clues to whether a METRIC is a target or a result: the words around it, and what they are about.

Newcomer's notes. A list of cue words says most (phấn đấu, đã, ước), told apart by where they stand. The rest are the
words and pairs of words before the METRIC, in it and behind it, whatever they are, how its number looks, since aims
tend to be round, and whether the years around it lie before that of the document: `training/train_linker.py` finds out
which of them weigh. Names and figures among them are the mark of their label (⟨l⟩), numbers `#`. What the METRIC before
says is in `aim_chain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govner.linking.layout import Layout, Mention

_TARGET_WORDS = (
    "phấn_đấu mục_tiêu kế_hoạch dự_kiến sẽ đề_ra giao phải cần yêu_cầu đặt_ra chỉ_tiêu đến_năm tới quy_hoạch "
    "đề_xuất đề_nghị kiến_nghị dự_án nhằm để đăng_ký định_hướng dự_toán hướng_tới tổng_mức_đầu_tư thời_gian_tới "
    "trong_năm quyết_tâm tối_thiểu ít_nhất trở_lên bố_trí phân_bổ hỗ_trợ thêm dự_tính muốn có_thể tiếp_tục "
    "bảo_đảm đảm_bảo nâng tập_trung đưa thực_hiện hoàn_thành xây_dựng đầu_tư giai_đoạn hứa cam_kết xin mong kỳ_vọng "
    "trình dự_trù thiết_kế công_suất sang_năm năm_sau năm_tới tháng_tới trước_ngày chậm_nhất hạn nhắm lộ_trình "
    "phương_án đề_án tầm_nhìn còn_lại thiếu nhu_cầu chấp_thuận nghiên_cứu theo xây mở_rộng thu_hồi di_dời"
)
_RESULT_WORDS = (
    "đã đạt ước có hiện đến_nay còn được tăng giảm chiếm so_với cùng_kỳ qua là gồm trong_đó huy_động giải_ngân "
    "thu vượt công_nhận tính_đến bình_quân xếp kết_quả khởi_công phê_duyệt xảy_ra phát_hiện mới trao chi trước "
    "cấp chưa đang rồi xong nay vừa từng năm_ngoái năm_trước hồi tặng khánh_thành thông_xe đưa_vào vận_hành thông_qua"
)
_DECISIVE = frozenset(
    "phấn đấu|mục tiêu|dự kiến|sẽ|phải|cần|yêu cầu|đề ra|đề xuất|kế hoạch|đã|đạt|ước|hiện|đến nay|được|còn|có".split(
        "|"
    )
)
_LONGEST_FIRST = sorted((_TARGET_WORDS + " " + _RESULT_WORDS).split(), key=len, reverse=True)
CUE = re.compile(rf"(?<!\w)(?:{'|'.join(_LONGEST_FIRST)})(?!\w)".replace("_", " "))
"""A word that tells of plans or of facts; the longest of those that begin alike."""
_SPLIT = re.compile(r"[;:]|, ")
_PLAN_OPENS = re.compile(
    r"(?:phấn đấu|mục tiêu|dự kiến|theo (?:kế hoạch|quy hoạch|đề án)|đến (?:hết |cuối )?năm|(?:trong )?thời gian tới)"
)


_TOPIC = re.compile(r"phương hướng|nhiệm vụ|mục tiêu|kế hoạch|chỉ tiêu(?! ?\|)|giải pháp|định hướng|dự kiến")
"""Talk of plans; "Chỉ tiêu" over a column of a table is none."""
_TOPIC_REACH = 1500
"""Characters before a METRIC in which the last word for plans, and the latest year, are looked for."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NUMBER = re.compile(r"\d[\d.,]*")
_TOKEN = re.compile(r"⟨\w+⟩|\w+")
_CLAUSE, _BEHIND = 12, 8
"""Words of the clause before a METRIC, and behind it, that are clues."""


def aim_clues(layout: Layout, metric: Mention) -> Iterator[str]:
    """The clues to a target (positive weights) or a result (negative)."""
    yield "always"
    start, end = layout.sentences[metric.sentence]
    start = max(start, metric.start - 300)
    first = metric.index
    while first and layout.mentions[first - 1].start >= start:
        first -= 1
    before = layout.marked_gap(start, metric.start, first, metric.index)
    yield from _cues(layout, metric, before)
    yield from _words_around(layout, metric, before)
    yield from _look(layout.gap(metric.start, metric.end))
    yield from _years(layout, metric, start, end)
    if _PLAN_OPENS.match(layout.gap(start, start + 40)):
        yield "plan_opens"
    *_, topic = [None, *_TOPIC.finditer(layout.gap(max(0, metric.start - _TOPIC_REACH), metric.start))]
    if topic:
        yield f"topic.{topic[0]}"
        yield f"topic_far.{min(5, (len(topic.string) - topic.start()) // 100)}"


def _cues(layout: Layout, metric: Mention, before: str) -> Iterator[str]:
    """The cue words and where they stand."""
    words = CUE.findall(before)
    decisive = [word for word in words if word in _DECISIVE]
    if words:
        yield f"last.{words[-1]}"
    if decisive:
        yield f"decisive.{decisive[-1]}"
    places = {
        "sentence": before,
        "clause": _SPLIT.split(before)[-1],
        "inside": layout.gap(metric.start, metric.end),
        "behind": layout.after(metric, 200),
    }
    if metric.sentence:
        left, right = layout.sentences[metric.sentence - 1]
        places["sentence_before"] = layout.gap(max(left, right - 150), right)
    for place, text in places.items():
        yield from once(place, CUE.findall(text))


def _words_around(layout: Layout, metric: Mention, before: str) -> Iterator[str]:
    """The words and the pairs of words before the METRIC in its sentence and its clause, in it and behind it."""
    clause = tokens(_SPLIT.split(before)[-1])[-_CLAUSE:]
    behind = tokens(re.split(r"[.;]", layout.after(metric, 60))[0])[:_BEHIND]
    if clause:
        yield f"ends.{clause[-1]}"
        yield f"ends_pair.{' '.join(clause[-2:])}"
    yield from once("clause_word", clause)
    yield from once("clause_pair", _pairs(clause))
    yield from once("sentence_pair", _pairs(tokens(before)))
    yield from once("own_word", tokens(layout.gap(metric.start, metric.end)))
    yield from once("behind_word", behind)
    yield from once("behind_pair", _pairs(behind))


def _look(figure: str) -> Iterator[str]:
    """What the first number of a METRIC looks like: whole, exact (by its digits) or round (by its last zeros)."""
    number = _NUMBER.search(figure)
    if not number:
        yield "look.no_number"
        return
    digits = re.sub(r"\D", "", number[0])
    exact = len(digits.rstrip("0"))
    yield "look.decimal" if "," in number[0].rstrip(",") else "look.whole"
    yield f"look.exact.{min(5, max(1, exact))}"
    yield f"look.round.{min(3, len(digits) - exact)}"
    if re.search(r"\d/\d", figure):
        yield "look.fraction"
    if re.match(r"100 ?%", figure[number.start() :]):
        yield "look.100%"


def _years(layout: Layout, metric: Mention, start: int, end: int) -> Iterator[str]:
    """The latest year around the METRIC, and how long before or after that of the document the latest ones are."""
    places = {
        "sentence": layout.gap(start, metric.start),
        "behind": layout.gap(metric.end, min(end, metric.end + 60)),
        "passage": layout.gap(max(0, metric.start - _TOPIC_REACH), metric.start),
    }
    around = _YEAR.findall(layout.gap(start, min(end, metric.end + 200)))
    if around:
        yield f"year.{int(max(around)) // 5 * 5}"
    for place, text in places.items():
        named = _YEAR.findall(text)
        if named and layout.year:
            yield f"year_{place}.{max(-3, min(5, int(max(named)) - layout.year)):+}"


def tokens(text: str) -> list[str]:
    """The words of a text, numbers as `#`."""
    return ["#" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def _pairs(tokens: Sequence[str]) -> list[str]:
    return [" ".join(pair) for pair in pairwise(tokens)]


def once(place: str, found: Sequence[str]) -> list[str]:
    """The clues that lie in what was found at a place, each once."""
    return sorted({f"{place}.{one}" for one in found})
