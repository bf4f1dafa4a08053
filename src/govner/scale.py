"""Many inputs on the cores of a machine or of a cluster, with Ray Data; needs `pip install 'govner[scale]'`.

Newcomer's notes. There are two ways, and each leans on what a run without Ray does:

- `extract_with_ray` is the engine of `govner extract --engine ray`. Actors, which hold the model, read the files and
  make the reports; the process that started them gets the reports back in the order of the inputs and writes them
  itself, into the part file that it also writes without Ray. So a run that was killed goes on with `--resume`, and
  every kind of output has the same rows. Rows of tables are read before they are handed out: their ids hang on the rows
  before them. Inputs are handed out in waves, so that memory does not grow with their number.
- `extract_parquet` is for more than one process can write. A Parquet file of texts is the unit of work: an actor reads
  it and writes the tables of its reports itself, through a part file of its own. A run that was killed is just started
  again: what is finished stays, and what is begun goes on.

Ray runs on this machine alone unless `RAY_ADDRESS` names a cluster (`auto`, where this machine is one of its nodes), or
`ray.init` was called before. On a cluster all nodes must see the files under the same paths.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import partial
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any

from govner.extractor import Extractor, Failure
from govner.io.extras import require
from govner.io.output import open_file_output, output_files
from govner.io.sources import InputError, Item, Source, internal_error
from govner.schema import Document, GovnerError, Report

Outcome = Report | InputError
"""What comes of an input: a report, or why there is none."""

_BLOCK = 16
"""Inputs that an actor gets at once."""
_WAVE = 1_000
"""Inputs for each actor in one wave; the actors of the next one load the model anew."""


def outcomes(extractor: Extractor, items: Iterable[Item]) -> Iterator[Outcome]:
    """The reports of documents in their order, and faults: those among the items, and documents that met an error."""
    faults: deque[InputError] = deque()

    def documents() -> Iterator[Document]:
        for item in items:
            if isinstance(item, InputError):
                faults.append(item)
            else:
                yield item

    for made in extractor.extract_each(extractor.stopwatch.each("reading", documents())):
        while faults:
            yield faults.popleft()
        yield _fault(made) if isinstance(made, Failure) else made
    yield from faults


def _fault(failure: Failure) -> InputError:
    document = failure.document
    return InputError(str(document.meta.get("file", document.id)), internal_error(failure.error, document.id))


def extract_with_ray(
    items: Iterable[Source | Item], load: Callable[[], Extractor], workers: int | None = None
) -> Iterator[Outcome]:
    """What comes of the inputs, in their order but for the faults among them, which come first.

    Args:
        items: files to be read by the actors, documents that are read already, faults.
        load: makes the extractor of an actor; it can be pickled.
        workers: the number of actors, each on a core; all cores without it.

    Raises:
        GovnerError: Ray is not installed or does not start, or an actor has died too often.
    """
    remaining = iter(items)
    with _ray(workers) as actors:
        while wave := list(islice(remaining, _WAVE * actors)):
            yield from (item for item in wave if isinstance(item, InputError))
            packed = [_packed(item) for item in wave if not isinstance(item, InputError)]
            for line in _mapped(_Reader, packed, (load,), actors, _BLOCK):
                yield InputError(*json.loads(line)) if line.startswith("[") else Report.from_json(line)


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
        GovnerError: there is no Parquet file, Ray is not installed or does not start, or an actor has died too often.
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
    with _ray(workers) as actors:
        lines = _mapped(_ShardReader, todo, (load, str(out), text_column, id_column), actors, 1)
        return tuple(InputError(*json.loads(line)) for line in lines)


@contextmanager
def _ray(workers: int | None) -> Iterator[int]:
    """Ray, started where it is not running; gives the number of actors."""
    require("scale", "ray", "pyarrow")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to the makers of Ray
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    import ray
    import ray.data
    from ray.exceptions import RayError

    running, address = ray.is_initialized(), os.environ.get("RAY_ADDRESS", "local")
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    try:
        if not running:
            cores = {"num_cpus": workers or os.cpu_count(), "include_dashboard": False} if address == "local" else {}
            with _own_words("Ray did not start", Exception):
                ray.init(address, logging_level=logging.CRITICAL, log_to_driver=False, **cores)
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with _own_words("Ray stopped", RayError, ray.data.exceptions.SystemException):
            yield workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        if not running:
            ray.shutdown()


@contextmanager
def _own_words(what: str, *errors: type[Exception]) -> Iterator[None]:
    """Errors of Ray, which are pages long, as a sentence: their last line."""
    try:
        yield
    except errors as error:
        *_, last = str(error).strip().splitlines() or [type(error).__name__]
        raise GovnerError(f"{what}: {last}") from error


def _mapped(actor: type, rows: Sequence[str], arguments: tuple[Any, ...], actors: int, block: int) -> Iterator[str]:
    """The lines that actors give for rows, in the order of the rows."""
    import ray.data

    if not rows:
        return
    blocks = ceil(len(rows) / min(block, ceil(len(rows) / actors)))
    dataset = ray.data.from_items([{"row": row} for row in rows], override_num_blocks=blocks).map_batches(
        actor,
        fn_constructor_args=(str(Path.cwd()), *arguments),
        batch_size=None,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=min(actors, blocks)),
        num_cpus=1,
        max_restarts=_RETRIES,
        max_task_retries=_RETRIES,
    )
    for row in dataset.iter_rows():
        yield row["line"]


_RETRIES = 3
"""How often an actor that died, for want of memory perhaps, is started anew."""


class _Actor:
    """Makes lines of rows, each row a call of `_lines`, in the folder that the run was started in."""

    def __init__(self, folder: str, load: Callable[[], Extractor]):
        with contextlib.suppress(OSError):  # a cluster's node may not have it; then only absolute paths are found
            os.chdir(folder)
        self._extractor = load()

    def __call__(self, batch: Any) -> Any:
        import pyarrow as pa

        return pa.table({"line": pa.array(self._lines(batch["row"].to_pylist()), pa.large_string())})

    def _lines(self, rows: Iterable[str]) -> Iterator[str]:
        raise NotImplementedError


class _Reader(_Actor):
    """Makes reports of inputs."""

    def _lines(self, rows: Iterable[str]) -> Iterator[str]:
        items = (item for row in rows for item in _unpacked(row))
        return map(_line, outcomes(self._extractor, items))


class _ShardReader(_Actor):
    """Makes tables of Parquet files of texts."""

    def __init__(self, folder: str, load: Callable[[], Extractor], out: str, text_column: str, id_column: str):
        super().__init__(folder, load)
        self._out, self._text_column, self._id_column = Path(out), text_column, id_column

    def _lines(self, rows: Iterable[str]) -> Iterator[str]:
        return (_line(fault) for row in rows for fault in self._faults(Path(row)))

    def _faults(self, file: Path) -> Iterator[InputError]:
        """Write the tables of a file's texts; gives what came to nothing."""
        with open_file_output(self._out / file.name, resume=True) as output:
            for outcome in outcomes(self._extractor, self._items(file, output.finished)):
                if isinstance(outcome, InputError):
                    yield outcome
                else:
                    output.add(outcome)
            output.publish()

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
            yield InputError(str(file), f"damaged, or no Parquet file ({str(error).splitlines()[0]})")


def _plain(value: Any) -> Any:
    """A value that JSON has, too."""
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _packed(item: Source | Document) -> str:
    """An input as ASCII: a file's name may have odd bytes, which Arrow's strings cannot hold."""
    if isinstance(item, Source):
        return json.dumps([item.id, item.path])
    return json.dumps([item.id, item.text, dict(item.meta)])


def _unpacked(row: str) -> Iterable[Item]:
    fields = json.loads(row)
    return Source(*fields).documents() if len(fields) == 2 else (Document(*fields),)


def _line(outcome: Outcome) -> str:
    return outcome.to_json() if isinstance(outcome, Report) else json.dumps(outcome.args)
