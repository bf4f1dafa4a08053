from __future__ import annotations

from dataclasses import replace

from govner.schema import Relation, Span
from govner.values.officials import officials

TEXT = (
    "Bí thư Huyện ủy Lò Văn Sính dự họp. Ông Sính nhắc lại mục tiêu.\n"
    "LÒ VĂN SÍNH, Bí thư Huyện ủy, kết luận. Bà Mai Thị Lan phát biểu."
)


def _span(span_id: str, label: str, piece: str, nth: int = 0, score: float | None = None) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(piece, start + 1)
    return Span(span_id, start, start + len(piece), label, piece, score=score)


SPANS = [
    _span("P4", "PERSON", "Mai Thị Lan"),
    _span("P1", "PERSON", "Lò Văn Sính"),
    _span("P2", "PERSON", "Sính", 1),
    _span("P3", "PERSON", "LÒ VĂN SÍNH"),
    _span("T1", "TITLE", "Bí thư"),
    _span("T2", "TITLE", "Bí thư", 1),
    _span("O1", "ORG", "Huyện ủy"),
    _span("O2", "ORG", "Huyện ủy", 1),
]
RELATIONS = [
    Relation("P1", "T1", "HOLDS_POSITION"),
    Relation("T1", "O1", "POSITION_AT"),
    Relation("P3", "T2", "HOLDS_POSITION"),
    Relation("T2", "O2", "POSITION_AT"),
]


def test_all_mentions_of_a_person_are_one_official_named_in_full():
    first, second = officials(TEXT, SPANS, RELATIONS)
    assert (first.name, first.mentions) == ("Lò Văn Sính", ("P1", "P2", "P3"))
    assert (second.name, second.mentions) == ("Mai Thị Lan", ("P4",))


def test_a_post_is_listed_once_with_its_first_evidence():
    (position,) = officials(TEXT, SPANS, RELATIONS)[0].positions
    assert (position.title, position.title_id, position.body, position.body_id) == ("Bí thư", "T1", "Huyện ủy", "O1")
    assert position.evidence == "Bí thư Huyện ủy Lò Văn Sính dự họp."


def test_a_person_without_a_post_is_listed_without_positions():
    assert officials(TEXT, SPANS, RELATIONS)[1].positions == ()


def test_a_post_without_a_body_has_none():
    (position,) = officials(TEXT, SPANS, RELATIONS[:1])[0].positions
    assert (position.body, position.body_id) == (None, None)


def test_a_score_is_the_weakest_it_rests_on():
    spans = [replace(span, score=0.9) for span in SPANS]
    relations = [replace(RELATIONS[0], score=0.8), replace(RELATIONS[1], score=0.95)]
    assert officials(TEXT, spans, relations)[0].positions[0].score == 0.8
    assert officials(TEXT, SPANS, RELATIONS)[0].positions[0].score is None


def test_a_short_name_that_fits_two_persons_joins_neither():
    text = "Trần Văn Bảo, Lê Quốc Bảo, ông Bảo."
    names = [("Trần Văn Bảo", 0), ("Lê Quốc Bảo", 14), ("Bảo", 31)]
    spans = [Span(f"P{n}", at, at + len(name), "PERSON", name) for n, (name, at) in enumerate(names)]
    assert [official.mentions for official in officials(text, spans, ())] == [("P0",), ("P1",), ("P2",)]


def test_a_text_without_persons_has_no_officials():
    assert officials("", (), ()) == ()


def test_a_post_told_with_its_body_is_not_listed_again_without():
    bare = [relation for relation in RELATIONS if relation.head != "T2"]
    (position,) = officials(TEXT, SPANS, bare)[0].positions
    assert (position.title, position.body) == ("Bí thư", "Huyện ủy")
