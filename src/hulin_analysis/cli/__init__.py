"""The command line: ``hulin report``, ``extract``, ``audit``, ``corpus``, ``check``, ``query``, ``lab``."""

from __future__ import annotations

from hulin_analysis.cli import article, corpus, lab
from hulin_analysis.cli.app import app, main

__all__ = ["app", "article", "corpus", "lab", "main"]
