"""Parts of a whole: a bar a whole, cut into the parts that the text states in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Unpack

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.glyphs import text_width
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced, wrap
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane, Surface
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, Quotes, common, expect_metrics
from hulin_analysis.charts.content.items import items_of
from hulin_analysis.charts.content.qualifiers import qualifiers_of, scope
from hulin_analysis.charts.content.timeline import stretch
from hulin_analysis.charts.content.wholes import (
    LeftOut,
    Whole,
    name_of,
    names_of,
    stated_of,
    wholes_of,
)
from hulin_analysis.charts.drawing import chart
from hulin_analysis.charts.drawing.chart import Structure, in_order, structure_chart
from hulin_analysis.charts.drawing.over_time import levels
from hulin_analysis.charts.options import Options, Settings, colour_of, limited, takes_options
from hulin_analysis.charts.theme import Size, contrast
from hulin_analysis.codes import Status
from hulin_analysis.script import LanguageTag

_NAMED = 3


def states_parts(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a whole and all its parts.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> states_parts(ha.load_metrics())
    False
    """
    return bool(wholes_of(items_of(metrics, Catalog()), names_of(metrics))[0])


@takes_options("ax")
def plot_parts(
    metrics: pd.DataFrame,
    *,
    lang: LanguageTag | None = None,
    quotes: Quotes = "panel",
    **options: Unpack[Options],
) -> AnnotatedFigure:
    """Draw the wholes whose parts a text states in full, a bar a whole.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it.
    **options : Options
        What every chart takes, `lang` and `quotes` included.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; bars of the same length, one a
        whole, each part with its words.

    Raises
    ------
    DataError
        If it is given no metrics frame, or one that lacks a column.
    ChartError
        If there is no such language, manner of quotes or option.

    Notes
    -----
    Drawn are shares that add up to a hundred, and levels that add up to what the text states of their whole,
    within half a unit of each number's last digit: the three industries, town and country, exports and
    imports, and more that ``vocabulary/partitions.toml`` knows, and what the text itself calls the parts of
    a whole. Parts that do not add up are left out with a note; the rest of a whole is never made up.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,全市進出口總額50億元,其中出口30億元,進口20億元。"
    >>> ha.plot_parts(ha.extract(ha.parse_article(text))).title
    '進出口總額50億元：出口30億元、進口20億元'
    """
    expect_metrics(metrics, "ha.plot_parts({})")
    catalog = Catalog.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_parts", catalog.family)
    found, left_out = wholes_of(items_of(metrics, catalog, quotes), names_of(metrics))
    notes = _notes(left_out, catalog)
    if not found:
        return chart.nothing("parts", metrics, catalog, settings, notes=notes)
    ranks = {
        entry.note.number: at
        for at, entry in enumerate(in_order([p for w in found for p in w.parts], settings))
    }
    bars, hidden = limited([_dated(_ordered(whole, ranks)) for whole in found], settings, catalog)
    drawn = [entry for whole in bars for entry in whole.entries]
    several = Counter(_heading(whole) for whole in bars)
    status = common(entry.status for entry in drawn)

    def draw(page: Page) -> tuple[list[Entry], list[str]]:
        here = page.portion.take(bars)
        for whole in here:
            runs = [Run(name_of(whole, catalog), bold=True)]
            if whole.entry:
                runs += [Run(f" {whole.entry.shown}"), Run(whole.entry.mark, keep=True, glue=True)]
            split = [_split_of(whole, catalog)] if whole.entry and several[_heading(whole)] > 1 else []
            for said in (*split, *qualifiers_of(whole.parts[0], drawn, catalog)):
                between = catalog("sep") if runs[-1].colour == theme.GREY else "  "
                runs += [Run(between, colour=theme.GREY), Run(said, colour=theme.GREY, keep=True)]
            page.y = (
                page.lines(page.margin, page.y, wrap(runs, Size.LABEL, page.inner), Size.LABEL, tag="label")
                + 3
            )
            draw_segments(page, whole.parts, whole.shares, catalog)
            page.y += 12
        return [entry for whole in here for entry in whole.entries], []

    subtitle = [
        *scope(drawn, catalog),
        catalog("parts_sub"),
        catalog(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
    ]
    notes += [_also(whole, catalog) for whole in bars if whole.also]
    rows = [(whole.entries, _said(whole, catalog)) for whole in bars]
    title = _title(bars[0], catalog) if len(bars) == 1 else catalog("parts_shown", n=len(bars))
    if len(bars) == 1 and len(bars[0].parts) > _NAMED:
        title = catalog("parts_counted", whole=stated_of(bars[0], catalog), n=len(bars[0].parts))
    made = Structure("parts", title, subtitle, drawn, rows, draw, notes=[*notes, *hidden])
    return structure_chart(made, metrics, catalog, settings, quotes)


def _ordered(whole: Whole, ranks: Mapping[int, int]) -> Whole:
    order = sorted(range(len(whole.parts)), key=lambda at: ranks[whole.parts[at].note.number])
    also = tuple(whole.also[at] for at in order) if whole.also else ()
    return replace(whole, parts=tuple(whole.parts[at] for at in order), also=also)


def _dated(whole: Whole) -> Whole:
    """Let shares that came about over some years be those of the last of them: 由11∶39∶50調整為10∶38∶52."""
    note, time = whole.parts[0].note, stretch(whole.parts[0].period or "")
    before = script.fold(note.sentence[: max(0, note.start - note.sentence_start)])
    became = before.endswith(vocabulary.words("partitions", "shares", "became"))
    if whole.entry or not time or not time.is_years or not became:
        return whole
    parts = tuple(replace(part, period=str(int(time.end) - 1)) for part in whole.parts)
    return replace(whole, parts=parts)


def _split_of(whole: Whole, catalog: Catalog) -> str:
    """Say how a whole is divided: by town and country, or into how many parts."""
    known = vocabulary.table("partitions")["known"]
    # Labels are in the chart's language, heads of cells in that of the text.
    heads = [part.note.heads.row if part.note.heads else "" for part in whole.parts]
    names = [script.fold(part.label + head) for part, head in zip(whole.parts, heads, strict=True)]
    signed = (
        key for key, row in known.items() if "sign" in row and all(row["sign"] in name for name in names)
    )
    key = whole.known or next(signed, None)
    if key is None:
        return catalog("parts_into", n=len(whole.parts))
    row = known[key]
    return (
        str(row["english_split"]) if catalog.lang == "en" else script.convert(str(row["split"]), catalog.lang)
    )


def _heading(whole: Whole) -> tuple[str, int]:
    return whole.label, whole.entry.note.number if whole.entry else 0


def _title(whole: Whole, catalog: Catalog) -> str:
    """Say a whole and its parts, of shares only their numbers and year: 三次產業結構為9.6∶37.9∶52.5."""
    if whole.entry or whole.known is None:
        return _said(whole, catalog)
    numbers = catalog("parts_to").join(part.shown.removesuffix("%") for part in whole.parts)
    period = whole.parts[0].period
    key = "parts_ratio" if period else "parts_ratio_undated"
    return catalog(key, whole=name_of(whole, catalog), numbers=numbers, period=catalog.period(period or ""))


def _also(whole: Whole, catalog: Catalog) -> str:
    """Say the shares that are not drawn, because the parts say the same."""
    pairs = [
        catalog("alt_row", label=part.label, quote=share.shown) + share.mark
        for part, share in zip(whole.parts, whole.also, strict=True)
    ]
    return catalog("parts_also", parts=catalog.join(pairs))


def _said(whole: Whole, catalog: Catalog) -> str:
    """Say a whole and its parts."""
    labels = [wording.inside(part.label) if catalog.lang == "en" else part.label for part in whole.parts]
    parts = [
        catalog("parts_part", label=label, quote=part.shown)
        for label, part in zip(labels, whole.parts, strict=True)
    ]
    return catalog("parts_said", whole=stated_of(whole, catalog), parts=catalog.join(parts))


def _notes(left_out: Sequence[LeftOut], catalog: Catalog) -> list[str]:
    """Say which parts are not drawn, and why."""
    notes = []
    for reason in ("missing", "other", "unsure"):
        names = list(dict.fromkeys(name_of(one, catalog) for one in left_out if one.reason == reason))
        if names:
            more = catalog("parts_more", n=len(names)) if len(names) > _NAMED else ""
            notes.append(catalog(f"parts_{reason}", names=catalog.join(names[:_NAMED]), more=more))
    return notes


_BAR, _LEAST_BAR = 40.0, 26.0
_LINE = Size.SMALL * theme.LEADING
# The white on both sides of words in a part, and between a leader and its words.
_INSIDE, _BESIDE = 4.0, 3.0
# In parts of less room than these points no name is broken.
_LEAST_BROKEN = 5 * Size.SMALL
# Neighbours are told apart in grey as well.
_TINTS = (1.0, 0.5, 0.22, 0.68, 0.34)


@dataclass(frozen=True)
class Segment:
    """One part of a bar, from where the parts before it end; hollow if it is no fact."""

    colour: str  # of the light theme
    number: int  # which part it is: the tints take turns

    def fill(self, surface: Surface, entry: Entry) -> str:
        """Return the colour of its ground."""
        share = _TINTS[self.number % len(_TINTS)]
        if entry.status != Status.ACTUAL:
            return surface.palette(theme.PAPER)
        return surface.palette.tint(self.colour, share)

    def draw(self, surface: Surface, entry: Entry, start: float) -> None:
        """Draw an entry from a value on, as high as a row."""
        palette, hollow = surface.palette, entry.status != Status.ACTUAL
        edge = palette.tint(self.colour, 0.45) if hollow else palette(theme.PAPER)
        surface.add(
            Rectangle(
                (start, -0.5), entry.middle, 1.0, facecolor=self.fill(surface, entry),
                edgecolor=edge, linewidth=1.2, zorder=2,
                hatch="/////" if entry.status == Status.TARGET else None, gid=entry.gid, url=entry.url,
                label=f"segment {entry.status}",
            )
        )  # fmt: skip


@dataclass(frozen=True)
class _Named:
    """A part as it is laid out: where it is on the page, its name, its words."""

    left: float
    right: float
    name: Run
    said: tuple[Run, ...]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def inside(self) -> list[Line]:
        """Return the lines that stand in the part; none where they find no room."""
        room = self.right - self.left - 2 * _INSIDE
        # A number that is wider than the part would be parted from its unit or its mark.
        room = room if max(_unbroken(self.said)) <= room else 0.0
        lines = (
            [*balanced([self.name], Size.SMALL, room), *wrap(self.said, Size.SMALL, room)] if room > 0 else []
        )
        fits = len(lines) <= 3 and all(line.width <= room for line in lines)
        # A name that is broken into bits of two or three characters is none that one reads.
        return lines if fits and (len(lines) == 2 or room >= _LEAST_BROKEN) else []

    def beside(self, room: float) -> list[Line]:
        """Return the lines that stand on a leader."""
        return wrap([self.name, Run(" "), *self.said], Size.SMALL, room)


def _unbroken(runs: Sequence[Run]) -> list[float]:
    """Give the widths of what stands on one line: each number with its mark."""
    widths = [0.0]
    for run in runs:
        wide = text_width(run.text.strip(), Size.SMALL, bold=run.bold)
        widths = [*widths[:-1], widths[-1] + wide] if run.glue else [*widths, wide]
    return widths


@dataclass(frozen=True)
class _Flags:
    """The names on leaders on one side of a bar: their lines and levels by the number of the part."""

    lines: Mapping[int, list[Line]]
    levels: Mapping[int, int]

    @property
    def step(self) -> float:
        """The height of a level."""
        return _LINE * max((len(lines) for lines in self.lines.values()), default=0)

    @property
    def height(self) -> float:
        """The height of all levels."""
        return self.step * (1 + max(self.levels.values(), default=-1))


def _flags(parts: Sequence[_Named], left: float, right: float) -> tuple[_Flags, _Flags]:
    """Put the names that find no room in their parts above the bar, those at the right end below it."""
    above: dict[int, list[Line]] = {}
    below: dict[int, list[Line]] = {}
    for number, part in enumerate(parts):
        if part.inside():
            continue
        rooms = right - part.middle - _BESIDE, part.middle - left - _BESIDE
        lines = part.beside(max(rooms))
        wide = max(line.width for line in lines)
        (above if wide <= rooms[0] else below)[number] = lines
    widths = {n: max(line.width for line in lines) + _BESIDE for n, lines in (above | below).items()}
    over = levels([parts[n].middle for n in above], [widths[n] for n in above])
    turned = list(reversed(below))
    under = levels([-parts[n].middle for n in turned], [widths[n] for n in turned])
    return _Flags(above, dict(zip(above, over, strict=True))), _Flags(
        below, dict(zip(turned, under, strict=True))
    )


def _named(parts: Sequence[Entry], ends: Sequence[float], shares: Mapping[int, Entry]) -> list[_Named]:
    found = []
    for entry, left, right in zip(parts, ends[:-1], ends[1:], strict=True):
        said: list[Run] = []
        for one in (entry, shares.get(entry.note.number)):
            if one:
                space = " " if said else ""
                said.append(Run(space + one.shown, bold=one is entry, keep=True, url=one.url,
                                gid=f"value-{one.note.id}"))  # fmt: skip
                said.append(Run(one.mark, keep=True, glue=True, url=one.url))
        found.append(_Named(left, right, Run(entry.label), tuple(r for r in said if r.text)))
    return found


def draw_segments(page: Page, parts: Sequence[Entry], shares: Mapping[int, Entry], catalog: Catalog) -> None:
    """Draw a bar over the whole width, and move `y` below it."""
    starts = [0.0, *accumulate(part.middle for part in parts)]
    left, right = page.margin, page.margin + page.inner
    scale = page.inner / starts[-1]
    above, below = _flags(_named(parts, [left + scale * at for at in starts], shares), left, right)
    high = page.row(_BAR, _LEAST_BAR)
    over, under = above.height / high, below.height / high
    span = (-0.5 - over, 0.5 + under)
    pane = page.pane(left, page.y, page.inner, high * (1 + over + under), (0.0, starts[-1]), span=span)
    page.y += pane.height
    if not (pane.holds(0) and pane.holds(starts[-1])):
        page.remark(catalog("parts_moved"))
    if pane.dry:
        return
    # Of a part that is cut off by the axes the words stand in what is seen of it.
    seen = [min(max(at, pane.low), pane.high) for at in starts]
    named = _named(parts, [pane.across(at) for at in seen], shares)
    sides = _flags(named, left, right)
    for number, (entry, part) in enumerate(zip(parts, named, strict=True)):
        segment = Segment(colour_of(entry, page.settings), number)
        segment.draw(pane, entry, starts[number])
        middle = (seen[number] + seen[number + 1]) / 2
        if seen[number] == seen[number + 1] and entry.middle:
            continue
        if lines := part.inside():
            ground = segment.fill(pane, entry)
            paper, ink = (contrast(pane.palette(one), ground) for one in (theme.PAPER, theme.INK))
            _write(pane, lines, middle, theme.PAPER if paper > ink else theme.INK,
                   clear=entry.status == Status.TARGET)  # fmt: skip
        for side, flags, room in zip((-1, 1), sides, (above.height, below.height), strict=True):
            # Where the limits were moved, names may need more levels than there is room for.
            if number in flags.lines and flags.levels[number] * flags.step < room:
                _flag(pane, flags, number, middle, side)


def _write(pane: Pane, lines: Sequence[Line], middle: float, colour: str, *, clear: bool) -> None:
    """Write lines into a part, in its middle; on a hatched one they are cleared."""
    top = -len(lines) * _LINE / 2
    for number, line in enumerate(lines):
        runs = tuple((x - line.width / 2, replace(run, colour=colour)) for x, run in line.runs)
        pane.lines((middle, 0.0), [Line(runs, line.width)], Size.SMALL, tag="value", clear=clear,
                   shift=(0.0, top + number * _LINE))  # fmt: skip


def _flag(pane: Pane, flags: _Flags, number: int, middle: float, side: int) -> None:
    """Write a name on its leader: above the bar to its right, below it to its left."""
    lines, away = flags.lines[number], flags.levels[number] * flags.step
    bar, long = side * 0.5, away + len(lines) * _LINE
    end = bar + side * pane.rise(long - 2)
    pane.add(
        Line2D([middle, middle], [bar, end], color=pane.palette(theme.PALE), linewidth=0.8, zorder=1.5,
               label="leader")
    )  # fmt: skip
    top = -long if side < 0 else away
    pane.lines((middle, bar), lines, Size.SMALL, shift=(-side * _BESIDE, top), right=side > 0, tag="value")
