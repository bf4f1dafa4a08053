"""The period of a METRIC: which of the time expressions around it, if any, says when it holds or is due.

Newcomer's notes. A time expression right behind a METRIC (12 xã năm 2024) is its *own*: no other is asked. Any other
METRIC has a few *options*: none, the time expressions of its sentence nearest to it, the last one before its sentence,
and the period of the METRIC before it. Each option has *clues*, whose weights are summed; `training/train_values.py`
fits them. METRICs are decided in order, so that a period goes on from one to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from govner.knowledge.periods import Period, find_periods

_YEAR = re.compile(r"(?<![\d/])20[0-4][0-9](?![0-9])")
_BEHIND = 80
"""Characters behind a METRIC within which a time expression may be its own."""
_LEAD = 600
"""Characters before a sentence within which a time expression may still hold for it."""
_LAST_WORD = re.compile(r"([^\W\d_]+|[,;:().])\s*$")
_MARKS = re.compile(r"[;:.()]|(?<!\d),|,(?!\d)")
_NOW = re.compile(r"(?<!\w)(?:hiện nay|hiện|đến nay|nay)(?!\w)", re.IGNORECASE)
_AIM = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|sẽ|dự kiến|phải|kế hoạch)(?!\w)", re.IGNORECASE)
_OWN_GAP = re.compile(r"(?:[^\S\n]|\(|(?:vào|trong|của|đến|hết|cuối|đầu|thời điểm)(?!\w))*", re.IGNORECASE)
"""What stands between a METRIC and its own time expression."""
_OWN_GAP_MOST, _CHANGE_MOST = 24, 40
"""Characters between a METRIC and its own time expression, and from there to the METRIC that ends the change."""
_WHOLE_YEAR = re.compile(r"cả năm", re.IGNORECASE)
# Words by which a METRIC compares itself with the time behind it: bằng 90% năm 2023, gấp đôi năm ngoái.
_COMPARES = re.compile(r"(?<!\w)(?:gấp|bằng)\s(?:[^\W\d_]+\s){0,2}$", re.IGNORECASE)
_MULTIPLE = re.compile(r"gấp(?!\w)", re.IGNORECASE)
# Words with which the time behind a METRIC opens what is said next: của 7 xã năm 2024 là 12 tỷ đồng.
_OPENS = re.compile(r"\s*(?:[:=]|(?:là|đạt|có|ước|chỉ|mới|được|chiếm)(?!\w))", re.IGNORECASE)
_CLOSES = re.compile(r"\s*[),;]")
_FROM = re.compile(r"(?<!\w)từ\s(?:mức\s|chỗ\s)?$", re.IGNORECASE)
_TO = re.compile(r"(?<!\w)(?:xuống|lên|còn|nay|đến|tới)(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")


def reference_year(text: str, date: str | None = None) -> int | None:
    """The year meant by "9 tháng đầu năm": that of the document's ISO date, else the one the text mentions most often.

    Of years mentioned equally often it is the later.
    """
    if date and (match := _YEAR.match(date)):
        return int(match[0])
    years = Counter(int(match[0]) for match in _YEAR.finditer(text))
    return max(years, key=lambda year: (years[year], year), default=None)


@dataclass(frozen=True, slots=True)
class Before:
    """The METRIC before: where it ends, its sentence and the period that it got."""

    end: int
    sentence: tuple[int, int]
    value: str | None


@dataclass(frozen=True)
class Timeline:
    """The time expressions of a document, and where its METRICs lie.

    `own` has the METRICs with a time expression of their own, by their start; `past` those that end a change from a
    METRIC with its own, which theirs is not: 9% in "từ 12% năm 2021 xuống 9%".
    """

    text: str
    periods: Sequence[Period]
    metrics: Sequence[int]
    own: Mapping[int, Period]
    past: Mapping[int, Period]

    @classmethod
    def of(cls, text: str, metrics: Sequence[tuple[int, int]], date: str | None = None) -> Timeline:
        """The timeline of a text of this ISO date with METRICs at these offsets, in order."""
        periods = find_periods(text, reference_year(text, date))
        own = {metric[0]: period for metric in metrics if (period := _own(text, metric, periods))}
        past = {
            start: own[begin]
            for (begin, _), (start, _) in pairwise(metrics)
            if begin in own and _ends_change(text, begin, own[begin].end, start)
        }
        return cls(text, periods, [start for start, _ in metrics], own, past)

    def options(
        self, start: int, end: int, sentence: tuple[int, int], group: str, before: Before | None
    ) -> dict[str | None, set[str]]:
        """The periods that the METRIC `[start, end)` may have, None for no period, each with the clues to it."""
        if start in self.own:
            return {self.own[start].value: {"own"}}
        options: dict[str | None, set[str]] = {}
        roles = list(self._roles(start, end, sentence))
        for role, period in roles:
            options.setdefault(period.value, set()).update(self._clues(role, period, start, end, sentence, group))
        previous = before.value if before and start not in self.past else None
        near = _nearness(before, sentence)
        if previous:
            clues = options.setdefault(previous, set())
            clues |= {"same", f"same {near}", f"same {near} {roles[0][0] if roles else '-'}", f"same {group}"}
            if before and near == "sentence":
                clues.add(f"same {self._gap(before.end, start)}")
            clues.add(f"same {self._now(before.end if before else start, start)}")
        first = roles[0][0] if roles else "-"
        options[None] = {"none", f"none {first}", f"none {group}", f"none {near} {bool(previous)} {first}"}
        options[None].add(f"none {self._now(sentence[0], start)} {first}")
        return options

    def _now(self, start: int, end: int) -> str:
        """Whether the words between two offsets speak of today (đến nay), or of an aim."""
        words = self.text[max(start, end - _LEAD) : end]
        return "now" if _NOW.search(words) else "aim" if _AIM.search(words) else "then"

    def _roles(self, start: int, end: int, sentence: tuple[int, int]) -> Iterator[tuple[str, Period]]:
        index = bisect_right(self.periods, start, key=lambda period: period.start)
        inside = index and self.periods[index - 1].end > start
        if inside:
            index -= 1
        past = self.past.get(start)
        prior = [
            period
            for period in self.periods[max(index - 2, 0) : index]
            if period.start >= sentence[0] and period is not past
        ]
        for role, period in zip(("last", "last but one"), reversed(prior), strict=False):
            yield role, period
        for period in self.periods[index : index + 2]:
            if period.start < end:
                yield "inside", period
            elif period.start <= min(end + _BEHIND, sentence[1]):
                yield "next", period
                break
        opening = bisect_left(self.periods, sentence[0], key=lambda period: period.start)
        if opening and self.periods[opening - 1].end >= sentence[0] - _LEAD:
            yield "lead", self.periods[opening - 1]

    def _clues(
        self, role: str, period: Period, start: int, end: int, sentence: tuple[int, int], group: str
    ) -> Iterator[str]:
        form = _DIGITS.sub("#", period.value)
        word = _LAST_WORD.search(self.text, max(0, period.start - 16), period.start)
        cue = "^" if period.start == sentence[0] else word[1].casefold() if word else "-"
        yield from (role, f"{role} {form}", f"{role} {group}", f"{role} < {cue}")
        if period.is_reference:
            yield f"{role} reference"
        if form == "#-#-#":
            yield f"{role} day < {cue}"
        if role == "inside":
            return
        gap = (period.end, start) if period.end <= start else (end, period.start)
        yield f"{role} {self._gap(*gap)}"
        yield f"{role} {self._now(*gap)}"
        yield f"{role} far {min((gap[1] - gap[0]) // 20, 6)}"
        if role == "lead":
            yield f"lead line {chr(10) in self.text[period.end : start]}"

    def _gap(self, start: int, end: int) -> str:
        """What lies between two offsets: how many METRICs and how many marks."""
        metrics = bisect_left(self.metrics, end) - bisect_left(self.metrics, start)
        marks = len(_MARKS.findall(self.text, start, min(end, start + _LEAD)))
        return f"{min(metrics, 2)} {min(marks, 3)}"


def best_option(options: Mapping[str | None, set[str]], weights: Mapping[str, float]) -> str | None:
    """The option whose clues weigh most, the first of equal ones."""
    # An exact sum: the order of a set differs from run to run, and with it the last digit of a plain one.
    return max(options, key=lambda value: fsum(weights.get(clue, 0.0) for clue in options[value]))


def _own(text: str, metric: tuple[int, int], periods: Sequence[Period]) -> Period | None:
    """The time expression right behind a METRIC, unless it is a point of comparison or opens another statement."""
    start, end = metric
    index = bisect_left(periods, end, key=lambda period: period.start)
    if index == len(periods) or periods[index].start - end > _OWN_GAP_MOST:
        return None
    period = periods[index]
    stands_behind = _OWN_GAP.fullmatch(text, end, period.start) and not _OPENS.match(text, period.end)
    is_bracket_of_more = "(" in text[end : period.start] and not _CLOSES.match(text, period.end)
    is_compared = _COMPARES.search(text, max(0, start - _OWN_GAP_MOST), start) or _MULTIPLE.match(text, start)
    is_other = period.is_reference or is_compared or _WHOLE_YEAR.match(text, period.start)
    return period if stands_behind and not is_bracket_of_more and not is_other else None


def _ends_change(text: str, begin: int, told: int, start: int) -> bool:
    """Whether a METRIC ends the change from the one at `begin`, whose time expression ends at `told`."""
    is_from = _FROM.search(text, max(0, begin - _OWN_GAP_MOST), begin)
    return bool(is_from and start - told < _CHANGE_MOST and _TO.search(text, told, start))


def _nearness(before: Before | None, sentence: tuple[int, int]) -> str:
    if before is None:
        return "first"
    if before.sentence == sentence:
        return "sentence"
    return "close" if sentence[0] - before.end < 120 else "far"
