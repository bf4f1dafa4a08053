"""The formats by name and by the ending of a file's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govner.io.docs import as_reports
from govner.io.exchange import brat, conll, doccano, label_studio, popolo
from govner.io.exchange.files import whole_file, whole_part
from govner.io.output import check_place, part_path
from govner.schema import GovnerError, Report, read_jsonl

if TYPE_CHECKING:
    from spacy.tokens import Doc

Reader = Callable[[Path, Counter[str]], Iterator[Report]]
Writer = Callable[[Iterable[Report], Path, Counter[str]], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format; `read` is None where a file of it is no longer a report. Both count what they have to leave out."""

    endings: tuple[str, ...]
    read: Reader | None
    write: Writer


def _read_jsonl(path: Path, lost: Counter[str]) -> Iterator[Report]:  # noqa: ARG001  # nothing is left out
    return read_jsonl(path)


def _write_jsonl(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:  # noqa: ARG001
    with whole_file(target) as file:
        for report in reports:
            file.write(f"{report.to_json()}\n")


def _read_docbin(path: Path, lost: Counter[str]) -> Iterator[Report]:  # noqa: ARG001
    from govner.pipeline.docbin import read_docbin

    return read_docbin(path)


def _write_docbin(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:  # noqa: ARG001
    from govner.pipeline.docbin import write_docbin

    check_place(target)
    with whole_part(target):
        write_docbin(reports, part_path(target))


FORMATS: Mapping[str, Format] = {
    "label-studio": Format((".label-studio.json",), label_studio.read, label_studio.write),
    "doccano": Format((".doccano.jsonl",), doccano.read, doccano.write),
    "popolo": Format((".popolo.json",), None, popolo.write),
    "conll": Format((".conll", ".iob2"), conll.read, conll.write),
    "spacy": Format((".spacy",), _read_docbin, _write_docbin),
    "brat": Format((), brat.read, brat.write),
    "govner": Format((".jsonl",), _read_jsonl, _write_jsonl),
}
"""Name -> format; `govner` is the JSONL form of the package. A folder, or a name without an ending, is brat."""


def format_of(path: str | Path, name: str | None = None) -> str:
    """The name of a file's format: the one given, else the one that its ending tells.

    Raises:
        GovnerError: the name or the ending is not known.
    """
    path = Path(path)
    if name is not None:
        if name not in FORMATS:
            raise GovnerError(f"unknown format {name!r}; the formats are {', '.join(FORMATS)}")
        return name
    if path.is_dir() or not path.suffix:
        return "brat"
    for known, form in FORMATS.items():
        if path.name.lower().endswith(form.endings):
            return known
    endings = ", ".join(ending for form in FORMATS.values() for ending in form.endings)
    raise GovnerError(
        f"{path}: no format is known by this ending; give a folder (brat), "
        f"a name that ends in {endings}, or the name of a format: {', '.join(FORMATS)}"
    )


def read(path: str | Path, format: str | None = None, lost: Counter[str] | None = None) -> Iterator[Report]:
    """The reports of a file or folder, drawn one by one.

    Args:
        path: the file, or the folder for brat.
        format: the name of its format, where its ending does not tell.
        lost: counts what the file has and a report cannot hold.

    Raises:
        GovnerError: the format is not known, or none that can be read.
        FormatError: the file does not follow its format; it names the file and the place in it.
        OSError: the file cannot be read.
    """
    name = format_of(path, format)
    reader = FORMATS[name].read
    if reader is None:
        raise GovnerError(f"{path}: {name} is written only; give a file with texts and spans")
    return reader(Path(path), Counter() if lost is None else lost)


def write(reports: Iterable[Report | Doc], path: str | Path, format: str | None = None) -> Counter[str]:
    """Write reports to a file or folder, which is whole then; gives what the format could not hold, with counts.

    Args:
        reports: reports or spaCy Docs, read once.
        path: the file, or the folder for brat.
        format: the name of its format, where its ending does not tell.

    Raises:
        GovnerError: the format is not known, or there can be no such file.
        OSError: the file cannot be written.
    """
    lost: Counter[str] = Counter()
    FORMATS[format_of(path, format)].write(as_reports(reports), Path(path), lost)
    return +lost
