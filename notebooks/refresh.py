"""Bring the notebooks into the form in which they are kept: `python notebooks/refresh.py`.

The tour keeps its outputs, for those who read it on a forge, and is executed for that; the others keep none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent
WITH_OUTPUTS = ("tour",)
KEPT = ("text/plain", "text/html", "image/png")


def main() -> None:
    """Write all notebooks anew."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        if path.stem in WITH_OUTPUTS:
            options = {"timeout": 600, "record_timing": False}
            NotebookClient(notebook, resources={"metadata": {"path": str(FOLDER)}}, **options).execute()
        for cell in notebook.cells:
            if cell.cell_type == "code":
                tidy(cell, keep=path.stem in WITH_OUTPUTS)
        notebook.metadata = {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
        nbformat.write(notebook, path)


def tidy(cell: Any, *, keep: bool) -> None:
    """Take from a cell what a run leaves, but for the tables and pictures of one that is to keep them."""
    if not keep:
        cell.outputs, cell.execution_count = [], None
    for output in cell.outputs:
        if "data" in output:
            output.data = {kind: output.data[kind] for kind in KEPT if kind in output.data}
            output.metadata = {}


if __name__ == "__main__":
    main()
