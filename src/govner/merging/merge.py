"""Many reports in, the merged tables out.

Newcomer's notes. Reports are added one at a time and forgotten; what grows is the tables. A person is known by name and
*ties*: the units that the posts are at, and bodies that there is only one of, such as a ministry. Two officials of one
name are one person if a chain of shared ties joins them, whatever the order of the reports. A unit that went on under
its name after a reform is one unit throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from govner.knowledge.dates import report_day
from govner.merging.conflicts import rival_holders
from govner.merging.posts import HeldPost, continuing_code, held_post
from govner.merging.records import Conflict, Merged, MergedOfficial, MergedUnit
from govner.schema import Official, Position, Report
from govner.text.names import name_key


def merge(reports: Iterable[Report]) -> Merged:
    """The officials and units of many reports, in the order in which the reports first name them.

    The reports are read once and may be a stream; a report's day is the one that its meta or its text says, its id
    must be its own. One without tables, such as gold data, adds nothing.
    """
    persons, units = _Persons(), _Units()
    for report in reports:
        day = report_day(report.text, report.meta)
        for official in report.officials or ():
            persons.add(official, report.id, day)
        units.add(report, day)
    rows = list(persons.rows())
    return Merged(tuple(row for _, row in rows), tuple(units.rows()), tuple(_conflicts(rows)))


def _conflicts(rows: Iterable[tuple[HeldPost, MergedOfficial]]) -> Iterator[Conflict]:
    holders: dict[tuple[str, str], list[MergedOfficial]] = defaultdict(list)
    for held, row in rows:
        if held.has_one_holder and held.place_code:
            holders[held.position, held.place_code].append(row)
    for (position, code), all_of_them in holders.items():
        if rivals := rival_holders(all_of_them):
            yield Conflict(position, rivals[0].place, code, rivals)


@dataclass(slots=True)
class _Seen:
    """The first and the last day of something, as far as known."""

    first: date | None = None
    last: date | None = None

    def join(self, other: _Seen) -> None:
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)


@dataclass(slots=True)
class _Post:
    """A row of the officials so far: `latest` is the position as the latest report gives it."""

    held: HeldPost
    latest: Position
    seen: _Seen
    inferred: bool
    mentions: dict[str, int]
    """Id of a report -> how often it names the person."""

    @classmethod
    def of(cls, position: Position, report: str, day: date | None, mentions: int) -> _Post:
        held = held_post(position.title, position.body, position.place_code)
        return cls(held, position, _Seen(day, day), position.inferred, {report: mentions})

    def join(self, other: _Post) -> None:
        """Add what other reports say of the post."""
        if (other.seen.last or date.min) >= (self.seen.last or date.min):
            self.latest = other.latest
        self.seen.join(other.seen)
        self.inferred = self.inferred and other.inferred
        self.mentions |= other.mentions

    def row(self, person: int, name: str) -> MergedOfficial:
        return MergedOfficial(
            person=person,
            name=name,
            position=self.held.position,
            body=self.latest.body,
            place=self.latest.place,
            place_code=self.latest.place_code,
            inferred=self.inferred,
            first_seen=self.seen.first,
            last_seen=self.seen.last,
            mentions=sum(self.mentions.values()),
            reports=tuple(self.mentions),
            evidence=self.latest.evidence,
        )


@dataclass(slots=True, eq=False)
class _Person:
    """A person so far, with the posts in the order in which they came."""

    name: str
    number: int
    posts: dict[tuple[str, str | None], _Post] = field(default_factory=dict)
    ties: set[str] = field(default_factory=set)

    def hold(self, post: _Post) -> None:
        self.ties |= post.held.ties
        if known := self.posts.get(post.held.identity):
            known.join(post)
        else:
            self.posts[post.held.identity] = post

    def join(self, other: _Person) -> None:
        """Take over the posts of what has turned out to be the same person."""
        if self.name.isupper():
            self.name = other.name
        for post in other.posts.values():
            self.hold(post)


class _Persons:
    """The persons so far, found by name and tie."""

    def __init__(self) -> None:
        self._all: dict[_Person, None] = {}
        self._by_tie: dict[tuple[str, str], _Person] = {}
        self._numbers = count()

    def add(self, official: Official, report: str, day: date | None) -> None:
        """Note an official of a report; one without a position is in no row."""
        person = _Person(official.name, next(self._numbers))
        for position in official.positions:
            person.hold(_Post.of(position, report, day, len(official.mentions)))
        if person.posts:
            self._place(name_key(official.name), person)

    def _place(self, name: str, new: _Person) -> None:
        """Add a person to the one or more of this name who share a tie, all of whom are one then."""
        known = {self._by_tie[name, tie] for tie in new.ties if (name, tie) in self._by_tie}
        person, *others = sorted({*known, new}, key=lambda other: other.number)
        for other in others:
            person.join(other)
            self._all.pop(other, None)
        self._all.setdefault(person)
        for tie in set().union(*(other.ties for other in (new, *others))):
            self._by_tie[name, tie] = person

    def rows(self) -> Iterator[tuple[HeldPost, MergedOfficial]]:
        """The rows of the officials, those of a person together."""
        for number, person in enumerate(self._all, start=1):
            for post in person.posts.values():
                yield post.held, post.row(number, person.name)


@dataclass(slots=True)
class _Unit:
    """A row of the units so far."""

    name: str
    seen: _Seen = field(default_factory=_Seen)
    figures: int = 0
    positions: int = 0
    reports: int = 0


class _Units:
    """The units so far, by code."""

    def __init__(self) -> None:
        self._all: dict[str, _Unit] = {}

    def add(self, report: Report, day: date | None) -> None:
        """Note the units of a report's figures and posts."""
        here: dict[str, _Unit] = {}
        for figure in report.figures or ():
            if unit := self._unit(figure.owner_code, figure.owner_unit, here):
                unit.figures += 1
        for official in report.officials or ():
            for position in official.positions:
                if unit := self._unit(position.place_code, position.place, here):
                    unit.positions += 1
        for unit in here.values():
            unit.reports += 1
            unit.seen.join(_Seen(day, day))

    def _unit(self, code: str | None, name: str | None, here: dict[str, _Unit]) -> _Unit | None:
        """The unit of this code, noted in `here`."""
        if code is None:
            return None
        code = continuing_code(code)
        return here.setdefault(code, self._all.setdefault(code, _Unit(name or code)))

    def rows(self) -> Iterator[MergedUnit]:
        """The rows of the units."""
        for code, unit in self._all.items():
            days = unit.seen
            yield MergedUnit(code, unit.name, unit.figures, unit.positions, unit.reports, days.first, days.last)
