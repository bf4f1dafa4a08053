"""The attributes of METRICs: what their words state, their indicator and their period."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govner.schema import Span
from govner.text.tables import TOTAL, is_most_of
from govner.values import indicators, periods
from govner.values.cells import Cell, bare_name
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
    units = sorted((span.start, span.end) for span in spans if span.label in ("ORG", "LOC"))
    found = dict(_attributes(scenes(text, spans, date), text, units, weights or shipped_weights()))
    return tuple(replace(span, attributes=found[span.id]) if span.id in found else span for span in spans)


def _attributes(
    found: Iterator[Scene], text: str, units: Sequence[Stretch], weights: Weights
) -> Iterator[tuple[str, dict[str, str]]]:
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
        elif (cell := scene.cell) and not cell.is_prose(scene.metric) and (named := _named_by(cell, text, units)):
            attributes["indicator"] = named
        elif chosen := indicators.best_phrase(view := scene.window(indicator), weights.indicator) or view.previous:
            indicator = chosen
            attributes["indicator"] = text[slice(*chosen)]
        told = scene.cell.period if scene.cell else None
        period = told or periods.best_option(scene.period_options(before), weights.period)
        before = periods.Before(scene.metric.end, scene.sentence, period)
        if period:
            attributes["period"] = period
        yield scene.metric.id, attributes


def _named_by(cell: Cell, text: str, units: Sequence[Stretch]) -> str | None:
    """What a table says is measured: the head of the row, or that of the column where the row's is a unit."""
    if cell.head is None:
        return cell.column
    first, last = (bisect_left(units, edge, key=lambda unit: unit[0]) for edge in cell.head)
    names_unit = any(is_most_of(start, end, cell.head) for start, end in units[first:last])
    head = bare_name(text[slice(*cell.head)])
    return cell.column if names_unit or TOTAL.fullmatch(head) else head
