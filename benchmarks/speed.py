"""How fast, beside what else there is: `python benchmarks/speed.py`.

Every contender reads the same texts in a process of its own (`contenders.py`) on the same number of cores; they take
turns, A B C A B C, so that all see the same machine, and the table gives the medians. It is printed as Markdown.
Syllables are those of govner for all: a run of letters, a number, or one other sign.

The same network in eager PyTorch needs the weights that training wrote (`--torch FOLDER`). Without them one of the
same shape is made, whose weights find nothing: products take as long whatever is multiplied, and having no span to
put together only helps it.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from govner.schema import read_jsonl
from govner.tagging.models import find_model
from govner.text.syllables import syllables

ROOT = Path(__file__).resolve().parents[1]
FIRST = ROOT / "examples" / "reports" / "bac-ha.txt"
STARTS = 3
"""Processes of each contender that are timed from their start to their first result."""


@dataclass
class Contender:
    """One line of the table: what runs (a name in `contenders.py`, or `govner show`), and what was measured."""

    title: str
    name: str
    package: str = "govner"
    model: str = ""
    starts: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def main(
    texts: Annotated[Path, typer.Option(help="Reports (JSONL) that all read.")] = ROOT / "training/data/heldout.jsonl",
    model: Annotated[list[str] | None, typer.Option(help="Model of ours, any number of times; small if none.")] = None,
    torch: Annotated[Path | None, typer.Option(help="The weights of the first MODEL, as training wrote them.")] = None,
    threads: Annotated[int, typer.Option(help="Cores, and threads, for each.")] = 2,
    repeats: Annotated[int, typer.Option(help="Turns of each.")] = 5,
    documents: Annotated[int | None, typer.Option(help="Read only so many of the texts.")] = None,
) -> None:
    """Print the table."""
    read = [report.text for report in read_jsonl(texts)][:documents]
    count = sum(len(syllables(text)) for text in read)
    models = model or ["small"]
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as running:
        file = Path(scratch) / "texts.json"
        file.write_text(json.dumps(read), encoding="utf-8")
        weights = torch or weights_that_find_nothing(models[0], Path(scratch))
        contenders = [one for one in line_up(models, weights) if find_spec(one.package)]
        order = {"threads": threads, "texts": str(file), "first": FIRST.read_text(encoding="utf-8")}
        for _ in range(STARTS):
            for contender in contenders:
                with process(contender, order):
                    pass
        processes = [(one, running.enter_context(process(one, order))) for one in contenders]
        for turn in range(repeats + 1):
            for contender, worker in processes:
                seconds = ask(worker, "turn")["seconds"]
                if turn:  # the first one warms up
                    contender.seconds.append(seconds)
                typer.echo(f"{turn}/{repeats} {contender.title}: {count / seconds:.0f} syllables/s", err=True)
        for contender, worker in processes:
            contender.megabytes = ask(worker, "end")["megabytes"]
    command = Contender(f"command `govner show {FIRST.name}`", "show")
    for _ in range(STARTS):
        show(command, threads)
    print_table([*contenders, command], len(read), count)
    cores = f"{threads} of {os.cpu_count()} cores" if threads != os.cpu_count() else f"{threads} cores"
    typer.echo(f"\n{len(read)} texts, {count} syllables; {cores} of {processor()}; medians of {repeats} turns.")
    typer.echo("Versions: " + ", ".join(versions("govner", "onnxruntime", "torch", "underthesea", "pyvi")) + ".")
    if torch is None:
        typer.echo("PyTorch ran a network of the same shape with weights that find nothing.")


def line_up(models: list[str], weights: Path | None) -> Iterator[Contender]:
    """The contenders in the order of the table."""
    for model in models:
        name = find_model(model).name
        yield Contender(f"govner, text to tables ({name})", "govner_extract", model=model)
        yield Contender(f"govner, spans alone ({name})", "govner_tag", model=model)
    if weights is not None:
        title = f"{find_model(models[0]).name} in eager PyTorch fp32, spans alone"
        yield Contender(title, "pytorch", "torch", str(weights))
    yield Contender("underthesea `ner`, sentence by sentence", "underthesea_sentences", "underthesea")
    yield Contender("underthesea `ner`, whole texts", "underthesea_whole", "underthesea")
    yield Contender("pyvi, words and parts of speech (no names)", "pyvi", "pyvi")


def weights_that_find_nothing(model: str, scratch: Path) -> Path | None:
    """A PyTorch model folder of the shape of a shipped one; None where PyTorch is not installed."""
    if not (find_spec("torch") and find_spec("transformers")):
        return None
    import torch
    from safetensors.torch import save_file
    from transformers import AutoConfig, AutoModelForTokenClassification, logging

    from govner.linking.states import COLUMNS
    from govner.tagging.encoders import TOKENIZER_FILES
    from govner.tagging.models import SETTINGS
    from govner.tagging.runtimes import HEAD_FILE

    logging.set_verbosity_error()
    source, target = find_model(model), scratch / "torch"
    network = AutoModelForTokenClassification.from_config(AutoConfig.from_pretrained(source))
    torch.nn.init.zeros_(network.classifier.weight)
    torch.nn.init.zeros_(network.classifier.bias)  # of equal scores the first wins, which is no span
    network.save_pretrained(target)
    save_file(
        {"weight": torch.zeros(COLUMNS, network.config.hidden_size), "bias": torch.zeros(COLUMNS)}, target / HEAD_FILE
    )
    for name in (*TOKENIZER_FILES, SETTINGS):
        if (source / name).is_file():
            shutil.copyfile(source / name, target / name)
    return target


@contextmanager
def process(contender: Contender, order: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    """A contender that has read its first text; how long that took is noted."""
    line = json.dumps({**order, "name": contender.name, "model": contender.model})
    began = time.perf_counter()
    worker = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("contenders.py")), line],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(order["threads"]),
    )
    with worker:
        hear(worker)
        contender.starts.append(time.perf_counter() - began)
        try:
            yield worker
        finally:
            stream(worker.stdin).close()


def environment(threads: int) -> dict[str, str]:
    """What holds every library to the same number of threads, and off the network."""
    pools = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(pools, str(threads)), "HF_HUB_OFFLINE": "1"}


def ask(worker: subprocess.Popen[str], word: str) -> dict[str, float]:
    """A contender's answer to one line."""
    print(word, file=stream(worker.stdin), flush=True)
    return hear(worker)


def hear(worker: subprocess.Popen[str]) -> dict[str, float]:
    """The next answer of a contender."""
    line = stream(worker.stdout).readline()
    if not line:
        raise SystemExit(f"a contender ended early: {worker.args!r:.200}")
    record: dict[str, float] = json.loads(line)
    return record


def stream(pipe: IO[str] | None) -> IO[str]:
    """A pipe that was asked for is there."""
    assert pipe is not None
    return pipe


PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def show(command: Contender, threads: int) -> None:
    """Time the whole of one run of the command."""
    line = [sys.executable, "-m", "govner", "show", str(FIRST)]
    began = time.perf_counter()
    subprocess.run(line, stdout=subprocess.DEVNULL, check=True, env=environment(threads))
    command.starts.append(time.perf_counter() - began)
    done = subprocess.run([sys.executable, "-c", PEAK, *line], capture_output=True, text=True, check=True)
    command.megabytes = max(command.megabytes, int(done.stdout) / 1024)


def print_table(contenders: list[Contender], texts: int, count: int) -> None:
    """The table in Markdown; ratios are to the first contender."""
    ours = statistics.median(contenders[0].seconds)
    typer.echo("| | syllables/s | texts/s | govner is faster by | start to first result, s | peak memory, MB |")
    typer.echo("|---|--:|--:|--:|--:|--:|")
    for one in contenders:
        speed = ["", "", ""]
        if one.seconds:
            seconds = statistics.median(one.seconds)
            speed = [f"{count / seconds:,.0f}", f"{texts / seconds:.1f}", f"{seconds / ours:.2f}"]
        cells = [one.title, *speed, f"{statistics.median(one.starts):.2f}", f"{one.megabytes:.0f}"]
        typer.echo(f"| {' | '.join(cells)} |")


def versions(*packages: str) -> Iterator[str]:
    """The installed ones of some packages."""
    for package in packages:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            continue


def processor() -> str:
    """The name of the processor, as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    typer.run(main)
