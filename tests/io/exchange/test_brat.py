from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from govner.io import exchange
from govner.schema import FormatError, GovnerError, Report, Span

from .samples import REPORT


def exported(folder: Path, *reports: Report) -> Path:
    exchange.write(reports, folder / "out")
    return folder / "out"


def foreign(folder: Path, text: str, *lines: str) -> Path:
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_bytes(text.encode())
    (folder / "sub" / "a.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_a_pair_of_files_holds_what_brat_shows(tmp_path):
    folder = exported(tmp_path, REPORT)
    assert sorted(file.name for file in folder.iterdir()) == [
        "annotation.conf",
        "b_o_c_o_b_c.ann",
        "b_o_c_o_b_c.txt",
        "documents.jsonl",
        "visual.conf",
    ]
    text = (folder / "b_o_c_o_b_c.txt").read_bytes().decode()
    lines = (folder / "b_o_c_o_b_c.ann").read_text(encoding="utf-8").splitlines()
    assert (len(text), text.count("\r")) == (len(REPORT.text), 0)
    assert lines[:3] == [
        "T1\tPERSON 6 19\tĐinh Văn Phúc",
        "T2\tTITLE 21 29\tChủ tịch",
        "T3\tORG 30 47\tUBND huyện Đà Bắc",
    ]
    assert "A1\tkind T5 amount" in lines
    assert '#1\tAnnotatorNotes T5\t{"value": "31450000000", "unit": "VND"}' in lines
    assert lines[-5:] == [
        "R1\tHOLDS_POSITION Arg1:T1 Arg2:T2",
        "R2\tPOSITION_AT Arg1:T2 Arg2:T3",
        "R3\tHAS_TARGET Arg1:T7 Arg2:T6",
        "R4\tHAS_RESULT Arg1:T7 Arg2:T6",
        "R5\tHAS_RESULT Arg1:T7 Arg2:T5",
    ]
    for line in lines:
        if line.startswith("T"):
            _, place, words = line.split("\t")
            _, start, end = place.split()
            assert text[int(start) : int(end)] == words


def test_the_configuration_names_all_that_is_exported(tmp_path):
    folder = exported(tmp_path, REPORT)
    configuration = (folder / "annotation.conf").read_text(encoding="utf-8")
    assert [line for line in configuration.splitlines() if line.startswith("[")] == [
        "[entities]",
        "[relations]",
        "[events]",
        "[attributes]",
    ]
    assert "POSITION_AT\tArg1:TITLE, Arg2:LOC|ORG\n" in configuration
    assert "direction\tArg:METRIC, Value:increase|decrease\n" in configuration
    assert "METRIC\tfgColor:black, bgColor:#" in (folder / "visual.conf").read_text(encoding="utf-8")


def test_files_have_names_of_their_own_whatever_the_ids(tmp_path):
    ids = ["a/b.txt", "a_b", "A_B.txt", "..", "", "x" * 300]
    folder = exported(tmp_path, *(Report(report_id, "xã") for report_id in ids))
    assert len({file.name.lower() for file in folder.glob("*.txt")}) == len(ids)
    assert [report.id for report in exchange.read(folder)] == ids


def test_a_span_over_line_ends_is_in_pieces(tmp_path):
    text = "xã\r\nTân\nMinh"
    report = Report("a", text, {}, (Span("T1", 0, len(text), "LOC", text),))
    folder = exported(tmp_path, report)
    assert (folder / "a.ann").read_text(encoding="utf-8") == "T1\tLOC 0 3;4 7;8 12\txã  Tân Minh\n"
    assert list(exchange.read(folder)) == [report]


def test_what_people_change_in_brat_is_taken(tmp_path):
    folder = exported(tmp_path, REPORT)
    file = folder / "b_o_c_o_b_c.ann"
    changed = file.read_text(encoding="utf-8")
    changed = changed.replace("T3\tORG 30 47\t", "T3\tLOC 35 47\t").replace("kind T5 amount", "kind T5 quantity")
    file.write_text(changed + "T10\tLOC 50 52\txã\nR9\tPOSITION_AT Arg1:T2 Arg2:T10\t\n", encoding="utf-8")
    (report,) = exchange.read(folder)
    spans = {span.id: span for span in report.spans}
    assert (spans["T3"].label, spans["T3"].text) == ("LOC", "huyện Đà Bắc")
    assert spans["T5"].attributes == {**REPORT.spans[4].attributes, "kind": "quantity"}
    assert report.spans[-1].id == "T10"
    assert report.relations[-1].tail == "T10"


def test_a_folder_of_other_origin_is_read_and_what_has_no_place_is_counted(tmp_path):
    folder = foreign(
        tmp_path,
        "Xã A đạt 5 tiêu chí.",
        "T1\tLOC 0 4\tXã A",
        "T2\tMETRIC 9 19\t5 tiêu chí",
        "E1\tLOC:T1 Theme:T2",
        "*\tEquiv T1 T2",
        "#1\tAnnotatorNotes T2\tkhông chắc",
        "A1\tNegation T2",
        "R1\tHAS_RESULT Arg1:T1 Arg2:T2\t",
    )
    lost: Counter[str] = Counter()
    (report,) = exchange.read(folder, lost=lost)
    assert report.id == "sub/a"
    assert [span.text for span in report.spans] == ["Xã A", "5 tiêu chí"]
    assert len(report.relations) == 1
    assert +lost == {"lines of other kinds": 2, "notes and attributes of other kinds": 2}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("T1\tLOC 0 2;9 11\tXã 5", "leaves out words; make it two spans"),
        ("T1\tLOC 0\tXã", "is no label with offsets"),
        ("R1\tHAS_RESULT T1 T2", "is no relation of two spans"),
    ],
)
def test_a_fault_is_told_with_its_line(line, fault, tmp_path):
    folder = foreign(tmp_path, "Xã A đạt 5 tiêu chí.", "T9\tLOC 0 4\tXã A", line)
    with pytest.raises(FormatError, match=fault) as refused:
        list(exchange.read(folder))
    assert str(refused.value).startswith(f"{folder / 'sub' / 'a.ann'}, line 2: ")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(GovnerError, match="no such folder"):
        list(exchange.read(tmp_path / "missing"))
