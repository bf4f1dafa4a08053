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
    ],
)
def test_ranks(text: str, value: int | None, total: int | None, basis: str | None) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.kind, figure.value, figure.total, figure.basis) == ("rank", value, total, basis)


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
        "về đích NTM",
        "ĐẠT CHUẨN NÔNG THÔN MỚI",
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
        ("khoảng trên dưới 50 ha", "about"),
        ("xấp xỉ 68%", "about"),
        ("bình quân 15 tiêu chí", "average"),
        ("thêm 2 xã", "additional"),
        ("3 nhà nữa", "additional"),
        ("3 nhà", None),
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
        ("tăng lên ", "10 ha", None),
        ("giảm còn ", "10,1%", None),
        ("giảm xuống còn ", "3%", None),
        ("giảm từ ", "18,3%", None),
        ("đạt ", "63%", None),
    ],
)
def test_a_figure_is_a_change_only_when_something_moved_by_it(before: str, text: str, direction: str | None) -> None:
    figure = parse_figure(text, before)
    assert figure is not None
    assert figure.direction == direction


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
