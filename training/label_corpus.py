"""Let a trained tagger label raw reports for a student to learn from: `python training/label_corpus.py --help`.

Self-training: the labelled reports join the gold ones in `train_tagger.py`; what the teacher was unsure of is left out
of the student's loss. Documents that share a passage with the reports that judge the model are passed over.
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from govner.schema import GovnerError, Report, read_jsonl
from govner.tagging.tagger import Tagger

PASSAGE = 9
"""Words in a passage: two documents that share one are taken for the same text."""


def main(
    corpus: Annotated[Path, typer.Option(help="Raw text, UTF-8, plain or .xz, a blank line between documents.")],
    model: Annotated[str, typer.Option(help="The teacher: a model's folder or name.")],
    out: Annotated[Path, typer.Option(help="The labelled reports (JSONL).")],
    apart: Annotated[list[Path], typer.Option(help="Gold reports (JSONL) whose texts must not be labelled.")],
    count: Annotated[int, typer.Option(help="Documents to label.")] = 2000,
    shortest: Annotated[int, typer.Option(help="Characters of the shortest document.")] = 800,
    longest: Annotated[int, typer.Option(help="Characters of the longest document.")] = 5000,
    seed: int = 1,
) -> None:
    """Label COUNT documents of CORPUS, drawn by seed, with MODEL."""
    chosen = draw(corpus, apart, count, shortest, longest, seed)
    tagged = Tagger.load(model).tag(chosen)
    with out.open("w", encoding="utf-8") as lines:
        for number, (text, spans) in enumerate(track(zip(chosen, tagged, strict=True), total=len(chosen))):
            lines.write(Report(f"raw-{number}", text, {}, spans).to_json() + "\n")
    typer.echo(f"{len(chosen)} documents labelled by {model} in {out}")


def draw(corpus: Path, apart: Iterable[Path], count: int, shortest: int, longest: int, seed: int) -> list[str]:
    """At most `count` documents of a raw corpus, drawn by seed, that share no passage with the reports in `apart`."""
    known = {passage for path in apart for report in read_jsonl(path) for passage in passages(report.text)}
    fitting = [text for text in documents(corpus) if shortest <= len(text) <= longest]
    random.Random(seed).shuffle(fitting)
    return list(islice((text for text in fitting if known.isdisjoint(passages(text))), count))


def documents(corpus: Path) -> Iterator[str]:
    """The documents of a raw corpus, one at a time.

    Raises:
        GovnerError: the file is no UTF-8 text, or a broken archive.
    """
    try:
        yield from _documents(corpus)
    except (EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise GovnerError(f"{corpus}: not UTF-8 text, plain or whole in .xz ({error})") from None


def _documents(corpus: Path) -> Iterator[str]:
    with lzma.open(corpus, "rt", encoding="utf-8") if corpus.suffix == ".xz" else corpus.open(encoding="utf-8") as file:
        lines: list[str] = []
        for line in file:
            if line.strip():
                lines.append(line)
            elif lines:
                yield "".join(lines)
                lines = []
        if lines:
            yield "".join(lines)


def passages(text: str) -> Iterable[str]:
    """Every run of PASSAGE words of a text, without case or punctuation."""
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[at : at + PASSAGE]) for at in range(len(words) - PASSAGE + 1))


if __name__ == "__main__":
    typer.run(main)
