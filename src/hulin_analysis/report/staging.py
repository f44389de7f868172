"""Write beside, then rename: a report is there whole, or what was there before is still there."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hulin_analysis.errors import ReportError, one_line

_PREFIX = ".hulin-report-"
# Held as long as the process lives, however it ends: what nobody holds is of a run that was killed.
_LOCK = "lock"

if sys.platform == "win32":
    import msvcrt

    def _hold(lock: IO[str]) -> None:
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(lock: IO[str]) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(home: Path) -> None:
    """Remove the folders that killed runs have left; one without a lock may be another's."""
    for folder in home.glob(f"{_PREFIX}*"):
        try:
            with (folder / _LOCK).open("r+") as lock:
                _hold(lock)
        except OSError:
            continue
        shutil.rmtree(folder, ignore_errors=True)


class Staging:
    """A folder to write in, whose files are then moved to where they belong."""

    def __init__(self, output: Path, folder: Path) -> None:
        self.output = output
        self.folder = folder / "new"
        self.scratch = folder / "scratch"
        self._old = folder / "old"
        for made in (self.folder, self.scratch, self._old):
            made.mkdir()

    def deliver(self, names: Sequence[Path]) -> list[Path]:
        """Move files to the output folder; if one cannot be moved, put back all that were there."""
        moved: list[Path] = []
        made: list[Path] = []
        try:
            for name in names:
                target = self.output / name
                made += _make_folder(target.parent)
                if target.is_dir():
                    raise IsADirectoryError(21, "a folder of that name is in the way", str(target))
                if target.exists() or target.is_symlink():
                    kept = self._old / name
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(target, kept)
                moved.append(name)
                os.replace(self.folder / name, target)
        except BaseException:
            self._put_back(moved)
            for folder in reversed(made):
                folder.rmdir()
            raise
        return [self.output / name for name in names]

    def _put_back(self, names: Sequence[Path]) -> None:
        for name in reversed(names):
            (self.output / name).unlink(missing_ok=True)
            if (self._old / name).exists() or (self._old / name).is_symlink():
                os.replace(self._old / name, self.output / name)


@contextmanager
def staged(output: Path) -> Iterator[Staging]:
    """Open a folder to write a report in; it is gone at the end, whatever happens.

    It is inside `output` where that exists (the same file system for certain), else beside it.
    """
    made: list[Path] = []
    folder: Path | None = None
    delivered = False
    try:
        # A link to a folder stays a link: what is written goes where it points.
        output = output.resolve()
        there = next(path for path in (output, *output.parents) if path.exists())
        if not there.is_dir():
            raise NotADirectoryError(20, f"{there.name} is a file, not a folder", str(there))
        home = output if output.exists() else output.parent
        made = _make_folder(home)
        _sweep(home)
        folder = Path(tempfile.mkdtemp(dir=home, prefix=_PREFIX))
        with (folder / _LOCK).open("w") as lock:
            _hold(lock)
            yield Staging(output, folder)
        delivered = True
    except OSError as err:
        raise ReportError(
            "The report cannot be written to {output} ({why}); choose another folder with -o.",
            output=output,
            why=one_line(err),
        ) from err
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if not delivered:
            for parent in reversed(made):
                parent.rmdir()


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and its parents; return those that were not there, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
