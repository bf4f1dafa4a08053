"""The same reports give the same tables in every process, whatever order its sets have."""

from __future__ import annotations

import pytest

from ..conftest import ROOT

PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
from govner.linking import link
from govner.schema import Report, Span, read_jsonl
from govner.values import with_attributes
from govner.values.tables import with_tables

text = "Huyện ủy Cần Đước và Đảng ủy thị trấn Cần Đước họp. Cần Đước có 17 xã, thị trấn."
places = {"Huyện ủy Cần Đước": "ORG", "Đảng ủy thị trấn Cần Đước": "ORG", "Cần Đước": "LOC", "17 xã": "METRIC"}
spans = tuple(
    Span(f"T{at}", text.rindex(name), text.rindex(name) + len(name), label, name)
    for at, (name, label) in enumerate(places.items())
)
for report in (Report("two", text, {}, spans), *read_jsonl(Path(sys.argv[1]))):
    bare = tuple(Span(span.id, span.start, span.end, span.label, span.text) for span in report.spans)
    read = with_attributes(report.text, bare, report.meta.get("date"))
    linked = replace(report, spans=read, relations=link(report.text, read), officials=None, figures=None)
    done = with_tables(linked)
    print(done.id, done.spans, done.relations, done.officials, done.figures)
"""


@pytest.fixture(scope="module")
def tables_of(start_program):
    def tables(seed: str) -> list[str]:
        corpus = ROOT / "training" / "data" / "heldout.jsonl"
        process = start_program("-c", PROGRAM, corpus, environment={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"})
        out, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        return out.decode().splitlines()

    return tables


def test_every_process_gives_the_same_tables(tables_of):
    first = tables_of("1")
    assert len(first) > 50
    for seed in ("2", "3", "4"):
        differing = [line.split(" ", 1)[0] for line, other in zip(first, tables_of(seed), strict=True) if line != other]
        assert differing == []
