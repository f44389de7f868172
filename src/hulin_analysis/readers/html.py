"""Saved pages: which of the lines they show are the article.

trafilatura finds the body. It may drop short paragraphs, captions and rows, and it writes some text anew; so
it is asked only where the body is, and the lines are those that the page shows: all in the element that holds
the body, but for what is plainly boilerplate. No number is lost that stands between the paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.decode import declared_encoding, decode_bytes
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.files import expect_length
from hulin_analysis.readers.formats import FORMATS
from hulin_analysis.readers.metadata import web_address
from hulin_analysis.readers.page_lines import Line, shown_lines
from hulin_analysis.readers.page_records import page_metadata, page_titles
from hulin_analysis.readers.source_lines import is_editors_line, is_source_line
from hulin_analysis.readers.text_writer import Shown, TextWriter
from hulin_analysis.writable import writable

_DECLARATION = re.compile(r"<\?xml[^<>]*>")
# What lxml takes for a whole page. Of anything else it makes a root as it likes: a div, a span, the first
# element.
_WHOLE = re.compile(r"\s*<html[\s>]", re.IGNORECASE)
# A control character by its number. Those from 128 on are letters and dashes of Windows, as browsers know.
_CONTROL = re.compile(
    "&#(?:x0*(?P<hex>1?[0-9a-f]|fff[ef])(?![0-9a-f])|0*(?P<dec>[12]?[0-9]|3[01]|6553[45])(?![0-9]));?",
    re.IGNORECASE,
)
# So many characters of a line, without its spaces, are enough to know it again.
_KNOWN_BY = 12
# With less than this trafilatura takes the whole page. Its own 250 is made for languages with an alphabet.
_SHORTEST = 60
_LONG = 8
# The element of the body holds this share of what trafilatura found; the rest may be a stray.
_SHARE = 0.8
_BOILERPLATE_TAGS = frozenset(("nav", "footer", "aside", "form"))
# What trafilatura calls the elements that hold text.
_FOUND_TAGS = frozenset(re.findall(r"\w+", "p head item cell quote"))
_TITLE_TAGS = ("h1", "h2", "h3")
_SENTENCE = re.compile("[。!?;\uff01\uff1f\uff1b]")
_LINES_BEFORE, _LINES_AFTER = 12, 10
# The words of a class: hotList is a hot list.
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")


def read_html(data: bytes, name: str, declared: str | None = None) -> Shown:
    """Read the article of a saved page."""
    # It takes a while to import, and other kinds of files do without.
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config
    from trafilatura.utils import load_html

    text = decode_bytes(data, name, declared or declared_encoding(data))
    html = _DECLARATION.sub("", _legible(text), count=1)
    with parsed_by_others(_no_html(name)):
        tree = load_html(html if _WHOLE.match(html) else f"<html>{html}")
    if tree is None:
        raise _no_article(name)
    lines = shown_lines(tree, name)
    if not lines:
        raise _no_article(name)
    for cell in tree.iter("td", "th"):
        # trafilatura makes a cell of each row and column that one says it covers, be it a million of them.
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)
    titles = page_titles(tree)
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    with parsed_by_others(_no_html(name)):
        document = bare_extraction(
            tree,
            config=config,
            fast=len(html) > 2_000_000,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    if document is None or isinstance(document, dict):
        raise _no_article(name)
    body = _body(lines, _found(document.body))
    if not body:
        raise _no_article(name)
    chosen = [*_head(lines, body[0], titles), *(lines[i] for i in body), *_tail(lines, body[-1])]
    return _written(lines, chosen).shown(page_metadata(tree, document, html))


def _written(lines: list[Line], chosen: list[Line]) -> TextWriter:
    """Write the lines chosen; a table as a whole, or not at all if less than half of its rows are chosen."""
    rows: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        if line.table is not None:
            rows[line.table].append(line)
    count = Counter(line.table for line in chosen if line.table is not None)
    writer = TextWriter()
    for line in chosen:
        if line.table is None:
            writer.line(line.text)
        elif 2 * count[line.table] > len(rows[line.table]):
            writer.table([row.words for row in rows[line.table]])
            count[line.table] = 0
    return writer


def _legible(html: str) -> str:
    """Take out what a tree of XML cannot hold, written as itself or by its number: trafilatura makes one."""
    return _CONTROL.sub(_character, writable(html))


def _character(control: re.Match[str]) -> str:
    return writable(chr(int(control["hex"], 16) if control["hex"] else int(control["dec"])))


def _no_html(name: str) -> ArticleError:
    return ArticleError(
        "The page {name} cannot be read as HTML; save its text as .txt and give that file.", name=name
    )


def _no_article(name: str) -> ArticleError:
    return ArticleError(
        "No article was found in the page {name}; save its text as .txt and give that file.", name=name
    )


def _key(words: str) -> str:
    return "".join(words[: 4 * _KNOWN_BY].split())[:_KNOWN_BY]


def _found(body: Any) -> set[str]:
    """Return how each stretch of text begins that trafilatura took for the article."""
    keys: set[str] = set()
    for element in body.iter():
        whole = "".join(element.itertext()) if element.tag in _FOUND_TAGS else ""
        for words in filter(None, (element.text, element.tail, whole)):
            keys.update(map(_key, words.split("\n")))
    return keys - {""}


def _is_found(line: Line, found: set[str]) -> bool:
    """Whether a line begins as something found does; of a row, most of its cells."""
    if not line.words:
        return _key(line.text) in found
    cells = [_key(one.text) for one in line.words if one.text]
    return 2 * sum(cell in found for cell in cells) > len(cells)


def _body(lines: list[Line], found: set[str]) -> list[int]:
    """Return which lines are the body: what was found, and what stands in the same element."""
    marked = [i for i, line in enumerate(lines) if _is_found(line, found)]
    shown = [i for i in marked if not lines[i].hidden]
    # A body that a script unveils is hidden in the saved page; a hidden copy of it is not.
    unveiled = sum(len(lines[i].text) for i in shown) * 2 >= sum(len(lines[i].text) for i in marked)
    marked = shown if unveiled else marked
    if not marked:
        return []
    weight = {i: len(lines[i].text) if _SENTENCE.search(lines[i].text) else 1 for i in marked}
    around = _element_around(lines, weight)
    return [
        i
        for i, line in enumerate(lines)
        if (i in weight or not (unveiled and line.hidden))
        and (around in _ancestors(line.element) or weight.get(i, 0) >= _LONG)
        and not _is_boilerplate(line, around)
    ]


def _element_around(lines: list[Line], weight: dict[int, int]) -> Any:
    """Return the innermost element that holds most of the sentences found, and more than one line."""
    held: dict[Any, int] = defaultdict(int)
    count: dict[Any, int] = defaultdict(int)
    for i, line in enumerate(lines):
        for element in _ancestors(line.element):
            held[element] += weight.get(i, 0)
            count[element] += 1
    enough = _SHARE * sum(weight.values())
    chain = list(_ancestors(lines[max(weight, key=lambda i: weight[i])].element))
    holders = [element for element in chain if held[element] >= enough]
    return next((element for element in holders if count[element] > 1), chain[-1])


def _ancestors(element: Any) -> Iterator[Any]:
    while element is not None:
        yield element
        element = element.getparent()


def _is_boilerplate(line: Line, around: Any) -> bool:
    """Whether a line is no part of the article: links, or what the page names as something else.

    Around the body itself a whole sentence is taken for the article's, whatever its element is called.
    """
    above = list(_ancestors(line.element))
    sentence = len(line.text) >= 2 * _LONG and _SENTENCE.search(line.text)
    inside = around in above
    # In the body a line is left out only if it is nothing but links.
    if line.linked > (0.9 if inside else 0.5) * len(line.text) and not sentence:
        return True
    within = above[: above.index(around)] if inside else above
    if any(element.tag in _BOILERPLATE_TAGS for element in within):
        return True
    if inside and sentence:
        return False
    called = " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in within)
    return not _boilerplate_names().isdisjoint(word.lower() for word in _WORD.findall(called))


def _boilerplate_names() -> frozenset[str]:
    return frozenset(vocabulary.table("boilerplate")["elements"])


def _head(lines: list[Line], first: int, titles: list[str]) -> list[Line]:
    """Return the headline, what stands between it and the body, and the source if it stands above."""
    at = _title_line(lines, first, titles)
    if at is None:
        return [spaced for line in lines[max(0, first - _LINES_BEFORE) : first] if (spaced := _spaced(line))]
    named = vocabulary.compiled("readers", "<source.named>:")
    sources = [spaced for line in lines[max(0, at - 3) : at] if (spaced := _spaced(line))]
    above = [spaced for spaced in sources if named.search(script.fold(spaced.text))]
    between = [ln for ln in lines[at + 1 : first] if not ln.hidden and not _is_boilerplate(ln, None)]
    below = [_spaced(line) or line for line in between[-_LINES_BEFORE:]]
    return [*above, *lines[at:first][:1], *below]


def _title_line(lines: list[Line], first: int, titles: list[str]) -> int | None:
    """Return which line is the headline: the one that the page calls so, or what stands as one does."""
    for title in filter(None, ("".join(title.split()) for title in titles)):
        same = [i for i, line in enumerate(lines[: first + 2]) if _names_it(line, title)]
        if same:
            return max(same, key=lambda i: (lines[i].element.tag in _TITLE_TAGS, len(lines[i].text), i))
    before = [
        i for i, line in enumerate(lines[:first]) if not line.hidden and not _is_boilerplate(line, None)
    ]
    if headings := [i for i in before if lines[i].element.tag == "h1"]:
        return headings[-1]
    before = before[-_LINES_BEFORE:]
    sources = [i for i in before if _source(lines[i])]
    return next((i for i in reversed(before) if sources and i < sources[-1] and i not in sources), None)


def _names_it(line: Line, title: str) -> bool:
    words = "".join(line.text.split())
    return words == title or (title.startswith(words) and 2 * len(words) > len(title) and len(words) >= 4)


def _source(line: Line) -> str | None:
    """Return a source line with a space between its elements, which a page keeps apart by style alone."""
    spaced = " ".join(line.parts)
    return spaced if not line.hidden and is_source_line(spaced) else None


def _spaced(line: Line) -> Line | None:
    spaced = _source(line)
    return replace(line, text=spaced) if spaced else None


def _tail(lines: list[Line], last: int) -> list[Line]:
    """Return the editors' line, which stands outside the body as often as in it."""
    after = lines[last + 1 : last + 1 + _LINES_AFTER]
    return [line for line in after if not line.hidden and is_editors_line(line.text)]


_PAGES = ("text/html", "application/xhtml+xml")


def read_archived_page(data: bytes, name: str) -> Shown:
    """Read the article of an archived page."""
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
    expect_length(len(page), name, FORMATS["html"].most)
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
