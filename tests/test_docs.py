"""The documentation: its code runs and prints what it shows, its site builds, and it names all that is public."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from typer.main import get_command

import govner
from govner.cli import app
from govner.io import exchange
from govner.schema import LABELS, Report, read_jsonl

from .conftest import ROOT, Start
from .doc_page import Block, blocks

DOCS = ROOT / "docs"
VIETNAMESE = ROOT / "README.vi.md"
PAGES = [*sorted(DOCS.rglob("*.md")), VIETNAMESE]
RUN = {"python", "bash"}

OLD_REPORT = (
    "UBND huyÖn B¾c Hµ b¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô n¨m 2009.\n"
    "Toµn huyÖn cßn 4.215 hé nghÌo, gi¶m 312 hé so víi cïng kú.\n"
)
"""A report in TCVN3, as its bytes look in Latin-1."""
POSTS = (
    "content,source\n"
    "Xã Môn Sơn còn 412 hộ nghèo.,Trang tin xã Môn Sơn\n"
    "Xã Môn Sơn trồng mới 86 ha quế.,Trang tin xã Môn Sơn\n"
)


def blocks_of(page: Path) -> list[Block]:
    return list(blocks(page.read_text(encoding="utf-8")))


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages speak of."""
    folder = tmp_path_factory.mktemp("desk")
    reports = ROOT / "examples" / "reports"
    shutil.copytree(reports, folder / "reports")
    for name, report in zip("abc", sorted(reports.iterdir()), strict=False):
        shutil.copyfile(report, folder / f"{name}.txt")
    shutil.copytree(reports, folder / "mixed")
    for name in ("page.html", "libreoffice.docx", "chromium.pdf"):
        shutil.copyfile(ROOT / "tests" / "io" / "files" / name, folder / "mixed" / name)
    (folder / "mixed" / "old.txt").write_bytes(OLD_REPORT.encode("latin-1"))
    (folder / "posts.csv").write_text(POSTS, encoding="utf-8")
    gold = list(islice(read_jsonl(ROOT / "training" / "data" / "heldout.jsonl"), 2))
    (folder / "gold.jsonl").write_text("".join(f"{report.to_json()}\n" for report in gold), encoding="utf-8")
    exchange.write(gold, folder / "project-1.json", "label-studio")
    return folder


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(block.language in RUN and not block.reason for block in blocks_of(page))],
    ids=name_of,
)
def test_the_code_of_a_page_runs(
    page: Path, desk: Path, tmp_path: Path, start_program: Start, default_model: Path
) -> None:
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    process = start_program(ROOT / "tests" / "doc_page.py", page, cwd=tmp_path, environment={"PATH": path})
    _, error = process.communicate(timeout=300)
    assert process.returncode == 0, error.decode()


def commands_not_run() -> Iterator[str]:
    for page in PAGES:
        for block in blocks_of(page):
            if block.language == "bash" and block.reason:
                lines = block.code.replace("\\\n", " ").splitlines()
                yield from (line for line in lines if re.match(r"govner |python training/", line))


@pytest.mark.parametrize("command", sorted(set(commands_not_run())))
def test_a_command_that_is_not_run_has_the_options_it_is_given(command: str) -> None:
    _, name, *arguments = shlex.split(command, comments=True)
    given = {argument for argument in arguments if argument.startswith("--")}
    assert given <= (options_of_script(ROOT / name) if name.endswith(".py") else options_of_command(name))


def options_of_script(script: Path) -> set[str]:
    """The options of a training script, by the parameters of its `main`: it need not be imported."""
    (main,) = (
        node for node in ast.parse(script.read_text(encoding="utf-8")).body if getattr(node, "name", "") == "main"
    )
    assert isinstance(main, ast.FunctionDef)
    return {"--" + argument.arg.replace("_", "-") for argument in main.args.args}


def options_of_command(name: str) -> set[str]:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as CI builds it: a link that leads nowhere or a page without a place fails it."""
    pytest.importorskip("material")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stderr
    return folder


def test_every_public_name_has_an_entry_in_the_api(site: Path) -> None:
    api = "".join(page.read_text(encoding="utf-8") for page in (site / "api").glob("*.html"))
    assert {name for name in govner.__all__ if f'id="govner.{name}"' not in api} == set()


def test_the_site_asks_nothing_of_the_network(site: Path) -> None:
    loaded = re.compile(
        r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//|<link\b[^>]*\bhref=[\"']?(?:https?:)?//"
    )
    assert [
        name for page in site.rglob("*.html") if loaded.search(page.read_text(encoding="utf-8")) and (name := page.name)
    ] == []


def test_links_of_the_vietnamese_readme_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#\s]+)", VIETNAMESE.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_vietnamese_readme_has_the_examples_of_the_english_one() -> None:
    def python(page: Path) -> list[str]:
        return [re.sub(r"  #.*", "", block.code) for block in blocks_of(page) if block.language == "python"]

    assert python(VIETNAMESE)
    assert set(python(VIETNAMESE)) <= set(python(ROOT / "README.md"))


def test_the_guideline_marks_its_examples_with_labels_that_there_are() -> None:
    guideline = (DOCS / "guideline.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\[([A-Z]+) [^\]]+\]", guideline)) == set(LABELS)
    (example,) = (block.code for block in blocks(guideline) if block.language == "json")
    report = Report.from_dict(json.loads(example))
    assert [span.text for span in report.spans] == ["Xã Môn Sơn", "412 hộ nghèo"]
