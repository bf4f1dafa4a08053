"""Counts, measures, shares and fractions, grouped by what they mean."""

import pytest

from govner.knowledge.figures import FigureValue, parse_figure

COUNTS = {
    (15, "hộ"): "15 hộ|mười lăm hộ|15 hộ nghèo|15 hộ dân|15 HỘ|15 hộ cận nghèo|mười lăm hộ thoát nghèo",
    (21, "xã"): "21 xã|hai mươi mốt xã|21 xã đạt chuẩn NTM|21 xã còn lại",
    (1258, "hộ"): "1 258 hộ, trong đó|1 258 hộ.|1.258 hộ|1258 hộ|1,258 hộ|1 258 hộ|một nghìn hai trăm năm mươi tám hộ",
    (104, "người"): "104 người|một trăm linh tư người|một trăm lẻ bốn người",
    (105, "người"): "105 người|một trăm linh năm người|một trăm lẻ năm người|105 người bị thương",
    (2, "dự án"): "hai dự án|2 dự án|02 dự án|2 dự án đầu tư|hai dự án giao thông",
    (3_153_000, "người"): "3,153 triệu người|3.153.000 người|3.153 nghìn người",
    (35_000, "dân"): "3,5 vạn dân|35.000 dân|35 nghìn dân|35 ngàn dân|ba mươi lăm nghìn dân",
    (4, "đồng phạm"): "4 đồng phạm|bốn đồng phạm|04 đồng phạm khác",
    (12, "đồng cỏ"): "12 đồng cỏ",
    (4000, "khẩu trang"): "4.000 khẩu trang|4 nghìn khẩu trang",
    (1500, "bộ đội"): "1.500 bộ đội",
    (5, "đồng chí"): "5 đồng chí|năm đồng chí|05 đồng chí Phó Hiệu trưởng",
    (7, "đơn vị hành chính"): "7 đơn vị hành chính|bảy đơn vị hành chính|7 đơn vị hành chính cấp xã",
    (30, "sản phẩm"): "30 sản phẩm|ba mươi sản phẩm|ba chục sản phẩm|30 sản phẩm đạt chuẩn OCOP hạng 4 sao",
    (4, "xã, thị trấn"): "4 xã, thị trấn|bốn xã, thị trấn",
    (12, "cán bộ, công chức, viên chức"): "12 cán bộ, công chức, viên chức",
    (40, "hợp tác xã"): "40 hợp tác xã|40 hợp tác xã nông nghiệp|bốn mươi hợp tác xã",
    (1, "trạm y tế"): "một trạm y tế đạt chuẩn quốc gia|1 trạm y tế",
    (9, "đảng ủy"): "9 đảng ủy cơ sở|chín đảng ủy",
    (103, "hộ"): "103 hộ|một trăm linh ba hộ|một trăm lẻ ba hộ|103 hộ dân|103 hộ gia đình",
    (1005, "hộ"): "1.005 hộ|một nghìn không trăm linh năm hộ|một ngàn lẻ năm hộ",
    (250, "người"): "250 người|hai trăm rưỡi người|hai trăm năm mươi người",
    (23_500, "thẻ"): "23.500 thẻ|23,5 nghìn thẻ|hai mươi ba nghìn năm trăm thẻ|23.500 thẻ bảo hiểm y tế",
    (53_000, "dân"): "5 vạn 3 nghìn dân|53 nghìn dân",
    (50_300, "dân"): "5 vạn 300 dân|50.300 dân",
    (12_500, "hộ"): "12 nghìn 500 hộ|mười hai nghìn năm trăm hộ|12,5 nghìn hộ",
    (
        3_300_000,
        "lượt khách",
    ): "3 triệu 300 lượt khách|3,3 triệu lượt khách|3.300.000 lượt khách|3,3 triệu lượt khách quốc tế",
    (65, "xã, phường, đặc khu"): "65 xã, phường, đặc khu|sáu mươi lăm xã, phường, đặc khu",
    (9, "nhà hàng, nhà nghỉ"): "9 nhà hàng, nhà nghỉ|chín nhà hàng, nhà nghỉ",
    (1034, "trụ sở"): "1.034 trụ sở|1.034 trụ sở dôi dư",
    (7015, "em"): "7.015 em|7.015 em người dân tộc thiểu số",
    (2, "sĩ quan"): "hai sĩ quan|2 sĩ quan",
    (5, "nhà thầu"): "năm nhà thầu|5 nhà thầu",
    (640, "biên chế"): "640 biên chế|thêm 640 biên chế",
    (10, "nhà ga"): "10 nhà ga|mười nhà ga",
    (68, "vòi"): "68 vòi công cộng",
    (3, "không gian"): "3 không gian đi bộ|ba không gian",
    (5, "rạp"): "5 rạp trở lên|năm rạp của tư nhân|5 rạp hoặc nhiều hơn",
    (2, "nữ hộ sinh"): "hai nữ hộ sinh",
    (230, "kỹ sư, công nhân"): "230 kỹ sư, công nhân",
    (3, "máy bay"): "3 máy bay|3 máy bay không người lái",
    (600, "đảng viên"): "600 đảng viên|sáu trăm đảng viên|600 đảng viên mới",
}
# Words behind a number that begin no noun: what is counted stands elsewhere.
WITHOUT_NOUN = {
    12: "12 còn lại|12 đã hoàn thành|mười hai còn lại|12 và|12 của tỉnh|12 mới|12 trở lên|12 giảm",
    7: "7 cả năm|7 so với năm ngoái|bảy đang xây dựng",
}
QUANTITIES = {
    (1200, "ha"): "1.200 ha|1.200ha|1,2 nghìn ha|1200 ha|1,200.0 ha|1.200 hecta|1.200 héc ta",
    (1250.5, "ha"): "1 250,5 ha|1.250,5 ha|1250,5ha|1\u2009250,5\u00a0ha|1,250.5 ha|1\u202f250,5 ha|1 250.5 ha",
    (2.5, "tấn"): "2,5 tấn|2½ tấn|2 ½ tấn",
    (3.75, "km"): "3,75 km|3¾ km|3¾km",
    (1.3333, "ha"): "1⅓ ha",
    (2500, "ha"): "2,5 nghìn ha|2.500 ha|hai nghìn năm trăm ha",
    (2000, "ha"): "2,000 ha|2.000 ha|hai nghìn ha",
    (62.3, "tạ"): "62,3 tạ|62.3 tạ",
    (15.3, "km"): "15,3km|15,3 km|15.3 km",
    (330, "MW"): "330 MW|330MW|ba trăm ba mươi MW",
    (6_000_000, "m3"): "6 triệu m3|6 triệu m³|6 triệu mét khối|6.000.000 m3",
    (75, "m2"): "75 m2|75m²|75 mét vuông",
    (21576.5, "km2"): "21.576,5 km²|21.576,5 km2|21,576.5 km2",
    (0.75, "m"): "0,75m|0.75 m",
    (1.8, "lần"): "1,8 lần|1.8 lần",
    (1.5, "tấn"): "tấn rưỡi|1,5 tấn|1 tấn rưỡi|một tấn rưỡi",
    (3.5, "ha"): "3 ha rưỡi|3,5 ha|3,5ha|ba ha rưỡi",
    (2, "lần"): "gấp đôi|gấp gần hai lần|gần gấp hai lần|gấp 2 lần|gấp hai|2 lần|gấp hai lần",
    (81_000, "cv"): "81.000 CV|81 nghìn CV",
    (38, "°C"): "38 độ C|38°C|38 °C",
    (45, "dB"): "45 dB|45dB",
    (20, "cm"): "20x20x20cm|20 cm|hai mươi cm",
}
PERCENTS = {
    63.2: "63,2%|63.2%|63,2 %|63,2 phần trăm|63,2% kế hoạch|63,20%",
    100: "100%|100% số xã|một trăm phần trăm",
    108.25: "108,25% dự toán|108.25%",
    12.345: "12,345%|12.345%",
    1200: "1.200%|1200%",
    1.5: "1,5 điểm phần trăm|1,5 điểm %|1,5%|1.5%",
    12: "12 phần trăm|mười hai phần trăm|12%/năm",
}


def cases(groups: dict[object, str]) -> list[tuple[object, str]]:
    return [(meaning, text) for meaning, texts in groups.items() for text in texts.split("|")]


def parsed(text: str) -> FigureValue:
    figure = parse_figure(text)
    assert figure is not None
    return figure


@pytest.mark.parametrize(("meaning", "text"), cases(COUNTS))
def test_counts_give_number_and_bare_noun(meaning: tuple[int, str], text: str) -> None:
    figure = parsed(text)
    assert (figure.kind, figure.value, (figure.unit or "").casefold()) == ("count", *meaning)


@pytest.mark.parametrize(
    ("before", "text", "value", "unit"),
    [
        ("", "1. 500 hộ nghèo", 1500, "hộ"),
        ("", "1 .250 hộ", 1250, "hộ"),
        ("gồm: ", "1 .250 hộ", 1250, "hộ"),
        ("còn ", "trên 1. 500 hộ", 1500, "hộ"),
        ("", "1. 500.000 đồng", 1_500_000, "VND"),
        ("", "1 .250,5 ha", 1250.5, "ha"),
        ("", "12 ,5%", 12.5, "%"),
        ("", "12 .5 %", 12.5, "%"),
    ],
)
def test_a_gap_beside_a_separator_parts_no_number(before: str, text: str, value: float, unit: str) -> None:
    figure = parse_figure(text, before)
    assert figure is not None
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("before", "text", "value"),
    [
        ("gồm:\n", "1. 500 hộ", 1),
        ("gồm: ", "2. 500 hộ", 2),
        ("gồm: 1. 120 hộ; ", "2. 500 hộ", 2),
        ("", "2024. 500 hộ", 2024),
        ("", "1. 5000 hộ", 1),
        ("", "đợt 1. 500 hộ", 500),
        ("", "12, 5%", 12),
        ("", "5, 6%", 5),
    ],
)
def test_a_gap_that_may_part_an_enumeration_stays(before: str, text: str, value: int) -> None:
    figure = parse_figure(text, before)
    assert figure is not None
    assert figure.value == value


@pytest.mark.parametrize(("meaning", "text"), cases(WITHOUT_NOUN))
def test_function_words_are_nothing_that_is_counted(meaning: int, text: str) -> None:
    figure = parsed(text)
    assert (figure.kind, figure.value, figure.unit) == ("count", meaning, None)


@pytest.mark.parametrize(("meaning", "text"), cases(QUANTITIES))
def test_measures_give_number_and_one_spelling_of_the_unit(meaning: tuple[float, str], text: str) -> None:
    figure = parsed(text)
    assert (figure.kind, figure.value, figure.unit) == ("quantity", *meaning)


@pytest.mark.parametrize(("value", "text"), cases(PERCENTS))
def test_percentages(value: float, text: str) -> None:
    figure = parsed(text)
    assert (figure.kind, figure.value, figure.unit) == ("percent", value, "%")


@pytest.mark.parametrize(
    ("text", "value", "total", "unit", "basis"),
    [
        ("14/19 tiêu chí", 14, 19, "tiêu chí", None),
        ("14 / 19 tiêu chí", 14, 19, "tiêu chí", None),
        ("02/17 hộ", 2, 17, "hộ", None),
        ("75/2.453 hộ cận nghèo", 75, 2453, "hộ", None),
        ("21/21 xã", 21, 21, "xã", None),
        ("11/24 quận, huyện", 11, 24, "quận, huyện", None),
        ("1/3 số hộ", 1, 3, None, "số hộ"),
        ("hai phần ba số xã", 2, 3, None, "số xã"),
        ("một nửa diện tích", 1, 2, None, "diện tích"),
        ("hơn một nửa số hộ", 1, 2, None, "số hộ"),
        ("nửa số thôn", 1, 2, None, "số thôn"),
        ("831 tỷ đồng/2.300 tỷ đồng", 831 * 10**9, 2300 * 10**9, "VND", None),
        ("831/2.300 tỷ đồng", 831 * 10**9, 2300 * 10**9, "VND", None),
        ("58,9ha/262,3ha", 58.9, 262.3, "ha", None),
        ("½ số xã", 1, 2, None, "số xã"),
        ("¾ diện tích", 3, 4, None, "diện tích"),
        ("hơn phân nửa diện tích", 1, 2, None, "diện tích"),
        ("một phần tư số hộ", 1, 4, None, "số hộ"),
        ("ba phần tư", 3, 4, None, None),
        ("gần hai phần ba khối lượng", 2, 3, None, "khối lượng"),
        ("một phần ba dự toán", 1, 3, None, "dự toán"),
        ("14 trên 19 tiêu chí", 14, 19, "tiêu chí", None),
        ("12 trong tổng số 19 tiêu chí", 12, 19, "tiêu chí", None),
        ("3 trong số 5 xã", 3, 5, "xã", None),
        ("1 trong 5 tỉnh", 1, 5, "tỉnh", None),
        ("12 xã/15 xã", 12, 15, "xã", None),
        ("1.234 hộ / 1.270 hộ", 1234, 1270, "hộ", None),
        ("17 khu dân cư trên tổng số 19 khu dân cư", 17, 19, "khu dân cư", None),
        ("12/tổng số 15 xã", 12, 15, "xã", None),
        ("bằng 1/3 cùng kỳ", 1, 3, None, "cùng kỳ"),
        ("đạt chưa được một nửa kế hoạch", 1, 2, None, "kế hoạch"),
        ("một trong ba huyện miền núi", 1, 3, "huyện", None),
        ("6 trong 8 chỉ tiêu", 6, 8, "chỉ tiêu", None),
        ("12 ha trong 40 ha", 12, 40, "ha", None),
        ("17,3 ha trên tổng số 18 ha", 17.3, 18, "ha", None),
        ("14 trên tổng số 19 tiêu chí", 14, 19, "tiêu chí", None),
        ("30/41 cán bộ trên tổng số biên chế", 30, 41, "cán bộ", "tổng số biên chế"),
    ],
)
def test_fractions_give_part_and_whole(
    text: str, value: float, total: float, unit: str | None, basis: str | None
) -> None:
    figure = parsed(text)
    assert (figure.kind, figure.value, figure.total, figure.unit, figure.basis) == (
        "fraction",
        value,
        total,
        unit,
        basis,
    )


@pytest.mark.parametrize("text", ["5% trong 3 năm", "2 trong 12 tháng", "9 trong 5 xã", "4 trong cả nước"])
def test_what_a_number_lies_within_is_no_whole(text: str) -> None:
    assert parsed(text).total is None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("từ 2 - 3%", 2, 3, "%"),
        ("2-3%", 2, 3, "%"),
        ("2 – 3 %", 2, 3, "%"),
        ("2 — 3%", 2, 3, "%"),
        ("2 − 3%", 2, 3, "%"),
        ("2÷3%", 2, 3, "%"),
        ("2 ~ 3%", 2, 3, "%"),
        ("2 hoặc 3 xã", 2, 3, "xã"),
        ("hai hay ba xã", 2, 3, "xã"),
        ("từ 11,5-12%", 11.5, 12, "%"),
        ("120-130 cm", 120, 130, "cm"),
        ("từ 200 m2 đến dưới 400 m2", 200, 400, "m2"),
        ("100 m3 cho đến 250 m3", 100, 250, "m3"),
        ("ba, bốn hộ", 3, 4, "hộ"),
        ("5, 6 lần", 5, 6, "lần"),
        ("từ tám đến 12 tiêu chí", 8, 12, "tiêu chí"),
        ("7-10 triệu du khách", 7_000_000, 10_000_000, "du khách"),
        ("2,5- 4 lá", 2.5, 4, "lá"),
        ("5% - 7%", 5, 7, "%"),
        ("từ 5% đến 7%", 5, 7, "%"),
        ("năm đến bảy xã", 5, 7, "xã"),
        ("từ 1.000 ha đến 1400 ha", 1000, 1400, "ha"),
        ("3 - 4 lần", 3, 4, "lần"),
    ],
)
def test_ranges_give_both_ends(text: str, low: float, high: float, unit: str) -> None:
    figure = parsed(text)
    assert (figure.value, figure.value_max, figure.unit, figure.qualifier) == (low, high, unit, None)


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("hàng trăm hộ", "count", "hộ"),
        ("hàng nghìn ha", "quantity", "ha"),
        ("vài chục hộ", "count", "hộ"),
        ("hàng chục tấn", "quantity", "tấn"),
        ("vài xã", "count", "xã"),
        ("hàng trăm nghìn m2", "quantity", "m2"),
        ("hàng vạn người", "count", "người"),
        ("mấy chục con", "count", "con"),
        ("một vài hộ", "count", "hộ"),
        ("vài ba hộ", "count", "hộ"),
        ("vài ba chục tấn", "quantity", "tấn"),
        ("dăm bảy hộ", "count", "hộ"),
        ("mươi hộ", "count", "hộ"),
        ("mười mấy xã", "count", "xã"),
        ("một vài nghìn m2", "quantity", "m2"),
    ],
)
def test_a_vague_magnitude_has_no_value(text: str, kind: str, unit: str) -> None:
    assert parsed(text).attributes() == {"kind": kind, "unit": unit}


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("63,2% kế hoạch", "kế hoạch"),
        ("63,2% kế hoạch năm 2025", "kế hoạch"),
        ("63,2% so với kế hoạch", "kế hoạch"),
        ("63,2% kế hoạch đề ra", "kế hoạch"),
        ("95% dự toán", "dự toán"),
        ("80% số xã", "số xã"),
        ("80% số xã đạt chuẩn", "số xã"),
        ("12% so với cùng kỳ", "so với cùng kỳ"),
        ("12% so cùng kỳ", "so cùng kỳ"),
        ("22,4% trên tổng kế hoạch vốn năm 2024", "tổng kế hoạch vốn"),
        ("18% của tổng vốn", "tổng vốn"),
        ("90% dân số", "dân số"),
        ("2 lần so với năm 2020", "so với năm 2020"),
        ("3%/năm", None),
        ("95% trở lên", None),
        ("98% trở lên dân số", "dân số"),
        ("95% so với dự toán", "dự toán"),
        ("100% thôn, bản", "thôn, bản"),
        ("84 %.", None),
        ("từ 12,5% xuống còn 10,2%", None),
        ("12,5% lên 15%", None),
        ("“84%”", None),
        ("84%, tăng", None),
        ("84% kế hoạch năm 2024.", "kế hoạch"),
        ("“84% dự toán”", "dự toán"),
    ],
)
def test_a_share_names_its_base(text: str, basis: str | None) -> None:
    assert parsed(text).basis == basis


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("15,6 tiêu chí/xã", "tiêu chí", "xã"),
        ("65 tạ/ha", "tạ", "ha"),
        ("650 tấn/ngày đêm", "tấn", "ngày đêm"),
        ("50km/h", "km", "giờ"),
        ("250 m3 mỗi giây", "m3", "giây"),
        ("5g/100ml", "g", "100ml"),
        ("2 triệu khách/năm", "khách", "năm"),
        ("10%/năm", "%", "năm"),
        ("120 người/km2", "người", "km2"),
        ("120 người/km²", "người", "km2"),
        ("9,5 bác sĩ/vạn dân", "bác sĩ", "vạn dân"),
        ("27 giường bệnh/10.000 dân", "giường bệnh", "10.000 dân"),
        ("5 triệu hành khách mỗi năm", "hành khách", "năm"),
        ("1,5 triệu lượt khách một năm", "lượt khách", "năm"),
        ("9,6 m2/người", "m2", "người"),
        ("35 m2 sàn/người", "m2", "người"),
        ("420 kg lương thực/người/năm", "kg", "người/năm"),
        ("12,4 tiêu chí mỗi xã", "tiêu chí", "xã"),
        ("12,4 tiêu chí trên một xã", "tiêu chí", "xã"),
        ("30 suất quà mỗi suất 500 nghìn đồng", "suất quà", None),
    ],
)
def test_a_rate_names_its_divisor(text: str, unit: str, per: str | None) -> None:
    figure = parsed(text)
    assert (figure.unit, figure.per) == (unit, per)


@pytest.mark.parametrize(
    ("text", "after", "unit"),
    [
        ("17", " xuống 14 tiêu chí", "tiêu chí"),
        ("24", " lên 33 sản phẩm", "sản phẩm"),
        ("30", " lên 37%", "%"),
        ("165", " lên 204,3 tỷ đồng", "VND"),
        ("17", ", sau", None),
    ],
)
def test_a_bare_number_has_the_unit_of_the_figure_that_it_turns_into(text: str, after: str, unit: str | None) -> None:
    figure = parse_figure(text, "từ ", after)
    assert figure is not None
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("text", "after", "value"),
    [
        ("165", " lên 204,3 tỷ đồng", 165 * 10**9),
        ("500", " xuống 2 tỷ đồng", 500 * 10**9),
        ("2,1", " lên hơn 3,4 nghìn ha", 2100),
        ("3", " lên 5 nghìn hộ", 3000),
        ("800.000", " lên 1,2 triệu đồng", 800_000),
        ("0", " lên 5 tỷ đồng", 0),
        ("12,5", " xuống còn 10,1%", 12.5),
    ],
)
def test_a_bare_number_has_the_scale_of_the_figure_that_it_turns_into(text: str, after: str, value: float) -> None:
    figure = parse_figure(text, "từ ", after)
    assert figure is not None
    assert figure.value == value
