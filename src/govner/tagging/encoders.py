"""Which kind of encoder a model folder holds."""

from __future__ import annotations

from pathlib import Path

from govner.tagging.encoding import Encoder, TextEncoder
from govner.tagging.models import Settings
from govner.tagging.phobert import CODES, VOCABULARY, FastPhobertTokenizer, PhobertEncoder
from govner.tagging.segmentation import load_segmenter

TOKENIZER = "tokenizer.json"
TOKENIZER_FILES = (TOKENIZER, VOCABULARY, CODES)
"""What the kinds of tokenizers are read from; a model folder holds those of one kind."""


def load_encoder(directory: Path, settings: Settings) -> Encoder:
    """The encoder whose tokenizer a folder holds.

    Raises:
        GovnerError: a file of it is missing or wrong, or the word segmenter is not installed.
    """
    if (directory / CODES).is_file():
        segmenter = load_segmenter(settings.segmenter, settings.segmenter_version)
        return PhobertEncoder(FastPhobertTokenizer.load(directory), segmenter)
    return TextEncoder.load(directory / TOKENIZER)
