"""What a tagger with a second head knows of owners: a vector for every span, the *state* of its first piece.

A state is a query of `WIDTH` numbers, a key of as many, and two numbers more: how much speaks for no owner at all, and
how much for a target. The query of a METRIC times the key of a unit is how well the unit fits as its owner. All are
log-odds to be added to those of the clues; `training/train_joint.py` fits them so.
"""

from __future__ import annotations

import math

from govner.schema import Span

WIDTH = 32
COLUMNS = 2 * WIDTH + 2
OF_OWNERS, OF_AIMS = 0.3, 0.3
"""The shares of the log-odds that count: a network is too sure after its training (they were chosen on dev)."""


def owner_odds(metric: Span, unit: Span) -> float:
    """Log-odds that the unit owns the figure; 0 where a state is missing."""
    if not (_has_state(metric) and _has_state(unit)):
        return 0.0
    query, key = _state(metric)[:WIDTH], _state(unit)[WIDTH : 2 * WIDTH]
    return OF_OWNERS * sum(left * right for left, right in zip(query, key, strict=True)) / math.sqrt(WIDTH)


def no_owner_odds(metric: Span) -> float:
    """Log-odds that the figure has no owner in the document; 0 without a state."""
    return OF_OWNERS * _state(metric)[2 * WIDTH] if _has_state(metric) else 0.0


def target_odds(metric: Span) -> float:
    """Log-odds that the figure is a target; 0 without a state."""
    return OF_AIMS * _state(metric)[2 * WIDTH + 1] if _has_state(metric) else 0.0


def _has_state(span: Span) -> bool:
    return span.state is not None and len(span.state) == COLUMNS


def _state(span: Span) -> tuple[float, ...]:
    return span.state or ()
