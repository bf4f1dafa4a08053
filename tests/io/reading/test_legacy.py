from __future__ import annotations

import json
import shutil
import subprocess
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.io.reading import legacy
from govner.io.reading.legacy import decode_legacy, mend_legacy

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc"
LETTERS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"


@pytest.mark.parametrize(("name", "written"), [("tcvn3", TCVN3), ("vni", VNI)])
def test_a_font_encoding_is_mended_in_unicode_and_in_bytes(name, written):
    assert mend_legacy(written) == (MOTTO, name)
    assert decode_legacy(written.encode("latin-1")) == (MOTTO, name)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Uû BAN NH¢N D¢N HUYÖN §µ B¾C", "UỶ BAN NHÂN DÂN HUYỆN ĐÀ BẮC"),
        ("UBND huyÖn §µ B¾c häp kú thø t­ vÒ NQ/TW", "UBND huyện Đà Bắc họp kỳ thứ tư về NQ/TW"),
    ],
)
def test_capitals_of_tcvn3_are_told_by_their_neighbours(written, text):
    assert mend_legacy(written) == (text, "tcvn3")


def test_the_capitals_of_vni_have_codes():
    assert mend_legacy("ÑOÄC LAÄP TÖÏ DO HAÏNH PHUÙC ÔÛ VIEÄT NAM") == ("ĐỘC LẬP TỰ DO HẠNH PHÚC Ở VIỆT NAM", "vni")


def test_a_tone_mark_of_windows_1258_is_put_on_its_letter():
    content = b"U\xd2y ban nh\xe2n d\xe2n huy\xea\xf2n \xd0\xe0 B\xe3\xecc \x93ho\xf2p\x94"
    assert decode_legacy(content) == ("Ủy ban nhân dân huyện Đà Bắc “họp”", "windows-1258")


def test_lines_in_unicode_stay_as_they_are():
    mixed = f"{TCVN3}\nHuyện Đà Bắc, nhà hàng « café »\n{TCVN3}"
    assert mend_legacy(mixed) == (f"{MOTTO}\nHuyện Đà Bắc, nhà hàng « café »\n{MOTTO}", "tcvn3")


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv has the standard's table")
def test_the_table_of_tcvn3_is_that_of_iconv():
    codes = sorted(legacy._TCVN3)
    content = b"\n".join(bytes([code]) for code in codes) + b"\n"
    out = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=content, stdout=subprocess.PIPE)
    if out.returncode:
        pytest.skip("this iconv does not know TCVN5712-1")
    letters = unicodedata.normalize("NFC", out.stdout.decode()).split("\n")[:-1]
    assert letters == [legacy._TCVN3[code] for code in codes]


def test_both_tables_have_every_letter():
    assert set(LETTERS) <= set(legacy._TCVN3.values())
    assert set(LETTERS) == set(legacy._VNI.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ông Hà và bà Tô.",
        "café résumé naïve, où l'élève était à l'hôtel",
        "El niño comió piñas en la montaña de España; mañana será otro día, señor",
        "Größe, Straße, Übung und Mädchen für Köln",
        "på så få år må både små og blå få lån på gården",
        "x² · m³ · 5 µm ± 3 °C § 4 «x»",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert mend_legacy(text) == (text, None)


@given(st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậộệ ", max_size=8)).map(" ".join))
def test_vietnamese_in_unicode_stays_as_it_is(text):
    for form in ("NFC", "NFD"):
        composed = unicodedata.normalize(form, text)
        assert mend_legacy(composed) == (composed, None)


@given(st.text())
def test_any_text_is_mended_or_stays(text):
    mended, encoding = mend_legacy(text)
    assert encoding or mended == text


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the annotated news")
def test_no_text_of_the_annotated_news_is_converted():
    for name in ("train", "dev"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            assert mend_legacy(text) == (text, None)


@pytest.mark.parametrize(
    "text", ["x" * 3_000_000, "é" * 300_000, " " * 3_000_000, f"{TCVN3} " * 4_000, "\n" * 1_000_000]
)
def test_it_takes_time_in_proportion_to_the_text(text):
    start = time.process_time()
    mend_legacy(text)
    decode_legacy(text.encode("latin-1"))
    assert time.process_time() - start < 20
