"""Annotations without their texts, and back."""

from __future__ import annotations

import lzma
import subprocess
import sys
from pathlib import Path

import pytest

from govner.schema import FormatError, GovnerError, Report, read_jsonl

from .conftest import ENVIRONMENT, ROOT, script

REPORTS = ROOT / "training" / "data" / "heldout.jsonl"


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "training" / "stand_off.py"), *map(str, arguments)]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Some reports as a raw corpus has them: no blank lines, one line end behind the last line."""
    lines = [[line for line in report.text.split("\n") if line.strip()] for report in read_jsonl(REPORTS)]
    texts = ["".join(f"{line}\n" for line in report) for report in lines[:6]]
    part = script("stand_off")
    records = [
        {"id": f"r{at}", "spans": [[0, 4, "LOC"], [5, 9, "METRIC"]], "relations": [[0, 1, "HAS_RESULT"]]}
        for at in range(len(texts))
    ]
    return [part.whole(record, text) for record, text in zip(records, texts, strict=True)]


@pytest.fixture
def gold(reports: list[Report], tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(f"{report.to_json()}\n" for report in reports), encoding="utf-8")
    return path


def test_annotations_come_back_to_their_texts(gold: Path, reports: list[Report], tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt.xz"
    texts = [report.text for report in reports]
    corpus.write_bytes(lzma.compress("\n".join(["Một bài khác.\n", *texts[3:], *texts[:3], texts[0]]).encode()))
    told = call("part", gold, "--out", tmp_path / "parted.jsonl")
    assert told.returncode == 0, told.stderr
    told = call("join", tmp_path / "parted.jsonl", "--corpus", corpus, "--out", tmp_path / "joined.jsonl")
    assert told.returncode == 0, told.stderr
    assert "6 of 6 texts found" in told.stdout
    assert list(read_jsonl(tmp_path / "joined.jsonl")) == reports[3:] + reports[:3]


def test_what_is_parted_holds_no_word_of_the_text(gold: Path, reports: list[Report], tmp_path: Path) -> None:
    assert call("part", gold, "--out", tmp_path / "parted.jsonl").returncode == 0
    written = (tmp_path / "parted.jsonl").read_text(encoding="utf-8")
    assert written.isascii()
    assert not any(word in written for report in reports for word in report.text.split() if len(word) > 6)


def test_a_corpus_without_the_texts_is_refused(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus.txt").write_text("Một bài khác.\n", encoding="utf-8")
    assert call("part", gold, "--out", tmp_path / "parted.jsonl").returncode == 0
    told = call("join", tmp_path / "parted.jsonl", "--corpus", tmp_path / "corpus.txt", "--out", tmp_path / "out.jsonl")
    assert told.returncode == 2
    assert "holds none of the 6 texts" in told.stderr
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "r1", "text": "Xã"}'])
def test_a_line_of_another_form_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "parted.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"parted\.jsonl, line 1: .*give a file that `part` wrote") as caught:
        list(script("stand_off").read(tmp_path / "parted.jsonl"))
    assert isinstance(caught.value, GovnerError)
