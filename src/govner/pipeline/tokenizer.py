"""A spaCy tokenizer whose tokens are syllables, so that every span of the project begins and ends between tokens."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from govner.text.syllables import syllables


class SyllableTokenizer(DummyTokenizer):
    """Makes Docs of syllables, numbers, punctuation and white space; it has no state beyond the vocabulary."""

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text; `doc.text == text`.

        Raises:
            UnicodeEncodeError: the text has a lone surrogate, which no spaCy vocabulary can hold.
        """
        words, spaces = words_and_spaces(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def __reduce__(self) -> tuple[type[SyllableTokenizer], tuple[Vocab]]:
        return SyllableTokenizer, (self.vocab,)


def create_syllable_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """What `[nlp.tokenizer]` of a spaCy config names: it makes the tokenizer of a Language."""

    def create(nlp: Language) -> SyllableTokenizer:
        return SyllableTokenizer(nlp.vocab)

    return create


registry.tokenizers("govner.SyllableTokenizer.v1", func=create_syllable_tokenizer)


def words_and_spaces(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text and whether a space follows each; joined they are the text again.

    As in spaCy, one space after a token belongs to it and the rest of a run of white space is a token of its own.
    """
    words: list[str] = []
    spaces: list[bool] = []

    def add(word: str) -> None:
        words.append(word)
        spaces.append(False)

    def add_gap(gap: str) -> None:
        if words and gap.startswith(" "):
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            add(gap)

    position = 0
    for start, end in syllables(text):
        add_gap(text[position:start])
        add(text[start:end])
        position = end
    add_gap(text[position:])
    return words, spaces
