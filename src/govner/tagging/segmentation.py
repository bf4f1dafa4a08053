"""Words of a line: the syllables that a word segmenter holds together.

Newcomer's notes. Vietnamese puts spaces between syllables, not words. PhoBERT was trained on text in which a
*segmenter* had joined the syllables of a word ("Uỷ_ban nhân_dân"). A segmenter may give its words in other characters
than it was given (other tone placement, other spaces), so its words are laid along the line letter by letter, and only
one thing is taken from them: between which of our own syllables a word ends. A line that the words do not fit stays
unjoined.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from itertools import accumulate, pairwise
from types import ModuleType
from typing import Protocol

from govner.schema import GovnerError
from govner.text.syllables import syllables


class Segmenter(Protocol):
    """A word segmenter; `name` and `version` go into the settings of a model trained with it."""

    name: str
    version: str

    def words(self, line: str) -> Sequence[str]:
        """The words of one line, in order; spaces or underscores stand between the syllables of a word."""
        ...


class NoSegmenter:
    """Every syllable is a word."""

    name = "none"
    version = ""

    def words(self, line: str) -> Sequence[str]:
        """The syllables of one line."""
        return [line[start:end] for start, end in syllables(line)]


class UndertheseaSegmenter:
    """The conditional random field of underthesea (Apache-2.0); raises GovnerError when it is not installed."""

    name = "underthesea"

    def __init__(self) -> None:
        self._tokenize = _require(self.name).word_tokenize
        self.version = version(self.name)

    def words(self, line: str) -> Sequence[str]:
        """The words of one line, spaces between the syllables of a word."""
        words: list[str] = self._tokenize(line)
        return words


class PyviSegmenter:
    """The conditional random field of pyvi (MIT); raises GovnerError when it is not installed."""

    name = "pyvi"

    def __init__(self) -> None:
        self._tokenize = _require("pyvi.ViTokenizer").tokenize
        self.version = version(self.name)

    def words(self, line: str) -> Sequence[str]:
        """The words of one line, underscores between the syllables of a word."""
        text: str = self._tokenize(line)
        return text.split()


_KINDS: dict[str, Callable[[], Segmenter]] = {
    kind.name: kind for kind in (NoSegmenter, UndertheseaSegmenter, PyviSegmenter)
}


def load_segmenter(name: str, trained_with: str | None = None) -> Segmenter:
    """The segmenter of this name: underthesea, pyvi or none.

    Warns when its version is not `trained_with`, the one that a model was trained with.

    Raises:
        GovnerError: there is none of this name, or it is not installed.
    """
    if name not in _KINDS:
        raise GovnerError(f"no word segmenter {name!r}; there are: {', '.join(_KINDS)}")
    segmenter = _KINDS[name]()
    if trained_with is not None and segmenter.version != trained_with:
        warnings.warn(
            f"the model was trained with {name} {trained_with}, and {segmenter.version} is installed: "
            "some words may be segmented otherwise",
            stacklevel=2,
        )
    return segmenter


def _require(module: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.split(".")[0]
        raise GovnerError(
            f"the word segmenter {package} is not installed; install it with: pip install 'govner[phobert]'"
        ) from None


Run = tuple[int, int]


def word_runs(line: str, tokens: Sequence[tuple[int, int]], words: Iterable[str]) -> list[Run]:
    """The words as runs `[first, last)` of the tokens of a line; they cover all tokens.

    A word border inside a token is passed over. Where the letters of the words are not those of the line,
    variants of spelling aside, every token is a run of its own.

    Args:
        line: one line of text.
        tokens: the offsets of its syllables.
        words: what a segmenter made of it.
    """
    lengths: list[int] = []
    joined: list[str] = []
    for word in words:
        joined.append(_letters(word))
        lengths.append(len(joined[-1]))
    if not _same("".join(joined), _letters(line)):
        return [(at, at + 1) for at in range(len(tokens))]
    borders = set(accumulate(lengths, initial=0))
    places = accumulate((len(_letters(line[start:end])) for start, end in tokens), initial=0)
    firsts = [at for at, place in zip(range(len(tokens)), places, strict=False) if place in borders]
    return list(pairwise([*firsts, len(tokens)])) if tokens else []


_BETWEEN = re.compile(r"[\s_]+")


def _letters(text: str) -> str:
    return _BETWEEN.sub("", text)


def _same(one: str, other: str) -> bool:
    return one == other or (len(one) == len(other) and _bare(one) == _bare(other))


_I_FOR_Y = str.maketrans("yY", "iI")


def _bare(text: str) -> str:
    """A text without what spelling may vary: diacritics, since a tone mark may have moved, and y for i (quy, qui)."""
    letters = (sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return "".join(letters).translate(_I_FOR_Y)
