"""The administrative units of Vietnam: which there are and were, what they are called, and which one a report means."""

from __future__ import annotations

from govner.knowledge.places.gazetteer import REFORM, AdminUnit, Gazetteer, shipped_gazetteer
from govner.knowledge.places.resolve import resolve

__all__ = ["REFORM", "AdminUnit", "Gazetteer", "resolve", "shipped_gazetteer"]
