"""The engine of Ray, on two actors of this machine, with the fake tagger."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from govner import scale
from govner.cli.extraction import run
from govner.extractor import Extractor
from govner.io.sources import InputError, Source
from govner.scale.inputs import packed, unpacked
from govner.schema import Document, GovnerError, read_jsonl

RAY = {"RAY_worker_niceness": "0"}
"""Actors yield to all else on a machine, unless told otherwise; a busy one would keep the tests waiting."""
TEXT = "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc cho biết. Xã Tân Minh có 125 hộ thoát nghèo.\n"
FILES = Path(__file__).parent / "io" / "files"


class Faulty:
    """A tagger with a bug that some texts meet: where it is drawn, or in the rules behind it."""

    def __init__(self, tagger):
        self.tagger = tagger

    def tag(self, texts, batch_size=2):
        def checked():
            for text in texts:
                if "lỗi" in text:
                    raise ValueError("an odd text")
                yield text

        return self.tagger.tag(checked(), batch_size)


def test_a_document_that_meets_a_bug_is_a_fault_among_reports(fake_tagger):
    items = [
        Document("a", TEXT),
        Document("t.csv#2", f"{TEXT} lỗi", {"file": "in/t.csv"}),
        InputError("b.txt", "not UTF-8"),
        Document("c", TEXT),
        Document("d", "lỗi"),
    ]
    made = list(scale.outcomes(Extractor(Faulty(fake_tagger)), items))
    assert [report.id for report in made if not isinstance(report, InputError)] == ["a", "c"]
    assert {str(fault) for fault in made if isinstance(fault, InputError)} == {
        "in/t.csv: internal error at 't.csv#2' (ValueError: an odd text); please report it",
        "b.txt: not UTF-8",
        "d: internal error at 'd' (ValueError: an odd text); please report it",
    }


def test_a_bug_does_not_end_a_run(monkeypatch, fake_tagger, tmp_path, capsys):
    monkeypatch.setattr(Extractor, "load", lambda *_, **options: Extractor(Faulty(fake_tagger)))
    for name, text in {"a": TEXT, "b": "lỗi", "c": TEXT}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    options = {"text_column": "text", "resume": False, "threads": None, "batch_size": 2, "profile": False}
    assert run([str(tmp_path)], out, "small", **options) == 1
    assert [report.id for report in read_jsonl(out)] == ["a.txt", "c.txt"]
    assert f"{tmp_path / 'b.txt'}: internal error at 'b.txt' (ValueError" in capsys.readouterr().err


def test_what_is_handed_to_an_actor_stays_what_it_is(tmp_path):
    file = tmp_path / "a\udcff.txt"
    document = Document("a#1", "chữ \ud800", {"file": "a.csv", "số": "12"})
    assert list(unpacked(packed(document))) == [document]
    (fault,) = unpacked(packed(Source("a", str(file))))
    assert isinstance(fault, InputError)
    assert fault.args[0] == str(file)


def test_parquet_without_files_or_over_its_texts_is_refused(tmp_path):
    with pytest.raises(GovnerError, match="no Parquet file"):
        scale.extract_parquet(tmp_path, tmp_path / "out")
    (tmp_path / "a.parquet").write_bytes(b"")
    with pytest.raises(GovnerError, match="give the tables another one"):
        scale.extract_parquet(tmp_path, tmp_path)


@pytest.mark.parametrize("missing", [b"ray", b"pyarrow"])
def test_without_ray_the_command_that_installs_it_is_told(monkeypatch, tmp_path, missing):
    monkeypatch.setattr("govner.io.extras.find_spec", lambda name: None if name == missing.decode() else object())
    options = {"text_column": "text", "resume": False, "threads": None, "batch_size": 2, "profile": False}
    with pytest.raises(GovnerError, match=r"pip install 'govner\[scale\]'"):
        run([str(tmp_path)], None, "small", engine="ray", **options)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")
    (folder / "03.txt").write_bytes(b"\0\1")
    (folder / "41.txt").write_bytes(b"\0\1")
    (folder / "a.csv").write_text(f'id,text\nx,"{TEXT}"\nx,"{TEXT}"\ny,\n', encoding="utf-8")
    for name in ("page.html", "tcvn3.txt", "scan.pdf"):
        (folder / name).write_bytes((FILES / name).read_bytes())
    return folder


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str, list[str]]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out.decode(), err.decode().splitlines()


def test_ray_gives_the_rows_of_the_local_engine_after_a_kill_too(start_fake, mixed, tmp_path):
    pytest.importorskip("ray")
    local, out = tmp_path / "local.jsonl", tmp_path / "ray.jsonl"
    code, _, told = ended(start_fake("extract", "mixed", "--out", local, cwd=tmp_path))
    assert code == 1
    arguments = ("extract", "mixed", "--out", out, "--engine", "ray", "--workers", "2")
    part = tmp_path / "ray.jsonl.part"
    killed = start_fake(*arguments, cwd=tmp_path, environment=RAY)
    while killed.poll() is None and (not part.exists() or b"\n" not in part.read_bytes()):
        time.sleep(0.02)
    killed.kill()
    killed.communicate()
    left = part.read_bytes().count(b"\n")
    assert 0 < left < 60
    code, printed, told_by_ray = ended(start_fake(*arguments, "--resume", cwd=tmp_path, environment=RAY))
    assert (code, printed, sorted(told_by_ray[:-1])) == (1, "", sorted(told[:-1]))
    assert f"{left} kept from the stopped run" in told_by_ray[-1]
    assert out.read_bytes() == local.read_bytes()


PARQUET = """
import sys
import fake_cli, pyarrow as pa, pyarrow.parquet as pq
from govner.extractor import Extractor
from govner.scale import extract_parquet

Extractor.load = fake_cli._load
texts, out, text = sys.argv[1:]
for name in "ab":
    table = pa.table({"id": [f"{name}1", None, f"{name}1", "-"], "text": [text, text, text, None], "year": [2024] * 4})
    pq.write_table(table, f"{texts}/{name}.parquet")
open(f"{texts}/bad.parquet", "w").close()
for _ in range(2):
    for fault in extract_parquet(texts, out, workers=2):
        print(fault)
    print("done")
"""


def test_parquet_goes_in_and_comes_out_file_by_file(start_program, tmp_path):
    pytest.importorskip("ray")
    pq = pytest.importorskip("pyarrow.parquet")
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    run = start_program("-c", PARQUET, texts, out, TEXT, cwd=Path(__file__).parent, environment=RAY)
    code, printed, told = ended(run)
    assert (code, told) == (0, [])
    a, b, bad = (str(texts / name) for name in ("a.parquet", "b.parquet", "bad.parquet"))
    first, second = printed.split("done\n")[:-1]
    assert [line for line in first.splitlines() if not line.startswith(bad)] == [
        f"{a}, row 3: another row has the id 'a1'",
        f"{a}, row 4: no text in the column 'text'",
        f"{b}, row 3: another row has the id 'b1'",
        f"{b}, row 4: no text in the column 'text'",
    ]
    assert [line.partition(" (")[0] for line in second.splitlines()] == [f"{bad}: damaged, or no Parquet file"]
    for name in "ab":
        table = pq.read_table(out / f"{name}.officials.parquet").to_pylist()
        assert [(row["report"], row["name"]) for row in table] == [
            (f"{name}1", "Đinh Văn Phúc"),
            (f"{name}.parquet#2", "Đinh Văn Phúc"),
        ]
    assert not list(out.glob("bad*.parquet"))
