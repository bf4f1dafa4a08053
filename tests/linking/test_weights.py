"""The weights that come with the package fit the code that uses them."""

from __future__ import annotations

import json
import math
from importlib.resources import files

import pytest

from govner.linking.aims import aim_clues
from govner.linking.figures import cases
from govner.linking.layout import lay_out
from govner.linking.weights import Weights, shipped_weights

from .markup import parse

OWNER_FAMILIES = frozenset(
    "adjacent area begins between bracket clause contained container coordinated count counts_lower_level "
    "counts_own_level cue cue_firm cue_institute cue_local early figure followed_by headline kind later "
    "later_adjacent later_of later_same leads metric_between near no_owner none now one_clause only_later opened_by "
    "post predicate sentences silent stays top topic uncued verb".split()
)
AIM_FAMILIES = frozenset(
    "after_result after_target always behind behind_pair behind_word clause clause_pair clause_word decisive ends "
    "ends_pair inside last look own_word plan_opens sentence sentence_before sentence_pair topic topic_far year "
    "year_behind year_passage year_sentence".split()
)
PASSAGE = """
[[T1 LOC|Huyện Mường Khương]] có [[T2 METRIC|16 xã]]. Phấn đấu đến năm 2030, toàn huyện trồng [[T3 METRIC|900 ha]] chè
tại [[T4 LOC|xã Lùng Vai]] (theo [[T5 ORG|UBND huyện Mường Khương]]); còn [[T6 METRIC|41 hộ nghèo]]
ở [[T7 LOC|Bản Sen]].
"""


def family(clue: str) -> str:
    return clue.split(".")[0].rstrip("0123456789")


def test_the_shipped_file_parses_and_says_how_it_was_fitted():
    record = json.loads(files("govner.linking").joinpath("weights.json").read_text(encoding="utf-8"))
    assert set(record) == {"aim", "owner", "provenance"}
    assert record["provenance"]["data"]
    assert record["provenance"]["reports"] > 0
    assert all(0 < f1 <= 1 for f1 in record["provenance"]["f1"].values())
    assert list(record["owner"]) == sorted(record["owner"])
    assert list(record["aim"]) == sorted(record["aim"])


@pytest.mark.parametrize("table", ["owner", "aim"])
def test_weights_are_finite_and_none_is_idle(table: str):
    weights = getattr(shipped_weights(), table).values()
    assert weights
    assert all(math.isfinite(weight) and weight for weight in weights)


def test_weights_are_only_of_clues_that_the_code_gives():
    assert {family(clue) for clue in shipped_weights().owner} <= OWNER_FAMILIES
    assert {family(clue) for clue in shipped_weights().aim} <= AIM_FAMILIES


def test_the_code_gives_only_clues_of_the_known_families():
    text, spans, _ = parse(PASSAGE)
    layout = lay_out(text, spans)
    found = list(cases(layout))
    given = {family(clue) for case in found for option in case.clues for clue in option}
    aims = {family(clue) for case in found for clue in aim_clues(layout, case.metric)}
    assert len(given) >= 20
    assert given <= OWNER_FAMILIES
    assert {"always", "sentence", "year"} <= aims <= AIM_FAMILIES


def test_the_weights_are_read_once():
    assert shipped_weights() is shipped_weights()


def test_a_file_without_a_table_is_refused():
    with pytest.raises(KeyError):
        Weights.from_json('{"owner": {}}')
