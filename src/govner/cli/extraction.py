"""`govner extract`: reports in, JSONL or tables out, bad inputs told and passed over.

Two engines give the same reports in the same order: this process, and the actors of Ray. With either of them this
process alone writes the output, so that `--resume` and all kinds of output are the same for both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from govner.cli.terminal import say
from govner.extractor import Extractor
from govner.io.extras import require
from govner.io.output import (
    Output,
    StreamOutput,
    check_apart,
    check_target,
    open_file_output,
    output_files,
    part_path,
)
from govner.io.sources import InputError, Source, find_reports, read_all, read_rows_only
from govner.scale import Outcome, extract_with_ray, outcomes
from govner.schema import Document, GovnerError
from govner.stopwatch import Stopwatch

Found = TypeVar("Found")


class Count(Protocol):
    """Tells who watches how far a run is."""

    def __call__(self, *, done: int = 0, known: int = 0) -> None:
        """So many documents or faults more are done, and so many more than before are known to come."""


def run(
    paths: Sequence[str],
    out: Path | None,
    model: str,
    *,
    text_column: str,
    resume: bool,
    threads: int | None,
    batch_size: int,
    profile: bool,
    engine: Literal["local", "ray"] = "local",
    workers: int | None = None,
) -> int:
    """Do the command; gives the exit code."""
    if engine == "ray":
        require("scale", "ray", "pyarrow")
        threads = threads or 1
    elif workers:
        raise GovnerError("--workers is for --engine ray; give --threads here")
    if out:
        check_target(out)
    elif resume:
        raise GovnerError("--resume goes on from the part file of an output; give --out too")
    inputs = find_reports(paths)
    if out:
        check_apart((source.path for source in inputs.sources), (*output_files(out), part_path(out)))
    tally = _Tally()
    for fault in inputs.faults:
        tally.fail(fault)
    if inputs.sources:
        load = partial(Extractor.load, model, threads=threads, batch_size=batch_size)
        extractor = load()  # with Ray too: a wrong model is told here, and not by an actor
        stopwatch = extractor.stopwatch
        singles = frozenset(source.id for source in inputs.sources if not source.has_rows)
        with _opened(out, resume) as output, _progress(to_file=out is not None) as count:
            _check_finished(output.finished, singles, inputs.sources, text_column)
            tally.kept = len(output.finished)
            count(done=tally.kept, known=len(singles | output.finished))
            if engine == "ray":
                to_do = _counted(read_rows_only(inputs.sources, text_column, output.finished), count)
                made = stopwatch.each("waiting for Ray", extract_with_ray(to_do, load, workers))
            else:
                made = outcomes(extractor, _counted(read_all(inputs.sources, text_column, output.finished), count))
            _write(made, output, tally, count, stopwatch)
        if profile:
            say(_profile(stopwatch))
    say(tally.summary(inputs.others, out))
    if not inputs.sources:
        return 2
    return 1 if tally.failed else 0


@dataclass
class _Tally:
    """What came of the inputs so far."""

    done: int = 0
    kept: int = 0
    failed: int = 0

    def fail(self, fault: InputError) -> None:
        self.failed += 1
        say(str(fault))

    def summary(self, others: int, out: Path | None) -> str:
        parts = [f"{self.done} {'report' if self.done == 1 else 'reports'} read"]
        if self.kept:
            parts.append(f"{self.kept} kept from the stopped run")
        if self.failed:
            parts.append(f"{self.failed} failed")
        if others:
            parts.append(f"{others} other {'file' if others == 1 else 'files'} left aside")
        written = f"; written to {out}" if out and self.done + self.kept else ""
        return f"govner: {', '.join(parts)}{written}"


def _check_finished(finished: Set[str], singles: Set[str], sources: Sequence[Source], text_column: str) -> None:
    """See that the output holds no reports but those of the sources; the rows of tables are read for it if need be.

    Raises:
        GovnerError: it holds one of another source.
    """
    unknown = set(finished - singles)
    if unknown:
        rows = read_all(sources, text_column, finished=singles)
        unknown -= {item.id for _, item in rows if isinstance(item, Document)}
    if unknown:
        raise GovnerError(
            f"the part file holds {min(unknown)!r}, which is not among the inputs; "
            "give the inputs of the stopped run, or start again without --resume"
        )


def _counted(found: Iterator[tuple[Source, Found]], count: Count) -> Iterator[Found]:
    """What the sources give; a row is known of when it is read."""
    for source, item in found:
        if source.has_rows:
            count(known=1)
        yield item


def _write(made: Iterator[Outcome], output: Output, tally: _Tally, count: Count, stopwatch: Stopwatch) -> None:
    for outcome in made:
        if isinstance(outcome, InputError):
            tally.fail(outcome)
        else:
            with stopwatch.stage("writing"):
                output.add(outcome)
            tally.done += 1
        count(done=1)
    if tally.done or tally.kept:
        with stopwatch.stage("writing"):
            output.publish()


@contextmanager
def _opened(out: Path | None, resume: bool) -> Iterator[Output]:
    if out is None:
        yield StreamOutput(sys.stdout.buffer)
        return
    with open_file_output(out, resume=resume) as output:
        try:
            yield output
        except (KeyboardInterrupt, OSError):
            part = part_path(out)
            if part.exists() and part.stat().st_size:
                say(f"finished reports are kept in {part}; --resume goes on from there")
            raise


@contextmanager
def _progress(*, to_file: bool) -> Iterator[Count]:
    """A bar on standard error where that is a terminal, unless the reports are printed on a terminal too."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not to_file):
        yield lambda **_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        task = progress.add_task("", total=0)
        total = 0

        def count(*, done: int = 0, known: int = 0) -> None:
            nonlocal total
            total += known
            progress.update(task, total=total, advance=done)

        yield count


def _profile(stopwatch: Stopwatch) -> str:
    stages = (f"{stage} {seconds:.2f} s" for stage, seconds in stopwatch.seconds.items())
    return f"time: {', '.join(stages)}; peak memory {_peak_memory_mib():.0f} MiB"


def _peak_memory_mib() -> float:
    import resource  # POSIX only

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
