"""Other words in a gold report: spans stay on their words, values are those of the new numbers."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govner.knowledge.figures import parse_figure
from govner.knowledge.places import shipped_gazetteer
from govner.schema import Report

from ..linking.markup import parse
from .conftest import script

VARIATIONS = script("variation").VARIATIONS
MARKUP = """Ông [[T1 PERSON|Lò Văn Đại]], [[T2 TITLE|Phó Chủ tịch]] [[T3 ORG|UBND huyện Bắc Hà]]
([[T4 LOC|tỉnh Lào Cai]]) dự.
Theo bà [[T5 PERSON|Giàng Thị Mỷ]], [[T6 LOC|huyện Bắc Hà]] còn [[T7 METRIC|3.152 hộ nghèo]], giảm [[T8 METRIC|4,5%]].
Ông [[T9 PERSON|Đại]] nói: [[T10 LOC|xã Tà Chải]] đạt [[T11 METRIC|17/19 tiêu chí]], hòa cùng cả tỉnh.
Việc đã xong. Mọi người về."""


def sample() -> Report:
    text, spans, _ = parse(MARKUP)
    valued = (
        replace(span, attributes=parse_figure(span.text).attributes()) if span.label == "METRIC" else span
        for span in spans
    )
    return Report("r", text, {}, tuple(valued))


def varied(name: str, seed: int) -> dict[str, str]:
    return {span.id: span.text for span in VARIATIONS[name](sample(), random.Random(seed)).spans}


@pytest.mark.parametrize("name", sorted(VARIATIONS))
@given(seed=st.integers())
@settings(max_examples=30)
def test_spans_keep_their_words_ids_labels_and_order_and_a_seed_gives_one_report(name: str, seed: int) -> None:
    vary: Callable[[Report, random.Random], Report] = VARIATIONS[name]
    changed = vary(sample(), random.Random(seed))
    assert [span.text for span in changed.spans] == [changed.text[span.start : span.end] for span in changed.spans]
    assert [(span.id, span.label) for span in changed.spans] == [(span.id, span.label) for span in sample().spans]
    assert changed == vary(sample(), random.Random(seed))


@pytest.mark.parametrize("name", sorted(VARIATIONS))
def test_every_variation_changes_something(name: str) -> None:
    assert any(VARIATIONS[name](sample(), random.Random(seed)).text != sample().text for seed in range(5))


@pytest.mark.parametrize("name", sorted(VARIATIONS))
def test_a_report_without_a_span_is_a_report_still(name: str) -> None:
    assert VARIATIONS[name](Report("r", ""), random.Random(1)) == Report("r", "")


@pytest.mark.parametrize("seed", range(8))
def test_a_person_has_one_name_throughout_and_stays_a_woman(seed: int) -> None:
    found = varied("people", seed)
    assert found["T9"] == found["T1"].split()[-1]
    assert found["T5"].split()[1] == "Thị"
    assert len(found["T1"].split()) == 3


@pytest.mark.parametrize("seed", range(8))
def test_a_place_gives_way_to_one_of_its_type_in_bodies_too(seed: int) -> None:
    found = varied("places", seed)
    assert found["T6"].startswith("huyện ")
    assert found["T3"] == f"UBND {found['T6']}"
    assert "huyện" in {unit.type for unit in shipped_gazetteer().named(found["T6"])}
    assert found["T4"].startswith("tỉnh ")
    assert found["T10"].startswith("xã ")


def test_posts_are_abbreviated_and_written_out() -> None:
    found = [varied("titles", seed) for seed in range(20)]
    assert {one["T2"] for one in found} == {"Phó Chủ tịch", "PCT"}
    assert {one["T3"] for one in found} == {"UBND huyện Bắc Hà", "Ủy ban nhân dân huyện Bắc Hà"}


@pytest.mark.parametrize("seed", range(8))
def test_values_are_those_of_the_new_number(seed: int) -> None:
    changed = VARIATIONS["figures"](sample(), random.Random(seed))
    for span in changed.spans:
        if span.label == "METRIC":
            assert parse_figure(span.text).attributes() == span.attributes
    assert changed.spans[6].text.endswith(" hộ nghèo")
    assert changed.spans[6].text != "3.152 hộ nghèo"


def test_a_figure_that_gold_reads_otherwise_stays() -> None:
    text, spans, _ = parse("còn [[T1 METRIC|3.152 hộ nghèo]]")
    report = Report("r", text, {}, (replace(spans[0], attributes={"kind": "count", "value": "3"}),))
    assert VARIATIONS["figures"](report, random.Random(1)) == report


def test_tones_move_to_the_second_vowel_and_nothing_else_moves() -> None:
    changed = VARIATIONS["tones"](sample(), random.Random(1))
    assert changed.text == sample().text.replace("hòa", "hoà")


def test_lines_end_at_sentences_and_not_inside_spans() -> None:
    found = {VARIATIONS["lines"](sample(), random.Random(seed)).text for seed in range(30)}
    assert {text.replace("\n", " ") for text in found} == {sample().text.replace("\n", " ")}
    assert any("xong.\nMọi" in text for text in found)
