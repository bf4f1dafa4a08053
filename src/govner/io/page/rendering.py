"""The page in a notebook, or as a file of its own."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from govner.io.docs import as_report, as_reports
from govner.io.output import check_place, write_whole
from govner.io.page.writing import Language, write_page
from govner.schema import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Page:
    """A report page; `str(page)` is its HTML. It shows itself in a notebook, in a frame of `height` pixels.

    The frame keeps the page's script from the notebook around it.
    """

    html: str = field(repr=False)
    height: int = 720

    def __str__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        style = f"width: 100%; height: {self.height}px; border: 0; border-radius: 10px"
        page = html.escape(self.html)
        return f'<iframe title="govner" sandbox="allow-scripts" style="{style}" srcdoc="{page}"></iframe>'

    def save(self, path: str | Path) -> None:
        """Write the page to a file, which is whole or not there.

        Raises:
            GovnerError: the path is a folder, or its folder does not exist.
            OSError: the file cannot be written.
        """
        check_place(Path(path))
        write_whole(Path(path), self.html)


def render(items: Report | Doc | Iterable[Report | Doc], *, language: Language = "vi", height: int = 720) -> Page:
    """The report page of one or more reports, or of Docs that the pipeline has read.

    `language`, `vi` or `en`, is that of the page's own words at first; the reader can switch.

    Raises:
        GovnerError: the page has no words in the language.
        TypeError: an item is neither a Report nor a Doc.
    """
    page = StringIO()
    write_page(_reports(items), page, language=language)
    return Page(page.getvalue(), height)


def _reports(items: Report | Doc | Iterable[Report | Doc]) -> Iterable[Report]:
    # A Doc is an iterable too: of its tokens.
    if isinstance(items, Iterable) and not hasattr(items, "ents"):
        return as_reports(items)
    return [as_report(cast("Report | Doc", items))]
