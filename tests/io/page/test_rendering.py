from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

import govner
from govner.schema import GovnerError

from .samples import hostile, sample


def test_one_report_or_many_make_a_page() -> None:
    one, many = str(govner.render(sample("a"))), str(govner.render(sample(name) for name in "abc"))
    assert one.count('class="rows"') == 1
    assert many.count('class="rows"') == 3
    assert str(govner.render([sample("a")])) == one


def test_a_doc_makes_the_page_of_its_report() -> None:
    from govner.pipeline.storage import report_from_doc

    spacy = pytest.importorskip("spacy")
    doc = spacy.blank("xx")("Họp tại xã Tà Chải.")
    assert str(govner.render(doc)) == str(govner.render(report_from_doc(doc)))


@pytest.mark.parametrize("item", [3, None, [3], "văn bản"])
def test_what_is_no_report_is_refused(item: object) -> None:
    with pytest.raises(TypeError, match="a Report or a spaCy Doc is wanted"):
        govner.render(item)


@pytest.mark.parametrize("language", ['vi"><img src=x>', "VI", "", None, ["vi"]])
def test_a_language_that_the_page_has_not_is_refused(language: object) -> None:
    with pytest.raises(GovnerError, match=r"^no page in the language .*; there are: vi, en$"):
        govner.render([], language=language)


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    page = govner.render(hostile(), height=500)
    frame = page._repr_html_()
    found = re.fullmatch(
        r'<iframe title="govner" sandbox="allow-scripts" style="([^"]*)" srcdoc="([^"]*)"></iframe>', frame
    )
    assert found
    assert "height: 500px" in found[1]
    assert html.unescape(found[2]) == str(page)


def test_a_page_is_saved_whole(tmp_path: Path) -> None:
    page = govner.render(hostile(), language="en")
    page.save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes().decode() == str(page)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_page_is_not_saved_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(GovnerError, match="there is no folder"):
        govner.render(sample()).save(tmp_path / "none" / "page.html")


def test_showing_a_page_in_a_log_does_not_print_it() -> None:
    assert repr(govner.render(sample())) == "Page(height=720)"
