"""When two posts of different reports are the same, and whether one person holds a post at a time."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache

from govner.knowledge.places import shipped_gazetteer
from govner.knowledge.positions import Body, BodyLevel, Post, PostKind, parse_position
from govner.knowledge.positions.body_types import BODY_TYPES, Shape
from govner.knowledge.positions.words import key
from govner.text.names import fold

_HEADS = frozenset(
    "Chủ tịch|Bí thư|Bí thư thứ nhất|Giám đốc|Tổng Giám đốc|Chủ nhiệm|Chánh án|Hiệu trưởng|Tổng Biên tập|"
    "Chỉ huy trưởng|Tham mưu trưởng|Chính ủy|Chính trị viên|Tư lệnh|Xã đội trưởng|Huyện đội trưởng|"
    "Chánh Văn phòng|Chánh Thanh tra".split("|")
)
"""Roles of one person at a body, beside those that a head's word and the type word of the body make."""
_MANY_AT_A_PLACE = ("Chi bộ", "Chi ủy", "Chi đoàn", "Chi hội")


@dataclass(frozen=True, slots=True)
class HeldPost:
    """What tells a post from others: its words without its place, and the unit's code as of today.

    `ties` tell persons of one name apart: two with a common one are one person.
    """

    position: str
    place_code: str | None
    has_one_holder: bool
    ties: frozenset[str]

    @property
    def identity(self) -> tuple[str, str | None]:
        """Equal for two posts that are the same."""
        return fold(self.position), self.place_code


@lru_cache(maxsize=4096)
def held_post(title: str, body: str | None, place_code: str | None) -> HeldPost:
    """The post that a title, the body it is held at and the code of its unit name."""
    post = parse_position(title, body)
    code = continuing_code(place_code) if place_code else None
    if post is None:
        position = f"{title} {body}" if body else title
        return HeldPost(position, code, False, frozenset({f"at {code}"} if code else ()))
    position = _without_place(post).canonical if code else post.canonical
    ties = {f"at {code}"} if code else {fold(position)} if post.body and _is_known_anywhere(post.body) else set()
    return HeldPost(position, code, code is not None and _has_one_holder(post), frozenset(ties))


@lru_cache(maxsize=16384)
def continuing_code(code: str) -> str:
    """The code of the unit that went on under the name of the one with this code: "01" for "01/2025", Hà Nội."""
    units = shipped_gazetteer()
    unit = units.unit(code)
    while unit and (heirs := units.successors(unit)) and heirs[0].full_name == unit.full_name:
        unit = heirs[0]
    return unit.id if unit else code


def _without_place(post: Post) -> Post:
    return dataclasses.replace(post, body=_unplaced(post.body) if post.body else None)


def _unplaced(body: Body) -> Body:
    return dataclasses.replace(body, area="", parent=_unplaced(body.parent) if body.parent else None)


def _is_known_anywhere(body: Body) -> bool:
    """Whether the name of a body alone says which one it is, as that of a ministry or a company does."""
    if body.place or body.level is BodyLevel.CENTRAL:
        return True
    return bool(body.name) and not body.levels


def _has_one_holder(post: Post) -> bool:
    if post.kind is not PostKind.OFFICE or post.deputy or post.acting or post.former or post.standing or post.plural:
        return False
    is_head = post.role in _HEADS or post.role.startswith("Trưởng ") or post.role.endswith(" trưởng")
    return is_head and post.body is not None and _is_one_at_its_place(post.body)


def _is_one_at_its_place(body: Body) -> bool:
    """Whether a unit has one such body: a "Phòng Nội vụ", but not a "Phòng"."""
    kind = BODY_TYPES.get(key(body.type))
    if kind is None or body.type.startswith(_MANY_AT_A_PLACE):
        return False
    return bool(body.name) or kind.shape is not Shape.NAMED
