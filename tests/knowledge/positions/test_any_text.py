"""What must hold for any text, and how much of the annotated reports is recognised."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.positions import (
    Body,
    BodyKind,
    Post,
    abbreviate,
    body_gloss,
    expand,
    parse_body,
    parse_position,
    parse_positions,
    position_gloss,
)
from govner.schema import read_jsonl

TRAIN = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "train.jsonl"
WORDS = st.sampled_from(
    "nguyên Phó Quyền Chủ tịch Trưởng Ban ban Tổ chức UBND HĐND tỉnh huyện xã thôn Bắc Hà của các , kiêm và - Sở Y tế "
    "Công an thường trực phụ trách Q. TP. NN & PTNT ( ) khóa XV Trung ương Đảng ủy PGS.TS".split()
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join))


@given(TEXTS)
def test_any_text_gives_a_body_or_none(text: str) -> None:
    body = parse_body(text)
    if body is not None:
        assert isinstance(body, Body)
        assert body.canonical
        assert body_gloss(body) != ""


@given(TEXTS, st.one_of(st.none(), TEXTS))
def test_any_text_gives_posts(title: str, body: str | None) -> None:
    posts = parse_positions(title, body)
    assert parse_position(title, body) == (posts[0] if posts else None)
    for post in posts:
        assert isinstance(post, Post)
        assert post.canonical
        assert position_gloss(post) != ""


@given(TEXTS)
def test_an_expanded_text_has_nothing_left_to_expand(text: str) -> None:
    once = expand(text)
    assert expand(abbreviate(once)).casefold() == expand(abbreviate(expand(once))).casefold()


@pytest.mark.parametrize(
    "text",
    ["Phó Bí thư Thường trực Huyện ủy Bắc Hà", "Trưởng Ban Tổ chức Tỉnh ủy", "Chủ tịch UBND xã Hòa Bình", "Thứ trưởng"],
)
def test_unicode_form_tones_spaces_and_case_do_not_matter(text: str) -> None:
    expected = parse_position(text)
    assert expected is not None
    variants = (unicodedata.normalize("NFD", text), text.replace(" ", "  "), text.replace(" ", "\u00a0"), text.upper())
    assert {parse_position(variant) for variant in variants} == {expected}
    assert parse_position(text.replace("ủy", "uỷ").replace("Hòa", "Hoà")) == expected


@pytest.mark.parametrize(
    "text", ["Phó Chủ tịch Ủy ban nhân dân huyện Bắc Hà", "Trưởng Phòng Nội vụ", "Quyền Giám đốc Sở Y tế", "Thứ trưởng"]
)
def test_a_canonical_form_is_read_as_itself(text: str) -> None:
    post = parse_position(text)
    assert post is not None
    assert post.canonical == text


@pytest.mark.parametrize(
    "unit", ["xã ", "của ", "Sở ", "Phó ", "UBND ", ", ", "Chủ tịch, ", "( ", "H.", "N - ", "Ban Tổ chức "]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    started = time.perf_counter()
    text = unit * 3_000
    parse_body(text)
    parse_positions("Chủ tịch " + text, text)
    abbreviate(expand(text))
    assert time.perf_counter() - started < 10


@pytest.mark.skipif(not TRAIN.exists(), reason="the annotated reports are not at hand")
def test_nearly_all_titles_and_bodies_of_the_annotated_reports_are_recognised() -> None:
    spans = [span for report in read_jsonl(TRAIN) for span in report.spans]
    titles = [span.text for span in spans if span.label == "TITLE"]
    bodies = [body for span in spans if span.label == "ORG" and (body := parse_body(span.text))]
    assert sum(parse_position(title) is not None for title in titles) / len(titles) > 0.99
    assert sum(body.kind is not BodyKind.OTHER for body in bodies) / len(bodies) > 0.95
    assert sum(bool(body.levels) for body in bodies) / len(bodies) > 0.7
