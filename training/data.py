"""Gold reports -> training windows, by the same encoding that the tagger uses at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from govner.schema import Report
from govner.tagging.encoding import Encoder, Encoding, windows
from govner.tagging.models import Settings
from govner.text.normalize import NormalizedView

IGNORED = -100
"""The label that PyTorch's cross entropy passes over: pieces that open no syllable, spans of a doubtful teacher."""

DOUBT = 0.6
"""A teacher's span with a score below this teaches nothing."""


@dataclass(frozen=True)
class LabelledText:
    """A report as the encoder reads it, a tag index (or IGNORED) a syllable, and the spans that no tags can express."""

    view: NormalizedView
    encoding: Encoding
    tags: list[int]
    lost: tuple[str, ...]


def label(report: Report, encoder: Encoder, tags: Sequence[str], settings: Settings) -> LabelledText:
    """Tag the syllables of a gold report; a span that cuts through one is widened and counted."""
    view = settings.view(report.text)
    encoding = encoder.encode(view.text)
    index = {tag: at for at, tag in enumerate(tags)}
    starts = [start for start, _ in encoding.syllables]
    ends = [end for _, end in encoding.syllables]
    chosen = [index["O"]] * len(starts)
    lost = []
    for span in report.spans:
        start, end = view.from_original(span.start, span.end)
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        if first >= last:
            lost.append(span.text)
            continue
        if not _exact(view, span.start, span.end, starts[first], ends[last - 1]):
            lost.append(span.text)
        if span.score is not None and span.score < DOUBT:
            chosen[first:last] = [IGNORED] * (last - first)
            continue
        chosen[first:last] = [index[f"B-{span.label}"]] + [index[f"I-{span.label}"]] * (last - first - 1)
    return LabelledText(view, encoding, chosen, tuple(lost))


def _exact(view: NormalizedView, start: int, end: int, first: int, last: int) -> bool:
    return view.to_original(first, last) == (start, end)


def examples(
    texts: Iterable[LabelledText], encoder: Encoder, size: int, overlap: int
) -> Iterator[dict[str, list[int]]]:
    """Windows as the rows of a `datasets.Dataset`: `input_ids`, `attention_mask`, `labels` (one a piece)."""
    for text in texts:
        anchors = text.encoding.anchors
        for window in windows(text.encoding, size, overlap):
            ids = [encoder.prefix, *text.encoding.ids[window.start : window.end].tolist(), encoder.suffix]
            labels = [IGNORED] * len(ids)
            first, last = np.searchsorted(anchors, [window.start, window.end]).tolist()
            for at in range(first, last):
                labels[int(anchors[at]) - window.start + 1] = text.tags[at]
            yield {"input_ids": ids, "attention_mask": [1] * len(ids), "labels": labels}
