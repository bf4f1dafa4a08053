"""Officials and units of many reports in one table each: `merge`."""

from govner.merging.merge import merge
from govner.merging.records import Conflict, Merged, MergedOfficial, MergedUnit

__all__ = ["Conflict", "Merged", "MergedOfficial", "MergedUnit", "merge"]
