"""The words around a METRIC and around the units that may own it, as clues that `focus` gives a class of owner.

No list says which words matter: `training/train_linker.py` finds out which of them weigh. Numbers are `#`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govner.linking.layout import Layout, Mention

_TOKEN = re.compile(r"⟨\w⟩|\w+|[^\w\s]")
_BESIDE = 24
"""Characters on either side of a unit whose words are clues."""
_LEAD, _LEAD_WORDS = 60, 6
"""Characters before a METRIC, and words at the end of their last clause, that are clues."""
_CLAUSE_END = re.compile(r"[.;:(]")


def beside(layout: Layout, unit: Mention) -> tuple[str, ...]:
    """The word and the two words before a unit in its sentence, and those behind it."""
    before, behind = _tokens(layout.before(unit, _BESIDE)), _tokens(layout.after(unit, _BESIDE))
    found = []
    if before:
        found += [f"opened_by.{before[-1]}", f"opened_by2.{' '.join(before[-2:])}"]
    if behind:
        found += [f"followed_by.{behind[0]}", f"followed_by2.{' '.join(behind[:2])}"]
    return tuple(found)


def of_figure(layout: Layout, metric: Mention) -> tuple[str, ...]:
    """The words of a METRIC and those that lead to it."""
    start = max(layout.sentences[metric.sentence][0], metric.start - _LEAD)
    *_, clause = _CLAUSE_END.split(layout.gap(start, metric.start))
    own, lead = _tokens(layout.gap(metric.start, metric.end)), _tokens(clause)[-_LEAD_WORDS:]
    return (*_each("figure", own), *_each("leads", lead))


def between(text: str) -> Iterator[str]:
    """The words of a text that joins a unit to a METRIC."""
    return _each("between", _tokens(text))


def _tokens(text: str) -> list[str]:
    """The words and the marks of a lower-case text."""
    return ["#" if token.isdigit() else token for token in _TOKEN.findall(text)]


def _each(place: str, found: list[str]) -> Iterator[str]:
    return (f"{place}.{word}" for word in dict.fromkeys(found))
