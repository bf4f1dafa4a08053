"""A network with a pointer: what it says of the words around a METRIC reaches the METRIC, where those words are."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from govner.schema import LABELS, GovnerError, Pointer, Report, Span
from govner.tagging import pointing
from govner.tagging.encoding import TextEncoder
from govner.tagging.labels import bio_labels
from govner.tagging.models import Settings
from govner.tagging.tagger import Tagger
from govner.text.normalize import normalize
from govner.text.syllables import syllables

TAGS = bio_labels(LABELS)


class PointsAtAn:
    """A network to which every piece is a METRIC of its own; the indicator opens with `▁An` and closes with `▁Lê`."""

    def __init__(self, opens: int, closes: int):
        self.opens, self.closes = opens, closes

    def outputs(self, windows: Sequence[NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        return [self._said(window) for window in windows]

    def _said(self, window: NDArray[np.int64]) -> NDArray[np.float32]:
        tags = np.zeros((len(window), len(TAGS)), np.float32)
        tags[:, TAGS.index("B-METRIC")] = 9.0
        pointer = np.zeros((len(window), pointing.COLUMNS), np.float32)
        pointer[:, [0, pointing.WIDTH]] = 4.0  # the queries of both ends
        pointer[:, 2 * pointing.WIDTH] = 3.0 * (window == self.opens)
        pointer[:, 3 * pointing.WIDTH] = -1.0 * (window == self.closes)
        return np.concatenate([tags, pointer], axis=1)


@pytest.fixture
def pointing_tagger(encoder: TextEncoder, tokenizer) -> Tagger:
    network = PointsAtAn(tokenizer.token_to_id("▁An"), tokenizer.token_to_id("▁Lê"))
    return Tagger(encoder, network, TAGS, Settings(window=12, overlap=4, pointer_layer=1), Path())


def words(text: str, span: Span) -> dict[str, tuple[float, float]]:
    """What a METRIC's pointer says, by the syllables of the text."""
    pointer = span.pointer
    assert pointer is not None
    assert len(pointer.offsets) == len(pointer.opens) + 1 == len(pointer.closes) + 1
    ends = (offset + span.start for offset in pointer.offsets)
    parts = (text[start:end].strip() for start, end in pairwise(ends))
    return dict(zip(parts, zip(pointer.opens, pointer.closes, strict=True), strict=True))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_metric_has_the_log_odds_of_the_syllables_of_its_line(pointing_tagger: Tagger, form: str) -> None:
    text = unicodedata.normalize(form, "huyện Lê\n  An  huyện Lê\nLê An")
    metric = Span("T1", text.rindex("huyện"[0]), len(text) - 6, "METRIC", "")
    (report,) = pointing_tagger.with_states([Report("r", text, {}, (metric,))])
    found = words(text, report.spans[0])
    assert found == {
        "An": (3.0, 0.0),
        unicodedata.normalize(form, "huyện"): (0.0, 0.0),
        unicodedata.normalize(form, "Lê"): (0.0, -1.0),
    }


def test_a_metric_points_a_bounded_way_and_over_the_edges_of_windows(pointing_tagger: Tagger) -> None:
    text = "An " + "huyện " * 150 + "Lê"
    places = (0, 3 + 6 * 59, 3 + 6 * 69, len(text) - 2)
    metrics = tuple(Span(f"T{at}", start, start + 2, "METRIC", "") for at, start in enumerate(places))
    (report,) = pointing_tagger.with_states([Report("r", text, {}, metrics)])
    first, near, far, last = (span.pointer for span in report.spans)
    assert [len(one.opens) for one in (first, near, far, last)] == [40, 100, 104, 65]
    assert (first.opens[0], near.opens[0], sum(far.opens)) == (3.0, 3.0, 0.0)
    assert last.closes[-1] == -1.0


def test_only_metrics_point_and_only_where_the_network_has_a_pointer(pointing_tagger: Tagger, tagger: Tagger) -> None:
    spans = (Span("T1", 0, 2, "METRIC", "An"), Span("T2", 3, 5, "LOC", "Lê"))
    report = Report("r", "An Lê", {}, spans)
    (pointed,), (silent,) = pointing_tagger.with_states([report]), tagger.with_states([report])
    assert [span.pointer is None for span in pointed.spans] == [False, True]
    assert [span.pointer for span in silent.spans] == [None, None]


def test_a_network_without_the_pointer_that_is_told_is_refused(encoder: TextEncoder, network) -> None:
    tagger = Tagger(encoder, network, TAGS, Settings(window=12, overlap=4, pointer_layer=1), Path())
    with pytest.raises(GovnerError, match="do not fit"):
        list(tagger.tag(["An"]))


@given(st.lists(st.booleans(), min_size=1, max_size=300), st.data())
def test_a_reach_lies_in_the_line_around_its_metric(opens_line: list[bool], data: st.DataObject) -> None:
    starts = np.array([0, *(at for at, opens in enumerate(opens_line) if opens and at)])
    metric = data.draw(st.integers(0, len(opens_line) - 1))
    first, last = pointing.reach(metric, starts, len(opens_line))
    assert metric - pointing.BEFORE <= first <= metric < last <= metric + pointing.BEHIND
    assert not any(first < line < last for line in starts)


@given(st.text(alphabet="aệế \n\u200b́.", max_size=40))
def test_offsets_are_those_of_the_original(text: str) -> None:
    view = normalize(text)
    found = syllables(view.text)
    if found:
        offsets = pointing.offsets(view, found, 2)
        assert len(offsets) == len(found) + 1
        assert list(offsets) == sorted(offsets)
        assert 0 <= offsets[0] + 2 <= offsets[-1] + 2 <= len(text)


@pytest.mark.parametrize(
    ("offset", "index"), [(-4, None), (-3, 0), (-1, 0), (0, 1), (6, 1), (7, 2), (9, 2), (10, None), (99, None)]
)
def test_an_offset_belongs_to_the_syllable_that_reaches_over_it(offset: int, index: int | None) -> None:
    assert Pointer((-3, 0, 7, 10), (0.0,) * 3, (0.0,) * 3).syllable(offset) == index
