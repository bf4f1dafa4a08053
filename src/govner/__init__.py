"""Officials and figures from Vietnamese local-government reports.

    import govner
    report = govner.extract(text)      # a frozen Report: spans, relations, officials, figures
    nlp = govner.load()                # the same as a spaCy pipeline

The names below are loaded when they are first used, so that `import govner` is quick and needs neither spaCy nor a
model.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govner.extractor import extract
    from govner.io.frames import from_datasets, to_datasets, to_pandas
    from govner.io.page.rendering import render
    from govner.knowledge.figures import parse_figure
    from govner.knowledge.positions import parse_position
    from govner.merging import merge
    from govner.pipeline.language import load
    from govner.schema import (
        Figure,
        FormatError,
        GovnerError,
        Official,
        Position,
        Relation,
        Report,
        Span,
        read_jsonl,
    )

_HOMES = {
    "extract": "govner.extractor",
    "from_datasets": "govner.io.frames",
    "load": "govner.pipeline.language",
    "merge": "govner.merging",
    "parse_figure": "govner.knowledge.figures",
    "parse_position": "govner.knowledge.positions",
    "render": "govner.io.page.rendering",
    "to_datasets": "govner.io.frames",
    "to_pandas": "govner.io.frames",
    "Figure": "govner.schema",
    "FormatError": "govner.schema",
    "GovnerError": "govner.schema",
    "Official": "govner.schema",
    "Position": "govner.schema",
    "Relation": "govner.schema",
    "Report": "govner.schema",
    "Span": "govner.schema",
    "read_jsonl": "govner.schema",
}

__all__ = [
    "Figure",
    "FormatError",
    "GovnerError",
    "Official",
    "Position",
    "Relation",
    "Report",
    "Span",
    "extract",
    "from_datasets",
    "load",
    "merge",
    "parse_figure",
    "parse_position",
    "read_jsonl",
    "render",
    "to_datasets",
    "to_pandas",
]

try:
    __version__ = version("govner")
except PackageNotFoundError:
    __version__ = "0.0.0"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
