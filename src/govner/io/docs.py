"""Reports of whatever the public functions take: a `Report`, or a spaCy `Doc` that the pipeline has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govner.schema import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc


def as_report(item: Report | Doc) -> Report:
    """The report of a `Doc`, or the report itself.

    Raises:
        TypeError: the item is neither.
    """
    if isinstance(item, Report):
        return item
    if hasattr(item, "spans") and hasattr(item, "ents"):
        from govner.pipeline.storage import report_from_doc  # who has a Doc has spaCy

        return report_from_doc(item)
    raise TypeError(f"a Report or a spaCy Doc is wanted, not {type(item).__name__}")


def as_reports(items: Iterable[Report | Doc]) -> Iterator[Report]:
    """The reports of many items, in their order, drawn one by one."""
    return map(as_report, items)
