"""The figures table: each METRIC with its values, its owner and the sentence that proves it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govner.knowledge.figures import parse_figure
from govner.schema import Aim, Figure, Relation, Span
from govner.text.normalize import normalize
from govner.text.sentences import sentences
from govner.values import context

_REACH = 300
"""Characters on either side of a METRIC that are read for its indicator."""

_AIMS: dict[str, Aim] = {"HAS_RESULT": "result", "HAS_TARGET": "target"}


def with_attributes(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of a text, each METRIC among them with the `attributes` that it and its sentence state."""
    attributes = {place.metric.id: values for place, values in _read_metrics(text, spans)}
    return tuple(replace(span, attributes=attributes[span.id]) if span.id in attributes else span for span in spans)


def figures(text: str, spans: Sequence[Span], relations: Sequence[Relation]) -> tuple[Figure, ...]:
    """The rows of the figures table in document order.

    One row for each owner of a METRIC, or one without owner; values are those of the spans' attributes, the score is
    the weakest of the scores of the METRIC, its owner and their relation.

    Raises:
        KeyError: a relation names a span that is not given.
    """
    by_id = {span.id: span for span in spans}
    owned: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.label in _AIMS:
            owned[relation.tail].append(relation)
    rows: list[Figure] = []
    for place in _places(text, spans):
        links = owned[place.metric.id]
        evidence = text[slice(*place.sentence)]
        rows += [_row(place.metric, evidence, by_id[link.head], link) for link in links]
        if not links:
            rows.append(_row(place.metric, evidence, None, None))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Place:
    """A METRIC in its sentence; `left` and `right` are the edges of its neighbours or of the sentence."""

    metric: Span
    sentence: tuple[int, int]
    left: int
    right: int


def _places(text: str, spans: Sequence[Span]) -> Iterator[_Place]:
    """Every METRIC in document order."""
    bounds = sentences(text)
    starts = [start for start, _ in bounds]
    metrics = sorted((span for span in spans if span.label == "METRIC"), key=lambda span: span.start)
    for index, metric in enumerate(metrics):
        nearest = bisect_right(starts, metric.start) - 1
        start, end = bounds[nearest] if nearest >= 0 else (metric.start, metric.end)
        end = max(end, metric.end)
        left = metrics[index - 1].end if index else start
        right = metrics[index + 1].start if index + 1 < len(metrics) else end
        yield _Place(metric, (start, end), min(max(left, start), metric.start), max(min(right, end), metric.end))


def _read_metrics(text: str, spans: Sequence[Span]) -> Iterator[tuple[_Place, dict[str, str]]]:
    periods = context.periods_of_figures(text)
    period_starts = [period.start for period in periods]
    names = sorted((span.start, span.end) for span in spans if span.label != "METRIC")
    name_starts = [start for start, _ in names]
    sentence, indicator = (-1, -1), None
    for place in _places(text, spans):
        metric = place.metric
        left, right = max(place.left, metric.start - _REACH), min(place.right, metric.end + _REACH)
        if place.sentence != sentence:
            sentence, indicator = place.sentence, None
        figure = parse_figure(
            metric.text, text[left : metric.start], text[metric.end : min(sentence[1], metric.end + _REACH)]
        )
        if figure is None:
            yield place, {}
            continue
        before = context.masked(
            text,
            left,
            metric.start,
            names[bisect_left(name_starts, left) : bisect_left(name_starts, metric.start)],
            periods[bisect_left(period_starts, left) : bisect_left(period_starts, metric.start)],
        )
        after = normalize(text[metric.end : right]).text
        indicator = context.indicator(before, normalize(metric.text).text, after, figure, indicator)
        period = context.nearest_period(periods, metric.start, metric.end, sentence)
        stated = {"indicator": indicator, "period": period}
        yield place, figure.attributes() | {key: value for key, value in stated.items() if value}


def _row(metric: Span, evidence: str, owner: Span | None, link: Relation | None) -> Figure:
    scored = [item.score for item in (metric, owner, link) if item is not None and item.score is not None]
    values = metric.attributes
    return Figure(
        metric=metric.text,
        metric_id=metric.id,
        owner=owner.text if owner else None,
        owner_id=owner.id if owner else None,
        aim=_AIMS[link.label] if link else None,
        kind=values.get("kind"),
        value=_number(values.get("value")),
        value_max=_number(values.get("value_max")),
        total=_number(values.get("total")),
        unit=values.get("unit"),
        per=values.get("per"),
        qualifier=values.get("qualifier"),
        direction=values.get("direction"),
        basis=values.get("basis"),
        indicator=values.get("indicator"),
        period=values.get("period"),
        evidence=evidence,
        score=min(scored, default=None),
    )


def _number(value: str | None) -> int | float | None:
    """An attribute as a number; None for words in its place, which a gold file may hold."""
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
