"""Fit the weights of the figure linker: `python training/train_linker.py --help`.

Two small linear models over the clues that `govner.linking` gives: a softmax over the candidate owners of a METRIC and
"none", and a logistic one for a target against a result; what the METRIC before has is a clue in either. Their
settings are chosen by cross-validation over whole documents, and the weights go to `weights.json` in the package.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedKFold

from govner.evaluation.counts import Counts, total
from govner.evaluation.relations import relations
from govner.linking.aim_chain import AimCase, aim_cases, best_aims
from govner.linking.candidates import pairs
from govner.linking.figures import Case, best_chain, cases, figures
from govner.linking.focus import steps
from govner.linking.layout import Layout, lay_out, nearest
from govner.linking.positions import SCORES, holders_of, positions
from govner.linking.posts import posts_of
from govner.linking.states import OF_AIMS, OF_OWNERS, WIDTH
from govner.linking.weights import Weights, shipped_weights
from govner.schema import SIGNATURES, GovnerError, Relation, Report, Span, read_jsonl
from govner.tagging.tagger import Tagger

WEIGHTS = Path(str(files("govner.linking"))) / "weights.json"


@dataclass(frozen=True)
class OwnerSettings:
    """How the owners are fitted: the strength of the L2 penalty, and how often a clue must be seen to get a weight."""

    l2: float
    minimum: int


@dataclass(frozen=True)
class AimSettings:
    """How the aims are fitted: a target weighs as much as `target_weight` results."""

    l2: float
    minimum: int
    target_weight: float


L2 = (1.0, 2.0, 4.0, 8.0)
MINIMUM = (5, 10)
AIM_MINIMUM = (3, 5)
TARGET_WEIGHT = (1.0, 1.5)
LEAST = 0.1
"""Weights below are left out."""
SOURCE = "source."
"""How the clues begin that tell one source from another."""


@dataclass(frozen=True)
class Example:
    """One METRIC of a gold report: what the linker sees of it and `owners`, key -> whether it is that one's target.

    `options` are the clues to each owner of the case, with the clue that lies in the right owner of the METRIC before;
    `aim` those to its aim, with those that lie in the right aim of the METRIC before that has an owner. `aim_case` is
    None where it has no owner itself.
    """

    layout: Layout
    case: Case
    options: tuple[frozenset[str], ...]
    aim_case: AimCase | None
    aim: frozenset[str]
    owners: Mapping[str, bool]

    def is_right(self, key: str | None) -> bool:
        """Whether a unit, or None, is what gold says."""
        return key in self.owners if self.owners else key is None


Document = Sequence[Example]
Fold = tuple[Sequence[int], Sequence[int]]


def main(
    train: Annotated[list[Path], typer.Option(help="Gold reports (JSONL); the first choose the settings.")],
    dev: Annotated[Path | None, typer.Option(help="Gold reports to score the linker on; they choose nothing.")] = None,
    out: Annotated[Path, typer.Option(help="The file to write.")] = WEIGHTS,
    model: Annotated[str | None, typer.Option(help="A tagger whose second head helps the linker on DEV.")] = None,
    folds: Annotated[int, typer.Option(help="Parts of a cross-validation.")] = 5,
    repeats: Annotated[int, typer.Option(help="Cross-validations, each with other parts.")] = 3,
    penalty: Annotated[
        list[float] | None,
        typer.Option(help="Strength of the L2 penalty to try; may be given again.  [default: 1, 2, 4, 8]"),
    ] = None,
    seed: int = 1,
) -> None:
    """Choose the settings by cross-validation on TRAIN, fit the weights on all of it and write them to OUT."""
    sources = [list(read_jsonl(path)) for path in train]
    gold = [report for source in sources for report in source]
    documents = [of_source(number, examples(report)) for number, source in enumerate(sources) for report in source]
    if not sources[0]:
        raise GovnerError(f"{train[0]}: no reports; begin with those most like what the linker will read")
    parts = RepeatedKFold(n_splits=folds, n_repeats=repeats, random_state=seed).split(documents)
    # Scored are the reports of the first source alone: the linker is to know their shares, not those of the others.
    splits = [(learnt, [at for at in held_out if at < len(sources[0])]) for learnt, held_out in parts]
    owner = choose_owner_settings(documents, splits, penalty or L2)
    aim = choose_aim_settings(documents, splits, penalty or L2)
    scores = cross_validate(documents, splits, owner, aim)
    weights = fit(documents, owner, aim)
    record = {
        "provenance": {
            "data": [path.name for path in train],
            "reports": len(gold),
            "cross_validation": {"folds": folds, "repeats": repeats, "seed": seed, "penalties": list(penalty or L2)},
            "owner": asdict(owner),
            "aim": asdict(aim),
            "f1": scores,
        },
        **asdict(weights),
    }
    compared = {"shipped until now": shipped_weights(), "fitted": weights} if dev else {}
    out.write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    typer.echo(json.dumps(record["provenance"], ensure_ascii=False))
    typer.echo(f"{len(weights.owner)} weights for owners and {len(weights.aim)} for aims in {out}")
    typer.echo("\nrule        precision  links on train")
    for rule, counts in rule_counts(gold).items():
        typer.echo(f"{rule:12}{show(counts.precision):>9}{counts.predicted:8}")
    if dev:
        report_dev(list(read_jsonl(dev)), compared, model)


def examples(report: Report) -> Document:
    """The METRICs of a gold report, in order."""
    layout = lay_out(report.text, report.spans)
    keys = {mention.span.id: mention.key for mention in layout.mentions}
    owners: dict[str, dict[str, bool]] = defaultdict(dict)
    for relation in report.relations:
        if relation.label in ("HAS_RESULT", "HAS_TARGET"):
            owners[relation.tail][keys[relation.head]] = relation.label == "HAS_TARGET"
    owned = [metric for metric in layout.labelled("METRIC") if metric.span.id in owners]
    aims = dict(zip((metric.index for metric in owned), aim_cases(layout, owned), strict=True))
    found: list[Example] = []
    target = False
    for case in cases(layout):
        before = found[-1].owners if found else {}
        options = zip(case.owners, case.clues, strict=True)
        clues = tuple(
            frozenset((*one, *_step(before, owner.key if owner else None, case.far))) for owner, one in options
        )
        aim = aims.get(case.metric.index)
        told = frozenset((*aim.clues, *aim.after(target))) if aim else frozenset()
        own = owners.get(case.metric.span.id, {})
        found.append(Example(layout, case, clues, aim, told, own))
        target = any(own.values()) if own else target
    return found


def of_source(number: int, document: Document) -> Document:
    """A document of a further source, with a clue that no table of weights keeps.

    How many METRICs have no owner differs from one collection of reports to the next (news is full of figures of
    nobody, plans are not). The further sources have a weight of their own for that, so that the one that is kept is of
    the first, which is the most like what the linker will read.
    """
    if number == 0:
        return document
    none = f"{SOURCE}{number}.none"
    return [replace(one, options=(*one.options[:-1], one.options[-1] | {none})) for one in document]


def _step(before: Collection[str], here: str | None, far: str | None) -> Iterator[str]:
    if far:
        yield from steps(here if here in before else min(before, default=None), here, far)


class ClueMatrix:
    """Sets of clues as the rows of a sparse matrix of 0 and 1, each row belonging to a document."""

    def __init__(self, rows: Sequence[frozenset[str]], documents: Sequence[int]):
        self.clues = sorted({clue for row in rows for clue in row})
        column = {clue: at for at, clue in enumerate(self.clues)}
        indices = [column[clue] for row in rows for clue in sorted(row)]
        starts = np.cumsum([0, *map(len, rows)])
        self.matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(column)))
        self.documents = np.array(documents)

    def part(self, documents: Sequence[int], minimum: int) -> tuple[Any, Any, list[str]]:
        """Of some documents: the row numbers, their matrix, and its columns, the clues seen `minimum` times there."""
        rows = np.flatnonzero(np.isin(self.documents, documents))
        matrix = self.matrix[rows]
        seen = matrix.sum(axis=0).A1
        columns = np.flatnonzero(seen >= minimum)
        return rows, matrix[:, columns], [self.clues[at] for at in columns]


class Owners:
    """The options of every METRIC whose owner is among them."""

    def __init__(self, documents: Sequence[Document]):
        options = [
            (clues, number, index, one.is_right(owner.key if owner else None))
            for number, document in enumerate(documents)
            for index, one in enumerate(document)
            if any(one.is_right(owner.key if owner else None) for owner in one.case.owners)
            for clues, owner in zip(one.options, one.case.owners, strict=True)
        ]
        self.clues = ClueMatrix([clues for clues, *_ in options], [number for _, number, *_ in options])
        self.metrics = np.array([(number, index) for _, number, index, _ in options])
        self.right = np.array([float(right) for *_, right in options])

    def fit(self, documents: Sequence[int], settings: OwnerSettings) -> dict[str, float]:
        """The weights that make the right options of some documents likeliest."""
        rows, matrix, clues = self.clues.part(documents, settings.minimum)
        right = self.right[rows]
        first = np.flatnonzero(np.diff(self.metrics[rows], axis=0, prepend=-1).any(axis=1))
        sizes = np.diff(first, append=len(rows))

        def loss(weights: Any) -> tuple[float, Any]:
            values = matrix @ weights
            values = np.exp(values - np.repeat(np.maximum.reduceat(values, first), sizes))
            all_sum, right_sum = np.add.reduceat(values, first), np.add.reduceat(values * right, first)
            surplus = values / np.repeat(all_sum, sizes) - values * right / np.repeat(right_sum, sizes)
            penalty = settings.l2 * weights @ weights / 2
            return float(np.log(all_sum / right_sum).sum() + penalty), matrix.T @ surplus + settings.l2 * weights

        found = minimize(loss, np.zeros(len(clues)), jac=True, method="L-BFGS-B", options={"ftol": 1e-7})
        return dict(zip(clues, map(float, found.x), strict=True))


class Aims:
    """The clues to the aim of every METRIC that has an owner."""

    def __init__(self, documents: Sequence[Document]):
        owned = [(one, number) for number, document in enumerate(documents) for one in document if one.owners]
        self.clues = ClueMatrix([one.aim for one, _ in owned], [number for _, number in owned])
        self.target = np.array([any(one.owners.values()) for one, _ in owned])

    def fit(self, documents: Sequence[int], settings: AimSettings) -> dict[str, float]:
        """The weights that part the targets of some documents from the results."""
        rows, matrix, clues = self.clues.part(documents, settings.minimum)
        if len(set(self.target[rows])) < 2:
            return {}  # nothing tells a target from a result where there is but one of them
        balance = {False: 1.0, True: settings.target_weight}
        # The clue "always" is the intercept, so that the linker needs no other number.
        model = LogisticRegression(
            C=1 / settings.l2, class_weight=balance, fit_intercept=False, solver="liblinear", max_iter=1000
        )
        model.fit(matrix, self.target[rows])
        return dict(zip(clues, map(float, model.coef_[0]), strict=True))


def choose_owner_settings(
    documents: Sequence[Document], splits: Iterable[Fold], penalties: Iterable[float]
) -> OwnerSettings:
    """The settings with the best cross-validated F1 of owners."""
    owners = Owners(documents)
    found = {OwnerSettings(*values): Counts() for values in product(penalties, MINIMUM)}
    for learnt, held_out in splits:
        for settings in found:
            weights = owners.fit(learnt, settings)
            found[settings] += total([owner_counts(documents[at], weights) for at in held_out])
    return max(found, key=lambda settings: found[settings].f1 or 0.0)


def choose_aim_settings(
    documents: Sequence[Document], splits: Iterable[Fold], penalties: Iterable[float]
) -> AimSettings:
    """The settings with the best mean of the cross-validated F1 of results and that of targets, of a known owner."""
    aims = Aims(documents)
    found = {AimSettings(*values): (Counts(), Counts()) for values in product(penalties, AIM_MINIMUM, TARGET_WEIGHT)}
    for learnt, held_out in splits:
        for settings, counts in found.items():
            weights = aims.fit(learnt, settings)
            results, targets = zip(*(aim_counts(documents[at], weights) for at in held_out), strict=True)
            found[settings] = (total([counts[0], *results]), total([counts[1], *targets]))
    return max(found, key=lambda settings: sum(counts.f1 or 0.0 for counts in found[settings]))


def cross_validate(
    documents: Sequence[Document], splits: Iterable[Fold], owner: OwnerSettings, aim: AimSettings
) -> dict[str, float | None]:
    """F1 on held-out documents: of owners, of either aim where the owner is known, and of owner and aim together."""
    owners, aims = Owners(documents), Aims(documents)
    found: dict[str, list[Counts]] = {"owner": [], "result": [], "target": [], "both": []}
    for learnt, held_out in splits:
        weights = Weights(owners.fit(learnt, owner), aims.fit(learnt, aim))
        for at in held_out:
            result, target = aim_counts(documents[at], weights.aim)
            found["owner"].append(owner_counts(documents[at], weights.owner))
            found["result"].append(result)
            found["target"].append(target)
            found["both"].append(link_counts(documents[at], weights))
    return {name: rounded(total(counts).f1, 4) for name, counts in found.items()}


def fit(documents: Sequence[Document], owner: OwnerSettings, aim: AimSettings) -> Weights:
    """The weights from all documents, rounded, those near 0 left out."""
    everything = range(len(documents))
    owners = Owners(documents).fit(everything, owner)
    return Weights(_trimmed(owners), _trimmed(Aims(documents).fit(everything, aim)))


def _trimmed(weights: Mapping[str, float]) -> dict[str, float]:
    kept = (pair for pair in sorted(weights.items()) if abs(pair[1]) >= LEAST and not pair[0].startswith(SOURCE))
    return {clue: round(weight, 2) for clue, weight in kept}


def links(document: Document, weights: Mapping[str, float]) -> Iterator[tuple[Example, str | None]]:
    """Each METRIC with the owner that the linker gives it."""
    chain = best_chain([one.case for one in document], weights)
    return ((one, owner.key if owner else None) for one, (owner, _) in zip(document, chain, strict=True))


def owner_counts(document: Document, weights: Mapping[str, float]) -> Counts:
    """Links to owners, whatever their aim."""
    return total([Counts(len(one.owners), key is not None, key in one.owners) for one, key in links(document, weights)])


def link_counts(document: Document, weights: Weights) -> Counts:
    """Links to owners with the right aim."""
    found = [(one, key) for one, key in links(document, weights.owner) if key is not None]
    owned = [one.case.metric for one, _ in found]
    aims = best_aims(aim_cases(document[0].layout, owned), weights.aim) if document else []
    right = sum(one.owners.get(key) == target for (one, key), (target, _) in zip(found, aims, strict=True))
    return Counts(sum(len(one.owners) for one in document), len(found), right)


def aim_counts(document: Document, weights: Mapping[str, float]) -> tuple[Counts, Counts]:
    """Results and targets among the gold links of a document."""
    owned = [(one, one.aim_case) for one in document if one.aim_case]
    guesses = best_aims([case for _, case in owned], weights)
    aims = [(gold, guess) for (one, _), (guess, _) in zip(owned, guesses, strict=True) for gold in one.owners.values()]
    result, target = (
        total([Counts(gold == aim, guess == aim, gold == guess == aim) for gold, guess in aims])
        for aim in (False, True)
    )
    return result, target


def rule_counts(gold: Iterable[Report]) -> dict[str, Counts]:
    """By rule of `linking.positions`, how many links it makes from gold spans and how many are right."""
    found = dict.fromkeys(SCORES, Counts())
    for report in gold:
        made: dict[str, list[Relation]] = defaultdict(list)
        for rule, relation in links_by_rule(report):
            made[rule].append(relation)
        for rule, predicted in made.items():
            found[rule] += total(list(relations(report, with_links(report, predicted)).values()))
    return found


def links_by_rule(report: Report) -> Iterator[tuple[str, Relation]]:
    """The positions of a report's gold spans, each with the rule that found it."""
    layout = lay_out(report.text, report.spans)
    posts = posts_of(layout)
    holders = holders_of(layout, posts)
    for post in posts:
        if post.body:
            yield post.rule, Relation(post.title.span.id, post.body.span.id, "POSITION_AT")
        for holder in holders.get(post.title.index, ()):
            yield holder.rule, Relation(holder.person.span.id, post.title.span.id, "HOLDS_POSITION")


def report_dev(gold: Sequence[Report], tables: Mapping[str, Weights], model: str | None) -> None:
    """Print F1 by relation from gold spans: of the nearest place, of each table of weights, and of MODEL's help."""
    linkers: dict[str, Callable[[Report], Sequence[Relation]]] = {"nearest place": nearest_place}
    linkers |= {name: partial(by_weights, weights=weights) for name, weights in tables.items()}
    rows = [(name, gold, linker) for name, linker in linkers.items()]
    if model:
        helped = list(Tagger.load(model).with_states(gold))
        rows.append(("network alone", list(map(in_full, helped)), partial(by_weights, weights=Weights({}, {}))))
        rows += [(f"{name} + network", helped, linkers[name]) for name in tables]
    found = [relations(report, with_links(report, every_candidate(report))) for report in gold]
    recall = {label: total([one[label] for one in found]).recall for label in SIGNATURES}
    typer.echo(f"\n{'F1 on dev':28}" + "".join(f"{label:>16}" for label in (*SIGNATURES, "all")))
    typer.echo(f"{'candidates, recall':28}" + "".join(f"{show(recall[label]):>16}" for label in SIGNATURES))
    for name, reports, linker in rows:
        counts = [relations(report, with_links(report, linker(report))) for report in reports]
        f1 = [total([one[label] for one in counts]).f1 for label in SIGNATURES]
        micro = total([one[label] for one in counts for label in SIGNATURES]).f1
        typer.echo(f"{name:28}" + "".join(f"{show(value):>16}" for value in (*f1, micro)))


def in_full(report: Report) -> Report:
    """A report whose states count in full, not by the shares they have beside clues."""
    owners, aims = 1 / OF_OWNERS, 1 / OF_AIMS
    factors = (*[owners] * WIDTH, *[1.0] * WIDTH, owners, aims)

    def full(span: Span) -> Span:
        state = span.state and tuple(value * factor for value, factor in zip(span.state, factors, strict=True))
        return replace(span, state=state)

    return replace(report, spans=tuple(map(full, report.spans)))


def by_weights(report: Report, weights: Weights) -> Sequence[Relation]:
    """What `govner.linking.link` gives, with other weights."""
    layout = lay_out(report.text, report.spans)
    return positions(layout) + figures(layout, weights)


def nearest_place(report: Report) -> Sequence[Relation]:
    """The baseline: every METRIC is a result of the place named last before it, or first behind it."""
    layout = lay_out(report.text, report.spans)
    places = layout.labelled("LOC")
    metrics = layout.labelled("METRIC") if places else []
    return [Relation(nearest(places, metric).span.id, metric.span.id, "HAS_RESULT") for metric in metrics]


def every_candidate(report: Report) -> Iterator[Relation]:
    """Every pair that is a candidate at all, under each label that it could have."""
    for head, tail in pairs(lay_out(report.text, report.spans)):
        for label, (heads, tails) in SIGNATURES.items():
            if head.span.label in heads and tail.span.label in tails:
                yield Relation(head.span.id, tail.span.id, label)


def with_links(report: Report, predicted: Iterable[Relation]) -> Report:
    """A gold report with predicted relations in place of its own."""
    return replace(report, relations=tuple(predicted))


def rounded(value: float | None, digits: int) -> float | None:
    """None stays None."""
    return None if value is None else round(value, digits)


def show(ratio: float | None) -> str:
    """A ratio for the terminal."""
    return "–" if ratio is None else f"{ratio:.3f}"


if __name__ == "__main__":
    typer.run(main)
