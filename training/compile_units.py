"""Compile the list of administrative units that the package ships: `python training/compile_units.py`.

Source: the PyPI package `vietnamadminunits` 1.0.4 (Tran Ngoc Minh Hieu, MIT licence; its notice is in NOTICE), tables
`admin_units_legacy` and `admin_units` of `dataset.db` and the map `converter_2025.json`. Names and codes are those of
the General Statistics Office.

The old list is the state of 1 March to 30 June 2025: 63 provinces, 696 districts, 10,035 communes (it has thành phố
Phú Mỹ of 1 March 2025). The new one is that of 1 July 2025: 34 provinces, 3,321 communes, no districts. Districts that
ended or were renamed between 2008 and March 2025 are added by hand below, each with the resolution that ended it;
communes that ended before 2025 are not listed.

The file is a tree in tabs, one unit a line, a unit inside the last one above it with a shorter code:
`code, type word, name, first day in force, first day no more in force, successors`. Where the first day is blank it is
not known; where the last is, it is that of the unit above. Successors are ids: the code, and for a unit that has ended
`/` and the last year it was in force ("15" is the Lào Cai of today, "15/2025" the Yên Bái of before). Trailing blanks
are left out. A district that ended in July 2025 has the successors of its communes, and none of its own unless it had
no communes.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

OUT = Path(__file__).resolve().parents[1] / "src" / "govner" / "knowledge" / "data" / "units.tsv"
REFORM = "2025-07-01"
"""The day on which districts ended and the new provinces and communes began (Resolution 202/2025/QH15)."""


@dataclass(frozen=True)
class Row:
    """One unit; `parent` is the code of the unit it lies in, dates are its own or blank."""

    code: str
    type: str
    name: str
    parent: str = ""
    since: str = ""
    until: str = ""
    successors: tuple[str, ...] = ()

    def line(self) -> str:
        """The unit's line in the file."""
        columns = (self.code, self.type, self.name, self.since, self.until, ",".join(self.successors))
        return "\t".join(columns).rstrip("\t") + "\n"


SPELLING = {
    "137": "Mù Cang Chải",  # so in the resolutions on Yên Bái, in the new list and in the press
    "467": "Đakrông",  # so in the new list and in the district's own documents
    "602": "Phú Quý",  # so in the decree that founded the district and in the new list
    "655": "Krông Ana",  # so in the new list and in the district's own documents
    "04603": "Tà Xi Láng",  # so in the new list and in the press
    "05725": "Thần Sa",  # so in the new list, like the nature reserve
}
"""Code of an old unit -> its name, where the package spells it otherwise than the state's documents."""

ENDED = (
    # Resolution 15/2008/QH12: Hà Tây joined Hà Nội.
    Row("28", "tỉnh", "Hà Tây", "", "", "2008-08-01", ("01/2025",)),
    # 100/NQ-CP of 2011: huyện Yên Hưng became thị xã Quảng Yên.
    Row("206", "huyện", "Yên Hưng", "22", "", "2011-11-25", ("206/2025",)),
    # 132/NQ-CP of 2013: huyện Từ Liêm was parted.
    Row("019", "huyện", "Từ Liêm", "01", "", "2013-12-27", ("019/2025", "021/2025")),
    # 492/NQ-UBTVQH14: huyện Tân Thành became thị xã Phú Mỹ.
    Row("754", "huyện", "Tân Thành", "77", "", "2018-04-12", ("754/2025",)),
    # 837, 830, 867, 864 and 897/NQ-UBTVQH14: the mergers of 2020.
    Row("204", "huyện", "Hoành Bồ", "22", "", "2020-01-01", ("193/2025",)),
    Row("151", "huyện", "Kỳ Sơn", "17", "", "2020-01-01", ("148/2025",)),
    Row("526", "huyện", "Tây Trà", "51", "", "2020-02-01", ("525/2025",)),
    Row("044", "huyện", "Thông Nông", "04", "", "2020-03-01", ("045/2025",)),
    Row("046", "huyện", "Trà Lĩnh", "04", "", "2020-03-01", ("047/2025", "049/2025")),
    Row("049", "huyện", "Quảng Uyên", "04", "", "2020-03-01", ("049/2025",)),
    Row("050", "huyện", "Phục Hòa", "04", "", "2020-03-01", ("049/2025",)),
    # 933/NQ-UBTVQH14: huyện Tĩnh Gia became thị xã Nghi Sơn.
    Row("407", "huyện", "Tĩnh Gia", "38", "", "2020-06-01", ("407/2025",)),
    # 1111/NQ-UBTVQH14: thành phố Thủ Đức.
    Row("769", "quận", "2", "79", "", "2021-01-01", ("769/2025",)),
    Row("763", "quận", "9", "79", "", "2021-01-01", ("769/2025",)),
    Row("762", "quận", "Thủ Đức", "79", "", "2021-01-01", ("769/2025",)),
    # The resolutions of the Standing Committee of the National Assembly for 2023-2025: Nam Định from September 2024,
    # Nghệ An (1243) and Lâm Đồng (1245) from December, the others from January.
    Row("358", "huyện", "Mỹ Lộc", "36", "", "2024-09-01", ("356/2025",)),
    Row("413", "thị xã", "Cửa Lò", "40", "", "2024-12-01", ("412/2025",)),
    Row("681", "huyện", "Đạ Huoai", "68", "", "2024-12-01", ("682/2025",)),
    Row("682", "huyện", "Đạ Tẻh", "68", "", "2024-12-01", ("682/2025",)),
    Row("683", "huyện", "Cát Tiên", "68", "", "2024-12-01", ("682/2025",)),
    Row("221", "huyện", "Yên Dũng", "24", "", "2025-01-01", ("213/2025",)),
    Row("369", "thành phố", "Ninh Bình", "37", "", "2025-01-01", ("374/2025",)),
    Row("374", "huyện", "Hoa Lư", "37", "", "2025-01-01", ("374/2025",)),
    Row("46", "tỉnh", "Thừa Thiên Huế", "", "", "2025-01-01", ("46/2025",)),
    Row("405", "huyện", "Đông Sơn", "38", "", "2025-01-01", ("380/2025",)),
    Row("448", "huyện", "Lộc Hà", "42", "", "2025-01-01", ("445/2025", "436/2025")),
    Row("474", "thành phố", "Huế", "46", "", "2025-01-01", ("474/2025", "475/2025")),
    Row("483", "huyện", "Nam Đông", "46", "", "2025-01-01", ("482/2025",)),
    Row("519", "huyện", "Nông Sơn", "49", "", "2025-01-01", ("509/2025",)),
    Row("752", "huyện", "Long Điền", "77", "", "2025-01-01", ("753/2025",)),
    Row("753", "huyện", "Đất Đỏ", "77", "", "2025-01-01", ("753/2025",)),
)
"""Units that ended or lost their name before the old list, with the day and the units that took them in."""

BEGAN = {
    "206": "2011-11-25",
    "019": "2013-12-27",
    "021": "2013-12-27",
    "754": "2018-04-12",
    "049": "2020-03-01",
    "407": "2020-06-01",
    "769": "2021-01-01",
    "682": "2024-12-01",
    "224": "2025-01-01",
    "374": "2025-01-01",
    "46": "2025-01-01",
    "474": "2025-01-01",
    "475": "2025-01-01",
    "753": "2025-01-01",
}
"""Code of a unit of the old list -> the day on which it got its name, for those that one in ENDED gave way to, and thị
xã Chũ (1232/NQ-UBTVQH15), parted from huyện Lục Ngạn."""

Commune = tuple[str, str, str]
"""The keys by which the package names a commune: province, district ("" for the new ones), commune."""


def main(out: Annotated[Path, typer.Option(help="The list (TSV).")] = OUT) -> None:
    """Write the list of all units, old and new."""
    data = files("vietnamadminunits") / "data"
    with sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True) as database:
        rows = compile_units(database, json.loads((data / "converter_2025.json").read_text(encoding="utf-8")))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(row.line() for row in rows)
    typer.echo(f"{len(rows)} units in {out}")


def compile_units(database: sqlite3.Connection, converter: Mapping[str, Mapping[str, object]]) -> list[Row]:
    """All units as a tree in preorder, the old list first, siblings by code and the day they ended."""
    new = dict(_new_communes(database))
    old = dict(_old_communes(database))
    successors = _successors(converter, old, new)
    former = [replace(row, successors=successors[key]) for key, row in old.items()]
    former += _old_districts(database, successors, {row.parent for row in former if len(row.code) == 5})
    former += _old_provinces(database, converter)
    today = [*new.values(), *_new_provinces(database)]
    return [*_preorder([*former, *ENDED]), *_preorder(today)]


def _old_provinces(database: sqlite3.Connection, converter: Mapping[str, Mapping[str, object]]) -> Iterator[Row]:
    new_key = {old: new for new, olds in converter["DICT_PROVINCE"].items() for old in olds}  # type: ignore[attr-defined]
    code = dict(database.execute("SELECT DISTINCT provinceKey, provinceCode FROM admin_units"))
    query = "SELECT DISTINCT provinceKey, provinceCode, province FROM admin_units_legacy"
    for key, old_code, full in database.execute(query):
        yield Row(old_code, *_parted(full), "", BEGAN.get(old_code, ""), REFORM, (code[new_key[key]],))


def _old_districts(
    database: sqlite3.Connection, successors: Mapping[Commune, tuple[str, ...]], with_communes: set[str]
) -> Iterator[Row]:
    query = """SELECT DISTINCT provinceKey, districtKey, districtCode, district, provinceCode FROM admin_units_legacy"""
    for province, key, code, full, parent in database.execute(query):
        type_word, name = _parted(full)
        own = () if code in with_communes else successors[province, key, ""]
        yield Row(code, type_word, SPELLING.get(code, name), parent, BEGAN.get(code, ""), "", own)


def _old_communes(database: sqlite3.Connection) -> Iterator[tuple[Commune, Row]]:
    """Every commune, and a row without a code for the islands that were districts without communes."""
    query = "SELECT provinceKey, districtKey, wardKey, wardCode, ward, districtCode FROM admin_units_legacy"
    for province, district, key, code, full, parent in database.execute(query):
        type_word, name = _parted(full or "")
        yield (province, district, key or ""), Row(code or "", type_word, SPELLING.get(code, name), parent)


def _new_provinces(database: sqlite3.Connection) -> Iterator[Row]:
    for code, full in database.execute("SELECT DISTINCT provinceCode, province FROM admin_units"):
        yield Row(code, *_parted(full), since=REFORM)


def _new_communes(database: sqlite3.Connection) -> Iterator[tuple[Commune, Row]]:
    query = "SELECT provinceKey, wardKey, wardCode, ward, provinceCode FROM admin_units"
    for province, key, code, full, parent in database.execute(query):
        yield (province, "", key), Row(code, *_parted(full), parent, REFORM)


_TYPES = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")


def _parted(full: str) -> tuple[str, str]:
    """ "Thị Trấn Ái Tử" -> type word and name; a syllable of one small letter ("Pa ủ") is a slip."""
    full = unicodedata.normalize("NFC", full)
    word = next((word for word in _TYPES if full.casefold().startswith(word + " ")), "")
    syllables = full[len(word) :].split()
    small = {"nông", "trường"}
    return word, " ".join(s if s in small else s[:1].upper() + s[1:] for s in syllables)


def _successors(
    converter: Mapping[str, Mapping[str, object]], old: Mapping[Commune, Row], new: Mapping[Commune, Row]
) -> dict[Commune, tuple[str, ...]]:
    """Old commune -> codes of the new ones that took it in, the one that the package takes for the main one first."""
    heirs: dict[Commune, list[Commune]] = defaultdict(list)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, sources in communes.items():  # type: ignore[attr-defined]
            for source in sources:
                heirs[_key(source)].append((province, "", key))
    for province, sources in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in sources.items():  # type: ignore[attr-defined]
            for part in sorted(parts, key=lambda part: not part["isDefaultNewWard"]):
                heirs[_key(source)].append((province, "", part["newWardKey"]))
    own = _part_namesakes(heirs)
    return {key: tuple(new[heir].code for heir in own[key]) for key in old}


def _key(joined: str) -> Commune:
    province, district, commune = joined.split("_")
    return province, district, commune


def _part_namesakes(heirs: Mapping[Commune, Sequence[Commune]]) -> dict[Commune, list[Commune]]:
    """The successors of every old commune less those that are only its namesake's.

    The package looks a divided commune up by its bare name in the new province, so two old communes of one name (Thạnh
    Quới of Cần Thơ and of Sóc Trăng) each got the successors of both. Of a successor that both claim, the one keeps
    it whose district, or else whose province, gave it more communes.
    """
    namesakes: dict[tuple[str, str], list[Commune]] = defaultdict(list)
    given: Counter[tuple[tuple[str, ...], Commune]] = Counter()
    for key, own in heirs.items():
        namesakes[own[0][0], key[2]].append(key)
        given.update((key[:depth], heir) for heir in own for depth in (1, 2))

    def claim(key: Commune, heir: Commune) -> tuple[int, int]:
        return given[key[:2], heir], given[key[:1], heir]

    def belongs(key: Commune, heir: Commune) -> bool:
        rivals = (other for other in namesakes[heir[0], key[2]] if heir in heirs[other])
        return all(claim(rival, heir) <= claim(key, heir) for rival in rivals)

    return {key: [heir for heir in own if belongs(key, heir)] or list(own) for key, own in heirs.items()}


def _preorder(rows: Iterable[Row]) -> Iterator[Row]:
    children: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.code, row.until or REFORM)):
        if row.code:
            children[row.parent].append(row)

    def inside(code: str) -> Iterator[Row]:
        for row in children.get(code, ()):
            yield row
            if row.until in ("", REFORM):  # of two districts that had one code, the later one holds the communes
                yield from inside(row.code)

    yield from inside("")


if __name__ == "__main__":
    typer.run(main)
