"""Stated: what a chart draws, rows and things of a text, which of them belong together, and their words."""
