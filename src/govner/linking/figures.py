"""Whose figure a METRIC is, and whether it is a result or a target: HAS_RESULT and HAS_TARGET.

The METRICs of a document form a chain: each has a few candidate owners and "none", scored by the clues of `focus`, and
the owner of one METRIC is a clue to that of the next. The best chain is found step by step (Viterbi), so that a clear
figure later in a passage can mend an unclear one before it. The aims of those that have an owner are a chain of their
own (`aim_chain`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from govner.knowledge.units import parse_unit
from govner.linking import sharing
from govner.linking.aim_chain import aim_cases, best_aims
from govner.linking.candidates import Owner, OwnerCandidates
from govner.linking.dealing import dealt
from govner.linking.focus import Focus, Passage, distance, steps
from govner.linking.layout import Layout, Mention, nearest
from govner.linking.rows import barred, headed
from govner.linking.states import no_owner_odds, owner_odds
from govner.linking.weights import SURE, Weights, shipped_weights, weigh
from govner.schema import Relation

LIKELY = 0.4
"""How likely it must be that a METRIC is one, its owner the owner and its aim the aim, for a link to be made.

Half of the F1 that is reached is the best bound for F1, whatever the classifier (Lipton, Elkan and Narayanaswamy 2014,
"Optimal Thresholding of Classifiers to Maximize F1 Measure").
"""


def figures(layout: Layout, weights: Weights | None = None) -> tuple[Relation, ...]:
    """The owners of the METRICs of a document that have any, each as its result or its target.

    A score is the probability of the owner times that of the aim, both from the clues' weights; those that come with
    the package where none are given.
    """
    weights = weights or shipped_weights()
    found = tuple(cases(layout))
    owned = [
        (case.metric, owner, sure)
        for case, (owner, sure) in zip(found, best_chain(found, weights.owner), strict=True)
        if owner
    ]
    aims = best_aims(aim_cases(layout, [metric for metric, _, _ in owned]), weights.aim)
    relations = []
    for (metric, owner, sure), (target, score) in zip(owned, aims, strict=True):
        label, likely = "HAS_TARGET" if target else "HAS_RESULT", sure * score
        if likely * (1.0 if metric.span.score is None else metric.span.score) < LIKELY:
            continue
        relations.append(Relation(owner.mention.span.id, metric.span.id, label, round(likely, 4)))
        relations += [
            Relation(unit.span.id, metric.span.id, label, round(likely * sharing.SCORE, 4))
            for unit in sharing.sharers(layout, metric, owner.key)
        ]
    return tuple(relations)


@dataclass(frozen=True, slots=True)
class Case:
    """One METRIC as the weights judge it: its candidate owners, None behind them, and the clues to each.

    `odds` is what the network, the heads of `rows` and `dealing` say of each. `far` is the distance to the METRIC
    before, None for the first of a document.
    """

    metric: Mention
    owners: tuple[Owner | None, ...]
    clues: tuple[tuple[str, ...], ...]
    odds: tuple[float, ...]
    far: str | None


def cases(layout: Layout) -> Iterator[Case]:
    """Each METRIC of a document with its candidate owners, in order."""
    candidates = OwnerCandidates(layout)
    focus = Focus(layout, candidates)
    of_rows, of_totals = headed(layout), barred(layout)
    receivers = {**dealt(layout), **of_rows}
    in_tables = of_rows.keys() | of_totals.keys()
    previous: Mention | None = None
    for metric in layout.labelled("METRIC"):
        owners = candidates.of(metric)
        # The unit that heads the row leaves no doubt; in a long table, weighing the others would take most of the time.
        head = tuple(owner for owner in owners if owner.key == of_rows.get(metric.index))
        passage = Passage(focus, metric, head or owners)
        clues = (*(tuple(passage.clues(owner)) for owner in passage.owners), tuple(passage.clues_of_none()))
        # The last row of a table says nothing of the prose behind it.
        is_parted = previous is not None and (previous.index in in_tables) != (metric.index in in_tables)
        far = "table" if is_parted else distance(previous, metric, layout) if previous else None
        receiver, others = receivers.get(metric.index), of_totals.get(metric.index, frozenset())
        odds = (
            owner_odds(metric.span, owner.anchor.span) + SURE * ((owner.key == receiver) - (owner.key in others))
            for owner in passage.owners
        )
        named = (_at_level(owner, passage, metric.index in of_totals) for owner in passage.owners)
        yield Case(metric, (*named, None), clues, (*odds, no_owner_odds(metric.span)), far)
        previous = metric


def _at_level(owner: Owner, passage: Passage, is_total: bool) -> Owner:
    """A candidate by a mention of the level that the sentence speaks of: a district and its town may share a name.

    A total that says of no level is of the unit that the document names first.
    """
    if len(passage.focus.levels_of(owner)) < 2:
        return owner
    named, cue = passage.layout.by_key[owner.key], passage.cue
    fitting = [mention for mention in named if cue and parse_unit(mention.span.text).levels & cue.levels]
    if fitting:
        return replace(owner, mention=nearest(fitting, passage.metric))
    return replace(owner, mention=named[0]) if is_total else owner


@dataclass(frozen=True, slots=True)
class _Choice:
    """The best chain that ends in one owner: its log-probability, that of its last step, and the choice before."""

    owner: Owner | None
    total: float
    last: float
    before: _Choice | None

    @property
    def key(self) -> str | None:
        return self.owner.key if self.owner else None


def best_chain(cases: Iterable[Case], weights: Mapping[str, float]) -> list[tuple[Owner | None, float]]:
    """The owner of each METRIC in the most probable chain, with the probability of that step."""
    choices: list[_Choice] = []
    for case in cases:
        values = [weigh(clues, weights) + odds for clues, odds in zip(case.clues, case.odds, strict=True)]
        alone = list(zip(case.owners, values, strict=True))
        if case.far is None:
            total = _log_sum(values)
            choices = [_Choice(owner, value - total, value - total, None) for owner, value in alone]
        else:
            choices = _extend(choices, alone, case.far, weights)
    return _unwind(max(choices, key=lambda choice: choice.total)) if choices else []


def _extend(
    choices: list[_Choice], alone: list[tuple[Owner | None, float]], far: str, weights: Mapping[str, float]
) -> list[_Choice]:
    best: dict[int, _Choice] = {}
    for before in choices:
        none, same, other = (weigh(steps(before.key, key, far), weights) for key in (None, before.key, ""))
        values = [
            value + (none if owner is None else same if owner.key == before.key else other) for owner, value in alone
        ]
        total = _log_sum(values)
        for index, (owner, _) in enumerate(alone):
            last = values[index] - total
            if index not in best or before.total + last > best[index].total:
                best[index] = _Choice(owner, before.total + last, last, before)
    return list(best.values())


def _unwind(choice: _Choice | None) -> list[tuple[Owner | None, float]]:
    chain = []
    while choice:
        chain.append((choice.owner, math.exp(choice.last)))
        choice = choice.before
    return chain[::-1]


def _log_sum(values: Iterable[float]) -> float:
    listed = list(values)
    top = max(listed)
    return top + math.log(sum(math.exp(value - top) for value in listed))
