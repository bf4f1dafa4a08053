"""Ranks, standards, qualifiers and what the words around a figure add."""

import pytest

from govner.knowledge.figures import parse_figure


@pytest.mark.parametrize(
    ("text", "value", "total", "basis"),
    [
        ("xếp thứ 5 toàn tỉnh", 5, None, "toàn tỉnh"),
        ("đứng thứ 9 cả nước", 9, None, "cả nước"),
        ("xếp thứ nhì toàn huyện", 2, None, "toàn huyện"),
        ("thứ 52/63 tỉnh, thành phố", 52, 63, "tỉnh, thành phố"),
        ("xếp vị trí thứ 3", 3, None, None),
        ("cao nhất toàn tỉnh", 1, None, "toàn tỉnh"),
        ("lớn nhất", 1, None, None),
        ("đứng đầu cả nước", 1, None, "cả nước"),
        ("dẫn đầu 5 tỉnh", 1, 5, "tỉnh"),
        ("thấp nhất toàn tỉnh", None, None, "toàn tỉnh"),
        ("nhóm dẫn đầu cả nước", None, None, "cả nước"),
        ("đứng thứ 2 trong 8 huyện, thành phố", 2, 8, "huyện, thành phố"),
        ("cao thứ 3 toàn tỉnh", 3, None, "toàn tỉnh"),
        ("nhất toàn tỉnh", 1, None, "toàn tỉnh"),
        ("về nhì", 2, None, None),
        ("hạng 5", 5, None, None),
        ("đứng cuối bảng", None, None, None),
        ("cuối bảng", None, None, None),
        ("đứng tốp đầu toàn tỉnh", None, None, "toàn tỉnh"),
        ("top 10 cả nước", 10, None, "cả nước"),
        ("nhóm 15 tỉnh dẫn đầu", 15, None, "tỉnh"),
        ("lớn nhất trong các xã phía nam", 1, None, "các xã phía nam"),
        ("thấp nhất trong 3 năm gần đây", None, None, "trong 3 năm gần đây"),
        ("lớn thứ 2 cả nước", 2, None, "cả nước"),
        ("lớn thứ hai miền Bắc", 2, None, "miền Bắc"),
        ("đông thứ 3 toàn tỉnh", 3, None, "toàn tỉnh"),
        ("nhiều thứ tư", 4, None, None),
        ("rộng thứ 5/12 huyện", 5, 12, "huyện"),
        ("thấp thứ nhì trong 9 huyện", None, 9, "huyện"),
        ("nhỏ thứ nhì", 2, None, None),
        ("giành vị trí thứ 4", 4, None, None),
        ("giữ nhì", 2, None, None),
        ("lọt vào tốp 7", 7, None, None),
        ("nằm trong nhóm 6 xã dẫn đầu", 6, None, "xã"),
        ("nhóm 8 cả nước", 8, None, "cả nước"),
        ("nhóm 8", 8, None, None),
    ],
)
def test_ranks(text: str, value: int | None, total: int | None, basis: str | None) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.value, figure.total, figure.basis) == ("rank", value, total, basis)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("năm 2025 đạt 15 ha", 15, "ha"),
        ("quý 1 năm 2024 thu 12 tấn", 12, "tấn"),
        ("giai đoạn 2021 - 2025 giảm 3,5%", 3.5, "%"),
        ("Nghị quyết số 18-NQ/TW giảm 12 phòng", 12, "phòng"),
        ("đợt 2 cấp 40 con", 40, "con"),
        ("đạt 6 tiêu chí năm 2024", 6, "tiêu chí"),
        ("dự án 45 ha", 45, "ha"),
    ],
)
def test_a_number_that_names_a_year_or_a_paper_is_passed_over(text: str, value: float, unit: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Nhóm 3 xã khó khăn", 3, "xã"),
        ("nhóm 4 hộ tự nguyện", 4, "hộ"),
        ("ở 5 xã", 5, "xã"),
        ("giành 5 huy chương", 5, "huy chương"),
        ("về 3 thôn", 3, "thôn"),
    ],
)
def test_a_number_of_things_is_no_rank(text: str, value: int, unit: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.value, figure.unit) == ("count", value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "đạt chuẩn nông thôn mới",
        "đạt NTM nâng cao",
        "đạt chuẩn",
        "nông thôn mới kiểu mẫu",
        "đô thị loại IV",
        "đạt đô thị loại 4",
        "đô thị văn minh",
        "phường văn minh đô thị",
        "xóa mù chữ mức độ 2",
        "về đích NTM",
        "ĐẠT CHUẨN NÔNG THÔN MỚI",
        "phường đạt chuẩn đô thị văn minh",
        "đạt chuẩn đô thị văn minh",
        "NTM nâng cao",
        "xã đạt chuẩn NTM kiểu mẫu",
        "đạt huyện nông thôn mới kiểu mẫu",
        "đô thị loại V",
        "đạt tiêu chí đô thị loại II",
        "đạt chuẩn quốc gia mức độ 2",
        "chuẩn nông thôn mới",
        "cán đích nông thôn mới nâng cao",
    ],
)
def test_standards_have_a_kind_alone(text: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert figure.attributes() == {"kind": "standard"}


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("ít nhất 6 hộ", "at_least"),
        ("thêm ít nhất 6 hộ", "at_least"),
        ("tối thiểu 30m2", "at_least"),
        ("từ 95% trở lên", "at_least"),
        ("≥ 95%", "at_least"),
        ("tối đa không quá 27 người", "at_most"),
        ("không vượt quá 20%", "at_most"),
        ("200 triệu đồng trở xuống", "at_most"),
        ("trên 42,6 tỷ đồng", "more_than"),
        ("khoảng hơn 200 ha", "more_than"),
        ("dưới 5 tiêu chí", "less_than"),
        ("chưa đến 5 tiêu chí", "less_than"),
        ("gần 1.200 ha", "about"),
        ("gấp gần hai lần", "about"),
        ("khoảng trên dưới 50 ha", "about"),
        ("xấp xỉ 68%", "about"),
        ("bình quân 15 tiêu chí", "average"),
        ("thêm 2 xã", "additional"),
        ("3 nhà nữa", "additional"),
        ("3 nhà", None),
        ("vượt 40 tỷ đồng", "more_than"),
        ("đạt trên 13,4%", "more_than"),
        ("tăng hơn 2 lần", "more_than"),
        ("còn dưới 2%", "less_than"),
        ("phấn đấu ít nhất 3 xã", "at_least"),
        ("chưa được phân nửa", "less_than"),
        ("tốc độ 5%", None),
        ("giảm từ 0,5 - 1%/năm", None),
        ("vượt 15,3% dự toán", None),
        ("không dưới 55%", "at_least"),
        ("ngót nghét 100 hộ", "about"),
        ("ước tính 170 tấn", "about"),
        ("top 10 cả nước", "at_most"),
        ("23 sản phẩm đạt từ 3 sao trở lên", None),
        ("hơn phân nửa diện tích", "more_than"),
    ],
)
def test_the_first_qualifier_in_the_order_of_preference_is_given(text: str, qualifier: str | None) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert figure.qualifier == qualifier


@pytest.mark.parametrize(
    ("before", "text", "direction"),
    [
        ("thu ngân sách tăng ", "12%", "increase"),
        ("tỷ lệ hộ nghèo giảm ", "từ 2 - 3%", "decrease"),
        ("tăng bình quân ", "8,5%", "increase"),
        ("giảm được ", "97 hộ", "decrease"),
        ("vượt ", "26% kế hoạch", "increase"),
        ("hụt ", "15 tỷ đồng", "decrease"),
        ("tốc độ tăng trưởng đạt ", "7,5%", "increase"),
        ("cao hơn vụ trước ", "15 nghìn ha", "increase"),
        ("tăng trưởng kém cùng kỳ ", "5,4 điểm phần trăm", "decrease"),
        ("kém năm ngoái ", "12 tỷ đồng", "decrease"),
        ("số hộ kém phát triển là ", "12 hộ", None),
        ("tăng lên ", "10 ha", None),
        ("giảm còn ", "10,1%", None),
        ("giảm xuống còn ", "3%", None),
        ("giảm từ ", "18,3%", None),
        ("đạt ", "63%", None),
        ("GRDP tăng trưởng âm ", "2,5%", "decrease"),
        ("tăng trưởng kinh tế âm ", "2,5%", "decrease"),
        ("tăng trưởng âm trong quý I là ", "2,5%", "decrease"),
        ("ở mức âm ", "2,5%", "decrease"),
        ("GRDP âm khoảng ", "2,5%", "decrease"),
        ("", "tăng trưởng âm 2,5%", "decrease"),
        ("tốc độ tăng trưởng từ âm sang dương ", "3%", "increase"),
        ("tỷ lệ tăng của mẫu âm tính là ", "3%", "increase"),
        ("cân đối âm ", "25 tỷ đồng", None),
        ("nhiệt độ âm ", "2 độ C", None),
        ("", "+3%", "increase"),
        ("", "-3,1%", "decrease"),
        ("dự kiến giảm chi thường xuyên ", "hơn 3.000 tỷ đồng", "decrease"),
        ("tăng thu ngân sách ", "5%", "increase"),
        ("giảm tỷ lệ hộ nghèo ", "3%", "decrease"),
        ("giảm tỷ lệ hộ nghèo từ ", "22%", None),
        ("Mức giảm tỷ lệ sinh ", "0,3‰", "decrease"),
        ("giảm tỷ lệ sinh ", "0,2‰", "decrease"),
        ("tốc độ giảm hộ cận nghèo bình quân ", "1,4%/năm", "decrease"),
        ("tỉ lệ giảm thất thoát nước ", "2,5%", "decrease"),
        ("mức giảm từ ", "4%", None),
        ("tỉ lệ tăng dân số tự nhiên ", "0,9%", "increase"),
        ("mức giảm học phí của ", "3 trường", None),
        ("tổng đàn 1.352 con,giảm ", "41 con", "decrease"),
        ("xếp thứ 4, tụt ", "2 bậc", "decrease"),
        ("nhích ", "3,1% so với cùng kỳ", "increase"),
        ("vượt mức kế hoạch ", "từ 5-10%", "increase"),
        ("huyện kỳ vọng vượt ", "4.500 tỷ đồng", None),
        ("", "vượt 15,3% dự toán", "increase"),
        ("", "giảm từ 0,5 - 1%/năm", "decrease"),
        ("", "tăng trên 13,4%", "increase"),
        ("", "giảm từ 22% xuống 18%", None),
        ("", "tăng gấp đôi", "increase"),
        ("", "vượt 40 tỷ đồng", None),
        ("thấp hơn mức ", "4,8%", None),
        ("thấp hơn mức chung của huyện ", "9,2 triệu đồng", "decrease"),
        ("có tỷ lệ thấp hơn tỷ lệ chung gồm ", "5 xã", None),
        ("số tiêu chí cao hơn năm trước là ", "15 tiêu chí", None),
        ("nhiều đơn vị vượt kế hoạch có ", "3 xã", None),
        ("tăng cường ", "12 cán bộ", None),
        ("điều chỉnh tăng vốn ", "13 dự án", None),
    ],
)
def test_a_figure_is_a_change_only_when_something_moved_by_it(before: str, text: str, direction: str | None) -> None:
    figure = parse_figure(text, before)
    assert figure is not None
    assert figure.direction == direction


@pytest.mark.parametrize(
    ("before", "text", "after", "basis"),
    [
        ("tăng ", "12%", " so với cùng kỳ.", "so với cùng kỳ"),
        ("giảm ", "25 tỷ đồng", " (-3,1%) so với dự toán", "so với dự toán"),
        ("So với quý trước, số người thất nghiệp giảm ", "hơn 22.000 người", "", "So với quý trước"),
        ("thấp hơn mức chung của huyện ", "9,2 triệu đồng", "", "mức chung của huyện"),
        ("vượt kế hoạch ", "2%", "", "kế hoạch"),
        ("giảm ", "45 tỷ so", " đầu năm.", "so đầu năm"),
        ("tăng ", "8,5% so với", " quý trước", "so với quý trước"),
        ("tăng trưởng kém cùng kỳ ", "5,4 điểm phần trăm", "", "cùng kỳ"),
        ("thấp hơn mức ", "4,8%", "", None),
        ("có tỷ lệ thấp hơn toàn tỉnh gồm ", "5 xã", "", None),
    ],
)
def test_a_change_names_what_it_is_compared_with(before: str, text: str, after: str, basis: str | None) -> None:
    figure = parse_figure(text, before, after)
    assert figure is not None
    assert figure.basis == basis


@pytest.mark.parametrize(
    ("before", "text", "qualifier"),
    [
        ("lương bình quân của thợ mỏ toàn huyện là ", "44 triệu đồng/năm", "average"),
        ("năng suất lúa bình quân của xã là ", "15 tạ/ha", "average"),
        ("thu nhập bình quân đạt ", "trên 36 triệu đồng", "more_than"),
        ("cao hơn bình quân chung ", "18 tạ/ha", None),
        ("số tiêu chí bình quân của ", "5 xã", None),
        ("phấn đấu có tối thiểu ", "70%", "at_least"),
        ("ước tính ", "170 tấn", "about"),
    ],
)
def test_the_words_before_a_figure_qualify_it(before: str, text: str, qualifier: str | None) -> None:
    figure = parse_figure(text, before)
    assert figure is not None
    assert figure.qualifier == qualifier


def test_words_after_the_span_add_comparison_divisor_and_unit() -> None:
    compared = parse_figure("2,4 tạ/ha", "tăng ", " so với kế hoạch.")
    yearly = parse_figure("3.000 ha", "trồng ", " mỗi năm")
    paired = parse_figure("30", "nâng tỷ lệ từ ", " lên 37%")
    assert compared is not None
    assert yearly is not None
    assert paired is not None
    assert (compared.basis, yearly.per, paired.unit) == ("so với kế hoạch", "năm", "%")


@pytest.mark.parametrize("text", ["", " ", "đồng", "không có gì", "UBND huyện", "1.23.4 ha", "9" * 40, "trường", "và"])
def test_text_without_a_figure_gives_none(text: str) -> None:
    assert parse_figure(text) is None
