"""Figures dealt out to units one after the other: "85 tỷ đồng cho huyện A, 62 tỷ đồng cho huyện B và 40 tỷ đồng cho C".

Each belongs to the unit behind it, whoever deals. A single "12 km ở xã A" says little, for many other units may stand
before it; a row of them with one preposition leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from govner.linking.layout import UNIT_LABELS, Layout, Mention

_TO_UNIT = re.compile(r"(?: \w+){0,4} (cho|tại|ở|của|thuộc)(?: các)? ")
_NEXT = re.compile(r"(?:[,;]|,? và)(?: \w+){0,2} ")


def dealt(layout: Layout) -> Mapping[int, str]:
    """The METRICs of a document that are dealt out, by index, each with the key of its unit."""
    found: dict[int, str] = {}
    metrics = [metric for metric in layout.labelled("METRIC") if _preposition(layout, metric)]
    for one, other in pairwise(metrics):
        unit = layout.mentions[one.index + 1]
        in_a_row = other.index == unit.index + 1 and _NEXT.fullmatch(layout.gap(unit.end, other.start))
        if in_a_row and _preposition(layout, one) == _preposition(layout, other):
            found |= {metric.index: layout.mentions[metric.index + 1].key for metric in (one, other)}
    return found


def _preposition(layout: Layout, metric: Mention) -> str | None:
    """The word that leads from a METRIC to a unit right behind it."""
    following = layout.mentions[metric.index + 1 : metric.index + 2]
    if not following or following[0].span.label not in UNIT_LABELS:
        return None
    found = _TO_UNIT.fullmatch(layout.gap(metric.end, following[0].start))
    return found and found[1]
