import pytest
import spacy

from govner.pipeline import language
from govner.pipeline.tokenizer import SyllableTokenizer
from govner.schema import GovnerError


def test_it_is_a_vietnamese_pipeline_of_three_components(nlp):
    assert (nlp.lang, nlp.pipe_names) == ("vi", ["govner_tagger", "govner_linker", "govner_values"])
    assert isinstance(nlp.tokenizer, SyllableTokenizer)


def test_its_meta_names_the_model(nlp):
    assert nlp.meta["name"] == "govner_fake-model"
    assert nlp.meta["version"]


def test_a_saved_pipeline_is_loaded_from_its_folder(nlp, tmp_path, text):
    nlp.to_disk(tmp_path / "saved")
    again = language.load(tmp_path / "saved")
    assert again.meta["name"] == nlp.meta["name"]
    assert [entity.text for entity in again(text).ents] == [entity.text for entity in nlp(text).ents]
    assert again.max_length == nlp.max_length > 10**6


def test_a_folder_by_chance_called_small_does_not_hide_the_model(default_model, tmp_path, monkeypatch):
    spacy.blank("vi").to_disk(tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    assert language.load("small").pipe_names == ["govner_tagger", "govner_linker", "govner_values"]
    assert language.load("./small").pipe_names == []


def test_a_model_that_is_not_there_is_refused_at_once():
    with pytest.raises(GovnerError, match="no model 'no-such-model'"):
        language.load("no-such-model")
