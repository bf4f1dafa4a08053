"""The grammar of figures: the words of one METRIC in, its values out."""

from govner.knowledge.figures.grammar import parse_figure
from govner.knowledge.figures.value import FigureValue, Kind

__all__ = ["FigureValue", "Kind", "parse_figure"]
