from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.schema import Report, Span

from .conftest import script

AUGMENTATIONS, augmented = script("augment").AUGMENTATIONS, script("augment").augmented
SPELLINGS = script("augment").SPELLINGS

TEXT = "Ông Lò Văn Đại, Phó Chủ tịch\nUBND huyện Đắk Glei dự."
REPORT = Report(
    "r", TEXT, {}, (Span("T1", 4, 14, "PERSON", "Lò Văn Đại"), Span("T2", 29, 48, "ORG", "UBND huyện Đắk Glei"))
)


@pytest.mark.parametrize(
    ("name", "person"),
    [("capitals", "LÒ VĂN ĐẠI"), ("small_letters", "lò văn đại"), ("no_diacritics", "Lo Van Dai")],
)
def test_spans_are_spelled_as_the_text_is(name: str, person: str) -> None:
    changed = AUGMENTATIONS[name](REPORT, random.Random(1))
    assert changed.spans[0].text == person
    assert [(span.start, span.end, span.label) for span in changed.spans] == [
        (span.start, span.end, span.label) for span in REPORT.spans
    ]


def test_lines_are_put_in_capitals_whole_and_by_seed() -> None:
    many = Report("r", "\n".join(["Huyện Đắk Glei"] * 40))
    lines = AUGMENTATIONS["capital_lines"](many, random.Random(1)).text.split("\n")
    assert set(lines) == {"Huyện Đắk Glei", "HUYỆN ĐẮK GLEI"}
    assert lines == AUGMENTATIONS["capital_lines"](many, random.Random(1)).text.split("\n")


@given(text=st.text(max_size=60), name=st.sampled_from(sorted(SPELLINGS)), seed=st.integers())
def test_every_spelling_keeps_the_length_of_any_text(text: str, name: str, seed: int) -> None:
    assert len(SPELLINGS[name](Report("r", text), random.Random(seed)).text) == len(text)


def test_shares_are_probabilities() -> None:
    rng = random.Random(1)
    drawn = [augmented(REPORT, {"capitals": 0.25, "small_letters": 0.25}, rng).text for _ in range(2000)]
    assert 0.2 < drawn.count(TEXT.upper()) / 2000 < 0.3
    assert 0.2 < drawn.count(TEXT.lower()) / 2000 < 0.3
    assert 0.45 < drawn.count(TEXT) / 2000 < 0.55
