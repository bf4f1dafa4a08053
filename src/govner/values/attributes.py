"""The attributes of METRICs: what their words state, their indicator and their period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govner.schema import Span
from govner.values import indicators, periods
from govner.values.scenes import Scene, scenes
from govner.values.weights import Weights, shipped_weights

_STANDARD_VERB = re.compile(r"^(?:hoàn thành|đạt chuẩn|đạt|về đích|cán đích)\s+", re.IGNORECASE)

Stretch = tuple[int, int]


def with_attributes(
    text: str, spans: Sequence[Span], date: str | None = None, weights: Weights | None = None
) -> tuple[Span, ...]:
    """The spans of a text, each METRIC among them with the `attributes` that it and its sentence state.

    `date` is the document's date in ISO form, against which "9 tháng đầu năm" is read; without it the year that the
    text mentions most often is. The weights are those that come with the package where none are given. A METRIC whose
    words hold no figure gets no attributes.
    """
    found = dict(_attributes(scenes(text, spans, date), text, weights or shipped_weights()))
    return tuple(replace(span, attributes=found[span.id]) if span.id in found else span for span in spans)


def _attributes(found: Iterator[Scene], text: str, weights: Weights) -> Iterator[tuple[str, dict[str, str]]]:
    sentence: Stretch | None = None
    indicator: Stretch | None = None
    before: periods.Before | None = None
    for scene in found:
        if scene.sentence[0] != (sentence or (-1,))[0]:
            sentence, indicator = scene.sentence, None
        if scene.figure is None:
            yield scene.metric.id, {}
            continue
        attributes = scene.figure.attributes()
        if scene.figure.kind == "standard":
            attributes["indicator"] = _STANDARD_VERB.sub("", scene.metric.text)
        elif chosen := indicators.best_phrase(scene.window(indicator), weights.indicator):
            indicator = chosen
            attributes["indicator"] = text[slice(*chosen)]
        period = periods.best_option(scene.period_options(before), weights.period)
        before = periods.Before(scene.metric.end, scene.sentence, period)
        if period:
            attributes["period"] = period
        yield scene.metric.id, attributes
