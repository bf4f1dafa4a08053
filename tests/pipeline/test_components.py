import pickle
import shutil
import unicodedata

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from govner.pipeline import components, language
from govner.pipeline.components import TaggerPipe
from govner.pipeline.storage import KEY, get_relations, get_spans, report_from_doc
from govner.schema import FormatError, GovnerError

SPANS = [
    ("Lường Văn Khuê", "PERSON"),
    ("Chủ tịch", "TITLE"),
    ("UBND huyện Na Hang", "ORG"),
    ("huyện Na Hang", "LOC"),
    ("14/19 tiêu chí", "METRIC"),
    ("xã Đà Vị", "LOC"),
    ("7,5 tỷ đồng", "METRIC"),
]
RELATIONS = [
    ("T1", "HOLDS_POSITION", "T2"),
    ("T2", "POSITION_AT", "T3"),
    ("T4", "HAS_RESULT", "T5"),
    ("T6", "HAS_RESULT", "T7"),
]


def found(doc):
    return (
        [(span.text, span.label) for span in get_spans(doc)],
        [(relation.head, relation.label, relation.tail) for relation in get_relations(doc)],
    )


def blank_vi(use_pyvi):
    tokenizer = {"@tokenizers": "spacy.vi.VietnameseTokenizer", "use_pyvi": use_pyvi}
    return spacy.blank("vi", config={"nlp": {"tokenizer": tokenizer}})


def test_spans_relations_and_values_are_stored(nlp, text):
    doc = nlp(text)
    assert found(doc) == (SPANS, RELATIONS)
    assert [entity.text for entity in doc.ents] == [part for part, _ in SPANS]
    assert doc.spans[KEY].attrs["attributes"] == {"T5": {"value": "14/19"}, "T7": {"value": "7,5"}}


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
@pytest.mark.parametrize("use_pyvi", [False, True])
def test_any_vietnamese_pipeline_can_have_the_components(use_pyvi, add_components, text):
    if use_pyvi:
        pytest.importorskip("pyvi")
    doc = add_components(blank_vi(use_pyvi))(text)
    assert found(doc) == (SPANS, RELATIONS)


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
@pytest.mark.parametrize("lang", ["xx", "en"])
def test_pipelines_of_other_languages_can_have_the_components(lang, add_components, text):
    assert found(add_components(spacy.blank(lang))(text)) == (SPANS, RELATIONS)


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
def test_a_doc_tokenised_by_somebody_else_keeps_exact_offsets(nlp, text):
    words, spaces = spacy.util.get_words_and_spaces(text.split(), text)
    doc = nlp(Doc(nlp.vocab, words=words, spaces=spaces))
    assert report_from_doc(doc) == report_from_doc(nlp(text))


def test_values_are_read_as_of_the_day_that_the_text_says(nlp, text):
    spans = get_spans(nlp(f"Đà Bắc, ngày 14 tháng 10 năm 2024\n{text}"))
    assert {span.attributes["period"] for span in spans if span.label == "METRIC"} == {"2024-10-14"}


def test_entities_from_before_are_replaced(nlp, text):
    doc = nlp.make_doc(text)
    doc.ents = [doc.char_span(0, 3, "MISC")]
    assert "MISC" not in {entity.label_ for entity in nlp(doc).ents}


@pytest.mark.parametrize("n_process", [1, 2])
def test_stream_gives_what_single_texts_give(nlp, text, n_process):
    texts = ["", text, " ", unicodedata.normalize("NFD", text), "\n", text.upper(), text * 3, ""]
    single = [report_from_doc(nlp(each)) for each in texts]
    for batch_size in (1, 3, 100):
        docs = nlp.pipe(texts, batch_size=batch_size, n_process=n_process)
        assert [report_from_doc(doc) for doc in docs] == single


def test_a_text_of_a_million_spaces_goes_through(nlp, text):
    blank = " " * 1_000_000
    docs = list(nlp.pipe([blank, text, blank + text]))
    assert [doc.text for doc in docs] == [blank, text, blank + text]
    assert [len(doc.ents) for doc in docs] == [0, 7, 7]


def test_texts_longer_than_the_limit_of_spacy_go_through(nlp):
    doc = nlp("a" * 1_000_001 + " xã Đà Vị")
    assert [entity.start_char for entity in doc.ents] == [1_000_002]


def test_contexts_stay_with_their_texts(nlp, text):
    pairs = nlp.pipe([(text, 1), ("", 2)], as_tuples=True)
    assert [(len(doc.ents), context) for doc, context in pairs] == [(7, 1), (0, 2)]


def test_the_stream_is_tagged_in_batches(nlp, monkeypatch):
    tagger, sizes = nlp.get_pipe("govner_tagger").tagger, []

    def tag(texts):
        texts = list(texts)
        sizes.append(len(texts))
        return iter([()] * len(texts))

    monkeypatch.setattr(tagger, "tag", tag)
    assert len(list(nlp.pipe(["xã"] * 7, batch_size=3))) == 7
    assert sizes == [3, 3, 1]


def test_the_stream_is_not_read_ahead_of_need(nlp):
    taken = []
    texts = (taken.append(number) or str(number) for number in range(100))
    next(nlp.pipe(texts, batch_size=4))
    assert len(taken) <= 2 * 4


def test_a_failing_batch_goes_to_the_error_handler(nlp, text):
    failed = []
    nlp.set_error_handler(lambda name, proc, docs, error: failed.append((name, [doc.text for doc in docs])))
    docs = list(nlp.pipe([text, "\0", text], batch_size=1))
    assert [len(doc.ents) for doc in docs] == [7, 7]
    assert failed == [("govner_tagger", ["\0"])]


def test_without_an_error_handler_a_failure_is_raised(nlp):
    with pytest.raises(ValueError, match="breaks the model"):
        list(nlp.pipe(["\0"]))


def test_creating_the_tagger_loads_no_model(monkeypatch, add_components):
    loads = []
    monkeypatch.setattr(components, "load_tagger", lambda *args, **kwargs: loads.append(args))
    add_components(spacy.blank("en"))
    assert loads == []


def test_settings_reach_the_loader(monkeypatch):
    calls = []
    monkeypatch.setattr(components, "load_tagger", lambda model, **settings: calls.append((model, settings)))
    config = {"model": "large", "runtime": "torch", "threads": 1}
    assert spacy.blank("en").add_pipe("govner_tagger", config=config).tagger is None
    assert calls == [("large", {"runtime": "torch", "threads": 1})]


def test_the_model_is_loaded_once(nlp, text):
    tagger = nlp.get_pipe("govner_tagger").tagger
    nlp(text)
    assert nlp.get_pipe("govner_tagger").tagger is tagger


def test_a_saved_pipeline_is_whole_without_the_model_it_was_made_from(nlp, model, text, tmp_path):
    saved = tmp_path / "saved"
    nlp.to_disk(saved)
    shutil.rmtree(model)
    again = spacy.load(saved)
    assert report_from_doc(again(text)) == report_from_doc(nlp(text))
    assert again.get_pipe("govner_tagger").tagger.directory == saved.resolve() / "govner_tagger" / "model"


def test_a_saved_pipeline_holds_the_data_of_the_model_and_nothing_else(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")
    folder = tmp_path / "saved" / "govner_tagger" / "model"
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert files == {"config.json", "onnx/model.onnx"}
    assert (folder / "onnx" / "model.onnx").read_bytes() == b"onnx/model.onnx"


def test_a_pipeline_can_be_saved_over_itself_and_over_another(nlp, model, tmp_path):
    saved = tmp_path / "saved"
    nlp.to_disk(saved)
    (saved / "govner_tagger" / "model" / "stale.onnx").touch()
    spacy.load(saved).to_disk(saved)
    assert (saved / "govner_tagger" / "model" / "config.json").is_file()
    nlp.to_disk(saved)
    assert not (saved / "govner_tagger" / "model" / "stale.onnx").exists()


def test_a_saved_pipeline_without_its_model_says_so(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    shutil.rmtree(tmp_path / "govner_tagger")
    with pytest.raises(GovnerError, match="save the pipeline again"):
        spacy.load(tmp_path)


def test_bytes_hold_the_whole_pipeline(nlp, model, text):
    data = nlp.to_bytes()
    shutil.rmtree(model)
    again = spacy.util.load_model_from_config(nlp.config).from_bytes(data)
    directory = again.get_pipe("govner_tagger").tagger.directory
    assert report_from_doc(again(text)) == report_from_doc(nlp(text))
    assert (directory / "onnx" / "model.onnx").read_bytes() == b"onnx/model.onnx"


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "a/../../evil"])
def test_bytes_cannot_write_outside_their_folder(name):
    data = components.srsly.msgpack_dumps({name: b""})
    with pytest.raises(FormatError, match="leads out"):
        TaggerPipe().from_bytes(data)


def test_no_live_model_is_pickled(nlp, text):
    nlp(text)
    for name in nlp.pipe_names:
        pipe = nlp.get_pipe(name)
        again = pickle.loads(pickle.dumps(pipe))  # noqa: S301  # our own bytes
        assert again.name == name
        assert getattr(again, "model", None) == getattr(pipe, "model", None)


def test_docs_of_the_pipeline_survive_a_doc_bin(nlp, text):
    docs = DocBin(docs=nlp.pipe([text, ""])).get_docs(spacy.blank("en").vocab)
    assert [report_from_doc(doc) for doc in docs] == [report_from_doc(nlp(each)) for each in (text, "")]


def test_components_say_which_labels_they_give(nlp):
    assert nlp.pipe_labels == {
        "govner_tagger": ["PERSON", "TITLE", "ORG", "LOC", "METRIC"],
        "govner_linker": ["HOLDS_POSITION", "POSITION_AT", "HAS_RESULT", "HAS_TARGET"],
        "govner_values": [],
    }


def test_the_linker_works_on_a_doc_without_spans(nlp):
    doc = nlp.make_doc("xã")
    assert get_relations(nlp.get_pipe("govner_linker")(doc)) == ()


def test_a_saved_pipeline_can_be_moved(nlp, text, tmp_path, monkeypatch):
    nlp.to_disk(tmp_path / "saved")
    (tmp_path / "saved").rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    again = language.load("moved")
    monkeypatch.chdir("/")
    assert found(again(text)) == (SPANS, RELATIONS)
