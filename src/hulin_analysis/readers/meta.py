"""What a page records of its article in its head: title, date, source, site, author, address."""

from __future__ import annotations

import re
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.readers.facts import Facts, moment, web_address
from hulin_analysis.readers.source_lines import names_of

__all__ = ["page_facts", "page_titles"]

# The names by which pages record it, the best first: those that the State Council's guide for government
# websites (政府网站发展指引, 2017, annex 2) prescribes, then Open Graph and what news portals write.
_TITLE = ("articletitle", "og:title", "twitter:title")
_PUBLISHED = ("pubdate", "publishdate", "article:published_time", "og:release_date", "datepublished")
_PAPER = ("contentsource", "source")
_PORTAL = ("sitename", "og:site_name")
_AUTHOR = ("author", "article:author")
_ADDRESS = ("og:url", "url")
# Browsers note where a page was saved from.
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SAVED_WITHIN = 2048
_SITE_NAME = re.compile(r"[^|_—–-]+$")


def page_titles(tree: Any) -> list[str]:
    """Return what the page calls itself, the best first; the last has the site's name behind it, often."""
    records = _records(tree)
    titles = [records[name] for name in _TITLE if name in records]
    head = tree.find(".//head/title")
    words = " ".join(head.text_content().split()) if head is not None else ""
    return [*titles, words] if words else titles


def page_facts(tree: Any, document: Any, html: str) -> Facts:
    """Gather what the page records of its article.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The page.
    document : trafilatura.settings.Document
        What trafilatura found.
    html : str
        Its source, for the note of the browser that saved it.
    """
    records = _records(tree)

    def recorded(names: tuple[str, ...]) -> str | None:
        return next((records[name] for name in names if name in records), None)

    titles = page_titles(tree)
    paper, site, author = recorded(_PAPER), recorded(_PORTAL), recorded(_AUTHOR) or document.author
    authors = names_of(author or "")
    bodies = vocabulary.words("readers", "byline", "bodies")
    saved = _SAVED.search(html[:_SAVED_WITHIN])
    canonical = [link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")]
    addresses = (*canonical, recorded(_ADDRESS), saved and saved[1], document.url)
    return Facts(
        title=document.title or (_without_site(titles[0]) if titles else None),
        published=moment(recorded(_PUBLISHED)) or moment(document.date),
        paper=None if web_address(paper) else paper,
        portal=site or (document.sitename if re.search("[\u4e00-\u9fff]", document.sitename or "") else None),
        authors=() if any(script.fold(one).endswith(bodies) for one in authors) else authors,
        url=next(filter(None, map(web_address, addresses)), None),
    )


def _records(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        if words := " ".join(element.get("content").split()):
            found.setdefault(name.lower(), words)
    return found


def _without_site(title: str) -> str:
    head = _SITE_NAME.sub("", title).rstrip(" |_—–-")
    return head if len(head) * 2 > len(title) else title
