"""Time expressions of reports as ISO 8601: 9 tháng đầu năm 2022 is 2022-01/2022-09.

Newcomer's notes. Each kind of expression is one pattern with one reader that turns its match into ISO form. All run
over the text, and where two overlap the earlier, then the longer, wins: "ngày 20/8/2024" hides "năm" and "8/2024". An
expression that names no year (quý I, ngày 26/3) is read against a reference year, and is passed over without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from govner.text.normalize import normalize


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: half-open offsets in the text as given, and its ISO 8601 `value`.

    `is_reference` tells that the words before it make it a point of comparison, an open bound or a document's date (so
    với năm 2020, từ năm 2012, số 126 ngày 4/10): mostly no time that a figure holds for.
    """

    start: int
    end: int
    value: str
    is_reference: bool = False


Reader = Callable[[re.Match[str], int | None], str | None]

_MONTH_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_YEARS_FROM_NOW = {"nay": 0, "tới": 1, "sau": 1, "ngoái": -1, "trước": -1}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_Y = r"(?:19|20)[0-9]{2}"
_TO = r"(?:\s?[-–—]\s?|\s(?:đến|tới)\s(?:hết\s)?)"
_END = r"(?![0-9]|[/.][0-9])"


def parse_period(text: str, year: int | None = None) -> str | None:
    """The first time expression of a text in ISO 8601: a year, month, date or interval; None when there is none.

    `year` is the year meant where the expression names none. References and "đến nay" give None.
    """
    return next((period.value for period in find_periods(text, year) if not period.is_reference), None)


def find_periods(text: str, year: int | None = None) -> tuple[Period, ...]:
    """The time expressions of a text in order."""
    view = normalize(text)
    found: list[Period] = []
    end = 0
    for match, read in sorted(_matches(view.text), key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < end:
            continue
        value = read(match, year)
        if value is None:
            continue
        end = match.end()
        before = view.text[max(0, match.start() - _NEAR) : match.start()]
        is_reference = bool(_COMPARED.search(before) or (read not in _SPANS and _BOUND.search(before)))
        found.append(Period(*view.to_original(match.start(), match.end()), value, is_reference))
    return tuple(found)


def _matches(text: str) -> Iterator[tuple[re.Match[str], Reader]]:
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            yield match, read


_NEAR = 24
"""Characters before an expression in which the words that make it a reference end."""
_COMPARED = re.compile(
    r"(?<!\w)(?:so(?: với)?|cùng kỳ|hơn) (?:(?:của|cuối|đầu|mức|thực hiện|thời điểm|giai đoạn|nhiệm kỳ) ){0,2}$",
    re.IGNORECASE,
)
# Before a stretch with both its ends từ opens no bound: từ năm 2021 đến năm 2025.
_BOUND = re.compile(
    r"(?<!\w)(?:(?:luật|từ|trước|sau)\s(?:cuối |đầu )?"
    r"|(?:số|[0-9]+/|nghị quyết|quyết định)\S*\s"
    r"(?:[0-9]\S*\s)?)$",
    re.IGNORECASE,
)


def _day(day: str, month: str, year: int | None) -> str | None:
    if year is None:
        return None
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(month: int, year: int | None) -> str | None:
    return f"{year}-{month:02}" if year and 1 <= month <= 12 else None


def _interval(start: str | None, end: str | None) -> str | None:
    return f"{start}/{end}" if start and end and start <= end else None


def _year(match: re.Match[str], otherwise: int | None) -> int | None:
    return int(match["year"]) if match["year"] else otherwise


def _read_days(match: re.Match[str], year: int | None) -> str | None:
    last = _year(match, year)
    first = int(match["first_year"]) if match["first_year"] else last
    month = match["first_month"] or match["month"]
    return _interval(_day(match["first_day"], month, first), _day(match["day"], match["month"], last))


def _read_day(match: re.Match[str], year: int | None) -> str | None:
    return _day(match["day"], match["month"], _year(match, year))


def _read_month(match: re.Match[str], year: int | None) -> str | None:
    return _month(int(match["month"]), _year(match, year))


def _read_month_span(match: re.Match[str], year: int | None) -> str | None:
    last = _year(match, year)
    first = int(match["first_year"]) if match["first_year"] else last
    return _interval(_month(int(match["first"]), first), _month(int(match["month"]), last))


def _read_months(match: re.Match[str], year: int | None) -> str | None:
    count = _MONTH_WORDS.get(match["count"].casefold()) or int(match["count"])
    of_year = _year(match, year)
    if not 1 <= count <= 12:
        return None
    if (match["side"] or "").casefold() == "cuối":
        return _interval(_month(13 - count, of_year), _month(12, of_year))
    return _interval(_month(1, of_year), _month(count, of_year))


def _quarter(name: str) -> int:
    return _ROMAN.get(name.casefold()) or int(name)


def _read_quarter(match: re.Match[str], year: int | None) -> str | None:
    last = 3 * _quarter(match["quarter"])
    of_year = _year(match, year)
    return _interval(_month(last - 2, of_year), _month(last, of_year))


def _read_quarter_span(match: re.Match[str], year: int | None) -> str | None:
    of_year = _year(match, year)
    return _interval(_month(3 * _quarter(match["first"]) - 2, of_year), _month(3 * _quarter(match["quarter"]), of_year))


def _read_half(match: re.Match[str], year: int | None) -> str | None:
    of_year = _year(match, year)
    first = 1 if match["side"].casefold() == "đầu" else 7
    return _interval(_month(first, of_year), _month(first + 5, of_year))


def _read_years(match: re.Match[str], _: int | None) -> str | None:
    return _interval(match["first"], match["year"])


def _read_year(match: re.Match[str], _: int | None) -> str | None:
    return match["year"]


def _read_year_beside(match: re.Match[str], year: int | None) -> str | None:
    return str(year + _YEARS_FROM_NOW[match["which"].casefold()]) if year else None


def _read_to_quarter(match: re.Match[str], _: int | None) -> str | None:
    return _interval(match["first"], _month(3 * _quarter(match["quarter"]), int(match["year"])))


def _read_month_list(match: re.Match[str], year: int | None) -> str | None:
    months = [int(month) for month in _LISTED.split(match["list"])]
    of_year = _year(match, year)
    return _interval(_month(months[0], of_year), _month(months[-1], of_year)) if _is_run(months) else None


def _read_quarter_list(match: re.Match[str], year: int | None) -> str | None:
    quarters = [_quarter(quarter) for quarter in _LISTED.split(match["list"])]
    of_year = _year(match, year)
    start, end = _month(3 * quarters[0] - 2, of_year), _month(3 * quarters[-1], of_year)
    return _interval(start, end) if _is_run(quarters) else None


def _read_year_list(match: re.Match[str], _: int | None) -> str | None:
    years = [int(year) for year in _LISTED.split(match["list"])]
    return _interval(str(years[0]), str(years[-1])) if _is_run(years) else None


def _is_run(numbers: Sequence[int]) -> bool:
    """Whether listed times leave none out, so that together they are one stretch."""
    return all(later == number + 1 for number, later in pairwise(numbers))


def _read_whole_year(_: re.Match[str], year: int | None) -> str | None:
    return str(year) if year else None


def _read_bound(match: re.Match[str], year: int | None) -> str | None:
    """The day in "đến 30/9"; where it is not the greater number, the two may be a fraction (đến 9/12 xã)."""
    return _read_day(match, year) if int(match["day"]) > int(match["month"]) else None


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-]){source}", re.IGNORECASE)


_OF_YEAR = rf"(?:(?:\s?[/-]\s?|\.|\snăm\s|\s)(?P<year>{_Y}){_END}|\snăm nay)"
_DAY = r"[0-3]?[0-9]"
_MONTH = r"[01]?[0-9]"
_MONTHS = r"(?:tháng\s)?"
_QUARTER = r"(?:I{1,3}|IV|[1-4])(?!\w)"
_QUARTERS = r"(?:qu[ýí]\s)?"
_AND = r"(?:,|,?\svà)\s"
_MORE_MONTHS = rf"(?:{_AND}{_MONTHS}{_MONTH}){{1,11}}"
_MORE_QUARTERS = rf"(?:{_AND}{_QUARTERS}{_QUARTER}){{1,11}}"
"""The rest of a list. It has an end, so that an endless one costs no more at each of its items."""
_LISTED = re.compile(rf"{_AND}(?:tháng\s|qu[ýí]\s|năm\s)?", re.IGNORECASE)
_NOT_THE_YEAR = "học|trước|sau|tới|ngoái|xã|phường|thôn|bản|huyện|tổ|hộ|người|đơn vị|chỉ tiêu|tiêu chí|dự án"
"""Words behind "cả năm" with which it is another year, or means all five of something."""
_TIME_OF_DAY = r"(?:ngày|sáng|trưa|chiều|tối|đêm)"

_SPANS = frozenset(
    [
        _read_days,
        _read_month_span,
        _read_month_list,
        _read_quarter_span,
        _read_quarter_list,
        _read_to_quarter,
        _read_years,
        _read_year_list,
    ]
)
"""Readers of stretches that name both their ends."""

_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        _pattern(
            rf"(?:{_TIME_OF_DAY}\s)?(?P<first_day>{_DAY})(?:[/.-](?P<first_month>{_MONTH}))?(?:[/.-](?P<first_year>{_Y}))?"
            rf"{_TO}(?:ngày\s)?(?P<day>{_DAY})[/.](?P<month>{_MONTH})(?:[/.-](?P<year>{_Y}))?{_END}"
        ),
        _read_days,
    ),
    (_pattern(rf"(?:{_TIME_OF_DAY}\s)?(?P<day>{_DAY})[/.-](?P<month>{_MONTH})[/.-](?P<year>{_Y}){_END}"), _read_day),
    (_pattern(rf"ngày (?P<day>{_DAY})[/.-](?P<month>{_MONTH})(?P<year>){_END}"), _read_day),
    (_pattern(rf"{_TIME_OF_DAY} (?P<day>{_DAY})[/.](?P<month>{_MONTH})(?P<year>){_END}"), _read_day),
    (_pattern(rf"(?:đến|tới|hết) (?P<day>{_DAY})/(?P<month>{_MONTH})(?P<year>){_END}"), _read_bound),
    (_pattern(rf"ngày (?P<day>{_DAY}) tháng (?P<month>{_MONTH})(?:{_OF_YEAR})?(?![0-9])"), _read_day),
    (
        _pattern(
            rf"tháng (?P<first>{_MONTH})(?:[/-](?P<first_year>{_Y}))?{_TO}(?:tháng\s)?(?P<month>{_MONTH}){_OF_YEAR}"
        ),
        _read_month_span,
    ),
    (_pattern(rf"tháng (?P<list>{_MONTH}{_MORE_MONTHS}){_OF_YEAR}"), _read_month_list),
    (_pattern(rf"tháng (?P<month>{_MONTH})(?={_MORE_MONTHS}{_OF_YEAR})"), _read_month),
    (_pattern(rf"tháng (?P<month>{_MONTH})(?:{_OF_YEAR}|(?![0-9/.-]))"), _read_month),
    (_pattern(rf"(?P<month>{_MONTH})/(?P<year>{_Y}){_END}(?!/)"), _read_month),
    (
        _pattern(
            rf"(?P<count>[0-9]{{1,2}}|{'|'.join(_MONTH_WORDS)}) tháng(?: (?P<side>đầu|cuối))?"
            rf"(?:(?:\s?/\s?|(?: của)? năm | )(?P<year>{_Y}){_END}|(?: của)? năm(?: nay)?(?! [0-9])"
            r"|(?= (?:vừa qua|qua|ước|đạt|tăng|giảm)))"
        ),
        _read_months,
    ),
    (_pattern(rf"qu[ýí] (?P<first>{_QUARTER}){_TO}{_QUARTERS}(?P<quarter>{_QUARTER}){_OF_YEAR}"), _read_quarter_span),
    (_pattern(rf"qu[ýí] (?P<list>{_QUARTER}{_MORE_QUARTERS}){_OF_YEAR}"), _read_quarter_list),
    (_pattern(rf"qu[ýí] (?P<quarter>{_QUARTER})(?={_MORE_QUARTERS}{_OF_YEAR})"), _read_quarter),
    (_pattern(rf"qu[ýí] (?P<quarter>{_QUARTER})(?:{_OF_YEAR})?"), _read_quarter),
    (_pattern(rf"(?P<quarter>I{{1,3}}|IV)/(?P<year>{_Y}){_END}"), _read_quarter),
    (_pattern(rf"nửa (?P<side>đầu|cuối) năm(?: (?P<year>{_Y}))?"), _read_half),
    (
        _pattern(rf"(?:từ )?năm (?P<first>{_Y}){_TO}qu[ýí] (?P<quarter>{_QUARTER})[/ -](?:năm )?(?P<year>{_Y}){_END}"),
        _read_to_quarter,
    ),
    (_pattern(rf"(?:từ |các )?(?:năm )?(?:học )?(?P<first>{_Y}){_TO}(?:năm )?(?P<year>{_Y}){_END}"), _read_years),
    (_pattern(rf"(?:các )?năm (?P<list>{_Y}(?:{_AND}(?:năm\s)?{_Y})+){_END}"), _read_year_list),
    (_pattern(rf"(?:năm|nhiệm kỳ|giai đoạn) (?P<first>{_Y})(?: và (?:năm )?| )(?P<year>{_Y}){_END}"), _read_years),
    (re.compile(r"(?<=\()(?P<first>1[0-9]{3})\s?[-–]\s?(?P<year>[12][0-9]{3})(?=\))"), _read_years),
    (_pattern(rf"(?:năm học|năm|vụ mùa|đến|vụ xuân) (?P<year>{_Y}){_END}"), _read_year),
    (re.compile(rf"(?<=\()(?P<year>{_Y})(?=\))"), _read_year),
    (_pattern(rf"cả năm(?: nay)?(?!\w)(?! (?:{_NOT_THE_YEAR})(?!\w))(?! [0-9])"), _read_whole_year),
    (_pattern(r"năm (?P<which>nay|tới|sau|ngoái|trước)(?!\w)"), _read_year_beside),
)
