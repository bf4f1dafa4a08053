from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.syllables import syllables


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in syllables(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ông An, Chủ tịch.", ["ông", "An", ",", "Chủ", "tịch", "."]),
        ("đạt 63,2% kế hoạch", ["đạt", "63,2", "%", "kế", "hoạch"]),
        ("31.450 triệu", ["31.450", "triệu"]),
        ("14/19 tiêu chí", ["14", "/", "19", "tiêu", "chí"]),
        ("30ha", ["30", "ha"]),
        ("Sở NN&PTNT", ["Sở", "NN", "&", "PTNT"]),
        ("2021-2025", ["2021", "-", "2025"]),
        ("Quảng ĐiềnÔng Thảo", ["Quảng", "Điền", "Ông", "Thảo"]),
        ("UBND HĐND", ["UBND", "HĐND"]),
        ("hiện nay.Biết", ["hiện", "nay", ".", "Biết"]),
        ("", []),
        (" \t\n", []),
    ],
)
def test_tokens_are_syllables_numbers_and_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_decomposed_letters_keep_their_marks() -> None:
    text = unicodedata.normalize("NFD", "Huyện ủy Mường Khương")
    assert words(text) == [unicodedata.normalize("NFD", word) for word in "Huyện ủy Mường Khương".split()]


@given(st.text())
def test_tokens_cover_all_but_white_space_in_order(text: str) -> None:
    end = 0
    for token in syllables(text):
        assert end <= token[0] < token[1]
        assert not text[end : token[0]].strip()
        assert not any(character.isspace() for character in text[slice(*token)])
        end = token[1]
    assert not text[end:].strip()
