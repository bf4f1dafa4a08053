"""Posts of one holder that several persons are said to hold at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from govner.merging.records import MergedOfficial
from govner.text.names import fold


def rival_holders(holders: Sequence[MergedOfficial]) -> tuple[MergedOfficial, ...]:
    """Those holders of a post who are said to hold it at the same time as another one."""
    names = [fold(holder.name) for holder in holders]
    rivals: set[int] = set()
    for one, other in combinations(range(len(holders)), 2):
        if not _follow(holders[one], holders[other]) and not _may_be_one(names[one], names[other]):
            rivals |= {one, other}
    return tuple(holders[index] for index in sorted(rivals))


def _may_be_one(one: str, other: str) -> bool:
    """Whether one name is the end of the other: a report may say "ông Bình" alone."""
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


def _follow(one: MergedOfficial, other: MergedOfficial) -> bool:
    """Whether one of two was last seen in the post before the other was first."""
    if one.first_seen is None or one.last_seen is None or other.first_seen is None or other.last_seen is None:
        return False
    return one.last_seen < other.first_seen or other.last_seen < one.first_seen
