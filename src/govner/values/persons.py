"""The persons of one document: which of its PERSON mentions name the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from govner.schema import Span
from govner.text.names import fold


def persons(spans: Iterable[Span]) -> list[list[Span]]:
    """The PERSON mentions of each person, persons and mentions in document order.

    Mentions of one name are one person, whatever the case and spelling; a shorter name ("ông Bình") joins the one
    longer name of the document that ends with it.
    """
    mentions: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.label == "PERSON":
            mentions[fold(span.text)].append(span)
    whole = _whole_names(mentions)
    found: dict[str, list[Span]] = defaultdict(list)
    for name, same in mentions.items():
        found[whole[name]].extend(same)
    for same in found.values():
        same.sort(key=lambda span: (span.start, span.end))
    return sorted(found.values(), key=lambda same: (same[0].start, same[0].end))


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
