"""What the components keep in a Doc, and the way between a Doc and the records of `govner.schema`.

Newcomer's notes. All is in `doc.spans["govner"]`, because a span group, unlike `Span._` values and live objects,
survives `to_bytes`, DocBin, pickle, `Doc.copy` and worker processes. Its spans carry their id in `span.id_`; the rest
is plain JSON in `attrs`, by span id:

- `scores`, `sources`, `states`: the confidence of a span, its origin, and what the tagger tells the linker of it;
- `pointers`: where the tagger sees the indicator of a METRIC (`offsets`, `opens` and `closes` of a `Pointer`);
- `attributes`: the values of a METRIC;
- `adjusted`: the exact `[start, end]` of a span that cuts through tokens of the Doc;
- `relations`: a list of `{"head", "tail", "label", "score"}`.

`doc.ents` shows the same spans to the rest of spaCy.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from govner.schema import GovnerError, Pointer, Relation, Report, Span

KEY = "govner"
"""The name of the span group."""


def set_spans(doc: Doc, spans: Iterable[Span]) -> None:
    """Store the spans of a text in its Doc, in place of any from before and their relations, and as `doc.ents`.

    A span that cuts through tokens is widened to whole ones, with a warning, the first time; `get_spans` still gives
    it exactly. Of entities that overlap once they are widened, `doc.ents` has the longest.

    Raises:
        GovnerError: a span lies outside the text of the Doc.
    """
    spans = tuple(spans)
    placed = [_place(doc, span) for span in spans]
    adjusted = {
        span.id: [span.start, span.end]
        for span, place in zip(spans, placed, strict=True)
        if (place.start_char, place.end_char) != (span.start, span.end)
    }
    if adjusted:
        _warn_of_adjusted()
    doc.spans[KEY] = SpanGroup(
        doc,
        name=KEY,
        spans=placed,
        attrs={
            "scores": {span.id: float(span.score) for span in spans if span.score is not None},
            "sources": {span.id: span.source for span in spans if span.source is not None},
            "states": {span.id: list(span.state) for span in spans if span.state is not None},
            "pointers": {
                span.id: [list(span.pointer.offsets), list(span.pointer.opens), list(span.pointer.closes)]
                for span in spans
                if span.pointer is not None
            },
            "adjusted": adjusted,
        },
    )
    set_attributes(doc, spans)
    doc.ents = tuple(filter_spans(placed))


def get_spans(doc: Doc) -> tuple[Span, ...]:
    """The spans stored in a Doc, as they were given to `set_spans`; none when there are none."""
    if KEY not in doc.spans:
        return ()
    group, text = doc.spans[KEY], doc.text
    adjusted, scores, sources, states, pointers, attributes = (
        group.attrs.get(name, {}) for name in ("adjusted", "scores", "sources", "states", "pointers", "attributes")
    )
    found = []
    for place in group:
        span_id = place.id_
        start, end = adjusted.get(span_id, (place.start_char, place.end_char))
        values = dict(attributes.get(span_id, {}))
        score, source = scores.get(span_id), sources.get(span_id)
        state = tuple(states[span_id]) if span_id in states else None
        pointer = Pointer(*map(tuple, pointers[span_id])) if span_id in pointers else None
        found.append(Span(span_id, start, end, place.label_, text[start:end], values, score, source, state, pointer))
    return tuple(found)


def set_attributes(doc: Doc, spans: Iterable[Span]) -> None:
    """Store the attributes of spans that the Doc holds."""
    _attrs(doc)["attributes"] = {span.id: dict(span.attributes) for span in spans if span.attributes}


def set_relations(doc: Doc, relations: Iterable[Relation]) -> None:
    """Store the relations between spans that the Doc holds."""
    _attrs(doc)["relations"] = [relation.to_dict() for relation in relations]


def get_relations(doc: Doc) -> tuple[Relation, ...]:
    """The relations stored in a Doc; none when there are none."""
    return tuple(Relation(**record) for record in _attrs(doc).get("relations", ())) if KEY in doc.spans else ()


def report_from_doc(doc: Doc) -> Report:
    """The report of a Doc, with both tables; its id is empty, because a Doc has none."""
    from govner.knowledge.dates import find_date
    from govner.values import figures, officials
    from govner.values.units import Units

    text, spans, relations = doc.text, get_spans(doc), get_relations(doc)
    units = Units(text, spans, find_date(text))
    return Report(
        id="",
        text=text,
        spans=spans,
        relations=relations,
        officials=officials(text, spans, relations, units),
        figures=figures(text, spans, relations, units),
    )


def _place(doc: Doc, span: Span) -> DocSpan:
    place = doc.char_span(span.start, span.end, label=span.label, span_id=span.id, alignment_mode="expand")
    if place is None:
        raise GovnerError(
            f"span {span.id!r} at [{span.start}, {span.end}) is outside the Doc; give the spans of its text"
        )
    return place


def _attrs(doc: Doc) -> dict[str, Any]:
    if KEY not in doc.spans:
        doc.spans[KEY] = SpanGroup(doc, name=KEY)
    attrs: dict[str, Any] = doc.spans[KEY].attrs
    return attrs


@functools.cache
def _warn_of_adjusted() -> None:
    warnings.warn(
        "Some spans begin or end inside a token of the Doc: doc.ents and doc.spans have them widened to whole tokens, "
        "doc._.figures and doc._.officials exactly. The tokenizer 'govner.SyllableTokenizer.v1' avoids this.",
        stacklevel=3,
    )
