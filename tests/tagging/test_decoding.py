from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.tagging.decoding import Decoder, TokenSpan
from govner.tagging.labels import bio_labels

TAGS = bio_labels(["PERSON", "LOC"])
DECODER = Decoder(TAGS)
SCORES = st.lists(st.lists(st.integers(-5, 5), min_size=5, max_size=5), min_size=1, max_size=5)


def is_valid(path: tuple[int, ...]) -> bool:
    before = "O"
    for index in path:
        tag = TAGS[index]
        if tag.startswith("I-") and before[2:] != tag[2:]:
            return False
        before = tag
    return True


@given(SCORES)
def test_the_path_is_the_best_of_all_valid_ones(rows: list[list[int]]) -> None:
    scores = np.array(rows, np.float32)
    best = max(
        sum(rows[at][tag] for at, tag in enumerate(path))
        for path in product(range(len(TAGS)), repeat=len(rows))
        if is_valid(path)
    )
    path = tuple(DECODER.best_path(scores).tolist())
    assert is_valid(path)
    assert sum(rows[at][tag] for at, tag in enumerate(path)) == best


def logits(tags: list[str], certain: float = 8.0) -> np.ndarray:
    made = np.zeros((len(tags), len(TAGS)), np.float32)
    for at, tag in enumerate(tags):
        made[at, TAGS.index(tag)] = certain
    return made


def test_runs_of_tags_become_spans() -> None:
    tags = ["O", "B-PERSON", "I-PERSON", "B-PERSON", "O", "B-LOC", "I-LOC", "I-LOC"]
    found = DECODER.spans(logits(tags), [0])
    assert [(span.first, span.last, span.label) for span in found] == [
        (1, 3, "PERSON"),
        (3, 4, "PERSON"),
        (5, 8, "LOC"),
    ]


def test_no_span_crosses_a_line() -> None:
    found = DECODER.spans(logits(["B-LOC", "I-LOC", "I-LOC"]), [0, 2])
    assert (0, 2, "LOC") in [(span.first, span.last, span.label) for span in found]
    assert all(span.last <= 2 or span.first >= 2 for span in found)


def test_a_span_is_as_sure_as_its_least_sure_tag() -> None:
    scores = logits(["B-LOC", "I-LOC", "O"])
    (sure,) = DECODER.spans(scores, [0])
    scores[1, TAGS.index("O")] = 7.5
    (doubtful,) = DECODER.spans(scores, [0])
    assert sure.score > 0.99
    assert 0.5 < doubtful.score < 0.7


def test_a_span_that_might_go_on_is_less_sure() -> None:
    scores = logits(["B-LOC", "O"])
    scores[1, TAGS.index("I-LOC")] = 7.5
    (span,) = DECODER.spans(scores, [0])
    assert span == TokenSpan(0, 1, "LOC", pytest.approx(1 - 0.377, abs=0.01))


@given(SCORES, st.sampled_from([0.3, 1.7, 4.0]))
def test_a_temperature_changes_scores_and_no_span(rows: list[list[int]], temperature: float) -> None:
    scores = np.array(rows, np.float32)
    cooled = Decoder(TAGS, temperature).spans(scores, [0])
    plain = DECODER.spans(scores, [0])
    assert [(span.first, span.last, span.label) for span in cooled] == [
        (span.first, span.last, span.label) for span in plain
    ]


def test_a_temperature_above_one_makes_a_sure_span_less_sure() -> None:
    (span,) = Decoder(TAGS, 4.0).spans(logits(["B-LOC"]), [0])
    assert span.score == pytest.approx(np.exp(2) / (np.exp(2) + len(TAGS) - 1), abs=1e-5)


def test_a_text_without_tokens_has_no_spans() -> None:
    assert DECODER.spans(np.zeros((0, len(TAGS)), np.float32), []) == []


@pytest.mark.parametrize("tags", [("O",), ("O", "B-LOC"), ("B-LOC", "I-LOC"), ("O", "B-LOC", "I-PERSON"), ("O", "LOC")])
def test_tags_that_are_no_bio_set_are_refused(tags: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="labels"):
        Decoder(tags)
