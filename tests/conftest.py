from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from hulin_analysis.article import Article
from hulin_analysis.charts.fonts import font_path
from hulin_analysis.frames import load_article

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Messages are compared in English, whatever the machine speaks; a child process inherits it.
os.environ["HULIN_LANG"] = "en"

# The same examples in every run, and no deadline on a busy machine: a test fails for its own reasons only.
settings.register_profile("repeatable", deadline=None, derandomize=True)
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
