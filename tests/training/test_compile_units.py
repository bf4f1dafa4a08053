"""The list of administrative units, compiled again from its source where that is installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_units", ROOT / "training" / "compile_units.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_shipped_list_is_what_the_script_compiles(script: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("vietnamadminunits")
    script.main(tmp_path / "units.tsv")
    assert (tmp_path / "units.tsv").read_bytes() == script.OUT.read_bytes()


def test_the_shipped_list_is_small_and_plain(script: ModuleType) -> None:
    data = script.OUT.read_bytes()
    assert len(data) < 500_000
    assert data.decode("utf-8").count("\r") == 0


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Thị Trấn Ái Tử", ("thị trấn", "Ái Tử")),
        ("Xã Pa ủ", ("xã", "Pa Ủ")),
        ("Thị trấn Nông trường Việt Lâm", ("thị trấn", "Nông trường Việt Lâm")),
        ("Phường 5", ("phường", "5")),
        ("Xã Ea H'leo", ("xã", "Ea H'leo")),
    ],
)
def test_a_full_name_is_parted_and_mended(script: ModuleType, full: str, parts: tuple[str, str]) -> None:
    assert script._parted(full) == parts


def test_a_successor_goes_to_the_namesake_whose_district_gave_it_more(script: ModuleType) -> None:
    here, there = ("tinh", "", "xagiahoa"), ("tinh", "", "xathanhquoi")
    heirs = {
        ("mot", "huyena", "xathanhquoi"): [there, here],
        ("mot", "huyena", "xathanhloi"): [there],
        ("hai", "huyenb", "xathanhquoi"): [there, here],
        ("hai", "huyenb", "xahoatu"): [here],
    }
    parted = script._part_namesakes(heirs)
    assert parted["mot", "huyena", "xathanhquoi"] == [there]
    assert parted["hai", "huyenb", "xathanhquoi"] == [here]


def test_the_communes_of_a_code_that_was_used_twice_lie_in_the_later_district(script: ModuleType) -> None:
    rows = [
        script.Row("79", "thành phố", "Hồ Chí Minh", "", "", script.REFORM),
        script.Row("769", "thành phố", "Thủ Đức", "79"),
        script.Row("769", "quận", "2", "79", "", "2021-01-01", ("769/2025",)),
        script.Row("27088", "phường", "Thảo Điền", "769"),
    ]
    assert [row.name for row in script._preorder(rows)] == ["Hồ Chí Minh", "2", "Thủ Đức", "Thảo Điền"]
