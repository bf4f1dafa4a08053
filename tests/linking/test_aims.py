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
        ("Nhà đầu tư cam kết [[T1 METRIC|9 cầu]].", {"last.cam kết", "sentence.đầu tư"}),
        ("Xã vẫn còn lại [[T1 METRIC|9 hộ]].", {"last.còn lại"}),
        (
            "Có [[T1 METRIC|9 ha]] đất mà dân đôi bờ từ lâu gọi là bãi cát, nay trình huyện.",
            {"behind.nay", "behind.trình"},
        ),
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
        ("Xã vẫn còn lại [[T1 METRIC|9 hộ]].", "last.còn"),
        ("Có [[T1 METRIC|9 ha]]. Xã sẽ giao.", "behind.sẽ"),
    ],
)
def test_words_beyond_the_clause_the_sentence_or_the_reach_are_none(marked: str, absent: str) -> None:
    assert absent not in clues(marked)


@pytest.mark.parametrize(
    ("figure", "given"),
    [
        ("40.000 tấn", {"look.whole", "look.exact.1", "look.round.3"}),
        ("gần 1.250 ha", {"look.whole", "look.exact.3", "look.round.1"}),
        ("31,47 tỷ đồng", {"look.decimal", "look.exact.4", "look.round.0"}),
        ("17/23 thôn", {"look.whole", "look.exact.2", "look.round.0", "look.fraction"}),
        ("100% số thôn", {"look.whole", "look.exact.1", "look.round.2", "look.100%"}),
        ("0 hộ", {"look.whole", "look.exact.1", "look.round.1"}),
        ("hai cây cầu", {"look.no_number"}),
    ],
)
def test_the_look_of_its_number_is_a_clue(figure: str, given: set[str]) -> None:
    assert {clue for clue in clues(f"Có [[T1 METRIC|{figure}]].") if clue.startswith("look.")} == given


@pytest.mark.parametrize(
    ("marked", "given"),
    [
        ("Ngày 5/3/2024. Đến năm 2030 có [[T1 METRIC|9 cầu]].", {"year_sentence.+5", "year_passage.+5"}),
        ("Ngày 5/3/2024. Năm 2019 có [[T1 METRIC|9 cầu]].", {"year_sentence.-3", "year_passage.+0"}),
        ("Ngày 5.3.2024. Xã làm [[T1 METRIC|9 cầu]] trong năm 2025.", {"year_behind.+1", "year_passage.+0"}),
        ("Năm 2024, 2024 và 2021. Xã có [[T1 METRIC|9 cầu]].", {"year_passage.+0"}),
        ("Năm 2021 và 2024. Xã có [[T1 METRIC|9 cầu]].", {"year_passage.+0"}),
        ("Xã có [[T1 METRIC|9 cầu]].", set()),
        ("Quyết định số 2030/QĐ, mã 92028: xã có [[T1 METRIC|9 cầu]].", {"year_sentence.+0", "year_passage.+0"}),
    ],
)
def test_years_are_clues_by_their_distance_from_that_of_the_document(marked: str, given: set[str]) -> None:
    assert {clue for clue in clues(marked) if clue.startswith("year_")} == given


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
