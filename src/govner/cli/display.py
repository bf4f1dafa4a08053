"""`govner show`: the two tables of a report, for reading in a terminal."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govner.cli.terminal import one_line
from govner.extractor import Extractor
from govner.io.readers import Source
from govner.schema import Figure, Official, Report, day_of, read_jsonl
from govner.values import figures, officials
from govner.values.units import Units


def run(file: str, model: str) -> None:
    """Print the tables of every report of a JSONL file, or of one text."""
    console = Console(highlight=False)
    for report in _reports(file, model):
        console.rule(_cell(report.id))
        console.print(_officials_table(report.officials or ()))
        console.print(_figures_table(report.figures or ()))


def _reports(file: str, model: str) -> Iterator[Report]:
    if file.lower().endswith(".jsonl"):
        yield from map(_with_tables, read_jsonl(file))
    else:
        document = Source(id=Path(file).name, path=file).read()
        yield Extractor.load(model).extract(document.text, document.id)


def _with_tables(report: Report) -> Report:
    """The report with the tables that its spans and relations give, where it came without, as gold does."""
    if report.officials is not None and report.figures is not None:
        return report
    parts = report.text, report.spans, report.relations, Units(report.text, report.spans, day_of(report.meta))
    if report.officials is None:
        report = dataclasses.replace(report, officials=officials(*parts))
    if report.figures is None:
        report = dataclasses.replace(report, figures=figures(*parts))
    return report


def _officials_table(rows: Iterable[Official]) -> Table:
    table = _table("Officials", "Name", "Title", "Body", "Evidence")
    for official in rows:
        name: str | None = official.name
        for position in official.positions:
            body = _with_place(position.body, position.place, position.inferred)
            _add(table, name, position.title, body, position.evidence)
            name = None
        if not official.positions:
            _add(table, name, None, None, None)
    return table


def _figures_table(rows: Iterable[Figure]) -> Table:
    table = _table("Figures", "Owner", "Indicator", "Aim", "Figure", "Value", "Period", "Evidence")
    for figure in rows:
        _add(
            table,
            _with_place(figure.owner, figure.owner_unit, figure.owner_inferred),
            figure.indicator,
            figure.aim,
            figure.metric,
            _value(figure),
            figure.period,
            figure.evidence,
        )
    return table


def _with_place(words: str | None, unit: str | None, inferred: bool) -> str | None:
    """The words with the unit behind them in brackets, where they do not name it themselves."""
    return " ".join(filter(None, (words, f"({unit})"))) if inferred else words


def _value(figure: Figure) -> str:
    """The value in its base unit, such as `6–8 %`, `14/19 tiêu chí` or `31450000000 VND`."""
    numbers = [f"{number:,}".replace(",", " ") for number in (figure.value, figure.value_max) if number is not None]
    value = "–".join(numbers)
    if figure.total is not None:
        value += f"/{figure.total}"
    unit = "/".join(part for part in (figure.unit, figure.per) if part)
    return f"{value} {unit}".strip()


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", expand=True)
    for column in columns:
        table.add_column(column, overflow="fold", ratio=3 if column == "Evidence" else 1)
    return table


def _add(table: Table, *cells: str | None) -> None:
    table.add_row(*map(_cell, cells))


def _cell(text: str | None) -> Text:
    """Text that rich prints as it is: no markup, no emoji codes, nothing that steers the terminal."""
    return Text(one_line(text or ""))
