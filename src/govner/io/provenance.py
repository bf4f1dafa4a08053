"""Where in a report, and in the file that it was read from, a row of a table stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from govner.knowledge.dates import report_day
from govner.schema import Report

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a report: the `file` and `page` it was read from, its `paragraph`, and the `date` of the report.

    Pages and paragraphs are counted from 1; a paragraph is a line that is not blank. What is not known is None.
    """

    file: str | None
    page: int | None
    paragraph: int | None
    date: date | None


class Provenance:
    """The passages of a report, to be asked for by offset; made in linear time, each answer is a binary search."""

    def __init__(self, report: Report):
        file = report.meta.get("file")
        self._file = file if isinstance(file, str) else None
        self._pages = _offsets(report.meta.get("pages"))
        self._paragraphs = [line.start() for line in _LINE.finditer(report.text) if not line[0].isspace()]
        self._date = report_day(report.text, report.meta)

    def at(self, offset: int) -> Passage:
        """The passage at an offset of the report's text."""
        page = bisect_right(self._pages, offset) or None
        paragraph = bisect_right(self._paragraphs, offset) or None
        return Passage(self._file, page, paragraph, self._date)


def _offsets(pages: object) -> list[int]:
    """The offsets at which pages begin; none where a file of others has no ordered list of numbers there."""
    if isinstance(pages, list | tuple) and all(type(page) is int for page in pages) and list(pages) == sorted(pages):
        return list(pages)
    return []
