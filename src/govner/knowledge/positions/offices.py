"""Which offices a body has: a Sở its Giám đốc, a Party committee its Bí thư, a Ban its Trưởng ban."""

from __future__ import annotations

import re

from govner.knowledge.positions.bodies import Body, BodyKind
from govner.knowledge.positions.roles import HEADED_ROLES, ROLES, PostKind
from govner.knowledge.positions.words import key

_STANDS_FOR_ABOVE = frozenset({"Thường trực", "Ban Thường trực"})
"""Types whose members hold their offices in the body above: the "Thường trực HĐND" has the chair of the HĐND."""
_OF_PARTY = frozenset({"Chi bộ", "Đảng bộ", "Đảng ủy"})
"""Types of the Party's bodies within another one."""
_TYPES = {
    "Bí thư": r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng|Chi) ủy|(?:Đảng|Chi) bộ|Đảng đoàn|Ban Cán sự đảng"
    r"|(?:Tỉnh|Thành|Huyện|Quận|Thị|Xã|Chi) ?đoàn|Đoàn (?:xã|phường|thị trấn|Thanh niên).*|Trung ương Đoàn.*",
    "Chủ nhiệm": r"Ủy ban(?! nhân dân).*|Hợp tác xã|Câu lạc bộ",
    "Hiệu trưởng": r"Trường(?: .*)?",
    "Chánh án": r"Tòa án.*",
    "Chỉ huy trưởng": r".*Chỉ huy.*",
}
"""Role -> the types of its bodies."""
_WITH_DIRECTOR = frozenset({BodyKind.ENTERPRISE, BodyKind.PUBLIC_UNIT, BodyKind.PRESS})
_KINDS = {
    "Chủ tịch": frozenset({
        *(BodyKind.COUNCIL, BodyKind.COMMITTEE, BodyKind.FRONT, BodyKind.UNION, BodyKind.ENTERPRISE, BodyKind.BOARD),
        BodyKind.ASSEMBLY,
    }),
    "Giám đốc": _WITH_DIRECTOR | {BodyKind.POLICE, BodyKind.DEPARTMENT, BodyKind.SCHOOL},
    "Tổng Giám đốc": _WITH_DIRECTOR,
    "Tổng Biên tập": frozenset({BodyKind.PRESS}),
}  # fmt: skip
"""Role -> the kinds of its bodies, those but whose type has a head of another name."""
_OTHER_HEADS = re.compile(
    r"(?:Ban(?! Quản lý)|Phòng|Văn phòng(?! Đăng)|Cục|Chi cục|Vụ|Thanh tra|Đoàn|Trường|Khoa)(?!\w)"
)
"""Types that a "Trưởng ban", "Trưởng phòng" or the like leads, no Chủ tịch or Giám đốc."""


def has_office(body: Body, role: str) -> bool | None:
    """Whether a body has the office of this role; None where the tables do not tell.

    A membership or a rank is no office of any body.
    """
    body = seat(body, role)
    known = ROLES.get(key(role))
    if known and known.kind is not PostKind.OFFICE:
        return False
    if headed := HEADED_ROLES.get(key(role)):
        return f"{body.canonical} ".casefold().startswith(f"{headed.type_word} ".casefold())
    if role in _TYPES:
        return re.fullmatch(_TYPES[role], body.type) is not None
    if role in _KINDS:
        return body.kind in _KINDS[role] and not _OTHER_HEADS.match(body.type)
    return None


def seat(body: Body, role: str) -> Body:
    """The body of an office, itself or the one above: the head of a "Chi bộ Trường Mầm non" is the Trường's."""
    within = body.type in _STANDS_FOR_ABOVE or (body.type in _OF_PARTY and role != "Bí thư")
    return body.parent if within and body.parent else body
