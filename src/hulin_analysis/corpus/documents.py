"""Documents: an input becomes rows, or the reason why it cannot be read; a batch becomes a part."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from hulin_analysis.analysis import analyse
from hulin_analysis.article import Article
from hulin_analysis.corpus.article_tables import row_facts
from hulin_analysis.corpus.batches import Batch
from hulin_analysis.corpus.commits import Part
from hulin_analysis.corpus.inputs import Input
from hulin_analysis.corpus.store import UNFINISHED, kept_rows, known_inputs, write_part
from hulin_analysis.corpus.table_types import tables_of
from hulin_analysis.corpus.version import rules_version
from hulin_analysis.errors import ArticleError, DataError, HulinError, one_line
from hulin_analysis.languages import ENGLISH
from hulin_analysis.readers import Metadata, Shown, lay_out, show_bytes
from hulin_analysis.readers.files import expect_length
from hulin_analysis.readers.formats import FORMATS, most_bytes

_ATTEMPTS = 3  # for a file that is written to while it is read
# A named pipe is not waited for; Windows would take a file for text. Neither has the other's flag.
_HOW_TO_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class Reading:
    """What came of an input: rows for the tables; of `document` and `error` one is a row, one is None."""

    document: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    quantities: list[dict[str, Any]] = field(default_factory=list)
    exclusions: list[dict[str, Any]] = field(default_factory=list)


class EngineError(HulinError):
    """The workers cannot be started or reached, or are gone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch: its part, if anything has changed, and how many inputs ended as what."""

    folder: str
    part: Part | None
    documents: int
    errors: int
    unchanged: int


def read_batch(
    batch: Batch, output: str, rules: str, on_input: Callable[[int], None] = lambda at: None
) -> Outcome:
    """Read the inputs of a batch that are not known, and write its part beside the corpus."""
    if rules != rules_version():
        raise EngineError(
            "A worker has version {own} of the rules, and this machine {rules}; install the same "
            "hulin-analysis, and set the same HULIN_VOCABULARY, on all of them.",
            own=rules_version(),
            rules=rules,
        )
    known = known_inputs(Path(output), batch.replaces) if batch.replaces else {}
    readings: list[tuple[Input, Reading]] = []
    kept: list[str] = []
    for at, given in enumerate(batch.inputs):
        on_input(at)
        digest, by = known.get(given.key, (None, rules))
        if at in batch.refused:
            readings.append((given, _refuse_ended(given, rules, *batch.refused[at])))
        elif reading := read_input(given, rules, digest if by == rules else None):
            readings.append((given, reading))
        else:
            kept.append(given.key)
    on_input(len(batch.inputs))
    tables = _tables(readings, rules)
    folder, part = "", None
    if readings or len(kept) < len(known):
        old = kept_rows(Path(output), batch.replaces, kept) if batch.replaces else {}
        folder = f"{UNFINISHED}/{batch.part}-{uuid.uuid4().hex[:8]}"
        part = write_part(Path(output) / folder, batch.part, tables, old, batch.replaces)
    return Outcome(folder, part, tables["documents"].num_rows, tables["errors"].num_rows, len(kept))


def _tables(readings: Sequence[tuple[Input, Reading]], rules: str) -> dict[str, pa.Table]:
    """Make the tables of what was read; a document that they cannot hold is refused for the others' sake."""
    try:
        return tables_of([reading for _, reading in readings])
    except Exception:
        return tables_of([_storable(given, rules, reading) for given, reading in readings])


def _storable(given: Input, rules: str, reading: Reading) -> Reading:
    try:
        tables_of([reading])
    except Exception as err:
        return _refuse_fault(given, rules, err, (reading.document or {}).get("digest"))
    return reading


def read_input(given: Input, rules: str, known: str | None) -> Reading | None:
    """Read an input, unless its digest is the known one of what was read by these rules before."""
    digest = None
    try:
        if given.fault:
            return (
                None if known == _written(given.fault) else _refuse(given, rules, "TableError", given.fault)
            )
        content = input_bytes(given)
        if given.row is None:
            given = replace(given, size=len(content))  # it may have grown since the folder was walked
        digest = _digest(content)
        if digest == known:
            return None
        article, remarks = _article(given, content)
        return _account(given, rules, digest, article, remarks)
    except DataError:
        raise  # the reader's vocabulary or the package's data: no fault of the document, and of every one
    except HulinError as err:
        # What could not be read has no digest: that it cannot be read, and why, is what is known of it.
        # The table is data: in English, whatever the session speaks.
        reason = err.message.said(ENGLISH)
        unchanged = digest is None and known == _written(reason)
        return None if unchanged else _refuse(given, rules, type(err).__name__, reason, digest)
    except (Exception, SystemExit) as err:  # the other documents are read all the same
        return _refuse_fault(given, rules, err, digest)


def _refuse_ended(given: Input, rules: str, error: str, reason: str, again: bool) -> Reading:
    """Refuse what ended its worker, or did not end; with a digest it is not tried again while unchanged."""
    try:
        digest = None if again or given.fault else _digest(input_bytes(given))
    except (HulinError, MemoryError):
        digest = None
    return _refuse(given, rules, error, reason, digest)


def _refuse_fault(given: Input, rules: str, err: BaseException, digest: str | None) -> Reading:
    """Refuse what meets a fault of ours."""
    what = " ".join(f"{type(err).__name__}: {err}".split())
    reason = f"{given.key} meets a fault of the package ({what:.200}); please report it with the file."
    return _refuse(given, rules, type(err).__name__, reason, digest)


def _refuse(given: Input, rules: str, error: str, reason: str, digest: str | None = None) -> Reading:
    """Give an input its row in the errors table; without a digest it is tried again in the next run."""
    about = _about_input(given, rules, digest)
    return Reading(error={**about, "error": error, "reason": _written(reason)})


def _written(reason: str) -> str:
    """Write a reason as it stands in the table: what is no UTF-8 is a file name with broken bytes."""
    return reason.encode("utf-8", "backslashreplace").decode()


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _about_input(given: Input, rules: str, digest: str | None) -> dict[str, Any]:
    return {
        "document": given.key,
        "path": given.key.rpartition("/")[0] if given.row else given.key,
        "row": given.row.number if given.row else None,
        "bytes": given.size,
        "digest": digest,
        "rules": rules,
    }


def input_bytes(given: Input) -> bytes:
    """Return what there is to read: the bytes of a file, or of a row its text and facts."""
    if given.row is None:
        return _file_bytes(given)
    fields = [given.row.text, *([name, value] for name, value in given.row.facts)]
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _file_bytes(given: Input) -> bytes:
    """Read a file, and see that nobody wrote to it meanwhile."""
    name = os.path.basename(given.path)
    most = most_bytes(given.path)
    for _ in range(_ATTEMPTS):
        try:
            with open(os.open(given.path, _HOW_TO_OPEN), "rb") as file:
                before = os.fstat(file.fileno())
                if not stat.S_ISREG(before.st_mode):
                    raise ArticleError(
                        "{name} is not an ordinary file; move it out of the folder.", name=name
                    )
                expect_length(before.st_size, name, most)
                # One byte more than there should be shows that it has grown. Asked for the most that is read,
                # Python would set up memory for all of it, for every file.
                content = file.read(before.st_size + 1)
                after = os.fstat(file.fileno())
        except OSError as err:
            raise ArticleError(
                "{name} cannot be read ({why}); check its permissions, or move it out of the folder.",
                name=name,
                why=one_line(err),
            ) from err
        times = {before.st_mtime_ns, after.st_mtime_ns}
        if len(times) == len({before.st_size, after.st_size, len(content)}) == 1:
            return content
    raise ArticleError(
        "{name} changed while it was being read; run the same command again when it is complete.", name=name
    )


def _article(given: Input, content: bytes) -> tuple[Article, str | None]:
    if given.row is None:
        name = Path(given.key).name
        shown = show_bytes(content, name)
        article = lay_out(shown, Metadata(), name)
        return article, " ".join(
            filter(None, (*(one.said(ENGLISH) for one in shown.remarks), _damage(article)))
        ) or None
    expect_length(given.row.size, given.key, FORMATS["text"].most)
    facts, remarks = row_facts(given.row)
    article = lay_out(Shown(given.row.text), facts, given.key)
    return article, "; ".join(filter(None, (remarks, _damage(article)))) or None


def _damage(article: Article) -> str | None:
    """Say where a text is damaged; that it has no date stands in its column."""
    broken = article.text.count("\ufffd")
    if not broken:
        return None
    return f"{broken} damaged {'character is' if broken == 1 else 'characters are'} shown as \ufffd"


def _account(given: Input, rules: str, digest: str, article: Article, remarks: str | None) -> Reading:
    analysis = analyse(article)
    quantities, exclusions = analysis.quantities, analysis.exclusions
    text = article.text.encode("utf-8", "surrogatepass")
    document = {
        **_about_input(given, rules, digest),
        **article.metadata(),
        "characters": len(article.text),
        "paragraphs": len(article.paragraphs),
        "tables": len(article.tables),
        "quantities": len(quantities),
        "exclusions": len(exclusions),
        "unaccounted": len(analysis.unaccounted),
        "text_digest": hashlib.blake2b(text, digest_size=16).hexdigest(),
        "remarks": remarks,
    }
    return Reading(document, None, quantities, exclusions)
