from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from govner.io.reading.docx import read_docx
from govner.io.reading.faults import Unreadable
from govner.io.reading.html import read_html
from govner.io.reading.pdf import read_pdf


def test_a_report_of_libreoffice_has_its_paragraphs_again(files):
    text, meta = read_pdf((files / "libreoffice.pdf").read_bytes())
    lines = text.split("\n")
    expected = read_docx((files / "libreoffice.docx").read_bytes())[0].split("\n")
    missing = [line for line in expected if line not in lines]
    # Only what the page itself sets in two centred lines beside others is parted.
    assert missing == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert len(lines) == len(expected) + 1
    assert len(meta["pages"]) == 3


def test_pages_begin_where_they_begin_in_the_text(files):
    text, meta = read_pdf((files / "libreoffice.pdf").read_bytes())
    first, second, third = meta["pages"]
    assert first == 0
    assert text[second - 1] in " \n"
    assert text[third - 1] in " \n"
    assert "CHỦ TỊCH\nĐinh Văn Phúc" in text[third:]


def test_a_page_printed_by_chromium_has_the_paragraphs_of_the_page(files):
    text, _ = read_pdf((files / "chromium.pdf").read_bytes())
    lines = text.split("\n")
    wanted = [line.removeprefix("- ") for line in read_html((files / "page.html").read_bytes())[0].split("\n")]
    assert [line for line in wanted if "|" not in line and line not in lines] == []
    assert "page.html" not in text  # the running foot


def test_a_scan_is_said_to_be_one(files):
    with pytest.raises(Unreadable, match="a scan without a text layer"):
        read_pdf((files / "scan.pdf").read_bytes())


def test_a_password_is_asked_for(files):
    with pytest.raises(Unreadable, match="protected by a password"):
        read_pdf((files / "locked.pdf").read_bytes())


@pytest.fixture
def printed(tmp_path: Path):
    """Prints lines of HTML to a PDF with Chromium and reads it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")

    def read(body: str) -> tuple[str, dict[str, object]]:
        page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
        page.write_text(f"<meta charset=utf-8><body style='font: 16px serif'>{body}", encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
        command = [chromium, *options, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return read_pdf(pdf.read_bytes())

    return read


def words(number: int) -> str:
    digits = "không một hai ba bốn năm sáu bảy tám chín".split()
    return " ".join(digits[int(digit)] for digit in str(number))


LONG = (
    "Về phát triển kinh tế - xã hội, diện tích rừng trồng mới của huyện đạt 1.258 ha, bằng 112% kế hoạch năm - cao hơn "
    "cùng kỳ; thu ngân sách trên địa bàn đạt 42,6 tỷ đồng, bằng 63,2% dự toán được giao đến ngày 15 tháng 12. Các xã "
    "vùng hồ đã hoàn thành kế hoạch trồng rừng, chăm sóc và bảo vệ 3.450 ha rừng phòng hộ đầu nguồn theo đúng tiến độ."
)


@pytest.mark.parametrize("style", ["", "text-align: justify", "text-indent: 2em", "margin-left: 3em"])
def test_paragraphs_are_put_together_however_they_are_set(printed, style):
    body = "".join(f"<p style='{style}'>{escape(words)}</p>" for words in (LONG, LONG[:200], LONG))
    text, _ = printed(f"<h2>BÁO CÁO</h2>{body}<p>Nơi nhận:<br>- Như trên;<br>- Lưu.")
    assert text.split("\n") == ["BÁO CÁO", LONG, LONG[:200].rstrip(), LONG, "Nơi nhận:", "- Như trên;", "- Lưu."]


def test_rows_and_items_stay_lines(printed):
    rows = "".join(f"<tr><td>{n}<td style='width: 60%'>Xã Cao Sơn {n}<td align=right>{n}.250 hộ" for n in range(1, 5))
    items = "".join(f"<p>{n}. {LONG}</p>" for n in range(1, 3))
    text, _ = printed(f"<table width='100%'>{rows}</table>{items}")
    lines = text.split("\n")
    assert len(lines) == 6
    assert lines[0].replace(" | ", " ") == "1 Xã Cao Sơn 1 1.250 hộ"
    assert lines[4:] == [f"1. {LONG}", f"2. {LONG}"]


def test_ruled_tables_keep_their_rows_and_columns(printed):
    text, _ = printed(
        "<style>td { border: 1px solid; width: 20% } table { border-collapse: collapse; width: 100% }</style>"
        f"{LONG}<table><tr><td rowspan=2>TT<td rowspan=2>Tên xã, thị trấn trên địa bàn toàn huyện"
        "<td colspan=2>Thu ngân sách năm 2024 (triệu đồng)<td rowspan=2>Ghi chú<tr><td>Kế hoạch<td>Thực hiện"
        "<tr><td>1<td>Xã Tà Chải<td>980<td>1.012<td><tr><td>2<td>Xã Na Hối<td><td>655<td>ước"
        f"<tr><td colspan=5>Ghi chú chung</table>{LONG}"
    )
    assert text.split("\n") == [
        LONG,
        "TT | Tên xã, thị trấn trên địa bàn toàn huyện | Thu ngân sách năm 2024 (triệu đồng) |  | Ghi chú",
        "|  | Kế hoạch | Thực hiện |",
        "1 | Xã Tà Chải | 980 | 1.012 |",
        "2 | Xã Na Hối |  | 655 | ước",
        "Ghi chú chung |  |  |  |",
        LONG,
    ]


def test_a_long_heading_in_the_middle_is_one_line(printed):
    heading = f"Báo cáo {LONG[:120].rstrip()}"
    text, _ = printed(f"<p style='text-align: center'><b>{heading}</b></p><p>{LONG}</p>")
    assert text.split("\n") == [heading, LONG]


def rules(*lines: tuple[int, int, int, int]) -> bytes:
    return b"".join(b"%d %d m %d %d l S\n" % line for line in lines)


def words_at(*places: tuple[int, int, bytes]) -> bytes:
    return b"".join(b"BT /F1 11 Tf %d %d Td (%s) Tj ET\n" % place for place in places)


GRID = rules(*((72, y, 372, y) for y in (700, 660, 640)), *((x, 700, x, 640) for x in (72, 172, 272, 372)))
CELLS = words_at(
    (76, 684, b"Ten"),
    (176, 684, b"So ho"),
    (276, 684, b"So"),
    (76, 666, b"xa"),
    (176, 666, b"ngheo"),
    (276, 666, b"km"),
) + words_at((76, 646, b"Na Hoi"), (276, 646, b"12"))


def test_cells_of_ruled_tables_may_have_several_lines_and_none():
    page = words_at((72, 720, b"Huyen hop.")) + GRID + CELLS + words_at((72, 600, b"Het."))
    assert read_pdf(with_content(page))[0].split("\n") == [
        "Huyen hop.",
        "Ten xa | So ho ngheo | So km",
        "Na Hoi |  | 12",
        "Het.",
    ]


def test_a_frame_around_words_is_no_table():
    frame = rules((60, 730, 300, 730), (60, 690, 300, 690), (60, 690, 60, 730), (300, 690, 300, 730))
    page = frame + words_at((72, 715, b"Huyen hop."), (72, 700, b"Xa hop."))
    assert read_pdf(with_content(frame + page + frame))[0] == "Huyen hop.\nXa hop."


def test_rows_that_are_alike_on_every_page_stay():
    pages = [
        GRID + words_at((76, 684, b"Na Hoi"), (176, 684, b"%d" % n), (76, 646, b"Xa"), (176, 646, b"7"))
        for n in range(4)
    ]
    moved = [b"1 0 0 1 0 130 cm\n" + page for page in pages]
    lines = read_pdf(with_content(*moved))[0].split("\n")
    assert lines == [line for n in range(4) for line in (f"Na Hoi | {n} |", "Xa | 7 |")]


def test_more_rules_than_a_table_has_are_left_alone():
    across = ((60, y, 560, y) for y in range(40, 800, 4))
    down = ((x, 40, x, 800) for x in range(60, 560, 4))
    page = rules(*across, *down) + words_at((72, 720, b"Huyen hop."))
    assert read_pdf(with_content(page))[0] == "Huyen hop."


def test_a_turned_page_is_read_without_its_tables():
    turned = with_content(GRID + CELLS).replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    text, _ = read_pdf(turned)
    assert sorted(text.replace(" | ", " ").split()) == sorted("Ten So ho So xa ngheo km Na Hoi 12".split())


def test_where_the_second_reader_fails_the_words_are_read(monkeypatch):
    def fail(*_: object) -> None:
        raise ValueError("no such page")

    monkeypatch.setattr("pdfplumber.open", fail)
    text, _ = read_pdf(with_content(GRID + CELLS))
    assert sorted(text.replace(" | ", " ").split()) == sorted("Ten So ho So xa ngheo km Na Hoi 12".split())


def test_a_paragraph_goes_on_over_pages(printed):
    numbers = " ".join(f"Xã thứ {word} có hộ thoát nghèo." for word in map(words, range(400)))
    text, meta = printed(f"<p>{numbers}</p>")
    assert text == numbers
    assert len(meta["pages"]) > 2


def test_a_running_head_goes_and_a_row_that_comes_again_on_every_page_stays(printed):
    head = "<div style='position: fixed; top: 0'>Biểu số 01</div>"
    pages = "".join(f"<div style='break-after: page; padding: 2em'>{words(n)}<p>a<p>b<p>c</div>" for n in range(3))
    text, _ = printed(head + pages)
    assert text.split("\n") == [line for n in range(3) for line in (words(n), "a", "b", "c")]


def test_a_font_encoding_is_converted(printed):
    text, meta = printed("<p>Céng hßa x· héi chñ nghÜa ViÖt Nam</p><p>§éc lËp - Tù do - H¹nh phóc</p>")
    assert text == "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"
    assert meta == {"pages": [0], "encoding": "tcvn3"}


def test_a_document_without_text_is_told(printed):
    with pytest.raises(Unreadable, match="no text in it"):
        printed("<div style='width: 100px; height: 100px; background: red'></div>")


def test_a_line_that_is_pressed_flat_is_a_line_of_its_own():
    page = b"BT /F1 11 Tf 72 700 Td (Huyen hop.) Tj ET BT 1 0 1 0 72 600 Tm /F1 5 Tf (Xa hop.) Tj ET"
    assert read_pdf(with_content(page)) == ("Huyen hop.\nXa hop.", {"pages": [0]})


PAIR, HALF = b"~", b"^"
"""What the hand-written files show as U+1F4C8, and as the first half of it."""
SCANNED = b"q 595 0 0 842 0 0 cm /I1 Do Q"
"""The content of a page that is a picture."""


def line(words: bytes) -> bytes:
    return b"BT /F1 11 Tf 72 700 Td (%s) Tj ET" % words


def test_a_character_of_two_utf16_units_is_one():
    assert read_pdf(with_content(line(b"a~ ~b"))) == ("a\U0001f4c8 \U0001f4c8b", {"pages": [0]})


def test_half_a_pair_is_a_missing_character():
    assert read_pdf(with_content(line(b"a^b~^")))[0] == "a\ufffdb\U0001f4c8\ufffd"


def test_the_pages_that_are_scans_are_named_where_others_have_text():
    scan, stamped = SCANNED, SCANNED + line(b"Da ky")
    text, meta = read_pdf(with_content(line(b"Xa hop."), scan, line(b"Huyen hop."), stamped))
    assert text.split("\n") == ["Xa hop.", "Huyen hop.", "Da ky"]
    assert meta["scanned_pages"] == [2, 4]


@pytest.mark.parametrize("pages", [(SCANNED,), (SCANNED, b""), (SCANNED, SCANNED + line(b"Da ky"))])
def test_where_no_page_but_a_scanned_one_has_text_it_is_a_scan(pages):
    with pytest.raises(Unreadable, match="a scan without a text layer"):
        read_pdf(with_content(*pages))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def with_content(*pages: bytes) -> bytes:
    """A PDF of these pages, written by hand; it has a font `F1` and a picture `I1`."""
    names = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <%s> <D83DDCC8> <%s> <D83D> endbfchar "
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    ) % (PAIR.hex().encode(), HALF.hex().encode())
    picture = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R>>",
        stream(names),
        stream(b"x", picture),
    ]
    for page in pages:
        resources = b"<</Font<</F1 3 0 R>>/XObject<</I1 5 0 R>>>>"
        contents = len(objects) + 2
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources%s>>" % (contents, resources),
            stream(page),
        ]
    content, offsets = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
