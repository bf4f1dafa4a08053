"""From the words of one METRIC to its values.

Newcomer's notes. A figure is read from left to right: qualifiers, number (or range, or fraction), unit or counted noun,
divisor, base of the share, closing qualifier. Every reader takes the text and an offset and gives back what it read
with the offset behind it; none looks further than it needs, so the whole is linear. A span without a leading number is
a rank, a standard, or a figure whose number stands further in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from govner.knowledge.figures import bases, changes, qualifiers
from govner.knowledge.figures.nofigures import end_of_named_numbers, is_no_figure
from govner.knowledge.figures.nouns import counted_noun, listed_noun
from govner.knowledge.figures.numbers import Number, read_denominator, read_number
from govner.knowledge.figures.ranks import parse_rank
from govner.knowledge.figures.standards import parse_standard
from govner.knowledge.figures.units import (
    Unit,
    currency_before,
    divisor_around,
    joint_divisor,
    last_divisor,
    read_divisor,
    read_unit,
)
from govner.knowledge.figures.value import FigureValue
from govner.text.normalize import normalize

_CONTEXT = 90
"""Characters of context on either side that can bear on a figure."""

_MILLION_DONG = re.compile(r"(?<=[0-9])\s?tr\.?\s?đ(?:ồng)?(?!\w)", re.IGNORECASE)
_GLUED_MONEY = re.compile(
    r"(?<![^\W\d_])(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)(?=(?:đồng|đ|vnđ|vnd|usd)(?!\w))", re.IGNORECASE
)
_FIRST_DIGIT = re.compile(r"(?<![\w.,])(?<!\w-)[0-9]")
_FIRST_FOLD_OR_HALF = re.compile(r"(?<!\w)(?:gấp(?=\s)|(?:(?:một|phân)\s)?nửa(?!\w))", re.IGNORECASE)
_SIGNED_PARTS = str.maketrans({"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5"})
_MIXED = re.compile(r"(?<![\w.,/])(?P<whole>[0-9]+) ?(?P<part>[½⅓⅔¼¾⅕])")
_DECIMALS_OF_PART = {"½": "5", "⅓": "3333", "⅔": "6667", "¼": "25", "¾": "75", "⅕": "2"}
# A point with a gap on one side before three digits; a separator right before the decimals of a percentage.
_GAPPED = re.compile(r" ?(?P<number>[0-9]{1,3}(?:(?:\. ?| \.)[0-9]{3})+(?![0-9])|[0-9]+ [.,][0-9]{1,2}(?= ?%))")
_OPENS_ITEM = re.compile(r"[\n:;]\s*$")
"""What an item of an enumeration stands behind: its number and a stop may open the figure."""
_HALF = re.compile(
    r"\s*(?:(?:một|1|phân)\s)?nửa(?!\w)(?!\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)(?!\s(?:lệ|trọng|suất)))", re.IGNORECASE
)
_FOLD = re.compile(r"\s*gấp\s(?:(?P<word>đôi|rưỡi)(?!\w)|(?=\w))", re.IGNORECASE)
_FOLD_WORDS = {"đôi": 2, "rưỡi": 1.5}
_TWO_DIGITS = re.compile(r"\s*(?:hai|2) con số(?!\w)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–—−‒~÷]|(?:(?:cho\s)?(?:đến|tới)|hoặc|hay)(?!\w))\s*", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\s*(?:/(?:\s?tổng(?:\ssố)?(?=\s))?|phần(?=\s)|(?:trên|trong)\s(?:tổng\s)?số(?=\s)|(?:trên|trong)\stổng(?=\s)|(?:trên|trong)(?=\s))\s*",
    re.IGNORECASE,
)
_OUT_OF_THE_SAME = re.compile(
    r"\s*(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+){0,3}?)\s?(?:/|\s(?:trên|trong)\s(?:tổng\s)?(?:số\s)?)\s?"
    r"(?=[0-9][0-9.]*\s(?P=noun)(?!\w))",
    re.IGNORECASE,
)
"""Part and whole with the noun repeated: 12 *xã/*15 xã."""
_DURATION = re.compile(r"\s(?:năm|quý|tháng|tuần|ngày|giờ)(?!\w)", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\s*(?:lên|xuống còn|xuống|còn|và|đến|,)\s", re.IGNORECASE)
_TIMES = re.compile(r"(?:\s?[x×]\s?[0-9][0-9.,]*)+(?=\s?[a-z])", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\s*rưỡi(?!\w)", re.IGNORECASE)
_SIGN = re.compile(r"\s*(?P<sign>[-–−+])\s?(?=[0-9])")
_NEXT = re.compile(r",\s?(?=\S)")
_PER_HEAD = re.compile(r"(?:đầu người|bình quân/người)[^;.]*$", re.IGNORECASE)
_POPULATION = re.compile(r"(?<!\w)dân số(?!\w)[^;.:()]*$", re.IGNORECASE)
_LIST_OF_VISITS = re.compile(r",\s?(?=lượt(?!\w))", re.IGNORECASE)
_COMPARES = re.compile(r"\s*so(?: với)?\s?", re.IGNORECASE)
"""The opening of a comparison that a span is cut behind: 45 tỷ *so* (đầu năm)."""
_TOO_WIDE = 10**9
"""No range reaches from one scale to another so many times its size."""
_LEAST_OF_MONEY = 1_000
"""From this scale word on a bare number is money: 31,45 tỷ, and not ba chục."""
_WHOLE = re.compile(
    r"\s*(?:trên\s)?(?P<base>(?:tổng|số|diện tích|dân số|cùng kỳ|kế hoạch|dự toán)(?!\w)[^,;:()]*)", re.IGNORECASE
)
_ANY_WHOLE = re.compile(r"\s*(?P<base>[^,;:()]*\w)")
_OVER_WHOLE = re.compile(r"(?<!\w)trên\s(?P<base>tổng(?!\w)[^,;:()]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Measured:
    """Numbers with their common unit, up to offset `end`; `is_spelled` tells a fraction of the form hai phần ba."""

    low: Number
    high: Number | None
    total: Number | None
    unit: Unit | None
    end: int
    is_spelled: bool = False


def parse_figure(text: str, before: str = "", after: str = "") -> FigureValue | None:
    """The values that the words of one METRIC state, or None when they hold no figure.

    `before` and `after` are the words around it in its sentence; they decide whether it is a change (tăng, giảm) and
    supply a qualifier, a divisor or a comparison that lies outside the span.
    """
    left = normalize(before[-_CONTEXT:]).text
    words = _without_gap(_spaced(_with_parts(normalize(text).text.strip())), left)
    if is_no_figure(words):
        return None
    right = normalize(after[:_CONTEXT]).text
    return (
        _parse_number(words, 0, left, right)
        or parse_rank(words)
        or parse_standard(words)
        or _parse_inner_number(words, left, right)
    )


def _spaced(text: str) -> str:
    """The text with money written out in words: 45trđ and 45tỷđồng as 45 triệu đồng and 45tỷ đồng."""
    return _GLUED_MONEY.sub(r"\g<scale> ", _MILLION_DONG.sub(" triệu đồng", text))


def _with_parts(text: str) -> str:
    """The text with the signs of parts written out: 2½ as 2,5, and ½ alone as 1/2."""
    mixed = _MIXED.sub(lambda match: f"{match['whole']},{_DECIMALS_OF_PART[match['part']]}", text)
    return mixed.translate(_SIGNED_PARTS)


def _without_gap(text: str, before: str) -> str:
    """The text without a gap beside a separator in the number that it opens with: 1. 500 hộ as 1.500 hộ.

    Further in a stop may end what is said before the number (đợt 1. 500 hộ).
    """
    gapped = _GAPPED.match(text, qualifiers.read_opening(text).end)
    if gapped is None or (". " in gapped["number"] and _OPENS_ITEM.search(before)):
        return text
    return text[: gapped.start("number")] + gapped["number"].replace(" ", "") + text[gapped.end() :]


def _parse_inner_number(text: str, before: str, after: str) -> FigureValue | None:
    """A figure whose span opens with words that are no part of it: bình quân chung đạt 15 tiêu chí."""
    digit = _FIRST_DIGIT.search(text, end_of_named_numbers(text)) or _FIRST_FOLD_OR_HALF.search(text)
    if digit is None:
        return None
    start = qualifiers.start_of_opening(text, digit.start())
    return _parse_number(text, start, before + " " + text[:start][-_CONTEXT:], after)


def _parse_number(text: str, start: int, before: str, after: str) -> FigureValue | None:
    opening = qualifiers.read_opening(text, start)
    names = opening.names | qualifiers.from_context(before)
    sign = _SIGN.match(text, opening.end)
    begin = sign.end() if sign else opening.end
    fold = _FOLD.match(text, begin)
    if fold and fold["word"]:
        figure, end = FigureValue("quantity", value=_FOLD_WORDS[fold["word"].casefold()], unit="lần"), fold.end()
    elif match := _TWO_DIGITS.match(text, begin):
        figure, end = FigureValue("percent", value=10, unit="%"), match.end()
        names |= {"at_least"}
    elif match := _HALF.match(text, begin):
        figure, end = _with_whole(FigureValue("fraction", value=1, total=2), text, match.end()), match.end()
    else:
        inner = qualifiers.read_opening(text, fold.end() if fold else begin)
        measured = _read_measured(text, inner.end)
        if measured is None:
            return None
        names |= inner.names
        if fold and measured.unit is None:
            measured = replace(measured, unit=Unit("quantity", "lần", measured.end))
        figure, end = _figure(_with_unit_of_next(measured, text, after), text, before, after), measured.end
        names |= qualifiers.closing(text, end)
        if opening.is_from and measured.high is None and "at_most" not in names:
            names |= {"at_least"}
    if sign:
        figure = replace(figure, direction="increase" if sign["sign"] == "+" else "decrease")
    return _in_context(figure, text[end:], qualifiers.preferred(names), before, after)


def _read_measured(text: str, start: int) -> _Measured | None:
    low = read_number(text, start)
    if low is None:
        return _read_one_and_a_half(text, start)
    end = low.end
    if times := _TIMES.match(text, end):
        end = times.end()
    unit = read_unit(text, end)
    end = unit.end if unit else end
    if unit and (half := _AND_A_HALF.match(text, end)):
        return _Measured(
            replace(low, value=low.value + Decimal("0.5") if low.value else None), None, None, unit, half.end()
        )
    return (
        _read_range(text, low, unit, end)
        or _read_fraction(text, low, unit, end)
        or _Measured(low, None, None, unit, end)
    )


def _read_one_and_a_half(text: str, start: int) -> _Measured | None:
    """A unit that "rưỡi" follows: *tấn rưỡi*."""
    unit = read_unit(text, start)
    half = _AND_A_HALF.match(text, unit.end) if unit else None
    return _Measured(Number(Decimal("1.5"), half.end()), None, None, unit, half.end()) if half else None


def _read_range(text: str, low: Number, low_unit: Unit | None, end: int) -> _Measured | None:
    """The rest of `2 - 3%`, `từ 200 m2 đến dưới 400 m2`, `hai, ba km`."""
    joint = _RANGE.match(text, end)
    is_list = joint is None
    joint = joint or _NEXT.match(text, end)
    if joint is None:
        return None
    high = read_number(text, qualifiers.read_opening(text, joint.end()).end)
    if high is None or high.value is None or low.value is None:
        return None
    low = _share_scale(low, high)
    if low.value is None or high.value <= low.value or (is_list and high.value != low.value + high.scale):
        return None
    unit = read_unit(text, high.end) or low_unit
    return _Measured(low, high, None, unit, max(high.end, unit.end if unit else 0))


def _read_fraction(text: str, part: Number, part_unit: Unit | None, end: int) -> _Measured | None:
    """The rest of `14/19 tiêu chí`, `831 tỷ đồng/2.300 tỷ đồng`, `hai phần ba`."""
    joint = _OUT_OF.match(text, end) or _OUT_OF_THE_SAME.match(text, end)
    if joint is None:
        return None
    is_spelled = joint[0].strip().casefold() == "phần"
    total = (read_denominator if is_spelled else read_number)(text, qualifiers.read_opening(text, joint.end()).end)
    if total is None or total.value is None:
        return None
    is_bare = joint[0].strip().casefold() in ("trên", "trong")
    if is_bare and (part.value is None or total.value < part.value or _DURATION.match(text, total.end)):
        return None
    unit = read_unit(text, total.end)
    if part_unit and (unit is None or unit.name != part_unit.name):
        return None
    return _Measured(_share_scale(part, total), None, total, unit, unit.end if unit else total.end, is_spelled)


def _share_scale(first: Number, second: Number) -> Number:
    """In `8-10 tỷ` the scale of the second number is meant for both, in `2 nghìn - 3 nghìn tỷ` what it has more."""
    factor = second.scale // first.scale
    if first.value is None or second.value is None or (first.scale > 1 and factor < _TOO_WIDE):
        return first
    if first.value * factor > second.value:
        return first
    return replace(first, value=first.value * factor, scale=second.scale, alternative=None)


def _with_unit_of_next(measured: _Measured, text: str, after: str) -> _Measured:
    """A bare number takes the unit and the scale of the figure that it is paired with: từ *30* lên 37 tỷ đồng."""
    joint = _ELLIPSIS.match(after)
    if measured.unit or joint is None or text[measured.end :].strip():
        return measured
    following = read_number(after, qualifiers.read_opening(after, joint.end()).end)
    if following is None:
        return measured
    unit = read_unit(after, following.end)
    if unit is None and joint[0].strip() != "," and (noun := listed_noun(after[following.end :])):
        unit = Unit("count", noun, measured.end)
    if unit is None:
        return measured
    high = measured.high and _scaled_like(measured.high, following)
    return replace(measured, low=_scaled_like(measured.low, following), high=high, unit=unit)


def _scaled_like(number: Number, following: Number) -> Number:
    """A number in the scale of the one behind it where that brings the two nearer: 165 before 204,3 tỷ, not 800.000
    before 1,2 triệu."""
    factor = following.scale // number.scale
    if not (number.value and following.value) or factor < 2:
        return number
    plain, scaled = (
        max(value, following.value) / min(value, following.value) for value in (number.value, number.value * factor)
    )
    if plain <= scaled:
        return number
    return replace(number, value=number.value * factor, scale=following.scale, alternative=None)


def _figure(measured: _Measured, text: str, before: str, after: str) -> FigureValue:
    low, end = measured.low, measured.end
    unit = measured.unit or currency_before(before, end)
    noun = None if unit else counted_noun(text, end)
    if unit is None and noun is None and low.scale > 1:
        noun = _counted_beside(text[end:], before, after)
        if noun is None and low.scale >= _LEAST_OF_MONEY:
            unit = Unit("amount", _currency_behind(text[end:], after), end)
    kind = "fraction" if measured.total else unit.kind if unit else "count"
    figure = FigureValue(
        kind=kind,
        value=_value(low, unit),
        value_max=_value(measured.high, unit),
        total=_value(measured.total, unit),
        unit=unit.name if unit else noun,
        per=read_divisor(text, end) if unit else last_divisor(text, end),
        ambiguous=any(_is_ambiguous(number, unit) for number in (low, measured.high, measured.total)),
    )
    if measured.total and unit is None:
        return _with_whole(figure, text, end, is_spelled=measured.is_spelled)
    return figure


def _currency_behind(rest: str, after: str) -> str:
    """The currency of a bare number with a scale word, which the words behind the span may name: 1,2 tỷ *USD*."""
    unit = None if rest.strip() else read_unit(after, 0)
    return unit.name if unit and unit.kind == "amount" else "VND"


def _counted_beside(rest: str, before: str, after: str) -> str | None:
    """What a bare number with a scale word counts by its sentence: 3,3 triệu *lượt khách*, *dân số* 3,3 triệu.

    Behind a comma stands what the next figure is said of (xã Nậm Cang 250 triệu, *thôn* Bản Pho 30 triệu); only visits,
    which nobody pays for, tell what the list counts.
    """
    if rest.strip():
        return None
    listed = _LIST_OF_VISITS.match(after)
    if noun := listed_noun(after[listed.end() :] if listed else after):
        return noun
    return "người" if _POPULATION.search(before) else None


def _is_ambiguous(number: Number | None, unit: Unit | None) -> bool:
    """Whether custom and unit leave a number's separator two readings, or custom is broken (see `FigureValue`)."""
    if number is None:
        return False
    is_whole = number.scale == 1 and (unit is None or unit.kind == "amount")
    return number.is_foreign or (number.alternative is not None and not is_whole)


def _value(number: Number | None, unit: Unit | None) -> int | float | None:
    """The number in plain Python, an ambiguous separator read as the unit demands.

    There is no half a commune and no thousandth of a đồng, and a rate in the thousands of percent is round.
    """
    if number is None or number.value is None:
        return None
    value, alternative = number.value, number.alternative
    if alternative is not None and number.scale == 1:
        if unit is None or unit.kind == "amount":
            value = max(value, alternative)
        elif unit.kind == "percent" and value % 10:
            value = min(value, alternative)
    return int(value) if value == value.to_integral_value() else float(value)


def _with_whole(figure: FigureValue, text: str, end: int, *, is_spelled: bool = False) -> FigureValue:
    """A fraction with what it is taken of: a base (một nửa diện tích, một phần ba nhu cầu) or a noun (2/5 xã)."""
    whole = _WHOLE.match(text, end) or (_ANY_WHOLE.match(text, end) if is_spelled else None)
    if whole or is_spelled:
        return replace(figure, unit=None, basis=whole["base"].strip() if whole else None)
    over = _OVER_WHOLE.search(text, end)
    return replace(figure, unit=counted_noun(text, end), basis=over["base"].strip() if over else None)


def _in_context(figure: FigureValue, rest: str, qualifier: str | None, before: str, after: str) -> FigureValue:
    """The figure with what the words around the number add to it; `rest` are those of the span behind its unit."""
    if _COMPARES.fullmatch(rest):
        rest, after = "", rest + after
    is_share = figure.kind == "percent"
    direction = figure.direction or changes.direction_of_change(before, rest + after, figure.kind)
    divisor = figure.per
    if figure.unit != "lần":
        divisor = joint_divisor(divisor, divisor_around(before, after))
    if figure.kind == "amount" and _PER_HEAD.search(before):
        divisor = joint_divisor(divisor, "người")
    basis = figure.basis
    if basis is None and (is_share or figure.unit == "lần"):
        basis = bases.base_of_share(rest, is_change=direction is not None)
    return replace(
        figure,
        qualifier=qualifier,
        direction=direction,
        per=divisor,
        basis=basis
        or bases.compared_with(rest[max(rest.find(" so "), 0) :])
        or (bases.compared_with(after) or bases.compared_before(before) if direction else None),
    )
