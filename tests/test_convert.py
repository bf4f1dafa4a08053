"""`govner convert` as a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govner.schema import Relation, Report, Span, read_jsonl

TEXT = "📈 Xã Tân Minh có 125 hộ thoát nghèo.\r\nXã khác chưa."
GOLD = Report(
    "a.txt",
    TEXT,
    {"date": "2024-10-14"},
    (
        Span("T1", 2, 13, "LOC", "Xã Tân Minh"),
        Span("T2", 17, 23, "METRIC", "125 hộ", {"kind": "count", "value": "125", "unit": "hộ"}),
    ),
    (Relation("T1", "T2", "HAS_RESULT"),),
)
OUTPUTS = ("out.label-studio.json", "out.doccano.jsonl", "out", "out.conll", "out.popolo.json", "b.jsonl")


@pytest.fixture
def convert(start_govner):
    """Runs `govner convert`; gives its exit code and what it printed to standard error."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        process = start_govner("convert", *arguments)
        out, err = process.communicate(timeout=300)
        assert out == b""
        return process.returncode, err.decode()

    return run


@pytest.fixture
def source(tmp_path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{GOLD.to_json()}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["out.label-studio.json", "out.doccano.jsonl", "out", "out.spacy"])
def test_gold_goes_out_and_comes_back(convert, source, tmp_path, name):
    assert convert(source, tmp_path / name) == (0, f"govner: 1 report converted; written to {tmp_path / name}\n")
    assert convert(tmp_path / name, tmp_path / "back.jsonl")[0] == 0
    assert list(read_jsonl(tmp_path / "back.jsonl")) == [GOLD]


def test_what_is_left_out_is_told_with_counts(convert, source, tmp_path):
    code, told = convert(source, tmp_path / "out.conll")
    assert code == 0
    assert told.splitlines()[1] == "govner: left out, because conll cannot hold them: 1 relations, 3 attributes"
    assert convert(source, tmp_path / "out.popolo.json")[1].endswith("popolo cannot hold them: 1 figures\n")


def test_formats_can_be_named(convert, source, tmp_path):
    assert convert(source, tmp_path / "tasks.json", "--to", "label-studio")[0] == 0
    assert convert(tmp_path / "tasks.json", tmp_path / "back", "--from", "label-studio", "--to", "govner")[0] == 0
    assert list(read_jsonl(tmp_path / "back")) == [GOLD]


def test_tasks_that_nobody_has_finished_are_told(convert, source, tmp_path):
    tasks = tmp_path / "out.label-studio.json"
    convert(source, tasks)
    (task,) = json.loads(tasks.read_text(encoding="utf-8"))
    tasks.write_text(json.dumps([task, {**task, "annotations": []}]), encoding="utf-8")
    code, told = convert(tasks, tmp_path / "back.jsonl")
    assert (code, told.splitlines()[1]) == (0, f"govner: left aside in {tasks}: 1 tasks without an annotation")
    tasks.write_text(json.dumps([{**task, "annotations": []}]), encoding="utf-8")
    code, told = convert(tasks, tmp_path / "other.jsonl")
    assert (code, told) == (
        2,
        f"govner: {tasks}: holds no report to convert; left aside: 1 tasks without an annotation\n",
    )
    assert not (tmp_path / "other.jsonl").exists()


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_broken_line_is_told_and_leaves_no_output(convert, source, tmp_path, name):
    source.write_text(f"{GOLD.to_json()}\n{{}}\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    code, told = convert(source, tmp_path / name)
    assert code == 2
    assert told.startswith(f"govner: {source}, line 2: ")
    assert told.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("{0}/gold.jsonl", "{0}/out.txt"), "no format is known by this ending"),
        (("{0}/gold.jsonl", "{0}/out.txt", "--to", "word"), "unknown format 'word'"),
        (("{0}/gold.jsonl", "{0}/gold.jsonl"), "an input too"),
        (("{0}/missing.jsonl", "{0}/out"), "missing.jsonl: No such file or directory"),
        (("{0}/a.popolo.json", "{0}/out.jsonl"), "popolo is written only"),
        (("{0}/gold.jsonl", "{0}/missing/out.jsonl"), "make it first"),
        (("{0}/gold.jsonl", "{0}/missing/out"), "make it first"),
    ],
)
def test_a_fault_of_the_user_is_one_sentence(convert, source, tmp_path, arguments, fault):
    code, told = convert(*(word.format(tmp_path) for word in arguments))
    assert code == 2
    assert fault in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(("name", "target"), [("out.conll.part", "out.conll"), ("out.part", "out"), ("out/a", "out")])
def test_the_part_file_of_a_stopped_run_is_not_converted_over_itself(convert, source, tmp_path, name, target):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    part = source.rename(tmp_path / name)
    code, told = convert(part, tmp_path / target, "--from", "govner")
    assert (code, told) == (
        2,
        f"govner: {part}: an input too, over which the output would be written; give it another name\n",
    )
    assert list(read_jsonl(part)) == [GOLD]


def test_a_stopped_run_leaves_the_output_of_before(start_govner, source, tmp_path):
    source.write_text(f"{GOLD.to_json()}\n" * 20000, encoding="utf-8")
    target = tmp_path / "out.label-studio.json"
    target.write_text("before", encoding="utf-8")
    process = start_govner("convert", source, target)
    part = tmp_path / "out.label-studio.json.part"
    while not part.exists():
        assert process.poll() is None
    process.terminate()
    process.communicate(timeout=60)
    assert target.read_text(encoding="utf-8") == "before"
