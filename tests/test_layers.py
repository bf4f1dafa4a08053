"""Data flows one way through the package; so do its imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "govner"
STANDARD = {"schema", "text", "knowledge", "linking", "values", "merging"}
"""Parts that need nothing but the standard library."""
MAY_IMPORT = {
    "schema": set(),
    "text": {"schema"},
    "tagging": {"schema", "text", "knowledge"},
    "knowledge": {"schema", "text"},
    "linking": {"schema", "text", "knowledge"},
    "values": {"schema", "text", "knowledge", "linking"},
    "merging": {"schema", "text", "knowledge"},
    "evaluation": {"schema", "text", "knowledge"},
    "stopwatch": set(),
    "extractor": {"schema", "stopwatch", "knowledge", "tagging", "linking", "values"},
    "pipeline": {"schema", "text", "knowledge", "tagging", "linking", "values", "evaluation"},
    "io": {"schema", "text", "knowledge", "values", "merging", "pipeline"},
    "scale": {"schema", "extractor", "io"},
    "cli": {"schema", "stopwatch", "tagging", "values", "merging", "evaluation", "extractor", "io", "scale"},
    "__init__": {"schema", "extractor", "knowledge", "merging", "pipeline", "io"},
    "__main__": {"cli"},
}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


class _WithoutTypeChecking(ast.NodeTransformer):
    """Drops what only type checkers read."""

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node.orelse
        return self.generic_visit(node)


def imports(path: Path) -> Iterator[str]:
    """What a file imports when it runs."""
    for node in ast.walk(_WithoutTypeChecking().visit(ast.parse(path.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(PACKAGE)) for path in FILES])
def test_a_part_imports_only_the_parts_before_it(path: Path) -> None:
    part = part_of(path)
    reached = {name.split(".")[1] for name in imports(path) if name.startswith("govner.")}
    assert reached - {part} <= MAY_IMPORT[part]


@pytest.mark.parametrize("part", sorted(STANDARD))
def test_knowledge_and_rules_need_only_the_standard_library(part: str) -> None:
    files = [path for path in FILES if part_of(path) == part]
    assert files
    outside = {name.split(".")[0] for path in files for name in imports(path)} - {"govner"} - sys.stdlib_module_names
    assert outside == set()


def test_only_the_pipeline_imports_spacy() -> None:
    importers = {part_of(path) for path in FILES for name in imports(path) if name.split(".")[0] == "spacy"}
    assert importers == {"pipeline"}
