from dataclasses import replace

import pytest

from govner.schema import Relation, Span
from govner.values import figures, with_attributes

from .marked import read

TEXT = (
    "Năm 2024, thu ngân sách của huyện Bắc Sơn đạt 31,45 tỷ đồng, tăng 12% so với cùng kỳ. "
    "Toàn huyện có 14/19 xã đạt chuẩn NTM.\nĐến năm 2025 phấn đấu thêm 2 xã đạt chuẩn NTM."
)


def span(label: str, words: str, id: str, score: float | None = None) -> Span:
    start = TEXT.index(words)
    attributes = {"kind": "count"} if label == "METRIC" else {}
    return Span(id, start, start + len(words), label, words, attributes, score=score)


SPANS = (
    span("METRIC", "thêm 2 xã đạt chuẩn NTM", "M4"),
    span("LOC", "huyện Bắc Sơn", "L", 0.8),
    span("METRIC", "31,45 tỷ đồng", "M1", 0.9),
    span("METRIC", "12% so với cùng kỳ", "M2"),
    span("METRIC", "14/19 xã đạt chuẩn NTM", "M3", 0.7),
)
RELATIONS = (Relation("L", "M1", "HAS_RESULT", 0.95), Relation("L", "M4", "HAS_TARGET"))


def test_rows_stand_in_document_order_with_owner_aim_and_evidence() -> None:
    rows = figures(TEXT, with_attributes(TEXT, SPANS), RELATIONS)
    assert [row.metric_id for row in rows] == ["M1", "M2", "M3", "M4"]
    assert [row.owner for row in rows] == ["huyện Bắc Sơn", None, None, "huyện Bắc Sơn"]
    assert [row.aim for row in rows] == ["result", None, None, "target"]
    assert rows[0].value == 31_450_000_000
    assert rows[2].total == 19
    assert rows[3].evidence == "Đến năm 2025 phấn đấu thêm 2 xã đạt chuẩn NTM."


def test_the_score_is_the_weakest_of_metric_owner_and_relation() -> None:
    rows = figures(TEXT, SPANS, RELATIONS)
    assert [row.score for row in rows] == [0.8, None, 0.7, 0.8]


def test_a_metric_of_two_owners_has_two_rows() -> None:
    other = Span("L2", 0, 3, "LOC", TEXT[:3])
    relations = (*RELATIONS, Relation("L2", "M1", "HAS_RESULT"))
    rows = figures(TEXT, (*SPANS, other), relations)
    assert [row.owner_id for row in rows if row.metric_id == "M1"] == ["L", "L2"]


def test_a_metric_that_states_no_figure_has_no_row() -> None:
    spans = [replace(one, attributes={}) if one.id == "M1" else one for one in SPANS]
    assert [row.metric_id for row in figures(TEXT, spans, RELATIONS)] == ["M2", "M3", "M4"]


def test_a_relation_to_an_unknown_span_is_an_error() -> None:
    with pytest.raises(KeyError):
        figures(TEXT, SPANS, (Relation("nobody", "M1", "HAS_RESULT"),))


@pytest.mark.parametrize("value", ["inf", "1e999", "nan", "hàng trăm"])
def test_a_value_that_is_no_finite_number_is_left_out_of_the_table(value):
    metric = Span("T1", 0, 6, "METRIC", "125 hộ", {"kind": "count", "value": value})
    (row,) = figures("125 hộ", [metric], [])
    assert row.value is None


def test_evidence_of_a_long_line_is_the_clauses_around_the_figure() -> None:
    clauses = [f"xã thứ {number} đạt {number} tiêu chí, còn lại chưa đạt" for number in range(300)]
    text = "; ".join(clauses)
    start = text.index("150 tiêu chí")
    metric = Span("M", start, start + 12, "METRIC", "150 tiêu chí", {"kind": "count"})
    (row,) = figures(text, [metric], [])
    assert "xã thứ 150 đạt 150 tiêu chí, còn lại chưa đạt" in row.evidence
    assert row.evidence in text
    assert len(row.evidence) < 900
    assert row.evidence.startswith(("xã thứ", "còn lại"))


def test_evidence_without_any_mark_is_still_bounded() -> None:
    text = "không dấu " * 500 + "12 hộ" + " không dấu" * 500
    metric = Span("M", 5000, 5005, "METRIC", "12 hộ", {"kind": "count"})
    (row,) = figures(text, [metric], [])
    assert "12 hộ" in row.evidence
    assert len(row.evidence) < 900


@pytest.mark.parametrize(
    ("owner", "unit", "code", "inferred"),
    [
        ("[LOC xã Bản Phố]", "xã Bản Phố", "02866/2025", False),
        ("[ORG UBND xã Bản Phố]", "xã Bản Phố", "02866/2025", False),
        ("[ORG UBND huyện]", "huyện Bắc Hà", "085/2025", True),
        ("[ORG Sở Y tế]", "tỉnh Lào Cai", "10/2025", True),
        ("[LOC thôn Na Lo]", None, None, False),
        ("[ORG Công ty Hưng Ngân]", None, None, False),
    ],
)
def test_an_owner_gets_the_unit_that_it_is_or_belongs_to(
    owner: str, unit: str | None, code: str | None, inferred: bool
) -> None:
    text, spans = read(f"[LOC Huyện Bắc Hà], [LOC tỉnh Lào Cai]: {owner} có [METRIC 125 hộ]")
    (row,) = figures(text, with_attributes(text, spans), [Relation("T3", "T4", "HAS_RESULT")])
    assert (row.owner_unit, row.owner_code, row.owner_inferred) == (unit, code, inferred)


def test_a_figure_without_owner_has_no_unit() -> None:
    text, spans = read("[LOC Huyện Bắc Hà] họp. Có [METRIC 125 hộ]")
    (row,) = figures(text, with_attributes(text, spans), [])
    assert (row.owner_unit, row.owner_code, row.owner_inferred) == (None, None, False)
