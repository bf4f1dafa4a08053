from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
NAMES = ("evaluation", "retraining", "tour")
LONGEST = 1800
"""Seconds that a cell may take on a busy machine."""


def read(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def execute(name: str, out: Path, asked: Mapping[str, str]) -> tuple[Any, dict[str, Any]]:
    """Run a notebook on small settings; give it with its outputs, and what the asked expressions are at its end."""
    notebook = read(name)
    answers = out / "answers.json"
    told = ", ".join(f"{key!r}: {expression}" for key, expression in asked.items())
    lines = f"import json as _json\nopen({str(answers)!r}, 'w').write(_json.dumps({{{told}}}, default=float))"
    notebook.cells.append(nbformat.v4.new_code_cell(lines))
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GOVNER_")} | {
        "GOVNER_QUICK": "1",
        "GOVNER_OUT": str(out / "run"),
        "HF_HUB_OFFLINE": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    where = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=LONGEST, resources=where).execute(env=environment)
    return notebook, json.loads(answers.read_text(encoding="utf-8"))


def pictures(notebook: Any) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


def outputs(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def words_of(notebook: Any) -> str:
    """All that people wrote or the kernel told, without the pictures."""
    sources = [cell.source for cell in notebook.cells]
    told = [output.get("text", "") for output in outputs(notebook)]
    shown = [
        output.get("data", {}).get(kind, "") for output in outputs(notebook) for kind in ("text/plain", "text/html")
    ]
    return "\n".join([*sources, *told, *shown])


def text_of(notebook: Any, beginning: str) -> list[str]:
    """The text form of the outputs of the cell that begins so."""
    (cell,) = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.startswith(beginning)]
    return [output["data"]["text/plain"] for output in cell.outputs if "data" in output]


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_notebook_names_the_usual_kernel_and_no_path_of_a_machine(name: str) -> None:
    notebook = read(name)
    assert notebook.metadata.kernelspec.name == "python3"
    assert not re.search(r"(?<![\w.<])/(?:home|root|tmp|work|Users|usr)/", words_of(notebook))
    assert not any("execution" in cell.metadata for cell in notebook.cells)


@pytest.mark.parametrize("name", ["evaluation", "retraining"])
def test_a_kept_notebook_has_no_outputs(name: str) -> None:
    cells = [cell for cell in read(name).cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [([], None)] * len(cells)


def test_the_kept_tour_has_small_pictures_and_no_complaints() -> None:
    notebook = read("tour")
    assert (FOLDER / "tour.ipynb").stat().st_size < 300_000
    assert pictures(notebook) == 3
    assert {output.output_type for output in outputs(notebook)} <= {"display_data", "execute_result", "stream"}
    assert not any(output.get("name") == "stderr" for output in outputs(notebook))


def test_the_tour_answers_what_it_asks(tmp_path: Path) -> None:
    poor = "figures_of('Số hộ nghèo (hộ)', 'result').query('owner_unit == \"huyện Yên Châu\"')"
    asked = {
        "chairs": "dict(zip(chairs['name'], chairs['canonical'].str.replace('Ủy ban nhân dân', 'UBND')))",
        "proofs": "chairs[['name', 'evidence']].values.tolist()",
        "terms": "[(t['name'], str(t['first_seen'])[:10], str(t['last_seen'])[:10]) for t in dated.to_dict('records')]",
        "conflicts": "sorted(conflicts['name'])",
        "behind": "behind[['indicator', 'unit', 'percent']].values.tolist()",
        "agreement": "agreement.iloc[:, 1:].values.tolist()",
        "course": f"{poor}['value'].tolist()",
    }
    notebook, answers = execute("tour", tmp_path, asked)
    assert answers["chairs"] == {
        "Cà Văn Sướng": "Chủ tịch Hội đồng nhân dân huyện Mai Sơn",
        "Tòng Minh Khải": "Chủ tịch UBND huyện Mai Sơn",
        "Sa Đình Phúc": "Chủ tịch UBND huyện Phù Yên",
        "Bạc Cầm Hạc": "Chủ tịch UBND huyện Thuận Châu",
        "Bạc Cầm Hặc": "Chủ tịch UBND huyện Thuận Châu",
        "Lò Thị Hoài An": "Chủ tịch UBND huyện Yên Châu",
        "Quàng Văn Thuận": "Chủ tịch UBND huyện Yên Châu",
    }
    assert all(name in evidence for name, evidence in answers["proofs"])
    assert ["Lò Thị Hoài An", "2024-08-20", "2024-12-20"] in answers["terms"]
    assert answers["conflicts"] == ["Bạc Cầm Hạc", "Bạc Cầm Hặc"]
    assert answers["behind"] == [
        ["Thu ngân sách (tỷ đồng)", "huyện Yên Châu", 85.3],
        ["Trồng rừng mới (ha)", "huyện Mai Sơn", 84.3],
        ["Trồng rừng mới (ha)", "huyện Thuận Châu", 95.2],
    ]
    assert answers["agreement"]
    assert all(stated == pytest.approx(mine, abs=0.1) for stated, mine in answers["agreement"])
    assert answers["course"] == [2910, 2350, 2140]
    assert pictures(notebook) == 3
    kept = text_of(read("tour"), "def is_chair")
    assert kept == text_of(notebook, "def is_chair"), "the kept tour is out of date: python notebooks/refresh.py"


def test_the_retraining_notebook_leaves_a_model_in_both_forms(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    asked = {
        "kept": "sorted(path.name for path in exported.iterdir())",
        "same": "comparison['same_spans']",
        "best": "record['best_dev_f1']",
        "reports": "record['reports']",
        "yours": "scores.loc['all', 'yours']",
        "shipped": "scores.loc['all', 'shipped']",
        "spans": "len(doc.ents)",
    }
    notebook, answers = execute("retraining", tmp_path, asked)
    assert {"model.onnx", "tokenizer.json", "training_mentions.txt", "run.json"} <= set(answers["kept"])
    assert (tmp_path / "run" / "run" / "model" / "model.safetensors").is_file()
    assert answers["reports"] == {"train": 16, "dev": 4}
    assert 0 < answers["best"] < 1
    assert answers["same"] > 0.9
    assert 0 < answers["yours"] < answers["shipped"]
    assert answers["spans"] > 0
    assert pictures(notebook) == 2


def test_the_evaluation_notebook_counts_every_span_once(tmp_path: Path) -> None:
    asked = {
        "gold": "sum(len(report.spans) for report in gold)",
        "predicted": "sum(len(report.spans) for report in predicted)",
        "matched": "evaluation.strict['all'].counts.matched",
        "f1": "evaluation.strict['all'].counts.f1",
        "confusion": "confusion.values.tolist()",
        "kinds": "errors['kind'].value_counts().to_dict()",
        "rows": "browser.count('<tr data-kind')",
        "robustness": "{name: score.counts.f1 for name, score in robustness.items()}",
        "kept": "kept['spans kept'].astype(int).tolist()",
        "parted": "[evaluation.seen['all'].counts.gold, evaluation.unseen['all'].counts.gold]",
    }
    notebook, answers = execute("evaluation", tmp_path, asked)
    confusion, kinds = answers["confusion"], answers["kinds"]
    assert sum(map(sum, confusion[:-1])) == answers["gold"] == sum(answers["parted"])
    assert sum(row[column] for row in confusion for column in range(5)) == answers["predicted"]
    assert sum(row[-1] for row in confusion) == kinds.get("missed", 0)
    assert sum(confusion[-1]) == kinds.get("invented", 0)
    assert sum(kinds.values()) == answers["rows"] == sum(map(sum, confusion)) - answers["matched"]
    assert answers["f1"] > 0.8
    assert answers["robustness"].pop("as it is") == pytest.approx(answers["f1"])
    assert all(0.3 < f1 <= answers["f1"] for f1 in answers["robustness"].values())
    assert answers["kept"][0] == answers["predicted"]
    assert answers["kept"] == sorted(answers["kept"], reverse=True)
    assert pictures(notebook) == 5
