"""Small `vocab.txt` and `bpe.codes` in PhoBERT's form, learned from a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

Word = tuple[str, ...]

SENTENCES = [
    "Uỷ_ban nhân_dân huyện Mường La họp .",
    "Chủ_tịch Uỷ_ban nhân_dân huyện Bắc Yên dự .",
    "ông Lò Văn Pâng , Chủ_tịch huyện , cho biết huyện còn 1.204 hộ nghèo .",
    "bà Trịnh Thị Hậu , Phó Chủ_tịch UBND huyện Sốp Cộp , dự họp .",
]


def write_phobert_files(folder: Path, sentences: Iterable[str] = SENTENCES, merges: int = 120) -> None:
    """Learn byte-pair encoding on segmented sentences and write it as fastBPE does."""
    words = Counter((*word[:-1], f"{word[-1]}</w>") for text in sentences for word in text.split())
    codes: list[str] = []
    for _ in range(merges):
        pairs = Counter[tuple[str, str]]()
        for word, count in words.items():
            for pair in pairwise(word):
                pairs[pair] += count
        if not pairs:
            break
        best, count = max(pairs.items(), key=lambda item: (item[1], item[0]))
        codes.append(f"{best[0]} {best[1]} {count}\n")
        words = Counter({_merged(word, best): count for word, count in words.items()})
    pieces = Counter[str]()
    for word, count in words.items():
        for symbol in word:
            pieces[symbol.removesuffix("</w>") if symbol.endswith("</w>") else f"{symbol}@@"] += count
    (folder / "bpe.codes").write_text("".join(codes), encoding="utf-8")
    (folder / "vocab.txt").write_text("".join(f"{piece} {n}\n" for piece, n in pieces.most_common()), encoding="utf-8")


def _merged(word: Word, pair: tuple[str, str]) -> Word:
    found: list[str] = []
    for symbol in word:
        if found and (found[-1], symbol) == pair:
            found[-1] += symbol
        else:
            found.append(symbol)
    return tuple(found)
