"""`govner show`: the two tables of a report, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govner.cli.terminal import one_line, say
from govner.extractor import Extractor
from govner.io.reading.rows import holds_reports
from govner.io.sources import STDIN, InputError, Source
from govner.schema import Figure, Official, Report, read_jsonl
from govner.values.tables import with_tables


def run(file: str, model: str, text_column: str) -> int:
    """Print the tables of every report of a JSONL file, or of every text; gives the exit code.

    Raises:
        InputError: the file cannot be read.
    """
    console = Console(highlight=False)
    code = 0
    for report in _reports(file, model, text_column):
        if isinstance(report, InputError):
            say(str(report))
            code = 1
            continue
        console.rule(_cell(report.id))
        console.print(_officials_table(report.officials or ()))
        console.print(_figures_table(report.figures or ()))
    return code


def _reports(file: str, model: str, text_column: str) -> Iterator[Report | InputError]:
    """The reports, and the rows that give none."""
    if file.lower().endswith(".jsonl") and holds_reports(Path(file)):
        yield from map(with_tables, read_jsonl(file))
        return
    source = Source("stdin" if file == STDIN else Path(file).name, file)
    extractor = None
    for item in source.documents(text_column):
        if isinstance(item, InputError):
            if item.row is None:
                raise item
            yield item
        else:
            extractor = extractor or Extractor.load(model)
            yield extractor.extract(item.text, item.id, item.meta)


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
