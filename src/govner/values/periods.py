"""The period of a METRIC: which of the time expressions around it, if any, says when it holds or is due.

Newcomer's notes. A METRIC has a few *options*: none, the time expressions of its sentence nearest to it, the last one
before its sentence, and the period of the METRIC before it. Each option has *clues*, whose weights are summed;
`training/train_values.py` fits them. METRICs are decided in order, so that a period goes on from one to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    """The time expressions of a document, and the starts of its METRICs."""

    text: str
    periods: Sequence[Period]
    metrics: Sequence[int]

    @classmethod
    def of(cls, text: str, metrics: Sequence[int], date: str | None = None) -> Timeline:
        """The timeline of a text of this ISO date whose METRICs start at these offsets, in order."""
        return cls(text, find_periods(text, reference_year(text, date)), metrics)

    def options(
        self, start: int, end: int, sentence: tuple[int, int], group: str, before: Before | None
    ) -> dict[str | None, set[str]]:
        """The periods that the METRIC `[start, end)` may have, None for no period, each with the clues to it."""
        options: dict[str | None, set[str]] = {}
        roles = list(self._roles(start, end, sentence))
        for role, period in roles:
            options.setdefault(period.value, set()).update(self._clues(role, period, start, end, sentence, group))
        previous = before.value if before else None
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
        prior = [period for period in self.periods[max(index - 2, 0) : index] if period.start >= sentence[0]]
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
        if role == "next" and not self.text[end : period.start].strip(" ("):
            yield "next adjoining"

    def _gap(self, start: int, end: int) -> str:
        """What lies between two offsets: how many METRICs and how many marks."""
        metrics = bisect_left(self.metrics, end) - bisect_left(self.metrics, start)
        marks = len(_MARKS.findall(self.text, start, min(end, start + _LEAD)))
        return f"{min(metrics, 2)} {min(marks, 3)}"


def best_option(options: Mapping[str | None, set[str]], weights: Mapping[str, float]) -> str | None:
    """The option whose clues weigh most."""
    return max(options, key=lambda value: sum(weights.get(clue, 0.0) for clue in options[value]))


def _nearness(before: Before | None, sentence: tuple[int, int]) -> str:
    if before is None:
        return "first"
    if before.sentence == sentence:
        return "sentence"
    return "close" if sentence[0] - before.end < 120 else "far"
