"""Finding reports, and the documents that each file gives.

What a user names on the command line becomes a list of sources:

- a folder gives its files of the kinds that are read (`ENDINGS`) at any depth, sorted by name; the id is the path
  inside the folder, with slashes. Hidden files and folders are passed over, and so are tables and pages that this
  package has written. Links inside a folder are not followed: what they lead to inside the folder is found anyway, and
  what lies outside was not asked for.
- a file gives itself, whatever its ending; the id is its name. A link that is named is followed.
- `-` gives standard input; the id is `stdin`.

A file that is reached twice is read once. Where two files would have one id, the second gets its path as it was given
(`2024/report.txt`). A name that is not UTF-8 keeps its odd bytes as `\\xNN` in the id.

A source gives one document, which has its id, or, where it is a table (JSONL, CSV), one a row. The id of a row is what
its own column `id` says, or, where that says nothing or what another document is called, the id of the source with the
number of the row (`reports.csv#3`). Rows are counted from 1, those without a document too; the header is none.
"""

from __future__ import annotations

import os
import stat
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from govner.io.reading.documents import ENDINGS as DOCUMENT_ENDINGS
from govner.io.reading.documents import read_document
from govner.io.reading.faults import FILE_LIMIT, Unreadable, too_large
from govner.io.reading.rows import ENDINGS as ROW_ENDINGS
from govner.io.reading.rows import TEXT_COLUMN, holds_reports, read_rows
from govner.schema import Document, GovnerError

STDIN = "-"
_OWN_PAGE = b'<meta name="generator" content="govner">'
_HEAD = 2000
"""Bytes in which a page of this package says that it is one."""
ENDINGS = DOCUMENT_ENDINGS | ROW_ENDINGS
"""The endings of the files that a folder gives, in small letters."""


class InputError(GovnerError):
    """An input that gives no document: `path: reason`, for a row of one `path, row 3: reason`."""

    def __init__(self, path: str, reason: str, row: int | None = None):
        super().__init__(path, reason, row)  # all of them, so that it can be pickled
        self.row = row

    def __str__(self) -> str:
        path, reason, row = self.args
        return f"{path}: {reason}" if row is None else f"{path}, row {row}: {reason}"


Item = Document | InputError
"""What reading gives: a document, or why there is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """An input that was found and is not read yet; `path` is as the user wrote it, `-` for standard input."""

    id: str
    path: str

    @property
    def has_rows(self) -> bool:
        """Whether it may give several documents."""
        return Path(self.path).suffix.lower() in ROW_ENDINGS

    def documents(self, text_column: str = TEXT_COLUMN, taken: set[str] | None = None) -> Iterator[Item]:
        """The documents of the source, read one by one; what gives none comes as the fault that it is, in its place.

        A source without rows gives exactly one of the two. The text of a table is in the column, or under the key,
        `text_column`. A row whose own id is among the `taken`, to which those of its rows are added, gets the id that a
        row without one has. Warns of pages of a document that could not be read.
        """
        try:
            if self.has_rows:
                yield from self._rows(text_column, set() if taken is None else taken)
            else:
                yield self._document()
        except OSError as error:
            yield InputError(self.path, error.strerror or str(error))
        except GovnerError as fault:
            yield InputError(self.path, str(fault))
        except Exception as error:  # a bug in one reader, or in a library below it, does not end a run
            yield InputError(self.path, internal_error(error))

    def _document(self) -> Document:
        with self._opened() as file:
            content = file.read(FILE_LIMIT + 1)
        if len(content) > FILE_LIMIT:
            raise too_large(FILE_LIMIT)
        text, meta = read_document(content, Path(self.path).suffix.lower())
        if scanned := meta.get("scanned_pages"):
            _warn_of_scans(self._file, scanned)
        return Document(self.id, text, {"file": self._file, **meta})

    def _rows(self, text_column: str, taken: set[str]) -> Iterator[Item]:
        with self._opened() as file:
            for number, row in read_rows(file, Path(self.path).suffix.lower(), text_column):
                if isinstance(row, Unreadable):
                    yield InputError(self.path, str(row), number)
                    continue
                row_id = f"{self.id}#{number}" if row.id is None or row.id in taken else row.id
                if row_id in taken:
                    reason = f"another report has the id {row_id!r}; give each row an id of its own"
                    yield InputError(self.path, reason, number)
                    continue
                taken.add(row_id)
                yield Document(row_id, row.text, {"file": self._file, **row.meta})

    @property
    def _file(self) -> str:
        return "stdin" if self.path == STDIN else _printable_name(self.path)

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        if self.path == STDIN:
            if sys.stdin is None:  # so Python has it where the process was started with none
                raise Unreadable("standard input is closed; give a file, or pipe a text into the command")
            yield sys.stdin.buffer
        else:
            with Path(self.path).open("rb") as file:
                yield file


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found: sources in order, inputs that give none, and how many files in folders were left aside."""

    sources: tuple[Source, ...]
    faults: tuple[InputError, ...]
    others: int


def read_all(
    sources: Sequence[Source], text_column: str = TEXT_COLUMN, finished: Set[str] = frozenset()
) -> Iterator[tuple[Source, Item]]:
    """What the sources give, one by one, each beside its source; no two documents have one id.

    Documents whose ids are among the `finished` are passed over; a source that is one of them is not read.
    """
    for source, found in read_rows_only(sources, text_column, finished):
        for item in found.documents() if isinstance(found, Source) else (found,):
            yield source, item


def read_rows_only(
    sources: Sequence[Source], text_column: str = TEXT_COLUMN, finished: Set[str] = frozenset()
) -> Iterator[tuple[Source, Source | Item]]:
    """The same as `read_all`, but a file of one document comes as its source, to be read by another process.

    Rows are read here: their ids hang on the rows before them. So is standard input, which no other process has.
    """
    taken = {source.id for source in sources if not source.has_rows}
    for source in sources:
        if source.id in finished and not source.has_rows:
            continue
        if not source.has_rows and source.path != STDIN:
            yield source, source
            continue
        for item in source.documents(text_column, taken):
            if isinstance(item, InputError) or item.id not in finished:
                yield source, item


def internal_error(error: Exception, document_id: str | None = None) -> str:
    """The reason that is told of an error nobody foresaw."""
    place = "" if document_id is None else f" at {document_id!r}"
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"internal error{place} ({words}); please report it"


def find_reports(paths: Iterable[str]) -> Inputs:
    """The reports that files, folders and `-` (standard input) give; none is read yet."""
    search = _Search()
    for path in paths:
        search.add(path)
    return Inputs(tuple(search.sources.values()), tuple(search.faults), search.others)


class _Search:
    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.faults: list[InputError] = []
        self.others = 0
        self._reached: set[str] = set()

    def add(self, path: str) -> None:
        if path == STDIN:
            self._take(STDIN, "stdin", STDIN)
            return
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116
        except OSError as error:
            self.faults.append(InputError(path, error.strerror or str(error)))
            return
        if is_folder:
            self._add_folder(path)
        else:
            self._take(path, Path(path).name, os.path.realpath(path))

    def _add_folder(self, folder: str) -> None:
        real_folder = Path(os.path.realpath(folder))
        faults_before, found = len(self.faults), False
        for entry in self._files(folder):
            inside = Path(entry.path).relative_to(folder)
            if entry.is_file(follow_symlinks=False) and inside.suffix.lower() in ENDINGS and not _is_output(entry):
                self._take(entry.path, inside.as_posix(), str(real_folder / inside))
                found = True
            else:
                self.others += 1
        if not found and len(self.faults) == faults_before:
            self.faults.append(InputError(folder, "no file in this folder that can be read as a report"))

    def _files(self, folder: str) -> Iterator[os.DirEntry[str]]:
        """All that is not hidden and no folder, depth first; without recursion, for trees of any depth."""
        stack = self._entries(folder)
        while stack:
            entry = stack.pop()
            if entry.is_dir(follow_symlinks=False):
                stack += self._entries(entry.path)
            else:
                yield entry

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What is not hidden in a folder, last name first."""
        try:
            with os.scandir(folder) as entries:
                seen = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            self.faults.append(InputError(folder, error.strerror or str(error)))
            return []
        return sorted(seen, key=lambda entry: entry.name, reverse=True)

    def _take(self, path: str, name: str, reached: str) -> None:
        if reached in self._reached:
            return
        self._reached.add(reached)
        for candidate in (name, Path(path).as_posix()):
            report_id = _printable_name(candidate)
            if report_id not in self.sources:
                self.sources[report_id] = Source(report_id, path)
                return
        self.faults.append(InputError(path, f"another report has the id {report_id!r}; give it in a run of its own"))


def _is_output(entry: os.DirEntry[str]) -> bool:
    """Whether a file in a folder is one that an earlier run has written there."""
    path = Path(entry.path)
    return holds_reports(path) if path.suffix.lower() in ROW_ENDINGS else _is_own_page(path)


def _is_own_page(path: Path) -> bool:
    """Whether a file is a page that shows reports; one that cannot be read is not."""
    if path.suffix.lower() != ".html":
        return False
    try:
        with path.open("rb") as file:
            return _OWN_PAGE in file.read(_HEAD)
    except OSError:
        return False


def _warn_of_scans(file: str, pages: Sequence[int]) -> None:
    numbers = ", ".join(map(str, pages))
    told = "recognise their text first: ocrmypdf -l vie --skip-text scan.pdf text.pdf"
    # The name in quotes has no control characters; unlike a fault, a warning reaches the terminal as it is.
    warnings.warn(f"{file!r}: scanned pages without a text layer: {numbers}; {told}", stacklevel=2)


def _printable_name(name: str) -> str:
    """A file's name as text that UTF-8 can hold."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
