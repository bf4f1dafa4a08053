"""A folder of mixed files, some of them broken, through `govner extract`: `python benchmarks/mixed_files.py`.

Makes the folder, runs the command as a process of its own, kills another run with SIGKILL in the middle and resumes
it, and does so with the engine of Ray. All must give the same rows, name each broken file with its reason, and end with
code 1. What it prints is a table of the runs; it ends with code 1 where one of them is not as it must be.
"""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from govner.schema import read_jsonl

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "io" / "files"
GOVNER = (sys.executable, "-m", "govner")

NAMES = "Đinh Văn Phúc;Xa Thị Lự;Bùi Văn Khánh;Hà Thị Mơ;Lường Văn Tâm".split(";")
PLACES = "Tân Minh;Cao Sơn;Toàn Sơn;Đồng Chum;Mường Chiềng".split(";")


def report(draw: random.Random) -> str:
    """A short report of invented people and figures."""
    commune, name = draw.choice(PLACES), draw.choice(NAMES)
    return (
        f"Đà Bắc, ngày {draw.randint(1, 28)} tháng {draw.randint(1, 12)} năm 2024\n"
        f"Ông {name}, Chủ tịch UBND xã {commune} cho biết: đến hết năm xã {commune} có {draw.randint(20, 900)} hộ "
        f"nghèo, giảm {draw.randint(2, 90)} hộ so với cùng kỳ. Thu ngân sách đạt {draw.randint(2, 90)},4 tỷ đồng.\n"
    )


def html(text: str) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return f'<!DOCTYPE html><meta charset="utf-8"><article>{body}</article>'.encode()


def docx(text: str) -> bytes:
    import docx as library

    document = library.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def csv(text: str) -> bytes:
    return f'number,text\n1,"{text}"\n'.encode()


def jsonl(text: str) -> bytes:
    return f"{json.dumps({'text': text}, ensure_ascii=False)}\n".encode()


def sample(name: str) -> Callable[[str], bytes]:
    """A file that a real program wrote; not of the text."""
    return lambda _: (SAMPLES / name).read_bytes()


WHOLE: Sequence[tuple[str, Callable[[str], bytes]]] = (
    (".txt", str.encode),
    (".html", html),
    (".csv", csv),
    (".txt", lambda text: text.encode("utf-16")),
    (".jsonl", jsonl),
    (".docx", docx),
    (".txt", str.encode),
    (".html", html),
    (".txt", sample("tcvn3.txt")),
    (".txt", sample("vni.txt")),
    (".pdf", sample("libreoffice.pdf")),
)
"""Ending -> what makes a file of a text, in the order in which the files of the folder take them."""

BROKEN: Sequence[tuple[str, Callable[[str], bytes], str]] = (
    (".txt", lambda text: text.encode()[:101] + b"\xff\xfe\xc3" * 40, ""),
    (".txt", lambda _: b"\0\1\2" * 50, "a binary file"),
    (".pdf", lambda _: b"%PDF-1.7\n", "damaged, or no .pdf file"),
    (".pdf", sample("locked.pdf"), "password"),
    (".pdf", sample("scan.pdf"), ""),
    (".docx", lambda _: b"PK\3\4", ""),
    (".docx", sample("libreoffice.doc"), ""),
    (".csv", lambda _: b"name,number\na,1\n", "no column 'text'"),
    (".jsonl", lambda _: b'{"text": \n', ""),
    (".html", lambda _: b"\x89PNG\r\n\x1a\n\0\0", ""),
)
"""Ending, content, and words that the reason must have."""


def make_folder(folder: Path, files: int, broken: int) -> dict[str, str]:
    """Write the files; gives the name of each broken one with words of the reason that must be told."""
    folder.mkdir(parents=True)
    draw = random.Random(0)
    bad = {files * number // broken + 1 for number in range(broken)}
    reasons, whole = {}, 0
    for number in range(files):
        if number in bad:
            ending, make, words = BROKEN[len(reasons) % len(BROKEN)]
            reasons[f"{number:05}{ending}"] = words
        else:
            ending, make = WHOLE[whole % len(WHOLE)]
            whole += 1
        (folder / f"{number:05}{ending}").write_bytes(make(report(draw)))
    return reasons


@dataclass
class Run:
    """A run of the command, and what is wrong with it."""

    name: str
    seconds: float
    rows: int
    wrong: list[str] = field(default_factory=list)


def start(command: Sequence[str], folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    line = [*command, "extract", str(folder), "--out", str(out), *options]
    return subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})


def kill_at(process: subprocess.Popen[str], part: Path, lines: int) -> int:
    """Kill a run as soon as its part file has so many lines; gives how many it left."""
    while process.poll() is None and (not part.exists() or part.read_bytes().count(b"\n") < lines):
        time.sleep(0.02)
    process.kill()
    process.communicate()
    return part.read_bytes().count(b"\n") if part.exists() else 0


def judged(name: str, process: subprocess.Popen[str], out: Path, files: int, reasons: dict[str, str]) -> Run:
    """Wait for a run; see that it read all that is whole and told all that is not."""
    began = time.perf_counter()
    _, told = process.communicate()
    reports = list(read_jsonl(out)) if out.exists() else []
    run = Run(name, time.perf_counter() - began, len(reports))
    if process.returncode != 1:
        run.wrong.append(f"exit code {process.returncode}: {told.strip().splitlines()[-1:]}")
    ids = {report.id.partition("#")[0] for report in reports}
    if len(reports) != len({report.id for report in reports}) or len(reports) != files - len(reasons):
        run.wrong.append(f"{len(reports)} rows, {len(ids)} of them different")
    *lines, _ = told.splitlines() or [""]
    faults = {Path(line.partition(": ")[0].partition(", row")[0]).name: line for line in lines}
    if set(faults) != set(reasons):
        run.wrong.append(f"told of {sorted(set(faults) ^ set(reasons))}")
    run.wrong += [faults[name] for name, words in reasons.items() if words not in faults.get(name, words)]
    return run


def runs(
    folder: Path, work: Path, files: int, reasons: dict[str, str], command: Sequence[str], engines: Sequence[str]
) -> Iterator[Run]:
    """The run that nothing stops, and for each engine one that is killed and resumed."""
    whole = work / "whole.jsonl"
    yield judged("local", start(command, folder, whole), whole, files, reasons)
    for engine in engines:
        options, out = ("--engine", engine), work / f"{engine}.jsonl"
        process = start(command, folder, out, *options)
        left = kill_at(process, out.with_name(f"{out.name}.part"), files // 3)
        process = start(command, folder, out, *options, "--resume")
        run = judged(f"{engine}, killed at {left} rows, resumed", process, out, files, reasons)
        if out.exists() and set(out.read_bytes().splitlines()) != set(whole.read_bytes().splitlines()):
            run.wrong.append("other rows than the first run")
        yield run


def main(
    files: Annotated[int, typer.Option(help="Files in the folder.")] = 1000,
    broken: Annotated[int, typer.Option(help="How many of them are broken.")] = 20,
    ray: Annotated[bool, typer.Option(help="Run the engine of Ray, too.")] = True,
    program: Annotated[str, typer.Option(help="A Python script to run in the place of govner.")] = "",
) -> None:
    """Run `govner extract` over a folder of mixed files and judge what it does."""
    command = (sys.executable, program) if program else GOVNER
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        reasons = make_folder(work / "mixed", files, broken)
        engines = ("local", "ray") if ray else ("local",)
        table = Table("run", "seconds", "rows", "as it must be", title=f"{files} files, {broken} of them broken")
        wrong = 0
        for run in runs(work / "mixed", work, files, reasons, command, engines):
            table.add_row(run.name, f"{run.seconds:.1f}", str(run.rows), "\n".join(run.wrong) or "yes")
            wrong += len(run.wrong)
    Console(width=120).print(table)
    raise typer.Exit(int(wrong > 0))


if __name__ == "__main__":
    typer.run(main)
