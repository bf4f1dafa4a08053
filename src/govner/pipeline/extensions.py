"""Getters over the storage: officials, figures and relations of `doc._`, official and figure of `span._`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from govner.pipeline.storage import KEY, get_relations, report_from_doc
from govner.schema import Figure, Official, Report


@dataclass(frozen=True)
class _Tables:
    """The tables of one state of a Doc's storage, and their rows by span id."""

    state: bytes
    report: Report

    @cached_property
    def officials(self) -> dict[str, Official]:
        return {mention: official for official in self.report.officials or () for mention in official.mentions}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        rows: dict[str, Figure] = {}
        for row in self.report.figures or ():
            rows.setdefault(row.metric_id, row)
        return rows


_MADE: WeakKeyDictionary[Doc, _Tables] = WeakKeyDictionary()
"""The tables made last of each Doc, so that a loop over its spans does not make them again for every span."""


def _tables(doc: Doc) -> _Tables:
    state = doc.spans[KEY].to_bytes() if KEY in doc.spans else b""
    made = _MADE.get(doc)
    if made is None or made.state != state:
        made = _MADE[doc] = _Tables(state, report_from_doc(doc))
    return made


def doc_officials(doc: Doc) -> tuple[Official, ...]:
    """Who holds which post."""
    return _tables(doc).report.officials or ()


def doc_figures(doc: Doc) -> tuple[Figure, ...]:
    """Which unit reached, or is to reach, which figure."""
    return _tables(doc).report.figures or ()


def span_official(span: DocSpan) -> Official | None:
    """The official whom a PERSON span of `doc.ents` or `doc.spans["govner"]` names."""
    return _tables(span.doc).officials.get(span.id_)


def span_figure(span: DocSpan) -> Figure | None:
    """The row of a METRIC span of `doc.ents` or `doc.spans["govner"]`; the first where several units have it."""
    return _tables(span.doc).figures.get(span.id_)


def register_extensions() -> None:
    """Make the getters known to spaCy. An extension that somebody else has set under one of the names is left alone.

    The factories call it, not the import: spaCy imports this package for every pipeline of an environment, and another
    pipeline may want these names. Call it yourself to read stored Docs in a process that makes none of our components.
    """
    for name, getter in (("officials", doc_officials), ("figures", doc_figures), ("relations", get_relations)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
    for name, span_getter in (("official", span_official), ("figure", span_figure)):
        if not DocSpan.has_extension(name):
            DocSpan.set_extension(name, getter=span_getter)
