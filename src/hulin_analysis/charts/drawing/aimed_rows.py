"""Rows of results and targets: name, marks on a scale, and the words of both in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from matplotlib.lines import Line2D

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane, Surface
from hulin_analysis.charts.drawing.marks import FADE, Dot, Sample
from hulin_analysis.charts.stated.aims import Aimed
from hulin_analysis.charts.stated.asides import aside
from hulin_analysis.charts.stated.choice import colour_of
from hulin_analysis.charts.stated.entries import Entry, signed_quote
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.typesetting.layout import Line, Run, balanced, wrap
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Hedge, Status

__all__ = ["AimedRows", "key_of"]

_ROW, _LEAST_ROW = 27.0, 16.0
_GAP = 12.0
# The share of the width that names take at most, and each column of words.
_NAMES, _WORDS, _LEAST_WORDS = 0.34, 0.24, 76.0
# The dot of a result stands inside the square of a target that is the same.
_RESULT, _TARGET = 3.6, 6.0
# Beside targets of the same period the square of the next one is smaller: it is told without colour.
_SMALL = 4.6


class AimedRows:
    """Rows of one page, whose columns stand under one another whatever their scale.

    Parameters
    ----------
    page : Page
        The page.
    rows : sequence of Aimed
        All rows.
    words : Words
        The language.
    """

    def __init__(self, page: Page, rows: Sequence[Aimed], words: Words) -> None:
        self._page, self._words = page, words
        self._next = _next_of(rows)
        self._results = [row.result for row in rows]
        self._said = {id(row): self._cells(row, max(_LEAST_WORDS, page.inner * _WORDS)) for row in rows}
        names = page.inner if page.narrow else page.inner * _NAMES
        self._names = {id(row): balanced(self._name(row), Size.LABEL, names) for row in rows}
        self._left = 6.0 if page.narrow else _widest(self._names.values()) + _GAP
        self._columns = [_widest(said[at] for said in self._said.values()) for at in (0, 1)]

    def _name(self, row: Aimed) -> list[Run]:
        said = aside(row.result, self._results, self._words)
        beside = [Run(f" {self._words('sep').join(said)}", colour=theme.GREY)] if said else []
        return [Run(row.result.label), *beside]

    def _cells(self, row: Aimed, room: float) -> list[list[Line]]:
        """Set the words of a result, and those of its targets, that of the next period with its name."""
        aims: list[list[Run]] = []
        if row.target:
            aims.append(_words_of(row.target, theme.ACCENT, self._words))
            if row.met is not None:
                told = self._words("targets_met" if row.met else "targets_missed")
                aims[-1].append(Run(f" {told}", bold=not row.met, colour=theme.INK))
        if row.following:
            period = self._words.period(row.following.period or "")
            aims.append(
                [Run(f"{period} ", colour=theme.GREY), *_words_of(row.following, theme.CONTEXT, self._words)]
            )
        lines = [line for runs in aims for line in wrap(runs, Size.LABEL, room)]
        return [wrap(_words_of(row.result, theme.ACCENT, self._words), Size.LABEL, room), lines]

    def head(self) -> None:
        """Write what stands in the columns of words."""
        right = self._page.width - self._page.margin
        for key, wide in (("targets_aim", 0.0), ("targets_result", self._columns[1] + _GAP)):
            at = right - wide - self._columns[0 if wide else 1]
            run = Run(self._words(key), colour=theme.GREY)
            self._page.text(at, self._page.y + 8, run, Size.SMALL, tag="head")
        self._page.y += 15

    def draw(self, rows: Sequence[Aimed], name: str = "", *, alike: Sequence[Aimed] = ()) -> None:
        """Draw rows that share a scale, under its name, and move the page's `y` below them.

        The scale holds the rows of other pages as well, which are `alike`.
        """
        page, single = self._page, not rows[0].is_rate
        if name:
            page.text(page.margin, page.y + 8, Run(name, colour=theme.GREY), Size.SMALL, tag="group")
            page.y += 14
        step = Size.LABEL * theme.LEADING
        words = step * max(len(lines) for row in rows for lines in self._said[id(row)])
        names = step * max(len(self._names[id(row)]) for row in rows)
        high = max(page.row(_ROW, _LEAST_ROW), words + 5, 0 if page.narrow else names + 2)
        over = names if page.narrow else 0.0
        row_high = high + over
        width = page.inner - self._left - sum(self._columns) - 3 * _GAP
        span = (-(over + high / 2) / row_high, len(rows) - (over + high / 2) / row_high)
        pane = page.pane(
            page.margin + self._left, page.y, width, row_high * len(rows), _ends(alike or rows), span=span
        )
        page.rows(pane, [row.result.label for row in rows])
        if not single:
            page.grid(pane, suffix="%")
        for number, row in enumerate(rows):
            if pane.shows(number):
                _draw_marks(pane, row, number, self._words, self._next)
                self._write(pane, row, number, high)
        page.y += pane.height + (2 if single else 24)

    def _write(self, pane: Pane, row: Aimed, number: int, high: float) -> None:
        names, step = self._names[id(row)], Size.LABEL * theme.LEADING
        up = -len(names) * step / 2 if not pane.page.narrow else -high / 2 - len(names) * step + 2
        pane.lines((None, number), names, Size.LABEL, shift=(-self._left, up), tag="label", clear=True)
        at = _GAP * 2
        both = len(self._said[id(row)][1]) if row.target and row.following else 0
        for lines, wide in zip(self._said[id(row)], self._columns, strict=True):
            for n, line in enumerate(lines):
                down = (n - max(both, len(lines)) / 2 + 0.5) * step + 0.38 * Size.LABEL
                for x, run in line.runs:
                    pane.beside((1.0, number), run, Size.LABEL, shift=(at + x, down), tag="value")
            at += wide + _GAP


def _words_of(entry: Entry, colour: str, words: Words) -> list[Run]:
    text = signed_quote(entry, words, plus=True) if entry.least < 0 else entry.shown
    value = Run(text, bold=True, colour=colour, keep=True, url=entry.url,
                gid=f"value-{entry.note.id}")  # fmt: skip
    mark = Run(entry.mark, colour=colour, keep=True, glue=True, url=entry.url)
    return [value, mark] if entry.mark else [value]


def _widest(blocks: Iterable[Sequence[Line]]) -> float:
    return max((line.width for lines in blocks for line in lines), default=0.0)


def _ends(rows: Sequence[Aimed]) -> tuple[float, float]:
    """Choose the ends of a scale: zero, every number, and room for fadings."""
    entries = [entry for row in rows for entry in row.entries]
    ends = [
        end * (1 + FADE) if entry.open_sides else end
        for entry in entries
        for end in (entry.least, entry.most)
    ]
    low, high = min(0.0, *ends), max(0.0, *ends)
    pad = (high - low or 1.0) * 0.05
    return (low - pad if low < 0 else low), (high + pad if high > 0 else high)


def _next_of(rows: Sequence[Aimed]) -> float:
    """Return the size of the square of the next period's target."""
    return _SMALL if any(row.target for row in rows) else _TARGET


def _draw_marks(pane: Pane, row: Aimed, number: int, words: Words, following: float) -> None:
    """Draw the square of the target and the dot of the result on it, with a band that leads from zero.

    The square of the next target stands below them where there are both, beside its own words.
    """
    apart = pane.rise(Size.LABEL * theme.LEADING / 2) if row.target and row.following else 0.0
    colour = colour_of(row.result, pane.page.settings)
    grey = theme.PALE if colour != theme.ACCENT else theme.CONTEXT
    upper = [one.middle for one in row.entries if not apart or one is not row.following]
    lower = [row.following.middle] if apart and row.following else []
    for place, values in ((number - apart, upper), (number + apart, lower)):
        if values and not pane.dry:
            ends = [min(0.0, *values), max(0.0, *values)]
            pane.add(Line2D(ends, [place, place], color=pane.palette(theme.BAND), linewidth=4, zorder=1,
                            solid_capstyle="butt", label="stem"))  # fmt: skip
        for value in values:
            if not pane.holds(value):
                edge, sign = (1.0, "→") if value > pane.high else (0.0, "←")
                run = Run(sign, colour=theme.GREY)
                pane.beside((edge, place), run, Size.LABEL, shift=(2, 3.4), tag="arrow")
                pane.page.remark(words("off_scale"))
    if row.following:
        Dot(grey, following).draw(pane, row.following, number + apart)
    if row.target:
        Dot(colour, _TARGET).draw(pane, row.target, number - apart)
    Dot(colour, _RESULT).draw(pane, row.result, number - apart)


def key_of(rows: Sequence[Aimed], words: Words) -> list[Sample]:
    """Explain the dot, the squares of this and of the next period, and what hedges look like."""
    example = rows[0].result.sample(hedge=Hedge.EXACT)

    def sample(text: str, status: Status, mark: Dot) -> Sample:
        def draw(sheet: Surface, x: float, y: float) -> None:
            mark.draw(sheet, replace(example, status=status, least=x + 7, most=x + 7), y)

        return Sample(text, draw, 14)

    statuses = dict.fromkeys(row.result.status for row in rows)
    made = [
        sample(words("targets_result_of", status=words(one)), Status(one), Dot(radius=_RESULT))
        for one in statuses
    ]
    if any(row.target for row in rows):
        made.append(sample(words("targets_now"), Status.TARGET, Dot(radius=_TARGET)))
    if any(row.following for row in rows):
        made.append(sample(words("targets_then"), Status.TARGET, Dot(theme.CONTEXT, _next_of(rows))))
    facts = [replace(entry, status=Status.ACTUAL) for row in rows for entry in row.entries]
    return [*made, *Dot().key(facts, words)]
