"""The scores that `nlp.evaluate` and `spacy train` report: strict spans and relations end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from govner.pipeline.storage import KEY, get_relations, get_spans
from govner.schema import Report, Span

if TYPE_CHECKING:
    from govner.evaluation.counts import Counts


def make_scorer() -> Callable[..., dict[str, Any]]:
    """What a component's `scorer` setting names: it gives `score`."""
    return score


registry.scorers("govner.scorer.v1", func=make_scorer)


def score(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Precision, recall and F1 in [0, 1] under `ents_*` and `govner_relations_*`, None where gold says nothing.

    Gold spans and relations are those of `storage.set_spans` and `set_relations`; a reference Doc without them is
    scored on its `ents`. How relations are compared is told in `govner.evaluation.relations`.
    """
    from govner.evaluation.relations import relations
    from govner.evaluation.spans import strict_spans

    span_pairs, relation_pairs = [], []
    for example in examples:
        pair = _report(example.reference), _report(example.predicted)
        if KEY in example.reference.spans or example.reference.has_annotation("ENT_IOB"):
            span_pairs.append(pair)
        if KEY in example.reference.spans and "relations" in example.reference.spans[KEY].attrs:
            relation_pairs.append(pair)
    return _scores("ents", [strict_spans(*pair) for pair in span_pairs]) | _scores(
        "govner_relations", [relations(*pair) for pair in relation_pairs]
    )


def _report(doc: Doc) -> Report:
    spans = get_spans(doc) if KEY in doc.spans else _entities(doc)
    return Report(id="", text=doc.text, spans=spans, relations=get_relations(doc))


def _entities(doc: Doc) -> tuple[Span, ...]:
    return tuple(
        Span(f"T{number}", entity.start_char, entity.end_char, entity.label_, entity.text)
        for number, entity in enumerate(doc.ents, start=1)
    )


def _scores(prefix: str, documents: Sequence[Mapping[str, Counts]]) -> dict[str, Any]:
    from govner.evaluation.counts import total

    labels = documents[0] if documents else ()
    by_label = {label: total([document[label] for document in documents]) for label in labels}
    found = {label: counts for label, counts in by_label.items() if counts.gold or counts.predicted}
    if not found:
        return {f"{prefix}_{key}": None for key in ("p", "r", "f", "per_type")}
    overall = _ratios(total(found.values()))
    return {f"{prefix}_{key}": value for key, value in overall.items()} | {
        f"{prefix}_per_type": {label: _ratios(counts) for label, counts in found.items()}
    }


def _ratios(counts: Counts) -> dict[str, float]:
    return {"p": counts.precision or 0.0, "r": counts.recall or 0.0, "f": counts.f1 or 0.0}
