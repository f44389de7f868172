"""The engine: Dask reads the batches, on this machine's cores or on a cluster's.

Only as many batches are under way as keep the workers busy, so memory does not grow with the corpus. A
worker that dies is replaced, and its batch is read by another. A batch that takes down one worker after the
other is put aside, and read when nothing else is under way: it may only have been near one that does it. If
it does so then, it is cut in two, and in two again, until the input is found that does it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hulin_analysis.corpus.parts import remove_part
from hulin_analysis.corpus.planning import Batch
from hulin_analysis.corpus.work import Outcome, read_batch
from hulin_analysis.errors import HulinError

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

__all__ = ["EngineError", "connect", "run"]

_AHEAD = 2  # batches under way for each worker thread: one is read, one waits
_DEATHS = 1  # how many workers a batch may take down before it is looked at; one may have been an accident
_PATIENCE = 10  # seconds for a scheduler to answer, and for its first worker to come
_LAST = 1  # seconds for a worker to end what it has begun when the run has failed
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
        If there is no scheduler at the address, it has no workers, or none can be started.
    """
    with _quiet(), _joined(scheduler) if scheduler is not None else _started(workers, scratch) as client:
        yield client


@contextmanager
def _joined(scheduler: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as err:
        raise EngineError(
            f"There is no Dask scheduler at {scheduler!r} ({' '.join(str(err).split()):.100}); "
            "start one with dask scheduler, or leave --scheduler out."
        ) from err
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as err:
            raise EngineError(
                f"The Dask scheduler at {scheduler} has no workers; start some with dask worker {scheduler}."
            ) from err
        yield client


@contextmanager
def _started(workers: int | None, scratch: str) -> Iterator[Client]:
    import dask
    from distributed import Client

    wanted = (os.cpu_count() or 1) if workers is None else workers
    # Nothing is written beside the corpus.
    settings = {"temporary-directory": scratch, "distributed.scheduler.allowed-failures": _DEATHS}
    with dask.config.set(settings), ExitStack() as begun:
        try:
            cluster = _cluster(wanted, begun)
        except RuntimeError:
            # One of them was killed before it was there: they are started once more.
            try:
                cluster = _cluster(wanted, begun)
            except RuntimeError as err:
                raise EngineError(_not_started(err)) from err
        client = begun.enter_context(Client(cluster))
        try:
            yield client
        except BaseException:
            # What they have in hand is not waited for: nobody asks for it any more.
            cluster.sync(_end, cluster)
            raise


def _cluster(workers: int, begun: ExitStack) -> LocalCluster:
    from multiprocessing import resource_tracker

    from distributed import LocalCluster

    if workers:
        resource_tracker.ensure_running()  # it would make what is started hear Ctrl-C after all
    try:
        with _undisturbed():
            # Nothing is heard beyond this machine.
            cluster = LocalCluster(
                n_workers=workers or 1,
                threads_per_worker=1,
                processes=bool(workers),
                host="127.0.0.1" if workers else None,
                dashboard_address="127.0.0.1:0",
                worker_dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            begun.enter_context(cluster)
            return cluster
    except OSError as err:
        raise EngineError(_not_started(err)) from err


def _not_started(err: Exception) -> str:
    return (
        f"No workers can be started ({' '.join(str(err).split()).rstrip('.'):.200}); a script that calls "
        'ha.build_corpus does so below if __name__ == "__main__":, or with workers=0.'
    )


async def _end(cluster: LocalCluster) -> None:
    closing = (worker.close(timeout=_LAST) for worker in cluster.workers.values())
    await asyncio.gather(*closing, return_exceptions=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from talking: what concerns the reader of a corpus is said here, in a sentence."""
    import distributed  # noqa: F401  (brings its loggers along)

    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    levels = {name: logging.getLogger(name).level for name in names}
    with warnings.catch_warnings():
        # A batch travels with the rows of tables that it is of: to Dask that is a large graph.
        warnings.filterwarnings("ignore", module="distributed")
        try:
            for name in names:
                logging.getLogger(name).setLevel(logging.CRITICAL)
            yield
        finally:
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Have Ctrl-C heard after what is begun here, and by this process alone: what is started is deaf to it.

    The workers are told to end by this process, and would otherwise complain in the middle of their start.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    heard: list[int] = []
    told = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number)) if told else None
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if told:
            signal.signal(signal.SIGINT, handler)
    if heard:
        signal.raise_signal(signal.SIGINT)


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
        If the scheduler is gone, or a worker cannot do the work.
    """
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    under_way = _UnderWay(client, lambda batch: (work, batch, output, rules))
    suspects: list[Batch] = []
    try:
        while True:
            while len(under_way.batches) < _AHEAD * max(1, sum(client.nthreads().values())):
                batch = next(batches, None)
                if batch is None:
                    break
                under_way.add(batch)
            alone = not under_way.batches
            if alone and not suspects:
                return
            if alone:
                under_way.add(suspects.pop())
            batch, result, error = under_way.next()
            if isinstance(error, KilledWorker) and not alone:
                suspects.append(batch)  # it may only have been near
            elif isinstance(error, KilledWorker) and not batch.refused:
                if batch.replaces:
                    # A part has one successor, and this will be several: they are read as new ones.
                    remove_part(Path(output), batch.replaces)
                suspects += _cut(batch, name)
            elif error is not None:
                raise error if isinstance(error, HulinError) else EngineError(_failed(error))
            else:
                yield batch, result
    except (CommClosedError, TimeoutError) as err:
        raise EngineError(_GONE) from err


class _UnderWay:
    """The batches that workers have in hand."""

    def __init__(self, client: Client, task: Callable[[Batch], tuple[Any, ...]]) -> None:
        from distributed import as_completed

        self.batches: dict[Any, Batch] = {}
        self._client, self._task = client, task
        self._done: Any = as_completed(with_results=True, raise_errors=False)

    def add(self, batch: Batch) -> None:
        """Give a batch to the workers."""
        # Others may be at work on the same scheduler, which takes what has the same key for the same task.
        key = f"read-{batch.part}-{uuid.uuid4().hex}"
        future = self._client.submit(*self._task(batch), key=key, pure=False)
        self.batches[future.key] = batch
        self._done.add(future)

    def next(self) -> tuple[Batch, Any, Exception | None]:
        """Wait for the next that is done: its result, or the error it ended with."""
        future, result = next(self._done)
        batch = self.batches.pop(future.key)
        error = None
        if future.status == "error":
            error = future.exception()
        elif future.status != "finished":
            error = EngineError(_GONE)
        future.release()
        return batch, result, error


def _cut(batch: Batch, name: Callable[[], str]) -> Iterator[Batch]:
    """Cut a batch that takes down workers in two; what cannot be cut is refused."""
    middle = len(batch.inputs) // 2
    if middle:
        yield Batch(name(), batch.inputs[:middle])
        yield Batch(name(), batch.inputs[middle:])
    else:
        yield Batch(name(), batch.inputs, refused=_DIED.format(batch.inputs[0].key))


_GONE = "The Dask scheduler is gone; what was finished is kept, and the same command goes on from here."


def _failed(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"A worker cannot read the articles ({what:.200}); what was finished is kept: "
        "see that all workers have the same hulin-analysis, and the same command goes on from here."
    )
