"""Fit the weights that choose indicators and periods: `python training/train_values.py --help`.

Two small linear models over the clues that `govner.values` gives. For the indicator it is a softmax over the phrases of
a METRIC's window, whose score is the sum over the clues to their first word, their last, each word and their length;
phrases that share no word with gold must lose by a margin. For the period it is a softmax over a few options. Both
are fitted in the state that gold leaves behind for the next METRIC. The weights go to `weights.json` in the package.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.model_selection import KFold

from govner.evaluation.attributes import KEYS, agreements, indicator_words, matched_metrics, present_and_equal
from govner.evaluation.counts import Counts, total
from govner.schema import Report, Span, read_jsonl
from govner.text.names import name_key
from govner.values.attributes import with_attributes
from govner.values.indicators import LONGEST, Window, end_clues, inside_clues, length_clues, phrases, start_clues
from govner.values.periods import Before
from govner.values.scenes import Scene, scenes
from govner.values.weights import Weights

WEIGHTS = Path(str(files("govner.values"))) / "weights.json"

MARGIN = 4.0
"""By how much a phrase must lose that shares no word with the indicator of gold."""
ALIKE = 0.5
"""Where gold words its indicator itself, the phrases nearest to it are the right ones, if their F1 is this at least."""


@dataclass(frozen=True)
class Settings:
    """The strength of the L2 penalty, and how often a clue must be seen to get a weight."""

    l2: float
    minimum: int


INDICATOR = Settings(l2=2.0, minimum=10)
PERIOD = Settings(l2=4.0, minimum=5)


@dataclass(frozen=True)
class Choice:
    """One METRIC whose indicator is learnt: its phrases, and the F1 of each with the words of gold."""

    window: Window
    phrases: Sequence[tuple[int, int]]
    f1: Sequence[float]

    @property
    def best(self) -> list[int]:
        """The indices of the phrases nearest to gold."""
        return [index for index, f1 in enumerate(self.f1) if f1 >= max(self.f1) - 1e-9]


Options = tuple[Mapping[str | None, set[str]], str | None]
"""The options of a METRIC's period with their clues, and the right one."""


def main(
    train: Annotated[list[Path], typer.Option(help="Gold reports to learn from (JSONL); may be given again.")],
    dev: Annotated[Path | None, typer.Option(help="Gold reports to score on; they choose nothing.")] = None,
    more: Annotated[
        list[Path] | None, typer.Option(help="Reports to learn from too, that no cross-validation holds out.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The file to write.")] = WEIGHTS,
    folds: Annotated[int, typer.Option(help="Parts of the cross-validation; 0 for none.")] = 5,
    iterations: Annotated[int, typer.Option(help="Steps of the optimiser at most, for the indicators.")] = 60,
    seed: int = 1,
) -> None:
    """Fit the weights on TRAIN and write them to OUT; score them by cross-validation and on DEV."""
    gold = [report for path in train for report in read_jsonl(path)]
    added = [report for path in more or () for report in read_jsonl(path)]
    record: dict[str, Any] = {
        "data": [path.name for path in train],
        "more": [path.name for path in more or ()],
        "reports": len(gold) + len(added),
        "indicator": asdict(INDICATOR) | {"margin": MARGIN},
        "period": asdict(PERIOD),
    }
    if folds:
        scored = cross_validate(gold, added, folds, seed, iterations)
        record["cross_validation"] = {"folds": folds, "seed": seed, **scored}
    weights = fit([*gold, *added], iterations)
    text = json.dumps({"provenance": record, **asdict(weights)}, ensure_ascii=False, indent=0, sort_keys=True)
    out.write_text(text + "\n", encoding="utf-8")
    typer.echo(json.dumps(record, ensure_ascii=False))
    typer.echo(f"{len(weights.indicator)} weights for indicators and {len(weights.period)} for periods in {out}")
    if dev:
        for name, value in scores(list(read_jsonl(dev)), weights).items():
            typer.echo(f"{name:12}{value}")


def fit(gold: Sequence[Report], iterations: int) -> Weights:
    """The weights from gold reports."""
    choices = [choice for report in gold for choice in indicator_choices(report)]
    options = [option for report in gold for option in period_options(report)]
    return Weights(Phrases(choices, INDICATOR.minimum).fit(INDICATOR.l2, iterations), fit_periods(options, PERIOD))


def cross_validate(
    gold: Sequence[Report], added: Sequence[Report], folds: int, seed: int, iterations: int
) -> dict[str, Any]:
    """The scores of gold reports by weights from the others and the added ones."""
    guesses: list[tuple[Report, Report]] = []
    for learnt, held_out in KFold(folds, shuffle=True, random_state=seed).split(gold):
        weights = fit([*(gold[index] for index in learnt), *added], iterations)
        guesses += [(gold[index], predicted(gold[index], weights)) for index in held_out]
    return table(guesses)


def scores(gold: Sequence[Report], weights: Weights) -> dict[str, Any]:
    """The scores of all attributes, from gold spans."""
    return table([(report, predicted(report, weights)) for report in gold])


def predicted(report: Report, weights: Weights) -> Report:
    """A report with the attributes that we read from its gold spans."""
    bare = [Span(span.id, span.start, span.end, span.label, span.text) for span in report.spans]
    return Report(report.id, report.text, spans=with_attributes(report.text, bare, report.meta.get("date"), weights))


def table(reports: Iterable[tuple[Report, Report]]) -> dict[str, Any]:
    """Accuracy and F1 where given of each key, and the F1 of the words of the indicators."""
    pairs = [matched_metrics(gold, guess) for gold, guess in reports]
    count = sum(map(len, pairs))
    found: dict[str, Any] = {}
    for key in KEYS:
        right = sum(agreements(some)[key] for some in pairs)
        present = total([present_and_equal(some)[key] for some in pairs])
        found[key] = {"accuracy": round(right / count, 4), "f1": rounded(present)}
    return found | {"indicator": rounded(total([indicator_words(some) for some in pairs]))}


def rounded(counts: Counts) -> float | None:
    """The F1 with four decimals."""
    return None if counts.f1 is None else round(counts.f1, 4)


def _scenes(report: Report) -> Iterator[Scene]:
    return scenes(report.text, report.spans, report.meta.get("date"))


def indicator_choices(report: Report) -> Iterator[Choice]:
    """The METRICs of a report whose indicator lies near them, each with that of the one before as gold has it."""
    sentence, previous = -1, None
    for scene in _scenes(report):
        if scene.sentence[0] != sentence:
            sentence, previous = scene.sentence[0], None
        wanted = Counter(name_key(scene.metric.attributes.get("indicator", "")).split())
        if scene.figure is None or scene.figure.kind == "standard" or not wanted:
            continue
        choice = _choice(report.text, scene.window(previous), wanted)
        if max(choice.f1, default=0.0) >= ALIKE:
            yield choice
            ends = [(choice.window.words[first].start, choice.window.words[last].end) for first, last in choice.phrases]
            metric = scene.metric
            previous = min(
                (ends[at] for at in choice.best), key=lambda end: abs(end[0] + end[1] - metric.start - metric.end)
            )


def _choice(text: str, window: Window, wanted: Counter[str]) -> Choice:
    words = [name_key(text[word.start : word.end]).split() for word in window.words]
    found = list(phrases(window))
    f1: list[float] = []
    first = -1
    for begin, last in found:
        if begin != first:
            first, unseen, shared, length, next_word = begin, wanted.copy(), 0, 0, begin
        for word in chain.from_iterable(words[next_word : last + 1]):
            shared += unseen[word] > 0
            unseen[word] -= 1
            length += 1
        next_word = last + 1
        f1.append(2 * shared / (length + wanted.total()))
    return Choice(window, found, f1)


class Phrases:
    """The phrases of many METRICs in one row, each by the places of its first and last word among all words."""

    def __init__(self, choices: Sequence[Choice], minimum: int):
        kinds = (start_clues, end_clues, inside_clues)
        clues = [[some for choice in choices for some in kind(choice.window)] for kind in kinds]
        seen = Counter(clue for rows in clues for row in rows for clue in row)
        lengths = [length_clues(length)[0] for length in range(LONGEST + 1)]
        self.clues = sorted({clue for clue, count in seen.items() if count >= minimum} | set(lengths))
        column = {clue: index for index, clue in enumerate(self.clues)}
        self.matrices = [_matrix(rows, column) for rows in clues]
        offsets = np.cumsum([0, *(len(choice.window.words) for choice in choices)])
        self.size = int(offsets[-1])
        bounds = zip(choices, offsets, strict=False)
        ends = np.array(
            [(first + offset, last + offset) for choice, offset in bounds for first, last in choice.phrases]
        )
        self.first, self.last = ends[:, 0], ends[:, 1]
        self.length = np.array([column[clue] for clue in lengths])[self.last - self.first + 1]
        self.margin = MARGIN * (1 - np.array([f1 for choice in choices for f1 in choice.f1]))
        self.right = np.array(
            [index in best for choice in choices for best in [set(choice.best)] for index in range(len(choice.f1))]
        )
        self.choices = Groups([len(choice.phrases) for choice in choices])

    def fit(self, l2: float, iterations: int) -> dict[str, float]:
        """The weights that make the right phrases likeliest, those near 0 left out."""
        options = {"maxiter": iterations, "ftol": 1e-6}
        found = minimize(self.loss, np.zeros(len(self.clues)), args=(l2,), jac=True, method="L-BFGS-B", options=options)
        return _trimmed(dict(zip(self.clues, found.x, strict=True)))

    def loss(self, weights: Any, l2: float) -> tuple[float, Any]:
        """The negative log-likelihood of the right phrases with its gradient."""
        start, end, inside = (matrix @ weights for matrix in self.matrices)
        sums = np.concatenate([[0.0], np.cumsum(inside)])
        scores = start[self.first] + end[self.last] + sums[self.last + 1] - sums[self.first] + weights[self.length]
        loss, surplus = self.choices.loss(scores + self.margin, self.right)
        starts = np.bincount(self.first, surplus, self.size)
        ends = np.bincount(self.last, surplus, self.size)
        # A word is inside every phrase that has begun at or before it and not ended before it.
        insides = np.cumsum(starts) - np.cumsum(ends) + ends
        gradient = np.bincount(self.length, surplus, len(self.clues)) + l2 * weights
        for matrix, part in zip(self.matrices, (starts, ends, insides), strict=True):
            gradient += matrix.T @ part
        return loss + l2 * float(weights @ weights) / 2, gradient


class Groups:
    """Options in a row, parted into choices of the given sizes, of each of which one option is taken."""

    def __init__(self, sizes: Sequence[int]):
        self.sizes = np.array(sizes)
        self.first = np.cumsum(self.sizes) - self.sizes

    def loss(self, scores: Any, right: Any) -> tuple[float, Any]:
        """The negative log-likelihood of the right options, and how much likelier each option is than it should be."""
        values = np.exp(scores - np.repeat(np.maximum.reduceat(scores, self.first), self.sizes))
        every, good = np.add.reduceat(values, self.first), np.add.reduceat(values * right, self.first)
        surplus = values / np.repeat(every, self.sizes) - values * right / np.repeat(good, self.sizes)
        return float(np.log(every / good).sum()), surplus


def period_options(report: Report) -> Iterator[Options]:
    """The METRICs of a report whose period is among their options, each with that of the one before as gold has it."""
    before = None
    for scene in _scenes(report):
        if scene.figure is None:
            continue
        gold = scene.metric.attributes.get("period")
        options = scene.period_options(before)
        if gold in options:
            yield options, gold
        before = Before(scene.metric.end, scene.sentence, gold)


def fit_periods(choices: Sequence[Options], settings: Settings) -> dict[str, float]:
    """The weights that make the right options likeliest."""
    rows = [sorted(clues) for options, _ in choices for clues in options.values()]
    right = np.array([value == gold for options, gold in choices for value in options])
    groups = Groups([len(options) for options, _ in choices])
    seen = Counter(clue for row in rows for clue in row)
    clues = sorted(clue for clue, count in seen.items() if count >= settings.minimum)
    matrix = _matrix(rows, {clue: index for index, clue in enumerate(clues)})

    def loss(weights: Any) -> tuple[float, Any]:
        value, surplus = groups.loss(matrix @ weights, right)
        return value + settings.l2 * float(weights @ weights) / 2, matrix.T @ surplus + settings.l2 * weights

    found = minimize(loss, np.zeros(len(clues)), jac=True, method="L-BFGS-B")
    return _trimmed(dict(zip(clues, found.x, strict=True)))


def _matrix(rows: Sequence[Sequence[str]], column: Mapping[str, int]) -> Any:
    """Sets of clues as rows of 0 and 1."""
    known = [[column[clue] for clue in row if clue in column] for row in rows]
    starts = np.cumsum([0, *map(len, known)])
    indices = [index for row in known for index in row]
    return csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(column)))


def _trimmed(weights: Mapping[str, float]) -> dict[str, float]:
    return {clue: round(float(weight), 2) for clue, weight in weights.items() if abs(weight) >= 0.05}


if __name__ == "__main__":
    typer.run(main)
