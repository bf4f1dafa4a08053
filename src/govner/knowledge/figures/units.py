"""Units of money and measure, and what a figure is counted per."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govner.knowledge.figures.nouns import LISTED
from govner.knowledge.figures.value import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that ends at offset `end`; `name` is its one spelling in results (đồng, đ and VNĐ are VND)."""

    kind: Kind
    name: str
    end: int


_MONEY = {
    "VND": "đồng|vnđ|vnd|đ|dồng",
    "USD": "usd|us$|đô la mỹ|đô-la mỹ|đô la|đô-la|đôla|đô|mỹ kim|$",
    "EUR": "eur|euro|ơ-rô|€",
    "JPY": "jpy|yên nhật|yên",
    "CNY": "cny|rmb|nhân dân tệ|ndt|tệ",
    "KRW": "krw|won",
    "LAK": "lak|kíp",
    "THB": "thb|baht|bạt",
    "SGD": "sgd|đô la singapore",
    "GBP": "gbp|bảng anh",
    "AUD": "aud|đô la úc",
}
_WORDS = "cv cm mm dm tấn tạ yến gam gr g ml lít sào thước giạ lần giờ"
_SYMBOLS = "MW MWp MWh kW kWp kWh GW GWh kV kVA MVA TEU Mbps dB"
_MEASURES = {
    "ha": "ha|hecta|hécta|héc ta|héc-ta|hec-ta",
    "m2": "m2|m²|mét vuông|m vuông",
    "km2": "km2|km²|km vuông|ki lô mét vuông|ki-lô-mét vuông",
    "m3": "m3|m³|mét khối|m khối",
    "m": "m",
    "mét": "mét",
    "km": "km|ki lô mét|ki-lô-mét|kilômét|kilomet|cây số",
    "kg": "kg|ki lô gam|ki-lô-gam|kilôgam|kilogam",
    "°C": "°c|độ c|ºc",
    "hải lý": "hải lý",
    **{name: name for name in _WORDS.split()},
    **{name: name.casefold() for name in _SYMBOLS.split()},
    **{name: name for name in ("cây vàng", "lượng vàng", "mức lương cơ bản", "mức lương cơ sở", "ký lúa")},
}
_SHARE = {"%": "%|điểm %|điểm%|phần trăm|điểm phần trăm", "‰": "‰|phần nghìn"}

_UNITS: dict[str, tuple[Kind, str]] = {
    **{form: ("amount", name) for name, forms in _MONEY.items() for form in forms.split("|")},
    **{form: ("quantity", name) for name, forms in _MEASURES.items() for form in forms.split("|")},
    **{form: ("percent", name) for name, forms in _SHARE.items() for form in forms.split("|")},
}
FORMS = "|".join(sorted((re.escape(form) for form in _UNITS), key=len, reverse=True))
"""A pattern of the units of money and measure and the percent signs, longer ones first."""
# "đồng chí", "đồng phạm", "giờ học" and "đô thị" are counted nouns that only begin like a unit; a sign (5%năm) may
# touch the next word.
_UNIT = re.compile(
    rf"\s*(?P<form>{FORMS})(?:(?<=[%‰$€])|(?!\w)(?!\s(?:chí|bào|hương|ruộng|dạy|giảng|thị|vật)\b)"
    r"(?!(?<=đồng)\s(?:phạm|nghiệp|tác giả|hồ|cỏ)\b))",
    re.IGNORECASE,
)
# Words for money end other figures too (trăm đồng, đô); codes and signs alone may stand before a number.
_CODE_BEFORE = re.compile(
    r"(?<!\w)(?P<form>us\$|usd|vnd|vnđ|eur|jpy|cny|rmb|ndt|krw|lak|thb|sgd|gbp|aud|[$€])\s?$", re.IGNORECASE
)
_SPELLINGS = {"h": "giờ", "m²": "m2", "m³": "m3", "km²": "km2"} | dict.fromkeys(_MEASURES["ha"].split("|"), "ha")
_TIME = frozenset({"năm", "tháng", "quý", "tuần", "ngày", "ngày đêm", "giờ"})
_DIVISOR_WORD = (
    r"(?:nghìn|ngàn|vạn|triệu)\s(?:dân|người|trẻ)|người(?: dân)?|hộ(?: dân| gia đình)?|gia đình|khẩu|học sinh|lao động"
    r"|công dân|ngày(?:,? đêm)?|năm|tháng|quý|tuần"
    r"|nhiệm kỳ|vụ|phút|giây|giờ|buổi|đơn vị(?: hành chính)?|mét ngang|tổ dân phố|tổ chức"
)
_PART = rf"(?:{_DIVISOR_WORD}|{LISTED}|{FORMS}|[^\W\d_]+[23²³]?)(?!\w)"
_EACH = rf"(?:{_DIVISOR_WORD}|{LISTED}|{FORMS})(?!\w)"
_SLASH = re.compile(rf"\s*/\s*(?P<name>(?:[0-9][0-9.,]*\s?)?{_PART}(?:\s*/\s*{_PART})*)", re.IGNORECASE)
_SLASH_BEHIND_NOUN = re.compile(rf"(?:\s[^\W\d_]+){{1,3}}{_SLASH.pattern}", re.IGNORECASE)
_SLASH_BEHIND = re.compile(rf"\s*/\s*(?P<name>{_EACH}(?:\s*/\s*{_EACH})*)", re.IGNORECASE)
# Behind a listed noun no number may follow, which tells what each thing costs: 30 suất quà *mỗi suất 500 nghìn đồng*.
_BEHIND = re.compile(
    rf"\s+(?:(?:trên\s+)?(?:mỗi|một)\s+(?=(?:{_DIVISOR_WORD}|{FORMS})(?!\w))"
    rf"|(?:mỗi|trên\s+một)\s+(?!(?:[^\W\d_]+\s){{1,4}}[0-9]))(?P<name>{_EACH})",
    re.IGNORECASE,
)
_FURTHER_BEHIND = re.compile(
    rf"(?:\s[^\W\d_]+){{1,3}}?\s(?:cho\s)?(?:mỗi|hằng|hàng)\s(?P<name>{_DIVISOR_WORD})(?!\w)", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:mỗi(?:\smột)?|(?:bình quân|trung bình)\s(?:mỗi|một)|trên\s(?:một|1)"
    rf"|(?<!cây )(?<!cấp )(?:hằng|hàng)(?=\s(?:năm|tháng|ngày|quý|tuần)))"
    rf"\s(?P<name>{_EACH}|(?<=mỗi )[^\W\d_]+)[^;.()]*$",
    re.IGNORECASE,
)
_JUST_BEFORE = re.compile(
    r"(?<!\w)(?:một|1)\s(?P<name>năm|tháng|ngày|tuần|quý|buổi)(?:\s(?:có|thu|được|chi))?\s?$", re.IGNORECASE
)
_ORIGIN = re.compile(r"\s(?:từ|của|trong số|gồm|tại|ở)\s?$", re.IGNORECASE)


def read_unit(text: str, start: int) -> Unit | None:
    """The unit of money or measure, or the percent sign, that opens at `start`."""
    match = _UNIT.match(text, start)
    if match is None:
        return None
    kind, name = _UNITS[match["form"].casefold()]
    return Unit(kind, name, match.end())


def currency_before(before: str, end: int) -> Unit | None:
    """The currency of a number that ends at `end`, where its code or sign stands right before it: *US$* 350 triệu."""
    match = _CODE_BEFORE.search(before)
    return Unit("amount", _UNITS[match["form"].casefold()][1], end) if match else None


def read_divisor(text: str, start: int) -> str | None:
    """What a rate that ends at `start` is counted per: `/người/năm`, ` mỗi giây`, ` sàn/người`."""
    match = _SLASH.match(text, start) or _BEHIND.match(text, start) or _SLASH_BEHIND_NOUN.match(text, start)
    return _name(match["name"]) if match else None


def last_divisor(text: str, start: int) -> str | None:
    """The divisor behind a counted noun and its modifiers: 15,6 tiêu chí/xã, 5 triệu hành khách mỗi năm."""
    slash = text.find("/", start)
    match = _SLASH.match(text, slash) if slash >= 0 else _BEHIND.search(text, start)
    return _name(match["name"]) if match else None


def divisor_around(before: str, after: str) -> str | None:
    """What a figure is counted per by the words around it: *mỗi hộ* góp 2 triệu đồng, 5.000 tấn rác *mỗi ngày*."""
    match = _SLASH_BEHIND.match(after) or _BEHIND.match(after) or _FURTHER_BEHIND.match(after)
    if match:
        return _name(match["name"])
    if _ORIGIN.search(before):
        return None
    match = _BEFORE.search(before) or _JUST_BEFORE.search(before)
    return _name(match["name"]) if match else None


def joint_divisor(first: str | None, second: str | None) -> str | None:
    """Two divisors of one figure as one, the time last (`người/năm`); the first where they do not join."""
    if first and second and "/" not in first + second and (first in _TIME) != (second in _TIME):
        return f"{second}/{first}" if first in _TIME else f"{first}/{second}"
    return first or second


def _name(words: str) -> str:
    """One spelling of a divisor: parts joined by a bare slash, without a leading 1."""
    parts = (re.sub(r"^1\s?(?![\d.,])", "", part) for part in re.split(r"\s*/\s*", words))
    return "/".join(_SPELLINGS.get(part.casefold(), part) for part in parts)
