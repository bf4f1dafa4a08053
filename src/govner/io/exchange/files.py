"""Files that are whole or not there, and JSON whose faults name their file and line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from govner.io.output import check_place, part_path
from govner.schema import FormatError, GovnerError


@contextmanager
def whole_file(target: Path) -> Iterator[TextIO]:
    """A file to write in UTF-8, in place of an older one only when all is written.

    Half a surrogate pair, which UTF-8 cannot hold, becomes the escape that JSON has for it.

    Raises:
        GovnerError: there can be no file of this name.
    """
    check_place(target)
    part = part_path(target)
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which gets its name only when all is written.

    Raises:
        GovnerError: something of this name is there, or the folder that it is to be in is not.
    """
    if not target.parent.is_dir():
        raise GovnerError(f"{target}: there is no folder {target.parent}; make it first")
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise GovnerError(f"{target}: not an empty folder; give the name of a new one")
    part = part_path(target)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file without their ends, with their numbers from 1.

    Raises:
        FormatError: the file is not UTF-8.
    """
    number = 0
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                yield number, line.removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            raise FormatError(f"{path}, after line {number}: not UTF-8; convert the file to UTF-8") from None


def read_text(path: Path) -> str:
    """A UTF-8 file to the letter.

    Raises:
        FormatError: the file is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 at byte {error.start}; convert the file to UTF-8") from None


def parse_json(text: str, where: str) -> Any:
    """The value of a JSON text; `where` opens the message of a fault.

    Raises:
        FormatError: it is no JSON.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{where}: no JSON ({error}); give the file as it was exported") from None
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: no JSON that can be read ({error})") from None
