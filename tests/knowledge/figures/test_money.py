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
    1_200_000_000_000: "một nghìn hai trăm tỷ đồng|1 nghìn 200 tỷ đồng|1.200 tỷ|một ngàn hai trăm tỉ đồng|1,2 nghìn tỷ",
    12_500_000_000: "12 tỷ 500|12 tỷ 5|mười hai tỷ năm trăm|12 tỷ 500 triệu|12,5 tỷ đồng|12.500 triệu",
    2_045_000_000: "2 tỷ 45|2 tỷ 45 triệu đồng|2,045 tỷ đồng|hai tỷ bốn mươi lăm triệu",
    500_000: "nửa triệu đồng|nửa triệu|500 nghìn đồng|500.000 đồng|500.000đ|năm trăm nghìn đồng|0,5 triệu đồng",
    1_200_000_000: "1 tỷ 2|1 tỷ 200 triệu đồng|1,2 tỷ đồng|một tỷ hai trăm triệu đồng|1.200 triệu đồng|1 tỷ hai",
    2_350_000_000: "2 tỷ 350 triệu|2 tỷ 350 triệu đồng|2,35 tỷ đồng|hai tỷ ba trăm năm mươi triệu đồng",
    500_000_000: "nửa tỷ đồng|gần nửa tỷ đồng|0,5 tỷ đồng|500 triệu đồng",
    12_000_000_000_000: "12 nghìn tỷ đồng|12.000 tỷ đồng|mười hai nghìn tỷ đồng|12 ngàn tỉ",
    12_345_600_000: "12 345,6 triệu đồng|12.345,6 triệu đồng|12 tỷ 345,6 triệu đồng"
    "|12 345 600 000 đồng|12.345,6triệuđồng",
    1_250_300_000_000: "1.250,3 tỷ đồng|1.250,3tỷ đồng|1.250,3 tỷđồng|1 250,3 tỷ đồng|1.250,3tỷđồng"
    "|1.250.300 triệu đồng",
    45_000_000: "45 tr.đ|45trđ|45 tr.đồng|45 trđồng|45 triệu đ|45triệu vnđ|45triệuđ|45.000 nghìn đ|45.000 nghìnđồng",
    210_000_000: "210 triệu dồng|210 triệu đồng|210trđ|hai trăm mười triệu đồng",
    1_500_000: "triệu rưỡi đồng|1 triệu rưỡi|một triệu rưỡi đồng|1,5 triệu đồng",
    1_005_000: "một triệu lẻ năm nghìn đồng|1 triệu 5 nghìn đồng|1.005.000 đồng",
    1_090_000_000: "một tỷ không trăm chín mươi triệu đồng|1 tỷ 90 triệu đồng|một tỉ chín mươi triệu đồng",
    2_005_000_000_000: "hai nghìn không trăm linh năm tỷ đồng|hai nghìn lẻ năm tỷ|2.005 tỷ đồng|2 nghìn 5 tỷ đồng",
    1_012_000_004: "một tỷ không trăm mười hai triệu không trăm linh tư đồng|1.012.000.004 đồng",
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
        ("500 triệu đô", 500_000_000, "USD"),
        ("2.500$", 2_500, "USD"),
        ("60 triệu tệ", 60_000_000, "CNY"),
        ("5 triệu RMB", 5_000_000, "CNY"),
        ("3 triệu bạt", 3_000_000, "THB"),
        ("40.000€", 40_000, "EUR"),
        ("350 triệu US$", 350_000_000, "USD"),
        ("US$ 1.500", 1_500, "USD"),
        ("USD 350 triệu", 350_000_000, "USD"),
        ("đạt US$350 triệu", 350_000_000, "USD"),
        ("EUR khoảng 1,2 tỷ", 1_200_000_000, "EUR"),
        ("USD 350 triệu đồng", 350_000_000, "VND"),
    ],
)
def test_foreign_money_keeps_its_currency(text: str, value: int, unit: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.value, figure.unit) == ("amount", value, unit)


@pytest.mark.parametrize(
    ("before", "text", "after", "unit"),
    [
        ("đạt US$ ", "350 triệu", ".", "USD"),
        ("đạt US$", "350 triệu", ".", "USD"),
        ("đạt €", "1,2 tỷ", "", "EUR"),
        ("đạt ", "1,2 tỷ", "USD", "USD"),
        ("đạt ", "1,2 tỷ", " USD, tăng", "USD"),
        ("đạt ", "1,2 tỷ", " đô la Mỹ", "USD"),
        ("đạt ", "1,2 tỷ", " đồng", "VND"),
        ("đạt ", "1,2 tỷ", ", USD tăng giá", "VND"),
        ("USD tăng giá, thu ", "1,2 tỷ", "", "VND"),
        ("đạt ", "1,2 tỷ vốn", " USD", "vốn"),
    ],
)
def test_the_words_around_an_amount_name_its_currency(before: str, text: str, after: str, unit: str) -> None:
    figure = parse_figure(text, before, after)
    assert figure is not None
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("8-10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("8 - 10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("từ 8 đến 10 tỷ đồng", 8_000_000_000, 10_000_000_000),
        ("2,5 nghìn - 3 nghìn tỷ đồng", 2_500_000_000_000, 3_000_000_000_000),
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
        ("45 tr.đ/người", "người"),
        ("3,5triệuđồng/hộ", "hộ"),
        ("1,5 triệu đồng tiền công/hộ", "hộ"),
        ("72.000 đồng/1m3", "m3"),
        ("30 triệu đồng/1.000m2", "1.000m2"),
        ("50 triệu đồng/2 tháng", "2 tháng"),
        ("300 nghìn đồng mỗi tháng", "tháng"),
        ("5.000 đồng/người dân", "người dân"),
        ("9 triệu đồng/sào/vụ", "sào/vụ"),
        ("500 triệu đồng/công trình", "công trình"),
        ("100 triệu đồng/mô hình", "mô hình"),
        ("500.000 đồng/héc-ta", "ha"),
        ("2 triệu đồng/hộ/tháng", "hộ/tháng"),
        ("30 triệu đồng/hợp tác xã", "hợp tác xã"),
    ],
)
def test_a_rate_names_its_divisor(text: str, per: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.unit, figure.per) == ("amount", "VND", per)


@pytest.mark.parametrize(
    ("before", "text", "after", "kind", "unit"),
    [
        ("đón ", "3,3 triệu", " lượt khách", "count", "lượt khách"),
        ("đón ", "khoảng 3,3 triệu", ", lượt khách lưu trú", "count", "lượt khách"),
        ("hỗ trợ xã Nậm Cang ", "250 triệu", ", huyện Si Ma Cai 1 tỷ 200 triệu", "amount", "VND"),
        ("huyện Si Ma Cai ", "1 tỷ 200 triệu", ", thôn Bản Pho 30 triệu", "amount", "VND"),
        ("đường giao thông ", "3,5 tỷ", ", nhà văn hóa 500 triệu", "amount", "VND"),
        ("tỉnh góp ", "3,5 tỷ", ", huyện và xã lo phần còn lại", "amount", "VND"),
        ("dân số ", "hơn 1,2 triệu", ".", "count", "người"),
        ("phát ", "5 nghìn", " tờ rơi", "amount", "VND"),
        ("chi ", "3,3 triệu", " cho các hộ", "amount", "VND"),
        ("thu ", "31,45 tỷ", "", "amount", "VND"),
        ("tăng từ ", "24 nghìn", " lên 33 nghìn hộ", "count", "hộ"),
        ("giảm ", "45 tỷ so", " đầu năm", "amount", "VND"),
    ],
)
def test_a_bare_scale_is_money_unless_its_sentence_says_what_is_counted(
    before: str, text: str, after: str, kind: str, unit: str
) -> None:
    figure = parse_figure(text, before, after)
    assert figure is not None
    assert (figure.kind, figure.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("before", "text", "after", "per"),
    [
        ("Mỗi hộ góp ", "2 triệu đồng", "", "hộ"),
        ("hỗ trợ mỗi xã ", "1,2 tỷ đồng", "", "xã"),
        ("chi ", "3 tỷ đồng", " mỗi năm", "năm"),
        ("hỗ trợ ", "40 triệu đồng", " mỗi căn", "căn"),
        ("tặng ", "9 triệu đồng", " mỗi hộ 3 triệu đồng", "hộ"),
        ("hỗ trợ ", "9 triệu đồng", " mỗi căn 3 triệu đồng", None),
        ("chi ", "3 tỷ đồng", " cho giáo dục mỗi năm", "năm"),
        ("Hằng năm, huyện phân bổ ", "3 tỷ đồng", "", "năm"),
        ("bình quân một tháng chi ", "20 triệu đồng", "", "tháng"),
        ("thu nhập bình quân đầu người đạt ", "52 triệu đồng/năm", "", "người/năm"),
        ("thu nhập bình quân đầu người đạt ", "52 triệu đồng/người/năm", "", "người/năm"),
        ("thu nhập bình quân đầu người đạt ", "52 triệu đồng", "", "người"),
        ("mỗi năm được trả ", "400 nghìn đồng/ha", "", "ha/năm"),
        ("giá trị trên một héc-ta đạt ", "176 triệu đồng", "", "ha"),
        ("thu từ ", "30 triệu đồng", " / 45 hộ", None),
        ("Mỗi năm đón khách từ ", "12 tỷ đồng", "", None),
        ("chi trả trợ cấp hằng tháng cho ", "5 tỷ đồng", "", None),
    ],
)
def test_the_words_around_an_amount_name_its_divisor(before: str, text: str, after: str, per: str | None) -> None:
    figure = parse_figure(text, before, after)
    assert figure is not None
    assert figure.per == per
