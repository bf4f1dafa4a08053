"""Whether the METRICs of a document are targets or results, in a chain."""

from __future__ import annotations

import pytest

from govner.linking.aim_chain import AimCase, aim_cases, best_aims
from govner.linking.layout import lay_out

from .markup import parse


def chain(marked: str) -> list[AimCase]:
    """The cases of the METRICs of a text."""
    text, spans, _ = parse(marked)
    layout = lay_out(text, spans)
    return list(aim_cases(layout, layout.labelled("METRIC")))


@pytest.mark.parametrize(
    ("between", "given"),
    [
        (", ", {"0", "mark., "}),
        (" và ", {"0", "mark. v", "word.và"}),
        ("; đến nay đạt ", {"0", "cue.đến nay", "cue.đạt", "word.đến", "word.nay", "word.đạt", "mark.; "}),
        (" đường. Xã đã xây ", {"1", "cue.đã", "cue.xây"}),
        (" đường.\nXã đã xây ", {"line", "cue.đã", "cue.xây"}),
        (f" đường. Xã sẽ vui. {'Vui. ' * 100}Xã có ", {"2", "cue.có"}),
    ],
)
def test_what_stands_between_two_figures_is_a_step(between: str, given: set[str]) -> None:
    first, second = chain(f"Xã làm [[T1 METRIC|9 km]]{between}[[T2 METRIC|7 cầu]].")
    assert first.steps == ()
    assert set(second.steps) == given
    assert set(second.after(True)) == {f"after_target.{step}" for step in given}
    assert set(second.after(False)) == {f"after_result.{step}" for step in given}


def test_the_aims_of_prose_do_not_go_on_in_a_table() -> None:
    first, second, third = chain(
        "Mục tiêu là [[T1 METRIC|2 xã]].\nXã | Số hộ\nTả Van | [[T2 METRIC|850]]\nBản Hồ | [[T3 METRIC|900]]"
    )
    assert (first.steps, second.steps) == ((), ())
    assert "line" in third.steps


@pytest.mark.parametrize(("words", "talks"), [("Chỉ tiêu | Số hộ", False), ("Các chỉ tiêu của xã", True)])
def test_the_name_of_a_column_is_no_talk_of_plans(words: str, talks: bool) -> None:
    (one,) = chain(f"{words}\nHộ nghèo | [[T1 METRIC|41]]")
    assert ("topic.chỉ tiêu" in one.clues) == talks


def case(*clues: str, odds: float = 0.0) -> AimCase:
    return AimCase(frozenset(clues), ("on",), odds)


@pytest.mark.parametrize(
    ("cases", "aims"),
    [
        ([], []),
        ([case("plan"), case(), case()], [True, True, True]),
        ([case("fact"), case(), case()], [False, False, False]),
        ([case("plan"), case("fact"), case()], [True, False, False]),
        ([case("hint")], [True]),
        ([case("hint"), case("doubt")], [False, False]),
        ([case(odds=3.0), case()], [True, True]),
    ],
)
def test_an_aim_goes_on_until_a_clue_turns_it(cases: list[AimCase], aims: list[bool]) -> None:
    weights = {"plan": 3.0, "fact": -6.0, "doubt": -2.0, "hint": 0.5, "after_target.on": 2.0, "after_result.on": -2.0}
    found = best_aims(cases, weights)
    assert [target for target, _ in found] == aims
    assert all(0 < score < 1 for _, score in found)


def test_the_score_is_the_probability_of_the_step() -> None:
    assert best_aims([case(odds=0.0)], {})[0][1] == pytest.approx(0.5)
    assert best_aims([case(odds=1000.0)], {})[0][1] == pytest.approx(1.0)
