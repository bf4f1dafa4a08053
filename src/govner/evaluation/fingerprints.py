"""Which mentions a model was trained on, told without holding their text.

A model directory has a file of fingerprints, one a line; an evaluation parts the mentions by it into seen and unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from govner.schema import FormatError, Report
from govner.text.names import fold

_DIGITS = 12
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")


def fingerprint(mention: str, label: str) -> str:
    """The first 12 hexadecimal digits of the BLAKE2b hash of a label and a mention, its spelling and case folded."""
    key = f"{label}\t{fold(mention)}".encode("utf-8", "surrogatepass")
    return blake2b(key).hexdigest()[:_DIGITS]


def fingerprints(reports: Iterable[Report]) -> list[str]:
    """The fingerprints of all spans of the reports, sorted, each once."""
    return sorted({fingerprint(span.text, span.label) for report in reports for span in report.spans})


def read_fingerprints(path: str | Path) -> frozenset[str]:
    """The fingerprints of a file that has one a line; blank lines are passed over.

    Raises:
        FormatError: a line is no fingerprint.
        OSError: the file cannot be read.
    """
    lines = Path(path).read_text(encoding="utf-8", errors="replace").split()
    for line in lines:
        if not _FINGERPRINT.fullmatch(line):
            raise FormatError(f"{path}: {line[:40]!r} is no fingerprint; give {_DIGITS} hexadecimal digits a line")
    return frozenset(lines)
