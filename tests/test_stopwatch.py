from __future__ import annotations

import pytest

from govner import stopwatch
from govner.stopwatch import Stopwatch


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by one second each time it is read."""
    now = iter(range(100))
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: float(next(now)))


def test_an_inner_stage_does_not_count_for_the_outer_one(clock):
    watch = Stopwatch()
    with watch.stage("outer"):  # 0
        with watch.stage("inner"):  # 1
            pass  # 2
        with watch.stage("inner"):  # 3
            pass  # 4
    assert watch.seconds == {"outer": 3.0, "inner": 2.0}


def test_each_counts_the_time_an_item_takes_to_come_and_gives_all_items(clock):
    watch = Stopwatch()
    assert list(watch.each("reading", [None, 1])) == [None, 1]
    assert watch.seconds == {"reading": 3.0}


def test_a_stage_that_fails_is_counted_and_left(clock):
    watch = Stopwatch()
    with pytest.raises(ValueError, match="no"), watch.stage("a"):
        raise ValueError("no")
    with watch.stage("b"):
        pass
    assert watch.seconds == {"a": 1.0, "b": 1.0}
