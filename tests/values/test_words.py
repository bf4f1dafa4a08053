from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govner.values.words import Word, words


def test_marked_stretches_are_one_word_and_numbers_have_one_form() -> None:
    text = "Huyện Bắc Sơn đạt 31,45 tỷ đồng."
    marked = [Word(0, 13, "⟨LOC⟩")]
    assert [word.form for word in words(text, marked)] == ["⟨LOC⟩", "đạt", "#", "tỷ", "đồng", "."]


def test_a_word_that_a_stretch_cuts_gives_way_to_it() -> None:
    assert [word.form for word in words("Laivà Sìn Hồ", [Word(0, 3, "⟨LOC⟩")])] == ["⟨LOC⟩", "sìn", "hồ"]


def test_a_hyphen_within_a_word_is_no_dash() -> None:
    forms = [word.form for word in words("Đổ bê-tông - giai đoạn 2020-2025")]
    assert forms == ["đổ", "bê", "‑", "tông", "-", "giai", "đoạn", "#", "-", "#"]


@given(st.text(max_size=200))
def test_words_stand_in_order(text: str) -> None:
    edge = 0
    for word in words(text):
        assert edge <= word.start < word.end
        edge = word.end
    assert edge <= len(text)
