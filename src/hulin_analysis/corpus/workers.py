"""The workers: processes of this machine that Dask starts, or those of a cluster that runs."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from hulin_analysis.corpus.inputs import Input
from hulin_analysis.corpus.reading import read_input
from hulin_analysis.corpus.tables import Row
from hulin_analysis.errors import HulinError, one_line
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

__all__ = ["EngineError", "connect"]

_PATIENCE = 10  # seconds for a scheduler to answer, and for its first worker to come
_LAST = 1  # seconds for a worker to end what it has begun when the run has failed
_SETTINGS = {
    # How many workers a batch may take down before it is looked at; one may have been an accident.
    "distributed.scheduler.allowed-failures": 1,
    # Dask keeps the last thousand messages for its developers, and each holds a batch.
    "distributed.admin.low-level-log-length": 10,
    # Where the workers' time goes nobody looks at here; finding it out would take a thirtieth of it.
    "distributed.worker.profile.enabled": False,
}


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
    import dask
    from distributed import Client

    try:
        with dask.config.set(_SETTINGS):
            client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as err:
        raise EngineError(
            "There is no Dask scheduler at {scheduler!r} ({why}); start one with dask "
            "scheduler, or leave --scheduler out.",
            scheduler=scheduler,
            why=one_line(err),
        ) from err
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as err:
            raise EngineError(
                "The Dask scheduler at {scheduler} has no workers; start some with dask worker {scheduler}.",
                scheduler=scheduler,
            ) from err
        yield client


@contextmanager
def _started(workers: int | None, scratch: str) -> Iterator[Client]:
    import dask
    from distributed import Client

    wanted = (os.cpu_count() or 1) if workers is None else workers
    settings = {"temporary-directory": scratch, **_SETTINGS}  # nothing is written beside the corpus
    with _no_script(), dask.config.set(settings), ExitStack() as begun:
        try:
            cluster = _cluster(wanted, begun)
        except RuntimeError:
            # One of them was killed before it was there: they are started once more.
            try:
                cluster = _cluster(wanted, begun)
            except RuntimeError as err:
                raise EngineError(_not_started(err)) from err
        client = begun.enter_context(Client(cluster))
        if wanted:
            client.run(_make_ready, on_error="ignore")
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


def _not_started(err: Exception) -> Message:
    return Message(
        "No workers can be started ({why}); read in this process instead, with workers=0.", why=one_line(err)
    )


async def _end(cluster: LocalCluster) -> None:
    closing = (worker.close(timeout=_LAST) for worker in cluster.workers.values())
    await asyncio.gather(*closing, return_exceptions=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from talking: what concerns the reader of a corpus is said here, in a sentence."""
    import distributed  # noqa: F401  (brings its loggers along)

    # A connection that breaks is told by what Dask stands on, too.
    talking = ("asyncio", "distributed", "tornado")
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in talking]
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


def _make_ready() -> None:
    """Load what reading needs, and have Python not look through all of it for what can be freed.

    It does so whenever there are many new rows, which took a twentieth of a worker's time or more. A worker
    that takes the place of one that has died goes without, and is as much slower.
    """
    read_input(Input("made/1", "", 0, Row(1, "去年某县新建学校3所。", ())), "", None)
    gc.freeze()


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
