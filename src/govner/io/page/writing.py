"""Writing the page: the template with its style and script, and the data of each report between them.

The page is safe to open whatever the reports hold. Their data is JSON in elements that no browser runs, with every
character that could end such an element or a line of script escaped; the script makes the page of it with text nodes
alone. The policy in the page's head lets the browser run that script, use that style, and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from string import Template
from typing import Literal, TextIO, get_args

from govner.io.page.records import Record, page_record
from govner.schema import GovnerError, Report

Language = Literal["vi", "en"]

_SCRIPTS = ("words.js", "text.js", "arcs.js", "tables.js", "page.js")
"""In the order in which they build on one another."""
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_OFFICIALS = {"name": "Họ và tên", "title": "Chức vụ", "body": "Cơ quan", "place": "Địa bàn"}
_FIGURES = {"owner": "Địa phương, đơn vị", "indicator": "Chỉ tiêu", "metric": "Số liệu", "period": "Kỳ"}
_TEXT = ("text", "spans", "relations")
"""What the page reads of a report when that report is to be shown."""
_REPORTS = "<!-- reports -->\n"


def write_page(reports: Iterable[Report], file: TextIO, *, language: Language = "vi") -> None:
    """Write the page of any number of reports, read one by one; open the file with the encoding UTF-8.

    `language` is that of the page's own words at first; the reader can switch.

    Raises:
        GovnerError: the page has no words in the language.
    """
    if language not in get_args(Language):
        raise GovnerError(f"no page in the language {language!r}; there are: {', '.join(get_args(Language))}")
    before, after = _frame(language).split(_REPORTS)
    file.write(before)
    for report in reports:
        file.writelines(_report(page_record(report)))
    file.write(after)


def _frame(language: Language) -> str:
    """The page without reports."""
    style = _asset("style.css")
    script = "".join(_asset(name) for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(_asset("page.html")).substitute(policy=policy, style=style, script=script, language=language)


def _asset(name: str) -> str:
    return files("govner.io.page").joinpath("assets", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _report(record: Record) -> Iterator[str]:
    text = {key: record[key] for key in _TEXT if key in record}
    rows = {key: record[key] for key in record if key not in _TEXT}
    yield f'<script type="application/json" class="rows">{_json(rows)}</script>'
    yield f'<script type="application/json">{_json(text)}</script>\n'
    yield _without_script(record)


def _json(record: Record) -> str:
    """JSON that neither HTML nor a line of script can end; half a surrogate pair is shown as a missing character."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATES.sub("\ufffd", line).translate(_ESCAPES)


def _without_script(record: Record) -> str:
    """The tables for a reader whose browser runs no script."""
    officials = _table(_OFFICIALS, record.get("officials", ()))
    figures = _table(_FIGURES, record.get("figures", ()))
    return f"<noscript><h2>{_escape(record.get('title') or record['id'])}</h2>{officials}{figures}</noscript>\n"


def _table(columns: Mapping[str, str], rows: Iterable[Record]) -> str:
    head = "".join(f"<th>{heading}</th>" for heading in columns.values())
    body = "".join(f"<tr>{_cells(row, columns)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>" if body else ""


def _cells(row: Record, keys: Iterable[str]) -> str:
    return "".join(f"<td>{_escape(row.get(key, ''))}</td>" for key in keys)


def _escape(words: str) -> str:
    return html.escape(_SURROGATES.sub("\ufffd", words))
