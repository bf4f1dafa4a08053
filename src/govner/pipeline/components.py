"""The three components: `govner_tagger` finds the spans, `govner_linker` links them, `govner_values` reads the figures.

Newcomer's notes. Creating a component is cheap: the model is loaded when the first text comes, and once in every
process, because a session of a runtime must not cross into a forked worker. A component is at heart the name or folder
of its model and the way to load it, and no session is ever pickled. A saved pipeline holds a copy of
the model's files; they are data, never code.
"""

# ruff: noqa: ARG001, ARG002  # the arguments of factories and of serialisation are set by spaCy
from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Literal, Protocol

import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from spacy.util import minibatch

from govner.pipeline.extensions import register_extensions
from govner.pipeline.storage import get_spans, set_attributes, set_relations, set_spans
from govner.schema import LABELS, SIGNATURES, FormatError, GovnerError, Span

Scorer = Callable[..., dict[str, Any]]
RuntimeName = Literal["auto", "onnx", "torch"]
_NOT_DATA = frozenset({".py", ".pyc", ".pkl", ".pickle", ".bin", ".pt", ".pth", ".ckpt"})
"""Files beside a model that hold code or pickles; no saved pipeline has them."""


class Tagger(Protocol):
    """What finds the spans; `govner.tagging.tagger.Tagger` is one."""

    @property
    def directory(self) -> Path:
        """The folder of the model's files."""

    def tag(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        """The spans of each text, in the order of the texts."""


def load_tagger(model: str | Path, runtime: RuntimeName = "auto", threads: int | None = None) -> Tagger:
    """The tagger of the package for a model's name or folder."""
    from govner.tagging.tagger import Tagger

    return Tagger.load(model, runtime=runtime, threads=threads)


class TaggerPipe(Pipe):
    """Tags Docs with the model that `load(model)` gives; the spans of the Doc are replaced, `doc.ents` included."""

    def __init__(
        self,
        name: str = "govner_tagger",
        *,
        model: str | Path = "small",
        load: Callable[[str | Path], Tagger] = load_tagger,
        scorer: Scorer | None = None,
    ):
        self.name = name
        self.model = model
        self.scorer = scorer
        self._load = load
        self._taggers: dict[int, Tagger] = {}
        self._unpacked: TemporaryDirectory[str] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return TaggerPipe, (self.name,), {**vars(self), "_taggers": {}, "_unpacked": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that spans can have."""
        return LABELS

    @property
    def tagger(self) -> Tagger:
        """The tagger of this process, loaded when it is first asked for.

        Raises:
            GovnerError: there is no such model, or a file of it is missing or wrong.
        """
        # A parent's tagger stays in the table of a forked worker: to drop it would join threads that are not there.
        process = os.getpid()
        if process not in self._taggers:
            self._taggers[process] = self._load(self.model)
        return self._taggers[process]

    def __call__(self, doc: Doc) -> Doc:
        """Tag one Doc."""
        self._tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Tag many Docs; the windows of `batch_size` Docs share the batches of the model."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            try:
                self._tag(docs)
            except Exception as error:
                self.get_error_handler()(self.name, self, docs, error)
            else:
                yield from docs

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model's files into a folder, in place of another model's."""
        source, target = self.tagger.directory, _model_folder(path)
        if source.resolve() == target.resolve():
            return
        shutil.rmtree(target, ignore_errors=True)
        for name in _data_files(source):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TaggerPipe:
        """Take the model in a folder that `to_disk` wrote.

        Raises:
            GovnerError: the folder is not there.
        """
        folder = _model_folder(path).resolve()
        if not folder.is_dir():
            raise GovnerError(f"{folder}: no such folder; save the pipeline again with nlp.to_disk")
        self._use(folder)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's files as one string of bytes."""
        source = self.tagger.directory
        files = {name.as_posix(): (source / name).read_bytes() for name in _data_files(source)}
        return bytes(srsly.msgpack_dumps(files))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> TaggerPipe:
        """Take the model that `to_bytes` gave; its files lie in a temporary folder as long as the component lives.

        Raises:
            FormatError: a file's name leads out of the folder.
        """
        unpacked = TemporaryDirectory(prefix="govner-")
        for name, content in srsly.msgpack_loads(data).items():
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise FormatError(f"{name!r} leads out of the model's folder; take the bytes from to_bytes")
            target = Path(unpacked.name, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        self._use(Path(unpacked.name))
        self._unpacked = unpacked
        return self

    def _tag(self, docs: list[Doc]) -> None:
        for doc, spans in zip(docs, self.tagger.tag(doc.text for doc in docs), strict=True):
            set_spans(doc, spans)

    def _use(self, model: Path) -> None:
        self.model = model
        self._taggers.clear()
        self._unpacked = None


class LinkerPipe(Pipe):
    """Links the spans of a Doc: who holds which post where, which unit has which figure."""

    def __init__(self, name: str = "govner_linker"):
        self.name = name

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that relations can have."""
        return tuple(SIGNATURES)

    def __call__(self, doc: Doc) -> Doc:
        """Link the spans of one Doc."""
        from govner.linking import link

        set_relations(doc, link(doc.text, get_spans(doc)))
        return doc


class ValuesPipe(Pipe):
    """Reads the values of the METRIC spans of a Doc."""

    def __init__(self, name: str = "govner_values"):
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Read the values of one Doc."""
        from govner.knowledge.dates import find_date
        from govner.values import with_attributes

        day = find_date(doc.text)
        set_attributes(doc, with_attributes(doc.text, get_spans(doc), day.isoformat() if day else None))
        return doc


@Language.factory(
    "govner_tagger",
    assigns=["doc.ents", "doc.spans"],
    default_config={
        "model": "small",
        "runtime": "auto",
        "threads": None,
        "scorer": {"@scorers": "govner.scorer.v1"},
    },
    default_score_weights={"ents_f": 0.5, "govner_relations_f": 0.5, "ents_p": 0.0, "ents_r": 0.0},
)
def make_tagger(
    nlp: Language, name: str, model: str, runtime: RuntimeName, threads: int | None, scorer: Scorer | None
) -> TaggerPipe:
    """The component `govner_tagger`.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        model: the name of a model of the package, or the folder of one.
        runtime: what computes the model: ONNX Runtime, PyTorch, or the first of these that the folder allows.
        threads: processor threads of one process, all when None; give a small number with `n_process`.
        scorer: what `nlp.evaluate` calls.
    """
    register_extensions()
    load = functools.partial(load_tagger, runtime=runtime, threads=threads)
    return TaggerPipe(name, model=model, load=load, scorer=scorer)


@Language.factory("govner_linker", requires=["doc.spans"], assigns=["doc._.relations"])
def make_linker(nlp: Language, name: str) -> LinkerPipe:
    """The component `govner_linker`."""
    register_extensions()
    return LinkerPipe(name)


@Language.factory("govner_values", requires=["doc.spans"], assigns=["doc._.officials", "doc._.figures"])
def make_values(nlp: Language, name: str) -> ValuesPipe:
    """The component `govner_values`."""
    register_extensions()
    return ValuesPipe(name)


def _model_folder(path: str | Path) -> Path:
    return Path(path) / "model"


def _data_files(directory: Path) -> list[Path]:
    """The names of a model's files, seen from its folder, without hidden ones."""
    names = (file.relative_to(directory) for file in sorted(directory.rglob("*")) if file.is_file())
    return [name for name in names if name.suffix not in _NOT_DATA and not any(p.startswith(".") for p in name.parts)]
