"""Reading: from a file to an :class:`~hulin_analysis.article.Article`. One module a step."""

from __future__ import annotations

import os
from pathlib import Path

from hulin_analysis.article import Article
from hulin_analysis.readers.decode import decode
from hulin_analysis.readers.layout import parse_article

__all__ = ["decode", "parse_article", "read_article"]


def read_article(source: str | os.PathLike[str], *, url: str | None = None) -> Article:
    """Read an article from a text file.

    Parameters
    ----------
    source : path
        A ``.txt`` file in UTF-8 or, where its bytes say so, UTF-16, GB18030 or Big5.
    url : str, optional
        Where the article was published.

    Raises
    ------
    ArticleError
        If the file is missing, empty, or no text.

    Examples
    --------
    >>> read_article("no-such-file.txt")
    Traceback (most recent call last):
    hulin_analysis.errors.ArticleError: There is no file no-such-file.txt; check the path.
    """
    path = Path(source)
    return parse_article(decode(path), url=url, name=path.name)
