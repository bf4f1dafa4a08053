"""The attributes of a METRIC that annotation tools show: some as choices, the others as lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from govner.knowledge.figures.qualifiers import PREFERENCE
from govner.knowledge.figures.value import Kind

LABEL = "METRIC"
"""The label whose spans have attributes."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "qualifier": PREFERENCE,
    "direction": ("increase", "decrease"),
}
"""Attribute -> its values."""

LINES = ("value", "value_max", "total", "unit", "per", "basis", "indicator", "period")
"""Attributes that are a line of text."""


def shows(label: str, key: str, value: str) -> bool:
    """Whether a tool can show an attribute so that what comes back is the same."""
    if label != LABEL:
        return False
    if key in CHOICES:
        return value in CHOICES[key]
    return key in LINES and value.isprintable() and value == value.strip() != ""
