from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.spelling import is_syllable

GOOD = "nghiêng QUYỀN quỳnh giêng gì khuỷu Đường oan yêu uống thuở rượu hoà hòa uỷ ủy khoẻ xoong ba quốc Việt ý"
BAD = "bac cộgn wí đjường bạ́c straße huyÖn téi étéï x· ç · 12 HĐND cafộ nn"


@pytest.mark.parametrize("word", GOOD.split())
def test_a_syllable_is_known_in_any_form(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", ["", *BAD.split()])
def test_what_no_syllable_is_spelled_like_is_none(word):
    assert not is_syllable(word)


@given(st.text(max_size=12))
def test_any_text_is_one_or_none(word):
    assert is_syllable(word) in (True, False)
