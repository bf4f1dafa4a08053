import pickle
import unicodedata
import warnings
from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from govner.pipeline import storage
from govner.pipeline.storage import (
    KEY,
    get_relations,
    get_spans,
    report_from_doc,
    set_attributes,
    set_relations,
    set_spans,
)
from govner.pipeline.tokenizer import SyllableTokenizer
from govner.schema import GovnerError, Pointer, Relation, Report, Span
from govner.text.syllables import syllables

SENTENCE = "Bà Lò Thị Sương: xã Đà Vị đạt 7,5 tỷ đồng."
PARTS = (("xã Đà Vị", "LOC"), ("7,5 tỷ đồng", "METRIC"), ("Lò Thị Sương", "PERSON"))
RELATIONS = (Relation("T1", "T2", "HAS_RESULT", 0.3), Relation("T1", "T2", "HAS_TARGET"))

syllable_doc = SyllableTokenizer(Vocab())


def whitespace_doc(text):
    words, spaces = spacy.util.get_words_and_spaces(text.split(), text)
    return Doc(Vocab(), words=words, spaces=spaces)


def spans_of(text):
    """One span with all there can be, one with attributes but no score, and one with nothing."""
    form = "NFC" if unicodedata.is_normalized("NFC", text) else "NFD"
    parts = [unicodedata.normalize(form, part) for part, _ in PARTS]
    (a, b, c), labels = [text.index(part) for part in parts], [label for _, label in PARTS]
    return (
        Span("T1", a, a + len(parts[0]), labels[0], parts[0], {}, 0.875, "model"),
        Span(
            *("T2", b, b + len(parts[1]), labels[1], parts[1]),
            *({"value": "7500000000", "unit": "VND"}, None, "rule", (0.5, -2.0)),
            Pointer((-4, 0, 3), (1.5, 0.0), (0.0, -1.0)),
        ),
        Span("T3", c, c + len(parts[2]), labels[2], parts[2]),
    )


COPIES = {
    "itself": lambda doc: doc,
    "copy": lambda doc: doc.copy(),
    "bytes": lambda doc: Doc(Vocab()).from_bytes(doc.to_bytes()),
    "pickle": lambda doc: pickle.loads(pickle.dumps(doc)),  # noqa: S301  # our own bytes
    "DocBin": lambda doc: next(DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(Vocab())),
}


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
@pytest.mark.parametrize("make_doc", [syllable_doc, whitespace_doc], ids=["syllables", "words"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_what_was_stored_is_read_back_exactly(copy, form, make_doc):
    doc = make_doc(unicodedata.normalize(form, SENTENCE))
    spans = spans_of(doc.text)
    set_spans(doc, spans)
    set_relations(doc, RELATIONS)
    again = copy(doc)
    assert get_spans(again) == spans
    assert [(span.state, span.pointer) for span in get_spans(again)] == [(span.state, span.pointer) for span in spans]
    assert get_relations(again) == RELATIONS


def test_attributes_are_stored_apart_from_spans():
    doc = syllable_doc(SENTENCE)
    set_spans(doc, spans_of(SENTENCE))
    set_attributes(doc, [Span("T2", 0, 1, "METRIC", "", {"value": "1"})])
    assert [span.attributes for span in get_spans(doc)] == [{}, {"value": "1"}, {}]


def test_new_spans_take_the_place_of_old_ones_and_of_their_relations():
    doc = syllable_doc(SENTENCE)
    set_spans(doc, spans_of(SENTENCE))
    set_relations(doc, RELATIONS)
    set_spans(doc, spans_of(SENTENCE)[:1])
    assert [span.id for span in get_spans(doc)] == ["T1"]
    assert get_relations(doc) == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "xã"])
def test_a_doc_without_spans_has_none(text):
    doc = syllable_doc(text)
    assert (get_spans(doc), get_relations(doc)) == ((), ())
    assert KEY not in doc.spans
    set_spans(doc, ())
    set_relations(doc, ())
    assert (get_spans(doc), get_relations(doc), doc.ents) == ((), (), ())


def test_entities_carry_labels_and_ids():
    doc = syllable_doc(SENTENCE)
    set_spans(doc, spans_of(SENTENCE))
    assert [(entity.id_, entity.label_, entity.text) for entity in doc.ents] == [
        ("T3", "PERSON", "Lò Thị Sương"),
        ("T1", "LOC", "xã Đà Vị"),
        ("T2", "METRIC", "7,5 tỷ đồng"),
    ]


def test_spans_that_cut_tokens_are_widened_with_one_warning():
    storage._warn_of_adjusted.cache_clear()
    first, second = whitespace_doc(SENTENCE), whitespace_doc(SENTENCE)
    with pytest.warns(UserWarning, match="SyllableTokenizer"):
        set_spans(first, spans_of(SENTENCE))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        set_spans(second, spans_of(SENTENCE))
    assert [entity.text for entity in second.ents] == ["Lò Thị Sương:", "xã Đà Vị", "7,5 tỷ đồng."]
    assert list(second.spans[KEY].attrs["adjusted"]) == ["T2", "T3"]


def test_spans_between_tokens_give_no_warning():
    storage._warn_of_adjusted.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        doc = syllable_doc(SENTENCE)
        set_spans(doc, spans_of(SENTENCE))
    assert doc.spans[KEY].attrs["adjusted"] == {}


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
def test_of_entities_that_overlap_once_widened_the_longest_stays():
    text = "UBND huyện(Na Hang)"
    doc = whitespace_doc(text)
    spans = (Span("T1", 0, 10, "ORG", "UBND huyện"), Span("T2", 11, 18, "LOC", "Na Hang"))
    set_spans(doc, spans)
    assert [entity.text for entity in doc.ents] == ["UBND huyện(Na"]
    assert get_spans(doc) == spans


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
@given(st.text(), st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_spans_of_any_text_are_read_back_exactly(text, data):
    tokens = syllables(text)
    bounds = data.draw(st.lists(st.integers(0, len(tokens)), unique=True).map(sorted))
    spans = tuple(
        Span(f"T{number}", tokens[first][0], tokens[last - 1][1], "LOC", text[tokens[first][0] : tokens[last - 1][1]])
        for number, (first, last) in enumerate(pairwise(bounds))
    )
    for doc in (syllable_doc(text), whitespace_doc(text)):
        set_spans(doc, spans)
        assert get_spans(doc) == spans


def test_a_span_outside_the_doc_is_refused():
    with pytest.raises(GovnerError, match="'T1'"):
        set_spans(syllable_doc("xã"), [Span("T1", 5, 9, "LOC", "Đà Vị")])


def test_report_of_a_doc_has_all_and_can_be_written():
    doc = syllable_doc(SENTENCE)
    set_spans(doc, spans_of(SENTENCE))
    set_relations(doc, RELATIONS[:1])
    report = report_from_doc(doc)
    assert (report.text, report.spans, report.relations) == (SENTENCE, spans_of(SENTENCE), RELATIONS[:1])
    assert [(row.owner, row.metric) for row in report.figures] == [("xã Đà Vị", "7,5 tỷ đồng")]
    assert report.officials == ()
    assert Report.from_json(report.to_json()) == report
