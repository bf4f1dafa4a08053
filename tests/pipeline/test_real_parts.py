"""The pipeline with the real tagger, linker and values: the model that comes with the package, where it is there."""

import pytest
import spacy

from govner.extractor import Extractor
from govner.pipeline import language
from govner.pipeline.storage import report_from_doc
from govner.schema import GovnerError
from govner.tagging.models import find_model

TEXTS = [
    "Ông Lường Văn Khuê, Chủ tịch UBND huyện Na Hang cho biết: huyện Na Hang thu ngân sách đạt 63,5% kế hoạch.",
    "",
    "Năm 2027, xã Đà Vị phấn đấu đạt 14/19 tiêu chí.\r\nXã Sơn Phú còn 212 hộ nghèo.",
]


@pytest.fixture(autouse=True)
def fakes():
    """No stand-ins here."""


@pytest.fixture(scope="module")
def nlp():
    try:
        find_model("small")
    except GovnerError:
        pytest.skip("the model is not there")
    return language.load()


@pytest.fixture(scope="module")
def reports(nlp):
    return [report_from_doc(nlp(text)) for text in TEXTS]


def test_the_pipeline_says_what_the_extractor_says(reports):
    extractor = Extractor.load()
    assert reports[0].spans
    assert reports == [extractor.extract(text) for text in TEXTS]


def test_workers_that_are_forked_beside_a_live_session_say_the_same(nlp, reports):
    assert [report_from_doc(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)] == reports


def test_a_saved_pipeline_says_the_same(nlp, reports, tmp_path):
    nlp.to_disk(tmp_path)
    assert [report_from_doc(doc) for doc in spacy.load(tmp_path).pipe(TEXTS)] == reports
