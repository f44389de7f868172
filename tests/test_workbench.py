"""`hulin lab`: the copy of the notebooks, and a server that leaves nothing behind.

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
from typer.testing import CliRunner

from hulin_analysis import package_data, workbench
from hulin_analysis.cli import app
from hulin_analysis.errors import ReportError

NOTEBOOKS = sorted(path.name for path in package_data.folder("notebooks").glob("*.ipynb"))
SOURCES = Path(workbench.__file__).resolve().parents[1]
HULIN = "from hulin_analysis.cli import main; main()"


# -- the copy ----------------------------------------------------------------------------------------------


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Publish a release of the package with these notebooks, each of one cell."""
    folder = tmp_path / "release"
    folder.mkdir()
    monkeypatch.setattr(package_data, "folder", lambda name: folder)

    def publish(**notebooks: str) -> None:
        for name, words in notebooks.items():
            write(folder / f"{name}.ipynb", words)

    return publish


def write(path: Path, words: str, outputs: tuple[str, ...] = ()) -> None:
    cell = {"cell_type": "code", "source": [words], "outputs": list(outputs)}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")


def words(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"][0])


def test_every_notebook_is_copied_once(tmp_path: Path) -> None:
    mine = tmp_path / "new" / "mine"
    assert workbench.copy_notebooks(mine) == [f"{mine / name} copied." for name in NOTEBOOKS]
    assert workbench.copy_notebooks(mine) == []
    originals = package_data.folder("notebooks")
    assert all((mine / name).read_bytes() == (originals / name).read_bytes() for name in NOTEBOOKS)


def test_a_changed_notebook_is_kept_and_said_so(tmp_path: Path, release: Callable[..., None]) -> None:
    release(a="1")
    mine = tmp_path / "mine"
    workbench.copy_notebooks(mine)
    write(mine / "a.ipynb", "my own")
    kept = [f"{mine / 'a.ipynb'} has been changed and is kept; rename it to get the original again."]
    assert workbench.copy_notebooks(mine) == kept
    release(a="2")
    assert workbench.copy_notebooks(mine) == kept
    assert words(mine / "a.ipynb") == "my own"


def test_an_unchanged_notebook_follows_the_package_and_says_so(
    tmp_path: Path, release: Callable[..., None]
) -> None:
    release(a="1", b="1")
    mine = tmp_path / "mine"
    workbench.copy_notebooks(mine)
    write(mine / "a.ipynb", "1", outputs=("run and saved",))
    assert workbench.copy_notebooks(mine) == []
    assert "run and saved" in (mine / "a.ipynb").read_text(encoding="utf-8")
    release(a="2")
    said = workbench.copy_notebooks(mine)
    assert said == [f"{mine / 'a.ipynb'} brought up to date: none of its cells had been changed."]
    assert words(mine / "a.ipynb") == "2"
    release(a="3")
    assert len(workbench.copy_notebooks(mine)) == 1
    assert words(mine / "a.ipynb") == "3"


@pytest.mark.parametrize("memory", [None, "", "[1]", "{"])
def test_without_a_memory_of_what_was_copied_every_difference_is_the_users(
    memory: str | None, tmp_path: Path, release: Callable[..., None]
) -> None:
    release(a="2")
    write(tmp_path / "a.ipynb", "1")
    if memory is not None:
        (tmp_path / ".hulin.json").write_text(memory, encoding="utf-8")
    (said,) = workbench.copy_notebooks(tmp_path)
    assert "is kept" in said
    assert words(tmp_path / "a.ipynb") == "1"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": [1]}'])
def test_what_is_no_notebook_is_the_users(content: str, tmp_path: Path, release: Callable[..., None]) -> None:
    release(a="1")
    workbench.copy_notebooks(tmp_path)
    (tmp_path / "a.ipynb").write_text(content, encoding="utf-8")
    (said,) = workbench.copy_notebooks(tmp_path)
    assert "is kept" in said
    assert (tmp_path / "a.ipynb").read_text(encoding="utf-8") == content


def lab_ends_with_one_sentence(folder: Path) -> str:
    run = CliRunner().invoke(app, ["lab", "--dir", str(folder)])
    assert (run.exit_code, run.stdout) == (1, "")
    assert run.stderr.startswith("hulin: ") and run.stderr.count("\n") == 1
    return run.stderr


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file, and the notebooks need a folder" in lab_ends_with_one_sentence(tmp_path / "file")
    assert "Not a directory" in lab_ends_with_one_sentence(tmp_path / "file" / "mine")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    workbench.copy_notebooks(tmp_path)
    if os.geteuid() == 0:
        # Nothing forbids root to write, except that a folder is there already.
        (tmp_path / ".hulin.json").unlink()
        (tmp_path / ".hulin.json").mkdir()
    else:
        (tmp_path / ".hulin.json").chmod(0o400)
    said = lab_ends_with_one_sentence(tmp_path)
    assert f"cannot be copied to {tmp_path}" in said
    assert "choose another with --dir" in said


def test_a_read_only_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(workbench.shutil, "copyfile", refuse)
    with pytest.raises(ReportError, match=r"\(Permission denied\); choose another with --dir"):
        workbench.copy_notebooks(tmp_path)


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
