# ruff: noqa: E501  # markup and words
"""Makes the files beside it: `python make.py`, with LibreOffice (soffice), Chromium and iconv on the path, and Pillow.

Every report in them is invented. The files are committed, so that the tests need none of these programs.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent

PARTY = ("UBND HUYỆN ĐÀ BẮC", "PHÒNG NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PLACE_AND_DAY = "Đà Bắc, ngày 14 tháng 10 năm 2024"
HEADING = "BÁO CÁO"
SUBJECT = "Kết quả xây dựng nông thôn mới 9 tháng đầu năm 2024 trên địa bàn huyện"
PARAGRAPHS = (
    "Thực hiện kế hoạch đã giao từ đầu năm, dưới sự lãnh đạo của Ban Thường vụ Huyện ủy, ông Đinh Văn Phúc, Chủ tịch "
    "UBND huyện Đà Bắc đã chỉ đạo các xã tập trung vào những tiêu chí còn thiếu. Đến hết tháng 9 năm 2024, toàn huyện "
    "có 7 xã đạt chuẩn nông thôn mới, bình quân đạt 15,6 tiêu chí/xã, tăng 0,8 tiêu chí so với cùng kỳ năm trước.",
    "Về phát triển sản xuất, diện tích rừng trồng mới đạt 1.258 ha, bằng 112% kế hoạch năm. Sản lượng cá lồng trên hồ "
    "ước đạt 1.420 tấn. Thu ngân sách trên địa bàn đạt 42,6 tỷ đồng, bằng 63,2% dự toán huyện giao, trong đó thu từ "
    "thuế và phí là 31,4 tỷ đồng; các khoản thu còn lại chủ yếu từ đấu giá quyền sử dụng đất ở khu trung tâm thị trấn.",
    "Xã Tân Minh hoàn thành 19/19 tiêu chí, sớm hơn kế hoạch ba tháng. Bà Xa Thị Lự, Bí thư Đảng ủy xã Tân Minh cho "
    "biết, nhân dân trong xã đã hiến hơn 12.000 m2 đất để mở rộng đường liên thôn, góp 3.450 ngày công và tự nguyện "
    "tháo dỡ 1,8 km tường rào. Tỷ lệ hộ nghèo của xã giảm từ 21,7% xuống còn 12,4%, thu nhập bình quân đầu người đạt "
    "42,5 triệu đồng/người/năm.",
    "Bên cạnh những kết quả đạt được, việc giải ngân vốn đầu tư công còn chậm, mới đạt 38,4% kế hoạch vốn năm 2024. "
    "Một số xã vùng cao như Đồng Chum, Mường Chiềng còn khó khăn về tiêu chí thu nhập và tiêu chí môi trường. Công tác "
    "giải phóng mặt bằng ở hai dự án đường giao thông kéo dài do vướng mắc về xác định nguồn gốc đất của 125 hộ dân.",
)
OUTLOOK = (
    "Ba tháng cuối năm, huyện tập trung chỉ đạo xã Cao Sơn và xã Toàn Sơn hoàn thành các tiêu chí về trường học, cơ sở "
    "vật chất văn hóa; phấn đấu thu nhập bình quân đầu người toàn huyện đạt 45 triệu đồng. Ông Bùi Văn Khánh Sơn, Trưởng "
    "Phòng Nông nghiệp và Phát triển nông thôn huyện được giao theo dõi, đôn đốc, báo cáo kết quả trước ngày 25 hằng "
    "tháng.",
    "Đối với 125 hộ dân còn vướng mắc, Hội đồng bồi thường, hỗ trợ và tái định cư huyện hoàn thành việc xác định nguồn "
    "gốc đất trong tháng 11, chi trả 18,9 tỷ đồng tiền bồi thường và bàn giao 100% mặt bằng cho đơn vị thi công trước "
    "ngày 15 tháng 12. Các xã chủ động tuyên truyền, vận động nhân dân đồng thuận, không để xảy ra khiếu kiện kéo dài.",
    "Văn phòng HĐND và UBND huyện phối hợp với các phòng, ban theo dõi việc thực hiện báo cáo này; kịp thời tham mưu, đề "
    "xuất UBND huyện giải quyết khó khăn, vướng mắc phát sinh. Thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND các xã, "
    "thị trấn chịu trách nhiệm trước Chủ tịch UBND huyện về kết quả thực hiện nhiệm vụ được giao.",
)
ITEMS = (
    "Phấn đấu đến hết năm 2024 có thêm 2 xã đạt chuẩn nông thôn mới;",
    "Giải ngân 100% kế hoạch vốn đầu tư công được giao, trong đó hoàn thành ít nhất 95% trước ngày 31 tháng 12 năm 2024 "
    "theo đúng chỉ đạo của Ủy ban nhân dân tỉnh;",
    "Giảm tỷ lệ hộ nghèo toàn huyện thêm từ 2 - 3%.",
)
TABLE = (
    ("TT", "Xã", "Kế hoạch", "Thực hiện", "Tỷ lệ"),
    ("1", "Tân Minh", "120 ha", "135 ha", "112,5%"),
    ("2", "Cao Sơn", "80 ha", "92 ha", "115%"),
    ("3", "Đồng Chum", "150 ha", "141 ha", "94%"),
)
SIGNATURE = (("Nơi nhận:", "- Như trên;", "- Lưu: VT."), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Phúc"))
RUNNING_HEAD = "Báo cáo của UBND huyện Đà Bắc"

OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:automatic-styles>
 <style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
  fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="3cm" fo:margin-right="2cm"/>
  <style:header-style/><style:footer-style/></style:page-layout>
 <style:style style:name="body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"
  fo:text-indent="1cm" fo:margin-bottom="0.2cm" fo:line-height="150%"/>
  <style:text-properties fo:font-size="14pt"/></style:style>
 <style:style style:name="center" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
  <style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="right" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
 <style:header><text:p text:style-name="right">{running_head}</text:p></style:header>
 <style:footer><text:p text:style-name="center"><text:page-number>1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def open_document() -> str:
    def p(words: str, style: str = "body") -> str:
        return f'<text:p text:style-name="{style}">{escape(words)}</text:p>'

    def table(rows: Iterable[Iterable[Iterable[str]]], style: str) -> str:
        rows = [list(row) for row in rows]
        columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        made = "".join(
            "<table:table-row>"
            + "".join(
                f"<table:table-cell>{''.join(p(line, style) for line in cell)}</table:table-cell>" for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        return f"<table:table>{columns}{made}</table:table>"

    body = [
        table([(PARTY[:2], PARTY[2:])], "center"),
        p(PLACE_AND_DAY, "right"),
        p(HEADING, "center"),
        p(SUBJECT, "center"),
        p("I. KẾT QUẢ ĐẠT ĐƯỢC"),
        *map(p, PARAGRAPHS),
        p("Diện tích rừng trồng mới của các xã như sau:"),
        table([[(cell,) for cell in row] for row in TABLE], "Standard"),
        p("II. NHIỆM VỤ 3 THÁNG CUỐI NĂM"),
        *(p(f"- {item}") for item in ITEMS),
        *map(p, OUTLOOK),
        table([SIGNATURE], "center"),
    ]
    return OPEN_DOCUMENT.format(body="".join(body), running_head=RUNNING_HEAD)


PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>Huyện Đà Bắc trồng rừng vượt kế hoạch - Trang tin huyện Đà Bắc</title>
<meta property="og:title" content="Huyện Đà Bắc trồng rừng vượt kế hoạch">
<meta property="article:published_time" content="2024-10-14T08:30:00+07:00">
<script>var visits = 1234567;</script><style>.menu {{ float: left }}</style></head><body>
<div id="header"><img src="logo.png" alt="Trang tin huyện Đà Bắc"><div class="menu"><ul>
<li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/tin-tuc">Tin tức</a></li>
<li><a href="/van-ban">Văn bản chỉ đạo</a></li><li><a href="/lien-he">Liên hệ</a></li></ul></div></div>
<div id="main"><div class="breadcrumb"><a href="/">Trang chủ</a> &raquo; <a href="/tin-tuc">Tin tức</a></div>
<div class="article"><h1>Huyện Đà Bắc trồng rừng vượt kế hoạch</h1>
<div class="article-body">{body}</div>
<div class="share"><a href="#">Chia sẻ Facebook</a> <a href="#">In trang</a> <a href="#">Gửi email</a></div></div>
<div class="related"><h3>Tin liên quan</h3><ul><li><a href="/1">Xã Cao Sơn họp dân bàn mở đường</a></li>
<li><a href="/2">Khai mạc giải bóng chuyền các xã vùng hồ</a></li></ul></div></div>
<div class="sidebar"><div class="box"><h3>Thống kê truy cập</h3><p>Đang truy cập: 25</p><p>Hôm nay: 1.204</p>
<p>Tổng lượt truy cập: 1.234.567</p></div><div class="box"><h3>Liên kết website</h3><select><option>Tỉnh</option></select>
</div></div>
<div id="footer"><p>Cơ quan chủ quản: UBND huyện Đà Bắc. Giấy phép số 01/GP-TTĐT</p><p>Điện thoại: 0218 000 000</p></div>
</body></html>
"""


def page() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in TABLE)
    items = "".join(f"<li>{escape(item)}</li>" for item in ITEMS)
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in PARAGRAPHS)
    day = '<p class="date">Thứ Hai, 14/10/2024 08:30</p>'
    return PAGE.format(body=f"{day}{paragraphs}<table>{rows}</table><ul>{items}</ul><p>Tác giả: Minh Thảo</p>")


PLAIN = "\n".join((*PARTY, PLACE_AND_DAY, HEADING, SUBJECT, *PARAGRAPHS, "", SIGNATURE[1][2])) + "\n"

VNI = {
    "áàảãạ": "aù aø aû aõ aï", "ăắằẳẵặ": "aê aé aè aú aü aë", "âấầẩẫậ": "aâ aá aà aå aã aä",
    "éèẻẽẹ": "eù eø eû eõ eï", "êếềểễệ": "eâ eá eà eå eã eä", "íìỉĩị": "í ì æ ó ò",
    "óòỏõọ": "où oø oû oõ oï", "ôốồổỗộ": "oâ oá oà oå oã oä", "ơớờởỡợ": "ô ôù ôø ôû ôõ ôï",
    "úùủũụ": "uù uø uû uõ uï", "ưứừửữự": "ö öù öø öû öõ öï", "ýỳỷỹỵ": "yù yø yû yõ î", "đ": "ñ",
}  # fmt: skip


def vni(text: str) -> bytes:
    codes = {
        letter: code for letters, codes in VNI.items() for letter, code in zip(letters, codes.split(), strict=True)
    }
    codes |= {letter.upper(): code.upper() for letter, code in codes.items()}
    return "".join(codes.get(letter, letter) for letter in text).encode("latin-1")


def tcvn3(text: str) -> bytes:
    """Accented capitals are small letters, as the character set VN3 has them; the others are iconv's."""
    small = "".join(c if c.isascii() or c in "ĂÂÊÔƠƯĐ" else c.lower() for c in text)
    return iconv(small, "TCVN5712-1")


def iconv(text: str, encoding: str) -> bytes:
    return subprocess.run(["iconv", "-t", encoding], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout


def run(*command: str | Path) -> None:
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def office(source: Path, kind: str) -> Path:
    folder = source.parent
    user = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", "--headless", user, "--convert-to", kind, "--outdir", folder, source)
    return source.with_suffix(f".{kind.partition(':')[0]}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "libreoffice.fodt"
        report.write_text(open_document(), encoding="utf-8")
        for kind in ("docx", "doc", "rtf", "odt", "pdf"):
            shutil.copy(office(report, kind), HERE)
        password = (
            '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
        )
        shutil.copy(office(report, f"pdf:writer_pdf_Export:{password}"), HERE / "locked.pdf")
    page_file = HERE / "page.html"
    page_file.write_text(page(), encoding="utf-8")
    printed = f"--print-to-pdf={HERE / 'chromium.pdf'}"
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", printed, page_file.as_uri())
    Image.new("L", (620, 877), "white").save(HERE / "scan.pdf")
    (HERE / "utf-16.txt").write_text(PLAIN, encoding="utf-16")
    (HERE / "tcvn3.txt").write_bytes(tcvn3(PLAIN))
    (HERE / "vni.txt").write_bytes(vni(PLAIN))
    (HERE / "windows-1258.txt").write_bytes(iconv(PLAIN, "CP1258"))


if __name__ == "__main__":
    main()
