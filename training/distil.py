"""Teach a network of few layers what larger ones say of reports: `python training/distil.py --help`.

Newcomer's notes. The *teachers* read raw reports and say of every syllable how likely each tag is. The mean of their
log-probabilities is what the *student* learns to say (Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a
Neural Network"); so are the *states* of the first teacher where a span opens, which tell the linker what belongs
together. Gold reports join in with their own tags. The student begins as a fine-tuned network that may lose most of
its layers; those that are kept may lie far apart (Sanh and others 2019, "DistilBERT"), and be made narrower.

What the teachers said lies in OUT/soft, a file a hundred texts: a call after a kill reads on from there.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
import torch
import transformers
import typer
from augment import augmented
from data import IGNORED, label
from encoders import Reader, load_reader
from epochs import Course, finish
from label_corpus import draw
from numpy.typing import NDArray
from options import Bf16, Config, Dev, EncoderName, Out, Resume, Train, Warmup, start
from rich.progress import track
from runs import begin, bf16_is_quick, device
from safetensors.numpy import load_file as load_arrays
from safetensors.numpy import save_file as save_arrays
from torch.nn import functional
from train_joint import SHARES as GOLD_SHARES
from train_joint import Joint, cross_fitted, hide, judge, read, rows, slope
from train_linker import examples as linking_examples
from train_tagger import TAGS

from govner.schema import GovnerError, Report, read_jsonl
from govner.tagging.encoding import Encoding, windows
from govner.tagging.runtimes import HEAD_FILE
from govner.tagging.tagger import ONNX_FILE, Tagger

SHARES = {"small_letters": 0.22, "capital_lines": 0.07, "no_diacritics": 0.12, "typos": 0.05}
"""How often each augmentation takes a raw text; they are those that keep the syllables that the teachers saw."""
OVERLAP = 32
"""Pieces that the student's windows share."""
SHARD = 100
POOL = 16
"""Steps whose windows are sorted by length before they are dealt out, so that little is padded."""

Halves = NDArray[np.float16]
Odds = NDArray[np.float32]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Recipe:
    """The hyper-parameters of a run; a step reads `windows` windows."""

    layers: tuple[int, ...]
    inner: int | None
    shares: tuple[float, ...]
    texts: int
    shortest: int
    longest: int
    epochs: int
    learning_rate: float
    windows: int
    warmup: float
    weight_decay: float
    hidden_words: float
    states_weight: float
    seed: int
    bf16: bool


@dataclass(frozen=True)
class Lesson:
    """A raw text, and of its syllables the log-probabilities (syllables, tags) and the states (syllables, columns)."""

    report: Report
    tags: Halves
    states: Halves

    def exercises(self, spelled: Report, reader: Reader) -> Iterator[Exercise]:
        """Its windows in some spelling; none where that has other syllables."""
        encoding = reader.encoder.encode(reader.settings.view(spelled.text).text)
        if len(encoding.syllables) == len(self.tags):
            yield from cut(encoding, odds(self.tags), self.states, reader)


@dataclass(frozen=True)
class Exercise:
    """A window: its ids (pieces,), the pieces that open its syllables, and what is to be said of those.

    The rows of `tags` are probabilities, or zeros where nothing is to be learnt; `states` has no rows if nobody knows.
    """

    ids: list[int]
    anchors: NDArray[np.int64]
    tags: Odds
    states: Halves


def main(
    teacher: Annotated[list[str], typer.Option(help="Name or folder of a model; may be given again.")],
    corpus: Annotated[Path, typer.Option(help="Raw text, UTF-8, plain or .xz, a blank line between documents.")],
    train: Train,
    dev: Dev,
    encoder: EncoderName,
    out: Out,
    share: Annotated[list[float] | None, typer.Option(help="Share of each teacher.  [default: equal]")] = None,
    apart: Annotated[list[Path] | None, typer.Option(help="Reports (JSONL) whose texts must not be read.")] = None,
    layers: Annotated[str, typer.Option(help="The layers of ENCODER that the student keeps.")] = "0,4,8,11",
    inner: Annotated[int | None, typer.Option(help="Inner units that a layer keeps.  [default: all]")] = None,
    texts: Annotated[int, typer.Option(help="Documents of the corpus to learn from.")] = 1600,
    shortest: Annotated[int, typer.Option(help="Characters of the shortest document.")] = 800,
    longest: Annotated[int, typer.Option(help="Characters of the longest document.")] = 5000,
    epochs: int = 5,
    learning_rate: float = 4e-4,
    batch_windows: Annotated[int, typer.Option(help="Windows of a step.")] = 8,
    warmup: Warmup = 0.06,
    weight_decay: float = 0.01,
    hidden_words: Annotated[float, typer.Option(help="Share of the pieces that are hidden.")] = 0.05,
    states_weight: Annotated[float, typer.Option(help="Weight of the states' loss against that of the tags.")] = 0.05,
    seed: int = 1,
    bf16: Bf16 = None,
    resume: Resume = True,
    config: Config = None,  # noqa: ARG001  (its callback has read it)
) -> None:
    """Teach LAYERS of the fine-tuned ENCODER what the TEACHERs say, keep the epoch with the best tags on DEV."""
    shares = share or [1 / len(teacher)] * len(teacher)
    if len(shares) != len(teacher):
        raise GovnerError(f"{len(teacher)} teachers and {len(shares)} shares; give a --share for each --teacher")
    recipe = Recipe(
        kept_layers(layers),
        inner,
        tuple(shares),
        texts,
        shortest,
        longest,
        epochs,
        learning_rate,
        batch_windows,
        warmup,
        weight_decay,
        hidden_words,
        states_weight,
        seed,
        bf16_is_quick() if bf16 is None else bf16,
    )
    teachers = [Tagger.load(name) for name in teacher]
    read_files = {
        "teachers": [weights_of(tagger.directory) for tagger in teachers],
        "corpus": [corpus],
        "train": train,
        "dev": [dev],
        "apart": apart or [],
    }
    run = begin(out, encoder, read_files, recipe, resume=resume)
    soft = out / "soft"
    if not resume:
        shutil.rmtree(soft, ignore_errors=True)
    drawn = draw(corpus, apart or [], texts, shortest, longest, seed)
    transformers.set_seed(seed)
    reader = load_reader(encoder, "none")
    network = student(encoder, recipe.layers, inner).to(device())
    gold, judged = [report for path in train for report in read_jsonl(path)], list(read_jsonl(dev))
    lessons = list(taught(drawn, teachers, shares, soft))
    documents, judged_documents = ([linking_examples(report) for report in reports] for reports in (gold, judged))
    _, known = cross_fitted(documents, judged_documents, seed)
    dev_rows = [rows(*parts, reader) for parts in zip(judged, judged_documents, known, strict=True)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=learning_rate, weight_decay=weight_decay, fused=True)
    counted = sum(1 for _ in found_in([*lessons, *gold], reader, None))
    total = max(1, epochs * counted // batch_windows)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: slope(step, total, warmup))

    def learn(epoch: int) -> Iterator[float]:
        work = list(steps([*lessons, *gold], reader, recipe, random.Random(f"{seed}-{epoch}")))
        for batch in track(work, "epoch"):
            yield step(network, batch, optimizer, reader, recipe)
            schedule.step()

    def save(folder: Path) -> None:
        network.save(folder)
        reader.save(folder)

    course = Course(network, optimizer, schedule, learn, lambda: judge(network, dev_rows, recipe.bf16), save)
    history = course.run(out, epochs, seed)
    counts = {"raw": len(drawn), "gold": len(gold)}
    finish(run, history, texts=counts, augmentation={"raw": SHARES, "gold": GOLD_SHARES})


def kept_layers(written: str) -> tuple[int, ...]:
    """The numbers in "0,4,8"."""
    try:
        return tuple(map(int, written.split(",")))
    except ValueError:
        raise GovnerError(f"--layers {written}: not numbers parted by commas, such as 0,4,8,11") from None


def weights_of(directory: Path) -> Path:
    """The file with the weights of a model folder."""
    return next(path for name in (ONNX_FILE, "model.safetensors") if (path := directory / name).exists())


def student(encoder: str, layers: Sequence[int], inner: int | None) -> Joint:
    """A fine-tuned network with both heads, left with these of its layers, which keep `inner` units, None for all.

    Raises:
        GovnerError: it has no such layers, not so many units, or no second head.
    """
    network = Joint(encoder, dropout=0.0)
    stack = getattr(getattr(network.tagger.base_model, "encoder", None), "layer", None)
    if stack is None or not all(0 <= layer < len(stack) for layer in layers):
        raise GovnerError(f"{encoder}: has no layers {', '.join(map(str, layers))} to keep")
    if not (Path(encoder) / HEAD_FILE).is_file():
        raise GovnerError(f"{encoder}: no {HEAD_FILE}; fine-tune it with train_joint.py first")
    network.tagger.base_model.encoder.layer = torch.nn.ModuleList(stack[layer] for layer in layers)
    network.tagger.config.num_hidden_layers = len(layers)
    if inner is not None:
        if not 0 < inner <= network.tagger.config.intermediate_size:
            raise GovnerError(f"{encoder}: its layers have no {inner} inner units to keep")
        for layer in network.tagger.base_model.encoder.layer:
            narrow(layer, inner)
        network.tagger.config.intermediate_size = inner
    return network


def narrow(layer: Any, inner: int) -> None:
    """Leave a layer only those of its inner units whose weights are largest, going in and coming out.

    Norms tell which units matter least (Li and others 2017, "Pruning Filters for Efficient ConvNets").
    """
    up, down = layer.intermediate.dense, layer.output.dense
    kept = (up.weight.norm(dim=1) * down.weight.norm(dim=0)).topk(inner).indices.sort().values
    for dense, weight in ((up, up.weight[kept]), (down, down.weight[:, kept])):
        dense.weight = torch.nn.Parameter(weight.detach().clone())
    up.bias = torch.nn.Parameter(up.bias[kept].detach().clone())
    up.out_features = down.in_features = inner


def taught(texts: Sequence[str], teachers: Sequence[Tagger], shares: Sequence[float], soft: Path) -> Iterator[Lesson]:
    """What the teachers say of raw texts; what the files in `soft` do not have of it is added to them."""
    soft.mkdir(exist_ok=True)
    for number, part in enumerate(track(list(batched(texts, SHARD)), "the teachers read")):
        shard = soft / f"{number:05}.safetensors"
        if not shard.exists():
            said = {}
            for at, outputs in enumerate(zip(*(tagger.outputs(part) for tagger in teachers), strict=True)):
                said[f"{at}.tags"] = mean_of([logits for logits, _ in outputs], shares)
                said[f"{at}.states"] = outputs[0][1]
            save_arrays(said, shard.with_suffix(".part"))
            shard.with_suffix(".part").replace(shard)
        arrays = load_arrays(shard)
        for at, text in enumerate(part):
            yield Lesson(Report(f"{number}-{at}", text), arrays[f"{at}.tags"], arrays[f"{at}.states"])


def mean_of(logits: Sequence[NDArray[np.float32]], shares: Sequence[float]) -> Halves:
    """The weighted mean of the log-probabilities that logits (syllables, tags) mean."""
    parts = (share * torch.from_numpy(one).log_softmax(-1) for one, share in zip(logits, shares, strict=True))
    total: torch.Tensor = sum(parts, torch.zeros(()))
    halves: Halves = total.numpy().astype(np.float16)
    return halves


def odds(log_probabilities: Halves) -> Odds:
    """The probabilities (syllables, tags) that log-probabilities mean, which need not be whole."""
    found: Odds = torch.from_numpy(log_probabilities).float().softmax(-1).numpy()
    return found


def told(report: Report, reader: Reader) -> Iterator[Exercise]:
    """The windows of a gold report."""
    text = label(report, reader.encoder, TAGS, reader.settings)
    right = np.array(text.tags, np.int64)
    tags = np.zeros((len(right), len(TAGS)), np.float32)
    certain = np.flatnonzero(right != IGNORED)
    tags[certain, right[certain]] = 1
    return cut(text.encoding, tags, np.zeros((0, 0), np.float16), reader)


def cut(encoding: Encoding, tags: Odds, states: Halves, reader: Reader) -> Iterator[Exercise]:
    """The windows of a text of which `tags` and `states` are known by syllable."""
    for window in windows(encoding, reader.settings.window, OVERLAP):
        ids = [reader.encoder.prefix, *encoding.ids[window.start : window.end].tolist(), reader.encoder.suffix]
        first, last = np.searchsorted(encoding.anchors, [window.start, window.end])
        anchors = encoding.anchors[first:last] - window.start + 1
        yield Exercise(ids, anchors, tags[first:last], states[first:last])


def found_in(material: Iterable[Lesson | Report], reader: Reader, rng: random.Random | None) -> Iterator[Exercise]:
    """The exercises in lessons and gold reports, in another spelling if `rng` is given."""
    for one in material:
        if isinstance(one, Lesson):
            yield from one.exercises(augmented(one.report, SHARES, rng) if rng else one.report, reader)
        else:
            yield from told(augmented(one, GOLD_SHARES, rng) if rng else one, reader)


def steps(
    material: Sequence[Lesson | Report], reader: Reader, recipe: Recipe, rng: random.Random
) -> Iterator[tuple[Exercise, ...]]:
    """The exercises of an epoch, in a new order and spelling, by steps."""
    found = found_in(rng.sample(material, len(material)), reader, rng)
    for pool in batched(found, POOL * recipe.windows):
        dealt = list(batched(sorted(pool, key=lambda one: len(one.ids)), recipe.windows))
        yield from rng.sample(dealt, len(dealt))


def step(
    network: Joint, batch: tuple[Exercise, ...], optimizer: torch.optim.Optimizer, reader: Reader, recipe: Recipe
) -> float:
    """One step on what the teachers said; the loss of the tags."""
    ids, mask = padded([one.ids for one in batch], reader.pad)
    logits, states = read(network, hide(ids, recipe.hidden_words, reader), mask, recipe.bf16)
    windows_at = np.repeat(np.arange(len(batch)), [len(one.anchors) for one in batch])
    pieces_at = np.concatenate([one.anchors for one in batch])
    wanted = torch.from_numpy(np.concatenate([one.tags for one in batch]))
    tags = functional.cross_entropy(logits[windows_at, pieces_at], wanted)
    loss = tags + recipe.states_weight * states_loss(states[windows_at, pieces_at], wanted, batch)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(tags.detach())


def states_loss(states: torch.Tensor, wanted: torch.Tensor, batch: Sequence[Exercise]) -> torch.Tensor:
    """How far the states (syllables, columns) lie from the known ones where a span opens."""
    known = torch.from_numpy(np.repeat([len(one.states) > 0 for one in batch], [len(one.anchors) for one in batch]))
    opening = (wanted.argmax(-1)[:, None] == OPENING).any(-1)
    if not (known & opening).any():
        return torch.zeros(())
    right = torch.from_numpy(np.concatenate([one.states for one in batch if len(one.states)])).float()
    return functional.mse_loss(states[known & opening], right[opening[known]])


OPENING = torch.tensor([at for at, tag in enumerate(TAGS) if tag.startswith("B-")])
"""The tags at which a span opens."""


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Items by so many, the last ones fewer (as itertools has it from Python 3.12 on)."""
    rest = iter(items)
    return iter(lambda: tuple(islice(rest, size)), ())


def padded(found: Iterable[list[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Windows as `ids` and `mask` (windows, pieces)."""
    tensors = [torch.tensor(ids) for ids in found]
    ids = torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=pad)
    lengths = torch.tensor([len(one) for one in tensors])
    return ids, (torch.arange(ids.shape[1])[None] < lengths[:, None]).long()


if __name__ == "__main__":
    start(main)
