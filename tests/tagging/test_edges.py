"""What the rules at the edges of spans do to spans that a network might have given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.schema import read_jsonl
from govner.tagging.decoding import TokenSpan
from govner.tagging.edges import mended
from govner.text.normalize import normalize
from govner.text.syllables import syllables

from ..conftest import ROOT
from ..linking.markup import parse


def spans_of(markup: str) -> tuple[str, list[tuple[int, int]], list[TokenSpan]]:
    """A text, its syllables and its marked spans as the decoder gives them."""
    text, marked, _ = parse(markup)
    assert marked, "nothing is marked"
    tokens = syllables(text)
    firsts = {start: at for at, (start, _) in enumerate(tokens)}
    lasts = {end: at + 1 for at, (_, end) in enumerate(tokens)}
    found = [TokenSpan(firsts[span.start], lasts[span.end], span.label, 0.9) for span in marked]
    return text, tokens, found


def mended_texts(markup: str) -> list[str]:
    text, tokens, spans = spans_of(markup)
    return [text[tokens[span.first][0] : tokens[span.last - 1][1]] for span in mended(text, tokens, spans)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("của [[T1 ORG|Cục Kiểm lâm -]] Bộ", ["Cục Kiểm lâm"]),
        ("tại [[T1 LOC|Mường La,]] nơi", ["Mường La"]),
        ("ông [[T1 PERSON|“ Giàng A Páo]]”", ["Giàng A Páo"]),
        ("[[T1 LOC|,]] rồi", []),
        ("[[T1 LOC|TP.]] nói", ["TP."]),
        ("giảm [[T1 METRIC|-3,1%]] so", ["-3,1%"]),
        ("có [[T1 METRIC|hơn 90% đường thôn,]] xã", ["hơn 90% đường thôn"]),
    ],
)
def test_punctuation_at_an_edge_is_left_out(given: str, kept: list[str]) -> None:
    assert mended_texts(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("huyện [[T1 METRIC|xã NTM kiểu mẫu]]", ["NTM kiểu mẫu"]),
        ("có [[T1 METRIC|10 xã NTM kiểu mẫu]]", ["10 xã NTM kiểu mẫu"]),
        ("giảm [[T1 METRIC|từ hơn 50%]]", ["hơn 50%"]),
        ("giảm [[T1 METRIC|từ 2 - 3%]] hộ", ["từ 2 - 3%"]),
        ("tàu [[T1 METRIC|từ 6m trở lên]]", ["từ 6m trở lên"]),
        ("mức [[T1 METRIC|4,89% quý I]]", ["4,89%"]),
        ("tăng [[T1 METRIC|5% so với quý I]]", ["5% so với quý I"]),
        ("của [[T1 METRIC|16 doanh nghiệp của]] huyện", ["16 doanh nghiệp"]),
        ("có [[T1 METRIC|15 xã đạt]] từ 10 tiêu chí", ["15 xã"]),
        ("còn [[T1 METRIC|4 tiêu chí chưa đạt]]", ["4 tiêu chí chưa đạt"]),
        ("do [[T1 ORG|Ban của]] tỉnh", ["Ban của"]),
        ("[[T1 METRIC|Có trên 80% biên bản]]", ["trên 80% biên bản"]),
        ("sẽ [[T1 METRIC|đạt thêm 2 tiêu chí]]", ["thêm 2 tiêu chí"]),
        ("sẽ [[T1 METRIC|đạt chuẩn NTM]]", ["đạt chuẩn NTM"]),
        ("đường [[T1 METRIC|rộng 4-5 m]]", ["4-5 m"]),
        ("có [[T1 METRIC|75% số xã trên]] địa bàn", ["75% số xã"]),
    ],
)
def test_a_metric_begins_and_ends_where_the_guideline_says(given: str, kept: list[str]) -> None:
    assert mended_texts(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("đạt [[T1 METRIC|xấp xỉ]] [[T2 METRIC|52%]] kế hoạch", ["xấp xỉ 52%"]),
        ("đạt [[T1 METRIC|từ]] [[T2 METRIC|9,4%]]", ["9,4%"]),
        ("xã [[T1 METRIC|NTM]] [[T2 METRIC|kiểu mẫu]]", ["NTM kiểu mẫu"]),
        ("có [[T1 METRIC|14 địa phương]] [[T2 METRIC|trên 85%]]", ["14 địa phương", "trên 85%"]),
        ("thiệt hại [[T1 METRIC|khoảng gần]]\n[[T2 METRIC|17 tỷ đồng]]", ["17 tỷ đồng"]),
        ("ở [[T1 LOC|Mường]] [[T2 LOC|La]]", ["Mường", "La"]),
    ],
)
def test_a_metric_in_two_parts_becomes_one(given: str, kept: list[str]) -> None:
    assert mended_texts(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("thất thu [[T1 METRIC|545]] triệu đồng.", ["545 triệu đồng"]),
        ("là [[T1 METRIC|hơn 80]] tỷ đồng nhưng", ["hơn 80 tỷ đồng"]),
        ("đạt [[T1 METRIC|80]]% kế hoạch", ["80%"]),
        ("từ [[T1 METRIC|100 hộ trở]] lên", ["100 hộ trở lên"]),
        ("có [[T1 METRIC|80]]\ntriệu đồng", ["80"]),
        ("có [[T1 METRIC|80]] [[T2 METRIC|triệu đồng]]", ["80 triệu đồng"]),
        ("ở [[T1 LOC|xã 80]] triệu đồng", ["xã 80"]),
    ],
)
def test_no_figure_ends_before_its_scale(given: str, kept: list[str]) -> None:
    assert mended_texts(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("đạt [[T1 METRIC|17/19 tiêu chí]] nông thôn mới; xã", ["17/19 tiêu chí nông thôn mới"]),
        ("còn [[T1 METRIC|5 tiêu chí]] NTM nâng cao", ["5 tiêu chí NTM nâng cao"]),
        ("còn [[T1 METRIC|5 tiêu chí]] của xã nông thôn mới", ["5 tiêu chí"]),
        ("lập [[T1 METRIC|5 thôn]] mới", ["5 thôn"]),
        ("đạt [[T1 METRIC|9 tiêu chí]]", ["9 tiêu chí"]),
    ],
)
def test_criteria_keep_the_programme_that_they_belong_to(given: str, kept: list[str]) -> None:
    assert mended_texts(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("dự án nhà [[T1 LOC|ga T2]]", ["nhà ga T2"]),
        ("Quốc [[T1 LOC|lộ 28]]", ["Quốc lộ 28"]),
        ("một nhà\n[[T1 LOC|ga T2]]", ["ga T2"]),
        ("ở [[T1 LOC|Hành]] [[T2 LOC|lang Đông Tây]]", ["Hành", "lang Đông Tây"]),
        ("tại [[T1 LOC|ga Vinh]]", ["ga Vinh"]),
        ("[[T1 LOC|lộ 28]]", ["lộ 28"]),
    ],
)
def test_a_place_does_not_begin_inside_a_word(given: str, kept: list[str]) -> None:
    assert mended_texts(given) == kept


@pytest.mark.parametrize(
    "given", ["[[T1 METRIC|tiêu chí/xã]]", "[[T1 METRIC|khoảng gần]]", "tỷ lệ [[T1 METRIC|1/500]]"]
)
def test_a_metric_without_a_figure_is_none(given: str) -> None:
    assert mended_texts(given) == []


@pytest.mark.parametrize(
    "given", ["[[T1 METRIC|hai huyện]]", "[[T1 METRIC|đạt chuẩn NTM]]", "[[T1 METRIC|hàng trăm hộ]]"]
)
def test_figures_in_words_are_figures(given: str) -> None:
    assert len(mended_texts(given)) == 1


@pytest.mark.parametrize(
    "given",
    [
        "Đơn vị tính: [[T1 PERSON|Triệu đồng]]",
        "ĐVT: [[T1 PERSON|Tỷ]] đồng",
        "3 | Thu nhập | [[T1 LOC|Triệu đồng]] | 38,5",
        "[[T1 ORG|Nghìn đồng]]",
    ],
)
def test_money_names_nobody(given: str) -> None:
    assert mended_texts(given) == []


def test_two_parts_are_as_sure_as_the_less_sure_one() -> None:
    text, tokens, (first, second) = spans_of("đạt [[T1 METRIC|xấp xỉ]] [[T2 METRIC|52%]]")
    less = TokenSpan(second.first, second.last, second.label, 0.4)
    assert [span.score for span in mended(text, tokens, [first, less])] == [0.4]


WORDS = st.sampled_from("từ xã đạt NTM kiểu mẫu , - % 5 quý của 17 tỷ đồng \n Mường".split(" "))


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_mended_spans_are_in_order_share_no_word_and_stay_near_those_given(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    tokens = syllables(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(tokens)), max_size=8)))
    labels = data.draw(st.lists(st.sampled_from(["METRIC", "LOC", ""]), min_size=len(cuts), max_size=len(cuts)))
    parts = (TokenSpan(a, b, label, 0.9) for a, b, label in zip(cuts, cuts[1:], labels, strict=False))
    spans = [span for span in parts if span.label]
    found = mended(text, tokens, spans)
    bounds = [at for span in found for at in (span.first, span.last)]
    assert bounds == sorted(bounds)
    assert all(0 <= span.first < span.last <= len(tokens) for span in found)
    assert all(any(max(one.first, of.first) < min(one.last, of.last) for of in spans) for one in found)
    assert {span.label for span in found} <= {span.label for span in spans}


GOLD = [
    *sorted((ROOT / "training" / "data").glob("*.jsonl")),
    ROOT.parent / "shared" / "data" / "train.jsonl",
]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_what_annotators_marked_stays_as_it_is(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"no {path}")
    kept = total = 0
    for report in read_jsonl(path):
        view = normalize(report.text)
        tokens = syllables(view.text)
        firsts = {start: at for at, (start, _) in enumerate(tokens)}
        lasts = {end: at + 1 for at, (_, end) in enumerate(tokens)}
        offsets = (view.from_original(span.start, span.end) for span in report.spans)
        marked = [
            TokenSpan(firsts[start], lasts[end], span.label, 1.0)
            for span, (start, end) in zip(report.spans, offsets, strict=True)
            if start in firsts and end in lasts
        ]
        kept += len(set(marked) & set(mended(view.text, tokens, marked)))
        total += len(marked)
    assert total > 1000
    assert total - kept <= total / 500
