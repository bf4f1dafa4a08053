from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.io.provenance import Passage, Provenance
from govner.schema import Report

TEXT = "UBND HUYỆN ĐÀ BẮC\r\nĐà Bắc, ngày 14 tháng 10 năm 2024\r\n\r\n  \r\nXã Cao Sơn có 125 hộ.\nHết."


def test_a_passage_has_file_page_paragraph_and_day():
    report = Report("a", TEXT, {"file": "in/a.pdf", "pages": [0, TEXT.index("Xã")]})
    passages = Provenance(report)
    day = date(2024, 10, 14)
    assert passages.at(0) == Passage("in/a.pdf", 1, 1, day)
    assert passages.at(TEXT.index("ngày")) == Passage("in/a.pdf", 1, 2, day)
    assert passages.at(TEXT.index("125")) == Passage("in/a.pdf", 2, 3, day)
    assert passages.at(len(TEXT)) == Passage("in/a.pdf", 2, 4, day)


def test_the_day_that_the_file_gives_goes_before_the_words():
    assert Provenance(Report("a", TEXT, {"date": "2024-10-15"})).at(0).date == date(2024, 10, 15)


@pytest.mark.parametrize("meta", [{}, {"file": 7, "pages": "x"}, {"pages": [5, 1]}, {"pages": [None]}, {"pages": []}])
def test_what_is_not_known_is_none(meta):
    assert Provenance(Report("a", "x", meta)).at(0) == Passage(None, None, 1, None)


def test_an_offset_before_the_first_paragraph_is_in_none():
    assert Provenance(Report("a", "\n\nx")).at(0).paragraph is None


@given(st.text(), st.integers(0, 20))
def test_any_offset_of_any_text_has_a_passage(text, offset):
    paragraph = Provenance(Report("a", text)).at(offset).paragraph
    assert paragraph is None or paragraph >= 1


@pytest.mark.parametrize("text", [" " * 2_000_000, "x\n" * 500_000, "14/10/2024 " * 100_000])
def test_it_takes_time_in_proportion_to_the_text(text):
    start = time.process_time()
    Provenance(Report("a", text)).at(len(text))
    assert time.process_time() - start < 10
