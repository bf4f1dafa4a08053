"""What spaCy imports through our entry points must be light, and must never be in anybody's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
ENTRY_POINTS = ("components", "tokenizer", "scorer", "colors")
IMPORT_ALL = "\n".join(f"import govner.pipeline.{name}" for name in ENTRY_POINTS)
BLOCK = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if any(name == blocked or name.startswith(blocked + ".") for blocked in {blocked!r}):
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, Blocker())
"""


def run(code):
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    "blocked",
    [
        ["torch", "transformers", "onnxruntime", "tokenizers", "pyvi"],
        ["govner.tagging", "govner.linking", "govner.values", "govner.evaluation", "govner.knowledge"],
    ],
    ids=["runtimes", "stages"],
)
def test_other_pipelines_work_when_ours_cannot(blocked):
    code = BLOCK.format(blocked=blocked) + IMPORT_ALL + "\nimport spacy\nprint(len(spacy.blank('en')('two words')))"
    assert run(code) == ["2"]


def test_the_tagger_can_be_added_before_its_runtime_is_there():
    code = BLOCK.format(blocked=["torch", "onnxruntime", "tokenizers"]) + IMPORT_ALL
    code += "\nimport spacy\nnlp = spacy.blank('en')\nnlp.add_pipe('govner_tagger')\nprint(*nlp.pipe_names)"
    assert run(code) == ["govner_tagger"]


def test_entry_points_import_no_runtime_and_no_stage():
    code = "import sys, spacy\nbefore = set(sys.modules)\n" + IMPORT_ALL
    code += "\nprint(*sorted(name for name in set(sys.modules) - before if name.count('.') < 2))"
    light = {"govner", "govner.pipeline", "govner.schema", "govner.text"}
    assert {name for name in run(code) if not name.startswith("spacy")} <= light | {"srsly"}


def test_other_pipelines_may_use_the_names_of_our_extensions():
    code = IMPORT_ALL + "\nimport spacy\nfrom spacy.tokens import Doc\nspacy.blank('en')"
    code += "\nDoc.set_extension('relations', default='theirs')\nprint(spacy.blank('en')('two words')._.relations)"
    assert run(code) == ["theirs"]


@pytest.mark.parametrize("name", ["merge", "parse_position"])
def test_public_names_need_no_runtime(name):
    heavy = ["torch", "transformers", "onnxruntime", "tokenizers", "spacy", "numpy"]
    assert run(f"{BLOCK.format(blocked=heavy)}\nimport govner\nprint(govner.{name}.__name__)") == [name]
