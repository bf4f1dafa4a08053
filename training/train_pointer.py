"""Fit the pointer of a model to the indicators of METRICs: `python training/train_pointer.py --help`.

Newcomer's notes. The clues of `govner.values.indicators` know words and distances, the network sentences. A pointer
(`govner.tagging.pointing`) is a third head that reads a middle layer of the encoder: the last one knows little but the
tags. The encoder stays as it is, so no span changes and the fit takes minutes. The head says what the clues miss:
theirs come, in training, from weights fitted on other reports (cross-fitting), and both are added.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from options import Dev, Train, start
from rich.progress import track
from runs import device, hashes, machine, versions, write_json
from safetensors.torch import save_file
from sklearn.model_selection import KFold
from train_values import INDICATOR, MARGIN, Choice, Phrases, indicator_choices
from transformers import AutoModelForTokenClassification

from govner.evaluation.attributes import indicator_words, matched_metrics
from govner.evaluation.counts import total
from govner.schema import GovnerError, Pointer, Report, Span, read_jsonl
from govner.tagging import pointing
from govner.tagging.encoders import load_encoder
from govner.tagging.encoding import Encoder, windows
from govner.tagging.models import CONFIG, Settings
from govner.tagging.runtimes import POINTER_FILE
from govner.tagging.tagger import Tagger
from govner.values.attributes import with_attributes
from govner.values.indicators import phrase_scores

RECORD = "pointer.json"


@dataclass(frozen=True)
class Recipe:
    """The layer that the pointer reads, and how it is fitted; a step reads `batch_size` METRICs."""

    layer: int
    epochs: int
    learning_rate: float
    batch_size: int
    dropout: float
    weight_decay: float
    folds: int
    iterations: int
    seed: int


@dataclass(frozen=True)
class Example:
    """A METRIC whose indicator is learnt.

    `hidden` (syllables, width) is what the layer says of the syllables that the METRIC, at `metric` among them, points
    to; `opening` and `closing` (words,) are the syllables of the words of its window, the number of syllables standing
    for none. `clues` and `f1` (phrases,) belong to its phrases, which are `first` to `last` of the words.
    """

    hidden: torch.Tensor
    metric: int
    opening: torch.Tensor
    closing: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    clues: torch.Tensor
    f1: torch.Tensor


def main(
    model: Annotated[
        Path, typer.Option(help="Folder of a fine-tuned model (PyTorch); the pointer is written into it.")
    ],
    train: Train,
    dev: Dev,
    layer: Annotated[int, typer.Option(help="The layer of the encoder that the pointer reads; 0: the embeddings.")] = 8,
    epochs: int = 8,
    learning_rate: float = 1e-3,
    batch_size: Annotated[int, typer.Option(help="METRICs of a step.")] = 32,
    dropout: float = 0.1,
    weight_decay: float = 0.05,
    folds: Annotated[int, typer.Option(help="Parts of the cross-fitting of the clues.")] = 5,
    iterations: Annotated[int, typer.Option(help="Steps at most in fitting the clues.")] = 60,
    seed: int = 1,
) -> None:
    """Fit a pointer to the encoder of MODEL on TRAIN; tell on DEV, from gold spans, what it is worth."""
    recipe = Recipe(layer, epochs, learning_rate, batch_size, dropout, weight_decay, folds, iterations, seed)
    if not (model / CONFIG).is_file():
        raise GovnerError(f"{model}: no {CONFIG}; give the folder of a model that a training script wrote")
    torch.manual_seed(seed)
    gold, judged = [report for path in train for report in read_jsonl(path)], list(read_jsonl(dev))
    found = list(examples(gold, Hidden(model, layer), recipe))
    if not found:
        raise GovnerError(f"{train[0]}: no METRIC has an indicator in its sentence; nothing can be learnt")
    head = torch.nn.Linear(found[0].hidden.shape[1], pointing.COLUMNS)
    history = [round(loss, 4) for loss in fit(head, found, recipe)]
    save_file(head.state_dict(), model / POINTER_FILE)
    replace(Settings.read(model), pointer_layer=layer).write(model)
    bare = [replace(report, spans=tuple(map(without_values, report.spans)), relations=()) for report in judged]
    pointed = Tagger.load(model, runtime="torch").with_states(bare)
    f1 = {"clues": words_f1(judged, bare), "with pointer": words_f1(judged, pointed)}
    record = {
        "files": hashes({"train": train, "dev": [dev]}),
        "recipe": asdict(recipe),
        "machine": machine(),
        "versions": versions(),
        "metrics": len(found),
        "loss": history,
        "dev": f1,
    }
    write_json(model / RECORD, record)
    typer.echo(f"F1 of the words of indicators on DEV: {f1['clues']}, with the pointer {f1['with pointer']}")


class Hidden:
    """What a layer of a model's encoder says of texts."""

    def __init__(self, model: Path, layer: int):
        self._settings = replace(Settings.read(model), pointer_layer=None)
        self._encoder: Encoder = load_encoder(model, self._settings)
        network = AutoModelForTokenClassification.from_pretrained(model, dtype=torch.float32)
        if not 0 <= layer <= network.config.num_hidden_layers:
            raise GovnerError(f"{model}: has no layer {layer}, only {network.config.num_hidden_layers}")
        self._network, self._layer = network.to(device()).eval(), layer

    def around(self, report: Report, metrics: Iterable[int]) -> Iterator[tuple[torch.Tensor, int, Pointer]]:
        """For METRICs that start at these offsets: their syllables (syllables, width), which of them is the METRIC's
        first, and where they are in the text, in a pointer that says nothing."""
        view = self._settings.view(report.text)
        encoding = self._encoder.encode(view.text)
        hidden = self._of(encoding)
        ends = [end for _, end in encoding.syllables]
        for metric in metrics:
            at = int(np.searchsorted(ends, view.from_original(metric, metric + 1)[0], side="right"))
            first, last = pointing.reach(at, encoding.line_starts, len(ends))
            offsets = pointing.offsets(view, encoding.syllables[first:last], metric)
            silence = (0.0,) * (last - first)
            yield hidden[first:last], at - first, Pointer(offsets, silence, silence)

    def _of(self, encoding: Any) -> torch.Tensor:
        """What the layer says of every syllable of a text (syllables, width), in 16 bits."""
        parts = []
        for window in windows(encoding, self._settings.window, self._settings.overlap):
            pieces = encoding.ids[window.start : window.end].tolist()
            ids = torch.tensor([[self._encoder.prefix, *pieces, self._encoder.suffix]], device=device())
            with torch.inference_mode():
                said = self._network.base_model(input_ids=ids, output_hidden_states=True).hidden_states[self._layer]
            anchors = encoding.anchors[window.first : window.last] - window.start + 1
            parts.append(said[0, torch.from_numpy(anchors).to(device())].half().cpu())
        return torch.cat(parts).clone()


def examples(gold: Sequence[Report], hidden: Hidden, recipe: Recipe) -> Iterator[Example]:
    """The METRICs of reports whose indicator can be learnt."""
    choices = [list(indicator_choices(report)) for report in gold]
    parts = KFold(min(recipe.folds, len(gold)), shuffle=True, random_state=recipe.seed)
    clues: dict[int, dict[str, float]] = {}
    for learnt, held_out in parts.split(gold):
        known = [choice for at in learnt for choice in choices[at]]
        weights = Phrases(known, INDICATOR.minimum).fit(INDICATOR.l2, recipe.iterations) if known else {}
        clues |= dict.fromkeys(held_out.tolist(), weights)
    for at, report in enumerate(track(gold, "reading", disable=not sys.stderr.isatty())):
        if choices[at]:
            starts = [choice.window.words[choice.window.first].start for choice in choices[at]]
            for choice, start, around in zip(choices[at], starts, hidden.around(report, starts), strict=True):
                yield example(choice, start, *around, clues[at])


def example(
    choice: Choice, start: int, hidden: torch.Tensor, metric: int, pointer: Pointer, clues: dict[str, float]
) -> Example:
    """A METRIC that starts there, as it is learnt."""
    none, view = len(hidden), choice.window
    opening = (pointer.syllable(word.start - start) for word in view.words)
    closing = (pointer.syllable(word.end - 1 - start) for word in view.words)
    syllables = ([none if at is None else at for at in part] for part in (opening, closing))
    scores = [score for score, _, _ in phrase_scores(view, clues)]
    return Example(
        hidden,
        metric,
        *map(torch.tensor, syllables),
        *torch.tensor(choice.phrases).T,
        torch.tensor(scores),
        torch.tensor(choice.f1),
    )


def fit(head: torch.nn.Linear, found: Sequence[Example], recipe: Recipe) -> Iterator[float]:
    """Fit the head in place; the mean loss of each epoch."""
    torch.nn.init.normal_(head.weight, std=0.02)
    torch.nn.init.normal_(head.bias, std=0.3)
    optimizer = torch.optim.AdamW(head.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    steps = -(-len(found) // recipe.batch_size)
    total_steps = max(2, recipe.epochs * steps)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.learning_rate, total_steps, pct_start=0.1)
    rng = random.Random(recipe.seed)
    for _ in range(recipe.epochs):
        order = rng.sample(found, len(found))
        shown = 0.0
        for begin in track(range(0, len(order), recipe.batch_size), "epoch", disable=not sys.stderr.isatty()):
            batch = order[begin : begin + recipe.batch_size]
            loss = torch.stack([surprise(head, one, recipe.dropout) for one in batch]).sum()
            (loss / len(batch)).backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            shown += float(loss.detach())
        yield shown / len(found)


def surprise(head: torch.nn.Linear, one: Example, dropout: float) -> torch.Tensor:
    """The negative log-likelihood of the right phrases, which must win by a margin."""
    said = head(torch.nn.functional.dropout(one.hidden.float(), dropout))
    opens, closes = (torch.cat([part, part.new_zeros(1)]) for part in pointing.odds(said[one.metric], said))
    scores = one.clues + opens[one.opening[one.first]] + closes[one.closing[one.last]]
    scores = scores + MARGIN * (1 - one.f1)
    right = one.f1 >= one.f1.max() - 1e-6
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)


def without_values(span: Span) -> Span:
    """A gold span without what is to be found."""
    return Span(span.id, span.start, span.end, span.label, span.text)


def words_f1(gold: Sequence[Report], bare: Iterable[Report]) -> float | None:
    """The F1 of the words of the indicators that are found from gold spans, with the pointers that these have."""
    read = (
        replace(report, spans=with_attributes(report.text, report.spans, report.meta.get("date"))) for report in bare
    )
    f1 = total([indicator_words(matched_metrics(*pair)) for pair in zip(gold, read, strict=True)]).f1
    return None if f1 is None else round(f1, 4)


if __name__ == "__main__":
    start(main)
