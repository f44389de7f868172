"""The engine: Dask reads the batches, on this machine's cores or on a cluster's.

Only as many batches are under way as keep the workers busy, so memory does not grow with the corpus. A
worker that dies is replaced, and its batch is read by another; a batch that takes down one worker after the
other is cut in two until the input is found that does it.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hulin_analysis.corpus.inputs import Input
from hulin_analysis.corpus.parts import remove_part
from hulin_analysis.corpus.planning import Batch
from hulin_analysis.corpus.reading import read_input
from hulin_analysis.corpus.tables import Row
from hulin_analysis.corpus.work import Outcome, read_batch
from hulin_analysis.errors import HulinError

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["EngineError", "connect", "run"]

_AHEAD = 2  # batches under way for each worker thread: one is read, one waits
_ASK_AGAIN = 1.0  # seconds after which the scheduler is asked anew how many workers it has
# Dask keeps the last thousand messages for its developers, and each holds a batch.
_FEW_RECORDS = {"distributed.admin.low-level-log-length": 10}
_DIED = (
    "{} took down every worker that read it, most likely for want of memory; "
    "cut it into smaller files, or give the workers more memory."
)


class EngineError(HulinError):
    """The workers cannot be started or reached, or are gone."""


@contextmanager
def connect(workers: int | None, scheduler: str | None, scratch: str) -> Iterator[Client]:
    """Start workers on this machine, or join a scheduler that runs.

    Parameters
    ----------
    workers : int or None
        Processes to start; 0 for a thread of this process, None for one a core.
    scheduler : str or None
        The address of a Dask scheduler, ``tcp://…``: its workers are used, and left as they are.

    scratch : str
        A folder for what the workers started here may have to put aside.

    Yields
    ------
    Client
        What batches are given to.

    Raises
    ------
    EngineError
        If there is no scheduler at the address, or none can be started.
    """
    import dask
    from distributed import Client, LocalCluster

    if scheduler is not None:
        try:
            with dask.config.set(_FEW_RECORDS):
                client = Client(scheduler, timeout=10)
        except (OSError, ValueError) as err:
            raise EngineError(
                f"There is no Dask scheduler at {scheduler} ({' '.join(str(err).split()):.100}); "
                "start one with dask scheduler, or leave --scheduler out."
            ) from err
        with client:
            yield client
        return
    wanted = (os.cpu_count() or 1) if workers is None else workers
    # Nothing is written beside the corpus, and nothing is heard beyond this machine. Where the workers' time
    # goes nobody looks at here, and finding it out would take a thirtieth of it.
    settings = {"temporary-directory": scratch, "distributed.worker.profile.enabled": False, **_FEW_RECORDS}
    with _no_script(), dask.config.set(settings):
        cluster = LocalCluster(
            n_workers=wanted or 1,
            threads_per_worker=1,
            processes=bool(wanted),
            host="127.0.0.1" if wanted else None,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
        with cluster, Client(cluster) as client:
            if wanted:
                client.run(_make_ready, on_error="ignore")
            yield client


@contextmanager
def _no_script() -> Iterator[None]:
    """Have new processes import this package alone, and not run once more the script that asks for them.

    Python does that to a script that does not guard itself with ``if __name__ == "__main__"``, and few do.
    """
    script = sys.modules["__main__"]
    kept = getattr(script, "__file__", None), script.__spec__
    script.__file__ = script.__spec__ = None
    try:
        yield
    finally:
        script.__file__, script.__spec__ = kept


def _make_ready() -> None:
    """Load what reading needs, and have Python not look through all of it for what can be freed.

    It does so whenever there are many new rows, which took a twentieth of a worker's time or more. A worker
    that takes the place of one that has died goes without, and is as much slower.
    """
    read_input(Input("made/1", "", 0, Row(1, "去年某县新建学校3所。", ())), "", None)
    gc.freeze()


def run(
    batches: Iterator[Batch],
    client: Client,
    output: str,
    rules: str,
    name: Callable[[], str],
    work: Callable[[Batch, str, str], Outcome] = read_batch,
) -> Iterator[tuple[Batch, Outcome]]:
    """Have batches read, and yield what came of each as soon as it is there.

    Parameters
    ----------
    batches : iterator of Batch
        What to read; drawn from only as fast as it is read.
    client : Client
        From :func:`connect`.
    output, rules : str
        For ``read_batch``.
    name : callable
        Gives the name of another part, for a batch that is cut in two.
    work : callable
        What a worker does with a batch.

    Raises
    ------
    StorageError
        If a part cannot be written.
    EngineError
        If the scheduler is gone.
    """
    from distributed import KilledWorker, as_completed
    from distributed.comm.core import CommClosedError

    under_way: Any = as_completed(with_results=True, raise_errors=False)
    of: dict[Any, Batch] = {}

    def give(batch: Batch) -> None:
        # Packed, so that the scheduler passes it on and does not take it apart and pack it again.
        packed = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
        future = client.submit(_unpacked, work, packed, output, rules, key=f"read-{batch.part}", pure=False)
        of[future.key] = batch
        under_way.add(future)

    threads, asked = 0, float("-inf")
    try:
        while True:
            if time.monotonic() - asked > _ASK_AGAIN:
                threads, asked = sum(client.nthreads().values()), time.monotonic()
            while len(of) < _AHEAD * max(1, threads):
                batch = next(batches, None)
                if batch is None:
                    break
                give(batch)
            if not of:
                return
            future, result = next(under_way)
            batch = of.pop(future.key)
            if future.status == "finished":
                yield batch, result
            elif isinstance(error := future.exception() if future.status == "error" else None, KilledWorker):
                if batch.replaces:
                    # A part has one successor, and this will be two: they are read as new ones.
                    remove_part(Path(output), batch.replaces)
                for piece in _cut(batch, name):
                    give(piece)
            else:
                raise error or EngineError(_gone())
            future.release()
    except (CommClosedError, TimeoutError) as err:
        raise EngineError(_gone()) from err


def _unpacked(work: Callable[[Batch, str, str], Outcome], packed: bytes, output: str, rules: str) -> Outcome:
    """Do the work on a batch as it has come over the wire."""
    return work(pickle.loads(packed), output, rules)


def _cut(batch: Batch, name: Callable[[], str]) -> Iterator[Batch]:
    """Cut a batch that takes down workers in two; what cannot be cut is refused."""
    middle = len(batch.inputs) // 2
    if batch.replaces or middle:
        for inputs in filter(None, (batch.inputs[:middle], batch.inputs[middle:])):
            yield Batch(name(), inputs)
    else:
        yield Batch(name(), batch.inputs, refused=_DIED.format(batch.inputs[0].key))


def _gone() -> str:
    return "The Dask scheduler is gone; what was finished is kept, and the same command goes on from here."
