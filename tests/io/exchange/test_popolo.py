"""The rules are those of the schemas published at popoloproject.com, in a schema of our own."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from govner.io import exchange
from govner.io.exchange.popolo import popolo
from govner.schema import Official, Position, Report

TEXT = {"type": ["string", "null"]}
LINKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["url"],
        "properties": {"url": {"type": "string", "format": "uri"}, "note": TEXT},
        "additionalProperties": False,
    },
}
DAY = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}


def listed(**properties: object) -> dict[str, Any]:
    """A list of objects with these properties, an id that Popolo lets one leave out, and sources."""
    known = {"id": {"type": "string", "minLength": 1}, "sources": LINKS, **properties}
    item = {"type": "object", "properties": known, "required": ["id"], "additionalProperties": False}
    return {"type": "array", "items": item}


RULES = {
    "type": "object",
    "required": ["persons", "organizations", "posts", "memberships", "areas"],
    "additionalProperties": False,
    "properties": {
        "persons": listed(name=TEXT, honorific_prefix=TEXT, honorific_suffix=TEXT, birth_date=DAY),
        "organizations": listed(name=TEXT, classification=TEXT, parent_id=TEXT, area_id=TEXT, founding_date=DAY),
        "posts": listed(label=TEXT, role=TEXT, organization_id=TEXT, area_id=TEXT, start_date=DAY, end_date=DAY),
        "memberships": listed(
            label=TEXT,
            role=TEXT,
            person_id=TEXT,
            post_id=TEXT,
            organization_id=TEXT,
            area_id=TEXT,
            start_date=DAY,
            end_date=DAY,
        ),
        "areas": listed(name=TEXT, identifier=TEXT, classification=TEXT, parent_id=TEXT, geometry={"type": "object"}),
    },
}
REFERENCES = {
    "person_id": "persons",
    "post_id": "posts",
    "organization_id": "organizations",
    "area_id": "areas",
    "parent_id": "areas",
}
CHECKER = jsonschema.FormatChecker(formats=())


@CHECKER.checks("uri")
def is_uri(url: object) -> bool:
    return not isinstance(url, str) or (url.isascii() and bool(urlsplit(url).scheme) and not any(map(str.isspace, url)))


def check(graph: dict[str, list[dict[str, Any]]]) -> None:
    jsonschema.validate(graph, RULES, format_checker=CHECKER)
    ids = {kind: [thing["id"] for thing in things] for kind, things in graph.items()}
    assert all(len(set(of_kind)) == len(of_kind) for of_kind in ids.values())
    for things in graph.values():
        for thing in things:
            for name, kind in REFERENCES.items():
                assert name not in thing or thing[name] in ids[kind]


def position(title: str, body: str | None = None, place: str | None = None, code: str | None = None) -> Position:
    evidence = f"{title} {body or ''} phát biểu."
    return Position(title, "T2", body, None, evidence, place=place, place_code=code)


def report(report_id: str, *officials: tuple[str, Position], **meta: object) -> Report:
    rows = tuple(Official(name, ("T1",), (held,)) for name, held in officials)
    return Report(report_id, "", meta, officials=rows, figures=())


CHAIR = position("Chủ tịch", "UBND huyện Bắc Hà", "huyện Bắc Hà", "085/2025")
SECRETARY = position("Bí thư", "Huyện ủy", "huyện Bắc Hà", "085/2025")
REPORTS = (
    report("a b.txt", ("Vàng Seo Chẩn", CHAIR), ("Hoàng Thị Dơi", position("Thượng úy")), date="2024-01-02"),
    report(
        "b.txt",
        ("Vàng Seo Chẩn", CHAIR),
        ("Vàng Seo Chẩn", SECRETARY),
        url="https://laocai.gov.vn/tin/á",
        date="2024-02-02",
    ),
    report("c.txt", ("Lý Thị Mẩy", position("Bộ trưởng", "Bộ Y tế")), ("Lý Thị Mẩy", position("Bí thư", "Đảng ủy"))),
)


def test_officials_become_a_graph_that_keeps_the_rules():
    graph = popolo(REPORTS, Counter())
    check(graph)
    assert [person["name"] for person in graph["persons"]][:2] == ["Vàng Seo Chẩn", "Hoàng Thị Dơi"]
    assert [(post["label"], post["role"]) for post in graph["posts"]] == [
        ("Chủ tịch Ủy ban nhân dân huyện Bắc Hà", "Chủ tịch"),
        ("Bí thư Huyện ủy Bắc Hà", "Bí thư"),
        ("Bộ trưởng Bộ Y tế", "Bộ trưởng"),
        ("Bí thư Đảng ủy", "Bí thư"),
    ]
    assert [(body["name"], body["classification"]) for body in graph["organizations"]] == [
        ("Ủy ban nhân dân huyện Bắc Hà", "people's committee"),
        ("Huyện ủy Bắc Hà", "party"),
        ("Bộ Y tế", "government"),
        ("Đảng ủy", "party"),
    ]
    assert [(area["name"], area["classification"], area.get("parent_id")) for area in graph["areas"]] == [
        ("tỉnh Lào Cai", "province", None),
        ("huyện Bắc Hà", "district", graph["areas"][0]["id"]),
    ]


def test_a_rank_is_no_post_but_goes_with_the_name():
    graph = popolo(REPORTS, Counter())
    officer = graph["persons"][1]
    assert officer["honorific_prefix"] == "Thượng úy"
    assert all(membership["person_id"] != officer["id"] for membership in graph["memberships"])


def test_sources_lead_to_the_reports_and_the_sentence_stays_with_its_own():
    first = popolo(REPORTS, Counter())["memberships"][0]
    assert first["sources"] == [
        {"url": "urn:govner:report:a%20b.txt", "note": CHAIR.evidence},
        {"url": "https://laocai.gov.vn/tin/%C3%A1", "note": CHAIR.evidence},
    ]


def test_bodies_that_only_their_place_could_tell_apart_are_not_made_one():
    unknown = position("Bí thư", "Đảng ủy")
    graph = popolo([report("a", ("Lý Thị Mẩy", unknown)), report("b", ("Giàng A Tủa", unknown))], Counter())
    assert len(graph["organizations"]) == len(graph["posts"]) == 2


def test_namesakes_without_a_common_tie_stay_two_persons():
    unknown = position("Bí thư", "Đảng ủy")
    graph = popolo([report("a", ("Lý Thị Mẩy", unknown), ("Lý Thị Mẩy", unknown))], Counter())
    check(graph)
    assert len(graph["persons"]) == 2


def test_ids_stay_when_reports_are_added_or_come_in_another_order():
    of_all = popolo(REPORTS, Counter())
    for kind in of_all:
        before = {thing["id"] for thing in popolo(REPORTS[:2], Counter())[kind]}
        assert before <= {thing["id"] for thing in of_all[kind]}
    for order in permutations(REPORTS):
        graph = popolo(order, Counter())
        for kind in ("organizations", "posts", "areas"):
            assert {thing["id"] for thing in graph[kind]} == {thing["id"] for thing in of_all[kind]}


def test_the_tables_of_gold_are_made_and_all_of_it_keeps_the_rules(gold, tmp_path):
    path = tmp_path / "gold.popolo.json"
    lost = exchange.write(gold, path)
    graph = json.loads(path.read_text(encoding="utf-8"))
    check(graph)
    assert all(len(things) > 50 for things in graph.values())
    assert lost["figures"] == sum(span.label == "METRIC" for report in gold for span in report.spans)


@pytest.mark.parametrize("meta", [{"url": "http://[::1"}, {"source": "báo"}, {"url": "http://a b"}, {"url": 3}, {}])
def test_what_is_no_address_is_no_source(meta, tmp_path: Path):
    graph = popolo([report("á\ud800", ("Vàng Seo Chẩn", CHAIR), **meta)], Counter())
    check(graph)
    assert graph["memberships"][0]["sources"][0]["url"].startswith("urn:govner:report:%C3%A1")
