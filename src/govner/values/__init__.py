"""Spans and relations -> values: the attributes of figures, and the rows of the two tables."""

from govner.values.attributes import with_attributes
from govner.values.figures import figures
from govner.values.officials import officials

__all__ = ["figures", "officials", "with_attributes"]
