"""Offsets as JavaScript counts them: in UTF-16 code units, two for a character beyond U+FFFF."""

from __future__ import annotations

from bisect import bisect_left


class CodeUnits:
    """The way between code points and UTF-16 code units in one text.

    >>> units = CodeUnits("📈 tăng")
    >>> units.of(2), units.code_point(3)
    (3, 2)
    """

    def __init__(self, text: str):
        self._wide = [offset for offset, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_units = [offset + before for before, offset in enumerate(self._wide)]

    def of(self, offset: int) -> int:
        """The offset in code units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)

    def code_point(self, units: int) -> int | None:
        """The offset in code points of an offset in code units; None inside a character."""
        before = bisect_left(self._wide_units, units)
        offset = units - before
        return offset if self.of(offset) == units else None
