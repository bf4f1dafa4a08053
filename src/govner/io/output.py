"""Where extracted reports go: standard output, or a file that is whole or not there.

Newcomer's notes. Reports for a file are first written, a line each, to a *part file* beside it (`out.jsonl.part`), and
each line is handed to the system at once. A run that is killed leaves the part file; the next one can go on from it. At
the end the part file is published: renamed to the output (JSONL), or read once to make what the ending of the output's
name tells. A lock on the open part file, which the system drops when the process ends however it ends, keeps a second
process out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from govner.io.extras import require
from govner.io.sheets import ENCODING, write_tables
from govner.io.tables import TABLES
from govner.schema import FormatError, GovnerError, Report, read_jsonl

try:
    import fcntl
except ModuleNotFoundError:  # Windows has no flock: there, two processes with one output are not told apart
    fcntl = None  # type: ignore[assignment]


class Output(Protocol):
    """A place for reports; `finished` has the ids of the reports that it held from the start."""

    finished: Set[str]

    def add(self, report: Report) -> None:
        """Write a report."""

    def publish(self) -> None:
        """Make what was written the output."""


class StreamOutput:
    """Reports as JSONL on an open stream, each seen at once by who reads the other end."""

    def __init__(self, stream: BinaryIO):
        self.finished: Set[str] = frozenset()
        self._stream = stream

    def add(self, report: Report) -> None:
        """Write a report."""
        self._stream.write(f"{report.to_json()}\n".encode())
        self._stream.flush()

    def publish(self) -> None:
        """Nothing is left to do."""


class FileOutput:
    """Reports in a part file, published at the end; made by `open_file_output`."""

    def __init__(self, target: Path, part: BinaryIO, finished: Set[str]):
        self.finished = finished
        self._target = target
        self._part = part

    def add(self, report: Report) -> None:
        """Write a report to the part file."""
        self._part.write(f"{report.to_json()}\n".encode())
        self._part.flush()

    def publish(self) -> None:
        """Make the output of the part file, which is gone then."""
        os.fsync(self._part.fileno())
        part = part_path(self._target)
        if kind := _MADE[self._target.suffix.lower()]:
            _make(kind, part, self._target)
            part.unlink()
        else:
            part.replace(self._target)


def part_path(target: Path) -> Path:
    """The part file of an output."""
    return target.with_name(f"{target.name}.part")


def check_target(target: Path) -> None:
    """Refuse an output whose kind is not known, that needs what is not installed, or that cannot be a file.

    Raises:
        GovnerError: it says what can be given or what to install.
    """
    kind = _kind(target)
    if kind and kind.packages:
        require("tables", *kind.packages)
        _check_name(target)
    for file in (target, *output_files(target)):
        check_place(file)


def output_files(target: Path) -> tuple[Path, ...]:
    """The files that an output is: itself, or a file for each of its tables (`out.csv` gives `out.figures.csv` ...).

    Raises:
        GovnerError: its kind is unknown.
    """
    kind = _kind(target)
    return tuple(_files(kind, target).values()) if kind else (target,)


def check_place(target: Path) -> None:
    """Refuse an output that cannot be a file where it is to be.

    Raises:
        GovnerError: it is a folder, or its folder does not exist.
    """
    if target.is_dir():
        raise GovnerError(f"{target}: a folder; give the name of a file")
    if not target.parent.is_dir():
        raise GovnerError(f"{target}: there is no folder {target.parent}; make it first")


def check_apart(inputs: Iterable[str | Path], written: Iterable[Path]) -> None:
    """Refuse to write over an input, which would be lost: emptied as a part file before it is read, or replaced.

    Args:
        inputs: files and folders that will be read.
        written: what will be written, part files too; where one is a folder, all inside it is.

    Raises:
        GovnerError: an input is among what will be written.
    """
    outputs = {Path(os.path.realpath(path)) for path in written}
    for path in inputs:
        real = Path(os.path.realpath(path))
        if not outputs.isdisjoint((real, *real.parents)):
            raise GovnerError(f"{path}: an input too, over which the output would be written; give it another name")


def write_whole(target: Path, text: str) -> None:
    """Write a small file so that it is whole or not there; half a surrogate pair is written as an escape.

    Raises:
        OSError: the file cannot be written.
    """
    with open_part(target) as part:
        part.write(text.encode("utf-8", "backslashreplace"))
        part.flush()
        part_path(target).replace(target)


@contextmanager
def open_file_output(target: Path, *, resume: bool = False) -> Iterator[FileOutput]:
    """An output file; with `resume`, what the part file of a stopped run holds is kept.

    Raises:
        GovnerError: the kind of file is unknown, or another process is writing it.
        FormatError: the part file to resume from is no JSONL of reports.
        OSError: the file cannot be written.
    """
    check_target(target)
    with open_part(target, resume=resume) as part:
        yield FileOutput(target, part, _resume(part, target) if resume else frozenset())


@contextmanager
def open_part(target: Path, *, resume: bool = False) -> Iterator[BinaryIO]:
    """The part file of an output, open for this process alone, and empty unless a run is resumed.

    One that is still empty at the end goes: there is nothing in it to go on from.

    Raises:
        GovnerError: another process is writing it.
        OSError: the file cannot be written; it names the file.
    """
    path = part_path(target)
    try:
        with _locked(path) as part:
            if not resume:
                part.truncate(0)
            try:
                yield part
            finally:
                # A published part file is another output by now, and one made anew at its place another process's.
                if _is_still(part, path) and not path.stat().st_size:
                    path.unlink()
    except OSError as error:  # a full disk is told without the name of the file that found it so
        if error.filename is None and error.strerror:
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    """The file open for appending, made where it is missing, and this process the only one that has it so."""
    while True:
        with path.open("a+b") as file:
            _lock(file, path)
            # The process that had the lock before may have renamed the file between our opening and our locking it.
            if _is_still(file, path):
                yield file
                return


def _is_still(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file: BinaryIO, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise GovnerError(f"{path}: another process is writing this output; wait for it or give another name") from None
    except OSError:  # some network file systems have no locks
        return


def _resume(part: BinaryIO, target: Path) -> Set[str]:
    """The ids in a part file; its last line is cut off where it is torn."""
    finished: set[str] = set()
    whole = 0
    part.seek(0)
    for number, line in enumerate(part, start=1):
        if not line.endswith(b"\n"):
            break
        try:
            finished.add(json.loads(line)["id"])
        except (ValueError, TypeError, KeyError, RecursionError):
            raise FormatError(f"{part_path(target)}, line {number}: no report; start again without resuming") from None
        whole += len(line)
    part.truncate(whole)
    return finished


@dataclass(frozen=True, slots=True)
class _Made:
    """A kind of output that is made of the reports when all are there.

    `write` gets the reports and where to write: a path for each of `tables`, or the one under "" where there are none.
    """

    write: Callable[[Iterable[Report], Mapping[str, Path]], None]
    tables: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


def _kind(target: Path) -> _Made | None:
    """What an output is made by; None where the part file is the output."""
    try:
        return _MADE[target.suffix.lower()]
    except KeyError:
        *others, last = _MADE
        endings = f"{', '.join(others)} or {last}"
        raise GovnerError(f"{target}: unknown kind of output; give a name that ends in {endings}") from None


def _check_name(target: Path) -> None:
    """Refuse a name that is not UTF-8: Arrow and DuckDB, unlike Python, cannot open such a file.

    Raises:
        GovnerError: the name, or that of a folder above, has other bytes.
    """
    try:
        str(target.absolute()).encode()
    except UnicodeEncodeError:
        raise GovnerError(f"{target}: a name that is not UTF-8; give the output another name") from None


def _files(kind: _Made, target: Path) -> Mapping[str, Path]:
    ending = target.suffix.lower()
    return {table: target.with_suffix(f".{table}{ending}") for table in kind.tables} or {"": target}


def _make(kind: _Made, part: Path, target: Path) -> None:
    """Write the files of an output beside it, and put them in place when all are whole."""
    files = _files(kind, target)
    with TemporaryDirectory(prefix=".govner-", dir=target.parent) as folder:
        new = {table: Path(folder) / file.name for table, file in files.items()}
        kind.write(read_jsonl(part), new)
        for table, file in files.items():
            new[table].replace(file)


def _write_csv(reports: Iterable[Report], files: Mapping[str, Path]) -> None:
    with (
        files["officials"].open("w", encoding=ENCODING, errors="backslashreplace", newline="") as officials,
        files["figures"].open("w", encoding=ENCODING, errors="backslashreplace", newline="") as figures,
    ):
        write_tables(reports, officials, figures)


def _write_parquet(reports: Iterable[Report], files: Mapping[str, Path]) -> None:
    from govner.io.parquet import write_parquet

    write_parquet(reports, files)


def _write_duckdb(reports: Iterable[Report], files: Mapping[str, Path]) -> None:
    from govner.io.database import write_database

    write_database(reports, files[""])


def _write_html(reports: Iterable[Report], files: Mapping[str, Path]) -> None:
    from govner.io.page import write_page

    with files[""].open("w", encoding="utf-8", newline="\n") as page:
        write_page(reports, page)


_MADE: Mapping[str, _Made | None] = {
    ".jsonl": None,
    ".csv": _Made(_write_csv, tables=("officials", "figures")),
    ".parquet": _Made(_write_parquet, tables=tuple(TABLES), packages=("pyarrow",)),
    ".duckdb": _Made(_write_duckdb, packages=("duckdb", "pyarrow")),
    ".html": _Made(_write_html),
}
"""Ending of an output's name -> how it is made, None where the part file is the output."""
