"""The tagger: texts in, spans out, in one stream whatever the sizes of the texts."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from govner.schema import GovnerError, Pointer, Report, Span
from govner.tagging import pointing
from govner.tagging.cells import cell_numbers
from govner.tagging.decoding import Decoder
from govner.tagging.edges import mended
from govner.tagging.encoders import load_encoder
from govner.tagging.encoding import Encoder, Encoding, Window, windows
from govner.tagging.models import Settings, find_model, read_tags
from govner.tagging.runtimes import OnnxRuntime, Runtime, TorchRuntime
from govner.text.normalize import NormalizedView

RuntimeName = Literal["auto", "onnx", "torch"]
ONNX_FILE = "model.onnx"
_BATCHES_AHEAD = 8
"""Batches of windows gathered and sorted by length before they run, so that a runtime that pads pads little.

As many may be under way at once, so that a runtime that works in the background always has something to do.
"""

_SCORE_OF_CELLS = 0.95
"""The score of a METRIC that its place in a table tells and not the network: a guess, no such report being held out."""

_Place = tuple["_Draft", Window]


@dataclass
class _Draft:
    """A text on its way: what the heads say of its syllables is filled in window by window.

    `states` (syllables, columns) has no columns until the first window tells how many the network gives, `pointers` has
    none where it has no pointer; `missing` is the number of windows still to come.
    """

    view: NormalizedView
    encoding: Encoding
    logits: NDArray[np.float32]
    states: NDArray[np.float16]
    pointers: NDArray[np.float16]
    missing: int = field(default=0)

    def fill(self, window: Window, outputs: NDArray[np.float32]) -> None:
        """Take over what the network says of the syllables that a window decides."""
        decided = slice(window.first, window.last)
        found = outputs[self.encoding.anchors[decided] - window.start + 1]
        tags, behind = self.logits.shape[1], found.shape[1] - self.pointers.shape[1]
        if behind < tags:
            raise GovnerError(f"the network of the model tells {behind} tags, its config.json {tags}; they do not fit")
        if self.states.shape[1] != behind - tags:
            self.states = np.zeros((len(self.logits), behind - tags), np.float16)
        self.logits[decided], self.states[decided] = found[:, :tags], found[:, tags:behind]
        self.pointers[decided] = found[:, behind:]
        self.missing -= 1


@dataclass(frozen=True)
class _Batch:
    """Windows under way, and what the network says of each."""

    places: list[_Place]
    outputs: Iterable[NDArray[np.float32]]

    def settle(self) -> None:
        """Wait for the network and fill the drafts in."""
        for outputs, (draft, window) in zip(self.outputs, self.places, strict=True):
            draft.fill(window, outputs)


class Tagger:
    """Finds the labelled spans of texts with a token classifier.

    Texts are normalised for the model, spans are given in the coordinates of the text as it came. Windows of many
    texts share batches, so that memory does not grow with the number of texts.
    """

    def __init__(self, encoder: Encoder, runtime: Runtime, tags: Sequence[str], settings: Settings, directory: Path):
        """Put a tagger together from its parts; `Tagger.load` does it from a folder.

        `directory` is the folder that the parts come from, for those who copy or name the model.
        """
        self.directory = directory
        self._encoder = encoder
        self._runtime = runtime
        self._decoder = Decoder(tuple(tags), settings.temperature)
        self._settings = settings

    @classmethod
    def load(cls, model: str | Path = "small", *, runtime: RuntimeName = "auto", threads: int | None = None) -> Self:
        """The tagger in a model folder, or the one that comes with the package under this name.

        `runtime` "auto" takes `model.onnx` where the folder has one, else PyTorch.

        Raises:
            GovnerError: there is no such model, or a file of it is missing or wrong.
        """
        directory = find_model(model)
        onnx = directory / ONNX_FILE
        if runtime == "onnx" and not onnx.is_file():
            raise GovnerError(f"{directory}: no {ONNX_FILE}; load it with the torch runtime")
        use_onnx = runtime == "onnx" or (runtime == "auto" and onnx.is_file())
        settings = Settings.read(directory)
        return cls(
            load_encoder(directory, settings),
            OnnxRuntime(onnx, threads) if use_onnx else TorchRuntime(directory, threads, settings.pointer_layer),
            read_tags(directory),
            settings,
            directory,
        )

    def tag(self, texts: Iterable[str], batch_size: int = 16) -> Iterator[tuple[Span, ...]]:
        """The spans of each text, in order; texts are read only as far ahead as a few batches need.

        Args:
            texts: the texts as they are, of any length.
            batch_size: windows in one call of the network.
        """
        return map(self._spans, self._read(texts, batch_size))

    def outputs(
        self, texts: Iterable[str], batch_size: int = 16
    ) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float16]]]:
        """What the network says of each text, in order: logits (syllables, tags) and states (syllables, columns)."""
        return ((draft.logits, draft.states) for draft in self._read(texts, batch_size))

    def with_states(self, reports: Iterable[Report], batch_size: int = 16) -> Iterator[Report]:
        """The reports with the states that the network gives their own spans, as the linker reads them."""
        ahead: deque[Report] = deque()

        def texts() -> Iterator[str]:
            for report in reports:
                ahead.append(report)
                yield report.text

        for draft in self._read(texts(), batch_size):
            report = ahead.popleft()
            yield replace(report, spans=tuple(_with_state(span, draft) for span in report.spans))

    def _read(self, texts: Iterable[str], batch_size: int) -> Iterator[_Draft]:
        drafts: deque[_Draft] = deque()
        waiting: list[_Place] = []
        running: deque[_Batch] = deque()
        for text in texts:
            drafts.append(self._draft(text))
            waiting += self._places(drafts[-1])
            if len(waiting) >= _BATCHES_AHEAD * batch_size:
                self._start(waiting, batch_size, running)
                waiting = []
            while drafts and not drafts[0].missing:
                yield drafts.popleft()
        self._start(waiting, batch_size, running)
        waiting = []
        # No name here holds a draft that was handed out: that of a long text is large.
        while drafts:
            while drafts[0].missing:
                running.popleft().settle()
            yield drafts.popleft()

    def _draft(self, text: str) -> _Draft:
        view = self._settings.view(text)
        encoding = self._encoder.encode(view.text)
        logits = np.zeros((len(encoding.syllables), len(self._decoder.tags)), np.float32)
        columns = 0 if self._settings.pointer_layer is None else pointing.COLUMNS
        states, pointers = (np.zeros((len(logits), width), np.float16) for width in (0, columns))
        return _Draft(view, encoding, logits, states, pointers)

    def _places(self, draft: _Draft) -> list[_Place]:
        """The windows of a draft, which it then misses."""
        found = windows(draft.encoding, self._settings.window, self._settings.overlap)
        draft.missing = len(found)
        return [(draft, window) for window in found]

    def _start(self, waiting: list[_Place], batch_size: int, running: deque[_Batch]) -> None:
        waiting.sort(key=lambda place: place[1].end - place[1].start)
        for at in range(0, len(waiting), batch_size):
            places = waiting[at : at + batch_size]
            rows = [self._with_specials(draft.encoding.ids[window.start : window.end]) for draft, window in places]
            running.append(_Batch(places, self._runtime.outputs(rows)))
            while len(running) > _BATCHES_AHEAD:
                running.popleft().settle()

    def _with_specials(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.concatenate(([self._encoder.prefix], ids, [self._encoder.suffix]))

    def _spans(self, draft: _Draft) -> tuple[Span, ...]:
        found: list[Span] = []
        tokens, view = draft.encoding.syllables, draft.view
        starts = sorted({*draft.encoding.line_starts.tolist(), *_cell_starts(draft)})
        decoded = self._decoder.spans(draft.logits, starts)
        kept = mended(view.text, tokens, decoded)
        numbers = cell_numbers(view.original)
        for span, state in zip(kept, _states(draft, [span.first for span in kept]), strict=True):
            start, end = view.to_original(tokens[span.first][0], tokens[span.last - 1][1])
            if span.label == "METRIC" and start in numbers.ordinals:
                continue
            text, score = view.original[start:end], round(span.score, 4)
            pointer = _pointer(draft, span.first, start) if span.label == "METRIC" else None
            found.append(Span(f"T{len(found) + 1}", start, end, span.label, text, {}, score, "model", state, pointer))
        return _with_cells(found, numbers.figures, draft)


def _cell_starts(draft: _Draft) -> Iterator[int]:
    """The syllables behind a tab, which parts the cells of a table; no span goes over it."""
    if "\t" not in draft.view.original:
        return
    for index, (before, here) in enumerate(pairwise(draft.encoding.syllables), start=1):
        start, end = draft.view.to_original(before[0], here[1])
        if "\t" in draft.view.original[start:end]:
            yield index


def _with_cells(spans: Sequence[Span], cells: Iterable[tuple[int, int]], draft: _Draft) -> tuple[Span, ...]:
    """The spans of a text with the figures in the cells of tables that the network has passed over."""
    text, ends = draft.view.original, [span.end for span in spans]
    passed = []
    for start, end in cells:
        following = bisect_right(ends, start)
        if following == len(spans) or spans[following].start >= end:
            bare = Span("", start, end, "METRIC", text[start:end], {}, _SCORE_OF_CELLS, "rule")
            passed.append(_with_state(bare, draft))
    if not passed:
        return tuple(spans)
    every = sorted([*spans, *passed], key=lambda span: span.start)
    return tuple(replace(span, id=f"T{number}") for number, span in enumerate(every, 1))


def _with_state(span: Span, draft: _Draft) -> Span:
    start, _ = draft.view.from_original(span.start, span.end)
    first = bisect_right(draft.encoding.syllables, start, key=lambda syllable: syllable[1])
    (state,) = _states(draft, [first])
    pointer = _pointer(draft, first, span.start) if span.label == "METRIC" else None
    return replace(span, state=state, pointer=pointer)


def _states(draft: _Draft, syllables: Sequence[int]) -> Sequence[tuple[float, ...] | None]:
    """What the network tells the linker of each of these syllables, None where it has no second head."""
    if not draft.states.size:
        return [None] * len(syllables)
    halves = draft.states[np.minimum(np.array(syllables, np.int64), len(draft.states) - 1)].view(np.uint16)
    return list(map(tuple, _numbers()[halves].tolist()))


def _pointer(draft: _Draft, metric: int, start: int) -> Pointer | None:
    """Where the network sees the indicator of the METRIC that starts there; None where it has no pointer."""
    encoding = draft.encoding
    if not draft.pointers.size:
        return None
    metric = min(metric, len(encoding.syllables) - 1)
    first, last = pointing.reach(metric, encoding.line_starts, len(encoding.syllables))
    vectors = draft.pointers[first:last].astype(np.float32)
    odds = (part.astype(np.float16).view(np.uint16) for part in pointing.odds(vectors[metric - first], vectors))
    opens, closes = (tuple(_numbers()[halves].tolist()) for halves in odds)
    return Pointer(pointing.offsets(draft.view, encoding.syllables[first:last], start), opens, closes)


@cache
def _numbers() -> NDArray[np.object_]:
    """What every 16 bits mean as a number; with one object for each, states take a quarter of the memory."""
    return np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(float).astype(object)
