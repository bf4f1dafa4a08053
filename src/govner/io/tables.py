"""The relational tables of reports: one definition, from which every export with columns derives.

Newcomer's notes. `TABLES` says of each table its columns, its key, what it refers to and how a report gives its rows.
Arrow schemas (`govner.io.arrow`), and so Parquet, pandas and DuckDB's batches, the statements that make a DuckDB file
(`govner.io.database`), the features of a dataset (`govner.io.frames`) and the two flat CSV tables (`govner.io.sheets`)
are made of that and of nothing else. A row is a mapping from the names of columns to cells.

All tables but `reports` have a column `report`, the id of the row's report; `id` is unique in a report. Offsets are
code points in the text of the report. Rows that prove something say where: file, page, paragraph and day.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any, Literal

from govner.io.provenance import Provenance
from govner.schema import Report, Span
from govner.text.sentences import Sentences

Kind = Literal["text", "texts", "integer", "number", "flag", "day", "json"]
"""What a column holds: `number` is a floating-point number, `json` any JSON value as text."""
Cell = str | int | float | date | list[str] | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; where it is `required` no cell is empty."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns hold the key of a row of another table, or one of them is empty."""

    columns: tuple[str, ...]
    table: str


class Reading:
    """A report, and what its rows are made of."""

    def __init__(self, report: Report):
        self.report = report
        self.spans = {span.id: span for span in report.spans}

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.report.text)

    @cached_property
    def _provenance(self) -> Provenance:

        return Provenance(self.report)

    def sentence(self, span: Span) -> str:
        """The sentence that a span begins in, or its part around the span where it is too long to be one."""
        return self.report.text[slice(*self._sentences.around(span.start, span.end))]

    def place(self, span: Span | None) -> Row:
        """The cells that say where a span is; without a span, what is true of the whole report."""
        passage = self._provenance.at(span.start if span else 0)
        return {
            "file": passage.file,
            "page": passage.page if span else None,
            "paragraph": passage.paragraph if span else None,
            "date": passage.date,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `rows` gives those of one report, `key` names the columns that tell any two rows apart."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    rows: Callable[[Reading], Iterator[Row]]


def rows_of(report: Report, tables: Iterable[Table]) -> dict[str, list[Row]]:
    """The rows that a report has in each of these tables, by the table's name."""
    reading = Reading(report)
    return {table.name: list(table.rows(reading)) for table in tables}


def _reports(reading: Reading) -> Iterator[Row]:
    report = reading.report
    place = reading.place(None)
    yield {
        "id": report.id,
        "file": place["file"],
        "format": _words(report.meta.get("format")),
        "date": place["date"],
        "title": _words(report.meta.get("title")),
        "text": report.text,
        "meta": _json(report.meta),
    }


def _spans(reading: Reading) -> Iterator[Row]:
    for span in reading.report.spans:
        yield {
            "report": reading.report.id,
            "id": span.id,
            "label": span.label,
            "start": span.start,
            "end": span.end,
            "text": span.text,
            "score": span.score,
            "source": span.source,
            "attributes": _json(span.attributes),
        }


def _relations(reading: Reading) -> Iterator[Row]:
    for number, relation in enumerate(reading.report.relations, start=1):
        yield {"report": reading.report.id, "id": number, **_fields(relation)}


def _officials(reading: Reading) -> Iterator[Row]:
    for number, official in enumerate(reading.report.officials or (), start=1):
        first = reading.spans.get(official.mentions[0]) if official.mentions else None
        yield {
            "report": reading.report.id,
            "id": number,
            "name": official.name,
            **_offsets("name", first),
            "mentions": list(official.mentions),
            "evidence": reading.sentence(first) if first else None,
            **reading.place(first),
        }


def _positions(reading: Reading) -> Iterator[Row]:
    numbers = count(1)
    for official_number, official in enumerate(reading.report.officials or (), start=1):
        first = reading.spans.get(official.mentions[0]) if official.mentions else None
        for position in official.positions:
            title = reading.spans.get(position.title_id)
            yield {
                "report": reading.report.id,
                "id": next(numbers),
                "official": official_number,
                "name": official.name,
                **_fields(position),
                **_offsets("name", first),
                **_offsets("title", title),
                **_offsets("body", reading.spans.get(position.body_id or "")),
                **reading.place(title),
            }


def _figures(reading: Reading) -> Iterator[Row]:
    for number, figure in enumerate(reading.report.figures or (), start=1):
        metric = reading.spans.get(figure.metric_id)
        yield {
            "report": reading.report.id,
            "id": number,
            **_fields(figure),
            **_offsets("metric", metric),
            **_offsets("owner", reading.spans.get(figure.owner_id or "")),
            **reading.place(metric),
        }


def _fields(record: Any) -> Row:
    cells = ((field.name, getattr(record, field.name)) for field in dataclasses.fields(record))
    return {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in cells}


def _offsets(part: str, span: Span | None) -> Row:
    return {f"{part}_start": span.start if span else None, f"{part}_end": span.end if span else None}


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, allow_nan=False)


_REPORT = Column("report", "text", "id of the report", required=True)
_OF_REPORT = Reference(("report",), "reports")
_SCORE = Column("score", "number", "confidence from 0 to 1: the weakest of what the row rests on; empty in gold data")
_NAME_OFFSETS = (
    Column("name_start", "integer", "offset at which the person's first mention begins"),
    Column("name_end", "integer", "offset behind the person's first mention"),
)
_PLACE = (
    Column("file", "text", "the file as it was found"),
    Column("page", "integer", "page of the file, from 1, where it has pages"),
    Column("paragraph", "integer", "paragraph of the text, from 1, blank ones not counted"),
    Column("date", "day", "day that the report is from"),
)


def _number_in_report(what: str) -> Column:
    return Column("id", "integer", f"number of the {what} in its report, from 1", required=True)


_REPORTS = Table(
    "reports",
    "the documents that were read",
    (
        Column(
            "id", "text", "id of the report: the path in the folder that was read, or the file's name", required=True
        ),
        Column("file", "text", "the file as it was found"),
        Column("format", "text", "txt, html, docx, pdf, jsonl or csv"),
        Column("date", "day", "day that the report is from"),
        Column("title", "text", "title, where the file tells it"),
        Column("text", "text", "the text to the letter, which all offsets count in", required=True),
        Column("meta", "json", "all that is known of the document besides", required=True),
    ),
    key=("id",),
    references=(),
    rows=_reports,
)

_SPANS = Table(
    "spans",
    "labelled stretches of text",
    (
        _REPORT,
        Column("id", "text", "id of the span in its report", required=True),
        Column("label", "text", "PERSON, TITLE, ORG, LOC or METRIC", required=True),
        Column("start", "integer", "offset at which it begins", required=True),
        Column("end", "integer", "offset behind it", required=True),
        Column("text", "text", "its words", required=True),
        Column("score", "number", "confidence from 0 to 1; empty in gold data"),
        Column("source", "text", "what produced it: model or rule; empty in gold data"),
        Column("attributes", "json", "the values of a METRIC, each a string", required=True),
    ),
    key=("report", "id"),
    references=(_OF_REPORT,),
    rows=_spans,
)

_RELATIONS = Table(
    "relations",
    "directed links of two spans",
    (
        _REPORT,
        _number_in_report("relation"),
        Column("head", "text", "id of the span that it goes from", required=True),
        Column("tail", "text", "id of the span that it goes to", required=True),
        Column("label", "text", "HOLDS_POSITION, POSITION_AT, HAS_RESULT or HAS_TARGET", required=True),
        Column("score", "number", "confidence from 0 to 1; empty in gold data"),
    ),
    key=("report", "id"),
    references=(_OF_REPORT, Reference(("report", "head"), "spans"), Reference(("report", "tail"), "spans")),
    rows=_relations,
)

_OFFICIALS = Table(
    "officials",
    "the persons that a report names, each once a report",
    (
        _REPORT,
        _number_in_report("official"),
        Column("name", "text", "the fullest form of the name", required=True),
        *_NAME_OFFSETS,
        Column("mentions", "texts", "ids of the spans that name the person", required=True),
        Column("evidence", "text", "sentence of the first mention"),
        *_PLACE,
    ),
    key=("report", "id"),
    references=(_OF_REPORT,),
    rows=_officials,
)

_POSITIONS = Table(
    "positions",
    "the posts of the officials, one a row",
    (
        _REPORT,
        _number_in_report("position"),
        Column("official", "integer", "id of the official in the same report", required=True),
        Column("name", "text", "name of the official", required=True),
        Column("title", "text", "the title in the words of the text", required=True),
        Column("body", "text", "the body in the words of the text"),
        Column("place", "text", "administrative unit of the post in full"),
        Column("place_code", "text", "code of that unit, with its last year (085/2025) where it has ended"),
        Column("inferred", "flag", "the unit is the one that the text is about there; the post does not name it", True),
        Column("canonical", "text", "the post in full"),
        Column("gloss", "text", "the post in English"),
        Column("role", "text", "the office without its marks"),
        Column("deputy", "flag", "a deputy's post", True),
        Column("acting", "flag", "held until someone is appointed", True),
        Column("former", "flag", "no longer held", True),
        Column("standing", "flag", "the standing one of several deputies or members", True),
        _SCORE,
        *_NAME_OFFSETS,
        Column("title_id", "text", "id of the title's span", required=True),
        Column("title_start", "integer", "offset at which the title begins"),
        Column("title_end", "integer", "offset behind the title"),
        Column("body_id", "text", "id of the body's span"),
        Column("body_start", "integer", "offset at which the body begins"),
        Column("body_end", "integer", "offset behind the body"),
        Column("mentions", "texts", "ids of all title spans that give the person this post", required=True),
        Column("evidence", "text", "sentence that proves it", required=True),
        *_PLACE,
    ),
    key=("report", "id"),
    references=(
        Reference(("report", "official"), "officials"),
        Reference(("report", "title_id"), "spans"),
        Reference(("report", "body_id"), "spans"),
    ),
    rows=_positions,
)

_FIGURES = Table(
    "figures",
    "numbers that are reached or to be reached, one a row for each unit that has them",
    (
        _REPORT,
        _number_in_report("figure"),
        Column("owner", "text", "who has the figure, in the words of the text"),
        Column("owner_unit", "text", "administrative unit that the owner is or belongs to, in full"),
        Column("owner_code", "text", "code of that unit, with its last year (085/2025) where it has ended"),
        Column("owner_inferred", "flag", "the unit is the one that the text is about there", True),
        Column("aim", "text", "result or target; empty where no owner is named"),
        Column("indicator", "text", "what is measured"),
        Column("metric", "text", "the figure in the words of the text", required=True),
        Column("kind", "text", "amount (of money), quantity, count, percent, fraction, rank or standard"),
        Column("value", "number", "value in the base unit: 31,45 tỷ đồng is 31450000000"),
        Column("value_max", "number", "upper end of a range"),
        Column("total", "number", "the whole that the value is a part of: 19 in 17/19"),
        Column("unit", "text", "base unit of measure, such as VND"),
        Column("per", "text", "divisor: người/năm of a figure a head and year"),
        Column("qualifier", "text", "at_least, at_most, more_than, less_than, about, average or additional"),
        Column("direction", "text", "increase or decrease, of a change"),
        Column("basis", "text", "what a share or rank is taken of, or a change measured against"),
        Column("period", "text", "time that the figure is for"),
        _SCORE,
        Column("metric_id", "text", "id of the figure's span", required=True),
        Column("metric_start", "integer", "offset at which the figure begins"),
        Column("metric_end", "integer", "offset behind the figure"),
        Column("owner_id", "text", "id of the owner's span"),
        Column("owner_start", "integer", "offset at which the owner begins"),
        Column("owner_end", "integer", "offset behind the owner"),
        Column("evidence", "text", "sentence that proves it", required=True),
        *_PLACE,
    ),
    key=("report", "id"),
    references=(_OF_REPORT, Reference(("report", "metric_id"), "spans"), Reference(("report", "owner_id"), "spans")),
    rows=_figures,
)

TABLES: Mapping[str, Table] = {
    table.name: table for table in (_REPORTS, _SPANS, _RELATIONS, _OFFICIALS, _POSITIONS, _FIGURES)
}
"""The tables by name; none refers to a later one."""
