"""Where models are found, and what their folder says of them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from govner.schema import LABELS, GovnerError
from govner.tagging.labels import check_tags, span_label
from govner.text.normalize import NormalizedView, ToneStyle, normalize

CONFIG = "config.json"
SETTINGS = "govner.json"
MENTIONS = "training_mentions.txt"
_PACKAGE = Path(__file__).resolve().parents[1]
_SHELVES = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")
"""The models inside an installed package, and those of a source checkout."""
_COOLEST, _HOTTEST = 0.01, 100.0
"""Temperatures beyond which logits overflow, or all tags become as likely as each other."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model reads text: tone placement, pieces in a window (special tokens not counted), pieces shared.

    `segmenter` names the word segmenter, and its version, that a PhoBERT model was trained with. `temperature` divides
    the logits before they are told as probabilities (Guo et al. 2017, "On Calibration of Modern Neural Networks").
    `fold_capitals` says that the model learnt lines in capitals as small letters. `pointer_layer` is the layer of the
    encoder that the pointer reads (`govner.tagging.pointing`), None where the model has none.
    """

    tones: ToneStyle = ToneStyle.FIRST
    window: int = 254
    overlap: int = 48
    segmenter: str = "none"
    segmenter_version: str = ""
    temperature: float = 1.0
    fold_capitals: bool = False
    pointer_layer: int | None = None

    def view(self, text: str) -> NormalizedView:
        """The text as the model reads it."""
        return normalize(text, self.tones, fold_capitals=self.fold_capitals)

    @classmethod
    def read(cls, directory: Path) -> Self:
        """The settings of a model folder, or the defaults when it holds none.

        Raises:
            GovnerError: the file is there and is wrong.
        """
        path, defaults = directory / SETTINGS, cls()
        if not path.exists():
            return defaults
        record = read_json(path)
        layer = record.get("pointer_layer")
        try:
            settings = cls(
                ToneStyle(record["tones"]),
                int(record["window"]),
                int(record["overlap"]),
                # Only PhoBERT's folders need to name one, and only those of calibrated models a temperature.
                str(record.get("segmenter", defaults.segmenter)),
                str(record.get("segmenter_version", defaults.segmenter_version)),
                float(record.get("temperature", defaults.temperature)),
                bool(record.get("fold_capitals", defaults.fold_capitals)),
                None if layer is None else int(layer),
            )
        except (KeyError, OverflowError, TypeError, ValueError) as error:
            raise GovnerError(f"{path}: wrong settings ({error}); it needs tones, window and overlap") from None
        if not 0 <= settings.overlap < settings.window:
            raise GovnerError(f"{path}: the overlap must be smaller than the window")
        if not _COOLEST <= settings.temperature <= _HOTTEST:
            raise GovnerError(f"{path}: the temperature must be a number from {_COOLEST:g} to {_HOTTEST:g}")
        return settings

    def write(self, directory: Path) -> None:
        """Write the settings into a model folder."""
        (directory / SETTINGS).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def find_model(model: str | Path) -> Path:
    """The folder of a model: the name of one that comes with the package (`small`), or a path.

    Raises:
        GovnerError: there is no such folder and no such name.
    """
    # A shipped name comes first: a folder that happens to be called "small" must not take its place.
    if shipped := shipped_model(model):
        return shipped
    path = Path(model)
    if str(model) and (path / CONFIG).is_file():
        return path
    names = ", ".join(_shipped()) or "-"
    raise GovnerError(f"no model {str(model)!r}: give a folder that holds a {CONFIG}, or one of: {names}")


def shipped_model(model: str | Path) -> Path | None:
    """The folder of the model that comes with the package under this name; None where there is none."""
    for shelf in _SHELVES:
        shipped = shelf / f"govner-{str(model).removeprefix('govner-')}"
        if shipped.parent == shelf and (shipped / CONFIG).is_file():
            return shipped
    return None


def _shipped() -> list[str]:
    return sorted({folder.name.removeprefix("govner-") for shelf in _SHELVES for folder in shelf.glob("govner-*")})


def read_tags(directory: Path) -> tuple[str, ...]:
    """The BIO tags of a model in the order of its outputs, from the `id2label` of its `config.json`.

    Raises:
        GovnerError: the file is missing, or the labels are no BIO labels or of spans that no report has.
    """
    path = directory / CONFIG
    labels = read_json(path).get("id2label")
    if not isinstance(labels, dict):
        raise GovnerError(f"{path}: no id2label; this is not the config of a token classifier")
    try:
        tags = tuple(str(labels[str(index)]) for index in range(len(labels)))
        check_tags(tags)
    except (KeyError, ValueError) as error:
        raise GovnerError(f"{path}: cannot be used as a tagger ({error})") from None
    # A report with such a span could be written, but neither read again nor linked.
    if unknown := {span_label(tag) for tag in tags} - {"", *LABELS}:
        raise GovnerError(
            f"{path}: unknown label {min(unknown)!r}; give a model with BIO labels of these alone: {', '.join(LABELS)}"
        )
    return tags


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file of a model folder.

    Raises:
        GovnerError: the file is missing, unreadable or no JSON object.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, RecursionError, ValueError) as error:
        raise GovnerError(f"{path}: cannot be read ({error}); is this the folder of a model?") from None
    if not isinstance(record, dict):
        raise GovnerError(f"{path}: must hold a JSON object")
    return record
