from itertools import combinations

import pytest

from govner.pipeline.colors import COLORS
from govner.schema import LABELS


def linear(color):
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(color):
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))


def test_every_label_has_its_color():
    assert set(COLORS) == set(LABELS)
    assert len(set(COLORS.values())) == len(LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_black_text_can_be_read_on_every_color(label):
    assert (luminance(COLORS[label]) + 0.05) / 0.05 > 7


# How an eye without red (protan) or without green (deutan) cones sees linear RGB: Viénot, Brettel and Mollon 1999.
DICHROMATS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


@pytest.mark.parametrize("matrix", DICHROMATS.values(), ids=DICHROMATS.keys())
def test_colors_differ_for_the_colour_blind(matrix):
    seen = {
        label: [sum(weight * c for weight, c in zip(row, linear(color), strict=True)) for row in matrix]
        for label, color in COLORS.items()
    }
    for first, second in combinations(LABELS, 2):
        assert max(abs(a - b) for a, b in zip(seen[first], seen[second], strict=True)) > 0.08, (first, second)
