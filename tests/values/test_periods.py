from __future__ import annotations

import pytest

from govner.values.periods import Before, Timeline, best_option, reference_year

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
    timeline = Timeline.of(TEXT, [TEXT.index("20 tỷ"), START])
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
    timeline = Timeline.of("Huyện có 12 xã.", [9])
    assert best_option(timeline.options(9, 14, (0, 15), "count", None), {}) is None
