"""Texts in, reports out: the whole way from a document to its two tables, without spaCy."""

from __future__ import annotations

import dataclasses
import functools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from govner.knowledge.dates import report_day
from govner.linking import link
from govner.schema import Document, FormatError, GovnerError, Report, Span, check_meta
from govner.stopwatch import Stopwatch
from govner.values import figures, officials, with_attributes
from govner.values.units import Units

BATCH_SIZE = 16


class SpanTagger(Protocol):
    """What finds the spans; `govner.tagging.tagger.Tagger` is one."""

    def tag(self, texts: Iterable[str], batch_size: int = ...) -> Iterator[tuple[Span, ...]]:
        """The spans of each text, in the order of the texts."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave no report, and the error that kept it from it.

    The error is a fault of this package, never of the text, or a FormatError of the document's own meta.
    """

    document: Document
    error: Exception


class _ReadingError(Exception):
    """Who gives the documents has failed, with the cause."""


class Extractor:
    """Makes reports of documents.

    `batch_size` is the number of windows in one call of the network. `stopwatch` has the seconds spent in the stages
    `tagging`, `linking` and `values`. The network works in the background: `tagging` has what was spent waiting for it.
    """

    def __init__(self, tagger: SpanTagger, *, batch_size: int = BATCH_SIZE):
        """Take what finds the spans.

        Raises:
            GovnerError: the batch size is below 1.
        """
        _check_positive("batch_size", batch_size)
        self.stopwatch = Stopwatch()
        self._tagger = tagger
        self._batch_size = batch_size

    @classmethod
    def load(cls, model: str | Path = "small", *, threads: int | None = None, batch_size: int = BATCH_SIZE) -> Self:
        """The extractor over a model folder, or over the model that comes with the package under this name.

        Raises:
            GovnerError: there is no such model, a file of it is missing or wrong, or an option is below 1.
        """
        if threads is not None:
            _check_positive("threads", threads)
        from govner.tagging.tagger import Tagger  # numpy and ONNX Runtime take their time

        return cls(Tagger.load(model, threads=threads), batch_size=batch_size)

    def extract(self, text: str, id: str = "", meta: Mapping[str, Any] | None = None) -> Report:
        """The report of one text.

        Raises:
            TypeError: the text is no string.
            FormatError: the meta cannot be written as JSON.
        """
        if not isinstance(text, str):
            raise TypeError(f"the text must be a str, not {type(text).__name__}")
        return next(self.extract_many([Document(id, text, meta or {})]))

    def extract_many(self, documents: Iterable[Document]) -> Iterator[Report]:
        """The reports of many documents, in their order.

        Documents are drawn only as far ahead as the tagger needs, so that memory does not grow with their number.

        Raises:
            GovnerError: what is given is no `Document` of text, or the model cannot be run.
            FormatError: the meta of a document cannot be written as JSON.
        """
        for outcome in self.extract_each(documents):
            if isinstance(outcome, Failure):
                raise outcome.error
            yield outcome

    def extract_each(self, documents: Iterable[Document]) -> Iterator[Report | Failure]:
        """The same as `extract_many`, but a document that an unexpected error stops does not stop the others.

        Raises:
            GovnerError: the model cannot be run, which no document is to blame for, or what is given is no `Document`
                of text.
        """
        remaining = iter(documents)
        ahead: deque[Document] = deque()

        def texts() -> Iterator[str]:
            try:
                for document in remaining:
                    _check_document(document)
                    ahead.append(document)
                    yield document.text
            except Exception as error:
                raise _ReadingError from error

        while True:
            try:
                for spans in self.stopwatch.each("tagging", self._tagger.tag(texts(), batch_size=self._batch_size)):
                    yield self._outcome(ahead.popleft(), spans)
                return
            except _ReadingError as error:
                raise error.__cause__ or error from None
            except GovnerError:
                raise
            except Exception:
                if not ahead:
                    raise
            # Whose fault it was is not known: those that the tagger had drawn are read again, each alone.
            while ahead:
                yield self._outcome(ahead.popleft())

    def _outcome(self, document: Document, tagged: Sequence[Span] | None = None) -> Report | Failure:
        try:
            check_meta(document.meta, f"document {document.id!r}")
            if tagged is None:
                with self.stopwatch.stage("tagging"):
                    (tagged,) = self._tagger.tag([document.text], batch_size=self._batch_size)
            return self._report(document, tagged)
        except FormatError as error:
            return Failure(document, error)
        except GovnerError:
            raise
        except Exception as error:
            return Failure(document, error)

    def _report(self, document: Document, tagged: Sequence[Span]) -> Report:
        text, day = document.text, report_day(document.text, document.meta)
        with self.stopwatch.stage("values"):
            spans = with_attributes(text, _numbered(tagged), day.isoformat() if day else None)
        with self.stopwatch.stage("linking"):
            relations = link(text, spans)
        with self.stopwatch.stage("values"):
            units = Units(text, spans, day)
            return Report(
                id=document.id,
                text=text,
                meta=document.meta,
                spans=spans,
                relations=relations,
                officials=officials(text, spans, relations, units),
                figures=figures(text, spans, relations, units),
            )


def _check_positive(option: str, number: int) -> None:
    if number < 1:
        raise GovnerError(f"{option} must be 1 or more, not {number}")


def _check_document(document: object) -> None:
    if not isinstance(document, Document):
        raise GovnerError(
            f"a Document is wanted, not {type(document).__name__}; give govner.schema.Document(id, text) for each text"
        )
    if not isinstance(document.text, str):
        raise GovnerError(f"document {document.id!r}: the text must be a str, not {type(document.text).__name__}")


def _numbered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of their offsets, with the ids T1, T2, ..."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    return tuple(dataclasses.replace(span, id=f"T{number}") for number, span in enumerate(ordered, start=1))


@functools.cache
def _default_extractor() -> Extractor:
    return Extractor.load()


def extract(text: str) -> Report:
    """The report of one text, made with the model that comes with the package; it is loaded at the first call."""
    return _default_extractor().extract(text)
