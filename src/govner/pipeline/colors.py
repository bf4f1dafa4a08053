"""Colours of the labels in displaCy."""

from __future__ import annotations

from collections.abc import Mapping

COLORS: Mapping[str, str] = {
    "PERSON": "#8ecbf0",
    "TITLE": "#f5c04a",
    "ORG": "#5fc9a6",
    "LOC": "#e3a3c8",
    "METRIC": "#f3ea7c",
}
"""Label -> background for black text: tints of the palette of Okabe and Ito, which the colour-blind can tell apart."""
