"""Average the weights of fine-tuned models: `python training/average_models.py --help`.

Models that were fine-tuned from one encoder, each in its own way, lie close enough together that the mean of their
weights is a model too, and often a better one than any of them, at the price of one (Wortsman and others 2022, "Model
soups"). Which models and shares are best is for DEV to say.

The second head, by which figures find their owners, is averaged where all models have one, else it is that of the first
model. It is then fitted anew on TRAIN over the averaged encoder, which stays as it is.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import torch
import typer
from encoders import Reader, load_reader
from options import Dev, Out, Train, start
from rich.progress import track
from runs import begin, bf16_is_quick, device
from safetensors.torch import load_file, save_file
from train_joint import Batch, Joint, cross_fitted, linking_loss, owner_accuracy, rows
from train_linker import examples as linking_examples

from govner.schema import GovnerError, Report, read_jsonl
from govner.tagging.runtimes import HEAD_FILE

WEIGHTS = "model.safetensors"


@dataclass(frozen=True)
class Recipe:
    """The share of each model, and how the second head is fitted."""

    shares: tuple[float, ...]
    epochs: int
    learning_rate: float
    closeness: float
    dropout: float
    seed: int


@dataclass(frozen=True)
class Mentions:
    """The mentions of one report as the encoder writes them (mentions, width), and what the head must say of them."""

    hidden: torch.Tensor
    batch: Batch


def main(
    model: Annotated[list[Path], typer.Option(help="Folder of a fine-tuned model; give it for each.")],
    share: Annotated[list[float], typer.Option(help="Its share; give it for each, they sum up to 1.")],
    train: Train,
    dev: Dev,
    out: Out,
    epochs: Annotated[int, typer.Option(help="Epochs in which the head is fitted; 0: it is not.")] = 6,
    learning_rate: float = 1e-3,
    closeness: Annotated[float, typer.Option(help="How strongly the head is held to where it begins.")] = 1e-3,
    dropout: float = 0.1,
    seed: int = 1,
) -> None:
    """Average MODELs by SHAREs into OUT/model and fit the second head on TRAIN, as long as it gets better on DEV."""
    if len(model) != len(share):
        raise GovnerError(f"{len(model)} models and {len(share)} shares; give a --share for each --model")
    recipe = Recipe(tuple(share), epochs, learning_rate, closeness, dropout, seed)
    weights = [folder / WEIGHTS for folder in model]
    run = begin(out, str(model[0]), {"models": weights, "train": train, "dev": [dev]}, recipe, resume=False)
    target = out / "model"
    shutil.copytree(model[0], target, dirs_exist_ok=True)
    save_file(average([load_file(path) for path in weights], share), target / WEIGHTS, metadata={"format": "pt"})
    history = []
    heads = [folder / HEAD_FILE for folder in model]
    if all(path.exists() for path in heads):
        save_file(average([load_file(path) for path in heads], share), target / HEAD_FILE)
    if epochs and (target / HEAD_FILE).exists():
        gold, judged = [r for path in train for r in read_jsonl(path)], list(read_jsonl(dev))
        history = refit(target, gold, judged, recipe)
    run.write(target, history=history)
    typer.echo(f"model in {target}")


def average(models: Sequence[dict[str, torch.Tensor]], shares: Sequence[float]) -> dict[str, torch.Tensor]:
    """The weighted mean of the weights of models of one shape.

    Raises:
        GovnerError: their weights differ in names or shapes.
    """
    shapes = [{name: tensor.shape for name, tensor in weights.items()} for weights in models]
    if any(other != shapes[0] for other in shapes):
        raise GovnerError("the models differ in their layers; average models fine-tuned from one encoder")
    pairs = list(zip(models, shares, strict=True))
    return {name: torch.stack([weights[name] * share for weights, share in pairs]).sum(0) for name in models[0]}


def refit(folder: Path, gold: list[Report], judged: list[Report], recipe: Recipe) -> list[dict[str, float]]:
    """Fit the head of the model in a folder over its encoder; the epoch with the most owners right on DEV stays."""
    network = Joint(str(folder)).to(device()).eval()
    learnt, known = mentions(network, load_reader(str(folder), "none"), gold, judged, recipe.seed)
    head, origin = network.head.cpu(), network.head.weight.detach().clone().cpu()
    optimizer = torch.optim.AdamW(head.parameters(), lr=recipe.learning_rate, weight_decay=0.0)
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    history = [judge(head, known)]
    for _ in track(range(recipe.epochs), "head"):
        rng.shuffle(learnt)
        for at in range(0, len(learnt), 4):
            part = learnt[at : at + 4]
            losses = [
                linking_loss(head(torch.dropout(one.hidden, recipe.dropout, True))[None], one.batch) for one in part
            ]
            figures = sum(len(one.batch.document) for one in part)
            held = recipe.closeness * (head.weight - origin).square().sum()
            (torch.stack(losses).sum() / figures + held).backward()
            optimizer.step()
            optimizer.zero_grad()
        history.append(judge(head, known))
        if history[-1]["owners"] == max(entry["owners"] for entry in history):
            save_file(head.state_dict(), folder / HEAD_FILE)
    return history


def mentions(
    network: Joint, reader: Reader, gold: list[Report], judged: list[Report], seed: int
) -> tuple[list[Mentions], list[Mentions]]:
    """Both sets of reports as the encoder writes them; those without a figure teach nothing and are left out."""
    documents, judged_documents = ([linking_examples(report) for report in part] for part in (gold, judged))
    found = []
    for reports, parts, offsets in zip(
        (gold, judged), (documents, judged_documents), cross_fitted(documents, judged_documents, seed), strict=True
    ):
        batches = (rows(*one, reader) for one in zip(reports, parts, offsets, strict=True) if one[1])
        found.append([written(network, batch) for batch in track(batches, "reading", total=sum(map(bool, parts)))])
    return found[0], found[1]


def written(network: Joint, batch: Batch) -> Mentions:
    """The mentions of one report, read by the encoder."""
    ids, mask = batch.ids.to(device()), batch.mask.to(device())
    with torch.inference_mode(), torch.autocast(device(), dtype=torch.bfloat16, enabled=bf16_is_quick()):
        hidden = network.tagger.base_model(input_ids=ids, attention_mask=mask).last_hidden_state.float().cpu()
    places = torch.stack([torch.zeros(len(batch.places), dtype=torch.long), torch.arange(len(batch.places))], dim=1)
    at = hidden[batch.places[:, 0], batch.places[:, 1]].clone()
    return Mentions(at, replace(batch, places=places))


def judge(head: torch.nn.Linear, known: list[Mentions]) -> dict[str, float]:
    """How many owners and aims of gold METRICs are right."""
    with torch.inference_mode():
        return owner_accuracy((head(one.hidden)[None], one.batch) for one in known)


if __name__ == "__main__":
    start(main)
