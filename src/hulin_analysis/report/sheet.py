"""Sheets: the size of a page's text and type, plain, for a brief, and as GB/T 9704-2012 has it for 公文."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from hulin_analysis.report.nodes import Node, text
from hulin_analysis.report.phrases import Phrases
from hulin_analysis.report.tables import TEXT_WIDTH, words_of

__all__ = ["STYLES", "Sheet", "Style", "numbered", "sheet_for", "sheet_of"]

#: How Word files and PDFs may look.
Style = Literal["plain", "official"]
STYLES: tuple[Style, ...] = get_args(Style)
_POINTS = 72 / 25.4
_WIDTH, _HEIGHT = 210.0, 297.0
# How many levels of headings have a form of number.
_LEVELS = 4


@dataclass(frozen=True)
class Sheet:
    """A page of A4: margins in millimetres, type size and distance of lines in points.

    Attributes
    ----------
    name : str
        ``plain``, ``brief`` or ``official``.
    top, right, bottom, left : float
        The margins.
    size, line : float
        Of running text.
    first, tallest : float
        Height of the tallest picture, as wide as the text of a plain page: of a chart's first, a page less
        a heading, two paragraphs and the caption; of the others, a page less the caption.
    """

    name: str
    top: float
    right: float
    bottom: float
    left: float
    size: float
    line: float
    first: float
    tallest: float

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return (_WIDTH - self.left - self.right) * _POINTS

    @property
    def height(self) -> float:
        """Height of the text in points."""
        return (_HEIGHT - self.top - self.bottom) * _POINTS

    def type_of_table(self, laid_out: str) -> float:
        """Return the type size of a table that was laid out for the plain sheet, to half a point.

        Examples
        --------
        >>> [sheet_for(style).type_of_table("9") for style in ("plain", "official")]
        [9.0, 8.5]
        """
        return max(7.0, round(2 * float(laid_out) * self.width / TEXT_WIDTH) / 2)


_PLAIN = Sheet("plain", 27.0, 23.2, 24.0, 23.2, 10.5, 16.5, 570.0, 600.0)
_BRIEF = Sheet("brief", 19.0, 23.2, 17.0, 23.2, 10.5, 15.5, 570.0, 600.0)
# GB/T 9704-2012, 5.2: the text is 156 by 225 mm, 22 lines of 28 characters of size 3, which is 16 points.
_OFFICIAL = Sheet("official", 37.0, 26.0, 35.0, 28.0, 16.0, 28.95, 440.0, 570.0)


def sheet_for(style: Style, *, brief: bool = False) -> Sheet:
    """Choose the sheet of a style.

    Examples
    --------
    >>> sheet = sheet_for("official")
    >>> round(sheet.width / 72 * 25.4), round(sheet.height / 72 * 25.4), int(sheet.height // sheet.line)
    (156, 225, 22)
    """
    if style == "official":
        return _OFFICIAL
    return _BRIEF if brief else _PLAIN


def sheet_of(document: Node, style: Style) -> Sheet:
    """Choose the sheet of a document; one without contents is a brief."""
    return sheet_for(style, brief=not document["meta"].get("contents", {}).get("c"))


def numbered(blocks: Sequence[Node], words: Phrases) -> list[Node]:
    """Give headings the numbers of official documents.

    Headings stay as they are where one beside them has a number of its own or there is none beside them,
    and in a language without such numbers.

    Examples
    --------
    >>> from hulin_analysis.report.nodes import header
    >>> blocks = [header(1, "总体情况"), header(2, "增速"), header(2, "结构"), header(1, "方法")]
    >>> [words_of(block["c"][2]) for block in numbered(blocks, Phrases("zh-Hans"))]
    ['一、总体情况', '（一）增速', '（二）结构', '二、方法']
    """
    if words.lang == "en":
        return list(blocks)
    groups: dict[tuple[int, ...], list[int]] = {}
    place: list[int] = []
    for number, block in enumerate(blocks):
        if block["t"] == "Header":
            level = block["c"][0]
            place = [*place[: level - 1], *[-1] * (level - 1 - len(place)), number]
            groups.setdefault(tuple(place[:-1]), []).append(number)
    made = list(blocks)
    for members in groups.values():
        named = [words_of(blocks[number]["c"][2]) for number in members]
        if len(members) == 1 or any(_has_number(name, words) for name in named):
            continue
        for count, number in enumerate(members, 1):
            level, attributes, inlines = blocks[number]["c"]
            form = f"official_{min(level, _LEVELS)}"
            sign = text(words(form, chinese=_chinese(count, words), arabic=count))
            made[number] = {"t": "Header", "c": [level, attributes, [*sign, *inlines]]}
    return made


def _chinese(count: int, words: Phrases) -> str:
    """Write a number below a hundred in Chinese."""
    digits = words("official_digits")
    tens, ones = divmod(count, 10)
    head = "" if not tens else ("" if tens == 1 else digits[tens]) + digits[10]
    return head + (digits[ones] if ones or not tens else "")


def _has_number(heading: str, words: Phrases) -> bool:
    """Whether a heading begins with a number and a sign: 一、 （二） 3. 第四章."""
    before, behind = words("official_before"), words("official_behind")
    digits = words("official_digits") + "0123456789"
    bare = heading.lstrip(before)
    rest = bare.lstrip(digits)
    return len(rest) < len(bare) and rest[:1] in tuple(behind)
