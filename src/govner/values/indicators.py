"""The indicator of a METRIC: the words of its sentence that name what it measures.

Newcomer's notes. Around a METRIC lies a *window*: words of its sentence before it, its own words, words behind it. A
candidate is a phrase of the window, told by its first and last word. Its score is what the *clues* to its first word,
to its last word, to each of its words and to its length weigh together; `training/train_values.py` fits the weights.
A phrase lies in one of the three parts of the window and crosses no METRIC and no full stop, semicolon or colon.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from govner.values.words import HYPHEN, NUMBER, Word

BEFORE, BEHIND = 48, 18
"""Words of the sentence on either side of a METRIC that belong to its window."""
_LIKELY, _SHARPNESS = 15, 0.6
"""How many of the best phrases are compared, and the factor that makes probabilities of their scores."""
LONGEST = 14
"""Words that a phrase has at most."""

METRIC = "⟨METRIC⟩"
_BREAKS = frozenset([*'.;:?!…"“”[]|/-–—•*+', METRIC])
_MARKS = frozenset([*",()'‘’%", HYPHEN])
_PUNCTUATION = _BREAKS | _MARKS
# Words that say of a figure how it stands, and do not name it.
_LINKS = frozenset(
    "đạt được là còn có ước tính dự kiến tăng giảm lên xuống chiếm bằng với gồm mới chỉ đã cũng đến tới từ ở mức bình "
    "quân trung thêm khoảng hơn trên gần vượt nâng tương đương sẽ phải hiện đang hụt gấp mỗi năm dài nay thì vào ra cả "
    "lại".split()
)
# What makes no name of a phrase however many of it stand there.
_NAMELESS = _LINKS | _PUNCTUATION | {NUMBER, "⟨TIME⟩"}
# Before a METRIC such words say whose it is ("nay, toàn huyện còn"); behind its number they may be what is counted.
_SPEAKERS = frozenset(("toàn", "tỉnh", "huyện", "quận"))


@dataclass(frozen=True, slots=True)
class Window:
    """The words around a METRIC, whose own are `words[first:last]`.

    `group` tells kinds of figures apart that are named in different places; `noun` is the index of the unit's first
    word among the METRIC's own, `previous` the offsets of the indicator of the METRIC before in the same sentence.
    `pointed` is what the tagger's pointer says of each word as the first and as the last of the indicator; it is empty
    where the tagger has none.
    """

    words: Sequence[Word]
    first: int
    last: int
    group: str
    noun: int | None
    previous: tuple[int, int] | None
    pointed: Sequence[tuple[float, float]] = ()


def window(
    before: Sequence[Word],
    own: Sequence[Word],
    behind: Sequence[Word],
    group: str,
    unit: str | None,
    previous: tuple[int, int] | None,
) -> Window:
    """The window of a METRIC with this unit: the words of its sentence before it, its own and those behind it."""
    opening = unit.casefold().split()[0] if unit else None
    noun = next((index for index, word in enumerate(own) if word.form == opening), None)
    first = len(before)
    return Window(
        (*before, *own, *behind),
        first,
        first + len(own),
        group,
        None if noun is None else first + noun,
        previous,
    )


def best_phrase(view: Window, weights: Mapping[str, float]) -> tuple[int, int] | None:
    """The offsets of the phrase that shares most words with the likely ones, None when the window has no word."""
    scored = phrase_scores(view, weights)
    if not scored:
        return None
    likely = heapq.nlargest(_LIKELY, scored)
    top = likely[0][0]
    weighed = [(math.exp((score - top) * _SHARPNESS), first, last) for score, first, last in likely]
    _, first, last = max(likely, key=lambda one: sum(other[0] * _overlap(one, other) for other in weighed))
    return view.words[first].start, view.words[last].end


def phrase_scores(view: Window, weights: Mapping[str, float]) -> list[tuple[float, int, int]]:
    """Every phrase with what its clues weigh."""
    starts, ends, insides = (_weigh(clues(view), weights) for clues in (start_clues, end_clues, inside_clues))
    for index, (opens, closes) in enumerate(view.pointed):
        starts[index] += opens
        ends[index] += closes
    sums = list(accumulate(insides, initial=0.0))
    lengths = [sum(weights.get(clue, 0.0) for clue in length_clues(length)) for length in range(LONGEST + 1)]
    return [
        (starts[first] + ends[last] + sums[last + 1] - sums[first] + lengths[last - first + 1], first, last)
        for first, last in phrases(view)
    ]


def _overlap(one: tuple[float, int, int], other: tuple[float, int, int]) -> float:
    """The F1 of the words that two phrases share."""
    (_, first, last), (_, begin, end) = one, other
    shared = min(last, end) - max(first, begin) + 1
    return max(0, 2 * shared) / (last - first + end - begin + 2)


def phrases(view: Window) -> Iterator[tuple[int, int]]:
    """The phrases of a window as indices of their first and last word.

    None is made of words alone that tell how a figure stands, when or whose it is, none has half of a pair of brackets,
    and within the METRIC none opens before its number.
    """
    words = view.words
    own = range(view.first, view.last)
    number = next((index for index in own if words[index].form == NUMBER), view.first - 1)
    reach = _reach(view)
    stop = 0
    for first in range(reach):
        if stop <= first:
            stop = _part_end(view, first, reach)
        if words[first].form in _PUNCTUATION or view.first <= first <= number:
            continue
        naming, brackets = False, 0
        for last in range(first, min(stop, first + LONGEST)):
            form = words[last].form
            brackets += (form == "(") - (form == ")")
            if brackets < 0:
                break
            naming = naming or not (form in _NAMELESS or (form in _SPEAKERS and last < view.first))
            if naming and not brackets and (form == ")" or form not in _PUNCTUATION):
                yield first, last


def _part_end(view: Window, first: int, reach: int) -> int:
    """The index behind the last word that a phrase from `first` on may reach."""
    edge = min(edge for edge in (view.first, view.last, reach) if edge > first)
    return next((index for index in range(first, edge) if view.words[index].form in _BREAKS), edge)


def _reach(view: Window) -> int:
    """The index up to which words behind the METRIC may name it.

    It is the bracket that closes around the METRIC, or the comma from which on they name the next METRIC.
    """
    end = len(view.words)
    comma, named, depth = end, False, 0
    for index in range(view.last, end):
        form = view.words[index].form
        depth += (form == "(") - (form == ")")
        if depth < 0:
            return index
        if form == METRIC and named:
            return comma
        if form in _BREAKS - {METRIC}:
            return end
        if form in (",", METRIC):
            comma, named = index if form == "," else end, False
        named = named or (comma < index and form not in _NAMELESS)
    return end


def start_clues(view: Window) -> Iterator[Sequence[str]]:
    """For each word, the clues to its being the first of the indicator."""
    forms = [word.form for word in view.words]
    places = list(_places(view))
    setting = list(_setting(view))
    sides = {side: [f"s{side}{clue}" for clue in setting] for side in "LIR"}
    for index, form in enumerate(forms):
        prior, before = _around(forms, index - 1), _around(forms, index - 2)
        clues = [
            f"s:{form}",
            f"s<{prior}",
            f"s<{prior} {form}",
            f"s<{before} {prior}",
            f"s<{_sort(prior)}",
            f"s<{_sort(before)} {_sort(prior)}",
            f"s@{view.group} {places[index]}",
            f"s@{places[index]}",
            *sides[_side(view, index)],
        ]
        if index >= view.last:
            clues.append(f"s+{view.group} {min(index - view.last, 4)}")
        if index == view.noun:
            clues += (f"s=noun {view.group}", f"s=noun {form}")
        if view.previous and view.words[index].start == view.previous[0]:
            clues += ("s=previous", f"s=previous {view.group}", f"s=previous {_gap(view)}")
        yield clues


def end_clues(view: Window) -> Iterator[Sequence[str]]:
    """For each word, the clues to its being the last of the indicator."""
    forms = [word.form for word in view.words]
    gaps = list(_gaps_to_metric(view))
    for index, form in enumerate(forms):
        following, next_but_one = _around(forms, index + 1), _around(forms, index + 2)
        clues = [
            f"e:{form}",
            f"e>{following}",
            f"e>{form} {following}",
            f"e>{following} {next_but_one}",
            f"e>{_sort(following)}",
            f"e>{_sort(following)} {_sort(next_but_one)}",
        ]
        if index < view.first:
            clues += (f"e-{gaps[index]}", f"e-{view.group} {gaps[index]}")
        elif index < view.last:
            clues.append(f"e|{view.group} {min(view.last - 1 - index, 3)}")
        if view.previous and view.words[index].end == view.previous[1]:
            clues += ("e=previous", f"e=previous {view.group}")
        yield clues


def inside_clues(view: Window) -> Iterator[Sequence[str]]:
    """For each word, the clues to its being part of the indicator."""
    for index, word in enumerate(view.words):
        side = _side(view, index)
        yield (
            (f"i:{word.form}", f"i@{side}", f"i@{side} {view.group}")
            if word.form not in _PUNCTUATION
            else (f"i:{word.form}",)
        )


def length_clues(length: int) -> Sequence[str]:
    """The clues in the number of a phrase's words."""
    return (f"n{length}",)


def _side(view: Window, index: int) -> str:
    """Whether a word is before the METRIC (L), in it (I) or behind it (R)."""
    return "L" if index < view.first else "I" if index < view.last else "R"


def _around(forms: Sequence[str], index: int) -> str:
    """The form at an index, `^` before the first and `$` behind the last."""
    return "^" if index < 0 else "$" if index >= len(forms) else forms[index]


def _sort(form: str) -> str:
    """What kind of word a form is: a figure, a name, a stop, a mark, a number, a link, a word that names."""
    if form in ("^", "$", METRIC, NUMBER, ",", "(", ")"):
        return form
    if form in _PUNCTUATION:
        return "." if form in _BREAKS else "'"
    return "⟨⟩" if form.startswith("⟨") else "=" if form in _LINKS else "a"


def _setting(view: Window) -> Iterator[str]:
    """What tells on which side of the METRIC its indicator is: the words next to it and the shape of its own."""
    forms = [word.form for word in view.words]
    before, behind = _around(forms, view.first - 1), _around(forms, view.last)
    own = forms[view.first : view.last]
    tail = len(own) - 1 - next((index for index, form in enumerate(own) if form == NUMBER), -1)
    clause: list[str] = list(takewhile(lambda form: form not in _PUNCTUATION, reversed(forms[: view.first])))
    naming = sum(form not in _LINKS for form in clause)
    yield f"<{before}"
    yield f">{behind}"
    yield f"~{own[-1] if own else '-'}"
    yield f"={forms[view.noun] if view.noun is not None else '-'}"
    yield f"{_sort(before)} {_sort(behind)} {view.group}"
    yield f"naming{min(naming, 3)} {view.group}"
    yield f"naming{min(naming, 2)} {view.previous is not None} {_sort(behind)}"
    yield f"tail{min(tail, 4)} {view.group}"


def _places(view: Window) -> Iterator[str]:
    """For each word, on which side of the METRIC it is and how many marks and METRICs lie between."""
    left: list[str] = []
    marks = metrics = 0
    for index in range(view.first - 1, -1, -1):
        form = view.words[index].form
        left.append(f"L{min(marks, 3)}{min(metrics, 2)}")
        if form == METRIC:
            metrics += 1
        elif form in _PUNCTUATION:
            marks += 1
    yield from reversed(left)
    yield from ["I"] * (view.last - view.first)
    marks = metrics = 0
    for index in range(view.last, len(view.words)):
        form = view.words[index].form
        if form == METRIC:
            metrics += 1
        elif form in _PUNCTUATION:
            marks += 1
        yield f"R{min(marks, 2)}{min(metrics, 1)}"


def _gaps_to_metric(view: Window) -> Iterator[str]:
    """For each word before the METRIC, how many words that name something stand between, and how many marks."""
    gaps: list[str] = []
    naming = marks = 0
    for index in range(view.first - 1, -1, -1):
        gaps.append(f"{min(naming, 4)}{min(marks, 2)}")
        form = view.words[index].form
        if form in _PUNCTUATION:
            marks += 1
        elif form not in _LINKS and form != NUMBER:
            naming += 1
    return reversed(gaps)


def _gap(view: Window) -> str:
    """What lies between the METRIC before and this one: marks, and whether a naming word."""
    naming = marks = 0
    for index in range(view.first - 1, -1, -1):
        form = view.words[index].form
        if form == METRIC:
            break
        if form in _PUNCTUATION:
            marks += 1
        elif form not in _LINKS:
            naming += 1
    return f"{min(naming, 4)} {min(marks, 2)}"


def _weigh(clues: Iterator[Sequence[str]], weights: Mapping[str, float]) -> list[float]:
    return [sum(weights.get(clue, 0.0) for clue in some) for some in clues]
