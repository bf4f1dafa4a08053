"""The rows of the merged tables."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class MergedOfficial:
    """A post of a person, as many reports give it; rows with one number in `person` are of one person.

    `position` is the post in full, without its place where `place` and `place_code` tell it (see `Position`), `body` is
    as the latest report writes it, and `inferred` says that no report writes the place with the post. `first_seen` and
    `last_seen` are the days of the first and last report that give the post, None where none of them has a date.
    `reports` are their ids, `mentions` counts how often they name the person, `evidence` is from the latest.
    """

    person: int
    name: str
    position: str
    body: str | None
    place: str | None
    place_code: str | None
    inferred: bool
    first_seen: date | None
    last_seen: date | None
    mentions: int
    reports: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class MergedUnit:
    """An administrative unit with the number of its figures, of the posts at it and of the reports that have either.

    `code` and `name` are as in `Figure.owner_code` and `owner_unit`; the days as in `MergedOfficial`.
    """

    code: str
    name: str
    figures: int
    positions: int
    reports: int
    first_seen: date | None
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A post that one person holds at a time, and several who by the reports hold it at the same time.

    Undated reports do not tell who came first, so they conflict too.
    """

    position: str
    place: str | None
    place_code: str
    holders: tuple[MergedOfficial, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What many reports say together: a row for each post of each person, the units, and the posts in dispute."""

    officials: tuple[MergedOfficial, ...]
    units: tuple[MergedUnit, ...]
    conflicts: tuple[Conflict, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, of plain dicts, lists, strings and numbers; days in ISO form."""
        record: dict[str, Any] = _plain(dataclasses.asdict(self))
        return record


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
