import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govner.evaluation import Counts, Interval, evaluate, fingerprints
from govner.schema import LABELS, SIGNATURES, GovnerError, Relation, Report, Span, read_jsonl

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXT = "Huyện Sốp Cộp: ông Lường Văn Phịa, Chủ tịch UBND xã Dồm Cang, cho biết xã còn 85 hộ nghèo."


@st.composite
def spans_of(draw, text):
    """Flat spans of a text, some with a value."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        label = draw(st.sampled_from(LABELS))
        values = {"value": draw(st.sampled_from(["8", "80", "8.0"])), "indicator": "hộ nghèo"}
        spans.append(Span(f"T{start}", start, end, label, text[start:end], values if label == "METRIC" else {}))
    return tuple(spans)


@st.composite
def reports(draw, report_id="r"):
    spans = draw(spans_of(TEXT))
    possible = [
        Relation(head.id, tail.id, label)
        for label, (heads, tails) in SIGNATURES.items()
        for head in spans
        for tail in spans
        if head.label in heads and tail.label in tails
    ]
    links = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    return Report(report_id, TEXT, spans=spans, relations=tuple(links))


def all_scores(evaluation):
    tables = [evaluation.strict, evaluation.overlap, evaluation.relations]
    return [score for table in tables for score in table.values()]


@settings(deadline=None)
@given(reports())
def test_gold_against_itself_is_all_right(report):
    evaluation = evaluate([report], [report], resamples=5)
    for score in [*all_scores(evaluation), evaluation.indicator]:
        assert score.counts.f1 in (1.0, None)
        assert score.f1_interval in (Interval(1.0, 1.0), None)
    assert {row.accuracy.value for row in evaluation.attributes.values()} <= {1.0, None}
    assert evaluation.slips == ()


@settings(deadline=None)
@given(reports(), reports())
def test_precision_and_recall_swap_when_the_sides_do(one, other):
    forth, back = evaluate([one], [other], resamples=5), evaluate([other], [one], resamples=5)
    for score, swapped in zip(all_scores(forth), all_scores(back), strict=True):
        assert score.counts.precision == swapped.counts.recall
        assert score.counts.f1 == swapped.counts.f1
        assert score.precision_interval == swapped.recall_interval


@settings(deadline=None)
@given(st.lists(st.tuples(reports(), reports()), max_size=3))
def test_ratios_and_intervals_lie_within_0_and_1(pairs):
    gold = [dataclasses.replace(report, id=str(i)) for i, (report, _) in enumerate(pairs)]
    predicted = [dataclasses.replace(report, id=str(i)) for i, (_, report) in enumerate(pairs)]
    evaluation = evaluate(gold, predicted, resamples=20)
    for score in all_scores(evaluation):
        for value, interval in (
            (score.counts.precision, score.precision_interval),
            (score.counts.recall, score.recall_interval),
            (score.counts.f1, score.f1_interval),
        ):
            assert value is None or 0 <= value <= 1
            assert interval is None or 0 <= interval.low <= interval.high <= 1
    for label in evaluation.strict:
        assert evaluation.overlap[label].counts.matched >= evaluation.strict[label].counts.matched


def test_rows_are_summed_over_documents_and_labels(mark):
    gold = [
        mark("[LOC Mai Sơn] có [METRIC 5 chợ].", "T1 HAS_RESULT T2", report_id="a"),
        mark("[LOC Yên Châu] có [METRIC 2 chợ].", "T1 HAS_RESULT T2", report_id="b"),
    ]
    predicted = [
        mark("[LOC Yên Châu] có [METRIC 2] chợ.", "T1 HAS_RESULT T2", report_id="b"),
        mark("[LOC Mai Sơn] có [METRIC 5 chợ].", "T1 HAS_TARGET T2", report_id="a"),
    ]
    evaluation = evaluate(gold, predicted)
    assert evaluation.strict["all"].counts == Counts(4, 4, 3)
    assert evaluation.strict["METRIC"].counts == Counts(2, 2, 1)
    assert evaluation.strict["METRIC"].f1_interval == Interval(0.0, 1.0)
    assert evaluation.overlap["all"].counts == Counts(4, 4, 4)
    assert evaluation.relations["all"].counts == Counts(2, 2, 0)
    assert [(d.id, d.spans, d.relations) for d in evaluation.documents] == [
        ("a", Counts(2, 2, 2), Counts(1, 1, 0)),
        ("b", Counts(2, 2, 1), Counts(1, 1, 0)),
    ]


def test_attributes_are_summed_over_documents(metric):
    gold = [metric("a", value="4", unit="km", indicator="kênh mương"), metric("b", value="6", unit="km")]
    predicted = [metric("a", value="4", unit="m", indicator="kênh"), metric("b", value="6000")]
    evaluation = evaluate(gold, predicted)
    value, unit, every = (evaluation.attributes[key] for key in ("value", "unit", "all"))
    assert (value.accuracy.right, value.accuracy.total) == (1, 2)
    assert unit.accuracy.value == 0
    assert unit.present.counts == Counts(2, 1, 0)
    assert (every.accuracy.right, every.accuracy.total) == (17, 20)
    assert every.present.counts == Counts(4, 3, 1)
    assert evaluation.indicator.counts == Counts(2, 1, 1)
    assert [(slip.report_id, slip.gold, slip.predicted) for slip in evaluation.slips] == [("b", "6", "6000")]


def test_seen_mentions_are_scored_apart_when_known(mark):
    gold = mark("[LOC Mai Sơn], [LOC Sông Mã]")
    predicted = mark("[LOC Mai Sơn], Sông Mã")
    assert evaluate([gold], [predicted]).seen is None
    evaluation = evaluate([gold], [predicted], seen=set(fingerprints([predicted])))
    assert evaluation.seen["LOC"].counts == Counts(1, 1, 1)
    assert evaluation.unseen["LOC"].counts == Counts(1, 0, 0)


def test_no_documents_give_empty_scores():
    evaluation = evaluate([], [])
    assert evaluation.strict["all"].counts == Counts()
    assert evaluation.strict["all"].f1_interval is None
    assert evaluation.attributes["value"].accuracy.value is None
    assert evaluation.documents == ()


def test_json_form_is_plain_and_says_null_where_nothing_can_be_said(mark):
    report = mark("[LOC Mai Sơn]")
    record = evaluate([report], [report], seen=frozenset()).to_dict()
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    right = {"value": 1.0, "low": 1.0, "high": 1.0}
    counts = {"gold": 1, "predicted": 1, "matched": 1}
    assert record["spans"]["strict"]["LOC"] == counts | {"precision": right, "recall": right, "f1": right}
    assert record["spans"]["unseen"]["LOC"]["gold"] == 1
    assert record["relations"]["all"]["f1"] == {"value": None, "low": None, "high": None}
    assert record["attributes"]["unit"]["accuracy"] == {
        "right": 0,
        "total": 0,
        "value": None,
        "low": None,
        "high": None,
    }
    assert record["documents"][0]["spans"] == counts | {"precision": 1.0, "recall": 1.0, "f1": 1.0}


A, B = Report("a", "Bản Mo"), Report("b", "Bản Mo")


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        ([A, B], [A], "no prediction for report 'b'"),
        ([A], [A, B], "no gold for predicted report 'b'"),
        ([A, A], [A], "two gold reports have the id 'a'"),
        ([A], [A, A], "two predicted reports have the id 'a'"),
        ([A], [Report("a", "Bản  Mo")], "texts differ"),
    ],
)
def test_sides_that_do_not_fit_are_refused(gold, predicted, message):
    with pytest.raises(GovnerError, match=message):
        evaluate(gold, predicted)


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated corpus is not here")
def test_annotated_corpus_scores_itself_right():
    gold = list(read_jsonl(SHARED / "data" / "dev.jsonl"))
    evaluation = evaluate(gold, gold, resamples=50)
    assert evaluation.strict["all"].counts.f1 == evaluation.relations["all"].counts.f1 == 1.0
    assert evaluation.attributes["all"].accuracy.value == evaluation.indicator.counts.f1 == 1.0
