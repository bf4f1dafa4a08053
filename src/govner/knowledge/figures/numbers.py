"""Numbers as reports write them: 31.450, 7,5, mười lăm, 1 triệu 200 nghìn, hàng trăm.

Newcomer's notes. Vietnamese writes 1.234,5 where English writes 1,234.5, and reports mix both. A lone separator before
three digits is therefore ambiguous: "31,450 tỷ" and "31,450 hộ" differ by a factor of a thousand. Such a number keeps
its `alternative`, and the grammar decides when it knows the unit. A number whose lone separator stands where Vietnamese
custom has the other one (12.5, 1,500) `is_foreign`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

_MAX_DIGITS = 18
"""Longer runs of digits are account or telephone numbers, no figures."""

_NUMERAL = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]{1,2})?(?![.,]?[0-9])|[0-9]+(?:[.,][0-9]+)*")
_SEPARATOR = re.compile(r"[.,]")
_WORD = re.compile(r"\s*([^\W\d_]+)")
_SPACE = re.compile(r"\s*")

_DIGITS = {
    word: value
    for value, words in enumerate(
        ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy bẩy", "tám", "chín"),
    )
    for word in words.split()
}
_ONES_AFTER_TENS = _DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_TENS = {"mươi", "chục"}
_SCALES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "tr": 1_000_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_NOT_BILLION = {"lệ", "trọng", "suất", "số"}
_VAGUE = re.compile(
    r"\s*(?:(?P<hundreds>hàng)|(?:một )?(?:vài|mấy)(?: ba)?|dăm(?: ba| bảy)?|đôi ba|mười mấy|mươi)(?!\w)", re.IGNORECASE
)
_INDEFINITE = re.compile(r"\s*một (?:số|trong (?:những|các))(?!\w)", re.IGNORECASE)
"""Words that open with "một" and give no number."""
_LINK = re.compile(r"\s*(?:không trăm(?: (?:linh|lẻ))?|linh|lẻ)(?=\s)", re.IGNORECASE)
"""What opens a part without hundreds, or without tens: một tỷ *không trăm* chín mươi triệu, một nghìn *lẻ* năm."""
_LEAST_SHORTENED = 1_000
"""From this scale on a digit behind it is a tenth of it: 1 tỷ 2 is 1,2 tỷ."""
_LEAST_WITH_THOUSANDTHS = 1_000_000
"""From this scale on two or three digits behind it are thousandths of it: 12 tỷ 500 is 12,5 tỷ."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends at offset `end`; `value` is None for a vague magnitude (hàng trăm).

    `alternative` is the value when the only separator is read the other way round, None when there is no doubt.
    `scale` is the factor of its last scale word (tỷ: 1000000000), 1 without one; it is in `value` already.
    `is_foreign` tells that its only separator is used as in English.
    """

    value: Decimal | None
    end: int
    scale: int = 1
    alternative: Decimal | None = None
    is_foreign: bool = False


def read_number(text: str, start: int = 0) -> Number | None:
    """The number that opens at `start`, after white space; None when none does."""
    if _INDEFINITE.match(text, start):
        return None
    vague = _read_vague(text, start)
    if vague:
        return vague
    first = _read_part(text, start)
    if first is None:
        return None
    first = _with_larger_scale(text, first)
    total, last = first.value or Decimal(0), first
    while last.scale > 1 and (following := _read_continuation(text, last)):
        total, last = total + (following.value or 0), following
    if last is first:
        return first
    return Number(total, last.end, first.scale)


def _with_larger_scale(text: str, first: Number) -> Number:
    """The number that goes on to a larger scale, which both parts share: một nghìn *hai trăm tỷ*."""
    following = _read_behind(text, first.end)[0] if first.scale > 1 and first.value is not None else None
    if following is None or following.value is None or first.value is None or following.scale <= first.scale:
        return first
    below = following.value / following.scale
    return replace(following, value=first.value * following.scale + following.value) if below < first.scale else first


def _read_continuation(text: str, last: Number) -> Number | None:
    """What goes on below the scale of the last part: 2 tỷ *350 triệu*, một nghìn *linh năm*, 1 tỷ *2*."""
    following, is_linked = _read_behind(text, last.end)
    if following is None or following.value is None or following.value >= last.scale:
        return None
    if text[last.end : last.end + 1] == ",":
        return None
    if is_linked or following.scale > 1:
        return following
    if following.value >= 10:
        if last.scale < _LEAST_WITH_THOUSANDTHS:
            return following
        return replace(following, value=following.value * last.scale / 1000) if following.value < 1000 else None
    if last.scale < _LEAST_SHORTENED or _word(text, last.end)[0] == "năm":
        return None  # hai nghìn năm: years
    return Number(following.value * last.scale / 10, following.end)


def _read_behind(text: str, start: int) -> tuple[Number | None, bool]:
    """The part of a number that goes on at `start`, and whether a link opens it."""
    link = _LINK.match(text, start)
    return (_read_part(text, link.end(), _ONES_AFTER_TENS), True) if link else (_read_part(text, start), False)


@dataclass(frozen=True, slots=True)
class Numeral:
    """What digits with separators mean; the fields are those of `Number`."""

    value: Decimal
    alternative: Decimal | None = None
    is_foreign: bool = False


def read_denominator(text: str, start: int) -> Number | None:
    """The number behind "phần": hai phần *ba*, ba phần *tư*."""
    word, end = _word(text, start)
    return Number(Decimal(4), end) if word == "tư" else read_number(text, start)


def read_numeral(digits: str) -> Numeral | None:
    """The value of a run of digits with separators, and the other reading where the separator is ambiguous.

    None for what is no number (1.23.4) or longer than eighteen digits.
    """
    if sum(char.isdigit() for char in digits) > _MAX_DIGITS:
        return None
    digits = digits.replace(" ", "")
    separators = _SEPARATOR.findall(digits)
    groups = _SEPARATOR.split(digits)
    whole = Decimal("".join(groups))
    decimal = Decimal("".join(groups[:-1]) + "." + groups[-1]) if separators else whole
    if not separators:
        return Numeral(whole)
    by_thousands = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(separators) == 1:
        is_comma = separators[0] == ","
        if not by_thousands or groups[0].startswith("0"):
            return Numeral(decimal, is_foreign=not is_comma)
        if groups[1] == "000":
            return Numeral(whole, is_foreign=is_comma)
        return Numeral(decimal, whole, is_foreign=True) if is_comma else Numeral(whole, decimal)
    if len(set(separators)) == 1:
        return Numeral(whole) if by_thousands else None
    is_mixed = separators.count(separators[-1]) == 1 and all(len(group) == 3 for group in groups[1:-1])
    return Numeral(decimal) if is_mixed else None


def _word(text: str, position: int) -> tuple[str, int]:
    match = _WORD.match(text, position)
    return (match[1].casefold(), match.end()) if match else ("", position)


def _read_vague(text: str, start: int) -> Number | None:
    word, word_end = _word(text, start)
    opened = _VAGUE.match(text, start)
    end = opened.end() if opened else start
    scale, after = _read_scale(text, end)
    if word == "nửa":
        scale, after = _read_scale(text, word_end)
        return Number(Decimal(scale) / 2, after, scale) if scale >= _LEAST_SHORTENED else None
    if scale > 1:
        if not opened and scale >= _LEAST_SHORTENED and _word(text, after)[0] == "rưỡi":
            return Number(Decimal(scale) * 3 / 2, _word(text, after)[1], scale)
        is_dozen = not opened and scale == 10
        return Number(Decimal(10) if is_dozen else None, after, scale)
    if opened is None:
        return None
    return _read_part(text, end) if opened["hundreds"] else Number(None, end)


def _read_part(text: str, start: int, ones: Mapping[str, int] = _DIGITS) -> Number | None:
    """A numeral or number words below a thousand, with the scale words after it; `ones` are the digits by name."""
    match = _NUMERAL.match(text, _skip_space(text, start))
    if match:
        numeral, end = read_numeral(match[0]), match.end()
        if numeral is None:
            return None
    else:
        words = _read_words(text, start, ones)
        if words is None:
            return None
        numeral, end = Numeral(Decimal(words[0])), words[1]
    value, alternative = numeral.value, numeral.alternative
    scale, end = _read_scale(text, end)
    if scale > 1:
        word, after = _word(text, end)
        if word == "rưỡi":
            return Number((value + Decimal("0.5")) * scale, after, scale)
    other = alternative * scale if alternative is not None else None
    return Number(value * scale, end, scale, other, numeral.is_foreign)


def _read_scale(text: str, start: int) -> tuple[int, int]:
    """The product of the scale words at `start` (nghìn tỷ) and the offset behind them; 1 where there is none."""
    product, end = 1, start
    while True:
        word, after = _word(text, end)
        factor = _SCALES.get(word, 1)
        is_ratio = factor == 1_000_000_000 and _word(text, after)[0] in _NOT_BILLION
        if factor == 1 or is_ratio or product * factor > 10**15:
            return product, end
        product, end = product * factor, after


def _read_words(text: str, start: int, ones: Mapping[str, int]) -> tuple[int, int] | None:
    """Number words below a thousand and the offset behind them."""
    word, end = _word(text, start)
    follower, after = _word(text, end)
    if word in _DIGITS and follower == "trăm":
        hundreds = 100 * _DIGITS[word]
        link, link_end = _word(text, after)
        if link in ("linh", "lẻ"):
            digit, digit_end = _word(text, link_end)
            return (hundreds + _ONES_AFTER_TENS[digit], digit_end) if digit in _ONES_AFTER_TENS else (hundreds, after)
        if link == "rưỡi":
            return hundreds + 50, link_end
        rest = _read_below_hundred(text, after, _DIGITS)
        return (hundreds + rest[0], rest[1]) if rest else (hundreds, after)
    return _read_below_hundred(text, start, ones)


def _read_below_hundred(text: str, start: int, ones: Mapping[str, int]) -> tuple[int, int] | None:
    word, end = _word(text, start)
    if word == "năm" and text[_skip_space(text, end) : end + 2].strip()[:1].isdigit():
        return None  # the year, not the number five
    if word == "mười":
        tens = 10
    elif word in ones:
        follower, after = _word(text, end)
        if follower not in _TENS:
            return ones[word], end
        tens, end = 10 * ones[word], after
    else:
        return None
    digit, after = _word(text, end)
    return (tens + _ONES_AFTER_TENS[digit], after) if digit in _ONES_AFTER_TENS else (tens, end)


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
