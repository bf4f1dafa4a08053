"""From spans to relations: who holds which post at which body, and which unit has which figure."""

from __future__ import annotations

from collections.abc import Sequence

from govner.linking.figures import figures
from govner.linking.layout import lay_out
from govner.linking.positions import positions
from govner.schema import Relation, Span

__all__ = ["link"]


def link(text: str, spans: Sequence[Span]) -> tuple[Relation, ...]:
    """The relations of a document, by rules and fitted weights: HOLDS_POSITION, POSITION_AT, HAS_RESULT and HAS_TARGET.

    The spans may come in any order. Each relation has a score in (0, 1]; time is linear in the text and the spans.
    """
    layout = lay_out(text, spans)
    return positions(layout) + figures(layout)
