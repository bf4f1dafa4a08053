"""Small invented reports for the page."""

from __future__ import annotations

from govner.schema import Figure, Official, Position, Relation, Report, Span

TEXT = (
    "Sáng 14/10/2024, bà Lò Thị Thẩm, Chủ tịch UBND huyện Bắc Hà, chủ trì cuộc họp. Cùng dự có ông Vừ A Ánh.\n\n"
    "Xã Tà Chải đạt 17/19 tiêu chí. Xã Tà Chải phấn đấu còn 9 hộ nghèo."
)


def span(text: str, name: str, words: str, label: str, *, nth: int = 0) -> Span:
    """The span of the nth occurrence of words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(name, start, start + len(words), label, words, score=0.9, source="model")


def position(title: Span, body: Span | None, evidence: str) -> Position:
    return Position(
        title=title.text,
        title_id=title.id,
        body=body and body.text,
        body_id=body and body.id,
        evidence=evidence,
        score=0.8,
        canonical="Chủ tịch Ủy ban nhân dân huyện Bắc Hà",
        gloss="Chairman of the District People's Committee",
        place="huyện Bắc Hà",
        place_code="085/2025",
        inferred=True,
    )


def figure(metric: Span, owner: Span | None, evidence: str, **values: object) -> Figure:
    cells: dict[str, object] = dict.fromkeys(
        ("kind", "value_max", "total", "per", "qualifier", "direction", "basis", "indicator", "period")
    )
    cells |= {"aim": "result", "value": 1, "unit": "hộ", "score": 0.7} | values
    return Figure(
        metric=metric.text,
        metric_id=metric.id,
        owner=owner and owner.text,
        owner_id=owner and owner.id,
        evidence=evidence,
        **cells,  # type: ignore[arg-type]
    )


def sample(report_id: str = "bac-ha.txt", text: str = TEXT) -> Report:
    """A report with two officials, one without a post, and two figures of one commune."""
    person = span(text, "T1", "Lò Thị Thẩm", "PERSON")
    title = span(text, "T2", "Chủ tịch", "TITLE")
    body = span(text, "T3", "UBND huyện Bắc Hà", "ORG")
    other = span(text, "T4", "Vừ A Ánh", "PERSON")
    first, second = span(text, "T5", "Xã Tà Chải", "LOC"), span(text, "T7", "Xã Tà Chải", "LOC", nth=1)
    reached, left = span(text, "T6", "17/19 tiêu chí", "METRIC"), span(text, "T8", "9 hộ nghèo", "METRIC")
    chaired = text[: text.index(" Cùng")]
    done, planned = "Xã Tà Chải đạt 17/19 tiêu chí.", "Xã Tà Chải phấn đấu còn 9 hộ nghèo."
    return Report(
        id=report_id,
        text=text,
        meta={"date": "2024-10-14"},
        spans=(person, title, body, other, first, reached, second, left),
        relations=(
            Relation("T1", "T2", "HOLDS_POSITION", 0.9),
            Relation("T2", "T3", "POSITION_AT", 0.9),
            Relation("T5", "T6", "HAS_RESULT", 0.9),
            Relation("T7", "T8", "HAS_TARGET", 0.9),
        ),
        officials=(
            Official("Lò Thị Thẩm", ("T1",), (position(title, body, chaired),)),
            Official("Vừ A Ánh", ("T4",), ()),
        ),
        figures=(
            figure(reached, first, done, kind="fraction", value=17, total=19, unit="tiêu chí", indicator="tiêu chí"),
            figure(left, second, planned, kind="count", value=9, aim="target", indicator="hộ nghèo", period="2025"),
        ),
    )


HOSTILE = (
    "</script><script>window.hacked = 1</script><!--<script>\n"
    '<img src="https://example.invalid/x.png" onerror="window.hacked = 2">\n'
    "\x1b[31mđỏ\x1b[0m \u202engược\u202c \u2028\u2029 \ud800 \x00 &lt;b&gt; ${1} `x` 9 xã"
)


def hostile() -> Report:
    """A report that tries to run scripts, load pictures and break the page with every word of it."""
    metric = span(HOSTILE, "<b onclick='window.hacked = 3'>", "9 xã", "METRIC")
    place = span(HOSTILE, '"><img src=x onerror=alert(1)>', "</script><script>window.hacked = 1</script>", "LOC")
    metric = Span(
        metric.id, metric.start, metric.end, "METRIC", metric.text, {"<i>": "</noscript><script>", "__proto__": "x"}
    )
    words = "</noscript><script>window.hacked = 4</script>\u202e\ud800"
    return Report(
        id=words,
        text=HOSTILE,
        meta={"title": words, "file": words, "date": words, "pages": words},
        spans=(place, metric),
        relations=(Relation(place.id, metric.id, "HAS_RESULT"),),
        officials=(),
        figures=(figure(metric, place, HOSTILE, indicator=words, unit=words, period=words, kind="constructor"),),
    )
