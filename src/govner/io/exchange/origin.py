"""What an annotation tool cannot hold, kept beside its file, and the gold that a corrected file and this make.

Newcomer's notes. A tool shows a text and lets people change spans and relations; of the rest it knows nothing, and some
rename what they are given. So an exported document carries its *origin*: the report itself, without its text, as one
string of ASCII JSON, which every database keeps to the letter. When the document comes back, each span found in it is
matched with a span of the origin, by its key in the tool's file or else by place and label. A matched span has its
id again; the attributes that the tool did not show come back too where place and label are as they were. A span that
was changed loses them: they were about other words.

Text. Browsers count a CRLF now as one character, now as two, and databases refuse NUL and halves of surrogate pairs.
A tool therefore gets the text with stand-ins of the same length (`shown`), so that all offsets are those of the text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govner.io.exchange.files import parse_json
from govner.schema import FormatError, Relation, Report, Span

RECORD = "govner"
"""The name under which a tool's file carries the origin of a document."""

Shows = Callable[[str, str, str], bool]
"""Whether a tool shows an attribute, and people can change it: of the label of its span, its key and its value."""

_UNFIT = re.compile("\r\n|[\0\r\ud800-\udfff]")
_TRANSIENT = ("score", "source")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as found in a tool's file, offsets in code points; `key` is its id there."""

    key: str
    start: int
    end: int
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[int, int, str]:
        """What is the same of two spans when only their ids or attributes differ."""
        return self.start, self.end, self.label


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as found in a tool's file; its ends are keys of marks."""

    head: str
    tail: str
    label: str


def shown(text: str) -> str:
    """The text for a tool: as long as the text, without carriage returns, NUL and halves of surrogate pairs."""
    return _UNFIT.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    return {"\r\n": " \n", "\r": "\n"}.get(match[0], "\ufffd")


def write_origin(report: Report) -> str:
    """The record of a report that goes with the `shown` text."""
    text = shown(report.text)
    record = _gold(report) | {
        "replaced": [[at, ord(was)] for at, (was, now) in enumerate(zip(report.text, text, strict=True)) if was != now],
        "digest": _digest(text),
    }
    return json.dumps(record, allow_nan=False)


def read_origin(record: object, text: str, default_id: str, meta: Mapping[str, Any]) -> Report:
    """The report, as it was exported, of a text that a tool gives back.

    A document that was not exported by us has no record: its report has the default id, the meta and no span.

    Raises:
        FormatError: the record is broken or of another text.
    """
    if record is None:
        return Report(default_id, text, dict(meta))
    where = f"{RECORD!r}, the record of what was exported"
    origin: Any = parse_json(record, where) if isinstance(record, str) else record
    characters = list(text)
    try:
        digest, replaced = origin.pop("digest"), origin.pop("replaced")
        for at, character in replaced if digest == _digest(text) else ():
            characters[at] = chr(character)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
        raise FormatError(f"{where}, is broken; leave it as it was written") from None
    if digest != _digest(text):
        raise FormatError(
            f"the text is not the one that was exported as {origin.get('id')!r}; export the new text anew"
        )
    return Report.from_dict({**origin, "text": "".join(characters)})


def keys_of(report: Report, fits: Callable[[str], object], prefix: str) -> list[str]:
    """A key for each span: its id where a tool can hold that, else the first free one of `prefix` and a number."""
    keys = [span.id if fits(span.id) else "" for span in report.spans]
    free = _free_ids(set(keys), prefix)
    return [key or next(free) for key in keys]


def corrected(
    origin: Report, keys: Sequence[str], marks: Sequence[Mark], links: Sequence[Link] | None, shows: Shows
) -> Report:
    """The gold report that a tool gives back.

    Args:
        origin: what was exported.
        keys: the keys of the origin's spans in the tool's file, none where the tool makes its own.
        marks: the spans found.
        links: the relations found; None where the tool has none, and the origin's stay between spans that are there.
        shows: which attributes the tool shows.

    Raises:
        FormatError: the marks and links make no report.
    """
    matches = _match(origin, keys, marks)
    ids = _ids(origin, marks, matches)
    spans: list[dict[str, Any]] = [
        {"id": span_id, "start": mark.start, "end": mark.end, "label": mark.label}
        | _attributes(origin, mark, match, shows)
        for mark, match, span_id in zip(marks, matches, ids, strict=True)
    ]
    order = {span.id: (number, 0) for number, span in enumerate(origin.spans)}
    spans.sort(key=lambda span: order.get(span["id"], (len(order), span["start"])))
    relations = _relations(origin, dict(zip((mark.key for mark in marks), ids, strict=True)), links)
    return Report.from_dict(
        {"id": origin.id, "text": origin.text, "meta": dict(origin.meta), "spans": spans, "relations": relations}
    )


def note_losses(report: Report, lost: Counter[str], *, scores: bool = True) -> None:
    """Count what no annotation tool holds: where a span comes from, the tables and, unless told not to, scores."""
    lost["sources of spans"] += sum(span.source is not None for span in report.spans)
    lost["rows of tables"] += len(report.officials or ()) + len(report.figures or ())
    if scores:
        parts: tuple[Span | Relation, ...] = (*report.spans, *report.relations)
        lost["scores"] += sum(part.score is not None for part in parts)


def _gold(report: Report) -> dict[str, Any]:
    """The JSON form without the text, the tables and what only predictions have."""
    record = {key: value for key, value in report.to_dict().items() if key in ("id", "meta")}
    for name in ("spans", "relations"):
        parts = (part.to_dict() for part in getattr(report, name))
        record[name] = [{key: value for key, value in part.items() if key not in _TRANSIENT} for part in parts]
    return record


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _match(origin: Report, keys: Sequence[str], marks: Sequence[Mark]) -> list[int | None]:
    """For each mark the number of the origin's span that it is."""
    by_key = {key: number for number, key in enumerate(keys)}
    matches = [by_key.pop(mark.key, None) for mark in marks]
    taken = set(matches)
    by_place: defaultdict[tuple[int, int, str], deque[int]] = defaultdict(deque)
    for number, span in enumerate(origin.spans):
        if number not in taken:
            by_place[span.start, span.end, span.label].append(number)
    return [
        by_place[mark.place].popleft() if match is None and by_place[mark.place] else match
        for mark, match in zip(marks, matches, strict=True)
    ]


def _ids(origin: Report, marks: Sequence[Mark], matches: Sequence[int | None]) -> list[str]:
    """The ids of the marks: their own of before, else their key in the tool's file, else a new one.

    A bare number is no id: it is a row of a tool's database.
    """
    before = {span.id for span in origin.spans}
    free = _free_ids(before | {mark.key for mark in marks}, "T")
    return [
        origin.spans[match].id
        if match is not None
        else next(free)
        if mark.key in before or mark.key.isdecimal()
        else mark.key
        for mark, match in zip(marks, matches, strict=True)
    ]


def _free_ids(used: set[str], prefix: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{prefix}{number}" not in used:
            yield f"{prefix}{number}"


def _attributes(origin: Report, mark: Mark, match: int | None, shows: Shows) -> dict[str, dict[str, str]]:
    hidden: dict[str, str] = {}
    if match is not None:
        span = origin.spans[match]
        if mark.place == (span.start, span.end, span.label):
            hidden = {key: value for key, value in span.attributes.items() if not shows(span.label, key, value)}
    attributes = hidden | dict(mark.attributes)
    return {"attributes": attributes} if attributes else {}


def _relations(origin: Report, ids: Mapping[str, str], links: Sequence[Link] | None) -> list[dict[str, str]]:
    before = [(relation.head, relation.tail, relation.label) for relation in origin.relations]
    if links is None:
        there = set(ids.values())
        found = [relation for relation in before if relation[0] in there and relation[1] in there]
    else:
        for link in links:
            for key in (link.head, link.tail):
                if key not in ids:
                    raise FormatError(f"a relation {link.label} leads to {key!r}, which is no span")
        found = [(ids[link.head], ids[link.tail], link.label) for link in links]
    known = set(found)
    ordered = dict.fromkeys([*(relation for relation in before if relation in known), *found])
    return [{"head": head, "tail": tail, "label": label} for head, tail, label in ordered]
