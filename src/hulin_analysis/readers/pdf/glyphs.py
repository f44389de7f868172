"""The characters of a page that a reader sees, upright, each by the ordinary code point of what it shows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from hulin_analysis import vocabulary

__all__ = ["Glyph", "Page", "Rule", "page_of", "unreadable"]

_BOLD = re.compile("bold|heavy|black|hei(?:ti)?(?![a-z])|xiaobiaosong|fzxbs", re.IGNORECASE)
# In points: what is smaller nobody reads.
_SMALLEST = 1.5
#: Share of a page that pictures cover when it is a scan: unseen text over it is what was recognized there.
SCANNED = 0.3
# A rule is so thin, in points.
_THIN = 3.0
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
_UNKNOWN = 0xFFFD


class Glyph(NamedTuple):
    """A character: what it shows, where it stands, and how it is set.

    Attributes
    ----------
    text : str
        One character, or the letters of a ligature.
    left, right : float
        Its sides, in points from the left edge of the page.
    base : float
        The line that it stands on, in points from the upper edge.
    size : float
        The size of its font.
    bold : bool
        Whether it is bold.
    font : str
        The name of its font.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    font: str


class Rule(NamedTuple):
    """A straight line on a page: its sides, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Page:
    """A page as it is read: turned by so many quarters that its words are upright; and how it is shown."""

    number: int
    width: float
    height: float
    turn: int = 0
    shown: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: float = 0.0

    def box(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[int, float, float, float, float]:
        """Return the page and the sides of a place, turned back to how the file shows it."""
        turn = self.shown - self.turn
        corners = [_turned(x, y, self.width, self.height, turn) for x, y in ((left, top), (right, bottom))]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        edges = across[0], down[0], across[1], down[1]
        return self.number, *(round(edge, 1) for edge in edges)  # type: ignore[return-value]


def page_of(shown: dict[str, Any], number: int) -> Page:
    """Make a page of what the child process says of it.

    Left out is what nobody sees: characters without ink (unless they lie over a scanned picture), white ones
    on white, tiny ones, those off the page, and those that stand at another angle than most.
    """
    if "broken" in shown:
        return Page(number, 0.0, 0.0)
    width, height = shown["width"], shown["height"]
    styles = [tuple(style) for style in shown["styles"]]
    angles: Counter[int] = Counter()
    for style, many in Counter(shown["style"]).items():
        angles[styles[style][1]] += many
    angle = next((angle for angle, _ in angles.most_common(1) if angle % 90 == 0), 0)
    turn = -angle // 90 % 4
    page = Page(number, *((height, width) if turn % 2 else (width, height)), turn, shown["turn"])
    page.pictures = shown["pictures"]
    hidden = _hidden(styles, angle, page.pictures >= SCANNED)
    _add_glyphs(page, shown, styles, hidden, [Rule(*area) for area in shown["areas"]])
    for edges in [*shown["rules"], *shown["areas"]]:
        _add_rule(page, edges)
    return page


def _hidden(styles: list[tuple[Any, ...]], angle: int, scanned: bool) -> list[bool]:
    return [
        style[0] < _SMALLEST or abs((style[1] - angle + 180) % 360 - 180) > 3 or (style[3] and not scanned)
        for style in styles
    ]


def _add_glyphs(
    page: Page, shown: dict[str, Any], styles: list[tuple[Any, ...]], hidden: list[bool], areas: list[Rule]
) -> None:
    plain = _plain()
    width, height = shown["width"], shown["height"]
    bold = [style[2] or _BOLD.search(style[5]) is not None for style in styles]
    fonts = [style[5].partition("+")[2] or style[5] for style in styles]
    columns = (shown[key] for key in ("codes", "left", "right", "top", "bottom", "base", "style"))
    half = 0
    for code, left, right, top, bottom, base, kind in zip(*columns, strict=True):
        if hidden[kind] or not (0 <= left + right <= 2 * width and 0 <= top + bottom <= 2 * height):
            continue
        if styles[kind][4] and not any(
            area.left <= (left + right) / 2 <= area.right and area.top <= (top + bottom) / 2 <= area.bottom
            for area in areas
        ):
            continue
        # On some systems pdfium gives a character beyond the first 65,536 in two halves.
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + code - 0xDC00 if half else _UNKNOWN
        half = 0
        text = plain.get(code)
        if text is None:
            text = chr(code)
        if not text:
            continue
        if page.turn:
            edges = left, top, right, bottom
            left, right, base = _upright(edges, width, height, page.turn)
        page.glyphs.append(Glyph(text, left, right, base, styles[kind][0], bold[kind], fonts[kind]))


def _upright(
    edges: tuple[float, float, float, float], width: float, height: float, turn: int
) -> tuple[float, float, float]:
    """Return left, right and base line of a character once its page is turned."""
    (x, y), (u, v) = _turned(*edges[:2], width, height, turn), _turned(*edges[2:], width, height, turn)
    return min(x, u), max(x, u), max(y, v) - 0.12 * abs(y - v)


def _turned(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """Turn a place on a page of a width and height by quarters, clockwise."""
    turn %= 4
    if turn == 1:
        return height - y, x
    if turn == 2:
        return width - x, height - y
    return (y, width - x) if turn == 3 else (x, y)


def _add_rule(page: Page, edges: list[float]) -> None:
    left, top, right, bottom = edges
    if page.turn:
        width, height = (page.width, page.height) if page.turn % 2 == 0 else (page.height, page.width)
        (x, y), (u, v) = (
            _turned(left, top, width, height, page.turn),
            _turned(right, bottom, width, height, page.turn),
        )
        left, top, right, bottom = min(x, u), min(y, v), max(x, u), max(y, v)
    wide, high = right - left, bottom - top
    if high <= _THIN < wide:
        page.across.append(Rule(left, top, right, bottom))
    elif wide <= _THIN < high:
        page.down.append(Rule(left, top, right, bottom))


@cache
def _plain() -> dict[int, str]:
    """Return what is shown for code points that are not those of the character one sees.

    Radicals, compatibility ideographs and ligatures become ordinary characters, the soft hyphen and what
    pdfium puts for a hyphen at the end of a line a hyphen; characters without width become nothing.
    """
    plain = {int(code): "" for code in (*range(9), *range(14, 32), *range(0x200B, 0x2010), 0xFEFF, 0x7F)}
    plain |= dict.fromkeys((9, 10, 11, 12, 13, 160, 8194, 8195, 8201, 8239), " ")
    plain |= {2: "-", 0xAD: "-", 0xFFFE: "-", 0x2011: "-"}
    for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1D)):
        plain |= {code: normalize("NFKC", chr(code)) for code in range(first, last + 1)}
    return plain | {ord(pair[0]): pair[1:] for pair in vocabulary.words("readers", "pdf", "radicals")}


def unreadable(pages: list[Page]) -> float:
    """Return the share of characters whose code says nothing of what they show."""
    texts = [glyph.text for page in pages for glyph in page.glyphs if not glyph.text.isspace()]
    return sum(1 for text in texts if _PRIVATE.match(text)) / len(texts) if texts else 0.0
