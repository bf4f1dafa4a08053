from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from govner.schema import Position, Relation, Span
from govner.values.officials import officials
from govner.values.units import Units

from .marked import read

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
    assert position.mentions == ("T1", "T2")


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


def held(marked: str, on: date | None = date(2024, 10, 14)) -> list[Position]:
    """The positions of the one person of a text; each TITLE is that person's, held at the ORG or LOC just behind it."""
    text, spans = read(marked)
    (person,) = (span for span in spans if span.label == "PERSON")
    links = [Relation(person.id, span.id, "HOLDS_POSITION") for span in spans if span.label == "TITLE"]
    for title, body in pairwise(spans):
        if title.label == "TITLE" and body.label in ("ORG", "LOC"):
            links.append(Relation(title.id, body.id, "POSITION_AT"))
    (official,) = officials(text, spans, links, Units(text, spans, on))
    return list(official.positions)


BAC_HA = "[LOC huyện Bắc Hà] họp. [PERSON Vàng Seo Páo], "


@pytest.mark.parametrize(
    ("words", "role", "marks", "canonical", "gloss"),
    [
        ("[TITLE Chủ tịch] [ORG UBND huyện]", "Chủ tịch", set(), "Chủ tịch Ủy ban nhân dân huyện",
         "Chairman of the District People's Committee"),
        ("[TITLE Phó Bí thư Thường trực] [ORG Huyện ủy]", "Bí thư", {"deputy", "standing"},
         "Phó Bí thư Thường trực Huyện ủy", "Standing Deputy Secretary of the District Party Committee"),
        ("[TITLE nguyên Chủ tịch] [ORG HĐND huyện]", "Chủ tịch", {"former"}, "nguyên Chủ tịch Hội đồng nhân dân huyện",
         "former Chairman of the District People's Council"),
        ("[TITLE Quyền Giám đốc] [ORG Sở Y tế]", "Giám đốc", {"acting"}, "Quyền Giám đốc Sở Y tế",
         "Acting Director of the Provincial Department of Health"),
        ("[TITLE Thống kế]", None, set(), None, None),
    ],
)  # fmt: skip
def test_a_position_says_what_its_words_mean(words, role, marks, canonical, gloss):
    (position,) = held(BAC_HA + words)
    assert (position.role, position.canonical, position.gloss) == (role, canonical, gloss)
    assert {mark for mark in ("deputy", "acting", "former", "standing") if getattr(position, mark)} == marks


@pytest.mark.parametrize(
    ("marked", "title", "body", "place", "code", "inferred"),
    [
        (BAC_HA + "[TITLE Chủ tịch] [ORG UBND huyện]", "Chủ tịch", "UBND huyện", "huyện Bắc Hà", "085/2025", True),
        (BAC_HA + "[TITLE Chủ tịch huyện]", "Chủ tịch huyện", None, "huyện Bắc Hà", "085/2025", True),
        (BAC_HA + "[TITLE Giám đốc] [ORG Sở Y tế]", "Giám đốc", "Sở Y tế", "tỉnh Lào Cai", "10/2025", True),
        (BAC_HA + "[TITLE Chủ tịch] [LOC xã Bản Phố]", "Chủ tịch", "xã Bản Phố", "xã Bản Phố", "02866/2025", False),
        (BAC_HA + "[TITLE Bí thư] [ORG Huyện ủy Mường Khương]", "Bí thư", "Huyện ủy Mường Khương",
         "huyện Mường Khương", "083/2025", False),
        (BAC_HA + "[TITLE Chủ tịch] [ORG UBND huyện Không Đâu]", "Chủ tịch", "UBND huyện Không Đâu", None, None, False),
        (BAC_HA + "[TITLE Chủ tịch] [ORG UBND xã]", "Chủ tịch", "UBND xã", None, None, False),
        (BAC_HA + "[TITLE Bộ trưởng] [ORG Bộ Y tế]", "Bộ trưởng", "Bộ Y tế", None, None, False),
        (BAC_HA + "[TITLE Giám đốc]", "Giám đốc", None, None, None, False),
    ],
)  # fmt: skip
def test_a_post_gets_the_unit_that_its_words_or_the_text_name(marked, title, body, place, code, inferred):
    (position,) = held(marked)
    assert (position.title, position.body) == (title, body)
    assert (position.place, position.place_code, position.inferred) == (place, code, inferred)


def test_posts_of_one_breath_share_their_unit():
    text = BAC_HA.replace("họp", "và [LOC Bắc Hà] họp với [LOC huyện Mường Khương]")
    first, second, third = held(
        f"{text}[TITLE Tỉnh ủy viên], [TITLE Bí thư] [ORG Huyện ủy], [TITLE Chủ tịch] [ORG HĐND huyện Mường Khương]"
    )
    assert first.place is None
    assert (second.place, second.inferred) == ("huyện Mường Khương", True)
    assert (third.place, third.inferred) == ("huyện Mường Khương", False)


@pytest.mark.parametrize(
    ("committee", "state", "place"),
    [
        ("[TITLE Bí thư] [ORG Đảng ủy]", "[TITLE Chủ tịch] [ORG HĐND xã]", "xã Bản Phố"),
        ("[TITLE Phó Bí thư] [ORG Đảng ủy]", "[TITLE Chủ tịch] [ORG UBND xã Bản Phố]", "xã Bản Phố"),
        ("[TITLE Chủ nhiệm] [ORG Ủy ban Kiểm tra Đảng ủy]", "[TITLE Phó Chủ tịch] [ORG HĐND xã]", "xã Bản Phố"),
        ("[TITLE Bí thư] [ORG Đảng ủy]", "[TITLE Giám đốc] [ORG Sở Y tế]", None),
        ("[TITLE Bí thư] [ORG Đảng ủy]", "[TITLE Đại biểu] [ORG HĐND xã]", None),
        ("[TITLE Bí thư] [ORG Đảng ủy Công ty Suối Vàng]", "[TITLE Chủ tịch] [ORG UBND xã]", None),
    ],
)
def test_a_party_committee_is_that_of_the_state_office_beside_it(committee, state, place):
    first, second = held(f"[LOC xã Bản Phố], [LOC huyện Bắc Hà] họp. [PERSON Vàng Seo Páo], {committee}, {state}")
    assert (first.place, first.inferred) == (place, place is not None)
    assert second.place is not None


@pytest.mark.parametrize(
    ("on", "code"), [(date(2024, 10, 14), "24/2025"), (date(2025, 10, 1), "24"), (None, "24/2025")]
)
def test_the_day_says_the_unit_of_which_era(on, code):
    province = "Bắc Giang" if code == "24/2025" else "Bắc Ninh"
    marked = f"[LOC tỉnh {province}], [LOC xã Phúc Hòa]. [PERSON Mai Thị Lan], [TITLE Chủ tịch] [ORG UBND tỉnh]"
    (position,) = held(marked, on)
    assert (position.place, position.place_code, position.inferred) == (f"tỉnh {province}", code, True)


def test_without_units_they_are_found_in_the_text():
    text, spans = read(BAC_HA + "[TITLE Bí thư] [ORG Huyện ủy]")
    links = [Relation("T2", "T3", "HOLDS_POSITION"), Relation("T3", "T4", "POSITION_AT")]
    (official,) = officials(text, spans, links)
    assert official.positions[0].place == "huyện Bắc Hà"


@pytest.mark.parametrize(
    ("before", "former"),
    [
        ("HĐND xã miễn nhiệm chức danh ", True),
        ("Huyện ủy cho thôi giữ chức vụ ", True),
        ("HĐND bãi nhiệm ", True),
        ("Ông xin từ chức ", True),
        ("Tỉnh ủy cách  chức ", True),
        ("Bà rời cương vị ", True),
        ("Huyện ủy bổ nhiệm giữ chức vụ ", False),
        ("Từ ", False),
        ("Ông thôi việc nhà, làm ", False),
    ],
)
def test_a_post_that_is_laid_down_is_a_former_one(before: str, former: bool) -> None:
    text = f"{before}Chủ tịch UBND xã đối với ông Lò Văn Sính."
    at = {
        piece: (text.index(piece), text.index(piece) + len(piece)) for piece in ("Chủ tịch", "UBND xã", "Lò Văn Sính")
    }
    labels = {"Chủ tịch": "TITLE", "UBND xã": "ORG", "Lò Văn Sính": "PERSON"}
    spans = [Span(label, *at[piece], label, piece) for piece, label in labels.items()]
    relations = [Relation("PERSON", "TITLE", "HOLDS_POSITION"), Relation("TITLE", "ORG", "POSITION_AT")]
    ((position,),) = (official.positions for official in officials(text, spans, relations))
    assert position.former is former
    assert position.canonical == f"{'nguyên ' * former}Chủ tịch Ủy ban nhân dân xã"


def test_evidence_of_a_long_line_has_the_post_its_holder_and_its_body() -> None:
    text = ", ".join(f"Chủ tịch UBND xã Tà Chải Lò Văn Sính {number}" for number in range(300))
    start = text.index("Chủ tịch UBND xã Tà Chải Lò Văn Sính 150")
    title = Span("T", start, start + 8, "TITLE", "Chủ tịch")
    body = Span("B", start + 9, start + 24, "ORG", "UBND xã Tà Chải")
    person = Span("P", start + 25, start + 36, "PERSON", "Lò Văn Sính")
    (official,) = officials(
        text, [title, body, person], [Relation("P", "T", "HOLDS_POSITION"), Relation("T", "B", "POSITION_AT")]
    )
    evidence = official.positions[0].evidence
    assert "Chủ tịch UBND xã Tà Chải Lò Văn Sính 150" in evidence
    assert evidence in text
    assert len(evidence) < 900
