"""What comes of documents, errors that nobody foresaw among it; and its form on the way between processes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator

from govner.extractor import Extractor, Failure
from govner.io.sources import InputError, Item, internal_error
from govner.schema import Document, Report

Outcome = Report | InputError
"""What comes of an input: a report, or why there is none."""


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


def to_line(outcome: Outcome) -> str:
    """An outcome as JSON."""
    return outcome.to_json() if isinstance(outcome, Report) else json.dumps(outcome.args)


def from_line(line: str) -> Outcome:
    """The outcome that `to_line` made the line of."""
    return InputError(*json.loads(line)) if line.startswith("[") else Report.from_json(line)
