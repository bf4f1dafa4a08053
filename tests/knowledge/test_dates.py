from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.dates import find_date, report_day

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
DAY = date(2024, 10, 14)
STORY = "Ông Đinh Văn Phúc đã chủ trì hội nghị của huyện. Báo cáo số 12/BC-UBND ngày 02/10/2024 được thông qua.\n"

SAYS = {
    "letters": [
        "UBND HUYỆN ĐÀ BẮC\nĐà Bắc, ngày 14 tháng 10 năm 2024\nBÁO CÁO\n" + STORY,
        "SỞ Y TẾ | TP. Hòa Bình, ngày 14 tháng 10 năm 2024\n" + STORY,
        "Hà Nội ngày 14 tháng 10 năm 2024.\n" + STORY,
        "BIÊN BẢN\n" + STORY * 60 + "Hòa Bình, ngày 14 tháng 10 năm 2024\nCHỦ TỊCH\nĐinh Văn Phúc",
        "ĐÀ BẮC, NGÀY 14 THÁNG 10 NĂM 2024\n" + STORY,
    ],
    "bylines": [
        "Đà Bắc họp bàn\n14/10/2024 08:30\n" + STORY,
        "Đà Bắc họp bàn\nThứ Hai, 14/10/2024\n" + STORY,
        "Đà Bắc họp bàn\nThứ hai, ngày 14-10-2024, 08:30 (GMT+7)\n" + STORY,
        "Đà Bắc họp bàn\nCập nhật lúc: 08:30 14/10/2024\n" + STORY,
        "Đà Bắc họp bàn\nNgày đăng: 14.10.2024 | Lượt xem: 125\n" + STORY,
        "Đà Bắc họp bàn\nMinh Thảo - 14/10/2024 8h30\n" + STORY,
        "Đà Bắc họp bàn\n2024-10-14\n" + STORY,
        "Đà Bắc họp bàn\nNgày 14 tháng 10 năm 2024\n" + STORY,
        "Đà Bắc họp bàn\n" + STORY * 60 + "Minh Thảo\n14/10/24 08:30 GMT+7\nXã hội",
    ],
    "stories": [
        "Sáng 14/10/2024, UBND huyện họp.",
        "Đà Bắc họp bàn\n(Báo Hòa Bình) - Sáng 14/10/2024, UBND huyện họp.",
        "Đà Bắc họp bàn\nHBĐT - Ngày 14-10-2024, UBND huyện họp.",
        "Đà Bắc họp bàn\nChiều nay (14/10/2024), UBND huyện họp.",
        "Đà Bắc họp bàn\nTiếp tục chương trình, chiều ngày 14.10.2024, UBND huyện họp.",
        "Đà Bắc họp bàn\nNgày 14 tháng 10 năm 2024, UBND huyện họp. Trước đó, ngày 12/10/2024, huyện đã họp.",
    ],
}
SILENT = [
    "",
    STORY,
    "Sáng 14/10, UBND huyện họp.",
    "14/10/24\n" + STORY,
    "(Kèm theo Quyết định số 12/QĐ-UBND, ngày 14 tháng 10 năm 2024)\n" + STORY,
    "Căn cứ Nghị quyết số 9 của HĐND huyện, ngày 14 tháng 10 năm 2024\n" + STORY,
    "Cách đây 60 năm, sáng 14/10/1964, huyện được lập.",
    "Ngày 14/10/1964, huyện được lập. Năm 2024, huyện kỷ niệm 60 năm; đến năm 2024 có 7 xã.",
    "Ngày 14/10/2023, UBND huyện ra quyết định. Ngày 2/3/2024, quyết định bị hủy.",
    "Dự án thực hiện từ ngày 14/10/2024 đến ngày 1/12/2024.",
    "Ngày 31/02/2024, UBND huyện họp.",
    "Sáng 14/10/2024 - 16/10/2024, huyện mở hội chợ.",
    "Đà Bắc, ngày    tháng 10 năm 2024\n" + STORY,
    "99/99/9999 08:30",
    "0000-00-00",
]


@pytest.mark.parametrize("text", [text for texts in SAYS.values() for text in texts])
def test_the_day_that_a_report_says_of_itself_is_found(text):
    assert find_date(text) == DAY
    assert find_date(unicodedata.normalize("NFD", text).replace("\n", "\r\n")) == DAY


@pytest.mark.parametrize("text", SILENT)
def test_days_of_other_things_are_not_taken(text):
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ({"date": "2024-10-15"}, date(2024, 10, 15)),
        ({"date": "2024-10-15T08:30:00+07:00"}, date(2024, 10, 15)),
        ({"date": " 15/10/2024 08:30"}, date(2024, 10, 15)),
        ({"date": "soon"}, DAY),
        ({"date": "2024"}, DAY),
        ({"date": 20241015}, DAY),
        ({"date": None}, DAY),
        ({}, DAY),
    ],
)
def test_the_day_in_the_meta_goes_before_that_of_the_text(meta, day):
    assert report_day("Sáng 14/10/2024, UBND huyện họp.", meta) == day


@given(st.text())
def test_any_text_has_a_day_or_none(text):
    assert find_date(text) is None or isinstance(find_date(text), date)


@given(st.text("0123456789/-.: ngàythánm,|", max_size=200))
def test_texts_full_of_numbers_have_a_day_or_none(text):
    assert find_date(text) is None or isinstance(find_date(text), date)


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the annotated news")
@pytest.mark.parametrize("name", ["train", "dev"])
def test_a_day_that_is_found_in_the_news_is_that_of_publication(name):
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        day, published = find_date(report["text"]), report["meta"]["date"]
        if day and published and len(published) == len("2024-10-14"):
            assert abs((day - date.fromisoformat(published)).days) <= 1, report["id"]
