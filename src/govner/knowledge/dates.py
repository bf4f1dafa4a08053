"""The day that a report is from, where the report says it of itself.

Three places say it: the line of an official letter with the place and the day ("Đà Bắc, ngày 14 tháng 10 năm 2024"),
the line of a news page that has the day alone ("Thứ Hai, 14/10/2024 08:30"), and the words that open the story ("(Báo
Lào Cai) - Sáng 14/10/2024, ..."). Days that stand elsewhere are those of laws, plans and deadlines: they are not looked
at, nor is a day without its year.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from govner.schema import day_of

_HEAD, _TAIL = 4000, 1500
"""Characters at the beginning and the end of a report in which its own day may stand."""
_HEAD_LINES, _TAIL_LINES, _STORY_LINES = 40, 12, 6
_STORY_START = 300
"""Characters before the line that opens the story: the headings."""
_LONGEST_LINE = 120
_FIRST_YEAR, _LAST_YEAR = 1945, 2100

_DAY = re.compile(
    r"(?<![\d/.-])(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<d>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<m>\d{1,2}) ?(?P=mark) ?(?P<y>(?:\d{2}){1,2})"
    r"|(?P<wd>\d{1,2}) tháng (?P<wm>\d{1,2}),? năm (?P<wy>\d{4}))(?![\d/])(?! ?[-–] ?\d{1,2}[/.-]\d)",
    re.IGNORECASE,
)
_TIME = r"\d{1,2} ?(?:[:h]|giờ) ?\d{2}(?::\d{2})?(?: ?[ap]m| phút)?(?: ?\(?GMT ?\+ ?7\)?)?"
_GAP = r"[ ,|•·–-]*"
_ENDS_IN_TIME = re.compile(rf"{_TIME}{_GAP}(?:ngày )?$", re.IGNORECASE)
_STARTS_WITH_TIME = re.compile(rf"{_GAP}{_TIME}", re.IGNORECASE)

_PLACE = re.compile(r"(?:.*\| ?)?(?P<place>[^|,:;()\d]{2,40}),? ngày $", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?P<author>[^|•·–:\d-]{2,40}) ?[|•·–-] ?)?"
    r"(?:(?:(?:ngày |thời gian )?(?:cập nhật|đăng|xuất bản)(?: lúc| ngày)?|ngày) ?:? ?)?"
    rf"(?:{_TIME}{_GAP})?(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật){_GAP})?(?:ngày )?",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(rf"{_GAP}(?:{_TIME})?\.?(?: ?[|•·].*)?", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?:.{0,60}?[).–:-] ?)?(?:Vào )?Ngày |(?P<story>(?:.{0,150}?[,.;:!?…)–-] ?)??)"
    r"(?:vào )?(?:sáng|trưa|chiều|tối|đêm|hôm nay)(?: nay| qua)?,? ?\(?(?:ngày )?)",
    re.IGNORECASE,
)
_PAST = re.compile(r"cách đây|trước đó|từng|năm ngoái|năm trước|kỷ niệm", re.IGNORECASE)
_NEWS = re.compile(r"(?:Ngày|Sáng|Trưa|Chiều|Tối)(?: ngày)? $")
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?!\d)|(?<=[/.-])(?:19|20)\d{2}(?!\d)")


def report_day(text: str, meta: Mapping[str, Any]) -> date | None:
    """The day of a report: the one in its `meta["date"]`, else the one that its text says, else None."""
    return day_of(meta) or _written_day(meta.get("date")) or find_date(text)


def find_date(text: str) -> date | None:
    """The day that a report's own text says it is from; None where it says none, or none with its year."""
    head = list(_lines(text[:_HEAD]))[:_HEAD_LINES]
    tail = list(_lines(text[max(_HEAD, len(text) - _TAIL) :]))[-_TAIL_LINES:]
    for is_own, lines in ((_is_letter, head), (_is_byline, head + tail), (_is_letter, tail)):
        for line in lines:
            if len(line) <= _LONGEST_LINE and (day := _first(line, is_own)):
                return day
    opening = _opening(head)
    return opening if opening and not _goes_on(text, opening) else None


def _opening(head: Sequence[str]) -> date | None:
    """The day that one of the first lines opens with, as far as they are the heading and the first paragraph."""
    length = 0
    for line in head[:_STORY_LINES]:
        if length > _STORY_START:
            return None
        if day := _first(line, _opens_story):
            return day
        length += len(line)
    return None


def _lines(text: str) -> Iterator[str]:
    """The lines that are not blank, composed, with single spaces."""
    for line in unicodedata.normalize("NFC", text).splitlines():
        if clean := " ".join(line.split()):
            yield clean


def _first(line: str, is_own: Callable[[re.Match[str], str, str], bool]) -> date | None:
    """The first day of a line that is the report's own by the words before and behind it."""
    for match in _DAY.finditer(line):
        day = _read(match)
        if day and is_own(match, line[: match.start()], line[match.end() :]):
            return day
    return None


def _read(match: re.Match[str]) -> date | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    else:
        year, month, day = (int(match[name] or match[f"w{name}"]) for name in "ymd")
    if match["y"] and len(match["y"]) == 2:
        year += 2000
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _is_letter(match: re.Match[str], before: str, after: str) -> bool:
    """Whether the day ends the line with the place from which a letter is sent."""
    place = _PLACE.fullmatch(before)
    return bool(match["wd"] and place and _is_name(place["place"]) and not after.strip(" .|"))


def _is_byline(match: re.Match[str], before: str, after: str) -> bool:
    """Whether the day has a line of its own, but for the hour, the weekday, a label or the author."""
    if match["y"] and len(match["y"]) == 2 and not (_ENDS_IN_TIME.search(before) or _STARTS_WITH_TIME.match(after)):
        return False
    label = _LABEL.fullmatch(before)
    return bool(label and (not label["author"] or _is_name(label["author"])) and _AFTER_LABEL.fullmatch(after))


def _opens_story(match: re.Match[str], before: str, _: str) -> bool:
    """Whether the day begins the paragraph, or stands early in it with its part of the day: when the story was."""
    opening = _OPENING.fullmatch(before)
    is_full = not match["iso"] and (not match["y"] or len(match["y"]) == 4)
    return is_full and opening is not None and not _PAST.search(opening["story"] or "")


def _is_name(words: str) -> bool:
    return all(word[0].isupper() for word in words.split()) and any(map(str.isalpha, words))


def _goes_on(text: str, day: date) -> bool:
    """Whether a text goes on to later days, or speaks most of a later year: it then began with an old story."""
    years = Counter(map(int, _YEAR.findall(text)))
    if years and max(years, key=lambda year: years[year]) > day.year:
        return True
    return any(
        (other := _read(match)) and other > day and _NEWS.search(text[max(0, match.start() - 12) : match.start()])
        for match in _DAY.finditer(text)
    )


def _written_day(day: object) -> date | None:
    """A day as a table or a page may write it: 14/10/2024, 2024-10-14T08:30."""
    match = _DAY.match(day.strip()) if isinstance(day, str) else None
    return _read(match) if match else None
