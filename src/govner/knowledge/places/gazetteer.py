"""The list of administrative units, old and new, and the units that a name may mean.

Facts: `data/units.tsv`, compiled by `training/compile_units.py`, whose docstring says where they come from, of which
days they are and what the file's columns mean. It is read when first asked for, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Self

from govner.knowledge.places.names import fold, loose, parse_name, plain
from govner.knowledge.units import TYPE_WORDS, Level

REFORM = date(2025, 7, 1)
"""The day on which districts ended and today's provinces and communes began."""

_LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}
"""Digits of a code -> level."""
_BLANKS = ("", "", "")


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """An administrative unit of the state under one name and type, in force on the days from `since` to before `until`.

    `code` is that of the General Statistics Office; it may go on to another unit when its own ends, `id` does not.
    `since` is None where it is not known, `until` where the unit is in force. `successor_ids` names the units that took
    it in, the main one first; ask `Gazetteer.successors`, which knows those of districts too.
    """

    code: str
    name: str
    type: str
    level: Level
    parent: AdminUnit | None = field(repr=False)
    since: date | None
    until: date | None
    successor_ids: tuple[str, ...]

    def __hash__(self) -> int:
        return hash((self.code, self.until))

    @property
    def id(self) -> str:
        """The code, and for a unit that has ended a slash and the last year it was in force: "15/2025" is Yên Bái."""
        return f"{self.code}/{_last_year(self.until)}" if self.until else self.code

    @property
    def full_name(self) -> str:
        """Type word and name: huyện Bắc Hà."""
        return f"{self.type} {self.name}"

    @property
    def lineage(self) -> tuple[AdminUnit, ...]:
        """The unit itself and those it lies in, the province last."""
        return (self, *(self.parent.lineage if self.parent else ()))

    @property
    def path(self) -> str:
        """The full names of the lineage: xã Tà Chải, huyện Bắc Hà, tỉnh Lào Cai."""
        return ", ".join(unit.full_name for unit in self.lineage)

    def at(self, level: Level) -> AdminUnit | None:
        """The unit of that level in the lineage."""
        return next((unit for unit in self.lineage if unit.level == level), None)

    def in_force(self, on: date) -> bool:
        """Whether the unit is in force on a day, as far as is known."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


class Gazetteer:
    """All units, in the order of the list, by id, by parent and by name."""

    def __init__(self, units: Iterable[AdminUnit]):
        self.units = tuple(units)

    @classmethod
    def from_tsv(cls, text: str) -> Self:
        """Read the compiled list."""
        return cls(_read(text))

    @cached_property
    def _by_id(self) -> Mapping[str, AdminUnit]:
        return {unit.id: unit for unit in self.units}

    def unit(self, id: str) -> AdminUnit | None:
        """The unit of an id: "15" is Lào Cai, "15/2025" Yên Bái."""
        return self._by_id.get(id)

    @cached_property
    def _children(self) -> Mapping[str, Sequence[AdminUnit]]:
        children: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in self.units:
            if unit.parent:
                children[unit.parent.id].append(unit)
        return children

    def children(self, unit: AdminUnit) -> Sequence[AdminUnit]:
        """The units directly inside a unit."""
        return self._children.get(unit.id, ())

    def successors(self, unit: AdminUnit) -> tuple[AdminUnit, ...]:
        """The units that took a unit in when it ended: of a district of June 2025 the communes of today on its land.

        Empty for a unit in force. They may have ended since: `successors` of huyện Hoành Bồ is thành phố Hạ Long.
        """
        if unit.successor_ids:
            return tuple(self._by_id[successor] for successor in unit.successor_ids)
        inside = (successor for child in self.children(unit) for successor in self.successors(child))
        return tuple(dict.fromkeys(inside)) if unit.until else ()

    def lookup(
        self,
        text: str,
        *,
        levels: Collection[Level] = tuple(Level),
        within: AdminUnit | None = None,
        on: date | None = None,
    ) -> tuple[AdminUnit, ...]:
        """The units that a name may mean, with or without type word, in the list's order; empty where there is none.

        Given are the levels to look at, a unit in whose lineage (itself not counted) they must be, and the day on which
        they must be in force. Where units of the type word itself answer, others of its level do not: a "huyện
        Kỳ Anh" is not thị xã Kỳ Anh, but "huyện Thủy Nguyên" is today's thành phố of that name.
        """
        word, _ = parse_name(text)
        found = [
            unit
            for unit in self.named(text)
            if unit.level in levels
            and (within is None or within in unit.lineage[1:])
            and (on is None or unit.in_force(on))
        ]
        return tuple([unit for unit in found if unit.type == word] or found)

    def named(self, text: str, without_diacritics: bool | None = None) -> Sequence[AdminUnit]:
        """The units of a name and of the levels that its type word says; "thành phố" is no tỉnh.

        Spellings are tried from strict to loose. Diacritics are disregarded where the name has none (or as told).
        """
        word, key = parse_name(text)
        if key.isdecimal() and not word:
            return ()
        if without_diacritics is None:
            without_diacritics = key.isascii()
        return (
            _of_type(word, self._spelled.get(key, ()))
            or _of_type(word, self._loose.get(loose(key), ()))
            or (_of_type(word, self._plain.get(plain(key), ())) if without_diacritics else ())
        )

    @cached_property
    def _spelled(self) -> Mapping[str, Sequence[AdminUnit]]:
        return self._by(cache(fold))

    @cached_property
    def _loose(self) -> Mapping[str, Sequence[AdminUnit]]:
        return self._by(cache(lambda name: loose(fold(name))))

    @cached_property
    def _plain(self) -> Mapping[str, Sequence[AdminUnit]]:
        return self._by(cache(lambda name: plain(fold(name))))

    def _by(self, key: Callable[[str], str]) -> Mapping[str, Sequence[AdminUnit]]:
        index: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in self.units:
            index[key(unit.name)].append(unit)
        return dict(index)


def _of_type(word: str, units: Sequence[AdminUnit]) -> Sequence[AdminUnit]:
    return [unit for unit in units if _may_be(unit, word)] if word else units


def _may_be(unit: AdminUnit, word: str) -> bool:
    if unit.level == Level.PROVINCE or word == "tỉnh":
        return unit.type == word
    return unit.level in TYPE_WORDS[word]


def _read(text: str) -> Iterator[AdminUnit]:
    day = cache(date.fromisoformat)
    above: dict[int, AdminUnit] = {}
    for line in text.splitlines():
        code, word, name, *rest = line.split("\t")
        since, until, successors = *rest, *_BLANKS[len(rest) :]
        depth = len(code)
        if depth == 2:
            above.clear()
        parent = above.get(3, above.get(2)) if depth == 5 else above.get(2)
        unit = AdminUnit(
            code,
            name,
            word,
            _LEVELS[depth],
            parent,
            day(since) if since else None,
            day(until) if until else parent.until if parent else None,
            tuple(successors.split(",")) if successors else (),
        )
        if depth < 5:
            above[depth] = unit
        yield unit


@cache
def _last_year(until: date) -> int:
    return (until - timedelta(days=1)).year


@cache
def shipped_gazetteer() -> Gazetteer:
    """The list that comes with the package, read once."""
    data = files("govner.knowledge").joinpath("data", "units.tsv")
    return Gazetteer.from_tsv(data.read_text(encoding="utf-8"))
