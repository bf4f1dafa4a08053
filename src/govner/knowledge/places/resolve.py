"""Which unit each place name of a document means.

Newcomer's notes. Many names are shared: nine districts are called Châu Thành, dozens of communes Tân Lập, Hòa Bình is
a province, its city and a score of communes. A document tells which it means by the other places it names:

1. every name (once for all its mentions) gets its *candidates*, the units that it may mean (`_Reading`);
2. the names vote for each other's candidates (`evidence.py`);
3. every mention takes the candidate that the next mentions hold ("xã Tân Lập, huyện Đan Phượng"), or else the best
   supported. A tie, or a commune that nothing else in the document speaks for, is no answer.

Where the day of the document is not known it is read twice, as of early 2025 and as of today, and that reading holds in
which more of it agrees. All is linear in the mentions, because a name has a bounded number of candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from govner.knowledge.places.evidence import ANNOUNCED, Evidence, Name
from govner.knowledge.places.gazetteer import REFORM, AdminUnit, Gazetteer, shipped_gazetteer
from govner.knowledge.places.hints import speaks_of_districts, units_named_in
from govner.knowledge.places.names import parse_name
from govner.knowledge.units import Level

_BEFORE = ANNOUNCED - timedelta(days=1)
"""A day on which every unit of the old list is in force and no report speaks of the new ones."""

_ENOUGH = 0.5
"""Support that a commune needs: half a vote of another name for its district or province."""

_REGIONS = frozenset({"đông bắc", "đông nam", "tây bắc", "tây nam"})


def resolve(mentions: Sequence[str], on: date | None = None, bodies: Iterable[str] = ()) -> list[AdminUnit | None]:
    """The unit that each place name of a document means, None where it is none or not certain.

    `mentions` are the LOC texts in the order of the document, `on` is its day, `bodies` are its ORG texts, whose names
    tell of units too. Villages, streets, rivers, sites, regions and foreign places are no units.
    """
    units = shipped_gazetteer()
    bodies = tuple(bodies)
    extra = [name for body in bodies for name in units_named_in(body, units)]
    if on is not None:
        return _Reading(units, mentions, extra, on).answers()
    old, new = (_Reading(units, mentions, extra, day) for day in (_BEFORE, date.max))
    for_old = old.agreement() + sum(map(speaks_of_districts, bodies))
    return (old if for_old >= new.agreement() else new).answers()


class _Claim(NamedTuple):
    """How well a candidate fits a mention; the clues in the order of their weight."""

    holders: int
    exact_district: bool
    in_force: bool
    support: float
    exact: bool


_Fit = tuple[AdminUnit, _Claim]


class _Reading:
    """A document read as of one day."""

    def __init__(self, units: Gazetteer, mentions: Sequence[str], extra: Sequence[str], on: date):
        self._units = units
        self._on = on
        self._without_diacritics = all(text.isascii() for text in mentions)
        names = _merged({text: self._name(text) for text in (*mentions, *extra)})
        self._evidence = Evidence(Counter(names[text] for text in (*mentions, *extra)), units, on)
        order = [names[text] for text in mentions]
        best = cache(self._best)
        self._fits = [best(name, *order[at + 1 : at + 3]) for at, name in enumerate(order)]

    def answers(self) -> list[AdminUnit | None]:
        """The unit of each mention."""
        return [fit and fit[0] for fit in self._fits]

    def agreement(self) -> int:
        """How well the day fits: answers that other names speak for, less names of another day.

        A report may look back at units that have ended, which counts against today but not against a day of long ago,
        but not ahead: units to come count threefold, and once where a unit of another type had the name before.
        """
        likely = self._evidence.likely
        is_today = self._on >= REFORM
        supported = {unit: claim for unit, claim in filter(None, self._fits) if claim.support >= _ENOUGH}
        agreeing = sum(claim.in_force or not is_today for claim in supported.values())
        ended = sum(bool(units) and not any(unit.in_force(self._on) for unit in units) for units in likely.values())
        future = sum(1 if name.candidates else 3 for name in likely if name.is_future and name.word)
        return agreeing - ended * is_today - future

    def _name(self, text: str) -> Name:
        word, key = parse_name(text)
        if not word and (key in _REGIONS or _opens_with_common_noun(text)):
            return Name(word, key, ())
        found = self._units.named(text, self._without_diacritics)
        candidates = tuple(unit for unit in found if self._is_conceivable(unit))
        is_future = bool(found) and not any(map(self._is_conceivable, _of_word(found, word)))
        return Name(word, key, candidates, is_future)

    def _is_conceivable(self, unit: AdminUnit) -> bool:
        return unit.since is None or unit.since <= self._on or (unit.since == REFORM and self._on >= ANNOUNCED)

    def _best(self, name: Name, *after: Name) -> _Fit | None:
        holders = [other for other in after if other.key != name.key and self._is_above_communes(other)]
        fits = [fit for pool in self._evidence.pools(name) if (fit := self._choose(name, pool, holders))]
        if len(fits) > 1 and not self._evidence.is_typed(name, fits[0][0]) and _is_chance(*fits[0]):
            return fits[1]
        return fits[0] if fits else None

    def _is_above_communes(self, name: Name) -> bool:
        return any(unit.level != Level.COMMUNE for unit in self._evidence.likely[name])

    def _choose(self, name: Name, pool: Sequence[AdminUnit], holders: Sequence[Name]) -> _Fit | None:
        fits = [(unit, self._claim(name, unit, holders)) for unit in pool]
        best = max(claim for _, claim in fits)
        winner, *rivals = (unit for unit, claim in fits if claim == best)
        if rivals or (winner.level == Level.COMMUNE and not self._is_sure(name, winner, best, holders)):
            return None
        return winner, best

    def _claim(self, name: Name, unit: AdminUnit, holders: Sequence[Name]) -> _Claim:
        exact = unit.type == name.word
        return _Claim(
            sum(self._evidence.holds(holder, unit) for holder in holders),
            exact and unit.level == Level.DISTRICT,
            unit.in_force(self._on),
            self._evidence.support(name, unit),
            exact,
        )

    def _is_sure(self, name: Name, commune: AdminUnit, claim: _Claim, holders: Sequence[Name]) -> bool:
        """Whether a commune is an answer: its district follows, others speak for it, or there is nothing else."""
        districts = (other for other in holders if self._evidence.likely[other][0].level == Level.DISTRICT)
        if any(self._evidence.holds(district, commune) for district in districts):
            return True
        if claim.support >= _ENOUGH:
            return self._evidence.speaks_for(name, commune)
        return not self._evidence.has_districts and bool(name.word) and len(_of_word(name.candidates, name.word)) == 1


def _of_word(units: Sequence[AdminUnit], word: str) -> Sequence[AdminUnit]:
    """The units whose type is the word itself; all of them where it is none's."""
    return [unit for unit in units if unit.type == word] or units


def _merged(names: dict[str, Name]) -> dict[str, Name]:
    """The names with one object for all texts that say the same."""
    same: dict[tuple[str, str, bool], Name] = {}
    return {text: same.setdefault((name.word, name.key, bool(name.candidates)), name) for text, name in names.items()}


def _is_chance(unit: AdminUnit, claim: _Claim) -> bool:
    """Whether nothing but its name speaks for a district; then a commune for which more speaks is likelier."""
    return unit.level == Level.DISTRICT and not claim.holders and claim.support < _ENOUGH


def _opens_with_common_noun(text: str) -> bool:
    """Whether a name opens with a small letter and goes on with a capital: sông Lô, cầu Giấy."""
    return text[:1].islower() and not text.islower()
