from __future__ import annotations

import pytest

from govner.knowledge.units import Level, parse_unit, split_type, unit_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("huyện Mù Cang Chải", "mù cang chải"),
        ("Mù Cang Chải", "mù cang chải"),
        ("H.Tuy Phước", "tuy phước"),
        ("X. Cát Tiến", "cát tiến"),
        ("TX An Nhơn", "an nhơn"),
        ("TP. Quy Nhơn", "quy nhơn"),
        ("thành phố  Hoà Bình", "hòa bình"),
        ("thành phố Hòa Bình", "hòa bình"),
        ("TPHCM", "hồ chí minh"),
        ("TP.HCM", "hồ chí minh"),
        ("Thủ đô", "hà nội"),
        ("Thủ đô Hà Nội", "hà nội"),
        ("thủ đô Viêng Chăn", "viêng chăn"),
        ("Đặc khu Phú Quốc", "phú quốc"),
        ("TỈNH LÀO CAI", "lào cai"),
        ("Phường 5", "phường 5"),
        ("P.5", "phường 5"),
        ("Q1", "quận 1"),
        ("Sóc Trăng", "sóc trăng"),
        ("huyện Buôn Đôn", "buôn đôn"),
        ("Bản Phố", "phố"),
        ("Xãng", "xãng"),
        ("huyện", "huyện"),
        ("", ""),
    ],
)
def test_the_type_word_is_no_part_of_the_bare_name(written, name):
    assert unit_name(written) == name


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("tỉnh Lai Châu", {Level.PROVINCE}),
        ("thành phố Huế", {Level.PROVINCE, Level.DISTRICT}),
        ("thị xã Nghĩa Lộ", {Level.DISTRICT}),
        ("thị trấn Tủa Chùa", {Level.COMMUNE}),
        ("thôn Nà Pù", {Level.VILLAGE}),
        ("Nà Pù", set()),
    ],
)
def test_the_type_word_says_the_level(written, levels):
    assert parse_unit(written).levels == levels


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("H.Tuy Phước", ("huyện", "tuy phước")),
        ("TP.HCM", ("thành phố", "hồ chí minh")),
        ("Quận 12", ("quận", "12")),
        ("Sóc Sơn", ("", "sóc sơn")),
        ("sóc Ruộng", ("sóc", "ruộng")),
        ("tỉnh", ("", "tỉnh")),
        ("", ("", "")),
    ],
)
def test_a_name_is_parted_into_type_word_and_rest(written, parts):
    assert split_type(written) == parts
