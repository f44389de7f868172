"""``python -m hulin_analysis``: the command line where the command ``hulin`` is not on the search path."""

from __future__ import annotations

from hulin_analysis.cli import main

# The workers of a corpus import this module too, under another name.
if __name__ == "__main__":
    main("python -m hulin_analysis")
