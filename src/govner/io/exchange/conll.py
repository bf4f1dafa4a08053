"""CoNLL: a token a line with its tag in IOB2, a blank line after each sentence.

The columns, parted by tabs, are the token, its start and end in the text (code points), the id of the span that begins
there or `_`, and the tag. Readers that take the first column and the last, such as those for CoNLL-2003, get tokens
and tags. Three comments before the first sentence of a report hold what else it is, in JSON: `# id`, `# meta` and
`# text`. Tokens are those of `govner.text.syllables`, cut where a span begins or ends inside one.

The format has neither relations nor attributes, and of spans that overlap it has the longest.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from govner.io.exchange.files import parse_json, read_lines, whole_file
from govner.io.exchange.origin import note_losses
from govner.schema import FormatError, Report, Span
from govner.text.sentences import sentences
from govner.text.syllables import syllables

_NONE = "_"
_OFFSET = re.compile(r"\d{1,20}").fullmatch
_COMMENTS = ("id", "meta", "text")


def write(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:
    """Write a file.

    Raises:
        GovnerError: there can be no file of this name.
    """
    with whole_file(target) as file:
        for report in reports:
            note_losses(report, lost)
            lost["relations"] += len(report.relations)
            lost["attributes"] += sum(len(span.attributes) for span in report.spans)
            for name in _COMMENTS:
                value = dict(report.meta) if name == "meta" else getattr(report, name)
                file.write(f"# {name} = {json.dumps(value, ensure_ascii=False, allow_nan=False)}\n")
            for row in _rows(report.text, _flat(report, lost)):
                file.write(f"{row}\n")
            file.write("\n")


def read(path: Path, lost: Counter[str]) -> Iterator[Report]:  # noqa: ARG001  # the format has nothing that we have not
    """The reports of a file that `write` made; the tags may have been changed since.

    Raises:
        FormatError: it names the file, the line and what is wrong.
    """
    document: _Document | None = None
    for number, line in read_lines(path):
        try:
            if line.startswith("# id = "):
                if document:
                    yield document.report()
                document = _Document()
            if document is None:
                if line.strip():
                    raise FormatError("no '# id' before the first token; give a file that govner wrote")
            else:
                document.add(line)
        except FormatError as error:
            raise FormatError(f"{path}, line {number}: {error}") from None
    if document:
        try:
            yield document.report()
        except FormatError as error:
            raise FormatError(f"{path}, at the end: {error}") from None


def _flat(report: Report, lost: Counter[str]) -> list[Span]:
    """The spans that tags can tell, in the order of the text: without white space around them, none in another."""
    kept: list[Span] = []
    taken = bytearray(len(report.text))
    for span in sorted(map(_trimmed, report.spans), key=lambda span: (span.start - span.end, span.start)):
        if span.start == span.end:
            lost["spans of white space"] += 1
        elif any(taken[span.start : span.end]):
            lost["spans that overlap others"] += 1
        else:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    lost["white space at the ends of spans"] += sum(
        span.text != span.text.strip() and not span.text.isspace() for span in report.spans
    )
    lost["ids of spans"] += sum(not _is_id(span.id) for span in kept)
    return sorted(kept, key=lambda span: span.start)


def _trimmed(span: Span) -> Span:
    start = span.end - len(span.text.lstrip())
    return replace(span, start=start, end=max(start, span.start + len(span.text.rstrip())))


def _is_id(text: str) -> bool:
    return text != _NONE and bool(text) and text.isprintable() and not any(map(str.isspace, text))


def _rows(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """The lines of a text: its tokens, with a blank line between two sentences unless a span joins them."""
    starts = [start for start, _ in sentences(text)]
    span_starts = [span.start for span in spans]
    sentence = 0
    for start, end in _cut(syllables(text), sorted({edge for span in spans for edge in (span.start, span.end)})):
        number = bisect_right(span_starts, start) - 1
        span = spans[number] if number >= 0 and start < spans[number].end else None
        begins = span is not None and start == span.start
        current = bisect_right(starts, start)
        if current != sentence and sentence and (span is None or begins):
            yield ""
        sentence = current
        tag = "O" if span is None else f"{'B' if begins else 'I'}-{span.label}"
        span_id = span.id if span is not None and begins and _is_id(span.id) else _NONE
        yield "\t".join((text[start:end], str(start), str(end), span_id, tag))


def _cut(tokens: Iterable[tuple[int, int]], edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The tokens, in pieces where an edge is inside one."""
    for start, end in tokens:
        for edge in edges[bisect_right(edges, start) : bisect_right(edges, end - 1)]:
            yield start, edge
            start = edge
        yield start, end


@dataclass
class _Document:
    """What has been read of a report."""

    parts: dict[str, Any] = field(default_factory=dict)
    spans: list[dict[str, Any]] = field(default_factory=list)
    is_open: bool = False
    """Whether the last span may go on."""

    def add(self, line: str) -> None:
        if not line:
            self.is_open = False
        elif line.startswith("# "):
            name, _, value = line.removeprefix("# ").partition(" = ")
            if name in _COMMENTS:
                self.parts[name] = parse_json(value, f"# {name}")
        else:
            self._add_token(line.split("\t"))

    def report(self) -> Report:
        given = {span["id"] for span in self.spans}
        free = (f"T{number}" for number in count(1) if f"T{number}" not in given)
        seen = {_NONE}
        for span in self.spans:
            if span["id"] in seen:
                span["id"] = next(free)
            seen.add(span["id"])
        return Report.from_dict(self.parts | {"spans": self.spans})

    def _add_token(self, fields: list[str]) -> None:
        if len(fields) != 5 or not _OFFSET(fields[1]) or not _OFFSET(fields[2]):
            raise FormatError("five columns are wanted: token, start, end, id of the span, tag")
        token, start, end, span_id, tag = fields[0], int(fields[1]), int(fields[2]), fields[3], fields[4]
        text = self.parts.get("text")
        if not isinstance(text, str) or text[start:end].encode("utf-8", "backslashreplace") != token.encode():
            raise FormatError(f"the text has no {token!r} at [{start}, {end}); change nothing but tags")
        prefix, _, label = tag.partition("-")
        if prefix == "B" and label:
            self.spans.append({"id": span_id, "start": start, "end": end, "label": label})
        elif prefix == "I" and self.is_open and self.spans[-1]["label"] == label:
            self.spans[-1]["end"] = end
        elif tag != "O":
            raise FormatError(f"the tag {tag!r} continues no span; the tags must be IOB2")
        self.is_open = tag != "O"
