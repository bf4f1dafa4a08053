from __future__ import annotations

import pytest

from govner.values.periods import Before, Timeline, best_option, reference_year

from .marked import read

TEXT = "Năm 2023 huyện thu 20 tỷ đồng. Quý I/2024, huyện thu 9 tỷ đồng trong 12 xã (2022), so với năm 2020."
START = TEXT.index("9 tỷ đồng")
SENTENCE = (TEXT.index("Quý"), len(TEXT))


@pytest.mark.parametrize(
    ("text", "date", "year"),
    [
        ("năm 2021 và năm 2022, năm 2022", None, 2022),
        ("năm 2021 và năm 2022", None, 2022),
        ("năm 2021, năm 2021", "2024-10-14", 2024),
        ("năm 2021", "không rõ", 2021),
        ("không có năm", None, None),
        ("số 12/2019/NĐ-CP", None, None),
    ],
)
def test_the_reference_year_is_that_of_the_date_or_the_most_frequent(text, date, year) -> None:
    assert reference_year(text, date) == year


def options(before: Before | None = None) -> dict[str | None, set[str]]:
    timeline = Timeline.of(TEXT, [(TEXT.index("20 tỷ"), TEXT.index(" tỷ đồng. ") + 8), (START, START + 9)])
    return timeline.options(START, START + len("9 tỷ đồng"), SENTENCE, "amount", before)


def test_the_options_are_none_and_the_times_around_the_metric() -> None:
    assert set(options()) == {None, "2023", "2024-01/2024-03", "2022"}
    assert "last" in options()["2024-01/2024-03"]
    assert "lead" in options()["2023"]
    assert "next" in options()["2022"]


def test_the_period_of_the_metric_before_is_an_option() -> None:
    before = Before(30, (0, 30), "2019")
    assert "same" in options(before)["2019"]
    assert "2019" not in options(Before(30, (0, 30), None))


def test_the_option_whose_clues_weigh_most_is_taken() -> None:
    assert best_option(options(), {"last": 1.0, "next": 2.0}) == "2022"
    assert best_option(options(), {"last": 1.0, "none": 2.0}) is None


def test_a_metric_without_any_time_has_no_period() -> None:
    timeline = Timeline.of("Huyện có 12 xã.", [(9, 14)])
    assert best_option(timeline.options(9, 14, (0, 15), "count", None), {}) is None


@pytest.mark.parametrize(
    ("marked", "own"),
    [
        ("Xã có [METRIC 12 hộ] năm 2021, [METRIC 9 hộ] vào cuối năm 2023.", ["2021", "2023"]),
        ("Thu [METRIC 3 tỷ đồng] (năm 2021), [METRIC 4 tỷ đồng] (quý II/2022).", ["2021", "2022-04/2022-06"]),
        ("Thu của [METRIC 7 xã] năm 2021 là [METRIC 3 tỷ đồng], hơn [METRIC 2 xã]\nNăm 2022", [None] * 3),
        ("Số hộ còn [METRIC 12 hộ] (năm 2021 còn [METRIC 20 hộ]).", [None, None]),
        ("Thu tăng [METRIC 8%] so với năm 2021, bằng [METRIC 92%] năm 2022, [METRIC gấp đôi] năm ngoái.", [None] * 3),
        ("Thu đạt [METRIC 80% dự toán] cả năm 2022, [METRIC 61% kế hoạch] cả năm.", [None, None]),
    ],
)
def test_a_time_right_behind_a_metric_is_its_own(marked: str, own: list[str | None]) -> None:
    text, metrics = stretches(marked)
    timeline = Timeline.of(text, metrics, "2022-12-01")
    assert [timeline.own[start].value if start in timeline.own else None for start, _ in metrics] == own
    assert all(
        set(timeline.options(start, end, (0, len(text)), "count", None)) == {timeline.own[start].value}
        for start, end in metrics
        if start in timeline.own
    )


@pytest.mark.parametrize(
    "marked",
    [
        "Năm 2023, tỷ lệ hộ nghèo giảm từ [METRIC 18%] năm 2021 xuống còn [METRIC 13%].",
        "Năm 2023, vốn vay tăng từ mức [METRIC 5 tỷ đồng] (năm 2021) lên [METRIC 8 tỷ đồng].",
    ],
)
def test_a_change_does_not_end_when_it_begins(marked: str) -> None:
    text, (first, second) = stretches(marked)
    options = Timeline.of(text, [first, second]).options(
        *second, (0, len(text)), "percent", Before(first[1], (0, 99), "2021")
    )
    assert set(options) == {None, "2023"}


def stretches(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans = read(marked)
    return text, [(span.start, span.end) for span in spans]
