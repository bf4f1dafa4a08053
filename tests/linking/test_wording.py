"""The words around figures and the units that may own them, as clues."""

from __future__ import annotations

import pytest

from govner.linking import wording
from govner.linking.layout import lay_out

from .markup import parse


@pytest.mark.parametrize(
    ("marked", "clues"),
    [
        ("Tại các [[T1 LOC|xã Lùng Vai]] còn mưa.", {"opened_by.các", "opened_by2.tại các", "followed_by2.còn mưa"}),
        ("Ở [[T1 LOC|xã Lùng Vai]], mưa.", {"opened_by.ở", "opened_by2.ở", "followed_by.,", "followed_by2., mưa"}),
        ("[[T1 ORG|UBND xã Lùng Vai]] đã", {"followed_by.đã", "followed_by2.đã"}),
        ("Năm 2024, 12 [[T1 LOC|Lùng Vai]]", {"opened_by.#", "opened_by2., #"}),
        ("Mưa.\n[[T1 LOC|Lùng Vai]]\nNắng.", set()),
    ],
)
def test_the_words_beside_a_unit_in_its_sentence_are_clues(marked: str, clues: set[str]) -> None:
    text, spans, _ = parse(marked)
    layout = lay_out(text, spans)
    found = wording.beside(layout, layout.mentions[0])
    assert clues <= set(found)
    assert bool(found) == bool(clues)


@pytest.mark.parametrize(
    ("marked", "clues"),
    [
        ("Xã thu [[T1 METRIC|9 tỷ đồng]].", {"figure.#", "figure.tỷ", "figure.đồng", "leads.xã", "leads.thu"}),
        ("Mưa; xã thu [[T1 METRIC|9 ha]].", {"figure.#", "figure.ha", "leads.xã", "leads.thu"}),
        ("Mưa to. Thu [[T1 METRIC|9 ha]].", {"figure.#", "figure.ha", "leads.thu"}),
        (
            "một hai ba bốn năm sáu bảy [[T1 METRIC|9]]",
            {"figure.#", *map("leads.{}".format, "hai ba bốn năm sáu bảy".split())},
        ),
    ],
)
def test_a_figure_has_its_own_words_and_the_last_ones_of_the_clause_before(marked: str, clues: set[str]) -> None:
    text, spans, _ = parse(marked)
    layout = lay_out(text, spans)
    assert set(wording.of_figure(layout, layout.mentions[0])) == clues


def test_words_between_are_told_once_with_marks_for_mentions() -> None:
    assert list(wording.between(" đã thu, đã chi ⟨m⟩ 30 ")) == [
        *("between.đã", "between.thu", "between.,", "between.chi", "between.⟨m⟩", "between.#")
    ]
