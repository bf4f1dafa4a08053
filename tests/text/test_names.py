import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.names import fold, name_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Phàn A Sơn", "phàn a sơn"),
        ("PHÀN  A\nSƠN", "phàn a sơn"),
        (unicodedata.normalize("NFD", "Phàn A Sơn"), "phàn a sơn"),
        ("T.Sơn", "t sơn"),
        ("T. SƠN", "t sơn"),
        ("Uỷ ban", "ủy ban"),
        ("Sở KH-ĐT", "sở kh đt"),
        ("…", "…"),
        ("", ""),
    ],
)
def test_names_have_one_key_for_all_spellings(name, key):
    assert name_key(name) == key


@given(st.text())
def test_any_text_has_a_key_on_one_line_that_is_empty_only_of_nothing(text):
    assert "\n" not in fold(text)
    assert bool(name_key(text)) == bool(fold(text))
