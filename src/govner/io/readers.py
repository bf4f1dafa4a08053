"""Finding reports and reading them to the letter.

What a user names on the command line becomes a list of sources, each with the id of its report:

- a folder gives its `*.txt` files at any depth, sorted by name; the id is the path inside the folder, with slashes.
  Hidden files and folders are passed over. Links inside a folder are not followed: what they lead to inside the folder
  is found anyway, and what lies outside was not asked for.
- a file gives itself, whatever its ending; the id is its name. A link that is named is followed.
- `-` gives standard input; the id is `stdin`.

A file that is reached twice is read once. Where two files would have one id, the second gets its path as it was given
(`2024/report.txt`). A name that is not UTF-8 keeps its odd bytes as `\\xNN` in the id.
"""

from __future__ import annotations

import codecs
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govner.schema import Document, GovnerError

STDIN = "-"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class InputError(GovnerError):
    """An input that gives no report: `path: reason`."""

    def __init__(self, path: str, reason: str):
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True)
class Source:
    """A report that was found and is not read yet; `path` is as the user wrote it, `-` for standard input."""

    id: str
    path: str

    def read(self) -> Document:
        """The document, its text to the letter: line ends stay, and so does a byte order mark.

        Raises:
            InputError: the file cannot be read or is no UTF-8 text.
        """
        try:
            content = sys.stdin.buffer.read() if self.path == STDIN else Path(self.path).read_bytes()
        except OSError as error:
            raise InputError(self.path, error.strerror or str(error)) from None
        return Document(self.id, _decode(content, self.path))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found: sources in order, inputs that give none, and how many files in folders were left aside."""

    sources: tuple[Source, ...]
    faults: tuple[InputError, ...]
    others: int


def find_reports(paths: Iterable[str]) -> Inputs:
    """The reports that files, folders and `-` (standard input) give; nothing is read yet."""
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
            if path.lower().endswith(".jsonl"):
                self.faults.append(InputError(path, "reports that were read already, no text; give the texts"))
                return
            self._take(path, Path(path).name, os.path.realpath(path))

    def _add_folder(self, folder: str) -> None:
        real_folder = Path(os.path.realpath(folder))
        faults_before, found = len(self.faults), False
        for entry in self._files(folder):
            inside = Path(entry.path).relative_to(folder)
            if entry.is_file(follow_symlinks=False) and inside.suffix.lower() == ".txt":
                self._take(entry.path, inside.as_posix(), str(real_folder / inside))
                found = True
            else:
                self.others += 1
        if not found and len(self.faults) == faults_before:
            self.faults.append(InputError(folder, "no .txt file in this folder"))

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
            report_id = os.fsencode(candidate).decode("utf-8", "backslashreplace")
            if report_id not in self.sources:
                self.sources[report_id] = Source(report_id, path)
                return
        self.faults.append(InputError(path, f"another report has the id {report_id!r}; give it in a run of its own"))


def _decode(content: bytes, path: str) -> str:
    if content.startswith(_UTF32):
        raise InputError(path, "UTF-32 text; convert it with: iconv -f UTF-32 -t UTF-8")
    if content.startswith(_UTF16):
        raise InputError(path, "UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8")
    at = content.find(b"\0")
    if at >= 0:
        raise InputError(path, f"a binary file, no text (NUL byte at offset {at})")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte 0x{content[error.start]:02x} at offset {error.start}"
        advice = "convert it from the encoding it was written in, such as: iconv -f WINDOWS-1258 -t UTF-8"
        raise InputError(path, f"not UTF-8 ({found}); {advice}") from None
