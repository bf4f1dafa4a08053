"""What the page knows of a report: its JSONL form cut to what is shown, with flat rows tied to the text by offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govner.io.provenance import Provenance
from govner.schema import Official, Report, Span
from govner.text.sentences import Sentences

Record = dict[str, Any]


def page_record(report: Report) -> Record:
    """The report as the page's script reads it: JSON values only, what is None, False or empty left out.

    A row of `officials` is a position with its official's `name`, an official without one a row with the name. In
    place of the words of its evidence a row has `evidence`, their half-open offsets in `text`, where they are found,
    and beside them the `page` and `paragraph` of what it tells.
    """
    provenance = Provenance(report)
    rows = _Rows(report, provenance)
    whole = provenance.at(0)
    return _told(
        {
            "id": report.id,
            "title": _words(report.meta, "title"),
            "file": whole.file,
            "day": whole.date.isoformat() if whole.date else None,
            "text": report.text,
            "spans": [span.to_dict() for span in report.spans],
            "relations": [relation.to_dict() for relation in report.relations],
            "officials": list(rows.officials()),
            "figures": list(rows.figures()),
        }
    )


class _Rows:
    """The rows of one report."""

    def __init__(self, report: Report, provenance: Provenance):
        self._report = report
        self._provenance = provenance
        self._record = report.to_dict()
        self._spans = {span.id: span for span in report.spans}
        self._holders = {
            (relation.head, relation.tail) for relation in report.relations if relation.label == "HOLDS_POSITION"
        }

    def officials(self) -> Iterator[Record]:
        sentences = Sentences(self._report.text if self._report.officials else "")
        for official, record in zip(self._report.officials or (), self._record.get("officials", ()), strict=True):
            for position in record["positions"]:
                name_id = self._mention(official, position["title_id"])
                yield self._row(position | {"name": official.name, "name_id": name_id}, position["title_id"])
            if not official.positions:
                name = self._spans.get(official.mentions[0]) if official.mentions else None
                evidence = self._report.text[slice(*sentences.around(name.start, name.end))] if name else ""
                mention = name.id if name else None
                yield self._row({"name": official.name, "name_id": mention, "evidence": evidence}, mention)

    def figures(self) -> Iterator[Record]:
        for record in self._record.get("figures", ()):
            yield self._row(record, record["metric_id"])

    def _row(self, record: Mapping[str, Any], anchor_id: str | None) -> Record:
        """A row with its place in the text, which is that of a span."""
        anchor = self._spans.get(anchor_id or "")
        passage = self._provenance.at(anchor.start) if anchor else None
        return _told(
            {
                **record,
                "evidence": self._find(record["evidence"], anchor),
                "page": passage.page if passage else None,
                "paragraph": passage.paragraph if passage else None,
            }
        )

    def _find(self, evidence: str, anchor: Span | None) -> tuple[int, int] | None:
        """The offsets of the evidence around a span."""
        if not evidence or not anchor:
            return None
        length = len(evidence)
        start = self._report.text.rfind(evidence, max(0, anchor.start - length), anchor.start + length)
        return (start, start + length) if 0 <= start <= anchor.start < start + length else None

    def _mention(self, official: Official, title_id: str) -> str | None:
        """The mention of an official that is given a title, the first one where no relation tells."""
        given = (mention for mention in official.mentions if (mention, title_id) in self._holders)
        return next(given, official.mentions[0] if official.mentions else None)


def _words(meta: Mapping[str, Any], key: str) -> str | None:
    value = meta.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _told(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None and value is not False and value != []}
