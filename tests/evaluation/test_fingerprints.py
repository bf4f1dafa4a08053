import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.evaluation.fingerprints import fingerprint, fingerprints, read_fingerprints
from govner.schema import LABELS, FormatError


@pytest.mark.parametrize(
    "variant",
    ["uỷ ban hoà giải", "ỦY BAN HÒA GIẢI", "ủy  ban\nhòa giải", unicodedata.normalize("NFD", "Ủy ban hòa giải")],
)
def test_spellings_of_one_mention_have_one_fingerprint(variant):
    assert fingerprint(variant, "ORG") == fingerprint("Ủy ban hòa giải", "ORG")


def test_label_and_wording_tell_fingerprints_apart():
    assert len({fingerprint("Yên Thế", "LOC"), fingerprint("Yên Thế", "ORG"), fingerprint("Yên Thê", "LOC")}) == 3


def test_fingerprint_stays_what_models_have_stored():
    assert fingerprint("Xã Tân Hòa", "LOC") == "d91570ae360e"


@given(st.text(alphabet=st.characters()), st.sampled_from(LABELS))
def test_any_text_has_a_fingerprint(text, label):
    assert len(fingerprint(text, label)) == 12


def test_written_fingerprints_are_read_back(mark, tmp_path):
    made = fingerprints([mark("[LOC Ba Bể] và [LOC Chợ Đồn]"), mark("[LOC BA BỂ]", report_id="s")])
    assert made == sorted([fingerprint("Ba Bể", "LOC"), fingerprint("Chợ Đồn", "LOC")])
    path = tmp_path / "seen.txt"
    path.write_text("\n".join(made) + "\n\n", encoding="utf-8")
    assert read_fingerprints(path) == set(made)


@pytest.mark.parametrize("line", ["Ba Bể", "0123456789a", "0123456789abc", "\x00\xff"])
def test_a_line_that_is_no_fingerprint_is_refused(tmp_path, line):
    path = tmp_path / "seen.txt"
    path.write_text(f"0123456789ab\n{line}\n", encoding="latin-1" if "\xff" in line else "utf-8")
    with pytest.raises(FormatError, match="no fingerprint"):
        read_fingerprints(path)
