"""The spans of a document as the rules see them: in order, each with its line and sentence, over the clean text.

All offsets of a `Mention` are those of the normalised view, so that rules compare one spelling and one kind of space.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from govner.knowledge.units import unit_name
from govner.schema import Span
from govner.text.normalize import normalize
from govner.text.sentences import sentences
from govner.text.tables import Table, tables

UNIT_LABELS = frozenset({"ORG", "LOC"})
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](20[0-3]\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
_MARKS = {"PERSON": "⟨p⟩", "TITLE": "⟨t⟩", "ORG": "⟨o⟩", "LOC": "⟨l⟩", "METRIC": "⟨m⟩"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One span in its place: `index` counts mentions, `line` and `sentence` count lines and sentences of the document.

    `surface` is the span's text casefolded in one spelling; `key` is what two mentions of one person, post, body or
    unit share: the surface, for a LOC without its type word.
    """

    span: Span
    index: int
    start: int
    end: int
    line: int
    sentence: int
    surface: str
    key: str


@dataclass(frozen=True)
class Layout:
    """A document's `original` and clean `text`, its `mentions` in order and the offsets of its `sentences`."""

    original: str
    text: str
    mentions: tuple[Mention, ...]
    sentences: tuple[tuple[int, int], ...]

    def labelled(self, *labels: str) -> list[Mention]:
        """The mentions that have one of these labels, in order."""
        return [mention for mention in self.mentions if mention.span.label in labels]

    def gap(self, start: int, end: int) -> str:
        """The lower-case text between two offsets; empty when they touch or cross."""
        return self.text[start:end].lower()

    def marked_gap(self, start: int, end: int, first: int, last: int) -> str:
        """The lower-case text between two offsets with mentions `[first, last)` reduced to a mark of their label."""
        parts: list[str] = []
        for mention in self.mentions[first:last]:
            if start <= mention.start:
                parts += (self.text[start : mention.start].lower(), _MARKS[mention.span.label])
                start = mention.end
        return "".join(parts) + self.text[start:end].lower()

    def before(self, mention: Mention, width: int) -> str:
        """Up to `width` lower-case characters of the mention's sentence that stand before it."""
        return self.gap(max(self.sentences[mention.sentence][0], mention.start - width), mention.start)

    def after(self, mention: Mention, width: int) -> str:
        """Up to `width` lower-case characters of the mention's sentence that stand behind it."""
        return self.gap(mention.end, min(self.sentences[mention.sentence][1], mention.end + width))

    @cached_property
    def by_key(self) -> dict[str, list[Mention]]:
        """Mentions of units (ORG, LOC) by key, each list in order."""
        index: dict[str, list[Mention]] = {}
        for mention in self.labelled(*UNIT_LABELS):
            index.setdefault(mention.key, []).append(mention)
        return index

    @cached_property
    def tables(self) -> list[Table]:
        """The tables of the original text."""
        return tables(self.original)

    @cached_property
    def year(self) -> int | None:
        """The year that the document seems to be of: that of a full date near its start, else the one named most."""
        date = _DATE.search(self.text[:1500])
        named = Counter(_YEAR.findall(self.text[:6000]))
        found = date[1] if date else max(named, key=lambda year: (named[year], year), default=None)
        return int(found) if found else None


def lay_out(text: str, spans: Iterable[Span]) -> Layout:
    """Order the spans and find each one's place, in time linear in the text and n log n in the spans."""
    view = normalize(text)
    clean = view.text
    bounds = tuple(sentences(clean)) or ((0, len(clean)),)
    starts = [start for start, _ in bounds]
    breaks = [offset for offset, character in enumerate(clean) if character == "\n"]
    mentions = []
    for index, span in enumerate(sorted(spans, key=lambda span: (span.start, span.end))):
        start, end = view.from_original(span.start, span.end)
        sentence = max(bisect_right(starts, start) - 1, 0)
        line = bisect_right(breaks, start)
        surface = " ".join(clean[start:end].casefold().split())
        key = unit_name(surface) if span.label == "LOC" else surface
        mentions.append(Mention(span, index, start, end, line, sentence, surface, key))
    return Layout(text, clean, tuple(mentions), bounds)


def nearest_before(mentions: Sequence[Mention], mention: Mention) -> Mention | None:
    """The last of ordered `mentions` that opens before `mention`."""
    at = bisect_right(mentions, mention.index, key=lambda other: other.index)
    return mentions[at - 1] if at else None


def nearest(mentions: Sequence[Mention], mention: Mention) -> Mention:
    """The last of ordered `mentions` that opens before `mention`, the first behind it where none does."""
    return nearest_before(mentions, mention) or mentions[0]
