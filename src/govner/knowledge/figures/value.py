"""What a figure says, as one record."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

Kind = Literal["amount", "quantity", "count", "percent", "fraction", "rank", "standard"]


@dataclass(frozen=True, slots=True)
class FigureValue:
    """The values of one METRIC, as section 3 of the annotation guideline names them; None where the words say nothing.

    `value`, `value_max` and `total` are in the base unit: 31,45 tỷ đồng is 31450000000 of unit VND.

    `ambiguous` tells that a separator in one of the numbers could be read in two ways, or stands against Vietnamese
    custom (point for thousands, comma for decimals), so that a rule decided:

    - a lone separator before three digits is read by custom: 31.450 tỷ is 31450 tỷ, 31,450 tỷ is 31,45 tỷ;
    - unless the unit rules that out: what is counted, and money without a scale word, is whole (1,500 hộ is 1500 hộ),
      and a percentage from a thousand on is round (12.345% is 12,345%); before 000 it always parts thousands;
    - any other lone separator is a decimal one: 12.5% is 12,5%.

    Not ambiguous are 1.500 hộ and 12,5%: they follow custom and have no other reading.
    """

    kind: Kind
    value: int | float | None = None
    value_max: int | float | None = None
    total: int | float | None = None
    unit: str | None = None
    per: str | None = None
    qualifier: str | None = None
    direction: str | None = None
    basis: str | None = None
    ambiguous: bool = False

    def attributes(self) -> dict[str, str]:
        """The `attributes` of a gold METRIC: strings, a decimal point only where there are decimals, no absent key."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self) if field.name != "ambiguous")
        return {name: value if isinstance(value, str) else _plain(value) for name, value in given if value is not None}


def _plain(value: int | float) -> str:
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
