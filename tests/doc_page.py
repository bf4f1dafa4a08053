"""Runs the code blocks of a page of the documentation in their order: `python doc_page.py PAGE`.

Python blocks share one namespace; a `text` block behind one is what it must have printed. Shell blocks run line by
line, `govner` in this process where a line has nothing else, so that a page is quick. All run in the working folder. A
block behind a comment `<!-- not run: why -->` does not.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from govner.cli import app

_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<reason>[^\n]+) -->\n)?```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)

_ONLY_GOVNER = re.compile(r"govner [^|<>&;$`]*(?:#.*)?$")


@dataclass(frozen=True)
class Block:
    """A block of code; `reason` says why it is not run, `line` is that of its first line of code."""

    language: str
    code: str
    line: int
    reason: str | None


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page in order."""
    for match in _BLOCK.finditer(page):
        line = page.count("\n", 0, match.start("code")) + 1
        yield Block(match["language"], match["code"], line, match["reason"])


def run_line(line: str) -> None:
    """Run a shell command; one that fails raises."""
    if not _ONLY_GOVNER.match(line):
        subprocess.run(["bash", "-euo", "pipefail", "-c", line], check=True, stdout=subprocess.DEVNULL)
        return
    _, *arguments = shlex.split(line, comments=True)
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    if result.exit_code:
        sys.exit(f"{line}\n{result.stderr}")


def run(path: Path) -> None:
    """Run the blocks of a page; whatever fails ends it."""
    names: dict[str, Any] = {"__name__": "__main__"}
    printed: str | None = None
    for block in blocks(path.read_text(encoding="utf-8")):
        expected, printed = printed, None
        if block.reason:
            continue
        if block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                # As many blank lines as stand before it: faults name the page's own lines.
                exec(compile("\n" * (block.line - 1) + block.code, path, "exec"), names)
            printed = out.getvalue()
        elif block.language == "bash":
            for line in filter(None, block.code.replace("\\\n", " ").splitlines()):
                run_line(line)
        elif block.language == "text" and expected is not None and expected != block.code:
            sys.exit(f"{path}, line {block.line}: printed was\n{expected}")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
