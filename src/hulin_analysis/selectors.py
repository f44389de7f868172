"""Selectors: a quote found again in the page it comes from, by its words and by those around it.

A :class:`Selector` is the text quote selector of the W3C Web Annotation Data Model; :func:`deep_link` turns
it into a text fragment (``#:~:text=``) that a browser opens at the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from urllib.parse import quote as percent_encode

import pandas as pd

from hulin_analysis.line_breaks import joined
from hulin_analysis.quotes import Note

_LINE_END = re.compile(r"[\r\n]|\Z")
# Fewer characters than this before and behind a quote make a link that a small edit of the page breaks.
_AROUND = 6
# What parts the cells of a row in the text; in the page each stands in an element of its own.
_CELL_ENDS = re.compile(r"[ \u3000]*[\t|｜\n][\s|｜]*")


@dataclass(frozen=True, slots=True)
class Selector:
    """A text quote selector: the words, and what stands directly before and behind them."""

    # As in the W3C Web Annotation Data Model; `prefix` and `suffix` may be empty.
    exact: str
    prefix: str = ""
    suffix: str = ""

    def as_dict(self) -> dict[str, str]:
        """Give the selector as the JSON-LD object of the Web Annotation Data Model."""
        return {
            "type": "TextQuoteSelector",
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }


def stated_text(metrics: pd.DataFrame) -> str:
    r"""Put the sentences of a frame where they stand in its article, line breaks for what it has not.

    >>> stated_text(pd.DataFrame({"sentence": ["增長6%。"] * 2, "sentence_start": [3, 3]}))
    '\n\n\n增長6%。'
    """
    text = ""
    for start, sentence in sorted(set(zip(metrics["sentence_start"], metrics["sentence"], strict=True))):
        text += "\n" * (start - len(text)) + sentence
    return text


def select_quote(note: Note, text: str | None = None, *, over_lines: bool = False) -> Selector:
    """Select a note's quote so that nothing else in the text answers to the selector.

    >>> note = Note(1, "q1-1", 4, 6, "6%", "收入增長6%。", 0, "", 1)
    >>> select_quote(note, "收入增長6%。人口增長6%。")
    Selector(exact='6%', prefix='收入增長', suffix='。')
    """
    start = note.sentence_start
    if text is None or not text.startswith(note.sentence, start):
        text, start = note.sentence, 0
    end, span = start + len(note.sentence), (start + note.span[0], start + note.span[1])
    selector, unique = _just_enough(text, span, start, end)
    if not unique:
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        line_end = next(_LINE_END.finditer(text, end)).start()
        selector, unique = _just_enough(text, span, line_start, line_end)
    if not unique and over_lines:
        selector, unique = _just_enough(text, span, 0, len(text))
    return selector


def _just_enough(text: str, span: tuple[int, int], left: int, right: int) -> tuple[Selector, bool]:
    """Select with as few characters around as make it unique, none before `left` or behind `right`."""
    low, high = span

    def select(around: int) -> Selector:
        before, behind = max(left, low - around), min(right, high + around)
        if "\t" in text[before:behind]:
            # A browser looks for whole words, and so for whole cells.
            before = max(left, text.rfind("\t", left, before) + 1)
            behind = end if (end := text.find("\t", behind, right)) >= 0 else right
        return Selector(text[low:high], text[before:low], text[high:behind])

    def unique(around: int) -> bool:
        selector = select(around)
        needle = selector.prefix + selector.exact + selector.suffix
        return text.find(needle, text.find(needle) + 1) < 0

    longest = max(low - left, right - high)
    steps = range(min(_AROUND, longest), longest)
    around = steps.start + bisect_left(steps, True, key=unique)
    return select(around), around < longest or unique(longest)


def deep_link(address: str, selector: Selector) -> str:
    """Link to a quote in the page it comes from, by a text fragment.

    >>> deep_link("http://a.example/x", Selector("6%", "長", ""))
    'http://a.example/x#:~:text=%E9%95%B7-,6%25'
    """
    # A page has no line breaks within a sentence, though the text may.
    words = selector.prefix + selector.exact + selector.suffix
    low, high = len(selector.prefix), len(selector.prefix) + len(selector.exact)
    parts = [_encode(joined(words, low, high))]
    if prefix := _beside(joined(words, 0, low), -1):
        parts.insert(0, _encode(prefix) + "-")
    if suffix := _beside(joined(words, high), 0):
        parts.append("-" + _encode(suffix))
    return f"{address}{'' if '#' in address else '#'}:~:text={','.join(parts)}"


def quote_link(address: str, note: Note, text: str | None = None) -> str:
    """Link to a note's quote: to its page in a file that has pages, else to the words.

    >>> note = Note(1, "q1-1", 4, 6, "6%", "收入增長6%。", 0, "", 1, page=12)
    >>> quote_link("https://a.example/x.pdf", note)
    'https://a.example/x.pdf#page=12'
    """
    if note.page:
        return f"{address.partition('#')[0]}#page={note.page}"
    return deep_link(address, select_quote(note, text))


def _beside(words: str, which: int) -> str:
    """Return of the words beside a cell those of the cell next to it: a browser finds no words of two."""
    if not _CELL_ENDS.search(words):
        return words
    cells = [cell for cell in _CELL_ENDS.split(words) if cell.strip()]
    return cells[which] if cells else ""


def _encode(text: str) -> str:
    return percent_encode(text, safe="").replace("-", "%2D")
