from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.normalize import ToneStyle, normalize

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"

VIETNAMESE = "aăâeêioôơuưyđAĂÂOÔƠUƯYĐ bcghklmnpqrstvx\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
RAW = st.text(
    st.one_of(
        st.sampled_from(VIETNAMESE),
        st.sampled_from(" \t\r\n\u00a0\u200b\u200d\ufeff\u00ad\u3000\u2028\x85oòóàáèéuùúyỳýỦỷqQ"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("UBND\u00a0huyện", "UBND huyện"),
        ("UBND  \t huyện", "UBND huyện"),
        ("Chủ\u200b tịch", "Chủ tịch"),
        ("Chủ \u200b tịch", "Chủ tịch"),
        ("dòng một \r\n dòng hai", "dòng một\ndòng hai"),
        ("một\r\n\r\n\r\nhai", "một\nhai"),
        ("một\rhai", "một\nhai"),
        ("\ufeffBáo cáo", "Báo cáo"),
        ("Ðắk Lắk", "Đắk Lắk"),
        ("Huye\u0323\u0302n u\u0309y", "Huyện ủy"),
        ("Huyê\u0323n", "Huyện"),
    ],
)
def test_spaces_invisible_characters_and_decomposed_letters_are_tidied(raw: str, clean: str) -> None:
    assert normalize(raw).text == clean


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hòa", "hoà"),
        ("Ủy ban", "Uỷ ban"),
        ("Thúy", "Thuý"),
        ("khóa", "khoá"),
        ("khỏe", "khoẻ"),
        ("THANH HÓA", "THANH HOÁ"),
        ("HUYỆN ỦY", "HUYỆN UỶ"),
        ("tùy, lũy.", "tuỳ, luỹ."),
    ],
)
def test_open_syllables_take_the_tone_placement_that_is_asked_for(first: str, second: str) -> None:
    for raw in (first, second):
        assert normalize(raw, ToneStyle.FIRST).text == first
        assert normalize(raw, ToneStyle.SECOND).text == second


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("quý", "quý"),
        ("qúy", "quý"),
        ("Quỳnh", "Quỳnh"),
        ("hoàn", "hoàn"),
        ("hòan", "hoàn"),
        ("tòan huyện", "toàn huyện"),
        ("ngoài", "ngoài"),
        ("thuyền", "thuyền"),
        ("quả", "quả"),
    ],
)
def test_syllables_with_one_right_placement_have_it_in_both_styles(raw: str, right: str) -> None:
    for style in ToneStyle:
        assert normalize(raw, style).text == right


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ỦY BAN NHÂN DÂN\nÔng Nam nói", "ủy ban nhân dân\nÔng Nam nói"),
        ("1. KẾT QUẢ 6 THÁNG (2024)", "1. kết quả 6 tháng (2024)"),
        ("HĐND - UBND", "HĐND - UBND"),
        ("BÁO CÁO của UBND TỈNH", "BÁO CÁO của UBND TỈNH"),
        ("HUYỆN\u00a0MÙ CANG CHẢI", "huyện mù cang chải"),
        ("XÃ İSTANBUL VÀ QUẬN MƯỜI", "xã İstanbul và quận mười"),
        ("2024 - 2025 - 2026", "2024 - 2025 - 2026"),
    ],
)
def test_lines_in_capitals_get_small_letters_where_it_is_asked_for(raw: str, folded: str) -> None:
    view = normalize(raw, fold_capitals=True)
    assert view.text == folded
    assert normalize(raw).text == raw.replace("\u00a0", " ")
    assert view.to_original(0, len(view.text)) == (0, len(raw))


@given(RAW)
def test_small_letters_for_capitals_move_nothing(text: str) -> None:
    plain, folded = normalize(text).text, normalize(text, fold_capitals=True).text
    assert len(plain) == len(folded)
    assert all(new in (old, old.lower()) for old, new in zip(plain, folded, strict=True))


def test_a_clean_text_is_its_own_view() -> None:
    view = normalize("Chủ tịch UBND huyện Bắc Hà")
    assert view.text == view.original
    assert view.layers == ()


def test_a_span_of_the_view_leads_back_to_the_words_as_they_were_given() -> None:
    raw = "ông  Lê\u200b Vu\u0303, Chủ tịch\u00a0Uỷ ban"
    view = normalize(raw)
    start = view.text.index("Lê Vũ")
    assert raw[slice(*view.to_original(start, start + len("Lê Vũ")))] == "Lê\u200b Vu\u0303"
    start = view.text.index("Ủy ban")
    assert raw[slice(*view.to_original(start, start + len("Ủy ban")))] == "Uỷ ban"


def test_deleted_characters_stay_outside_a_span_they_only_touch() -> None:
    view = normalize("\u200bAn\u200b")
    assert view.to_original(0, 2) == (1, 3)


@given(RAW, st.sampled_from(ToneStyle))
def test_a_view_is_composed_and_normalising_it_again_changes_nothing(text: str, style: ToneStyle) -> None:
    view = normalize(text, style)
    assert unicodedata.is_normalized("NFC", view.text)
    assert normalize(view.text, style).text == view.text


@given(RAW, st.sampled_from(ToneStyle))
def test_composed_and_decomposed_forms_of_a_text_have_one_view(text: str, style: ToneStyle) -> None:
    views = {normalize(unicodedata.normalize(form, text), style).text for form in ("NFC", "NFD")}
    assert len(views) == 1


@given(RAW, st.data())
def test_every_span_of_the_view_round_trips_through_the_original(text: str, data: st.DataObject) -> None:
    view = normalize(text)
    length = len(view.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    original = view.to_original(start, end)
    assert 0 <= original[0] <= original[1] <= len(text)
    if start < end:
        wider = view.from_original(*original)
        assert wider[0] <= start
        assert wider[1] >= end
        assert view.to_original(*wider) == original


@given(RAW, st.data())
def test_every_span_of_the_original_round_trips_through_the_view(text: str, data: st.DataObject) -> None:
    view = normalize(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside = view.from_original(start, end)
    assert 0 <= inside[0] <= inside[1] <= len(view.text)
    if inside[0] < inside[1]:
        wider = view.to_original(*inside)
        assert view.from_original(*wider) == inside


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated reports are not at hand")
@pytest.mark.parametrize("name", ["train", "dev"])
def test_annotated_spans_of_real_reports_survive_the_way_there_and_back(name: str) -> None:
    spans = 0
    for line in (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        view = normalize(report["text"])
        for span in report["spans"]:
            spans += 1
            inside = view.from_original(span["start"], span["end"])
            assert view.to_original(*inside) == (span["start"], span["end"])
    assert spans > 2000
