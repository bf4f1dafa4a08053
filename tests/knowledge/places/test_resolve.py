from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.places import resolve, shipped_gazetteer

OLD = date(2019, 5, 20)
NEW = date(2025, 10, 1)


def paths(mentions: list[str], on: date | None = OLD, bodies: tuple[str, ...] = ()) -> list[str]:
    return [unit.path if unit else "-" for unit in resolve(mentions, on, bodies)]


def ids(mentions: list[str], on: date | None = OLD, bodies: tuple[str, ...] = ()) -> list[str]:
    return [unit.id if unit else "-" for unit in resolve(mentions, on, bodies)]


@pytest.mark.parametrize(
    ("mentions", "first"),
    [
        (["huyện Châu Thành", "tỉnh Trà Vinh"], "huyện Châu Thành, tỉnh Trà Vinh"),
        (["huyện Châu Thành", "Kiên Giang"], "huyện Châu Thành, tỉnh Kiên Giang"),
        (["Châu Thành", "Cầu Ngang", "Càng Long", "Trà Cú"], "huyện Châu Thành, tỉnh Trà Vinh"),
        (["huyện Châu Thành"], "-"),
        (["huyện Bắc Sơn", "Lạng Sơn"], "huyện Bắc Sơn, tỉnh Lạng Sơn"),
        (["xã Bắc Sơn", "huyện Sóc Sơn", "Hà Nội"], "xã Bắc Sơn, huyện Sóc Sơn, thành phố Hà Nội"),
        (["xã Tân Lập", "huyện Đan Phượng"], "xã Tân Lập, huyện Đan Phượng, thành phố Hà Nội"),
        (["xã Mường Sang", "huyện Mộc Châu", "Sơn La"], "phường Mường Sang, thị xã Mộc Châu, tỉnh Sơn La"),
        (["xã Tân Lập", "tỉnh Cà Mau"], "-"),
        (["Hòa Bình"], "tỉnh Hòa Bình"),
        (["thành phố Hòa Bình"], "thành phố Hòa Bình, tỉnh Hòa Bình"),
        (["huyện Hòa Bình", "Bạc Liêu"], "huyện Hòa Bình, tỉnh Bạc Liêu"),
        (["xã Hòa Bình", "huyện Đông Anh", "Hà Nội"], "-"),
        (["xã Hòa Bình", "huyện Kiến Xương"], "xã Hòa Bình, huyện Kiến Xương, tỉnh Thái Bình"),
        (["Quảng Ninh", "huyện Quảng Ninh", "Lệ Thủy", "tỉnh Quảng Bình"], "huyện Quảng Ninh, tỉnh Quảng Bình"),
        (["Hưng Yên", "thành phố Hưng Yên", "huyện Văn Lâm"], "tỉnh Hưng Yên"),
        (["Hòa Thành", "Định Bình", "xã Lý Văn Lâm", "TP.Cà Mau"], "xã Hòa Thành, thành phố Cà Mau, tỉnh Cà Mau"),
        (["phường 5", "thành phố Đà Lạt"], "phường 5, thành phố Đà Lạt, tỉnh Lâm Đồng"),
        (["Q.1", "TP.HCM"], "quận 1, thành phố Hồ Chí Minh"),
        (["xa Tan Lap", "huyen Dan Phuong", "Ha Noi"], "-"),
        (["Dan Phuong", "Ha Noi"], "huyện Đan Phượng, thành phố Hà Nội"),
    ],
)
def test_the_other_places_say_which_of_a_name_is_meant(mentions: list[str], first: str) -> None:
    assert paths(mentions)[0] == first


@pytest.mark.parametrize(
    ("mentions", "at", "found"),
    [
        (["tỉnh Bắc Giang", "huyện Lục Ngạn", "Kiên Lao", "Tân Lập"], 3, "xã Tân Lập, huyện Lục Ngạn, tỉnh Bắc Giang"),
        (["huyện Núi Thành", "xã Tam Nghĩa", "Tam Nghĩa"], 2, "xã Tam Nghĩa, huyện Núi Thành, tỉnh Quảng Nam"),
        (["xã Thi Sơn", "huyện Kim Bảng", "Thi Sơn"], 2, "phường Thi Sơn, thị xã Kim Bảng, tỉnh Hà Nam"),
    ],
)
def test_a_bare_name_means_what_it_means_elsewhere(mentions: list[str], at: int, found: str) -> None:
    assert paths(mentions)[at] == found


@pytest.mark.parametrize(
    "place",
    ["thôn Hậu", "sông Lô", "cầu Giấy", "đường Trần Phú", "Hoàng Diệu", "quốc lộ 4A", "Tây Bắc", "miền Nam", "Pháp",
     "Gia Nghĩa - Bảo Lâm", "sân bay Phú Bài", "Việt Nam", "huyện", "6", ""],
)  # fmt: skip
def test_what_is_no_unit_has_none(place: str) -> None:
    assert paths(["tỉnh Hà Giang", place])[1] == "-"


def test_a_commune_of_another_province_is_no_answer() -> None:
    assert paths(["Quỳnh Hồng", "Quỳnh Thọ", "huyện Quỳnh Lưu", "Nghệ An"])[:2] == ["-", "-"]


@pytest.mark.parametrize(
    ("mentions", "on", "found"),
    [
        (["xã Phúc Hòa", "tỉnh Bắc Ninh"], NEW, ["07330", "24"]),
        (["xã Phúc Hòa", "tỉnh Bắc Giang"], OLD, ["07324/2025", "24/2025"]),
        (["thành phố Hà Nội"], OLD, ["01/2025"]),
        (["thành phố Hà Nội"], NEW, ["01"]),
        (["xã Lộc An", "huyện Phú Lộc", "tỉnh Thừa Thiên Huế"], NEW, ["20140/2025", "482/2025", "46/2024"]),
        (["thành phố Huế"], OLD, ["474/2024"]),
        (["thành phố Huế"], NEW, ["46"]),
        (["huyện Từ Liêm"], date(2012, 1, 1), ["019/2013"]),
        (["huyện Hoành Bồ", "xã Thống Nhất"], OLD, ["204/2019", "07060/2025"]),
        (["quận 2", "Thủ Đức"], OLD, ["769/2020", "762/2020"]),
        (["Thủ Đức"], date(2023, 1, 1), ["769/2025"]),
        (["tỉnh Gia Lai", "tỉnh Bình Định"], date(2025, 5, 20), ["64/2025", "52/2025"]),
        (["Phù Cát", "tỉnh Gia Lai"], NEW, ["21853", "52"]),
        (["huyện Phù Cát", "Phù Cát"], NEW, ["548/2025", "548/2025"]),
        (["Bắc Giang"], NEW, ["24/2025"]),
        (["Hà Tây"], NEW, ["28/2008"]),
    ],
)
def test_the_day_says_which_era_is_meant(mentions: list[str], on: date, found: list[str]) -> None:
    assert ids(mentions, on) == found


@pytest.mark.parametrize(
    ("mentions", "bodies", "found"),
    [
        (["xã Phúc Hòa", "tỉnh Bắc Ninh"], (), ["07330", "24"]),
        (["xã Phúc Hòa", "huyện Tân Yên"], (), ["07324/2025", "216/2025"]),
        (["TP.HCM", "TP Thủ Đức", "Bình Dương", "Long An"], (), ["79/2025", "769/2025", "74/2025", "80/2025"]),
        (["tỉnh Tuyên Quang", "xã Phú Linh"], (), ["08", "00706"]),
        (["tỉnh Sơn La"], (), ["14/2025"]),
        (["xã Mường Khương", "tỉnh Lào Cai"], (), ["02761", "15"]),
        (["thị trấn Mường Khương", "tỉnh Lào Cai"], (), ["02761/2025", "10/2025"]),
        (["xã Ea Kar", "tỉnh Đắk Lắk"], ("UBND xã Ea Kar",), ["24373", "66"]),
        (["phường Cam Đường"], ("UBND phường Cam Đường",), ["02671"]),
        (["xã Cam Đường", "thành phố Lào Cai"], (), ["02674/2025", "080/2025"]),
        (["xã Mường Khương", "huyện Mường Khương"], (), ["02761/2025", "083/2025"]),
        (["Bắc Ninh", "xã Phúc Hòa"], ("UBND huyện Tân Yên", "Huyện ủy"), ["27/2025", "07324/2025"]),
    ],
)
def test_without_a_day_the_places_say_the_era(mentions: list[str], bodies: tuple[str, ...], found: list[str]) -> None:
    assert ids(mentions, None, bodies) == found


@pytest.mark.parametrize(
    "body",
    ["UBND huyện Đan Phượng", "Huyện ủy Đan Phượng", "Công an H.Đan Phượng", "Phòng Nội vụ huyện Đan Phượng, Hà Nội"],
)
def test_names_of_bodies_tell_of_units(body: str) -> None:
    assert paths(["xã Tân Lập"], OLD, (body,)) == ["xã Tân Lập, huyện Đan Phượng, thành phố Hà Nội"]


@given(st.lists(st.text(max_size=12) | st.sampled_from(["huyện Châu Thành", "Hòa Bình", "xã Tân Lập"]), max_size=6))
def test_any_texts_have_an_answer_each(mentions: list[str]) -> None:
    assert len(resolve(mentions, None, mentions)) == len(mentions)


@pytest.mark.parametrize("count", [1500])
def test_time_is_linear_in_the_mentions(count: int) -> None:
    names = [unit.full_name for unit in random.Random(3).sample(shipped_gazetteer().units, 2 * count)]
    mentions = [place for name in names for place in ("xã Tân Lập", name)]

    def seconds(places: list[str]) -> float:
        start = time.process_time()
        resolve(places, OLD)
        return time.process_time() - start

    seconds(mentions[:10])
    assert seconds(mentions) < 5 * seconds(mentions[: len(mentions) // 2])


def test_importing_govner_does_not_read_the_list() -> None:
    code = "import govner, sys; assert not any(name.startswith('govner.knowledge.places') for name in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
