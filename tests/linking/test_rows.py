"""Figures in tables go to the unit that heads the row; columns of plans hold targets."""

from __future__ import annotations

import pytest

from govner.linking import link
from govner.linking.layout import lay_out
from govner.linking.rows import planned

from .markup import parse, triples

CASES = {
    "a row between bars": """
[[T1 LOC|Huyện Bắc Hà]] vừa họp.
Đơn vị | Kế hoạch (triệu đồng) | Thực hiện
[[T2 LOC|Xã Tả Van]] | [[T3 METRIC|12.350]] | [[T4 METRIC|9.800]]
[[T5 LOC|Xã Tà Chải]] | [[T6 METRIC|7.420]] | [[T7 METRIC|1.113]]
=====
T2 HAS_TARGET T3
T2 HAS_RESULT T4
T5 HAS_TARGET T6
T5 HAS_RESULT T7
""",
    "a row between tabs": """
Đơn vị\tKế hoạch\tThực hiện
[[T1 LOC|Xã Tả Van]]\t[[T2 METRIC|12.350]]\t[[T3 METRIC|9.800]]
=====
T1 HAS_TARGET T2
T1 HAS_RESULT T3
""",
    "a row parted by dashes": """
Xã - Số tiêu chí - Hộ nghèo (%)
[[T1 LOC|Duy Sơn]] - [[T2 METRIC|19]] - [[T3 METRIC|0,41]]
[[T4 LOC|Duy Trinh]] - [[T5 METRIC|18]] - [[T6 METRIC|0,56]]
=====
T1 HAS_RESULT T2
T1 HAS_RESULT T3
T4 HAS_RESULT T5
T4 HAS_RESULT T6
""",
    "a row below its head, of a body": """
Giải ngân (dự toán; thực hiện)
[[T1 ORG|UBND xã Định Môn]]
[[T2 METRIC|9.850]]; [[T3 METRIC|5.910]]
=====
T1 HAS_TARGET T2
T1 HAS_RESULT T3
""",
    "a header of two rows": """
TT | Xã | Thu ngân sách (triệu đồng) |  | Ghi chú
|  | Kế hoạch | Thực hiện |
1 | [[T1 LOC|Tà Chải]] | [[T2 METRIC|980]] | [[T3 METRIC|1.012]] |
2 | [[T4 LOC|Na Hối]] |  | [[T5 METRIC|655]] | ước
=====
T1 HAS_TARGET T2
T1 HAS_RESULT T3
T4 HAS_RESULT T5
""",
    "a unit over several rows": """
TT | Xã | Chỉ tiêu | Thực hiện
1 | [[T1 LOC|Tà Chải]] | Hộ nghèo | [[T2 METRIC|41 hộ]]
| | Đàn trâu | [[T3 METRIC|520 con]]
2 | [[T4 LOC|Na Hối]] | Hộ nghèo | [[T5 METRIC|52 hộ]]
| | Đàn trâu | [[T6 METRIC|310 con]]
=====
T1 HAS_RESULT T2
T1 HAS_RESULT T3
T4 HAS_RESULT T5
T4 HAS_RESULT T6
""",
    "units over columns": """
Kết quả | [[T1 LOC|Xã Tà Chải]] | [[T2 LOC|Xã Na Hối]]
Hộ nghèo | [[T3 METRIC|41 hộ]] | [[T4 METRIC|52 hộ]]
Đàn trâu | [[T5 METRIC|520 con]] | [[T6 METRIC|310 con]]
=====
T1 HAS_RESULT T3
T2 HAS_RESULT T4
T1 HAS_RESULT T5
T2 HAS_RESULT T6
""",
    "columns of plans under a name of facts": """
Xã | Kết quả |
| Kế hoạch | Đạt
[[T1 LOC|Tà Chải]] | [[T2 METRIC|980 ha]] | [[T3 METRIC|1.012 ha]]
=====
T1 HAS_TARGET T2
T1 HAS_RESULT T3
""",
}


@pytest.mark.parametrize("markup", CASES.values(), ids=CASES.keys())
def test_a_figure_is_of_the_unit_that_heads_its_row(markup):
    text, spans, expected = parse(markup)
    assert triples(link(text, spans)) == expected


def test_the_head_of_the_rows_says_nothing_of_the_other_columns():
    planning = """
Huyện phấn đấu đến năm 2030 đạt các mục tiêu sau:
Chỉ tiêu | Năm 2025 | Năm 2030
[[T1 LOC|Xã Tả Van]] | [[T2 METRIC|17 tiêu chí]] | [[T3 METRIC|19 tiêu chí]]
=====
T1 HAS_TARGET T2
T1 HAS_TARGET T3
"""
    text, spans, _ = parse(planning)
    assert planned(lay_out(text, spans)) == {}


def test_a_row_on_something_that_a_unit_lies_in_is_not_headed_by_the_unit():
    marked = """
[[T1 LOC|Huyện Bắc Hà]] báo cáo các công trình.
Công trình | Chiều dài (km) | Vốn (tỷ đồng)
Đường trục vào khu sản xuất tập trung của [[T2 LOC|Tà Chải]] | [[T3 METRIC|12]] | [[T4 METRIC|30]]
=====
T1 HAS_RESULT T3
"""
    text, spans, _ = parse(marked)
    sure = {(relation.head, relation.tail) for relation in link(text, spans) if (relation.score or 0) > 0.99}
    assert ("T2", "T3") not in sure


TOTAL = """
[[T1 LOC|Huyện Bắc Hà]] đã rà soát hộ nghèo.
Xã | Hộ nghèo
[[T2 LOC|Xã Tà Chải]] | [[T3 METRIC|41 hộ]]
[[T4 LOC|Xã Na Hối]] | [[T5 METRIC|52 hộ]]
{} | [[T6 METRIC|93 hộ]]
Trong năm, huyện đã làm [[T7 METRIC|14 km]] đường.
"""


@pytest.mark.parametrize(
    "head",
    [
        "Tổng",
        "Tổng cộng",
        "TỔNG SỐ:",
        "Cộng",
        "Toàn huyện",
        "Tổng cộng toàn huyện",
        "Tổng số (I+II)",
        "Cộng các xã vùng cao",
    ],
)
def test_a_total_is_of_none_of_the_units_above_it(head):
    text, spans, _ = parse(TOTAL.format(head))
    owners = {relation.tail: relation.head for relation in link(text, spans)}
    assert (owners["T3"], owners["T5"]) == ("T2", "T4")
    assert owners.get("T6") in (None, "T1")


def test_a_row_without_a_unit_is_of_none_that_heads_another():
    text, spans, _ = parse(TOTAL.format("Các xã vùng thấp"))
    owners = {relation.tail: relation.head for relation in link(text, spans)}
    assert owners.get("T6") in (None, "T1")


def test_the_last_row_says_nothing_of_the_prose_behind_a_table():
    text, spans, _ = parse(TOTAL.format("[[T8 LOC|Xã Bản Phố]]"))
    owners = {relation.tail: relation.head for relation in link(text, spans)}
    assert (owners["T6"], owners["T7"]) == ("T8", "T1")


@pytest.mark.parametrize("total", ["Toàn huyện", "Tổng cộng"])
@pytest.mark.parametrize("town", ["Thị trấn Bắc Hà", "TT. Bắc Hà"])
def test_a_district_that_is_named_like_its_town_is_linked_as_the_district(total, town):
    marked = TOTAL.format(total).replace("Xã Na Hối", town)
    text, spans, _ = parse(marked)
    owners = {relation.tail: relation.head for relation in link(text, spans)}
    assert (owners["T5"], owners["T6"], owners["T7"]) == ("T4", "T1", "T1")
