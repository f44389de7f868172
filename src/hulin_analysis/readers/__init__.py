"""Reading: from a file to an :class:`~hulin_analysis.article.Article`. One module a step."""

from __future__ import annotations

import os
import re
from pathlib import Path

from hulin_analysis.article import Article, typed_file
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.readers.decode import decode
from hulin_analysis.readers.layout import parse_article

__all__ = ["decode", "parse_article", "read_article"]


def read_article(source: str | os.PathLike[str], *, url: str | None = None) -> Article:
    """Read an article from a text file.

    Parameters
    ----------
    source : str or path-like
        A ``.txt`` file in UTF-8 or, where its bytes say so, UTF-16, GB18030 or Big5.
    url : str, optional
        Where the article was published; with it the marks of a chart lead to the page.

    Returns
    -------
    Article
        The text as the file has it, and what each stretch of it is.

    Raises
    ------
    ArticleError
        If the file is missing, a folder, empty, or no text; if `source` is an address or the text itself.

    Notes
    -----
    The encoding is told by byte order mark, then UTF-8, then by charset-normalizer among those that Chinese
    pages are written in. Headline, source line, headings and page furniture are told by their form and by
    the words of ``vocabulary/furniture.toml``.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = pathlib.Path(folder) / "page.txt"
    ...     _ = page.write_text("去年新建學校3所。", encoding="utf-8")
    ...     ha.read_article(page).sentences
    (Span(start=0, end=9, quote='去年新建學校3所。'),)
    """
    needs = "ha.read_article needs the path of a file"
    expect(source, (str, os.PathLike), needs, "ha.read_article('page.txt')", ArticleError)
    if isinstance(source, str) and not typed_file(source) and re.search("[\n，。]", source):
        raise ArticleError(f"{needs}, not the text itself; type ha.parse_article(text).")
    if isinstance(source, str) and re.match("https?://", source):
        typed = f"ha.read_article('page.txt', url={source!r})"
        raise ArticleError(f"{needs}, not an address; save the page as text and type {typed}.")
    path = Path(source)
    return parse_article(decode(path), url=url, name=path.name)
