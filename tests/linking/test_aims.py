"""The clues to whether a figure is a target or a result."""

from __future__ import annotations

import pytest

from govner.linking.aims import aim_clues
from govner.linking.figures import figures
from govner.linking.layout import lay_out

from .markup import parse


def clues(marked: str) -> set[str]:
    """The clues to the aim of the last METRIC of a text."""
    text, spans, _ = parse(marked)
    layout = lay_out(text, spans)
    *_, metric = layout.labelled("METRIC")
    return set(aim_clues(layout, metric))


@pytest.mark.parametrize(
    ("marked", "given"),
    [
        ("Huyện dự kiến còn [[T1 METRIC|41 hộ nghèo]].", {"sentence.dự kiến", "last.còn", "decisive.còn"}),
        ("Huyện phấn đấu có [[T1 METRIC|41 hộ]].", {"sentence.phấn đấu", "decisive.có"}),
        ("Xã trồng mới [[T1 METRIC|9 ha]].", {"clause_word.trồng", "clause_pair.trồng mới", "ends_pair.trồng mới"}),
        ("Năm nay trồng rừng, thu [[T1 METRIC|9 ha]].", {"sentence_pair.trồng rừng", "ends.thu"}),
        ("Có [[T1 METRIC|9 ha rừng]] sẽ giao.", {"own_word.rừng", "behind_word.sẽ", "behind_pair.sẽ giao"}),
        ("[[T1 LOC|Xã Lùng Vai]] có 12 thôn và [[T2 METRIC|9 xóm]].", {"clause_pair.có #", "clause_word.⟨l⟩"}),
        ("Mục tiêu năm 2030\nThu hút [[T1 METRIC|9 dự án]].", {"topic.mục tiêu", "topic_far.0"}),
        (f"Mục tiêu: {'vui. ' * 60} Có [[T1 METRIC|9 xã]].", {"topic.mục tiêu", "topic_far.3"}),
    ],
)
def test_words_around_a_figure_are_clues_by_their_place(marked: str, given: set[str]) -> None:
    assert given <= clues(marked)


@pytest.mark.parametrize(
    ("marked", "absent"),
    [
        ("Trồng rừng, thu [[T1 METRIC|9 ha]].", "clause_word.rừng"),
        ("Có [[T1 METRIC|9 ha]]. Xã sẽ giao.", "behind_word.sẽ"),
        (f"Mục tiêu: {'vui. ' * 400} Có [[T1 METRIC|9 xã]].", "topic.mục tiêu"),
        ("Có [[T1 METRIC|9 xã]]. Mục tiêu là vui.", "topic.mục tiêu"),
    ],
)
def test_words_beyond_the_clause_the_sentence_or_the_reach_are_none(marked: str, absent: str) -> None:
    assert absent not in clues(marked)


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("[[T1 LOC|Huyện Bắc Hà]] phấn đấu đến năm 2030 trồng mới [[T2 METRIC|900 ha]] chè.", "HAS_TARGET"),
        ("Dự kiến năm tới, [[T1 LOC|huyện Bắc Hà]] sẽ xây dựng [[T2 METRIC|12 trường học]].", "HAS_TARGET"),
        ("Đến nay, [[T1 LOC|huyện Bắc Hà]] đã trồng mới [[T2 METRIC|900 ha]] chè.", "HAS_RESULT"),
        ("Năm qua, [[T1 LOC|huyện Bắc Hà]] thu ngân sách đạt [[T2 METRIC|128,6 tỷ đồng]].", "HAS_RESULT"),
    ],
)
def test_plain_plans_are_targets_and_plain_facts_results(marked: str, label: str) -> None:
    text, spans, _ = parse(marked)
    assert [(found.tail, found.label) for found in figures(lay_out(text, spans))] == [("T2", label)]
