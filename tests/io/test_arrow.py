from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from govner.io.tables import TABLES
from govner.schema import Report

from .sample import FIRST, REPORTS, UNENCODABLE, figure

pa = pytest.importorskip("pyarrow")

from govner.io.arrow import batches, schema_of  # noqa: E402

ALL = tuple(TABLES.values())


def test_a_schema_has_types_and_meanings():
    schema = schema_of(TABLES["figures"])
    assert [str(schema.field(name).type) for name in ("report", "id", "value", "owner_inferred", "date")] == [
        *("string", "int64", "double", "bool", "date32[day]"),
    ]
    assert (schema.field("report").nullable, schema.field("owner").nullable) == (False, True)
    assert all(field.metadata[b"description"] for field in schema)


def test_batches_hold_the_rows():
    (group,) = batches(REPORTS, ALL)
    assert {name: batch.num_rows for name, batch in group.items()} == {
        **{"reports": 2, "spans": 14, "relations": 6, "officials": 3, "positions": 3, "figures": 4},
    }
    assert group["spans"].column("text").to_pylist() == [span.text for report in REPORTS for span in report.spans]


def test_a_batch_is_handed_on_before_more_reports_are_drawn_than_fit():
    drawn = 0

    def reports() -> Iterator[Report]:
        nonlocal drawn
        for number in range(1000):
            drawn += 1
            yield dataclasses.replace(FIRST, id=str(number))

    size = 30_000
    each = len(FIRST.text)
    seen = 0
    for group in batches(reports(), ALL, size):
        assert group["reports"].num_rows <= size // each
        seen += group["reports"].num_rows
        assert drawn == seen
        assert len(group["spans"]) == 7 * len(group["reports"])
    assert seen == 1000


def test_tables_without_rows_are_left_out():
    (group,) = batches([Report("a", "")], ALL)
    assert list(group) == ["reports"]
    assert list(batches([], ALL)) == []


def test_half_a_surrogate_pair_is_replaced_and_offsets_hold():
    (group,) = batches([UNENCODABLE], ALL)
    assert group["reports"].column("text").to_pylist() == ["Xã \ufffd có 5"]
    assert group["reports"].column("title").to_pylist() == ["\ufffd"]
    (text,) = group["reports"].column("text").to_pylist()
    (row,) = group["spans"].to_pylist()
    assert text[row["start"] : row["end"]] == row["text"] == "có 5"


@pytest.mark.parametrize(
    ("value", "stored"),
    [(125, 125.0), (-5.5, -5.5), (31_450_000_000, 31450000000.0), (2**60 + 1, float(2**60)), (10**400, None)],
    ids=["whole", "decimal", "large", "rounded", "too large"],
)
def test_numbers_are_floating_point(value, stored):
    report = dataclasses.replace(FIRST, figures=(figure(value=value),))
    (group,) = batches([report], (TABLES["figures"],))
    assert group["figures"].column("value").to_pylist() == [stored]
