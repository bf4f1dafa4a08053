"""Relation scores of one document, by label, end to end: a relation whose ends were not found is a miss.

The tail must be the exact span. The head of a post or a figure is compared as the person or the unit that it names,
because a text names it many times and any mention of it is right. The head of POSITION_AT is a post, which stands
where it stands: it must be the exact span too.
"""

from __future__ import annotations

from collections.abc import Hashable

from govner.evaluation.counts import Counts, count_equal
from govner.knowledge.units import unit_name
from govner.schema import SIGNATURES, Report, Span
from govner.text.names import name_key


def relations(gold: Report, predicted: Report) -> dict[str, Counts]:
    """Counts by relation label; pairs that say the same count once."""
    return {label: count_equal(_facts(gold, label), _facts(predicted, label)) for label in SIGNATURES}


def _facts(report: Report, label: str) -> set[Hashable]:
    spans = {span.id: span for span in report.spans}
    return {
        (_head(spans[relation.head]), _place(spans[relation.tail]))
        for relation in report.relations
        if relation.label == label
    }


def _head(span: Span) -> Hashable:
    match span.label:
        case "TITLE":
            return _place(span)
        case "LOC":
            return span.label, name_key(unit_name(span.text))
        case _:
            return span.label, name_key(span.text)


def _place(span: Span) -> Hashable:
    return span.start, span.end, span.label
