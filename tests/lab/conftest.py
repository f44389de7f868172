"""JupyterLab as `hulin lab` starts it, and a browser that looks at it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # ipykernel brings it
import pytest
from in_lab import Server, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: The list of extensions is fetched from the network.
QUIET = {
    "@jupyterlab/extensionmanager-extension/plugin": {"enabled": False},
}
#: Behind `--`. The last one lets a test ask JupyterLab itself what it shows.
OPTIONS = ["--no-browser", "--port=0", "--allow-root", "--LabApp.expose_app_in_browser=True"]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start `hulin lab` far from the user's own settings, and stop it with Ctrl-C, which leaves nothing."""
    if find_spec("jupyterlab") is None:
        pytest.skip('JupyterLab is not installed: pip install "hulin-analysis[lab]"')
    folder = tmp_path_factory.mktemp("lab")
    log, temporary = folder / "log", folder / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-c", "from hulin_analysis.cli import main; main()"]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*command, "lab", "--dir", str(folder / "mine"), "--lang", "zh-Hant", "--", *OPTIONS],
            env=os.environ | _own_places(folder) | {"TMPDIR": str(temporary)},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
        )
    try:
        yield Server(_address(process, log), folder / "mine")
        started = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, log.read_text(encoding="utf-8")
        _, left = psutil.wait_procs(started, timeout=0)
        assert [child for child in left if child.status() != psutil.STATUS_ZOMBIE] == []
        assert os.listdir(temporary) == []
    finally:
        process.kill()
        process.wait()


def _own_places(folder: Path) -> dict[str, str]:
    for name, setting in QUIET.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting), encoding="utf-8")
    return {
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the server says where it is."""
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if found := re.search(r"http://localhost:\d+/lab/\S*token=\w+", log.read_text(encoding="utf-8")):
            return found[0]
        time.sleep(0.05)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def lab_page(lab: Server, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open a notebook of the folder by its name without the ending; its kernel is ready to be asked."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    context.set_default_timeout(30_000)

    def open_notebook(name: str) -> Page:
        page = context.new_page()
        page.goto(lab.address(name))
        wait_until_idle(page)
        return page

    yield open_notebook
    context.close()
