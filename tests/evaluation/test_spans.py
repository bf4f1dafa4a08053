import pytest

from govner.evaluation.counts import Counts, total
from govner.evaluation.fingerprints import fingerprint
from govner.evaluation.spans import overlapping_spans, seen_and_unseen_spans, strict_spans
from govner.schema import Report, Span

GOLD = "Ông [PERSON Lý Minh Tâm], [TITLE Bí thư] [ORG Huyện ủy], đến [LOC xã Yên Lạc] và [LOC xã Kim Đồng]."

# predicted marking, then (gold, predicted, matched) strict and overlap over all labels
POLICIES = [
    pytest.param(GOLD, (5, 5, 5), (5, 5, 5), id="all right"),
    pytest.param(
        "Ông Lý Minh Tâm, Bí thư Huyện ủy, đến xã Yên Lạc và xã Kim Đồng.", (5, 0, 0), (5, 0, 0), id="nothing predicted"
    ),
    pytest.param(
        "Ông Lý [PERSON Minh Tâm], Bí thư Huyện ủy, đến xã Yên Lạc và xã Kim Đồng.",
        (5, 1, 0),
        (5, 1, 1),
        id="one boundary wrong",
    ),
    pytest.param(
        "Ông [ORG Lý Minh Tâm], Bí thư Huyện ủy, đến xã Yên Lạc và xã Kim Đồng.",
        (5, 1, 0),
        (5, 1, 0),
        id="label wrong",
    ),
    pytest.param(
        "Ông Lý Minh Tâm, Bí thư Huyện ủy, đến [LOC xã Yên Lạc và xã Kim Đồng].",
        (5, 1, 0),
        (5, 1, 1),
        id="one long span is matched with one of the two it covers",
    ),
    pytest.param(
        "Ông [PERSON Lý] [PERSON Minh] [PERSON Tâm], Bí thư Huyện ủy, đến xã Yên Lạc và xã Kim Đồng.",
        (5, 3, 0),
        (5, 3, 1),
        id="of three pieces of one span one is matched",
    ),
    pytest.param(
        "Ông Lý Minh Tâm,[ORG  Bí thư] Huyện ủy, đến xã Yên Lạc [LOC và] xã Kim Đồng.",
        (5, 2, 0),
        (5, 2, 0),
        id="spans that only touch do not overlap",
    ),
]


@pytest.mark.parametrize(("predicted", "strict", "overlap"), POLICIES)
def test_span_policies_count_what_they_say(mark, predicted, strict, overlap):
    gold, guess = mark(GOLD), mark(predicted)
    assert gold.text == guess.text
    assert total(strict_spans(gold, guess).values()) == Counts(*strict)
    assert total(overlapping_spans(gold, guess).values()) == Counts(*overlap)


def test_labels_are_counted_apart(mark):
    guess = mark("Ông [PERSON Lý Minh Tâm], Bí thư Huyện ủy, đến [LOC xã Yên Lạc] và [ORG xã Kim Đồng].")
    assert strict_spans(mark(GOLD), guess) == {
        "PERSON": Counts(1, 1, 1),
        "TITLE": Counts(1, 0, 0),
        "ORG": Counts(1, 1, 0),
        "LOC": Counts(2, 1, 1),
        "METRIC": Counts(),
    }


def test_a_span_predicted_twice_counts_once():
    text = "thôn Nà Mèo"
    gold = Report("r", text, spans=(Span("A", 0, 11, "LOC", text),))
    twice = Report("r", text, spans=(Span("A", 0, 11, "LOC", text), Span("B", 0, 11, "LOC", text)))
    assert strict_spans(gold, twice)["LOC"] == Counts(1, 1, 1)


def test_overlap_is_never_below_strict_even_for_nested_predictions():
    text = "Ban Chỉ đạo huyện Hà Quảng"
    gold = Report("r", text, spans=(Span("A", 0, 26, "ORG", text),))
    nested = Report("r", text, spans=(Span("A", 0, 26, "ORG", text), Span("B", 0, 11, "ORG", text[:11])))
    assert overlapping_spans(gold, nested)["ORG"] == Counts(1, 2, 1)


def test_seen_and_unseen_mentions_part_the_strict_counts(mark):
    seen = {fingerprint("XÃ YÊN LẠC", "LOC"), fingerprint("Lý Minh Tâm", "PERSON"), fingerprint("Bí thư", "ORG")}
    guess = mark("Ông [PERSON Lý Minh Tâm], [TITLE Bí thư] Huyện ủy, đến [LOC xã Yên Lạc] và xã [LOC Kim Đồng].")
    known, new = seen_and_unseen_spans(mark(GOLD), guess, seen)
    assert known["PERSON"] == Counts(1, 1, 1)
    assert known["LOC"] == Counts(1, 1, 1)
    assert known["TITLE"] == Counts(), "the fingerprint of another label does not count"
    assert new["TITLE"] == Counts(1, 1, 1)
    assert new["LOC"] == Counts(1, 1, 0)
    assert total([*known.values(), *new.values()]) == total(strict_spans(mark(GOLD), guess).values())
