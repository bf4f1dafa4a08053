from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govner.schema import GovnerError
from govner.tagging.segmentation import Segmenter, load_segmenter, word_runs
from govner.text.normalize import ToneStyle, normalize
from govner.text.syllables import syllables

SIGNS = "ab Uuỷủyòoà_.,1/ĐđH\u00a0"


def segmented(line: str, words: list[str]) -> str:
    tokens = syllables(line)
    return " ".join(
        line[tokens[first][0] : tokens[after - 1][1]].replace(" ", "_")
        for first, after in word_runs(line, tokens, words)
    )


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("Uỷ ban họp", ["Uỷ ban", "họp"], "Uỷ_ban họp"),
        ("Uỷ ban họp", ["Uỷ_ban", "họp"], "Uỷ_ban họp"),
        ("Ủy ban hoà giải", ["Uỷ_ban", "hòa giải"], "Ủy_ban hoà_giải"),
        ("qui định Quí", ["quy định", "Quý"], "qui_định Quí"),
        ("UBND huyện, xã", ["UBND", "huyện", ",", "xã"], "UBND huyện , xã"),
        ("ngày 14/10/2024", ["ngày", "14/10/2024"], "ngày 14/10/2024"),
        ("tệp a_b", ["tệp", "a_b"], "tệp a_b"),
        ("a _ b c", ["a", "_", "b c"], "a _ b_c"),
        ("Bắc  Hà", ["Bắc Hà"], "Bắc__Hà"),
    ],
)
def test_words_join_syllables_whatever_stands_between_them(line: str, words: list[str], expected: str) -> None:
    assert segmented(line, words) == expected


def test_a_border_within_a_syllable_is_passed_over() -> None:
    assert segmented("còn 1.204 hộ nghèo", ["còn", "1", ".204", "hộ nghèo"]) == "còn 1.204 hộ_nghèo"


@pytest.mark.parametrize("words", [[], ["Uỷ ban"], ["Uỷ ban họp thêm"], ["Xã hội", "này"], ["Uỷban", "hop", "x"]])
def test_a_line_that_the_words_do_not_fit_is_not_joined(words: list[str]) -> None:
    assert segmented("Uỷ ban họp", words) == "Uỷ ban họp"


@given(st.text(SIGNS), st.lists(st.text(SIGNS)))
def test_any_words_give_runs_that_cover_the_line(line: str, words: list[str]) -> None:
    tokens = syllables(line)
    runs = word_runs(line, tokens, words)
    assert [at for run in runs for at in range(*run)] == list(range(len(tokens)))


def test_none_makes_every_syllable_a_word() -> None:
    line = "Bà Hậu, Phó Chủ tịch."
    assert segmented(line, list(load_segmenter("none").words(line))) == "Bà Hậu , Phó Chủ tịch ."


def test_an_unknown_segmenter_is_named_with_those_that_there_are() -> None:
    with pytest.raises(GovnerError, match="'jieba'; there are: none, underthesea, pyvi"):
        load_segmenter("jieba")


@pytest.mark.parametrize(("name", "module"), [("underthesea", "underthesea"), ("pyvi", "pyvi.ViTokenizer")])
def test_a_segmenter_that_is_not_installed_says_how_to_get_it(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(GovnerError, match=rf"{name} is not installed.*govner\[phobert\]"):
        load_segmenter(name)


@pytest.fixture(scope="module", params=["underthesea", "pyvi"])
def installed(request: pytest.FixtureRequest) -> Segmenter:
    pytest.importorskip(request.param)
    return load_segmenter(request.param)


@pytest.mark.parametrize("tones", list(ToneStyle))
def test_an_installed_segmenter_joins_words_in_both_tone_placements(installed: Segmenter, tones: ToneStyle) -> None:
    line = normalize("Chủ tịch nói về công tác thuỷ lợi của huyện.", tones).text
    words = segmented(line, list(installed.words(line))).split()
    assert {normalize(word, ToneStyle.SECOND).text for word in words} >= {"Chủ_tịch", "công_tác", "thuỷ_lợi"}


@settings(max_examples=40)
@given(
    line=st.text(st.one_of(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), st.sampled_from(SIGNS)))
)
def test_an_installed_segmenter_takes_any_line(installed: Segmenter, line: str) -> None:
    tokens = syllables(line)
    assert sum(after - first for first, after in word_runs(line, tokens, installed.words(line))) == len(tokens)


def test_another_version_than_the_one_trained_with_is_a_warning(installed: Segmenter) -> None:
    with pytest.warns(UserWarning, match=rf"trained with {installed.name} 0\.0\.1"):
        load_segmenter(installed.name, "0.0.1")
