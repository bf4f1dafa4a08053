"""Does it matter how a text is written? `python benchmarks/perturbation.py GOLD.jsonl`

Tags every report of a gold file as it is and again in other spellings that say the same: decomposed Unicode, CRLF line
ends, both tone placements, doubled spaces. Prints for each how many spans do not equal the text at their offsets (must
be none) and how many are not found again (label and words, spelling aside).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from govner.schema import Span, read_jsonl
from govner.tagging.tagger import Tagger
from govner.text.normalize import ToneStyle, normalize

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: re.sub(r"\r?\n", "\r\n", text),
    "tone mark on the first vowel": lambda text: normalize(text, ToneStyle.FIRST).text,
    "tone mark on the second vowel": lambda text: normalize(text, ToneStyle.SECOND).text,
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}


def main(
    gold: Annotated[list[Path], typer.Argument(help="Reports (JSONL); their annotation is not used.")],
    model: str = "small",
    runtime: str = "auto",
) -> None:
    """Tag the reports of GOLD in every spelling and compare."""
    texts = [report.text for path in gold for report in read_jsonl(path)]
    tagger = Tagger.load(model, runtime=runtime)  # type: ignore[arg-type]
    table = Table("spelling", "reports", "spans", "not at their offsets", "lost", "new")
    plain: list[Counter[tuple[str, str]]] = []
    for name, respell in SPELLINGS.items():
        spelled = [respell(text) for text in texts]
        stream = track(tagger.tag(spelled), description=name, total=len(spelled), transient=True)
        found = list(stream)
        wrong = sum(text[s.start : s.end] != s.text for text, spans in zip(spelled, found, strict=True) for s in spans)
        counts = [words(spans) for spans in found]
        plain = plain or counts
        lost = sum((before - after).total() for before, after in zip(plain, counts, strict=True))
        new = sum((after - before).total() for before, after in zip(plain, counts, strict=True))
        total = sum(len(spans) for spans in found)
        table.add_row(name, *(str(value) for value in (len(texts), total, wrong, lost, new)))
    Console().print(table)


def words(spans: Sequence[Span]) -> Counter[tuple[str, str]]:
    """The spans of one report, spelling aside."""
    return Counter((span.label, normalize(span.text).text) for span in spans)


if __name__ == "__main__":
    typer.run(main)
