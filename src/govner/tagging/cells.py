"""The bare numbers in the cells of tables, many of which the network passes over: a report tells figures there.

All 146 such cells of the corpus are METRICs. What only counts rows and columns, years, days, telephone numbers and the
numbers of papers are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govner.knowledge.figures.nofigures import is_no_figure
from govner.text.listings import Stretch
from govner.text.tables import ordinals, tables

_NUMBER = re.compile(r"(?!(?:19|20)\d\d(?![\d.,/% ]))(?!0\d)[-+]?\d{1,8}(?:[.,]\d+)*(?:/\d+)?\s?%?")
_NO_FIGURES = re.compile(
    r"(?:(?:ngày|tháng|thời|mã|điện thoại|sđt|cmnd|cccd|lớp|khóa|số (?:hiệu|điện thoại|quyết định|văn bản|cmnd|cccd|"
    r"nhà|thửa|tờ))(?!\w)|số ?/)",
    re.IGNORECASE,
)
"""What opens the names of columns of other numbers."""


def bare_figures(text: str) -> Iterator[Stretch]:
    """The cells of tables that hold a figure and nothing else."""
    counting = ordinals(text)
    for table in tables(text):
        columns = [at for at, names in enumerate(table.names) if at and not _NO_FIGURES.match(text[slice(*names[-1])])]
        for row in table.rows:
            for start, end in (row[column] for column in columns):
                is_number = start not in counting and _NUMBER.fullmatch(text, start, end)
                if is_number and not is_no_figure(text[start:end]):
                    yield start, end
