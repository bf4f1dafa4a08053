from __future__ import annotations

import dataclasses
import zlib

import pytest
import spacy
import srsly
from spacy.tokens import DocBin, SpanGroup
from spacy.training import Corpus

from govner.pipeline.docbin import read_docbin, write_docbin
from govner.pipeline.language import CONFIG
from govner.schema import FormatError, GovnerError, Official, Relation, Report, Span

TEXT = "Bà Lò Thị Sương: xã Đà Vị đạt 7,5 tỷ đồng.\r\n📈"
SPANS = (
    Span("T2", 17, 25, "LOC", "xã Đà Vị", {}, 0.5, "model"),
    Span("T1", 30, 41, "METRIC", "7,5 tỷ đồng", {"value": "7500000000"}),
    Span("T3", 3, 15, "PERSON", "Lò Thị Sương"),
)
REPORT = Report(
    "a.txt",
    TEXT,
    {"pages": [0, 9], "date": None},
    SPANS,
    (Relation("T2", "T1", "HAS_RESULT", 0.25),),
    (Official("Lò Thị Sương", ("T3",), ()),),
    (),
)


def test_a_report_comes_back_whole(tmp_path):
    bare = Report("b.txt", "")
    write_docbin([REPORT, bare], tmp_path / "out.spacy")
    assert list(read_docbin(tmp_path / "out.spacy")) == [REPORT, bare]


def test_spacy_trains_on_it(tmp_path):
    write_docbin([REPORT] * 4, tmp_path / "train.spacy")
    nlp = spacy.blank("vi", config=CONFIG)
    examples = list(Corpus(tmp_path / "train.spacy")(nlp))
    for example in examples:
        assert [token.text for token in example.predicted] == [token.text for token in example.reference]
        aligned = {tag.partition("-")[2] for tag in example.get_aligned_ner()}
        assert aligned == {"", *(span.label for span in SPANS)}
    recognizer = nlp.add_pipe("ner")
    nlp.initialize(lambda: examples)
    assert set(recognizer.labels) == {"LOC", "METRIC", "PERSON"}
    assert nlp.update(examples)["ner"] > 0


def test_the_entities_of_docs_of_other_origin_are_spans(tmp_path):
    doc = spacy.blank("vi", config=CONFIG)("xã Đà Vị đạt")
    doc.ents = [doc.char_span(0, 8, "LOC")]
    DocBin(docs=[doc]).to_disk(tmp_path / "other.spacy")
    (report,) = read_docbin(tmp_path / "other.spacy")
    assert report == Report("other.spacy#1", "xã Đà Vị đạt", spans=(Span("T1", 0, 8, "LOC", "xã Đà Vị"),))


def test_an_entity_with_another_label_is_told(tmp_path):
    doc = spacy.blank("vi", config=CONFIG)("xã Đà Vị đạt")
    doc.ents = [doc.char_span(0, 8, "GPE")]
    DocBin(docs=[doc]).to_disk(tmp_path / "other.spacy")
    with pytest.raises(FormatError, match=r"other\.spacy, document 1: .*unknown label 'GPE'"):
        list(read_docbin(tmp_path / "other.spacy"))


def test_a_text_that_no_doc_can_hold_is_told(tmp_path):
    with pytest.raises(GovnerError, match=r"report 'a\.txt': its text, or the id of a span, has half a surrogate pair"):
        write_docbin([dataclasses.replace(REPORT, text="x\ud800", spans=(), relations=())], tmp_path / "out.spacy")


@pytest.mark.parametrize("content", [b"", b"{}", b"x\x9c"])
def test_a_file_of_something_else_is_refused(content, tmp_path):
    (tmp_path / "a.spacy").write_bytes(content)
    with pytest.raises(FormatError, match=r"a\.spacy: no DocBin"):
        list(read_docbin(tmp_path / "a.spacy"))


def spoilt(path, change):
    """A file of the report after a change of what msgpack holds in it."""
    write_docbin([REPORT], path)
    content = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
    change(content)
    path.write_bytes(zlib.compress(srsly.msgpack_dumps(content)))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("tokens"),
        lambda content: content.update(strings=["x"]),
        lambda content: content.update(lengths=b"\xff"),
        lambda content: content.update(user_data=[b"\xc1"]),
        lambda content: content.update(span_groups=[b"\xc1"]),
    ],
    ids=["tokens", "strings", "lengths", "user data", "groups"],
)
def test_a_damaged_file_is_one_sentence(change, tmp_path):
    spoilt(tmp_path / "a.spacy", change)
    with pytest.raises(FormatError, match=r"a\.spacy: no DocBin, or a damaged one \(") as told:
        list(read_docbin(tmp_path / "a.spacy"))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("record", ["[]", "3", "{", "[" * 100_000, '{"id": "a", "meta": {"x": NaN}}', '{"id": 3}'])
def test_a_damaged_record_is_told_with_its_document(record, tmp_path):
    doc = spacy.blank("vi", config=CONFIG)("xã Đà Vị đạt")
    doc.user_data["govner"] = record
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    with pytest.raises(FormatError, match=r"a\.spacy, document 1: "):
        list(read_docbin(tmp_path / "a.spacy"))


@pytest.mark.parametrize("name", ["scores", "attributes", "adjusted", "states", "relations"])
@pytest.mark.parametrize("odd", [3, [3], {"T1": 3}, {"T1": [None, "x"]}, [{"x": 1}]], ids=str)
def test_odd_values_of_spans_are_a_report_or_a_sentence(name, odd, tmp_path):
    doc = spacy.blank("vi", config=CONFIG)("xã Đà Vị đạt")
    doc.spans["govner"] = SpanGroup(doc, name="govner", spans=[doc.char_span(0, 8, "LOC", span_id="T1")])
    doc.spans["govner"].attrs[name] = odd
    DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    try:
        told = [report.to_json() for report in read_docbin(tmp_path / "a.spacy")]
    except FormatError as error:
        told = [str(error)]
    assert len(told) == 1


def test_an_id_that_spacy_cannot_hold_is_refused(tmp_path):
    span = Span("T\ude00", 0, 2, "LOC", "xã")
    with pytest.raises(GovnerError, match="the id of a span, has half a surrogate pair"):
        write_docbin([Report("a.txt", "xã", {}, (span,))], tmp_path / "out.spacy")
