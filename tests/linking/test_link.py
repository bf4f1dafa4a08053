"""What holds of the whole linker, whatever the text."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest

from govner.linking import link
from govner.schema import SIGNATURES, Span

from .markup import parse, triples

PASSAGE = (
    "[[T1 TITLE|Chủ tịch]] [[T2 ORG|UBND huyện Hòa An]] [[T3 PERSON|Bế Thị Thủy]] cho biết, "
    "[[T4 LOC|huyện Hòa An]] đã xóa [[T5 METRIC|312 nhà tạm]]."
)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_decomposed_text_gives_the_same_relations():
    text, spans, _ = parse(PASSAGE)
    moved = [
        Span(span.id, len(_decomposed(text[: span.start])), len(_decomposed(text[: span.end])), span.label, span.text)
        for span in spans
    ]
    assert link(_decomposed(text), moved) == link(text, spans)
    assert len(triples(link(text, spans))) == 3


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\U0001f600", "e\u0301\u0301", "a" * 50])
def test_text_without_spans_has_no_relations(text):
    assert link(text, ()) == ()


@pytest.mark.parametrize("label", ["PERSON", "TITLE", "ORG", "LOC", "METRIC"])
@pytest.mark.parametrize("text", ["\u0301\u200b(", "⟨l⟩ ⟨m⟩", "\x00\ud800", "%$^[](*", "....", "12 tỷ"])
def test_odd_text_does_not_crash(text, label):
    spans = [Span(f"T{i}", i, i + 1, label if i % 2 else "LOC", text[i]) for i in range(len(text))]
    for relation in link(text, spans):
        assert relation.label in SIGNATURES


def _seconds(copies: int) -> float:
    line, spans, _ = parse(PASSAGE)
    text = " ".join([line] * copies)
    many = [
        Span(f"{span.id}.{copy}", span.start + shift, span.end + shift, span.label, span.text)
        for copy in range(copies)
        for shift in [copy * (len(line) + 1)]
        for span in spans
    ]
    start = time.process_time()
    link(text, many)
    return time.process_time() - start


def test_time_is_linear_in_the_document():
    times = [min(_seconds(copies) for _ in range(2)) for copies in (100, 200, 400)]
    assert all(longer < 3.5 * shorter + 0.05 for shorter, longer in pairwise(times))
