"""Posts, grouped by the role and the marks that they mean."""

from __future__ import annotations

import pytest

from govner.knowledge.positions import Post, PostKind, parse_position, parse_positions

MARKS = ("deputy", "acting", "former", "standing", "full_time", "alternate", "plural")

ROLES = {
    "Chủ tịch": "Chủ tịch|chủ tịch|CHỦ TỊCH|CT|Chủ tịch UBND huyện|CT HĐND|Chủ tịch tỉnh|Chủ tịch xã Hòa Bình"
    "|tân Chủ tịch",
    "Chủ tịch: deputy": "Phó Chủ tịch|phó chủ tịch|PCT UBND|Phó chủ tịch xã|P. Chủ tịch UBND|P.CT HĐND",
    "Chủ tịch: deputy standing": "Phó Chủ tịch Thường trực|Phó Chủ tịch thường trực HĐND tỉnh|PCT Thường trực UBND",
    "Chủ tịch: deputy former": "nguyên Phó Chủ tịch|nguyên Phó chủ tịch UBND huyện Bắc Hà|cựu PCT UBND",
    "Chủ tịch: deputy plural": "các Phó Chủ tịch UBND",
    "Chủ tịch: deputy acting": "Phó Chủ tịch phụ trách UBND xã|Phó Chủ tịch phụ trách|Phó Chủ tịch điều hành UBND xã",
    "Chủ tịch: acting": "Quyền Chủ tịch|quyền Chủ tịch UBND tỉnh|Q. Chủ tịch UBND",
    "Chủ tịch: former": "nguyên Chủ tịch|Nguyên Chủ tịch HĐND|cựu Chủ tịch",
    "Chủ tịch nước": "Chủ tịch nước",
    "Chủ tịch nước: deputy": "Phó Chủ tịch nước",
    "Bí thư": "Bí thư|BT Huyện ủy|Bí thư Đảng ủy xã|Bí thư huyện",
    "Bí thư: deputy": "PBT Huyện ủy|Phó bí thư",
    "Bí thư: deputy standing": "Phó Bí thư Thường trực Huyện ủy|PBT Thường trực TU|phó bí thư thường trực",
    "Tổng Bí thư": "Tổng Bí thư|Tổng bí thư",
    "Giám đốc": "Giám đốc|GĐ Sở|Giám đốc Sở Y tế",
    "Giám đốc: acting": "Q. Giám đốc Sở|Quyền Giám đốc Sở Y tế|Q.GĐ",
    "Giám đốc: deputy": "Phó Giám đốc|PGĐ Sở Y tế|P.GĐ Sở",
    "Giám đốc: deputy acting": "Phó Giám đốc phụ trách Sở Y tế|Phó Giám đốc điều hành Sở Y tế",
    "Giám đốc điều hành": "Giám đốc điều hành",
    "Tổng Giám đốc": "Tổng Giám đốc|TGĐ",
    "Tổng Giám đốc: deputy": "Phó Tổng Giám đốc|Phó Tổng",
    "Tổng Biên tập: deputy": "Phó Tổng Biên tập",
    "Trưởng ban": "Trưởng ban|Trưởng Ban Tổ chức Tỉnh ủy|Trưởng ban Dân vận Thành ủy|Trưởng Ban Chỉ đạo",
    "Trưởng ban: deputy": "Phó Trưởng ban|Phó ban|Phó ban Tổ chức Huyện ủy|Phó Trưởng Ban Tuyên giáo Tỉnh ủy",
    "Trưởng ban: deputy standing": "Phó Trưởng ban Thường trực|Phó Trưởng ban Thường trực Ban Chỉ đạo",
    "Trưởng ban: deputy full_time": "Phó Trưởng ban chuyên trách Ban Pháp chế HĐND tỉnh",
    "Trưởng phòng": "Trưởng phòng|Trưởng Phòng Nội vụ|trưởng phòng NN&PTNT",
    "Trưởng phòng: deputy": "Phó trưởng phòng NN&PTNT|Phó phòng|phó phòng Nội vụ huyện",
    "Trưởng đoàn: deputy full_time": "Phó Trưởng đoàn chuyên trách Đoàn ĐBQH tỉnh",
    "Trưởng Công an": "Trưởng Công an xã|trưởng công an huyện Bắc Hà",
    "Trưởng Công an: deputy": "Phó Trưởng Công an huyện|Phó Công an xã",
    "Trưởng thôn": "Trưởng thôn|Trưởng thôn Nà Pù|thôn trưởng",
    "Trưởng xóm": "xóm trưởng|Trưởng xóm",
    "Chánh Văn phòng": "Chánh Văn phòng|Chánh Văn phòng UBND tỉnh|CVP UBND tỉnh",
    "Chánh Văn phòng: deputy": "Phó Chánh Văn phòng|Phó Văn phòng HĐND và UBND huyện",
    "Chánh Thanh tra": "Chánh Thanh tra tỉnh|Chánh thanh tra Sở Y tế",
    "Cục trưởng": "Cục trưởng|Cục trưởng Cục Thuế",
    "Cục trưởng: deputy": "Phó Cục trưởng Cục Thuế|Cục phó|Phó cục trưởng",
    "Chi cục trưởng": "Chi cục trưởng Chi cục Kiểm lâm|Chi cục trưởng Kiểm lâm",
    "Hiệu trưởng: deputy": "Phó Hiệu trưởng|hiệu phó",
    "Bộ trưởng": "Bộ trưởng Bộ Y tế",
    "Bộ trưởng: deputy": "Thứ trưởng|Thứ trưởng Bộ Y tế",
    "Bộ trưởng: deputy former": "cựu Thứ trưởng",
    "Chỉ huy trưởng": "Chỉ huy trưởng Ban CHQS huyện",
    "Thường trực": "Thường trực|Thường trực Ban Bí thư",
    "Phụ trách: acting": "Phụ trách Phòng Nội vụ|phụ trách Sở Y tế",
    "Chủ nhiệm: deputy standing": "Phó Chủ nhiệm thường trực Ủy ban Kiểm tra Tỉnh ủy",
}
MEMBERSHIPS = {
    "Ủy viên": "Ủy viên|Uỷ viên|UV|UVTV Huyện ủy|UVBTV Tỉnh ủy|UVBCH Đảng bộ tỉnh|Ủy viên Ban Thường vụ",
    "Ủy viên: plural": "các Ủy viên Ban Thường vụ Tỉnh ủy|các ủy viên",
    "Ủy viên: alternate": "Ủy viên dự khuyết Ban Chấp hành Trung ương Đảng",
    "Ủy viên: standing": "Ủy viên Thường trực HĐND tỉnh",
    "Tỉnh ủy viên": "Tỉnh ủy viên|TUV|tỉnh uỷ viên",
    "Huyện ủy viên": "Huyện ủy viên|HUV",
    "Đại biểu": "ĐBQH|đại biểu Quốc hội|Đại biểu HĐND tỉnh",
}
RANKS = {name: f"{name}|{name.lower()}|{name.upper()}" for name in ("Đại tá", "Thượng tá", "Thiếu tướng", "Phó Đô đốc")}
DEGREES = {
    "Tiến sĩ": "Tiến sĩ|TS|TS.|Tiến sỹ",
    "Phó Giáo sư, Tiến sĩ": "PGS.TS|PGS. TS|PGS, TS|Phó Giáo sư, Tiến sĩ",
    "Thạc sĩ": "ThS|ThS.|Thạc sỹ",
    "Bác sĩ chuyên khoa II": "BS.CKII|BSCKII|Bác sĩ chuyên khoa II",
}
BODIES = {
    "Huyện ủy": "Phó Bí thư Thường trực Huyện ủy|Bí thư huyện|PBT HU",
    "Huyện ủy Bắc Hà": "Bí thư Huyện ủy Bắc Hà|Bí thư huyện Bắc Hà",
    "Đảng ủy xã": "Bí thư xã|Bí thư Đảng ủy xã",
    "Chi bộ thôn Nà Pù": "Bí thư Chi bộ thôn Nà Pù|Bí thư thôn Nà Pù",
    "Ủy ban nhân dân tỉnh": "Chủ tịch tỉnh|Chủ tịch UBND tỉnh|Phó Chủ tịch tỉnh",
    "Ủy ban nhân dân xã Hòa Bình": "Chủ tịch xã Hòa Bình|Chủ tịch UBND xã Hoà Bình",
    "Ban Tổ chức Tỉnh ủy": "Trưởng Ban Tổ chức Tỉnh ủy|Trưởng ban Tổ chức Tỉnh ủy|Trưởng ban Ban Tổ chức Tỉnh ủy",
    "Ban Pháp chế Hội đồng nhân dân tỉnh": "Phó Trưởng ban chuyên trách Ban Pháp chế HĐND tỉnh"
    "|Trưởng ban Pháp chế HĐND tỉnh",
    "Phòng Nội vụ": "Trưởng Phòng Nội vụ|Trưởng phòng Nội vụ|phó phòng Nội vụ|Phụ trách Phòng Nội vụ",
    "Chi cục Kiểm lâm": "Chi cục trưởng Chi cục Kiểm lâm|Chi cục trưởng Kiểm lâm",
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc huyện": "Trưởng ban Thường trực Ủy ban MTTQ huyện",
    "Văn phòng Tỉnh ủy": "Phó Trưởng phòng Văn phòng Tỉnh ủy",
    "Công an xã": "Trưởng Công an xã|Phó Công an xã",
    "thôn": "Trưởng thôn",
    "thôn Nà Pù": "Trưởng thôn Nà Pù",
    "Sở": "Giám đốc Sở|Q. Giám đốc Sở",
    "Quốc hội": "ĐBQH|Đại biểu Quốc hội|Chủ tịch Quốc hội",
    "Suối Vàng": "Giám đốc Suối Vàng",
    None: "Chủ tịch|Trưởng phòng|Trưởng ban|Đại tá|TUV|Chánh Văn phòng|Thứ trưởng|PGS.TS|Phó Trưởng",
}
APART = {
    ("Trưởng phòng", "Trưởng Phòng Nội vụ"): [("Trưởng", "Phòng Nội vụ"), ("Trưởng phòng", "Nội vụ")],
    ("Trưởng ban", "Trưởng Ban Dân vận Thành ủy"): [
        ("Trưởng", "ban Dân vận Thành ủy"),
        ("Trưởng ban", "Ban Dân vận Thành ủy"),
    ],
    ("Trưởng ban", "Phó Trưởng Ban Tổ chức Tỉnh ủy"): [("Phó Trưởng", "Ban Tổ chức Tỉnh ủy")],
    ("Trưởng đoàn", "Phó Trưởng Đoàn đại biểu Quốc hội tỉnh"): [("Phó Trưởng", "Đoàn ĐBQH tỉnh")],
    ("Trưởng Công an", "Trưởng Công an xã"): [("Trưởng", "Công an xã")],
    ("Trưởng thôn", "Trưởng thôn Nà Pù"): [("Trưởng", "thôn Nà Pù")],
    ("Trạm trưởng", "Trạm trưởng Trạm Y tế xã"): [("Trưởng", "Trạm Y tế xã"), ("Trạm trưởng", "Trạm Y tế xã")],
    ("Đội trưởng", "Đội trưởng Đội 3"): [("Đội trưởng", "Đội 3"), ("Trưởng", "Đội 3")],
    ("Tiểu đoàn trưởng", "Phó Tiểu đoàn trưởng Sư đoàn 316"): [("Tiểu đoàn phó", "Sư đoàn 316")],
    ("Trưởng", "Trưởng Văn phòng Đăng ký đất đai"): [("Trưởng", "Văn phòng Đăng ký đất đai")],
    ("Chánh Văn phòng", "Chánh Văn phòng Ủy ban nhân dân tỉnh"): [("Chánh", "Văn phòng UBND tỉnh")],
    ("Chánh Thanh tra", "Chánh Thanh tra huyện"): [("Chánh", "Thanh tra huyện")],
    ("Tổng Thanh tra", "Phó Tổng Thanh tra Chính phủ"): [("Phó Tổng", "Thanh tra Chính phủ")],
    ("Chủ tịch", "Chủ tịch Ủy ban nhân dân xã Hòa Bình"): [
        ("Chủ tịch", "xã Hòa Bình"),
        ("Chủ tịch xã", "Hòa Bình"),
        ("Chủ tịch xã", "UBND xã Hòa Bình"),
    ],
    ("Giám đốc", "Phó Giám đốc Sở Y tế"): [("Phó Giám đốc Sở", "Sở Y tế"), ("Phó Giám đốc", "Sở Y tế")],
    ("Giám đốc", "Giám đốc Suối Vàng"): [("Giám đốc", "Suối Vàng")],
    ("Ủy viên", "Ủy viên Ban Thường vụ Huyện ủy"): [
        ("UVBTV", "Huyện ủy"),
        ("UVTV", "Huyện ủy"),
        ("Ủy viên Ban Thường vụ", "Huyện ủy"),
        ("Ủy viên", "Ban Thường vụ Huyện ủy"),
        ("Ủy viên Ban Thường vụ", "Ban Thường vụ Huyện ủy"),
    ],
    ("Ủy viên", "Ủy viên Ban Chấp hành Đảng bộ xã Tả Van"): [("UVBCH", "Đảng bộ xã Tả Van")],
    ("Bí thư", "Phó Bí thư Thường trực Đảng ủy"): [("Phó Bí thư TT", "Đảng ủy"), ("PBT TT", "Đảng ủy")],
    ("Trưởng ban", "Trưởng Ban Tổ chức Tỉnh ủy"): [("Trưởng ban Tổ chức", "Tỉnh ủy")],
    ("Trưởng phòng", "Trưởng Phòng Nội vụ huyện Bắc Hà"): [
        ("Trưởng phòng Nội vụ", "huyện Bắc Hà"),
        ("Trưởng phòng Nội vụ", "Phòng Nội vụ huyện Bắc Hà"),
    ],
    ("Trưởng thôn", "Trưởng thôn Nà Pù, xã Tả Van"): [("Trưởng thôn Nà Pù", "xã Tả Van")],
    ("Chủ tịch", "Chủ tịch Hội đồng nhân dân huyện Bắc Hà"): [
        ("Chủ tịch HĐND huyện", "huyện Bắc Hà"),
        ("Chủ tịch", "Thường trực HĐND huyện Bắc Hà"),
    ],
    ("Giám đốc", "Giám đốc Trung tâm Y tế huyện Bắc Hà"): [("Giám đốc", "Chi bộ Trung tâm Y tế huyện Bắc Hà")],
    ("Bí thư", "Bí thư Chi bộ Trung tâm Y tế"): [("Bí thư", "Chi bộ Trung tâm Y tế")],
    ("Cán bộ", "Cán bộ địa chính xã Tả Van"): [("Cán bộ địa chính", "xã Tả Van")],
    ("Ủy viên", "Ủy viên Thường trực Hội đồng nhân dân tỉnh"): [("Ủy viên", "Thường trực HĐND tỉnh")],
}
CANONICAL = {
    "Phó Bí thư Thường trực Huyện ủy Bắc Hà": "Phó Bí thư Thường trực Huyện ủy Bắc Hà|PBT thường trực Huyện uỷ Bắc Hà",
    "nguyên Phó Chủ tịch Ủy ban nhân dân huyện Bắc Hà": "nguyên PCT UBND huyện Bắc Hà"
    "|Nguyên phó chủ tịch UBND H.Bắc Hà",
    "Trưởng Ban Tổ chức Tỉnh ủy": "Trưởng ban Ban Tổ chức Tỉnh ủy|Trưởng ban tổ chức tỉnh uỷ",
    "Quyền Giám đốc Sở": "Q. Giám đốc Sở|quyền GĐ Sở",
    "Thứ trưởng Bộ Y tế": "Thứ trưởng Bộ Y tế|thứ trưởng bộ Y tế",
    "Phó Cục trưởng Cục Thuế": "Phó cục trưởng Cục Thuế|Cục phó Cục Thuế",
    "các Phó Chủ tịch": "các Phó Chủ tịch|các PCT",
    "Ủy viên Ban Thường vụ Tỉnh ủy": "UVBTV Tỉnh ủy|Uỷ viên BTV TU",
    "Cán bộ địa chính": "cán bộ địa chính",
}


def cases(groups: dict[str, str] | dict[str | None, str]) -> list[tuple[str | None, str]]:
    return [(meaning, text) for meaning, texts in groups.items() for text in texts.split("|")]


def parsed(title: str, body: str | None = None) -> Post:
    post = parse_position(title, body)
    assert post is not None
    return post


def meaning_of(post: Post) -> str:
    marks = " ".join(mark for mark in MARKS if getattr(post, mark))
    return f"{post.role}: {marks}" if marks else post.role


@pytest.mark.parametrize(("meaning", "text"), cases(ROLES))
def test_an_office_is_its_role_and_its_marks(meaning: str, text: str) -> None:
    post = parsed(text)
    assert (meaning_of(post), post.kind) == (meaning, PostKind.OFFICE)


@pytest.mark.parametrize(("meaning", "text"), cases(MEMBERSHIPS))
def test_a_membership_is_told_from_an_office(meaning: str, text: str) -> None:
    post = parsed(text)
    assert (meaning_of(post), post.kind) == (meaning, PostKind.MEMBERSHIP)


@pytest.mark.parametrize(("meaning", "text"), cases(RANKS))
def test_a_rank_is_told_from_an_office(meaning: str, text: str) -> None:
    post = parsed(text)
    assert (meaning_of(post), post.kind) == (meaning, PostKind.RANK)


@pytest.mark.parametrize(("meaning", "text"), cases(DEGREES))
def test_a_degree_is_told_from_an_office(meaning: str, text: str) -> None:
    post = parsed(text)
    assert (meaning_of(post), post.kind) == (meaning, PostKind.DEGREE)


@pytest.mark.parametrize(("body", "text"), cases(BODIES))
def test_the_body_is_split_off(body: str | None, text: str) -> None:
    found = parsed(text).body
    assert (found.canonical if found else None) == body


@pytest.mark.parametrize(
    ("role", "canonical", "title", "body"),
    [(*meaning, *given) for meaning, spelled in APART.items() for given in spelled],
)
def test_a_title_and_its_body_may_stand_apart(role: str, canonical: str, title: str, body: str) -> None:
    post = parsed(title, body)
    assert (post.role, post.canonical) == (role, canonical)


@pytest.mark.parametrize(("canonical", "text"), cases(CANONICAL))
def test_spellings_of_one_post_have_one_canonical_form(canonical: str, text: str) -> None:
    assert parsed(text).canonical == canonical


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("UVBTV Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy", ["Ủy viên Ban Thường vụ Tỉnh ủy", "Trưởng Ban Tổ chức Tỉnh ủy"]),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã", ["Bí thư Đảng ủy", "Chủ tịch Hội đồng nhân dân xã"]),
        ("Chủ tịch, Phó Chủ tịch UBND xã", ["Chủ tịch Ủy ban nhân dân xã", "Phó Chủ tịch Ủy ban nhân dân xã"]),
        ("Đại tá, Giám đốc Công an tỉnh", ["Đại tá", "Giám đốc Công an tỉnh"]),
        ("Giám đốc Sở Văn hóa, Thể thao và Du lịch", ["Giám đốc Sở Văn hóa, Thể thao và Du lịch"]),
        ("Phó Giáo sư, Tiến sĩ", ["Phó Giáo sư, Tiến sĩ"]),
        ("PGS.TS, Viện trưởng", ["Phó Giáo sư, Tiến sĩ", "Viện trưởng"]),
        ("Trưởng phòng Tổ chức - Cán bộ", ["Trưởng Phòng Tổ chức cán bộ"]),
        ("Chủ tịch HĐND kiêm Bí thư Đảng ủy xã", ["Chủ tịch Hội đồng nhân dân", "Bí thư Đảng ủy xã"]),
        ("Bí thư Đảng ủy, đồng thời là Chủ tịch HĐND", ["Bí thư Đảng ủy", "Chủ tịch Hội đồng nhân dân"]),
        ("Bí thư Đảng ủy, kiêm Chủ tịch HĐND", ["Bí thư Đảng ủy", "Chủ tịch Hội đồng nhân dân"]),
        ("Phó Bí thư và Chủ tịch UBND huyện", ["Phó Bí thư", "Chủ tịch Ủy ban nhân dân huyện"]),
        ("Suối Vàng", []),
        ("", []),
    ],
)
def test_a_list_is_cut_where_a_role_opens(text: str, posts: list[str]) -> None:
    assert [post.canonical for post in parse_positions(text)] == posts


def test_the_body_beside_a_list_is_that_of_its_last_post() -> None:
    first, last = parse_positions("Bí thư, Chủ tịch", "UBND xã")
    assert (first.body, last.canonical) == (None, "Chủ tịch Ủy ban nhân dân xã")


def test_of_a_list_the_first_post_is_given() -> None:
    assert parsed("Đại tá, Giám đốc Công an tỉnh").canonical == "Đại tá"


@pytest.mark.parametrize("text", ["", "ông", "Suối Vàng", "huyện Bắc Hà", "UBND tỉnh", "nguyên", "phó", "lãnh đạo xã"])
def test_words_without_a_role_are_no_post(text: str) -> None:
    assert parse_position(text) is None


def test_words_that_no_table_explains_are_kept() -> None:
    post = parsed("cán bộ địa chính")
    assert (post.role, post.body, post.detail) == ("Cán bộ", None, "địa chính")
