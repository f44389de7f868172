"""The command line, one module a group of commands; ``hulin --help`` lists them."""

from __future__ import annotations

from hulin_analysis.cli import article, corpus, lab, score
from hulin_analysis.cli.app import app, main

__all__ = ["app", "article", "corpus", "lab", "main", "score"]
