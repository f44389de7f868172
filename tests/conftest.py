from __future__ import annotations

import atexit
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from hulin_analysis.article import Article
from hulin_analysis.charts.fonts import font_path
from hulin_analysis.frames import load_article

try:
    from xdist.scheduler import LoadFileScheduling
except ImportError:  # without pytest-xdist the tests run one after the other
    LoadFileScheduling = None

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Messages are compared in English, whatever the machine speaks; a child process inherits it.
os.environ["HULIN_LANG"] = "en"

# The same examples in every run, and no deadline on a busy machine: a test fails for its own reasons only.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("repeatable")

#: No request of the browser's own leaves the machine. Root has no sandbox, nor have containers.
CHROMIUM = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]
#: Where a browser keeps what it keeps, and finds the fonts of its user.
HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")

#: The tests of these folders share a server or reports: one process makes them once for all.
TOGETHER = ("tests/lab/", "tests/report/")
#: Where the long tests are. They begin first, so that no process is left with one of them at the end.
FIRST = ("tests/lab/", "tests/corpus/test_corpus_faults.py", "tests/docs/", "tests/report/", "notebooks/")
FIRST += ("tests/corpus/", "tests/test_every_view.py", "tests/charts/", "tests/readers/", "tests/test_")


def pytest_configure(config: pytest.Config) -> None:
    """Have a process that ran its share of the tests end as it is: to take its memory apart takes seconds."""
    if hasattr(config, "workerinput"):
        atexit.register(os._exit, 0)  # registered first, and so the last that is done


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process whole files, or the whole of a folder that shares what it makes."""
    if LoadFileScheduling is None or config.option.dist != "loadfile":
        return None

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            together = (folder for folder in TOGETHER if nodeid.startswith(folder))
            return next(together, super()._split_scope(nodeid))

    config.option.loadscopereorder = False
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(name) for name in FIRST])


def pytest_collection_finish() -> None:
    """Leave what was collected, some million objects, out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def article() -> Article:
    return load_article()


# Not for the session: while it is open, the thread has an event loop, and other tests start their own.
@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Open the Chromium that is installed, without a window.

    Who reads Chinese has a Chinese font; for the prose, which the browser draws, ours stands in for it.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    reason = 'playwright is not installed: pip install "hulin-analysis[dev]"'
    playwright = pytest.importorskip("playwright.sync_api", reason=reason)
    home = tmp_path_factory.mktemp("browser")
    (home / "fonts").mkdir()
    (home / "fonts" / font_path().name).symlink_to(font_path())
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=program,
            args=CHROMIUM,
            env=dict(os.environ) | dict.fromkeys(HOMES, str(home)),
        )
        yield opened
        opened.close()
