from __future__ import annotations

import base64
import hashlib
import json
import re
import tracemalloc
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.io.page import write_page
from govner.schema import Report

from .samples import HOSTILE, hostile, sample


def page(*reports: Report, **options: str) -> str:
    file = StringIO()
    write_page(reports, file, **options)
    return file.getvalue()


class Elements(HTMLParser):
    """Every element with its attributes and, for scripts and styles, its content."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.found[-1][2].append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, "".join(data)) for name, attributes, data in self.found if name == tag]


def data(html: str) -> list[dict]:
    """The reports in a page, put together again."""
    parts = [json.loads(text) for attributes, text in Elements(html).all("script") if attributes.get("type")]
    return [rows | text for rows, text in zip(parts[::2], parts[1::2], strict=True)]


def test_the_page_holds_each_report() -> None:
    first, second = data(page(sample("a"), sample("b")))
    assert (first["id"], second["id"]) == ("a", "b")
    assert first["text"] == sample().text
    assert [span["id"] for span in first["spans"]] == [f"T{n}" for n in range(1, 9)]
    assert [row["metric"] for row in first["figures"]] == ["17/19 tiêu chí", "9 hộ nghèo"]


def test_only_the_scripts_and_styles_of_the_policy_run_and_nothing_is_fetched() -> None:
    elements = Elements(page(sample()))
    policy = next(a["content"] for a, _ in elements.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    (script,) = [text for attributes, text in elements.all("script") if not attributes.get("type")]
    ((_, style),) = elements.all("style")
    for directive, content in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    for _, attributes, _ in elements.found:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src")]
        assert (attributes.get("href") or "data:").startswith("data:")


def test_hostile_words_add_no_element() -> None:
    clean = [tag for tag, _, _ in Elements(page(sample())).found]
    found = [tag for tag, _, _ in Elements(page(hostile())).found]
    assert set(found) == set(clean)
    assert found.count("script") == 3
    assert "img" not in found


def test_hostile_words_come_through_to_the_letter_but_for_half_surrogates() -> None:
    (record,) = data(page(hostile()))
    assert record["text"] == HOSTILE.replace("\ud800", "\ufffd")
    assert record["spans"][1]["attributes"] == {"<i>": "</noscript><script>", "__proto__": "x"}


@given(st.text(alphabet=st.characters() | st.sampled_from("<>&!-/\u2028\ud83d\ude00\r\n\"'`$")))
def test_any_text_keeps_its_code_points_and_its_place(text: str) -> None:
    html = page(Report(text, text))
    html.encode("utf-8")
    (record,) = data(html)
    assert record["text"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
    for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL):
        assert not re.search("[<>&\u2028\u2029\r\n]", block)


def test_without_script_there_are_plain_tables() -> None:
    plain = "".join(re.findall("<noscript>(.*?)</noscript>", page(sample()), re.DOTALL))
    for words in ("Lò Thị Thẩm", "UBND huyện Bắc Hà", "17/19 tiêu chí", "hộ nghèo", "<th>Họ và tên</th>"):
        assert words in plain


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_opens_in_a_language(language: str) -> None:
    assert f'<html lang="{language}">' in page(sample(), language=language)


def test_a_page_of_no_reports_is_a_page() -> None:
    assert data(page()) == []


def test_reports_are_written_as_they_come() -> None:
    class Sink(StringIO):
        def write(self, text: str) -> int:
            return len(text)

    def many() -> Iterator[Report]:
        for number in range(300):
            yield sample(f"report-{number}")

    write_page([sample()], Sink())
    tracemalloc.start()
    write_page(many(), Sink())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
