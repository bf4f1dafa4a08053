import pytest

from govner.evaluation.attributes import (
    KEYS,
    agreements,
    indicator_words,
    matched_metrics,
    present_and_equal,
    slips,
)
from govner.evaluation.counts import Counts

# key, gold value, predicted value (None: absent), agree?, counts of what is present
VALUES = [
    ("value", "75", "75.0", True, (1, 1, 1)),
    ("value", "0.5", ".50", True, (1, 1, 1)),
    ("value", "75", "57", False, (1, 1, 0)),
    ("value", "chưa rõ", "chưa rõ", True, (1, 1, 1)),
    ("value", "nan", "nan", True, (1, 1, 1)),
    ("value_max", "8", None, False, (1, 0, 0)),
    ("total", None, "19", False, (0, 1, 0)),
    ("total", None, None, True, (0, 0, 0)),
    ("kind", "count", "amount", False, (1, 1, 0)),
    ("unit", "hộ", "HỘ", True, (1, 1, 1)),
    ("unit", "1", "1.0", False, (1, 1, 0)),
    ("basis", "hoà giải", "hòa  giải", True, (1, 1, 1)),
    ("period", "2023", "2023-06", False, (1, 1, 0)),
]


@pytest.mark.parametrize(("key", "gold", "predicted", "agree", "present"), VALUES)
def test_values_agree_when_equal_or_absent_on_both_sides(metric, key, gold, predicted, agree, present):
    reports = [metric(**({} if value is None else {key: value})) for value in (gold, predicted)]
    pairs = matched_metrics(*reports)
    assert agreements(pairs) == dict.fromkeys(KEYS, 1) | {key: int(agree)}
    assert present_and_equal(pairs)[key] == Counts(*present)


def test_only_metrics_with_the_same_offsets_are_scored(mark):
    gold = mark("Có [METRIC 7 chợ], [METRIC 3 bến] và [LOC Nà Pán].")
    predicted = mark("Có [METRIC 7 chợ], [METRIC 3] bến và [METRIC Nà Pán].")
    assert [span.text for span, _ in matched_metrics(gold, predicted)] == ["7 chợ"]


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ("chiều dài kênh mương", "Kênh mương", (4, 2, 2)),
        ("hồ và hồ", "hồ", (3, 1, 1)),
        ("đàn trâu", "sản lượng cá", (2, 3, 0)),
        ("đàn trâu", None, (2, 0, 0)),
        (None, None, (0, 0, 0)),
    ],
)
def test_indicator_is_scored_by_its_words(metric, gold, predicted, expected):
    reports = [metric(**({} if words is None else {"indicator": words})) for words in (gold, predicted)]
    assert indicator_words(matched_metrics(*reports)) == Counts(*expected)


@pytest.mark.parametrize(
    ("gold", "predicted", "is_slip"),
    [
        ("7", "70", True),
        ("70", "7", True),
        ("0.07", "0.7", True),
        ("31450000000", "31450000", True),
        ("7", "69.9", False),
        ("7", "7.0", False),
        ("-7", "7", False),
        ("0", "4", True),
        ("bảy", "70", False),
        ("nan", "70", False),
        ("1e999", "7", True),
        ("1e999", "2e999", False),
    ],
)
def test_numbers_wrong_by_ten_or_more_are_listed(metric, gold, predicted, is_slip):
    found = slips("r", matched_metrics(metric(value=gold), metric(value=predicted)))
    assert [(slip.text, slip.key, slip.gold, slip.predicted) for slip in found] == (
        [("120 km", "value", gold, predicted)] if is_slip else []
    )
