from __future__ import annotations

import io
import json
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import govner
from govner.io.sources import InputError, Source, find_reports, read_all
from govner.schema import Document, Report


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two folders of reports, and what a folder of reports may hold besides."""
    for name in ("2023/b.txt", "2023/a.TXT", "2023/x/a.txt", "2024/a.txt", "2024/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "2023" / ".hidden.txt").write_text("no")
    (tmp_path / "2023" / ".git").mkdir()
    (tmp_path / "2023" / ".git" / "c.txt").write_text("no")
    (tmp_path / "2023" / "photo.jpg").write_bytes(b"\xff\xd8")
    return tmp_path


def read(source: Source, **options: str) -> list[Document | InputError]:
    return list(source.documents(**options))


def text_of(source: Source) -> str:
    (document,) = read(source)
    assert isinstance(document, Document), str(document)
    return document.text


def ids(*paths: str | Path) -> list[str]:
    return [source.id for source in find_reports(map(str, paths)).sources]


def faults(*paths: str | Path) -> list[str]:
    return [str(fault) for fault in find_reports(map(str, paths)).faults]


def test_a_folder_gives_its_text_files_at_any_depth_in_order_of_name(tree):
    found = find_reports([str(tree / "2023")])
    assert [source.id for source in found.sources] == ["a.TXT", "b.txt", "x/a.txt"]
    assert found.others == 1
    assert found.faults == ()


def test_the_same_folder_however_it_is_written_gives_the_same_ids(tree, monkeypatch):
    monkeypatch.chdir(tree / "2023")
    assert ids(".") == ids("./") == ids("../2023") == ids(tree / "2023")


def test_a_file_is_named_by_its_name_whatever_its_ending(tree):
    (tree / "report").write_text("x")
    assert ids(tree / "2023" / "x" / "a.txt", tree / "report") == ["a.txt", "report"]


def test_a_file_that_is_reached_twice_is_read_once(tree):
    (tree / "link.txt").symlink_to(tree / "2023" / "b.txt")
    assert ids(tree / "2023", tree / "2023", tree / "2023" / "b.txt", tree / "link.txt") == [
        "a.TXT",
        "b.txt",
        "x/a.txt",
    ]
    assert faults(tree / "2023", tree / "2023") == []


def test_a_second_file_of_one_id_gets_its_path_as_id(tree, monkeypatch):
    monkeypatch.chdir(tree)
    assert ids("2023/x", "2024") == ["a.txt", "2024/a.txt", "b.txt"]


def test_a_file_whose_name_and_path_are_both_taken_is_refused(tree, monkeypatch):
    (tree / "2023" / "2024").mkdir()
    (tree / "2023" / "2024" / "b.txt").write_text("x")
    monkeypatch.chdir(tree)
    found = find_reports(["2023", "2024"])
    assert [source.id for source in found.sources] == ["2024/b.txt", "a.TXT", "b.txt", "x/a.txt", "a.txt"]
    assert [str(fault) for fault in found.faults] == [
        "2024/b.txt: another report has the id '2024/b.txt'; give it in a run of its own"
    ]


def test_links_inside_a_folder_are_left_aside(tree):
    (tree / "2023" / "loop").symlink_to(tree / "2023", target_is_directory=True)
    (tree / "2023" / "outside.txt").symlink_to(tree / "2024" / "a.txt")
    found = find_reports([str(tree / "2023")])
    assert [source.id for source in found.sources] == ["a.TXT", "b.txt", "x/a.txt"]
    assert found.others == 3


def test_a_link_that_is_named_is_followed(tree):
    (tree / "latest").symlink_to(tree / "2024", target_is_directory=True)
    assert ids(tree / "latest") == ["a.txt", "b.txt"]


def test_what_an_earlier_run_wrote_into_a_folder_is_left_aside(tree):
    page, table, lines = (tree / "2024" / name for name in ("page.html", "out.figures.csv", "out.jsonl"))
    page.write_text(govner.render([Report("r", "Huyện Mường La họp.")]).html, encoding="utf-8")
    table.write_text("report,owner\n", encoding="utf-8")
    lines.write_text('{"id": "r", "text": "x", "spans": []}\n', encoding="utf-8")
    (tree / "2024" / "saved.html").write_text("<meta name=generator content=WordPress><p>Xã họp.", encoding="utf-8")
    found = find_reports([str(tree / "2024")])
    assert [source.id for source in found.sources] == ["a.txt", "b.txt", "saved.html"]
    assert found.others == 3


def test_a_pipe_in_a_folder_is_left_aside(tree):
    os.mkfifo(tree / "2024" / "pipe.txt")
    found = find_reports([str(tree / "2024")])
    assert (len(found.sources), found.others) == (2, 1)


@pytest.mark.parametrize(
    "name",
    ["báo cáo quý I.txt", "line\nend.txt", "-o.txt", "[red]x[red].txt", "Đà Bắc.txt", "' \".txt"],
)
def test_names_are_ids_to_the_letter(tmp_path, name):
    (tmp_path / name).write_text("x")
    assert ids(tmp_path) == ids(tmp_path / name) == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name is any bytes")
def test_a_name_that_is_not_utf8_keeps_its_bytes_as_escapes(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (source,) = find_reports([str(tmp_path)]).sources
    assert source.id == r"caf\xe9.txt"
    assert text_of(source) == "x"


@pytest.fixture
def deep_folder(tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """A folder deeper than a recursion could go, cleared afterwards, because what clears old test runs recurses."""
    monkeypatch.chdir(tmp_path)
    deepest = Path("d/" * 1200)
    for folder in (*reversed(deepest.parents[:-1]), deepest):
        folder.mkdir()
    yield deepest
    os.chdir(tmp_path)
    (deepest / "a.txt").unlink()
    for folder in (deepest, *deepest.parents[:-1]):
        folder.rmdir()


def test_a_deep_tree_is_walked_to_its_end(tmp_path, deep_folder):
    (deep_folder / "a.txt").write_text("x")
    assert ids(tmp_path) == [f"{deep_folder}/a.txt"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "nowhere: No such file or directory"),
        ("", ": No such file or directory"),
        ("empty", "empty: no file in this folder that can be read as a report"),
        ("dangling", "dangling: No such file or directory"),
        ("circle", "circle: Too many levels of symbolic links"),
    ],
)
def test_an_input_that_gives_no_report_is_told(tmp_path, monkeypatch, path, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to("circle")
    found = find_reports([path])
    assert [str(fault) for fault in found.faults] == [message]
    assert found.sources == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_a_folder_that_cannot_be_read_is_told_and_the_rest_is_found(tree):
    (tree / "2023" / "x").chmod(0)
    found = find_reports([str(tree / "2023")])
    (tree / "2023" / "x").chmod(0o700)
    assert [source.id for source in found.sources] == ["a.TXT", "b.txt"]
    assert [str(fault) for fault in found.faults] == [f"{tree / '2023' / 'x'}: Permission denied"]


def test_standard_input_is_one_source(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Huyện Đà Bắc\r\n".encode())))
    (source,) = find_reports(["-", "-"]).sources
    (document,) = read(source)
    assert document == Document("stdin", "Huyện Đà Bắc\r\n", {"file": "stdin", "format": "txt"})


def test_a_standard_input_that_is_closed_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    (fault,) = read(Source("stdin", "-"))
    assert str(fault) == "-: standard input is closed; give a file, or pipe a text into the command"


def test_a_pdf_of_which_some_pages_are_scans_is_read_with_a_warning(tmp_path, monkeypatch):
    monkeypatch.setattr("govner.io.sources.read_document", lambda *_: ("x", {"scanned_pages": [2, 3]}))
    path = tmp_path / "a.pdf"
    path.write_bytes(b"")
    with pytest.warns(UserWarning, match="scanned pages") as told:
        assert text_of(Source("a", str(path))) == "x"
    assert [str(warning.message) for warning in told] == [
        f"{str(path)!r}: scanned pages without a text layer: 2, 3; recognise their text first: "
        "ocrmypdf -l vie --skip-text scan.pdf text.pdf"
    ]


@pytest.mark.parametrize(
    "text", ["", "\ufeffcó dấu\r\nmột\rhai\n", "ủy ban", "uỷ ban nhân dân", " " * 1_000_000, "𝔸\u2028\x85"]
)
def test_a_text_is_read_to_the_letter(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert text_of(Source("a", str(path))) == text


def test_a_file_that_cannot_be_read_gives_its_fault_in_the_place_of_a_document(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0")
    (fault,) = read(Source("a", str(tmp_path / "a.txt")))
    assert (
        str(fault)
        == f"{tmp_path / 'a.txt'}: a binary file, no text (NUL byte at offset 0); if it is a text, save it as UTF-8"
    )
    (gone,) = read(Source("b", str(tmp_path / "gone.txt")))
    assert str(gone) == f"{tmp_path / 'gone.txt'}: No such file or directory"


def test_a_bug_in_a_reader_is_the_fault_of_its_file(tmp_path, monkeypatch):
    def broken(content, ending):
        raise KeyError("table")

    monkeypatch.setattr("govner.io.sources.read_document", broken)
    (tmp_path / "a.txt").write_text("chữ", encoding="utf-8")
    (fault,) = Source("a", str(tmp_path / "a.txt")).documents()
    assert str(fault) == f"{tmp_path / 'a.txt'}: internal error (KeyError: 'table'); please report it"


def test_a_fault_can_be_sent_to_another_process():
    fault = InputError("a.csv", "no cell", 3)
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301
    assert (str(again), again.row) == ("a.csv, row 3: no cell", 3)


@pytest.mark.parametrize("name", ["a.HTML", "b.htm", "c.DOCX", "d.pdf", "e.jsonl", "f.csv", "g.tsv", "h.doc", "i.rtf"])
def test_a_folder_gives_every_kind_that_is_read_and_those_that_it_must_tell_of(tmp_path, name):
    (tmp_path / name).write_text("x")
    assert ids(tmp_path) == [name]


def test_what_was_extracted_before_is_left_aside_in_a_folder_and_read_where_it_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "out.jsonl").write_text(Report("a.txt", "x", {"file": "a.txt"}).to_json() + "\n")
    (tmp_path / "out.figures.csv").write_text("\ufeffreport,owner\n")
    found = find_reports([str(tmp_path)])
    assert ([source.id for source in found.sources], found.others) == (["a.txt"], 2)
    (document,) = read(Source("out.jsonl", str(tmp_path / "out.jsonl")))
    assert document == Document("a.txt", "x", {"file": "a.txt", "format": "jsonl"})


# tables


def table(path: Path, *rows: object) -> Source:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return Source(path.name, str(path))


def test_rows_are_called_by_their_own_id_or_by_their_number(tmp_path):
    source = table(tmp_path / "a.jsonl", {"text": "x"}, {"text": "y", "id": "own"}, 7, {"text": "z", "id": None})
    documents = [item for item in read(source) if isinstance(item, Document)]
    assert [(document.id, document.text) for document in documents] == [
        ("a.jsonl#1", "x"),
        ("own", "y"),
        ("a.jsonl#4", "z"),
    ]
    assert [str(item) for item in read(source) if isinstance(item, InputError)] == [
        f"{tmp_path / 'a.jsonl'}, row 3: no JSON object; give one a line"
    ]


def test_no_two_documents_have_one_id_and_none_is_lost(tmp_path):
    first = table(
        tmp_path / "a.jsonl", {"text": "x", "id": "1"}, {"text": "y", "id": "1"}, {"text": "z", "id": "b.txt"}
    )
    (tmp_path / "b.txt").write_text("b")
    second = table(tmp_path / "c.jsonl", {"text": "w", "id": 1})
    found = [item for _, item in read_all([first, Source("b.txt", str(tmp_path / "b.txt")), second])]
    assert [(item.id, item.text) for item in found] == [
        ("1", "x"),
        ("a.jsonl#2", "y"),
        ("a.jsonl#3", "z"),
        ("b.txt", "b"),
        ("c.jsonl#1", "w"),
    ]


def test_a_row_whose_every_id_is_taken_is_told(tmp_path):
    source = table(tmp_path / "a.jsonl", {"text": "x", "id": "a.jsonl#2"}, {"text": "y"})
    first, second = read(source)
    assert isinstance(first, Document)
    assert str(second).endswith("row 2: another report has the id 'a.jsonl#2'; give each row an id of its own")


def test_what_is_finished_is_passed_over_with_the_ids_of_the_rest_unchanged(tmp_path):
    source = table(tmp_path / "a.jsonl", {"text": "x", "id": "1"}, {"text": "y", "id": "1"})
    gone = Source("gone.txt", str(tmp_path / "gone.txt"))
    (left,) = read_all([gone, source], finished={"gone.txt", "1"})
    assert left == (source, Document("a.jsonl#2", "y", {"file": str(tmp_path / "a.jsonl"), "format": "jsonl"}))


def test_rows_are_read_as_they_are_asked_for(tmp_path):
    source = table(tmp_path / "a.jsonl", *({"text": "x" * 1000} for _ in range(2000)))
    documents = source.documents()
    next(documents)
    (tmp_path / "a.jsonl").write_text("")
    assert sum(1 for _ in documents) < 1500


def test_a_table_that_breaks_its_encoding_is_told(tmp_path):
    (tmp_path / "a.csv").write_bytes("text\nmột\n".encode("utf-16") + b"\x00")
    assert "damaged" in str(read(Source("a.csv", str(tmp_path / "a.csv")))[-1])
