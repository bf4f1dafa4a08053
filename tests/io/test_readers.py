from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govner.io.readers import InputError, Source, find_reports


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
    assert source.read().text == "x"


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
        ("empty", "empty: no .txt file in this folder"),
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
    document = source.read()
    assert (document.id, document.text) == ("stdin", "Huyện Đà Bắc\r\n")


@pytest.mark.parametrize(
    "text", ["", "\ufeffcó dấu\r\nmột\rhai\n", "ủy ban", "uỷ ban nhân dân", " " * 1_000_000, "𝔸\u2028\x85"]
)
def test_a_text_is_read_to_the_letter(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert Source("a", str(path)).read().text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("báo cáo".encode("latin-1"), "not UTF-8 (byte 0xe1 at offset 1)"),
        ("Đủ".encode()[:-1], "not UTF-8 (byte 0xe1 at offset 2)"),
        ("báo".encode("utf-16"), "UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8"),
        (b"\xfe\xff" + "báo".encode("utf-16-be"), "UTF-16 text"),
        ("báo".encode("utf-32"), "UTF-32 text"),
        (b"%PDF-1.7\0\1", "a binary file, no text (NUL byte at offset 8)"),
        (b"\xff\0\xff", "a binary file, no text (NUL byte at offset 1)"),
    ],
)
def test_a_file_that_is_no_utf8_text_is_refused_with_a_reason(tmp_path, content, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        Source("a", str(path)).read()
    assert str(caught.value).startswith(f"{path}: {reason}")


def test_a_file_that_went_away_is_refused_with_a_reason(tmp_path):
    with pytest.raises(InputError, match=r"gone\.txt: No such file or directory"):
        Source("a", str(tmp_path / "gone.txt")).read()
