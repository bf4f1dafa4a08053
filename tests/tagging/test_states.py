"""A network with a second head: what it says of a span reaches the linker with the span."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from govner.schema import Report, Span
from govner.tagging.encoding import TextEncoder
from govner.tagging.tagger import Tagger

from .conftest import PersonAfterAn, make_tagger


class WithPieceNumbers(PersonAfterAn):
    """Its second head says the id of the piece, and 7."""

    def outputs(self, windows: Sequence[NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        states = [np.stack([window, np.full(len(window), 7)], axis=1) for window in windows]
        return [
            np.concatenate([logits, state.astype(np.float32)], axis=1)
            for logits, state in zip(super().outputs(windows), states, strict=True)
        ]


@pytest.fixture
def two_headed(encoder: TextEncoder, network: PersonAfterAn) -> Tagger:
    return make_tagger(encoder, WithPieceNumbers(network.person_piece))


def test_a_span_has_the_state_of_its_first_piece(two_headed: Tagger, network: PersonAfterAn) -> None:
    (spans,) = two_headed.tag(["huyện " * 40 + "An"])
    assert [span.state for span in spans] == [(float(network.person_piece), 7.0)]


def test_a_span_of_a_network_with_one_head_has_no_state(tagger: Tagger) -> None:
    (spans,) = tagger.tag(["An"])
    assert [span.state for span in spans] == [None]


def test_given_spans_get_their_states(two_headed: Tagger, network: PersonAfterAn) -> None:
    text = "Lê  Văn\r\nAn, huyện"
    spans = (Span("T1", 9, 11, "LOC", "An"), Span("T2", 0, 7, "PERSON", "Lê  Văn"))
    (report,) = two_headed.with_states([Report("r", text, {}, spans)])
    assert report.spans == spans
    assert report.spans[0].state == (float(network.person_piece), 7.0)
    assert report.spans[1].state not in (None, report.spans[0].state)


def test_reports_keep_their_order_and_an_empty_one_its_place(two_headed: Tagger) -> None:
    reports = [Report(str(at), text) for at, text in enumerate(["An", "", "An An"])]
    assert list(two_headed.with_states(reports)) == reports


def test_what_a_network_says_of_syllables_is_told_text_by_text(two_headed: Tagger, network: PersonAfterAn) -> None:
    (logits, states), (no_logits, no_states) = two_headed.outputs(["huyện " * 40 + "An", ""])
    assert (len(logits), len(states), len(no_logits), len(no_states)) == (41, 41, 0, 0)
    assert logits.argmax(axis=1).tolist() == [0] * 40 + [1]
    assert states[-1].tolist() == [network.person_piece, 7.0]
