from __future__ import annotations

import pytest

from govner.knowledge.figures import parse_figure


@pytest.mark.parametrize("text", ["năm xã", "năm  hộ nghèo"])
def test_five_before_a_noun_is_a_number(text):
    assert parse_figure(text).value == 5


@pytest.mark.parametrize("text", ["năm 2024", "năm  2023", "Năm 2025"])
def test_a_year_is_not_five(text):
    figure = parse_figure(text)
    assert figure is None or figure.value != 5
