"""PhoBERT's way of reading: words with "_" between their syllables, cut into pieces by byte-pair encoding.

Newcomer's notes. `vocab.txt` names a piece that ends a word as it is ("ban") and any other with "@@" behind it ("b@@").
`bpe.codes` has the merges, one a line, in which "</w>" marks the end of a word ("b an</w>"). The byte-pair encoding of
the `tokenizers` library works on *symbols* in the spelling of the merges; its numbers are turned into PhoBERT's by a
table. Merges make more symbols than the vocabulary has names: those, and characters never seen, are `<unk>`.

An underscore stands where a space stood, so that offsets into a word are offsets into the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

from tokenizers import Tokenizer, models

from govner.schema import GovnerError
from govner.tagging.encoding import Encoding, Line, anchor, join_lines
from govner.tagging.segmentation import Segmenter, word_runs
from govner.text.syllables import syllables

VOCABULARY = "vocab.txt"
CODES = "bpe.codes"
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
"""Ids 0 to 3, which `vocab.txt` leaves out; the names in the file follow, and `<mask>` is the last id."""
_START, _, _END, _UNKNOWN = range(len(SPECIALS))
_END_OF_WORD = "</w>"
_CONTINUED = "@@"
_NO_SYMBOL = " "
"""Stands for characters without a symbol; no symbol has a space."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece by its vocabulary id, and the characters `[start, end)` that it covers."""

    id: int
    start: int
    end: int


class FastPhobertTokenizer:
    """The pieces of `transformers.PhobertTokenizer`, id by id, with offsets.

    Text is never read as a special token: "<s>" in a report is three characters.
    """

    def __init__(self, ids: dict[str, int], merges: Sequence[tuple[str, str]]):
        """Take the ids of the names of pieces, and the merges from the first to the last."""
        symbols = {_NO_SYMBOL: 0}
        for symbol in (*_characters(ids), *(symbol for one, other in merges for symbol in (one, other, one + other))):
            symbols.setdefault(symbol, len(symbols))
        self._ids = [ids.get(_name(symbol), _UNKNOWN) for symbol in symbols]
        self._tokenizer = Tokenizer(
            models.BPE(symbols, list(merges), unk_token=_NO_SYMBOL, end_of_word_suffix=_END_OF_WORD, fuse_unk=False)
        )

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read the `vocab.txt` and `bpe.codes` of a folder.

        Raises:
            GovnerError: one of them is missing or of another form.
        """
        ids = {name: at for at, name in enumerate(SPECIALS)}
        for line in _read(directory / VOCABULARY).removesuffix("\n").split("\n"):
            name, space, _ = line.strip().rpartition(" ")
            if not space:
                raise GovnerError(f"{directory / VOCABULARY}: {line[:40]!r} is not a piece and its count")
            ids[name] = len(ids)
        # The last element is what follows the last line end. Lines with a no-break space for a symbol are no merges.
        merges = [line.split()[:-1] for line in _read(directory / CODES).split("\n")[:-1]]
        return cls(ids, [(merge[0], merge[1]) for merge in merges if len(merge) == 2])

    def encode(self, words: Sequence[str]) -> list[list[Piece]]:
        """The pieces of each word, with offsets into the word; a word has no spaces."""
        return [
            [Piece(self._ids[symbol], *offsets) for symbol, offsets in zip(found.ids, found.offsets, strict=True)]
            for found in self._tokenizer.encode_batch(words, add_special_tokens=False)
        ]


def _characters(names: Iterable[str]) -> Iterator[str]:
    """The symbols of single characters, of which some come in no merge."""
    for name in names:
        if len(name) == 1:
            yield name + _END_OF_WORD
        elif len(name.removesuffix(_CONTINUED)) == 1:
            yield name.removesuffix(_CONTINUED)


def _name(symbol: str) -> str:
    return symbol.removesuffix(_END_OF_WORD) if symbol.endswith(_END_OF_WORD) else symbol + _CONTINUED


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GovnerError(f"{path}: cannot be read ({error}); is this the folder of a PhoBERT model?") from None


class PhobertEncoder:
    """PhoBERT as an encoder: each line segmented into words alone and closed by the end token.

    The tokens of an encoding are the syllables, save that syllables which share their first piece are one token: the
    network says one thing of "Uỷ_ban" where that is one piece. A span that begins or ends inside such a token cannot be
    told, and training counts it as lost.
    """

    prefix = _START
    suffix = _END

    def __init__(self, tokenizer: FastPhobertTokenizer, segmenter: Segmenter):
        """Take the tokenizer of a model and the segmenter that it was, or is to be, trained with."""
        self._tokenizer = tokenizer
        self._segmenter = segmenter

    def encode(self, text: str) -> Encoding:
        """The pieces of a normalised text, whole."""
        # Tokenizer and segmenters take no half surrogate pairs; a sign in place of each leaves the offsets as they are.
        lines = text.encode("utf-8", "replace").decode("utf-8").split("\n")
        return join_lines((_line(line, self.pieces(line)) for line in lines), self.suffix)

    def pieces(self, line: str) -> list[Piece]:
        """The pieces of one line, with offsets into it."""
        words = list(self.words(line))
        encoded = self._tokenizer.encode([line[start:end].replace(" ", "_") for start, end in words])
        return [
            Piece(piece.id, start + piece.start, start + piece.end)
            for (start, _), pieces in zip(words, encoded, strict=True)
            for piece in pieces
        ]

    def words(self, line: str) -> Iterator[tuple[int, int]]:
        """The offsets of the words of a line."""
        tokens = syllables(line)
        if tokens:
            for first, last in word_runs(line, tokens, self._segmenter.words(line)):
                yield tokens[first][0], tokens[last - 1][1]


def _line(line: str, pieces: Sequence[Piece]) -> Line:
    tokens = syllables(line)
    anchors = anchor(tokens, [(piece.start, piece.end) for piece in pieces])
    apart = [at for at in range(len(tokens)) if at == 0 or anchors[at] > anchors[at - 1]]
    merged = [(tokens[first][0], tokens[after - 1][1]) for first, after in pairwise([*apart, len(tokens)])]
    return Line(len(line), [piece.id for piece in pieces], [anchors[at] for at in apart], merged)
