"""The tagger: texts in, spans out, in one stream whatever the sizes of the texts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from govner.schema import GovnerError, Span
from govner.tagging.decoding import Decoder
from govner.tagging.encoding import Encoder, Encoding, TextEncoder, Window, windows
from govner.tagging.models import Settings, find_model, read_tags
from govner.tagging.runtimes import OnnxRuntime, Runtime, TorchRuntime
from govner.text.normalize import NormalizedView, normalize

RuntimeName = Literal["auto", "onnx", "torch"]
ONNX_FILE = "model.onnx"
_WINDOWS_AHEAD = 8
"""Batches of windows gathered and sorted by length before they run, so that a runtime that pads pads little."""


@dataclass
class _Draft:
    """A text on its way: the logits of its syllables are filled in window by window."""

    view: NormalizedView
    encoding: Encoding
    logits: NDArray[np.float32]
    missing: int = field(default=0)


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
        self._decoder = Decoder(tuple(tags))
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
        return cls(
            TextEncoder.load(directory / "tokenizer.json"),
            OnnxRuntime(onnx, threads) if use_onnx else TorchRuntime(directory, threads),
            read_tags(directory),
            Settings.read(directory),
            directory,
        )

    def tag(self, texts: Iterable[str], batch_size: int = 16) -> Iterator[tuple[Span, ...]]:
        """The spans of each text, in order; texts are read only as far ahead as a few batches need.

        Args:
            texts: the texts as they are, of any length.
            batch_size: windows in one call of the network.
        """
        drafts: deque[_Draft] = deque()
        waiting: list[tuple[_Draft, Window]] = []
        for text in texts:
            draft = self._draft(text)
            drafts.append(draft)
            for window in windows(draft.encoding, self._settings.window, self._settings.overlap):
                draft.missing += 1
                waiting.append((draft, window))
            if len(waiting) >= _WINDOWS_AHEAD * batch_size:
                self._fill(waiting, batch_size)
                waiting = []
            while drafts and not drafts[0].missing:
                yield self._spans(drafts.popleft())
        self._fill(waiting, batch_size)
        for draft in drafts:
            yield self._spans(draft)

    def _draft(self, text: str) -> _Draft:
        view = normalize(text, self._settings.tones)
        encoding = self._encoder.encode(view.text)
        logits = np.zeros((len(encoding.syllables), len(self._decoder.tags)), np.float32)
        return _Draft(view, encoding, logits)

    def _fill(self, waiting: list[tuple[_Draft, Window]], batch_size: int) -> None:
        waiting.sort(key=lambda item: item[1].end - item[1].start)
        for at in range(0, len(waiting), batch_size):
            batch = waiting[at : at + batch_size]
            rows = [self._with_specials(draft.encoding.ids[window.start : window.end]) for draft, window in batch]
            for logits, (draft, window) in zip(self._runtime.logits(rows), batch, strict=True):
                decided = slice(window.first, window.last)
                draft.logits[decided] = logits[draft.encoding.anchors[decided] - window.start + 1]
                draft.missing -= 1

    def _with_specials(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.concatenate(([self._encoder.prefix], ids, [self._encoder.suffix]))

    def _spans(self, draft: _Draft) -> tuple[Span, ...]:
        found: list[Span] = []
        tokens, view = draft.encoding.syllables, draft.view
        for span in self._decoder.spans(draft.logits, draft.encoding.line_starts.tolist()):
            start, end = view.to_original(tokens[span.first][0], tokens[span.last - 1][1])
            text = view.original[start:end]
            found.append(Span(f"T{len(found) + 1}", start, end, span.label, text, {}, round(span.score, 4), "model"))
        return tuple(found)
