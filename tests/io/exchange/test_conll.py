from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities

from govner.io import exchange
from govner.schema import FormatError, Report, Span

from .samples import REPORT, reports

TEXT = "Bà Lò Thị Sương: xã Đà Vị đạt 7,5 tỷ. Xã khác chưa."
WRITTEN = """\
# id = "a.txt"
# meta = {"date": null}
# text = "Bà Lò Thị Sương: xã Đà Vị đạt 7,5 tỷ. Xã khác chưa."
Bà\t0\t2\t_\tO
Lò\t3\t5\tT2\tB-PERSON
Thị\t6\t9\t_\tI-PERSON
Sương\t10\t15\t_\tI-PERSON
:\t15\t16\t_\tO
xã\t17\t19\tT1\tB-LOC
Đà\t20\t22\t_\tI-LOC
Vị\t23\t25\t_\tI-LOC
đạt\t26\t29\t_\tO
7,5\t30\t33\t_\tO
tỷ\t34\t36\t_\tO
.\t36\t37\t_\tO

Xã\t38\t40\t_\tO
khác\t41\t45\t_\tO
chưa\t46\t50\t_\tO
.\t50\t51\t_\tO

"""
SPANS = (Span("T2", 3, 15, "PERSON", "Lò Thị Sương"), Span("T1", 17, 25, "LOC", "xã Đà Vị"))


def written(*given_reports: Report) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.conll")
        exchange.write(given_reports, path)
        return path.read_text(encoding="utf-8")


def read_back(content: str) -> list[Report]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.conll")
        path.write_text(content, encoding="utf-8", newline="")
        return list(exchange.read(path))


def test_a_file_has_a_token_a_line_and_a_sentence_a_block():
    report = Report("a.txt", TEXT, {"date": None}, SPANS)
    assert written(report) == WRITTEN
    assert read_back(WRITTEN * 2) == [report, report]


def test_readers_of_the_first_and_last_column_get_tokens_and_strict_iob2():
    rows = [line.split("\t") for line in written(REPORT).splitlines() if line and not line.startswith("# ")]
    tokens, tags = [row[0] for row in rows], [row[-1] for row in rows]
    found = [(label, "".join(tokens[first : last + 1])) for label, first, last in get_entities(tags)]
    in_order = sorted(REPORT.spans, key=lambda span: span.start)
    assert found == [(span.label, "".join(span.text.split())) for span in in_order]
    assert len(Entities([tags], IOB2).entities[0]) == len(in_order)


def test_a_span_that_begins_and_ends_inside_tokens_comes_back_exactly():
    text = "TP.Đà Lạt(VNĐ)12,5"
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = Span("T1", start, end, "LOC", text[start:end])
            if span.text == span.text.strip():
                assert read_back(written(Report("a", text, {}, (span,))))[0].spans == (span,)


def test_two_spans_of_one_label_side_by_side_stay_two():
    text = "xã.A"
    spans = (Span("T1", 0, 2, "LOC", "xã"), Span("T2", 2, 4, "LOC", ".A"))
    assert read_back(written(Report("a", text, {}, spans)))[0].spans == spans


def test_a_span_over_a_sentence_end_keeps_its_sentences_together():
    text = "Xã A.\nXã B."
    span = Span("T1", 0, 10, "LOC", text[:10])
    content = written(Report("a", text, {}, (span,)))
    assert content.count("\n\n") == 1
    assert read_back(content)[0].spans == (span,)


@given(report=reports())
def test_of_any_report_text_meta_and_the_spans_that_tags_can_tell_come_back(report):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.conll")
        lost = exchange.write([report], path)
        (back,) = exchange.read(path)
    assert (back.id, back.text, back.meta) == (report.id, report.text, report.meta)
    trimmed = {(span.start + len(span.text) - len(span.text.lstrip()), span.label) for span in report.spans}
    assert {(span.start, span.label) for span in back.spans} <= trimmed
    assert len(back.spans) + lost["spans of white space"] + lost["spans that overlap others"] == len(report.spans)
    if not +lost:
        plain = sorted((dataclasses.replace(span, attributes={}) for span in report.spans), key=lambda s: s.start)
        assert back.spans == tuple(plain)


def test_corrected_tags_are_taken():
    content = WRITTEN.replace("Vị\t23\t25\t_\tI-LOC", "Vị\t23\t25\t_\tO").replace(
        "7,5\t30\t33\t_\tO", "7,5\t30\t33\t_\tB-METRIC"
    )
    (report,) = read_back(content)
    assert [(span.id, span.text) for span in report.spans] == [("T2", "Lò Thị Sương"), ("T1", "xã Đà"), ("T3", "7,5")]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Bà\t0\t2\t_\tO", "Bà O", "line 4: five columns are wanted"),
        ("Bà\t0\t2", "Ông\t0\t2", "line 4: the text has no 'Ông'"),
        ("_\tO\nLò", "_\tI-LOC\nLò", "line 4: the tag 'I-LOC' continues no span"),
        ("I-PERSON\nS", "I-LOC\nS", "line 6: the tag 'I-LOC' continues no span"),
        ("B-PERSON", "PERSON", "line 5: the tag 'PERSON'"),
        ('# id = "a.txt"\n', "", "line 1: no '# id' before the first token"),
        (
            "B-LOC\nĐà\t20\t22\t_\tI-LOC\nVị\t23\t25\t_\tI-LOC",
            "B-PER\nĐà\t20\t22\t_\tO\nVị\t23\t25\t_\tO",
            "unknown label 'PER'",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(old, new, fault):
    assert old in WRITTEN
    with pytest.raises(FormatError, match=r"a\.conll, .*") as refused:
        read_back(WRITTEN.replace(old, new))
    assert fault in str(refused.value)
