"""The command line over real files; the model is the fake tagger, but for the last tests."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import json
import os
import pty
import re
import signal
import subprocess
import time
import warnings
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govner.cli import app
from govner.cli.terminal import one_line, prepare_streams, printable
from govner.extractor import Extractor
from govner.io.output import open_file_output, output_files
from govner.schema import GovnerError, Report, read_jsonl

ROOT = Path(__file__).resolve().parents[1]
TEXT = "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc cho biết. Xã Tân Minh có 125 hộ thoát nghèo.\r\n"


@pytest.fixture
def govner(monkeypatch, fake_tagger):
    """Runs a command line in this process with the fake tagger; gives its result."""
    monkeypatch.setattr(Extractor, "load", lambda *_, **options: Extractor(fake_tagger))
    return lambda *arguments, **options: CliRunner().invoke(app, [*map(str, arguments)], **options)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("b.txt", "a.txt"):
        (folder / name).write_bytes(TEXT.encode())
    return folder


def parsed(lines: str) -> list[Report]:
    return [Report.from_json(line) for line in lines.split("\n")[:-1]]


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out.decode(), err.decode()


# extract


def test_reports_go_to_standard_output_as_jsonl_in_order(govner, reports):
    result = govner("extract", reports)
    assert result.exit_code == 0
    a, b = parsed(result.stdout)
    assert (a.id, b.id, a.text) == ("a.txt", "b.txt", TEXT)
    assert [official.name for official in a.officials] == ["Đinh Văn Phúc"]
    assert result.stderr == "govner: 2 reports read\n"


def test_standard_input_is_read(govner):
    result = govner("extract", "-", input=TEXT.encode())
    assert [(report.id, report.text) for report in parsed(result.stdout)] == [("stdin", TEXT)]


def test_a_jsonl_file_holds_what_standard_output_would(govner, reports, tmp_path):
    result = govner("extract", reports, "--out", tmp_path / "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out.jsonl").read_bytes().decode() == govner("extract", reports).stdout
    assert result.stderr == f"govner: 2 reports read; written to {tmp_path / 'out.jsonl'}\n"


def test_tables_are_written_beside_the_name_given(govner, reports, tmp_path):
    assert govner("extract", reports, "--out", tmp_path / "tables.csv").exit_code == 0
    for name, column, words in [("officials", "name", "Đinh Văn Phúc"), ("figures", "metric", "125 hộ")]:
        with (tmp_path / f"tables.{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [(row["report"], row[column]) for row in csv.DictReader(file)] == [
                ("a.txt", words),
                ("b.txt", words),
            ]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("latin.txt", "tỉnh".encode()[:2] + b"\xe9", "not UTF-8"),
        ("binary.txt", b"\0\1\2", "a binary file"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of old Word (.doc); open it in Word"),
        ("cut.docx", b"PK\x03\x04", "a .zip archive"),
        ("cut.pdf", b"%PDF-1.7\n", "damaged, or no .pdf file"),
    ],
)
def test_a_bad_file_is_told_and_the_others_are_read(govner, reports, name, content, reason):
    (reports / name).write_bytes(content)
    result = govner("extract", reports)
    assert result.exit_code == 1
    assert [report.id for report in parsed(result.stdout)] == ["a.txt", "b.txt"]
    told, summary = result.stderr.splitlines()
    assert told.startswith(f"{reports / name}: {reason}")
    assert summary == "govner: 2 reports read, 1 failed"


def test_an_input_is_never_the_output(govner, tmp_path):
    report = tmp_path / "report.jsonl.txt"
    report.write_text(TEXT, encoding="utf-8")
    link = tmp_path / "out.jsonl"
    link.symlink_to(report)
    result = govner("extract", report, "--out", link)
    assert (result.exit_code, report.read_text(encoding="utf-8")) == (2, TEXT.replace("\r\n", "\n"))
    assert "an input too" in result.stderr


def test_an_input_is_no_table_of_the_output(govner, tmp_path):
    report = tmp_path / "out.figures.csv"
    report.write_text("text\nXã Tân Minh có 125 hộ.\n", encoding="utf-8")
    result = govner("extract", report, "--out", tmp_path / "out.csv")
    assert (result.exit_code, report.read_text(encoding="utf-8")) == (2, "text\nXã Tân Minh có 125 hộ.\n")
    assert "an input too" in result.stderr


@pytest.mark.parametrize("out", ["x.jsonl", "x.html"])
def test_an_input_is_not_the_part_file_of_the_output(govner, tmp_path, out):
    report = tmp_path / f"{out}.part"
    report.write_bytes(TEXT.encode())
    result = govner("extract", report, "--out", tmp_path / out)
    assert (result.exit_code, report.read_bytes()) == (2, TEXT.encode())
    assert "an input too" in result.stderr


@pytest.mark.parametrize("name", ["out.parquet", "out.duckdb", "out.html"])
def test_other_kinds_of_output_are_written_whole(govner, reports, tmp_path, name):
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    result = govner("extract", reports, "--out", tmp_path / name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert output_files(tmp_path / name) == tuple(path for path in output_files(tmp_path / name) if path.is_file())
    assert len(list(tmp_path.iterdir())) == 1 + len(output_files(tmp_path / name))


def test_what_a_run_has_written_into_the_folder_is_no_input_of_the_next(govner, reports):
    for out in ("out.jsonl", "out.jsonl", "tables.csv", "tables.csv"):
        result = govner("extract", reports, "--out", reports / out)
        assert (result.exit_code, "2 reports read" in result.stderr) == (0, True)


def test_an_output_without_its_folder_is_refused_before_anything_is_read(govner, reports, tmp_path):
    result = govner("extract", reports, "--out", tmp_path / "missing" / "out.jsonl")
    assert result.exit_code == 2
    assert "make it first" in result.stderr


def test_when_nothing_could_be_read_the_output_of_before_stays(govner, tmp_path):
    (tmp_path / "binary.txt").write_bytes(b"\0")
    (tmp_path / "out.jsonl").write_text("before\n", encoding="utf-8")
    assert govner("extract", tmp_path / "binary.txt", "--out", tmp_path / "out.jsonl").exit_code == 1
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["binary.txt", "out.jsonl"]


@pytest.mark.parametrize("text", ["", " " * 1_000_000, "The quick brown fox.", "\n\n\n", "12"])
def test_a_text_with_nothing_in_it_gives_a_report(govner, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    result = govner("extract", tmp_path / "a.txt")
    (report,) = parsed(result.stdout)
    assert (result.exit_code, report.text, report.spans, report.officials, report.figures) == (0, text, (), (), ())


def test_a_missing_path_is_told_and_the_others_are_read(govner, reports):
    result = govner("extract", reports / "c.txt", reports / "a.txt")
    assert result.exit_code == 1
    assert len(parsed(result.stdout)) == 1
    assert f"{reports / 'c.txt'}: No such file or directory\n" in result.stderr


def test_nothing_to_read_is_a_fault_and_leaves_no_output(govner, tmp_path):
    (tmp_path / "empty").mkdir()
    result = govner("extract", tmp_path / "empty", tmp_path / "nowhere", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{tmp_path / 'empty'}: no file in this folder that can be read as a report",
        f"{tmp_path / 'nowhere'}: No such file or directory",
        "govner: 0 reports read, 2 failed",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_the_rows_of_a_table_are_reports_with_what_stands_beside_the_text(govner, tmp_path):
    (tmp_path / "a.csv").write_text(f'số;nội dung\n12;"{TEXT}"\n', encoding="utf-8")
    result = govner("extract", tmp_path / "a.csv", "--text-column", "nội dung")
    (report,) = parsed(result.stdout)
    assert (report.id, report.text) == ("a.csv#1", TEXT)
    assert report.meta == {"file": str(tmp_path / "a.csv"), "format": "csv", "số": "12"}


def test_a_table_without_texts_is_told(govner, tmp_path):
    (tmp_path / "a.csv").write_text("số;nội dung\n", encoding="utf-8")
    result = govner("extract", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / 'a.csv'}: no column 'text' in the header; say with --text-column")


def test_the_day_that_a_report_says_of_itself_dates_its_figures(govner):
    text = "Đà Bắc, ngày 14 tháng 10 năm 2024\nXã Tân Minh có 125 hộ thoát nghèo trong 9 tháng đầu năm.\n"
    (report,) = parsed(govner("extract", "-", input=text.encode()).stdout)
    assert [figure.period for figure in report.figures or ()] == ["2024-01/2024-09"]


def test_other_files_of_a_folder_are_counted(govner, reports):
    (reports / "photo.jpg").write_bytes(b"x")
    assert govner("extract", reports).stderr == "govner: 2 reports read, 1 other file left aside\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--out", "out.xlsx"],
            "govner: out.xlsx: unknown kind of output; "
            "give a name that ends in .jsonl, .csv, .parquet, .duckdb or .html",
        ),
        (["--out", "no/out.jsonl"], "govner: no/out.jsonl: there is no folder no; make it first"),
        (["--resume"], "govner: --resume goes on from the part file of an output; give --out too"),
    ],
)
def test_a_fault_of_usage_is_one_sentence(govner, reports, monkeypatch, arguments, sentence):
    monkeypatch.chdir(reports)
    result = govner("extract", "a.txt", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("arguments", [[], ["a.txt", "--threads", "0"], ["a.txt", "--batch-size", "x"], ["a", "--no"]])
def test_wrong_options_are_refused(govner, arguments):
    assert govner("extract", *arguments).exit_code == 2


def test_a_model_that_cannot_be_loaded_is_one_sentence(monkeypatch, reports):
    def refuse(*_, **options):
        raise GovnerError("no model 'x': give the folder of a model")

    monkeypatch.setattr(Extractor, "load", refuse)
    result = CliRunner().invoke(app, ["extract", str(reports), "--model", "x"])
    assert (result.exit_code, result.stderr) == (2, "govner: no model 'x': give the folder of a model\n")


def test_options_reach_the_extractor(monkeypatch, reports, fake_tagger):
    seen = {}

    def load(model, **options):
        seen.update(options, model=model)
        return Extractor(fake_tagger)

    monkeypatch.setattr(Extractor, "load", load)
    options = ["--model", "big", "--threads", "3", "--batch-size", "7"]
    assert CliRunner().invoke(app, ["extract", str(reports), *options]).exit_code == 0
    assert seen == {"model": "big", "threads": 3, "batch_size": 7}


@pytest.mark.parametrize("name", ["hai\ndòng.txt", "\x1b[31mđỏ.txt", "[bold]x.txt", "--out.txt", "Đ Ả.txt"])
def test_odd_names_are_ids_and_do_not_reach_the_terminal_raw(govner, tmp_path, name):
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / f"bad{name}").write_bytes(b"\xff")
    result = govner("extract", tmp_path)
    assert [report.id for report in parsed(result.stdout)] == [name]
    assert len(result.stderr.splitlines()) == 2
    assert "\x1b" not in result.stderr
    assert printable(f"bad{name}: not UTF-8") in result.stderr


def test_profile_tells_the_seconds_of_each_stage_and_the_memory(govner, reports):
    result = govner("extract", reports, "--profile")
    line = next(line for line in result.stderr.splitlines() if line.startswith("time: "))
    for stage in ("reading", "tagging", "linking", "values", "writing"):
        assert f"{stage} 0." in line
    assert line.endswith(" MiB")


def test_a_thousand_files_with_five_bad_ones(govner, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    bad = {f"{number:04}.txt" for number in (0, 17, 500, 501, 999)}
    for number in range(1000):
        name = f"{number:04}.txt"
        (folder / name).write_bytes(b"\xff" if name in bad else f"{TEXT}{number}".encode())
    result = govner("extract", folder, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    expected = [(f"{n:04}.txt", f"{TEXT}{n}") for n in range(1000) if f"{n:04}.txt" not in bad]
    assert [(report.id, report.text) for report in read_jsonl(tmp_path / "out.jsonl")] == expected
    assert sum("not UTF-8" in line for line in result.stderr.splitlines()) == 5
    assert "govner: 995 reports read, 5 failed; written to" in result.stderr


def test_a_terminal_gets_a_bar_and_each_fault_on_a_line_of_its_own(start_fake, tmp_path):
    folder = many(tmp_path / "many", 20)
    terminal, its_end = pty.openpty()
    environment = {"TERM": "xterm", "COLUMNS": "300"}
    process = start_fake("extract", folder, "--out", tmp_path / "out.jsonl", stderr=its_end, environment=environment)
    os.close(its_end)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal's output is an error on Linux
        while piece := os.read(terminal, 4096):
            shown += piece
    os.close(terminal)
    assert process.wait(timeout=300) == 1
    assert b"20/20" in shown
    assert re.search(rb"[\r\n]\x1b\[2K[^\r\n]*005\.txt: not UTF-8", shown)
    assert not re.search(rb"/20\S* [^\r\n]*005\.txt", shown)


# extract --resume


def test_a_resumed_run_does_not_redo_what_is_finished_and_reads_what_failed(govner, reports, tmp_path):
    out = tmp_path / "out.jsonl"
    (reports / "c.txt").write_bytes(b"\xff")
    govner("extract", reports, "--out", out)
    out.rename(tmp_path / "out.jsonl.part")
    (reports / "a.txt").write_text("changed since")
    (reports / "c.txt").write_text("mended since")
    result = govner("extract", reports, "--out", out, "--resume")
    assert result.exit_code == 0
    assert [report.text for report in read_jsonl(out)] == [TEXT, TEXT, "mended since"]
    assert "govner: 1 report read, 2 kept from the stopped run" in result.stderr


def test_a_part_file_of_other_inputs_is_refused_and_kept(govner, reports, tmp_path):
    part = tmp_path / "out.jsonl.part"
    part.write_text(Report("other.txt", "x").to_json() + "\n")
    result = govner("extract", reports, "--out", tmp_path / "out.jsonl", "--resume")
    assert result.exit_code == 2
    assert "holds 'other.txt', which is not among the inputs" in result.stderr
    assert len(part.read_text().splitlines()) == 1


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:03}.txt").write_bytes(b"\xff" if n == 5 else f"{TEXT}{n}".encode())
    return folder


def wait_for_lines(part: Path, number: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if part.exists() and part.read_bytes().count(b"\n") >= number:
            return
        time.sleep(0.01)
    pytest.fail(f"{part} did not get {number} lines")


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv"])
def test_a_run_killed_in_the_middle_and_resumed_gives_what_one_run_gives(start_fake, tmp_path, name):
    folder = many(tmp_path / "many", 200)
    for part in ("once", "twice"):
        (tmp_path / part).mkdir()
    assert ended(start_fake("extract", folder, "--out", tmp_path / "once" / name))[0] == 1
    process = start_fake("extract", folder, "--out", tmp_path / "twice" / name)
    wait_for_lines(tmp_path / "twice" / f"{name}.part", 20)
    process.kill()
    assert ended(process)[0] == -signal.SIGKILL
    assert [path.name for path in (tmp_path / "twice").iterdir()] == [f"{name}.part"]
    code, _, told = ended(start_fake("extract", folder, "--out", tmp_path / "twice" / name, "--resume"))
    assert code == 1
    assert "kept from the stopped run, 1 failed" in told
    written = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "twice").iterdir()} == written


def mixed(folder: Path) -> set[str]:
    """Makes a folder of files of every kind, some of them broken; gives the ids of the documents that can be read."""
    for number in range(40):
        for source in (ROOT / "tests" / "io" / "files").iterdir():
            if source.suffix in (".html", ".docx", ".pdf", ".txt") and number % 5 == 0:
                (folder / f"{number:02}{source.name}").write_bytes(source.read_bytes())
    for number in range(5):
        (folder / f"cut{number}.docx").write_bytes((folder / "00libreoffice.docx").read_bytes()[:4000])
        (folder / f"cut{number}.pdf").write_bytes((folder / "00libreoffice.pdf").read_bytes()[:4000])
    good = {path.name for path in folder.iterdir() if not re.search("cut|scan|locked", path.name)}
    rows = [f'r{number},"{TEXT}"' if number % 3 else f",{number}" for number in range(60)]
    (folder / "rows.csv").write_text("\n".join(["id,text", *rows, "1,2,3"]), encoding="utf-8")
    lines = [json.dumps({"text": f"{TEXT}{number}"}) for number in range(60)]
    (folder / "lines.jsonl").write_text("\n".join([*lines, "{"]), encoding="utf-8")
    good |= {f"r{n}" if n % 3 else f"rows.csv#{n + 1}" for n in range(60)}
    return good | {f"lines.jsonl#{n + 1}" for n in range(60)}


def test_a_folder_of_all_kinds_killed_in_the_middle_and_resumed_loses_and_doubles_nothing(start_fake, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    good = mixed(folder)
    out = tmp_path / "out.jsonl"
    process = start_fake("extract", folder, "--out", out)
    wait_for_lines(tmp_path / "out.jsonl.part", 80)
    process.kill()
    assert ended(process)[0] == -signal.SIGKILL
    code, _, told = ended(start_fake("extract", folder, "--out", out, "--resume"))
    assert code == 1
    read = [report.id for report in read_jsonl(out)]
    assert (len(read), set(read)) == (len(good), good)
    broken = [line for line in told.splitlines() if not line.startswith("govner: ")]
    assert sum("damaged" in line for line in broken) == 10
    assert sum("scan" in line or "password" in line for line in broken) == 16
    assert [line.partition(", row ")[2] for line in broken[-2:]] == [
        "61: not a line of JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1)); "
        "give one JSON object a line",
        "61: 3 cells under a header of 2; put quotes around a cell that has the delimiter in it",
    ]
    assert len(broken) == 28


def test_rows_of_another_table_are_not_resumed(govner, tmp_path):
    (tmp_path / "a.csv").write_text(f'text\n"{TEXT}"\n', encoding="utf-8")
    part = tmp_path / "out.jsonl.part"
    part.write_text(Report("a.csv#2", "x").to_json() + "\n")
    result = govner("extract", tmp_path / "a.csv", "--out", tmp_path / "out.jsonl", "--resume")
    assert (result.exit_code, "holds 'a.csv#2', which is not among the inputs" in result.stderr) == (2, True)


def test_an_interrupt_ends_with_a_word_and_keeps_the_part_file(start_fake, tmp_path):
    folder = many(tmp_path / "many", 400)
    # A test run in the background passes on that interrupts are ignored.
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    process = start_fake("extract", folder, "--out", tmp_path / "out.jsonl", preexec_fn=heed)
    wait_for_lines(tmp_path / "out.jsonl.part", 5)
    process.send_signal(signal.SIGINT)
    code, _, told = ended(process)
    assert code == 130
    assert "--resume goes on from there" in told
    assert "Traceback" not in told
    assert not (tmp_path / "out.jsonl").exists()


def test_a_second_process_with_the_same_output_is_refused(start_fake, reports, tmp_path):
    out = tmp_path / "out.jsonl"
    with open_file_output(out) as first:
        first.add(Report("x", "y"))
        code, _, told = ended(start_fake("extract", reports, "--out", out))
        assert (code, "another process is writing this output" in told) == (2, True)
        first.publish()
    assert list(read_jsonl(out)) == [Report("x", "y")]


def test_a_reader_that_goes_away_ends_the_run_silently(start_fake, tmp_path):
    process = start_fake("extract", many(tmp_path / "many", 300))
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read().decode()
    assert process.wait(timeout=300) == 0
    assert [line for line in told.splitlines() if "not UTF-8" not in line] == []


# show


def test_show_prints_the_tables_of_a_text(govner, reports):
    result = govner("show", reports / "a.txt", env={"COLUMNS": "200"})
    assert result.exit_code == 0
    for words in ("a.txt", "Đinh Văn Phúc", "Chủ tịch", "UBND huyện Đà Bắc", "Xã Tân Minh", "125 hộ", "result"):
        assert words in result.stdout


def test_show_prints_what_extract_wrote(govner, reports, tmp_path):
    govner("extract", reports, "--out", tmp_path / "out.jsonl")
    lines = govner("show", tmp_path / "out.jsonl", env={"COLUMNS": "200"}).stdout
    assert lines.count("Đinh Văn Phúc") >= 2


def test_show_makes_the_tables_of_an_annotated_file(govner, reports, tmp_path):
    record = parsed(govner("extract", reports).stdout)[0].to_dict()
    del record["officials"], record["figures"]
    (tmp_path / "gold.jsonl").write_text(json.dumps(record))
    assert "Đinh Văn Phúc" in govner("show", tmp_path / "gold.jsonl", env={"COLUMNS": "200"}).stdout


def test_show_escapes_what_would_steer_the_terminal(govner, tmp_path):
    text = "Ông Đinh \x1b]0;x\x07 [red]Văn[/red] :smile: Phúc. Xã Tân Minh\u202e có 125 hộ\x1b[2J.\n"
    (tmp_path / "a\x1b[1m.txt").write_text(text, encoding="utf-8")
    result = govner("show", tmp_path / "a\x1b[1m.txt", env={"COLUMNS": "300"})
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert r"a\x1b[1m.txt" in result.stdout


def test_show_reads_the_texts_of_a_table_and_tells_of_rows_without_one(govner, tmp_path):
    (tmp_path / "a.csv").write_text(f'số,nội dung\n1,"{TEXT}"\n2\n', encoding="utf-8")
    result = govner("show", tmp_path / "a.csv", "--text-column", "nội dung", env={"COLUMNS": "200"})
    assert (result.exit_code, "Đinh Văn Phúc" in result.stdout) == (1, True)
    assert result.stderr == f"{tmp_path / 'a.csv'}, row 2: no cell in the column 'nội dung'\n"


@pytest.mark.parametrize("name", ["nowhere.jsonl", "nowhere.txt"])
def test_show_tells_of_a_missing_file(govner, tmp_path, name):
    result = govner("show", tmp_path / name)
    assert (result.exit_code, result.stderr) == (2, f"govner: {tmp_path / name}: No such file or directory\n")


def test_show_tells_of_a_file_that_is_no_report(govner, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 1, "spans": []}\n')
    result = govner("show", tmp_path / "a.jsonl")
    assert result.exit_code == 2
    assert result.stderr == f"govner: {tmp_path / 'a.jsonl'}, line 1: a report: 'id' must be a string, not int\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Đà  Bắc\r\n\tx", "Đà Bắc x"),
        ("a\x00b", r"a\x00b"),
        ("\u200bủy\u2028ban", r"\u200bủy ban"),
        ("\ud800", r"\ud800"),
        ("ho\u0300a", "ho\u0300a"),
    ],
)
def test_a_cell_is_one_line_of_printable_characters(text, shown):
    assert one_line(text) == shown


def test_show_puts_a_unit_that_is_inferred_in_brackets(govner, tmp_path):
    text = "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc cho biết. Ông Hà Văn Lâm, Phó Chủ tịch UBND huyện Đà Bắc dự."
    report = parsed(govner("extract", "-", input=text.encode()).stdout)[0]
    first, second = report.officials or ()
    told = dataclasses.replace(second.positions[0], body="UBND huyện", inferred=True)
    officials = (first, dataclasses.replace(second, positions=(told,)))
    (tmp_path / "a.jsonl").write_text(dataclasses.replace(report, officials=officials).to_json(), encoding="utf-8")
    shown = govner("show", tmp_path / "a.jsonl", env={"COLUMNS": "300"}).stdout
    assert re.search(r"│ UBND huyện Đà Bắc +│", shown)
    assert re.search(r"│ UBND huyện \(huyện Đà Bắc\) +│", shown)


# merge


def test_merge_writes_three_tables_and_tells_of_conflicts(govner, reports, tmp_path):
    (reports / "b.txt").write_text(TEXT.replace("Đinh Văn Phúc", "Hà Văn Lâm"), encoding="utf-8")
    govner("extract", reports, "--out", tmp_path / "out.jsonl")
    result = govner("merge", tmp_path / "out.jsonl", "--out", tmp_path / "merged.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"govner: 2 posts, 2 units, 1 conflict; written to {tmp_path / 'merged.*.csv'}\n"
    tables = {}
    for name in ("officials", "units", "conflicts"):
        with (tmp_path / f"merged.{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    assert [(row["name"], row["position"], row["place"], row["reports"]) for row in tables["officials"]] == [
        ("Đinh Văn Phúc", "Chủ tịch Ủy ban nhân dân", "huyện Đà Bắc", "a.txt"),
        ("Hà Văn Lâm", "Chủ tịch Ủy ban nhân dân", "huyện Đà Bắc", "b.txt"),
    ]
    assert [(row["name"], row["figures"], row["positions"], row["reports"]) for row in tables["units"]] == [
        ("xã Tân Minh", "2", "0", "2"),
        ("huyện Đà Bắc", "0", "2", "2"),
    ]
    assert [(row["conflict"], row["name"]) for row in tables["conflicts"]] == [
        ("1", "Đinh Văn Phúc"),
        ("1", "Hà Văn Lâm"),
    ]
    assert not list(tmp_path.glob("*.part"))


def test_merge_reads_several_files(govner, tmp_path):
    for name in ("a", "b"):
        line = parsed(govner("extract", "-", input=TEXT.encode()).stdout)[0]
        (tmp_path / f"{name}.jsonl").write_text(dataclasses.replace(line, id=name).to_json(), encoding="utf-8")
    assert govner("merge", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "-o", tmp_path / "m.csv").exit_code == 0
    with (tmp_path / "m.officials.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["reports"] for row in csv.DictReader(file)] == ["a | b"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.jsonl", "--out", "m.jsonl"], "m.jsonl: unknown kind of output; give a name that ends in .csv"),
        (["a.jsonl", "--out", "no/m.csv"], "no/m.csv: there is no folder no; make it first"),
        (["missing.jsonl", "--out", "m.csv"], "missing.jsonl: No such file or directory"),
        (["bad.jsonl", "--out", "m.csv"], "bad.jsonl, line 1: a report: 'id' must be a string, not NoneType"),
    ],
)
def test_a_fault_of_merge_is_one_sentence_and_leaves_no_table(govner, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(Report("a", "x").to_json())
    (tmp_path / "bad.jsonl").write_text("{}")
    result = govner("merge", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"govner: {told}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "bad.jsonl"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (["a.jsonl", "b.jsonl"], "a.jsonl and b.jsonl both have a report 'x'; give each report once, or extract"),
        (["a.jsonl", "a.jsonl"], "a.jsonl: the report 'x' is there twice, or the file is given twice"),
    ],
)
def test_reports_that_share_an_id_are_not_merged(govner, tmp_path, monkeypatch, files, told):
    monkeypatch.chdir(tmp_path)
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(Report("x", name).to_json())
    result = govner("merge", *files, "--out", "m.csv")
    assert (result.exit_code, result.stderr.startswith(f"govner: {told}")) == (2, True), result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_a_table_that_cannot_be_written_is_told_before_the_others_are(govner, tmp_path):
    (tmp_path / "a.jsonl").write_text(Report("x", "y").to_json())
    (tmp_path / "m.units.csv").mkdir()
    result = govner("merge", tmp_path / "a.jsonl", "--out", tmp_path / "m.csv")
    assert (result.exit_code, "m.units.csv: a folder" in result.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "m.units.csv"]


@pytest.mark.parametrize("name", ["m.units.csv", "m.units.csv.part"])
def test_an_input_is_no_table_of_the_merged(govner, tmp_path, name):
    (tmp_path / name).write_text(Report("x", "y").to_json())
    result = govner("merge", tmp_path / name, "--out", tmp_path / "m.csv")
    assert (result.exit_code, "an input too" in result.stderr) == (2, True)
    assert [report.id for report in read_jsonl(tmp_path / name)] == ["x"]


# evaluate


@pytest.fixture
def gold(govner, reports, tmp_path) -> Path:
    govner("extract", reports, "--out", tmp_path / "gold.jsonl")
    return tmp_path / "gold.jsonl"


def test_evaluate_scores_a_model(govner, gold, tmp_path, monkeypatch):
    monkeypatch.setattr("govner.cli.scoring.find_model", lambda model: tmp_path)
    result = govner("evaluate", gold, "--json", tmp_path / "scores.json", "--resamples", "10", env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "scores.json").read_text())["spans"]["strict"]["all"]["f1"]["value"] == 1.0
    assert "PERSON" in result.stdout


def test_evaluate_scores_stored_predictions(govner, gold, tmp_path):
    emptied = [Report(report.id, report.text, officials=(), figures=()) for report in read_jsonl(gold)]
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(f"{report.to_json()}\n" for report in emptied), encoding="utf-8")
    scores = tmp_path / "scores.json"
    assert govner("evaluate", gold, "--predictions", predictions, "--json", scores).exit_code == 0
    assert json.loads(scores.read_text())["spans"]["strict"]["all"]["matched"] == 0


def test_evaluate_gives_documents_apart_when_asked_and_seqeval_beside_its_own_scores(govner, gold):
    pytest.importorskip("seqeval")
    arguments = ("evaluate", gold, "--predictions", gold, "--resamples", "10")
    plain, by_document = govner(*arguments), govner(*arguments, "--documents")
    assert "by seqeval" in plain.stdout
    assert "Documents" not in plain.stdout
    assert "Documents" in by_document.stdout


@pytest.mark.parametrize("name", ["gold.jsonl", "predictions.jsonl", "scores.json.part"])
def test_scores_are_not_written_over_what_they_are_made_of(govner, gold, tmp_path, name):
    before = gold.read_bytes()
    predictions = tmp_path / ("predictions.jsonl" if name == "gold.jsonl" else name)
    predictions.write_bytes(before)
    scores = tmp_path / name.removesuffix(".part")
    result = govner("evaluate", gold, "--predictions", predictions, "--json", scores, "--resamples", "10")
    assert (result.exit_code, "an input too" in result.stderr) == (2, True)
    assert gold.read_bytes() == predictions.read_bytes() == before


def test_evaluate_draws_no_more_resamples_than_memory_holds(govner, gold):
    result = govner("evaluate", gold, "--predictions", gold, "--resamples", "100001")
    assert (result.exit_code, "100000" in result.stderr) == (2, True)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_evaluate_refuses_a_file_without_reports(govner, tmp_path, content):
    (tmp_path / "gold.jsonl").write_text(content, encoding="utf-8")
    result = govner("evaluate", tmp_path / "gold.jsonl")
    assert result.exit_code == 2
    assert "no report" in result.stderr


def test_evaluate_tells_of_predictions_for_other_reports(govner, gold, tmp_path):
    (tmp_path / "p.jsonl").write_text(Report("x", "y").to_json())
    result = govner("evaluate", gold, "--predictions", tmp_path / "p.jsonl")
    assert result.exit_code == 2
    assert result.stderr.startswith("govner: no prediction for report 'a.txt'")


# the program


def test_it_runs_as_a_module_and_tells_its_version(start_govner):
    code, out, told = ended(start_govner("--version"))
    assert (code, told) == (0, "")
    assert out.startswith("govner ")


def test_what_standard_output_cannot_encode_is_escaped(start_fake, reports):
    environment = {"PYTHONIOENCODING": "ascii", "COLUMNS": "200"}
    code, out, told = ended(start_fake("show", reports / "a.txt", environment=environment))
    assert (code, told) == (0, "")
    assert r"\u0110inh V\u0103n Ph\xfac" in out


def test_a_warning_is_one_line(capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        prepare_streams()
        warnings.warn("'a.pdf': page 2 is a scan", stacklevel=1)
    assert capsys.readouterr().err == "warning: 'a.pdf': page 2 is a scan\n"


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("extract", "a.txt")])
def test_a_closed_stream_is_as_the_null_device(start_fake, reports, monkeypatch, closed, arguments):
    monkeypatch.chdir(reports)
    code, _, told = ended(start_fake(*arguments, preexec_fn=lambda: [os.close(number) for number in closed]))
    assert (code, "Traceback" in told) == (0, False)


def test_a_closed_input_is_told_where_it_is_to_be_read(start_fake):
    code, out, told = ended(start_fake("extract", "-", preexec_fn=lambda: os.close(0)))
    assert (code, out) == (1, "")
    assert "standard input is closed" in told


def test_no_output_gets_the_number_of_a_closed_stream(start_fake, reports, tmp_path):
    close = partial(os.closerange, 0, 3)
    assert ended(start_fake("extract", reports, "--out", tmp_path / "out.jsonl", preexec_fn=close))[0] == 0
    assert [report.id for report in read_jsonl(tmp_path / "out.jsonl")] == ["a.txt", "b.txt"]


def test_help_imports_nothing_heavy(start_program):
    program = """
import sys
from govner.cli import app
try:
    app(["--help"], prog_name="govner")
finally:
    heavy = {"spacy", "onnxruntime", "numpy", "torch", "tokenizers"} & set(sys.modules)
    print(sorted(heavy), file=sys.stderr)
"""
    code, out, told = ended(start_program("-c", program))
    assert (code, told) == (0, "[]\n")
    assert all(command in out for command in ("extract", "show", "merge", "evaluate"))


def test_an_unknown_model_is_one_sentence(start_govner, reports):
    code, out, told = ended(start_govner("extract", reports, "--model", "no such"))
    assert (code, out) == (2, "")
    assert told.startswith("govner: no model 'no such'")


def test_the_default_model_reads_a_report(start_govner, default_model, reports):
    code, out, _ = ended(start_govner("extract", reports / "a.txt", "--model", default_model))
    assert code == 0
    (report,) = parsed(out)
    assert "Đinh Văn Phúc" in [official.name for official in report.officials or ()]


def test_the_default_model_passes_over_a_million_spaces(start_govner, default_model, tmp_path):
    (tmp_path / "spaces.txt").write_text(" " * 1_000_000)
    code, out, _ = ended(start_govner("extract", tmp_path / "spaces.txt", "--model", default_model))
    (report,) = parsed(out)
    assert (code, report.spans) == (0, ())
