"""The whole pipeline as one spaCy Language."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from govner import __version__
from govner.pipeline import components, scorer, tokenizer  # noqa: F401  # they register what the config names

CONFIG = {
    "nlp": {
        "batch_size": 64,
        "tokenizer": {"@tokenizers": "govner.SyllableTokenizer.v1"},
    }
}
MAX_LENGTH = 1_000_000_000
"""Characters in a text: memory grows with the tokens alone here, so that spaCy's guard for its parser has no use."""


def load(model: str | Path = "small") -> Language:
    """The pipeline over a model: a name (`small`), the folder of a model, or a folder written by `nlp.to_disk`.

    A name of a model that comes with the package is that model, whatever folders there are. The model itself is loaded
    when the first text comes.

    Raises:
        GovnerError: there is no such model.
    """
    nlp = spacy.load(model) if _is_saved(model) else _assemble(str(model))
    nlp.max_length = MAX_LENGTH
    return nlp


def _is_saved(model: str | Path) -> bool:
    """Whether a model is the folder of a whole pipeline, and not the name of a model of the package."""
    from govner.tagging.models import shipped_model

    return shipped_model(model) is None and (Path(model) / "config.cfg").is_file()


def _assemble(model: str) -> Language:
    from govner.tagging.models import find_model

    find_model(model)
    meta = {"name": f"govner_{Path(model).name}", "version": __version__}
    nlp = spacy.blank("vi", config=CONFIG, meta=meta)
    nlp.add_pipe("govner_tagger", config={"model": model})
    nlp.add_pipe("govner_linker")
    nlp.add_pipe("govner_values")
    return nlp
