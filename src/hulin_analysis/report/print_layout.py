"""What Word and PDF share: the sheet, the pages of charts, the numbers of headings, the contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from hulin_analysis.report.pandoc import DEPTH, PRINTED, Node, is_piece, page_of, span, text, words_of
from hulin_analysis.report.subject import ReportCatalog, Style
from hulin_analysis.report.table_layout import TEXT_WIDTH

_POINTS = 72 / 25.4
_WIDTH, _HEIGHT = 210.0, 297.0
# How many levels of headings have a form of number.
_LEVELS = 4


@dataclass(frozen=True)
class Sheet:
    """A page of A4: margins in millimetres, type size and distance of lines in points."""

    name: str  # ``plain``, ``brief`` or ``official``
    # The margins.
    top: float
    right: float
    bottom: float
    left: float
    # Of running text.
    size: float
    line: float
    # Height of the tallest picture, as wide as the text of a plain page: of a chart's first, a page less
    # a heading, two paragraphs and the caption; of the others, a page less the caption.
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


def numbered(blocks: Sequence[Node], words: ReportCatalog) -> list[Node]:
    """Give headings the numbers of official documents.

    Headings stay as they are where one beside them has a number of its own or there is none beside them,
    and in a language without such numbers.

    >>> from hulin_analysis.report.pandoc import header
    >>> blocks = [header(1, "总体情况"), header(2, "增速"), header(2, "结构"), header(1, "方法")]
    >>> [words_of(block["c"][2]) for block in numbered(blocks, ReportCatalog("zh-Hans"))]
    ['一、总体情况', '（一）增速', '（二）结构', '二、方法']
    """
    if not words.is_chinese:
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


def _chinese(count: int, words: ReportCatalog) -> str:
    """Write a number below a hundred in Chinese."""
    digits = words("official_digits")
    tens, ones = divmod(count, 10)
    head = "" if not tens else ("" if tens == 1 else digits[tens]) + digits[10]
    return head + (digits[ones] if ones or not tens else "")


def _has_number(heading: str, words: ReportCatalog) -> bool:
    """Whether a heading begins with a number and a sign: 一、 （二） 3. 第四章."""
    before, behind = words("official_before"), words("official_behind")
    digits = words("official_digits") + "0123456789"
    bare = heading.lstrip(before)
    rest = bare.lstrip(digits)
    return len(rest) < len(bare) and rest[:1] in tuple(behind)


# A list of a single figure says nothing.
_SEVERAL = 2


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the place it leads to, its words, and how deep it stands."""

    name: str
    words: str
    level: int = 1


@dataclass(frozen=True)
class Listed:
    """A list under its title."""

    title: str
    entries: tuple[Entry, ...]
    kind: str


def contents_of(document: Node) -> list[Listed]:
    """List the chapters of a document, and its figures and tables where there are several of them."""
    title = document["meta"].get("contents", {}).get("c")
    if not title:
        return []
    words = ReportCatalog(document["meta"]["lang"]["c"])
    blocks = document["blocks"]
    chapters = [
        Entry(attributes[0], words_of(inlines), level)
        for level, attributes, inlines in (b["c"] for b in blocks if b["t"] == "Header")
        if level <= DEPTH and attributes[0]
    ]
    made = [Listed(title, tuple(chapters), "chapters")]
    for kind, key, name in (("Figure", "figures", "list_of_figures"), ("Table", "tables", "list_of_tables")):
        entries = [_captioned(block) for block in _within(blocks) if block["t"] == kind and block["c"][0][0]]
        if len(entries := [entry for entry in entries if entry.words]) >= _SEVERAL:
            made.append(Listed(words(name), tuple(entries), key))
    return made


def _within(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks, those inside divisions in their places."""
    found: list[Node] = []
    for block in blocks:
        found += _within(block["c"][1]) if block["t"] == "Div" else [block]
    return found


def _captioned(block: Node) -> Entry:
    inlines = [inline for part in block["c"][1][1] for inline in part.get("c", []) if not is_piece(inline)]
    return Entry(block["c"][0][0], words_of(inlines))


def settled(document: Node, sheet: Sheet) -> Node:
    """Put a document into the form in which it is printed: leads tied to figures, headings numbered.

    Its highest headings are of level 1, whatever they are on the page of all parts.
    """
    blocks = _tied(document["blocks"])
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    blocks = [_raised(block, min(levels, default=1) - 1) for block in blocks]
    if sheet.name == "official":
        blocks = numbered(blocks, ReportCatalog(document["meta"]["lang"]["c"]))
    return {**document, "blocks": blocks}


def _raised(block: Node, levels: int) -> Node:
    if block["t"] != "Header":
        return block
    level, *rest = block["c"]
    return {"t": "Header", "c": [level - levels, *rest]}


def _tied(blocks: Sequence[Node]) -> list[Node]:
    """Tie a paragraph to the figure it leads to, so that no page ends between the two."""
    following = [*blocks[1:], {"t": ""}]
    return [
        {"t": "Div", "c": [["", ["lead"], []], [block]]}
        if block["t"] == "Para" and behind["t"] == "Figure" else block
        for block, behind in zip(blocks, following, strict=True)
    ]  # fmt: skip


def paged(blocks: Sequence[Node], work: Path, sheet: Sheet) -> list[Node]:
    """Put in place of each figure that was drawn for paper its pages, each a figure with its own picture."""
    made: list[Node] = []
    for block in blocks:
        if block["t"] == "Div":
            made.append({"t": "Div", "c": [block["c"][0], paged(block["c"][1], work, sheet)]})
        elif block["t"] == "Figure" and (image := _only_image(block)):
            found = list(_drawn(Path(image["c"][2][0]), work))
            places = enumerate(found, 1)
            made += [
                _piece(block, path, _share(work / path, sheet), (n, len(found))) for n, path in places
            ] or [block]
        else:
            made.append(block)
    return made


def _only_image(block: Node) -> Node | None:
    images = [node for plain in block["c"][2] for node in plain["c"] if node["t"] == "Image"]
    return images[0] if len(images) == 1 else None


def _drawn(picture: Path, work: Path) -> Iterator[Path]:
    """Yield the pictures of a chart's pages, as the document names them."""
    number = 1
    while (work / (page := page_of(picture, number)).with_suffix(PRINTED[".png"])).is_file():
        yield page
        number += 1


def _share(picture: Path, sheet: Sheet) -> tuple[float, str]:
    """Return how wide a picture is, as a share of the text, and what it shows.

    What is taller than a page after all (a chart that has no rows to part) is made smaller.
    """
    with Image.open(picture.with_suffix(PRINTED[".png"])) as opened:
        tall, alt = opened.height / opened.width * TEXT_WIDTH, str(opened.info.get("Description", ""))
    return min(1.0, (sheet.tallest + 1) / tall), alt


def _piece(block: Node, path: Path, picture: tuple[float, str], place: tuple[int, int]) -> Node:
    """Make the figure of one page; the first keeps the id, and with it what refers to the figure."""
    made = deepcopy(block)
    (share, alt), (number, count) = picture, place
    made["c"][0] = [made["c"][0][0] if number == 1 else "", [], []]
    if count > 1:
        made["c"][1][1][0]["c"].append(span(text(f"\u3000{number}/{count}"), classes=["piece"]))
    image = made["c"][2][0]["c"][0]
    size, words = [["width", f"{100 * share:.4g}%"]], text(alt) if alt else image["c"][1]
    image["c"] = [["", [], size], words, [path.as_posix(), ""]]
    return made
