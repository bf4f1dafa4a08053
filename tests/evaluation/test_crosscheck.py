import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govner.evaluation import evaluate, seqeval_scores
from govner.evaluation.crosscheck import iob2
from govner.schema import LABELS, GovnerError, Report, Span
from govner.text.syllables import syllables

TEXT = "Ngày 3/6, bà Đèo Thị Lả - Phó Giám đốc Sở Tư pháp đến huyện Vân Hồ, nơi có 17,5% hộ khó khăn.\nẢnh: K.O"


@st.composite
def reports(draw):
    """Flat spans whose boundaries are those of syllables."""
    tokens = syllables(TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(tokens)), max_size=16)))
    cuts = draw(st.sampled_from([cuts, sorted(cuts * 2)[1:-1]]))  # apart from each other, or side by side
    spans = []
    for first, after in zip(cuts[::2], cuts[1::2], strict=False):
        start, end = tokens[first][0], tokens[after - 1][1]
        spans.append(Span(f"T{first}", start, end, draw(st.sampled_from(LABELS)), TEXT[start:end]))
    return Report("r", TEXT, spans=tuple(spans))


@settings(deadline=None)
@given(reports(), reports())
def test_seqeval_agrees_with_strict_scores_on_syllable_boundaries(gold, predicted):
    pytest.importorskip("seqeval")
    ours = evaluate([gold], [predicted], resamples=1).strict
    theirs = seqeval_scores([gold], [predicted])
    assert set(theirs) == {"all"} | {span.label for span in (*gold.spans, *predicted.spans)}
    for label, score in theirs.items():
        counts = ours[label].counts
        assert score.precision == pytest.approx(counts.precision or 0)
        assert score.recall == pytest.approx(counts.recall or 0)
        assert score.f1 == pytest.approx(counts.f1 or 0)


def test_spans_become_iob2_tags(mark):
    report = mark("[PERSON Bùi Văn Sự],[TITLE Trưởng thôn][LOC Nà Ớt]")
    assert iob2(report) == ["B-PERSON", "I-PERSON", "I-PERSON", "O", "B-TITLE", "I-TITLE", "B-LOC", "I-LOC"]


def test_boundary_inside_a_syllable_moves_outwards_and_the_earliest_span_keeps_it(mark):
    report = mark("th[LOC ôn Nà Ớ][ORG t] họp")
    assert iob2(report) == ["B-LOC", "I-LOC", "I-LOC", "O"]


def test_missing_seqeval_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "seqeval.metrics", None)
    with pytest.raises(GovnerError, match="pip install seqeval"):
        seqeval_scores([], [])
