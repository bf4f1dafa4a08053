"""Each METRIC of a document in its surroundings: all that its indicator and its period are chosen from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from govner.knowledge.figures import FigureValue, parse_figure
from govner.knowledge.periods import Period
from govner.schema import Span
from govner.text.sentences import Sentences
from govner.values import indicators
from govner.values.cells import Cell, cells
from govner.values.periods import Before, Timeline, reference_year
from govner.values.words import Word, words

_REACH = 300
"""Characters on either side of a METRIC that the grammar of figures is shown."""
# What may stand between two figures of which the same is said: giảm 2 xã và 14 thôn, tăng 8 tỷ đồng (tương đương 3%).
_JOINED = re.compile(
    r"(?:\s[^\W\d_]+){0,4}?\s?(?:(?P<listed>,|,? và|,? hoặc|cùng)|\(?\s?(?:tương đương|tương ứng)(?: với)?)\s*\(?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A METRIC with its values, in its sentence.

    `before` and `behind` are the words of the sentence on either side, `own` those of the METRIC; `timeline` has the
    time expressions of the document. `figure` is None when the METRIC's words state no figure, `cell` where it is in no
    table.
    """

    metric: Span
    sentence: tuple[int, int]
    figure: FigureValue | None
    before: Sequence[Word]
    own: Sequence[Word]
    behind: Sequence[Word]
    timeline: Timeline
    cell: Cell | None

    def window(self, previous: tuple[int, int] | None) -> indicators.Window:
        """What the indicator is chosen from, given the offsets of that of the METRIC before in the same sentence."""
        unit = self.figure.unit if self.figure else None
        if self._opens_statement:
            previous = None
        view = indicators.window(self.before, self.own, self.behind, self.group, unit, previous)
        return replace(view, pointed=_pointed(view.words, self.metric))

    def period_options(self, before: Before | None) -> dict[str | None, set[str]]:
        """What the period is chosen from, with the clues to each."""
        return self.timeline.options(self.metric.start, self.metric.end, self.sentence, self.group, before)

    @property
    def _opens_statement(self) -> bool:
        """Whether a semicolon parts the METRIC from the one before, and it says itself what it counts or is part of."""
        names_itself = self.figure is not None and (self.figure.kind == "count" or self.figure.basis is not None)
        gap = takewhile(lambda word: word.form != indicators.METRIC, reversed(self.before))
        return names_itself and any(word.form == ";" for word in gap)

    @property
    def group(self) -> str:
        """The kind of the figure, and whether it is a change or a share: what clues tell figures apart by."""
        if self.figure is None:
            return "none"
        change, share = "+change" if self.figure.direction else "", "+basis" if self.figure.basis else ""
        return f"{self.figure.kind}{change}{share}"


def scenes(text: str, spans: Sequence[Span], date: str | None = None) -> Iterator[Scene]:
    """The METRICs among the spans of a text in order; `date` is the document's, in ISO form."""
    metrics = sorted((span for span in spans if span.label == "METRIC"), key=lambda span: span.start)
    timeline = Timeline.of(text, [(metric.start, metric.end) for metric in metrics], date)
    all_words = words(text, _marked(spans, timeline.periods))
    starts = [word.start for word in all_words]
    sentences = Sentences(text)
    figures = _figures(text, metrics, sentences)
    in_cells = cells(text, [metric.start for metric in metrics], reference_year(text, date))
    for metric, figure, cell in zip(metrics, figures, in_cells, strict=True):
        start, end = sentences.at(metric.start)
        first, place, last = (bisect_left(starts, offset) for offset in (start, metric.start, max(end, metric.end)))
        yield Scene(
            metric,
            (start, max(end, metric.end)),
            _of_unit(metric, figure, cell),
            all_words[max(first, place - indicators.BEFORE) : place],
            [Word(word.start + metric.start, word.end + metric.start, word.form) for word in words(metric.text)],
            all_words[place + 1 : min(last, place + 1 + indicators.BEHIND)],
            timeline,
            cell,
        )


def _pointed(words: Sequence[Word], metric: Span) -> list[tuple[float, float]]:
    """What the pointer of a METRIC says of each word as the first and as the last of the indicator."""
    pointer = metric.pointer
    if pointer is None:
        return []
    opens = (pointer.syllable(word.start - metric.start) for word in words)
    closes = (pointer.syllable(word.end - 1 - metric.start) for word in words)
    return [
        (0.0 if first is None else pointer.opens[first], 0.0 if last is None else pointer.closes[last])
        for first, last in zip(opens, closes, strict=True)
    ]


def _of_unit(metric: Span, figure: FigureValue | None, cell: Cell | None) -> FigureValue | None:
    """The figure of a METRIC; a bare number in a table has the unit of its cell."""
    if figure and figure.unit is None and cell and cell.unit and figure.kind not in ("rank", "standard"):
        return parse_figure(f"{metric.text} {cell.unit}") or figure
    return figure


def _marked(spans: Sequence[Span], periods: Sequence[Period]) -> list[Word]:
    """Names, figures and the time expressions outside them as words."""
    marked = sorted((Word(span.start, span.end, f"⟨{span.label}⟩") for span in spans), key=lambda word: word.start)
    starts = [word.start for word in marked]
    times = []
    for period in periods:
        index = bisect_left(starts, period.start)
        is_free = index == len(marked) or period.end <= marked[index].start
        if is_free and (index == 0 or marked[index - 1].end <= period.start):
            times.append(Word(period.start, period.end, "⟨TIME⟩"))
    return marked + times


def _figures(text: str, metrics: Sequence[Span], sentences: Sentences) -> Iterator[FigureValue | None]:
    """What the METRICs state; figures that are joined share the words before the first of them."""
    sentence, edge, shared, last = (-1, -1), 0, "", None
    for metric in metrics:
        if sentences.at(metric.start) != sentence:
            sentence, last = sentences.at(metric.start), None
            edge = sentence[0]
        gap = text[max(edge, metric.start - _REACH) : metric.start]
        behind = text[metric.end : min(sentence[1], metric.end + _REACH)]
        figure = parse_figure(metric.text, gap, behind)
        joint = _JOINED.fullmatch(gap) if last and figure else None
        if joint and last and figure and (last.kind == figure.kind or not joint["listed"]):
            figure = parse_figure(metric.text, shared, behind)
        else:
            shared = gap
        yield figure
        edge, last = max(metric.end, edge), figure
