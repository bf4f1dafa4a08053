"""Fine-tune one encoder to tag spans and to tell the owners of figures: `python training/train_joint.py --help`.

Newcomer's notes. The tagger's network gets a second head. For each piece it gives a *query* and a *key* of `WIDTH`
numbers: the query of a METRIC times the key of a unit is how well that unit fits as the owner, on top of what the
clues of `govner.linking` say. Two more numbers speak for "no owner" and for "a target". The clues that are added in
training come from weights fitted on other reports (cross-fitting), so that the network learns what they miss.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import transformers
import typer
from augment import augmented
from data import IGNORED, LabelledText, label
from encoders import Reader, load_reader
from epochs import Course, finish
from options import (
    Bf16,
    Config,
    Dev,
    EncoderName,
    Out,
    OutsideWeight,
    Patience,
    Resume,
    SegmenterName,
    Train,
    Warmup,
    start,
)
from rich.progress import track
from runs import begin, bf16_is_quick, device
from safetensors.torch import load_file, save_file
from sklearn.model_selection import KFold
from torch.nn import functional
from train_linker import Aims, AimSettings, Document, Owners, OwnerSettings
from train_linker import examples as linking_examples
from train_tagger import TAGS, load_network, strict_scores, tag_weights

from govner.linking.layout import lay_out
from govner.linking.states import COLUMNS, WIDTH
from govner.schema import GovnerError, Report, read_jsonl
from govner.tagging.encoding import windows
from govner.tagging.runtimes import HEAD_FILE

SHARES = {
    "small_letters": 0.16,
    "capital_lines": 0.07,
    "no_diacritics": 0.09,
    "typos": 0.04,
    "titles": 0.08,
    "people": 0.06,
    "places": 0.05,
    "figures": 0.05,
    "lines": 0.04,
}
"""How often each augmentation takes a report. Lines in capitals are read as small letters, so whole texts need none."""


@dataclass(frozen=True)
class Recipe:
    """The hyper-parameters of a run; a step reads reports until they fill `windows` windows."""

    windows: int
    hidden_words: float
    augment: bool
    linking_weight: float
    outside_weight: float
    bf16: bool
    epochs: int
    learning_rate: float
    warmup: float
    weight_decay: float
    patience: int
    segmenter: str
    seed: int


@dataclass(frozen=True)
class Offsets:
    """What the clues say of one report's METRICs: log-odds of every owner of every METRIC, and of a target."""

    owners: list[list[float]]
    aims: list[float]


@dataclass(frozen=True)
class Batch:
    """The windows of one report: `ids`, `mask`, `labels` (windows, pieces), and where its mentions open in them."""

    ids: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    places: torch.Tensor
    document: Document
    offsets: Offsets


def main(
    train: Train,
    dev: Dev,
    out: Out,
    encoder: EncoderName,
    epochs: int = 6,
    learning_rate: float = 1.5e-4,
    batch_windows: Annotated[int, typer.Option(help="Windows of a step.")] = 8,
    warmup: Warmup = 0.1,
    weight_decay: float = 0.01,
    hidden_words: Annotated[
        float, typer.Option(help="Share of the pieces that are hidden, in place of dropout.")
    ] = 0.1,
    augment: Annotated[
        bool, typer.Option("--augment/--no-augment", help="Put some reports in other spellings, names and figures.")
    ] = True,
    linking_weight: Annotated[float, typer.Option(help="Weight of the owners' loss against that of the tags.")] = 0.3,
    outside_weight: OutsideWeight = 1.0,
    patience: Patience = 0,
    seed: int = 1,
    segmenter: SegmenterName = "underthesea",
    bf16: Bf16 = None,
    resume: Resume = True,
    config: Config = None,  # noqa: ARG001  (its callback has read it)
) -> None:
    """Fine-tune ENCODER on TRAIN, keep the epoch with the best tags on DEV."""
    recipe = Recipe(
        batch_windows,
        hidden_words,
        augment,
        linking_weight,
        outside_weight,
        bf16_is_quick() if bf16 is None else bf16,
        epochs,
        learning_rate,
        warmup,
        weight_decay,
        patience,
        segmenter,
        seed,
    )
    run = begin(out, encoder, {"train": train, "dev": [dev]}, recipe, resume=resume)
    transformers.set_seed(seed)
    reader = load_reader(encoder, segmenter)
    gold = [report for path in train for report in read_jsonl(path)]
    judged = list(read_jsonl(dev))
    documents = [linking_examples(report) for report in gold]
    if not any(documents):
        raise GovnerError(f"{train[0]}: no report has a METRIC; fine-tune the encoder with train_tagger.py")
    judged_documents = [linking_examples(report) for report in judged]
    offsets, known = cross_fitted(documents, judged_documents, seed)
    dev_rows = [rows(*parts, reader) for parts in zip(judged, judged_documents, known, strict=True)]
    network = Joint(encoder).to(device())
    optimizer = optimizer_of(network, recipe)
    total = epochs * steps_of(gold, reader, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: slope(step, total, recipe.warmup))

    def learn_epoch(epoch: int) -> Iterator[float]:
        rng = random.Random(f"{seed}-{epoch}")
        for batches in epoch_batches(gold, documents, offsets, reader, recipe, rng):
            yield learn(network, batches, optimizer, reader, recipe)
            schedule.step()

    def save(folder: Path) -> None:
        network.save(folder)
        reader.save(folder)

    course = Course(network, optimizer, schedule, learn_epoch, lambda: judge(network, dev_rows, recipe.bf16), save)
    history = course.run(out, epochs, seed, patience)
    finish(run, history, reports={"train": len(gold), "dev": len(judged)}, augmentation=SHARES if augment else {})


class Joint(torch.nn.Module):
    """A token classifier with a second head of `COLUMNS` numbers a piece: query, key, no owner, target.

    An encoder that has both already, such as one that `restore_model.py` wrote, brings them along.
    """

    def __init__(self, encoder: str, dropout: float = 0.1):
        super().__init__()
        self.dropout = dropout
        # Drawing the random numbers of dropout takes half the time of a step on a CPU; hidden words do its work.
        self.tagger = load_network(encoder, without=("hidden_dropout_prob", "attention_probs_dropout_prob"))
        if not isinstance(getattr(self.tagger, "classifier", None), torch.nn.Linear) or hasattr(self.tagger, "head"):
            raise GovnerError(f"{encoder}: its token classifier is not one layer; fine-tune it with train_tagger.py")
        self.head = torch.nn.Linear(self.tagger.config.hidden_size, COLUMNS)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        if (Path(encoder) / HEAD_FILE).is_file():
            self.head.load_state_dict(load_file(Path(encoder) / HEAD_FILE))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Tag logits and states (windows, pieces, COLUMNS)."""
        ids, mask = ids.to(self.head.weight.device), mask.to(self.head.weight.device)
        hidden = self.tagger.base_model(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = functional.dropout(hidden, self.dropout, self.training)
        return self.tagger.classifier(hidden), self.head(hidden)

    def save(self, folder: Path) -> None:
        """Write the network and, beside it, the second head."""
        self.tagger.save_pretrained(folder)
        save_file(self.head.state_dict(), folder / HEAD_FILE)


def cross_fitted(
    documents: Sequence[Document], judged: Sequence[Document], seed: int
) -> tuple[list[Offsets], list[Offsets]]:
    """The clues' offsets of each report, from weights fitted on other reports."""
    owners, aims = Owners(documents), Aims(documents)
    owner_settings, aim_settings = OwnerSettings(4.0, 5), AimSettings(4.0, 5, 1.5)

    def fitted(learnt: Sequence[int], documents: Sequence[Document]) -> list[Offsets]:
        weights = owners.fit(learnt, owner_settings), aims.fit(learnt, aim_settings)
        return [offsets_of(document, *weights) for document in documents]

    found: dict[int, Offsets] = {}
    for learnt, held_out in KFold(5, shuffle=True, random_state=seed).split(documents):
        found |= zip(held_out, fitted(learnt, [documents[at] for at in held_out]), strict=True)
    return [found[at] for at in range(len(documents))], fitted(range(len(documents)), judged)


def offsets_of(document: Document, owner: dict[str, float], aim: dict[str, float]) -> Offsets:
    """What weights say of each METRIC of a report."""
    return Offsets(
        [[sum(owner.get(clue, 0.0) for clue in clues) for clues in one.options] for one in document],
        [sum(aim.get(clue, 0.0) for clue in one.aim) for one in document],
    )


def rows(report: Report, document: Document, offsets: Offsets, reader: Reader) -> Batch:
    """The windows of one report, padded to the longest."""
    pieces, settings = reader.encoder, reader.settings
    text = label(report, pieces, TAGS, settings)
    found = windows(text.encoding, settings.window, settings.overlap)
    size = max((window.end - window.start for window in found), default=0) + 2
    ids = np.full((len(found), size), reader.pad)
    mask = np.zeros((len(found), size), np.int64)
    labels = np.full((len(found), size), IGNORED)
    starts = mention_syllables(report, text)
    places = np.zeros((len(starts), 2), np.int64)
    anchors = text.encoding.anchors
    for at, window in enumerate(found):
        length = window.end - window.start
        ids[at, : length + 2] = [pieces.prefix, *text.encoding.ids[window.start : window.end], pieces.suffix]
        mask[at, : length + 2] = 1
        first, last = np.searchsorted(anchors, [window.start, window.end])
        labels[at, anchors[first:last] - window.start + 1] = text.tags[first:last]
        inside = np.flatnonzero((starts >= window.first) & (starts < window.last))
        places[inside, 0] = at
        places[inside, 1] = anchors[starts[inside]] - window.start + 1
    return Batch(*map(torch.from_numpy, (ids, mask, labels, places)), document, offsets)


def mention_syllables(report: Report, text: LabelledText) -> np.ndarray[Any, Any]:
    """The first syllable of each mention of a report, in the order of its layout."""
    ends = [end for _, end in text.encoding.syllables]
    mentions = lay_out(report.text, report.spans).mentions
    starts = [text.view.from_original(mention.start, mention.end)[0] for mention in mentions]
    return np.minimum(np.searchsorted(ends, starts, side="right"), max(len(ends) - 1, 0)).astype(np.int64)


def epoch_batches(
    gold: Sequence[Report],
    documents: Sequence[Document],
    offsets: Sequence[Offsets],
    reader: Reader,
    recipe: Recipe,
    rng: random.Random,
) -> Iterator[list[Batch]]:
    """The reports in a new order and spelling, gathered to steps."""
    order = list(range(len(gold)))
    rng.shuffle(order)
    gathered: list[Batch] = []
    for at in track(order, "epoch", disable=not sys.stderr.isatty()):
        report = augmented(gold[at], SHARES, rng) if recipe.augment else gold[at]
        gathered.append(rows(report, documents[at], offsets[at], reader))
        if sum(len(batch.ids) for batch in gathered) >= recipe.windows:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def steps_of(gold: Sequence[Report], reader: Reader, recipe: Recipe) -> int:
    """About how many steps an epoch will take."""
    window, overlap = reader.settings.window, reader.settings.overlap
    counted = sum(len(windows(reader.encoder.encode(report.text), window, overlap)) for report in gold)
    return max(1, counted // (recipe.windows + 2))


def slope(step: int, total: int, warmup: float) -> float:
    """The share of the learning rate at a step: a linear rise, then a linear fall to a twentieth."""
    rise = warmup * total
    return min((step + 1) / max(rise, 1), max(0.05, (total - step) / (total - rise)))


def optimizer_of(network: Joint, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW; the new heads learn five times as fast as the encoder."""
    base = list(network.tagger.base_model.parameters())
    known = {id(parameter) for parameter in base}
    new = [parameter for parameter in network.parameters() if id(parameter) not in known]
    groups = [{"params": base, "lr": recipe.learning_rate}, {"params": new, "lr": 5 * recipe.learning_rate}]
    return torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)


def learn(
    network: Joint, batches: list[Batch], optimizer: torch.optim.Optimizer, reader: Reader, recipe: Recipe
) -> float:
    """One step; the loss of the tags."""
    tagged = sum(int((batch.labels != IGNORED).sum()) for batch in batches)
    figures = max(1, sum(len(batch.document) for batch in batches))
    weights = tag_weights(recipe.outside_weight)
    shown = 0.0
    for batch in batches:
        ids = hide(batch.ids, recipe.hidden_words, reader)
        logits, states = read(network, ids, batch.mask, recipe.bf16)
        tags = functional.cross_entropy(logits.flatten(0, 1), batch.labels.flatten(), weights, reduction="sum") / tagged
        loss = tags + recipe.linking_weight * linking_loss(states, batch) / figures
        loss.backward()
        shown += float(tags.detach())
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return shown


def read(network: Joint, ids: torch.Tensor, mask: torch.Tensor, bf16: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """What the network gives, as numbers of 32 bits beside the labels."""
    with torch.autocast(device(), dtype=torch.bfloat16, enabled=bf16):
        logits, states = network(ids, mask)
    return logits.float().cpu(), states.float().cpu()


def hide(ids: torch.Tensor, share: float, reader: Reader) -> torch.Tensor:
    """Pieces replaced by the unknown one; the special ones stay."""
    special = torch.tensor([reader.encoder.prefix, reader.encoder.suffix, reader.pad, reader.unknown])
    hidden = (torch.rand(ids.shape) < share) & ~torch.isin(ids, special)
    return torch.where(hidden, torch.tensor(reader.unknown), ids)


def owner_scores(states: torch.Tensor, batch: Batch) -> Iterator[torch.Tensor]:
    """For each METRIC what the network says of each of its owners and of none."""
    at = states[batch.places[:, 0], batch.places[:, 1]]
    queries, keys, none = at[:, :WIDTH], at[:, WIDTH : 2 * WIDTH], at[:, 2 * WIDTH]
    for one in batch.document:
        metric = one.case.metric.index
        anchors = [owner.anchor.index for owner in one.case.owners if owner]
        yield torch.cat([keys[anchors] @ queries[metric] / math.sqrt(WIDTH), none[metric : metric + 1]])


def linking_loss(states: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The summed loss of the owners and aims of a report's METRICs."""
    loss = torch.zeros(())
    at = states[batch.places[:, 0], batch.places[:, 1]]
    for one, scores, offset, aim in zip(
        batch.document, owner_scores(states, batch), batch.offsets.owners, batch.offsets.aims, strict=True
    ):
        right = torch.tensor([one.is_right(owner.key if owner else None) for owner in one.case.owners])
        if right.any():
            whole = scores + torch.tensor(offset)
            loss = loss + torch.logsumexp(whole, 0) - torch.logsumexp(whole[right], 0)
        if one.owners:
            target = at[one.case.metric.index, -1] + aim
            loss = loss + functional.binary_cross_entropy_with_logits(
                target, torch.tensor(float(any(one.owners.values())))
            )
    return loss


def judge(network: Joint, batches: Sequence[Batch], bf16: bool) -> dict[str, float]:
    """Strict span scores over the windows, and how many owners and aims of gold METRICs are right."""
    network.eval()
    labels, guesses, read_states = [], [], []
    for batch in batches:
        with torch.inference_mode():
            logits, states = read(network, batch.ids, batch.mask, bf16)
        labels += list(batch.labels.numpy())
        guesses += list(logits.numpy())
        read_states.append(states)
    return {**strict_scores(Windows(labels, guesses)), **owner_accuracy(zip(read_states, batches, strict=True))}


def owner_accuracy(read_batches: Iterable[tuple[torch.Tensor, Batch]]) -> dict[str, float]:
    """How many owners and aims of gold METRICs are right, by the states of their reports and by the clues alone."""
    owners, alone, aims = [], [], []
    for states, batch in read_batches:
        scores = list(owner_scores(states, batch))
        at = states[batch.places[:, 0], batch.places[:, 1], -1]
        for one, score, offset, aim in zip(
            batch.document, scores, batch.offsets.owners, batch.offsets.aims, strict=True
        ):
            keys = [owner.key if owner else None for owner in one.case.owners]
            owners.append(one.is_right(keys[int((score + torch.tensor(offset)).argmax())]))
            alone.append(one.is_right(keys[int(np.argmax(offset))]))
            if one.owners:
                aims.append((float(at[one.case.metric.index]) + aim > 0) == any(one.owners.values()))
    return {
        "owners": round(float(np.mean(owners)), 4),
        "owners_by_clues": round(float(np.mean(alone)), 4),
        "aims": round(float(np.mean(aims)), 4),
    }


@dataclass(frozen=True)
class Windows:
    """What `strict_scores` reads: labels and logits padded to one length."""

    rows: Sequence[np.ndarray[Any, Any]]
    logits: Sequence[np.ndarray[Any, Any]]

    @property
    def label_ids(self) -> np.ndarray[Any, Any]:
        """(windows, pieces)."""
        size = max(map(len, self.rows))
        return np.stack([np.pad(row, (0, size - len(row)), constant_values=IGNORED) for row in self.rows])

    @property
    def predictions(self) -> np.ndarray[Any, Any]:
        """(windows, pieces, tags)."""
        size = max(map(len, self.logits))
        return np.stack([np.pad(row, ((0, size - len(row)), (0, 0))) for row in self.logits])


if __name__ == "__main__":
    start(main)
