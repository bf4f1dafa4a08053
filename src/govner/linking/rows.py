"""Figures in the cells of tables: the unit that heads the row or the column has them, which may say they are planned.

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
from govner.text.tables import TOTAL, Table, is_filled, is_most_of

_PLAN = re.compile(
    r"(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nhu cầu|dự kiến|phấn đấu)(?!\w)(?! (?:đã|đạt|còn|chưa|hoàn thành)(?!\w))",
    re.IGNORECASE,
)
_FACT = re.compile(r"(?:thực hiện|kết quả|giải ngân|đã|đạt|ước)(?!\w)", re.IGNORECASE)


def headed(layout: Layout) -> Mapping[int, str]:
    """The METRICs in rows or columns that a unit heads, by index, each with the key of its unit; rows come first."""
    metrics = layout.labelled("METRIC")
    found: dict[int, str] = {}
    for table in layout.tables:
        headed_cells = [
            *((unit, row[column]) for column, unit in _headed_columns(layout, table) for row in table.rows),
            *((unit, behind) for unit, _, behind in _headed_rows(layout, table) if unit),
        ]
        found |= {metric.index: unit.key for unit, cells in headed_cells for metric in _within(metrics, cells)}
    return found


def tabled(layout: Layout) -> frozenset[int]:
    """The METRICs in tables, by index."""
    metrics = layout.labelled("METRIC")
    stretches = ((table.rows[0][0][0], table.rows[-1][-1][1]) for table in layout.tables)
    return frozenset(metric.index for stretch in stretches for metric in _within(metrics, stretch))


def barred(layout: Layout) -> Mapping[int, frozenset[str]]:
    """The METRICs in rows that sum up others, by index, each with the keys of the units that head other rows.

    So are those in all rows without a unit at their head where half of the rows have one.
    """
    metrics, namesakes = layout.labelled("METRIC"), _namesakes(layout)
    found: dict[int, frozenset[str]] = {}
    for table in layout.tables:
        rows = list(_headed_rows(layout, table))
        heads = [unit.key for unit, _, _ in rows if unit]
        of_units = 2 * len(heads) >= len(rows)
        others = frozenset(heads) - namesakes
        for unit, row, behind in rows:
            if unit is None and others and (of_units or _is_total(layout, row)):
                found |= {metric.index: others for metric in _within(metrics, behind)}
    return found


def _headed_rows(layout: Layout, table: Table) -> Iterator[tuple[Mention | None, Row, Stretch]]:
    """The rows of a table, each with the unit at its head, if there is one, and the stretch of the cells behind it.

    A unit heads the rows below, too, that leave out its cell and all before.
    """
    units = layout.labelled(*UNIT_LABELS)
    unit: Mention | None = None
    column = 0
    for row in table.rows:
        own = _head(units, row)
        if own:
            unit, column = own
        elif any(map(is_filled, row[: column + 1])) or _is_total(layout, row):
            unit = None
        yield unit, row, (row[column][1] if unit else row[0][0], row[-1][1])


def _headed_columns(layout: Layout, table: Table) -> Iterator[tuple[int, Mention]]:
    """The columns that are named by a unit alone, each with it."""
    units = layout.labelled(*UNIT_LABELS)
    for column, names in enumerate(table.names):
        for unit in _within(units, names[-1]):
            if is_most_of(unit.span.start, unit.span.end, names[-1]):
                yield column, unit


def _is_total(layout: Layout, row: Row) -> bool:
    return any(TOTAL.fullmatch(layout.original, *cell) for cell in row)


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


def _head(units: Sequence[Mention], row: Row) -> tuple[Mention, int] | None:
    """The unit that heads a row, if any does, and the number of its cell."""
    for column, cell in enumerate(row[:-1]):
        for unit in _within(units, cell):
            # A row on "đường Tà Chải - Bản Phố" is about a road.
            if is_most_of(unit.span.start, unit.span.end, cell):
                return unit, column
    return None


def _within(mentions: Sequence[Mention], stretch: Stretch) -> Sequence[Mention]:
    """Those of ordered mentions that open in a stretch of the original text."""
    first, last = (bisect_left(mentions, edge, key=lambda mention: mention.span.start) for edge in stretch)
    return mentions[first:last]
