"""`hulin lab`: a server that leaves nothing behind.

What is started here is a stand-in for JupyterLab, so that each way of stopping takes a moment;
tests/lab/ starts the real one.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil  # ipykernel brings it
import pytest

from hulin_analysis import package_data, workbench

NOTEBOOKS = sorted(path.name for path in package_data.folder("notebooks").glob("*.ipynb"))
SOURCES = Path(workbench.__file__).resolve().parents[1]
HULIN = "from hulin_analysis.cli import main; main()"


# -- the server --------------------------------------------------------------------------------------------

#: Tells what it was given, starts a kernel of its own, and ends when it is told to, or is asked for 3.
STAND_IN = """
import json, os, pathlib, signal, subprocess, sys, time
kernel = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
def end(number, frame):
    kernel.kill(); kernel.wait(); sys.exit(3 if number == signal.SIGINT else 0)
signal.signal(signal.SIGINT, end)
signal.signal(signal.SIGTERM, signal.SIG_IGN if "--stubborn" in sys.argv else end)
if "--broken" in sys.argv: end(signal.SIGINT, None)
spec = pathlib.Path(os.environ["JUPYTER_PATH"].split(os.pathsep)[0], "kernels/python3/kernel.json")
told = {"argv": sys.argv[1:], "python": json.loads(spec.read_text())["argv"][0], "terminal": os.isatty(0)}
pathlib.Path("told.part").write_text(json.dumps(told)); os.rename("told.part", "told.json")
while True: time.sleep(60)
"""


def alive(process: psutil.Process) -> bool:
    """Whether it runs; an orphan that ended may wait for the first process of a container to notice."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


class Started:
    """A `hulin lab` with the stand-in, and what it leaves behind."""

    def __init__(self, folder: Path, *options: str, script: str = HULIN, **more: Any) -> None:
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        stand_in = folder / "jupyterlab"
        stand_in.mkdir()
        (stand_in / "__init__.py").touch()
        (stand_in / "__main__.py").write_text(STAND_IN, encoding="utf-8")
        self.mine = folder / "mine"
        places = os.pathsep.join([str(folder), str(SOURCES)])
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, "lab", "--dir", str(self.mine), "--", *options],
            env=os.environ | {"PYTHONPATH": places, "TMPDIR": str(self.temporary)},
            **({"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more),
        )

    def told(self) -> dict[str, Any]:
        """Wait until the stand-in runs, and say what it was given."""
        deadline = time.monotonic() + 30
        while not (self.mine / "told.json").exists():
            assert self.process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)
        self.family = psutil.Process(self.process.pid).children(recursive=True)
        assert len(self.family) == 2
        assert os.listdir(self.temporary)
        found: dict[str, Any] = json.loads((self.mine / "told.json").read_text(encoding="utf-8"))
        return found

    def end(self) -> int:
        """Wait for the end, make sure that nothing is left, and give the exit code."""
        self.process.communicate(timeout=30)
        assert [child for child in self.family if alive(child)] == []
        assert os.listdir(self.temporary) == []
        return self.process.returncode


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    started: list[Started] = []

    def begin(*options: str, **more: Any) -> Started:
        started.append(Started(tmp_path, *options, **more))
        return started[-1]

    yield begin
    for each in started:
        if each.process.poll() is None:
            for process in psutil.Process(each.process.pid).children(recursive=True):
                process.kill()
            each.process.kill()
            each.process.communicate()


def test_it_starts_this_python_at_the_first_notebook_with_the_users_options(
    start: Callable[..., Started],
) -> None:
    lab = start("--no-browser", "--port=9000")
    told = lab.told()
    assert told["argv"] == [
        f"--ServerApp.root_dir={lab.mine}",
        "--LabApp.default_url=/lab/tree/01_article.ipynb",
        "--no-browser",
        "--port=9000",
    ]
    assert told["python"] == sys.executable
    assert sorted(path.name for path in lab.mine.glob("*.ipynb")) == NOTEBOOKS
    lab.process.terminate()
    assert lab.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("times", [1, 2])
def test_a_signal_stops_it_cleanly(number: signal.Signals, times: int, start: Callable[..., Started]) -> None:
    lab = start()
    lab.told()
    for _ in range(times):
        lab.process.send_signal(number)
    assert lab.end() == 0


def test_ctrl_c_in_a_terminal_stops_it_without_a_question(start: Callable[..., Started]) -> None:
    """The terminal sends Ctrl-C to the whole group: the server must not be in it, or it would ask."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    # Its own terminal, as a shell in a window has one.
    script = f"import fcntl, termios; fcntl.ioctl(0, {termios.TIOCSCTTY}, 0)\n{HULIN}"
    lab = start(script=script, start_new_session=True, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    assert lab.told()["terminal"] is False
    os.write(ours, b"\x03")
    assert lab.end() == 0
    os.close(ours)


def test_a_server_that_does_not_stop_is_killed(start: Callable[..., Started]) -> None:
    impatient = f"from hulin_analysis import workbench; workbench._PATIENCE = 0.2\n{HULIN}"
    lab = start("--stubborn", script=impatient)
    lab.told()
    server, kernel = lab.family
    lab.process.send_signal(signal.SIGINT)
    kernel.kill()  # a kernel of Jupyter's ends by itself when its server is gone
    assert lab.end() == 0
    assert not alive(server)


def test_nohup_is_respected(start: Callable[..., Started]) -> None:
    lab = start(script=f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{HULIN}")
    lab.told()
    lab.process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        lab.process.wait(0.5)
    lab.process.terminate()
    assert lab.end() == 0


def test_the_servers_own_failure_is_passed_on(start: Callable[..., Started]) -> None:
    lab = start("--broken")
    lab.family = []
    assert lab.end() == 3


def test_a_port_in_use_is_said_by_jupyterlab_and_is_a_fault(tmp_path: Path) -> None:
    pytest.importorskip("jupyterlab", reason='JupyterLab is not installed: pip install "hulin-analysis[lab]"')
    (tmp_path / "temporary").mkdir()
    places = {f"JUPYTER_{what}_DIR": str(tmp_path / what) for what in ("CONFIG", "DATA", "RUNTIME")}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = ["--no-browser", "--allow-root", "--ip=127.0.0.1"]
        options += [f"--port={port}", "--ServerApp.port_retries=0"]
        run = subprocess.run(
            [sys.executable, "-c", HULIN, "lab", "--dir", str(tmp_path / "mine"), "--", *options],
            env=os.environ | places | {"TMPDIR": str(tmp_path / "temporary")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert run.returncode == 1
    assert f"port {port} is not available" in run.stderr
    assert os.listdir(tmp_path / "temporary") == []
