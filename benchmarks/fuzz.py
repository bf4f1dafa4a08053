"""Does hostile input end in anything but a result or a clean error? `python benchmarks/fuzz.py --minutes 10 --seed 1`

Newcomer's notes. A *target* is a strategy that makes inputs and a function that is to take any of them: it may return,
or raise a GovnerError, which is a sentence for the user. All else is a finding: another exception, a fault that calls
itself internal, a reader's own slip told as damage of the file, or more than `SLOW` seconds of work. The targets take
turns, with a seed of their own for each turn; Hypothesis makes the input of a finding small before it is printed.
`--only TARGET --seed N` with the seed that is printed finds it again. Exit code 1 where there are findings.
"""

from __future__ import annotations

import faulthandler
import io
import itertools
import json
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning
from tokenizers import Tokenizer, models

from govner.extractor import Extractor
from govner.io import exchange
from govner.io.page.rendering import render
from govner.io.reading.documents import read_document
from govner.io.reading.rows import read_rows
from govner.io.sheets import write_tables
from govner.io.sources import InputError, Source
from govner.knowledge.dates import find_date, report_day
from govner.knowledge.figures import parse_figure
from govner.knowledge.periods import find_periods, parse_period
from govner.knowledge.places import resolve
from govner.knowledge.positions import abbreviate, body_gloss, expand, parse_body, parse_positions, position_gloss
from govner.schema import LABELS, GovnerError, Relation, Report, Span
from govner.tagging.encoding import TextEncoder, windows
from govner.tagging.models import Settings, read_tags
from govner.tagging.phobert import FastPhobertTokenizer, PhobertEncoder
from govner.tagging.segmentation import NoSegmenter
from govner.text.normalize import ToneStyle, normalize
from govner.text.sentences import sentences
from govner.text.syllables import syllables

FILES = Path(__file__).parents[1] / "tests" / "io" / "files"
SLOW = 60.0
"""Seconds of processor time that no small input may take."""
_EXAMPLES = 100
"""Inputs of a target in one turn; of targets that take long, a tenth."""
_TURN = 60.0
"""Seconds after which a turn ends, and with it the making small of an input."""
_SLIPS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RecursionError, TypeError)
"""What, raised in this package's own lines, is a slip of the program and not a damage of the file."""

_WORDS = (
    "ông bà Đinh Văn Phúc Chủ tịch Phó Bí thư Trưởng Giám đốc UBND HĐND Ủy ban nhân dân Đảng ủy Sở Phòng Công an "
    "tỉnh huyện xã phường thôn Đà Bắc Hà Nội Tân Minh nguyên quyền thường trực phụ trách kiêm và , . ; : - – / ( ) "
    "đạt tăng giảm so với cùng kỳ năm 2024 tháng 10 quý III ngày 14 đến nay từ trên dưới gần khoảng hơn nửa rưỡi "
    "31,45 1.204 14/19 5-7 0 1e9 ² ½ tỷ triệu nghìn đồng ha m2 % hộ người tấn tiêu chí hai mươi lăm trăm linh một "
    "thứ nhất xếp lần gấp đôi không chưa đầy mỗi / bình quân"
).split(" ")
_ODD = "\0\n\r\t\x1b\x85\xa0\u0301\u0323\u200b\u202e\u2028\ufeff\ufffd\ud800\udfff\U0001f4c8\U00020000İßſ١²½"

any_text = st.lists(
    st.sampled_from(_WORDS) | st.sampled_from(_ODD) | st.text(st.characters(), max_size=5), max_size=30
).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda joint: joint.join(parts)))
any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -1, 2**63, 1e308, float("inf"), float("nan"), "../../x", "T1"])
    | st.floats()
    | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A strategy, and what is to take all that it makes."""

    inputs: st.SearchStrategy[Any]
    take: Callable[[Any], object]
    is_slow: bool = False


class Finding(NamedTuple):
    """What went wrong in a target, in one turn; `told` has the input and the exception."""

    target: str
    seed: int
    told: str


class Slow(Exception):
    """An input that takes far too long."""


class InternalFault(Exception):
    """A slip of the program that is told as if the input were to blame."""


@st.composite
def edited(draw: st.DrawFn, content: bytes, most: int = 6) -> bytes:
    """The bytes with stretches cut out, put in, doubled or moved."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, len(made)))
        end = min(len(made), at + draw(st.sampled_from([0, 1, 2, 8, 100, 10**9])))
        other = draw(st.integers(0, len(made)))
        new = draw(
            st.binary(max_size=8)
            | st.sampled_from(
                [b"\0", b"\xff\xfe", b"9" * 12, b"-1", b"[" * 3000, b"\n", b'"', b"<b>" * 500, b"\\ud800"]
            )
            | st.just(bytes(made[other : other + 50]))
        )
        made[at:end] = new
    return bytes(made)


@st.composite
def edited_archive(draw: st.DrawFn, content: bytes) -> bytes:
    """A zip archive with members whose content is changed, and whose names may be."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        chosen = draw(st.sampled_from([name for name in old.namelist() if name.endswith((".xml", ".rels"))]))
        with zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(  # a ZipInfo has a day of its own, a name that of the run
                    zipfile.ZipInfo(draw(st.sampled_from([name] * 9 + ["../../x", "/etc/x", "word/document.xml"]))),
                    draw(edited(part, most=3)) if name == chosen else part,
                )
    return made.getvalue()


@st.composite
def edited_json(draw: st.DrawFn, value: Any) -> Any:
    """The value with some part of it put in place of by another, or taken out."""
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 4)) == 0:
        return draw(any_json)
    made = value.copy()
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = draw(st.sampled_from(keys))
    if draw(st.integers(0, 9)) == 0:
        del made[key]
    else:
        made[key] = draw(edited_json(value[key]))
    return made


def edited_lines(content: str) -> st.SearchStrategy[bytes]:
    """JSON, or lines of it, changed as a value or as bytes."""
    lines = [json.loads(line) for line in content.splitlines()]
    as_values = st.tuples(*map(edited_json, lines)).map(
        lambda values: "\n".join(map(json.dumps, values)).encode("utf-8", "surrogatepass")
    )
    return as_values | edited(content.encode())


def refuse_slips(error: BaseException) -> None:
    """Raise where a clean fault hides a slip in the lines of this package."""
    if "internal error" in str(error):
        raise InternalFault(str(error))
    cause = error.__cause__
    if isinstance(cause, _SLIPS):
        where = traceback.extract_tb(cause.__traceback__)[-1]
        if "govner" in Path(where.filename).parts:
            raise InternalFault(f"{type(cause).__name__}: {cause} ({where.filename}:{where.lineno})") from cause


def _document(content: bytes, ending: str) -> None:
    text, meta = read_document(content, ending)
    check_report(Report("x", text, meta))


def check_report(report: Report) -> None:
    """A report that was read can be written in every way and read again."""
    Report.from_json(report.to_json())
    report_day(report.text, report.meta)
    write_tables([report], io.StringIO(), io.StringIO())
    str(render(report))


def _rows(table: tuple[bytes, str]) -> None:
    content, ending = table
    for _, row in read_rows(io.BytesIO(content), ending):
        if not isinstance(row, GovnerError):
            check_report(Report(row.id or "", row.text, row.meta))


def _source(table: tuple[bytes, str]) -> None:
    content, ending = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x{ending}")
        path.write_bytes(content)
        for item in Source("x", str(path)).documents():
            if isinstance(item, InputError):
                refuse_slips(item)


def _grammars(texts: Sequence[str]) -> None:
    text, before, after = texts
    parse_figure(text, before, after)
    for post in parse_positions(text):
        str(post)
        position_gloss(post)
    if body := parse_body(text):
        str(body)
        body_gloss(body)
    expand(text)
    abbreviate(text)
    find_date(text)
    parse_period(text, 2024)
    for tones in ToneStyle:
        view = normalize(text, tones)
        view.to_original(0, len(view.text))
        view.from_original(0, len(text))
    for offsets in (syllables(text), sentences(text), [(p.start, p.end) for p in find_periods(text)]):
        if any(not 0 <= start < end <= len(text) for start, end in offsets):
            raise AssertionError(f"offsets outside the text: {offsets}")


def _places(texts: Sequence[str]) -> None:
    for on in (None, date(2024, 1, 1), date(2026, 1, 1)):
        resolve(texts, on, texts[:1])


class _Marked:
    """A tagger that has found given spans."""

    def __init__(self, spans: Sequence[Span]):
        self._spans = spans

    def tag(self, texts: Iterable[str], batch_size: int = 2) -> Iterator[tuple[Span, ...]]:  # noqa: ARG002
        for _ in texts:
            yield tuple(self._spans)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text with spans anywhere, each edge within the text and no two overlapping."""
    text = draw(any_text)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=14)))
    return text, [
        Span("", start, end, draw(st.sampled_from(LABELS)), text[start:end], {}, 0.5, "model")
        for start, end in itertools.pairwise(edges)
    ]


def _extract(found: tuple[str, list[Span]]) -> None:
    text, spans = found
    check_report(Extractor(_Marked(spans)).extract(text, "x"))


def _phobert_files(folder: Path) -> tuple[Path, Path]:
    """A small vocabulary, as PhoBERT's folder has it: every single letter, and a few merges."""
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ0123456789.,"
    pieces = [piece for letter in letters for piece in (letter, f"{letter}@@")] + ["ch@@", "an", "ân@@"]
    (folder / "vocab.txt").write_text("".join(f"{piece} 9\n" for piece in pieces), encoding="utf-8")
    (folder / "bpe.codes").write_text("c h 9\na n</w> 9\nâ n 8\n", encoding="utf-8")
    return folder / "vocab.txt", folder / "bpe.codes"


def _encode(encoder: TextEncoder | PhobertEncoder, text: str) -> None:
    encoding = encoder.encode(normalize(text).text)
    for window in windows(encoding, 8, 2):
        if not 0 <= window.start <= window.end <= len(encoding.ids):
            raise AssertionError(f"a window outside the pieces: {window}")


def _model(files: Mapping[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        for read in (Settings.read, read_tags, FastPhobertTokenizer.load, _text_encoder):
            try:
                read(folder)
            except GovnerError as error:
                refuse_slips(error)


def _text_encoder(folder: Path) -> TextEncoder:
    return TextEncoder.load(folder / "tokenizer.json")


def _model_files() -> st.SearchStrategy[Mapping[str, bytes]]:
    tokenizer = Tokenizer(models.WordLevel({"<s>": 0, "</s>": 1, "<unk>": 2}, unk_token="<unk>"))
    tokenizer.add_special_tokens(["<s>", "</s>"])
    config = {"id2label": {"0": "O", "1": "B-LOC", "2": "I-LOC"}, "auto_map": {"AutoModel": "x.X"}}
    own = {"tones": "first", "window": 254, "overlap": 64, "temperature": 1.5}
    with tempfile.TemporaryDirectory() as folder:
        vocabulary, codes = (file.read_bytes() for file in _phobert_files(Path(folder)))
    return st.fixed_dictionaries(
        {
            "config.json": edited_lines(json.dumps(config)),
            "govner.json": edited_lines(json.dumps(own)),
            "tokenizer.json": edited_lines(json.dumps(json.loads(tokenizer.to_str()))),
            "vocab.txt": edited(vocabulary),
            "bpe.codes": edited(codes),
        }
    )


def _gold() -> Report:
    text = "📈 Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc:\r\nxã Tân Minh đạt 31,45 tỷ đồng."
    parts = {
        "Đinh Văn Phúc": "PERSON",
        "Chủ tịch": "TITLE",
        "UBND huyện Đà Bắc": "ORG",
        "xã Tân Minh": "LOC",
        "31,45 tỷ đồng": "METRIC",
    }
    spans = [
        Span(f"T{number}", text.index(words), text.index(words) + len(words), label, words)
        for number, (words, label) in enumerate(parts.items(), start=1)
    ]
    relations = (
        Relation("T1", "T2", "HOLDS_POSITION"),
        Relation("T2", "T3", "POSITION_AT"),
        Relation("T4", "T5", "HAS_RESULT"),
    )
    return Report("a.txt", text, {"date": "2024-10-14"}, tuple(spans), relations)


def _line(content: bytes) -> None:
    report = Report.from_json(content.decode("utf-8", "surrogateescape"))
    check_report(report)


def _import(name: str, ending: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x{ending}")
        path.write_bytes(content)
        for report in exchange.read(path, name, Counter()):
            check_report(report)


def _brat(files: Mapping[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        for report in exchange.read(folder, "brat", Counter()):
            check_report(report)


def _exports() -> Iterator[tuple[str, Target]]:
    """Each format that can be read, over what it writes of a report."""
    gold = _gold()
    with tempfile.TemporaryDirectory() as folder:
        for name, ending in (
            ("label-studio", ".json"),
            ("doccano", ".jsonl"),
            ("conll", ".conll"),
            ("spacy", ".spacy"),
        ):
            path = Path(folder, f"x{ending}")
            exchange.write([gold], path, name)
            content = path.read_bytes()
            is_json = name in ("label-studio", "doccano")
            text = json.dumps(json.loads(content)) if name == "label-studio" else content.decode("utf-8", "ignore")
            yield name, Target(edited_lines(text) if is_json else edited(content), partial(_import, name, ending))
        exchange.write([gold], Path(folder, "brat"), "brat")
        files = {file.name: file.read_bytes() for file in Path(folder, "brat").iterdir() if file.suffix != ".conf"}
        changed = st.sampled_from(sorted(files)).flatmap(
            lambda name: edited(files[name]).map(lambda content: {**files, name: content})
        )
        yield "brat", Target(changed, _brat)


def targets() -> dict[str, Target]:
    """All targets by name."""
    gold = _gold()
    report = Extractor(_Marked(gold.spans)).extract(gold.text, "a.txt")
    record = json.dumps({"id": "r1", "text": "Huyện Đà Bắc", "meta": {"a": [1, {"b": None}]}, "x": 1.5})
    table = 'id,text,x\n1,"Huyện ""Đà"" Bắc, 14/19",y\n2,"hai\ndòng",\n'
    rows = st.tuples(edited_lines(f"{record}\n{record}"), st.just(".jsonl")) | st.tuples(
        edited(table.encode()) | any_text.map(lambda text: f"id,text\n{text}".encode("utf-8", "replace")),
        st.sampled_from([".csv", ".tsv"]),
    )
    found = {
        "plain text": Target(
            st.binary() | any_text.map(lambda text: text.encode("utf-8", "surrogatepass")),
            partial(_document, ending=".txt"),
        ),
        "rows": Target(rows, _rows),
        "sources": Target(rows, _source),
        "grammars": Target(st.tuples(any_text, any_text, any_text), _grammars),
        "places": Target(st.lists(any_text, max_size=5), _places),
        "extraction": Target(marked(), _extract),
        "reports": Target(edited_lines(gold.to_json()) | edited_lines(report.to_json()), _line),
        "model folder": Target(_model_files(), _model),
    }
    for file in sorted(FILES.iterdir()):
        if file.suffix in (".py", ".doc", ".rtf", ".odt"):  # the three are refused by their first bytes
            continue
        content = file.read_bytes()
        inputs = edited(content)
        if file.suffix == ".docx":
            inputs |= edited_archive(content)
        slow = file.suffix in (".pdf", ".docx", ".html")
        found[file.name] = Target(inputs, partial(_document, ending=file.suffix), slow)
    found |= dict(_exports())
    with tempfile.TemporaryDirectory() as folder:
        _phobert_files(Path(folder))
        phobert = PhobertEncoder(FastPhobertTokenizer.load(Path(folder)), NoSegmenter())
    found["phobert"] = Target(any_text, partial(_encode, phobert))
    shipped = Path(__file__).parents[1] / "models" / "govner-small" / "tokenizer.json"
    if shipped.is_file():
        found["tokenizer"] = Target(any_text, partial(_encode, TextEncoder.load(shipped)))
    return found


def attack(name: str, target: Target, seed: int, until: float) -> tuple[int, Finding | None]:
    """Give a target one turn; tells how many inputs it was given and what was found."""
    tried = 0
    last: Any = None

    @seeded(seed)
    @settings(
        max_examples=_EXAMPLES // 10 if target.is_slow else _EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
    @given(target.inputs)
    def run(given_input: Any) -> None:
        nonlocal tried, last
        if time.monotonic() > until:
            return
        tried += 1
        begun = time.process_time()
        try:
            target.take(given_input)
        except GovnerError as error:
            last = given_input
            refuse_slips(error)
        except BaseException:
            last = given_input
            raise
        if (taken := time.process_time() - begun) > SLOW:
            last = given_input
            raise Slow(f"{taken:.0f} seconds")

    try:
        run()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, BaseExceptionGroup):  # found, but not again when it was run for the last time
            error = error.exceptions[0]
        told = "".join(traceback.format_exception(error, limit=-4))
        return tried, Finding(name, seed, f"{_short(last)}\n{told}")
    return tried, None


def _short(value: object) -> str:
    words = ascii(value)
    return words if len(words) <= 4000 else f"{words[:2000]} ... {words[-2000:]}"


def main(
    minutes: Annotated[float, typer.Option(help="How long to go on.")] = 10.0,
    seed: Annotated[int, typer.Option(help="The seed of the first turn.")] = 1,
    only: Annotated[list[str] | None, typer.Option(help="The targets that are meant; all when none is named.")] = None,
) -> None:
    """Attack every target in turn until the time is over, and print what was found."""
    warnings.simplefilter("ignore", HypothesisWarning)
    faulthandler.enable()  # what a library in C dies of is seen with the turn that is printed before it
    known = targets()
    if unknown := set(only or ()) - set(known):
        raise typer.BadParameter(f"no target {min(unknown)!r}; there are {', '.join(known)}")
    chosen = {name: target for name, target in known.items() if not only or name in only}
    end = time.monotonic() + minutes * 60
    tried: Counter[str] = Counter()
    findings: dict[str, Finding] = {}
    for turn, (name, target) in enumerate(itertools.cycle(chosen.items())):
        if time.monotonic() > end:
            break
        turn_seed = seed + turn // len(chosen)
        typer.echo(f"\r{name}, seed {turn_seed}\x1b[K", err=True, nl=False)
        count, finding = attack(name, target, turn_seed, min(end, time.monotonic() + _TURN))
        tried[name] += count
        if finding and (line := f"{name}: {finding.told.splitlines()[-1]}") not in findings:
            findings[line] = finding
            typer.echo(f"\nFOUND in {name}, seed {turn_seed}: {finding.told}")
    typer.echo("\n" + "\n".join(f"{name}: {count} inputs" for name, count in tried.items()))
    typer.echo(f"{tried.total()} inputs tried in {minutes:g} minutes, {len(findings)} findings")
    raise typer.Exit(1 if findings else 0)


if __name__ == "__main__":
    typer.run(main)
