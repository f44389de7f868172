"""The body of an article: its headings, paragraphs, sentences, lists, captions, notes and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.blocks import Block, Paragraph, Section, Span, Table
from hulin_analysis.line_breaks import joined
from hulin_analysis.readers.source_lines import Line, is_heading
from hulin_analysis.readers.table_lines import Rows

_CAPTION_LINES = 3  # above a table: its number and title, a place and year, 单位：亿元
_LONGEST_CAPTION = 60
_SENTENCE = re.compile("[。!?;…]")
# A number with what it is counted in, which no heading's number is: 2021年, 第3批, 一、.
_STATED = re.compile(r"\d[\d,.]{0,30}+\s?(?:[%‰℃]|[万亿千百余多]*(?![年月日、.)]|\d)[\u4e00-\u9fffa-zA-Z])")
_PARTED = re.compile(r"[:,;]|、[^、\n\d]*+\d")
_NUMBER = "[一二三四五六七八九十]{1,3}"
_LISTED = rf"\(?(?:{_NUMBER}|\d{{1,2}})(?:[、)]|\.(?!\d))|第(?:{_NUMBER}|\d{{1,2}})<items.parts>"


@dataclass(frozen=True, slots=True)
class Body:
    """What a body is made of."""

    sections: tuple[Section, ...]  # the lead first, then one a heading
    captions: tuple[Span, ...]  # the lines that are neither headings nor body


def _matches(key: str, line: Line) -> bool:
    return vocabulary.compiled("readers", f"<captions.{key}>").match(line.folded) is not None


def _is_note(line: Line) -> bool:
    """Tell whether a line begins a note: 注：…, 资料来源：…."""
    return _matches("notes", line)


def _is_picture(line: Line) -> bool:
    """Tell whether a line is the caption of a picture: 图1 …, 图为…, …本报记者 某某 摄."""
    credit = vocabulary.compiled("readers", "<captions.credits>").search(line.folded)
    return _matches("pictures", line) or (credit is not None and len(line.folded) <= 2 * _LONGEST_CAPTION)


def _is_unit_line(line: Line) -> bool:
    return vocabulary.compiled("readers", r"[\s(]*<captions.units>\s?:").match(line.folded) is not None


def _is_title(line: Line) -> bool:
    """Tell whether a line above a table is its title, not a paragraph or the heading of a chapter."""
    words = joined(line.folded)
    if len(words) > _LONGEST_CAPTION or _SENTENCE.search(words) or words[-1] in ",:、":
        return False
    return _matches("tables", line) or not _listed().match(words)


def _states(lines: list[Line | Rows], at: int) -> bool:
    """Tell whether a short line without a full stop states a number, so that it is no heading.

    地区生产总值：134.9亿元，增长5.0% states one by its form. 新建学校3所 does so among others like it, or
    where nothing follows that it could be the heading of.
    """
    line = lines[at]
    if not isinstance(line, Line):
        return False
    mark = _listed().match(line.folded)
    words = line.folded[mark.end() :] if mark else line.folded
    if _STATED.search(words) is None:
        return False
    if at + 1 == len(lines) or _PARTED.search(words):
        return True
    beside = [lines[i] for i in (at - 1, at + 1) if i >= 0]
    return any(isinstance(one, Line) and is_heading(one) and _STATED.search(one.folded) for one in beside)


@cache
def _listed() -> re.Pattern[str]:
    """Match the mark of an item or a chapter: 一、, （二）, 3., 第一章."""
    return vocabulary.compiled("readers", _LISTED)


def read_body(lines: list[Line | Rows], text: str) -> Body:
    """Find out what each line of a body is."""
    above, below = _around(lines)
    captions = {i for spans in (*above.values(), *below.values()) for i in spans}
    sections: list[Section] = []
    title: Span | None = None
    blocks: list[Block] = []
    number, noted = 0, False
    for i, line in enumerate(lines):
        if i in captions:
            continue
        if isinstance(line, Rows):
            number += 1
            caption, notes = (tuple(lines[j].span for j in side[i]) for side in (above, below))
            blocks.append(Table(line.span, number, line.cells, caption, notes))
        elif (noted and _listed().match(line.folded)) or _is_note(line) or _is_picture(line):
            captions.add(i)
            noted = noted or _is_note(line)
            continue
        elif is_heading(line) and i + 1 < len(lines) and not _states(lines, i):
            if blocks or title:
                sections.append(Section(title, tuple(blocks)))
            title, blocks = line.span, []
        else:
            number += 1
            blocks.append(Paragraph(line.span, number, tuple(sentences(text, line.span))))
        noted = False
    if blocks or title:
        sections.append(Section(title, tuple(blocks)))
    return Body(tuple(sections), tuple(lines[i].span for i in sorted(captions)))


def _around(lines: list[Line | Rows]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Find the lines above and below each table that belong to it."""
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    taken = -1
    for i, rows in enumerate(lines):
        if not isinstance(rows, Rows):
            continue
        above[i] = _caption(lines, i, taken)
        below[i] = []
        j = i + 1
        while j < len(lines) and isinstance(line := lines[j], Line):
            if not (_is_note(line) or (below[i] and _listed().match(line.folded))):
                break
            below[i].append(j)
            j += 1
        taken = j - 1
    return above, below


def _caption(lines: list[Line | Rows], at: int, taken: int) -> list[int]:
    """Return the lines above a table that name it and its unit, in reading order."""
    found: list[int] = []
    titled = False
    for i in range(at - 1, max(taken, at - 1 - _CAPTION_LINES), -1):
        line = lines[i]
        if not isinstance(line, Line):
            break
        if _is_unit_line(line):
            found.insert(0, i)
        elif not titled and _is_title(line):
            found.insert(0, i)
            titled = True
        else:
            break
    return found


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
