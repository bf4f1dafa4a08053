"""What is the same of all formats: what goes out comes back, and a file is whole or not there."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from spacy.vocab import Vocab

from govner.io import exchange
from govner.pipeline.storage import set_spans
from govner.pipeline.tokenizer import SyllableTokenizer
from govner.schema import FormatError, GovnerError, Report, Span

from .samples import REPORT, reports

NAMES = {
    "label-studio": "out.label-studio.json",
    "doccano": "out.doccano.jsonl",
    "brat": "out",
    "spacy": "out.spacy",
    "govner": "out.jsonl",
    "conll": "out.conll",
    "popolo": "out.popolo.json",
}
EXACT = ("label-studio", "doccano", "brat", "spacy", "govner")
"""Formats that give a gold report back to the letter."""


def through(form: str, *given_reports: Report) -> list[Report]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, NAMES[form])
        exchange.write(given_reports, path)
        return list(exchange.read(path))


def content(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
@pytest.mark.parametrize("form", EXACT)
def test_gold_comes_back_identical(form):
    other = dataclasses.replace(REPORT, id="khác.txt", spans=(), relations=())
    assert through(form, REPORT, other) == [REPORT, other]


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
@pytest.mark.parametrize("form", EXACT)
@given(report=reports())
def test_any_gold_comes_back_identical(form, report):
    assume(report.text or form != "doccano")
    held_by_spacy = "".join([report.text, *(span.id for span in report.spans)])
    assume(form != "spacy" or held_by_spacy.encode("utf-8", "ignore").decode() == held_by_spacy)
    assert through(form, report) == [report]


@pytest.mark.parametrize("form", ["label-studio", "doccano", "brat"])
def test_all_of_the_development_set_comes_back_identical(gold, form):
    back = through(form, *gold)
    assert len(back) == len(gold) > 0
    for before, after in zip(gold, back, strict=True):
        assert after == before


def test_the_spans_of_the_development_set_come_back_from_conll(gold):
    for before, after in zip(gold, through("conll", *gold), strict=True):
        assert (after.id, after.text, after.meta) == (before.id, before.text, before.meta)
        in_order = sorted(before.spans, key=lambda span: span.start)
        assert after.spans == tuple(dataclasses.replace(span, attributes={}) for span in in_order)


@pytest.mark.parametrize("form", NAMES)
def test_a_run_that_breaks_leaves_what_was_there(form, tmp_path):
    path = tmp_path / NAMES[form]
    if form != "brat":
        path.write_text("before", encoding="utf-8")
    before = content(tmp_path)

    def broken() -> Iterator[Report]:
        yield REPORT
        raise FormatError("line 2: broken")

    with pytest.raises(FormatError):
        exchange.write(broken(), path)
    assert content(tmp_path) == before
    assert not path.with_name(f"{path.name}.part").exists()


@pytest.mark.parametrize("form", NAMES)
def test_an_output_of_before_is_replaced(form, tmp_path):
    path = tmp_path / NAMES[form]
    path.mkdir() if form == "brat" else path.write_text("before", encoding="utf-8")
    exchange.write([REPORT], path)
    again = tmp_path / f"again-{NAMES[form]}"
    exchange.write([REPORT], again)
    assert content(path) == content(again)
    assert path.is_dir() or path.read_bytes() == again.read_bytes() != b"before"


def test_a_folder_with_something_in_it_is_no_output(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(GovnerError, match="not an empty folder"):
        exchange.write([REPORT], tmp_path, "brat")
    assert content(tmp_path) == {"notes.txt": b"mine"}


def test_docs_are_written_like_reports(tmp_path):
    doc = SyllableTokenizer(Vocab())("xã Tân Minh")
    spans = (Span("T1", 0, 11, "LOC", "xã Tân Minh"),)
    set_spans(doc, spans)
    exchange.write([doc], tmp_path / "out.doccano.jsonl")
    assert [report.spans for report in exchange.read(tmp_path / "out.doccano.jsonl")] == [spans]


@pytest.mark.parametrize(
    ("form", "lost"),
    [
        ("label-studio", {"sources of spans": 1, "rows of tables": 0}),
        ("doccano", {"sources of spans": 1, "scores": 2}),
        ("brat", {"sources of spans": 1, "scores": 2}),
        ("conll", {"sources of spans": 1, "scores": 2, "relations": 5, "attributes": 9}),
        ("spacy", {}),
        ("govner", {}),
    ],
)
def test_what_a_format_cannot_hold_is_counted(form, lost, tmp_path):
    first, *spans = REPORT.spans
    relation, *relations = REPORT.relations
    prediction = dataclasses.replace(
        REPORT,
        spans=(dataclasses.replace(first, score=0.9, source="model"), *spans),
        relations=(dataclasses.replace(relation, score=0.8), *relations),
    )
    assert exchange.write([prediction], tmp_path / NAMES[form]) == {k: v for k, v in lost.items() if v}


@pytest.mark.parametrize(
    ("path", "name", "known"),
    [
        ("a.LABEL-STUDIO.json", None, "label-studio"),
        ("a.doccano.jsonl", None, "doccano"),
        ("a.jsonl", None, "govner"),
        ("folder", None, "brat"),
        ("a.json", "label-studio", "label-studio"),
    ],
)
def test_a_format_is_known_by_its_name_or_the_ending(path, name, known):
    assert exchange.format_of(path, name) == known


@pytest.mark.parametrize(
    ("path", "name", "fault"),
    [("a.json", None, "no format is known by this ending"), ("a.jsonl", "prodigy", "unknown format 'prodigy'")],
)
def test_an_unknown_format_is_refused_with_those_that_are_known(path, name, fault):
    with pytest.raises(GovnerError, match=fault) as refused:
        exchange.format_of(path, name)
    assert all(form in str(refused.value) for form in exchange.FORMATS)


def test_popolo_is_written_only(tmp_path):
    with pytest.raises(GovnerError, match="written only"):
        exchange.read(tmp_path / "a.popolo.json")


@pytest.mark.parametrize("form", [form for form in NAMES if form != "popolo"])
@pytest.mark.parametrize(
    "broken", [b"\xff\xfe", b"{", b"[]]", b'{"id": "a"}\n', b'[{"data": {"text": "a"}}, 3]', b"# id = 3\n"]
)
def test_a_broken_file_is_refused_by_its_name(form, broken, tmp_path):
    path = tmp_path / NAMES[form]
    if form == "brat":
        path.mkdir()
        (path / "a.txt").write_text("xã", encoding="utf-8")
        (path / "a.ann").write_bytes(b"T1\t" + broken)
    else:
        path.write_bytes(broken)
    with pytest.raises(FormatError) as refused:
        list(exchange.read(path))
    assert str(refused.value).startswith(str(path))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doccano.jsonl", '{{"text": "abc", "label": [], "x": {0}}}'),
        ("a.doccano.jsonl", '{{"text": "abc", "label": [], "govner": "{{\\"x\\": {0}}}"}}'),
        ("a.label-studio.json", '[{{"data": {{"text": "abc", "x": {0}}}, "annotations": [{{"result": []}}]}}]'),
        ("a.conll", '# id = "a"\n# meta = {{"x": {0}}}\n# text = "abc"\n'),
        ("a.jsonl", '{{"id": "a", "text": "abc", "meta": {{"x": {0}}}}}'),
    ],
)
def test_numbers_that_json_cannot_hold_are_refused(name, content, number, tmp_path):
    (tmp_path / name).write_text(content.format(number), encoding="utf-8")
    with pytest.raises(FormatError, match=rf"{name}.*{number} is no number that JSON can hold"):
        list(exchange.read(tmp_path / name))
