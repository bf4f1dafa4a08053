from __future__ import annotations

import io
import json

import pytest

from govner.io.reading import rows
from govner.io.reading.faults import Unreadable
from govner.io.reading.rows import Row, read_rows


def read(content: str | bytes, ending: str, column: str = "text") -> list[Row | Unreadable]:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    numbered = list(read_rows(file, ending, column))
    assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
    return [row for _, row in numbered]


def fault(content: str | bytes, ending: str, column: str = "text") -> str:
    (row,) = (row for row in read(content, ending, column) if isinstance(row, Unreadable))
    return str(row)


def test_a_row_of_jsonl_has_its_text_its_id_and_all_else_as_meta():
    line = {"id": 7, "text": "Xã Cao Sơn", "date": "2024-10-14", "meta": {"source": "x"}, "spans": [{"id": "T1"}]}
    assert read(f"\ufeff{json.dumps(line)}\n\n", ".jsonl") == [
        Row("7", "Xã Cao Sơn", {"format": "jsonl", "date": "2024-10-14", "source": "x"})
    ]


def test_the_text_of_jsonl_may_be_under_another_key():
    assert read('{"nội dung": "x", "text": 1}', ".ndjson", "nội dung") == [
        Row(None, "x", {"format": "jsonl", "text": 1})
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "not a line of JSON"),
        (b"[]", "no JSON object"),
        (b'{"text": 1}', "no text under the key 'text'; say with --text-column"),
        (b'{"text": "x", "meta": 1}', "its 'meta' is no JSON object"),
        (b'{"text": "x", "n": NaN}', "NaN is no number"),
        (b'{"text": "x", "n": 1e999}', "1e999 is no number"),
        (b'{"text": "\xe1"}', "not UTF-8"),
        (b"[" * 100_000, "not a line of JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(line, told):
    content = b'{"text": "x"}\n' + line + b'\n{"text": "y"}\n'
    first, _, last = read(content, ".jsonl")
    assert (first.text, last.text) == ("x", "y")
    assert fault(content, ".jsonl").startswith(told) or told in fault(content, ".jsonl")


def test_a_line_that_is_too_long_is_passed_over(monkeypatch):
    monkeypatch.setattr(rows, "ROW_LIMIT", 100)
    content = f'{{"text": "{"x" * 1000}"}}\n{{"text": "y"}}'
    assert "larger than" in fault(content, ".jsonl")
    assert read(content, ".jsonl")[1] == Row(None, "y", {"format": "jsonl"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_csv_is_told_by_its_header(delimiter):
    content = 'id,text,date,note\r\na1,"một\nhai, ""ba""",2024-10-14,\r\n\r\n'.replace(",", delimiter)
    assert read(content, ".csv") == [Row("a1", f'một\nhai{delimiter} "ba"', {"format": "csv", "date": "2024-10-14"})]


def test_a_header_may_have_line_ends_in_its_cells():
    content = '\n"Số\nthứ tự","đơn\r\nvị",text\n1,xã,abc\n'
    assert read(content, ".csv") == [Row(None, "abc", {"format": "csv", "Số\nthứ tự": "1", "đơn\r\nvị": "xã"})]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('1,"abc\n2,def\n3,ghi\n', 2),
        ('1,x\n\n2,"def\r\n3,ghi', 4),
        ('1,"a\nb"\n"2\n2","x ""y""\n', 5),
        ('1,"', 2),
    ],
)
def test_a_quote_that_is_left_open_is_told_with_the_line_of_its_cell(rows, line):
    assert fault(f"id,text\n{rows}", ".csv").startswith(
        f"the cell that begins with a quote in line {line} is never closed"
    )


def test_a_quote_that_is_left_open_in_the_header_is_told():
    for header in ('"id,text\n1,x\n', 'id,"text\n1,x\n'):
        with pytest.raises(Unreadable, match="begins with a quote in line 1 is never closed"):
            read(header, ".csv")


def test_a_quote_in_the_midst_of_a_cell_is_a_character():
    assert read('id,text\n1,ống 3" dài\n2,"một" hai\n', ".csv") == [
        Row("1", 'ống 3" dài', {"format": "csv"}),
        Row("2", "một hai", {"format": "csv"}),
    ]


@pytest.mark.parametrize(
    ("content", "ending"), [("", ".jsonl"), ("\n\n", ".ndjson"), ("id,text\n", ".csv"), ("\n", ".csv")]
)
def test_a_table_without_rows_is_told_to_hold_no_text(content, ending):
    with pytest.raises(Unreadable, match=r"^an empty table; it holds no text$"):
        read(content, ending)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_csv_may_be_in_any_unicode_encoding(encoding):
    assert read("text\nHuyện Đà Bắc\n".encode(encoding), ".csv") == [Row(None, "Huyện Đà Bắc", {"format": "csv"})]


def test_a_csv_in_an_old_encoding_is_converted():
    content = "text;n\nUBND huyện họp về kế hoạch\n".encode().decode()
    old = content.replace("ệ", "Ö").replace("ọ", "ä").replace("ề", "Ò").replace("ế", "Õ").replace("ạ", "¹")
    assert read(old.encode("latin-1"), ".csv")[0].text == "UBND huyện họp về kế hoạch"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"1,2,3", "3 cells under a header of 2; put quotes around a cell"),
        (b"1", "no cell in the column 'text'"),
        (b"1,b\xe1o", "not UTF-8"),
        (b'1,"' + b"x" * 3000 + b'"', "no row of CSV (field larger than field limit (2000)); it begins in line 3"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(row, told, monkeypatch):
    monkeypatch.setattr(rows, "TEXT_LIMIT", 2000)
    content = "id,text\na,Đà Bắc\n".encode() + row + b"\nb,Cao\n"
    first, _, last = read(content, ".csv")
    assert (first.text, last.text) == ("Đà Bắc", "Cao")
    assert fault(content, ".csv").startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "số;nội dung\n1;x\n",
            "no column 'text' in the header; say with --text-column which holds the texts: số, nội dung",
        ),
        ("", "an empty table"),
        ("a\0b", "a binary file, no table"),
    ],
)
def test_a_csv_without_texts_is_told(content, told):
    with pytest.raises(Unreadable) as caught:
        read(content, ".csv")
    assert str(caught.value).startswith(told)


def test_a_table_that_leaves_its_encoding_is_told_to_be_damaged():
    with pytest.raises(Unreadable, match="does not stay in the encoding"):
        read("\ufeffid,text\n1,Xã\n".encode("utf-16-be") + b"\n", ".csv")


def test_a_text_that_is_too_long_is_told(monkeypatch):
    monkeypatch.setattr("govner.io.reading.faults.TEXT_LIMIT", 10)
    assert "characters, which no report is" in fault('{"text": "một hai ba bốn"}', ".jsonl")
