"""The name of a body in, its parts out: type, name, area, and the body above it.

Newcomer's notes. A name is read from the left: the longest type word of the table, then a name, which ends where an
area ("huyện Bắc Hà") or the name of the body above ("Tỉnh ủy", "của Quốc hội") opens. The body above is read in the
same way, at most `_DEPTH` times, so time is linear in the length of the text.
"""

from __future__ import annotations

from govner.knowledge.positions.abbreviations import written_out
from govner.knowledge.positions.areas import (
    BodyLevel,
    canonical_area,
    is_unit,
    levels_of_area,
    levels_of_city,
    opens_area,
)
from govner.knowledge.positions.bodies import Body, BodyKind
from govner.knowledge.positions.body_types import (
    ABOVE_IN_CAPITALS,
    ABOVE_IN_SMALL_LETTERS,
    BODY_TYPES,
    BodyType,
    Shape,
)
from govner.knowledge.positions.fields import FIELDS
from govner.knowledge.positions.words import JOINTS, Words, clean, longest, split
from govner.knowledge.units import PROVINCES, parse_unit

_DEPTH = 4
_OF = frozenset({"của", "thuộc", "các"})
_CITY_TYPES = frozenset({"Thành ủy", "Thành đoàn"})
_OPAQUE = frozenset({BodyKind.ENTERPRISE, BodyKind.PRESS})
"""Kinds whose names may hold anything: "Công ty Cổ phần Tập đoàn Địa ốc Nova" has no body above it."""
_WITH_FIELDS = frozenset({BodyKind.DEPARTMENT, BodyKind.GOVERNMENT, BodyKind.PUBLIC_UNIT, BodyKind.BOARD})
_PLACES_LIKE_TYPES = frozenset({"hải phòng", "quốc phòng", "xuân trường", "trường sa", "hội an", "đoàn hùng"})


def parse_body(text: str) -> Body | None:
    """The parts of a body's name, abbreviated or in full; None for a text without words.

    A name that no table explains is a body of kind OTHER; an administrative unit itself is one of kind LOCALITY.

    >>> body = parse_body("Ban Tổ chức Huyện ủy Bắc Hà")
    >>> body.kind.value, body.level.value, body.place, body.parent.type
    ('party', 'district', 'Bắc Hà', 'Huyện ủy')
    """
    words = split(written_out(clean(text)))
    return _read(words, 0, _DEPTH) if words.written(0) else None


def _read(words: Words, start: int, depth: int) -> Body:
    found = longest(words, start, BODY_TYPES)
    if found and not (found[0].shape is Shape.EXACT and found[1] < len(words)):
        return _typed(words, *found, depth)
    whole = words.written(start)
    if _is_unit(words, start, whole):
        return Body(BodyKind.LOCALITY, area=canonical_area(whole), levels=levels_of_area(whole))
    end = _name_end(words, start + 1, start + 1, depth)
    area, parent = _behind(words, end, depth)
    levels = levels_of_area(area) if area else parent.levels if parent else frozenset()
    field = longest(words, start, FIELDS)
    if field and field[1] == end:
        return Body(BodyKind.DEPARTMENT, "", field[0], area, levels, parent)
    return Body(BodyKind.OTHER, "", words.written(start, end), area, levels, parent)


def _is_unit(words: Words, start: int, whole: str) -> bool:
    return whole.casefold() in PROVINCES or (is_unit(whole) and opens_area(words, start))


def _typed(words: Words, kind: BodyType, at: int, depth: int) -> Body:
    """The body of this type whose further words begin at word `at`."""
    if kind.shape is Shape.PLACED and _is_place(words, at, kind):
        area = canonical_area(words.written(at))
        return Body(kind.kind, kind.spelled, "", area, _levels(kind, area, None))
    named = kind.shape is Shape.NAMED
    depth = 0 if named and kind.kind in _OPAQUE else depth
    field = longest(words, at, FIELDS) if named and kind.kind in _WITH_FIELDS else None
    behind = field[1] if field else at
    end = _name_end(words, behind, behind if field else at + named, depth)
    area, parent = _behind(words, end, depth)
    if end == len(words) and _is_bare_place(words, behind, kind, bool(field)):
        area, end = canonical_area(words.written(behind)), behind
    name = field[0] if field and behind == end else words.written(at, end)
    inherited = parent.kind if kind.inherits and parent and parent.kind is not BodyKind.OTHER else kind.kind
    return Body(inherited, kind.spelled, name, area, _levels(kind, area, parent), parent)


def _name_end(words: Words, start: int, first_above: int, depth: int) -> int:
    """Where, from word `start` on, an area opens, or from `first_above` on the body above; else the end."""
    for at in range(start, len(words)):
        if opens_area(words, at) or (depth and at >= first_above and _opens_body_above(words, at)):
            return at
    return len(words)


def _opens_body_above(words: Words, at: int) -> bool:
    if words.folded[at] in _OF:
        at += 1
    if at == len(words):
        return False
    if at and words.folded[at - 1] in JOINTS:
        return False
    if _PLACES_LIKE_TYPES & {" ".join(words.folded[max(at - 1, 0) : at + 1]), " ".join(words.folded[at : at + 2])}:
        return False
    if words.is_capital(at) and longest(words, at, ABOVE_IN_CAPITALS):
        return True
    return longest(words, at, ABOVE_IN_SMALL_LETTERS) is not None


def _behind(words: Words, at: int, depth: int) -> tuple[str, Body | None]:
    """The area or the body above that opens at word `at`."""
    if at < len(words) and opens_area(words, at):
        return canonical_area(words.written(at)), None
    while at < len(words) and words.folded[at] in _OF:
        at += 1
    return "", _read(words, at, depth - 1) if depth and at < len(words) else None


def _is_place(words: Words, at: int, kind: BodyType) -> bool:
    """Whether the place of a type that always has one begins at word `at`: the unit, or the seat of a committee."""
    if at >= len(words):
        return False
    is_seat = bool(kind.levels) and (words.is_capital(at) or words.text.islower()) and not words.folded[at].isdigit()
    return is_seat or opens_area(words, at, in_small_letters=True)


def _is_bare_place(words: Words, at: int, kind: BodyType, has_field: bool) -> bool:
    """Whether the words from `at` to the end are a place without its type word."""
    if at >= len(words) or words.folded[at] in JOINTS:
        return False
    if words.written(at).casefold() in PROVINCES:
        return kind.kind not in _OPAQUE and kind.kind is not BodyKind.SCHOOL
    if words.folded[at].isdigit() or not words.is_capital(at):
        return False
    return kind.shape is Shape.PLACED or (has_field and kind.spelled == "Sở")


def _levels(kind: BodyType, area: str, parent: Body | None) -> frozenset[BodyLevel]:
    if kind.spelled in _CITY_TYPES:
        return levels_of_city(parse_unit(area).name)
    if area:
        found = levels_of_area(area)
        return (found & kind.levels) or kind.levels or found
    return kind.levels or (parent.levels if parent else frozenset())
