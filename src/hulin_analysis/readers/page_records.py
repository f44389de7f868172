"""What a page records of its article in its head: title, date, source, site, author, address."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.readers.metadata import Metadata, recorded_moment, web_address
from hulin_analysis.readers.source_lines import names_of

# The names by which pages record it, the best first: those that the State Council's guide for government
# websites (政府网站发展指引, 2017, annex 2) prescribes, then Open Graph, schema.org, Dublin Core and what
# news portals write.
_TITLE = ("articletitle", "og:title", "twitter:title")
_PUBLISHED = (
    *("pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "og:release_date"),
    *("datepublished", "bytedance:published_time", "weibo:article:create_at", "apub:time"),
    *("dc.date.issued", "dcterms.issued", "dc.date", "date"),
)
_OF_SCHEMA = "datePublished"
_PAPER = ("contentsource", "source")
_PORTAL = ("sitename", "og:site_name")
_AUTHOR = ("author", "article:author")
_ADDRESS = ("og:url", "url")
# Browsers note where a page was saved from.
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SAVED_WITHIN = 2048
_SITE_NAME = re.compile(r"(?<![^|_—–-])[^|_—–-]++$")


def page_titles(tree: Any) -> list[str]:
    """Return what the page calls itself, the best first; the last has the site's name behind it, often."""
    records = _records(tree)
    titles = [records[name] for name in _TITLE if name in records]
    head = tree.find(".//head/title")
    words = " ".join(head.text_content().split()) if head is not None else ""
    return [*titles, words] if words else titles


def page_metadata(tree: Any, document: Any, html: str) -> Metadata:
    """Gather what the page records of its article."""
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
    return Metadata(
        title=document.title or (_without_site(titles[0]) if titles else None),
        published=_recorded_day(tree, [records[name] for name in _PUBLISHED if name in records])
        or recorded_moment(document.date),
        paper=None if web_address(paper) else paper,
        portal=site or (document.sitename if re.search("[\u4e00-\u9fff]", document.sitename or "") else None),
        authors=() if any(script.fold(one).endswith(bodies) for one in authors) else authors,
        url=next(filter(None, map(web_address, addresses)), None),
    )


def _recorded_day(tree: Any, written: list[str]) -> datetime | None:
    """Return the day of publication that a page records: in ``<meta>``, JSON-LD or the one ``<time>``."""
    days = filter(None, map(recorded_moment, [*written, *_linked_data(tree)]))
    if day := next(days, None):
        return day
    times = list(tree.iterfind(".//time[@datetime]"))
    named = [one for one in times if one.get("pubdate") is not None or one.get("itemprop") == _OF_SCHEMA]
    # Of several <time> most are those of other articles that the page leads to.
    values = list(dict.fromkeys(one.get("datetime") for one in named or times))
    return recorded_moment(values[0]) if named or len(values) == 1 else None


def _linked_data(tree: Any) -> Iterator[str]:
    """Find the days of publication in a page's JSON-LD; what is no JSON says nothing."""
    for script_element in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            waiting = deque([json.loads(script_element.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            told = waiting.popleft()
            if isinstance(told, dict):
                if isinstance(day := told.get(_OF_SCHEMA), str):
                    yield day
                waiting += told.values()
            elif isinstance(told, list):
                waiting += told


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
