import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from govner.pipeline.scorer import make_scorer, score
from govner.pipeline.storage import get_relations, get_spans, set_relations, set_spans
from govner.schema import Relation


def gold_doc(nlp, text, without=(), relations=True):
    """The Doc of a text with what the stand-ins find, less the spans named, as gold."""
    found, doc = nlp(text), nlp.make_doc(text)
    spans = [span for span in get_spans(found) if span.id not in without]
    set_spans(doc, spans)
    if relations:
        set_relations(doc, [r for r in get_relations(found) if not {r.head, r.tail} & set(without)])
    return doc


def example(nlp, reference):
    return Example(nlp.make_doc(reference.text), reference)


def test_what_is_as_gold_scores_one(nlp, text):
    scores = nlp.evaluate([example(nlp, gold_doc(nlp, text)), example(nlp, gold_doc(nlp, ""))])
    assert [scores[f"{key}_f"] for key in ("ents", "govner_relations")] == [1.0, 1.0]
    assert scores["ents_per_type"]["METRIC"] == {"p": 1.0, "r": 1.0, "f": 1.0}
    assert set(scores["govner_relations_per_type"]) == {"HOLDS_POSITION", "POSITION_AT", "HAS_RESULT"}


def test_what_gold_lacks_costs_precision_alone(nlp, text):
    scores = nlp.evaluate([example(nlp, gold_doc(nlp, text, without=("T2", "T7")))])
    assert (scores["ents_p"], scores["ents_r"]) == (pytest.approx(5 / 7), 1.0)
    assert (scores["govner_relations_p"], scores["govner_relations_r"]) == (0.25, 1.0)
    assert scores["ents_per_type"]["TITLE"] == {"p": 0.0, "r": 0.0, "f": 0.0}


def test_what_was_not_found_costs_recall_alone(nlp, text):
    reference = gold_doc(nlp, text)
    scores = score([Example(gold_doc(nlp, text, without=("T1",)), reference)])
    assert (scores["ents_p"], scores["ents_r"]) == (1.0, pytest.approx(6 / 7))
    assert (scores["govner_relations_p"], scores["govner_relations_r"]) == (1.0, 0.75)


def test_any_mention_of_the_unit_is_right(nlp):
    text = "huyện Na Hang và huyện Na Hang đạt 14/19 tiêu chí"
    reference = gold_doc(nlp, text)
    set_relations(reference, [Relation("T1", "T3", "HAS_RESULT")])
    scores = nlp.evaluate([example(nlp, reference)])
    assert scores["govner_relations_f"] == 1.0


def test_gold_without_relations_has_no_relation_scores(nlp, text):
    scores = nlp.evaluate([example(nlp, gold_doc(nlp, text, relations=False))])
    assert scores["ents_f"] == 1.0
    assert scores["govner_relations_f"] is None


def test_gold_without_annotation_has_no_scores(nlp, text):
    scores = nlp.evaluate([example(nlp, nlp.make_doc(text))])
    assert [scores[key] for key in ("ents_p", "ents_r", "ents_f", "ents_per_type")] == [None] * 4


def test_gold_can_be_plain_entities(nlp, text):
    entities = [(entity.start_char, entity.end_char, entity.label_) for entity in nlp(text).ents]
    reference = Example.from_dict(nlp.make_doc(text), {"entities": entities[:-1]})
    scores = nlp.evaluate([reference])
    assert (scores["ents_p"], scores["ents_r"]) == (pytest.approx(6 / 7), 1.0)


@pytest.mark.filterwarnings("ignore:Some spans begin or end")
def test_offsets_are_compared_exactly_whatever_the_tokens(nlp, text):
    words, spaces = spacy.util.get_words_and_spaces(text.split(), text)
    predicted = nlp(Doc(nlp.vocab, words=words, spaces=spaces))
    assert score([Example(predicted, gold_doc(nlp, text))])["ents_f"] == 1.0


def test_it_is_found_by_name():
    assert spacy.registry.scorers.get("govner.scorer.v1")() is make_scorer() is score
