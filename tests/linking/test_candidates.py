"""Which units are candidates for the owner of a figure."""

from __future__ import annotations

import pytest

from govner.knowledge.units import Level
from govner.linking.candidates import OwnerCandidates, pairs
from govner.linking.layout import lay_out

from .markup import parse


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("UBND huyện Bắc Hà", Level.DISTRICT),
        ("HĐND tỉnh Lào Cai", Level.PROVINCE),
        ("Ủy ban nhân dân xã Na Hối", Level.COMMUNE),
        ("Thị ủy Nghĩa Lộ", Level.DISTRICT),
        ("UBND huyện", None),
        ("Ban Tổ chức Huyện ủy Bắc Hà", None),
        ("Công an huyện Bắc Hà", None),
    ],
)
def test_a_body_that_governs_a_unit_stands_for_it(body: str, level: Level | None) -> None:
    text, spans, _ = parse(f"[[T1 ORG|{body}]] họp, còn [[T2 METRIC|152 hộ nghèo]].")
    layout = lay_out(text, spans)
    candidates = OwnerCandidates(layout)
    found = candidates.of(layout.labelled("METRIC")[0])
    assert candidates.seats.get(body.casefold(), frozenset()) == ({level} if level else frozenset())
    assert [owner.is_body for owner in found] == ([True, False] if level else [True])


def test_it_does_not_where_the_unit_is_named_alone() -> None:
    text, spans, _ = parse("[[T1 ORG|UBND huyện Bắc Hà]] họp ở [[T2 LOC|Bắc Hà]], còn [[T3 METRIC|152 hộ nghèo]].")
    layout = lay_out(text, spans)
    candidates = OwnerCandidates(layout)
    assert candidates.seats == {}
    assert [owner.key for owner in candidates.of(layout.labelled("METRIC")[0])] == ["bắc hà", "ubnd huyện bắc hà"]


def test_no_pair_is_judged_twice() -> None:
    text, spans, _ = parse("[[T1 ORG|UBND huyện Bắc Hà]] họp, còn [[T2 METRIC|152 hộ nghèo]].")
    layout = lay_out(text, spans)
    assert [(head.span.id, tail.span.id) for head, tail in pairs(layout)] == [("T1", "T2")]
