"""The clues to whether a METRIC is a target or a result: the words around it, and what they are about.

Newcomer's notes. A list of cue words says most (phấn đấu, đã, ước), told apart by where they stand. The rest are the
words and pairs of words before the METRIC, in it and behind it, whatever they are: `training/train_linker.py` finds out
which of them weigh. Names and figures among them are the mark of their label (⟨l⟩), numbers `#`.
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
    "bảo_đảm đảm_bảo nâng tập_trung đưa thực_hiện hoàn_thành xây_dựng đầu_tư giai_đoạn"
)
_RESULT_WORDS = (
    "đã đạt ước có hiện đến_nay còn được tăng giảm chiếm so_với cùng_kỳ qua là gồm trong_đó huy_động giải_ngân "
    "thu vượt công_nhận tính_đến bình_quân xếp kết_quả khởi_công phê_duyệt xảy_ra phát_hiện mới trao chi trước "
    "cấp chưa"
)
_DECISIVE = frozenset(
    "phấn đấu|mục tiêu|dự kiến|sẽ|phải|cần|yêu cầu|đề ra|đề xuất|kế hoạch|đã|đạt|ước|hiện|đến nay|được|còn|có".split(
        "|"
    )
)
_WORD = re.compile(rf"(?<!\w)(?:{'|'.join((_TARGET_WORDS + ' ' + _RESULT_WORDS).split()).replace('_', ' ')})(?!\w)")
_SPLIT = re.compile(r"[;:]|, ")
_PLAN_OPENS = re.compile(
    r"(?:phấn đấu|mục tiêu|dự kiến|theo (?:kế hoạch|quy hoạch|đề án)|đến (?:hết |cuối )?năm|(?:trong )?thời gian tới)"
)


_TOPIC = re.compile(r"phương hướng|nhiệm vụ|mục tiêu|kế hoạch|chỉ tiêu|giải pháp|định hướng|dự kiến")
_TOPIC_REACH = 1500
"""Characters before a METRIC in which the last word for plans is looked for."""
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
    if _PLAN_OPENS.match(layout.gap(start, start + 40)):
        yield "plan_opens"
    years = re.findall(r"20\d\d", layout.gap(start, min(end, metric.end + 200)))
    if years:
        yield f"year.{int(max(years)) // 5 * 5}"
    *_, topic = [None, *_TOPIC.finditer(layout.gap(max(0, metric.start - _TOPIC_REACH), metric.start))]
    if topic:
        yield f"topic.{topic[0]}"
        yield f"topic_far.{min(5, (len(topic.string) - topic.start()) // 100)}"


def _cues(layout: Layout, metric: Mention, before: str) -> Iterator[str]:
    """The cue words and where they stand."""
    words = _WORD.findall(before)
    decisive = [word for word in words if word in _DECISIVE]
    if words:
        yield f"last.{words[-1]}"
    if decisive:
        yield f"decisive.{decisive[-1]}"
    places = {
        "sentence": before,
        "clause": _SPLIT.split(before)[-1],
        "inside": layout.gap(metric.start, metric.end),
        "behind": re.split(r"[.;⟨]", layout.after(metric, 40))[0],
    }
    if metric.sentence:
        left, right = layout.sentences[metric.sentence - 1]
        places["sentence_before"] = layout.gap(max(left, right - 150), right)
    for place, text in places.items():
        yield from sorted({f"{place}.{word}" for word in _WORD.findall(text)})


def _words_around(layout: Layout, metric: Mention, before: str) -> Iterator[str]:
    """The words and the pairs of words before the METRIC in its sentence and its clause, in it and behind it."""
    clause = _tokens(_SPLIT.split(before)[-1])[-_CLAUSE:]
    behind = _tokens(re.split(r"[.;]", layout.after(metric, 60))[0])[:_BEHIND]
    if clause:
        yield f"ends.{clause[-1]}"
        yield f"ends_pair.{' '.join(clause[-2:])}"
    yield from _once("clause_word", clause)
    yield from _once("clause_pair", _pairs(clause))
    yield from _once("sentence_pair", _pairs(_tokens(before)))
    yield from _once("own_word", _tokens(layout.gap(metric.start, metric.end)))
    yield from _once("behind_word", behind)
    yield from _once("behind_pair", _pairs(behind))


def _tokens(text: str) -> list[str]:
    return ["#" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def _pairs(tokens: Sequence[str]) -> list[str]:
    return [" ".join(pair) for pair in pairwise(tokens)]


def _once(place: str, found: Sequence[str]) -> list[str]:
    return sorted({f"{place}.{one}" for one in found})
