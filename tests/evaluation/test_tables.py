import pytest

from govner.evaluation import document_table, evaluate, tables


@pytest.fixture
def evaluation(mark):
    text = "[LOC Xã Tà Hộc] có [METRIC 7 bến] đò."
    gold = mark(text, "T1 HAS_RESULT T2", attributes={"T2": {"value": "7", "unit": "bến"}})
    predicted = mark(text, attributes={"T2": {"value": "70"}})
    return evaluate([gold], [predicted], seen=frozenset())


def test_every_row_has_a_string_for_each_column(evaluation):
    for title, header, rows in [*tables(evaluation), document_table(evaluation)]:
        assert title
        assert rows
        assert all(len(row) == len(header) for row in rows)
        assert all(isinstance(cell, str) for row in rows for cell in row)


def test_cells_have_value_and_interval(evaluation):
    strict = tables(evaluation)[0]
    right = "1.000 [1.000, 1.000]"
    assert strict.rows[0] == ("all", right, right, right, "2", "2", "2")
    assert strict.rows[1] == ("PERSON", "–", "–", "–", "0", "0", "0")


def test_titles_say_what_there_is(mark, evaluation):
    assert [table.title for table in tables(evaluation)] == [
        "Spans, strict",
        "Spans, overlap",
        "Spans, strict, mentions seen in training",
        "Spans, strict, mentions not seen in training",
        "Relations, end to end",
        "Attributes of matched METRICs",
        "Numbers wrong by a factor of ten or more: 1",
    ]
    plain = evaluate([mark("[LOC Tà Hộc]")], [mark("Tà Hộc")])
    assert len(tables(plain)) == 4


def test_slips_are_listed_with_their_place(evaluation):
    assert tables(evaluation)[-1].rows == (("r", "13-18", "7 bến", "value", "7", "70"),)


def test_documents_have_a_row_each(evaluation):
    assert document_table(evaluation).rows == (("r", "1.000", "2", "0.000", "1"),)
