from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from govner.schema import Span
from govner.tagging.encoding import TextEncoder
from govner.tagging.tagger import Tagger

from .conftest import AllOfOne, PersonAfterAn, make_tagger


def found(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans]


def test_spans_are_in_the_coordinates_of_the_text_as_it_came(tagger: Tagger) -> None:
    text = "\ufeffLê  Văn An,\r\nông An."
    (spans,) = tagger.tag([text])
    assert [(span.start, span.end) for span in spans] == [(9, 11), (18, 20)]
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("change", [lambda t: unicodedata.normalize("NFD", t), lambda t: t.replace("\n", "\r\n")])
def test_unicode_form_and_line_ends_change_no_label(tagger: Tagger, change) -> None:
    text = "Chủ tịch UBND huyện Lê Văn An.\nHuyện uỷ An Hoà"
    plain, changed = tagger.tag([text, change(text)])
    assert found(plain) == ["An", "An"]
    assert found(changed) == ["An", "An"]


def test_a_text_longer_than_a_window_is_read_to_its_end(tagger: Tagger, network: PersonAfterAn) -> None:
    text = "huyện An, " * 300
    (spans,) = tagger.tag([text])
    assert len(spans) == 300
    assert max(size for call in network.calls for size in call) <= 12 + 2


def test_results_come_in_the_order_of_the_texts_whatever_their_sizes(tagger: Tagger) -> None:
    texts = ["", "An", "  ", "huyện " * 90 + "An", "Văn", "An An"]
    assert [len(spans) for spans in tagger.tag(texts, batch_size=2)] == [0, 1, 0, 1, 0, 2]


@settings(max_examples=50)
@given(texts=st.lists(st.text(st.sampled_from("An Lê\n.,ủy\u0301 %9")), max_size=12), batch_size=st.integers(1, 5))
def test_a_batch_gives_what_each_text_alone_gives(
    tokenizer: Tokenizer, encoder: TextEncoder, texts: list[str], batch_size: int
) -> None:
    tagger = make_tagger(encoder, PersonAfterAn(tokenizer.token_to_id("▁An")))
    together = list(tagger.tag(texts, batch_size=batch_size))
    assert together == [next(tagger.tag([text])) for text in texts]


def test_no_span_goes_over_a_tab(encoder: TextEncoder) -> None:
    (spans,) = make_tagger(encoder, AllOfOne("PERSON")).tag(["Lê Văn\tAn\t Văn Lê"])
    assert found(spans) == ["Lê Văn", "An", "Văn Lê"]


def test_numbers_of_rows_are_no_figures(encoder: TextEncoder) -> None:
    (spans,) = make_tagger(encoder, AllOfOne("METRIC")).tag(["TT\tHuyện\n1\t9\n2\t8"])
    assert found(spans) == ["9", "8"]


def test_figures_in_tables_that_the_network_passes_over_are_found(tagger: Tagger) -> None:
    text = "TT | Xã | Hộ\n1 | An | 1.250\n2 | Lê | 12\n"
    (spans,) = tagger.tag([text])
    assert [(span.id, span.label, span.text, span.source) for span in spans] == [
        ("T1", "PERSON", "An", "model"),
        ("T2", "METRIC", "1.250", "rule"),
        ("T3", "METRIC", "12", "rule"),
    ]
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_a_figure_that_the_network_finds_is_not_found_again(encoder: TextEncoder) -> None:
    (spans,) = make_tagger(encoder, AllOfOne("METRIC")).tag(["Xã\tHộ\n9\t1.250"])
    assert [(span.text, span.source) for span in spans] == [("9", "model"), ("1.250", "model")]


def test_half_a_surrogate_pair_is_read_over(tagger: Tagger) -> None:
    (spans,) = tagger.tag(["Lê \ud800 An"])
    assert [(span.start, span.end) for span in spans] == [(5, 7)]


def test_texts_are_drawn_only_as_far_ahead_as_batches_need(tagger: Tagger) -> None:
    drawn = 0

    def texts() -> Iterator[str]:
        nonlocal drawn
        for _ in range(1000):
            drawn += 1
            yield "Lê Văn An"

    stream = tagger.tag(texts(), batch_size=2)
    next(stream)
    assert drawn < 50
