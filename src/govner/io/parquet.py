"""The tables of reports in Parquet: a file for each table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from govner.io.arrow import BATCH, batches, schema_of
from govner.io.tables import TABLES
from govner.schema import Report


def write_parquet(reports: Iterable[Report], files: Mapping[str, Path], size: int = BATCH) -> None:
    """Write each table of `govner.io.tables.TABLES` to its file in one pass over the reports, which may be a stream.

    A batch is a row group, so memory is bounded as `govner.io.arrow.batches` says.

    Raises:
        OSError: a file cannot be written.
    """
    import pyarrow.parquet as pq

    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(files[name], schema_of(table), compression="zstd"))
            for name, table in TABLES.items()
        }
        for group in batches(reports, tuple(TABLES.values()), size):
            for name, batch in group.items():
                writers[name].write_batch(batch, row_group_size=batch.num_rows)
