"""`govner extract`: reports in, JSONL or tables out, bad inputs told and passed over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from govner.cli.terminal import say
from govner.extractor import Extractor
from govner.io.output import Output, StreamOutput, check_target, open_file_output, part_path
from govner.io.readers import InputError, Source, find_reports
from govner.schema import Document, GovnerError
from govner.stopwatch import Stopwatch

Advance = Callable[[], None]


def run(
    paths: Sequence[str],
    out: Path | None,
    model: str,
    *,
    resume: bool,
    threads: int | None,
    batch_size: int,
    profile: bool,
) -> int:
    """Do the command; gives the exit code."""
    if out:
        check_target(out)
    elif resume:
        raise GovnerError("--resume goes on from the part file of an output; give --out too")
    inputs = find_reports(paths)
    if out and any(out.resolve() == Path(source.path).resolve() for source in inputs.sources):
        raise GovnerError(f"{out}: an input too; give the output another name")
    tally = _Tally()
    for fault in inputs.faults:
        tally.fail(fault)
    if inputs.sources:
        extractor = Extractor.load(model, threads=threads, batch_size=batch_size)
        with _opened(out, resume) as output, _progress(len(inputs.sources), to_file=out is not None) as advance:
            _extract(extractor, _unfinished(inputs.sources, output, tally, advance), output, tally, advance)
        if profile:
            say(_profile(extractor.stopwatch))
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


def _extract(extractor: Extractor, sources: Sequence[Source], output: Output, tally: _Tally, advance: Advance) -> None:
    def documents() -> Iterator[Document]:
        for source in sources:
            try:
                document = source.read()
            except InputError as fault:
                tally.fail(fault)
                advance()
            else:
                yield document

    stopwatch = extractor.stopwatch
    for report in extractor.extract_many(stopwatch.each("reading", documents())):
        with stopwatch.stage("writing"):
            output.add(report)
        tally.done += 1
        advance()
    if tally.done or tally.kept:
        with stopwatch.stage("writing"):
            output.publish()


def _unfinished(sources: Sequence[Source], output: Output, tally: _Tally, advance: Advance) -> list[Source]:
    """The sources that the output does not hold yet.

    Raises:
        GovnerError: the output holds reports of other sources.
    """
    unknown = output.finished - {source.id for source in sources}
    if unknown:
        raise GovnerError(
            f"the part file holds {min(unknown)!r}, which is not among the inputs; "
            "give the inputs of the stopped run, or start again without --resume"
        )
    for _ in output.finished:
        tally.kept += 1
        advance()
    return [source for source in sources if source.id not in output.finished]


@contextmanager
def _opened(out: Path | None, resume: bool) -> Iterator[Output]:
    if out is None:
        yield StreamOutput(sys.stdout.buffer)
        return
    with open_file_output(out, resume=resume) as output:
        try:
            yield output
        except KeyboardInterrupt:
            say(f"finished reports are kept in {part_path(out)}; --resume goes on from there")
            raise


@contextmanager
def _progress(total: int, *, to_file: bool) -> Iterator[Advance]:
    """A bar on standard error where that is a terminal, unless the reports are printed on a terminal too."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not to_file):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


def _profile(stopwatch: Stopwatch) -> str:
    stages = (f"{stage} {seconds:.2f} s" for stage, seconds in stopwatch.seconds.items())
    return f"time: {', '.join(stages)}; peak memory {_peak_memory_mib():.0f} MiB"


def _peak_memory_mib() -> float:
    import resource  # POSIX only

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
