"""The words of a post in, its parts out.

Newcomer's notes. A post is read from the left: words that mark it (nguyên, Quyền, Phó), the role, marks again (Thường
trực, chuyên trách), then the body. Where the role is a head with a type word, the type word belongs to both: "Trưởng
ban Tổ chức Tỉnh ủy", "Trưởng Ban Tổ chức Tỉnh ủy" and "Trưởng" at "Ban Tổ chức Tỉnh ủy" are one post. A list is cut at
a comma, "kiêm" or "và" only where a role opens behind it, so "Sở Văn hóa, Thể thao và Du lịch" stays whole.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from govner.knowledge.positions.abbreviations import written_out
from govner.knowledge.positions.areas import type_word
from govner.knowledge.positions.bodies import Body, BodyKind
from govner.knowledge.positions.body_grammar import parse_body
from govner.knowledge.positions.offices import has_office, seat
from govner.knowledge.positions.posts import IN_CHARGE, Post
from govner.knowledge.positions.roles import (
    BEFORE,
    BEHIND,
    HEADED_DEPUTIES,
    HEADED_ROLES,
    HEADS,
    ROLES,
    ROLES_BY_BODY,
    VILLAGE_WORDS,
    HeadedRole,
    PostKind,
    Role,
)
from govner.knowledge.positions.words import Words, clean, key, longest, split

_SEPARATORS = frozenset({",", ";", "-", "–", "/", "và", "kiêm"})
_ALSO = re.compile(r"(?<!\w)(?:đồng thời(?: là)?|kiêm nhiệm)(?!\w)", re.IGNORECASE)
_NOT_IN_LISTS = frozenset({"Cán bộ", "Công chức", "Kế toán", "Thường trực", "Văn thư", "Thủ quỹ"})
"""Roles that are also parts of names: Phòng Tổ chức - Cán bộ."""
_SEATS_OF_PARTY = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
}
_TOTAL = "Tổng Giám đốc"


def parse_position(title: str, body: str | None = None) -> Post | None:
    """The parts of a post; of a list the first post, and None where the words open with no role that is known.

    `body` is the name of the body or place where the title stands apart from it.

    >>> post = parse_position("nguyên Phó Chủ tịch UBND huyện Bắc Hà")
    >>> post.role, post.deputy, post.former, post.body.canonical
    ('Chủ tịch', True, True, 'Ủy ban nhân dân huyện Bắc Hà')
    """
    return next(iter(parse_positions(title, body)), None)


def parse_positions(title: str, body: str | None = None) -> tuple[Post, ...]:
    """The posts of a list, in order; `body` is that of the last one.

    A post without a body has that of the next one of the same role: "Chủ tịch, Phó Chủ tịch UBND huyện".
    """
    words = split(_ALSO.sub("kiêm", written_out(clean(title))))
    posts: list[Post] = []
    pieces = list(_pieces(words))
    for at, piece in enumerate(reversed(pieces)):
        post = _post(piece, body if at == 0 else None)
        if post and post.body is None and posts and posts[-1].role == post.role:
            post = dataclasses.replace(post, body=posts[-1].body)
        if post:
            posts.append(post)
    return tuple(reversed(posts))


def _pieces(words: Words) -> Iterator[Words]:
    start = at = 0
    while at < len(words):
        opening = _opening(words, at)
        at = opening.end if opening else at + 1
        while at < len(words) and not _begins_piece(words, at):
            at += 1
        yield words.part(start, at)
        start = at = at + 1


def _begins_piece(words: Words, separator: int) -> bool:
    if words.folded[separator] not in _SEPARATORS:
        return False
    opening = _opening(words, separator + 1)
    return opening is not None and opening.role not in _NOT_IN_LISTS


@dataclass(frozen=True, slots=True)
class _Opening:
    """The words up to the end of a role: `headed` where the role holds the body's type word."""

    role: str
    kind: PostKind
    marks: frozenset[str]
    end: int
    headed: HeadedRole | None = None
    is_bare_head: bool = False


def _opening(words: Words, start: int) -> _Opening | None:
    """The role that opens at word `start`, behind the words that mark it."""
    marks: set[str] = set()
    at = start
    while at < len(words):
        if found := _role(words, at, marks):
            return found
        before = longest(words, at, BEFORE)
        if before is None:
            break
        marks.add(before[0])
        at = before[1]
    if start < at < len(words) and words.folded[at - 2 : at] == ("phụ", "trách"):
        return _Opening(IN_CHARGE, PostKind.OFFICE, frozenset(marks), at)
    return None


def _role(words: Words, at: int, marks: set[str]) -> _Opening | None:
    role, role_end = longest(words, at, ROLES) or (None, at)
    headed, headed_end = longest(words, at, HEADED_ROLES) or (None, at)
    short, short_end = longest(words, at, HEADED_DEPUTIES) or (None, at)
    if role and role_end >= max(headed_end, short_end):
        return _plain(role, frozenset(marks), role_end)
    if headed and headed_end >= short_end:
        return _Opening(headed.name, PostKind.OFFICE, frozenset(marks), headed_end, headed)
    if short and (short_end == len(words) or words.folded[short_end] not in HEADS):
        return _Opening(short.name, PostKind.OFFICE, frozenset(marks | {"deputy"}), short_end, short)
    if words.folded[at] in HEADS:
        return _Opening(HEADS[words.folded[at]], PostKind.OFFICE, frozenset(marks), at + 1, is_bare_head=True)
    return None


def _plain(role: Role, marks: frozenset[str], end: int) -> _Opening:
    name = role.name
    if role.deputy:
        marks |= {"deputy"}
    if "deputy" in marks and name.endswith(" điều hành"):
        name, marks = name.removesuffix(" điều hành"), marks | {"acting"}
    return _Opening(name, role.kind, marks, end)


def _post(words: Words, body_beside: str | None) -> Post | None:
    opening = _opening(words, 0)
    if opening is None:
        return None
    marks, at = _marks_behind(words, opening)
    rest = words.part(at)
    beside = parse_body(body_beside) if body_beside else None
    body = _headed_body(opening.headed, rest, beside) if opening.headed else _body(rest, beside)
    detail = _detail(rest.written(0), body, beside)
    role = _role_at(opening, marks, body)
    return Post(
        role=role,
        kind=opening.kind,
        deputy="deputy" in marks,
        acting="acting" in marks,
        former="former" in marks,
        standing="standing" in marks,
        full_time="full_time" in marks,
        alternate="alternate" in marks,
        plural="plural" in marks,
        body=_implied(role, body),
        detail=detail,
    )


def _marks_behind(words: Words, opening: _Opening) -> tuple[frozenset[str], int]:
    marks, at = opening.marks, opening.end
    while (behind := longest(words, at, BEHIND)) and _is_mark(words, *behind, marks, opening):
        marks |= {behind[0]}
        at = behind[1]
    return marks, at


def _is_mark(words: Words, mark: str, end: int, marks: frozenset[str], opening: _Opening) -> bool:
    """Whether the word marks the post: "Ủy viên Thường trực", but "Trưởng Ban Thường trực" names the Ban."""
    if mark == "standing":
        return "deputy" in marks or opening.kind is PostKind.MEMBERSHIP or opening.role == "Bí thư"
    if mark == "acting":
        return "deputy" in marks and (end == len(words) or words.is_capital(end))
    return True


def _headed_body(headed: HeadedRole, rest: Words, beside: Body | None) -> Body | None:
    """The body of a role that holds its type word; a village is a body by its type word alone."""
    written = rest.written(0)
    if beside:
        if not written:
            return _with_type_word(headed, beside.canonical, beside)
        joint = ", " if headed.type_word in VILLAGE_WORDS and beside.kind is BodyKind.LOCALITY else " "
        whole = _before_body(written, beside, joint)
        return _with_type_word(headed, whole, parse_body(whole)) if whole else beside
    if written:
        return _with_type_word(headed, written, parse_body(written))
    return parse_body(headed.type_word) if headed.type_word in VILLAGE_WORDS else None


def _with_type_word(headed: HeadedRole, written: str, body: Body | None) -> Body | None:
    """The body as it is written, or with the type word that it shares with its head's role before it.

    "Nội vụ" of a "Trưởng phòng" is the "Phòng Nội vụ"; "Ban Tổ chức" and "Sư đoàn 316" have type words of their own,
    but "Thường trực" of a "Trưởng ban" is the "Ban Thường trực".
    """
    if f"{written} ".casefold().startswith(f"{headed.type_word} ".casefold()):
        return body
    longer = parse_body(f"{headed.type_word} {written}")
    is_whole = longer and (not longer.name or longer.type.casefold() != headed.type_word.casefold())
    return longer if is_whole or not (body and body.type) else body


def _body(rest: Words, beside: Body | None) -> Body | None:
    written = rest.written(0)
    if beside:
        is_name = not beside.type and not (beside.kind is BodyKind.LOCALITY and type_word(beside.area))
        own = parse_body(written)
        whole = _before_body(written, beside) if own and (own.type or is_name) else ""
        return parse_body(whole) if whole else beside
    body = parse_body(written)
    is_known = body and (body.type or body.kind is BodyKind.LOCALITY or rest.is_capital(0))
    return body if is_known else None


def _before_body(written: str, beside: Body, joint: str = " ") -> str:
    """A title's last words with the body beside it, what both say once; "" where they say no more than the body.

    "Ban Thường vụ" before "Huyện ủy" is the "Ban Thường vụ Huyện ủy", "Sở" before "Sở Y tế" nothing more.
    """
    if _repeats(written, beside):
        return ""
    words, body = split(written), split(beside.canonical)
    shared = next(n for n in range(len(words), -1, -1) if words.folded[len(words) - n :] == body.folded[:n])
    return f"{words.written(0, len(words) - shared)}{joint}{beside.canonical}"


def _detail(written: str, body: Body | None, beside: Body | None) -> str:
    """The words behind a role that neither open nor repeat its body: the "địa chính" of a "Cán bộ" at a commune."""
    own = parse_body(written)
    if body is None or own is None:
        return written
    if body is not beside or own.type or own.kind is BodyKind.LOCALITY or _repeats(written, body):
        return ""
    return written


def _repeats(written: str, body: Body) -> bool:
    return f" {key(written)} " in f" {key(body.canonical)} "


def _role_at(opening: _Opening, marks: frozenset[str], body: Body | None) -> str:
    """The role; that of a head alone is told by its body: "Trưởng" at "Phòng Nội vụ" is a "Trưởng phòng"."""
    if not opening.is_bare_head:
        return opening.role
    if body is None:
        return _TOTAL if opening.role == "Tổng" and "deputy" in marks else opening.role
    words = split(body.canonical)
    for length in (3, 2, 1):
        if headed := ROLES_BY_BODY.get((opening.role, " ".join(words.folded[:length]))):
            return headed.name
    return opening.role


def _implied(role: str, body: Body | None) -> Body | None:
    """The body that a post at a place means: the chair of a commune is that of its UBND."""
    if body is None:
        return None
    if body.kind is not BodyKind.LOCALITY:
        above = seat(body, role)
        return above if has_office(above, role) else body
    if role == "Chủ tịch":
        return parse_body(f"Ủy ban nhân dân {body.area}")
    if role == "Bí thư":
        word = type_word(body.area)
        if word in VILLAGE_WORDS:
            return parse_body(f"Chi bộ {body.area}")
        if word in _SEATS_OF_PARTY:
            return parse_body(f"{_SEATS_OF_PARTY[word]}{body.area[len(word) :]}")
        return parse_body(f"Đảng ủy {body.area}") if word else body
    return body
