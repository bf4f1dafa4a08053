from __future__ import annotations

import pytest

from .markup import parse


def test_spans_lie_where_their_text_is():
    text, spans, relations = parse("Ông [[T1 PERSON|Lò Văn Sính]] - [[T2 TITLE|Bí thư]].\n=====\nT1 HOLDS_POSITION T2")
    assert text == "Ông Lò Văn Sính - Bí thư."
    assert [text[span.start : span.end] for span in spans] == ["Lò Văn Sính", "Bí thư"]
    assert relations == {("T1", "HOLDS_POSITION", "T2")}


@pytest.mark.parametrize(
    "broken",
    [
        "[[T1 PERSON|Lò Văn Sính]",
        "[T1 PERSON|Lò Văn Sính]]",
        "[[T1 PERSON Lò Văn Sính]]",
        "[[T1 PERSON|Lò [[T2 LOC|Văn]] Sính]]",
        "[[T1 PEOPLE|Lò Văn Sính]]",
        "[[T1 PERSON|Sính]] [[T1 PERSON|Lò]]",
        "[[T1 PERSON|Sính]] [[T2 TITLE|Bí thư]]\n=====\nT1 HOLDS_POSITION T3",
        "[[T1 PERSON|Sính]] [[T2 TITLE|Bí thư]]\n=====\nT2 HOLDS_POSITION T1",
        "[[T1 PERSON|Sính]] [[T2 TITLE|Bí thư]]\n=====\nT1 KNOWS T2",
        "[[T1 PERSON|Sính]] [[T2 TITLE|Bí thư]]\n=====\nT1 HOLDS_POSITION",
    ],
)
def test_broken_markup_is_refused(broken):
    with pytest.raises(ValueError, match=r"broken|unknown|no relation"):
        parse(broken)
