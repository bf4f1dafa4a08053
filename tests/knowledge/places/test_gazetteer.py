from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from govner.knowledge.places import REFORM, AdminUnit, Gazetteer, shipped_gazetteer
from govner.knowledge.units import TYPE_WORDS, Level
from govner.text.normalize import normalize

BEFORE = date(2025, 6, 30)
UNITS = shipped_gazetteer()


def the(id: str) -> AdminUnit:
    unit = UNITS.unit(id)
    assert unit is not None
    return unit


def ids(units: tuple[AdminUnit, ...]) -> list[str]:
    return sorted(unit.id for unit in units)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (BEFORE, {Level.PROVINCE: 63, Level.DISTRICT: 696, Level.COMMUNE: 10035}),
        (REFORM, {Level.PROVINCE: 34, Level.COMMUNE: 3321}),
    ],
)
def test_the_lists_of_june_and_july_2025_are_whole(day: date, counts: dict[Level, int]) -> None:
    assert Counter(unit.level for unit in UNITS.units if unit.in_force(day)) == counts


def test_ids_are_unique() -> None:
    assert len({unit.id for unit in UNITS.units}) == len(UNITS.units)


def test_names_are_in_the_spelling_that_keys_are_made_from() -> None:
    assert [unit.name for unit in UNITS.units if normalize(unit.name).text != unit.name] == []


def test_type_words_stand_for_the_level() -> None:
    assert [unit.path for unit in UNITS.units if unit.level not in TYPE_WORDS[unit.type]] == []


def test_every_unit_that_ended_has_successors_and_no_other_has() -> None:
    assert [unit.path for unit in UNITS.units if bool(UNITS.successors(unit)) != bool(unit.until)] == []


def test_every_commune_of_today_has_a_predecessor() -> None:
    heirs = {heir for unit in UNITS.units if unit.level == Level.COMMUNE for heir in UNITS.successors(unit)}
    islands = {"bạch long vĩ", "cồn cỏ", "hoàng sa", "lý sơn", "côn đảo"}
    today = {unit for unit in UNITS.units if unit.level == Level.COMMUNE and unit.until is None}
    assert {unit.name.casefold() for unit in today - heirs} == islands


@pytest.mark.parametrize("on", [BEFORE, REFORM])
def test_every_unit_is_found_by_its_full_name_inside_its_parent(on: date) -> None:
    lost = [
        unit.path
        for unit in UNITS.units
        if unit.in_force(on) and unit not in UNITS.lookup(unit.full_name, within=unit.parent, on=on)
    ]
    assert lost == []


def test_every_full_name_is_one_unit_inside_its_parent() -> None:
    inside = [unit for unit in UNITS.units if unit.parent and unit.in_force(BEFORE)]
    shared = [
        u.path for u in inside if len(UNITS.lookup(u.full_name, levels=[u.level], within=u.parent, on=BEFORE)) > 1
    ]
    assert shared == []


def test_a_unit_knows_where_it_lies() -> None:
    commune = UNITS.lookup("xã Bản Phố", on=BEFORE)[0]
    assert commune.path == "xã Bản Phố, huyện Bắc Hà, tỉnh Lào Cai"
    assert [unit.full_name for unit in commune.lineage] == ["xã Bản Phố", "huyện Bắc Hà", "tỉnh Lào Cai"]
    assert commune.at(Level.DISTRICT) == commune.parent
    assert commune.at(Level.PROVINCE) == the("10/2025")
    assert the("10/2025").at(Level.DISTRICT) is None
    assert commune in UNITS.children(commune.lineage[1])


@pytest.mark.parametrize(
    ("id", "heirs"),
    [
        ("10/2025", ["tỉnh Lào Cai"]),
        ("15/2025", ["tỉnh Lào Cai"]),
        ("28/2008", ["thành phố Hà Nội"]),
        ("204/2019", ["thành phố Hạ Long, tỉnh Quảng Ninh"]),
        ("019/2013", ["quận Nam Từ Liêm, thành phố Hà Nội", "quận Bắc Từ Liêm, thành phố Hà Nội"]),
        ("207/2025", ["đặc khu Cô Tô, tỉnh Quảng Ninh"]),
        ("536/2025", ["đặc khu Lý Sơn, tỉnh Quảng Ngãi"]),
        ("31246/2025", ["xã Thạnh Quới, thành phố Cần Thơ"]),
        ("31714/2025", ["xã Gia Hòa, thành phố Cần Thơ"]),
        ("15", []),
    ],
)
def test_successors_are_the_units_that_took_it_in(id: str, heirs: list[str]) -> None:
    assert [heir.path for heir in UNITS.successors(the(id))] == heirs


def test_a_district_passed_to_the_heirs_of_its_communes() -> None:
    heirs = UNITS.successors(UNITS.lookup("huyện Bắc Hà")[0])
    assert {"xã Bắc Hà", "xã Tả Củ Tỷ", "xã Lùng Phình"} <= {heir.full_name for heir in heirs}
    assert {heir.lineage[-1] for heir in heirs} == {the("15")}


@pytest.mark.parametrize(
    ("id", "since", "until"),
    [
        ("15/2025", None, date(2025, 7, 1)),
        ("15", date(2025, 7, 1), None),
        ("046/2020", None, date(2020, 3, 1)),
        ("769/2020", None, date(2021, 1, 1)),
        ("769/2025", date(2021, 1, 1), date(2025, 7, 1)),
    ],
)
def test_dates_say_when_a_unit_was_in_force(id: str, since: date | None, until: date | None) -> None:
    assert (the(id).since, the(id).until) == (since, until)


def test_an_unknown_id_is_none() -> None:
    assert UNITS.unit("15/1999") is None


def test_lookup_filters_by_level_container_and_day() -> None:
    assert ids(UNITS.lookup("Hòa Bình", levels=[Level.PROVINCE, Level.DISTRICT])) == ["148/2025", "17/2025", "961/2025"]
    assert ids(UNITS.lookup("xã Tân Lập", within=UNITS.lookup("huyện Đan Phượng")[0])) == ["09820/2025"]
    assert ids(UNITS.lookup("Lào Cai", levels=[Level.PROVINCE], on=REFORM)) == ["15"]
    assert ids(UNITS.lookup("Lào Cai", levels=[Level.PROVINCE], on=BEFORE)) == ["10/2025"]


def test_a_list_may_be_read_from_any_text_of_its_form() -> None:
    units = Gazetteer.from_tsv("01\ttỉnh\tGiả Định\t\t2030-01-01\t02\n00001\txã\tThử\n02\ttỉnh\tMới\t2030-01-01\n")
    assert [unit.id for unit in units.units] == ["01/2029", "00001/2029", "02"]
    assert units.units[1].path == "xã Thử, tỉnh Giả Định"
