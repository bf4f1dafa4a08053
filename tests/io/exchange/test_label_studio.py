from __future__ import annotations

import copy
import dataclasses
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from govner.io import exchange
from govner.io.exchange.attributes import CHOICES, LINES
from govner.schema import LABELS, SIGNATURES, FormatError, Report

from .samples import REPORT, TEXT

NAME = "tasks.label-studio.json"
Result = dict[str, Any]
PREDICTED = dataclasses.replace(
    REPORT, spans=tuple(dataclasses.replace(span, score=0.5, source="model") for span in REPORT.spans)
)


def exported(folder: Path, *reports: Report) -> list[dict[str, Any]]:
    exchange.write(reports, folder / NAME)
    return json.loads((folder / NAME).read_text(encoding="utf-8"))


def imported(folder: Path, tasks: object, lost: Counter[str] | None = None) -> list[Report]:
    (folder / NAME).write_text(json.dumps(tasks), encoding="utf-8")
    return list(exchange.read(folder / NAME, lost=lost))


def annotate(task: dict[str, Any], change: Callable[[list[Result]], object] = lambda results: None) -> dict[str, Any]:
    """The task as Label Studio exports it when somebody has submitted the prediction with a change."""
    results = []
    for result in copy.deepcopy(task["predictions"][0]["result"]):
        result.pop("score", None)
        results.append(result | ({} if result["type"] == "relation" else {"origin": "prediction"}))
    change(results)
    annotation = {"id": 7, "completed_by": 1, "result": results, "was_cancelled": False, "updated_at": "2025-01-02T"}
    return {"id": 12, "data": task["data"], "annotations": [annotation], "predictions": [3], "drafts": [], "meta": {}}


def result_of(results: list[Result], key: str, name: str = "label") -> Result:
    return next(item for item in results if item.get("id") == key and item["from_name"] == name)


def test_a_submitted_prediction_is_gold(tmp_path):
    (task,) = exported(tmp_path, PREDICTED)
    assert "annotations" not in task
    assert task["predictions"][0]["score"] == 0.5
    assert imported(tmp_path, [annotate(task)]) == [REPORT]


def test_gold_goes_out_as_annotations(tmp_path):
    (task,) = exported(tmp_path, REPORT)
    assert "predictions" not in task
    assert len(task["annotations"]) == 1


def test_offsets_are_code_points_of_a_text_that_every_browser_counts_alike(tmp_path):
    (task,) = exported(tmp_path, REPORT)
    text = task["data"]["text"]
    assert len(text) == len(TEXT)
    assert not set(text) & set("\r\0")
    assert text.startswith("📈 Ông")
    for result in task["annotations"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            span = next(span for span in REPORT.spans if span.id == result["id"])
            assert (value["start"], value["end"]) == (span.start, span.end)
            assert value["text"] == text[span.start : span.end] == span.text


def test_offsets_of_old_versions_in_code_units_are_told_by_the_words(tmp_path):
    def in_code_units(results: list[Result]) -> None:
        for result in results:
            if result["type"] != "relation":
                for edge in ("start", "end"):
                    offset = result["value"][edge]
                    result["value"][edge] = len(TEXT[:offset].encode("utf-16-le")) // 2

    (task,) = exported(tmp_path, PREDICTED)
    assert imported(tmp_path, [annotate(task, in_code_units)]) == [REPORT]


def test_words_that_are_not_at_the_offsets_are_refused(tmp_path):
    (task,) = exported(tmp_path, PREDICTED)
    broken = annotate(task, lambda results: result_of(results, "T3")["value"].update(start=3, end=9))
    with pytest.raises(FormatError, match=r"tasks\.label-studio\.json, task 12: region T3: the text has not the words"):
        imported(tmp_path, [broken])


def test_line_ends_in_words_may_be_written_in_any_way(tmp_path):
    start = TEXT.index("Đà Bắc:\r\nxã")
    words = TEXT[start : start + 11]

    def over_the_line_end(results: list[Result]) -> None:
        value = {"start": start, "end": start + 11, "text": "Đà Bắc:\\n\\nxã", "labels": ["LOC"]}
        results.append({"id": "aB3_x", "from_name": "label", "to_name": "text", "type": "labels", "value": value})

    (task,) = exported(tmp_path, PREDICTED)
    (report,) = imported(tmp_path, [annotate(task, over_the_line_end)])
    assert (report.spans[-1].id, report.spans[-1].text) == ("aB3_x", words)
    assert "\r\n" in words


def test_changes_are_taken_and_the_rest_stays(tmp_path):
    def correct(results: list[Result]) -> None:
        result_of(results, "T3")["value"].update(start=TEXT.index("huyện Đà"), text="huyện Đà Bắc", labels=["LOC"])
        result_of(results, "T6", "total")["value"]["text"] = ["20"]
        results.remove(result_of(results, "T6", "indicator"))
        results.append(result_of(results, "T6", "kind") | {"from_name": "direction"})
        results[-1]["value"] = {"start": 0, "end": 1, "choices": ["increase"]}
        results[:] = [item for item in results if item.get("id") != "T9"]

    (task,) = exported(tmp_path, PREDICTED)
    (report,) = imported(tmp_path, [annotate(task, correct)])
    spans = {span.id: span for span in report.spans}
    assert (spans["T3"].text, spans["T3"].label) == ("huyện Đà Bắc", "LOC")
    assert spans["T6"].attributes == {"kind": "fraction", "value": "14", "total": "20", "direction": "increase"}
    assert [span.id for span in report.spans] == ["T1", "T2", "T3", "T7", "T5", "T6"]
    untouched = [span for span in REPORT.spans if span.id not in ("T3", "T6", "T9")]
    assert [span for span in report.spans if span.id not in ("T3", "T6")] == untouched
    assert set(report.relations) == set(REPORT.relations)


def test_regions_with_new_ids_have_their_old_ones_again(tmp_path):
    def rename(results: list[Result]) -> None:
        for result in results:
            for name in ("id", "from_id", "to_id"):
                if name in result:
                    result[name] = f"new-{result[name]}"

    (task,) = exported(tmp_path, PREDICTED)
    assert imported(tmp_path, [annotate(task, rename)]) == [REPORT]


def test_the_annotation_changed_last_counts_and_skipped_ones_never(tmp_path):
    (task,) = exported(tmp_path, PREDICTED)
    task = annotate(task)
    last = task["annotations"][0]
    older = last | {"result": [], "updated_at": "2025-01-01T"}
    skipped = last | {"result": [], "updated_at": "2025-01-03T", "was_cancelled": True}
    assert imported(tmp_path, [task | {"annotations": [older, last, skipped]}]) == [REPORT]
    assert imported(tmp_path, [task | {"annotations": [last, older, skipped]}]) == [REPORT]


def test_tasks_without_an_annotation_are_left_aside_and_counted(tmp_path):
    (task,) = exported(tmp_path, PREDICTED)
    skipped = annotate(task)
    skipped["annotations"][0]["was_cancelled"] = True
    lost: Counter[str] = Counter()
    assert imported(tmp_path, [task, skipped], lost) == []
    assert +lost == {"tasks without an annotation": 2}


def test_two_relations_between_two_spans_are_one_with_two_labels(tmp_path):
    (task,) = exported(tmp_path, REPORT)
    relations = [item for item in task["annotations"][0]["result"] if item["type"] == "relation"]
    assert {"HAS_TARGET", "HAS_RESULT"} in [set(item["labels"]) for item in relations]
    assert len({(item["from_id"], item["to_id"]) for item in relations}) == len(relations) == 4


def test_an_arrow_to_the_left_goes_the_other_way(tmp_path):
    def turn(results: list[Result]) -> None:
        for item in results:
            if item["type"] == "relation":
                item.update(from_id=item["to_id"], to_id=item["from_id"], direction="left")

    (task,) = exported(tmp_path, PREDICTED)
    assert imported(tmp_path, [annotate(task, turn)]) == [REPORT]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"direction": "bi"}, "goes both ways; give it one direction"),
        ({"labels": []}, "has no label; give it one"),
        ({"to_id": "T3"}, "relation T1 HOLDS_POSITION T3: 'T3' is ORG, not TITLE"),
        ({"to_id": "gone"}, "leads to 'gone', which is no span"),
    ],
)
def test_a_relation_that_says_nothing_clear_is_refused(change, fault, tmp_path):
    (task,) = exported(tmp_path, PREDICTED)
    broken = annotate(task, lambda results: next(i for i in results if i["type"] == "relation").update(change))
    with pytest.raises(FormatError, match=fault):
        imported(tmp_path, [broken])


def test_a_json_min_export_is_refused(tmp_path):
    with pytest.raises(FormatError, match="in the format JSON, not JSON-MIN"):
        imported(tmp_path, [{"id": 1, "text": "xã", "label": [{"start": 0, "end": 2, "labels": ["LOC"]}]}])


def test_a_text_that_is_not_the_exported_one_is_refused(tmp_path):
    (task,) = exported(tmp_path, PREDICTED)
    task["data"]["text"] = f"Tin: {task['data']['text']}"
    with pytest.raises(FormatError, match="the text is not the one that was exported"):
        imported(tmp_path, [annotate(task)])


def test_tasks_of_other_origin_are_read(tmp_path):
    value = {"start": 0, "end": 2, "text": "xã", "labels": ["LOC"]}
    result = {"id": "r1", "from_name": "ner", "to_name": "text", "type": "labels", "value": value}
    rating = {"id": "r2", "from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 5}}
    task = {"id": 5, "data": {"text": "xã A", "page": 3}, "annotations": [{"result": [result, rating]}]}
    lost: Counter[str] = Counter()
    (report,) = imported(tmp_path, [task], lost)
    assert (report.id, report.meta) == (f"{NAME}#5", {"page": 3})
    assert [(span.id, span.text, span.label) for span in report.spans] == [("r1", "xã", "LOC")]
    assert +lost == {"results of other types": 1}


def test_the_configuration_has_a_control_for_all_that_is_exported(tmp_path):
    (task,) = exported(tmp_path, REPORT)
    view = ET.parse(tmp_path / "tasks.label-studio.xml").getroot()
    assert [label.get("value") for label in view.iter("Label")] == list(LABELS)
    assert [relation.get("value") for relation in view.iter("Relation")] == list(SIGNATURES)
    assert view.find("Relations").get("choice") == "multiple"
    controls = {control.get("name"): control for control in view.iter() if control.get("toName") == "text"}
    assert set(controls) == {"label", *CHOICES, *LINES}
    assert view.find("Text").attrib.items() >= {"name": "text", "value": "$text"}.items()
    for name, control in controls.items():
        assert name == "label" or control.get("perRegion") == "true"
    for result in task["annotations"][0]["result"]:
        if result["type"] != "relation":
            assert controls[result["from_name"]].tag.lower() == result["type"]
        if result["type"] == "choices":
            offered = [choice.get("value") for choice in controls[result["from_name"]]]
            assert result["value"]["choices"][0] in offered
