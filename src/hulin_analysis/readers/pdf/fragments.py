"""Fragments: stretches of characters that stand close together on one line, and how they read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hulin_analysis.readers.page_lines import raised
from hulin_analysis.readers.pdf.glyphs import Glyph

# In ems: a wider gap parts two fragments.
_APART = 0.8
_OPENING, _HALF_BLANK = frozenset("（《〈「『【〔“‘"), frozenset("，。、；：！？）》〉」』】〕”’")
# In ems: a wider one between two Latin letters or digits is a space that the file does not spell out.
_SPACE = 0.18
# In ems, and as a multiple of the usual gap of the line: a wider one is shown as a space wherever it stands.
_WIDE, _UNUSUAL = 1.3, 2.5
# In ems: letters that stand no further up or down are on one line.
_SAME_LINE = 0.3
# Raised and lowered figures are smaller than this part of the letters beside them.
_SMALL = 0.82


@dataclass(slots=True)
class Fragment:
    """Characters on one line, from left to right."""

    glyphs: list[Glyph]  # the characters, spaces too
    # The sides of what is seen of it.
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0  # the line that it stands on
    size: float = 0.0  # the size of most of it
    bold: bool = False  # whether most of it is bold

    def __post_init__(self) -> None:
        """Measure it."""
        seen = [glyph for glyph in self.glyphs if not glyph.text.isspace()] or self.glyphs
        self.left = min(
            glyph.right - 0.5 * glyph.size if glyph.text in _OPENING else glyph.left for glyph in seen
        )
        self.right = max(map(_end, seen))
        (self.size, self.base), _ = Counter((g.size, g.base) for g in seen).most_common(1)[0]
        self.bold = 2 * sum(glyph.bold for glyph in seen) > len(seen)

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.base + 0.12 * self.size

    @property
    def text(self) -> str:
        """What it reads."""
        return words_of([self])


def fragments_of(glyphs: Iterable[Glyph]) -> list[Fragment]:
    """Gather the characters of a page, in the order of the file, where they follow each other closely."""
    found: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is None or not _follows(last, glyph):
            found.append([])
        found[-1].append(glyph)
        last = glyph
    return [Fragment(part) for part in found if not all(glyph.text.isspace() for glyph in part)]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    # Two marks that stand together may be set as if each were half as wide.
    near = last.left < glyph.left and -0.7 * size < glyph.left - _end(last) < _APART * size
    if last.text.isspace() and glyph.text.isspace():
        # A row of spaces is a gap; what stands behind it is another cell.
        return near and glyph.right - last.left < 2 * size
    up = abs(glyph.base - last.base)
    small = min(last.size, glyph.size) < _SMALL * size
    # The two letters of a ligature stand in one place.
    return (near or glyph.left == last.left) and up <= (0.6 if small else _SAME_LINE) * size


def _end(glyph: Glyph) -> float:
    """Return where what is seen of a character ends: marks such as ） are blank in their right half."""
    return glyph.left + 0.5 * glyph.size if glyph.text in _HALF_BLANK else glyph.right


def rows_of(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Group fragments by the line that they stand on, from the top down, each from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (one.base, one.left)):
        if rows:
            first = max(rows[-1], key=lambda one: one.size)
            up, size = abs(fragment.base - first.base), max(first.size, fragment.size)
            small = min(first.size, fragment.size) < _SMALL * size
            if up <= (0.55 if small else _SAME_LINE) * size and not _over(rows[-1], fragment):
                rows[-1].append(fragment)
                continue
        rows.append([fragment])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _over(row: Sequence[Fragment], fragment: Fragment) -> bool:
    """Whether a fragment stands in the place of another: it is of a line of its own then."""
    slack = 0.5 * fragment.size
    return any(one.left < fragment.right - slack and fragment.left < one.right - slack for one in row)


def words_of(row: Sequence[Fragment]) -> str:
    """Write what the fragments of a line read, in one go.

    The file's own spaces are kept, one for several. Where a gap parts two Latin words, a
    space is written; between Chinese characters, and between those and figures, only if the gap is out of
    the ordinary for the line, which may be stretched to fill its column.
    """
    glyphs = [glyph for fragment in row for glyph in fragment.glyphs]
    gaps = [b.left - a.right for a, b in pairwise(glyphs)]
    usual = sorted(gaps)[len(gaps) * 3 // 4] if gaps else 0.0
    biggest = max(fragment.size for fragment in row)
    line = Counter(glyph.base for glyph in glyphs if glyph.size == biggest).most_common(1)[0][0]
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _is_gap(last, glyph, usual):
            parts.append(" ")
        up = line - glyph.base
        if glyph.size < _SMALL * biggest and up > 0.2 * biggest:
            parts.append(raised(glyph.text))
        else:
            parts.append(glyph.text)
        last = glyph
    return _one_space("".join(parts))


def _is_gap(last: Glyph, glyph: Glyph, usual: float) -> bool:
    if last.text.isspace() or glyph.text.isspace():
        return False
    gap, size = glyph.left - last.right, max(last.size, glyph.size)
    if last.text.isascii() and glyph.text.isascii() and (last.text.isalnum() or glyph.text.isalnum()):
        return gap > max(_SPACE * size, usual + 0.1 * size)
    return gap > _WIDE * size and gap > _UNUSUAL * max(usual, 0.0)


def _one_space(words: str) -> str:
    return (
        " ".join(part for part in words.replace("\u3000", " \u3000 ").split(" ") if part)
        .replace(" \u3000 ", "\u3000")
        .strip(" \u3000")
    )
