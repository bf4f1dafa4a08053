from __future__ import annotations

from dataclasses import replace

import pytest

from govner.schema import Pointer
from govner.values import with_attributes
from govner.values.indicators import LONGEST, best_phrase, end_clues, inside_clues, phrases, start_clues
from govner.values.scenes import Scene, scenes
from govner.values.weights import Weights

from .marked import read

MARKED = (
    "Toàn huyện [LOC Bắc Hà] trồng rừng được [METRIC 12 ha], đạt [METRIC 80% kế hoạch năm]; còn [METRIC 3 hộ nghèo]."
)


def scene(index: int, marked: str = MARKED) -> tuple[str, Scene]:
    text, spans = read(marked)
    return text, list(scenes(text, spans))[index]


def test_a_window_holds_the_words_of_the_sentence_with_names_and_figures_as_one_word() -> None:
    _, first = scene(0)
    view = first.window(None)
    assert [word.form for word in view.words[: view.first]] == ["toàn", "huyện", "⟨LOC⟩", "trồng", "rừng", "được"]
    assert [word.form for word in view.words[view.first : view.last]] == ["#", "ha"]
    assert [word.form for word in view.words[view.last :]][:3] == [",", "đạt", "⟨METRIC⟩"]


def test_phrases_lie_on_one_side_and_cross_no_figure_and_no_stop() -> None:
    text, third = scene(2)
    view = third.window(None)
    found = {text[view.words[first].start : view.words[last].end] for first, last in phrases(view)}
    assert {"hộ nghèo", "trồng rừng", "huyện Bắc Hà trồng rừng"} <= found
    assert "còn" not in found
    assert not any("80%" in phrase or ";" in phrase or "còn 3" in phrase for phrase in found)
    assert all(last - first < LONGEST for first, last in phrases(view))


def candidates(marked: str, index: int = 0) -> set[str]:
    text, one = scene(index, marked)
    view = one.window(None)
    return {text[view.words[first].start : view.words[last].end] for first, last in phrases(view)}


def test_figures_and_times_alone_name_nothing() -> None:
    found = candidates("Thu đến 14 hạng 30/63 từ năm 2022 xuống [METRIC 9 tỷ đồng].")
    assert {"Thu", "hạng", "hạng 30"} <= found
    assert not found & {"14", "30", "63", "năm 2022", "năm 2022 xuống"}


def test_words_that_say_whose_a_figure_is_name_nothing_before_it() -> None:
    assert candidates("Đến nay, huyện còn [METRIC 20,8%].") == set()
    assert candidates("Toàn huyện còn [METRIC 20,8%].") == set()
    assert "huyện" in candidates("Tỉnh có [METRIC 9 huyện].")


def test_a_phrase_has_both_brackets_or_none() -> None:
    found = candidates("Chỉ số sản xuất (IIP) tăng [METRIC 5%].")
    assert {"Chỉ số sản xuất", "Chỉ số sản xuất (IIP)", "IIP"} <= found
    assert "Chỉ số sản xuất (IIP" not in found


def test_words_behind_a_figure_that_name_the_next_are_not_its_own() -> None:
    assert "tỷ lệ hộ nghèo" not in candidates("Xã có [METRIC 5.120 người], tỷ lệ hộ nghèo [METRIC 8,2%].")
    assert "diện tích" not in candidates("Huyện (gồm [METRIC 7 xã]), diện tích lúa, ngô tăng.")
    assert "dân số" not in candidates("Huyện có [METRIC 7 xã] và [METRIC 2 thị trấn], dân số [METRIC 9.000 người].")
    assert "tham gia" in candidates("Có [METRIC 3 đội], [METRIC 40 em] tham gia.")


def test_a_hyphen_does_not_end_a_phrase() -> None:
    text, only = scene(0, "Giá trị nông-lâm nghiệp tăng [METRIC 6,7%].")
    view = only.window(None)
    found = {text[view.words[first].start : view.words[last].end] for first, last in phrases(view)}
    assert "Giá trị nông-lâm nghiệp" in found


def test_the_words_beside_a_figure_tell_on_which_side_of_it_its_indicator_is() -> None:
    text, second = scene(0, "Bà con hiến [METRIC 20 ha] ruộng bãi.")
    weights = {"sR>ruộng": 9.0, "e>.": 5.0}
    found = best_phrase(second.window(None), weights)
    assert found is not None
    assert text[slice(*found)] == "ruộng bãi"


def test_no_phrase_opens_before_the_number_of_its_figure() -> None:
    text, only = scene(0, "Huyện phấn đấu giảm [METRIC thêm ít nhất 850 hộ nghèo].")
    view = only.window(None)
    found = {text[view.words[first].start : view.words[last].end] for first, last in phrases(view)}
    assert "hộ nghèo" in found
    assert not any("thêm" in phrase or "850" in phrase for phrase in found)


def test_every_word_has_its_clues() -> None:
    _, second = scene(1)
    view = second.window((view_start(second), view_start(second) + 10))
    for clues in (start_clues, end_clues, inside_clues):
        assert len(list(clues(view))) == len(view.words)


def view_start(one: Scene) -> int:
    return next(word.start for word in one.before if word.form == "trồng")


@pytest.mark.parametrize(
    ("weights", "phrase"),
    [
        ({"s:trồng": 9.0, "e:rừng": 9.0}, "trồng rừng"),
        ({"s:toàn": 9.0, "e:⟨LOC⟩": 9.0}, "Toàn huyện Bắc Hà"),
        ({"i:rừng": 9.0, "n1": 9.0}, "rừng"),
    ],
)
def test_the_phrase_whose_clues_weigh_most_is_taken(weights: dict[str, float], phrase: str) -> None:
    text, first = scene(0)
    found = best_phrase(first.window(None), weights)
    assert found is not None
    assert text[slice(*found)] == phrase


def test_the_indicator_before_is_known_by_its_offsets() -> None:
    text, second = scene(1)
    start = text.index("trồng rừng")
    weights = {"s=previous": 9.0, "e=previous": 9.0}
    assert best_phrase(second.window((start, start + 10)), weights) == (start, start + 10)


def test_a_metric_of_marks_alone_has_no_phrase() -> None:
    text, spans = read("[METRIC %]")
    (only,) = scenes(text, spans)
    assert best_phrase(only.window(None), {}) is None


def test_behind_a_semicolon_a_count_takes_no_indicator_over() -> None:
    before = (0, 9)
    for marked, previous in (
        ("Sản xuất tăng [METRIC 5%]; [METRIC 12 xã] về đích.", None),
        ("Sản xuất tăng [METRIC 5%], [METRIC 12 xã] về đích.", before),
        ("Sản xuất tăng [METRIC 5%]; quý I tăng [METRIC 3%].", before),
    ):
        assert scene(1, marked)[1].window(before).previous == previous


def test_the_pointer_of_a_metric_is_weighed_with_the_clues() -> None:
    text, spans = read("Diện tích lúa và sản lượng cá ở [LOC Bắc Hà] đạt [METRIC 12 nghìn tấn].")
    metric = spans[1]
    opens, closes = (text.index(word) - metric.start for word in ("sản", "cá"))
    pointed = Pointer((opens, opens + 4, closes, closes + 2), (9.0, 0.0, 0.0), (0.0, 0.0, 9.0))
    clues = Weights({"s:diện": 5.0, "e:lúa": 5.0}, {})
    for pointer, indicator in ((None, "Diện tích lúa"), (pointed, "sản lượng cá")):
        read_spans = with_attributes(text, [spans[0], replace(metric, pointer=pointer)], weights=clues)
        assert read_spans[1].attributes["indicator"] == indicator


def test_a_name_is_pointed_to_by_its_first_and_its_last_syllable() -> None:
    text, spans = read("Rừng [LOC Bắc Hà] có [METRIC 12 ha].")
    start = spans[1].start
    offsets = tuple(text.index(word) - start for word in ("Bắc", "Hà", "có"))
    one = next(scenes(text, [spans[0], replace(spans[1], pointer=Pointer(offsets, (1.0, 2.0), (3.0, 4.0)))]))
    assert one.window(None).pointed == [(0.0, 0.0), (1.0, 4.0), *[(0.0, 0.0)] * 4]
