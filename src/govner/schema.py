"""The frozen records that pass between the stages, and their JSON form.

A *span* is a labelled stretch of text, a *relation* a directed link of two spans, a *figure* a METRIC with its values,
unit, owner and period, a *position* a TITLE at a body, an *official* a PERSON with positions, a *report* one document
with all of these. Offsets are half-open and count Unicode code points of the text exactly as it was given.

`Report.from_dict` reads the JSONL form of gold files and of `govner extract` alike and `Report.to_dict` writes it back;
what was read is written again unchanged, an absent list or `meta` as an empty one. `report.schema.json` beside this
file describes that form.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, get_args

LABELS = ("PERSON", "TITLE", "ORG", "LOC", "METRIC")

SIGNATURES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "HOLDS_POSITION": (frozenset({"PERSON"}), frozenset({"TITLE"})),
    "POSITION_AT": (frozenset({"TITLE"}), frozenset({"ORG", "LOC"})),
    "HAS_RESULT": (frozenset({"LOC", "ORG"}), frozenset({"METRIC"})),
    "HAS_TARGET": (frozenset({"LOC", "ORG"}), frozenset({"METRIC"})),
}
"""Relation label -> (labels its head may have, labels its tail may have)."""

_CONTROLS = re.compile("[\x7f-\x9f]")
Aim = Literal["result", "target"]
Row = TypeVar("Row", "Official", "Position", "Figure")


class GovnerError(Exception):
    """A fault that the user can mend; its message is one sentence that says what is wrong and what to do."""


class FormatError(GovnerError, ValueError):
    """A report or gold file that does not follow the JSONL form."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read, with the id and the `meta` that its report gets."""

    id: str
    text: str
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the tagger's network sees the indicator of a METRIC: log-odds by syllable, to be added to other clues.

    `offsets` are those of the syllables around the METRIC, counted from its own start, and the one at which the last of
    them ends; `opens` and `closes` say how much speaks for each as the first and the last of the indicator.
    """

    offsets: tuple[int, ...]
    opens: tuple[float, ...]
    closes: tuple[float, ...]

    def syllable(self, offset: int) -> int | None:
        """The index of the syllable that reaches over an offset, None beyond the syllables."""
        index = bisect_right(self.offsets, offset) - 1
        return index if 0 <= index < len(self.opens) else None


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a text: `text` is always the source text's `[start:end]`.

    `attributes` are the values of a METRIC (kind, value, unit, ...), as strings. `score` is the confidence in [0, 1],
    `source` what produced the span (`model`, `rule`); both are None in gold data. `state` is what the tagger's network
    tells the linker of the span (`govner.linking.states`), `pointer` where it sees the indicator of a METRIC; both are
    None where it tells nothing, and are not written out.
    """

    id: str
    start: int
    end: int
    label: str
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    score: float | None = None
    source: str | None = None
    state: tuple[float, ...] | None = field(default=None, repr=False, compare=False)
    pointer: Pointer | None = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The span's JSON form; its text is left out, because the report holds it."""
        record: dict[str, Any] = {"id": self.id, "start": self.start, "end": self.end, "label": self.label}
        if self.attributes:
            record["attributes"] = dict(self.attributes)
        return record | _given(score=self.score, source=self.source)


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed link `head -> tail` between two spans of one report, named by their ids."""

    head: str
    tail: str
    label: str
    score: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The relation's JSON form."""
        return {"head": self.head, "tail": self.tail, "label": self.label} | _given(score=self.score)


@dataclass(frozen=True, slots=True)
class Position:
    """A post that an official holds: the TITLE and, where the text names it, the ORG or LOC it is held at.

    `title`, `body` are the text's own words, `title_id` and `body_id` span ids, `evidence` is the sentence that proves
    it, `score` the weakest of the scores it rests on. `mentions` are the ids of all TITLE spans that give the person
    this post, of which `title_id` is the first.

    The other fields say what the words mean, and are None or False where that is not known: `canonical` is the post in
    full, `gloss` its English name, `role` the office without the marks `deputy`, `acting`, `former` and `standing`.
    `place` is the administrative unit of the post in full, `place_code` its code, with the last year behind a slash
    where the unit has ended (`085/2025`). `inferred` says that the unit is the one that the text is about at that place
    and that the post's own words do not name it.
    """

    title: str
    title_id: str
    body: str | None
    body_id: str | None
    evidence: str
    score: float | None = None
    role: str | None = None
    deputy: bool = False
    acting: bool = False
    former: bool = False
    standing: bool = False
    canonical: str | None = None
    gloss: str | None = None
    place: str | None = None
    place_code: str | None = None
    inferred: bool = False
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Official:
    """A person of one report with the positions that the report gives them; `mentions` are ids of PERSON spans."""

    name: str
    mentions: tuple[str, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One METRIC of one owner: a row of the figures table.

    `aim` tells a result from a target; it is None, like `owner`, when the text names no unit that has the figure.
    `value`, `value_max` and `total` are in the base unit (31,45 tỷ đồng is 31450000000 VND). The other fields are
    the attributes of the annotation guideline, section 3. `evidence` is the sentence that proves the row. `owner_unit`,
    `owner_code` and `owner_inferred` are the administrative unit that the owner is or belongs to, as `place`,
    `place_code` and `inferred` of a `Position`.
    """

    metric: str
    metric_id: str
    owner: str | None
    owner_id: str | None
    aim: Aim | None
    kind: str | None
    value: int | float | None
    value_max: int | float | None
    total: int | float | None
    unit: str | None
    per: str | None
    qualifier: str | None
    direction: str | None
    basis: str | None
    indicator: str | None
    period: str | None
    evidence: str
    score: float | None = None
    owner_unit: str | None = None
    owner_code: str | None = None
    owner_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One document: its text to the letter, the spans and relations in it, and the two tables made of them.

    `officials` and `figures` are None where they were not made, as in gold data.
    """

    id: str
    text: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    officials: tuple[Official, ...] | None = None
    figures: tuple[Figure, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, of plain dicts, lists, strings and numbers."""
        record: dict[str, Any] = {
            "id": self.id,
            "text": self.text,
            "meta": dict(self.meta),
            "spans": [span.to_dict() for span in self.spans],
            "relations": [relation.to_dict() for relation in self.relations],
        }
        for table in ("officials", "figures"):
            rows = getattr(self, table)
            if rows is not None:
                record[table] = [_row_to_dict(row) for row in rows]
        return record

    @classmethod
    def from_dict(cls, record: object) -> Self:
        """Read the JSON form.

        Raises:
            FormatError: it names the report, the part and what is wrong with it.
        """
        report = _mapping(record, "a report")
        report_id = _text(report, "id", "a report")
        where = f"report {report_id!r}"
        _only(report, {"id", "text", "meta", "spans", "relations", "officials", "figures"}, where)
        text = _text(report, "text", where)
        spans = tuple(_read_span(item, text, where) for item in _sequence(report, "spans", where))
        by_id = {span.id: span for span in spans}
        if len(by_id) < len(spans):
            raise FormatError(f"{where}: two spans share one id; give each span an id of its own")
        relations = tuple(_read_relation(item, by_id, where) for item in _sequence(report, "relations", where))
        meta = _mapping(report.get("meta", {}), f"{where}: meta")
        check_meta(meta, where)
        officials = [_read_official(item, by_id, where) for item in _sequence(report, "officials", where)]
        figures = [_read_row(Figure, item, by_id, where) for item in _sequence(report, "figures", where)]
        return cls(
            id=report_id,
            text=text,
            meta=meta,
            spans=spans,
            relations=relations,
            officials=tuple(officials) if "officials" in report else None,
            figures=tuple(figures) if "figures" in report else None,
        )

    def to_json(self) -> str:
        """The JSON form on one line, without a line end; it can always be encoded in UTF-8."""
        line = json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)
        # A control character beyond ASCII would steer a terminal, which JSON does not think of.
        line = _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        # What UTF-8 cannot hold (half of a surrogate pair) becomes the escape that JSON has for it.
        return line.encode("utf-8", "backslashreplace").decode("utf-8")

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Read one line of a JSONL file.

        Raises:
            FormatError: the line is no JSON or no report.
        """
        try:
            record = json.loads(line, parse_float=finite, parse_constant=finite)
        except (ValueError, RecursionError) as error:
            raise FormatError(f"not a line of JSON ({error}); give one JSON object a line") from None
        return cls.from_dict(record)


def read_jsonl(path: str | Path) -> Iterator[Report]:
    """The reports of a JSONL file, one at a time; blank lines are passed over.

    Raises:
        FormatError: it names the file and the line.
        OSError: the file cannot be read.
    """
    with Path(path).open(encoding="utf-8-sig", newline="\n") as lines:
        number = 0
        try:
            for number, line in enumerate(lines, start=1):  # noqa: B007  # the number is for the faults below
                if line.strip():
                    yield Report.from_json(line)
        except UnicodeDecodeError:
            raise FormatError(f"{path}, after line {number}: not UTF-8; convert the file to UTF-8") from None
        except FormatError as error:
            raise FormatError(f"{path}, line {number}: {error}") from None


def day_of(meta: Mapping[str, Any]) -> date | None:
    """The day of a document: its `date` in ISO form (2024-10-14); None where it is no such day."""
    try:
        return date.fromisoformat(meta["date"])
    except (KeyError, TypeError, ValueError):
        return None


def check_meta(meta: Mapping[str, Any], where: str) -> None:
    """Refuse a meta that a report could hold but not write as JSON; `where` opens the message.

    Raises:
        FormatError: a value is of a type that JSON has not, such as a date, or is NaN or nested too deeply.
    """
    try:
        json.dumps(dict(meta), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        told = f"{where}: meta cannot be written as JSON ({error})"
        raise FormatError(f"{told}; give a day as text, such as 2024-10-14, and no number but finite ones") from None


def _given(**values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _row_to_dict(row: Official | Figure) -> dict[str, Any]:
    return {key: _plain(value) for key, value in dataclasses.asdict(row).items()}


def _plain(value: Any) -> Any:
    """A cell with lists for tuples, as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def finite(number: str) -> float:
    """The value of a JSON number, for `json.loads`, which would take NaN and 1e999 too.

    Raises:
        ValueError: JSON cannot hold it.
    """
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number that JSON can hold")
    return value


def _mapping(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{where} must be a JSON object, not {type(value).__name__}")
    return value


def _sequence(record: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = record.get(key, [])
    if not isinstance(value, list):
        raise FormatError(f"{where}: {key!r} must be a list, not {type(value).__name__}")
    return value


def _text(record: Mapping[str, Any], key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise FormatError(f"{where}: {key!r} must be a string, not {type(value).__name__}")
    return value


def _only(record: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(record) - known)
    if unknown:
        raise FormatError(f"{where}: unknown key {unknown[0]!r}; put what is your own under 'meta'")


def _score(record: Mapping[str, Any], where: str) -> float | None:
    value = record.get("score")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise FormatError(f"{where}: 'score' must be a number, not {type(value).__name__}")
    if value is not None and not 0 <= value <= 1:
        raise FormatError(f"{where}: 'score' must be from 0 to 1, not {value}")
    return value


def _read_span(item: object, text: str, where: str) -> Span:
    record = _mapping(item, f"{where}: a span")
    span_id = _text(record, "id", f"{where}: a span")
    where = f"{where}, span {span_id!r}"
    _only(record, {"id", "start", "end", "label", "attributes", "score", "source"}, where)
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise FormatError(f"{where}: [{start}, {end}) is no stretch of a text of {len(text)} characters")
    label = _text(record, "label", where)
    if label not in LABELS:
        raise FormatError(f"{where}: unknown label {label!r}; the labels are {', '.join(LABELS)}")
    attributes = _mapping(record.get("attributes", {}), f"{where}: attributes")
    for key in attributes:
        _text(attributes, key, where)
    source = _text(record, "source", where) if record.get("source") is not None else None
    return Span(span_id, start, end, label, text[start:end], attributes, _score(record, where), source)


def _read_relation(item: object, spans: Mapping[str, Span], where: str) -> Relation:
    record = _mapping(item, f"{where}: a relation")
    _only(record, {"head", "tail", "label", "score"}, f"{where}: a relation")
    head, tail, label = (_text(record, key, f"{where}: a relation") for key in ("head", "tail", "label"))
    where = f"{where}, relation {head} {label} {tail}"
    if label not in SIGNATURES:
        raise FormatError(f"{where}: unknown label; the labels are {', '.join(SIGNATURES)}")
    for end, allowed in zip((head, tail), SIGNATURES[label], strict=True):
        if end not in spans:
            raise FormatError(f"{where}: there is no span {end!r}")
        if spans[end].label not in allowed:
            raise FormatError(f"{where}: {end!r} is {spans[end].label}, not {' or '.join(sorted(allowed))}")
    return Relation(head, tail, label, _score(record, where))


def _read_official(item: object, spans: Mapping[str, Span], where: str) -> Official:
    record = _mapping(item, f"{where}: a row of officials")
    official = _read_row(Official, record, spans, where)
    where = f"{where}, official {official.name!r}"
    positions = (_read_row(Position, position, spans, where) for position in _sequence(record, "positions", where))
    return dataclasses.replace(official, positions=tuple(positions))


_REQUIRED_TEXTS = frozenset({"name", "title", "title_id", "metric", "metric_id", "evidence"})
_NUMBERS = frozenset({"value", "value_max", "total"})
_FLAGS = frozenset({"deputy", "acting", "former", "standing", "inferred", "owner_inferred"})
_REFERENCES = frozenset({"title_id", "body_id", "metric_id", "owner_id"})
_LISTS = frozenset({"mentions", "positions"})


def _read_row(kind: type[Row], item: object, spans: Mapping[str, Span], where: str) -> Row:
    """A row with its cells checked; the positions of an official are left to its own reader."""
    where = f"{where}: a row of {kind.__name__.lower()}s"
    record = _mapping(item, where)
    known = {f.name for f in dataclasses.fields(kind)}
    _only(record, known, where)
    missing = sorted(known - set(record))
    if missing:
        raise FormatError(f"{where} lacks {missing[0]!r}")
    _score(record, where)
    for key in known - _LISTS - {"score"}:
        _check_cell(key, record[key], where)
    for key in known & _REFERENCES:
        if record[key] is not None:
            _check_reference(record[key], spans, where)
    if "mentions" not in known:
        return kind(**record)
    mentions = _sequence(record, "mentions", where)
    for mention in mentions:
        _check_reference(mention, spans, where)
    return kind(**record | {"mentions": tuple(mentions)})


def _check_cell(key: str, value: object, where: str) -> None:
    if key in _NUMBERS:
        good = value is None or type(value) is int or (type(value) is float and math.isfinite(value))
        wanted = "a finite number or null"
    elif key == "aim":
        good, wanted = value is None or value in get_args(Aim), f"one of {', '.join(get_args(Aim))}, or null"
    elif key in _FLAGS:
        good, wanted = isinstance(value, bool), "true or false"
    elif key in _REQUIRED_TEXTS:
        good, wanted = isinstance(value, str), "a string"
    else:
        good, wanted = value is None or isinstance(value, str), "a string or null"
    if not good:
        raise FormatError(f"{where}: {key!r} must be {wanted}, not {value!r}")


def _check_reference(span_id: object, spans: Mapping[str, Span], where: str) -> None:
    if not isinstance(span_id, str) or span_id not in spans:
        raise FormatError(f"{where}: there is no span {span_id!r}")
