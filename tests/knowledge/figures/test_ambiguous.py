"""Separators that can be read in two ways: the rule's value, and that the figure says so."""

import pytest

from govner.knowledge.figures import parse_figure

AMBIGUOUS = [
    ("31,450 tỷ đồng", 31_450_000_000),
    ("31.450 tỷ đồng", 31_450_000_000_000),
    ("3.153 triệu người", 3_153_000_000),
    ("1,500", 1_500),
    ("1,500 hộ", 1_500),
    ("2,000 ha", 2_000),
    ("12.5%", 12.5),
    ("12.345%", 12.345),
    ("62.3 tạ", 62.3),
    ("31.45 tỷ đồng", 31_450_000_000),
    ("26.547 ha", 26_547),
    ("từ 2.5 - 3%", 2.5),
    ("5/12.5 ha", 5),
]
CLEAR = [
    ("1.500", 1_500),
    ("1.500 hộ", 1_500),
    ("31,45 tỷ đồng", 31_450_000_000),
    ("12,5%", 12.5),
    ("1.234.567 đồng", 1_234_567),
    ("1,234,567 đồng", 1_234_567),
    ("750.000 đồng", 750_000),
    ("1.000 tỷ đồng", 1_000_000_000_000),
    ("14/19 tiêu chí", 14),
    ("31 tỷ 450 triệu đồng", 31_450_000_000),
    ("1.234,5 ha", 1_234.5),
    ("hai triệu đồng", 2_000_000),
]


@pytest.mark.parametrize(("text", "value"), AMBIGUOUS)
def test_a_doubtful_separator_is_read_by_rule_and_flagged(text: str, value: float) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.value, figure.ambiguous) == (value, True)
    assert "ambiguous" not in figure.attributes()


@pytest.mark.parametrize(("text", "value"), CLEAR)
def test_a_number_with_one_reading_is_not_flagged(text: str, value: float) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.value, figure.ambiguous) == (value, False)
