"""The store: a corpus on disk, in parts that are there whole or not at all, each file with its digest.

A part is one file in the folder of each table, never changed once it is there. ``parts.log`` has one line a
commit: the part, the part it replaces, and the rows, bytes and SHA-256 of each file, behind a digest of the
line. ``corpus.json`` names the folder of the articles and, of a complete corpus, the digest of the log.

delta-rs (deltalake 1.6) passed the tests of killed and concurrent writers, but keeps no checksums: 16 of 120
one-bit flips changed the rows it returned in silence.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hulin_analysis.atomic_write import atomic_write
from hulin_analysis.errors import DataError, HulinError, one_line
from hulin_analysis.messages import Message

#: What says that a folder is a corpus, and of which articles; and its commits.
MANIFEST, LOG = "corpus.json", "parts.log"
_FORMAT = 3


class StorageError(HulinError):
    """What was made cannot be written: no space, no permission."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: the keys of its first and last input, and by table its file's rows, bytes and digest."""

    name: str
    first: str
    last: str
    replaces: str
    files: Mapping[str, tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a corpus says of itself; `log` is the digest of a complete corpus's log."""

    source: str
    text_column: str | None
    rules: str
    complete: bool = False
    log: str | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of a corpus that is not as it was written, and what is wrong with it."""

    part: str
    file: Path
    what: Message

    def sentence(self, output: Path, source: str = "DIR") -> Message:
        """Say which file it is and which command mends it."""
        return Message(
            "{file} is damaged: {what}; run hulin corpus {source} -o {output} again, which reads anew only "
            "the documents of damaged parts.",
            file=self.file,
            what=self.what,
            source=source,
            output=output,
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _manifest_bytes(fields: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n".encode("utf-8", "surrogateescape")


def write_manifest(output: Path, manifest: Manifest) -> None:
    """Write what a corpus says of itself, with a digest of it."""
    fields = {"format": _FORMAT, **asdict(manifest)}
    content = _manifest_bytes({**fields, "digest": _digest(_manifest_bytes(fields))})
    atomic_write(content, output / MANIFEST, "corpus", StorageError)


def read_manifest(output: Path) -> Manifest:
    """Read what a corpus says of itself. One without a digest was corrected by hand, and is believed."""
    try:
        content = (output / MANIFEST).read_bytes()
        fields = json.loads(content.decode("utf-8", "surrogateescape"))
        if fields.get("format") in (1, 2):
            return Manifest(fields["source"], fields["text_column"], "", complete=False)
        digest = fields.pop("digest", None)
        if digest is not None and content != _manifest_bytes(
            {**fields, "digest": _digest(_manifest_bytes(fields))}
        ):
            raise ValueError("digest")
        if fields.pop("format") != _FORMAT or not isinstance(fields["source"], str):
            raise ValueError("format")
        return Manifest(**fields)
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as err:
        if is_store(output):
            missing = isinstance(err, FileNotFoundError)
            what = Message("it is missing") if missing else Message("its content has changed")
            raise DataError(Damage("", output / MANIFEST, what).sentence(output)) from err
        raise DataError(
            "{folder} is not a corpus of this package; make one with hulin corpus DIR -o {folder}.",
            folder=output,
        ) from err


def is_store(output: Path) -> bool:
    """Say whether a folder has a log with at least one line that is as it was written."""
    try:
        return any(entry is not None for entry in _entries((output / LOG).read_bytes()))
    except OSError:
        return False


def _line(entry: Mapping[str, Any]) -> bytes:
    content = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return f"{_digest(content)} ".encode() + content + b"\n"


def _entries(log: bytes) -> Iterator[dict[str, Any] | None]:
    """Yield the entries of a log, None for a damaged one; a last line without an end was never finished."""
    for line in log.split(b"\n")[:-1]:
        digest, _, content = line.partition(b" ")
        yield json.loads(content) if digest == _digest(content).encode() else None


def _standing(entries: Iterable[dict[str, Any] | None]) -> list[Part]:
    parts: dict[str, Part] = {}
    for entry in filter(None, entries):
        if entry.get("corpus", _FORMAT) != _FORMAT:
            return []  # its files have other columns
        parts.pop(entry.get("replaces", ""), None)
        if "name" in entry:
            parts[entry["name"]] = Part(**entry)
    return sorted(parts.values(), key=lambda part: part.name)


def open_store(output: Path) -> tuple[Manifest, list[Part]]:
    """Return what a corpus says of itself, and its parts, of one moment even if a run is at work."""
    log: bytes | OSError
    while True:
        manifest = read_manifest(output)
        try:
            log = (output / LOG).read_bytes()
        except OSError as err:
            log = err
        if read_manifest(output) == manifest:
            break
    if not manifest.rules:
        raise DataError(
            "{folder} was made by an earlier version; run hulin corpus {source} -o {folder} again.",
            folder=output,
            source=manifest.source,
        )
    if isinstance(log, OSError):
        what = missing_or_unreadable(log)
    else:
        entries = list(_entries(log))
        changed = _digest(log) != manifest.log if manifest.complete else None in entries or not entries
        if not changed:
            return manifest, _standing(entries)
        what = Message("its content has changed")
    raise DataError(Damage("", output / LOG, what).sentence(output, manifest.source))


def missing_or_unreadable(err: OSError) -> Message:
    """Say what is wrong with a file that cannot be opened."""
    missing = isinstance(err, FileNotFoundError | NotADirectoryError)
    return Message("it is missing") if missing else Message("it cannot be read ({why})", why=one_line(err))


def read_log(output: Path) -> tuple[list[Part], bool]:
    """Return the parts of those lines that are as they were written, and whether there is a log."""
    try:
        log = (output / LOG).read_bytes()
    except OSError:
        return [], False
    return _standing(_entries(log)), True


def write_log(output: Path, parts: Iterable[Part]) -> None:
    """Write the log anew, with a line for each of the parts."""
    lines = map(_line, [{"corpus": _FORMAT}, *map(asdict, parts)])
    atomic_write(b"".join(lines), output / LOG, "corpus", StorageError)


def append_commit(output: Path, part: Part | str) -> None:
    """Log a part, or by its name alone that one is gone."""
    entry = {"replaces": part} if isinstance(part, str) else asdict(part)
    with (output / LOG).open("ab") as file:
        end = file.tell()
        try:
            file.write(_line(entry))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(output / LOG, end)  # a full disk leaves half a line
            raise


def complete(output: Path, manifest: Manifest) -> None:
    """End a run: from now on the log may not change."""
    log = _digest((output / LOG).read_bytes())
    write_manifest(output, Manifest(manifest.source, manifest.text_column, manifest.rules, True, log))


def cannot_write(output: Path, err: OSError) -> Message:
    """Say that a corpus cannot be written, and why."""
    return Message(
        "The corpus cannot be written to {output} ({why}); what was finished is kept: make room there, "
        "and the same command goes on from here.",
        output=output,
        why=one_line(err),
    )
