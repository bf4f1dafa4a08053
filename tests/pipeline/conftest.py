"""A small text, and stand-ins for the model, the linker and the values, to test the pipeline alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

import govner.linking
import govner.values
from govner.pipeline import components, language
from govner.schema import Figure, Official, Position, Relation, Span

TEXT = (
    "Ông Lường Văn Khuê, Chủ tịch UBND huyện Na Hang cho biết:\r\n"
    "  huyện Na Hang đạt 14/19 tiêu chí;  xã Đà Vị đạt 7,5 tỷ đồng."
)
PATTERNS = {
    "PERSON": r"Lường Văn Khuê",
    "TITLE": r"Chủ tịch",
    "ORG": r"UBND huyện Na Hang",
    "LOC": r"(?<!UBND )huyện Na Hang|xã Đà Vị",
    "METRIC": r"14/19 tiêu chí|7,5 tỷ đồng",
}


class FakeTagger:
    """Finds what `PATTERNS` says; like a session of a runtime, it works in no process but its own."""

    def __init__(self, directory: Path):
        self.directory = directory
        self._process = os.getpid()

    def tag(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        if os.getpid() != self._process:
            raise RuntimeError("a session has crossed into another process")
        for text in texts:
            if "\0" in text:
                raise ValueError("a text that breaks the model")
            found = sorted(
                (match.start(), match.end(), label)
                for label, pattern in PATTERNS.items()
                for match in re.finditer(pattern, text)
            )
            yield tuple(
                Span(f"T{number}", start, end, label, text[start:end], {}, 0.5 + number / 64, "model")
                for number, (start, end, label) in enumerate(found, start=1)
            )

    def __reduce__(self) -> str:
        raise TypeError("a live session was pickled")


def fake_load(model: str | Path, runtime: str = "auto", threads: int | None = None) -> FakeTagger:
    return FakeTagger(Path(model))


def fake_link(text: str, spans: Sequence[Span]) -> tuple[Relation, ...]:
    """Each span belongs to the one before it, where the signature of a relation allows that."""
    labels = {
        ("PERSON", "TITLE"): "HOLDS_POSITION",
        ("TITLE", "ORG"): "POSITION_AT",
        ("LOC", "METRIC"): "HAS_RESULT",
    }
    return tuple(
        Relation(head.id, tail.id, labels[head.label, tail.label], 0.75)
        for head, tail in pairwise(spans)
        if (head.label, tail.label) in labels
    )


def fake_with_attributes(text: str, spans: Sequence[Span], date: str | None = None) -> tuple[Span, ...]:
    return tuple(
        Span(s.id, s.start, s.end, s.label, s.text, _values(s, date) if s.label == "METRIC" else {}) for s in spans
    )


def _values(span: Span, date: str | None) -> dict[str, str]:
    return {"value": span.text.split()[0]} | ({"period": date} if date else {})


def fake_officials(text: str, spans: Sequence[Span], relations: Sequence[Relation], *_: object) -> tuple[Official, ...]:
    by_id = {span.id: span for span in spans}
    return tuple(
        Official(by_id[r.head].text, (r.head,), (Position(by_id[r.tail].text, r.tail, None, None, text, r.score),))
        for r in relations
        if r.label == "HOLDS_POSITION"
    )


def fake_figures(text: str, spans: Sequence[Span], relations: Sequence[Relation], *_: object) -> tuple[Figure, ...]:
    by_id = {span.id: span for span in spans}
    empty = dict.fromkeys(field.name for field in fields(Figure))
    return tuple(
        Figure(
            **empty
            | {
                "metric": by_id[r.tail].text,
                "metric_id": r.tail,
                "owner": by_id[r.head].text,
                "owner_id": r.head,
                "owner_inferred": False,
                "aim": "result",
                "evidence": by_id[r.tail].attributes.get("value", ""),
            }
        )
        for r in relations
        if r.label == "HAS_RESULT"
    )


@pytest.fixture(autouse=True)
def fakes(monkeypatch):
    """Put the stand-ins where the components look for the real ones."""
    monkeypatch.setattr(components, "load_tagger", fake_load)
    monkeypatch.setattr(govner.linking, "link", fake_link, raising=False)
    monkeypatch.setattr(govner.values, "with_attributes", fake_with_attributes, raising=False)
    monkeypatch.setattr(govner.values, "officials", fake_officials, raising=False)
    monkeypatch.setattr(govner.values, "figures", fake_figures, raising=False)


@pytest.fixture
def text():
    return TEXT


@pytest.fixture
def model(tmp_path):
    """A folder of model files, with some beside them that no saved pipeline may have."""
    folder = tmp_path / "fake-model"
    (folder / "onnx").mkdir(parents=True)
    (folder / ".cache").mkdir()
    for name in ("config.json", "onnx/model.onnx", "optimizer.pt", "modeling.py", ".cache/lock.json"):
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.fixture
def nlp(model):
    return language.load(model)


@pytest.fixture
def add_components(model):
    """Puts the three components at the end of any pipeline."""

    def add(nlp):
        nlp.add_pipe("govner_tagger", config={"model": str(model)})
        nlp.add_pipe("govner_linker")
        nlp.add_pipe("govner_values")
        return nlp

    return add
