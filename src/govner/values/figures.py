"""The figures table: each METRIC with its values, its owner and the sentence that proves it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from govner.schema import Aim, Figure, Relation, Span
from govner.text.sentences import Sentences
from govner.values.units import Place, Units

_AIMS: dict[str, Aim] = {"HAS_RESULT": "result", "HAS_TARGET": "target"}


def figures(
    text: str, spans: Sequence[Span], relations: Sequence[Relation], units: Units | None = None
) -> tuple[Figure, ...]:
    """The rows of the figures table in document order.

    One row for each owner of a METRIC, or one without owner; a METRIC whose `attributes` have no kind states no figure
    and has no row. Values are those of the spans' attributes, the score is the weakest of the scores of the METRIC, its
    owner and their relation. `units` are those of the document, which tell the owner's administrative unit; they are
    found here where they are not given.

    Raises:
        KeyError: a relation names a span that is not given.
    """
    units = units or Units(text, spans)
    by_id = {span.id: span for span in spans}
    owned: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.label in _AIMS:
            owned[relation.tail].append(relation)
    rows: list[Figure] = []
    sentences = Sentences(text)
    for metric in sorted((span for span in spans if span.label == "METRIC"), key=lambda span: span.start):
        if "kind" not in metric.attributes:
            continue
        links = owned[metric.id]
        evidence = text[slice(*sentences.around(metric.start, metric.end))]
        for link in links:
            owner = by_id[link.head]
            rows.append(_row(metric, evidence, owner, link, units.of(owner)))
        if not links:
            rows.append(_row(metric, evidence, None, None, None))
    return tuple(rows)


def _row(metric: Span, evidence: str, owner: Span | None, link: Relation | None, place: Place | None) -> Figure:
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
        owner_unit=place.unit.full_name if place else None,
        owner_code=place.unit.id if place else None,
        owner_inferred=place is not None and place.inferred,
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
