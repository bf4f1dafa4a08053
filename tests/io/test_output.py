from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govner.io import extras
from govner.io.output import (
    StreamOutput,
    check_apart,
    check_target,
    open_file_output,
    output_files,
    part_path,
    write_whole,
)
from govner.io.tables import TABLES
from govner.schema import FormatError, GovnerError, Report, read_jsonl

REPORTS = (
    Report("a.txt", "Xã Tân Minh\r\n"),
    Report("b\n.txt", ""),
    Report("c.txt", "\ud800", officials=(), figures=()),
)


def write(target: Path, *reports: Report, resume: bool = False, publish: bool = True) -> None:
    with open_file_output(target, resume=resume) as output:
        for report in reports:
            output.add(report)
        if publish:
            output.publish()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_stream_gets_a_line_at_once_for_each_report():
    stream = io.BytesIO()
    output = StreamOutput(stream)
    for number, report in enumerate(REPORTS, start=1):
        output.add(report)
        assert len(stream.getvalue().splitlines()) == number
    output.publish()
    assert [Report.from_json(line) for line in stream.getvalue().decode().split("\n")[:-1]] == list(REPORTS)


def test_a_file_is_there_only_when_it_is_whole(tmp_path):
    target = tmp_path / "out.jsonl"
    with open_file_output(target) as output:
        output.add(REPORTS[0])
        assert names(tmp_path) == ["out.jsonl.part"]
        output.publish()
    assert names(tmp_path) == ["out.jsonl"]
    assert list(read_jsonl(target)) == [REPORTS[0]]


def test_an_older_output_stays_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "out.jsonl"
    write(target, REPORTS[0])
    write(target, REPORTS[1], publish=False)
    assert list(read_jsonl(target)) == [REPORTS[0]]
    write(target, REPORTS[2])
    assert list(read_jsonl(target)) == [REPORTS[2]]


def test_the_tables_are_two_files_that_excel_reads_as_utf8(tmp_path):
    write(tmp_path / "tables.v1.csv", *REPORTS)
    assert names(tmp_path) == ["tables.v1.figures.csv", "tables.v1.officials.csv"]
    content = (tmp_path / "tables.v1.officials.csv").read_bytes()
    assert content.startswith("\ufeffreport,name,".encode())
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "OUT.JSONL", "out.parquet", "out.html"])
def test_a_stopped_run_is_resumed(tmp_path, name):
    once, twice = tmp_path / "once", tmp_path / "twice"
    for folder in (once, twice):
        folder.mkdir()
    write(once / name, *REPORTS)
    write(twice / name, *REPORTS[:2], publish=False)
    with open_file_output(twice / name, resume=True) as output:
        assert output.finished == {"a.txt", "b\n.txt"}
        output.add(REPORTS[2])
        output.publish()
    assert names(once) == names(twice)
    for file in once.iterdir():
        assert (twice / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("cut", [1, 2, 20])
def test_a_torn_last_line_is_dropped(tmp_path, cut):
    target = tmp_path / "out.jsonl"
    write(target, *REPORTS[:2], publish=False)
    part = part_path(target)
    part.write_bytes(part.read_bytes()[:-cut])
    with open_file_output(target, resume=True) as output:
        assert output.finished == {"a.txt"}
        output.add(REPORTS[1])
        output.publish()
    assert list(read_jsonl(target)) == list(REPORTS[:2])


def test_without_resuming_a_run_starts_afresh(tmp_path):
    target = tmp_path / "out.jsonl"
    write(target, *REPORTS, publish=False)
    write(target, REPORTS[1])
    assert list(read_jsonl(target)) == [REPORTS[1]]


def test_resuming_where_nothing_was_begun_starts_afresh(tmp_path):
    write(tmp_path / "out.jsonl", REPORTS[0], resume=True)
    assert list(read_jsonl(tmp_path / "out.jsonl")) == [REPORTS[0]]


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"id": []}', "\0\0", "[" * 100_000], ids=lambda line: line[:9])
def test_a_part_file_of_something_else_is_refused_and_kept(tmp_path, line):
    target = tmp_path / "out.jsonl"
    part = part_path(target)
    part.write_text(f"{json.dumps({'id': 'a'})}\n{line}\n")
    with (
        pytest.raises(FormatError, match=r"out\.jsonl\.part, line 2: no report"),
        open_file_output(target, resume=True),
    ):
        pass
    assert part.read_text().endswith(f"{line}\n")


def test_a_second_run_is_refused_while_the_first_is_writing(tmp_path):
    target = tmp_path / "out.jsonl"
    with open_file_output(target) as first:
        first.add(REPORTS[0])
        for resume in (True, False):
            with (
                pytest.raises(GovnerError, match="another process is writing"),
                open_file_output(target, resume=resume),
            ):
                pass
        first.publish()
    assert list(read_jsonl(target)) == [REPORTS[0]]
    write(target, REPORTS[1])


def test_a_killed_process_leaves_no_lock(tmp_path):
    target = tmp_path / "out.jsonl"
    program = (
        "import os, sys, signal; from pathlib import Path; from govner.io.output import open_file_output;"
        "from govner.schema import Report\n"
        f"with open_file_output(Path({str(target)!r})) as output:\n"
        "    output.add(Report('a.txt', 'x')); os.kill(os.getpid(), signal.SIGKILL)"
    )
    source = str(Path(__file__).resolve().parents[2] / "src")
    ended = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": source}, check=False)
    assert ended.returncode == -9
    with open_file_output(target, resume=True) as output:
        assert output.finished == {"a.txt"}


@pytest.mark.parametrize("name", ["out", "out.txt", "out.jsonl.xz", ".jsonl"])
def test_an_unknown_kind_of_output_is_refused(tmp_path, name):
    with pytest.raises(GovnerError, match=r"give a name that ends in .jsonl, .csv, .parquet, .duckdb or .html"):
        check_target(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "folder"),
    [("out.jsonl", "out.jsonl"), ("out.csv", "out.figures.csv"), ("out.parquet", "out.spans.parquet")],
)
def test_a_folder_is_no_output(tmp_path, name, folder):
    (tmp_path / folder).mkdir()
    with pytest.raises(GovnerError, match=f"{folder}: a folder"):
        check_target(tmp_path / name)


def test_each_table_of_parquet_is_a_file(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    write(tmp_path / "out.parquet", *REPORTS)
    assert names(tmp_path) == sorted(f"out.{table}.parquet" for table in TABLES)
    assert [tmp_path / name for name in names(tmp_path)] == sorted(output_files(tmp_path / "out.parquet"))
    assert pq.read_table(tmp_path / "out.reports.parquet").column("id").to_pylist() == ["a.txt", "b\n.txt", "c.txt"]


def test_a_database_is_one_file_that_can_be_read_at_once(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    target = tmp_path / "out.duckdb"
    write(target, REPORTS[0])
    write(target, *REPORTS)
    assert names(tmp_path) == ["out.duckdb"]
    with duckdb.connect(target, read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM reports").fetchall() == [(3,)]


def test_a_page_is_one_file_whatever_the_words(tmp_path):
    write(tmp_path / "out.html", *REPORTS)
    assert names(tmp_path) == ["out.html"]
    assert "Xã Tân Minh" in (tmp_path / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["out.duckdb", "out.parquet", "out.csv", "out.html"])
def test_what_fails_at_the_end_leaves_the_older_output_and_the_part_file(tmp_path, name):
    target = tmp_path / name
    check_or_skip(target)
    write(target, REPORTS[0])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    part = part_path(target)
    with open_file_output(target) as output:
        output.add(REPORTS[1])
        with part.open("ab") as torn:
            torn.write(b"no report\n")
        with pytest.raises(FormatError, match="line 2"):
            output.publish()
    assert part.read_bytes() == f"{REPORTS[1].to_json()}\nno report\n".encode()
    part.unlink()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "package"), [("out.parquet", "pyarrow"), ("out.duckdb", "duckdb"), ("out.duckdb", "pyarrow")]
)
def test_a_missing_package_is_told_before_anything_is_read(tmp_path, monkeypatch, name, package):
    monkeypatch.setattr(extras, "find_spec", lambda wanted: None if wanted == package else wanted)
    with pytest.raises(GovnerError, match=rf"{package} is not installed; run: pip install 'govner\[tables\]'"):
        check_target(tmp_path / name)
    check_target(tmp_path / "out.csv")


@pytest.mark.parametrize("resume", [True, False])
def test_a_part_file_with_nothing_in_it_goes(tmp_path, resume):
    write(tmp_path / "out.jsonl", resume=resume, publish=False)
    with pytest.raises(RuntimeError), open_file_output(tmp_path / "out.jsonl", resume=resume):
        raise RuntimeError
    assert names(tmp_path) == []


def test_an_output_with_nothing_in_it_stays(tmp_path):
    write(tmp_path / "out.jsonl")
    write_whole(tmp_path / "out.txt", "")
    assert names(tmp_path) == ["out.jsonl", "out.txt"]


def test_an_input_is_not_written_over_by_whatever_name_it_goes(tmp_path):
    real, link, folder = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    real.touch()
    link.symlink_to(real)
    folder.mkdir()
    for read, written in (
        (real, link),
        (link, real),
        (tmp_path / "c" / ".." / "a", real),
        (folder / "d" / "e", folder),
    ):
        with pytest.raises(GovnerError, match="an input too"):
            check_apart([tmp_path / "other", read], [tmp_path / "out", written])
    check_apart([real, folder], [folder / "d", tmp_path / "d"])


@pytest.mark.parametrize("name", ["out.parquet", "out.duckdb"])
def test_a_name_that_libraries_cannot_open_is_refused(tmp_path, name):
    check_or_skip(tmp_path / name)
    folder = tmp_path / os.fsdecode(b"\xff")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("no name of a file here")
    for target in (tmp_path / f"{folder.name}{name}", folder / name):
        with pytest.raises(GovnerError, match="a name that is not UTF-8; give the output another name"):
            check_target(target)
    check_target(folder / "out.csv")


def check_or_skip(target: Path) -> None:
    try:
        check_target(target)
    except GovnerError as error:
        pytest.skip(str(error))
