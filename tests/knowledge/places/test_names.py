from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.places import shipped_gazetteer
from govner.knowledge.places.names import fold, loose, parse_name, plain
from govner.knowledge.units import Level
from govner.text.normalize import ToneStyle, normalize

UNITS = shipped_gazetteer()

SPELLINGS = {
    "tỉnh Lào Cai": ["Lào Cai", "TỈNH LÀO CAI", "tỉnh lào cai", "Tỉnh  Lào Cai", "Lao Cai"],
    "thành phố Hồ Chí Minh": ["TPHCM", "TP.HCM", "tp HCM", "TP. Hồ Chí Minh", "HCM", "Sài Gòn", "Ho Chi Minh"],
    "thành phố Hà Nội": ["Thủ đô Hà Nội", "Thủ đô", "TP Hà Nội", "Ha Noi", "HN"],
    "tỉnh Bà Rịa - Vũng Tàu": [
        "BRVT",
        "BR-VT",
        "tỉnh BR-VT",
        "Bà Rịa-Vũng Tàu",
        "Bà Rịa – Vũng Tàu",
        "Bà Rịa Vũng Tàu",
    ],
    "tỉnh Thừa Thiên Huế": ["TT- Huế", "TT Huế", "tỉnh TT-Huế", "Thừa Thiên - Huế"],
    "tỉnh Hòa Bình": ["tỉnh Hoà Bình", "tỉnh Hòa Bình"],
    "tỉnh Bắc Kạn": ["Bắc Cạn", "tỉnh Bắc Cạn"],
    "tỉnh Đắk Lắk": ["Đăk Lăk", "Đắc Lắc", "Đak Lak", "Dak Lak", "DAK LAK"],
    "tỉnh Đắk Nông": ["Đác Nông", "Đăk Nông"],
    "tỉnh Kon Tum": ["Kontum", "Kon Tum"],
    "quận 1": ["Q.1", "Q1", "Q. 1", "quận 1", "Quận 01"],
    "huyện Mù Cang Chải": ["H.Mù Cang Chải", "H. Mù Cang Chải", "huyện vùng cao Mù Cang Chải"],
    "huyện Lý Sơn": ["huyện đảo Lý Sơn"],
    "huyện Phú Quý": ["huyện Phú Quí", "H.Phú Quý"],
    "huyện Đakrông": ["Đa Krông", "huyện Đakrông", "Đăkrông"][:2],
    "huyện Krông Ana": ["Krông A Na", "huyện Krông Ana"],
    "huyện Cư M'gar": ["Cư M’gar", "Cư Mgar", "huyện Cư M' Gar"],
    "huyện Ea H'leo": ["Ea H’leo", "Ea Hleo", "Êa H'leo"],
    "huyện Đắk R'Lấp": ["Đăk R'lấp", "Đắk R’Lấp", "Đăk Rlấp"],
    "thành phố Phan Rang - Tháp Chàm": ["Phan Rang-Tháp Chàm", "TP.Phan Rang – Tháp Chàm", "Phan Rang Tháp Chàm"],
    "thành phố Buôn Ma Thuột": ["TP Buôn Mê Thuột", "Buôn Ma Thuột", "TP.BMT"],
    "thành phố Quy Nhơn": ["TP Qui Nhơn", "Quy Nhơn"],
    "thị xã Kỳ Anh": ["TX. Kỳ Anh", "TX Kỳ Anh", "thị xã Kì Anh"],
    "huyện Kỳ Anh": ["huyện Kỳ Anh", "H.Kỳ Anh"],
    "thành phố Thủy Nguyên": ["huyện Thủy Nguyên", "huyện Thuỷ Nguyên"],
    "huyện Sóc Sơn": ["huyện Sóc Sơn"],
    "thị trấn Tủa Chùa": ["TT. Tủa Chùa", "TT Tủa Chùa"],
    "phường Bến Nghé": ["P.Bến Nghé", "P. Bến Nghé"],
    "xã Bản Phố": ["Bản Phố", "X. Bản Phố"],
}


@pytest.mark.parametrize(
    ("written", "full_name"), [(written, name) for name, writings in SPELLINGS.items() for written in writings]
)
def test_every_usual_spelling_finds_the_unit(written: str, full_name: str) -> None:
    assert full_name in {unit.full_name for unit in UNITS.lookup(written)}


@pytest.mark.parametrize("written", ["5", "", " ", "huyện", "thôn Tân Lập", "bản Phố", "xóm 4", "tỉnh lộ 8", "Xứ Mộng"])
def test_what_names_no_unit_finds_none(written: str) -> None:
    assert UNITS.lookup(written) == ()


@pytest.mark.parametrize(
    ("written", "types"),
    [
        ("tỉnh Hòa Bình", {"tỉnh"}),
        ("thành phố Hòa Bình", {"thành phố"}),
        ("thị xã Hòa Bình", {"thành phố", "huyện"}),
        ("huyện Hòa Bình", {"huyện"}),
        ("huyện Kỳ Anh", {"huyện"}),
        ("phường 5", {"phường"}),
    ],
)
def test_the_type_word_says_the_level_and_where_it_can_the_type(written: str, types: set[str]) -> None:
    assert {unit.type for unit in UNITS.lookup(written)} == types


def test_diacritics_count_where_the_name_has_any() -> None:
    assert "huyện Thanh Trì" not in {unit.full_name for unit in UNITS.lookup("Thạnh Trị")}
    assert {"huyện Thanh Trì", "huyện Thạnh Trị"} <= {unit.full_name for unit in UNITS.lookup("Thanh Tri")}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("tones", ToneStyle)
def test_spellings_of_one_name_have_one_key(form: str, tones: ToneStyle) -> None:
    for unit in UNITS.units[::50]:
        written = unicodedata.normalize(form, normalize(unit.full_name, tones).text)  # type: ignore[arg-type]
        assert parse_name(written) == parse_name(unit.full_name)


@pytest.mark.parametrize("name", ["Tân Hóa", "Nghĩa Sơn", "Phú Quý", "Ea H'leo", "Krông Pắc", "Cao Bằng"])
def test_looser_keys_come_from_stricter_ones(name: str) -> None:
    key = fold(name)
    assert plain(loose(key)) in {plain(key), plain(key).replace("c", "k"), plain(key).replace("y", "i")}


@given(st.text())
def test_any_text_may_be_looked_up(text: str) -> None:
    for unit in UNITS.lookup(text, levels=[Level.COMMUNE]):
        assert unit.level == Level.COMMUNE
