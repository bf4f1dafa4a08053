from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govner.io.exchange.offsets import CodeUnits

_TEXTS = st.text(st.characters() | st.sampled_from("📈\U00020000e\u0301\r\n\0"))


def units_in(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(_TEXTS)
def test_code_units_are_those_of_utf_16(text):
    units = CodeUnits(text)
    for offset in range(len(text) + 1):
        assert units.of(offset) == units_in(text[:offset])
        assert units.code_point(units.of(offset)) == offset


def test_an_offset_inside_a_character_is_no_code_point():
    assert [CodeUnits("a📈b").code_point(offset) for offset in range(5)] == [0, 1, None, 2, 3]
