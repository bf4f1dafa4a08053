"""Bodies, grouped by what their names say of kind, level, place and the body above."""

from __future__ import annotations

import pytest

from govner.knowledge.positions import Body, BodyLevel, parse_body
from govner.knowledge.units import Level

KINDS = {
    "party": "Huyện ủy|HU|Tỉnh ủy Lào Cai|Thành ủy Hà Nội|Đảng ủy xã Yên Lập|Đảng uỷ xã|chi bộ|BTV Huyện ủy"
    "|Ban Thường vụ"
    "|Thường trực Tỉnh ủy|Ban Tổ chức Tỉnh ủy|ban Dân vận Thành ủy|Ủy ban Kiểm tra Tỉnh ủy|UBKT|Văn phòng Tỉnh ủy"
    "|Bộ Chính trị|Ban Bí thư|Trung ương Đảng|Ban Chấp hành Đảng bộ tỉnh|Đảng ủy UBND tỉnh|Ban Nội chính Trung ương",
    "people's council": "HĐND|HĐND huyện|Thường trực HĐND tỉnh|Ban Pháp chế HĐND tỉnh|Ban Dân tộc HĐND tỉnh|TT HĐND xã"
    "|Ban Đô thị của HĐND thành phố",
    "people's committee": "UBND|UBND tỉnh|Ủy ban nhân dân xã|Uỷ ban Nhân dân (UBND) huyện Bắc Hà|Văn phòng UBND tỉnh"
    "|Văn phòng HĐND và UBND huyện",
    "front": "MTTQ|UBMTTQ VN tỉnh|Ủy ban MTTQ Việt Nam huyện|Mặt trận Tổ quốc|Ban Thường trực Ủy ban MTTQ tỉnh",
    "union": "LĐLĐ tỉnh|Hội Nông dân huyện|Hội LHPN xã|Hội CCB|Tỉnh đoàn|Đoàn xã|Huyện đoàn Bắc Hà|Trung ương Đoàn"
    "|BCH Hội Nông dân tỉnh|Hội Làm vườn tỉnh|Công đoàn",
    "department": "Sở Y tế|Sở NN&PTNT|Phòng Nội vụ|Phòng TN&MT huyện Bắc Hà|Chi cục Thuế khu vực|Cục Thuế tỉnh"
    "|Ban Dân tộc tỉnh|Thanh tra huyện|Thanh tra Sở Y tế|Vụ Pháp chế|Kho bạc Nhà nước|BHXH huyện|Hạt Kiểm lâm huyện"
    "|Ban Quản lý Khu kinh tế|Xây dựng|TN&MT|Văn phòng Đăng ký đất đai",
    "court": "TAND tỉnh|Tòa án nhân dân huyện|Viện KSND tối cao|VKS",
    "police": "Công an xã|Công an huyện|công an|Cơ quan CSĐT Công an tỉnh|Phòng Cảnh sát giao thông",
    "army": "Ban Chỉ huy Quân sự huyện|Bộ CHQS tỉnh|BCHQS|Đồn Biên phòng cửa khẩu|BĐBP tỉnh|Quân khu 2|Sư đoàn 316",
    "enterprise": "Công ty TNHH MTV Suối Vàng|Tập đoàn Suối Vàng|HTX Bản Phố|Ngân hàng Suối Vàng|Nhà máy gạch"
    "|Công ty CP Tập đoàn Suối Vàng|Cty Suối Vàng",
    "school": "Trường THPT Lê Lợi|trường Tiểu học Nà Pù|Học viện Suối Vàng|Đại học Suối Vàng|Trường Chính trị tỉnh",
    "public unit": "Bệnh viện Đa khoa huyện|Trung tâm Y tế|Trạm Y tế xã|Trung tâm|Viện Suối Vàng|Bảo tàng tỉnh",
    "press": "Báo Lào Cai|Đài PT-TH tỉnh|TTXVN|VnExpress|Cổng TTĐT huyện|Tạp chí Suối Vàng",
    "assembly": "Quốc hội|QH|Ủy ban Thường vụ Quốc hội|Đoàn ĐBQH tỉnh|Ủy ban Kinh tế của Quốc hội",
    "government": "Chính phủ|Bộ Y tế|Bộ NN&amp;PTNT|Văn phòng Chính phủ|Thanh tra Chính phủ|Bộ Công an|KTNN",
    "board": "Ban Chỉ đạo|Ban Chỉ đạo huyện|Hội đồng bồi thường huyện|BCĐ xây dựng NTM|Hội đồng thẩm định"
    "|Ban Phát triển thôn",
    "locality": "huyện Bắc Hà|xã Hòa Bình|tỉnh|thôn Nà Pù|Lào Cai|cấp huyện",
    "other": "Suối Vàng|FBI|đội tuyển bóng ném",
}
LEVELS = {
    "central": "Quốc hội|Chính phủ|Bộ Y tế|Bộ Chính trị|Trung ương Đảng|Ban Nội chính Trung ương|Viện KSND tối cao"
    "|Vụ Pháp chế|Vụ Pháp chế Bộ Y tế|Hội Nông dân Việt Nam|Ủy ban Trung ương MTTQ Việt Nam|TAND tối cao",
    "province": "Sở Y tế|Sở Y tế Hà Nội|Tỉnh ủy|UBND tỉnh|UBND tỉnh Lào Cai|UBND TP.HCM|UBND thành phố Hà Nội"
    "|Công an tỉnh"
    "|Thành ủy Hải Phòng|Thanh tra Sở Y tế|Đoàn ĐBQH TP Hà Nội|Tỉnh đoàn|Bộ CHQS tỉnh|Ban Tổ chức Tỉnh ủy|UBND cấp tỉnh"
    "|Công an Hà Nội|Cục Thuế Hải Phòng|Ban Dân tộc",
    "district": "Huyện ủy|Huyện ủy Bắc Hà|UBND huyện|Quận ủy|UBND quận 1|UBND thị xã Nghĩa Lộ|UBND TP. Chí Linh|Thị ủy"
    "|Thành ủy Thanh Hóa|Phòng Nội vụ huyện|Huyện đoàn|UBND cấp huyện|Ban CHQS huyện|UBND H.Bắc Hà|Thành ủy Hội An",
    "commune": "UBND xã|Đảng ủy xã Yên Lập|Công an xã|UBND phường Kim Tân|HĐND thị trấn|Trạm Y tế xã|Đoàn xã"
    "|UBND đặc khu"
    "|UBND xã bảo Đài",
    "village": "Chi bộ thôn Nà Pù|thôn Nà Pù|Ban Phát triển thôn|Ban công tác Mặt trận thôn",
    None: "UBND|HĐND|UBND thành phố|Thành ủy|UBND thành phố Huế|Chi cục Thuế khu vực|Công ty Suối Vàng|Công an|Đảng ủy"
    "|Phòng Nội vụ|Ban Chỉ đạo xã hội hóa|Liên minh Hợp tác xã|Ban Chỉ đạo xây dựng nông thôn",
}
PLACES = {
    "Bắc Hà": "Huyện ủy Bắc Hà|UBND huyện Bắc Hà|UBND HUYỆN BẮC HÀ|huyện ủy bắc hà|Ban Tổ chức Huyện ủy Bắc Hà|H.Bắc Hà"
    "|Phòng Nội vụ huyện Bắc Hà|Huyện ủy Bắc Hà, tỉnh Lào Cai|UBND huyện Bắc Hà (Lào Cai)|BTV Huyện uỷ Bắc Hà",
    "Hòa Bình": "UBND xã Hòa Bình|UBND xã Hoà Bình|xã Hòa Bình|Đảng uỷ xã Hoà Bình",
    "Hồ Chí Minh": "UBND TP.HCM|Sở Y tế TP HCM|Thành ủy TPHCM",
    "Lạng Sơn": "Sở Y tế Lạng Sơn|Sở Y tế tỉnh Lạng Sơn|Công an Lạng Sơn",
    "quận 1": "UBND quận 1|UBND Quận 1|UBND Q.1",
    None: "Sở Y tế|UBND tỉnh|Huyện ủy|Công an huyện|Ban Nội chính Trung ương|UBND cấp huyện|Chi cục Thuế khu vực"
    "|Trường THPT Hòa Bình|KTNN khu vực VII|Chi bộ 8",
}
PARENTS = {
    "Tỉnh ủy": "Ban Tổ chức Tỉnh ủy|ban tổ chức tỉnh uỷ|Văn phòng Tỉnh ủy|BTV TU|Ủy ban Kiểm tra Tỉnh ủy",
    "Ủy ban nhân dân tỉnh": "Văn phòng UBND tỉnh|Đảng ủy UBND tỉnh",
    "Hội đồng nhân dân tỉnh": "Ban Pháp chế HĐND tỉnh|Thường trực HĐND tỉnh|Ban Pháp chế của HĐND tỉnh",
    "Quốc hội": "Ủy ban Kinh tế của Quốc hội",
    "Bộ Y tế": "Vụ Kế hoạch Tài chính Bộ Y tế|Thanh tra Bộ Y tế",
    "Sở Y tế": "Thanh tra Sở Y tế|Chi bộ Sở Y tế|Phòng Tổ chức cán bộ Sở Y tế",
    "Công an huyện": "Cơ quan CSĐT Công an huyện|cơ quan CSĐT công an huyện",
    "Đảng bộ tỉnh": "BCH Đảng bộ tỉnh|Ban Chấp hành Đảng bộ tỉnh",
    None: "Sở Y tế|UBND tỉnh|Công ty CP Tập đoàn Suối Vàng|Thành ủy Hội An|Cục Thuế Hải Phòng|Sở Y tế, Sở Nội vụ",
}
CANONICAL = {
    "Ủy ban nhân dân huyện Bắc Hà": "UBND huyện Bắc Hà|UBND HUYỆN BẮC HÀ|Uỷ ban Nhân dân (UBND) huyện Bắc Hà"
    "|ubnd huyện bắc hà",
    "Sở Nông nghiệp và Phát triển nông thôn": "Sở NN&PTNT|Sở nông nghiệp và phát triển nông thôn|Sở NN - PTNT",
    "Sở Kế hoạch và Đầu tư": "Sở KH-ĐT|Sở Kế hoạch - Đầu tư|Sở Kế hoạch-đầu tư|Sở kế hoạch đầu tư",
    "Sở Tài nguyên và Môi trường": "Sở TN&MT|sở Tài nguyên-Môi trường|Sở Tài nguyên môi trường",
    "Ban Thường vụ Tỉnh ủy": "BTV Tỉnh ủy|ban thường vụ tỉnh uỷ|Ban Thường vụ Tỉnh uỷ",
    "Đoàn đại biểu Quốc hội tỉnh Lào Cai": "Đoàn ĐBQH tỉnh Lào Cai|Đoàn Đại biểu Quốc hội khóa XV tỉnh Lào Cai",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bắc Hà": "Văn phòng HĐND và UBND huyện Bắc Hà"
    "|văn phòng HĐND-UBND huyện Bắc Hà",
    "Phòng Cảnh sát giao thông Công an tỉnh": "Phòng Cảnh sát giao thông Công an tỉnh",
    "Kiểm toán Nhà nước khu vực VII": "KTNN khu vực VII",
}


def cases(groups: dict[str, str] | dict[str | None, str]) -> list[tuple[str | None, str]]:
    return [(meaning, text) for meaning, texts in groups.items() for text in texts.split("|")]


def parsed(text: str) -> Body:
    body = parse_body(text)
    assert body is not None
    return body


@pytest.mark.parametrize(("kind", "text"), cases(KINDS))
def test_the_type_word_says_the_kind(kind: str, text: str) -> None:
    assert parsed(text).kind == kind


@pytest.mark.parametrize(("level", "text"), cases(LEVELS))
def test_the_type_or_the_area_says_the_level(level: str | None, text: str) -> None:
    assert parsed(text).level == level


@pytest.mark.parametrize(("place", "text"), cases(PLACES))
def test_the_place_is_bare(place: str | None, text: str) -> None:
    assert parsed(text).place == place


@pytest.mark.parametrize(("parent", "text"), cases(PARENTS))
def test_the_body_above_is_told(parent: str | None, text: str) -> None:
    above = parsed(text).parent
    assert (above.canonical if above else None) == parent


@pytest.mark.parametrize(("canonical", "text"), cases(CANONICAL))
def test_spellings_of_one_body_have_one_canonical_form(canonical: str, text: str) -> None:
    assert parsed(text).canonical == canonical


@pytest.mark.parametrize("text", ["UBND thành phố", "Thành ủy", "UBND thành phố Huế"])
def test_a_city_leaves_two_levels_open(text: str) -> None:
    assert parsed(text).levels == {BodyLevel.PROVINCE, BodyLevel.DISTRICT}


@pytest.mark.parametrize("level", Level)
def test_the_levels_of_bodies_hold_those_of_units(level: Level) -> None:
    assert BodyLevel(level) == level


@pytest.mark.parametrize("text", ["", "  ", ",.;", "()"])
def test_no_words_are_no_body(text: str) -> None:
    assert parse_body(text) is None
