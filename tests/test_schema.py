from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner import schema
from govner.schema import (
    LABELS,
    SIGNATURES,
    Figure,
    FormatError,
    Official,
    Position,
    Relation,
    Report,
    Span,
    day_of,
    read_jsonl,
)

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
JSON_SCHEMA = json.loads(Path(schema.__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(JSON_SCHEMA)

# Strategies, all of them built once: hypothesis is slow where a strategy is built in drawing

IDS = ("T0", "T1", "T2")
WORDS = st.text(max_size=8)
MAYBE_WORDS = st.none() | WORDS
SCORES = st.none() | st.floats(0, 1)
NUMBERS = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
METAS = st.dictionaries(WORDS, st.none() | st.booleans() | NUMBERS | WORDS | st.lists(WORDS, max_size=2), max_size=2)
MENTIONS = st.tuples(
    st.integers(0, 4), st.integers(5, 9), st.sampled_from(LABELS), st.dictionaries(WORDS, WORDS, max_size=2)
)
ANNOTATED = st.tuples(WORDS, st.text(min_size=9, max_size=20), METAS, st.tuples(*[MENTIONS] * len(IDS)))
POSITIONS = st.builds(
    Position,
    title=WORDS,
    title_id=st.sampled_from(IDS),
    body=MAYBE_WORDS,
    body_id=st.sampled_from((None, *IDS)),
    evidence=WORDS,
    score=SCORES,
    **dict.fromkeys(("role", "canonical", "gloss", "place", "place_code"), MAYBE_WORDS),
    **dict.fromkeys(("deputy", "acting", "former", "standing", "inferred"), st.booleans()),
    mentions=st.lists(st.sampled_from(IDS), max_size=2).map(tuple),
)
OFFICIALS = st.builds(
    Official,
    name=WORDS,
    mentions=st.lists(st.sampled_from(IDS), max_size=2).map(tuple),
    positions=st.lists(POSITIONS, max_size=2).map(tuple),
)
FIGURES = st.builds(
    Figure,
    metric=WORDS,
    metric_id=st.sampled_from(IDS),
    owner_id=st.sampled_from((None, *IDS)),
    aim=st.sampled_from((None, "result", "target")),
    **dict.fromkeys(("value", "value_max", "total"), NUMBERS),
    **dict.fromkeys(
        ["owner", "kind", "unit", "per", "qualifier", "direction", "basis", "indicator", "period"], MAYBE_WORDS
    ),
    **dict.fromkeys(("owner_unit", "owner_code"), MAYBE_WORDS),
    owner_inferred=st.booleans(),
    evidence=WORDS,
    score=SCORES,
)
TABLES = st.tuples(st.lists(OFFICIALS, max_size=2).map(tuple), st.lists(FIGURES, max_size=2).map(tuple))


def annotated(parts: tuple[Any, ...], score: float | None = None, source: str | None = None) -> Report:
    """A report with three spans and every relation that they may have."""
    report_id, text, meta, mentions = parts
    spans = tuple(
        Span(span_id, start, end, label, text[start:end], attributes, score, source)
        for span_id, (start, end, label, attributes) in zip(IDS, mentions, strict=True)
    )
    relations = tuple(
        Relation(head.id, tail.id, label, score)
        for label, (heads, tails) in SIGNATURES.items()
        for head in spans
        for tail in spans
        if head.label in heads and tail.label in tails
    )
    return Report(report_id, text, meta, spans, relations)


def extracted(parts: tuple[Any, ...], score: float | None, source: str | None, tables: tuple[Any, Any]) -> Report:
    """A report as extraction makes it: with scores, sources and tables."""
    return dataclasses.replace(annotated(parts, score, source), officials=tables[0], figures=tables[1])


REPORTS = st.builds(annotated, ANNOTATED) | st.builds(extracted, ANNOTATED, SCORES, MAYBE_WORDS, TABLES)


# Round trips


@given(REPORTS)
def test_a_report_comes_back_from_its_dict(report):
    assert Report.from_dict(report.to_dict()) == report


@given(REPORTS)
def test_a_report_comes_back_from_its_line(report):
    line = report.to_json()
    assert "\n" not in line
    assert Report.from_json(line) == report


@given(REPORTS)
def test_the_dict_is_what_the_line_holds_and_obeys_the_schema(report):
    record = report.to_dict()
    assert json.loads(report.to_json()) == record
    VALIDATOR.validate(record)


@given(several=st.lists(REPORTS, max_size=3))
def test_reports_come_back_from_a_file(tmp_path_factory, several):
    path = tmp_path_factory.mktemp("schema") / "reports.jsonl"
    path.write_bytes("".join(report.to_json() + "\n" for report in several).encode("utf-8"))
    assert list(read_jsonl(path)) == several


def test_half_a_surrogate_pair_can_be_written_in_utf8():
    report = Report("a\udce9.txt", "x\ud800y")
    assert Report.from_json(report.to_json().encode("utf-8").decode("utf-8")) == report


@pytest.mark.parametrize("name", ["train.jsonl", "dev.jsonl"])
def test_annotated_files_come_back_unchanged(name):
    path = DATA / name
    if not path.exists():
        pytest.skip("the annotated data are not here")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(lines) > 10
    for line in filter(None, lines):
        record = json.loads(line)
        assert Report.from_json(line).to_dict() == record
        VALIDATOR.validate(record)


# Faults

TEXT = "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc. Xã Tân Minh có 125 hộ."


def good_record() -> dict[str, Any]:
    def span(number: int, label: str, words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"id": f"T{number}", "start": start, "end": start + len(words), "label": label}

    spans = [
        span(1, "PERSON", "Đinh Văn Phúc"),
        span(2, "TITLE", "Chủ tịch"),
        span(3, "ORG", "UBND huyện Đà Bắc"),
        span(4, "LOC", "Xã Tân Minh"),
        span(5, "METRIC", "125 hộ") | {"attributes": {"value": "125"}, "score": 0.9, "source": "model"},
    ]
    position = Position(
        *("Chủ tịch", "T2", "UBND huyện Đà Bắc", "T3", "..."), score=0.5, place="huyện Đà Bắc", mentions=("T2",)
    )
    figure: dict[str, Any] = dict.fromkeys(Figure.__dataclass_fields__)
    figure |= {"metric": "125 hộ", "metric_id": "T5", "owner": "Xã Tân Minh", "owner_id": "T4", "aim": "result"}
    figure |= {"owner_unit": "xã Tân Minh", "owner_code": "04867/2025", "owner_inferred": False}
    tables = Report(
        "",
        "",
        officials=(Official("Đinh Văn Phúc", ("T1",), (position,)),),
        figures=(Figure(**(figure | {"value": 125, "evidence": "..."})),),
    ).to_dict()
    return {
        "id": "a",
        "text": TEXT,
        "meta": {"year": 2024},
        "spans": spans,
        "relations": [{"head": "T1", "tail": "T2", "label": "HOLDS_POSITION", "score": 1}],
        "officials": tables["officials"],
        "figures": tables["figures"],
    }


def at(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """A change that puts a value where a path such as `spans.0.start` leads; `...` takes away what is there."""

    def change(record: dict[str, Any]) -> None:
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        part: Any = record
        for step in steps:
            part = part[step]
        if value is ...:
            del part[last]
        else:
            part[last] = value

    return change


FAULTS_OF_FORM = [
    ("id", ..., "'id' must be a string"),
    ("id", 7, "'id' must be a string"),
    ("text", ..., "'text' must be a string"),
    ("text", None, "'text' must be a string"),
    ("extra", 1, "unknown key 'extra'"),
    ("meta", [], "meta must be a JSON object"),
    ("spans", {}, "'spans' must be a list"),
    ("spans", None, "'spans' must be a list"),
    ("spans.0", "T1", "a span must be a JSON object"),
    ("spans.0.id", ..., "'id' must be a string"),
    ("spans.0.start", ..., "is no stretch"),
    ("spans.0.start", -1, "is no stretch"),
    ("spans.0.start", "0", "is no stretch"),
    ("spans.0.start", True, "is no stretch"),
    ("spans.0.end", 0, "is no stretch"),
    ("spans.0.end", 3.5, "is no stretch"),
    ("spans.0.label", "PER", "unknown label 'PER'"),
    ("spans.0.label", None, "'label' must be a string"),
    ("spans.0.text", "x", "unknown key 'text'"),
    ("spans.4.attributes", [], "attributes must be a JSON object"),
    ("spans.4.attributes.value", 125, "'value' must be a string"),
    ("spans.4.score", "high", "'score' must be a number"),
    ("spans.4.score", True, "'score' must be a number"),
    ("spans.4.score", 1.5, "'score' must be from 0 to 1"),
    ("spans.4.source", 1, "'source' must be a string"),
    ("relations", "T1", "'relations' must be a list"),
    ("relations.0", [], "a relation must be a JSON object"),
    ("relations.0.head", ..., "'head' must be a string"),
    ("relations.0.label", "LEADS", "unknown label"),
    ("relations.0.note", "x", "unknown key 'note'"),
    ("relations.0.score", -0.5, "'score' must be from 0 to 1"),
    ("officials", {}, "'officials' must be a list"),
    ("officials.0", "x", "must be a JSON object"),
    ("officials.0.name", None, "'name' must be a string"),
    ("officials.0.positions", ..., "lacks 'positions'"),
    ("officials.0.positions", None, "'positions' must be a list"),
    ("officials.0.mentions", "T1", "'mentions' must be a list"),
    ("officials.0.mentions.0", 1, "there is no span 1"),
    ("officials.0.age", 50, "unknown key 'age'"),
    ("officials.0.positions.0", None, "must be a JSON object"),
    ("officials.0.positions.0.title", None, "'title' must be a string"),
    ("officials.0.positions.0.body", 3, "'body' must be a string or null"),
    ("officials.0.positions.0.evidence", ..., "lacks 'evidence'"),
    ("officials.0.positions.0.place", 7, "'place' must be a string or null"),
    ("officials.0.positions.0.inferred", None, "'inferred' must be true or false"),
    ("officials.0.positions.0.deputy", 1, "'deputy' must be true or false"),
    ("officials.0.positions.0.score", 2, "'score' must be from 0 to 1"),
    ("officials.0.positions.0.mentions", ..., "lacks 'mentions'"),
    ("officials.0.positions.0.mentions", "T2", "'mentions' must be a list"),
    ("officials.0.positions.0.mentions.0", 2, "there is no span 2"),
    ("figures", 1, "'figures' must be a list"),
    ("figures.0.metric", None, "'metric' must be a string"),
    ("figures.0.metric_id", ["T5"], "'metric_id' must be a string"),
    ("figures.0.value", "125", "'value' must be a finite number or null"),
    ("figures.0.value", True, "'value' must be a finite number or null"),
    ("figures.0.aim", "hope", "'aim' must be one of result, target"),
    ("figures.0.aim", [], "'aim' must be one of result, target"),
    ("figures.0.unit", 5, "'unit' must be a string or null"),
    ("figures.0.period", ..., "lacks 'period'"),
    ("figures.0.owner_code", 85, "'owner_code' must be a string or null"),
    ("figures.0.owner_inferred", "yes", "'owner_inferred' must be true or false"),
    ("figures.0.year", 2024, "unknown key 'year'"),
]
FAULTS_OF_SENSE = [
    ("spans.0.end", 1000, "is no stretch of a text of"),
    ("spans.1.id", "T1", "two spans share one id"),
    ("relations.0.head", "T9", "there is no span 'T9'"),
    ("relations.0.head", "T3", "'T3' is ORG, not PERSON"),
    ("relations.0.tail", "T5", "'T5' is METRIC, not TITLE"),
    ("officials.0.mentions.0", "T9", "there is no span 'T9'"),
    ("officials.0.positions.0.body_id", "T9", "there is no span 'T9'"),
    ("officials.0.positions.0.mentions.0", "T9", "there is no span 'T9'"),
    ("figures.0.metric_id", "T9", "there is no span 'T9'"),
    ("figures.0.value", float("nan"), "'value' must be a finite number"),
    ("figures.0.score", float("nan"), "'score' must be from 0 to 1"),
]


def changed(path: str, value: object) -> dict[str, Any]:
    record = copy.deepcopy(good_record())
    at(path, value)(record)
    return record


def test_the_record_that_the_faults_are_made_in_is_good():
    VALIDATOR.validate(good_record())
    assert Report.from_dict(good_record()).to_dict() == good_record()


@pytest.mark.parametrize(("path", "value", "message"), FAULTS_OF_FORM)
def test_a_fault_of_form_is_refused_by_reader_and_schema_alike(path, value, message):
    record = changed(path, value)
    with pytest.raises(FormatError, match=message):
        Report.from_dict(record)
    assert not VALIDATOR.is_valid(record)


@pytest.mark.parametrize(("path", "value", "message"), FAULTS_OF_SENSE)
def test_a_fault_of_sense_is_refused_by_the_reader(path, value, message):
    with pytest.raises(FormatError, match=message):
        Report.from_dict(changed(path, value))


@pytest.mark.parametrize("record", [None, [], "x", 1, [good_record()]])
def test_what_is_no_object_is_refused_by_reader_and_schema_alike(record):
    with pytest.raises(FormatError, match="a report must be a JSON object"):
        Report.from_dict(record)
    assert not VALIDATOR.is_valid(record)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), date(2024, 1, 1), {1}, b"x"], ids=repr)
def test_a_meta_that_could_not_be_written_again_is_refused(odd):
    with pytest.raises(FormatError, match=r"report 'a': meta cannot be written as JSON \(.*; give a day as text"):
        Report.from_dict({"id": "a", "text": "x", "meta": {"of": [{"what": odd}]}})


@pytest.mark.parametrize("path", ["meta", "spans", "relations", "officials", "figures"])
def test_what_may_be_left_out_may_be_left_out(path):
    record = good_record()
    if path == "spans":
        record = {"id": "a", "text": TEXT}
    else:
        del record[path]
    VALIDATOR.validate(record)
    assert Report.from_dict(record).text == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        '{"id": "a", "text": "x"} {}',
        '{"id": "a", "text": "x", "meta": {"n": NaN}}',
        '{"id": "a", "text": "x", "meta": {"n": -Infinity}}',
        '{"id": "a", "text": "x", "meta": {"n": 1e999}}',
        '{"id": "a", "text": "x", "meta": {"n": ' + "9" * 5000 + "}}",
        '{"id": "a", "text": "x", "meta": ' + "[" * 100_000 + "}",
    ],
)
def test_a_line_that_is_no_json_is_refused(line):
    with pytest.raises(FormatError, match="not a line of JSON"):
        Report.from_json(line)


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ({"date": "2024-10-14"}, date(2024, 10, 14)),
        ({"date": "2024"}, None),
        ({"date": "14/10/2024"}, None),
        ({"date": 20241014}, None),
        ({"date": None}, None),
        ({}, None),
    ],
)
def test_the_day_of_a_document_is_its_iso_date(meta, day):
    assert day_of(meta) == day


def test_a_fault_in_a_file_names_the_line(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n\n{"id": "b"}\n')
    with pytest.raises(FormatError, match=r"reports.jsonl, line 3: report 'b': 'text' must be a string"):
        list(read_jsonl(path))


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b'{"id": "a", "text": "\xe9"}\n')
    with pytest.raises(FormatError, match="not UTF-8"):
        list(read_jsonl(path))


def test_a_byte_order_mark_before_the_first_line_is_read_over(tmp_path):
    report = Report("a", "Báo cáo")
    path = tmp_path / "bom.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + report.to_json().encode() + b"\n")
    assert list(read_jsonl(path)) == [report]
