"""The child of the benchmark of the corpus: one measurement in a process of its own.

Asked to ``read`` it is the plain process that the workers are held against; asked to ``build`` it is the one
who runs a corpus; ``drive`` measures what that one does by itself, ``ask`` a question to a corpus.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from child import answer
from corpus_memory import resident
from texts import paragraphs

import hulin_analysis as ha
from hulin_analysis.corpus import build, engine, parts, planning, workers
from hulin_analysis.corpus.inputs import survey, walk
from hulin_analysis.corpus.table_types import TABLES

TABLE_NAMES = tuple(TABLES)
WARM_UP = 20_000  # characters read before anything is measured: tables are loaded on first use


def warm(text: str) -> float:
    """Read a text, so that whatever reading needs is there; return the CPU time spent so far."""
    import time

    import hulin_analysis.corpus.work

    import hulin_analysis as ha

    ha.extract(ha.parse_article(text))
    return time.process_time()


def read(request: dict[str, Any]) -> dict[str, Any]:
    """Read files one after the other in this process."""
    files = sorted(Path(request["folder"]).rglob("*.txt"))
    warm(paragraphs(WARM_UP))
    characters = quantities = 0
    start, cpu = time.perf_counter(), time.process_time()
    for file in files:
        article = ha.read_article(file)
        quantities += len(ha.extract(article))
        characters += len(article.text)
        if request["ledger"]:
            ha.ledger(article)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    size = sum(file.stat().st_size for file in files)
    return {
        "seconds": seconds,
        "cpu": cpu,
        "files": len(files),
        "bytes": size,
        "characters": characters,
        "quantities": quantities,
    }


@contextlib.contextmanager
def timed(marks: dict[str, float]) -> Iterator[None]:
    """Note when the workers are up and have their tables, when all is read, and when they are gone.

    The engine is told apart from the reading by putting a clock around the one function that starts it.
    """
    plain = build.connect

    @contextlib.contextmanager
    def clocked(*settings: Any) -> Iterator[Any]:
        marks["asked"] = time.perf_counter()
        with plain(*settings) as client:
            before = sum(client.run(warm, paragraphs(WARM_UP)).values())
            marks["up"], own = time.perf_counter(), time.process_time()
            yield client
            marks["read"] = time.perf_counter()
            marks["driver_cpu"] = time.process_time() - own
            marks["worker_cpu"] = sum(client.run(time.process_time).values()) - before
        marks["gone"] = time.perf_counter()

    build.connect = clocked
    try:
        yield
    finally:
        build.connect = plain


def built(request: dict[str, Any]) -> dict[str, Any]:
    """Build a corpus, or bring it up to date."""
    marks: dict[str, float] = {}
    seen: list[Any] = []
    with timed(marks):
        begun = time.perf_counter()
        corpus = ha.build_corpus(
            request["folder"], request["output"], workers=request["workers"], on_progress=seen.append
        )
        ended = time.perf_counter()
    progress = seen[-1]
    sizes = {table: sum(os.path.getsize(file) for file in corpus.files(table)) for table in TABLE_NAMES}
    return {
        "seconds": ended - begun,
        "survey": marks["asked"] - begun,
        "start": marks["up"] - marks["asked"],
        "reading": marks["read"] - marks["up"],
        "closing": ended - marks["read"],
        "worker_cpu": marks["worker_cpu"],
        "driver_cpu": marks["driver_cpu"],
        "workers": request["workers"],
        "bytes": progress.total.bytes,
        "inputs": progress.inputs,
        "documents": progress.documents,
        "errors": progress.errors,
        "unchanged": progress.unchanged,
        "parts": len(corpus.parts),
        "output_bytes": sizes,
        "rows": {table: corpus.count(table) for table in TABLE_NAMES},
    }


def nothing(batch: Any, output: str, rules: str) -> Any:
    """Do no work on a batch: what is left is the driver's."""
    from hulin_analysis.corpus.work import Outcome

    return Outcome("", len(batch.inputs), 0, 0)


def driven(request: dict[str, Any]) -> dict[str, Any]:
    """Measure what the one process does that runs a corpus, the workers doing nothing."""
    folder, output = Path(request["folder"]), Path(request["output"])
    number = count(1)

    def name() -> str:
        return f"900000-{next(number):06d}"

    def planned() -> Iterator[planning.Batch]:
        return planning.plan(walk(folder, output, None), [], lambda part: {}, name)

    start = time.perf_counter()
    files = survey(folder, output).files
    surveyed = time.perf_counter()
    batches = sum(1 for _ in planned())
    walked = time.perf_counter()
    with workers.connect(2, None, str(output / parts.UNFINISHED)) as client:
        client.run(warm, paragraphs(WARM_UP))
        up = time.perf_counter()
        given = sum(1 for _ in engine.run(planned(), client, os.path.abspath(output), "", name, nothing))
        done = time.perf_counter()
    return {
        "files": files,
        "batches": batches,
        "survey_names_per_second": files / (surveyed - start),
        "plan_names_per_second": files / (walked - surveyed),
        "drive_inputs_per_second": files / (done - up),
        "drive_batches_per_second": given / (done - up),
        **_many_parts(output, request["parts"]),
    }


def _many_parts(output: Path, wanted: int) -> dict[str, Any]:
    """Commit many parts, and open the corpus that they make: links to the files of one part that is there."""
    model = parts.standing_parts(output)[-1].name
    folders = []
    for i in range(wanted):
        folder = output / parts.UNFINISHED / f"800000-{i:06d}-bench"
        folder.mkdir(parents=True)
        for table in TABLE_NAMES:
            os.link(parts.part_file(output, table, model), folder / f"{table}.parquet")
        folders.append(folder)
    start = time.perf_counter()
    for i, folder in enumerate(folders):
        parts.commit(output, folder, f"800000-{i:06d}", "")
    committed = time.perf_counter()
    standing = len(parts.standing_parts(output))
    stood = time.perf_counter()
    corpus = ha.load_corpus(output)
    loaded = time.perf_counter()
    corpus.count("documents")
    counted = time.perf_counter()
    corpus.query("SELECT count(*) FROM quantities WHERE indicator_id = 'none'")
    asked = time.perf_counter()
    return {
        "parts": standing,
        "commits_per_second": wanted / (committed - start),
        "standing_parts_per_second": standing / (stood - committed),
        "count_parts_per_second": standing / (counted - loaded),
        "query_parts_per_second": standing / (asked - counted),
    }


def asked(request: dict[str, Any]) -> dict[str, Any]:
    """Ask a corpus one question: a filter or a SELECT."""
    warm_pandas = ha.load_corpus(request["output"])
    before = resident("self")
    start = time.perf_counter()
    if "sql" in request:
        frame = warm_pandas.query(request["sql"])
    else:
        frame = warm_pandas.quantities(**request["wanted"])
    seconds, after = time.perf_counter() - start, resident("self")
    assert before and after
    return {
        "seconds": seconds,
        "rows": len(frame),
        "before_mb": before[0] / 1e6,
        "peak_mb": after[1] / 1e6,
    }


def work(request: dict[str, Any]) -> Any:
    """Do what is asked."""
    return {"read": read, "build": built, "drive": driven, "ask": asked}[request["do"]](request)


if __name__ == "__main__":
    answer(work)
