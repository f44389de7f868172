from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from hulin_analysis.article import Article
from hulin_analysis.frames import load_article

# The same examples in every run, and no deadline on a busy machine: a test fails for its own reasons only.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def article() -> Article:
    return load_article()
