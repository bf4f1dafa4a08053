"""Pages of the site that lie elsewhere in the repository, the README its front page; marks for labelled words; columns.

A page from elsewhere is taken as it is, but for links between files, which become links between pages.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from govner.io.tables import TABLES, Table

PAGES = {
    "README.md": "index.md",
    "README.vi.md": "vi.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
    "models/README.md": "models/index.md",
    "models/govner-small/README.md": "models/govner-small.md",
    "models/govner-tiny/README.md": "models/govner-tiny.md",
    "models/phobert-base/README.md": "models/phobert-base.md",
    "models/phobert-large/README.md": "models/phobert-large.md",
    "training/data/README.md": "corpus.md",
    "training/readings/README.md": "readings.md",
    "notebooks/tour.ipynb": "notebooks/tour.ipynb",
    "notebooks/retraining.ipynb": "notebooks/retraining.ipynb",
    "notebooks/evaluation.ipynb": "notebooks/evaluation.ipynb",
    "NOTICE": "NOTICE.txt",
    "src/govner/report.schema.json": "report.schema.json",
}
"""A file of the repository -> its place in the site."""

_SPAN = re.compile(r"\[(PERSON|TITLE|ORG|LOC|METRIC) ([^\]]+)\]")
_COLUMNS = re.compile(r"<!-- columns of (\w+) -->")
_LINK = re.compile(r"(?<=\]\()(?P<path>[^)\s:#]+)(?P<anchor>#[^)\s]*)?(?=\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie outside `docs`."""
    root = Path(config.config_file_path).parent
    for source, page in PAGES.items():
        content = (root / source).read_text(encoding="utf-8")
        content = site_links(content, source, page) if page.endswith(".md") else content
        files.append(File.generated(config, page, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Show `[LABEL words]` as words with a mark of their label, and the columns of tables as the code has them."""
    place = page.file.src_uri
    linked = markdown if place in PAGES.values() else site_links(markdown, f"docs/{place}", place)
    marked = _SPAN.sub(r'<span class="span \1"><small>\1</small>&nbsp;\2</span>', linked)
    return _COLUMNS.sub(lambda match: _columns(TABLES[match[1]]), marked)


def _columns(table: Table) -> str:
    rows = (f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in table.columns)
    return "\n".join(["| column | kind | meaning |", "|---|---|---|", *rows])


def site_links(content: str, source: str, page: str) -> str:
    """The content of a file with its links to other files leading to their pages.

    A link to what is no page stays, so that the build tells of it.
    """

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), match["path"]))
        known = PAGES.get(target) or PAGES.get(f"{target}/README.md")
        if known is None and target.startswith("docs/"):
            known = target.removeprefix("docs/")
        if known is None:
            return match[0]
        return posixpath.relpath(known, posixpath.dirname(page) or ".") + (match["anchor"] or "")

    return _LINK.sub(link, content)
