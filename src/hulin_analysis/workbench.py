"""The workbench: a copy of the notebooks in the user's folder, opened in JupyterLab."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from hulin_analysis import package_data
from hulin_analysis.errors import ReportError, one_line
from hulin_analysis.extras import require
from hulin_analysis.messages import Message

__all__ = ["copy_notebooks", "start"]

_FIRST = "01_article.ipynb"
# What the cells of each original said when it was copied, so that a later release knows the user's own work.
_MANIFEST = ".hulin.json"
# Seconds the server has to stop its kernels in; a busy one is given five.
_PATIENCE = 20


def copy_notebooks(folder: Path) -> list[str]:
    """Copy the package's notebooks to a folder, and never over what the user has written.

    A notebook in which no cell was changed since it was copied follows the package: where that has a newer
    one, the copy is replaced. Running and saving a notebook changes no cell. A hidden file in the folder
    remembers what was copied.

    Parameters
    ----------
    folder : Path
        Where to; made if need be.

    Returns
    -------
    list of str
        One sentence for each notebook that was copied, brought up to date, or kept as the user changed it.

    Raises
    ------
    ReportError
        If the folder is none, or cannot be written.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> copy_notebooks(folder)[0].endswith("01_article.ipynb copied.")
    True
    >>> copy_notebooks(folder)
    []
    """
    if folder.exists() and not folder.is_dir():
        raise ReportError(
            "{folder} is a file, and the notebooks need a folder; choose another with --dir.", folder=folder
        )
    said = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copied = _read_manifest(folder / _MANIFEST)
        for source in sorted(package_data.folder("notebooks").glob("*.ipynb")):
            target = folder / source.name
            wanted, there = _words(source), _words(target)
            if not target.exists():
                shutil.copyfile(source, target)
                said.append(str(Message("{target} copied.", target=target)))
            elif there == wanted:
                pass
            elif there == copied.get(source.name):
                shutil.copyfile(source, target)
                message = Message(
                    "{target} brought up to date: none of its cells had been changed.", target=target
                )
                said.append(str(message))
            else:
                message = Message(
                    "{target} has been changed and is kept; rename it to get the original again.",
                    target=target,
                )
                said.append(str(message))
                continue
            copied[source.name] = wanted
        # Written each time: a folder in which nothing can be saved is found now, not after an hour.
        (folder / _MANIFEST).write_text(json.dumps(copied, indent=1) + "\n", encoding="utf-8")
    except OSError as err:
        raise ReportError(
            "The notebooks cannot be copied to {folder} ({why}); choose another with --dir.",
            folder=folder,
            why=one_line(err),
        ) from err
    return said


def _words(notebook: Path) -> str:
    """Give a digest of what the cells say, without outputs; of a file that is no notebook, nothing."""
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        said = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return ""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _read_manifest(path: Path) -> dict[str, str]:
    """Read what was copied; where nobody can tell, every file counts as the user's own."""
    try:
        read = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(words) for name, words in read.items()} if isinstance(read, dict) else {}


def start(folder: Path, options: Sequence[str] = ()) -> int:
    """Run JupyterLab on a folder until the user stops it, with Ctrl-C or by a signal.

    The notebooks run in this interpreter, and the server asks for its token as always. One Ctrl-C is
    enough, and JupyterLab asks nothing back: the notebooks are saved as one works, and only kernels end.

    Parameters
    ----------
    folder : Path
        The folder.
    options : sequence of str
        More options for JupyterLab: ``--no-browser``, ``--port=9000``.

    Returns
    -------
    int
        0 if it was stopped; else the exit code of JupyterLab.

    Raises
    ------
    MissingExtraError
        If JupyterLab or the kernel is not installed.
    """
    require("jupyterlab", "ipykernel", extra="lab")
    with tempfile.TemporaryDirectory(prefix="hulin-") as made, _asked_to_stop() as asked:
        _write_kernel(Path(made) / "kernels" / "python3")
        # The first place that Jupyter looks in: a kernel of that name elsewhere may belong to another Python.
        places = [made, *filter(None, [os.environ.get("JUPYTER_PATH")])]
        environment = os.environ | {"JUPYTER_PATH": os.pathsep.join(places)}
        # As the default address, not as a file to open: then the address that is printed leads there too.
        where = [f"--ServerApp.root_dir={folder.resolve()}", f"--LabApp.default_url=/lab/tree/{_FIRST}"]
        command = [sys.executable, "-m", "jupyterlab", *where, *options]
        # In a group of its own: a Ctrl-C in the terminal reaches this process only, which passes it on once
        # and as the signal that JupyterLab obeys without a question. Then nothing reads the terminal.
        with subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, process_group=0
        ) as server:
            return _wait(server, asked)


def _wait(server: subprocess.Popen[bytes], asked: list[int]) -> int:
    """Wait for the server's end, which follows soon when it was asked for."""
    while not asked:
        try:
            return server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            pass
    server.terminate()
    try:
        server.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
    return 0


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """Note the signals that ask to stop, so that none of them, nor a second one, cuts the tidying short."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    numbers = [signal.SIGINT, signal.SIGTERM]
    # The terminal was closed; `nohup` has it ignored, and means it.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, note) for number in numbers}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write_kernel(folder: Path) -> None:
    folder.mkdir(parents=True)
    kernel = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        # JupyterLab writes the name into what it saves: this is the one that every other server writes.
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    (folder / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
