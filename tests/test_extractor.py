from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.extractor import Extractor, Failure
from govner.schema import Document, FormatError, GovnerError, Report

TEXT = "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc cho biết. Xã Tân Minh có 125 hộ thoát nghèo.\n"


@pytest.fixture
def extractor(fake_tagger) -> Extractor:
    return Extractor(fake_tagger)


def test_a_report_has_the_text_and_spans_numbered_in_order_of_offset(extractor):
    report = extractor.extract(TEXT, "a", {"year": 2024})
    assert (report.id, report.text, report.meta) == ("a", TEXT, {"year": 2024})
    assert [(span.id, span.label, span.text) for span in report.spans] == [
        ("T1", "PERSON", "Đinh Văn Phúc"),
        ("T2", "TITLE", "Chủ tịch"),
        ("T3", "ORG", "UBND huyện Đà Bắc"),
        ("T4", "LOC", "Xã Tân Minh"),
        ("T5", "METRIC", "125 hộ"),
    ]


def test_a_report_has_both_tables(extractor):
    report = extractor.extract(TEXT)
    assert [official.name for official in report.officials] == ["Đinh Văn Phúc"]
    assert [(p.title, p.body) for p in report.officials[0].positions] == [("Chủ tịch", "UBND huyện Đà Bắc")]
    assert [(figure.owner, figure.metric, figure.aim) for figure in report.figures] == [
        ("Xã Tân Minh", "125 hộ", "result")
    ]


def test_many_documents_give_what_each_gives_alone(extractor):
    documents = [Document("a", TEXT), Document("b", ""), Document("c", " " * 50), Document("d", TEXT * 3)]
    alone = [extractor.extract(document.text, document.id) for document in documents]
    assert list(extractor.extract_many(documents)) == alone


def test_documents_are_drawn_only_a_few_ahead(extractor):
    drawn = 0

    def documents() -> Iterator[Document]:
        nonlocal drawn
        for number in range(10_000):
            drawn += 1
            yield Document(str(number), TEXT)

    reports = extractor.extract_many(documents())
    assert next(reports).id == "0"
    assert drawn <= 2


class Odd:
    """A tagger that fails at some texts, after it has drawn the one behind."""

    def __init__(self, tagger, error):
        self.tagger, self.error = tagger, error

    def tag(self, texts, batch_size=2):
        texts = list(texts)
        if "odd" in texts:
            raise self.error
        return self.tagger.tag(texts, batch_size)


def test_an_error_is_the_failure_of_its_document_alone(fake_tagger):
    documents = [Document("a", TEXT), Document("b", "odd"), Document("c", TEXT)]
    error = ValueError("?")
    extractor = Extractor(Odd(fake_tagger, error))
    alone = Extractor(fake_tagger)
    assert list(extractor.extract_each(documents)) == [
        alone.extract(TEXT, "a"),
        Failure(documents[1], error),
        alone.extract(TEXT, "c"),
    ]
    with pytest.raises(ValueError, match=r"\?"):
        list(extractor.extract_many(documents))


def test_an_error_of_the_rules_is_the_failure_of_its_document_alone(fake_tagger, monkeypatch):
    def broken(text, spans):
        if "odd" in text:
            raise IndexError
        return ()

    monkeypatch.setattr("govner.extractor.link", broken)
    made = Extractor(fake_tagger).extract_each(Document(text, text) for text in ("a", "odd", "b"))
    assert [type(outcome) for outcome in made] == [Report, Failure, Report]


def test_a_model_that_cannot_be_run_is_no_documents_fault(fake_tagger):
    with pytest.raises(GovnerError, match="no ONNX"):
        list(Extractor(Odd(fake_tagger, GovnerError("no ONNX"))).extract_each([Document("a", "odd")]))


def test_an_error_of_who_gives_the_documents_ends_the_run(fake_tagger):
    def documents() -> Iterator[Document]:
        yield Document("a", TEXT)
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        list(Extractor(fake_tagger).extract_each(documents()))


def test_the_stopwatch_tells_the_stages_apart(extractor):
    extractor.extract(TEXT)
    assert set(extractor.stopwatch.seconds) == {"tagging", "linking", "values"}
    assert all(seconds >= 0 for seconds in extractor.stopwatch.seconds.values())


@given(text=st.text(max_size=60))
def test_any_text_gives_a_report_that_can_be_read_again(fake_tagger, text):
    report = Extractor(fake_tagger).extract(text)
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("text", [None, b"bytes", 7])
def test_what_is_no_text_is_refused_in_one_sentence(fake_tagger, text):
    with pytest.raises(TypeError, match="must be a str"):
        Extractor(fake_tagger).extract(text)


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_below_one_are_refused(fake_tagger, number):
    with pytest.raises(GovnerError, match=f"batch_size must be 1 or more, not {number}"):
        Extractor(fake_tagger, batch_size=number)
    with pytest.raises(GovnerError, match=f"threads must be 1 or more, not {number}"):
        Extractor.load("no-such-model", threads=number)


@pytest.mark.parametrize(
    ("documents", "told"),
    [(["text"], "a Document is wanted, not str"), ([Document("a", 7)], "'a': the text must be a")],
)
def test_what_is_no_document_of_text_is_refused(extractor, documents, told):
    with pytest.raises(GovnerError, match=told):
        list(extractor.extract_many(documents))


@pytest.mark.parametrize("meta", [{"date": date(2024, 1, 1)}, {"x": [float("nan")]}, {"x": {1, 2}}, None])
def test_a_meta_that_no_report_can_be_written_with_is_the_fault_of_its_document_alone(extractor, meta):
    documents = [Document("a", TEXT), Document("b", TEXT, meta), Document("c", TEXT)]
    made = list(extractor.extract_each(documents))
    assert [type(outcome) for outcome in made] == [Report, Failure, Report]
    with pytest.raises(FormatError, match=r"document 'b': meta cannot be written as JSON \(.*\); give a day as text"):
        list(extractor.extract_many(documents))
