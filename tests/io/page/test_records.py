from __future__ import annotations

import dataclasses

from govner.io.page.records import page_record
from govner.schema import Official, Report

from .samples import TEXT, figure, sample, span


def words(record: dict, row: dict) -> str:
    start, end = row["evidence"]
    return record["text"][start:end]


def test_a_row_of_officials_is_a_position_with_the_name_of_its_holder() -> None:
    record = page_record(sample())
    chair, guest = record["officials"]
    assert (chair["name"], chair["title"], chair["body"], chair["inferred"]) == (
        *("Lò Thị Thẩm", "Chủ tịch", "UBND huyện Bắc Hà"),
        True,
    )
    assert (chair["name_id"], chair["title_id"], chair["body_id"]) == ("T1", "T2", "T3")
    assert words(record, chair).endswith("chủ trì cuộc họp.")
    assert guest["name"] == "Vừ A Ánh"
    assert "title" not in guest
    assert words(record, guest) == "Cùng dự có ông Vừ A Ánh."


def test_the_holder_is_the_mention_that_is_given_the_title() -> None:
    report = sample()
    chair = dataclasses.replace(report.officials[0], mentions=("T4", "T1"))
    assert page_record(dataclasses.replace(report, officials=(chair,)))["officials"][0]["name_id"] == "T1"


def test_rows_say_where_they_stand() -> None:
    record = page_record(dataclasses.replace(sample(), meta={"file": "a.pdf", "pages": [0, 40], "title": "Họp"}))
    assert (record["file"], record["title"], record["day"]) == ("a.pdf", "Họp", "2024-10-14")
    assert [(row["page"], row["paragraph"]) for row in record["officials"]] == [(1, 1), (2, 1)]
    assert [(row["page"], row["paragraph"]) for row in record["figures"]] == [(2, 2), (2, 2)]


def test_evidence_is_the_occurrence_around_the_figure() -> None:
    text = "Còn 9 hộ. Còn 9 hộ. Còn 9 hộ."
    metric = span(text, "T1", "9 hộ", "METRIC", nth=1)
    report = Report("a", text, spans=(metric,), officials=(), figures=(figure(metric, None, "Còn 9 hộ."),))
    assert page_record(report)["figures"][0]["evidence"] == (10, 19)


def test_evidence_that_is_not_in_the_text_is_left_out() -> None:
    metric = span(TEXT, "T1", "9 hộ nghèo", "METRIC")
    rows = (figure(metric, None, "Câu khác."), figure(metric, None, "Sáng 14/10/2024"), figure(metric, None, ""))
    record = page_record(Report("a", TEXT, spans=(metric,), figures=rows))
    assert all("evidence" not in row for row in record["figures"])


def test_what_is_not_known_is_left_out() -> None:
    record = page_record(Report("a", "Họp."))
    assert record == {"id": "a", "text": "Họp."}


def test_an_official_without_mentions_has_a_row() -> None:
    record = page_record(Report("a", "Họp.", officials=(Official("Lò A", (), ()),)))
    assert record["officials"] == [{"name": "Lò A"}]
