import pytest

from govner.evaluation.counts import Counts
from govner.evaluation.relations import relations

FIGURE = "[LOC huyện Hạ Lang] họp. [LOC Hạ Lang] trồng mới [METRIC 75 ha] rừng, [ORG UBND huyện] nói."
POST = "[PERSON Nông Thị Hảo] - [TITLE Chánh Thanh tra] [ORG tỉnh] họp; [PERSON NÔNG THỊ HẢO] phát biểu."

# text, gold links, predicted links, label, expected (gold, predicted, matched)
CASES = [
    pytest.param(FIGURE, ["T1 HAS_RESULT T3"], ["T1 HAS_RESULT T3"], "HAS_RESULT", (1, 1, 1), id="same pair"),
    pytest.param(FIGURE, ["T1 HAS_RESULT T3"], [], "HAS_RESULT", (1, 0, 0), id="never proposed is a miss"),
    pytest.param(FIGURE, ["T1 HAS_RESULT T3"], ["T2 HAS_RESULT T3"], "HAS_RESULT", (1, 1, 1), id="any mention of unit"),
    pytest.param(
        FIGURE, ["T1 HAS_RESULT T3"], ["T1 HAS_RESULT T3", "T2 HAS_RESULT T3"], "HAS_RESULT", (1, 1, 1), id="twice"
    ),
    pytest.param(FIGURE, ["T1 HAS_RESULT T3"], ["T4 HAS_RESULT T3"], "HAS_RESULT", (1, 1, 0), id="body is no place"),
    pytest.param(FIGURE, ["T1 HAS_TARGET T3"], ["T1 HAS_RESULT T3"], "HAS_TARGET", (1, 0, 0), id="wrong label, miss"),
    pytest.param(FIGURE, ["T1 HAS_TARGET T3"], ["T1 HAS_RESULT T3"], "HAS_RESULT", (0, 1, 0), id="wrong label, noise"),
    pytest.param(POST, ["T1 HOLDS_POSITION T2"], ["T4 HOLDS_POSITION T2"], "HOLDS_POSITION", (1, 1, 1), id="same name"),
    pytest.param(POST, ["T2 POSITION_AT T3"], ["T2 POSITION_AT T3"], "POSITION_AT", (1, 1, 1), id="post at body"),
]


@pytest.mark.parametrize(("text", "gold", "predicted", "label", "expected"), CASES)
def test_relations_on_right_spans(mark, text, gold, predicted, label, expected):
    assert relations(mark(text, *gold), mark(text, *predicted))[label] == Counts(*expected)


# two markings of one text, with one relation T1 -> T2 of this label: is it the same fact?
HEADS = [
    ("HAS_RESULT", "[LOC huyện Bình Gia] có [METRIC 9 km]", "huyện [LOC Bình Gia] có [METRIC 9 km]", 1),
    ("HAS_RESULT", "[LOC xã Hòa Cư] có [METRIC 9 km]", "[LOC xã Hòa Cư có] [METRIC 9 km]", 0),
    ("HAS_RESULT", "[LOC Quỳnh Sơn] có [METRIC 9 km]", "[ORG Quỳnh Sơn] có [METRIC 9 km]", 0),
    ("HAS_RESULT", "[ORG Đảng ủy xã] có [METRIC 9 km]", "[ORG Đảng ủy] xã có [METRIC 9 km]", 0),
    ("HAS_RESULT", "[LOC huyện Bình Gia] có [METRIC 9 km]", "[LOC huyện Bình Gia] có [METRIC 9] km", 0),
    ("HOLDS_POSITION", "[PERSON Lê Bá Thạo], [TITLE Xã đội trưởng]", "[PERSON Lê Bá Thạo,] [TITLE Xã đội trưởng]", 1),
    ("HOLDS_POSITION", "[PERSON Lê Bá Thạo], [TITLE Xã đội trưởng]", "Lê [PERSON Bá Thạo], [TITLE Xã đội trưởng]", 0),
    ("HOLDS_POSITION", "[PERSON Lê Bá Thạo], [TITLE Xã đội trưởng]", "[PERSON Lê Bá Thạo], Xã [TITLE đội trưởng]", 0),
    ("POSITION_AT", "[TITLE Phó Trưởng] [ORG Ban Pháp chế]", "[TITLE Phó Trưởng] [LOC Ban Pháp chế]", 0),
    ("POSITION_AT", "[TITLE Phó Trưởng] [ORG Ban Pháp chế]", "Phó [TITLE Trưởng] [ORG Ban Pháp chế]", 0),
]


@pytest.mark.parametrize(("label", "gold", "predicted", "matched"), HEADS)
def test_head_is_compared_by_name_and_tail_by_offsets(mark, label, gold, predicted, matched):
    link = f"T1 {label} T2"
    assert relations(mark(gold, link), mark(predicted, link))[label] == Counts(1, 1, matched)


# two spellings in one text: are they one head?
NAMES = [
    ("LOC", "HUYỆN TRÀ LĨNH", "huyện Trà Lĩnh", True),
    ("LOC", "thị xã Hoà Lạc", "Hòa Lạc", True),
    ("LOC", "H. Trà Lĩnh", "Trà  Lĩnh", True),
    ("LOC", "Trà Lĩnh", "Trà Linh", False),
    ("LOC", "Phường 3", "Phường 4", False),
    ("ORG", "Uỷ ban Kiểm tra", "ủy ban\nkiểm tra", True),
    ("ORG", "Sở NN-PTNT", "Sở NN&PTNT", True),
    ("ORG", "HĐND huyện Trà Lĩnh", "HĐND Trà Lĩnh", False),
]


@pytest.mark.parametrize(("label", "first", "second", "same"), NAMES)
def test_spellings_of_one_unit_are_one_head(mark, label, first, second, same):
    text = f"[{label} {first}]; [{label} {second}]; [METRIC 12 tấn]"
    counts = relations(mark(text, "T1 HAS_TARGET T3"), mark(text, "T2 HAS_TARGET T3"))["HAS_TARGET"]
    assert counts == Counts(1, 1, int(same))


def test_one_figure_of_two_units_is_two_facts(mark):
    text = "[LOC xã Nà Nghịu] và [LOC xã Mường Cai] đều có [METRIC 4 km]."
    gold = mark(text, "T1 HAS_RESULT T3", "T2 HAS_RESULT T3")
    assert relations(gold, mark(text, "T2 HAS_RESULT T3"))["HAS_RESULT"] == Counts(2, 1, 1)
