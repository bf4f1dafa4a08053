"""Scores of tags -> the best sequence that is valid BIO -> spans with a confidence."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from govner.tagging.labels import check_tags, span_label

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A labelled run of tokens `[first, last)` with the probability that it is right, as the model sees it."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True)
class Decoder:
    """Constrained decoding: `I-X` follows only `B-X` or `I-X`, also at the start of a line.

    Probabilities are those of the logits divided by `temperature`, which makes them neither too sure nor too modest.
    It changes no tag: the sums of all paths are divided alike.
    """

    tags: tuple[str, ...]
    temperature: float = 1.0

    def __post_init__(self) -> None:
        check_tags(self.tags)

    @cached_property
    def _allowed(self) -> NDArray[np.bool_]:
        """(previous tag, tag) -> may follow; the last row is the start of a line."""
        return np.array(
            [
                [not tag.startswith("I-") or span_label(before) == span_label(tag) for tag in self.tags]
                for before in (*self.tags, "O")
            ]
        )

    def best_path(self, scores: Floats, line_starts: Sequence[int] = (0,)) -> Ints:
        """The valid tags with the highest sum of `scores` (tokens, tags), line by line, as indexes (tokens,)."""
        path: Ints = scores.argmax(axis=1)
        before = np.roll(path, 1)
        before[list(line_starts)] = len(self.tags)
        bounds = [*line_starts, len(scores)]
        broken = np.flatnonzero(~self._allowed[before, path]).tolist()
        for line in sorted({bisect_right(bounds, at) for at in broken}):
            here = slice(bounds[line - 1], bounds[line])
            path[here] = self._viterbi(scores[here])
        return path

    def _viterbi(self, scores: Floats) -> Ints:
        penalty = np.where(self._allowed, 0.0, -np.inf)
        best = penalty[-1] + scores[0]
        back = np.empty((len(scores), len(self.tags)), np.int64)
        for at in range(1, len(scores)):
            reached = best[:, None] + penalty[:-1]
            back[at] = reached.argmax(axis=0)
            best = reached.max(axis=0) + scores[at]
        path = np.empty(len(scores), np.int64)
        path[-1] = best.argmax()
        for at in range(len(scores) - 1, 0, -1):
            path[at - 1] = back[at, path[at]]
        return path

    def spans(self, logits: Floats, line_starts: Sequence[int]) -> list[TokenSpan]:
        """The spans of a text from the logits (tokens, tags) of its tokens; none crosses a line.

        A span is as probable as its least certain decision: the tag of one of its tokens, or that it ends where it
        does.
        """
        path = self.best_path(logits, line_starts)
        log_probabilities = _log_softmax(logits / np.float32(self.temperature))
        chosen = log_probabilities[np.arange(len(path)), path].tolist()
        opens_line = set(line_starts)
        found: list[TokenSpan] = []
        for first, last in self._runs(path):
            label = span_label(self.tags[path[first]])
            certainty = math.exp(min(chosen[first:last]))
            if last < len(path) and last not in opens_line:
                goes_on = math.exp(log_probabilities[last, self.tags.index(f"I-{label}")])
                certainty = min(certainty, 1.0 - goes_on)
            found.append(TokenSpan(first, last, label, certainty))
        return found

    def _runs(self, path: Ints) -> Iterator[tuple[int, int]]:
        """The tokens `[first, last)` of each span: a `B-` tag and the `I-` tags behind it."""
        opening, inside = (np.array([tag.startswith(mark) for tag in self.tags])[path] for mark in ("B-", "I-"))
        begins = np.flatnonzero(opening)
        stops = np.append(np.flatnonzero(~inside), len(path))
        return zip(begins.tolist(), stops[np.searchsorted(stops, begins + 1)].tolist(), strict=True)


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
