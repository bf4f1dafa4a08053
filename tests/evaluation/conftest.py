"""Reports for the tests of the evaluation, written by marking spans in a text."""

import re
from collections.abc import Callable

import pytest

from govner.schema import Relation, Report, Span

_MARK = re.compile(r"\[([A-Z]+) ([^\]]*)\]")


def _mark(marked, *links, attributes=None, report_id="r"):
    text, spans, position = "", [], 0
    for number, match in enumerate(_MARK.finditer(marked), start=1):
        text += marked[position : match.start()]
        span_id = f"T{number}"
        start, end = len(text), len(text) + len(match[2])
        spans.append(Span(span_id, start, end, match[1], match[2], (attributes or {}).get(span_id, {})))
        text += match[2]
        position = match.end()
    relations = tuple(Relation(head, tail, label) for head, label, tail in (link.split() for link in links))
    return Report(report_id, text + marked[position:], spans=tuple(spans), relations=relations)


@pytest.fixture(scope="session")
def mark() -> Callable[..., Report]:
    """Builds a report: `[ORG UBND huyện]` marks a span, spans are T1, T2, ... in order, a link is "T1 LABEL T2"."""
    return _mark


@pytest.fixture(scope="session")
def metric(mark) -> Callable[..., Report]:
    """Builds a report with one METRIC that has the given attributes."""
    return lambda report_id="r", **attributes: mark(
        "Cả huyện có [METRIC 120 km] kênh mương.", attributes={"T1": attributes}, report_id=report_id
    )
