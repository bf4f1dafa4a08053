"""What the place names of a document say about each other, read as of one day.

Every name votes for its likely units and for the units they lie in, the fewer they are the more each. What a unit has
from other names is its *support*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govner.knowledge.places.gazetteer import REFORM, AdminUnit, Gazetteer
from govner.knowledge.units import Level

ANNOUNCED = date(2025, 4, 1)
"""From then on reports name the units to come."""

_MOST_VOTES = 3
"""Mentions of one name that vote: a place named twenty times is no stronger a hint than one named three times."""

_TOP_DOWN = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """One way in which a document writes a place: its type word and key, and the units that it may mean.

    `is_future` says that all that it may mean began after the day of the reading, or at least all of its type word.
    """

    word: str
    key: str
    candidates: tuple[AdminUnit, ...]
    is_future: bool = False


class Evidence:
    """The votes of the names of a document; `counts` says how often each is there."""

    def __init__(self, counts: Mapping[Name, int], units: Gazetteer, on: date):
        self._units = units
        self._on = on
        self._typed = _typed_levels(counts)
        self.likely = {name: self._likely(name) for name in counts}
        """Name -> the units that it means as far as can be told without the others."""
        self._domains = {name: self._domain(likely) for name, likely in self.likely.items()}
        self._votes: dict[str, float] = defaultdict(float)
        self._own: dict[tuple[str, Level, str], float] = defaultdict(float)
        self._from_above: dict[str, float] = defaultdict(float)
        for name, count in counts.items():
            self._vote(name, min(count, _MOST_VOTES))
        districts = (units for units in self.likely.values() if len(units) == 1 and units[0].level == Level.DISTRICT)
        self._with_districts = {unit.lineage[-1].id for units in districts for unit in units}

    def pools(self, name: Name) -> Iterator[list[AdminUnit]]:
        """The candidates of a name, level by level, the likeliest first.

        Those are the levels that the document gives it by type word; then provinces, districts, communes, but districts
        last where there are none any more.
        """
        pools = [[unit for unit in name.candidates if unit.level == level] for level in _TOP_DOWN]
        yield from sorted(
            filter(None, pools), key=lambda pool: (not self.is_typed(name, pool[0]), self._are_gone(pool))
        )

    def is_typed(self, name: Name, unit: AdminUnit) -> bool:
        """Whether the document gives the name, here or elsewhere, with a type word of the unit's level."""
        return unit.level in self._typed.get(name.key, ())

    def _are_gone(self, pool: Sequence[AdminUnit]) -> bool:
        return pool[0].level == Level.DISTRICT and not any(unit.in_force(self._on) for unit in pool)

    def support(self, name: Name, unit: AdminUnit) -> float:
        """Votes of other names: for the province once, for the district (or a unit without one itself) twice."""
        nearest, province = unit.at(Level.DISTRICT) or unit, unit.lineage[-1]
        return 2 * self._of_others(name, unit, nearest) + self._of_others(name, unit, province)

    def _of_others(self, name: Name, unit: AdminUnit, above: AdminUnit) -> float:
        votes = self._votes.get(above.id, 0.0) - self._own.get((name.key, unit.level, above.id), 0.0)
        return round(votes, 6)  # equal fractions that were added in another order are still a tie

    def speaks_for(self, name: Name, unit: AdminUnit) -> bool:
        """Whether provinces and districts that the document names allow for a commune.

        Its province must be one of them; and where districts of that province are too, something must speak for its
        own if other communes share its name: the one that is meant may have ended before the list began.
        """
        district, province = unit.at(Level.DISTRICT), unit.lineage[-1]
        is_shared = sum(other.level == Level.COMMUNE for other in name.candidates) > 1
        if is_shared and district and province.id in self._with_districts:
            return self._of_others(name, unit, district) > 0
        return not self._from_above or self._from_above.get(province.id, 0.0) > 0

    @property
    def has_districts(self) -> bool:
        """Whether any name is likely that of a province or district."""
        return bool(self._from_above)

    def holds(self, name: Name, unit: AdminUnit) -> int:
        """2 where a name is that of a unit in which the given one lies, 1 where that passed it on when it ended."""
        above = {at.id for at in unit.lineage[1:]}
        if any(holder.id in above for holder in self.likely[name]):
            return 2
        if unit.level == Level.COMMUNE:
            above.add(unit.id)
        return int(not self._domains[name].isdisjoint(above))

    def _likely(self, name: Name) -> list[AdminUnit]:
        pool = next(self.pools(name), [])
        if name.word and pool and pool[0].level == Level.DISTRICT:
            pool = [unit for unit in pool if unit.type == name.word] or pool
        return [unit for unit in pool if unit.in_force(self._on)] or pool

    def _domain(self, units: Iterable[AdminUnit]) -> frozenset[str]:
        """Ids of units and of those that hold, in the list as it stood on the day, what they held."""
        return frozenset(kin.id for unit in units for kin in (unit, *self._heirs(unit)))

    def _heirs(self, unit: AdminUnit) -> Sequence[AdminUnit]:
        passed_on = unit.until is not None and (unit.until < REFORM or self._on >= ANNOUNCED)
        return self._units.successors(unit) if passed_on else ()

    def _vote(self, name: Name, weight: float) -> None:
        likely = self.likely[name]
        for unit in likely:
            share = weight / len(likely)
            for id in self._domain(unit.lineage):
                self._votes[id] += share
                self._own[name.key, unit.level, id] += share
                if unit.level != Level.COMMUNE:
                    self._from_above[id] += share


def _typed_levels(names: Iterable[Name]) -> Mapping[str, set[Level]]:
    """Key -> the levels of the units to which a document gives that name with a type word.

    Not those of a unit inside the province of its name: "thành phố Hưng Yên" does not make "Hưng Yên" the city.
    """
    levels: dict[str, set[Level]] = defaultdict(set)
    for name in names:
        if name.word:
            levels[name.key] |= {unit.level for unit in name.candidates if not _is_seat(unit)}
    return levels


def _is_seat(unit: AdminUnit) -> bool:
    return unit.parent is not None and unit.name == unit.lineage[-1].name
