from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.sentences import Sentences, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện đạt 9 tiêu chí. Xã còn 2.", ["Huyện đạt 9 tiêu chí.", "Xã còn 2."]),
        ("Tiêu đề\nĐoạn một. Đoạn hai.", ["Tiêu đề", "Đoạn một.", "Đoạn hai."]),
        ("Tốt lắm! Thật không? Thật.", ["Tốt lắm!", "Thật không?", "Thật."]),
        ("“Phải làm ngay.” Ông An nói.", ["“Phải làm ngay.”", "Ông An nói."]),
        ("Họp đến nay.Biết tin, ông về.", ["Họp đến nay.", "Biết tin, ông về."]),
        ("năm 2024. 15 xã về đích", ["năm 2024.", "15 xã về đích"]),
        ("dòng một\r\n\r\ndòng hai", ["dòng một", "dòng hai"]),
        ("", []),
        ("   \n  ", []),
    ],
)
def test_sentences_end_at_stops_and_line_ends(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lãnh đạo TP. Cao Lãnh dự họp.",
        "PGS.TS. Trần Văn Bình chủ trì.",
        "Nghị quyết T.Ư khóa XI.",
        "Thu 31.450 triệu đồng, đạt 63.2 phần trăm.",
        "1. Mục tiêu chung",
        "Các xã An Phú, An Hòa... đã về đích.",
        "Ông N. V. Hải trình bày.",
        "TP.HCM tăng 5%",
    ],
)
def test_stops_of_abbreviations_initials_numbers_and_items_end_no_sentence(text: str) -> None:
    assert split(text) == [text]


@given(st.text())
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("Huyện", "Huyện đạt."), (".", "Huyện đạt."), ("  Xã", "Huyện đạt."), ("Xã", "Xã còn 2."), ("2.", "Xã còn 2.")],
)
def test_the_sentence_at_an_offset_is_the_last_that_begins_there_or_before(words: str, sentence: str) -> None:
    text = "\nHuyện đạt.  Xã còn 2."
    start, end = Sentences(text).at(text.index(words))
    assert text[start:end] == sentence


@pytest.mark.parametrize(("text", "offset"), [("", 0), ("  \n Xã", 1), ("", 7)])
def test_before_all_sentences_there_is_an_empty_stretch(text: str, offset: int) -> None:
    assert Sentences(text).at(offset) == (offset, offset)
