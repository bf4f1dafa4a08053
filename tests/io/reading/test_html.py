from __future__ import annotations

import contextlib
import socket
import time

import pytest

from govner.io.reading import html
from govner.io.reading.documents import read_document
from govner.io.reading.faults import Unreadable
from govner.io.reading.html import looks_like_html, read_html

SENTENCE = "Huyện Đà Bắc họp bàn kế hoạch trồng rừng và giảm nghèo của các xã vùng hồ trong năm nay."
OLD = "HuyÖn §µ B¾c häp bµn kÕ ho¹ch trång rõng vµ gi¶m nghÌo cña c¸c x· vïng hå trong n¨m nay, t­ vÊn."


def page(*paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head>{head}</head><body><div>{body}</div></body></html>"


def test_the_main_text_comes_without_menus_and_counters(files):
    text, meta = read_html((files / "page.html").read_bytes())
    assert meta == {"title": "Huyện Đà Bắc trồng rừng vượt kế hoạch", "date": "2024-10-14"}
    lines = text.split("\n")
    assert lines[0] == "Thứ Hai, 14/10/2024 08:30"
    assert lines[-1] == "Tác giả: Minh Thảo"
    assert "1 | Tân Minh | 120 ha | 135 ha | 112,5%" in lines
    assert "- Phấn đấu đến hết năm 2024 có thêm 2 xã đạt chuẩn nông thôn mới;" in lines
    for furniture in ("Trang chủ", "Văn bản chỉ đạo", "truy cập", "Chia sẻ", "Điện thoại", "visits", "Tin liên quan"):
        assert furniture not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_the_encoding_is_told_by_the_content_or_by_what_the_page_declares(encoding):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    words = "ông bà cô chú là nhân dân ta" if encoding == "cp1258" else SENTENCE
    text, _ = read_html(page(words, head=head).encode(encoding))
    assert text == words


def test_a_page_in_a_foreign_encoding_is_read_as_it_declares():
    words = "Les élèves de l'école française étaient à l'hôtel de ville hier soir, où la fête a été très gaie."
    assert read_html(page(words, head='<meta charset="iso-8859-1">').encode("latin-1"))[0] == words


@pytest.mark.parametrize("charset", ["utf-9", "ascii"])
def test_a_page_that_is_not_in_the_encoding_it_declares_is_refused(charset):
    with pytest.raises(Unreadable, match=f"not of the encoding {charset} that it names"):
        read_html(page("\xe9t\xe9", head=f'<meta charset="{charset}">').encode("latin-1"))


@pytest.mark.parametrize("as_entities", [False, True])
def test_a_page_in_tcvn3_is_converted_soft_hyphens_and_all(as_entities):
    words = "".join(f"&#{ord(c)};" if as_entities and ord(c) > 127 else c for c in OLD)
    text, meta = read_html(page(words, head="<meta charset='x-user-defined'>").encode("latin-1"))
    assert text == SENTENCE.replace("nay.", "nay, tư vấn.")
    assert meta["encoding"] == "tcvn3"


def test_without_a_main_text_it_is_all_that_the_body_shows():
    short = (
        "<html><head><title>x</title></head><body><!-- y --><div>Xã  Cao\nSơn</div><script>z</script>có <b>125</b> hộ"
    )
    assert read_html(short.encode())[0] == "Xã Cao Sơn\ncó 125 hộ"


@pytest.mark.parametrize("content", [b"<html></html>", b"<html><body><script>x</script></body></html>"])
def test_a_page_that_shows_nothing_is_refused(content):
    with pytest.raises(Unreadable, match="a web page without text"):
        read_html(content)


def test_a_page_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(html, "_LIMIT", 100)
    with pytest.raises(Unreadable, match="larger than"):
        read_html(page(SENTENCE * 2).encode())


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    links = (
        '<base href="http://127.0.0.1/"><link rel="stylesheet" href="a.css"><iframe src="b.html"></iframe><img src="c">'
    )
    doctype = '<!DOCTYPE html SYSTEM "http://127.0.0.1/a.dtd">'
    text, _ = read_html((doctype + page(SENTENCE, SENTENCE.upper(), head=links)).encode())
    assert SENTENCE in text


@pytest.mark.parametrize("filling", [" " * 300_000, "<p>" * 20_000, "x" * 300_000, "&#233;" * 20_000, "\n" * 300_000])
def test_a_page_full_of_nothing_takes_no_time_out_of_proportion(filling):
    start = time.process_time()
    assert SENTENCE in read_html(page(SENTENCE, filling, SENTENCE[::-1]).encode())[0]
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    ("content", "is_page"),
    [
        (b"<!-- a -->\n<!-- b\n-- > -->" * 40 + b"<html>", True),
        (b"<!-- a -->" * 40 + b"<p>x</p>", False),
        (b"<!-- a " * 500 + b"<html>", False),
        (b"<!-- a --> x --> <html>", False),
    ],
)
def test_comments_before_a_page_are_passed_over_in_no_time(content, is_page):
    start = time.process_time()
    assert looks_like_html(content, certain=True) is is_page
    assert time.process_time() - start < 1


def test_an_encoding_that_is_declared_in_vain_takes_no_time():
    content = b"<html>" + b"<meta" * 400 + b" charset=" + b" " * 1500 + b"<\xe9"
    start = time.process_time()
    with pytest.raises(Unreadable, match="not UTF-8"):
        read_html(content)
    assert time.process_time() - start < 1


def test_a_page_of_very_deep_nesting_is_read_or_refused():
    content = ("<html><body>" + "<div>" * 20_000 + SENTENCE + "</div>" * 20_000).encode()
    texts = []
    with contextlib.suppress(Unreadable):
        texts.append(read_document(content, ".html")[0])
    assert texts in ([], [SENTENCE])
