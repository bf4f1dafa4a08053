from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.evaluation import calibrate, draw_reliability, evaluate, outcomes, tables
from govner.schema import GovnerError


def scored(report, *scores):
    return replace(report, spans=tuple(replace(s, score=v) for s, v in zip(report.spans, scores, strict=True)))


def test_scores_are_set_against_what_is_right(mark):
    gold = mark("[LOC Xã Tà Hộc] có [METRIC 7 bến] đò.")
    predicted = scored(mark("[LOC Xã Tà Hộc] có 7 [METRIC bến] đò."), 0.9, 0.4)
    assert list(outcomes(gold, predicted)) == [(0.9, True), (0.4, False)]


def test_a_span_of_another_label_is_wrong_and_one_without_a_score_is_left_out(mark):
    gold = mark("[LOC Tà Hộc] và [LOC Bắc Yên]")
    predicted = scored(mark("[ORG Tà Hộc] và [LOC Bắc Yên]"), 0.8, None)
    assert list(outcomes(gold, predicted)) == [(0.8, False)]


def test_bins_have_the_mean_score_and_the_share_right():
    found = calibrate([(0.95, True), (0.97, True), (0.99, False), (0.25, False)])
    assert [(bin.low, bin.high, bin.count) for bin in found.bins] == [(0.2, 0.3, 1), (0.9, 1.0, 3)]
    assert found.bins[1].mean_score == pytest.approx(0.97)
    assert found.bins[1].share_right == pytest.approx(2 / 3)
    assert found.error == pytest.approx((0.25 + 3 * (0.97 - 2 / 3)) / 4)


@pytest.mark.parametrize(("score", "low"), [(0.0, 0.0), (0.1, 0.0), (0.11, 0.1), (0.5, 0.4), (1.0, 0.9), (1.5, 0.9)])
def test_a_score_on_a_border_belongs_to_the_bin_below(score, low):
    assert [bin.low for bin in calibrate([(score, True)]).bins] == [low]


def test_scores_that_keep_their_word_have_no_error():
    assert calibrate([(0.75, right) for right in (True, True, True, False)]).error == pytest.approx(0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1), st.integers(1, 20))
def test_every_outcome_is_in_a_bin_and_the_error_is_a_share(found, bins):
    calibration = calibrate(found, bins)
    assert calibration.count == len(found)
    assert 0 <= calibration.error <= 1 + 1e-9
    assert all(bin.low - 1e-9 <= bin.mean_score <= bin.high + 1e-9 for bin in calibration.bins)


def test_nothing_has_no_error():
    assert calibrate([]).error is None
    assert calibrate([]).to_dict() == {"spans": 0, "error": None, "bins": []}


def test_an_evaluation_tells_of_its_confidence(mark):
    gold = mark("[LOC Xã Tà Hộc] có [METRIC 7 bến] đò.")
    evaluation = evaluate([gold], [scored(gold, 0.9, 0.8)], resamples=1)
    assert evaluation.to_dict()["confidence"]["error"] == pytest.approx(0.15)
    (table,) = [table for table in tables(evaluation) if table.title.startswith("Confidence")]
    assert table.title == "Confidence of spans, expected calibration error 0.150"
    assert table.rows == (("0.7 to 0.8", "0.800", "1.000", "1"), ("0.8 to 0.9", "0.900", "1.000", "1"))


def test_the_reliability_is_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    found = calibrate([(0.95, True), (0.25, False)])
    draw_reliability(tmp_path / "plot.png", {"all": found, "none": calibrate([])})
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(GovnerError, match="pip install matplotlib"):
        draw_reliability(tmp_path / "plot.png", {})
