"""How an encoder, by its folder or its name on the hub, reads text: its tokenizer, and the settings for the tagger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huggingface_hub import hf_hub_download
from huggingface_hub.errors import EntryNotFoundError
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoTokenizer, PhobertTokenizer, PreTrainedTokenizerFast

from govner.schema import GovnerError
from govner.tagging.encoders import TOKENIZER
from govner.tagging.encoding import Encoder, TextEncoder, isolate_syllables
from govner.tagging.models import Settings
from govner.tagging.phobert import CODES, VOCABULARY, FastPhobertTokenizer, PhobertEncoder
from govner.tagging.segmentation import load_segmenter
from govner.text.normalize import ToneStyle

SPECIAL_NAMES = {"pad": ("<pad>", "[PAD]"), "unknown": ("<unk>", "[UNK]"), "mask": ("<mask>", "[MASK]")}


@dataclass(frozen=True)
class Reader:
    """How an encoder reads text: what the tagger uses, the settings for it, and the tokenizer that is saved."""

    encoder: Encoder
    settings: Settings
    tokenizer: Tokenizer | PhobertTokenizer

    @property
    def pad(self) -> int:
        """The id of the piece that fills a batch."""
        return self._id("pad")

    @property
    def unknown(self) -> int:
        """The id of the piece for what the vocabulary lacks."""
        return self._id("unknown")

    @property
    def masking(self) -> PreTrainedTokenizerFast | PhobertTokenizer:
        """The tokenizer as transformers knows it, which masks pieces.

        Raises:
            GovnerError: it has no piece for a mask.
        """
        if isinstance(self.tokenizer, PhobertTokenizer):
            return self.tokenizer
        pad, mask = self.tokenizer.id_to_token(self.pad), self.tokenizer.id_to_token(self._id("mask"))
        prefix, suffix = map(self.tokenizer.id_to_token, (self.encoder.prefix, self.encoder.suffix))
        return PreTrainedTokenizerFast(
            tokenizer_object=self.tokenizer, pad_token=pad, mask_token=mask, bos_token=prefix, eos_token=suffix
        )

    def save(self, directory: Path) -> None:
        """Write the files of the tokenizer and govner.json into a folder."""
        if isinstance(self.tokenizer, PhobertTokenizer):
            self.tokenizer.save_vocabulary(str(directory))
        else:
            self.tokenizer.save(str(directory / TOKENIZER))
        self.settings.write(directory)

    def _id(self, role: str) -> int:
        vocabulary = self.tokenizer.get_vocab()
        for name in SPECIAL_NAMES[role]:
            if name in vocabulary:
                return int(vocabulary[name])
        raise GovnerError(f"the tokenizer has no {role} token; it needs one of: {', '.join(SPECIAL_NAMES[role])}")


def load_reader(encoder: str, segmenter: str) -> Reader:
    """How an encoder, folder or hub name, reads text; `segmenter` is asked for by PhoBERT alone.

    Raises:
        GovnerError: there is no such tokenizer, or the segmenter is not installed.
    """
    if not is_phobert(encoder):
        tokenizer = load_tokenizer(encoder)
        return Reader(TextEncoder(tokenizer), Settings(fold_capitals=True), tokenizer)
    vocabulary, codes = (encoder_file(encoder, name) for name in (VOCABULARY, CODES))
    words = load_segmenter(segmenter)
    return Reader(
        PhobertEncoder(FastPhobertTokenizer.load(vocabulary.parent), words),
        Settings(ToneStyle.SECOND, segmenter=words.name, segmenter_version=words.version, fold_capitals=True),
        PhobertTokenizer(str(vocabulary), str(codes)),
    )


def is_phobert(encoder: str) -> bool:
    """Whether an encoder has the merges of PhoBERT beside its vocabulary."""
    try:
        return encoder_file(encoder, CODES).is_file()
    except EntryNotFoundError:
        return False


def encoder_file(encoder: str, name: str) -> Path:
    """A file of an encoder's folder, or of the hub where there is no such folder."""
    folder = Path(encoder)
    return folder / name if folder.is_dir() else Path(hf_hub_download(encoder, name))


def load_tokenizer(encoder: str) -> Tokenizer:
    """The fast tokenizer of an encoder, folder or hub name, with pieces that end where syllables end.

    Raises:
        GovnerError: transformers makes no fast tokenizer of its files.
    """
    try:
        tokenizer = Tokenizer.from_file(str(encoder_file(encoder, TOKENIZER)))
    except Exception:  # bare for a file that is not there, the hub's own for an entry that is not
        tokenizer = _converted(encoder)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    isolate_syllables(tokenizer)
    return tokenizer


def _converted(encoder: str) -> Tokenizer:
    """The fast tokenizer that transformers makes of older files."""
    try:
        found = AutoTokenizer.from_pretrained(encoder)
    except (OSError, ValueError, KeyError) as error:
        raise GovnerError(f"{encoder}: no tokenizer that can be loaded ({error})") from None
    if not isinstance(found, PreTrainedTokenizerFast):
        raise GovnerError(f"{encoder}: its tokenizer gives no offsets; take an encoder with a {TOKENIZER}")
    return found.backend_tokenizer


def config_of(encoder: str, *, without: tuple[str, ...] = (), **changes: Any) -> Any:
    """The configuration of an encoder with changes; the dropouts named in `without` are nought where it has them."""
    config = AutoConfig.from_pretrained(encoder, **changes)
    for name in without:
        if hasattr(config, name):
            setattr(config, name, 0.0)
    return config
