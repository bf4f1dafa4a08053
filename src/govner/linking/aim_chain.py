"""Whether the METRICs that have an owner are targets or results, one after the other: a chain, as that of the owners.

A plan goes on through a list ("mục tiêu 40 xã, 300 thôn"), and some words turn it ("chỉ tiêu 40 xã, nay đạt 31"): the
aim of one METRIC, with what stands between the two, is a clue to that of the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govner.linking.aims import CUE, aim_clues, once, tokens
from govner.linking.layout import Layout, Mention
from govner.linking.rows import planned, tabled
from govner.linking.states import target_odds
from govner.linking.weights import SURE, weigh

_BETWEEN, _REACH = 8, 400
"""Words between two METRICs of a sentence, and characters between any two, that are looked at: the last ones."""


@dataclass(frozen=True, slots=True)
class AimCase:
    """One METRIC that has an owner as the weights judge it: the clues to its own aim, and the steps to it.

    `steps` are clues only together with the aim of the METRIC before (`after`); the first of a document has none.
    `odds` is what the tagger's network and the column of a table say of a target.
    """

    clues: frozenset[str]
    steps: tuple[str, ...]
    odds: float

    def after(self, target: bool) -> Iterator[str]:
        """The clues that lie in the METRIC before being a target or a result."""
        return (f"{'after_target' if target else 'after_result'}.{step}" for step in self.steps)


def aim_cases(layout: Layout, owned: Iterable[Mention]) -> Iterator[AimCase]:
    """The METRICs of a document that have an owner, in order."""
    before: Mention | None = None
    in_plans, in_tables = planned(layout), tabled(layout)
    for metric in owned:
        # Neither a table goes on with the aims of the prose above it, nor the prose below with those of its last row.
        joined = before and (before.index in in_tables) == (metric.index in in_tables)
        steps = _steps(layout, before, metric) if before and joined else ()
        in_plan = in_plans.get(metric.index)
        odds = target_odds(metric.span) + (0.0 if in_plan is None else SURE if in_plan else -SURE)
        yield AimCase(frozenset(aim_clues(layout, metric)), tuple(steps), odds)
        before = metric


def _steps(layout: Layout, before: Mention, metric: Mention) -> Iterator[str]:
    """What joins a METRIC to the one before, or parts them: how far it is, and the words between."""
    yield "line" if before.line != metric.line else str(min(metric.sentence - before.sentence, 2))
    between = layout.gap(max(before.end, metric.start - _REACH), metric.start)
    yield from once("cue", CUE.findall(between))
    if before.sentence == metric.sentence:
        yield f"mark.{between[:2]}"
        yield from once("word", tokens(between)[-_BETWEEN:])


@dataclass(frozen=True, slots=True)
class _Choice:
    """The best chain that ends in one aim: its log-probability, that of its last step, and the choice before."""

    target: bool
    total: float
    last: float
    before: _Choice | None


def best_aims(cases: Iterable[AimCase], weights: Mapping[str, float]) -> list[tuple[bool, float]]:
    """Whether each METRIC is a target in the most probable chain, with the probability of that step."""
    choices: list[_Choice] = []
    for case in cases:
        own = weigh(case.clues, weights) + case.odds
        steps: list[tuple[_Choice | None, float]] = [
            (before, own + weigh(case.after(before.target), weights)) for before in choices
        ]
        choices = [_best(target, steps or [(None, own)]) for target in (False, True)]
    return _unwind(max(choices, key=lambda choice: choice.total)) if choices else []


def _best(target: bool, steps: Iterable[tuple[_Choice | None, float]]) -> _Choice:
    """The best of the chains that go on to an aim; each step has the log-odds of a target."""
    found = []
    for before, odds in steps:
        last = -math.log1p(math.exp(-max(-30.0, min(30.0, odds if target else -odds))))
        found.append(_Choice(target, (before.total if before else 0.0) + last, last, before))
    return max(found, key=lambda choice: choice.total)


def _unwind(choice: _Choice | None) -> list[tuple[bool, float]]:
    chain = []
    while choice:
        chain.append((choice.target, math.exp(choice.last)))
        choice = choice.before
    return chain[::-1]
