"""Analysis: an article read once; its quantities, ledger and account of numerals are faces of it."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from weakref import ref

from hulin_analysis.article import Article
from hulin_analysis.messages import Message
from hulin_analysis.numbers import NUMERAL_CHARACTERS
from hulin_analysis.rows import Numerals, Read, exclusion_rows, read_rows, scan

# Runs of numeral characters: a text has few of them, and asking of each character takes longer.
_NUMERALS = re.compile(f"[{''.join(sorted(NUMERAL_CHARACTERS))}]+")
_KEPT = "_analysis"  # the attribute of the article; its pickle and its copies leave it out


class Analysis:
    """What the rules read in one article; each part is worked out when it is first asked for.

    The article keeps its analysis, which only points to it, so that neither keeps the other alive.

    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("2021年新建學校3所。")
    >>> analysis = analyse(article)
    >>> [row["quote"] for row in analysis.quantities], [row["quote"] for row in analysis.exclusions]
    (['3所'], ['2021年'])
    """

    def __init__(self, article: Article) -> None:
        self._pointer = ref(article)
        with _no_collection():
            self.numerals: Numerals = scan(article)  # split into quantities and exclusions

    @property
    def article(self) -> Article:
        """The article, as long as anything else holds it."""
        article = self._pointer()
        if article is None:
            gone = Message("The article is gone; keep it as long as its analysis is in use.")
            raise ReferenceError(str(gone))
        return article

    @cached_property
    def _read(self) -> Read:
        with _no_collection():
            return read_rows(self.article, self.numerals)

    @property
    def quantities(self) -> list[dict[str, Any]]:
        """The row of each quantity: the columns of ``ha.extract``."""
        return self._read.rows

    @cached_property
    def exclusions(self) -> list[dict[str, Any]]:
        """The row of each numeral that is no quantity: the columns of ``ha.ledger``."""
        return list(exclusion_rows(self.article, self.numerals, self._read))

    @cached_property
    def unaccounted(self) -> tuple[int, ...]:
        """The offsets of the numeral characters that no row covers: empty, or the rules have a fault."""
        folded = self.article.folded
        covered = bytearray(len(folded))
        for row in (*self.quantities, *self.exclusions):
            covered[row["start"] : row["end"]] = b"\1" * (row["end"] - row["start"])
        runs = (range(*run.span()) for run in _NUMERALS.finditer(folded))
        return tuple(at for run in runs for at in run if not covered[at])


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the garbage collector: an analysis makes many tuples, and no cycles that it could free."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def analyse(article: Article) -> Analysis:
    """Read an article, once: the article keeps what was read.

    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("2021年新建學校3所。")
    >>> analyse(article) is analyse(article)
    True
    """
    kept: Analysis | None = vars(article).get(_KEPT)
    if kept is None:
        kept = Analysis(article)
        object.__setattr__(article, _KEPT, kept)
    return kept
