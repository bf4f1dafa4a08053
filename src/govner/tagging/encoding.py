"""Text -> pieces with character offsets -> windows.

Newcomer's notes. The tagger labels *syllables*; the encoder reads *pieces* (sub-word units). A syllable is anchored at
its first piece, and the label of that piece is the label of the syllable. A text longer than the encoder can read is
cut into overlapping *windows* of pieces; every anchor is decided by the one window in which it has most context, so
nothing is truncated and nothing is labelled twice. All offsets here are into the normalised text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding as Pieces
from tokenizers import Regex, Tokenizer
from tokenizers import pre_tokenizers as pre

from govner.schema import GovnerError
from govner.text.syllables import syllables

Ints = NDArray[np.int64]

SPECIALS = (("<s>", "</s>"), ("[CLS]", "[SEP]"))
"""Names of the tokens around a text, for tokenizers that do not put them there themselves."""

_LINES_AT_ONCE = 256

_WORD = r"▁?(?:[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*|[^\p{L}\p{M}\p{N}▁])|▁"
_SPACED_WORD = r" ?(?:[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*|[^\p{L}\p{M}\p{N}\s])|\s"


@dataclass(frozen=True)
class Encoding:
    """The pieces of one text and the syllables anchored in them.

    `ids` (pieces,) are vocabulary ids without the special tokens around a window; `anchors` (syllables,) is the index
    of each syllable's first piece; `syllables` are their offsets; `line_starts` (lines,) the index of the first
    syllable of each line. Where an encoder cannot tell some syllables apart, they are one.
    """

    ids: Ints
    anchors: Ints
    syllables: Sequence[tuple[int, int]]
    line_starts: Ints


class Encoder(Protocol):
    """What the tagger needs of an encoder's tokenizer; each kind of encoder has its own."""

    prefix: int
    suffix: int

    def encode(self, text: str) -> Encoding:
        """The pieces of a normalised text, whole."""
        ...


class TextEncoder:
    """An encoder with a fast tokenizer, which reads raw text.

    Each line is encoded alone and closed by the end token, so that the encoder sees the layout: a heading, a caption
    and a list item end where their line ends.
    """

    def __init__(self, tokenizer: Tokenizer):
        """Take a tokenizer.

        Raises:
            GovnerError: it has no special tokens that open and close a text.
        """
        self._tokenizer = tokenizer
        self.prefix, self.suffix = _around(tokenizer)

    @classmethod
    def load(cls, path: Path) -> TextEncoder:
        """Read a `tokenizer.json`.

        Raises:
            GovnerError: the file is missing or no tokenizer.
        """
        try:
            tokenizer = Tokenizer.from_file(str(path))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            return cls(tokenizer)
        except (GovnerError, KeyboardInterrupt):
            raise
        except BaseException as error:  # a panic of the library, in Rust, is no Exception
            raise GovnerError(f"{path}: not a fast tokenizer that can be read ({error})") from None

    def encode(self, text: str) -> Encoding:
        """The pieces of a normalised text, whole."""
        return join_lines(self._lines(text.split("\n")), self.suffix)

    def _lines(self, lines: Sequence[str]) -> Iterator[Line]:
        # What the tokenizer tells of a line takes far more memory than what is kept of it.
        for at in range(0, len(lines), _LINES_AT_ONCE):
            some = lines[at : at + _LINES_AT_ONCE]
            # It takes no half surrogate pairs; one sign in place of each leaves the offsets as they are.
            encodable = [line.encode("utf-8", "replace").decode("utf-8") for line in some]
            yield from map(_line, some, self._tokenizer.encode_batch(encodable, add_special_tokens=False))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its length, the ids of its pieces, and its tokens with the piece that each is anchored at."""

    length: int
    ids: Sequence[int]
    anchors: Sequence[int]
    tokens: Sequence[tuple[int, int]]


def join_lines(lines: Iterable[Line], suffix: int) -> Encoding:
    """Lines as one encoding: each that has a token is closed by `suffix`, each that has none gives no piece."""
    ids: list[int] = []
    anchors: list[int] = []
    found: list[tuple[int, int]] = []
    line_starts: list[int] = []
    offset = 0
    for line in lines:
        if line.tokens:
            line_starts.append(len(found))
            anchors.extend(len(ids) + at for at in line.anchors)
            found.extend((offset + start, offset + end) for start, end in line.tokens)
            ids.extend(line.ids)
            ids.append(suffix)
        offset += line.length + 1
    return Encoding(np.array(ids, np.int64), np.array(anchors, np.int64), found, np.array(line_starts, np.int64))


def _line(line: str, pieces: Pieces) -> Line:
    tokens = syllables(line)
    return Line(len(line), pieces.ids, anchor(tokens, pieces.offsets), tokens)


def _around(tokenizer: Tokenizer) -> tuple[int, int]:
    """The ids of the special tokens that open and close a text."""
    around = tokenizer.encode("").ids
    if len(around) == 2:
        return around[0], around[1]
    for names in SPECIALS:
        prefix, suffix = map(tokenizer.token_to_id, names)
        if prefix is not None and suffix is not None:
            return prefix, suffix
    wanted = " or ".join(" and ".join(names) for names in SPECIALS)
    raise GovnerError(f"the tokenizer has no special tokens around a text; it needs {wanted}")


def anchor(tokens: Sequence[tuple[int, int]], pieces: Sequence[tuple[int, int]]) -> list[int]:
    """The index of the first piece that reaches into each syllable, or of the last piece before it if none does."""
    anchors: list[int] = []
    at = 0
    for start, _ in tokens:
        while at < len(pieces) and pieces[at][1] <= start:
            at += 1
        anchors.append(at)
    return anchors


def isolate_syllables(tokenizer: Tokenizer) -> None:
    """Make a tokenizer end its pieces where syllables end, so that every span can be told.

    Untouched, it joins signs ("%,", ").") or a number and its unit ("20ha") across span boundaries: one in a hundred
    spans of reports cannot be represented then. A tokenizer of bytes inside a sequence of others is left as it is.
    """
    kind = tokenizer.pre_tokenizer
    if isinstance(kind, pre.Metaspace):
        whole = pre.Metaspace(replacement="▁", prepend_scheme="always", split=True)
        tokenizer.pre_tokenizer = pre.Sequence([whole, pre.Split(Regex(_WORD), "isolated")])
    elif isinstance(kind, pre.ByteLevel):
        # Bytes are told as other letters, so the text is split before; the space opens the piece behind it.
        split = pre.Split(Regex(_SPACED_WORD), "isolated")
        tokenizer.pre_tokenizer = pre.Sequence([split, pre.ByteLevel(add_prefix_space=False)])
    elif kind is not None and not _parts(kind) & {"ByteLevel", "Split"}:
        tokenizer.pre_tokenizer = pre.Sequence([kind, pre.Split(Regex(_WORD), "isolated")])


def _parts(kind: pre.PreTokenizer) -> set[str]:
    """The types of a pre-tokenizer and of those that it is a sequence of."""
    record = json.loads(kind.__getstate__())
    return {part["type"] for part in record.get("pretokenizers", [record])}


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `[start, end)` of one encoding, and the syllables `[first, last)` that this window decides."""

    start: int
    end: int
    first: int
    last: int


def windows(encoding: Encoding, size: int, overlap: int) -> list[Window]:
    """Cut an encoding into windows of at most `size` pieces that share `overlap` pieces with their neighbours.

    The windows together decide every syllable once: where two windows overlap, the border is the middle of what they
    share.

    Raises:
        ValueError: `overlap` is not smaller than `size`.
    """
    if not 0 <= overlap < size:
        raise ValueError(f"an overlap of {overlap} pieces does not fit windows of {size}")
    total = len(encoding.ids)
    starts = list(range(0, max(total - overlap, 1), size - overlap))
    ends = [min(start + size, total) for start in starts]
    borders = [0, *((start + end) // 2 for start, end in zip(starts[1:], ends[:-1], strict=True)), total + 1]
    cuts = np.searchsorted(encoding.anchors, borders).tolist()
    return [
        Window(start, end, first, last)
        for start, end, first, last in zip(starts, ends, cuts[:-1], cuts[1:], strict=True)
        if first < last
    ]
