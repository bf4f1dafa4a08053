"""Reports to send through the formats: one of each thing there is, and any text with any spans."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from govner.schema import LABELS, SIGNATURES, Relation, Report, Span

TEXT = (
    "📈 Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc:\r\n"
    "xã Tân Minh đạt trên 31,45 tỷ đồng (14/19 tiêu chí).\n"
    "Xa\u0303 Mu\u031b\u0300ng Chiềng\0 đạt \U00020000 chuẩn."
)
PARTS = (
    ("T1", "Đinh Văn Phúc", "PERSON", {}),
    ("T2", "Chủ tịch", "TITLE", {}),
    ("T3", "UBND huyện Đà Bắc", "ORG", {}),
    ("T7", "xã Tân Minh", "LOC", {}),
    (
        "T5",
        "trên 31,45 tỷ đồng",
        "METRIC",
        {"kind": "amount", "value": "31450000000", "unit": "VND", "qualifier": "more_than", "note of mine": "x\ny"},
    ),
    ("T6", "14/19 tiêu chí", "METRIC", {"kind": "fraction", "value": "14", "total": "19", "indicator": "tiêu chí"}),
    ("T9", "Xa\u0303 Mu\u031b\u0300ng Chiềng", "LOC", {}),
)
RELATIONS = (
    Relation("T1", "T2", "HOLDS_POSITION"),
    Relation("T2", "T3", "POSITION_AT"),
    Relation("T7", "T6", "HAS_TARGET"),
    Relation("T7", "T6", "HAS_RESULT"),
    Relation("T7", "T5", "HAS_RESULT"),
)


def make_span(span_id: str, words: str, label: str, attributes: dict[str, str]) -> Span:
    start = TEXT.index(words)
    return Span(span_id, start, start + len(words), label, words, attributes)


REPORT = Report(
    "báo cáo/đà bắc.txt",
    TEXT,
    {"date": "2024-10-14", "pages": [0, 40], "source": {"name": "tự đặt\0"}},
    tuple(make_span(*part) for part in PARTS),
    RELATIONS,
)


# Of surrogates only the second halves: JSON cannot tell two halves beside each other from the character they make.
_TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("xã \r\n\0\u0301\u0323📈\U00020000\ude00\ufeff\u2028\t;#")
)
_IDS = st.from_regex(r"T[1-9]\d?", fullmatch=True) | st.text(st.characters() | st.sampled_from("T#1- "), max_size=4)
_VALUES = st.sampled_from(["amount", "31450000000", "VND", "so với", " ", ""]) | st.text(max_size=5)
_KEYS = st.sampled_from(["kind", "value", "unit", "basis", "qualifier", "khác"]) | st.text(string.ascii_letters)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Gold reports of any text, ids and attributes; spans may overlap, and begin and end anywhere."""
    text = draw(_TEXTS)
    edges = st.integers(0, len(text))
    places = draw(st.lists(st.tuples(edges, edges).map(sorted).filter(lambda e: e[0] < e[1]), max_size=5))
    ids = draw(st.lists(_IDS, min_size=len(places), max_size=len(places), unique=True))
    spans = []
    for span_id, (start, end) in zip(ids, places, strict=True):
        attributes = draw(st.dictionaries(_KEYS, _VALUES, max_size=3))
        spans.append(Span(span_id, start, end, draw(st.sampled_from(LABELS)), text[start:end], attributes))
    fitting = [
        Relation(head.id, tail.id, label)
        for label, (heads, tails) in SIGNATURES.items()
        for head in spans
        for tail in spans
        if head.label in heads and tail.label in tails
    ]
    relations = draw(st.lists(st.sampled_from(fitting), unique=True)) if fitting else []
    meta = draw(st.dictionaries(st.text(max_size=3), st.text(max_size=3) | st.integers() | st.none(), max_size=2))
    return Report(draw(st.text()), text, meta, tuple(spans), tuple(relations))
