"""Where a tagger with a pointer says that the indicator of a METRIC opens and closes.

A pointer (Vinyals et al. 2015, "Pointer Networks") is a head that gives each syllable two queries and two keys of
`WIDTH` numbers. A query of a METRIC's first syllable times the key of another syllable is how much speaks for the
indicator to open there; the other pair tells where it closes. Both are log-odds to be added to those of the clues of
`govner.values.indicators`; `training/train_pointer.py` fits them so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govner.text.normalize import NormalizedView

WIDTH = 16
COLUMNS = 4 * WIDTH
BEFORE, BEHIND = 64, 40
"""Syllables on either side of a METRIC's first that it points to; none is in another line."""


def reach(metric: int, line_starts: NDArray[np.int64], count: int) -> tuple[int, int]:
    """The first of the syllables that a METRIC points to, and the one behind the last.

    Args:
        metric: the METRIC's first syllable.
        line_starts: the first syllable of each line.
        count: how many syllables the text has.
    """
    line = int(np.searchsorted(line_starts, metric, side="right"))
    opens = int(line_starts[line - 1]) if line else 0
    closes = int(line_starts[line]) if line < len(line_starts) else count
    return max(opens, metric - BEFORE), min(closes, metric + BEHIND)


def offsets(view: NormalizedView, syllables: Sequence[tuple[int, int]], start: int) -> tuple[int, ...]:
    """Where syllables of a view lie in the original, as a `Pointer` has it, counted from `start`."""
    places = [view.to_original(*syllable) for syllable in syllables]
    return (*(opens - start for opens, _ in places), places[-1][1] - start)


def odds(query: Any, keys: Any) -> tuple[Any, Any]:
    """Log-odds that the indicator opens, and that it closes, with each of some syllables.

    Args:
        query: what the head gives the METRIC's first syllable (COLUMNS,), an array or a tensor.
        keys: what it gives the others (syllables, COLUMNS).
    """
    of_opening, of_closing = query[:WIDTH], query[WIDTH : 2 * WIDTH]
    opening, closing = keys[:, 2 * WIDTH : 3 * WIDTH], keys[:, 3 * WIDTH :]
    return opening @ of_opening * WIDTH**-0.5, closing @ of_closing * WIDTH**-0.5
