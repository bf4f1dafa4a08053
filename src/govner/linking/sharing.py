"""Figures that several units have, each for itself: "xã Tà Chải và xã Bản Phố mỗi xã đạt 12 tiêu chí".

The units of a coordination that stands straight before a METRIC share it where the text says so (mỗi, từng, đều, cùng)
or where they are joined by "và" and the METRIC follows within a few words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govner.knowledge.units import parse_unit
from govner.linking.layout import UNIT_LABELS, Layout, Mention

SCORE = 0.9
"""The share of right links among those made here from gold owners on the training reports, rounded down."""

_JOINT = re.compile(r"(?:,|,? (?:và|cùng|với))(?: (?:ở|tại|cả|các))? ")
_JOINED = re.compile(r"(?<!\w)(?:và|cùng|với)(?!\w)")
_EACH = re.compile(r"(?<!\w)(?:mỗi(?! năm| tháng| ngày| vụ| kỳ| người| hộ)|từng|đều|cùng)(?!\w)")
_TOGETHER = re.compile(r"(?<!\w)(?:tổng|tổng số|tổng cộng|cộng|giữa|nối|nối liền|liên|chênh lệch)(?!\w)[^,;:.]*$")
"""Words before units that have a figure together, or between them, and not each for itself."""
_IN_TURN = re.compile(r"lần lượt|tương ứng")
_PREDICATE = re.compile(r"(?=.*\w)[^(),;]{1,24}")
_FAR = 80
"""Characters between the units and the METRIC at most."""
_MOST = 12
"""Units of a coordination that are looked at."""


def sharers(layout: Layout, metric: Mention, owner: str) -> tuple[Mention, ...]:
    """The other units that have the METRIC of an owner, which is given by its key."""
    units = _units_before(layout, metric)
    if len(units) < 2 or owner not in {unit.key for unit in units}:
        return ()
    gap = layout.gap(units[-1].end, metric.start)
    given = _EACH.search(gap) or _EACH.match(layout.after(metric, 8).lstrip(" ,"))
    joint = layout.gap(units[-2].end, units[-1].start)
    alike = _do_alike(units, joint, gap) and not _together(layout, units[0])
    if _IN_TURN.search(gap) or len(gap) > _FAR or not (given or alike):
        return ()
    return tuple(unit for unit in units if unit.key != owner)


def _do_alike(units: Sequence[Mention], joint: str, gap: str) -> bool:
    """Whether units are the one subject of the few words between them and a METRIC."""
    one_label = len({unit.span.label for unit in units}) == 1
    levels = [levels for unit in units if (levels := parse_unit(unit.span.text).levels)]
    one_level = not levels or bool(frozenset.intersection(*levels))
    return one_label and one_level and bool(_JOINED.search(joint)) and bool(_PREDICATE.fullmatch(gap))


def _together(layout: Layout, first: Mention) -> bool:
    """Whether coordinated units, of which this is the first, have one figure together."""
    return bool(_TOGETHER.search(layout.before(first, _FAR)))


def _units_before(layout: Layout, metric: Mention) -> list[Mention]:
    """The coordinated units that end with the mention before a METRIC, in its sentence; the first of each key."""
    found: dict[str, Mention] = {}
    following: Mention | None = None
    for unit in reversed(layout.mentions[max(0, metric.index - _MOST) : metric.index]):
        if unit.span.label not in UNIT_LABELS or unit.sentence != metric.sentence:
            break
        if following and not _JOINT.fullmatch(layout.gap(unit.end, following.start)):
            break
        found[unit.key] = following = unit
    return list(found.values())[::-1]
