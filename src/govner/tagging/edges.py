"""The edges of spans as the guideline draws them, where the network's are a word off or parted.

Newcomer's notes. The network decides every syllable by itself, so that now and then a comma, a preposition or the unit
before a standard ("xã NTM kiểu mẫu") stays at the edge of a span, that a place begins inside a word ("ga T2" of "nhà
ga T2"), or a METRIC falls in two ("xấp xỉ", "52%"). What no gold report has can be mended by rule. A METRIC that holds
no figure is none, and words for money name nobody and nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from govner.knowledge.figures import parse_figure
from govner.knowledge.figures.nofigures import is_no_figure
from govner.tagging.decoding import TokenSpan

_OPENING = frozenset(",;:.!?…–)/\"'“”")
_CLOSING = frozenset(",;:!?…–-(/\"'“”")
_UNITS = frozenset("tỉnh huyện xã phường thôn bản ấp".split())
_STANDARDS = frozenset("đạt ntm nông kiểu".split())
"""The words that open the name of a standard."""
_STANDARD_GOES_ON = {"kiểu": "mẫu", "nâng": "cao"}
"""The two words of its second part: "NTM", "kiểu mẫu"."""
_RANGE = frozenset("- – đến tới lên xuống trở".split())
_PREPOSITIONS = frozenset("của từ trên là được cho với và tại để".split())
_VERBS = frozenset("có đạt còn được là tăng giảm chỉ mới rộng dài cao".split())
"""Words that a figure follows and that are no part of it."""
_QUALIFIERS = frozenset("thêm trên hơn khoảng gần dưới từ tối ít hàng".split())
_SCALES = frozenset("nghìn ngàn triệu tỷ tỉ".split())
_MONEY = _SCALES | {"đồng"}
"""Words that name nothing, though they look like it in a table: "Đơn vị tính: Triệu đồng"."""
_NAMES = frozenset(("PERSON", "ORG", "LOC"))
_PERIODS = frozenset(("quý", "tháng"))
_PROGRAMME = (("nông", "thôn", "mới"), ("ntm",))
"""Whose criteria are counted, behind "tiêu chí"."""
_COMPOUNDS = frozenset(
    (
        "nhà ga|sân bay|cửa khẩu|cửa ngõ|hành lang|quốc lộ|tỉnh lộ|hương lộ|đại lộ|cao tốc|quảng trường|bệnh viện|"
        "học viện|thị trấn|thị xã|thành phố"
    ).split("|")
)
"""Words of two syllables that open the names of places and bodies."""


def mended(text: str, syllables: Sequence[tuple[int, int]], spans: Iterable[TokenSpan]) -> list[TokenSpan]:
    """The spans with their edges where the guideline has them; a METRIC in two parts is one, one without a figure none.

    `syllables` are the offsets in the text of the tokens that the spans count.
    """

    def written(span: TokenSpan) -> str:
        return text[syllables[span.first][0] : syllables[span.last - 1][1]]

    def widened(span: TokenSpan) -> TokenSpan:
        if span.label not in ("LOC", "ORG"):
            return span
        opening = text[syllables[span.first - 1][0] : syllables[span.first][1]].casefold()
        return replace(span, first=span.first - 1) if opening in _COMPOUNDS else span

    def completed(span: TokenSpan) -> TokenSpan:
        if span.label != "METRIC":
            return span
        last = span.last
        for name in _PROGRAMME:
            words = tuple(text[slice(*at)].casefold() for at in syllables[last - 1 : last + len(name)])
            if words == ("chí", *name) and taken.isdisjoint(range(last, last + len(name))):
                last += len(name)
        while last < len(syllables) and last not in taken:
            pair = [text[slice(*syllables[at])].casefold() for at in (last - 1, last)]
            if "\n" in text[syllables[last - 1][1] : syllables[last][0]] or not _goes_on(*pair):
                break
            last += 1
        return replace(span, last=last)

    def joined() -> Iterator[TokenSpan]:
        before: TokenSpan | None = None
        for span in spans:
            if before and before.label == span.label == "METRIC" and before.last == span.first:
                whole = replace(before, last=span.last, score=min(before.score, span.score))
                goes_on = _goes_on(*(text[slice(*syllables[at])].casefold() for at in (span.first - 1, span.first)))
                if "\n" not in written(whole) and (goes_on or not _has_figure(written(before))):
                    before = whole
                    continue
            if before:
                yield before
            before = span
        if before:
            yield before

    found: list[TokenSpan] = []
    spans = list(spans)
    taken = {at for span in spans for at in (span.first, span.last - 1)}
    for span in joined():
        words = [text[start:end].casefold() for start, end in syllables[span.first : span.last]]
        first, last = _trimmed(words, span.label)
        whole = (first, last) == (0, len(words))
        kept = span if whole else replace(span, first=span.first + first, last=span.first + last)
        named = span.label not in _NAMES or not _MONEY.issuperset(words)
        if first < last and named and (span.label != "METRIC" or _has_figure(written(kept))):
            free = found[-1].last if found else 0
            found.append(completed(widened(kept) if kept.first > free else kept))
    return found


def _goes_on(word: str, following: str) -> bool:
    """Whether no METRIC ends between two words: "545 | triệu", "triệu | đồng", "trở | lên", "NTM | kiểu mẫu"."""
    number = word[-1].isdecimal()
    return (
        (number and (following in _SCALES or following == "%"))
        or (word in _SCALES and following == "đồng")
        or (word, following) == ("trở", "lên")
        or (word in ("ntm", "mới") and following in _STANDARD_GOES_ON)
        or _STANDARD_GOES_ON.get(word) == following
    )


def _has_figure(text: str) -> bool:
    if any(map(str.isdecimal, text)):
        return not is_no_figure(text)
    return parse_figure(text) is not None


def _trimmed(words: Sequence[str], label: str) -> tuple[int, int]:
    """The words of a span that are to stay, as a half-open range."""
    first, last = 0, len(words)
    while first < last and words[first] in _OPENING:
        first += 1
    while first < last and words[last - 1] in _CLOSING:
        last -= 1
    if label != "METRIC":
        return first, last
    if first + 1 < last and words[first] in _UNITS and words[first + 1] in _STANDARDS:
        first += 1
    while first + 1 < last and words[first] in _VERBS and _opens_figure(words[first + 1]):
        first += 1
    if first < last and words[first] == "từ" and _RANGE.isdisjoint(words[first:last]):
        first += 1
    for at in range(first + 1, last):
        if words[at] in _PERIODS and words[at - 1] == "%":
            last = at
            break
    while first < last and (words[last - 1] in _PREPOSITIONS or _leads_on(words[first:last])):
        last -= 1
    return first, last


def _opens_figure(word: str) -> bool:
    return word[0].isdecimal() or word in _QUALIFIERS


def _leads_on(words: Sequence[str]) -> bool:
    """Whether the words end in a verb that says something of the counted units: "15 xã đạt" (… 10 tiêu chí)."""
    return len(words) > 1 and words[-1] == "đạt" and words[-2] in _UNITS
