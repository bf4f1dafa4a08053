"""A cleaned view of a text that keeps an exact map to the text as it was given.

Newcomer's notes. A view is a stack of *layers*. A layer is a sorted list of *edits* over its input: "characters
[start, end) became this string". Everything between edits is unchanged, so a clean text costs no memory and a map in
either direction is one binary search a layer. A boundary inside an edit is moved outwards to the edit's edge; a
boundary beside deleted characters leaves them outside the span. The layers, in order:

1. invisible characters are dropped, runs of spaces become one space, line ends one line feed, look-alikes of Đ are
   mended;
2. canonical composition (NFC);
3. tone placement: hoà, uỷ and hòa, ủy are two spellings of one syllable; a view has one of them throughout;
4. where it is asked for, lines in capitals get small letters: capitals throughout say no more, and networks know the
   small letters better. This layer keeps every length, so it has no edits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice


class ToneStyle(StrEnum):
    """Where an open syllable in oa, oe, uy carries its tone mark."""

    FIRST = "first"
    """hòa, khỏe, ủy: the spelling of most current texts."""
    SECOND = "second"
    """hoà, khoẻ, uỷ: the spelling of school books, and of PhoBERT's vocabulary."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `[start, end)` of the source, which became `[target_start, target_end)` of the target."""

    start: int
    end: int
    target_start: int
    target_end: int


@dataclass(frozen=True)
class Layer:
    """One pass of edits over a text: `text` is the outcome."""

    text: str
    edits: tuple[Edit, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def _target_starts(self) -> list[int]:
        return [edit.target_start for edit in self.edits]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stretch of the source that made `[start, end)` of the target."""
        edit = self._edit(bisect_right(self._target_starts, start))
        source_start = edit.start if start < edit.target_end else start - edit.target_end + edit.end
        edit = self._edit(bisect_left(self._target_starts, end))
        source_end = edit.end if end <= edit.target_end else end - edit.target_end + edit.end
        return source_start, max(source_start, source_end)

    def to_target(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stretch of the target that holds all that `[start, end)` of the source became."""
        edit = self._edit(bisect_right(self._starts, start))
        target_start = edit.target_start if start < edit.end else start - edit.end + edit.target_end
        edit = self._edit(bisect_left(self._starts, end))
        target_end = edit.target_end if end <= edit.end else end - edit.end + edit.target_end
        return target_start, max(target_start, target_end)

    def _edit(self, after: int) -> Edit:
        return self.edits[after - 1] if after else _NO_EDIT


_NO_EDIT = Edit(0, 0, 0, 0)


@dataclass(frozen=True)
class NormalizedView:
    """A text as the models see it, and the way back to the text as it was given.

    `to_original` and `from_original` take and give half-open code-point offsets and widen a span that cuts through an
    edit; `from_original(*to_original(a, b))` is `(a, b)` for every non-empty span that cuts through none.
    """

    original: str
    layers: tuple[Layer, ...]

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.layers[-1].text if self.layers else self.original

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the span `[start, end)` of the view."""
        for layer in reversed(self.layers):
            start, end = layer.to_source(start, end)
        return start, end

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the view of the span `[start, end)` of the original."""
        for layer in self.layers:
            start, end = layer.to_target(start, end)
        return start, end


def normalize(text: str, tones: ToneStyle = ToneStyle.FIRST, *, fold_capitals: bool = False) -> NormalizedView:
    """The view of a text in which spelling variants that say nothing are gone: spaces, Unicode form, tone placement.

    With `fold_capitals` lines that are in capitals throughout get small letters, if they have three words or more.
    """
    layers: list[Layer] = []
    for edits in (_clean, _compose, _TONE_EDITS[tones]):
        layer = _apply(layers[-1].text if layers else text, edits)
        if layer.edits:
            layers.append(layer)
    if fold_capitals:
        clean = layers[-1].text if layers else text
        folded = "\n".join(map(_folded, clean.split("\n")))
        if folded != clean:
            layers.append(Layer(folded, ()))
    return NormalizedView(text, tuple(layers))


_WORD = re.compile(r"[^\W\d_]+")


def _folded(line: str) -> str:
    # Fewer words in capitals may be abbreviations.
    if not line.isupper() or sum(1 for _ in islice(_WORD.finditer(line), 3)) < 3:
        return line
    small = line.lower()
    # Of "İ" small letters make two characters.
    return small if len(small) == len(line) else "".join(min(one.lower(), one, key=len) for one in line)


Replacement = tuple[int, int, str]


def _apply(text: str, find: Callable[[str], Iterable[Replacement]]) -> Layer:
    parts: list[str] = []
    edits: list[Edit] = []
    position = target = 0
    for start, end, new in find(text):
        parts += (text[position:start], new)
        target_start = target + start - position
        target = target_start + len(new)
        edits.append(Edit(start, end, target_start, target))
        position = end
    parts.append(text[position:])
    return Layer("".join(parts), tuple(edits))


_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_UNCLEAN = re.compile(
    rf"(?P<line>[^\S\n]*(?:\r\n?|\n|\x85|\u2028|\u2029)[\s{_INVISIBLE}]*)"
    # Most spaces are as they should be and pass here at once.
    rf"|(?! [^\s{_INVISIBLE}])(?P<space>[^\S\r\n\x85\u2028\u2029](?:[^\S\r\n\x85\u2028\u2029]|[{_INVISIBLE}])*(?!\s))"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    r"|(?P<dstroke>[\u00d0\u0189\u0256])"
)
_SIMPLE_OUTCOME = {"line": "\n", "space": " ", "invisible": ""}


def _clean(text: str) -> Iterator[Replacement]:
    for match in _UNCLEAN.finditer(text):
        kind = match.lastgroup or ""
        new = _SIMPLE_OUTCOME.get(kind, "đ" if match[0] == "\u0256" else "Đ")
        if new != match[0]:
            yield match.start(), match.end(), new


_CLUSTER = re.compile(r"(?s:.)[\u0300-\u036f]*")


def _compose(text: str) -> Iterator[Replacement]:
    """NFC by clusters that cannot interact with each other, so that each can be replaced alone."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = end = 0
    composed = ""
    for match in _CLUSTER.finditer(text):
        piece = match[0] if match[0].isascii() else unicodedata.normalize("NFC", match[0])
        if (
            composed
            and unicodedata.normalize("NFC", composed[-1] + piece[0]) == composed[-1] + piece[0]
            and (piece[0].isascii() or not unicodedata.combining(piece[0]))
        ):
            if composed != text[start:end]:
                yield start, end, composed
            start, composed = match.start(), piece
        else:
            composed = unicodedata.normalize("NFC", text[start : match.end()])
        end = match.end()
    if composed != text[start:end]:
        yield start, end, composed


_MARKS = "\u0300\u0301\u0309\u0303\u0323"


def _mark(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _placements() -> Iterator[tuple[str, str]]:
    """Every pair of spellings (mark on the first vowel, mark on the second), in all cases of letters."""
    for first, second in ("oa", "oe", "uy"):
        for mark in _MARKS:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    yield _mark(a, mark) + b, a + _mark(b, mark)


_TO_SECOND = dict(_placements())
_TO_FIRST = {second: first for first, second in _TO_SECOND.items()}
_CODA = "[ciomnptuyCIOMNPTUY]"
# After q the u belongs to the onset (quý), and before a final consonant or glide the second vowel carries the mark
# (hoàn): in both there is one right spelling whatever the style.
_FIXED = rf"(?:{'|'.join(_TO_SECOND)})(?={_CODA})|(?<=[qQ])(?:{'|'.join(k for k in _TO_SECOND if k[1] in 'yY')})"
_OPEN = r"(?![^\W\d_])"
# That a letter can open one of the pairs at all is asked first, so that the others cost nothing.
_OPENING = f"(?=[{''.join(sorted({pair[0] for pair in (*_TO_FIRST, *_TO_SECOND)}))}])"
_SECOND_PATTERN = re.compile(rf"{_OPENING}(?:{_FIXED}|(?:{'|'.join(_TO_SECOND)}){_OPEN})")
_FIRST_PATTERN = re.compile(rf"{_OPENING}(?:{_FIXED}|(?<![qQ])(?:{'|'.join(_TO_FIRST)}){_OPEN})")


def _tones_first(text: str) -> Iterator[Replacement]:
    for match in _FIRST_PATTERN.finditer(text):
        yield match.start(), match.end(), _TO_FIRST.get(match[0]) or _TO_SECOND[match[0]]


def _tones_second(text: str) -> Iterator[Replacement]:
    for match in _SECOND_PATTERN.finditer(text):
        yield match.start(), match.end(), _TO_SECOND[match[0]]


_TONE_EDITS = {ToneStyle.FIRST: _tones_first, ToneStyle.SECOND: _tones_second}
