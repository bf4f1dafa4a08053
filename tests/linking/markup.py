"""A small strict reader of inline markup, so that a test shows its text, spans and relations at a glance.

[[T1 PERSON|Trần Văn Bình]], [[T2 TITLE|Bí thư]] [[T3 ORG|Huyện ủy]]
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
"""

from __future__ import annotations

import re

from govner.schema import LABELS, SIGNATURES, Relation, Span

_SPAN = re.compile(r"\[\[(\w+) ([A-Z]+)\|([^\[\]|]+)\]\]")


def parse(markup: str) -> tuple[str, list[Span], set[tuple[str, str, str]]]:
    """The text, its spans and its relations as (head, label, tail).

    Raises:
        ValueError: brackets that do not close, an unknown label or id, an id used twice, a line that is no relation.
    """
    body, _, tail = markup.strip().partition("\n=====\n")
    parts: list[str] = []
    spans: dict[str, Span] = {}
    position = length = 0
    for match in _SPAN.finditer(body):
        parts += (body[position : match.start()], match[3])
        start = length + match.start() - position
        length = start + len(match[3])
        position = match.end()
        if match[2] not in LABELS or match[1] in spans:
            raise ValueError(f"unknown label or repeated id: {match[0]}")
        spans[match[1]] = Span(match[1], start, length, match[2], match[3])
    parts.append(body[position:])
    text = "".join(parts)
    if "[[" in text or "]]" in text:
        raise ValueError(f"broken markup: {text}")
    return text, list(spans.values()), {_relation(line, spans) for line in tail.splitlines() if line.strip()}


def _relation(line: str, spans: dict[str, Span]) -> tuple[str, str, str]:
    words = line.split()
    if len(words) != 3 or words[1] not in SIGNATURES:
        raise ValueError(f"no relation: {line}")
    head, label, tail = words
    for end, allowed in zip((head, tail), SIGNATURES[label], strict=True):
        if end not in spans or spans[end].label not in allowed:
            raise ValueError(f"unknown or unfit span {end}: {line}")
    return head, label, tail


def triples(relations: tuple[Relation, ...]) -> set[tuple[str, str, str]]:
    """Relations without their scores, to compare with those of `parse`."""
    return {(relation.head, relation.label, relation.tail) for relation in relations}
