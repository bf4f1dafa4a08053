"""Headless Chromium, and pages opened in it that may neither fetch nor complain."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from govner.io.page import write_page
from govner.schema import Report

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no Chromium to open pages in: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def open_html(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML as a file; at the end nothing was fetched and nothing complained of."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_one(html: str, *, size: tuple[int, int] = (1280, 800), **options: Any) -> Any:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        width, height = size
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
        page.goto(file.as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def open_page(open_html: Open) -> Open:
    """Opens the page of some reports."""

    def open_one(reports: Iterable[Report], **options: Any) -> Any:
        html = StringIO()
        write_page(reports, html)
        return open_html(html.getvalue(), **options)

    return open_one
