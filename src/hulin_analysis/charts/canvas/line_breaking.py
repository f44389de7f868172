"""Layout: text broken into lines by the rules of Chinese setting, measured in points before it is drawn.

A text is cut into atoms, which no line parts: a Latin word, a number with its sign, a character. Atoms that
must not stand on two lines make a chunk (GB/T 15834-2011, 5.1: what may not begin or end a line). Labels and
titles are broken where lines end between words (:mod:`hulin_analysis.charts.canvas.word_borders`);
passages wherever a line is full.

Libraries know Unicode's rules (UAX #14), which part a number from its unit and ① from its word: uniseg 0.10
and ICU 78 had 53 of 89 cases right (``tests/charts/break_cases.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.typeface import printable, text_width
from hulin_analysis.charts.canvas.word_borders import WITHIN, word_borders
from hulin_analysis.script import fold
from hulin_analysis.unit_groups import groups

#: Signs that may not begin a line.
CLOSING = frozenset(",，﹐。.、﹑;；﹔:：﹕∶!！?？%％‰℃°”’」』〉》)）】〕］}·…—～~/／ー々")
#: Signs that may not end a line.
OPENING = frozenset("“‘「『〈《(（【〔［[{/／")
_FIGURES = "0-9０-９"
# Figures and the letters of Latin, Greek and Cyrillic, with their accents; 〓 stands for one the font lacks.
_LETTERS = f"〓{_FIGURES}A-Za-zＡ-Ｚａ-ｚªµºÀ-ÖØ-öø-\u02af\u0300-\u036f\u0370-\u052f\u1e00-\u1fff"
# Addresses; numbers of documents; words and numbers of other scripts, with the sign before and behind a
# number; runs of dots, of dashes, of spaces; characters.
_ATOM = re.compile(
    rf"https?://[!-~]*[0-9A-Za-z/]|[〔［\[][0-9]{{4}}[〕］\]][0-9]+"
    rf"|(?:[第$€£¥￥+\-−±](?=[{_FIGURES}]))?[{_LETTERS}]+(?:[.．,:/'’\-–&@_×$][{_LETTERS}]+)*[%％‰℃°]*"
    r"|…+|—+|[ ]+|.",
    re.S,
)
_MARKS = re.compile("[①-⑳㉑-㉟㊱-㊿]")
# Behind one of these a circled number begins the item of a list; elsewhere it is the mark of what is before.
_STOPS = frozenset("，。、；：！？,.;:!? “‘「『《（(")
_NO_BREAK = re.compile("[\u00a0\u202f]")
_AMOUNT_ENDS = frozenset("0123456789０１２３４５６７８９%％‰℃°")
_SCALE = re.compile("(?: (?=[十百千万亿兆]))?[几多余]?[十百千万亿兆]*[几多余]?")
_CALENDAR = frozenset("月号时")
_TO = re.compile(f"[-–—～~][+\\-−$¥]?[{_FIGURES}]")
_REACH = 12  # characters behind a number in which its unit is looked for
# Texts of more chunks are passages; a last line of so few characters is an orphan.
_LABEL, _ORPHAN = 40, 2
# In squares of the type size, as the unevenness of lines: a line end with no sign at it, a last
# line of two characters, and of one.
_PLAIN_END, _TWO, _ONE = 6.0, 30.0, 100.0
_MANNER = attrgetter("bold", "colour", "keep", "url", "gid")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner."""

    text: str  # the words
    bold: bool = False  # whether they are set bold
    colour: str = theme.INK  # their colour
    keep: bool = False  # whether the words must stay on one line
    glue: bool = False  # whether the run must stand directly behind the one before it
    url: str | None = None  # A link, and an id for the element in SVG
    gid: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its runs, each with its distance from the line's left end, and the line's width in points."""

    runs: tuple[tuple[float, Run], ...]
    width: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for _, run in self.runs)


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    run: Run
    joined: bool
    width: float


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Atoms that no line may part; their width, and how much of it is white space at their end."""

    atoms: list[_Atom]
    width: float
    space: float

    @property
    def text(self) -> str:
        return "".join(atom.text for atom in self.atoms)


def widest(lines: Iterable[Line]) -> float:
    """Measure the widest line."""
    return max((line.width for line in lines), default=0.0)


def placed(lines: Iterable[Line], size: float) -> Iterator[tuple[Line, float, float, Run]]:
    """Yield the runs of lines set one under the other, each with its line, and how far right and down it is.

    Down is from the upper edge of the first line to the baseline.
    """
    for number, line in enumerate(lines):
        for offset, run in line.runs:
            yield line, offset, size * (theme.LEADING * (number + 0.5) + 0.38), run


def plain(text: str, size: float, width: float, *, bold: bool = False, colour: str = theme.INK) -> list[Line]:
    """Break a text of one manner into lines."""
    return wrap([Run(text, bold, colour)], size, width)


def wrap(runs: Iterable[Run], size: float, width: float) -> list[Line]:
    """Break runs into lines."""
    chunks = _chunks(runs, size, width)
    lines = _fill(chunks, width)
    if len(lines) > 1 and len(chunks) <= _LABEL:
        lines = _by_words(chunks, len(lines), size, width)
    elif len(lines) > 1 and _characters(lines[-1]) < _ORPHAN:
        lines[-2:] = _by_words([*lines[-2], *lines[-1]], 2, size, width)
    return _set(lines, size)


def balanced(runs: Sequence[Run], size: float, width: float) -> list[Line]:
    """Break runs into lines of like length, between words: as many as it needs, or one more for the words."""
    chunks = _chunks(runs, size, width)
    lines = _fill(chunks, width)
    if len(lines) > 1:
        lines = _by_words(chunks, len(lines), size, width, even=True)
    return _set(lines, size)


def _atoms(runs: Iterable[Run], size: float) -> Iterator[_Atom]:
    for run in runs:
        text = printable(run.text)
        parts = [(text, False)] if run.keep else _words(text, run.text)
        for number, (word, joined) in enumerate(parts):
            if word:
                glued = run.glue and number == 0
                yield _Atom(word, run, joined or glued, text_width(word, size, bold=run.bold))


def _words(text: str, written: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into atoms, and say of each whether it must stand directly behind the one before."""
    if len(written) != len(text):
        written = text
    held, quoted = 0, False
    for match in _ATOM.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        joined = start < held
        if word[-1] in _AMOUNT_ENDS:
            held = end + _unit_behind(text[end : end + _REACH])
            if _TO.match(text, held):
                held += 2
        elif word == '"':
            quoted = not quoted
            joined, held = joined or not quoted, end + quoted
        elif _MARKS.match(word):
            listed = start == 0 or text[start - 1] in _STOPS
            joined, held = joined or not listed, end + listed
        elif word[0] == " " and _NO_BREAK.search(written, start, end):
            held = end + 1
        yield word, joined


@lru_cache(maxsize=4096)
def _unit_behind(tail: str) -> int:
    """Find the end of the unit at the beginning of what is behind a number; 元/吨 is a unit and another."""
    tail = fold(tail)
    scale = _SCALE.match(tail)
    end = scale.end() if scale else 0
    while end < len(tail):
        # A Latin unit may stand behind a space.
        begin = end + (tail[end] == " " or (end > 0 and tail[end] == "/"))
        for size in _sizes_of_units().get(tail[begin : begin + 1], ()):
            word, behind = tail[begin : begin + size], tail[begin + size : begin + size + 1]
            if word in _CALENDAR or (word in groups() and not (word.isascii() and behind.isalpha())):
                end = begin + size
                break
        else:
            break
        if tail[end : end + 1] != "/":
            break
    return end


@cache
def _sizes_of_units() -> dict[str, list[int]]:
    """Say how long the units are that begin with a character, the longest first."""
    sizes: dict[str, set[int]] = {}
    for unit in (*groups(), *_CALENDAR):
        sizes.setdefault(unit[0], set()).add(len(unit))
    return {first: sorted(found, reverse=True) for first, found in sizes.items()}


def _chunks(runs: Iterable[Run], size: float, width: float) -> list[_Chunk]:
    """Join atoms that no line may part."""
    chunks: list[list[_Atom]] = []
    for atom in _atoms(runs, size):
        if chunks and not _parts(chunks[-1][-1], atom):
            chunks[-1].append(atom)
        else:
            chunks.append([atom])
    return [part for atoms in chunks for part in _fitting(_chunk(atoms), size, width)]


def _chunk(atoms: list[_Atom]) -> _Chunk:
    space = atoms[-1].width if atoms[-1].text.isspace() else 0.0
    return _Chunk(atoms, sum(atom.width for atom in atoms), space)


def _fill(chunks: Iterable[_Chunk], width: float) -> list[list[_Chunk]]:
    """Put as many chunks on each line as it holds; white space may stand over its end."""
    lines: list[list[_Chunk]] = []
    used = 0.0
    for chunk in chunks:
        if not lines or used + chunk.width - chunk.space > width + 1e-6:
            lines.append([])
            used = 0.0
        lines[-1].append(chunk)
        used += chunk.width
    return lines


def _by_words(
    chunks: Sequence[_Chunk], count: int, size: float, width: float, *, even: bool = False
) -> list[list[_Chunk]]:
    """Set a number of lines that end between words; one more, if they otherwise cannot."""
    ends = _costs_of_ends(chunks)
    begins = _best(chunks, ends, count, size, width, even)
    if any(ends[at] >= WITHIN for at in begins) and len(chunks) > count:
        more = _best(chunks, ends, count + 1, size, width, even)
        begins = more if sum(ends[at] for at in more) < sum(ends[at] for at in begins) else begins
    return [list(chunks[a:b]) for a, b in pairwise([*begins, len(chunks)])]


def _best(
    chunks: Sequence[_Chunk], ends: Sequence[float], count: int, size: float, width: float, even: bool
) -> list[int]:
    """Say where lines begin if they end where it costs least, are of like length or full, and no orphan."""
    reach = [0.0, *accumulate(chunk.width for chunk in chunks)]
    total = len(chunks)
    wanted = (reach[-1] - chunks[-1].space) / count if even else width
    # Of the chunks so far, set in so many lines: the cost, and where each line begins.
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number in range(1, count + 1):
        last = number == count
        tried: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, begins) in best.items():
            for end in range(start + 1, total + 1):
                wide = reach[end] - chunks[end - 1].space - reach[start]
                if wide > width + 1e-6 and end > start + 1:
                    break
                if (end == total) != last:
                    continue
                uneven = 0.0 if last and not even else ((wide - wanted) / size) ** 2
                # Of two ways as good, the one whose earlier lines are longer.
                whole = cost + uneven + (_orphan(chunks[start:]) + wide / size / 1e3 if last else ends[end])
                if end not in tried or whole < tried[end][0]:
                    tried[end] = whole, [*begins, start]
        best = tried
    return best[total][1]


def _costs_of_ends(chunks: Sequence[_Chunk]) -> list[float]:
    """Give what it costs to end a line before each chunk."""
    texts = [chunk.text for chunk in chunks]
    borders = word_borders("".join(texts))
    costs, at = [0.0], 0
    for text, behind in pairwise(texts):
        at += len(text)
        signed = text.rstrip()[-1:] in CLOSING or behind[0] in OPENING
        costs.append(borders.get(at, 0.0) + (0.0 if signed else _PLAIN_END))
    return costs


def _orphan(line: Sequence[_Chunk]) -> float:
    count = _characters(line)
    return _ONE if count < _ORPHAN else _TWO if count == _ORPHAN else 0.0


def _characters(line: Iterable[_Chunk]) -> int:
    """Count the characters of a line that are neither signs nor marks nor white space."""
    text = _MARKS.sub("", "".join(chunk.text for chunk in line))
    return sum(char not in CLOSING and not char.isspace() for char in text)


def _parts(before: _Atom, behind: _Atom) -> bool:
    """Whether a line may end between two atoms."""
    first, last = behind.text[0], before.text[-1]
    if behind.joined or first in CLOSING or last in OPENING:
        return False
    # "6%" + "和": fine; "(a" + " b": a space belongs to the word before it.
    return not first.isspace()


def _fitting(chunk: _Chunk, size: float, width: float) -> Iterator[_Chunk]:
    """Cut a chunk that no line can hold."""
    if chunk.width <= width or sum(len(atom.text) for atom in chunk.atoms) == 1:
        yield chunk
        return
    part: list[_Atom] = []
    used = 0.0
    for atom in chunk.atoms:
        for char in atom.text:
            wide = text_width(char, size, bold=atom.run.bold)
            if part and used + wide > width and char not in CLOSING:
                yield _chunk(part)
                part, used = [], 0.0
            part.append(_Atom(char, atom.run, False, wide))
            used += wide
    yield _chunk(part)


def _set(lines: Iterable[Iterable[_Chunk]], size: float) -> list[Line]:
    return [
        _line([atom for chunk in chunks for atom in chunk.atoms], size, opens=number == 0)
        for number, chunks in enumerate(lines)
    ]


def _line(atoms: list[_Atom], size: float, *, opens: bool) -> Line:
    while len(atoms) > 1 and atoms[-1].text.isspace():
        atoms = atoms[:-1]
    while len(atoms) > 1 and not opens and atoms[0].text.isspace():
        atoms = atoms[1:]
    placed: list[tuple[float, Run]] = []
    at = 0.0
    # Runs of one manner are drawn as one.
    for _, alike in groupby(atoms, key=lambda atom: _MANNER(atom.run)):
        first, *rest = alike
        # Measured as a whole: kerning reaches across atoms.
        run = replace(first.run, text=first.text + "".join(atom.text for atom in rest))
        placed.append((at, run))
        at += text_width(run.text, size, bold=run.bold)
    return Line(tuple(placed), at)
