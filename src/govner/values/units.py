"""The administrative units of one document: to which one a place, a body or a post of it belongs.

Newcomer's notes. All place names of a document are resolved together, once, because they tell which unit each other
means. A body whose name holds a place ("UBND huyện Bắc Hà") belongs to that unit. One that says a level alone ("UBND
huyện", "Sở Y tế") belongs to a unit of that level that the document speaks of; which one is *inferred*. A named commune
speaks for its district and its province, too. Where nothing tells one unit from another, there is no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from govner.knowledge.places import AdminUnit, resolve
from govner.knowledge.places.era import day_since_reform
from govner.knowledge.positions import Body, BodyLevel, parse_body
from govner.knowledge.units import TYPE_WORDS, Level, split_type
from govner.schema import Span

_MAIN = 3
"""How often as the next unit of its level, at least, a unit is named that the document is about as a whole."""
_SEAT = re.compile(r"(tỉnh|thành|huyện|quận|thị) ?(?:ủy|đoàn)", re.IGNORECASE)
_SEAT_WORDS = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_OUTER_UNIT = re.compile(r", ?| (?=(?:tỉnh|thành phố) )")
_ORIGIN = re.compile(
    r"(?<!\w)(?:(?<!làng )(?<!vùng )(?<!miền )quê(?: quán| gốc)?|nguyên quán|"
    r"sinh(?: ra| năm \d+| và| lớn lên){0,3}(?= tại| ở)|(?<!lưu )(?<!nội )(?<!bán )trú|ngụ)(?: tại| ở)?:? ?$",
    re.IGNORECASE,
)
"""Before a place that a person comes from or lives at."""
_ORIGIN_WIDTH = 40
_STEP_UP = re.compile(r",? ?(?:- )?")
"""Between a place and the unit that holds it."""
_STATE_LEVELS = {BodyLevel(level.value): level for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)}


@dataclass(frozen=True, slots=True)
class Place:
    """The unit that something belongs to; `inferred` where its own words do not name it."""

    unit: AdminUnit
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Rank:
    """The units that a body without a place may belong to: those of these levels, under this type word if any."""

    levels: frozenset[Level]
    word: str

    def matches(self, unit: AdminUnit) -> bool:
        return unit.level in self.levels and self.word in ("", unit.type)


class Units:
    """The units that the LOC and ORG spans of a text name, read as of the document's day where that is known."""

    def __init__(self, text: str, spans: Iterable[Span], on: date | None = None):
        self._line_ends = [end.start() for end in re.finditer(r"[\r\n]", text)]
        self._on = on or day_since_reform(text)
        ordered = sorted((span for span in spans if span.label in ("LOC", "ORG")), key=lambda span: span.start)
        names = [(span, name, is_own) for span in ordered for name, is_own in _names(span)]
        bodies = (span.text for span in ordered if span.label == "ORG")
        units = resolve([name for _, name, _ in names], self._on, bodies)
        origins = set(_origins(text, ordered))
        self._own = {span.id: unit for (span, _, is_own), unit in zip(names, units, strict=True) if is_own and unit}
        self._named = [
            (span.start, split_type(name)[0], unit)
            for (span, name, _), unit in zip(names, units, strict=True)
            if unit and span.id not in origins
        ]
        self._spoken_of: dict[_Rank, _SpokenOf] = {}

    def named(self, span: Span) -> AdminUnit | None:
        """The unit that the words of a LOC or ORG span name."""
        return self._own.get(span.id)

    def of(self, span: Span) -> Place | None:
        """The unit that a LOC or ORG span is, or belongs to."""
        unit = self.named(span)
        return Place(unit) if unit else self.infer(parse_body(span.text), span.start)

    def infer(self, body: Body | None, at: int, beside: Iterable[AdminUnit] = ()) -> Place | None:
        """The unit that a body named without a place belongs to, where the text names it at this offset.

        `beside` are the units of posts that one breath gives the same person: "Bí thư Huyện ủy, Chủ tịch UBND huyện
        Bắc Hà". Without one of the level among them it is the unit that was named last in the paragraph, if none is
        named more often in the document, or else the one that the whole document is about.
        """
        rank = _rank(body) if body else None
        if rank is None:
            return None
        near = {unit for other in beside for unit in other.lineage if rank.matches(unit)}
        if len(near) == 1:
            return Place(near.pop(), inferred=True)
        if rank not in self._spoken_of:
            self._spoken_of[rank] = _SpokenOf(self._candidates(rank))
        line = bisect_left(self._line_ends, at)
        unit = self._spoken_of[rank].likeliest(self._line_ends[line - 1] if line else 0, at)
        return Place(unit, inferred=True) if unit else None

    def _candidates(self, rank: _Rank) -> list[tuple[int, AdminUnit]]:
        """The units of a rank that are named, or hold one that is, with the offsets; those of the day before others."""
        found = [
            (start, unit)
            for start, word, named in self._named
            for unit in named.lineage
            if rank.matches(unit) or (unit is named and word == rank.word and unit.level in rank.levels)
        ]
        of_the_day = [(start, unit) for start, unit in found if self._on is None or unit.in_force(self._on)]
        return of_the_day or found


class _SpokenOf:
    """The units of one rank in the order in which a document speaks of them."""

    def __init__(self, mentions: Sequence[tuple[int, AdminUnit]]):
        self._mentions = mentions
        self._counts = Counter(unit for _, unit in mentions)
        self._most_named = self._counts.most_common(2)

    def likeliest(self, start: int, end: int) -> AdminUnit | None:
        """The unit that a body means at the end of a stretch; None where two are as likely."""
        if not self._mentions:
            return None
        (first, most), *others = self._most_named
        last = bisect_left(self._mentions, end, key=lambda mention: mention[0]) - 1
        if last >= 0 and self._mentions[last][0] >= start:
            unit = self._mentions[last][1]
            if self._counts[unit] == most:
                return unit
        return first if not others or most >= _MAIN * others[0][1] else None


def _origins(text: str, ordered: Sequence[Span]) -> Iterator[str]:
    """The ids of the places that say where a person is from, not what the text speaks of: "quê xã Tả Van, Sa Pa"."""
    end = None
    for span in ordered:
        if span.label == "LOC" and (
            _ORIGIN.search(text[max(0, span.start - _ORIGIN_WIDTH) : span.start])
            or (end is not None and _STEP_UP.fullmatch(text, end, span.start))
        ):
            end = span.end
            yield span.id
        else:
            end = None


def _names(span: Span) -> Iterator[tuple[str, bool]]:
    """The names of units in a place or body, the unit's own first, each with whether it is that."""
    if span.label == "LOC":
        yield span.text, True
        return
    for body in _upwards(parse_body(span.text)):
        if body.area and body.place:
            own, *outer = _OUTER_UNIT.split(body.area)
            word = _seat_word(body)
            yield (f"{word} {own}" if word and not split_type(own)[0] else own), True
            yield from ((name, False) for name in outer)
            return


def _rank(body: Body) -> _Rank | None:
    """The rank of a body's unit, where it leaves one open; "UBND cấp huyện" and "UBND các huyện" mean no single one."""
    if body.place or body.name.casefold() == "các" or not body.levels <= _STATE_LEVELS.keys():
        return None
    word = ""
    for part in _upwards(body):
        word = part.area.casefold() or _seat_word(part)
        if (part.area and word not in TYPE_WORDS) or (word and not part.area and part.name):
            return None
        if word:
            break
    levels = frozenset(_STATE_LEVELS[level] for level in body.levels)
    return _Rank(levels, word) if len(levels) == 1 or (levels and word) else None


def _seat_word(body: Body) -> str:
    """The type word of the unit that a "Huyện ủy" or "Tỉnh đoàn" belongs to; "" for other bodies."""
    seat = _SEAT.fullmatch(body.type)
    return _SEAT_WORDS[seat[1].casefold()] if seat else ""


def _upwards(body: Body | None) -> Iterator[Body]:
    while body:
        yield body
        body = body.parent
