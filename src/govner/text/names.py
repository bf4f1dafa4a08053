"""Names of people and bodies brought to one form, so that two spellings of one name are equal."""

from __future__ import annotations

import re

from govner.text.normalize import normalize

_BREAK = re.compile(r"[^\w\u0300-\u036f]+")


def fold(text: str) -> str:
    """The text as it is compared: normalised, on one line, without difference of case."""
    return " ".join(normalize(text).text.casefold().split())


def name_key(name: str) -> str:
    """The words of a folded name, without punctuation: equal for "T.Sơn" and "T. SƠN".

    A name that is nothing but punctuation is its own key.
    """
    folded = fold(name)
    return " ".join(_BREAK.sub(" ", folded).split()) or folded
