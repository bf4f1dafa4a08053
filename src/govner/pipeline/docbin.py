"""Reports in spaCy's own binary format, a DocBin (`.spacy`): what `spacy train` takes, and what keeps a report whole.

`doc.ents` has the spans for training; `doc.spans["govner"]` has them exactly, with relations and attributes (see
`govner.pipeline.storage`); `doc.user_data["govner"]` has the rest of the report, as JSON. Tokens are syllables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from govner.pipeline.storage import KEY, get_relations, get_spans, set_relations, set_spans
from govner.pipeline.tokenizer import SyllableTokenizer
from govner.schema import FormatError, GovnerError, Report


def doc_from_report(report: Report, tokenizer: SyllableTokenizer) -> Doc:
    """The Doc of a report, with all that the report has.

    Raises:
        GovnerError: the text or the id of a span has half a surrogate pair, which no Doc can hold.
    """
    try:
        doc = tokenizer(report.text)
        set_spans(doc, report.spans)
    except UnicodeEncodeError:
        raise GovnerError(
            f"report {report.id!r}: its text, or the id of a span, has half a surrogate pair, "
            "which spaCy cannot hold; remove it"
        ) from None
    set_relations(doc, report.relations)
    record = report.to_dict()
    doc.user_data[KEY] = json.dumps({key: record[key] for key in record if key not in ("text", "spans", "relations")})
    return doc


def report_of_doc(doc: Doc, default_id: str) -> Report:
    """The report that `doc_from_report` stored; another Doc's has the default id and the entities as spans.

    Raises:
        FormatError: the entities or what is stored make no report.
    """
    rest = doc.user_data.get(KEY)
    record = json.loads(rest) if isinstance(rest, str) else {"id": default_id}
    record["text"] = doc.text
    if KEY in doc.spans:
        record["spans"] = [span.to_dict() for span in get_spans(doc)]
        record["relations"] = [relation.to_dict() for relation in get_relations(doc)]
    else:
        record["spans"] = [
            {"id": f"T{number}", "start": entity.start_char, "end": entity.end_char, "label": entity.label_}
            for number, entity in enumerate(doc.ents, start=1)
        ]
    return Report.from_dict(record)


def write_docbin(reports: Iterable[Report], target: Path) -> None:
    """Write a `.spacy` file; all is in memory until it is written.

    Raises:
        GovnerError: a text has half a surrogate pair.
        OSError: the file cannot be written.
    """
    tokenizer = SyllableTokenizer(Vocab())
    docs = DocBin(store_user_data=True)
    for report in reports:
        docs.add(doc_from_report(report, tokenizer))
    docs.to_disk(target)


def read_docbin(path: Path) -> Iterator[Report]:
    """The reports of a `.spacy` file.

    Raises:
        FormatError: the file is no DocBin, or a Doc makes no report.
        OSError: the file cannot be read.
    """
    for number, doc in enumerate(_docs(path), start=1):
        try:
            report = report_of_doc(doc, f"{path.name}#{number}")
        except FormatError as error:
            raise FormatError(f"{path}, document {number}: {error}") from None
        except Exception as error:  # what a damaged Doc stores, or what it gives for its spans, may be anything
            raise FormatError(
                f"{path}, document {number}: what govner stored in it is damaged ({_words(error)}); write the file anew"
            ) from None
        yield report


def _docs(path: Path) -> Iterator[Doc]:
    content = path.read_bytes()
    try:
        yield from DocBin(store_user_data=True).from_bytes(content).get_docs(Vocab())
    except Exception as error:  # zlib, msgpack and spaCy have no error in common
        raise FormatError(f"{path}: no DocBin, or a damaged one ({_words(error)}); give a .spacy file") from None


def _words(error: Exception) -> str:
    """What an error says, on one line; its kind too, without which a KeyError says next to nothing."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
