"""A folder of brat: for each document a .txt and an .ann file, and the configuration of the collection.

Newcomer's notes. In an .ann file a `T` line is a span, `R` a relation, `A` an attribute of few values and an
`AnnotatorNotes` line, which brat shows as the span's note, the other attributes as a JSON object. Offsets count code
points. brat parts a span that goes over a line end into pieces, one a line. What brat has no place for is in
`documents.jsonl`: the id of the report that each pair of files is, and the record of `govner.io.exchange.origin`.
The .txt file has a space for the carriage return of a CRLF, because brat and others count a CRLF as one character.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, pairwise
from pathlib import Path, PurePosixPath

from govner.io.exchange.attributes import CHOICES, LABEL, shows
from govner.io.exchange.files import parse_json, read_lines, read_text, whole_folder
from govner.io.exchange.origin import (
    RECORD,
    Link,
    Mark,
    corrected,
    keys_of,
    note_losses,
    read_origin,
    shown,
    write_origin,
)
from govner.pipeline.colors import COLORS
from govner.schema import LABELS, SIGNATURES, FormatError, GovnerError, Report

DOCUMENTS = "documents.jsonl"
"""The file of a folder that says which report each pair of files is."""

_SPAN_ID = re.compile(r"T[1-9]\d*", re.ASCII).fullmatch
_NOTE = "AnnotatorNotes"
_LINE = re.compile(r"[^\n]+")
# No text has an offset of twenty digits, and Python reads no number of thousands.
_SPAN = re.compile(r"(?P<label>\S+) (?P<pieces>\d{1,20} \d{1,20}(?:;\d{1,20} \d{1,20})*)", re.ASCII)
_RELATION = re.compile(r"(?P<label>\S+) Arg1:(?P<head>\S+) Arg2:(?P<tail>\S+)\s*")
_UNFIT_IN_NAME = re.compile(r"[^\w.-]+|^[.-]+", re.ASCII)


def write(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:
    """Write a folder; the names of its files are made of the ids of the reports.

    Raises:
        GovnerError: something else than an empty folder is there already.
    """
    with whole_folder(target) as folder:
        (folder / "annotation.conf").write_text(annotation_configuration(), encoding="utf-8")
        (folder / "visual.conf").write_text(visual_configuration(), encoding="utf-8")
        names = _Names()
        with (folder / DOCUMENTS).open("w", encoding="utf-8", newline="\n") as documents:
            for report in reports:
                note_losses(report, lost)
                name = names.new(report.id)
                text = shown(report.text)
                (folder / f"{name}.txt").write_bytes(text.encode())
                annotation = "".join(f"{line}\n" for line in _annotation(report, text))
                (folder / f"{name}.ann").write_bytes(annotation.encode())
                documents.write(json.dumps({"document": name, RECORD: write_origin(report)}) + "\n")


def read(path: Path, lost: Counter[str]) -> Iterator[Report]:
    """The gold reports of a folder, at any depth: those of `documents.jsonl` in its order, then the others by name.

    Raises:
        FormatError: it names the file, the line and what is wrong.
        GovnerError: there is no such folder.
    """
    if not path.is_dir():
        raise GovnerError(f"{path}: no such folder; a folder with .txt and .ann files is wanted")
    records = dict(_records(path))
    found = (file.relative_to(path).with_suffix("").as_posix() for file in sorted(path.rglob("*.ann")))
    for name in dict.fromkeys([*records, *found]):
        file = path / f"{name}.ann"
        if not file.is_file():
            lost["documents whose .ann file is gone"] += 1
            continue
        text = read_text(file.with_suffix(".txt"))
        try:
            origin = read_origin(records.get(name), text, name, {})
        except FormatError as error:
            raise FormatError(f"{file.with_suffix('.txt')}: {error}") from None
        annotation = _Annotation(file, text, lost)
        try:
            yield corrected(origin, _keys(origin), annotation.marks(), annotation.links, shows)
        except FormatError as error:
            raise FormatError(f"{file}: {error}") from None


def annotation_configuration() -> str:
    """The file annotation.conf: labels, relations and attributes."""
    relations = (
        f"{label}\tArg1:{'|'.join(sorted(heads))}, Arg2:{'|'.join(sorted(tails))}"
        for label, (heads, tails) in SIGNATURES.items()
    )
    attributes = (f"{key}\tArg:{LABEL}, Value:{'|'.join(values)}" for key, values in CHOICES.items())
    sections = {"entities": LABELS, "relations": relations, "events": (), "attributes": attributes}
    return "\n".join("".join(f"{line}\n" for line in (f"[{name}]", *lines)) for name, lines in sections.items())


def visual_configuration() -> str:
    """The file visual.conf: the colours of the labels."""
    colours = "".join(f"{label}\tfgColor:black, bgColor:{colour}\n" for label, colour in COLORS.items())
    return f"[labels]\n\n[drawing]\n{colours}"


class _Names:
    """Names of files for ids of reports: plain ASCII, each once, also where case is not told apart."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, report_id: str) -> str:
        stem = _UNFIT_IN_NAME.sub("_", report_id.removesuffix(".txt"))[:100] or "_"
        endings = (f"-{number}" for number in count(2))
        name = stem
        while name.casefold() in self._given:
            name = stem + next(endings)
        self._given.add(name.casefold())
        return name


def _keys(report: Report) -> list[str]:
    return keys_of(report, _SPAN_ID, "T")


def _annotation(report: Report, text: str) -> Iterator[str]:
    """The lines of an .ann file."""
    keys = dict(zip((span.id for span in report.spans), _keys(report), strict=True))
    attributes, notes = count(1), count(1)
    for span in report.spans:
        key = keys[span.id]
        pieces = _pieces(text, span.start, span.end)
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end].replace("\n", " ") for start, end in pieces)
        yield f"{key}\t{span.label} {offsets}\t{words}"
        given = {name: value for name, value in span.attributes.items() if shows(span.label, name, value)}
        for name in [name for name in CHOICES if name in given]:
            yield f"A{next(attributes)}\t{name} {key} {given.pop(name)}"
        if given:
            yield f"#{next(notes)}\t{_NOTE} {key}\t{json.dumps(given, ensure_ascii=False)}"
    for number, relation in enumerate(report.relations, start=1):
        yield f"R{number}\t{relation.label} Arg1:{keys[relation.head]} Arg2:{keys[relation.tail]}"


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a span between line ends; one at its very start or end stays in the first or last of them."""
    pieces = [piece.span() for piece in _LINE.finditer(text, start, end)] or [(start, end)]
    pieces[0] = start, pieces[0][1]
    pieces[-1] = pieces[-1][0], end
    return pieces


def _records(folder: Path) -> Iterator[tuple[str, object]]:
    file = folder / DOCUMENTS
    for number, line in read_lines(file) if file.is_file() else ():
        match parse_json(line, f"{file}, line {number}"):
            case {"document": str(name), **rest} if RECORD in rest and _is_inside(name):
                yield name, rest[RECORD]
            case _:
                raise FormatError(f"{file}, line {number}: no record of a document; leave the file as it was written")


def _is_inside(name: str) -> bool:
    """Whether a name without its ending is that of a file in the folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\0" not in name


class _Annotation:
    """The spans and relations of an .ann file."""

    def __init__(self, file: Path, text: str, lost: Counter[str]):
        self.links: list[Link] = []
        self._text = text
        self._lost = lost
        self._places: dict[str, tuple[int, int, str]] = {}
        self._attributes: dict[str, dict[str, str]] = {}
        for number, line in read_lines(file):
            try:
                self._add(line)
            except FormatError as error:
                raise FormatError(f"{file}, line {number}: {error}") from None

    def marks(self) -> list[Mark]:
        return [Mark(key, *place, self._attributes.get(key, {})) for key, place in self._places.items()]

    def _add(self, line: str) -> None:
        key, _, rest = line.partition("\t")
        kind, (what, _, words) = key[:1], rest.partition("\t")
        if kind == "T":
            self._places[key] = self._place(what)
        elif kind == "R":
            if not (relation := _RELATION.fullmatch(what)):
                raise FormatError(f"{what!r} is no relation of two spans")
            self.links.append(Link(relation["head"], relation["tail"], relation["label"]))
        elif kind in ("A", "M"):
            name, target, value = (*what.split(" ", 2), "", "")[:3]
            self._note(target, {name: value} if name in CHOICES and value else None)
        elif kind == "#":
            _, _, target = what.partition(" ")
            self._note(target, _note(words))
        elif line.strip():
            self._lost["lines of other kinds"] += 1

    def _place(self, what: str) -> tuple[int, int, str]:
        if not (match := _SPAN.fullmatch(what)):
            raise FormatError(f"{what!r} is no label with offsets")
        pieces = [(int(start), int(end)) for start, end in map(str.split, match["pieces"].split(";"))]
        for (_, end), (start, _) in pairwise(pieces):
            if self._text[end:start].strip():
                raise FormatError(f"the span {what!r} leaves out words; make it two spans")
        return pieces[0][0], pieces[-1][1], match["label"]

    def _note(self, target: str, attributes: Mapping[str, str] | None) -> None:
        if attributes is None:
            self._lost["notes and attributes of other kinds"] += 1
        else:
            self._attributes.setdefault(target, {}).update(attributes)


def _note(words: str) -> dict[str, str] | None:
    """The attributes in a note; None where it is a note for people."""
    try:
        note = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) and all(isinstance(value, str) for value in note.values()) else None
