"""Files of annotation tools that lie: each is reports or one sentence, and none leads out of its folder."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from govner.io import exchange
from govner.io.exchange.files import whole_file, whole_folder
from govner.schema import FormatError, GovnerError, Report, Span

TEXT = "📈 Ông Đinh Văn Phúc dự họp."
GOLD = Report("a.txt", TEXT, {"date": "2024-10-14"}, (Span("T1", 6, 19, "PERSON", TEXT[6:19]),))
ODD: tuple[Any, ...] = (
    None, True, -1, 2.5, 10**400, 1e308, float("nan"), float("inf"), "x", "../../x", "\ud800", [], {}, [[]], [None],
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all that is inside a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


def with_odd(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    changed = copy.deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = odd
    return changed


@pytest.mark.parametrize(
    ("form", "name"), [("label-studio", "x.label-studio.json"), ("doccano", "x.doccano.jsonl"), ("govner", "x.jsonl")]
)
def test_an_odd_value_anywhere_is_a_report_or_a_sentence(form, name, tmp_path):
    path = tmp_path / name
    exchange.write([GOLD], path)
    record = json.loads(path.read_text(encoding="utf-8"))
    outcomes = []
    for place in places(record):
        for odd in ODD:
            path.write_text(json.dumps(with_odd(record, place, odd)), encoding="utf-8")
            try:
                outcomes.append([report.to_json() for report in exchange.read(path)])
            except GovnerError as error:
                outcomes.append(str(error))
    assert len(outcomes) > 100
    assert all(outcome for outcome in outcomes if isinstance(outcome, str))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"T1\tPERSON {'9' * 5000} 3\tx", "is no label with offsets"),
        ("T1\tPERSON 3 99999999999999999999\tx", "is no stretch of a text"),
        ("T1\tPERSON 9 3\tx", "is no stretch of a text"),
    ],
    ids=["digits", "far", "back"],
)
def test_absurd_offsets_of_brat_are_told(line, fault, tmp_path):
    (tmp_path / "a.txt").write_text("Huyện Đà Bắc", encoding="utf-8")
    (tmp_path / "a.ann").write_text(line)
    with pytest.raises(FormatError, match=fault):
        list(exchange.read(tmp_path, "brat"))


def test_absurd_offsets_of_conll_are_told(tmp_path):
    path = tmp_path / "a.conll"
    exchange.write([GOLD], path)
    path.write_text(path.read_text(encoding="utf-8").replace("\t6\t", f"\t{'9' * 5000}\t"), encoding="utf-8")
    with pytest.raises(FormatError, match="five columns are wanted"):
        list(exchange.read(path))


@pytest.mark.parametrize("name", ["../secret", "/secret", "x/../../secret", "C:\\secret", "a\0"])
def test_a_record_of_brat_does_not_lead_out_of_the_folder(name, tmp_path):
    folder = tmp_path / "brat"
    exchange.write([GOLD], folder)
    for file in folder.glob("a.*"):
        file.rename(tmp_path / f"secret{file.suffix}")
    records = folder / "documents.jsonl"
    name = str(tmp_path / "secret") if name.startswith("/") else name
    records.write_text(json.dumps({**json.loads(records.read_text(encoding="utf-8")), "document": name}))
    (folder / "x").mkdir()
    try:
        read = list(exchange.read(folder, "brat"))
    except FormatError as error:
        assert "documents.jsonl, line 1: " in str(error)  # noqa: PT017
    else:
        assert read == []


WRITER = """
import sys, time
from pathlib import Path
from govner.io.exchange.files import {kind}
with {kind}(Path(sys.argv[1])) as made:
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(("kind", "open_target"), [("whole_file", whole_file), ("whole_folder", whole_folder)])
def test_two_processes_do_not_write_one_target(kind, open_target, start_program, tmp_path):
    target = tmp_path / "out"
    first = start_program("-c", WRITER.format(kind=kind), target, stdin=subprocess.PIPE)
    assert first.stdout is not None
    assert first.stdout.readline() == b"writing\n"
    with pytest.raises(GovnerError, match="another process is writing this output"), open_target(target):
        pytest.fail("both write")
    first.communicate(b"", timeout=60)
    assert first.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
