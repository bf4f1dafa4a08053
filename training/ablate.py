"""Tell what each step of a training gives: `python training/ablate.py training/ablation.toml`.

A plan in TOML names the steps; each is a call of another training command, made once a seed, on an encoder that is cut
to a few layers so that all of them end in a few hours on a CPU. The table gives the mean over the seeds of strict
micro-F1 on DEV, as it is and in bad spelling, and its standard deviation. Call it again after a kill: the runs that
ended are not made again, the one that was cut off goes on from its checkpoint.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from statistics import mean, stdev
from typing import Annotated, Any

import torch
import typer
from augment import AUGMENTATIONS
from encoders import load_reader
from evaluate_model import strict_f1
from options import start
from runs import RECORD, machine, versions, write_json
from transformers import AutoModel

from govner.schema import GovnerError, read_jsonl
from govner.tagging.tagger import Tagger

SPELLINGS = ("small_letters", "no_diacritics", "typos")
"""The augmentations of DEV on which the models are scored beside DEV as it is."""
PLAIN = "as it is"
ADAPTATION = "adapt_encoder"
"""The table of a plan that lets raw text change the cut encoder before some steps begin with it."""


def main(plan: Annotated[Path, typer.Argument(help="The plan (TOML).")]) -> None:
    """Make the runs of PLAN, write OUT/ablation.json and print the table."""
    told = read_plan(plan)
    out = Path(told["out"])
    cut_encoder(told["encoder"], told["layers"], out / "encoder")
    if ADAPTATION in told:
        adapt(told)
    scores: dict[str, dict[str, list[float]]] = {}
    for seed, step in product(told["seeds"], told["step"]):
        found = scored(made(step, seed, told), Path(told["dev"]))
        for spelling, f1 in found.items():
            scores.setdefault(step["name"], {}).setdefault(spelling, []).append(f1)
    write_json(out / "ablation.json", {"plan": told, "machine": machine(), "versions": versions(), "f1": scores})
    typer.echo("\n".join(table(scores)))


def read_plan(path: Path) -> dict[str, Any]:
    """A plan: `encoder`, `layers`, `dev`, `out`, `seeds`, `step` (a list), and tables of options by script.

    Raises:
        GovnerError: the file cannot be read, or lacks one of these.
    """
    try:
        plan = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GovnerError(f"{path}: not a TOML file that can be read ({error})") from None
    missing = [name for name in ("encoder", "layers", "dev", "out", "seeds", "step") if not plan.get(name)]
    missing += [f"{name} of a step" for step in plan.get("step", ()) for name in ("name", "script") if name not in step]
    if missing:
        raise GovnerError(f"{path}: the plan lacks {', '.join(missing)}")
    return plan


def cut_encoder(encoder: str, layers: list[int], folder: Path) -> None:
    """Write an encoder that is left with some of its layers, unless it is there."""
    if (folder / "config.json").exists():
        return
    model = AutoModel.from_pretrained(encoder, dtype=torch.float32)
    stack = getattr(getattr(model, "encoder", None), "layer", None)
    if stack is None or not all(0 <= layer < len(stack) for layer in layers):
        raise GovnerError(f"{encoder}: has no layers {', '.join(map(str, layers))} to keep")
    model.encoder.layer = torch.nn.ModuleList(stack[layer] for layer in layers)
    model.config.num_hidden_layers = len(layers)
    model.save_pretrained(folder)
    load_reader(encoder, "underthesea").save(folder)


def adapt(plan: Mapping[str, Any]) -> None:
    """Adapt the cut encoder, once for all seeds, to {out}/adapted/encoder."""
    out = Path(plan["out"])
    if not (out / "adapted" / "encoder" / RECORD).exists():
        options = {**plan[ADAPTATION], "encoder": str(out / "encoder"), "out": str(out / "adapted")}
        typer.echo("adapting the encoder")
        call(ADAPTATION, options, {"out": plan["out"]})


def made(step: Mapping[str, Any], seed: int, plan: Mapping[str, Any]) -> Path:
    """The folder of the model of one step and seed, trained unless it is there."""
    out = Path(plan["out"]) / f"{step['name']}-{seed}".replace(" ", "-")
    model = out / "model"
    if not (model / RECORD).exists():
        options = {"dev": plan["dev"], **plan.get(step["script"], {}), **step.get("options", {})}
        typer.echo(f"{step['name']}, seed {seed}")
        call(step["script"], {**options, "seed": seed, "out": str(out)}, {"out": plan["out"], "seed": seed})
    return model


def call(script: str, options: Mapping[str, Any], names: Mapping[str, Any]) -> None:
    """Run another training command with these options."""
    path = Path(__file__).with_name(f"{script}.py")
    subprocess.run([sys.executable, str(path), *arguments(options, names)], check=True)


def arguments(options: Mapping[str, Any], names: Mapping[str, Any]) -> Iterator[str]:
    """Options as a command line has them; `{out}` and `{seed}` in a text are those of the run."""
    for name, value in options.items():
        option = name.replace("_", "-")
        if isinstance(value, bool):
            yield f"--{option}" if value else f"--no-{option}"
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from (f"--{option}", str(one).format(**names))


def scored(model: Path, dev: Path) -> dict[str, float]:
    """Strict micro-F1 of a model on DEV, as it is and in bad spelling drawn by one seed."""
    reports = list(read_jsonl(dev))
    tagger = Tagger.load(model)
    found = {PLAIN: strict_f1(tagger, reports)}
    for spelling in SPELLINGS:
        rng = random.Random(1)
        found[spelling] = strict_f1(tagger, [AUGMENTATIONS[spelling](report, rng) for report in reports])
    return found


def table(scores: Mapping[str, Mapping[str, list[float]]]) -> Iterator[str]:
    """The rows of a Markdown table: a step, then mean and standard deviation by spelling."""
    columns = (PLAIN, *SPELLINGS)
    yield f"| step | {' | '.join(column.replace('_', ' ') for column in columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for step, found in scores.items():
        cells = (f"{mean(found[column]):.3f} ± {spread(found[column]):.3f}" for column in columns)
        yield f"| {step} | {' | '.join(cells)} |"


def spread(values: list[float]) -> float:
    """The standard deviation, 0 of a single value."""
    return stdev(values) if len(values) > 1 else 0.0


if __name__ == "__main__":
    start(main)
