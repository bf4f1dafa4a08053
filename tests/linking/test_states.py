"""What the tagger's network says of owners and aims, beside the clues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govner.linking import link
from govner.linking.states import COLUMNS, WIDTH, no_owner_odds, owner_odds, target_odds
from govner.schema import Span

from .markup import parse, triples

TWO_UNITS = """
[[T1 LOC|Xã Lao Chải]] giáp [[T2 LOC|xã Púng Luông]], còn [[T3 METRIC|312 hộ nghèo]].
=====
"""
STRONG = 100.0


def state(*, query: float = 0, key: float = 0, none: float = 0, target: float = 0) -> tuple[float, ...]:
    return (query, *[0.0] * (WIDTH - 1), key, *[0.0] * (WIDTH - 1), none, target)


def linked(unit: str, metric: tuple[float, ...]) -> set[tuple[str, str, str]]:
    text, spans, _ = parse(TWO_UNITS)
    keys = {unit: state(key=STRONG), "T3": metric}
    return triples(link(text, [replace(span, state=keys.get(span.id, state())) for span in spans]))


@pytest.mark.parametrize("unit", ["T1", "T2"])
def test_the_unit_whose_key_fits_the_query_of_a_figure_owns_it(unit: str) -> None:
    assert linked(unit, state(query=STRONG)) == {(unit, "HAS_RESULT", "T3")}


def test_a_figure_may_be_said_to_have_no_owner() -> None:
    assert linked("T1", state(none=STRONG)) == set()


def test_a_figure_may_be_said_to_be_a_target() -> None:
    assert linked("T1", state(query=STRONG, target=STRONG)) == {("T1", "HAS_TARGET", "T3")}


@pytest.mark.parametrize("other", [None, (1.0,) * (COLUMNS - 1)])
def test_spans_without_a_state_of_this_shape_say_nothing(other: tuple[float, ...] | None) -> None:
    metric, unit = (Span(id, 0, 1, label, "x", state=other) for id, label in (("T1", "METRIC"), ("T2", "LOC")))
    assert (owner_odds(metric, unit), no_owner_odds(metric), target_odds(metric)) == (0.0, 0.0, 0.0)
