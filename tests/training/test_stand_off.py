"""Annotations without their texts, and back."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from govner.schema import LABELS, SIGNATURES, FormatError, Report, read_jsonl

from .conftest import ENVIRONMENT, ROOT, script

REPORTS = ROOT / "training" / "data" / "heldout.jsonl"


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "training" / "stand_off.py"), *map(str, arguments)]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Gold reports that a raw corpus could hold, which has no blank lines."""
    gold = [report for report in read_jsonl(REPORTS) if "\n\n" not in report.text]
    return gold[:6]


def as_it_is_kept(report: Report) -> Report:
    spans = tuple(replace(span, id=f"T{at}", attributes={}) for at, span in enumerate(report.spans, start=1))
    ids = {old.id: new.id for old, new in zip(report.spans, spans, strict=True)}
    links = tuple(replace(one, head=ids[one.head], tail=ids[one.tail]) for one in report.relations)
    return replace(report, text=f"{report.text}\n", meta={"date": report.meta["date"]}, spans=spans, relations=links)


@pytest.fixture
def gold(reports: list[Report], tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(f"{report.to_json()}\n" for report in reports), encoding="utf-8")
    return path


def test_annotations_come_back_to_their_texts(gold: Path, reports: list[Report], tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt.xz"
    texts = [f"{report.text}\n" for report in reports]
    corpus.write_bytes(lzma.compress("\n".join(["Một bài khác.\n", *texts[3:], *texts[:3], texts[0]]).encode()))
    told = call("part", gold, "--out", tmp_path / "parted.jsonl")
    assert told.returncode == 0, told.stderr
    told = call("join", tmp_path / "parted.jsonl", "--corpus", corpus, "--out", tmp_path / "joined.jsonl")
    assert told.returncode == 0, told.stderr
    assert "6 of 6 texts found" in told.stdout
    assert list(read_jsonl(tmp_path / "joined.jsonl")) == [as_it_is_kept(one) for one in reports[3:] + reports[:3]]


def test_what_is_parted_holds_no_word_of_the_text(gold: Path, reports: list[Report], tmp_path: Path) -> None:
    assert call("part", gold, "--out", tmp_path / "parted.jsonl").returncode == 0
    written = (tmp_path / "parted.jsonl").read_text(encoding="utf-8")
    assert written.isascii()
    words = set(re.findall(r"[A-Za-z_]+", re.sub(r'"(?:sha256|id)":"[^"]*"', "", written)))
    assert words <= {"meta", "date", "spans", "relations", *LABELS, *SIGNATURES}


def test_a_corpus_without_the_texts_is_refused(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus.txt").write_text("Một bài khác.\n", encoding="utf-8")
    assert call("part", gold, "--out", tmp_path / "parted.jsonl").returncode == 0
    told = call("join", tmp_path / "parted.jsonl", "--corpus", tmp_path / "corpus.txt", "--out", tmp_path / "out.jsonl")
    assert told.returncode == 2
    assert "holds none of the 6 texts" in told.stderr
    assert not (tmp_path / "out.jsonl").exists()


GOOD = '{"id":"r1","meta":{},"sha256":"00","spans":[[0,2,"LOC"],[3,5,"METRIC"]],"relations":[]}'


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("{", r"line 1: .*give a file that `part` wrote"),
        ("[]", r"line 1: not an object with id, meta, relations, sha256, spans"),
        ('{"id": "r1", "text": "Xã"}', r"line 1: not an object with"),
        (f"{GOOD}\n\n{GOOD}", r"line 3: the text of an earlier line again"),
        ("\n", r"parted\.jsonl: empty"),
    ],
)
def test_a_file_of_another_form_is_told_by_its_line(lines: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "parted.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(FormatError, match=says):
        script("stand_off").read(tmp_path / "parted.jsonl")


@pytest.mark.parametrize(
    "change",
    [
        {"spans": [[0, 99, "LOC"]]},
        {"spans": [[3, 2, "LOC"]]},
        {"spans": [[0, 2, "FOO"]]},
        {"spans": [[0, 2]]},
        {"relations": [[0, -1, "HAS_RESULT"]]},
        {"relations": [[0, 7, "HAS_RESULT"]]},
        {"relations": [[1, 0, "HAS_RESULT"]]},
    ],
)
def test_annotations_that_do_not_fit_the_text_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        script("stand_off").whole(json.loads(GOOD) | change, "Xã A có 5 hộ.")


def test_a_text_with_blank_lines_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(Report("r1", "Xã A.\n\nXã B.", {}, ()).to_json() + "\n", encoding="utf-8")
    told = call("part", tmp_path / "gold.jsonl", "--out", tmp_path / "parted.jsonl")
    assert told.returncode == 2
    assert "report 'r1' has a blank line" in told.stderr


def test_a_broken_corpus_is_told_in_one_sentence(gold: Path, tmp_path: Path) -> None:
    assert call("part", gold, "--out", tmp_path / "parted.jsonl").returncode == 0
    broken = lzma.compress(b"x" * 9000)[:-20]
    for name, content in (("a.txt", b"\xff\xfe\xff"), ("b.xz", b"no archive"), ("c.xz", broken)):
        (tmp_path / name).write_bytes(content)
        told = call("join", tmp_path / "parted.jsonl", "--corpus", tmp_path / name, "--out", tmp_path / "out.jsonl")
        assert told.returncode == 2, told.stderr
        assert f"{name}: not UTF-8 text" in told.stderr
