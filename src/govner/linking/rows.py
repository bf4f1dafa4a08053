"""Figures in the cells of tables: the unit that heads the row has them, the column may say that they are planned.

"Xã Tả Van | 12.350 | 80%" and "Duy Sơn - 19 - 62,4" tell of one unit each, whatever the text around the table is about.
"Tổng cộng | 74.210 | 81%" tells of none of those that head the other rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from govner.knowledge.units import parse_unit
from govner.linking.layout import UNIT_LABELS, Layout, Mention
from govner.text.listings import Row, Stretch

_MOST = 0.5
"""Share of a cell that the name of the unit takes at least: a row on "đường Tà Chải - Bản Phố" is about a road."""
_PLAN = re.compile(
    r"(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nhu cầu|dự kiến|phấn đấu)(?!\w)(?! (?:đã|đạt|còn|chưa|hoàn thành)(?!\w))",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:tổng(?: cộng| số)?|cộng|toàn (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)|bình quân chung)\W*",
    re.IGNORECASE,
)
_FACT = re.compile(r"(?:thực hiện|kết quả|giải ngân|đã|đạt|ước)(?!\w)", re.IGNORECASE)


def headed(layout: Layout) -> Mapping[int, str]:
    """The METRICs in rows that a unit heads, by index, each with the key of its unit."""
    units, metrics = layout.labelled(*UNIT_LABELS), layout.labelled("METRIC")
    return {
        metric.index: unit.key
        for table in layout.tables
        for row in table.rows
        for unit, behind in _head(units, row)
        for metric in _within(metrics, behind)
    }


def barred(layout: Layout) -> Mapping[int, frozenset[str]]:
    """The METRICs in rows of totals, by index, each with the keys of the units that head other rows of the table."""
    units, metrics = layout.labelled(*UNIT_LABELS), layout.labelled("METRIC")
    return {
        metric.index: heads
        for table in layout.tables
        if (heads := frozenset(unit.key for row in table.rows for unit, _ in _head(units, row)) - _namesakes(layout))
        for row in table.rows
        if any(_TOTAL.fullmatch(layout.original, *cell) for cell in row)
        for metric in _within(metrics, (row[0][0], row[-1][1]))
    }


def _namesakes(layout: Layout) -> frozenset[str]:
    """The keys under which units of two levels are named: a district is often named like its town."""
    names = {(mention.key, parse_unit(mention.span.text).levels) for mention in layout.labelled("LOC")}
    counts = Counter(key for key, levels in names if levels)
    return frozenset(key for key, count in counts.items() if count > 1)


def planned(layout: Layout) -> Mapping[int, bool]:
    """Whether METRICs are in columns of plans (Kế hoạch, Dự toán) or of facts (Thực hiện, Đạt), by index.

    Of the names over a column the most particular counts.
    """
    metrics = layout.labelled("METRIC")
    return {
        metric.index: is_plan
        for table in layout.tables
        for column, names in enumerate(table.names)
        for start, end in names
        for pattern, is_plan in ((_PLAN, True), (_FACT, False))
        if pattern.match(layout.original, start, end)
        for row in table.rows
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
