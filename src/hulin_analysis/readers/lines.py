"""Lines: what a page shows, one block a line, and where each line stands in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hulin_analysis.errors import ArticleError

__all__ = ["Line", "raised", "row_of_cells", "shown_lines", "tidy"]

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
        "pre section summary table caption thead tbody tfoot tr td th ul ",
    )
)
_UNSHOWN = frozenset(
    re.findall(
        r"\w+",
        "head script style noscript template iframe frame object embed svg math audio video canvas map "
        "select option textarea button input datalist rp ",
    )
)
# libxml2 stops at 256 levels and drops what stands below: better no article than half of one.
_DEEPEST = 250
# A year of a newspaper has fewer; each costs time, however small the file.
_MOST_ELEMENTS = 300_000
_CELL = 120
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Characters without width or shape: they would stand unseen between two digits.
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
# A line break in the source between two wide characters shows nothing (CSS Text 3, 4.1.3).
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t\r]*\n[ \t\r\n]*(?=[{_WIDE}])")
_SPACE = re.compile("[ \t\n\r\f\v\x85\xa0\u2028\u2029]+")
_SUPERSCRIPT = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_RAISED = re.compile(r"\s*[0-9+\-−()]+\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown: its text, the element it stands in, and how many characters of it are links."""

    text: str
    element: Any
    linked: int = 0
    hidden: bool = False
    parts: tuple[str, ...] = ()


def tidy(words: str) -> str:
    r"""Write text as it is shown: white space as one space, and nothing that has no width.

    Examples
    --------
    >>> tidy("\u3000\u3000新建\n學校\xa0 3\u200b5所\n")
    '新建學校 35所'
    """
    return _SPACE.sub(" ", _WRAPPED.sub("", _UNSEEN.sub("", words))).strip()


def raised(words: str) -> str:
    """Write raised figures as such: 10⁸ is not 108, and a footnote's ¹ is no digit of the number before it.

    Examples
    --------
    >>> raised("8"), raised("[注1]")
    ('⁸', '[注1]')
    """
    return words.translate(_SUPERSCRIPT) if _RAISED.fullmatch(words) else words


def row_of_cells(cells: list[str]) -> str:
    """Write the cells of a table's row as one line, a tab between them, as browsers copy it."""
    return "\t".join(cell for cell in cells if cell)


def shown_lines(tree: Any, name: str) -> list[Line]:
    """Return the lines that a page shows, in the order of the page.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The page.
    name : str
        What to call it in an error message.

    Raises
    ------
    ArticleError
        If it has more elements, or stands them deeper in each other, than can be read.
    """
    if not isinstance(tree.tag, str) or tree.tag in _UNSHOWN:
        return []
    walk = _Walk(tree)
    count = 0
    stack: list[tuple[Any, Iterator[Any]]] = [(tree, iter(tree))]
    walk.enter(tree)
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            walk.leave(element)
            if stack:
                walk.take(element.tail)
            else:
                walk.finish()
        elif not isinstance(child.tag, str) or child.tag in _UNSHOWN:
            walk.take(child.tail)
        elif len(stack) >= _DEEPEST or count >= _MOST_ELEMENTS:
            raise ArticleError(
                f"The page {name} has more than {_MOST_ELEMENTS:,} elements or {_DEEPEST} levels of "
                "them; save the article as plain text."
            )
        else:
            count += 1
            walk.enter(child)
            stack.append((child, iter(child)))
    return walk.lines


@dataclass(slots=True)
class _Row:
    """A table row that is open: the first of its lines, and the first line of each of its cells."""

    first: int
    cells: list[int] = field(default_factory=list)


class _Walk:
    """Gathers the text between two block boundaries as one line."""

    def __init__(self, root: Any) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._linked = 0
        # The root is a block, whatever it is: what stands in no other stands in it.
        self._blocks: list[Any] = [root]
        self._rows: list[_Row] = []
        self._links = self._hidden = self._raised = self._kept = 0

    def enter(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._blocks.append(element)
        if tag == "br":
            self._flush()
        elif tag == "tr":
            self._rows.append(_Row(len(self.lines)))
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append(len(self.lines))
        self._count(element, 1)
        self.take(element.text)

    def leave(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._blocks.pop()
        if tag == "tr" and self._rows:
            self._join(self._rows.pop(), element)
        self._count(element, -1)

    def finish(self) -> None:
        """End the last line."""
        self._flush()

    def take(self, words: str | None) -> None:
        if not words:
            return
        if self._kept:
            first, *rest = words.split("\n")
            self._add(first)
            for line in rest:
                self._flush()
                self._add(line)
        else:
            self._add(words)

    def _add(self, words: str) -> None:
        self._parts.append(raised(words) if self._raised else words)
        if self._links:
            self._linked += len(tidy(words))

    def _count(self, element: Any, by: int) -> None:
        self._links += by * (element.tag == "a" and element.get("href") is not None)
        self._raised += by * (element.tag == "sup")
        self._kept += by * (element.tag == "pre")
        unseen = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        self._hidden += by * bool(unseen)

    def _flush(self) -> None:
        if text := tidy("".join(self._parts)):
            parts = tuple(part for words in self._parts if (part := tidy(words)))
            self.lines.append(Line(text, self._blocks[-1], self._linked, self._hidden > 0, parts))
        self._parts.clear()
        self._linked = 0

    def _join(self, row: _Row, element: Any) -> None:
        """Make one line of a row whose cells are short; a cell of several lines is a page's layout.

        A row may have no cells: nothing at all, a script, or lines that belong to none.
        """
        if not row.cells:
            return
        counts = [end - start for start, end in pairwise([*row.cells, len(self.lines)])]
        cells = self.lines[row.first :]
        if len(cells) > 1 and max(counts) <= 1 and all(len(cell.text) <= _CELL for cell in cells):
            text, linked = row_of_cells([cell.text for cell in cells]), sum(cell.linked for cell in cells)
            hidden = all(cell.hidden for cell in cells)
            self.lines[row.first :] = [Line(text, element, linked, hidden)]
