"""Key terms as small multiples: one panel a section, bars for occurrences on one common scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

import pandas as pd
from matplotlib.patches import Rectangle

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.line_breaking import Line, plain
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.canvas.typeface import text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.drawing.chart import Chart, ChartType, Here, compose_chart, empty_chart
from hulin_analysis.charts.options import Options, Settings, expect_called, takes_options
from hulin_analysis.charts.theme import Size
from hulin_analysis.frames import expect_frame

_NEEDED = ("section", "term", "weight", "count")
_GUTTER = 26.0
_COLUMNS = 2
_ROW = 19.0
_BAR = 9.0
_TITLE_TERMS = 5


@dataclass(frozen=True)
class _Section:
    """One section's terms, the heaviest first, each with its count."""

    name: str
    terms: tuple[tuple[str, int], ...]
    order: str | tuple[str, ...] | None = None

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The terms as they are drawn: the longest bar first, of equal ones the heavier term."""
        if self.order == "text":
            return list(self.terms)
        first = self.order if isinstance(self.order, tuple) else ()
        ranked = sorted(self.terms, key=lambda term: -term[1])
        return sorted(ranked, key=lambda term: first.index(term[0]) if term[0] in first else len(first))


@takes_options("ax", "quotes")
def plot_keywords(terms: pd.DataFrame, **options: Unpack[Options]) -> AnnotatedFigure:
    """Draw the terms that mark each section of a text.

    Parameters
    ----------
    terms : DataFrame
        ``section``, ``term``, ``weight`` and ``count``, as ``ha.key_terms`` gives them.

    Notes
    -----
    One panel a section, in reading order. Bars are occurrences on one common scale, the longest first; of
    equal ones, the term of more ``weight``. ``highlight`` and ``order`` take terms, ``limit`` is how many a
    section has. The order ``"text"`` is that of the frame, as a term has no one place in the text.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pandas as pd
    >>> terms = pd.DataFrame({"section": [""], "term": ["招商引資"], "weight": [0.5], "count": [3]})
    >>> ha.plot_keywords(terms, lang="en").title
    'The terms that mark the text: 招商引資'
    """
    expect_frame(terms, _NEEDED, "ha.plot_keywords({})", "ha.key_terms({})")
    catalog = Catalog.of(terms, options.get("lang"))
    settings = Settings.of(options, "ha.plot_keywords", catalog)
    there = terms["term"].astype(str).tolist()
    expect_called(settings, there, there.__contains__)
    sections = _sections(terms, settings)
    if not sections:
        return empty_chart("keywords", terms, settings)

    def draw(page: Page) -> Here:
        here = [(_name(one, catalog), one.rows) for one in _draw(page, sections, catalog)]
        said = [name + catalog("colon") + catalog.join(f"{t} {n}" for t, n in rows) for name, rows in here]
        return Here(described=said)

    declared = Chart("keywords", _title(sections, catalog), [catalog("keywords_sub")], draw)
    return compose_chart(declared, terms if terms.attrs.get("article") else None, settings)


KEYWORDS = ChartType(plot_keywords)


def _sections(terms: pd.DataFrame, settings: Settings) -> list[_Section]:
    named = terms.assign(section=terms["section"].fillna(""))
    found: list[_Section] = []
    for name, rows in named.groupby("section", sort=False):
        heavy = rows.sort_values("weight", ascending=False, kind="stable").head(settings.limit or len(rows))
        pairs = zip(heavy["term"].astype(str), heavy["count"].astype(int), strict=True)
        found.append(_Section(str(name), tuple(pairs), settings.order))
    return found


def _name(section: _Section, catalog: Catalog) -> str:
    return catalog.chinese(section.name) or catalog("lead")


def _title(sections: Sequence[_Section], catalog: Catalog) -> str:
    """Name the term that every section has, and what each has that no other lists."""
    if len(sections) == 1:
        return catalog("keywords_title_one", terms=_listed([term for term, _ in sections[0].terms], catalog))
    sets = [{term for term, _ in section.terms} for section in sections]
    through = [term for term, _ in sections[0].terms if all(term in terms for terms in sets)]
    own = [
        next((t for t, _ in section.terms if sum(t in terms for terms in sets) == 1), None)
        for section in sections
    ]
    named = [term for term in own if term]
    if through and named:
        return catalog("keywords_through", shared=catalog.chinese(through[0]), terms=_listed(named, catalog))
    first = list(dict.fromkeys(section.terms[0][0] for section in sections))
    return catalog("keywords_title", terms=_listed(first, catalog))


def _listed(terms: Sequence[str], catalog: Catalog) -> str:
    """List the first terms; dots say that there are more."""
    shown = catalog.join([catalog.chinese(term) for term in terms[:_TITLE_TERMS]])
    return shown + ("……" if len(terms) > _TITLE_TERMS else "")


def _draw(page: Page, sections: Sequence[_Section], catalog: Catalog) -> list[_Section]:
    """Set the panels in rows, so that sections are read across and then down; return those on this page."""
    columns = 1 if page.narrow else min(_COLUMNS, len(sections))
    width = (page.inner - (columns - 1) * _GUTTER) / columns
    greatest = max(n for section in sections for _, n in section.terms)
    rows = page.portion.take([sections[at : at + columns] for at in range(0, len(sections), columns)])
    for row in rows:
        heads = [plain(_name(section, catalog), Size.LABEL, width, bold=True) for section in row]
        head = max(len(lines) for lines in heads) * Size.LABEL * theme.LEADING + 8
        lowest = page.y
        for number, (section, lines) in enumerate(zip(row, heads, strict=True)):
            left = page.margin + number * (width + _GUTTER)
            page.lines(left, page.y, lines, Size.LABEL, tag="section")
            page.rule(page.y + head - 5, left, left + width)
            pane = _draw_section(page, section, (left, page.y + head, width), greatest)
            lowest = max(lowest, pane.top + pane.height)
        page.y = lowest + 16
    return [section for row in rows for section in row]


def _draw_section(page: Page, section: _Section, box: tuple[float, float, float], greatest: int) -> Pane:
    left, top, width = box
    labels = [_shortened(term, width * 0.6) for term, _ in section.rows]
    wide = max(line.width for line in labels)
    room = width - wide - 10 - text_width(f"{greatest:,}", Size.LABEL) - 8
    row, thick = page.row(_ROW, 14.0), page.row(_BAR, 6.0)
    span = (-0.5, len(labels) - 0.5)
    pane = page.pane(left + wide + 10, top, room, len(labels) * row, (0, greatest), span=span)
    page.rows(pane, [term for term, _ in section.rows])
    for number, ((term, count), line) in enumerate(zip(section.rows, labels, strict=True)):
        if not pane.shows(number):
            continue
        pane.beside((0.0, number), line.text, shift=(-10, 3.5), ha="right", tag="term")
        high = pane.rise(thick)
        asked = page.settings.highlight
        colour = pane.palette.tint(theme.PALE if asked and term not in asked else theme.CONTEXT, 0.85)
        pane.add(Rectangle((0, number - high / 2), count, high, facecolor=colour, linewidth=0, zorder=2,
                           label="bar"))  # fmt: skip
        end = min(max(count, pane.low), pane.high)
        text = f"{count:,}" if end == count else f"{'→' if count > end else '←'} {count:,}"
        pane.text((end, number), text, shift=(5, 3.4), tag="count")
    pane.line([0, 0], pane.span, theme.INK, 0.9, zorder=3, label="zero")
    return pane


def _shortened(term: str, width: float) -> Line:
    """Cut a term that is longer than its column, with dots to say so."""
    line = plain(term, Size.LABEL, 1e6)[0]
    while line.width > width and len(term) > 1:
        term = term[:-1]
        line = plain(term + "…", Size.LABEL, 1e6)[0]
    return line
