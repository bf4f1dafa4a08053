"""Files that are made to harm: each is read, or told in one sentence that is safe to print, and the others are read."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govner.cli import app
from govner.extractor import Extractor
from govner.io.reading import faults, rows
from govner.io.reading.documents import read_document
from govner.io.reading.faults import Unreadable
from govner.schema import Report

FILES = Path(__file__).resolve().parents[1] / "io" / "files"
TEXT = "Xã Tân Minh có 125 hộ thoát nghèo.\n"
STEERING = "\x1b\x07\x9b\x7f\x85\u202e"


@pytest.fixture
def govner(monkeypatch, fake_tagger):
    """Runs a command line in this process with the fake tagger; gives its result."""
    monkeypatch.setattr(Extractor, "load", lambda *_, **options: Extractor(fake_tagger))
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "300"})


@pytest.mark.parametrize("name", [f"a{STEERING}b", "hai\ndòng", os.fsdecode(b"\xff\xfe"), "..x", "-rf"])
def test_no_name_steers_the_terminal(govner, tmp_path, name):
    try:
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("no name of a file here")
    (tmp_path / f"bad{name}.docx").write_bytes(b"PK\x03\x04")
    for command in (
        ("extract", tmp_path),
        ("show", tmp_path / f"{name}.txt"),
        ("merge", tmp_path / f"{name}.txt", "-o", tmp_path / "x.csv"),
    ):
        result = govner(*command)
        assert result.exit_code in (0, 1, 2)
        assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)
        assert not any(c in result.stderr for c in STEERING)
        assert not any(c in result.stdout for c in STEERING[:-1])


def test_the_json_form_steers_no_terminal_and_says_the_same():
    report = Report(f"a{STEERING}", f"x{STEERING}", {STEERING: STEERING})
    assert not any(c in report.to_json() for c in STEERING[:-1])
    assert Report.from_json(report.to_json()) == report


def test_a_document_part_that_is_none_is_told():
    made = io.BytesIO()
    with zipfile.ZipFile(FILES / "libreoffice.docx") as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read("word/styles.xml" if name == "word/document.xml" else name))
    with pytest.raises(Unreadable, match="damaged: what it names as its document is none"):
        read_document(made.getvalue(), ".docx")


def test_names_in_an_archive_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = io.BytesIO((FILES / "libreoffice.docx").read_bytes())
    with zipfile.ZipFile(made, "a") as archive:
        for name in ("../../up.xml", f"{tmp_path}/root.xml", "word/../../x.xml"):
            archive.writestr(name, "<x/>")
    text, _ = read_document(made.getvalue(), ".docx")
    assert "Đà Bắc" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_fifty_thousand_nested_tags_are_read_or_refused(tag):
    page = f"<html><body>{f'<{tag}>' * 50_000}{TEXT}".encode()
    try:
        text, _ = read_document(page, ".html")
    except Unreadable as fault:
        assert "\n" not in str(fault)  # noqa: PT017
    else:
        assert "Tân Minh" in text


def pdf(count: int, kids: str) -> bytes:
    """A PDF that says it has so many pages, and these."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    body = "".join(f"{number} 0 obj{content}endobj\n" for number, content in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 4>>\n%%EOF".encode()


@pytest.mark.parametrize(
    ("count", "kids"), [(2_000_000_000, "3 0 R"), (1_000_000, "3 0 R"), (-5, "3 0 R"), (3, "2 0 R 3 0 R"), (1, "9 0 R")]
)
def test_a_pdf_that_lies_about_its_pages_is_refused(count, kids):
    with pytest.raises(Unreadable):
        read_document(pdf(count, kids), ".pdf")


@pytest.mark.parametrize("depth", [100, 900, 5_000, 100_000])
@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.html"])
def test_a_row_nested_without_end_stops_no_other(govner, tmp_path, depth, name):
    deep = f'{{"id": "deep", "text": "x", "a": {"[" * depth}{"]" * depth}}}'
    (tmp_path / "a.jsonl").write_text(f"{deep}\n{json.dumps({'id': 'flat', 'text': TEXT})}\n", encoding="utf-8")
    result = govner("extract", tmp_path / "a.jsonl", "--out", tmp_path / name)
    assert result.exit_code == (0 if depth < 900 else result.exit_code)
    assert result.exit_code in (0, 1)
    assert any(path.stat().st_size for path in tmp_path.glob("out*"))
    assert result.stderr.splitlines()[-1].startswith("govner: ")


@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".csv"])
def test_a_line_without_end_is_refused_and_the_next_file_is_read(govner, tmp_path, monkeypatch, ending):
    monkeypatch.setattr(faults, "TEXT_LIMIT", 1_000_000)
    monkeypatch.setattr(rows, "ROW_LIMIT", 1_000_000)
    opening = {".txt": "", ".jsonl": '{"text": "', ".csv": "text\n"}[ending]
    (tmp_path / f"a{ending}").write_text(opening + "a" * 3_000_000)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    result = govner("extract", tmp_path)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["b.txt"]
    assert (result.exit_code, "give it in parts" in result.stderr) == (1, True)


@pytest.mark.parametrize("content", [b"a\0b", b"\xe1\xba", b"\xed\xa0\x80", b"\xff\xfea", b"\xf4\x90\x80\x80"])
@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".csv", ".html", ".docx", ".pdf"])
def test_broken_bytes_are_one_sentence(govner, tmp_path, content, ending):
    (tmp_path / f"a{ending}").write_bytes(
        {".jsonl": b'{"text": "', ".csv": b"text\n", ".html": b"<p>"}.get(ending, b"") + content
    )
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    result = govner("extract", tmp_path)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()][-1] == "b.txt"
    assert "internal error" not in result.stderr
