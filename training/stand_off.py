"""Annotations apart from their texts, for texts that may not be passed on: `python training/stand_off.py --help`.

`part` writes spans and relations by offset, and of each text its SHA-256 alone. `join` finds the texts again in a raw
corpus that holds them to the letter and gives the reports.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from label_corpus import documents
from options import start

from govner.schema import FormatError, GovnerError, Relation, Report, Span, read_jsonl

app = typer.Typer(help="Part annotations from their texts, or join them with a corpus that has these.")
Record = Mapping[str, Any]


@app.command()
def part(
    reports: Annotated[Path, typer.Argument(help="Annotated reports (JSONL).")],
    out: Annotated[Path, typer.Option(help="The file to write, without any text.")],
) -> None:
    """Write the annotations of REPORTS without their texts."""
    lines = [json.dumps(parted(report), ensure_ascii=False, separators=(",", ":")) for report in read_jsonl(reports)]
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    typer.echo(f"annotations of {len(lines)} reports in {out}")


@app.command()
def join(
    annotations: Annotated[Path, typer.Argument(help="What `part` wrote.")],
    corpus: Annotated[Path, typer.Option(help="Raw text, UTF-8, plain or .xz, a blank line between documents.")],
    out: Annotated[Path, typer.Option(help="The annotated reports (JSONL).")],
) -> None:
    """Find the texts of ANNOTATIONS in CORPUS."""
    wanted = {record["sha256"]: record for record in read(annotations)}
    found = list(joined(wanted, documents(corpus)))
    if not found:
        raise GovnerError(f"{corpus}: holds none of the {len(wanted)} texts of {annotations}")
    out.write_text("".join(f"{report.to_json()}\n" for report in found), encoding="utf-8")
    typer.echo(f"{len(found)} of {len(wanted)} texts found; reports in {out}")


def parted(report: Report) -> dict[str, Any]:
    """Id, hash of the text, spans as [start, end, label] and relations as [head, tail, label], by number of span."""
    number = {span.id: at for at, span in enumerate(report.spans)}
    return {
        "id": report.id,
        "sha256": fingerprint(report.text),
        "spans": [[span.start, span.end, span.label] for span in report.spans],
        "relations": [[number[one.head], number[one.tail], one.label] for one in report.relations],
    }


def joined(wanted: Mapping[str, Record], texts: Iterable[str]) -> Iterator[Report]:
    """The reports whose texts are among these, each once, in the order of the texts."""
    left = dict(wanted)
    for text in texts:
        if record := left.pop(fingerprint(text), None):
            yield whole(record, text)


def whole(record: Record, text: str) -> Report:
    """The report of a text and its annotations."""
    spans = tuple(
        Span(f"T{at}", start, end, label, text[start:end])
        for at, (start, end, label) in enumerate(record["spans"], start=1)
    )
    relations = tuple(Relation(spans[head].id, spans[tail].id, label) for head, tail, label in record["relations"])
    return Report(record["id"], text, {}, spans, relations)


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read(path: Path) -> Iterator[Record]:
    """The records that `part` wrote.

    Raises:
        FormatError: it names the file and the line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not record.keys() >= {"id", "sha256", "spans", "relations"}:
                raise ValueError("no id, sha256, spans and relations")
        except ValueError as error:
            raise FormatError(f"{path}, line {number}: {error}; give a file that `part` wrote") from None
        yield record


if __name__ == "__main__":
    start(app)
