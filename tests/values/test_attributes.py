from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.schema import Span
from govner.values.attributes import with_attributes

from .marked import read


def attributes(marked: str, date: str | None = None) -> list[dict[str, str]]:
    text, spans = read(marked)
    return [dict(span.attributes) for span in with_attributes(text, spans, date) if span.label == "METRIC"]


def test_attributes_hold_values_indicator_and_period() -> None:
    first, second, third, fourth = attributes(
        "Năm 2024, thu ngân sách của [LOC huyện Bắc Sơn] đạt [METRIC 31,45 tỷ đồng], tăng [METRIC 12% so với cùng kỳ]. "
        "Toàn huyện có [METRIC 14/19 xã đạt chuẩn NTM].\nĐến năm 2025 phấn đấu [METRIC thêm 2 xã đạt chuẩn NTM]."
    )
    assert {key: first[key] for key in ("kind", "value", "unit", "period")} == {
        "kind": "amount",
        "value": "31450000000",
        "unit": "VND",
        "period": "2024",
    }
    assert first["indicator"] == second["indicator"] == "thu ngân sách"
    assert (second["direction"], second["basis"], second["period"]) == ("increase", "so với cùng kỳ", "2024")
    assert (third["value"], third["total"], third["unit"]) == ("14", "19", "xã")
    assert (fourth["qualifier"], fourth["period"]) == ("additional", "2025")


def test_spans_keep_their_order_and_everything_but_the_attributes() -> None:
    text, spans = read("[LOC Xã Tân Lập] có [METRIC 12 hộ nghèo].")
    swapped = spans[::-1]
    read_back = with_attributes(text, swapped)
    assert [span.id for span in read_back] == ["T2", "T1"]
    assert [(span.start, span.end, span.text) for span in read_back] == [
        (span.start, span.end, span.text) for span in swapped
    ]
    assert read_back[1] == spans[0]
    assert with_attributes(text, ()) == ()


@pytest.mark.parametrize("words", ["UBND", "năm 2024", "27/BC-UBND"])
def test_a_metric_without_a_figure_has_no_attributes(words: str) -> None:
    assert attributes(f"Theo [METRIC {words}] của huyện.") == [{}]


@pytest.mark.parametrize(
    ("marked", "key", "expected"),
    [
        ("Xã giảm [METRIC 2 thôn] và [METRIC 14 tổ dân phố].", "direction", ["decrease", "decrease"]),
        (
            "Thu tăng [METRIC 8 tỷ đồng] (tương đương [METRIC 3%]) so với cùng kỳ.",
            "direction",
            ["increase", "increase"],
        ),
        ("Mỗi hộ góp [METRIC 2 triệu đồng], [METRIC 3 triệu đồng] hoặc hơn.", "per", ["hộ", "hộ"]),
        ("Thu tăng [METRIC 8 tỷ đồng], [METRIC 14 xã] về đích.", "direction", ["increase", None]),
        ("Thu tăng [METRIC 8 tỷ đồng].\nChi là [METRIC 3 tỷ đồng].", "direction", ["increase", None]),
    ],
)
def test_joined_figures_share_the_words_before_the_first(marked: str, key: str, expected: list[str | None]) -> None:
    assert [values.get(key) for values in attributes(marked)] == expected


def test_a_figure_that_no_words_name_measures_what_the_one_before_it_does() -> None:
    first, second = attributes("Đến nay, huyện còn [METRIC 3.152 hộ nghèo], chiếm [METRIC 20,8%].")
    assert first["indicator"] == second["indicator"] == "hộ nghèo"


def test_a_standard_names_itself() -> None:
    (values,) = attributes("[LOC Xã Tân Lập] [METRIC đạt chuẩn nông thôn mới].")
    assert values == {"kind": "standard", "indicator": "nông thôn mới"}


def test_a_period_without_year_is_read_against_the_date_of_the_document() -> None:
    marked = "9 tháng đầu năm, [LOC huyện Bắc Hà] thu [METRIC 31 tỷ đồng]; năm 2019 và năm 2019 chưa có."
    assert attributes(marked, "2024-10-14")[0]["period"] == "2024-01/2024-09"


@pytest.mark.parametrize(
    ("marked", "periods"),
    [
        ("Hộ nghèo giảm từ [METRIC 41%] năm 2021 xuống còn [METRIC 28%] năm 2023.", ["2021", "2023"]),
        ("Vốn vay tăng từ [METRIC 5 tỷ đồng] (năm 2020) lên [METRIC 8 tỷ đồng] (năm 2024).", ["2020", "2024"]),
        (
            "Năm 2023, xã có [METRIC 350 hộ nghèo], giảm từ [METRIC 18,2%] năm 2022 xuống còn [METRIC 13,5%].",
            ["2023", "2022", "2023"],
        ),
    ],
)
def test_each_end_of_a_change_has_its_own_time(marked: str, periods: list[str]) -> None:
    assert [values["period"] for values in attributes(marked)] == periods


def test_spelling_does_not_matter() -> None:
    text, spans = read("Tổng diện tích lúa toàn huyện là [METRIC 1.200 ha].")
    plain = with_attributes(text, spans)[0].attributes
    decomposed = unicodedata.normalize("NFD", text)
    start = decomposed.index("1.200")
    metric = Span("T1", start, start + 8, "METRIC", "1.200 ha")
    other = with_attributes(decomposed, [metric])[0].attributes
    assert {key: unicodedata.normalize("NFC", value) for key, value in other.items()} == plain


PIECES = st.sampled_from(
    [
        "đạt ",
        "năm 2024 ",
        "[METRIC 12 hộ] ",
        "[METRIC 5%]",
        ", ",
        ". ",
        "\n",
        "[LOC Tân Lập] ",
        "[METRIC x] ",
        "thu ",
        "(",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_and_its_metrics_give_words_of_the_text(marked: str) -> None:
    text, spans = read(marked)
    for span in with_attributes(text, spans):
        assert all(isinstance(value, str) and value for value in span.attributes.values())
        assert span.attributes.get("indicator", "") in text


@given(st.text(max_size=60), st.data())
def test_any_span_of_any_text_is_read(text: str, data: st.DataObject) -> None:
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        (span,) = with_attributes(text, [Span("M", start, end, "METRIC", text[start:end])])
        assert isinstance(span.attributes, dict)


def test_time_is_linear_in_one_endless_sentence() -> None:
    def seconds(count: int) -> float:
        text, spans = read("thu ngân sách năm 2024 đạt [METRIC 12 tỷ đồng], " * count)
        started = time.process_time()
        with_attributes(text, spans)
        return time.process_time() - started

    seconds(10)
    assert seconds(800) < 8 * seconds(200)
