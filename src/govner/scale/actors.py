"""Ray, started and ended, and actors on it that hold the model."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

from govner.extractor import Extractor
from govner.io.extras import require
from govner.schema import GovnerError


class Actor:
    """Makes lines of rows, each row a call of `lines`, in the folder that the run was started in."""

    def __init__(self, folder: str, load: Callable[[], Extractor]):
        with contextlib.suppress(OSError):  # a cluster's node may not have it; then only absolute paths are found
            os.chdir(folder)
        self.extractor = load()

    def __call__(self, batch: Any) -> Any:
        """A table of lines for a table of rows."""
        import pyarrow as pa

        return pa.table({"line": pa.array(self.lines(batch["row"].to_pylist()), pa.large_string())})

    def lines(self, rows: Iterable[str]) -> Iterator[str]:
        """The lines of some rows."""
        raise NotImplementedError


@contextmanager
def ray_of(workers: int | None) -> Iterator[int]:
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
            cores: dict[str, Any] = {"num_cpus": workers or os.cpu_count()} if address == "local" else {}
            with _own_words("Ray did not start", Exception), _silence():
                ray.init(address, include_dashboard=False, logging_level=logging.CRITICAL, log_to_driver=False, **cores)
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with _own_words("Ray stopped", RayError, ray.data.exceptions.SystemException):
            resources = ray.cluster_resources()  # type: ignore[no-untyped-call]
            yield workers or max(1, int(resources.get("CPU", 1)))
    finally:
        if not running:
            ray.shutdown()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep from standard error what the libraries below Python tell there, whatever their log level."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def _own_words(what: str, *errors: type[Exception]) -> Iterator[None]:
    """Errors of Ray, which are pages long, as a sentence: their last line."""
    try:
        yield
    except errors as error:
        *_, last = str(error).strip().splitlines() or [type(error).__name__]
        raise GovnerError(f"{what}: {last}") from error


def mapped(
    actor: type[Actor], rows: Sequence[str], arguments: tuple[Any, ...], actors: int, block: int
) -> Iterator[str]:
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
    )
    for row in dataset.iter_rows():
        yield row["line"]
