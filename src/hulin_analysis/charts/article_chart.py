"""The reading map: where in a text its numbers stand, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Unpack

import pandas as pd
from matplotlib.patches import Rectangle

from hulin_analysis.article import Article, Section, expect_article
from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Run, plain
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane, Surface
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, entries, expect_metrics, proven_rows
from hulin_analysis.charts.drawing.chart import Chart, ChartType, Here, compose_chart, empty_chart
from hulin_analysis.charts.drawing.marks import Sample
from hulin_analysis.charts.drawing.words import grey
from hulin_analysis.charts.options import Options, Settings, arranged, colour_of, takes_options
from hulin_analysis.charts.theme import KIND_COLOURS, Size
from hulin_analysis.codes import Kind
from hulin_analysis.messages import Message

# Form and size of each kind: they can be told apart without colour.
_FORMS: dict[str, tuple[str, float]] = {
    Kind.INDICATOR: ("o", 11.6), Kind.ACTIVITY: ("s", 11.0), Kind.INVESTMENT: ("D", 10.4),
    Kind.OTHER: ("o", 11.2),
}  # fmt: skip
_STEP = 14.2
_STRIP = 7.0
_DIGITS = 7.0
# Badges of three digits are larger, so that their digits need not be smaller.
_WIDER = 1.28


@dataclass(frozen=True)
class _Strip:
    """One section with its numbers: its paragraphs and tables, in characters from its beginning."""

    name: str
    blocks: tuple[tuple[int, int], ...]
    marks: tuple[tuple[int, str, Entry], ...]

    @property
    def length(self) -> int:
        return max((end for _, end in self.blocks), default=0)

    @property
    def characters(self) -> int:
        return sum(end - start for start, end in self.blocks)


@takes_options(
    "ax",
    order=Message("its numbers stand where the text has them"),
    limit=Message("it shows how many numbers stand where; to see fewer give it some rows of the frame"),
)
def plot_article(
    article: Article, metrics: pd.DataFrame | None = None, **options: Unpack[Options]
) -> AnnotatedFigure:
    """Draw where in an article its numbers stand.

    Parameters
    ----------
    article : Article
        The article.
    metrics : DataFrame
        The frame that ``ha.extract`` made of it, all rows or some; if left out, the error says what to type.

    Notes
    -----
    One strip a section, its length in characters. A strip is as long as its section, on a common scale of
    characters. A number stands over its place; numbers that stand too close are stacked, so that height is
    density. The numbers on the strips stay whatever `quotes` says: they are the order of reading.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.plot_article(ha.load_article(), ha.load_metrics(), lang="en").title
    '37 numbers in the text; the section "為民辦實事中踐行使命" has the most (17)'
    """
    expect_article(article, "ha.plot_article({}, metrics)")
    metrics = expect_metrics(metrics, "ha.plot_article(article, {})")
    catalog = Catalog.of(metrics, options.get("lang"))
    settings = Settings.of(options, "ha.plot_article", catalog)
    drawn = arranged(entries(proven_rows(metrics, metrics), metrics, catalog, settings.quotes), settings)
    if not drawn:
        return empty_chart("article", metrics, settings)
    kinds = dict(zip(metrics["id"].astype(str), metrics["kind"].astype(str), strict=True))
    strips = [s for section in article.sections if (s := _strip(section, drawn, kinds)).blocks]
    longest = max(strip.length for strip in strips)
    grown = _WIDER if max(entry.note.number for entry in drawn) > 99 else 1.0

    def draw(page: Page) -> Here:
        here = page.portion.take(strips)
        panes = [_draw_strip(page, strip, longest, catalog, grown) for strip in here]
        page.y -= 8
        page.scale(panes[-1], catalog("characters"))
        shown = [entry for strip in here for _, _, entry in strip.marks]
        return Here(shown, [_in_words(strip, catalog) for strip in here])

    subtitle = catalog("map_sub_tables" if article.tables else "map_sub")
    key, title = _key(drawn, kinds, catalog), _title(strips, len(drawn), catalog)
    return compose_chart(Chart("article", title, [subtitle], draw, key), metrics, settings)


ARTICLE = ChartType(plot_article)


def _strip(section: Section, drawn: Sequence[Entry], kinds: dict[str, str]) -> _Strip:
    spans = [block.span for block in section.blocks]
    if not spans:
        return _Strip(section.name, (), ())
    zero = spans[0].start
    placed = tuple(
        (entry.note.start - zero, kinds[entry.note.id], entry)
        for entry in drawn
        if any(span.start <= entry.note.start < span.end for span in spans)
    )
    return _Strip(section.name, tuple((s.start - zero, s.end - zero) for s in spans), placed)


def _title(strips: Sequence[_Strip], count: int, catalog: Catalog) -> str:
    fullest = max(strips, key=lambda strip: len(strip.marks))
    if len(strips) == 1:
        return catalog("map_one_section", n=count)
    name = catalog.quoted(fullest.name) or catalog("lead")
    tied = [strip for strip in strips if len(strip.marks) == len(fullest.marks)]
    if len(tied) > 1:
        return catalog("map_one_section", n=count)
    return catalog("map_title", n=count, section=name, k=len(fullest.marks))


def _draw_strip(page: Page, strip: _Strip, longest: int, catalog: Catalog, grown: float) -> Pane:
    """Draw a section: name and figures, the stacked numbers, the strip of paragraphs and tables."""
    info = catalog.extent(len(strip.marks), strip.characters)
    room = page.inner - text_width(info, Size.SMALL) - 16
    lines = plain(catalog.chinese(strip.name) or catalog("lead"), Size.LABEL, room, bold=True)
    page.text(page.right, page.y + 10.7, grey(info), Size.SMALL, ha="right", tag="info")
    page.y = page.lines(page.margin, page.y, lines, tag="section")
    width = page.inner - 20
    step = _STEP * grown
    levels = _levels([at / longest * width for at, _, _ in strip.marks], step)
    stack = (max(levels) + 1) * step + 3 if levels else 4
    pane = page.pane(page.margin + 10, page.y, width, stack + _STRIP + 2, (0, longest))
    for start, end in strip.blocks:
        wide = max(end - start - pane.length(1.6), 1)
        pane.add(Rectangle((start, stack), wide, _STRIP, linewidth=0, zorder=1, label="block",
                           facecolor=page.palette(theme.RULE)))  # fmt: skip
    for (at, kind, entry), level in zip(strip.marks, levels, strict=True):
        _draw_badge(pane, (at, stack - 3 - (level + 0.5) * step, stack + _STRIP), kind, entry, grown)
    page.y += stack + _STRIP + 15
    return pane


def _levels(places: Sequence[float], step: float) -> list[int]:
    """Give each place, from left to right, the lowest level on which it touches no other."""
    taken: list[float] = []
    levels: list[int] = []
    for place in places:
        level = next((n for n, last in enumerate(taken) if place - last >= step), len(taken))
        if level == len(taken):
            taken.append(place)
        else:
            taken[level] = place
        levels.append(level)
    return levels


def _draw_badge(pane: Pane, at: tuple[float, float, float], kind: str, entry: Entry, grown: float) -> None:
    """Draw a number's badge on its stem."""
    x, y, foot = at
    if not pane.holds(x) or pane.dry:
        return
    colour = KIND_COLOURS.get(kind, KIND_COLOURS[Kind.OTHER])
    if colour_of(entry, pane.page.settings) != theme.ACCENT:
        colour = theme.PALE
    pane.line([x, x], [y, foot], colour, 0.9, zorder=2, label="stem")
    _badge(pane, (x, y), kind, colour, entry, grown)
    text = str(entry.note.number)
    run = Run(text, colour=colour if kind == Kind.OTHER else theme.PAPER, bold=True, url=entry.url)
    pane.text((x, y), run, _DIGITS, shift=(0.0, _DIGITS * 0.36), ha="center", tag="badge")


def _badge(
    surface: Surface, at: tuple[float, float], kind: str, colour: str, entry: Entry | None = None,
    grown: float = 1.0,
) -> None:  # fmt: skip
    own, paper = surface.palette(colour), surface.palette(theme.PAPER)
    (form, size), hollow = _FORMS.get(kind, _FORMS[Kind.OTHER]), kind == Kind.OTHER
    face, edge, wide = (paper, own, 1.1) if hollow else (own, paper, 0.6)
    surface.line(
        at[:1], at[1:], colour, 0.0, linestyle="none", marker=form, markersize=size * grown,
        markerfacecolor=face, markeredgecolor=edge, markeredgewidth=wide, zorder=3,
        gid=entry.gid if entry else None, url=entry.url if entry else None, label=kind,
    )  # fmt: skip


def _key(drawn: Sequence[Entry], kinds: dict[str, str], catalog: Catalog) -> list[Sample]:
    counted = _counted([kinds[entry.note.id] for entry in drawn], catalog)

    def draw(kind: str, sheet: Surface, x: float, y: float) -> None:
        _badge(sheet, (x + 6, y), kind, KIND_COLOURS[kind])

    return [Sample(text, partial(draw, kind), 13) for kind, text in counted.items()]


def _counted(kinds: Sequence[str], catalog: Catalog) -> dict[str, str]:
    """Say how many numbers there are of each kind."""
    return {one: f"{catalog(f'kind_{one}')} {kinds.count(one)}" for one in KIND_COLOURS if one in kinds}


def _in_words(strip: _Strip, catalog: Catalog) -> str:
    parts = catalog.join(_counted([kind for _, kind, _ in strip.marks], catalog).values())
    name = catalog.chinese(strip.name) or catalog("lead")
    return f"{name}{catalog('colon')}{parts or '0'}"
