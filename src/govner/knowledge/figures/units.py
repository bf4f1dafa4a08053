"""Units of money and measure, and what a figure is counted per."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govner.knowledge.figures.value import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that ends at offset `end`; `name` is its one spelling in results (đồng, đ and VNĐ are VND)."""

    kind: Kind
    name: str
    end: int


@dataclass(frozen=True, slots=True)
class Divisor:
    """What a rate is counted per (người/năm), and the offset where it ends."""

    name: str
    end: int


_MONEY = {
    "VND": "đồng|vnđ|vnd|đ",
    "USD": "usd|đô la mỹ|đô-la mỹ|đô la|đô-la|đôla|mỹ kim",
    "EUR": "eur|euro|ơ-rô",
    "JPY": "jpy|yên nhật|yên",
    "CNY": "cny|nhân dân tệ|ndt",
    "KRW": "krw|won",
    "LAK": "lak|kíp",
    "GBP": "gbp|bảng anh",
    "AUD": "aud|đô la úc",
}
_WORDS = "cm mm dm tấn tạ yến gam gr g ml lít sào thước giạ lần giờ"
_SYMBOLS = "MW MWp MWh kW kWp kWh GW GWh kV kVA MVA TEU Mbps"
_MEASURES = {
    "ha": "ha|hecta|hécta|héc ta|héc-ta|hec-ta",
    "m2": "m2|m²|mét vuông|m vuông",
    "km2": "km2|km²|km vuông|ki lô mét vuông|ki-lô-mét vuông",
    "m3": "m3|m³|mét khối|m khối",
    "m": "m",
    "mét": "mét",
    "km": "km|ki lô mét|ki-lô-mét|kilômét|kilomet|cây số",
    "kg": "kg|ki lô gam|ki-lô-gam|kilôgam|kilogam",
    **{name: name for name in _WORDS.split()},
    **{name: name.casefold() for name in _SYMBOLS.split()},
    **{name: name for name in ("cây vàng", "lượng vàng", "mức lương cơ bản", "mức lương cơ sở", "ký lúa")},
}
_SHARE = {"%": "phần trăm|điểm phần trăm"}

_UNITS: dict[str, tuple[Kind, str]] = {
    **{form: ("amount", name) for name, forms in _MONEY.items() for form in forms.split("|")},
    **{form: ("quantity", name) for name, forms in _MEASURES.items() for form in forms.split("|")},
    **{form: ("percent", name) for name, forms in _SHARE.items() for form in forms.split("|")},
}
_FORMS = "|".join(sorted((re.escape(form) for form in _UNITS), key=len, reverse=True))
# "đồng chí" and "giờ học" are counted nouns that only begin like a unit.
_UNIT = re.compile(
    rf"\s*(?:(?P<percent>(?:điểm\s?)?%)|(?P<form>{_FORMS})(?!\w)(?!\s(?:chí|bào|hương|ruộng|dạy|giảng)\b))",
    re.IGNORECASE,
)
_TIMES = {"h": "giờ"}
_DIVISOR_WORD = (
    r"người(?: dân)?|hộ(?: dân| gia đình)?|gia đình|khẩu|học sinh|lao động|công dân|ngày(?:,? đêm)?|năm|tháng|quý|tuần"
    r"|nhiệm kỳ|vụ|phút|giây|giờ|buổi|đơn vị(?: hành chính)?|mét ngang|tổ dân phố|tổ chức"
)
_PART = rf"(?:{_DIVISOR_WORD}|[^\W\d_]+[23²³]?)(?!\w)"
_DIVISOR = re.compile(
    rf"\s*/\s*(?P<slash>(?:[0-9][0-9.,]*\s?)?{_PART}(?:\s*/\s*{_PART})*)"
    rf"|\s+(?:trên\s+)?(?:mỗi|một)\s+(?P<word>{_DIVISOR_WORD}|{_FORMS})(?!\w)",
    re.IGNORECASE,
)


def read_unit(text: str, start: int) -> Unit | None:
    """The unit of money or measure, or the percent sign, that opens at `start`."""
    match = _UNIT.match(text, start)
    if match is None:
        return None
    if match["percent"]:
        return Unit("percent", "%", match.end())
    kind, name = _UNITS[match["form"].casefold()]
    return Unit(kind, name, match.end())


def read_divisor(text: str, start: int) -> Divisor | None:
    """The divisor that opens at `start`: `/người/năm`, ` mỗi giây`."""
    match = _DIVISOR.match(text, start)
    if match is None:
        return None
    parts = re.split(r"\s*/\s*", match["slash"] or match["word"])
    return Divisor("/".join(_divisor_name(part) for part in parts), match.end())


def _divisor_name(part: str) -> str:
    part = re.sub(r"^1\s?(?![\d.,])", "", part)
    return _TIMES.get(part, part)
