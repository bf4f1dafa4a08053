"""Whose figure a METRIC is, and whether it is a result or a target."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govner.linking import link

from .markup import parse, triples

CASES = {
    "the subject of the sentence": """
[[T1 LOC|Huyện Mù Cang Chải]] đã giải ngân [[T2 METRIC|63,2% kế hoạch]].
=====
T1 HAS_RESULT T2
""",
    "a later sentence without a subject": """
[[T1 LOC|Huyện Mù Cang Chải]] có nhiều tiến bộ. Đến nay, đã cứng hóa được [[T2 METRIC|41 km]] đường.
=====
T1 HAS_RESULT T2
""",
    "each place its own figure": """
Kết quả: [[T1 LOC|xã Lao Chải]] đạt [[T2 METRIC|14 tiêu chí]]; [[T3 LOC|xã Púng Luông]] đạt [[T4 METRIC|17 tiêu chí]].
=====
T1 HAS_RESULT T2
T3 HAS_RESULT T4
""",
    "several places, each with the figure": """
Kết quả: [[T1 LOC|xã Lao Chải]], [[T2 LOC|xã Púng Luông]] và [[T3 LOC|xã Dế Xu Phình]] mỗi xã đạt \
[[T4 METRIC|12 tiêu chí]].
=====
T1 HAS_RESULT T4
T2 HAS_RESULT T4
T3 HAS_RESULT T4
""",
    "two subjects of one verb": """
[[T1 LOC|Xã Lao Chải]] và [[T2 LOC|xã Púng Luông]] mới đạt [[T3 METRIC|12 tiêu chí]].
=====
T1 HAS_RESULT T3
T2 HAS_RESULT T3
""",
    "figures dealt out to one unit after the other": """
[[T1 ORG|UBND tỉnh Kon Tum]] phân bổ [[T2 METRIC|85 tỷ đồng]] cho [[T3 LOC|huyện Tu Mơ Rông]], \
[[T4 METRIC|62 tỷ đồng]] cho [[T5 LOC|huyện Đăk Glei]] và [[T6 METRIC|40,5 tỷ đồng]] cho [[T7 LOC|huyện Kon Plông]].
=====
T3 HAS_TARGET T2
T5 HAS_TARGET T4
T7 HAS_TARGET T6
""",
    "a row of figures in a row of places": """
[[T1 LOC|Huyện Mường Khương]] đã trồng [[T2 METRIC|40 ha]] chè ở [[T3 LOC|xã Lùng Vai]], [[T4 METRIC|25 ha]] quýt ở \
[[T5 LOC|xã Bản Lầu]].
=====
T3 HAS_RESULT T2
T5 HAS_RESULT T4
""",
    "a plan is a target": """
[[T1 LOC|Huyện Trạm Tấu]] phấn đấu đến năm 2025 sẽ có thêm [[T2 METRIC|2 xã]] về đích.
=====
T1 HAS_TARGET T2
""",
    "a body stands for its unit where nothing else names that": """
[[T1 PERSON|Ông Hà Văn Thuận]], [[T2 TITLE|Chủ tịch]] [[T3 ORG|UBND huyện Con Cuông]] ([[T4 LOC|Nghệ An]]), cho biết \
toàn huyện còn [[T5 METRIC|3.152 hộ nghèo]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T3 HAS_RESULT T5
""",
    "so does the committee of the Party": """
[[T1 ORG|Huyện ủy Mường La]] cho biết, toàn huyện hiện có [[T2 METRIC|12 xã đạt chuẩn nông thôn mới]].
=====
T1 HAS_RESULT T2
""",
    "but not where the unit is named alone": """
[[T1 LOC|Huyện Con Cuông]] đón khách. [[T2 ORG|UBND huyện Con Cuông]] cho biết, toàn huyện hiện có \
[[T3 METRIC|3.152 hộ nghèo]].
=====
T1 HAS_RESULT T3
""",
    "the bare type word goes back to the unit of its level": """
[[T1 LOC|Huyện Văn Bàn]] họp với [[T2 LOC|xã Nậm Xé]] sáng nay. Toàn huyện hiện có [[T3 METRIC|4.120 hộ nghèo]].
=====
T1 HAS_RESULT T3
""",
}


@pytest.mark.parametrize("markup", CASES.values(), ids=CASES.keys())
def test_figures_go_to_the_unit_they_describe(markup):
    text, spans, expected = parse(markup)
    assert triples(link(text, spans)) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "Tổng số hộ của [[T1 LOC|xã Na Hối]] và [[T2 LOC|xã Tà Chải]] là [[T3 METRIC|2.310 hộ]].",
        "Tuyến đường nối [[T1 LOC|xã Nậm Mòn]] và [[T2 LOC|xã Cốc Ly]] dài [[T3 METRIC|12,5 km]].",
        "Chênh lệch giữa [[T1 LOC|huyện Bát Xát]] và [[T2 LOC|huyện Si Ma Cai]] là [[T3 METRIC|12%]].",
    ],
)
def test_what_two_units_have_together_does_not_count_twice(marked: str) -> None:
    text, spans, _ = parse(marked)
    assert len(link(text, spans)) == 1


def test_a_figure_without_any_unit_has_no_owner():
    text, spans, _ = parse("Mỗi hộ được vay [[T1 METRIC|50 triệu đồng]].")
    assert link(text, spans) == ()


def test_scores_are_probabilities():
    text, spans, _ = parse(CASES["each place its own figure"])
    assert all(0 < (relation.score or 0) <= 1 for relation in link(text, spans))


@pytest.mark.parametrize(("score", "linked"), [(None, True), (0.95, True), (0.2, False)])
def test_a_figure_that_is_hardly_one_gets_no_owner(score: float | None, linked: bool) -> None:
    text, spans, expected = parse(CASES["the subject of the sentence"])
    read = [replace(span, score=score) if span.label == "METRIC" else span for span in spans]
    assert triples(link(text, read)) == (expected if linked else set())
