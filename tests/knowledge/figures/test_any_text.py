"""What must hold for any text, and for any number that is written down."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.figures import FigureValue, parse_figure

DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
OTHER_ONES = {1: "mốt", 4: "tư", 5: "lăm"}
SCALES = {10**9: ("tỷ", "tỉ"), 10**6: ("triệu",), 10**3: ("nghìn", "ngàn"), 1: ("",)}

WORDS = st.sampled_from(
    "hai mười tỷ triệu nghìn hàng trăm đồng % ha hộ / - đến từ trên , . 14/19 31,45 1.258 so với kế hoạch x2".split()
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join)), st.text(max_size=80), st.text(max_size=80))
def test_any_text_gives_a_figure_or_none(text: str, before: str, after: str) -> None:
    figure = parse_figure(text, before, after)
    assert figure is None or isinstance(figure, FigureValue)
    if figure is not None:
        assert all(isinstance(value, str) and value for value in figure.attributes().values())


@pytest.mark.parametrize(
    "unit",
    ["hai ", "1.", "trên ", "nghìn ", "/người", "x2", " tăng", "a", "1 ", "xã, ", "1-", "1. 500", "không trăm ", "2½ "],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    started = time.perf_counter()
    parse_figure("5 " + unit * 20_000, unit * 20_000, unit * 20_000)
    assert time.perf_counter() - started < 10


@given(st.integers(0, 10**12))
def test_a_formatted_integer_is_read_back(value: int) -> None:
    figure = parse_figure(f"{value:,}".replace(",", ".") + " đồng")
    assert figure is not None
    assert figure.attributes() == {"kind": "amount", "value": str(value), "unit": "VND"}


@given(st.integers(0, 99_999), st.integers(1, 99))
def test_a_formatted_decimal_is_read_back(whole: int, cents: int) -> None:
    figure = parse_figure(f"{whole:,}".replace(",", ".") + f",{cents:02} ha")
    assert figure is not None
    assert figure.value == pytest.approx(float(f"{whole}.{cents:02}"))


def words_below_thousand(value: int, opens: bool, choose: st.DataObject) -> str:
    """A group of three digits in words; one that does not open its number names its hundreds."""
    hundreds, below = divmod(value, 100)
    tens, ones = divmod(below, 10)
    said = [DIGITS[hundreds], "trăm"] if hundreds or not opens else []
    names = [DIGITS[ones]]
    if tens == 0 and said:
        said += [choose.draw(st.sampled_from(["linh", "lẻ"]))] if ones else []
        names += ["tư"] if ones == 4 else []
    elif tens == 1:
        said += ["mười"]
        names = ["lăm"] if ones == 5 else names
    elif tens > 1:
        said += [DIGITS[tens], "mươi"]
        names += [OTHER_ONES[ones]] if ones in OTHER_ONES else []
    return " ".join([*said, choose.draw(st.sampled_from(names))] if ones else said)


def in_words(value: int, choose: st.DataObject) -> str:
    """A positive number in words as one reads it aloud; groups of zeros are passed over."""
    said: list[str] = []
    for scale, names in SCALES.items():
        group, value = divmod(value, scale)
        if group >= 1000:
            said += [in_words(group, choose), names[0]]
        elif group:
            said += [words_below_thousand(group, not said, choose), choose.draw(st.sampled_from(names))]
    return " ".join(said).strip()


def is_said_in_full(value: int) -> bool:
    """False for một tỷ ba trăm (đồng), by which reports mean 1,3 tỷ."""
    return value < 1000 or value // 1000 % 1000 > 0 or value % 1000 < 100


@given(
    st.one_of(st.integers(1, 10**15), st.integers(1, 10**9).map(lambda n: n * 1000)).filter(is_said_in_full), st.data()
)
def test_an_amount_in_words_is_read_back(value: int, choose: st.DataObject) -> None:
    figure = parse_figure(in_words(value, choose) + " đồng")
    assert figure is not None
    assert figure.attributes() == {"kind": "amount", "value": str(value), "unit": "VND"}


@pytest.mark.parametrize("text", ["trên 42,6 tỷ đồng", "14/19 tiêu chí", "đạt chuẩn nông thôn mới", "9 đảng ủy xã"])
def test_unicode_form_spaces_and_case_do_not_matter(text: str) -> None:
    expected = parse_figure(text)
    assert expected is not None
    for variant in (unicodedata.normalize("NFD", text), text.replace(" ", "\u00a0"), text.replace(" ", "  ")):
        assert parse_figure(variant) == expected
    upper = parse_figure(text.upper())
    assert upper is not None
    assert (upper.kind, upper.value, upper.total, upper.qualifier) == (
        expected.kind,
        expected.value,
        expected.total,
        expected.qualifier,
    )
