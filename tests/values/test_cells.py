"""What a table says of the figures in its cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.values import with_attributes
from govner.values.cells import cells

from .marked import read

FUNDS = (
    "Bảng 2. Giải ngân năm 2023\n"
    "Đơn vị tính: triệu đồng\n"
    "Đơn vị | Kế hoạch | Hộ nghèo (hộ) | Tỷ lệ\n"
    "[LOC Xã Tả Van] | [METRIC 12.350] | [METRIC 41] | [METRIC 80%]\n"
    "Toàn huyện | [METRIC 30.100] | [METRIC 315] | [METRIC 50,3%]\n"
)
TARGETS = (
    "STT\tChỉ tiêu\tĐVT\tThực hiện 2023\tKế hoạch 2024\n"
    "1\tTrồng rừng mới\tha\t[METRIC 120,5]\t[METRIC 150]\n"
    "2\tThu ngân sách\ttỷ đồng\t[METRIC 1.250]\t[METRIC 1.300]\n"
)


DASHES = (
    "TIẾN ĐỘ NÔNG THÔN MỚI QUÝ I NĂM 2024\n"
    "Xã - Số tiêu chí - Thu nhập bình quân (triệu đồng/người/năm) - Hộ nghèo (%)\n"
    "[LOC Duy Sơn] - [METRIC 19] - [METRIC 62,4] - [METRIC 0,41]\n"
    "[LOC Duy Trinh] - [METRIC 18] - [METRIC 60,8] - [METRIC 0,56]\n"
)
BRACKET = (
    "Kết quả giải ngân của các xã (đơn vị tính: triệu đồng; kế hoạch - thực hiện - tỷ lệ):\n"
    "Xã Duy Hòa: [METRIC 9.850] - [METRIC 5.910] - [METRIC 60%]\n"
)


def units_of(text: str, *figures: str) -> list[str | None]:
    return [cell and cell.unit for cell in cells(text, [text.index(figure) for figure in figures])]


def attributes(marked: str) -> dict[str, dict[str, str]]:
    text, spans = read(marked)
    return {span.text: dict(span.attributes) for span in with_attributes(text, spans) if span.label == "METRIC"}


def test_a_bare_number_has_the_unit_of_the_note_above_the_table() -> None:
    funds = attributes(FUNDS)["12.350"]
    assert (funds["kind"], funds["value"], funds["unit"]) == ("amount", "12350000000", "VND")


def test_the_unit_of_the_header_goes_before_that_of_the_note() -> None:
    poor = attributes(FUNDS)["41"]
    assert (poor["kind"], poor["value"], poor["unit"]) == ("count", "41", "hộ")


def test_a_figure_with_a_unit_keeps_it() -> None:
    assert attributes(FUNDS)["80%"]["unit"] == "%"


def test_the_header_names_what_the_figures_of_units_measure() -> None:
    found = attributes(FUNDS)
    assert [found[figure]["indicator"] for figure in ("12.350", "41", "80%")] == ["Kế hoạch", "Hộ nghèo", "Tỷ lệ"]
    assert found["30.100"]["indicator"] == "Kế hoạch"


def test_the_row_names_what_its_figures_measure_where_it_is_no_unit() -> None:
    found = attributes(TARGETS)
    assert found["120,5"]["indicator"] == found["150"]["indicator"] == "Trồng rừng mới"


def test_a_column_of_units_gives_each_row_its_own() -> None:
    found = attributes(TARGETS)
    assert (found["150"]["unit"], found["150"]["value"]) == ("ha", "150")
    assert (found["1.300"]["unit"], found["1.300"]["value"]) == ("VND", "1300000000000")


def test_a_column_of_bodies_gives_no_unit_though_it_is_headed_like_one() -> None:
    bodies = (
        "Đơn vị tính: triệu đồng\n"
        "TT | Đơn vị | Kế hoạch | Thực hiện\n"
        "1 | Xã Nậm Cang | 3.000 | 3.152\n"
        "2 | Phòng Nội vụ | 1.250,5 | 1.300\n"
        "3 | Đồng Tháp | 70 | 71\n"
        "4 | Huyện | 8 | 9\n"
    )
    assert units_of(bodies, "3.000", "1.300", "70", "9\n") == ["triệu đồng"] * 4
    planned = attributes(bodies.replace("3.000", "[METRIC 3.000]"))["3.000"]
    assert (planned["kind"], planned["value"], planned["unit"]) == ("amount", "3000000000", "VND")


def test_a_column_of_units_may_be_headed_like_one_of_bodies() -> None:
    units = (
        "TT | Chỉ tiêu | Đơn vị | Kế hoạch\n"
        "1 | Thu | Tr.đ/hộ | 30\n"
        "2 | Hộ nghèo | % số hộ | 41\n"
        "3 | Khách | Lượt | 52\n"
        "4 | Tờ gấp | tờ | 64\n"
    )
    assert units_of(units, "30", "41", "52", "64") == ["tr.đ/hộ", "% số hộ", "lượt", "tờ"]


def test_a_line_that_names_the_body_gives_no_unit() -> None:
    table = "{}\nTT | Thôn | Kế hoạch\n1 | Bản Pho | 30\n"
    for note in ("Đơn vị: UBND xã Nậm Cang", "Đơn vị: Xã Nậm Cang"):
        assert units_of(table.format(note), "30") == [None]
    for note in ("Đơn vị: triệu đồng", "(Đơn vị: Triệu đồng)", "Đơn vị: triệu đồng | | "):
        assert units_of(table.format(note), "30") == ["triệu đồng"]


def test_a_year_in_the_header_is_the_period_of_its_column_and_one_in_the_caption_that_of_the_table() -> None:
    found = attributes(TARGETS)
    assert (found["120,5"]["period"], found["150"]["period"]) == ("2023", "2024")
    assert attributes(FUNDS)["12.350"]["period"] == "2023"


def test_a_header_with_a_time_keeps_its_other_words() -> None:
    found = attributes(
        "Xã | Kế hoạch năm 2025 | Thực hiện 9 tháng | So với năm 2024\n"
        "[LOC Nậm Cang] | [METRIC 48] | [METRIC 36] | [METRIC 112%]\n"
    )
    assert [found[figure]["indicator"] for figure in ("48", "36", "112%")] == ["Kế hoạch", "Thực hiện", "Nậm Cang"]


def test_a_header_loses_the_words_that_lead_to_its_time() -> None:
    found = attributes(
        "Xã | Dự toán giao đầu năm 2024 | Thu đến hết quý III năm 2024\n[LOC Nậm Cang] | [METRIC 48] | [METRIC 36]\n"
    )
    assert [found[figure]["indicator"] for figure in ("48", "36")] == ["Dự toán giao", "Thu"]


def test_months_in_a_header_are_of_the_year_of_the_caption() -> None:
    found = attributes(
        "Kết quả năm 2025\nXã | Kế hoạch | Thực hiện 6 tháng | Ước quý III | So với năm 2024\n"
        "[LOC Nậm Cang] | [METRIC 48] | [METRIC 21] | [METRIC 14] | [METRIC 112%]\n"
    )
    periods = [found[figure]["period"] for figure in ("48", "21", "14", "112%")]
    assert periods == ["2025", "2025-01/2025-06", "2025-07/2025-09", "2025"]


def test_a_header_that_counts_something_gives_its_noun() -> None:
    found = attributes("Xã | Tổng số học sinh | Kế hoạch\n[LOC Tả Van] | [METRIC 2.316] | [METRIC 74]\n")
    assert (found["2.316"]["unit"], found["2.316"]["indicator"]) == ("học sinh", "Tổng số học sinh")
    assert "unit" not in found["74"]


def test_lines_without_a_header_or_of_another_length_are_no_table() -> None:
    for text in ("Tả Van | 12 | 14\nBản Hồ | 13 | 15", "Xã | Hộ\n915 | 12 | 40", "Xã | Hộ"):
        assert list(cells(text, [text.rindex("1")] if "1" in text else [0])) == [None]


def test_figures_get_the_units_and_the_names_of_their_columns() -> None:
    text, spans = read(DASHES)
    found = [dict(span.attributes) for span in with_attributes(text, spans) if span.label == "METRIC"]
    told = [(one["value"], one.get("unit"), one.get("per"), one["indicator"]) for one in found[:3]]
    assert told == [
        ("19", "tiêu chí", None, "Số tiêu chí"),
        ("62400000", "VND", "người/năm", "Thu nhập bình quân"),
        ("0.41", "%", None, "Hộ nghèo"),
    ]
    assert {one["period"] for one in found} == {"2024-01/2024-03"}


def test_the_note_in_the_bracket_gives_the_unit_of_figures_without_one() -> None:
    text, spans = read(BRACKET)
    found = [dict(span.attributes) for span in with_attributes(text, spans)]
    assert [(one["value"], one["unit"]) for one in found] == [("9850000000", "VND"), ("5910000000", "VND"), ("60", "%")]


@given(st.text("|\t\n- 12aơ()%:", max_size=80))
def test_any_text_has_cells_or_none(text: str) -> None:
    assert len(list(cells(text, range(len(text))))) == len(text)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Tỷ lệ", "%"),
        ("Tỷ lệ %", "%"),
        ("% TH/KH", "%"),
        ("So với cùng kỳ", "%"),
        ("Thực hiện | So sánh", "%"),
        ("So với năm 2023 (tỷ đồng)", "tỷ đồng"),
        ("Thực hiện", "triệu đồng"),
        ("Thu ngân sách", "triệu đồng"),
        ("Đàn trâu (con)", "con"),
    ],
)
def test_a_column_of_shares_has_no_unit_of_money(name: str, unit: str) -> None:
    columns = name.count("|") + 1
    text = f"Đơn vị: triệu đồng\nXã | {name}\nTả Van{' | 5' * (columns - 1)} | 90\nBản Hồ{' | 6' * columns}"
    assert units_of(text, "90") == [unit]


def test_a_row_of_shares_has_no_unit_of_the_note() -> None:
    rows = "Thu ngân sách | 1.250\nTỷ lệ che phủ rừng | 56,7"
    assert units_of(f"Đơn vị: triệu đồng\nChỉ tiêu | Thực hiện\n{rows}", "1.250", "56,7") == ["triệu đồng", "%"]


def test_a_row_of_shares_in_a_table_with_units_has_its_own() -> None:
    table = "TT | Chỉ tiêu | ĐVT | Kế hoạch | % so KH\n1 | Thu ngân sách | Tỷ đồng | 120 | 112,5"
    assert units_of(table, "120", "112,5") == ["tỷ đồng", "%"]


def test_columns_named_by_units_count_no_units() -> None:
    table = "Chỉ tiêu | Xã Tả Van | Xã Bản Hồ\nSố hộ nghèo (hộ) | 120 | 95\nSố thôn | 17 | 18"
    assert units_of(table, "120", "95", "17") == ["hộ", "hộ", None]


TASKS = (
    "TT | Xã | Chỉ tiêu | Kế hoạch | Ghi chú\n"
    "1 | [LOC Tả Van] | Số hộ nghèo (hộ) | [METRIC 100] | \n"
    " | | Đàn trâu (con) | [METRIC 520] | thêm [METRIC 15 con] do các hộ mới mua\n"
    "2 | [LOC Bản Hồ] | Tổng thu ngân sách | [METRIC 250] | \n"
)


def test_the_column_of_what_is_measured_names_the_figures_of_units() -> None:
    found = attributes(TASKS)
    assert (found["100"]["indicator"], found["100"]["unit"]) == ("Số hộ nghèo", "hộ")
    assert (found["520"]["indicator"], found["520"]["unit"]) == ("Đàn trâu", "con")
    assert found["250"]["indicator"] == "Tổng thu ngân sách"


def test_a_head_is_named_without_its_bullet_and_though_a_unit_is_in_it() -> None:
    found = attributes(
        "Chỉ tiêu | Kế hoạch\n- Nông, lâm, thủy sản | [METRIC 120]\nThu ngân sách [LOC huyện Sa Pa] | [METRIC 95]\n"
    )
    assert found["120"]["indicator"] == "Nông, lâm, thủy sản"
    assert found["95"]["indicator"] == "Thu ngân sách huyện Sa Pa"


def test_a_figure_in_the_prose_of_a_cell_is_named_by_the_prose() -> None:
    assert attributes(TASKS)["15 con"].get("indicator") not in ("Ghi chú", "Đàn trâu (con)", "Đàn trâu")


def test_the_letter_of_a_section_names_nothing() -> None:
    found = attributes(
        "TT | Đơn vị | Vốn (triệu đồng)\nA | Các xã vùng cao | [METRIC 15.000]\nII. | Khác | [METRIC 12]"
    )
    assert [one["indicator"] for one in found.values()] == ["Các xã vùng cao", "Khác"]


def test_all_names_over_a_column_tell_what_it_measures() -> None:
    found = attributes(
        "TT | Xã | Thu ngân sách (triệu đồng) | \n | | Kế hoạch năm 2024 | Thực hiện\n"
        "1 | [LOC Tả Van] | [METRIC 980] | [METRIC 1.012]\n"
    )
    assert (found["980"]["indicator"], found["980"]["period"]) == ("Thu ngân sách Kế hoạch", "2024")
    assert (found["1.012"]["indicator"], found["1.012"]["value"]) == ("Thu ngân sách Thực hiện", "1012000000")
