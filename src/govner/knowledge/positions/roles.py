"""The roles of posts, and the words that mark one as deputy, acting, former or standing.

A row of the table is "role|other spellings". Roles that are a head with a body's type word (Trưởng *phòng*, Chánh *Văn
phòng*) stand in a table of their own, because the type word may belong to the body: "Trưởng Phòng Nội vụ" is the
"Trưởng phòng" of "Phòng Nội vụ".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from govner.knowledge.positions.words import key


class PostKind(StrEnum):
    """What a title says of its holder."""

    OFFICE = "office"
    MEMBERSHIP = "membership"
    """A seat in a body: Tỉnh ủy viên, Ủy viên Ban Thường vụ, đại biểu Quốc hội."""
    RANK = "rank"
    """Of the army or the police: Đại tá."""
    DEGREE = "degree"
    """An academic or medical degree or rank: Tiến sĩ, Bác sĩ chuyên khoa II."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role by its canonical name; some spellings say "deputy" themselves (Thứ trưởng, hiệu phó)."""

    name: str
    kind: PostKind
    deputy: bool = False


_OFFICES = """
Chủ tịch
Chủ tịch nước
Bí thư
Bí thư thứ nhất
Tổng Bí thư
Thủ tướng
Giám đốc
Giám đốc điều hành
Tổng Giám đốc
Tổng Giám đốc điều hành
Chủ nhiệm
Thường trực
Chánh án
Thẩm phán
Kiểm sát viên
Hiệu trưởng
Kế toán trưởng
Kiểm toán trưởng
Tổng Kiểm toán Nhà nước
Tổng Biên tập
Tổng Thư ký
Thư ký
Thư ký Tòa soạn
Chỉ huy trưởng
Tham mưu trưởng
Tổng Tham mưu trưởng
Tư lệnh
Chính ủy
Chính trị viên
Chủ nhiệm Chính trị
Xã đội trưởng
Huyện đội trưởng
Thuyền trưởng
Thủ trưởng
Thủ lĩnh
Tỉnh trưởng
Thị trưởng
Quận trưởng
Thương vụ trưởng
Ngoại trưởng
Người phát ngôn
Phát ngôn viên
Trợ lý
Cố vấn
Chuyên viên
Chuyên viên cao cấp
Chuyên viên chính
Thanh tra viên
Điều tra viên
Chấp hành viên
Công chứng viên
Kiểm lâm viên
Phóng viên
Biên tập viên
Giảng viên
Giáo viên
Công chức
Cán bộ
Kế toán
Thủ quỹ
Văn thư
Già làng
Người có uy tín
Đại sứ
Tổng Lãnh sự
Công sứ
Đốc lý
Tổng thống
Thượng nghị sĩ
Hạ nghị sĩ
Nghị sĩ
Thống soái
Luật sư
Hòa thượng
Trưởng lão Hòa thượng
Thượng tọa
Đại đức
Ni sư
Ni trưởng
Pháp chủ
Trụ trì
Cha xứ
Linh mục
Giám mục
Mục sư
Chủ trì
Chủ sở hữu
"""
_DEPUTY_SPELLINGS = """
Bộ trưởng|Thứ trưởng
Hiệu trưởng|Hiệu phó
Xã đội trưởng|Xã đội phó
Huyện đội trưởng|Huyện đội phó
Chỉ huy trưởng|Chỉ huy phó
Thuyền trưởng|Thuyền phó
"""
_MEMBERSHIPS = """
Ủy viên
Đại biểu
Tỉnh ủy viên
Thành ủy viên
Huyện ủy viên
Quận ủy viên
Thị ủy viên
Đảng ủy viên
Chi ủy viên
Cấp ủy viên
Ủy viên Trung ương
Ủy viên Trung ương Đảng
Hội thẩm nhân dân
"""
_RANKS = """
Đại tướng
Thượng tướng
Trung tướng
Thiếu tướng
Đô đốc
Phó Đô đốc
Chuẩn Đô đốc
Đại tá
Thượng tá
Trung tá
Thiếu tá
Đại úy
Thượng úy
Trung úy
Thiếu úy
Thượng sĩ
Trung sĩ
Hạ sĩ
"""
_DEGREES = """
Giáo sư
Giáo sư, Tiến sĩ
Phó Giáo sư
Phó Giáo sư, Tiến sĩ
Tiến sĩ|Tiến sỹ
Tiến sĩ khoa học
Thạc sĩ|Thạc sỹ
Bác sĩ|Bác sỹ
Bác sĩ chuyên khoa I|Bác sĩ chuyên khoa 1
Bác sĩ chuyên khoa II|Bác sĩ chuyên khoa 2
Kiến trúc sư
Nhà giáo Nhân dân
Nhà giáo Ưu tú
Thầy thuốc Nhân dân
Thầy thuốc Ưu tú
Nghệ sĩ Nhân dân
Nghệ sĩ Ưu tú
"""


def _roles() -> Iterator[tuple[str, Role]]:
    for kind, table in (
        (PostKind.OFFICE, _OFFICES),
        (PostKind.MEMBERSHIP, _MEMBERSHIPS),
        (PostKind.RANK, _RANKS),
        (PostKind.DEGREE, _DEGREES),
    ):
        for line in table.strip().splitlines():
            name = line.split("|")[0]
            for spelled in line.split("|"):
                yield key(spelled), Role(name, kind)
    for line in _DEPUTY_SPELLINGS.strip().splitlines():
        name, *spellings = line.split("|")
        for spelled in spellings:
            yield key(spelled), Role(name, PostKind.OFFICE, deputy=True)


ROLES: dict[str, Role] = dict(_roles())
"""Words of a role -> the role."""

VILLAGE_WORDS = frozenset("thôn|bản|làng|ấp|buôn|bon|xóm|khóm|sóc|khu phố|tổ dân phố|khu dân cư".split("|"))
_HEAD_FIRST = {
    "Trưởng": [
        "ban",
        "phòng",
        "đoàn",
        "khoa",
        "tiểu ban",
        "bộ môn",
        "bộ phận",
        "Công an",
        "đài",
        *sorted(VILLAGE_WORDS),
    ],
    "Chánh": ["Văn phòng", "Thanh tra"],
    "Tổng": ["Thanh tra", "Kiểm toán"],
}
_HEAD_LAST = (
    "Bộ|Tổng cục|Cục|Vụ|Chi cục|Viện|Hạt|Trạm|Đồn|Đội|Tổ|Nhóm|"
    "Trung đội|Đại đội|Tiểu đoàn|Trung đoàn|Lữ đoàn|Sư đoàn|Vùng"
).split("|")


@dataclass(frozen=True, slots=True)
class HeadedRole:
    """A role that is a head (Trưởng, Chánh, Tổng) with the type word of the body that it heads."""

    name: str
    head: str
    type_word: str


def _headed_roles() -> Iterator[HeadedRole]:
    for head, type_words in _HEAD_FIRST.items():
        yield from (HeadedRole(f"{head} {word}", head, word) for word in type_words)
    yield from (HeadedRole(f"{word} trưởng", "Trưởng", word) for word in _HEAD_LAST)


_HEADED = tuple(_headed_roles())
HEADED_ROLES: dict[str, HeadedRole] = {
    key(spelled): headed
    for headed in _HEADED
    for spelled in (headed.name, f"{headed.head} {headed.type_word}", f"{headed.type_word} {headed.head}")
    if spelled != "Trưởng Bộ"
}
"""Words of a headed role -> the role: "Trưởng thôn" and "thôn trưởng" are one."""
HEADED_DEPUTIES: dict[str, HeadedRole] = {
    key(spelled): headed
    for headed in reversed(_HEADED)
    if headed.head != "Tổng" and headed.name not in ("Bộ trưởng", "Chánh Thanh tra")
    for spelled in (f"phó {headed.type_word}", f"{headed.type_word} phó")
}
"""Words of a headed role's deputy that leave out its head: "Phó phòng", "cục phó"."""
ROLES_BY_BODY: dict[tuple[str, str], HeadedRole] = {(headed.head, key(headed.type_word)): headed for headed in _HEADED}
"""Head and type word -> the role: a "Trưởng" of "Phòng Nội vụ" is a "Trưởng phòng"."""
HEADS = {"trưởng": "Trưởng", "chánh": "Chánh", "tổng": "Tổng"}
"""Heads that stand alone, their body beside them."""

BEFORE = {
    "nguyên": "former",
    "cựu": "former",
    "quyền": "acting",
    "phụ trách": "acting",
    "phó": "deputy",
    "các": "plural",
    "những": "plural",
    "tân": "",
    "đồng chí": "",
    "đ/c": "",
    "ông": "",
    "bà": "",
}
"""Word before a role -> what it says of the post; an empty one says nothing of it."""
BEHIND = {
    "thường trực": "standing",
    "chuyên trách": "full_time",
    "phụ trách": "acting",
    "điều hành": "acting",
    "dự khuyết": "alternate",
}
"""Word behind a role -> what it says of the post."""
