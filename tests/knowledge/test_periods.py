import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.periods import find_periods, parse_period

PERIODS = {
    "2022": "năm 2022|đến cuối năm 2022|NĂM 2022|đến 2022|kết quả (2022)",
    "2022-01/2022-09": "9 tháng đầu năm 2022|9 tháng năm 2022|chín tháng đầu năm 2022",
    "2022-07/2022-12": "6 tháng cuối năm 2022|nửa cuối năm 2022",
    "2025-01/2025-03": "quý I/2025|quý 1 năm 2025|quý I năm 2025|quí I/2025",
    "2021/2025": "giai đoạn 2021 - 2025|giai đoạn 2021-2025|từ năm 2021 đến năm 2025|nhiệm kỳ 2021 – 2025",
    "2024-08-20": "đến ngày 20/8/2024|ngày 20-8-2024|ngày 20 tháng 8 năm 2024|20/08/2024",
    "2024-09": "tháng 9/2024|tháng 9 năm 2024|tháng 09-2024|đến 9/2024",
    "2023-03-01/2023-04-05": "từ ngày 1/3 đến hết ngày 5/4/2023|1/3/2023 - 5/4/2023",
    "2014": "năm học 2014|trong năm 2014|vụ xuân 2014",
    "2014/2015": "năm học 2014 - 2015|năm 2014 và 2015|năm 2014 và năm 2015|giai đoạn 2014 2015",
    "2021/2024-06": "từ năm 2021 đến Quý II/2024|từ năm 2021 đến quý 2/2024",
    "2024-01/2024-11": "11 tháng của năm 2024|11 tháng đầu năm 2024|11 tháng năm 2024|11 tháng/2024|11 tháng 2024",
    "1075/1919": "68 nhà khoa bảng (1075-1919)",
    "2017-06/2018-09": "từ tháng 6/2017 đến tháng 9/2018",
    "2024-11/2024-12": "tháng 11 và 12/2024|tháng 11, tháng 12 năm 2024",
    "2024-04/2024-09": "quý II, III/2024|quý II và quý III năm 2024|từ quý II đến quý III/2024",
    "2022/2024": "các năm 2022, 2023, 2024|năm 2022, 2023 và năm 2024",
}


@pytest.mark.parametrize(
    ("period", "text"), [(period, text) for period, texts in PERIODS.items() for text in texts.split("|")]
)
def test_spellings_of_one_period_have_one_value(period: str, text: str) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text", ["đến nay", "hiện nay", "so với năm 2020", "ngày 31/2/2024", "quý I", "từ năm 2019 đến nay"]
)
def test_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("quý I", "2024-01/2024-03"),
        ("ngày 26/3", "2024-03-26"),
        ("năm nay", "2024"),
        ("cuối năm nay", "2024"),
        ("năm tới", "2025"),
        ("năm sau", "2025"),
        ("năm ngoái", "2023"),
        ("9 tháng đầu năm", "2024-01/2024-09"),
        ("tháng 5", "2024-05"),
        ("tính đến 30/9", "2024-09-30"),
        ("hết 31/3", "2024-03-31"),
        ("ước cả năm thu", "2024"),
        ("cả năm 2022", "2022"),
        ("cả năm trước", "2023"),
    ],
)
def test_an_expression_without_year_is_read_against_the_reference_year(text: str, period: str) -> None:
    assert parse_period(text, 2024) == period


@pytest.mark.parametrize(
    "text",
    ["đến 9/12 xã", "đến 14/19 xã", "cả năm xã", "cả năm học", "so với quý II/2025", "(so với 9 tháng năm 2023)"],
)
def test_fractions_counts_and_compared_stretches_are_no_period(text: str) -> None:
    assert parse_period(text, 2024) is None


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("tháng 3 và 9/2022", ["2022-03", "2022-09"]),
        ("quý I, III/2022", ["2022-01/2022-03", "2022-07/2022-09"]),
    ],
)
def test_listed_times_share_the_year_behind_them(text: str, periods: list[str]) -> None:
    assert [period.value for period in find_periods(text, 2024)] == periods


def test_a_list_has_no_more_items_than_a_year_has_months() -> None:
    """An endless one would cost as much again at each of its items."""
    year = f"tháng {', '.join(map(str, range(1, 13)))}/2022"
    assert [period.value for period in find_periods(year, 2024)] == ["2022-01/2022-12"]
    endless = f"tháng {', '.join(['3'] * 40)}/2022"
    assert all(period.start > 0 for period in find_periods(endless, 2024) if period.value == "2022-03")


@pytest.mark.parametrize(
    ("text", "is_reference"),
    [
        ("so với năm 2020", True),
        ("cùng kỳ năm trước", True),
        ("từ năm 2012", True),
        ("số 126 ngày 4/10", True),
        ("đến năm 2020", False),
        ("giai đoạn 2021 - 2025", False),
        ("từ quý I đến quý III/2024", False),
        ("từ quý II/2024", True),
        ("so với giai đoạn 2016 - 2020", True),
        ("cùng kỳ 9 tháng năm 2023", True),
        ("thực hiện năm 2023", False),
    ],
)
def test_points_of_comparison_and_open_bounds_are_references(text: str, is_reference: bool) -> None:
    (period,) = find_periods(text, 2024)
    assert period.is_reference == is_reference


@given(st.text(), st.one_of(st.none(), st.integers(1900, 2100)))
def test_offsets_stand_in_order_in_any_text(text: str, year: int | None) -> None:
    edge = 0
    for period in find_periods(text + " năm 2022", year):
        assert edge <= period.start < period.end
        edge = period.end


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Đến  cuối\u00a0năm 2022, huyện Bắc Sơn"
    (period,) = find_periods(text)
    assert "2022" in text[period.start : period.end]
