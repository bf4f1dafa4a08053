"""Invented persons in real places; each report is given as (id, day, posts), each post as (name, title, body, code)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import permutations

import pytest

import govner
from govner.knowledge.places import shipped_gazetteer
from govner.merging import Merged, MergedUnit, merge
from govner.schema import Figure, Official, Position, Report

BAC_HA, MUONG_KHUONG, LAO_CAI = "085/2025", "083/2025", "10/2025"
Post = tuple[str, str, str | None, str | None]


def report(id: str, day: str | None, *posts: Post, inferred: bool = False, figures: tuple[Figure, ...] = ()) -> Report:
    persons: dict[str, list[Position]] = {}
    for name, title, body, code in posts:
        unit = shipped_gazetteer().unit(code) if code else None
        place = unit.full_name if unit else None
        evidence = f"{id}: {title} {body}"
        position = Position(title, "T2", body, "T3", evidence, place=place, place_code=code, inferred=inferred)
        persons.setdefault(name, []).append(position)
    officials = tuple(Official(name, ("T1",), tuple(positions)) for name, positions in persons.items())
    return Report(id, "", {"date": day} if day else {}, officials=officials, figures=figures)


def figure(code: str | None) -> Figure:
    unit = shipped_gazetteer().unit(code) if code else None
    cells: dict[str, object] = dict.fromkeys(Figure.__dataclass_fields__)
    cells |= {"metric": "125 hộ", "metric_id": "T5", "evidence": "125 hộ", "owner_inferred": False}
    return Figure(**(cells | {"owner_code": code, "owner_unit": unit and unit.full_name}))  # type: ignore[arg-type]


def persons(merged: Merged) -> list[set[str]]:
    """The reports of each person."""
    found: dict[int, set[str]] = {}
    for row in merged.officials:
        found.setdefault(row.person, set()).update(row.reports)
    return list(found.values())


def test_one_post_of_many_reports_is_one_row() -> None:
    merged = merge([
        report("b", "2024-03-01", ("VÀNG SEO PÁO", "Chủ tịch", "UBND huyện", BAC_HA), inferred=True),
        report("c", None, ("Vàng Seo Páo", "chủ tịch", "Ủy ban nhân dân huyện Bắc Hà", BAC_HA)),
        report("a", "2023-11-20", ("Vàng Seo Páo", "Chủ tịch", "huyện Bắc Hà", BAC_HA)),
    ])  # fmt: skip
    (row,) = merged.officials
    assert (row.name, row.position, row.body) == ("Vàng Seo Páo", "Chủ tịch Ủy ban nhân dân", "UBND huyện")
    assert (row.place, row.place_code, row.inferred) == ("huyện Bắc Hà", BAC_HA, False)
    assert (row.first_seen, row.last_seen) == (date(2023, 11, 20), date(2024, 3, 1))
    assert (row.reports, row.mentions, row.evidence) == (("b", "c", "a"), 3, "b: Chủ tịch UBND huyện")


def test_a_place_is_inferred_where_no_report_writes_it() -> None:
    post = ("Vàng Seo Páo", "Bí thư", "Huyện ủy", BAC_HA)
    (row,) = merge([report("a", None, post, inferred=True), report("b", None, post, inferred=True)]).officials
    assert (row.inferred, row.first_seen, row.last_seen) == (True, None, None)


def test_a_person_with_several_posts_has_a_row_each() -> None:
    merged = merge([
        report("a", "2024-01-01", ("Lò Thị Mây", "Phó Bí thư", "Huyện ủy", BAC_HA),
               ("Lò Thị Mây", "Chủ tịch", "UBND huyện", BAC_HA)),
        report("b", "2024-02-01", ("Lò Thị Mây", "nguyên Chủ tịch", "UBND huyện", BAC_HA)),
    ])  # fmt: skip
    assert [row.position for row in merged.officials] == [
        "Phó Bí thư Huyện ủy",
        "Chủ tịch Ủy ban nhân dân",
        "nguyên Chủ tịch Ủy ban nhân dân",
    ]
    assert {row.person for row in merged.officials} == {1}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # a common place
        (("Chủ tịch", "UBND huyện", BAC_HA), ("Bí thư", "Huyện ủy", BAC_HA), True),
        (("Chủ tịch", "UBND huyện", BAC_HA), ("Chủ tịch", "UBND huyện", MUONG_KHUONG), False),
        (("Chủ tịch", "UBND huyện", BAC_HA), ("Phó Chủ tịch", "UBND tỉnh", LAO_CAI), False),
        # a common post, at a body that needs no place
        (("Bộ trưởng", "Bộ Y tế", None), ("Bộ trưởng", "Bộ Y tế", None), True),
        (("Giám đốc", "Công ty Hưng Ngân", None), ("Giám đốc", "Công ty Hưng Ngân", None), True),
        (("Chủ tịch", "UBND huyện Châu Thành", None), ("chủ tịch", "UBND huyện Châu Thành", None), True),
        (("Chủ tịch", "UBND huyện", None), ("Chủ tịch", "UBND huyện", None), False),
        (("Giám đốc", "Sở Y tế", None), ("Giám đốc", "Sở Y tế", None), False),
        (("Giám đốc", None, None), ("Giám đốc", None, None), False),
        # a unit that went on under its name after the reform of 2025
        (("Chủ tịch", "UBND TP Hà Nội", "01/2025"), ("Chủ tịch", "UBND TP Hà Nội", "01"), True),
        (("Chủ tịch", "UBND tỉnh Lào Cai", "10/2025"), ("Chủ tịch", "UBND tỉnh Lào Cai", "15"), True),
        (("Chủ tịch", "UBND tỉnh Yên Bái", "15/2025"), ("Chủ tịch", "UBND tỉnh Lào Cai", "15"), False),
    ],
)
def test_one_name_is_one_person_where_a_place_or_a_post_ties(one, other, same) -> None:
    merged = merge([report("a", None, ("Hà Văn Lâm", *one)), report("b", None, ("Hà Văn Lâm", *other))])
    assert persons(merged) == ([{"a", "b"}] if same else [{"a"}, {"b"}])


def test_another_name_is_another_person() -> None:
    post = ("Chủ tịch", "UBND huyện", BAC_HA)
    merged = merge([report("a", None, ("Hà Văn Lâm", *post)), report("b", None, ("Hà Văn Sơn", *post))])
    assert len(persons(merged)) == 2


def test_a_chain_of_ties_makes_one_person_in_any_order() -> None:
    chain = [
        report("a", None, ("Hà Văn Lâm", "Chủ tịch", "UBND huyện", BAC_HA)),
        report("b", None, ("Hà Văn Lâm", "Chủ tịch", "UBND huyện", MUONG_KHUONG)),
        report("c", None, ("Hà Văn Lâm", "nguyên Chủ tịch", "UBND huyện", MUONG_KHUONG),
               ("Hà Văn Lâm", "Giám đốc", "Sở Y tế", LAO_CAI)),
        report("d", None, ("Hà Văn Lâm", "Bí thư", "Huyện ủy", BAC_HA),
               ("Hà Văn Lâm", "Phó Chủ tịch", "UBND tỉnh", LAO_CAI)),
        report("e", None, ("Hà Văn Lâm", "Chủ tịch", "UBND xã", "02866/2025")),
    ]  # fmt: skip
    for order in permutations(chain):
        merged = merge(order)
        assert sorted(map(sorted, persons(merged))) == [["a", "b", "c", "d"], ["e"]]
        assert len(merged.officials) == 7


def test_persons_without_a_post_and_reports_without_tables_add_nothing() -> None:
    nobody = Report("a", "", officials=(Official("Hà Văn Lâm", ("T1",), ()),))
    assert merge([nobody, Report("b", "")]) == Merged((), (), ())
    assert merge([]) == Merged((), (), ())


def test_reports_are_read_once_and_may_be_a_stream() -> None:
    def stream() -> Iterator[Report]:
        for number in range(3):
            yield report(str(number), None, ("Hà Văn Lâm", "Chủ tịch", "UBND huyện", BAC_HA))

    assert merge(stream()).officials[0].mentions == 3


def test_units_count_their_figures_posts_and_reports() -> None:
    merged = merge([
        report("a", "2024-05-01", ("Lò Thị Mây", "Chủ tịch", "UBND huyện", BAC_HA),
               figures=(figure(BAC_HA), figure(BAC_HA), figure(LAO_CAI), figure(None))),
        report("b", "2023-05-01", figures=(figure(BAC_HA),)),
        report("c", "2025-10-01", figures=(figure("15"),)),
    ])  # fmt: skip
    assert merged.units == (
        MergedUnit(BAC_HA, "huyện Bắc Hà", 3, 1, 2, date(2023, 5, 1), date(2024, 5, 1)),
        MergedUnit("15", "tỉnh Lào Cai", 2, 0, 2, date(2024, 5, 1), date(2025, 10, 1)),
    )


CHAIR = ("Chủ tịch", "UBND huyện", BAC_HA)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2024-01-01", "2024-06-01"), ("2024-03-01", "2024-09-01")),
        (("2024-01-01", "2024-06-01"), ("2024-06-01", "2024-09-01")),
        (("2024-01-01", "2024-06-01"), ("2024-02-01", "2024-03-01")),
        ((None, None), ("2024-02-01", "2024-03-01")),
        ((None, None), (None, None)),
    ],
)
def test_two_holders_at_one_time_are_a_conflict(first, second) -> None:
    merged = merge([
        *(report(f"a{n}", day, ("Hà Văn Lâm", *CHAIR)) for n, day in enumerate(first)),
        *(report(f"b{n}", day, ("Lò Thị Mây", *CHAIR)) for n, day in enumerate(second)),
    ])  # fmt: skip
    (conflict,) = merged.conflicts
    assert (conflict.position, conflict.place) == ("Chủ tịch Ủy ban nhân dân", "huyện Bắc Hà")
    assert conflict.place_code == BAC_HA
    assert [holder.name for holder in conflict.holders] == ["Hà Văn Lâm", "Lò Thị Mây"]
    assert all(holder in merged.officials for holder in conflict.holders)


def test_a_holder_who_followed_is_no_rival() -> None:
    days = [("2023-01-01", "Hà Văn Lâm"), ("2023-12-01", "Hà Văn Lâm"), ("2024-01-01", "Lò Thị Mây")]
    reports = [report(day, day, (name, *CHAIR)) for day, name in days]
    assert merge(reports).conflicts == ()
    third = report("x", "2023-06-01", ("Đinh Thị Hoa", *CHAIR))
    (conflict,) = merge([*reports, third]).conflicts
    assert [holder.name for holder in conflict.holders] == ["Hà Văn Lâm", "Đinh Thị Hoa"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Phó Chủ tịch", "UBND huyện", BAC_HA), ("Phó Chủ tịch", "UBND huyện", BAC_HA)),
        (("Phó Bí thư Thường trực", "Huyện ủy", BAC_HA), ("Phó Bí thư Thường trực", "Huyện ủy", BAC_HA)),
        (("Ủy viên", "Ban Thường vụ Huyện ủy", BAC_HA), ("Ủy viên", "Ban Thường vụ Huyện ủy", BAC_HA)),
        (("nguyên Chủ tịch", "UBND huyện", BAC_HA), ("nguyên Chủ tịch", "UBND huyện", BAC_HA)),
        (("Quyền Chủ tịch", "UBND huyện", BAC_HA), ("Chủ tịch", "UBND huyện", BAC_HA)),
        (("nguyên Chủ tịch", "UBND huyện", BAC_HA), ("Chủ tịch", "UBND huyện", BAC_HA)),
        (("Chủ tịch", "UBND huyện", BAC_HA), ("Chủ tịch", "HĐND huyện", BAC_HA)),
        (("Chủ tịch", "UBND huyện", BAC_HA), ("Chủ tịch", "UBND huyện", MUONG_KHUONG)),
        (("Chủ tịch", "UBND huyện", None), ("Chủ tịch", "UBND huyện", None)),
        (("Chuyên viên", "Phòng Nội vụ huyện", BAC_HA), ("Chuyên viên", "Phòng Nội vụ huyện", BAC_HA)),
        (("Trưởng phòng", "Phòng Nội vụ huyện", BAC_HA), ("Trưởng phòng", "Phòng Y tế huyện", BAC_HA)),
        (("Hiệu trưởng", "Trường Tiểu học huyện", BAC_HA), ("Hiệu trưởng", "Trường Tiểu học huyện", BAC_HA)),
        (("Bí thư", "Chi bộ xã", "02866/2025"), ("Bí thư", "Chi bộ xã", "02866/2025")),
        (("Đại tá", "Công an tỉnh", LAO_CAI), ("Đại tá", "Công an tỉnh", LAO_CAI)),
    ],
)
def test_posts_that_several_may_hold_are_no_conflict(one, other) -> None:
    merged = merge([report("a", None, ("Hà Văn Lâm", *one)), report("b", None, ("Lò Thị Mây", *other))])
    assert len(merged.officials) == 2
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    "post",
    [
        ("Bí thư", "Huyện ủy", BAC_HA),
        ("Chủ tịch", "xã Bản Phố", "02866/2025"),
        ("Giám đốc", "Sở Y tế", LAO_CAI),
        ("Trưởng phòng", "Nội vụ huyện Bắc Hà", BAC_HA),
        ("Trưởng Ban Tổ chức", "Huyện ủy Bắc Hà", BAC_HA),
        ("Chánh Văn phòng", "UBND huyện", BAC_HA),
        ("Trưởng", "Công an huyện", BAC_HA),
        ("Hiệu trưởng", "Trường Tiểu học Lê Văn Tám, huyện Bắc Hà", BAC_HA),
    ],
)
def test_posts_of_one_holder(post) -> None:
    merged = merge([report("a", None, ("Hà Văn Lâm", *post)), report("b", None, ("Lò Thị Mây", *post))])
    assert len(merged.conflicts) == 1


def test_a_name_cut_short_is_no_rival() -> None:
    merged = merge([report("a", None, ("Hà Văn Lâm", *CHAIR)), report("b", None, ("LÂM", *CHAIR))])
    assert merged.conflicts == ()


def test_the_dict_is_json() -> None:
    merged = merge([
        report("a", "2024-01-01", ("Hà Văn Lâm", *CHAIR), figures=(figure(BAC_HA),)),
        report("b", None, ("Lò Thị Mây", *CHAIR)),
    ])  # fmt: skip
    record = merged.to_dict()
    assert json.loads(json.dumps(record)) == record
    assert record["officials"][0] | {"evidence": ""} == {
        "person": 1,
        "name": "Hà Văn Lâm",
        "position": "Chủ tịch Ủy ban nhân dân",
        "body": "UBND huyện",
        "place": "huyện Bắc Hà",
        "place_code": BAC_HA,
        "inferred": False,
        "first_seen": "2024-01-01",
        "last_seen": "2024-01-01",
        "mentions": 1,
        "reports": ["a"],
        "evidence": "",
    }
    assert [holder["name"] for holder in record["conflicts"][0]["holders"]] == ["Hà Văn Lâm", "Lò Thị Mây"]
    assert record["units"][0]["figures"] == 1


def test_it_is_a_public_name() -> None:
    assert govner.merge is merge
    post = govner.parse_position("Phó Bí thư Thường trực Huyện ủy")
    assert post is not None
    assert post.canonical == "Phó Bí thư Thường trực Huyện ủy"
