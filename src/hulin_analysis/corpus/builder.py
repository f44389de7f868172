"""Building a corpus: every article of a folder, read once, kept in parts, and only what is new read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from hulin_analysis.corpus.access import Corpus, load_corpus
from hulin_analysis.corpus.batches import Batch, plan
from hulin_analysis.corpus.commits import (
    LOG,
    MANIFEST,
    Manifest,
    Part,
    StorageError,
    complete,
    is_store,
    read_manifest,
)
from hulin_analysis.corpus.inputs import Input, Survey, survey, walk
from hulin_analysis.corpus.store import begin, clear_unfinished, commit, known_inputs, remove_part
from hulin_analysis.corpus.table_types import require_corpus
from hulin_analysis.corpus.version import expect_vocabulary, rules_version
from hulin_analysis.corpus.workers import Crew, connect, run
from hulin_analysis.errors import ArticleError, DataError, HulinError, expect, one_line
from hulin_analysis.messages import Message

_LOCK = "_lock"  # stays: who takes away a lock may take one that another has just got
SECONDS_PER_DOCUMENT = 300.0


@dataclass(slots=True)
class Progress:
    """How far a corpus is."""

    total: Survey = field(default_factory=Survey)  # files and bytes there are, and what is left out
    inputs: int = 0  # inputs met so far: files, and rows of tables
    bytes: int = 0  # bytes of those that are done
    # Inputs that were read in this run, and that could not be.
    documents: int = 0
    errors: int = 0
    unchanged: int = 0  # inputs that were known from a run before
    # Which columns of the tables were chosen: a sentence for each choice, with the first table of which
    # it was made.
    columns: list[str] = field(default_factory=list)


def build_corpus(
    folder: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    seconds_per_document: float = SECONDS_PER_DOCUMENT,
    on_progress: Callable[[Progress], None] | None = None,
) -> Corpus:
    """Read every article of a folder into a corpus: Parquet tables of quantities, ledger, documents, errors.

    Parameters
    ----------
    folder : str or path-like
        Where the articles are, in folders of any depth: files such as ``ha.read_article`` reads, and ``.csv``
        and ``.parquet`` tables with an article a row. Nothing in it is written or changed.
    output : str or path-like
        The folder of the corpus; made if need be. Nothing is written anywhere else.
    text_column : str, optional
        The column of a table that holds the text. If left out, it is known by its name (text, full_text,
        正文), as the columns with title, day, place, paper and address always are. What was chosen is
        printed, or stands in ``Progress.columns`` where `on_progress` is given.
    workers : int, optional
        Processes on this machine, one a core if left out; 0 reads in this process.
    scheduler : str, optional
        The address of a Dask scheduler whose workers are used instead: ``"tcp://host:8786"``. They have the
        same version of the package, and see both folders under the same paths.
    seconds_per_document : float, default 300
        A document that takes longer is put among the errors, and its worker is replaced. It does not hold
        with ``workers=0``: what is read in this process cannot be ended.
    on_progress : callable, optional
        Called with the :class:`Progress` whenever a part is done.

    Returns
    -------
    Corpus
        What is there now.

    Raises
    ------
    ArticleError
        If the folder is none, or holds nothing to be read.
    DataError
        If the output is the folder itself, lies around it, holds other files or the corpus of another
        folder, or if another run is at work on it.
    StorageError
        If the corpus cannot be written. What was finished is kept.
    EngineError
        If the workers cannot be reached.
    MissingExtraError
        If the extra ``corpus`` is not installed.

    Notes
    -----
    Every file and every row of a table ends as one row of the documents or of the errors table, the latter
    with the reason; that they add up is checked. Run again, it reads what is new or has changed, by the
    content and by the version of the rules; drops what is gone; and goes on where a run was stopped, without
    a row lost or doubled. Memory is bounded by a batch of 4 MB for each worker, or by the longest article.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "a.txt").write_text("去年虎林市新建學校3所。", encoding="utf-8")
    ...     _ = pathlib.Path(folder, "b.txt").write_text("", encoding="utf-8")
    ...     corpus = ha.build_corpus(folder, pathlib.Path(folder, "corpus"), workers=0)
    ...     corpus.quantities()["quote"].tolist(), corpus.errors["document"].tolist()
    (['3所'], ['b.txt'])
    """
    require_corpus()
    for given, name in ((folder, "folder"), (output, "output")):
        needs = Message("ha.build_corpus needs the path of a folder as its {name}", name=name)
        expect(given, (str, os.PathLike), needs, "ha.build_corpus('articles', 'corpus')", ArticleError)
    source, target = Path(folder), Path(output)
    _expect_places(source, target)
    expect_vocabulary()
    progress = Progress(survey(source, target))
    if not progress.total.files:
        raise ArticleError(
            "There is nothing to read in {source}: it has no files; give the folder that holds the articles.",
            source=source,
        )
    show = on_progress or (lambda _: None)
    manifest = Manifest(os.path.realpath(source), text_column, rules_version())
    with _alone(target):
        standing = begin(target, manifest)
        show(progress)
        inputs = walk(source, target, text_column, _choice_keeper(progress, aloud=on_progress is None))
        with connect(workers, scheduler, float(seconds_per_document)) as crew:
            _read_all(target, inputs, standing, crew, progress, show)
        built = load_corpus(target)
        kept = built.count("documents") + built.count("errors")
        if kept != progress.inputs:
            raise HulinError(
                "{inputs} inputs of {source} gave {kept} rows of documents and errors in {target}; "
                "please report it, delete the folder and run the same command again.",
                inputs=progress.inputs,
                source=source,
                kept=kept,
                target=target,
            )
        complete(target, manifest)
    return load_corpus(target)


def _choice_keeper(progress: Progress, *, aloud: bool) -> Callable[[Message], None]:
    """Return what keeps the choice of columns, and prints it: once for all tables that are alike."""
    known = set[object]()

    def keep(message: Message) -> None:
        choice, said = message.fields["choice"], str(message)
        if choice not in known:
            known.add(choice)
            progress.columns.append(said)
            if aloud:
                print(said)

    return keep


def _read_all(
    target: Path,
    inputs: Iterator[Input],
    standing: list[Part],
    crew: Crew,
    progress: Progress,
    show: Callable[[Progress], None],
) -> None:
    def counted() -> Iterator[Input]:
        for given in inputs:
            progress.inputs += 1
            yield given

    def worth_reading() -> Iterator[Batch]:
        known = partial(known_inputs, target)
        for batch in plan(counted(), standing, known, _names(standing), progress.total.bytes):
            if batch.inputs:
                yield batch
            else:
                remove_part(target, batch.replaces)

    for batch, outcome in run(worth_reading(), crew, os.path.abspath(target), rules_version()):
        if outcome.part:
            commit(target, target / outcome.folder, outcome.part)
        progress.bytes += batch.bytes
        progress.documents += outcome.documents
        progress.errors += outcome.errors
        progress.unchanged += outcome.unchanged
        show(progress)


def _names(standing: list[Part]) -> Callable[[], str]:
    """Return what names the parts of this run: the number of the run, and a number in it."""
    number = 1 + max((int(part.name.partition("-")[0]) for part in standing), default=0)
    within = count(1)
    return lambda: f"{number:06d}-{next(within):06d}"


def _expect_places(source: Path, target: Path) -> None:
    if not os.path.isdir(source):
        raise ArticleError(
            "{source} is a file; give the folder that holds the articles."
            if os.path.exists(source)
            else "There is no folder {source}; give the folder that holds the articles.",
            source=source,
        )
    inner, outer = Path(os.path.realpath(source)), Path(os.path.realpath(target))
    if inner == outer or outer in inner.parents:
        raise DataError(
            "The corpus cannot be written to {target}: the articles are in it; choose another -o.",
            target=target,
        )
    if os.path.exists(target) and not os.path.isdir(target):
        raise DataError("{target} is a file; choose a folder for the corpus.", target=target)
    known = os.path.lexists(target / MANIFEST) or is_store(target)
    try:
        # A run that was stopped before it had said what it was has left these.
        foreign = not known and os.path.isdir(target) and any(not _ours(name) for name in os.listdir(target))
    except OSError as err:
        raise StorageError(_no_place(target, err)) from err
    if foreign:
        raise DataError(
            "{target} holds files that do not belong to a corpus; choose a new or an empty folder.",
            target=target,
        )
    other = str(inner)
    try:
        other = read_manifest(target).source if known else other
    except DataError:
        if not is_store(target):
            raise  # else the manifest of a corpus is damaged, which this run mends
    if other != str(inner):
        raise DataError(
            "{target} is the corpus of {other}; choose another -o, or, if that folder has moved to "
            "{inner}, correct source in {manifest} and delete the line digest there.",
            target=target,
            other=other,
            inner=inner,
            manifest=target / MANIFEST,
        )


def _no_place(target: Path, err: OSError) -> Message:
    return Message(
        "The corpus cannot be written to {target} ({why}); choose another -o.",
        target=target,
        why=one_line(err),
    )


def _ours(name: str) -> bool:
    return name in (_LOCK, LOG) or name.startswith((f".{MANIFEST}-", f".{LOG}-"))


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Make the output, and keep others from writing to it meanwhile."""
    from filelock import FileLock, Timeout

    try:
        target.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target / _LOCK, timeout=0)
        lock.acquire()
    except Timeout as err:
        raise DataError("Another run is writing to {target}; wait until it is done.", target=target) from err
    except OSError as err:
        raise StorageError(_no_place(target, err)) from err
    try:
        yield
    finally:
        clear_unfinished(target)
        lock.release()
