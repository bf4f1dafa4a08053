from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from govner.io.reading import docx as reader
from govner.io.reading.documents import read_document
from govner.io.reading.docx import read_docx
from govner.io.reading.faults import Unreadable

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def made(*blocks: str) -> bytes:
    """A document of these blocks of WordprocessingML."""
    document = docx.Document()
    for block in reversed(blocks):
        document.element.body.insert(0, parse_xml(block.replace(">", f" {NAMESPACES}>", 1)))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{''.join(map(p, map(r, cell.split('/'))))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_report_of_libreoffice_is_read_in_its_order(files):
    text, meta = read_docx((files / "libreoffice.docx").read_bytes())
    lines = text.split("\n")
    assert meta == {}
    assert lines[:8] == [
        "UBND HUYỆN ĐÀ BẮC",
        "PHÒNG NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đà Bắc, ngày 14 tháng 10 năm 2024",
        "BÁO CÁO",
        "Kết quả xây dựng nông thôn mới 9 tháng đầu năm 2024 trên địa bàn huyện",
        "I. KẾT QUẢ ĐẠT ĐƯỢC",
    ]
    at = lines.index("Diện tích rừng trồng mới của các xã như sau:")
    assert lines[at + 1 : at + 3] == [
        "TT | Xã | Kế hoạch | Thực hiện | Tỷ lệ",
        "1 | Tân Minh | 120 ha | 135 ha | 112,5%",
    ]
    assert lines[-4:] == ["- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Phúc"]
    assert "Báo cáo của UBND huyện Đà Bắc" not in text  # the running head


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((p(r("Huyện "), r("Đà Bắc")), p(), p(r("  hai \u00a0 ba "))), "Huyện Đà Bắc\nhai ba"),
        ((p(r("một"), "<w:r><w:br/></w:r>", r("hai"), "<w:r><w:tab/></w:r>", r("ba")),), "một\nhai ba"),
        ((p(f"<w:ins>{r('thêm')}</w:ins>", "<w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>"),), "thêm"),
        ((p(f"<w:hyperlink>{r('Sở Y tế')}</w:hyperlink>", r(" họp")),), "Sở Y tế họp"),
        ((f"<w:sdt><w:sdtContent>{p(r('trong khung'))}</w:sdtContent></w:sdt>",), "trong khung"),
        ((table(("Xã", "2023", "2024"), ("Cao Sơn", "", "12/xã")),), "Xã | 2023 | 2024\nCao Sơn |  | 12 xã"),
        (
            (table(("", "2023", "2024"), ("Cao Sơn", "9", ""), ("", "", "")),),
            "| 2023 | 2024\nCao Sơn | 9 |",
        ),
        ((table(("", "phải"), ("trái", "")),), "phải\ntrái"),
        (
            (
                table(("TT", "Xã", "Số hộ"), ("Tổng", "40")).replace(
                    f"<w:tc>{p(r('Tổng'))}", f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p(r('Tổng'))}"
                ),
            ),
            "TT | Xã | Số hộ\nTổng |  | 40",
        ),
        (
            (
                table(("TT", "Xã", "Số hộ"), ("I", "VÙNG CAO/(ước)"), ("1", "40")).replace(
                    f"<w:tc>{p(r('VÙNG CAO'))}", f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p(r('VÙNG CAO'))}"
                ),
            ),
            "TT | Xã | Số hộ\nI | VÙNG CAO (ước) |\n1 | 40",
        ),
        (
            (
                "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='2'/></w:trPr>"
                f"<w:tc>{p(r('Tổng'))}</w:tc><w:tc>{p(r('40'))}</w:tc></w:tr></w:tbl>",
            ),
            "| Tổng | 40 |  |",
        ),
        (
            (table(("a", "b")).replace("<w:tc>", "<w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>"),),
            " | ".join(("a", *[""] * 62, "b", *[""] * 62)).strip(),
        ),
        ((table(("SỞ Y TẾ/Số: 12", "CỘNG HÒA/Độc lập")), p(r("x"))), "SỞ Y TẾ\nSố: 12\nCỘNG HÒA\nĐộc lập\nx"),
        ((table(("một",)),), "một"),
        (
            (f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{table(('b', 'c'), ('d', 'e'))}{p()}</w:tc></w:tr></w:tbl>",),
            "a\nb | c\nd | e",
        ),
        (
            (
                p(
                    r("trước"),
                    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{p(r('trong'))}"
                    f"</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p(r('trong'))}"
                    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                    r(" sau"),
                ),
            ),
            "trước sau\ntrong",
        ),
        ((p(r("Céng hßa x· héi chñ nghÜa ViÖt Nam")),), "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ((), ""),
    ],
    ids=[
        "runs",
        "breaks",
        "changes",
        "link",
        "control",
        "table",
        "empty cells",
        "layout",
        "cell over two columns",
        "section over two columns",
        "row set in",
        "cell over too many",
        "letter head",
        "cell",
        "nested",
        "box",
        "old",
        "none",
    ],
)
def test_what_a_reader_of_the_page_sees_is_the_text(blocks, text):
    assert read_docx(made(*blocks))[0] == text


def test_pictures_without_text_are_a_scan():
    with pytest.raises(Unreadable, match="as of scanned pages"):
        read_docx(made(p("<w:r><w:drawing/></w:r>")))


def rewritten(content: bytes, **members: bytes) -> bytes:
    """The archive with the document's XML and whatever else replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, members.pop(Path(member.filename).stem, old.read(member)))
        for name, data in members.items():
            new.writestr(f"word/media/{name}", data)
    return file.getvalue()


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_parsed(monkeypatch):
    bomb = rewritten(made(), document=b"<w:document>" + b" " * 3_000_000)
    assert len(bomb) < 50_000
    monkeypatch.setattr(reader, "_XML_LIMIT", 2_000_000)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_docx(bomb)


@pytest.mark.parametrize("beginning", ["<", "\ufeff<", " \n<"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_part_is_told_to_be_xml_by_its_beginning_whatever_its_name(monkeypatch, beginning, encoding):
    bomb = rewritten(made(), **{"document.bin": (beginning + "w:document>" + " " * 3_000_000).encode(encoding)})
    monkeypatch.setattr(reader, "_XML_LIMIT", 2_000_000)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_docx(bomb)


def test_a_large_picture_is_no_xml(monkeypatch):
    content = rewritten(made(p(r("một"))), **{"image.png": b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)})
    monkeypatch.setattr(reader, "_XML_LIMIT", 2_000_000)
    assert read_docx(content)[0] == "một"


def test_an_archive_that_declares_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "FILE_LIMIT", 2_000_000)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_docx(rewritten(made(), picture=bytes(3_000_000)))


def test_a_declared_size_that_lies_is_found_out():
    content = rewritten(made(), document=b"<w:document>" + b" " * 3_000_000)
    lying = content.replace((3_000_012).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(Unreadable, match="damaged"):
        read_document(lying, ".docx")


def test_an_entity_is_not_resolved(tmp_path):
    (tmp_path / "secret").write_text("bí mật")
    xml = (
        f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}"><!ENTITY y "{"z" * 1000}">]>'
        f"<w:document {NAMESPACES}><w:body>{p(r('&x;&y;'))}{p(r('một'))}</w:body></w:document>"
    )
    text, _ = read_docx(rewritten(made(), document=xml.encode()))
    assert text == "một"
