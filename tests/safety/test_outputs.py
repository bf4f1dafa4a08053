"""Runs that are stopped from outside: a full disk, an interrupt; the older output stays, and the next run goes on."""

from __future__ import annotations

import resource
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

TEXT = "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc cho biết. Xã Tân Minh có 125 hộ thoát nghèo.\n"
LINE = 800
"""About how many bytes the report of a text has."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:03}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")
    return folder


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, err = process.communicate(timeout=300)
    return process.returncode, err.decode()


def limited(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("name", ["out.jsonl", "out.html"])
def test_a_full_disk_is_one_sentence_leaves_the_older_output_and_can_be_resumed(start_fake, many, tmp_path, name):
    out = tmp_path / name
    out.write_text("older")
    code, told = ended(start_fake("extract", many, "--out", out, preexec_fn=partial(limited, 10 * LINE)))
    part = tmp_path / f"{name}.part"
    assert code == 2
    assert told.splitlines() == [
        f"finished reports are kept in {part}; --resume goes on from there",
        f"govner: {part}: File too large",
    ]
    assert out.read_text() == "older"
    code, told = ended(start_fake("extract", many, "--out", out, "--resume"))
    assert (code, "kept from the stopped run" in told) == (0, True)
    assert "039.txt" in out.read_text(encoding="utf-8")


def test_a_database_on_a_full_disk_is_one_sentence_and_can_be_resumed(start_fake, many, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    out = tmp_path / "out.duckdb"
    code, told = ended(start_fake("extract", many, "--out", out, preexec_fn=partial(limited, 200 * LINE)))
    kept, sentence = told.splitlines()
    assert (code, "--resume goes on from there" in kept) == (2, True)
    assert sentence.startswith("govner: ")
    assert "DuckDB cannot write the file" in sentence
    assert not list(tmp_path.glob("*.duckdb"))
    assert ended(start_fake("extract", many, "--out", out, "--resume"))[0] == 0
    with duckdb.connect(out, read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM reports").fetchall() == [(40,)]


def test_a_disk_that_is_full_from_the_first_is_not_said_to_keep_anything(start_fake, many, tmp_path):
    code, told = ended(start_fake("extract", many, "--out", tmp_path / "out.jsonl", preexec_fn=partial(limited, 0)))
    assert (code, told) == (2, f"govner: {tmp_path / 'out.jsonl.part'}: File too large\n")
    assert not list(tmp_path.glob("out*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("command", ["extract", "show"])
def test_standard_output_on_a_full_disk_is_one_sentence(start_fake, many, command):
    with Path("/dev/full").open("wb") as full:
        told = ended(start_fake(command, many / "001.txt", stdout=full))
    assert told == (2, "govner: No space left on device\n")


@pytest.mark.parametrize("name", ["out.conll", "out.doccano.jsonl", "out.label-studio.json", "brat"])
def test_a_conversion_onto_a_full_disk_leaves_what_was_there(start_fake, many, tmp_path, name):
    reports = tmp_path / "reports.jsonl"
    assert ended(start_fake("extract", many, "--out", reports))[0] == 0
    (tmp_path / "to").mkdir()
    out = tmp_path / "to" / name
    if out.suffix:
        out.write_text("older")
    code, told = ended(start_fake("convert", reports, out, preexec_fn=partial(limited, 1000)))
    assert (code, "File too large" in told, told.count("\n")) == (2, True, 1)
    assert [path.name for path in out.parent.iterdir()] == ([name] if out.suffix else [])


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv"])
def test_a_run_interrupted_in_the_middle_and_resumed_gives_what_one_run_gives(start_fake, many, tmp_path, name):
    for part in ("once", "twice"):
        (tmp_path / part).mkdir()
    assert ended(start_fake("extract", many, "--out", tmp_path / "once" / name))[0] == 0
    # A test run in the background passes on that interrupts are ignored.
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    out = tmp_path / "twice" / name
    process = start_fake("extract", many, "--out", out, preexec_fn=heed)
    part_file, until = out.with_name(f"{name}.part"), time.monotonic() + 120
    while time.monotonic() < until and not (part_file.exists() and part_file.read_bytes().count(b"\n") >= 5):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert ended(process)[0] == 130
    assert [path.name for path in out.parent.iterdir()] == [part_file.name]
    code, told = ended(start_fake("extract", many, "--out", out, "--resume"))
    assert (code, "kept from the stopped run" in told) == (0, True)
    written = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "twice").iterdir()} == written
