"""`govner convert`: reports from one format to another; what a format cannot hold is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from govner.cli.terminal import say
from govner.io import exchange
from govner.io.output import check_apart, part_path
from govner.schema import GovnerError, Report


def run(source: Path, target: Path, from_format: str | None, to_format: str | None) -> None:
    """Write the target and say how many reports it has and what was left out on the way.

    Raises:
        GovnerError: a format is not known, the source has no report or would be written over, or the target cannot be
            written.
        FormatError: the source does not follow its format.
    """
    check_apart([source], (target, part_path(target)))
    to_format = exchange.format_of(target, to_format)
    left_aside: Counter[str] = Counter()
    reports = exchange.read(source, from_format, left_aside)
    first = next(reports, None)
    if first is None:
        raise GovnerError(f"{source}: holds no report to convert{_told('; left aside: ', left_aside)}")
    count: Counter[str] = Counter()
    lost = exchange.write(_counted(chain([first], reports), count), target, to_format)
    say(f"govner: {count.total()} {'report' if count.total() == 1 else 'reports'} converted; written to {target}")
    if left_aside.total():
        say(_told(f"govner: left aside in {source}: ", left_aside))
    if lost:
        say(_told(f"govner: left out, because {to_format} cannot hold them: ", lost))


def _counted(reports: Iterable[Report], count: Counter[str]) -> Iterator[Report]:
    for report in reports:
        count["reports"] += 1
        yield report


def _told(opening: str, counts: Counter[str]) -> str:
    """The counts as words, nothing where there are none."""
    parts = [f"{number} {what}" for what, number in counts.items() if number]
    return opening + ", ".join(parts) if parts else ""
