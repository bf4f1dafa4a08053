"""The options that the training commands share; a TOML file may give any of them, the command line wins.

Paths in the file are meant, as on the command line, from the folder in which the command is called.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from govner.schema import GovnerError


def use_config(context: typer.Context, path: Path | None) -> Path | None:
    """Take what a TOML file says as the defaults of a command's options.

    Raises:
        GovnerError: the file cannot be read, or names an option that the command does not have.
    """
    if path is None:
        return None
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GovnerError(f"{path}: not a TOML file that can be read ({error})") from None
    options = {name.replace("-", "_"): value for name, value in written.items()}
    known = {parameter.name: parameter for parameter in context.command.params if parameter.name != "config"}
    for name, value in options.items():
        if name not in known:
            raise GovnerError(f"{path}: there is no option {name!r}; the command has: {', '.join(map(str, known))}")
        if getattr(known[name], "multiple", False) and not isinstance(value, list):
            options[name] = [value]
    context.default_map = options
    return path


Config = Annotated[
    Path | None, typer.Option(help="A TOML file of options.", is_eager=True, callback=use_config, show_default=False)
]
Train = Annotated[list[Path], typer.Option(help="Gold reports to learn from (JSONL); may be given again.")]
Dev = Annotated[Path, typer.Option(help="Gold reports that choose the best epoch (JSONL).")]
Out = Annotated[Path, typer.Option(help="Folder of the run: checkpoints, logs, learning curves, and what it made.")]
EncoderName = Annotated[str, typer.Option(help="Folder or hub name of the encoder.")]
SegmenterName = Annotated[
    str, typer.Option(help="What joins syllables to words for PhoBERT: underthesea, pyvi or none.")
]
Warmup = Annotated[float, typer.Option(help="Share of the steps in which the learning rate rises.")]
OutsideWeight = Annotated[float, typer.Option(help="Weight of the tag O in the loss; those of spans have 1.")]
Patience = Annotated[int, typer.Option(help="Epochs without a better score on DEV that end the run; 0: none do.")]
Bf16 = Annotated[
    bool | None,
    typer.Option("--bf16/--no-bf16", help="Mixed precision.  [default: where GPU or processor is quick in it]"),
]
Resume = Annotated[
    bool, typer.Option("--resume/--no-resume", help="Go on from the last checkpoint in OUT, or begin anew.")
]


def start(command: Callable[..., Any] | typer.Typer) -> None:
    """Run a command, or an application of several; faults of the user end in one sentence on standard error."""
    try:
        command() if isinstance(command, typer.Typer) else typer.run(command)
    except (GovnerError, OSError) as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        raise SystemExit(2) from None
