"""The corpus in `training/data`: what every file of it must satisfy."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from typing import get_args

import pytest

from govner.knowledge.figures.value import Kind
from govner.schema import SIGNATURES, Report, read_jsonl

from .conftest import ROOT

sys.path.insert(0, str(ROOT / "training"))
from describe_corpus import count

sys.path.pop(0)

DATA = ROOT / "training" / "data"
SHARED = ROOT.parent / "shared" / "data"
REPORTS = [report for path in sorted(DATA.glob("*.jsonl")) for report in read_jsonl(path)]
KEYS = set("kind value value_max total unit per qualifier direction basis indicator period".split())


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_spans_are_flat_unpadded_and_whole_words(report: Report) -> None:
    spans = sorted(report.spans, key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for span in spans:
        assert span.text == span.text.strip()
        assert "\n" not in span.text
        around = report.text[max(span.start - 1, 0) : span.start + 1], report.text[span.end - 1 : span.end + 1]
        assert not any(len(pair) == 2 and pair.isalnum() for pair in around), span


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_relations_join_spans_of_the_right_labels(report: Report) -> None:
    labels = {span.id: span.label for span in report.spans}
    for relation in report.relations:
        heads, tails = SIGNATURES[relation.label]
        assert labels[relation.head] in heads
        assert labels[relation.tail] in tails


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_attributes_belong_to_figures_and_are_those_of_the_guideline(report: Report) -> None:
    for span in report.spans:
        assert bool(span.attributes) == (span.label == "METRIC")
        assert set(span.attributes) <= KEYS
        assert all(float(span.attributes[key]) >= 0 for key in ("value_max", "total") if key in span.attributes)
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", span.attributes.get("period", "2025"))
        assert span.label != "METRIC" or span.attributes["kind"] in get_args(Kind)


def test_the_corpus_is_as_large_as_its_datasheet_says() -> None:
    datasheet = (DATA / "README.md").read_text(encoding="utf-8")
    for path in sorted(DATA.glob("*.jsonl")):
        counts = count(list(read_jsonl(path)))
        row = [str(counts[column]) for column in ("reports", "sentences", "spans", "relations")]
        assert f"| `{path.name}` | {' | '.join(row)} |" in datasheet.replace(",", "")


def test_no_report_is_in_two_files() -> None:
    assert len({report.id for report in REPORTS}) == len({report.text for report in REPORTS}) == len(REPORTS)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated news is not at hand")
def test_no_run_of_nine_words_stands_in_the_annotated_news() -> None:
    known = {run for path in sorted(SHARED.glob("*.jsonl")) for report in read_jsonl(path) for run in runs(report.text)}
    assert not [report.id for report in REPORTS if not known.isdisjoint(runs(report.text))]


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + 9]) for at in range(len(words) - 8)}
