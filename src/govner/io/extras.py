"""Packages that only some ways in and out need, asked for before the work begins and not after hours of it."""

from __future__ import annotations

from importlib.util import find_spec

from govner.schema import GovnerError


def require(extra: str, *packages: str) -> None:
    """See that packages are installed; nothing is imported.

    Raises:
        GovnerError: one is not; it gives the command that installs the extra.
    """
    for package in packages:
        if find_spec(package) is None:
            raise GovnerError(f"the package {package} is not installed; run: pip install 'govner[{extra}]'")
