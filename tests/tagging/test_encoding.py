from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from govner.schema import GovnerError
from govner.tagging.encoding import Encoding, TextEncoder, windows
from govner.text.normalize import normalize
from govner.text.syllables import syllables


def an_encoding(pieces_of_syllables: list[int]) -> Encoding:
    anchors = np.cumsum([0, *pieces_of_syllables])[:-1].astype(np.int64)
    ids = np.arange(sum(pieces_of_syllables), dtype=np.int64)
    return Encoding(ids, anchors, [(at, at + 1) for at in range(len(anchors))], np.zeros(1, np.int64))


@given(st.lists(st.integers(1, 5), max_size=120), st.integers(2, 30), st.data())
def test_windows_decide_every_syllable_once_and_hold_the_piece_it_is_anchored_at(
    pieces: list[int], size: int, data: st.DataObject
) -> None:
    encoding = an_encoding(pieces)
    cut = windows(encoding, size, data.draw(st.integers(0, size - 1)))
    decided = [at for window in cut for at in range(window.first, window.last)]
    assert decided == list(range(len(pieces)))
    for window in cut:
        assert window.end - window.start <= size
        anchors = encoding.anchors[window.first : window.last]
        assert ((window.start <= anchors) & (anchors < window.end)).all()


def test_a_syllable_in_two_windows_is_decided_where_it_has_most_context() -> None:
    first, second = windows(an_encoding([1] * 16), size=10, overlap=4)
    assert (first.start, first.end, second.start, second.end) == (0, 10, 6, 16)
    assert (first.last, second.first) == (8, 8)


def test_an_overlap_as_long_as_the_window_is_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        windows(an_encoding([1]), size=4, overlap=4)


def test_pieces_end_where_syllables_end(encoder: TextEncoder, tokenizer: Tokenizer) -> None:
    text = "đạt 63,2%, (trên 9%). Lê Văn AnChủ tịch"
    boundaries = {edge for token in syllables(text) for edge in token}
    pieces = tokenizer.encode(text, add_special_tokens=False)
    assert "%," not in pieces.tokens
    starts = {start + (text[start] == " ") for start, end in pieces.offsets if end > start}
    assert {edge for edge in boundaries if text[edge : edge + 1] in set("%,().")} - starts == set()


def test_each_line_is_closed_by_the_end_token(encoder: TextEncoder) -> None:
    encoding = encoder.encode("Lê Văn An\n\nChủ tịch")
    assert encoding.ids.tolist().count(encoder.suffix) == 2
    assert encoding.line_starts.tolist() == [0, 3]
    assert [("Lê Văn An\n\nChủ tịch")[slice(*token)] for token in encoding.syllables] == "Lê Văn An Chủ tịch".split()


@given(st.text(st.one_of(st.characters(), st.sampled_from("ăn Ạ\n0,.%"))))
def test_any_text_has_a_piece_for_every_syllable(encoder: TextEncoder, text: str) -> None:
    view = normalize(text).text
    encoding = encoder.encode(view)
    assert list(encoding.syllables) == syllables(view)
    assert len(encoding.anchors) == len(encoding.syllables)
    assert (np.diff(encoding.anchors) >= 0).all()
    assert (encoding.anchors < len(encoding.ids)).all()


def test_a_tokenizer_that_puts_nothing_around_a_text_is_known_by_the_names_of_its_special_tokens() -> None:
    names = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}
    encoder = TextEncoder(Tokenizer(models.WordLevel(names, unk_token="[UNK]")))
    assert (encoder.prefix, encoder.suffix) == (1, 2)


def test_a_tokenizer_without_the_special_tokens_is_refused() -> None:
    with pytest.raises(GovnerError, match="<s>"):
        TextEncoder(Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]")))
