"""Two reports with something in every table, made by hand."""

from __future__ import annotations

import dataclasses

from govner.schema import Figure, Official, Position, Relation, Report, Span

TEXT = (
    "BÁO CÁO\n\n"
    "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc, phát biểu. Ông Hà Lâm dự.\n\n"
    "Xã Tân Minh: 125 hộ, kế hoạch 150 hộ."
)


def span(number: int, label: str, words: str, **more: object) -> Span:
    start = TEXT.index(words)
    return Span(f"T{number}", start, start + len(words), label, words, **more)  # type: ignore[arg-type]


def figure(**changes: object) -> Figure:
    fields: dict[str, object] = dict.fromkeys(Figure.__dataclass_fields__)
    fields |= {"metric": "125 hộ", "metric_id": "T5", "owner": "Xã Tân Minh", "owner_id": "T6", "aim": "result"}
    fields |= {"evidence": "Xã Tân Minh: 125 hộ, kế hoạch 150 hộ.", "owner_inferred": False}
    return Figure(**(fields | changes))  # type: ignore[arg-type]


CHAIR = Position(
    *("Chủ tịch", "T2", "UBND huyện Đà Bắc", "T3", "Ông Đinh Văn Phúc, Chủ tịch ...", 0.75),
    role="Chủ tịch",
    canonical="Chủ tịch Ủy ban nhân dân huyện Đà Bắc",
    place="huyện Đà Bắc",
    place_code="150/2025",
    mentions=("T2",),
)
FIRST = Report(
    "a.pdf",
    TEXT,
    meta={
        "file": "in/a.pdf",
        "format": "pdf",
        "title": "Báo cáo",
        "date": "2024-10-14",
        "pages": [0, TEXT.index("Xã Tân Minh")],
    },
    spans=(
        span(1, "PERSON", "Đinh Văn Phúc", score=0.9, source="model"),
        span(2, "TITLE", "Chủ tịch"),
        span(3, "ORG", "UBND huyện Đà Bắc"),
        span(4, "PERSON", "Hà Lâm"),
        span(5, "METRIC", "125 hộ", attributes={"kind": "count", "value": "125", "unit": "hộ"}, source="rule"),
        span(6, "LOC", "Xã Tân Minh"),
        span(7, "METRIC", "150 hộ"),
    ),
    relations=(
        Relation("T1", "T2", "HOLDS_POSITION", 0.75),
        Relation("T2", "T3", "POSITION_AT"),
        Relation("T6", "T5", "HAS_RESULT"),
    ),
    officials=(Official("Đinh Văn Phúc", ("T1",), (CHAIR,)), Official("Hà Lâm", ("T4",), ())),
    figures=(
        figure(value=125, unit="hộ", kind="count", indicator="hộ thoát nghèo", owner_unit="xã Tân Minh", score=0.25),
        figure(metric="150 hộ", metric_id="T7", value=150, unit="hộ", owner=None, owner_id=None, aim=None),
    ),
)
SECOND = dataclasses.replace(
    FIRST,
    id="b.txt",
    meta={"date": "2024-12-01"},
    officials=(Official("Hà Lâm", ("T4",), (CHAIR, dataclasses.replace(CHAIR, body=None, body_id=None, former=True))),),
    figures=(
        figure(value=125, unit="hộ", indicator="hộ", owner_unit="xã Tân Minh", owner_code="04900/2025"),
        figure(value=150, unit="hộ", indicator="hộ", owner_unit="xã Tân Minh", owner_code="04900/2025", aim="target"),
    ),
)
REPORTS = (FIRST, SECOND)

_LONG = "ủy ban " * 200_000
HOSTILE = tuple(
    Report(
        f"{number} {words[:20]}",
        words,
        meta={"file": words, "title": words, "of": {"words": words, "deep": [[[None]]]}},
        spans=(Span("T1", 0, len(words), "METRIC", words, {"basis": words}, source=words),),
        officials=(Official(words, ("T1",), (Position(words, "T1", words, "T1", words, mentions=("T1", "T1")),)),),
        figures=(figure(metric=words, metric_id="T1", owner=words, owner_id="T1", evidence=words, value=10**400),),
    )
    for number, words in enumerate(
        (
            "a\0b",
            "\0",
            "=1+1",
            "@x",
            "'; DROP TABLE reports; --",
            '"',
            "\r\n",
            "\u0000\ufeff",
            "hòa" * 3,
            "𝔸\u2028",
            _LONG,
        )
    )
)
"""Reports of words that are hard on files of tables; their values are too large for floating-point numbers."""
UNENCODABLE = Report("c", "Xã \ud83d có 5", {"title": "\udc00"}, (Span("T1", 5, 9, "LOC", "có 5"[:4]),))
"""A report with halves of surrogate pairs before its span."""
