"""Amounts of money, grouped by the value that they mean."""

import pytest

from govner.knowledge.figures import parse_figure

AMOUNTS = {
    31_450_000_000: "31,45 tỷ đồng|31,450 tỷ đồng|31.450 triệu đồng|31,45 tỉ đồng|31.45 tỷ đồng|31.450.000.000 đồng"
    "|31,450,000,000 đồng|31 tỷ 450 triệu đồng|31,45 TỶ ĐỒNG|31,45 tỷ|31.450 triệu|31 450 triệu đồng|31,45 tỷ VNĐ",
    1_200_000: "1 triệu 200 nghìn đồng|1,2 triệu đồng|1.200.000 đồng|1.200.000đ|1,200,000 đồng|1.200 nghìn đồng|1,2tr"
    "|1,2trđ|một triệu hai trăm nghìn đồng|1.200 ngàn đồng|1,2 triệu VND|1.2 triệu đồng",
    2_500_000_000: "2 tỷ rưỡi|2,5 tỷ đồng|hai tỷ rưỡi|2.500 triệu đồng|2 tỷ 500 triệu đồng|hai tỷ năm trăm triệu đồng",
    3_500_000_000_000: "3.500 tỷ đồng|3,5 nghìn tỷ đồng|3,5 ngàn tỉ đồng|3.500 tỷ",
    5_000_000: "5 triệu đồng|năm triệu đồng|5.000.000 đồng|05 triệu đồng|5,0 triệu đồng|5000000 đồng|5.000 nghìn đồng",
    750_000: "750 nghìn đồng|750.000 đồng|750,000 đồng|750 ngàn đồng|bảy trăm năm mươi nghìn đồng|750.000 đ",
}


@pytest.mark.parametrize(
    ("value", "text"), [(value, text) for value, texts in AMOUNTS.items() for text in texts.split("|")]
)
def test_spellings_of_one_amount_have_one_value(value: int, text: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.value, figure.unit, figure.total) == ("amount", value, "VND", None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("36 triệu USD", 36_000_000, "USD"),
        ("1,849 tỷ đô la Mỹ", 1_849_000_000, "USD"),
        ("250 đô la", 250, "USD"),
        ("1,500 USD", 1_500, "USD"),
        ("4,2 triệu EUR", 4_200_000, "EUR"),
        ("12 triệu euro", 12_000_000, "EUR"),
        ("3 tỷ yên", 3_000_000_000, "JPY"),
        ("40 triệu nhân dân tệ", 40_000_000, "CNY"),
        ("2 tỷ kíp", 2_000_000_000, "LAK"),
    ],
)
def test_foreign_money_keeps_its_currency(text: str, value: int, unit: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.value, figure.unit) == ("amount", value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("8-10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("8 - 10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("từ 8 đến 10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("8 tỷ đồng đến 10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("từ 8 tỷ đồng đến gần 10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("500 nghìn - 1 triệu đồng", 500_000, 1_000_000),
        ("500.000 - 1.000.000 đồng", 500_000, 1_000_000),
        ("từ 2.500 tới 2.700 đồng", 2_500, 2_700),
        ("hai, ba triệu đồng", 2_000_000, 3_000_000),
    ],
)
def test_a_scale_is_shared_by_both_ends_of_a_range(text: str, low: int, high: int) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.value, figure.value_max, figure.unit, figure.qualifier) == (low, high, "VND", None)


@pytest.mark.parametrize(
    "text", ["hàng trăm tỷ đồng", "vài chục triệu đồng", "hàng tỷ đồng", "trăm tỷ", "mấy triệu đồng"]
)
def test_a_vague_amount_has_no_value(text: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert figure.attributes() == {"kind": "amount", "unit": "VND"}


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("52 triệu đồng/ha", "ha"),
        ("52 triệu đồng/ ha", "ha"),
        ("45 triệu đồng/người/năm", "người/năm"),
        ("45 triệu đồng /người /năm", "người/năm"),
        ("6 triệu đồng/tấn", "tấn"),
        ("10tr/m2", "m2"),
        ("72.000 đồng/1m3", "m3"),
        ("30 triệu đồng/1.000m2", "1.000m2"),
        ("50 triệu đồng/2 tháng", "2 tháng"),
        ("300 nghìn đồng mỗi tháng", "tháng"),
        ("5.000 đồng/người dân", "người dân"),
        ("9 triệu đồng/sào/vụ", "sào/vụ"),
    ],
)
def test_a_rate_names_its_divisor(text: str, per: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.unit, figure.per) == ("amount", "VND", per)
