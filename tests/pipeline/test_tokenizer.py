import pickle
import unicodedata

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from govner.pipeline.tokenizer import SyllableTokenizer, words_and_spaces
from govner.text.syllables import syllables

NLP = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "govner.SyllableTokenizer.v1"}}})


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        (" ", [" "]),
        ("xã An, huyện", ["xã ", "An", ", ", "huyện"]),
        ("đạt  38,4%\n", ["đạt ", " ", "38,4", "%", "\n"]),
        ("hiện nay.Biết", ["hiện ", "nay", ".", "Biết"]),
        ("\t xã \r\n Tú", ["\t ", "xã ", "\r\n ", "Tú"]),
        ("Hà\u00a0Nội", ["Hà", "\u00a0", "Nội"]),
    ],
)
def test_tokens_are_syllables_numbers_marks_and_white_space(text, tokens):
    assert [token.text_with_ws for token in NLP.make_doc(text)] == tokens


@given(st.text())
@settings(max_examples=300)
def test_text_of_doc_is_the_text_given(text):
    assert NLP.make_doc(text).text == text


@given(st.text(alphabet="aĐ\u0301 \n\u00a0\u2028\x1c.,7Ă"))
def test_every_syllable_begins_and_ends_between_tokens(text):
    doc = NLP.make_doc(text)
    assert all(doc.char_span(start, end) is not None for start, end in syllables(text))


def test_decomposed_letters_stay_whole():
    text = unicodedata.normalize("NFD", "Huyện ủy Mường Tè")
    assert [token.text for token in NLP.make_doc(text)] == text.split(" ")


@pytest.mark.parametrize("text", [" " * 1_000_000, "a" * 200_000, "a " * 50_000])
def test_long_texts_are_tokenised_whole(text):
    words, spaces = words_and_spaces(text)
    assert sum(map(len, words)) + sum(spaces) == len(text)


def test_it_is_found_by_name_and_not_by_pyvi():
    assert isinstance(NLP.tokenizer, SyllableTokenizer)


def test_it_survives_serialisation(tmp_path):
    NLP.to_disk(tmp_path)
    for copy in (
        spacy.load(tmp_path).tokenizer,
        pickle.loads(pickle.dumps(NLP.tokenizer)),  # noqa: S301  # our own bytes
        SyllableTokenizer(NLP.vocab).from_bytes(NLP.tokenizer.to_bytes()),
    ):
        assert isinstance(copy, SyllableTokenizer)
        assert [token.text for token in copy("xã Mù Cả, 12 hộ")] == ["xã", "Mù", "Cả", ",", "12", "hộ"]


def test_pipe_gives_docs_in_order():
    assert [doc.text for doc in NLP.tokenizer.pipe(["b a", "", "c"])] == ["b a", "", "c"]
