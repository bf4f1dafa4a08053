"""Texts with their spans marked: `Xã [LOC Tân Lập] có [METRIC 12 hộ nghèo].`"""

from __future__ import annotations

import re

from govner.schema import Span

_MARK = re.compile(r"\[(?P<label>[A-Z]+) (?P<words>[^\]]+)\]")


def read(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The bare text and the spans marked in it, named T1, T2, ... in order."""
    text, spans, edge = "", [], 0
    for number, match in enumerate(_MARK.finditer(marked), start=1):
        text += marked[edge : match.start()]
        words = match["words"]
        spans.append(Span(f"T{number}", len(text), len(text) + len(words), match["label"], words))
        text, edge = text + words, match.end()
    return text + marked[edge:], tuple(spans)
