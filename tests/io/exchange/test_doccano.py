from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from govner.io import exchange
from govner.schema import FormatError, Report

from .samples import REPORT, TEXT

NAME = "all.doccano.jsonl"


def exported(folder: Path, *reports: Report) -> list[dict[str, Any]]:
    exchange.write(reports, folder / NAME)
    return [json.loads(line) for line in (folder / NAME).read_text(encoding="utf-8").splitlines()]


def imported(folder: Path, *documents: object, lost: Counter[str] | None = None) -> list[Report]:
    (folder / NAME).write_text("".join(f"{json.dumps(item)}\n" for item in documents), encoding="utf-8")
    return list(exchange.read(folder / NAME, lost=lost))


def stored(document: dict[str, Any]) -> dict[str, Any]:
    """The document as doccano exports it: numbers of its own, spans by their place, the other keys as they were."""
    document = copy.deepcopy(document)
    numbers = {}
    for number, entity in enumerate(sorted(document["entities"], key=lambda item: item["start_offset"]), start=1662):
        numbers[entity["id"]] = entity["id"] = number
    document["entities"].sort(key=lambda item: item["start_offset"])
    for number, relation in enumerate(reversed(document["relations"]), start=273):
        relation.update(id=number, from_id=numbers[relation["from_id"]], to_id=numbers[relation["to_id"]])
    document["relations"].reverse()
    return {"id": 99, **document, "Comments": []}


def test_what_doccano_renumbers_comes_back_identical(tmp_path):
    (document,) = exported(tmp_path, REPORT)
    assert imported(tmp_path, stored(document)) == [REPORT]


def test_offsets_are_utf_16_code_units_of_a_text_without_carriage_returns(tmp_path):
    (document,) = exported(tmp_path, REPORT)
    text = document["text"]
    assert not set(text) & set("\r\0")
    units = text.encode("utf-16-le")
    for span, entity in zip(REPORT.spans, document["entities"], strict=True):
        words = units[2 * entity["start_offset"] : 2 * entity["end_offset"]].decode("utf-16-le")
        assert words == span.text
    assert document["entities"][0]["start_offset"] == REPORT.spans[0].start + 1


def test_numbers_are_not_used_twice_in_a_file(tmp_path):
    documents = exported(tmp_path, REPORT, dataclasses.replace(REPORT, id="khác"))
    numbers = [entity["id"] for document in documents for entity in document["entities"]]
    assert len(set(numbers)) == len(numbers) == 2 * len(REPORT.spans)


def test_a_changed_span_loses_its_own_attributes_and_no_others(tmp_path):
    (document,) = exported(tmp_path, REPORT)
    document = stored(document)
    entity = next(e for e in document["entities"] if TEXT.index("trên 31") + 1 == e["start_offset"])
    entity["start_offset"] += len("trên ")
    (report,) = imported(tmp_path, document)
    spans = {span.text: span for span in report.spans}
    assert spans["31,45 tỷ đồng"].attributes == {}
    assert spans["31,45 tỷ đồng"].id == "T4"
    assert spans["14/19 tiêu chí"] == REPORT.spans[5]
    assert [(r.head, r.tail) for r in report.relations if r.tail == "T4"] == [("T7", "T4")]
    assert len(report.relations) == len(REPORT.relations)


def test_a_relabelled_span_loses_its_attributes(tmp_path):
    (document,) = exported(tmp_path, dataclasses.replace(REPORT, relations=()))
    document["entities"][4]["label"] = "LOC"
    (report,) = imported(tmp_path, document)
    assert [(s.label, s.attributes) for s in report.spans if s.start == REPORT.spans[4].start] == [("LOC", {})]


def test_a_project_without_relations_gives_spans_as_lists_and_keeps_relations(tmp_path):
    (document,) = exported(tmp_path, REPORT)
    entities = document.pop("entities")
    document.pop("relations")
    document["label"] = sorted([e["start_offset"], e["end_offset"], e["label"]] for e in entities)
    assert imported(tmp_path, document) == [REPORT]
    document["label"] = document["label"][1:]
    (report,) = imported(tmp_path, document)
    assert report.spans == REPORT.spans[1:]
    assert report.relations == REPORT.relations[1:]


def test_documents_of_other_origin_are_read(tmp_path):
    document = {"id": 3, "text": "📈 xã A", "label": [[3, 5, "LOC"]], "topic": "nông thôn", "Comments": ["?", "!"]}
    lost: Counter[str] = Counter()
    (report,) = imported(tmp_path, document, lost=lost)
    assert (report.id, report.meta) == (f"{NAME}#3", {"topic": "nông thôn"})
    assert [(span.id, span.text) for span in report.spans] == [("T1", "xã")]
    assert +lost == {"comments": 2}


def test_a_document_without_text_is_left_out_and_counted(tmp_path):
    lost = exchange.write([REPORT, Report("rỗng", "")], tmp_path / NAME)
    assert lost == {"documents without text": 1}
    assert list(exchange.read(tmp_path / NAME)) == [REPORT]


def _replacing(character: int) -> str:
    """The record of the text "abc" that says which character was in the place of its first."""
    digest = hashlib.sha256(b"abc").hexdigest()[:16]
    return json.dumps({"id": "a", "replaced": [[0, character]], "digest": digest})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "khác"}, "the text is not the one that was exported as"),
        ({"govner": "{"}, "no JSON"),
        ({"govner": "{}"}, "is broken; leave it as it was written"),
        ({"text": "abc", "govner": _replacing(1_000_000_000_000)}, "is broken; leave it as it was written"),
        ({"text": "abc", "govner": _replacing(-1)}, "is broken; leave it as it was written"),
        ({"entities": [{"id": 1}]}, "is no span"),
        ({"entities": [{"id": 1, "start_offset": 1, "end_offset": 5, "label": "LOC"}]}, "cuts through a character"),
        ({"entities": [{"id": 1, "start_offset": 0, "end_offset": 2, "label": "X"}], "relations": []}, "unknown label"),
        ({"relations": [{"from_id": 1, "to_id": 999, "type": "POSITION_AT"}]}, "leads to '999', which is no span"),
        ({"relations": [3]}, "is no relation"),
        ({"entities": None}, "neither 'entities' nor 'label'"),
    ],
)
def test_a_fault_is_told_with_its_line(change, fault, tmp_path):
    (document,) = exported(tmp_path, REPORT)
    with pytest.raises(FormatError, match=fault) as refused:
        imported(tmp_path, document, document | change)
    assert str(refused.value).startswith(f"{tmp_path / NAME}, line 2: ")
