"""What may be printed: words from files must neither steer the terminal nor be taken for markup."""

from __future__ import annotations

import os
import sys
import warnings
from io import TextIOWrapper
from pathlib import Path


def prepare_streams() -> None:
    """Make the standard streams such that reading and printing cannot fail for what they are.

    An output that the caller has closed becomes the null device, as `nohup` and service managers have it; a closed
    input stays known as closed. A warning is one line, without the place in the code that gives it. Of text that
    standard output cannot encode, the characters in question are printed as backslash escapes, as Python itself does on
    standard error: whoever has set an encoding, be it by the locale or by PYTHONIOENCODING, gets it, and loses nothing.
    """
    # What is opened gets the number that was closed, which else the next output would get, and with it what libraries
    # below Python print.
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
    warnings.showwarning = lambda message, *_: say(f"warning: {message}")


def printable(text: str) -> str:
    """The text with control characters, invisible ones and line ends written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def one_line(text: str) -> str:
    """The text on one line, white space of any kind as single spaces, the rest as `printable`."""
    return printable(" ".join(text.split()))


def say(message: str) -> None:
    """Print a line to standard error."""
    print(printable(message), file=sys.stderr)


def fault_sentence(error: Exception) -> str:
    """What to tell the user of an error that is theirs to mend."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename is not None else error.strerror
    return str(error)
