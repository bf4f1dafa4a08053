"""Documents of doccano: JSONL for a project of sequence labelling with relations, and what it exports.

Newcomer's notes. doccano knows spans (`entities`) and `relations`, no attributes. It gives both numbers of its own, and
keeps what else a line holds as metadata: there the record of `govner.io.exchange.origin` travels, which gives ids and
attributes back. A project without relations exports spans as `label`, a list of `[start, end, label]`; relations
between spans that are still there then come from the record.

Offsets are UTF-16 code units (doccano issue 2290). That holds for projects in which "Count grapheme clusters as one
character" is off; leave it off. A document without text is refused by doccano and left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from govner.io.exchange.files import parse_json, read_lines, whole_file
from govner.io.exchange.offsets import CodeUnits
from govner.io.exchange.origin import RECORD, Link, Mark, corrected, note_losses, read_origin, shown, write_origin
from govner.schema import FormatError, Report

_COMMENTS = ("Comments", "comments")
_OWN = frozenset({"id", "text", "data", "entities", "relations", "label", "labels", RECORD, *_COMMENTS})


def write(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:
    """Write a file to import as JSONL into a project of sequence labelling that uses relations.

    Raises:
        GovnerError: there can be no file of this name.
    """
    numbers = count(1)
    with whole_file(target) as file:
        for report in reports:
            if not report.text:
                lost["documents without text"] += 1
                continue
            note_losses(report, lost)
            file.write(json.dumps(_document(report, numbers), ensure_ascii=False, allow_nan=False) + "\n")


def read(path: Path, lost: Counter[str]) -> Iterator[Report]:
    """The gold reports of an export.

    Raises:
        FormatError: it names the file, the line and what is wrong.
    """
    for number, line in read_lines(path):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        document = parse_json(line, where)
        try:
            if not isinstance(document, dict):
                raise FormatError("a JSON object is wanted; export the project in the format JSONL")
            lost["comments"] += sum(len(said) for name in _COMMENTS if isinstance(said := document.get(name), list))
            yield _report(document, f"{path.name}#{document.get('id', number)}")
        except FormatError as error:
            raise FormatError(f"{where}: {error}") from None


def _document(report: Report, numbers: Iterator[int]) -> dict[str, Any]:
    """A line of the file. The numbers of spans go on from document to document: doccano reads many at once."""
    units = CodeUnits(report.text)
    number_of = {span.id: next(numbers) for span in report.spans}
    return {
        "text": shown(report.text),
        "entities": [
            {
                "id": number_of[span.id],
                "start_offset": units.of(span.start),
                "end_offset": units.of(span.end),
                "label": span.label,
            }
            for span in report.spans
        ],
        "relations": [
            {
                "id": next(numbers),
                "from_id": number_of[relation.head],
                "to_id": number_of[relation.tail],
                "type": relation.label,
            }
            for relation in report.relations
        ],
        RECORD: write_origin(report),
    }


def _report(document: Mapping[str, Any], default_id: str) -> Report:
    text = document.get("text", document.get("data"))
    if not isinstance(text, str):
        raise FormatError("no 'text'; export the project in the format JSONL")
    meta = {key: value for key, value in document.items() if key not in _OWN}
    origin = read_origin(document.get(RECORD), text, default_id, meta)
    units = CodeUnits(text)
    spans = document.get("entities", document.get("label", document.get("labels")))
    if not isinstance(spans, list):
        raise FormatError("neither 'entities' nor 'label'; export a project of sequence labelling")
    marks = [_mark(item, number, units) for number, item in enumerate(spans)]
    relations = document.get("relations")
    links = [_link(item) for item in relations] if isinstance(relations, list) else None
    return corrected(origin, (), marks, links, lambda *_: False)


def _mark(item: object, number: int, units: CodeUnits) -> Mark:
    match item:
        case {"id": int(key), "start_offset": int(start), "end_offset": int(end), "label": str(label)}:
            pass
        case [int(start), int(end), str(label)]:
            key = number
        case _:
            raise FormatError(f"{item!r} is no span")
    first, last = units.code_point(start), units.code_point(end)
    if first is None or last is None:
        raise FormatError(
            f"the span [{start}, {end}) cuts through a character; "
            "mark it anew, in a project that does not count grapheme clusters"
        )
    return Mark(str(key), first, last, label)


def _link(item: object) -> Link:
    match item:
        case {"from_id": int(head), "to_id": int(tail), "type": str(label)}:
            return Link(str(head), str(tail), label)
    raise FormatError(f"{item!r} is no relation")
