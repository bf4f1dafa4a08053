from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.io.reading.faults import Unreadable
from govner.io.reading.plain import decode, read_plain


@pytest.mark.parametrize(
    "text", ["", "\ufeffcó dấu\r\nmột\rhai\n", "ủy ban", "uỷ ban nhân dân", "u\u0309y", "𝔸\u2028\x85", "Céng hßa"]
)
def test_utf8_is_read_to_the_letter(text):
    assert read_plain(text.encode()) == (text, {})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_text_with_a_byte_order_mark_is_decoded(encoding):
    assert read_plain("Huyện Đà Bắc\r\n".encode(encoding)) == ("Huyện Đà Bắc\r\n", {"encoding": encoding})


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Huyện Đà Bắc\r\n", "ĐẢNG BỘ XÃ ĐẮK ĐOA: ỷ lệ ố, ỗ, ừ 𝔸\n" * 500])
def test_utf16_without_a_byte_order_mark_is_told_by_its_nul_bytes(text, encoding):
    assert read_plain(text.encode(encoding)) == (text, {"encoding": encoding})


def test_a_byte_order_mark_of_the_other_order_is_heeded():
    assert decode(b"\xfe\xff" + "báo".encode("utf-16-be")) == ("báo", "utf-16")


@pytest.mark.parametrize("name", ["tcvn3", "vni", "windows-1258", "utf-16"])
def test_a_report_in_an_old_encoding_is_read_as_the_others_are(files, name):
    text, meta = read_plain((files / f"{name}.txt").read_bytes())
    assert meta == {"encoding": name}
    assert text == read_plain((files / "utf-16.txt").read_bytes())[0]
    assert text.startswith("UBND HUYỆN ĐÀ BẮC\nPHÒNG NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("tỉnh".encode()[:2] + b"\xe9", "not UTF-8 (byte 0xe1 at offset 1)"),
        ("Đủ".encode()[:-1], "not UTF-8 (byte 0xe1 at offset 2)"),
        ("été à la mairie de Hanoï, où les élèves".encode("latin-1"), "not UTF-8"),
        ("Huyện Đà Bắc họp bàn kế hoạch. ".encode() * 20 + b"\xff", "not UTF-8 (byte 0xff"),
        (b"%PDF-1.7\0\1", "a binary file, no text (NUL byte at offset 8)"),
        (b"\xff\0\xff", "a binary file, no text (NUL byte at offset 1)"),
        (b"ab\0c" * 9, "a binary file, no text (NUL byte at offset 2); if it is a text, save it as UTF-8"),
        (b"\1\0\2\0\3\0", "a binary file, no text (NUL byte at offset 1)"),
        ("báo".encode("utf-32-le"), "a binary file, no text (NUL byte at offset 1)"),
        ("Đà Bắc".encode("utf-16-le") + b"\0\xd8", "it begins as UTF-16-LE text and is none"),
        (b"\xff\xfea", "it begins as UTF-16 text and is none"),
        (b"\xff\xfe\0\0\xff\xff\xff\xff", "it begins as UTF-32 text and is none"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content, reason):
    with pytest.raises(Unreadable) as caught:
        read_plain(content)
    assert str(caught.value).startswith(reason)


@given(st.binary(max_size=80))
def test_any_bytes_are_a_text_or_refused(content):
    try:
        text, _ = decode(content)
    except Unreadable:
        return
    assert isinstance(text, str)
