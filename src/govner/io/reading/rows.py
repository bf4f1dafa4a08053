"""Tables with a text in each row: JSONL and CSV, read row by row.

A JSONL row is an object with the text under a key, `text` unless told otherwise; `id` and `meta` are taken over as a
report has them, spans and tables of a report are not, and every other key goes into the meta. A CSV has a header; its
delimiter is the one that makes the text's column one of the header. The columns besides the text and `id` go into the
meta, empty cells not. A row that gives no document is passed over and told.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from govner.io.reading.faults import MIB, ROW_LIMIT, TEXT_LIMIT, Unreadable, check_length, too_large
from govner.io.reading.legacy import decode_legacy, mend_legacy
from govner.io.reading.plain import decode, marked_encoding

TEXT_COLUMN = "text"
_JSONL = frozenset({".jsonl", ".ndjson"})
_CSV = frozenset({".csv", ".tsv"})
ENDINGS = _JSONL | _CSV
_DELIMITERS = ",;\t|"
_OF_REPORTS = frozenset({"spans", "relations", "officials", "figures"})
_OWN_HEADER = b"report,"
_SAMPLE = 4 * MIB
"""Bytes from which the encoding of a CSV is told."""
_BAD_BYTE = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of a byte that is not of the encoding."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text with what stands beside it."""

    id: str | None
    text: str
    meta: Mapping[str, Any]


Numbered = tuple[int, Row | Unreadable]
"""The number of a row, from 1, and the row, or why it gives none."""


def read_rows(file: BinaryIO, ending: str, text_column: str = TEXT_COLUMN) -> Iterator[Numbered]:
    """The rows of a table, drawn one by one; `ending` is that of its name, in small letters.

    Raises:
        Unreadable: nothing of the table can be read, or nothing from a place on.
    """
    try:
        yield from _jsonl(file, text_column) if ending in _JSONL else _csv(file, text_column)
    except UnicodeDecodeError:
        raise Unreadable("damaged: it does not stay in the encoding that it begins in") from None


def holds_reports(path: Path) -> bool:
    """Whether a table holds reports that were read already, or their rows; one that cannot be read does not."""
    try:
        with path.open("rb") as file:
            first = next((line for line in _lines(file) if line.strip()), b"").removeprefix(codecs.BOM_UTF8)
        if path.suffix.lower() not in _JSONL:
            return first.startswith(_OWN_HEADER)
        record = json.loads(first)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "spans" in record


def _jsonl(file: BinaryIO, text_column: str) -> Iterator[Numbered]:
    number = 0
    for line in _lines(file):
        if not line.strip():
            continue
        number += 1
        try:
            yield number, _json_row(line, text_column)
        except Unreadable as fault:
            yield number, fault


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines, each no longer than can be refused for its length."""
    while line := file.readline(ROW_LIMIT + 1):
        rest = line
        while len(rest) > ROW_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(ROW_LIMIT + 1)
        yield line


def _json_row(line: bytes, text_column: str) -> Row:
    if len(line) > ROW_LIMIT:
        raise too_large(ROW_LIMIT)
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not a line of JSON ({error}); give one JSON object a line") from None
    if not isinstance(record, dict):
        raise Unreadable("no JSON object; give one a line")
    text, row_id, meta = record.pop(text_column, None), record.pop("id", None), record.pop("meta", None) or {}
    if not isinstance(text, str):
        raise Unreadable(f"no text under the key {text_column!r}; say with --text-column under which it is")
    if not isinstance(meta, dict):
        raise Unreadable("its 'meta' is no JSON object")
    own = {key: value for key, value in record.items() if key not in _OF_REPORTS}
    return _row(row_id if row_id is None else str(row_id), text, {"format": "jsonl", **own, **meta})


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number that JSON can hold")
    return value


def _csv(file: BinaryIO, text_column: str) -> Iterator[Numbered]:
    lines = _csv_lines(file)
    csv.field_size_limit(TEXT_LIMIT)  # of the whole process: the module has no other
    start = lines.tell()
    delimiter = _delimiter(lines.readline(MIB), text_column)
    lines.seek(start)
    rows = csv.reader(lines, delimiter=delimiter)
    header: list[str] = []
    number = 0
    while True:
        try:
            cells = next(rows)
            if not header:
                header = [name.strip() for name in cells]
                continue
            if not cells:
                continue
            row: Row | Unreadable = _csv_row(header, cells, text_column)
        except StopIteration:
            return
        except csv.Error as error:
            row = Unreadable(f"no row of CSV ({error})")
        except Unreadable as fault:
            row = fault
        number += 1
        yield number, row


def _csv_lines(file: BinaryIO) -> TextIO:
    """The text of a CSV in any encoding that is known; bytes that are not UTF-8 as half surrogates."""
    sample = file.read(_SAMPLE)
    file.seek(0)
    encoding = marked_encoding(sample)
    if encoding is None and b"\0" in sample:
        raise Unreadable(f"a binary file, no table (NUL byte at offset {sample.index(0)})")
    if encoding is None and not _is_utf8(sample) and decode_legacy(sample):
        # A font encoding is told from the whole, which must then be short enough to be held.
        content = file.read(ROW_LIMIT + 1)
        if len(content) > ROW_LIMIT:
            raise too_large(ROW_LIMIT)
        return io.StringIO(decode(content)[0], newline="")
    return io.TextIOWrapper(file, encoding or "utf-8-sig", errors="surrogateescape", newline="")


def _is_utf8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8, but for a character that is cut off at their end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(header: str, text_column: str) -> str:
    """What parts the cells of a table; the text's column tells."""
    found = {delimiter: _cells(header, delimiter) for delimiter in _DELIMITERS}
    for delimiter, columns in found.items():
        if text_column in columns:
            return delimiter
    if not header:
        raise Unreadable("an empty table")
    _, names = max((len(columns), ", ".join(columns)) for columns in found.values())
    raise Unreadable(f"no column {text_column!r} in the header; say with --text-column which holds the texts: {names}")


def _cells(header: str, delimiter: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]


def _csv_row(header: Sequence[str], cells: Sequence[str], text_column: str) -> Row:
    if any(map(_BAD_BYTE.search, cells)):
        raise Unreadable("not UTF-8; save the file as UTF-8")
    if len(cells) > len(header):
        told = f"{len(cells)} cells under a header of {len(header)}"
        raise Unreadable(f"{told}; put quotes around a cell that has the delimiter in it")
    columns = dict(zip(header, cells, strict=False))
    if text_column not in columns:
        raise Unreadable(f"no cell in the column {text_column!r}")
    text, row_id = columns.pop(text_column), columns.pop("id", "").strip()
    return _row(row_id or None, text, {"format": "csv", **{name: cell for name, cell in columns.items() if cell}})


def _row(row_id: str | None, text: str, meta: dict[str, Any]) -> Row:
    check_length(text)
    text, encoding = mend_legacy(text)
    return Row(row_id, text, {**meta, "encoding": encoding} if encoding else meta)
