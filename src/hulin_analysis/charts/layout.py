"""Layout: text broken into lines by the rules of Chinese setting, measured in points before it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hulin_analysis.charts import theme
from hulin_analysis.charts.font import printable, text_width

__all__ = ["CLOSING", "OPENING", "Line", "Run", "balanced", "plain", "wrap"]

#: Signs that may not begin a line.
CLOSING = frozenset(",，﹐。.、﹑;；﹔:：﹕!！?？%％‰℃°”’」』〉》)）】〕］]}·…—～~")
#: Signs that may not end a line.
OPENING = frozenset("“‘「『〈《(（【〔［[{")
# Words and numbers of other scripts are never broken; neither is a run of dots or dashes.
_ATOM = re.compile(r"…+|—+|[0-9A-Za-zÀ-ÿ]+(?:[.,:/'’\-–&][0-9A-Za-zÀ-ÿ]+)*[%％‰]?| +|.", re.S)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner.

    Attributes
    ----------
    text : str
        The words.
    bold : bool
        Whether they are set bold.
    colour : str
        Their colour.
    keep : bool
        Whether the words must stay on one line.
    glue : bool
        Whether the run must stand directly behind the one before it.
    url, gid : str, optional
        A link, and an id for the element in SVG.
    """

    text: str
    bold: bool = False
    colour: str = theme.INK
    keep: bool = False
    glue: bool = False
    url: str | None = None
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
    """Atoms that no line may part; of their width, how much is white space."""

    atoms: list[_Atom]
    width: float
    space: float


def plain(text: str, size: float, width: float, *, bold: bool = False) -> list[Line]:
    """Break a text of one manner into lines.

    Examples
    --------
    >>> [line.text for line in plain("一項、二項。", 10, 35)]
    ['一項、', '二項。']
    """
    return wrap([Run(text, bold=bold)], size, width)


def wrap(runs: Iterable[Run], size: float, width: float) -> list[Line]:
    """Break runs into lines.

    Parameters
    ----------
    runs : iterable of Run
        The text.
    size, width : float
        Type size and greatest width of a line in points.

    Returns
    -------
    list of Line
        None begins with a sign of :data:`CLOSING` or ends with one of :data:`OPENING`; no number or word
        is split, unless it alone is wider than a line.

    Examples
    --------
    >>> lines = wrap([Run("共辦結實事"), Run("1041件", keep=True), Run("。")], 10, 70)
    >>> [line.text for line in lines]
    ['共辦結實事', '1041件。']
    """
    return _set(_fill(_chunks(runs, size), size, width), size)


def balanced(runs: Sequence[Run], size: float, width: float) -> list[Line]:
    """Break runs into as many lines as it needs, of like length: no word is left alone at the end.

    Examples
    --------
    >>> [line.text for line in balanced([Run("一二三四五六七")], 10, 60)]
    ['一二三四', '五六七']
    """
    chunks = _chunks(runs, size)
    lines = _fill(chunks, size, width)
    narrow = width
    while len(lines) > 1 and narrow > width / 2:
        narrow -= size / 2
        tried = _fill(chunks, size, narrow)
        if len(tried) > len(lines):
            break
        lines = tried
    return _set(lines, size)


def _atoms(runs: Iterable[Run], size: float) -> Iterator[_Atom]:
    for run in runs:
        text = printable(run.text)
        words = [text] if run.keep else _ATOM.findall(text)
        for number, word in enumerate(words):
            if word:
                yield _Atom(word, run, run.glue and number == 0, text_width(word, size, bold=run.bold))


def _chunks(runs: Iterable[Run], size: float) -> list[_Chunk]:
    """Join atoms that no line may part."""
    chunks: list[list[_Atom]] = []
    for atom in _atoms(runs, size):
        if chunks and not _parts(chunks[-1][-1], atom):
            chunks[-1].append(atom)
        else:
            chunks.append([atom])
    return [_chunk(atoms) for atoms in chunks]


def _chunk(atoms: list[_Atom]) -> _Chunk:
    space = sum(atom.width for atom in atoms if atom.text.isspace())
    return _Chunk(atoms, sum(atom.width for atom in atoms), space)


def _fill(chunks: Iterable[_Chunk], size: float, width: float) -> list[list[_Atom]]:
    """Put as many chunks on each line as it holds; white space may stand over its end."""
    lines: list[list[_Atom]] = [[]]
    used = 0.0
    for chunk in (part for whole in chunks for part in _fitting(whole, size, width)):
        if lines[-1] and used + chunk.width - chunk.space > width + 1e-6:
            lines.append([])
            used = 0.0
        atoms, needed = chunk.atoms, chunk.width
        if not lines[-1] and atoms[0].text.isspace() and len(lines) > 1:
            atoms, needed = atoms[1:], needed - atoms[0].width
        lines[-1].extend(atoms)
        used += needed
    return [atoms for atoms in lines if atoms]


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


def _set(lines: Iterable[list[_Atom]], size: float) -> list[Line]:
    return [_line(atoms, size) for atoms in lines]


def _line(atoms: list[_Atom], size: float) -> Line:
    while len(atoms) > 1 and atoms[-1].text.isspace():
        atoms = atoms[:-1]
    placed: list[tuple[float, Run]] = []
    at = 0.0
    for _, alike in groupby(atoms, key=lambda atom: _manner(atom.run)):
        first, *rest = alike
        # Measured as a whole: kerning reaches across atoms.
        run = replace(first.run, text=first.text + "".join(atom.text for atom in rest))
        placed.append((at, run))
        at += text_width(run.text, size, bold=run.bold)
    return Line(tuple(placed), at)


def _manner(run: Run) -> tuple[object, ...]:
    """Give what runs must share to be drawn as one."""
    return run.bold, run.colour, run.keep, run.url, run.gid
