"""BIO labels (IOB2): what a token classifier says of each syllable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

OUTSIDE = "O"


def bio_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """`O` and, for each span label, its `B-` and `I-`."""
    return (OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


def span_label(tag: str) -> str:
    """The span label of a tag: `PERSON` of `B-PERSON`; empty for `O`."""
    return tag[2:]


def check_tags(tags: Sequence[str]) -> None:
    """Raise ValueError unless the tags are `O` and pairs of `B-` and `I-` of the same labels."""
    begins = {span_label(tag) for tag in tags if tag.startswith("B-")}
    insides = {span_label(tag) for tag in tags if tag.startswith("I-")}
    if begins != insides or set(tags) != set(bio_labels(begins)) or len(set(tags)) != len(tags) or not begins:
        raise ValueError(f"labels must be O and pairs of B-X and I-X, not {', '.join(tags)}")
