"""The tables of reports in one DuckDB file, with their keys, and two views of what is asked for most.

Newcomer's notes. The statements that make the tables are derived from `govner.io.tables.TABLES`, meanings as comments.
Rows come in as Arrow batches, tables in the order of `TABLES`, so that what a row refers to is there before it.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from govner.io.arrow import BATCH, batches
from govner.io.tables import TABLES, Kind, Table
from govner.schema import GovnerError, Report

_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "day": "DATE",
    "json": "JSON",
}
_VIEWS: Mapping[str, tuple[str, str]] = {
    "officials_by_post": (
        "who holds which post, the latest report of it first",
        """
        SELECT coalesce(canonical, title) AS post, place, place_code, name, "date", acting, former, inferred, score,
               evidence, report, file, page, paragraph
        FROM positions
        ORDER BY place_code NULLS LAST, post, "date" DESC NULLS LAST, name
        """,
    ),
    "figures_by_unit": (
        "which administrative unit, or other owner, has which figure",
        """
        SELECT coalesce(owner_unit, owner) AS owner, owner_code, indicator, aim, period, value, value_max, total, unit,
               per, qualifier, direction, basis, metric, "date", owner_inferred AS inferred, score,
               evidence, report, file, page, paragraph
        FROM figures
        WHERE figures.owner IS NOT NULL
        ORDER BY owner_code NULLS LAST, 1, indicator, "date" DESC NULLS LAST
        """,
    ),
}


def write_database(reports: Iterable[Report], file: Path, size: int = BATCH) -> None:
    """Write a new DuckDB file in one pass over the reports, which may be a stream.

    What grows in memory with the reports is what DuckDB keeps of the keys, some 300 bytes a span.

    Raises:
        GovnerError: two reports share one id, or a report refers to spans that it lacks.
        OSError: the file cannot be written.
    """
    import duckdb

    try:
        with duckdb.connect(file) as connection:
            for statement in statements():
                connection.execute(statement)
            for group in batches(reports, tuple(TABLES.values()), size):
                for name, batch in group.items():
                    connection.register("batch", batch)
                    connection.execute(f"INSERT INTO {name} SELECT * FROM batch")
                    connection.unregister("batch")
            # Closing does this too, but keeps to itself that the disk is full.
            connection.execute("CHECKPOINT")
    except duckdb.ConstraintException as error:
        told = "two reports share one id, or a report refers to a span that it lacks"
        raise GovnerError(f"{told} ({error}); give each report an id of its own and all its spans") from None
    except (duckdb.OperationalError, duckdb.FatalException) as error:  # a full disk is either, by where it is met
        raise OSError(errno.EIO, f"DuckDB cannot write the file ({error})", str(file)) from None


def statements() -> Iterator[str]:
    """The SQL that makes the empty tables and the views."""
    for table in TABLES.values():
        yield _create(table)
        yield f"COMMENT ON TABLE {table.name} IS {_literal(table.meaning)}"
        for column in table.columns:
            yield f"COMMENT ON COLUMN {table.name}.{_name(column.name)} IS {_literal(column.meaning)}"
    for view, (meaning, query) in _VIEWS.items():
        yield f"CREATE VIEW {view} AS {query}"
        yield f"COMMENT ON VIEW {view} IS {_literal(meaning)}"


def _create(table: Table) -> str:
    lines = [
        f"{_name(column.name)} {_TYPES[column.kind]}{' NOT NULL' if column.required else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [
        f"FOREIGN KEY ({_names(reference.columns)}) "
        f"REFERENCES {reference.table} ({_names(TABLES[reference.table].key)})"
        for reference in table.references
    ]
    return f"CREATE TABLE {table.name} ({', '.join(lines)})"


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(_name, columns))


def _name(column: str) -> str:
    return f'"{column}"'


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
