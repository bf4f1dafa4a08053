"""The officials of one document: each person once, with the positions that the relations give them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from govner.schema import Official, Position, Relation, Span
from govner.text.names import fold
from govner.text.sentences import sentences


def officials(text: str, spans: Sequence[Span], relations: Sequence[Relation]) -> tuple[Official, ...]:
    """The persons of a document in the order in which it names them, those without a position too.

    Mentions of one name are one person, whatever the case and spelling; a shorter name ("ông Bình") joins the one
    longer name of the document that ends with it. A person's positions follow the document, each title at each body
    once, with the sentence of the title as evidence. A score is the weakest of those of the spans and relations that
    it rests on, None where none of them has a score.
    """
    by_id = {span.id: span for span in spans}
    bodies = _tails(relations, "POSITION_AT")
    titles = _tails(relations, "HOLDS_POSITION")
    evidence = _Evidence(text)
    found = []
    for mentions in _persons(spans):
        held = [
            (by_id[mention.id], by_id[holds.tail], holds)
            for mention in mentions
            for holds in titles.get(mention.id, ())
        ]
        held.sort(key=lambda item: (item[1].start, item[1].end))
        rows = [(person, title, holds, at) for person, title, holds in held for at in bodies.get(title.id, [None])]
        positions: dict[tuple[str, str], Position] = {}
        for person, title, holds, at in rows:
            body = by_id[at.tail] if at else None
            key = (fold(title.text), fold(body.text) if body else "")
            if key not in positions:
                positions[key] = Position(
                    title=title.text,
                    title_id=title.id,
                    body=body.text if body else None,
                    body_id=body.id if body else None,
                    evidence=evidence.of(title),
                    score=_weakest(person, title, holds, body, at),
                )
        named = {title for title, body in positions if body}
        told = tuple(row for (title, body), row in positions.items() if body or title not in named)
        fullest = max(mentions, key=lambda mention: len(fold(mention.text).split()))
        found.append(Official(fullest.text, tuple(mention.id for mention in mentions), told))
    return tuple(found)


class _Evidence:
    """The sentences of a text, found by offset."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = sentences(text)
        self._starts = [start for start, _ in self._sentences]

    def of(self, span: Span) -> str:
        at = bisect_right(self._starts, span.start) - 1
        start, end = self._sentences[max(at, 0)]
        return self._text[min(start, span.start) : max(end, span.end)]


def _persons(spans: Iterable[Span]) -> list[list[Span]]:
    """The PERSON mentions of each person, persons and mentions in document order."""
    mentions: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.label == "PERSON":
            mentions[fold(span.text)].append(span)
    whole = _whole_names(mentions)
    persons: dict[str, list[Span]] = defaultdict(list)
    for name, found in mentions.items():
        persons[whole[name]].extend(found)
    for found in persons.values():
        found.sort(key=lambda span: (span.start, span.end))
    return sorted(persons.values(), key=lambda found: (found[0].start, found[0].end))


def _whole_names(names: Iterable[str]) -> Mapping[str, str]:
    """Each name -> the longest name that it is the end of, itself where there is none or more than one person's."""
    longer: dict[str, set[str]] = defaultdict(set)
    known = list(names)
    for name in known:
        words = name.split()
        for first in range(1, len(words)):
            longer[" ".join(words[first:])].add(name)
    return {name: _only_longest(longer[name]) or name for name in known}


def _only_longest(names: set[str]) -> str | None:
    """The name that all the others are ends of."""
    longest = max(names, key=len, default="")
    return longest if longest and all(longest.endswith(name) for name in names) else None


def _tails(relations: Iterable[Relation], label: str) -> Mapping[str, list[Relation]]:
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.label == label:
            found[relation.head].append(relation)
    return found


def _weakest(*parts: Span | Relation | None) -> float | None:
    return min((part.score for part in parts if part and part.score is not None), default=None)
