import pytest

from govner.schema import Relation, Span
from govner.values.figures import figures, with_attributes

TEXT = (
    "Năm 2024, thu ngân sách của huyện Bắc Sơn đạt 31,45 tỷ đồng, tăng 12% so với cùng kỳ. "
    "Toàn huyện có 14/19 xã đạt chuẩn NTM.\nĐến năm 2025 phấn đấu thêm 2 xã đạt chuẩn NTM."
)


def span(label: str, words: str, id: str, score: float | None = None) -> Span:
    start = TEXT.index(words)
    return Span(id, start, start + len(words), label, words, score=score)


SPANS = (
    span("METRIC", "thêm 2 xã đạt chuẩn NTM", "M4"),
    span("LOC", "huyện Bắc Sơn", "L", 0.8),
    span("METRIC", "31,45 tỷ đồng", "M1", 0.9),
    span("METRIC", "12% so với cùng kỳ", "M2"),
    span("METRIC", "14/19 xã đạt chuẩn NTM", "M3", 0.7),
)
RELATIONS = (Relation("L", "M1", "HAS_RESULT", 0.95), Relation("L", "M4", "HAS_TARGET"))


def test_attributes_hold_values_indicator_and_period() -> None:
    by_id = {item.id: item.attributes for item in with_attributes(TEXT, SPANS)}
    assert by_id["L"] == {}
    assert by_id["M1"] == {
        "kind": "amount",
        "value": "31450000000",
        "unit": "VND",
        "indicator": "thu ngân sách",
        "period": "2024",
    }
    assert by_id["M2"]["direction"] == "increase"
    assert by_id["M2"]["indicator"] == "thu ngân sách"
    assert by_id["M3"]["indicator"] == "xã đạt chuẩn NTM"
    assert "period" not in by_id["M3"]
    assert (by_id["M4"]["qualifier"], by_id["M4"]["period"]) == ("additional", "2025")


def test_spans_keep_their_order_and_everything_but_the_attributes() -> None:
    assert [item.id for item in with_attributes(TEXT, SPANS)] == ["M4", "L", "M1", "M2", "M3"]
    assert with_attributes(TEXT, ()) == ()


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


def test_a_relation_to_an_unknown_span_is_an_error() -> None:
    with pytest.raises(KeyError):
        figures(TEXT, SPANS, (Relation("nobody", "M1", "HAS_RESULT"),))


def test_a_metric_without_a_figure_has_no_attributes() -> None:
    text = "UBND huyện"
    (read,) = with_attributes(text, (Span("M", 0, 4, "METRIC", "UBND"),))
    assert read.attributes == {}


@pytest.mark.parametrize("value", ["inf", "1e999", "nan", "hàng trăm"])
def test_a_value_that_is_no_finite_number_is_left_out_of_the_table(value):
    span = Span("T1", 0, 6, "METRIC", "125 hộ", {"value": value})
    (row,) = figures("125 hộ", [span], [])
    assert row.value is None
