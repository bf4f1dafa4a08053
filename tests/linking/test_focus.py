"""What the document says of its units."""

from __future__ import annotations

import pytest

from govner.knowledge.units import Level
from govner.linking.candidates import OwnerCandidates
from govner.linking.figures import cases
from govner.linking.focus import Focus
from govner.linking.layout import lay_out

from .markup import parse


def levels(markup: str) -> dict[str, frozenset[Level]]:
    text, spans, _ = parse(markup)
    layout = lay_out(text, spans)
    return Focus(layout, OwnerCandidates(layout)).levels


@pytest.mark.parametrize(
    ("markup", "name", "level"),
    [
        ("[[T1 LOC|huyện Sìn Hồ]] và [[T2 LOC|Sìn Hồ]]", "sìn hồ", Level.DISTRICT),
        ("[[T1 ORG|UBND huyện Sìn Hồ]] họp tại [[T2 LOC|Sìn Hồ]]", "sìn hồ", Level.DISTRICT),
        ("[[T1 ORG|Huyện ủy Sìn Hồ]] họp tại [[T2 LOC|Sìn Hồ]]", "sìn hồ", Level.DISTRICT),
        ("[[T1 ORG|Đảng ủy xã Tả Ngảo]] họp tại [[T2 LOC|Tả Ngảo]]", "tả ngảo", Level.COMMUNE),
        ("Về [[T1 LOC|Lai Châu]]", "lai châu", Level.PROVINCE),
    ],
)
def test_a_bare_name_has_the_level_that_the_document_or_the_map_gives_it(markup: str, name: str, level: Level) -> None:
    assert levels(markup)[name] == {level}


def test_a_type_word_outweighs_the_name_of_a_province() -> None:
    assert levels("[[T1 LOC|xã Lai Châu]] và [[T2 LOC|Lai Châu]]")["lai châu"] == {Level.COMMUNE}


def test_a_bare_name_that_nothing_tells_of_has_no_level() -> None:
    assert "tả ngảo" not in levels("Về [[T1 LOC|Tả Ngảo]]")


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("Ông [[T1 PERSON|Lò Văn Hợp]], [[T2 TITLE|Chủ tịch]] [[T3 ORG|UBND xã]], ký [[T4 METRIC|5 hồ sơ]].", True),
        (
            "Ông [[T1 PERSON|Lò Văn Hợp]], [[T2 TITLE|Chủ tịch]] [[T3 ORG|UBND xã]], nói có [[T4 METRIC|5 hồ sơ]].",
            False,
        ),
        ("Ông [[T1 PERSON|Lò Văn Hợp]] về [[T3 ORG|UBND xã]], ký [[T4 METRIC|5 hồ sơ]].", False),
        ("[[T2 TITLE|Chủ tịch]] [[T1 PERSON|Lò Văn Hợp]] họp. [[T3 LOC|Xã Tả Van]] có [[T4 METRIC|5 hồ sơ]].", False),
    ],
)
def test_a_figure_behind_a_holder_who_does_not_just_speak_may_be_his(markup: str, told: bool) -> None:
    text, spans, _ = parse(markup)
    (case,) = cases(lay_out(text, spans))
    assert ("none.holder" in case.clues[-1]) is told
