"""Figures in the cells of tables: the unit that heads the row has them, the column may say that they are planned.

"Xã Tả Van | 12.350 | 80%" and "Duy Sơn - 19 - 62,4" tell of one unit each, whatever the text around the table is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from govner.linking.layout import UNIT_LABELS, Layout, Mention
from govner.text.listings import Row, Stretch

_MOST = 0.5
"""Share of a cell that the name of the unit takes at least: a row on "đường Tà Chải - Bản Phố" is about a road."""
_PLAN = re.compile(
    r"(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nhu cầu|dự kiến|phấn đấu)(?!\w)(?! (?:đã|đạt|còn|chưa|hoàn thành)(?!\w))",
    re.IGNORECASE,
)
_FACT = re.compile(r"(?:thực hiện|kết quả|giải ngân|đã|đạt|ước)(?!\w)", re.IGNORECASE)


def headed(layout: Layout) -> Mapping[int, str]:
    """The METRICs in rows that a unit heads, by index, each with the key of its unit."""
    units, metrics = layout.labelled(*UNIT_LABELS), layout.labelled("METRIC")
    return {
        metric.index: unit.key
        for _, *rows in layout.tables
        for row in rows
        for unit, behind in _head(units, row)
        for metric in _within(metrics, behind)
    }


def planned(layout: Layout) -> Mapping[int, bool]:
    """Whether METRICs are in columns of plans (Kế hoạch, Dự toán) or of facts (Thực hiện, Đạt), by index."""
    metrics = layout.labelled("METRIC")
    return {
        metric.index: is_plan
        for names, *rows in layout.tables
        for column, (start, end) in enumerate(names)
        for pattern, is_plan in ((_PLAN, True), (_FACT, False))
        if pattern.match(layout.original, start, end)
        for row in rows
        for metric in _within(metrics, row[column])
    }


def _head(units: Sequence[Mention], row: Row) -> Iterator[tuple[Mention, Stretch]]:
    """The unit that heads a row, if any does, and the stretch of the cells behind it."""
    for cell in row[:-1]:
        for unit in _within(units, cell):
            if unit.span.end - unit.span.start >= _MOST * (cell[1] - cell[0]):
                yield unit, (cell[1], row[-1][1])
                return


def _within(mentions: Sequence[Mention], stretch: Stretch) -> Sequence[Mention]:
    """Those of ordered mentions that open in a stretch of the original text."""
    first, last = (bisect_left(mentions, edge, key=lambda mention: mention.span.start) for edge in stretch)
    return mentions[first:last]
