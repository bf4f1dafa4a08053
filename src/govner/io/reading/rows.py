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
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self, TextIO

from govner.io.reading.faults import MIB, ROW_LIMIT, TEXT_LIMIT, Unreadable, check_length, too_large
from govner.io.reading.legacy import decode_legacy, mend_legacy
from govner.io.reading.plain import decode, wide_encoding
from govner.schema import finite

TEXT_COLUMN = "text"
_JSONL = frozenset({".jsonl", ".ndjson"})
_CSV = frozenset({".csv", ".tsv"})
ENDINGS = _JSONL | _CSV
_DELIMITERS = ",;\t|"
_OF_REPORTS = frozenset({"spans", "relations", "officials", "figures"})
_OWN_HEADER = b"report,"
_EMPTY = "an empty table; it holds no text"
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
        Unreadable: the table has no rows, nothing of it can be read, or nothing from a place on.
    """
    number = 0
    try:
        for number, row in _jsonl(file, text_column) if ending in _JSONL else _csv(file, text_column):
            yield number, row
    except UnicodeDecodeError:
        raise Unreadable("damaged: it does not stay in the encoding that it begins in") from None
    if not number:
        raise Unreadable(_EMPTY)


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
        record = json.loads(line.decode("utf-8-sig"), parse_float=finite, parse_constant=finite)
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


def _csv(file: BinaryIO, text_column: str) -> Iterator[Numbered]:
    lines = _csv_lines(file)
    csv.field_size_limit(TEXT_LIMIT)  # of the whole process: the module has no other
    rows = _Records(lines, _delimiter(lines, text_column))
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
        except Unreadable as fault:
            row = fault
        number += 1
        yield number, row


class _Records:
    """The cells of a CSV record by record, blank lines as records without any.

    Raises:
        Unreadable: a record is too long, or ends with the file inside a quoted cell. The next one can be asked for.
    """

    def __init__(self, lines: Iterable[str], delimiter: str):
        self._reader = csv.reader(self._watched(lines), delimiter=delimiter)
        self._is_over = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> list[str]:
        first = self._reader.line_num + 1
        try:
            cells = next(self._reader)
        except csv.Error as error:
            raise Unreadable(f"no row of CSV ({error}); it begins in line {first}") from None
        if self._is_over:
            raise Unreadable(
                f"the cell that begins with a quote in line {self._beginning(cells[-1])} is never closed; "
                "put a quote at its end, or double the one at its beginning inside quotes"
            )
        return cells

    def _watched(self, lines: Iterable[str]) -> Iterator[str]:
        yield from lines
        self._is_over = True  # the reader asks for more: either it is done, or a quote is open

    def _beginning(self, cell: str) -> int:
        """The line in which the last cell of the last record begins."""
        further = sum(1 for _ in io.StringIO(cell, newline="")) - 1
        return self._reader.line_num - max(0, further)


def _csv_lines(file: BinaryIO) -> TextIO:
    """The text of a CSV in any encoding that is known; bytes that are not UTF-8 as half surrogates."""
    sample = file.read(_SAMPLE)
    file.seek(0)
    encoding = wide_encoding(sample)
    if encoding is None and b"\0" in sample:
        raise Unreadable(
            f"a binary file, no table (NUL byte at offset {sample.index(0)}); if it is one, save it as UTF-8"
        )
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


def _delimiter(lines: TextIO, text_column: str) -> str:
    """What parts the cells of a table; the text's column tells. The lines are back at their beginning then."""
    start = lines.tell()
    headers: list[list[str]] = []
    faults: list[Unreadable] = []
    for delimiter in _DELIMITERS:
        try:
            headers.append(_header(lines, delimiter))
        except Unreadable as fault:  # with another delimiter there may be none
            faults.append(fault)
            continue
        finally:
            lines.seek(start)
        if text_column in headers[-1]:
            return delimiter
    if faults:
        raise faults[0]
    _, names = max((len(columns), ", ".join(columns)) for columns in headers)
    if not names:
        raise Unreadable(_EMPTY)
    raise Unreadable(f"no column {text_column!r} in the header; say with --text-column which holds the texts: {names}")


def _header(lines: TextIO, delimiter: str) -> list[str]:
    """The names in the first record that is not blank."""
    records = _Records(_beginning(lines), delimiter)
    return [name.strip() for name in next(filter(None, records), [])]


def _beginning(lines: TextIO) -> Iterator[str]:
    """The first lines, as many as a header may have."""
    left = MIB
    while left > 0 and (line := lines.readline(left)):
        left -= len(line)
        yield line


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
