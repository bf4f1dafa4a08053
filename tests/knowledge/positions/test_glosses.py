"""English glosses of posts and bodies."""

from __future__ import annotations

import pytest

from govner.knowledge.positions import body_gloss, glosses, parse_body, parse_position, position_gloss
from govner.knowledge.positions.body_types import BODY_TYPES
from govner.knowledge.positions.roles import HEADED_ROLES, ROLES

POSTS = {
    "Phó Bí thư Thường trực Huyện ủy Bắc Hà": "Standing Deputy Secretary of the Bắc Hà District Party Committee",
    "Phó Chủ tịch UBND huyện Bắc Hà": "Vice Chairman of the People's Committee of Bắc Hà District",
    "Giám đốc Sở Y tế": "Director of the Provincial Department of Health",
    "Phó Giám đốc Sở Y tế tỉnh Lào Cai": "Deputy Director of the Department of Health of Lào Cai Province",
    "Phó Chủ tịch Thường trực UBND tỉnh": "Permanent Vice Chairman of the Provincial People's Committee",
    "Chủ tịch UBND quận 1": "Chairman of the People's Committee of District 1",
    "Chủ tịch UBND TP.HCM": "Chairman of the People's Committee of Hồ Chí Minh City",
    "Chủ tịch UBND thị xã Nghĩa Lộ, tỉnh Yên Bái": (
        "Chairman of the People's Committee of Nghĩa Lộ Town, Yên Bái Province"
    ),
    "Chủ tịch xã Hòa Bình": "Chairman of the People's Committee of Hòa Bình Commune",
    "nguyên Chủ tịch HĐND tỉnh": "former Chairman of the Provincial People's Council",
    "Quyền Giám đốc Sở Tài chính": "Acting Director of the Provincial Department of Finance",
    "Phó Giám đốc phụ trách Sở Y tế": "Deputy Director in charge of the Provincial Department of Health",
    "Phó Trưởng ban chuyên trách Ban Pháp chế HĐND tỉnh": (
        "Full-time Deputy Head of the Legal Affairs Committee of the Provincial People's Council"
    ),
    "Trưởng Ban Tổ chức Tỉnh ủy Lào Cai": (
        "Head of the Organization Commission of the Lào Cai Provincial Party Committee"
    ),
    "Trưởng phòng Nội vụ huyện Bắc Hà": "Head of the Division of Home Affairs of Bắc Hà District",
    "Trưởng phòng": "Head of Division",
    "Trưởng Công an xã": "Chief of the Commune Police",
    "Trưởng thôn": "Village Head",
    "Trưởng thôn Nà Pù": "Head of Nà Pù Village",
    "Chánh Văn phòng UBND tỉnh": "Chief of the Office of the Provincial People's Committee",
    "Bộ trưởng Bộ Y tế": "Minister of Health",
    "Thứ trưởng Bộ NN&PTNT": "Deputy Minister of Agriculture and Rural Development",
    "Vụ trưởng Vụ Pháp chế Bộ Y tế": "Director General of the Department of Legal Affairs of the Ministry of Health",
    "Cục trưởng Cục Thuế tỉnh": "Director of the Provincial Department of Taxation",
    "Viện trưởng VKSND huyện": "Chief Procurator of the District People's Procuracy",
    "Thủ tướng Chính phủ": "Prime Minister",
    "Phó Chủ tịch nước": "Vice President",
    "Đại biểu Quốc hội": "Deputy of the National Assembly",
    "Ủy viên Ban Thường vụ Huyện ủy": "Member of the Standing Committee of the District Party Committee",
    "Thường trực Ban Bí thư": "Permanent Member of the Secretariat",
    "Phó Hiệu trưởng Trường THPT Lê Lợi": "Vice Principal of Lê Lợi Upper Secondary School",
    "Chủ tịch Hội LHPN tỉnh": "President of the Provincial Women's Union",
    "TUV": "Member of the Provincial Party Committee",
    "Đại tá": "Senior Colonel",
    "PGS.TS": "Associate Professor, Doctor",
}
BODIES = {
    "Thường trực HĐND tỉnh": "Standing Body of the Provincial People's Council",
    "Ban Nội chính Trung ương": "Central Internal Affairs Commission",
    "TAND tối cao": "Supreme People's Court",
    "Ban Dân tộc tỉnh": "Provincial Department of Ethnic Affairs",
    "Ban Dân tộc HĐND tỉnh": "Ethnic Affairs Committee of the Provincial People's Council",
    "Sở": "Department",
    "UBND cấp huyện": "District-level People's Committee",
    "thôn Nà Pù": "Nà Pù Village",
}
UNKNOWN_POSTS = (
    "Giám đốc Suối Vàng|các Phó Chủ tịch|cán bộ địa chính|Giám đốc Công ty Suối Vàng|Già làng"
    "|Chủ nhiệm HTX Bản Phố|Phó Ủy viên"
    "|Chủ tịch đề nghị các xã|Giám đốc Sở Suối Vàng|Chủ tịch Quốc hội Suối Vàng|Chủ nhiệm"
    "|Chủ tịch nước Suối Vàng|Hiệu trưởng Trường Chính trị tỉnh|Thường trực Huyện ủy"
).split("|")
UNKNOWN_BODIES = (
    "Công ty Suối Vàng|Suối Vàng|Sở Suối Vàng|Ban Chỉ đạo xã hội hóa|Chi cục Thuế khu vực|Đồn Biên phòng".split("|")
)


@pytest.mark.parametrize(("text", "english"), POSTS.items())
def test_a_post_has_its_official_english(text: str, english: str) -> None:
    post = parse_position(text)
    assert post is not None
    assert position_gloss(post) == english


@pytest.mark.parametrize(("text", "english"), BODIES.items())
def test_a_body_has_its_official_english(text: str, english: str) -> None:
    body = parse_body(text)
    assert body is not None
    assert body_gloss(body) == english


@pytest.mark.parametrize("text", UNKNOWN_POSTS)
def test_a_post_that_the_tables_lack_has_no_gloss(text: str) -> None:
    post = parse_position(text)
    assert post is not None
    assert position_gloss(post) is None


@pytest.mark.parametrize("text", UNKNOWN_BODIES)
def test_a_body_that_the_tables_lack_has_no_gloss(text: str) -> None:
    body = parse_body(text)
    assert body is not None
    assert body_gloss(body) is None


def test_every_gloss_is_of_a_type_or_role_that_the_grammar_gives() -> None:
    types = {row.spelled for row in BODY_TYPES.values()}
    roles = {role.name for role in ROLES.values()} | {role.name for role in HEADED_ROLES.values()}
    assert set(glosses._BODIES) <= types
    assert set(glosses._OFFICES) | set(glosses._OTHERS) | set(glosses._WITHOUT_BODY) <= roles
