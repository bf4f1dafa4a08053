"""Annotations apart from their texts, for texts that may not be passed on: `python training/stand_off.py --help`.

`part` writes the spans and relations of reports by offset, with their id and day, and of each text its SHA-256 alone.
Attributes of spans are left out: an indicator is words of the text. `join` finds the texts again in a raw corpus that
holds them to the letter and gives the reports.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from label_corpus import documents
from options import start

from govner.io.output import write_whole
from govner.schema import FormatError, GovnerError, Report, read_jsonl

app = typer.Typer(help="Part annotations from their texts, or join them with a corpus that has these.")
Record = Mapping[str, Any]
KEYS = {"id", "meta", "sha256", "spans", "relations"}
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n(?=.)", re.DOTALL)


@app.command()
def part(
    reports: Annotated[Path, typer.Argument(help="Annotated reports (JSONL).")],
    out: Annotated[Path, typer.Option(help="The file to write, without any text.")],
) -> None:
    """Write the annotations of REPORTS without their texts."""
    if out.resolve() == reports.resolve():
        raise GovnerError(f"{out}: would take the place of the reports; give another --out")
    records = [parted(report) for report in read_jsonl(reports)]
    write_whole(out, "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in records))
    typer.echo(f"annotations of {len(records)} reports in {out}; attributes of spans are left out")


@app.command()
def join(
    annotations: Annotated[Path, typer.Argument(help="What `part` wrote.")],
    corpus: Annotated[Path, typer.Option(help="Raw text, UTF-8, plain or .xz, a blank line between documents.")],
    out: Annotated[Path, typer.Option(help="The annotated reports (JSONL).")],
) -> None:
    """Find the texts of ANNOTATIONS in CORPUS."""
    wanted = read(annotations)
    found = list(joined(wanted, documents(corpus)))
    if not found:
        raise GovnerError(f"{corpus}: holds none of the {len(wanted)} texts of {annotations}")
    write_whole(out, "".join(f"{report.to_json()}\n" for report in found))
    typer.echo(f"{len(found)} of {len(wanted)} texts found; reports in {out}")


def parted(report: Report) -> dict[str, Any]:
    """What is kept of a report: spans as [start, end, label], relations as [head, tail, label] by number of span.

    Raises:
        GovnerError: the text has a blank line, so that no corpus can hold it as one document.
    """
    if _BLANK_LINE.search(report.text):
        raise GovnerError(f"report {report.id!r} has a blank line, which parts documents in a corpus; take it out")
    number = {span.id: at for at, span in enumerate(report.spans)}
    return {
        "id": report.id,
        "meta": {key: report.meta[key] for key in ("date",) if key in report.meta},
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
    """The report of a text and its annotations.

    Raises:
        FormatError: they do not fit each other, or are none.
    """
    try:
        spans = [
            {"id": f"T{at}", "start": start, "end": end, "label": label}
            for at, (start, end, label) in enumerate(record["spans"], start=1)
        ]
        ids = {at: span["id"] for at, span in enumerate(spans)}
        links = [{"head": ids[head], "tail": ids[tail], "label": label} for head, tail, label in record["relations"]]
    except (TypeError, ValueError, KeyError) as error:
        raise FormatError(f"annotations of {record['id']!r}: not as `part` writes them ({error!r})") from None
    return Report.from_dict(
        {"id": record["id"], "text": text, "meta": record["meta"], "spans": spans, "relations": links}
    )


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in UTF-8 without the line ends behind it, in hex."""
    return hashlib.sha256(text.rstrip("\n").encode("utf-8", "surrogatepass")).hexdigest()


def read(path: Path) -> dict[str, Record]:
    """What `part` wrote, by the hash of the text.

    Raises:
        FormatError: it names the file and the line.
    """
    found: dict[str, Record] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise FormatError(f"{path}: not UTF-8; give a file that `part` wrote") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not record.keys() >= KEYS or not isinstance(record["sha256"], str):
                raise ValueError(f"not an object with {', '.join(sorted(KEYS))}")
            if record["sha256"] in found:
                raise ValueError("the text of an earlier line again")
        except ValueError as error:
            raise FormatError(f"{path}, line {number}: {error}; give a file that `part` wrote") from None
        found[record["sha256"]] = record
    if not found:
        raise FormatError(f"{path}: empty; give a file that `part` wrote")
    return found


if __name__ == "__main__":
    start(app)
