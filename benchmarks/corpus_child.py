"""The child of the benchmark of the corpus: one measurement in a process of its own.

Asked to ``read`` it is the plain process that the workers are held against; asked to ``build`` it is the one
who runs a corpus; ``drive`` measures what that one does by itself, ``ask`` a question to a corpus.
"""

from __future__ import annotations

import contextlib
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from child import answer
from corpus_memory import resident
from texts import paragraphs

import hulin_analysis as ha
from hulin_analysis.corpus import batches, builder, commits, store, workers
from hulin_analysis.corpus.inputs import survey, walk
from hulin_analysis.corpus.table_types import TABLES

TABLE_NAMES = tuple(TABLES)
WARM_UP = 20_000  # characters read before anything is measured: tables are loaded on first use


def warm(text: str) -> float:
    """Read a text, so that whatever reading needs is there; return the CPU time spent so far."""
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
    """Note when the crew is ready, when all is read, and when it is gone.

    The crew is told apart from the reading by putting a clock around the one function that gets it ready. The
    workers start with their first batch: what that takes is part of the reading.
    """
    plain = builder.connect

    @contextlib.contextmanager
    def clocked(*settings: Any) -> Iterator[Any]:
        marks["asked"] = time.perf_counter()
        before = _children_cpu()
        with plain(*settings) as crew:
            marks["up"], own = time.perf_counter(), time.process_time()
            yield crew
            marks["read"] = time.perf_counter()
            marks["driver_cpu"] = time.process_time() - own
        marks["gone"] = time.perf_counter()
        marks["worker_cpu"] = _children_cpu() - before

    builder.connect = clocked
    try:
        yield
    finally:
        builder.connect = plain


def _children_cpu() -> float:
    """Return the CPU time of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    return workers.Outcome("", None, 0, 0, len(batch.inputs))


def driven(request: dict[str, Any]) -> dict[str, Any]:
    """Measure what the one process does that runs a corpus; nothing is read, and no child is started."""
    folder, output = Path(request["folder"]), Path(request["output"])
    number = count(1)

    def name() -> str:
        return f"900000-{next(number):06d}"

    def planned() -> Iterator[batches.Batch]:
        return batches.plan(walk(folder, output, None), [], lambda part: {}, name)

    start = time.perf_counter()
    files = survey(folder, output).files
    surveyed = time.perf_counter()
    planned_batches = sum(1 for _ in planned())
    walked = time.perf_counter()
    with workers.connect(2, None, builder.SECONDS_PER_DOCUMENT) as crew:
        up = time.perf_counter()
        idle = replace(crew, read=nothing)
        given = sum(1 for _ in workers.run(planned(), idle, os.path.abspath(output), ""))
        done = time.perf_counter()
    return {
        "files": files,
        "batches": planned_batches,
        "survey_names_per_second": files / (surveyed - start),
        "plan_names_per_second": files / (walked - surveyed),
        "drive_inputs_per_second": files / (done - up),
        "drive_batches_per_second": given / (done - up),
        **_many_parts(output, request["parts"]),
    }


def _many_parts(output: Path, wanted: int) -> dict[str, Any]:
    """Commit many parts, and open the corpus that they make: links to the files of one part that is there."""
    model = commits.open_store(output)[1][-1]
    made = []
    for i in range(wanted):
        part = replace(model, name=f"800000-{i:06d}", replaces="")
        folder = output / store.UNFINISHED / f"{part.name}-bench"
        folder.mkdir(parents=True)
        for table in TABLE_NAMES:
            os.link(store.part_file(output, table, model.name), folder / f"{table}.parquet")
        made.append((folder, part))
    start = time.perf_counter()
    for folder, part in made:
        store.commit(output, folder, part)
    committed = time.perf_counter()
    commits.complete(output, commits.read_manifest(output))
    begun = time.perf_counter()
    standing = len(commits.open_store(output)[1])
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
        "standing_parts_per_second": standing / (stood - begun),
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
