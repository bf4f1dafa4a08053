"""Files that are whole or not there, and JSON whose faults name their file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, TextIO

from govner.io.output import check_place, open_part, part_path
from govner.schema import FormatError, GovnerError, finite


@contextmanager
def whole_file(target: Path) -> Iterator[TextIO]:
    """A file to write in UTF-8, in place of an older one only when all is written.

    Half a surrogate pair, which UTF-8 cannot hold, becomes the escape that JSON has for it.

    Raises:
        GovnerError: there can be no file of this name.
    """
    check_place(target)
    with whole_part(target) as part:
        file = TextIOWrapper(part, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield file
        file.flush()


@contextmanager
def whole_part(target: Path) -> Iterator[BinaryIO]:
    """The part file of an output, which becomes the output when all is written and goes when that fails.

    Raises:
        GovnerError: another process is writing the output.
    """
    with open_part(target) as part:
        try:
            yield part
            part_path(target).replace(target)
        except BaseException:
            part_path(target).unlink(missing_ok=True)
            raise


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
    with open_part(target), TemporaryDirectory(prefix=".govner-", dir=target.parent) as around:
        try:
            folder = Path(around, target.name)
            folder.mkdir()
            yield folder
            folder.replace(target)
        finally:
            part_path(target).unlink()


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
        FormatError: it is no JSON, or has a number that cannot be written as JSON again, such as NaN.
    """
    try:
        return json.loads(text, parse_float=finite, parse_constant=finite)
    except json.JSONDecodeError as error:
        raise FormatError(f"{where}: no JSON ({error}); give the file as it was exported") from None
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: no JSON that can be read ({error}); mend or remove that value") from None
