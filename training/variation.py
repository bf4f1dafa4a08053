"""Other contents for a gold report: other people, places, figures, spellings of posts; spans, links and values follow.

Each function draws by a `random.Random`, keeps the labels and gives a report whose spans lie where the new words are.
One name becomes the same new one throughout a report, a person's given name alone too ("ông Páo").
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from govner.knowledge.figures import parse_figure
from govner.knowledge.places import shipped_gazetteer
from govner.knowledge.positions import abbreviate, expand
from govner.schema import Report, Span
from govner.text.normalize import ToneStyle, normalize

Edit = tuple[int, int, str]
"""Start and end of a stretch of a text, and what stands there instead."""

# Names as they are common in many provinces, those of minorities of the mountains among them.
FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Vũ Phan Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Đoàn Lương Quách Lò Cầm Hà Vi Lô "
    "Nông Hoàng Triệu Bàn Đàm Ma Giàng Vàng Sùng Thào Lầu Cứ Tẩn Chảo Lường Quàng Tòng Kpă Rơ Siu Ksor Thạch Sơn Kim"
).split()
MIDDLES = {False: "Văn Đức Quang Minh Hữu Xuân Ngọc Công Đình Trọng Seo".split(), True: ["Thị"]}
GIVEN = {
    False: "Hùng Dũng Tuấn Thắng Sơn Nam Bình Cường Long Toàn Khánh Phúc Tiến Hải Páo Dìn Chứ Pâng Hợp Thạch".split(),
    True: "Hoa Lan Hương Thủy Hạnh Nga Mai Liên Duyên Thơm Tươi Hậu Máy Mỷ Sáy Pàng Nhung Oanh Ngát Xuyến".split(),
}
"""Given names, of men and (True) of women, who are told by the middle name Thị."""

SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?]) (?=[^\W\d_a-zđ])")


def other_people(report: Report, rng: random.Random) -> Report:
    """Every person has another name; who is a woman by name stays one."""
    new: dict[str, list[str]] = {}
    edits = []
    people = [(span, span.text.split()) for span in report.spans if span.label == "PERSON"]
    # Longest first: of "ông Páo" alone nobody knows the family.
    for span, words in sorted(people, key=lambda person: -len(person[1])):
        if not all(word.isalpha() and word.istitle() for word in words):
            continue
        name = new.setdefault(words[-1], _name("Thị" in words, rng))
        edits.append((span.start, span.end, " ".join(name[-len(words) :])))
    return rewritten(report, edits)


def _name(woman: bool, rng: random.Random) -> list[str]:
    return [rng.choice(FAMILIES), rng.choice(MIDDLES[woman]), rng.choice(GIVEN[woman])]


def other_places(report: Report, rng: random.Random) -> Report:
    """Every unit of the gazetteer that a LOC names gives way to another of its type, in the names of bodies too."""
    new: dict[str, str] = {}
    for span in report.spans:
        if span.label == "LOC":
            found = next((unit for unit in shipped_gazetteer().named(span.text) if span.text.endswith(unit.name)), None)
            if found and found.name not in new:
                new[found.name] = rng.choice(_of_type(found.type))
    edits = []
    for span in report.spans:
        named = [name for name in new if _ends_with(span.text, name)] if span.label in ("LOC", "ORG") else []
        if named:
            name = max(named, key=len)
            edits.append((span.end - len(name), span.end, new[name]))
    return rewritten(report, edits)


@cache
def _of_type(word: str) -> Sequence[str]:
    """The names of the units of a type that are words, not numbers."""
    units = shipped_gazetteer().units
    return sorted({unit.name for unit in units if unit.type == word and not unit.name[0].isdigit()})


def _ends_with(text: str, name: str) -> bool:
    return text == name or text.endswith(f" {name}")


def other_titles(report: Report, rng: random.Random) -> Report:
    """Posts and bodies are written out or abbreviated: "Phó Chủ tịch UBND" is "PCT Ủy ban nhân dân"."""
    edits = []
    for span in report.spans:
        if span.label in ("TITLE", "ORG") and rng.random() < 0.5:
            for spell in rng.sample([expand, abbreviate], 2):
                if (new := spell(span.text)) != span.text:
                    edits.append((span.start, span.end, new))
                    break
    return rewritten(report, edits)


def other_figures(report: Report, rng: random.Random) -> Report:
    """The numbers of METRICs have other digits, and their values are those of the new number.

    A METRIC whose value the grammar reads otherwise than gold says stays as it is.
    """
    edits, values = [], {}
    for span in report.spans:
        if span.label != "METRIC" or span.attributes.get("kind") == "standard":
            continue
        new = re.sub(r"\d+", lambda number: _digits(number[0], rng), span.text)
        before, after = _numbers(span.text), _numbers(new)
        if after and before == {name: span.attributes.get(name) for name in before} and before.keys() == after.keys():
            edits.append((span.start, span.end, new))
            values[span.id] = {**span.attributes, **after}
    changed = rewritten(report, edits)
    spans = (replace(span, attributes=values.get(span.id, span.attributes)) for span in changed.spans)
    return replace(changed, spans=tuple(spans))


def _digits(number: str, rng: random.Random) -> str:
    return "".join(rng.choice("123456789" if digit != "0" else "0") for digit in number)


def _numbers(text: str) -> dict[str, str]:
    """The values that a METRIC's words have; none where they can be read in two ways."""
    figure = parse_figure(text)
    if figure is None or figure.ambiguous:
        return {}
    return {name: value for name, value in figure.attributes().items() if name in ("value", "value_max", "total")}


def other_tones(report: Report, _: random.Random) -> Report:
    """Tone marks of open syllables on the second vowel: "hòa" is "hoà", "Ủy" is "Uỷ"."""
    words = re.finditer(r"\w+", report.text)
    return rewritten(
        report,
        [(word.start(), word.end(), new) for word in words if (new := _second(word[0])) != word[0]],
    )


def _second(word: str) -> str:
    return normalize(word, ToneStyle.SECOND).text


def other_lines(report: Report, rng: random.Random) -> Report:
    """Some sentences begin a new line, some lines go on in the line before; none in the middle of a span."""
    places = [(match.start(), "\n") for match in SENTENCE_END.finditer(report.text)]
    places += [(match.start(), " ") for match in re.finditer(r"(?<=\w)\n(?=\w)", report.text)]
    inside = [(span.start, span.end) for span in report.spans]
    free = (at for at in places if not any(start <= at[0] < end for start, end in inside))
    return rewritten(report, [(at, at + 1, new) for at, new in free if rng.random() < 0.3])


VARIATIONS: dict[str, Callable[[Report, random.Random], Report]] = {
    "people": other_people,
    "places": other_places,
    "titles": other_titles,
    "figures": other_figures,
    "tones": other_tones,
    "lines": other_lines,
}


def rewritten(report: Report, edits: Iterable[Edit]) -> Report:
    """The report with stretches of its text replaced; none of them crosses a boundary of a span, or another one."""
    ordered = sorted(edits)
    text = "".join(_parts(report.text, ordered))
    ends = [end for _, end, _ in ordered]
    gains = [0, *accumulate(len(new) - (end - start) for start, end, new in ordered)]

    def moved(span: Span) -> Span:
        start = span.start + gains[bisect_right(ends, span.start)]
        end = span.end + gains[bisect_right(ends, span.end)]
        return replace(span, start=start, end=end, text=text[start:end])

    return replace(report, text=text, spans=tuple(map(moved, report.spans)))


def _parts(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    position = 0
    for start, end, new in edits:
        yield text[position:start]
        yield new
        position = end
    yield text[position:]
