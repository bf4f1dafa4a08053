from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.places import resolve
from govner.knowledge.positions import parse_body
from govner.schema import LABELS, Span
from govner.values.units import Place, Units

from .marked import read

OLD = date(2024, 10, 14)
NEW = date(2025, 10, 1)


def place(marked: str, nth: int = -1, on: date | None = OLD) -> tuple[str, bool] | None:
    """The path of the unit of a marked span, the last one unless told, and whether it is inferred."""
    text, spans = read(marked)
    found = Units(text, spans, on).of(spans[nth])
    return (found.unit.path, found.inferred) if found else None


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("[LOC huyện Bắc Hà]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[ORG UBND huyện Bắc Hà]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[ORG Huyện ủy Bắc Hà]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[ORG Ban Tổ chức Huyện ủy Bắc Hà]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[ORG UBND huyện Châu Thành, tỉnh Trà Vinh]", "huyện Châu Thành, tỉnh Trà Vinh"),
        ("[ORG HĐND huyện Châu Thành tỉnh Trà Vinh]", "huyện Châu Thành, tỉnh Trà Vinh"),
        ("[LOC Trà Vinh] và [ORG Huyện ủy Châu Thành]", "huyện Châu Thành, tỉnh Trà Vinh"),
        ("[ORG Sở Y tế Lào Cai]", "tỉnh Lào Cai"),
        ("[ORG Thành đoàn Hà Nội]", "thành phố Hà Nội"),
        ("[LOC huyện Bắc Hà]: [ORG UBND xã Hoàng Thu Phố]", "xã Hoàng Thu Phố, huyện Bắc Hà, tỉnh Lào Cai"),
    ],
)
def test_a_name_with_its_place_is_not_inferred(marked: str, path: str) -> None:
    assert place(marked) == (path, False)


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("[LOC Bắc Hà], [LOC Lào Cai]: [ORG UBND huyện]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[LOC huyện Bắc Hà]: [ORG UBND tỉnh]", "tỉnh Lào Cai"),
        ("[LOC huyện Bắc Hà]: [ORG Sở Y tế]", "tỉnh Lào Cai"),
        ("[LOC huyện Bắc Hà]: [ORG Huyện ủy]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[LOC huyện Bắc Hà]: [ORG Ban Tổ chức Huyện ủy]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[LOC huyện Bắc Hà]: [LOC huyện]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("[LOC xã Hoàng Thu Phố], [LOC huyện Bắc Hà]: [ORG UBND xã]", "xã Hoàng Thu Phố, huyện Bắc Hà, tỉnh Lào Cai"),
        ("[ORG UBND huyện Bắc Hà] họp. [ORG Huyện ủy]", "huyện Bắc Hà, tỉnh Lào Cai"),
        ("Khách lưu trú tại [LOC Nam Định] hài lòng. [ORG Sở Du lịch]", "tỉnh Nam Định"),
        ("[LOC Lào Cai]: ông Tùng quê ở [LOC Nam Định], [ORG Sở Y tế]", "tỉnh Lào Cai"),
        ("[LOC thành phố Quy Nhơn]: [ORG Thành ủy]", "thành phố Quy Nhơn, tỉnh Bình Định"),
        ("[LOC quận Hải Châu], [LOC Đà Nẵng]: [ORG UBND thành phố]", "thành phố Đà Nẵng"),
        ("[LOC quận 1], [LOC TP.HCM]: [ORG Quận ủy]", "quận 1, thành phố Hồ Chí Minh"),
        ("[LOC xã Hoàng Thu Phố], [LOC huyện Bắc Hà].\n[ORG UBND huyện]", "huyện Bắc Hà, tỉnh Lào Cai"),
    ],
)
def test_a_level_alone_means_the_unit_of_the_document(marked: str, path: str) -> None:
    assert place(marked) == (path, True)


@pytest.mark.parametrize(
    "marked",
    [
        "[ORG UBND huyện]",
        "[LOC tỉnh Lào Cai]: [ORG UBND huyện]",
        "[LOC huyện Bắc Hà]: [ORG UBND xã]",
        "[LOC huyện Bắc Hà]: [ORG UBND quận]",
        "[LOC huyện Bắc Hà]: [ORG UBND các huyện]",
        "[LOC huyện Bắc Hà]: [ORG UBND cấp huyện]",
        "[LOC huyện Bắc Hà]: [ORG Bộ Y tế]",
        "[LOC huyện Bắc Hà]: [ORG UBND]",
        "[LOC huyện Bắc Hà]: [ORG Công ty Hưng Ngân]",
        "[LOC huyện Bắc Hà]: [LOC thôn Na Hối]",
        "[LOC quận 1]: [ORG Quận ủy 5]",
        "[LOC Trà Vinh], [LOC Kiên Giang]: [ORG UBND huyện Châu Thành]",
        "Ông Tùng quê [LOC Nam Định]. [ORG Sở Y tế]",
        "Ông Tùng sinh năm 1975 tại [LOC huyện Bắc Hà], [LOC tỉnh Lào Cai]. [ORG UBND tỉnh]",
        "Nguyên quán: [LOC xã Hoàng Thu Phố], [LOC huyện Bắc Hà]; trú tại [LOC huyện Mường Khương]. [ORG UBND huyện]",
    ],
)
def test_nothing_is_inferred_where_no_one_unit_is_meant(marked: str) -> None:
    assert place(marked) is None


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        # as often as the other: the one that was named last in the paragraph
        ("[LOC huyện Bắc Hà], [LOC huyện Sa Pa] và [ORG UBND huyện]", "thị xã Sa Pa, tỉnh Lào Cai"),
        ("[LOC huyện Mường Khương], [LOC huyện Bắc Hà] và [ORG UBND huyện]", "huyện Bắc Hà, tỉnh Lào Cai"),
        # in another paragraph it tells nothing
        ("[LOC huyện Mường Khương], [LOC huyện Bắc Hà].\n[ORG UBND huyện]", None),
        ("[LOC huyện Mường Khương], [LOC huyện Bắc Hà].\r[ORG UBND huyện]", None),
        # the unit that the document is about, whatever else it names
        (
            "[LOC huyện Bắc Hà]. [LOC xã Hoàng Thu Phố]. [LOC xã Bản Phố]. [LOC huyện Mường Khương].\n[ORG UBND huyện]",
            "huyện Bắc Hà, tỉnh Lào Cai",
        ),
        (
            "[LOC huyện Bắc Hà]. [LOC Bắc Hà]. [LOC Bắc Hà]. [LOC huyện Mường Khương]: [ORG UBND huyện]",
            "huyện Bắc Hà, tỉnh Lào Cai",
        ),
        # not clear enough: the paragraph says one, the document rather the other
        ("[LOC huyện Bắc Hà]. [LOC Bắc Hà].\n[LOC huyện Mường Khương]: [ORG UBND huyện]", None),
    ],
)
def test_of_several_units_the_likeliest_or_none(marked: str, path: str | None) -> None:
    assert place(marked) == (path and (path, True))


@pytest.mark.parametrize(
    ("marked", "on", "path"),
    [
        ("[LOC xã Phúc Hòa], [LOC tỉnh Bắc Ninh]: [ORG UBND tỉnh]", NEW, "tỉnh Bắc Ninh"),
        ("[LOC xã Phúc Hòa], [LOC tỉnh Bắc Giang]: [ORG UBND tỉnh]", OLD, "tỉnh Bắc Giang"),
        ("[LOC tỉnh Bắc Giang] cũ nay là [LOC tỉnh Bắc Ninh]: [ORG UBND tỉnh]", NEW, "tỉnh Bắc Ninh"),
        ("[LOC xã Phúc Hòa], [LOC tỉnh Bắc Ninh]: [ORG UBND xã]", NEW, "xã Phúc Hòa, tỉnh Bắc Ninh"),
        ("[LOC xã Phúc Hòa], [LOC tỉnh Bắc Ninh]: [ORG UBND huyện]", NEW, None),
        ("[LOC huyện Tân Yên] cũ, [LOC tỉnh Bắc Ninh]: [ORG UBND huyện]", NEW, "huyện Tân Yên, tỉnh Bắc Giang"),
        ("[LOC xã Tân Lập], [LOC huyện Đan Phượng]: [ORG UBND huyện]", None, "huyện Đan Phượng, thành phố Hà Nội"),
        ("Quý III/2025, [LOC xã Phúc Hòa], [LOC tỉnh Bắc Ninh]: [ORG UBND xã]", None, "xã Phúc Hòa, tỉnh Bắc Ninh"),
    ],
)
def test_the_day_says_which_units_there_are(marked: str, on: date | None, path: str | None) -> None:
    assert place(marked, on=on) == (path and (path, True))


@pytest.mark.parametrize(
    ("marked", "id"),
    [
        ("Quý III/2025, [LOC tỉnh Bắc Ninh] thu 9 tỷ đồng.", "24"),
        ("Đến năm 2030, [LOC tỉnh Bắc Ninh] có 9 khu công nghiệp.", "27/2025"),
    ],
)
def test_without_a_day_the_text_may_say_that_the_reform_is_past(marked: str, id: str) -> None:
    text, spans = read(marked)
    unit = Units(text, spans).named(spans[0])
    assert unit is not None
    assert unit.id == id


def test_the_units_beside_a_post_go_before_those_of_the_text() -> None:
    text, spans = read(
        "[LOC huyện Bắc Hà]. [LOC Bắc Hà]. [LOC Bắc Hà]. Bí thư [ORG Huyện ủy], [LOC huyện Mường Khương]"
    )
    (beside,) = filter(None, resolve(["huyện Mường Khương"], OLD))
    units = Units(text, spans, OLD)
    body = parse_body("Huyện ủy")
    assert units.infer(body, spans[3].start, [beside]) == Place(beside, inferred=True)
    in_the_text = units.infer(body, spans[3].start)
    assert in_the_text is not None
    assert in_the_text.unit.full_name == "huyện Bắc Hà"
    assert units.infer(parse_body("Tỉnh ủy"), spans[3].start, [beside]) == Place(beside.lineage[-1], inferred=True)


@given(st.lists(st.tuples(st.text(max_size=12) | st.sampled_from(["UBND huyện", "Sa Pa"]), st.sampled_from(LABELS))))
def test_any_spans_have_units_or_none(parts: list[tuple[str, str]]) -> None:
    text = "\n".join(words for words, _ in parts)
    spans, at = [], 0
    for number, (words, label) in enumerate(parts):
        spans.append(Span(f"T{number}", at, at + len(words), label, words))
        at += len(words) + 1
    units = Units(text, spans)
    assert all(found is None or isinstance(found, Place) for found in map(units.of, spans))


def test_time_is_linear_in_the_text() -> None:
    def seconds(times: int) -> float:
        text, spans = read("[LOC huyện Bắc Hà] và [LOC huyện Mường Khương]: [ORG UBND huyện], [ORG Sở Y tế]. " * times)
        start = time.process_time()
        units = Units(text, spans, OLD)
        assert all(map(units.of, spans))
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 5 * seconds(1000)
