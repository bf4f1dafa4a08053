"""A post as one record, and its canonical Vietnamese form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govner.knowledge.positions.bodies import Body
from govner.knowledge.positions.roles import PostKind

IN_CHARGE = "Phụ trách"
"""The role of one who runs a body without a title of its head: "Phụ trách Phòng Nội vụ"."""
_DEPUTIES = {"Bộ trưởng": "Thứ trưởng"}
"""Roles whose deputy has a name of its own."""


@dataclass(frozen=True, slots=True)
class Post:
    """What the words of a post say.

    `role` is the canonical name of the office that the marks modify: a "Phó Bí thư Thường trực" is a deputy, standing
    "Bí thư". `acting` is Quyền, phụ trách or điều hành, `full_time` chuyên trách, `alternate` dự khuyết. `body` is the
    body at which the post is held; "Chủ tịch huyện" is held at the UBND and "Bí thư huyện" at the Huyện ủy. `detail`
    holds the words that no table explains: Cán bộ *địa chính*.
    """

    role: str
    kind: PostKind
    deputy: bool = False
    acting: bool = False
    former: bool = False
    standing: bool = False
    full_time: bool = False
    alternate: bool = False
    plural: bool = False
    body: Body | None = None
    detail: str = ""

    @property
    def canonical(self) -> str:
        """The post in full: abbreviations written out, one spelling, one case, one order of words.

        >>> Post("Bí thư", PostKind.OFFICE, deputy=True, standing=True).canonical
        'Phó Bí thư Thường trực'
        """
        return " ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        marks = " ".join(self._marks_behind())
        body = self.body.canonical if self.body else ""
        if self.plural:
            yield "các"
        if self.former:
            yield "nguyên"
        if self.acting and not self.deputy and self.role != IN_CHARGE:
            yield "Quyền"
        role = self.role if marks else _without_overlap(self.role, body)
        if role:
            yield _DEPUTIES.get(role, f"Phó {role}") if self.deputy else role
        if marks:
            yield marks
        if body:
            yield body

    def _marks_behind(self) -> Iterator[str]:
        if self.standing:
            yield "Thường trực"
        if self.full_time:
            yield "chuyên trách"
        if self.alternate:
            yield "dự khuyết"
        if self.acting and self.deputy:
            yield "phụ trách"
        if self.detail:
            yield self.detail


def _without_overlap(role: str, body: str) -> str:
    """The role without the type word that the body opens with: "Trưởng" of "Trưởng ban" at "Ban Tổ chức"."""
    head, _, type_word = role.partition(" ")
    return head if type_word and f"{body} ".casefold().startswith(f"{type_word} ".casefold()) else role
