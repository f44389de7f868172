"""Sentences: where those of a paragraph begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hulin_analysis.blocks import Span

__all__ = ["sentences"]

# A sentence ends at 。！？ (and ASCII ! ? as many portals print them) with the closing quotes behind it, even
# where a line ends between these. Wide marks are written as escapes here: they look like their ASCII
# counterparts and are lost as easily.
_BREAK = r"(?>[\n\r\u2028]+[ \t\u3000]*)?"
_SENTENCE_END = re.compile(
    rf"[。!?\uff01\uff1f…](?:{_BREAK}[。!?\uff01\uff1f…])*(?:{_BREAK}[”’』」\")\uff09】》])*"
)
# Longer than any sentence that somebody wrote: text without punctuation is cut, at a mark or between words.
_LONGEST_SENTENCE = 2_000
_NUMERIC = "0-9０-９.．,，%％〇零一二三四五六七八九十百千万萬亿億兆两兩"
_SAFE_CUT = re.compile(f"[，,；;、](?![{_NUMERIC}])|(?<![{_NUMERIC}])[^{_NUMERIC}](?=[^{_NUMERIC}]{{6}})")


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph.

    Parameters
    ----------
    text : str
        The text.
    span : Span
        The paragraph.

    Examples
    --------
    >>> text = "去年新建學校3所。投資2億元。"
    >>> [sentence.quote for sentence in sentences(text, Span.cut(text, 0, len(text)))]
    ['去年新建學校3所。', '投資2億元。']
    """
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        yield from _pieces(text, start, match.end())
        start = match.end()
        while start < span.end and text[start].isspace():
            start += 1
    yield from _pieces(text, start, span.end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what is longer than any sentence, away from numbers, so that no number falls in two."""
    while end - start > _LONGEST_SENTENCE:
        cut = _SAFE_CUT.search(text, start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        stop = cut.end() if cut else start + _LONGEST_SENTENCE
        yield _without_breaks(text, start, stop)
        start = stop
    if start < end:
        yield _without_breaks(text, start, end)


def _without_breaks(text: str, start: int, end: int) -> Span:
    """Cut a piece of a sentence, without a line break at either end."""
    words = text[start:end]
    return Span.cut(text, end - len(words.lstrip("\n\r\u2028")), start + len(words.rstrip("\n\r\u2028")))
