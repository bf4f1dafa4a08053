import spacy
from spacy.tokens import Doc, Span

from govner.pipeline.extensions import register_extensions
from govner.pipeline.storage import KEY, set_relations, set_spans


def test_tables_of_a_doc(nlp, text):
    doc = nlp(text)
    assert [(row.owner, row.metric) for row in doc._.figures] == [
        ("huyện Na Hang", "14/19 tiêu chí"),
        ("xã Đà Vị", "7,5 tỷ đồng"),
    ]
    assert [official.name for official in doc._.officials] == ["Lường Văn Khuê"]
    assert [(r.head, r.tail) for r in doc._.relations] == [("T1", "T2"), ("T2", "T3"), ("T4", "T5"), ("T6", "T7")]


def test_rows_of_a_span(nlp, text):
    doc = nlp(text)
    for spans in (doc.ents, doc.spans[KEY]):
        assert [span._.figure.owner for span in spans if span._.figure] == ["huyện Na Hang", "xã Đà Vị"]
        assert [span.text for span in spans if span._.official] == ["Lường Văn Khuê"]
    assert doc[0:2]._.figure is None


def test_a_doc_that_was_never_tagged_has_empty_tables():
    register_extensions()
    doc = spacy.blank("en")("no report")
    assert (doc._.figures, doc._.officials, doc._.relations) == ((), (), ())
    assert doc[0:1]._.official is None


def test_tables_follow_the_storage(nlp, text):
    doc = nlp(text)
    assert len(doc._.figures) == 2
    doc.spans[KEY].attrs["relations"].pop()
    assert len(doc._.figures) == 1
    set_relations(doc, ())
    assert doc._.figures == ()
    set_spans(doc, ())
    assert doc.ents == ()
    assert doc._.officials == ()


def test_tables_are_made_once_for_all_spans(nlp, text, monkeypatch):
    calls = []
    doc = nlp(text)
    monkeypatch.setattr("govner.values.figures", lambda *_: calls.append(1) or ())
    assert [span._.figure for span in doc.ents] == [None] * 7
    assert len(calls) == 1


def test_tables_survive_copies_and_workers(nlp, text):
    doc = nlp(text)
    copies = [doc.copy(), Doc(nlp.vocab).from_bytes(doc.to_bytes()), *nlp.pipe([text] * 3, n_process=2, batch_size=1)]
    for again in copies:
        assert again._.figures == doc._.figures
        assert [span._.figure for span in again.ents] == [span._.figure for span in doc.ents]


def test_registering_again_changes_nothing_and_spares_the_extensions_of_others():
    ours = Doc.get_extension("figures")
    Span.set_extension("figure", default="mine", force=True)
    try:
        register_extensions()
        assert Doc.get_extension("figures") == ours
        assert Span.get_extension("figure")[0] == "mine"
    finally:
        Span.remove_extension("figure")
        register_extensions()
    assert Span.get_extension("figure")[2] is not None
