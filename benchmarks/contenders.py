"""What `speed.py` compares, each in a process of its own: `python benchmarks/contenders.py '{"name": ..., ...}'`.

The process reads one line a turn from standard input and answers each with one line of JSON. Its first line, of its own
accord, says that the first text was read. "turn" reads all texts and gives the seconds; "end" gives the peak memory.
Nothing is imported before it is needed: the start-up of each contender is its own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

Texts = list[str]
Read = Callable[[Texts], None]


def govner_extract(model: str, threads: int) -> Read:
    """The whole way: spans, relations, officials, figures."""
    from govner.extractor import Extractor
    from govner.schema import Document

    extractor = Extractor.load(model, threads=threads)

    def read(texts: Texts) -> None:
        for _ in extractor.extract_many(Document("", text, {}) for text in texts):
            pass

    return read


def govner_tag(model: str, threads: int) -> Read:
    """Spans alone."""
    return _tagger(model, threads, "auto")


def pytorch(model: str, threads: int) -> Read:
    """Spans alone, with the network in eager PyTorch, fp32, and all else as it is."""
    return _tagger(model, threads, "torch")


def _tagger(model: str, threads: int, runtime: str) -> Read:
    from govner.tagging.tagger import Tagger

    tagger = Tagger.load(model, runtime=runtime, threads=threads)  # type: ignore[arg-type]

    def read(texts: Texts) -> None:
        for _ in tagger.tag(texts):
            pass

    return read


def underthesea_sentences(_model: str, _threads: int) -> Read:
    """`underthesea.ner` on the sentences that underthesea finds: people, places and bodies."""
    from underthesea import ner, sent_tokenize

    def read(texts: Texts) -> None:
        for text in texts:
            for sentence in sent_tokenize(text):
                ner(sentence)

    return read


def underthesea_whole(_model: str, _threads: int) -> Read:
    """`underthesea.ner` on whole texts."""
    from underthesea import ner

    def read(texts: Texts) -> None:
        for text in texts:
            ner(text)

    return read


def pyvi(_model: str, _threads: int) -> Read:
    """Words and parts of speech; pyvi has no names."""
    from pyvi import ViPosTagger, ViTokenizer

    def read(texts: Texts) -> None:
        for text in texts:
            ViPosTagger.postagging(ViTokenizer.tokenize(text))

    return read


CONTENDERS = {
    load.__name__: load
    for load in (govner_extract, govner_tag, pytorch, underthesea_sentences, underthesea_whole, pyvi)
}


def peak_megabytes() -> float:
    """Most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux counts what the parent held before the start
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Run one contender."""
    order = json.loads(sys.argv[1])
    threads = order["threads"]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    # What a library prints must not come between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr

    def answer(**record: float) -> None:
        print(json.dumps(record), file=answers, flush=True)

    read = CONTENDERS[order["name"]](order["model"], threads)
    read([order["first"]])
    answer(ready=1)
    texts: Texts = []
    for line in sys.stdin:
        match line.strip():
            case "turn":
                texts = texts or json.loads(Path(order["texts"]).read_text(encoding="utf-8"))
                began = time.perf_counter()
                read(texts)
                answer(seconds=time.perf_counter() - began)
            case "end":
                answer(megabytes=peak_megabytes())
                return


if __name__ == "__main__":
    main()
