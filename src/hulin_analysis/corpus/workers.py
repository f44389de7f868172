"""The workers: each reads in a process of its own, which is ended and replaced if it does not return.

Batches go to threads of this process, or to the workers of a Dask scheduler; each of them has a child process
that reads. The child says which document it is at. A timer in it that does not need Python's lock ends it
when a document has had its seconds, and the batch is read once more without that document.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from hulin_analysis.corpus.article_tables import Row
from hulin_analysis.corpus.batches import Batch
from hulin_analysis.corpus.documents import EngineError, Outcome, read_batch, read_input
from hulin_analysis.corpus.inputs import Input
from hulin_analysis.errors import HulinError, one_line
from hulin_analysis.messages import Message

_PATIENCE = 10  # seconds for a Dask scheduler to answer, and for its first worker to come
_AHEAD = 2  # batches under way for each worker: one is read, one waits
_ASK_AGAIN = 1.0  # seconds after which a Dask scheduler is asked anew how many workers it has
_ATTEMPTS = 2  # a child may have ended by accident
_START = "import sys; sys.path[:] = sys.argv[1:]; from hulin_analysis.corpus.workers import serve; serve()"
_DIED = "{} ended each worker that read it, most likely for want of memory; cut it into smaller files."
_LATE = (
    "{} was not read within {:g} seconds; give it more with --seconds-per-document, or cut it into smaller "
    "files."
)
_GONE = Message(
    "The Dask scheduler is gone; what was finished is kept, and the same command goes on from here."
)


# -- the child ---------------------------------------------------------------------------------------------


def serve() -> None:
    """Read the batches that come on standard input; answer on standard output what came of each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a library prints is no answer

    def answer(what: object) -> None:
        pickle.dump(what, answers)
        answers.flush()

    # Load what reading needs, and have Python not look through all of it for what can be freed: it does so
    # whenever there are many new rows, which took a twentieth of a worker's time or more.
    with suppress(HulinError):
        read_input(Input("made/1", "", 0, Row(1, "去年某县新建学校3所。", ())), "", None)
    gc.freeze()
    try:
        while True:
            batch, output, rules, seconds = pickle.load(sys.stdin.buffer)

            def begin(at: int, count: int = len(batch.inputs), seconds: float = seconds) -> None:
                answer(at)
                if at < count:
                    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
                else:
                    faulthandler.cancel_dump_traceback_later()

            try:
                done: object = read_batch(batch, output, rules, begin)
            except Exception as err:
                done = err if isinstance(err, HulinError) else EngineError(_failed(err))
            faulthandler.cancel_dump_traceback_later()
            answer(done)
    except (EOFError, BrokenPipeError):
        os._exit(0)  # nobody asks any more


class _Ended(Exception):
    """A child has ended: at which input, and whether that had its time."""

    def __init__(self, at: int | None, late: bool) -> None:
        super().__init__(at, late)
        self.at, self.late = at, late


class _Child:
    """A process that reads batches, one after the other."""

    def __init__(self) -> None:
        # Not in the group that a terminal sends Ctrl-C to.
        apart: dict[str, Any] = (
            {"start_new_session": True}
            if os.name == "posix"
            else {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **apart,
        )

    def ask(self, batch: Batch, output: str, rules: str, seconds: float) -> Outcome:
        """Have a batch read."""
        at: int | None = None
        since = 0.0
        try:
            pickle.dump((batch, output, rules, seconds), self._process.stdin)  # type: ignore[arg-type]
            self._process.stdin.flush()  # type: ignore[union-attr]
            while isinstance(answer := pickle.load(self._process.stdout), int):  # type: ignore[arg-type]
                at, since = answer, time.monotonic()
        except (EOFError, OSError, pickle.UnpicklingError):
            late = time.monotonic() - since >= 0.9 * seconds
            self.end()
            raise _Ended(at, late) from None
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]


class _Children:
    """The children of this process: as many as batches are read at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._busy: list[_Child] = []
        self.closed = False

    @contextmanager
    def one(self) -> Iterator[_Child]:
        """Lend a child; one that has ended is not lent again."""
        with self._lock:
            if self.closed:
                raise CancelledError
            child = self._idle.pop() if self._idle else _Child()
            self._busy.append(child)
        sound = False
        try:
            yield child
            sound = True
        except HulinError:
            sound = True
            raise
        finally:
            with self._lock:
                self._busy.remove(child)
                if sound and not self.closed:
                    self._idle.append(child)

    def end(self) -> None:
        """End all of them."""
        with self._lock:
            self.closed = True
            children = self._idle + self._busy
            self._idle = []
        for child in children:
            child.end()


_children = _Children()


def read_in_child(batch: Batch, output: str, rules: str, seconds: float) -> Outcome:
    """Read a batch in a child of this process; refuse what ends it or does not end."""
    deaths: Counter[int | None] = Counter()
    while True:
        try:
            with _children.one() as child:
                return child.ask(batch, output, rules, seconds)
        except OSError as err:
            raise EngineError(_not_started(err)) from err
        except _Ended as end:
            if _children.closed:
                raise CancelledError from None
            deaths[end.at] += 1
            if end.at is None or end.at == len(batch.inputs):
                if deaths[end.at] == _ATTEMPTS:
                    raise EngineError(_not_started(RuntimeError("a worker ended at once"))) from end
            elif end.late or deaths[end.at] == _ATTEMPTS:
                key = batch.inputs[end.at].key
                late = ("DeadlineExceeded", _LATE.format(key, seconds), True)
                why = late if end.late else ("WorkerDied", _DIED.format(key), False)
                batch = replace(batch, refused={**batch.refused, end.at: why})


# -- the crew ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads batches: an executor, the function it runs, and how many batches it can read at once."""

    executor: Executor
    read: Callable[[Batch, str, str], Outcome]
    count: Callable[[], int]


class _Here(Executor):
    """Does the work at once, in the thread that asks for it."""

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(task(*arguments, **options))
        except Exception as err:
            future.set_exception(err)
        return future


@contextmanager
def connect(workers: int | None, scheduler: str | None, seconds: float) -> Iterator[Crew]:
    """Get ready to read: in this process (0 workers), in children of it, or by the workers of a scheduler."""
    read = partial(read_in_child, seconds=seconds)
    if scheduler is not None:
        with _quiet(), _joined(scheduler) as client:
            yield Crew(client.get_executor(pure=False), read, lambda: sum(client.nthreads().values()))
        return
    if workers == 0:
        yield Crew(_Here(), read_batch, lambda: 0)
        return
    global _children
    _children = _Children()
    count = workers or os.cpu_count() or 1
    executor = ThreadPoolExecutor(count)
    try:
        yield Crew(executor, read, lambda: count)
    finally:
        _children.end()
        executor.shutdown(cancel_futures=True)


@contextmanager
def _joined(scheduler: str) -> Iterator[Any]:
    from distributed import Client

    try:
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
def _quiet() -> Iterator[None]:
    """Keep Dask from talking: what concerns the reader of a corpus is said here, in a sentence."""
    import distributed  # noqa: F401  (brings its loggers along)

    talking = ("asyncio", "distributed", "tornado")
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in talking]
    levels = {name: logging.getLogger(name).level for name in names}
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def run(batches: Iterator[Batch], crew: Crew, output: str, rules: str) -> Iterator[tuple[Batch, Outcome]]:
    """Have batches read, and yield what came of each as soon as it is there.

    Only as many are under way as keep the workers busy, so memory does not grow with the corpus.
    """
    under_way: dict[Future[Outcome], Batch] = {}
    count, asked = 0, float("-inf")
    try:
        while True:
            if time.monotonic() - asked > _ASK_AGAIN:
                count, asked = crew.count(), time.monotonic()
            while len(under_way) < max(1, _AHEAD * count) and (batch := next(batches, None)):
                under_way[crew.executor.submit(crew.read, batch, output, rules)] = batch
            if not under_way:
                return
            for future in wait(under_way, _ASK_AGAIN, FIRST_COMPLETED).done:
                yield under_way.pop(future), future.result()
    except HulinError:
        raise
    except (CancelledError, OSError, TimeoutError) as err:
        raise EngineError(_GONE) from err
    except Exception as err:
        raise EngineError(_failed(err)) from err


def _not_started(err: Exception) -> Message:
    return Message(
        "No workers can be started ({why}); read in this process instead, with workers=0.", why=one_line(err)
    )


def _failed(error: Exception) -> Message:
    return Message(
        "A worker cannot read the articles ({why}); what was finished is kept: see that all workers have the "
        "same hulin-analysis, and the same command goes on from here.",
        why=one_line(f"{type(error).__name__}: {error}"),
    )
