"""Tables that were turned to lines: rows of figures without a grid, below or behind the names of their columns.

    Xã - Số tiêu chí - Hộ nghèo (%)          Kết quả từng xã (tổng số hộ; hộ nghèo):
    Duy Sơn - 19 - 0,41                      Ẳng Nưa: 986; 104

A row is a head and a series of figures, which dashes or semicolons part; the head may be the line above. The columns
are named by a line of its own or by the bracket that closes one: there is a name for each figure, and one for the heads
at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Stretch = tuple[int, int]
Row = list[Stretch]

_SEPARATORS = (re.compile(r"\s*;\s*"), re.compile(r"\s+[-–]\s+"))
_FIGURE = r"[-+]?\d[\d.,]*(?:/\d+)?\s?%?"
_SERIES = re.compile(rf"{_FIGURE}(?P<by>\s*;\s*|\s+[-–]\s+)(?:{_FIGURE}(?P=by))*{_FIGURE}\s*$")
_OPENS = re.compile(r"(?:^|:|;|\s[-–])\s*(?=[-+]?\d)")
_ITEM = re.compile(r"\s*(?:(?:\d{1,2}[.)]|[-–+•*])\s+)?")
_YEARS = re.compile(r"(?:19|20)\d\d\D+(?:19|20)\d\d\s*$")
_BRACKET = re.compile(r"\((?P<names>(?:[^()]|\([^()]*\))+)\)\s*:?\s*$")
_BEFORE_NAMES = re.compile(r"(?:\s*(?:(?:đơn vị(?: tính)?|đvt)\s*:[^;]*;|thứ tự\s*:))?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+\d.,%/\s]*")
_LINE, _HEAD = 400, 60
"""Characters that a line of names or figures has at most, and one that is the head of the row below it."""


def listings(text: str) -> Iterator[list[Row]]:
    """The tables without a grid, as rows of cells: the names of the columns, then each head with its figures."""
    table: list[Row] = []
    passed: list[Stretch] = []
    for line in _lines(text):
        row = _row(text, line)
        if row is None:
            passed = [*passed[-1:], line]
            continue
        if not _goes_on(text, table, row, passed):
            yield from [table] if table else []
            table = _opened(text, passed, len(row) - 1)
        if table:
            table.append(_with_head(text, row, table[0], passed))
        passed = []
    yield from [table] if table else []


def _lines(text: str) -> Iterator[Stretch]:
    """The lines of a text that are not empty, without the space around them."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield _trimmed(text, (start, start + len(line)))
        start += len(line) + 1


def _row(text: str, line: Stretch) -> Row | None:
    """The head of a line, which may be empty, and its figures; None where it does not end with a series of them."""
    start, end = line
    if end - start > _LINE or not (text[end - 1].isdigit() or text[end - 1] == "%"):
        return None
    written = text[start:end]
    for opening in _OPENS.finditer(written):
        series = _SERIES.match(written, opening.end())
        if series and not _YEARS.match(written, opening.end()):
            item = _ITEM.match(written, 0, opening.start())
            head = start + (item.end() if item else 0), start + opening.start()
            figures = _split(text, (start + opening.end(), end), re.compile(re.escape(series["by"])))
            return [_trimmed(text, head), *figures]
    return None


def _goes_on(text: str, table: Sequence[Row], row: Row, passed: Sequence[Stretch]) -> bool:
    """Whether a row is the next of a table, with the line of its head in between at most."""
    return (
        bool(table) and len(table[0]) == len(row) and len(passed) < 2 and all(_is_head(text, line) for line in passed)
    )


def _with_head(text: str, row: Row, names: Row, passed: Sequence[Stretch]) -> Row:
    """A row without a head has that of the line above, where this does not name the columns."""
    start, end = row[0]
    is_below_names = bool(passed) and names[-1][1] <= passed[-1][0]
    return [passed[-1], *row[1:]] if start == end and is_below_names and _is_head(text, passed[-1]) else row


def _opened(text: str, passed: Sequence[Stretch], figures: int) -> list[Row]:
    """A table with the names of so many figures, told on the line above or on the one before the head; [] without."""
    above = passed[-2:] if passed and _is_head(text, passed[-1]) else passed[-1:]
    return next(([names] for line in reversed(above) if (names := _names(text, line, figures))), [])


def _names(text: str, line: Stretch, figures: int) -> Row | None:
    """The names of the columns: that of the heads, which may be empty, and those of the figures."""
    start, end = line
    if end - start > _LINE:
        return None
    stretches = [line]
    if bracket := _BRACKET.search(text[start:end]):
        opening, closing = (start + at for at in bracket.span("names"))
        before = _BEFORE_NAMES.match(text, opening, closing)
        stretches.insert(0, (before.end() if before else opening, closing))
    for stretch in stretches:
        for separator in _SEPARATORS:
            names = list(_split(text, stretch, separator))
            if len(names) - figures in (0, 1) and not any(_NUMBER.fullmatch(text[slice(*name)]) for name in names):
                return names if len(names) > figures else [(stretch[0], stretch[0]), *names]
    return None


def _split(text: str, stretch: Stretch, separator: re.Pattern[str]) -> Iterator[Stretch]:
    start, end = stretch
    edges = [start]
    for found in separator.finditer(text, start, end):
        edges += found.span()
    return (_trimmed(text, pair) for pair in list(pairwise([*edges, end]))[::2])


def _trimmed(text: str, stretch: Stretch) -> Stretch:
    """A stretch without the space around it."""
    start, end = stretch
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return start + left, max(start + left, start + len(inner.rstrip()))


def _is_head(text: str, line: Stretch) -> bool:
    return line[1] - line[0] <= _HEAD and text[line[1] - 1] != "."
