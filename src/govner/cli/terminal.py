"""What may be printed: words from files must neither steer the terminal nor be taken for markup."""

from __future__ import annotations

import sys


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
