"""Figures in the cells of tables: what the column's header, the head of the row and the line above say of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govner.knowledge.figures import parse_figure
from govner.knowledge.figures.nouns import counted_noun, listed_noun
from govner.knowledge.figures.units import FORMS
from govner.knowledge.periods import find_periods, parse_period
from govner.knowledge.units import TYPE_WORDS
from govner.schema import Span
from govner.text.listings import Stretch
from govner.text.tables import ROW_NUMBER, Table, is_most_of, tables

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTHS = re.compile(r"(?<!\d)(?:[2-9]|1[0-2]) tháng(?: (?:đầu|cuối))?$", re.IGNORECASE)
_LEADS_TO_TIME = re.compile(r"\s(?:đầu|cuối|trong|đến|hết|từ|của|\s)+$", re.IGNORECASE)
_COMPARES = re.compile(r"(?<!\w)(?:so với|so sánh|cùng kỳ)(?!\w)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\((?P<unit>[^()]*)\)\s*")
_NOTE = re.compile(r"(?<!\w)(?P<label>đơn vị(?: tính)?|đvt)\s*:\s*(?P<unit>[^;,()|\t\n]+)", re.IGNORECASE)
_UNIT_COLUMN = re.compile(r"(?:đơn vị tính|đvt|đv tính)", re.IGNORECASE)
_UNIT_OR_BODY = "đơn vị"
"""What stands over units of measure, or over the names of communes, offices and other bodies."""
_MEASURE = re.compile(rf"(?:(?:nghìn|ngàn|vạn|triệu|tr\.?|tỷ|tỉ)\s?)*(?:(?:{FORMS})(?:(?<=[%‰]).*)?)?", re.IGNORECASE)
"""A unit of money or measure alone, or a share of whatever it is."""
_POPULATION = re.compile(r"dân số(?!\w)", re.IGNORECASE)
_COUNT = re.compile(r"(?:tổng số|số lượng|tổng|số)\s", re.IGNORECASE)
# Headers that say how a figure stands, and not what is counted.
_NO_NOUN = re.compile(
    r"(?:kế hoạch|thực hiện|giải ngân|tỷ lệ|tỉ lệ|tỷ trọng|ước|dự toán|cộng|năm|quý|tháng|chỉ tiêu|mục tiêu|kết quả|"
    r"đạt|tăng|giảm|so sánh|so với|ghi chú|giá trị|tổng cộng|stt|lũy kế)(?!\w)",
    re.IGNORECASE,
)
_NOTE_LINES, _NOTE_REACH = 3, 600
"""Lines above a table, and characters, in which its unit and its time may be told."""
_CAPTION = 120
"""Characters that a caption has at most."""
_SHARE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu|so với|so sánh|th/kh|tốc độ)(?!\w)(?!.*\((?!\s*%))", re.IGNORECASE
)
"""What opens the name of a column of shares; a bracket may give it another unit."""
_NAMES_FIGURES = re.compile(
    r"(?:các )?(?:chỉ tiêu|chỉ số|nội dung|hạng mục|danh mục|tiêu chí|lĩnh vực|khoản)(?!\w)", re.IGNORECASE
)
"""The name of a column that says what the figures of a row are."""
_NOTES = re.compile(r"(?:ghi chú|chú thích|diễn giải)", re.IGNORECASE)
_ORDINAL = re.compile(r"[A-Z]\W*|[IVXL]+\W*|[a-z]\)")
_BULLETS = "-–—+*• "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a figure: what its `column` measures, the `head` of its row, its `unit` and its `period`.

    The column is the words of the header without unit and time, None where it has no other. The head is the cell of a
    column of what is measured, else the first that names anything. The unit is told by the header, a column of units,
    the head or the lines above the table; the period, in ISO 8601, by the header or the caption.
    """

    stretch: Stretch
    column: str | None
    head: Stretch | None
    unit: str | None
    period: str | None

    def is_prose(self, metric: Span) -> bool:
        """Whether the cell says more than a METRIC in it."""
        return not is_most_of(metric.start, metric.end, self.stretch)


def cells(text: str, starts: Sequence[int], year: int | None = None) -> Iterator[Cell | None]:
    """For each of ordered offsets the cell of a table with a header that it lies in.

    `year` is the year meant by a header or a caption that names none.
    """
    found = tables(text)
    opens = [table.start for table in found]
    of_units = [_unit_columns(text, table) for table in found]
    for start in starts:
        at = bisect_right(opens, start) - 1
        yield _cell(text, found[at], of_units[at], start, year) if at >= 0 else None


def _unit_columns(text: str, table: Table) -> list[int]:
    """The columns that give each row its unit; one headed "Đơn vị" does where most of its cells are units."""
    found = []
    for column in range(1, len(table.names)):
        header = _header(text, table, column)
        told = [cell for row in table.rows if (cell := text[slice(*row[column])])]
        if _UNIT_COLUMN.fullmatch(header) or (
            header.casefold() == _UNIT_OR_BODY and 2 * sum(map(_is_whole_unit, told)) > len(told)
        ):
            found.append(column)
    return found


def _header(text: str, table: Table, column: int) -> str:
    """All the names over a column."""
    return " ".join(text[slice(*name)] for name in table.names[column])


def _cell(text: str, table: Table, of_units: Sequence[int], start: int, year: int | None) -> Cell | None:
    at = bisect_right(table.rows, start, key=lambda row: row[0][0]) - 1
    if at < 0:
        return None
    row = table.rows[at]
    column = bisect_right(row, start, key=lambda cell: cell[0]) - 1
    if start >= row[column][1]:
        return None
    header, above = _header(text, table, column), _above(text, table.start)
    head = _head(text, table, row[:column], of_units)
    own = [text[slice(*row[index])] for index in of_units if index != column]
    captions = [line for line in reversed(above) if len(line) <= _CAPTION and not line.rstrip().endswith(".")]
    told = next(filter(None, map(_year, captions)), None)
    periods = (_period(header, int(told) if told else year), *(parse_period(line, year) for line in captions))
    names = [text[slice(*name)] for name in reversed(table.names[column])]
    unit = _unit(names, own, text[slice(*head)] if head else "", _note(above))
    return Cell(row[column], _column(header, year), head, unit, next(filter(None, periods), None))


def _head(text: str, table: Table, cells: Sequence[Stretch], of_units: Sequence[int]) -> Stretch | None:
    """What tells of a row what its figures are, or whose: of the cells before a figure."""
    named: list[Stretch] = []
    for column, cell in enumerate(cells):
        words = text[slice(*cell)]
        name = text[slice(*table.names[column][-1])]
        if column in of_units or ROW_NUMBER.fullmatch(name) or _ORDINAL.fullmatch(words):
            continue
        if any(map(str.isalpha, words)):
            if _NAMES_FIGURES.match(name):
                return cell
            named.append(cell)
    return named[0] if named else None


def bare_name(head: str) -> str:
    """The head of a row without its bullet and a unit in brackets: "Số hộ nghèo" of "- Số hộ nghèo (hộ)"."""
    bracket = _BRACKET.search(head)
    name = _BRACKET.sub(" ", head) if bracket and _is_unit(bracket["unit"]) else head
    return " ".join(name.lstrip(_BULLETS).split())


def _column(header: str, year: int | None) -> str | None:
    """What a header names besides a unit and a time: Kế hoạch in "Kế hoạch năm 2025", nothing in "So với năm 2024"."""
    bare = header
    for time in reversed(find_periods(header, year)):
        bare = f"{_LEADS_TO_TIME.sub('', bare[: time.start])} {bare[time.end :]}"
    bare = _YEAR.sub(" ", _MONTHS.sub(" ", bare))
    names_nothing = (bare != header and _COMPARES.search(header)) or _NOTES.fullmatch(header)
    return None if names_nothing else " ".join(_BRACKET.sub(" ", bare).split()) or None


def _period(header: str, year: int | None) -> str | None:
    """The time that a header names, of this year where it names none: Thực hiện 6 tháng, Ước quý III."""
    if _COMPARES.search(header):
        return None
    if _MONTHS.search(header):
        header += " năm"
    return parse_period(header, year) or _year(header)


def _unit(names: Sequence[str], own: Sequence[str], head: str, note: str | None) -> str | None:
    """The unit of a cell: in brackets over the column, % of a column of shares, that of the row, of its head, the note.

    `names` are those over the column, the most particular first. Where nothing else is told it is the noun that one of
    them counts.
    """
    told = (
        *map(_in_bracket, names),
        *("%" for name in names if "%" in name or _SHARE.match(name)),
        *own,
        _in_bracket(head),
        "%" if _SHARE.match(head) else None,
        note,
    )
    for unit in told:
        if unit and _is_unit(unit):
            return unit.strip().lower()
    return next(filter(None, map(_noun, names)), None)


def _in_bracket(name: str) -> str | None:
    bracket = _BRACKET.search(name)
    return bracket and bracket["unit"]


def _noun(name: str) -> str | None:
    """The noun that the name of a column counts; that of a unit counts nothing."""
    level, _, unit = name.partition(" ")
    if level.casefold() in TYPE_WORDS and unit[:1].isupper():
        return None
    noun = _COUNT.sub("", _BRACKET.sub(" ", name).strip(), count=1).lower()
    if _POPULATION.match(noun):
        return "người"
    return noun if noun and not _NO_NOUN.match(noun) and (listed_noun(noun) or _is_whole_unit(noun)) else None


@lru_cache(maxsize=1_000)
def _is_unit(words: str) -> bool:
    figure = parse_figure(f"2 {words.strip().lower()}")
    return figure is not None and figure.unit is not None


@lru_cache(maxsize=1_000)
def _is_whole_unit(words: str) -> bool:
    """Whether words are a unit and nothing more: triệu đồng/hộ and Hộ, but neither Xã Tà Chải nor Đồng Tháp."""
    name = words.partition("/")[0].strip(" .")
    is_noun = listed_noun(name) is not None and counted_noun(name) == name
    return _is_unit(words) and (is_noun or _MEASURE.fullmatch(name) is not None)


def _is_body(words: str) -> bool:
    """Whether words that could be counted are more than a noun, and so may name somebody: Xã Tà Chải."""
    figure = parse_figure(f"2 {words.strip().lower()}")
    return figure is not None and figure.kind == "count" and not _is_whole_unit(words)


def _above(text: str, start: int) -> list[str]:
    """The lines just above a table."""
    opening = text[max(0, start - _NOTE_REACH) : start]
    return [line for line in opening.split("\n") if line.strip()][-_NOTE_LINES:]


def _note(above: Sequence[str]) -> str | None:
    """The unit that the lines above a table tell, where "Đơn vị:" may also name the body that reports."""
    notes = [match for line in above for match in _NOTE.finditer(line)]
    found = [note["unit"] for note in notes if note["label"].casefold() != _UNIT_OR_BODY or not _is_body(note["unit"])]
    return found[-1] if found else None


def _year(header: str) -> str | None:
    years = _YEAR.findall(header)
    return years[0] if len(years) == 1 else None
