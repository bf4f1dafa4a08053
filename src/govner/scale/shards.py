"""Parquet in, Parquet out: each actor writes the tables of the file that it reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Set
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from govner.extractor import Extractor
from govner.io.output import open_file_output, output_files
from govner.io.sources import InputError, Item
from govner.scale.actors import Actor, mapped, ray_of
from govner.scale.outcomes import outcomes, to_line
from govner.schema import Document, GovnerError


def extract_parquet(
    source: str | Path,
    out: str | Path,
    *,
    model: str | Path = "small",
    workers: int | None = None,
    text_column: str = "text",
    id_column: str = "id",
) -> tuple[InputError, ...]:
    """Read the texts of Parquet files, and write the tables of their reports as Parquet files into a folder.

    `texts/0.parquet` gives `out/0.officials.parquet`, `out/0.figures.parquet` and so on. Started again, it goes on with
    the files that are not finished. Columns other than the text and the id go into the meta of the reports; a row
    without an id is called after its file and its number (`0.parquet#3`, counted from 1).

    Args:
        source: a folder of Parquet files, or one of them.
        out: a folder, made where it is missing.
        model: a model folder, or the name of a model of the package.
        workers: the number of actors, each on a core; all cores without it.
        text_column: the column of the texts.
        id_column: the column of the ids, which no two rows share; it may be missing.

    Returns:
        What gave no report in this run, and why.

    Raises:
        GovnerError: there is no Parquet file, Ray is not installed or does not start, or has stopped.
    """
    source, out = Path(source).resolve(), Path(out).resolve()
    files = sorted(source.glob("*.parquet")) if source.is_dir() else [source]
    if not files or not all(file.is_file() for file in files):
        raise GovnerError(f"{source}: no Parquet file; give a file or a folder that has some")
    if out == source or out == source.parent:
        raise GovnerError(f"{out}: the folder of the texts; give the tables another one")
    out.mkdir(parents=True, exist_ok=True)
    load = partial(Extractor.load, model, threads=1)
    load()  # a wrong model is told here, and not by an actor
    todo = [str(file) for file in files if not all(table.exists() for table in output_files(out / file.name))]
    with ray_of(workers) as actors:
        lines = mapped(_ShardReader, todo, (load, str(out), text_column, id_column), actors, 1)
        return tuple(InputError(*json.loads(line)) for line in lines)


class _ShardReader(Actor):
    """Makes tables of Parquet files of texts."""

    def __init__(self, folder: str, load: Callable[[], Extractor], out: str, text_column: str, id_column: str):
        super().__init__(folder, load)
        self._out, self._text_column, self._id_column = Path(out), text_column, id_column

    def lines(self, rows: Iterable[str]) -> Iterator[str]:
        return (to_line(fault) for row in rows for fault in self._faults(Path(row)))

    def _faults(self, file: Path) -> Iterator[InputError]:
        """Write the tables of a file's texts; gives what came to nothing. A file that cannot be read has no tables."""
        try:
            with open_file_output(self._out / file.name, resume=True) as output:
                for outcome in outcomes(self.extractor, self._items(file, output.finished)):
                    if isinstance(outcome, InputError):
                        yield outcome
                    else:
                        output.add(outcome)
                output.publish()
        except InputError as fault:
            yield fault

    def _items(self, file: Path, finished: Set[str]) -> Iterator[Item]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        seen: set[str] = set()
        number = 0
        try:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    text, given = row.pop(self._text_column, None), row.pop(self._id_column, None)
                    row_id = f"{file.name}#{number}" if given is None else str(given)
                    if not isinstance(text, str):
                        yield InputError(str(file), f"no text in the column {self._text_column!r}", number)
                    elif row_id in seen:
                        yield InputError(str(file), f"another row has the id {row_id!r}", number)
                    elif row_id not in finished:
                        meta = {name: _plain(value) for name, value in row.items()}
                        yield Document(row_id, text, {"file": str(file), "format": "parquet", **meta})
                    seen.add(row_id)
        except (pa.ArrowException, OSError) as error:
            raise InputError(str(file), f"damaged, or no Parquet file ({error})") from error


def _plain(value: Any) -> Any:
    """A value that JSON has, too."""
    has = value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))
    return value if has else str(value)
