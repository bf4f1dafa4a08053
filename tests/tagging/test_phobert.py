from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.schema import GovnerError
from govner.tagging.encoders import load_encoder
from govner.tagging.encoding import TextEncoder
from govner.tagging.models import Settings
from govner.tagging.phobert import FastPhobertTokenizer, PhobertEncoder
from govner.tagging.segmentation import NoSegmenter, load_segmenter
from govner.text.normalize import ToneStyle, normalize
from govner.text.syllables import syllables

from ..phobert_files import write_phobert_files

SHARED = Path(__file__).resolve().parents[3] / "shared"
UNKNOWN = 3


class Words:
    """A segmenter of a few words, which notes the lines that it is given."""

    name = "words"
    version = "1"

    def __init__(self, *words: str):
        self.known = words
        self.lines: list[str] = []

    def words(self, line: str) -> Sequence[str]:
        self.lines.append(line)
        for word in self.known:
            line = line.replace(word, word.replace(" ", "_"))
        return [part for chunk in line.split() for part in ([chunk] if "_" in chunk else NoSegmenter().words(chunk))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("phobert")
    write_phobert_files(made)
    return made


@pytest.fixture(scope="module")
def fast(folder: Path) -> FastPhobertTokenizer:
    return FastPhobertTokenizer.load(folder)


@pytest.fixture(scope="module")
def slow(folder: Path) -> Any:
    return slow_tokenizer(folder)


def slow_tokenizer(folder: Path) -> Any:
    transformers = pytest.importorskip("transformers")
    return transformers.PhobertTokenizer(str(folder / "vocab.txt"), str(folder / "bpe.codes"))


@pytest.fixture(scope="module")
def encoder(fast: FastPhobertTokenizer) -> PhobertEncoder:
    return PhobertEncoder(fast, Words("Uỷ ban", "nhân dân", "Chủ tịch", "Văn Pâng"))


def fast_ids(tokenizer: FastPhobertTokenizer, words: Sequence[str]) -> list[int]:
    return [piece.id for pieces in tokenizer.encode(words) for piece in pieces]


LEARNED = st.sampled_from(["Uỷ_ban", "nhân_d", "huyện", "n", "dân", "_", "Chủ", "ông", "1.204", "@", "@@", "ghè"])
WORD = st.lists(st.one_of(LEARNED, st.characters(exclude_categories=["Cs"])), min_size=1, max_size=6)


@given(words=st.lists(WORD.map(lambda parts: "".join("".join(parts).split()) or "x"), max_size=8))
def test_pieces_are_those_of_the_slow_tokenizer_on_any_words(
    fast: FastPhobertTokenizer, slow: Any, words: list[str]
) -> None:
    assert fast_ids(fast, words) == slow(" ".join(words), add_special_tokens=False)["input_ids"]


def test_learned_words_are_pieces_and_unlearned_characters_unknown(fast: FastPhobertTokenizer) -> None:
    ((whole,), strange) = fast.encode(["Uỷ_ban", "ban☃"])
    assert (whole.start, whole.end) == (0, 6)
    assert strange[-1].id == UNKNOWN
    assert (strange[-1].start, strange[-1].end) == (3, 4)


def test_text_is_never_a_special_token(fast: FastPhobertTokenizer) -> None:
    assert not {0, 1, 2} & set(fast_ids(fast, ["<s>", "</s>", "<pad>", "<mask>"]))


def texts(count: int | None = None) -> list[str]:
    files = sorted((SHARED / "data").glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [normalize(json.loads(line)["text"], ToneStyle.SECOND).text for line in islice(lines, count)]


@pytest.fixture(scope="module")
def phobert() -> tuple[FastPhobertTokenizer, Any]:
    folder = SHARED / "phobert"
    if not folder.is_dir():
        pytest.skip("PhoBERT's files are not here")
    return FastPhobertTokenizer.load(folder), slow_tokenizer(folder)


@pytest.mark.parametrize(("segmenter", "count"), [("none", None), ("underthesea", 12), ("pyvi", 12)])
def test_the_real_tokenizer_gives_the_same_pieces_on_real_reports(
    phobert: tuple[FastPhobertTokenizer, Any], segmenter: str, count: int | None
) -> None:
    if segmenter != "none":
        pytest.importorskip(segmenter)
    fast, slow = phobert
    encoder = PhobertEncoder(fast, load_segmenter(segmenter))
    words: set[str] = set()
    for line in (line for text in texts(count) for line in text.split("\n")):
        covered = "".join(line[piece.start : piece.end] for piece in encoder.pieces(line))
        assert covered.replace(" ", "") == line.replace(" ", "")
        words.update(line[start:end].replace(" ", "_") for start, end in encoder.words(line))
    if not words:
        pytest.skip("no reports are here")
    given = sorted(words)
    assert fast_ids(fast, given) == slow(" ".join(given), add_special_tokens=False)["input_ids"]
    for word, pieces in zip(given, fast.encode(given), strict=True):
        for piece in pieces:
            assert slow.decoder[piece.id].removesuffix("@@") in (word[piece.start : piece.end], "<unk>")


def test_the_real_ids_end_with_the_mask(phobert: tuple[FastPhobertTokenizer, Any]) -> None:
    fast, slow = phobert
    assert slow.convert_tokens_to_ids("<mask>") == 64_000
    assert fast_ids(fast, [","]) == [4]


def test_syllables_that_share_a_piece_are_one_token(encoder: PhobertEncoder) -> None:
    text = "ông Lò Văn Pâng, Chủ tịch Uỷ ban nhân dân huyện"
    found = [text[slice(*token)] for token in encoder.encode(text).syllables]
    assert found == ["ông", "Lò", "Văn", "Pâng", ",", "Chủ tịch", "Uỷ ban", "nhân dân", "huyện"]


def test_each_line_is_segmented_alone_and_closed_by_the_end_token(fast: FastPhobertTokenizer) -> None:
    segmenter = Words("Chủ tịch")
    encoding = PhobertEncoder(fast, segmenter).encode("huyện Chủ\n\ntịch huyện")
    assert segmenter.lines == ["huyện Chủ", "tịch huyện"]
    assert encoding.ids.tolist().count(2) == 2
    assert encoding.line_starts.tolist() == [0, 2]


@given(text=st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("Uỷ bannhân dân\nhuyện_.,1☃"))))
def test_any_text_is_covered_by_pieces_and_anchored_tokens(encoder: PhobertEncoder, text: str) -> None:
    view = normalize(text, ToneStyle.SECOND).text
    for line in view.split("\n"):
        pieces = encoder.pieces(line)
        borders = [(piece.start, piece.end) for piece in pieces]
        assert "".join(line[slice(*border)] for border in borders).replace(" ", "") == line.replace(" ", "")
        assert borders == sorted(borders)
    encoding = encoder.encode(view)
    starts, ends = ({token[edge] for token in syllables(view)} for edge in (0, 1))
    assert {start for start, _ in encoding.syllables} <= starts
    assert {end for _, end in encoding.syllables} <= ends
    assert "".join(view[slice(*token)] for token in encoding.syllables).replace(" ", "") == "".join(view.split())
    assert len(encoding.anchors) == len(encoding.syllables)
    assert (np.diff(encoding.anchors) > 0).all()
    assert (encoding.anchors < len(encoding.ids)).all()


def test_half_a_surrogate_pair_is_a_token(encoder: PhobertEncoder) -> None:
    assert list(encoder.encode("huyện \ud800 La").syllables) == [(0, 5), (6, 7), (8, 10)]


@pytest.mark.parametrize(
    ("file", "content"),
    [("vocab.txt", None), ("vocab.txt", b"\xff\xfe"), ("vocab.txt", b"huyen\n"), ("bpe.codes", b"\xff\xfe")],
)
def test_a_broken_file_is_named(folder: Path, tmp_path: Path, file: str, content: bytes | None) -> None:
    write_phobert_files(tmp_path)
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(GovnerError, match=file.replace(".", r"\.")):
        FastPhobertTokenizer.load(tmp_path)


def test_the_files_of_a_folder_tell_the_kind_of_encoder(folder: Path, default_model: Path) -> None:
    assert isinstance(load_encoder(default_model, Settings()), TextEncoder)
    assert isinstance(load_encoder(folder, Settings()), PhobertEncoder)


def test_a_model_whose_segmenter_is_unknown_is_refused(folder: Path) -> None:
    with pytest.raises(GovnerError, match="VnCoreNLP"):
        load_encoder(folder, Settings(segmenter="VnCoreNLP"))
