"""Archived pages (.mhtml): the page that a browser has put into one file with its pictures."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.decode import declared_encoding
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.files import MOST_BYTES, expect_length
from hulin_analysis.readers.html import read_html
from hulin_analysis.readers.metadata import web_address
from hulin_analysis.readers.shown import Shown

__all__ = ["read_archived_page"]

_PAGES = ("text/html", "application/xhtml+xml")


def read_archived_page(data: bytes, name: str) -> Shown:
    """Read the article of an archived page.

    Parameters
    ----------
    data : bytes
        The archive, as MIME.
    name : str
        What to call it in an error message.

    Returns
    -------
    Shown
        As of the page alone. Its address is that which the archive records, where the page has none. When
        the archive was made is no date of publication.

    Raises
    ------
    ArticleError
        If it holds no page, or the page shows no article.
    """
    refusal = ArticleError(
        "{name} contains no page that can be read; save the page as .html and give that.", name=name
    )
    with parsed_by_others(refusal):
        archive = message_from_bytes(data)
        part = _page(archive)
        if part is None:
            raise refusal
        page = part.get_payload(decode=True)
        if not isinstance(page, bytes):
            raise refusal
        declared = declared_encoding(page) or part.get_content_charset()
        addresses = [archive.get("Snapshot-Content-Location", ""), part.get("Content-Location", "")]
    expect_length(len(page), name, MOST_BYTES["html"])
    shown = read_html(page, name, declared)
    address = shown.metadata.url or next(
        filter(None, (web_address(str(one).strip()) for one in addresses)), None
    )
    return replace(shown, metadata=replace(shown.metadata, url=address))


def _page(archive: Message) -> Message | None:
    """Return the page of an archive: the part that it calls its root, else the first page in it."""
    pages = [part for part in archive.walk() if part.get_content_type() in _PAGES]
    root = archive.get_param("start")
    return next((part for part in pages if root and part.get("Content-ID") == root), next(iter(pages), None))
