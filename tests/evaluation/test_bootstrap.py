import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.evaluation.bootstrap import Bootstrap, Interval

DOCUMENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


@given(DOCUMENTS)
def test_interval_lies_within_0_and_1_for_shares(documents):
    parts, wholes = [a for a, _ in documents], [a + b for a, b in documents]
    interval = Bootstrap(len(documents), resamples=50).interval(parts, wholes)
    if sum(wholes):
        assert interval is None or 0 <= interval.low <= interval.high <= 1
    else:
        assert interval is None


@given(st.integers(0, 9), st.integers(1, 9), st.integers(1, 20))
def test_interval_is_a_point_when_all_documents_score_alike(part, rest, documents):
    interval = Bootstrap(documents, resamples=50).interval([part] * documents, [part + rest] * documents)
    assert interval == Interval(part / (part + rest), part / (part + rest))


def test_interval_is_that_of_documents_drawn_with_replacement():
    # Of 400 documents each right or wrong, the share right has a standard error of sqrt(0.5 * 0.5 / 400) = 0.025.
    interval = Bootstrap(400, resamples=4000).interval([1, 0] * 200, [1] * 400)
    assert interval.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.005)
    assert interval.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.005)


def test_seed_decides_the_resamples():
    parts, wholes = list(range(20)), [20] * 20
    first, again, other = (Bootstrap(20, resamples=100, seed=seed).interval(parts, wholes) for seed in (1, 1, 2))
    assert first == again != other


def test_resamples_with_nothing_to_divide_by_are_left_out():
    # The one document that has the label is missing from about a third of the resamples.
    assert Bootstrap(5).interval([1, 0, 0, 0, 0], [2, 0, 0, 0, 0]) == Interval(0.5, 0.5)


def test_no_documents_give_no_interval_and_no_warning():
    with np.errstate(all="raise"):
        assert Bootstrap(0).interval([], []) is None
