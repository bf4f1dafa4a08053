"""Who holds which post, as Popolo data: persons, organizations, posts, memberships and areas (popoloproject.com).

Newcomer's notes. The officials of all reports are joined first (`govner.merging`). A row of theirs becomes a membership
of a person in an organization through a post; what is a rank or a degree, no post, is a `honorific_prefix` of the
person. Areas are the administrative units of the posts and those that these lie in.

Ids are made of what a thing is (the name of a person with the first post, the name of a body with its area), so that
they stay the same when reports are added at the end. A source is the address of the report, where its `meta` has one
as `url` or `source`, else a URN with its id; the sentence that proves a membership is the note of its source.

Popolo's dates of a membership are the days on which it began and ended; reports tell only when somebody was seen in a
post, so that none is given.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from govner.io.exchange.files import whole_file
from govner.knowledge.places import shipped_gazetteer
from govner.knowledge.places.gazetteer import AdminUnit
from govner.knowledge.positions import Post, PostKind, parse_position
from govner.merging import MergedOfficial, merge
from govner.merging.posts import held_post
from govner.schema import Report
from govner.text.names import fold
from govner.values.tables import with_tables

Thing = dict[str, Any]

_PARTY_COMMITTEE_OF_UNIT = re.compile(r"\b(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy$")
"""Names that hold the type of their unit already: Huyện ủy Bắc Hà, not Huyện ủy huyện Bắc Hà."""


def write(reports: Iterable[Report], target: Path, lost: Counter[str]) -> None:
    """Write one JSON object with the lists `persons`, `organizations`, `posts`, `memberships` and `areas`.

    Raises:
        GovnerError: there can be no file of this name.
    """
    with whole_file(target) as file:
        json.dump(popolo(reports, lost), file, ensure_ascii=False, indent=2)
        file.write("\n")


def popolo(reports: Iterable[Report], lost: Counter[str]) -> dict[str, list[Thing]]:
    """The Popolo objects of the officials of reports, which are read once; `lost` counts what has no place there."""
    sources = _Sources(lost)
    officials = merge(sources.noted(map(with_tables, reports))).officials
    graph = _Graph(sources)
    for official in officials:
        graph.add(official)
    return graph.lists


class _Sources:
    """Where each report is to be found, and which sentence of it proves what."""

    def __init__(self, lost: Counter[str]):
        self._lost = lost
        self._addresses: dict[str, str] = {}
        self._evidence: set[tuple[str, str]] = set()

    def noted(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports, each noted as it goes by."""
        for report in reports:
            self._addresses[report.id] = _address(report)
            self._lost["figures"] += len({figure.metric_id for figure in report.figures or ()})
            for official in report.officials or ():
                self._lost["persons without a post"] += not official.positions
                self._evidence |= {(report.id, position.evidence) for position in official.positions}
            yield report

    def links(self, official: MergedOfficial) -> list[Thing]:
        """The sources of a row; the sentence is with the report that it is from."""
        return [
            {"url": self._addresses[report]}
            | ({"note": official.evidence} if (report, official.evidence) in self._evidence else {})
            for report in official.reports
        ]


def _address(report: Report) -> str:
    for name in ("url", "source"):
        address = report.meta.get(name)
        if isinstance(address, str) and _is_web_address(address):
            return quote(address, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")
    return f"urn:govner:report:{quote(report.id, safe='', errors='replace')}"


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(map(str.isspace, text))


class _Graph:
    """The objects so far, each once."""

    def __init__(self, sources: _Sources):
        self._sources = sources
        self._things: dict[str, dict[str, Thing]] = {
            name: {} for name in ("persons", "organizations", "posts", "memberships", "areas")
        }
        self._persons: dict[int, Thing] = {}

    @property
    def lists(self) -> dict[str, list[Thing]]:
        """The objects by kind."""
        return {name: list(things.values()) for name, things in self._things.items()}

    def add(self, official: MergedOfficial) -> None:
        """Add a row of the merged officials."""
        held = _Held(official)
        person = self._person(held)
        if held.is_title:
            prefixes = [*filter(None, [person.get("honorific_prefix")]), official.position]
            person["honorific_prefix"] = ", ".join(dict.fromkeys(prefixes))
            return
        area = self._area(held.unit) if held.unit else None
        organization = self._organization(held, area)
        post = self._post(held, organization, area)
        membership = {"person_id": person["id"], "post_id": post["id"]}
        self._put(
            "memberships",
            (person["id"], post["id"]),
            {
                "label": post["label"],
                "role": post["role"],
                **membership,
                "organization_id": organization and organization["id"],
                "area_id": area and area["id"],
                "sources": self._sources.links(official),
            },
        )

    def _person(self, held: _Held) -> Thing:
        official = held.official
        person = self._persons.get(official.person)
        if person is None:
            key: tuple[str, ...] = (fold(official.name), fold(official.position), held.anchor)
            while _id("person", key) in self._things["persons"]:  # two of one name and post who are not known as one
                key = (*key, "other")
            person = self._put("persons", key, {"name": official.name, "sources": []})
            self._persons[official.person] = person
        known = {source["url"] for source in person["sources"]}
        person["sources"] += [
            {"url": source["url"]} for source in self._sources.links(official) if source["url"] not in known
        ]
        return person

    def _area(self, unit: AdminUnit) -> Thing:
        parent = self._area(unit.parent) if unit.parent else None
        area_id = f"area-{unit.id.replace('/', '-')}"
        area = {
            "id": area_id,
            "name": unit.full_name,
            "identifier": unit.id,
            "classification": unit.level.value,
            "parent_id": parent and parent["id"],
        }
        return self._things["areas"].setdefault(area_id, _given(area))

    def _organization(self, held: _Held, area: Thing | None) -> Thing | None:
        body = held.post.body if held.post else None
        if body is None:
            return None
        name = held.at_place(body.canonical)
        return self._put(
            "organizations",
            (fold(name), held.anchor),
            {"name": name, "classification": body.kind.value, "area_id": area and area["id"]},
        )

    def _post(self, held: _Held, organization: Thing | None, area: Thing | None) -> Thing:
        position = held.official.position
        return self._put(
            "posts",
            (fold(position), held.anchor),
            {
                "label": held.at_place(position),
                "role": held.role,
                "organization_id": organization and organization["id"],
                "area_id": area and area["id"],
            },
        )

    def _put(self, kind: str, key: tuple[str, ...], values: Thing) -> Thing:
        thing_id = _id(kind.removesuffix("s"), key)
        return self._things[kind].setdefault(thing_id, {"id": thing_id} | _given(values))


class _Held:
    """What a row of the merged officials says of the post."""

    def __init__(self, official: MergedOfficial):
        self.official = official

    @cached_property
    def post(self) -> Post | None:
        """The post, without its place where the unit tells it; None where the words are not known."""
        return parse_position(self.official.position)

    @cached_property
    def unit(self) -> AdminUnit | None:
        """The administrative unit."""
        return shipped_gazetteer().unit(self.official.place_code) if self.official.place_code else None

    def at_place(self, words: str) -> str:
        """The words of a post or body, which tell no place where the unit does, with the unit behind them."""
        if self.unit is None:
            return words
        return f"{words} {self.unit.name if _PARTY_COMMITTEE_OF_UNIT.search(words) else self.unit.full_name}"

    @property
    def is_title(self) -> bool:
        """Whether it is a rank or a degree, which goes with a name, and no post."""
        return self.post is not None and self.post.kind in (PostKind.RANK, PostKind.DEGREE) and self.post.body is None

    @property
    def role(self) -> str:
        """The post without its body: Phó Chủ tịch."""
        position, body = self.official.position, self.post.body.canonical if self.post and self.post.body else ""
        return position.removesuffix(body).strip() or position

    @property
    def anchor(self) -> str:
        """Where the post is: the unit, or nothing where its words name a body that there is one of, else a report."""
        if self.unit:
            return self.unit.id
        return "" if held_post(self.official.position, None, None).ties else self.official.reports[0]


def _id(kind: str, key: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\0".join(key).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{kind}-{digest[:16]}"


def _given(values: Thing) -> Thing:
    return {name: value for name, value in values.items() if value is not None}
