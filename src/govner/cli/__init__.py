"""The command line: `govner extract`, `govner show`, `govner merge`, `govner convert`, `govner evaluate`.

Each command's work is in a module of its own, imported when the command runs, so that `govner --help` is quick.
Exit codes: 0 all done, 1 done but for some inputs, 2 a fault that stopped the command, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from govner import __version__
from govner.cli.terminal import fault_sentence, prepare_streams, say
from govner.schema import GovnerError


class _Group(TyperGroup):
    """Commands whose faults end in one sentence on standard error."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        prepare_streams()  # before the arguments are read: --help and --version print too
        return super().main(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _leave_output()
            raise typer.Exit(0) from None
        except (GovnerError, OSError) as error:
            say(f"govner: {fault_sentence(error)}")
            _leave_output_if_broken()
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            say("govner: interrupted")
            raise typer.Exit(130) from None


def _leave_output() -> None:
    """Point standard output nowhere, so that the flush at exit does not fail again and change the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave_output_if_broken() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _leave_output()


app = typer.Typer(
    name="govner",
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Officials and figures from Vietnamese local-government reports.",
)

Model = Annotated[str, typer.Option("--model", "-m", help="A model folder, or the name of a model of the package.")]

TextColumn = Annotated[
    str, typer.Option("--text-column", help="The column of a CSV, or the key of JSONL, that holds the texts.")
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"govner {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of all commands."""


@app.command()
def extract(
    reports: Annotated[
        list[str],
        typer.Argument(help="Files (.txt, .html, .docx, .pdf, .jsonl, .csv), folders of them, - for standard input."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="A .jsonl, .duckdb or .html file, or a .csv or .parquet name for tables; else JSONL to stdout.",
        ),
    ] = None,
    model: Model = "small",
    text_column: TextColumn = "text",
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the part file of a stopped run.")] = False,
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="Threads of the network.")] = None,
    batch_size: Annotated[int, typer.Option("--batch-size", min=1, help="Windows of text in one call.")] = 16,
    profile: Annotated[bool, typer.Option("--profile", help="Print times and peak memory to stderr.")] = False,
    engine: Annotated[
        Literal["local", "ray"],
        typer.Option("--engine", help="This process, or actors of Ray, on the cluster that RAY_ADDRESS names or here."),
    ] = "local",
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Actors of Ray, each on a core.")] = None,
) -> None:
    """Read reports and give their spans, relations, officials and figures."""
    from govner.cli.extraction import run

    code = run(
        reports,
        out,
        model,
        text_column=text_column,
        resume=resume,
        threads=threads,
        batch_size=batch_size,
        profile=profile,
        engine=engine,
        workers=workers,
    )
    raise typer.Exit(code)


@app.command()
def show(
    file: Annotated[
        str, typer.Argument(help="A .jsonl file of extracted reports, or a file to read; - for standard input.")
    ],
    model: Model = "small",
    text_column: TextColumn = "text",
) -> None:
    """Show the officials and figures of reports as tables; units in brackets are inferred."""
    from govner.cli.display import run

    raise typer.Exit(run(file, model, text_column))


@app.command()
def merge(
    reports: Annotated[list[Path], typer.Argument(help="The .jsonl files that `govner extract` wrote.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="A .csv name for the tables of officials, units, conflicts.")
    ],
) -> None:
    """Join the officials and units of many reports, and tell which posts are in dispute."""
    from govner.cli.merging import run

    run(reports, out)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A file of reports in any of the formats, or a folder.")],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="A name that ends in .label-studio.json, .doccano.jsonl, .conll, .spacy, .popolo.json or .jsonl; "
            "a name without an ending is a folder for brat.",
        ),
    ],
    from_format: Annotated[
        str | None, typer.Option("--from", help="The format of IN, where its name does not tell.")
    ] = None,
    to_format: Annotated[
        str | None, typer.Option("--to", help="The format of OUT, where its name does not tell.")
    ] = None,
) -> None:
    """Convert reports to and from the formats of annotation tools, spaCy and Popolo."""
    from govner.cli.conversion import run

    run(source, target, from_format, to_format)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A .jsonl file of annotated reports.")],
    model: Model = "small",
    predictions: Annotated[
        Path | None, typer.Option("--predictions", help="Score this .jsonl file, not a model.")
    ] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write all scores to this file too.")] = None,
    resamples: Annotated[
        int, typer.Option("--resamples", min=1, max=100_000, help="Resamples of the bootstrap.")
    ] = 1000,
    documents: Annotated[bool, typer.Option("--documents", help="Print the scores of each document too.")] = False,
) -> None:
    """Score a model, or predictions, against annotated reports."""
    from govner.cli.scoring import run

    run(gold, model, predictions, json_out, resamples=resamples, documents=documents)
