from __future__ import annotations

import json
from importlib.resources import files

from govner.values.weights import Weights, shipped_weights


def test_the_shipped_weights_say_how_they_were_fitted() -> None:
    record = json.loads(files("govner.values").joinpath("weights.json").read_text(encoding="utf-8"))
    assert record["provenance"]["data"]
    assert shipped_weights() == Weights(record["indicator"], record["period"])
    assert shipped_weights().indicator
    assert shipped_weights().period


def test_weights_are_read_once() -> None:
    assert shipped_weights() is shipped_weights()
