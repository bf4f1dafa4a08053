from __future__ import annotations

import json
from pathlib import Path

import pytest

from govner.schema import GovnerError
from govner.tagging.models import Settings, find_model, read_tags
from govner.tagging.tagger import Tagger
from govner.text.normalize import ToneStyle


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    settings = Settings(
        ToneStyle.SECOND,
        window=100,
        overlap=10,
        segmenter="pyvi",
        temperature=1.25,
        fold_capitals=True,
        pointer_layer=8,
    )
    settings.write(tmp_path)
    assert Settings.read(tmp_path) == settings


def test_a_folder_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert Settings.read(tmp_path) == Settings()


def test_settings_that_name_no_segmenter_are_those_of_a_model_without_one(tmp_path: Path) -> None:
    (tmp_path / "govner.json").write_text('{"tones": "first", "window": 100, "overlap": 10}', encoding="utf-8")
    assert Settings.read(tmp_path) == Settings(window=100, overlap=10, segmenter="none")


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}"),
        '{"tones": "third", "window": 9, "overlap": 1}',
        '{"tones": "first", "window": 9, "overlap": 9}',
        '{"tones": "first", "window": 9, "overlap": 1, "temperature": 0}',
        '{"tones": "first", "window": 9, "overlap": 1, "temperature": NaN}',
        '{"tones": "first", "window": 9, "overlap": 1, "temperature": 1e-320}',
        '{"tones": "first", "window": 9, "overlap": 1, "temperature": 101}',
        '{"tones": "first", "window": 9, "overlap": 1, "pointer_layer": "the last"}',
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "govner.json").write_text(content, encoding="utf-8")
    with pytest.raises(GovnerError, match=r"govner\.json"):
        Settings.read(tmp_path)


@pytest.mark.parametrize("labels", [None, [], {}, {"0": "O"}, {"0": "O", "2": "B-LOC"}, {"0": "LABEL_0", "1": "X"}])
def test_a_config_that_is_no_taggers_is_named(tmp_path: Path, labels: object) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    with pytest.raises(GovnerError, match=r"config\.json"):
        read_tags(tmp_path)


def test_tags_are_in_the_order_of_the_outputs(tmp_path: Path) -> None:
    labels = {"1": "B-LOC", "0": "O", "2": "I-LOC"}
    (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    assert read_tags(tmp_path) == ("O", "B-LOC", "I-LOC")


def test_labels_that_no_report_has_are_refused_with_those_that_it_has(tmp_path: Path) -> None:
    labels = {"0": "O", "1": "B-LOC", "2": "I-LOC", "3": "B-MISC", "4": "I-MISC"}
    (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    with pytest.raises(GovnerError, match=r"config\.json: unknown label 'MISC'; .* PERSON, TITLE, ORG, LOC, METRIC"):
        read_tags(tmp_path)


def test_a_folder_with_a_config_is_a_model(tmp_path: Path) -> None:
    with pytest.raises(GovnerError, match="no model"):
        find_model(tmp_path)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert find_model(tmp_path) == tmp_path


def test_a_folder_by_chance_called_small_does_not_hide_the_model(
    default_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "config.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_model("small").samefile(default_model)


def test_a_name_is_a_model_that_comes_with_the_package(default_model: Path) -> None:
    assert find_model("small").samefile(default_model)
    assert find_model("govner-small").samefile(default_model)
    assert find_model("tiny").samefile(default_model.parent / "govner-tiny")


@pytest.mark.parametrize("name", ["small", "tiny"])
def test_the_models_of_the_package_find_people_posts_places_and_figures(default_model: Path, name: str) -> None:
    (spans,) = Tagger.load(name).tag(["Bà Lò Thị Ngát, Chủ tịch UBND huyện Mường La nói: xã Ít Ong còn 120 hộ nghèo."])
    assert [(span.label, span.text) for span in spans] == [
        ("PERSON", "Lò Thị Ngát"),
        ("TITLE", "Chủ tịch"),
        ("ORG", "UBND huyện Mường La"),
        ("LOC", "xã Ít Ong"),
        ("METRIC", "120 hộ nghèo"),
    ]
    assert all(span.state is not None for span in spans)


@pytest.mark.parametrize("name", ["no-such-model", "", "../small", "small/../small", "/nowhere"])
def test_an_unknown_model_is_named(name: str) -> None:
    with pytest.raises(GovnerError, match="no model"):
        find_model(name)


@pytest.mark.parametrize("broken", ["config.json", "tokenizer.json", "model.onnx"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff" * 50])
def test_a_broken_file_of_a_model_is_one_clear_error(
    default_model: Path, tmp_path: Path, broken: str, content: bytes
) -> None:
    for file in default_model.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / broken).unlink()
    (tmp_path / broken).write_bytes(content)
    with pytest.raises(GovnerError, match=broken.replace(".", r"\.")):
        list(Tagger.load(tmp_path).tag(["Ông An dự họp."]))


def test_a_missing_onnx_file_is_named_when_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(GovnerError, match=r"model\.onnx"):
        Tagger.load(tmp_path, runtime="onnx")
