"""The linker's weights fitted through the command that a user would run, on a few invented reports."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from govner.linking.figures import figures
from govner.linking.layout import lay_out
from govner.linking.weights import Weights
from govner.schema import GovnerError, Relation, Report, read_jsonl

from ..linking.markup import parse, triples
from .conftest import run, script

pytest.importorskip("sklearn")

MARKUP = """
Ngày làm việc tại huyện. [[P1 PERSON|Giàng A Dế]], [[P2 TITLE|Bí thư]] [[P3 ORG|Huyện ủy {district}]] chủ trì.
[[T1 LOC|Huyện {district}]] đã cứng hóa được [[T2 METRIC|{number} km]] đường.
[[T3 LOC|Xã {commune}]] phấn đấu sẽ trồng mới [[T4 METRIC|{number} ha]] quế; mỗi hộ vay [[T5 METRIC|{number} đồng]].
=====
P1 HOLDS_POSITION P2
P2 POSITION_AT P3
T1 HAS_RESULT T2
T3 HAS_TARGET T4
"""
PLACES = list(product(["Văn Yên", "Trạm Tấu", "Lục Yên"], ["Mỏ Vàng", "Bản Mù", "Khánh Hòa"]))


def report(number: int, district: str, commune: str) -> Report:
    text, spans, links = parse(MARKUP.format(district=district, commune=commune, number=number + 20))
    relations = tuple(Relation(head, tail, label) for head, label, tail in sorted(links))
    return Report(f"r{number}", text, {}, tuple(spans), relations)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    lines = [report(number, *places).to_json() + "\n" for number, places in enumerate(PLACES)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_training_writes_weights_that_link_what_they_were_shown(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.json"
    printed = run("train_linker", "--train", gold, "--dev", gold, "--out", out, "--folds", "3")
    weights = Weights.from_json(out.read_text(encoding="utf-8"))
    text, spans, links = parse(MARKUP.format(district="Mù Cang Chải", commune="Nậm Khắt", number="7"))
    assert triples(figures(lay_out(text, spans), weights)) == {link for link in links if link[1].startswith("HAS")}
    assert "nearest place" in printed
    assert "behind" in printed

    provenance = json.loads(out.read_text(encoding="utf-8"))["provenance"]
    assert provenance["data"] == ["gold.jsonl"]
    assert provenance["reports"] == 9
    assert provenance["f1"]["both"] > 0.9


def test_training_twice_gives_the_same_file(gold: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.json", "two.json")]
    for out in files:
        run("train_linker", "--train", gold, "--out", out, "--folds", "3")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_further_source_has_a_clue_of_its_own_that_no_table_keeps(gold: Path) -> None:
    linker = script("train_linker")
    first = [linker.examples(one) for one in read_jsonl(gold)]
    assert all(linker.of_source(0, document) == document for document in first)
    further = [linker.of_source(2, document) for document in first]
    for before, after in zip(first[0], further[0], strict=True):
        assert after.options[:-1] == before.options[:-1]
        assert after.options[-1] - before.options[-1] == {"source.2.none"}
        assert after.aim == before.aim
    settings = linker.OwnerSettings(1.0, 1), linker.AimSettings(1.0, 1, 1.0)
    of_nobody = [[replace(one, owners={}) for one in document] for document in further]
    owners = linker.Owners([*first, *of_nobody]).fit(range(18), settings[0])
    assert owners["source.2.none"] > 1
    kept = linker.fit([*first, *of_nobody], *settings)
    assert len(kept.owner) > 20
    assert not [clue for clue in kept.owner if clue.startswith("source.")]


def test_figures_without_owner_are_as_rare_as_in_the_first_source(gold: Path, tmp_path: Path) -> None:
    """In one file half of the figures are of nobody; whether it comes first decides how many the linker leaves so."""
    of_nobody = tmp_path / "nobody.jsonl"
    with of_nobody.open("w", encoding="utf-8") as lines:
        for one in read_jsonl(gold):
            lines.write(replace(one, id=f"n{one.id}", relations=()).to_json() + "\n")
    owned = []
    for sources in ((gold, of_nobody), (of_nobody, gold)):
        out = tmp_path / "weights.json"
        run("train_linker", "--train", sources[0], "--train", sources[1], "--out", out, "--folds", "3")
        record = json.loads(out.read_text(encoding="utf-8"))
        assert record["provenance"]["data"] == [source.name for source in sources]
        weights = Weights.from_json(out.read_text(encoding="utf-8"))
        owned.append(sum(len(figures(lay_out(one.text, one.spans), weights)) for one in read_jsonl(gold)))
    assert owned[0] > owned[1]


def test_an_empty_first_source_is_refused(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(GovnerError, match=r"empty\.jsonl: no reports"):
        run("train_linker", "--train", tmp_path / "empty.jsonl", "--train", gold, "--out", tmp_path / "weights.json")


def test_the_network_alone_counts_in_full():
    trainer = script("train_linker")
    text, spans, _ = parse(MARKUP.format(district="Bắc Hà", commune="Bản Phố", number=12))
    stated = [replace(span, state=(1.0,) * (2 * trainer.WIDTH + 2)) if span.label == "LOC" else span for span in spans]
    full = trainer.in_full(Report("r", text, {}, tuple(stated)))
    state = next(span.state for span in full.spans if span.label == "LOC")
    width = trainer.WIDTH
    assert state[:width] == (1 / trainer.OF_OWNERS,) * width
    assert state[width : 2 * width] == (1.0,) * width
    assert state[2 * width :] == (1 / trainer.OF_OWNERS, 1 / trainer.OF_AIMS)
    assert all(span.state is None for span in full.spans if span.label != "LOC")
