"""Reading: from a file to an :class:`~hulin_analysis.article.Article`. One module a step."""

from __future__ import annotations

import os
import re
import warnings
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from hulin_analysis.article import Article, typed_file
from hulin_analysis.errors import ArticleError, expect
from hulin_analysis.messages import Message
from hulin_analysis.readers.decode import decode
from hulin_analysis.readers.edge import edge
from hulin_analysis.readers.files import expect_length, find_file, read_file, read_limited
from hulin_analysis.readers.formats import FORMATS, format_of, most_bytes
from hulin_analysis.readers.metadata import Metadata, given_metadata
from hulin_analysis.readers.plain_text import lay_out, parse_article
from hulin_analysis.readers.text_writer import Shown

__all__ = [
    "Metadata",
    "Shown",
    "decode",
    "given_metadata",
    "lay_out",
    "parse_article",
    "read_article",
    "read_bytes",
    "read_stream",
    "show_bytes",
]

_ADDRESS = re.compile(r"\s*(?:(?:https?|ftp):/+|(?=www\.\w))", re.IGNORECASE)


def read_article(
    source: str | os.PathLike[str],
    *,
    url: str | None = None,
    published: str | date | None = None,
    title: str | None = None,
    place: str | None = None,
    paper: str | None = None,
) -> Article:
    """Read an article from a file: text, a saved web page, Word, OpenDocument, PDF, Markdown, or a table.

    Parameters
    ----------
    source : str or path-like
        A ``.txt``, ``.html`` (or ``.htm``, ``.mhtml``), ``.md``, ``.docx``, ``.odt`` or ``.pdf`` file, a
        table as ``.xlsx``, ``.csv`` or ``.tsv``, or a folder that holds one such file. The content decides
        where the name says something else.
    url : str, optional
        Where the article was published, so that the marks of a chart lead there; else what the page says.
    published : str, date or datetime, optional
        When it was published (``"2022-02-15"``), if the file does not say or is wrong. Without a day, what
        the text calls last year has no period.
    title, place, paper : str, optional
        Headline, place and paper, if the file does not say or is wrong. What is given wins.

    Returns
    -------
    Article
        Of a ``.txt`` file the text itself, untouched; of others the text they show, one paragraph or row of a
        table a line. Line breaks within a paragraph, or within a number, are kept in quotes and not shown.

    Raises
    ------
    ArticleError
        If the file is missing, empty, too long, no text, of a kind that is not read, or a page that shows no
        article; if a folder holds none or several; if `source` is an address or the text itself; if a date or
        address is none. The message says what to do.

    Warns
    -----
    UserWarning
        If only a part of the file is read, such as one sheet of several.

    Notes
    -----
    The encoding is detected from the bytes. Of a workbook the first sheet with data is read, each cell as it
    is shown (10.0, 5.3%); hidden sheets, rows and columns are not. Running heads and page numbers of a PDF
    are left out; a scan has no text to read. How long a file may be is a matter of its format, from 16 to 64
    MB (``readers/formats.py``); a PDF may have 2,000 pages, and what is packed may unpack to 64 MB.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = pathlib.Path(folder) / "page.txt"
    ...     _ = page.write_text("去年新建學校3所。", encoding="utf-8")
    ...     article = ha.read_article(page, published="2022-02-15")
    >>> list(ha.extract(article)["period"])
    ['2021']
    """
    needs = Message("ha.read_article needs the path of a file")
    expect(source, (str, os.PathLike), needs, "ha.read_article('page.txt')", ArticleError)
    if isinstance(source, str) and not typed_file(source) and re.search("[\n，。]", source):
        raise ArticleError("{needs}, not the text itself; type ha.parse_article(text).", needs=needs)
    if (scheme := _ADDRESS.match(os.fspath(source))) and not os.path.exists(source):
        # Of the two slashes of an address a path has kept one.
        address = f"https://{os.fspath(source)[scheme.end() :].strip()}"
        typed = f"ha.read_article('page.html', url={address!r})"
        raise ArticleError(
            "{needs}, not an address; save the page and type {typed}.", needs=needs, typed=typed
        )
    given = given_metadata(url=url, published=published, title=title, place=place, paper=paper)
    with edge(os.fspath(source)):
        path = find_file(Path(source))
        data = read_file(path, most_bytes(path.name))
    return read_bytes(data, str(path), given)


def read_stream(stream: BinaryIO, name: str, given: Metadata) -> Article:
    """Read an article from an open stream of bytes: its kind is told by its content.

    >>> import io
    >>> read_stream(io.BytesIO("去年新建學校3所。".encode()), "standard input", Metadata()).text
    '去年新建學校3所。'
    """
    return read_bytes(read_limited(stream, name, FORMATS["text"].most), name, given)


def read_bytes(data: bytes, name: str, given: Metadata) -> Article:
    """Read an article from the bytes of its file.

    >>> read_bytes("去年新建學校3所。".encode(), "page.txt", Metadata()).text
    '去年新建學校3所。'
    """
    shown = show_bytes(data, name)
    for remark in shown.remarks:
        warnings.warn(str(remark), stacklevel=3)
    with edge(name):
        return lay_out(shown, given, os.path.basename(name))


def show_bytes(data: bytes, name: str) -> Shown:
    r"""Return what a file shows, before it is told what its lines are.

    >>> show_bytes("指标,万吨\n粮食,3.5\n".encode(), "table.csv").text
    '指标\t万吨\n粮食\t3.5'
    """
    with edge(name):
        known = FORMATS[format_of(data, name)]
        expect_length(len(data), name, known.most)
        if not data.strip():
            return Shown("")
        # Each brings parsers along that the others do without.
        module, _, function = known.reader.partition(".")
        shown: Shown = getattr(import_module(f"{__name__}.{module}"), function)(data, name)
        return shown
