"""The weights of indicators and periods fitted through the command that a user would run, on invented reports."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from govner.schema import Report, Span
from govner.values import with_attributes
from govner.values.weights import Weights

from .conftest import run

pytest.importorskip("sklearn")

PLACES = ["Văn Yên", "Trạm Tấu", "Lục Yên", "Mù Cang Chải", "Bắc Hà", "Si Ma Cai"]
THINGS = ["thu ngân sách", "diện tích rừng trồng mới", "sản lượng quế"]


def report(number: int, place: str, thing: str) -> Report:
    figure = f"{number + 20} tỷ đồng"
    text = f"Năm 2023, huyện {place} có {thing} đạt {figure}. Bí thư Huyện ủy dự họp."
    start = text.index(figure)
    attributes = {"kind": "amount", "value": "1", "unit": "VND", "indicator": thing, "period": "2023"}
    return Report(f"r{number}", text, spans=(Span("T1", start, start + len(figure), "METRIC", figure, attributes),))


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Weights, dict[str, object], str]:
    folder = tmp_path_factory.mktemp("values")
    gold = folder / "gold.jsonl"
    reports = [report(number, *names) for number, names in enumerate(product(PLACES, THINGS))]
    gold.write_text("".join(one.to_json() + "\n" for one in reports), encoding="utf-8")
    out = folder / "weights.json"
    command = ["train_values", "--train", str(gold), "--dev", str(gold), "--out", str(out), "--folds", "2"]
    printed = run(*command)
    record = json.loads(Path(out).read_text(encoding="utf-8"))
    return Weights.from_json(out.read_text(encoding="utf-8")), record["provenance"], printed


def test_the_weights_find_indicator_and_period_in_a_text_not_seen(fitted) -> None:
    weights, _, _ = fitted
    text = "Năm 2024, huyện Sìn Hồ có thu ngân sách đạt 99 tỷ đồng."
    start = text.index("99")
    (span,) = with_attributes(text, [Span("M", start, start + 10, "METRIC", "99 tỷ đồng")], weights=weights)
    assert (span.attributes["indicator"], span.attributes["period"]) == ("thu ngân sách", "2024")


def test_the_file_says_how_the_weights_were_fitted_and_how_good_they_are(fitted) -> None:
    _, provenance, _ = fitted
    assert (provenance["data"], provenance["reports"]) == (["gold.jsonl"], len(PLACES) * len(THINGS))
    assert provenance["cross_validation"]["indicator"] > 0.9
