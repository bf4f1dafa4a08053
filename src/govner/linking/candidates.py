"""The pairs of spans worth judging. The owners of METRICs are chosen among them, in training and at work alike.

Every span has a bounded number of candidates, found by place or by name over the whole document, so that the work is
linear in its length. What is no candidate cannot become the owner of a figure: `training/train_linker.py --dev` prints
the recall.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from govner.knowledge.units import TYPE_WORDS, Level, unit_name
from govner.linking.layout import UNIT_LABELS, Layout, Mention, nearest

NEAR_PERSONS = 5
"""Persons on each side of a TITLE, and of the nearest TITLEs with the same words."""
NEAR_BODIES = 3
"""Bodies and places on each side of a TITLE."""
NAMESAKES = 3
"""TITLEs with the same words on each side of a TITLE."""
EARLIER_OWNERS = 12
LATER_OWNERS = 4
MAIN_OWNERS = 6
_LOOK_BACK = 80
_LOOK_AHEAD = 8
_LONGEST_NAME = 5
TYPE_OF_COMMITTEE = {
    "tỉnh ủy": "tỉnh",
    "thành ủy": "thành phố",
    "quận ủy": "quận",
    "thị ủy": "thị xã",
    "huyện ủy": "huyện",
}
"""The Party's committee of a unit -> the type word of the unit."""
_SEAT = re.compile(
    r"(?:(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân) (?P<unit>tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn)|"
    rf"(?P<committee>{'|'.join(TYPE_OF_COMMITTEE)})) (?P<name>\w.*)"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit that may own a METRIC: `anchor` is where the text speaks of it nearest to the METRIC.

    An `implied` anchor is a body that names the unit (UBND huyện Bắc Sơn speaks of Bắc Sơn too); `mention` is the one
    to link: the nearest earlier mention of the unit, the nearest later one where there is none earlier. Where no
    mention names the unit alone, the body stands for it: it is a candidate as what it is and, `implied`, as its unit.
    """

    key: str
    anchor: Mention
    mention: Mention
    implied: bool

    @property
    def is_body(self) -> bool:
        """Whether it is a body as such: not a place, and not one that stands for its place."""
        return self.mention.span.label == "ORG" and not self.implied


@dataclass(frozen=True)
class OwnerCandidates:
    """The units that the METRICs of a document may belong to."""

    layout: Layout

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The units that the document names most often, the most frequent first."""
        counts = Counter({key: len(mentions) for key, mentions in self.layout.by_key.items()})
        return tuple(key for key, _ in counts.most_common(MAIN_OWNERS))

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(mention.key for mention in self.layout.labelled("LOC"))

    @cached_property
    def _bodies(self) -> tuple[str, ...]:
        """The keys of the bodies in the order in which they are named first."""
        return tuple(dict.fromkeys(mention.key for mention in self.layout.labelled("ORG")))

    @cached_property
    def place_of_body(self) -> dict[str, str]:
        """Key of a body -> key of the place in its name, where the document names that place alone too."""
        found: dict[str, str] = {}
        for key in self._bodies:
            words = key.split()
            names = (unit_name(" ".join(words[-count:])) for count in range(1, min(_LONGEST_NAME, len(words)) + 1))
            place = max((name for name in names if name in self._places), key=len, default=None)
            if place:
                found[key] = place
        return found

    @cached_property
    def seats(self) -> dict[str, frozenset[Level]]:
        """Key of a body that governs a unit which the document does not name alone -> the levels of that unit."""
        found: dict[str, frozenset[Level]] = {}
        for key in self._bodies:
            if key not in self.place_of_body and (seat := _SEAT.fullmatch(key)):
                found[key] = TYPE_WORDS[seat["unit"] or TYPE_OF_COMMITTEE[seat["committee"]]]
        return found

    def of(self, metric: Mention) -> tuple[Owner, ...]:
        """The candidates of one METRIC: units just before it, just behind it, and the document's main ones."""
        owners: dict[tuple[str, bool], Owner] = {}
        mentions = self.layout.mentions
        for mention in reversed(mentions[max(0, metric.index - _LOOK_BACK) : metric.index]):
            if len(_keys(owners)) >= EARLIER_OWNERS:
                break
            self._add(owners, mention, metric)
        enough = len(_keys(owners)) + LATER_OWNERS
        for mention in mentions[metric.index + 1 : metric.index + 1 + _LOOK_AHEAD]:
            if len(_keys(owners)) >= enough:
                break
            self._add(owners, mention, metric)
        for key in self.main:
            if key not in _keys(owners):
                self._add(owners, nearest(self.layout.by_key[key], metric), metric)
        return tuple(owners.values())

    def _add(self, owners: dict[tuple[str, bool], Owner], anchor: Mention, metric: Mention) -> None:
        for key, implied in self._spoken_of(anchor):
            as_unit = implied and key in self.seats
            if (key, as_unit) not in owners:
                owners[key, as_unit] = Owner(key, anchor, nearest(self.layout.by_key[key], metric), implied)

    def _spoken_of(self, mention: Mention) -> Iterator[tuple[str, bool]]:
        if mention.span.label in UNIT_LABELS:
            yield mention.key, False
            if mention.span.label == "ORG" and mention.key in self.place_of_body:
                yield self.place_of_body[mention.key], True
            if mention.key in self.seats:
                yield mention.key, True


def pairs(layout: Layout) -> Iterator[tuple[Mention, Mention]]:
    """Every pair (head, tail) worth judging, once: PERSON and TITLE, TITLE and body, unit and METRIC."""
    for title, persons in _holders(layout):
        yield from ((person, title) for person in persons)
    units = layout.labelled(*UNIT_LABELS)
    for title in layout.labelled("TITLE"):
        yield from ((title, body) for body in _around(units, title, NEAR_BODIES))
    owners = OwnerCandidates(layout)
    for metric in layout.labelled("METRIC"):
        heads = {owner.mention.index: owner.mention for owner in owners.of(metric)}
        yield from ((head, metric) for head in heads.values())


def _keys(owners: Iterable[tuple[str, bool]]) -> set[str]:
    return {key for key, _ in owners}


def _holders(layout: Layout) -> Iterator[tuple[Mention, list[Mention]]]:
    persons = layout.labelled("PERSON")
    titles: dict[str, list[Mention]] = {}
    for title in layout.labelled("TITLE"):
        titles.setdefault(title.key, []).append(title)
    for namesakes in titles.values():
        for title in namesakes:
            places = (title, *_around(namesakes, title, NAMESAKES))
            near = {person.index: person for place in places for person in _around(persons, place, NEAR_PERSONS)}
            yield title, list(near.values())


def _around(mentions: Sequence[Mention], mention: Mention, count: int) -> Sequence[Mention]:
    """Up to `count` of ordered `mentions` on each side of one."""
    at = bisect(mentions, mention.index, key=lambda other: other.index)
    return mentions[max(0, at - count) : at + count]
