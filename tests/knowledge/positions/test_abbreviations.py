"""Abbreviations written out and back, from one table."""

from __future__ import annotations

import pytest

from govner.knowledge.positions import abbreviate, expand
from govner.knowledge.positions.abbreviations import FULL_FORMS, SHORT_FORMS

DISASTERS = "phòng, chống thiên tai và tìm kiếm cứu nạn"
FULL = {
    "Ủy ban nhân dân": "UBND",
    "Ủy ban nhân dân huyện": "UBND huyện",
    "ủy ban nhân dân xã": "ubnd xã",
    "Phó Chủ tịch Hội đồng nhân dân": "PCT HĐND|Phó Chủ tịch HĐND|P. CT HĐND",
    "Bí thư Huyện ủy": "BT HU|Bí thư HU|BT Huyện uỷ",
    "Phó Bí thư Tỉnh ủy": "PBT TU|Phó Bí thư TU",
    "Giám đốc Sở": "GĐ Sở",
    "Phó Giám đốc Sở": "PGĐ Sở|P.GĐ Sở|P. Giám đốc Sở",
    "Quyền Giám đốc Sở": "Q. Giám đốc Sở|Q.Giám đốc Sở|Q.GĐ Sở",
    "Ban Thường vụ Tỉnh ủy": "BTV Tỉnh ủy|BTV TU",
    "Ban Chấp hành Đảng bộ": "BCH Đảng bộ",
    "Ban Chỉ huy Quân sự huyện": "BCHQS huyện|BCH Quân sự huyện|Ban CHQS huyện",
    "Bộ Chỉ huy Quân sự tỉnh": "Bộ CHQS tỉnh",
    f"Ban Chỉ huy {DISASTERS} tỉnh": "BCH PCTT&TKCN tỉnh|BCH PCTT và TKCN tỉnh",
    "Ban Chỉ huy Phòng thủ dân sự huyện": "BCH PTDS huyện",
    "Bộ đội Biên phòng": "BĐBP",
    "Ủy ban Mặt trận Tổ quốc Việt Nam": "UBMTTQ VN|UBMTTQVN|UB MTTQ VN|Ủy ban MTTQ VN",
    "Liên đoàn Lao động tỉnh": "LĐLĐ tỉnh",
    "Đại biểu Quốc hội": "ĐBQH",
    "Đoàn Đại biểu Quốc hội tỉnh": "Đoàn ĐBQH tỉnh",
    "Sở Nông nghiệp và Phát triển nông thôn": "Sở NN&PTNT|Sở NN-PTNT|Sở NN - PTNT|Sở NN & PTNT|Sở NN và PTNT|Sở NNPTNT",
    "Sở Lao động - Thương binh và Xã hội": "Sở LĐ-TB&XH|Sở LĐ-TBXH|Sở LĐTBXH|Sở LĐTB&XH",
    "Sở Tài nguyên và Môi trường": "Sở TN&MT|Sở TN-MT|Sở TN & MT|Sở TNMT|Sở TN&amp;MT",
    "Sở Kế hoạch và Đầu tư": "Sở KH&ĐT|Sở KH-ĐT|Sở KHĐT",
    "Phòng Giáo dục và Đào tạo": "Phòng GD&ĐT|Phòng GD-ĐT|Phòng GDĐT",
    "Sở Văn hóa, Thể thao và Du lịch": "Sở VH-TT&DL|Sở VHTT&DL|Sở VH,TT&DL|Sở VHTTDL",
    "Sở Thông tin và Truyền thông": "Sở TT&TT|Sở TTTT",
    "Sở Khoa học và Công nghệ": "Sở KH-CN|Sở KH&CN",
    "Chi cục Dân số - Kế hoạch hóa gia đình": "Chi cục DS-KHHGĐ",
    "Cảnh sát Phòng cháy chữa cháy": "Cảnh sát PCCC",
    "kinh tế - xã hội": "KT-XH",
    "thành phố Lào Cai": "TP Lào Cai|TP. Lào Cai|TP.Lào Cai|Tp. Lào Cai",
    "thành phố Hồ Chí Minh": "TP.HCM|TPHCM|TP HCM|TP. HCM",
    "thị xã Nghĩa Lộ": "TX Nghĩa Lộ|TX. Nghĩa Lộ",
    "huyện Bắc Hà": "H.Bắc Hà|H. Bắc Hà",
    "quận 1": "Q.1",
    "phường Kim Tân": "P.Kim Tân|P. Kim Tân",
    "Tỉnh ủy viên": "TUV",
    "Ủy viên Ban Thường vụ": "UVBTV|UV BTV|Ủy viên BTV|UVTV",
    "Phó Bí thư Thường trực": "Phó Bí thư TT|PBT TT",
    "Phó Bí thư Thường trực Đảng ủy": "Phó Bí thư TT Đảng ủy|PBT TT ĐU",
    "Phó Chủ tịch Thường trực Ủy ban nhân dân huyện": "Phó Chủ tịch TT UBND huyện|PCT TT UBND huyện",
    "Phó Chủ tịch thị trấn Sa Pa": "Phó Chủ tịch TT Sa Pa|Phó Chủ tịch TT. Sa Pa",
    "Chủ tịch thị trấn": "Chủ tịch TT|CT TT",
    "Đảng ủy thị trấn Phố Lu": "Đảng ủy TT Phố Lu|ĐU TT Phố Lu",
    "Ủy viên Ban Chấp hành": "UVBCH",
    "Phó Giáo sư, Tiến sĩ": "PGS.TS|PGS. TS|PGS, TS",
    "Bác sĩ chuyên khoa II": "BS.CKII|BSCKII|BS CKII",
    "Thạc sĩ Lan": "ThS. Lan|ThS Lan|ThS.Lan",
    "Trung ương Đảng": "TW Đảng|T.Ư Đảng|TƯ Đảng",
    "Thừa Thiên Huế": "TT-Huế|TT Huế",
    "Thường trực Hội đồng nhân dân huyện": "TT HĐND huyện",
}
CASES = [(full, short) for full, shorts in FULL.items() for short in shorts.split("|")]


@pytest.mark.parametrize(("full", "short"), CASES)
def test_an_abbreviation_is_written_out(full: str, short: str) -> None:
    assert expand(short) == full


@pytest.mark.parametrize(
    "text",
    [
        "HUBND",
        "UBNDX",
        "số 27/BC-UBND",
        "CTY1",
        "đồng chí",
        "Chỉ thị 05-CT/TW",
        "ct",
        "hu",
        "tu",
        "P. giám",
        "A.B",
        "GĐ&XH",
    ],
)
def test_what_is_part_of_another_word_or_number_stays(text: str) -> None:
    assert expand(text) == text


def test_the_full_stop_of_a_sentence_stays() -> None:
    assert expand("Theo UBND.") == "Theo Ủy ban nhân dân."


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Chủ tịch Ủy ban nhân dân huyện Bắc Hà", "CT UBND huyện Bắc Hà"),
        ("Uỷ ban nhân dân xã", "UBND xã"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT"),
        ("Phó Giáo sư, Tiến sĩ", "PGS.TS"),
        ("Ủy viên Ban Thường vụ Tỉnh ủy", "UVBTV TU"),
        ("Ban Dân vận", "Ban Dân vận"),
    ],
)
def test_a_full_form_is_written_short(full: str, short: str) -> None:
    assert abbreviate(full) == short


@pytest.mark.parametrize("full", sorted(FULL_FORMS.values()))
def test_short_and_full_forms_lead_to_each_other(full: str) -> None:
    assert expand(SHORT_FORMS[full.casefold()]) == full
