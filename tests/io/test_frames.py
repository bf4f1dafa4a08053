from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govner
from govner.io import extras
from govner.io.frames import from_datasets, to_datasets, to_pandas
from govner.io.tables import TABLES, rows_of
from govner.schema import LABELS, FormatError, GovnerError, Relation, Report, Span

from .sample import FIRST, HOSTILE, REPORTS, SECOND, UNENCODABLE


def bare(report: Report) -> Report:
    return dataclasses.replace(report, officials=None, figures=None)


@pytest.fixture
def without(monkeypatch) -> Callable[[str], None]:
    """Hides a package."""
    return lambda package: monkeypatch.setattr(
        extras, "find_spec", lambda name, real=extras.find_spec: None if name == package else real(name)
    )


# pandas


@pytest.mark.parametrize("table", list(TABLES))
def test_a_frame_has_the_rows_and_columns_of_the_table(table):
    pytest.importorskip("pandas")
    frame = to_pandas(iter(REPORTS), table)
    rows = [row for report in REPORTS for row in rows_of(report, [TABLES[table]])[table]]
    assert list(frame.columns) == [column.name for column in TABLES[table].columns]
    assert len(frame) == len(rows)
    for column in TABLES[table].columns:
        if column.kind in ("text", "json", "integer", "flag"):
            cells = frame[column.name].astype(object)
            assert list(cells.where(cells.notna(), None)) == [row[column.name] for row in rows]


def test_the_officials_are_the_frame_when_nothing_is_said():
    pytest.importorskip("pandas")
    assert list(govner.to_pandas(REPORTS)["name"]) == ["Đinh Văn Phúc", "Hà Lâm", "Hà Lâm"]


@pytest.mark.parametrize("reports", [(), REPORTS])
def test_columns_are_typed_with_and_without_rows(reports):
    pd = pytest.importorskip("pandas")
    frame = to_pandas(reports, "figures")
    assert [str(frame[name].dtype) for name in ("page", "metric_start", "value", "owner_inferred")] == [
        *("Int64", "Int64", "float64", "boolean"),
    ]
    assert pd.api.types.is_datetime64_dtype(frame["date"])


def test_days_and_empty_cells_are_what_pandas_makes_of_them():
    pd = pytest.importorskip("pandas")
    frame = to_pandas([FIRST, dataclasses.replace(SECOND, meta={})], "figures")
    assert frame["date"].iloc[0] == pd.Timestamp(2024, 10, 14)
    assert list(frame["date"].isna()) == [False, False, True, True]
    assert list(frame["page"].isna()) == [False, False, True, True]
    assert frame.groupby("aim")["value"].sum().to_dict() == {"result": 250.0, "target": 150.0}


def test_keys_join_the_frames():
    pytest.importorskip("pandas")
    officials, positions = to_pandas(REPORTS, "officials"), to_pandas(REPORTS, "positions")
    joined = positions.merge(officials, left_on=["report", "official"], right_on=["report", "id"])
    assert list(joined["name_x"]) == list(joined["name_y"]) == ["Đinh Văn Phúc", "Hà Lâm", "Hà Lâm"]


def test_hostile_words_make_a_frame():
    pytest.importorskip("pandas")
    frame = to_pandas([*HOSTILE, UNENCODABLE], "spans")
    assert list(frame["text"]) == [report.text for report in HOSTILE] + ["có 5"]


def test_docs_are_taken_and_numbered(fake_tagger):
    pytest.importorskip("pandas")
    spacy = pytest.importorskip("spacy")
    from govner.pipeline.storage import set_relations, set_spans

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "govner.SyllableTokenizer.v1"}}})
    docs = []
    for report in (FIRST, SECOND):
        doc = nlp.make_doc(report.text)
        set_spans(doc, report.spans)
        set_relations(doc, report.relations)
        docs.append(doc)
    frame = govner.to_pandas(iter(docs), "positions")
    assert list(frame["report"]) == ["0", "1"]
    assert list(frame["name"]) == ["Đinh Văn Phúc", "Đinh Văn Phúc"]


@pytest.mark.parametrize("table", ["", "official", "Figures", "officials; --"])
def test_an_unknown_table_is_told_with_those_that_there_are(table):
    pytest.importorskip("pandas")
    with pytest.raises(GovnerError, match="the tables are reports, spans, relations, officials, positions, figures"):
        to_pandas(REPORTS, table)


def test_what_is_no_result_is_refused():
    pytest.importorskip("pandas")
    with pytest.raises(TypeError, match="not str"):
        to_pandas(["Xã Tân Minh"])


@pytest.mark.parametrize(("package", "call", "extra"), [
    ("pandas", to_pandas, "tables"), ("pyarrow", to_pandas, "tables"), ("datasets", to_datasets, "datasets"),
])  # fmt: skip
def test_a_missing_package_is_told_with_the_command_that_installs_it(without, package, call, extra):
    without(package)
    with pytest.raises(GovnerError, match=rf"{package} is not installed; run: pip install 'govner\[{extra}\]'"):
        call([])


# datasets


def test_a_dataset_nests_spans_and_relations():
    pytest.importorskip("datasets")
    dataset = govner.to_datasets(iter(REPORTS))
    assert dataset.num_rows == 2
    row = dataset[0]
    assert (row["id"], row["text"], row["date"], row["title"]) == (
        *("a.pdf", FIRST.text, date(2024, 10, 14), "Báo cáo"),
    )
    assert row["spans"][4] == {
        "id": "T5",
        "label": "METRIC",
        "start": FIRST.spans[4].start,
        "end": FIRST.spans[4].end,
        "text": "125 hộ",
        "score": None,
        "source": "rule",
        "attributes": '{"kind": "count", "value": "125", "unit": "hộ"}',
    }
    assert row["relations"][0] == {"id": 1, "head": "T1", "tail": "T2", "label": "HOLDS_POSITION", "score": 0.75}


@pytest.mark.parametrize("reports", [(), REPORTS, (Report("a", ""),)])
def test_features_are_typed_with_and_without_rows(reports):
    pytest.importorskip("datasets")
    dataset = to_datasets(reports)
    assert dataset.num_rows == len(reports)
    assert dataset.features == to_datasets([FIRST]).features
    assert str(dataset.features["date"]) == "Value('date32')"
    assert list(from_datasets(dataset)) == [bare(report) for report in reports]


def test_more_reports_than_are_turned_at_once_keep_their_order():
    pytest.importorskip("datasets")
    reports = [Report(str(number), "x") for number in range(1203)]
    assert list(from_datasets(to_datasets(reports))) == reports


def test_a_stored_dataset_gives_the_reports_back(tmp_path):
    datasets = pytest.importorskip("datasets")
    to_datasets(REPORTS).save_to_disk(tmp_path / "stored")
    assert list(govner.from_datasets(datasets.load_from_disk(tmp_path / "stored"))) == [bare(r) for r in REPORTS]
    to_datasets(REPORTS).to_parquet(tmp_path / "x.parquet")
    read = datasets.Dataset.from_parquet(str(tmp_path / "x.parquet"), cache_dir=str(tmp_path / "cache"))
    assert list(from_datasets(read)) == [bare(report) for report in REPORTS]


def test_hostile_words_come_back_to_the_letter():
    pytest.importorskip("datasets")
    assert list(from_datasets(to_datasets(HOSTILE))) == [bare(report) for report in HOSTILE]


def test_what_cannot_be_encoded_is_replaced_and_offsets_hold():
    pytest.importorskip("datasets")
    (report,) = from_datasets(to_datasets([UNENCODABLE]))
    assert (report.text, report.spans[0].text) == ("Xã \ufffd có 5", "có 5")


def test_a_row_that_is_no_report_is_told():
    span = {"id": "T1", "start": 0, "end": 1, "label": "X", "score": None, "source": None, "attributes": "{}"}
    with pytest.raises(FormatError, match="unknown label"):
        list(from_datasets([{"id": "a", "text": "x", "meta": "{}", "spans": [span], "relations": []}]))


@pytest.mark.parametrize(
    "row", [{}, {"id": "a", "text": "x", "meta": "{", "spans": [], "relations": []}, {"spans": [1]}, {"spans": None}]
)
def test_a_row_of_another_dataset_is_told(row):
    with pytest.raises(FormatError, match="row 1 has not the columns of a dataset that to_datasets made"):
        list(from_datasets([{"id": "a", "text": "x", "meta": "{}", "spans": [], "relations": []}, row]))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
SCORES = st.none() | st.floats(0, 1)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(TEXTS)
    spans = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        attributes = draw(st.dictionaries(TEXTS, TEXTS, max_size=2))
        spans.append(
            Span(
                *(f"T{number}", start, end, draw(st.sampled_from(LABELS)), text[start:end], attributes),
                *(draw(SCORES), draw(st.none() | TEXTS)),
            )
        )
    people, titles = ([span.id for span in spans if span.label == label] for label in ("PERSON", "TITLE"))
    relations = [Relation(person, title, "HOLDS_POSITION", draw(SCORES)) for person in people for title in titles]
    meta = draw(st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS | st.lists(TEXTS, max_size=2), max_size=2))
    return Report(draw(TEXTS), text, meta, tuple(spans), tuple(relations))


@given(st.lists(reports(), max_size=3))
def test_any_reports_come_back_from_a_dataset(found):
    pytest.importorskip("datasets")
    assert list(from_datasets(to_datasets(found))) == found
