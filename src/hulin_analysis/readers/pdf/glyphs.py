"""The characters of a page that a reader sees, upright, each by the ordinary code point of what it shows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from hulin_analysis import vocabulary

_BOLD = re.compile("bold|heavy|black|hei(?:ti)?(?![a-z])|xiaobiaosong|fzxbs", re.IGNORECASE)
# In points: what is smaller nobody reads.
_SMALLEST = 1.5
#: Share of a page that pictures cover when it is a scan: unseen text over it is what was recognized there.
SCANNED = 0.3
# In points: how thin a rule is, and how large the tiles of a page are.
_THIN, _TILE = 3.0, 8.0
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
_UNKNOWN = 0xFFFD


class Glyph(NamedTuple):
    """A character: what it shows, where it stands, and how it is set."""

    text: str  # one character, or the letters of a ligature
    # Its sides, in points from the left edge of the page.
    left: float
    right: float
    base: float  # the line that it stands on, in points from the upper edge
    size: float
    bold: bool


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
        edges = _turned(Rule(left, top, right, bottom), self.width, self.height, self.shown - self.turn)
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
    _add_glyphs(page, shown, _seen(styles, angle, page.pictures >= SCANNED))
    for edges in [*shown["rules"], *shown["areas"]]:
        rule = _turned(Rule(*edges), width, height, turn)
        if rule.bottom - rule.top <= _THIN < rule.right - rule.left:
            page.across.append(rule)
        elif rule.right - rule.left <= _THIN < rule.bottom - rule.top:
            page.down.append(rule)
    return page


def _seen(styles: list[tuple[Any, ...]], angle: int, scanned: bool) -> list[tuple[Any, ...] | None]:
    """Return of each style its size, whether it is bold, and white; None for one that nobody sees."""
    return [
        None
        if size < _SMALLEST or abs((its - angle + 180) % 360 - 180) > 3 or (unseen and not scanned)
        else (size, bold or _BOLD.search(font) is not None, white)
        for size, its, bold, unseen, white, font in styles
    ]


def _add_glyphs(page: Page, shown: dict[str, Any], styles: list[tuple[Any, ...] | None]) -> None:
    plain = _plain()
    width, height = shown["width"], shown["height"]
    painted = _painted(shown, width, height) if any(style and style[2] for style in styles) else set()
    columns = (shown[key] for key in ("codes", "left", "right", "top", "bottom", "base", "style"))
    half = 0
    for code, left, right, top, bottom, base, kind in zip(*columns, strict=True):
        style = styles[kind]
        if style is None or not (0 <= left + right <= 2 * width and 0 <= top + bottom <= 2 * height):
            continue
        size, bold, white = style
        if white and (int((left + right) / 2 // _TILE), int((top + bottom) / 2 // _TILE)) not in painted:
            continue
        # On some systems pdfium gives a character beyond the first 65,536 in two halves.
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + code - 0xDC00 if half else _UNKNOWN
        half = 0
        text = plain.get(code) if code in plain else chr(code)
        if not text:
            continue
        if page.turn:
            left, top, right, bottom = _turned(Rule(left, top, right, bottom), width, height, page.turn)
            base = bottom - 0.12 * (bottom - top)
        page.glyphs.append(Glyph(text, left, right, base, size, bold))


def _painted(shown: dict[str, Any], width: float, height: float) -> set[tuple[int, int]]:
    """Return the tiles of a page that something is painted on: white characters are seen there."""
    tiles: set[tuple[int, int]] = set()
    for left, top, right, bottom in shown["areas"]:
        across = range(int(max(left, 0) // _TILE), int(min(right, width) // _TILE) + 1)
        down = range(int(max(top, 0) // _TILE), int(min(bottom, height) // _TILE) + 1)
        tiles.update((x, y) for x in across for y in down)
    return tiles


def _turned(edges: Rule, width: float, height: float, turn: int) -> Rule:
    """Turn a place on a page of a width and height by quarters, clockwise."""
    left, top, right, bottom = edges
    if turn % 4 == 1:
        return Rule(height - bottom, left, height - top, right)
    if turn % 4 == 2:
        return Rule(width - right, height - bottom, width - left, height - top)
    return Rule(top, width - right, bottom, width - left) if turn % 4 == 3 else edges


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
