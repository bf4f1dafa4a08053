"""Tasks of Label Studio: predictions out for people to correct, the corrected annotations in as gold.

Newcomer's notes. A task holds `data` (the text, and the record of `govner.io.exchange.origin`) and `predictions`, made
of a model's reports, or `annotations`, made of gold. Both are lists of *results*: a `labels` result is a region of the
text; `choices` and `textarea` results with the id of a region are its attributes; `relation` results join two regions.
Label Studio keeps the ids of regions, but cuts them at a `#`; it keeps one relation between two regions, which may
have several labels. The configuration that a project needs is written beside the tasks, as an .xml file.

Offsets. Label Studio counts code points, and a line end as one (`charsToCodePoints` and `findGlobalOffset` in its
editor); versions before the editor's pull request 308 counted UTF-16 code units. A region carries its words, so that it
can be told how it was counted; one whose words are in neither place is refused.

A JSON-MIN export has neither relations nor the ids of regions and is refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from govner.io.exchange.attributes import CHOICES, LABEL, LINES, shows
from govner.io.exchange.files import parse_json, read_text, whole_file
from govner.io.exchange.offsets import CodeUnits
from govner.io.exchange.origin import (
    RECORD,
    Link,
    Mark,
    corrected,
    keys_of,
    note_losses,
    read_origin,
    shown,
    write_origin,
)
from govner.io.output import write_whole
from govner.pipeline.colors import COLORS
from govner.schema import LABELS, SIGNATURES, FormatError, Report

_REGION_ID = re.compile(r"[\w-]+", re.ASCII).fullmatch
_LINE_END = re.compile(r"\\n|\s")


def write(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:
    """Write a file of tasks to import into a project, and the project's configuration with the ending .xml.

    A report with scores, sources or tables becomes a prediction, any other one an annotation.

    Raises:
        GovnerError: there can be no file of this name.
    """
    with whole_file(target) as file:
        separator = "[\n"
        for report in reports:
            note_losses(report, lost, scores=False)
            file.write(separator + json.dumps(_task(report), ensure_ascii=False, allow_nan=False))
            separator = ",\n"
        file.write("\n]\n" if separator != "[\n" else "[]\n")
        write_whole(target.with_suffix(".xml"), configuration())


def read(path: Path, lost: Counter[str]) -> Iterator[Report]:
    """The gold reports of an export in the format JSON.

    Of each task the annotation that was changed last is taken, never a prediction or one that was skipped; tasks
    without an annotation are left aside and counted in `lost`.

    Raises:
        FormatError: it names the file, the task and what is wrong.
    """
    tasks = parse_json(read_text(path).removeprefix("\ufeff"), str(path))
    if not isinstance(tasks, list):
        raise FormatError(f"{path}: a JSON list of tasks is wanted; export the project in the format JSON")
    for number, task in enumerate(tasks, start=1):
        where = f"{path}, task {task['id'] if isinstance(task, dict) and 'id' in task else number}"
        try:
            annotation = _latest_annotation(task)
            if annotation is None:
                lost["tasks without an annotation"] += 1
            else:
                yield _report(task["data"], annotation, f"{path.name}#{task.get('id', number)}", lost)
        except FormatError as error:
            raise FormatError(f"{where}: {error}") from None


def configuration() -> str:
    """The labelling configuration of a project, in XML."""
    view = ET.Element("View")
    relations = ET.SubElement(view, "Relations", choice="multiple")
    for label in SIGNATURES:
        ET.SubElement(relations, "Relation", value=label)
    labels = ET.SubElement(view, "Labels", name="label", toName="text")
    for label in LABELS:
        ET.SubElement(labels, "Label", value=label, background=COLORS[label])
    ET.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    panel = ET.SubElement(view, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue=LABEL)
    region = {"toName": "text", "perRegion": "true"}
    for key, values in CHOICES.items():
        ET.SubElement(panel, "Header", value=key, size="6")
        choices = ET.SubElement(panel, "Choices", region, name=key, choice="single", showInline="true")
        for value in values:
            ET.SubElement(choices, "Choice", value=value)
    for key in LINES:
        ET.SubElement(panel, "Header", value=key, size="6")
        ET.SubElement(panel, "TextArea", region, name=key, maxSubmissions="1", editable="true", rows="1")
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _task(report: Report) -> dict[str, Any]:
    results = list(_results(report))
    task: dict[str, Any] = {"data": {"text": shown(report.text), RECORD: write_origin(report)}}
    scores = [span.score for span in report.spans if span.score is not None]
    if scores or report.officials is not None or report.figures is not None or any(s.source for s in report.spans):
        prediction: dict[str, Any] = {"model_version": "govner", "result": results}
        return task | {"predictions": [prediction | ({"score": sum(scores) / len(scores)} if scores else {})]}
    return task | {"annotations": [{"result": results, "was_cancelled": False}]}


def _results(report: Report) -> Iterator[dict[str, Any]]:
    keys = _keys(report)
    text = shown(report.text)
    for key, span in zip(keys, report.spans, strict=True):
        place = {"start": span.start, "end": span.end}
        words = {"text": text[span.start : span.end]}
        region = {"id": key, "to_name": "text"}
        score = {} if span.score is None else {"score": span.score}
        yield (
            region | score | {"from_name": "label", "type": "labels", "value": place | words | {"labels": [span.label]}}
        )
        for name, said in span.attributes.items():
            if not shows(span.label, name, said):
                continue
            if name in CHOICES:
                yield region | {"from_name": name, "type": "choices", "value": place | words | {"choices": [said]}}
            else:
                yield region | {"from_name": name, "type": "textarea", "value": place | {"text": [said]}}
    key_of = {span.id: key for key, span in zip(keys, report.spans, strict=True)}
    pairs: dict[tuple[str, str], list[str]] = {}
    for relation in report.relations:
        pairs.setdefault((key_of[relation.head], key_of[relation.tail]), []).append(relation.label)
    for (head, tail), labels in pairs.items():
        yield {"type": "relation", "from_id": head, "to_id": tail, "direction": "right", "labels": labels}


def _keys(report: Report) -> list[str]:
    return keys_of(report, _REGION_ID, "region-")


def _latest_annotation(task: object) -> Mapping[str, Any] | None:
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        raise FormatError("no 'data'; export the project in the format JSON, not JSON-MIN or CSV")
    annotations = task.get("annotations", [])
    if not isinstance(annotations, list) or not all(isinstance(item, dict) for item in annotations):
        raise FormatError("no annotations in full; export the project in the format JSON")
    finished = [item for item in annotations if not item.get("was_cancelled")]
    # Of two of one time the one further down is the later one.
    return max(reversed(finished), key=_changed, default=None)


def _changed(annotation: Mapping[str, Any]) -> str:
    return str(annotation.get("updated_at") or annotation.get("created_at") or "")


def _report(data: Mapping[str, Any], annotation: Mapping[str, Any], default_id: str, lost: Counter[str]) -> Report:
    text, results = data.get("text"), annotation.get("result")
    if not isinstance(text, str) or not isinstance(results, list):
        raise FormatError("no text or no result; the project's text must be named 'text'")
    meta = {key: value for key, value in data.items() if key not in ("text", RECORD)}
    origin = read_origin(data.get(RECORD), text, default_id, meta)
    regions = _Regions(text, lost)
    for result in results:
        regions.add(result)
    return corrected(origin, _keys(origin), list(regions.marks()), regions.links, shows)


class _Regions:
    """The regions and relations of an annotation, gathered from its results."""

    def __init__(self, text: str, lost: Counter[str]):
        self.links: list[Link] = []
        self._text = text
        self._units = CodeUnits(text)
        self._lost = lost
        self._places: dict[str, tuple[int, int, str]] = {}
        self._attributes: dict[str, dict[str, str]] = {}

    def add(self, result: object) -> None:
        if not isinstance(result, dict):
            raise FormatError("a result that is no JSON object")
        kind, value = result.get("type"), result.get("value")
        if kind == "relation":
            self.links += _links(result)
        elif not isinstance(value, dict) or not isinstance(result.get("id"), str):
            raise FormatError(f"a result of type {kind!r} without id or value")
        elif kind == "labels":
            label = _only(value.get("labels"), f"region {result['id']}: labels")
            self._places[result["id"]] = (*self._place(value, result["id"]), label)
        elif kind in ("choices", "textarea") and result.get("from_name") in (*CHOICES, *LINES):
            said = _only(value.get("choices" if kind == "choices" else "text"), f"region {result['id']}: {kind}")
            self._attributes.setdefault(result["id"], {})[result["from_name"]] = said
        else:
            self._lost["results of other types"] += 1

    def marks(self) -> Iterator[Mark]:
        for key, (start, end, label) in self._places.items():
            yield Mark(key, start, end, label, self._attributes.pop(key, {}))
        self._lost["attributes of no region"] += len(self._attributes)

    def _place(self, value: Mapping[str, Any], key: str) -> tuple[int, int]:
        """Where a region is, in code points."""
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if type(start) is not int or type(end) is not int:
            raise FormatError(f"region {key}: 'start' and 'end' must be whole numbers")
        for first, last in ((start, end), (self._units.code_point(start), self._units.code_point(end))):
            if first is None or last is None or not 0 <= first < last <= len(self._text):
                continue
            if not isinstance(words, str) or _letters(words) == _letters(self._text[first:last]):
                return first, last
        raise FormatError(f"region {key}: the text has not the words {words!r} at [{start}, {end}); mark them anew")


def _links(result: Mapping[str, Any]) -> Iterator[Link]:
    head, tail, labels = result.get("from_id"), result.get("to_id"), result.get("labels")
    if not isinstance(head, str) or not isinstance(tail, str) or not isinstance(labels, list) or not labels:
        raise FormatError(f"the relation from {head!r} to {tail!r} has no label; give it one")
    if result.get("direction") == "bi":
        raise FormatError(f"the relation from {head!r} to {tail!r} goes both ways; give it one direction")
    if result.get("direction") == "left":
        head, tail = tail, head
    for label in labels:
        yield Link(head, tail, str(label))


def _only(values: object, where: str) -> str:
    if not isinstance(values, list) or len(values) != 1 or not isinstance(values[0], str):
        raise FormatError(f"{where} must be one, not {values!r}")
    return values[0]


def _letters(words: str) -> list[str]:
    """The letters and digits: browsers change white space, and write a line end as a backslash and an n."""
    return [character for character in _LINE_END.sub("", words) if character.isalnum()]
