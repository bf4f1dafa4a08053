from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.io.reading import faults
from govner.io.reading.documents import ENDINGS, read_document
from govner.io.reading.faults import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(content: bytes, ending: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(content, ending)
    return str(caught.value)


@pytest.mark.parametrize("ending", [".txt", ".doc", ".html", ".pdf", ".docx", ""])
@pytest.mark.parametrize("name", ["libreoffice.pdf", "libreoffice.docx", "page.html"])
def test_the_content_tells_the_format_whatever_the_ending(files, name, ending):
    text, meta = read_document((files / name).read_bytes(), ending)
    assert meta["format"] == name.rpartition(".")[2]
    assert "Bà Xa Thị Lự, Bí thư Đảng ủy xã Tân Minh cho biết, nhân dân trong xã đã hiến" in text


@pytest.mark.parametrize("ending", [".txt", ".html", ".doc", ".md", ""])
def test_a_text_is_a_text_whatever_the_ending(ending):
    assert read_document("Huyện Đà Bắc\r\n".encode(), ending) == ("Huyện Đà Bắc\r\n", {"format": "txt"})


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("libreoffice.doc", "a document of old Word (.doc); open it in Word or LibreOffice and save it as .docx"),
        ("libreoffice.rtf", "an .rtf file; open it"),
        ("libreoffice.odt", "an OpenDocument file; open it"),
        ("locked.pdf", "protected by a password; save it without one"),
        ("scan.pdf", "a scan without a text layer; recognise its text first"),
    ],
)
def test_a_file_that_is_not_read_is_told_what_to_do_with(files, name, reason):
    content = (files / name).read_bytes()
    for ending in (".txt", f".{name.rpartition('.')[2]}"):
        assert refused(content, ending).startswith(reason)


@pytest.mark.parametrize(
    ("content", "ending", "reason"),
    [
        (OLE + "Workbook".encode("utf-16-le"), ".xls", "a spreadsheet of old Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "protected by a password"),
        (b"PK\x03\x04 xl/workbook.xml", ".xlsx", "a spreadsheet; save the sheet with the texts as .csv"),
        (b"PK\x03\x04 a.txt", ".zip", "a .zip archive; unpack it"),
        (b"\xff\xd8\xff\xe0", ".jpg", "a picture; recognise its text"),
        (b"\x89PNG\r\n\x1a\n", ".txt", "a picture"),
        (b"", ".pdf", "damaged: its name ends in .pdf, its content is none"),
        (b"no document", ".docx", "damaged: its name ends in .docx"),
        (b"%PDF-1.7 cut off", ".pdf", "damaged, or no .pdf file"),
        (b"PK\x03\x04 word/document.xml", ".docx", "damaged, or no .docx file"),
    ],
)
def test_what_is_damaged_or_of_another_kind_is_refused_in_one_sentence(content, ending, reason):
    assert refused(content, ending).startswith(reason)


def test_a_text_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(faults, "TEXT_LIMIT", 10)
    assert "characters, which no report is" in refused(b"x" * 11, ".txt")


BEGINNINGS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", OLE, b"{\\rtf1", b"<html><body>", b"<!DOCTYPE html><p>", b"\xff\xfe"]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=60), st.sampled_from(sorted(ENDINGS)))
def test_any_content_is_read_or_refused(beginning, rest, ending):
    formats = []
    with contextlib.suppress(Unreadable):
        text, meta = read_document(beginning + rest, ending)
        formats.append(meta["format"])
        assert isinstance(text, str)
    assert formats in ([], ["txt"], ["html"], ["docx"], ["pdf"])
