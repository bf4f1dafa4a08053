"""Encoders of the BERT and the RoBERTa kind, each with a tokenizer of its own, through the commands of a user."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.schema import GovnerError
from govner.tagging.encoding import TextEncoder
from govner.tagging.tagger import Tagger
from govner.text.normalize import normalize
from govner.text.syllables import syllables

from .conftest import run, script

pytest.importorskip("torch")

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import BertConfig, BertModel, RobertaConfig, RobertaModel

SHAPE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
TEXT = "ông Lò Văn Pâng, Chủ tịch UBND huyện Bắc Yên dự."
FOUND = [("PERSON", "Lò Văn Pâng"), ("TITLE", "Chủ tịch"), ("ORG", "UBND huyện Bắc Yên")]


def write_bert(folder: Path, texts: list[str]) -> None:
    """BERT: word pieces in small letters, [CLS] and [SEP] put around a text, 0 for padding."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=150, special_tokens=specials))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.enable_truncation(16)
    tokenizer.save(str(folder / "tokenizer.json"))
    BertModel(BertConfig(vocab_size=tokenizer.get_vocab_size(), pad_token_id=0, **SHAPE)).save_pretrained(folder)


def write_roberta(folder: Path, texts: list[str]) -> None:
    """RoBERTa: pieces of bytes, of which a Vietnamese letter has up to three, <s> and </s> around a text."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=300, special_tokens=specials, initial_alphabet=alphabet)
    )
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    tokenizer.save(str(folder / "tokenizer.json"))
    shape = SHAPE | {"vocab_size": tokenizer.get_vocab_size(), "max_position_embeddings": 258}
    RobertaModel(RobertaConfig(pad_token_id=1, **shape)).save_pretrained(folder)


@pytest.fixture(scope="module", params=[write_bert, write_roberta], ids=["bert", "roberta"])
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, gold: Path) -> Path:
    import torch

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("encoder")
    write: Callable[[Path, list[str]], None] = request.param
    write(folder, [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()])
    return folder


@pytest.fixture(scope="module")
def pieces(encoder: Path) -> TextEncoder:
    return script("encoders").load_reader(str(encoder), "none").encoder


def test_any_kind_of_encoder_is_trained_exported_and_loaded(encoder: Path, gold: Path, tmp_path: Path) -> None:
    data = ("--train", gold, "--dev", gold, "--encoder", encoder, "--out", tmp_path / "run")
    how = ("--epochs", "16", "--learning-rate", "0.01", "--batch-size", "4", "--no-bf16")
    run("train_tagger", *data, *how)
    model, shipped = tmp_path / "run" / "model", tmp_path / "shipped"
    run("export_model", "--model", model, "--out", shipped, "--train", gold, "--check", gold)
    for folder, runtime in ((model, "torch"), (shipped, "onnx")):
        (spans,) = Tagger.load(folder, runtime=runtime).tag([TEXT])
        assert [(span.label, span.text) for span in spans] == FOUND


def test_the_tokens_around_a_text_are_those_of_the_encoder(encoder: Path, pieces: TextEncoder) -> None:
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    names = [tokenizer.id_to_token(one) for one in (pieces.prefix, pieces.suffix)]
    assert names in (["[CLS]", "[SEP]"], ["<s>", "</s>"])


def test_no_line_is_cut_short(pieces: TextEncoder) -> None:
    assert len(pieces.encode("huyện " * 100).ids) > 100


@pytest.mark.parametrize("text", ["đạt 63,2%, (trên 9%).", "Bắc Yên có 20ha “rừng” – 5km2/năm", "Ủy ban ễ 🏛️ đ"])
def test_every_syllable_is_anchored_at_a_piece_of_its_own(encoder: Path, pieces: TextEncoder, text: str) -> None:
    encoding = pieces.encode(text)
    assert [text[start:end] for start, end in encoding.syllables] == [text[slice(*token)] for token in syllables(text)]
    tokenizer = script("encoders").load_tokenizer(str(encoder))
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    for (start, end), at in zip(encoding.syllables, encoding.anchors, strict=True):
        if text[start] not in "\ufe0f":  # BERT reads no variation selector
            first = offsets[at]
            assert start <= first[0] + (text[first[0]] == " ") < first[1] <= end


@given(text=st.text(st.one_of(st.characters(), st.sampled_from("ăn Ạễ\n0,.%"))))
def test_any_text_has_a_piece_for_every_syllable(pieces: TextEncoder, text: str) -> None:
    view = normalize(text).text
    encoding = pieces.encode(view)
    assert list(encoding.syllables) == syllables(view)
    assert all(0 <= at < len(encoding.ids) for at in encoding.anchors)
    assert sorted(encoding.anchors) == encoding.anchors.tolist()


def test_an_encoder_may_be_adapted_and_fine_tuned_jointly(encoder: Path, linked: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("Huyện Bắc Yên có 20 xã.\n\n" * 200, encoding="utf-8")
    run("adapt_encoder", "--corpus", corpus, "--encoder", encoder, "--out", tmp_path / "adapted", "--window", "24",
        "--steps", "2", "--batch-size", "4", "--no-bf16")  # fmt: skip
    run("train_joint", "--train", linked, "--dev", linked, "--encoder", tmp_path / "adapted" / "encoder",
        "--out", tmp_path / "joint", "--epochs", "1", "--no-bf16")  # fmt: skip
    assert (tmp_path / "joint" / "model" / "linking.safetensors").exists()


def test_a_folder_without_a_tokenizer_is_told(tmp_path: Path) -> None:
    with pytest.raises(GovnerError, match="tokenizer"):
        script("encoders").load_tokenizer(str(tmp_path))
