"""The engine: Dask reads the batches, on this machine's cores or on a cluster's.

Only as many batches are under way as keep the workers busy, so memory does not grow with the corpus. A
worker that dies is replaced, and its batch is read by another. A batch that takes down one worker after the
other is put aside, and read when nothing else is under way: it may only have been near one that does it. If
it does so then, it is cut in two, and in two again, until the input is found that does it.
"""

from __future__ import annotations

import pickle
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hulin_analysis.corpus.parts import remove_part
from hulin_analysis.corpus.planning import Batch
from hulin_analysis.corpus.work import Outcome, read_batch
from hulin_analysis.corpus.workers import EngineError
from hulin_analysis.errors import HulinError, one_line
from hulin_analysis.messages import Message

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["run"]

_AHEAD = 2  # batches under way for each worker thread: one is read, one waits
_ASK_AGAIN = 1.0  # seconds after which the scheduler is asked anew how many workers it has
_DIED = (
    "{} took down every worker that read it, most likely for want of memory; "
    "cut it into smaller files, or give the workers more memory."
)


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

    under_way = _UnderWay(client, lambda batch: (_unpacked, work, _packed(batch), output, rules))
    suspects: list[Batch] = []
    threads, asked = 0, float("-inf")
    try:
        while True:
            if time.monotonic() - asked > _ASK_AGAIN:
                threads, asked = sum(client.nthreads().values()), time.monotonic()
            while len(under_way.batches) < _AHEAD * max(1, threads):
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


def _packed(batch: Batch) -> bytes:
    """Pack a batch, so that the scheduler passes it on and does not take it apart and pack it again."""
    return pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)


def _unpacked(work: Callable[[Batch, str, str], Outcome], packed: bytes, output: str, rules: str) -> Outcome:
    """Do the work on a batch as it has come over the wire."""
    return work(pickle.loads(packed), output, rules)


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


_GONE = Message(
    "The Dask scheduler is gone; what was finished is kept, and the same command goes on from here."
)


def _failed(error: Exception) -> Message:
    return Message(
        "A worker cannot read the articles ({why}); what was finished is kept: see that all workers have the "
        "same hulin-analysis, and the same command goes on from here.",
        why=one_line(f"{type(error).__name__}: {error}"),
    )
