"""The workbench: JupyterLab on a folder of notebooks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from hulin_analysis.extras import require
from hulin_analysis.lab_extension import write_extension, write_settings

_FIRST = "01_article.ipynb"
# Windows has no process groups of that kind, but can spare a process the Ctrl-C of its console.
_OWN_GROUP: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if sys.platform == "win32"
    else {"process_group": 0}
)
# Seconds the server has to stop its kernels in; a busy one is given five.
_PATIENCE = 20


def start(folder: Path, options: Sequence[str] = ()) -> int:
    """Run JupyterLab on a folder until the user stops it, with Ctrl-C or by a signal.

    The notebooks run in this interpreter, and the server asks for its token as always. One Ctrl-C is
    enough, and JupyterLab asks nothing back: the notebooks are saved as one works, and only kernels end.
    """
    require("jupyterlab", "ipykernel", extra="lab")
    with tempfile.TemporaryDirectory(prefix="hulin-") as made, _asked_to_stop() as asked:
        _write_kernel(Path(made) / "kernels" / "python3")
        # The first place that Jupyter looks in: a kernel of that name elsewhere may belong to another Python.
        places = [made, *filter(None, [os.environ.get("JUPYTER_PATH")])]
        write_extension(Path(made), _FIRST)
        write_settings(Path(made))
        configured = [made, *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
        environment = os.environ | {
            "JUPYTER_PATH": os.pathsep.join(places),
            "JUPYTER_CONFIG_PATH": os.pathsep.join(configured),
        }
        # As the default address, not as a file to open: then the address that is printed leads there too.
        where = [f"--ServerApp.root_dir={folder.resolve()}", f"--LabApp.default_url=/lab/tree/{_FIRST}"]
        command = [sys.executable, "-m", "jupyterlab", *where, *options]
        # In a group of its own: a Ctrl-C in the terminal reaches this process only, which passes it on once
        # and as the signal that JupyterLab obeys without a question. Then nothing reads the terminal.
        with subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, **_OWN_GROUP
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
