from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, pre_tokenizers

from govner.schema import LABELS
from govner.tagging.encoding import TextEncoder, isolate_syllables
from govner.tagging.labels import bio_labels
from govner.tagging.models import Settings
from govner.tagging.tagger import Tagger

SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]
LETTERS = "▁abcdeghiklmnopqrstuvxyàáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ"
WORDS = ["▁Chủ", "▁tịch", "▁UBND", "▁huyện", "▁Lê", "▁Văn", "▁An", "%,", ")."]


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    letters = [letter for letter in LETTERS + LETTERS.upper() + "0123456789.,%()/-" if letter]
    pieces = [(token, 0.0) for token in SPECIALS]
    pieces += [(letter, -9.0) for letter in dict.fromkeys(letters)] + [(word, -2.0) for word in WORDS]
    made = Tokenizer(models.Unigram(pieces, unk_id=3))
    made.add_special_tokens(SPECIALS)
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    isolate_syllables(made)
    return made


@pytest.fixture(scope="session")
def encoder(tokenizer: Tokenizer) -> TextEncoder:
    return TextEncoder(tokenizer)


class PersonAfterAn:
    """A network that tags every piece `▁An` as a person; it records the sizes of what it is given."""

    def __init__(self, person_piece: int):
        self.person_piece = person_piece
        self.calls: list[list[int]] = []

    def outputs(self, windows: Sequence[NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        self.calls.append([len(window) for window in windows])
        tags = bio_labels(LABELS)
        found = []
        for window in windows:
            scores = np.zeros((len(window), len(tags)), np.float32)
            scores[:, 0] = 4.0
            scores[window == self.person_piece, tags.index("B-PERSON")] = 9.0
            found.append(scores)
        return found


class AllOfOne:
    """A network that would have every text be one span of a label."""

    def __init__(self, label: str):
        tags = bio_labels(LABELS)
        self.scores = np.zeros(len(tags), np.float32)
        self.scores[[tags.index(f"B-{label}"), tags.index(f"I-{label}")]] = 5.0, 9.0

    def outputs(self, windows: Sequence[NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        return [np.tile(self.scores, (len(window), 1)) for window in windows]


@pytest.fixture
def network(tokenizer: Tokenizer) -> PersonAfterAn:
    return PersonAfterAn(tokenizer.token_to_id("▁An"))


def make_tagger(encoder: TextEncoder, network: PersonAfterAn) -> Tagger:
    return Tagger(encoder, network, bio_labels(LABELS), Settings(window=12, overlap=4), Path())


@pytest.fixture
def tagger(encoder: TextEncoder, network: PersonAfterAn) -> Tagger:
    return make_tagger(encoder, network)
