"""Pictures: the charts of a report, drawn one at a time, each written in every form its documents need.

A chart is forgotten as soon as it is written: a report of many texts has a hundred pages of them.
"""

from __future__ import annotations

import gc
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hulin_analysis.charts import CHARTS, AnnotatedFigure, ChartType, plot_indicators, save
from hulin_analysis.charts.canvas.export import as_pdf, as_svg, letters_of
from hulin_analysis.charts.content.entries import label_of
from hulin_analysis.charts.content.items import Item, aims, items_of, joined_items
from hulin_analysis.charts.content.sections import chosen
from hulin_analysis.codes import Kind
from hulin_analysis.line_breaks import joined
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.report.page_chart import PageChart, page_chart
from hulin_analysis.report.pandoc import PRINTED, in_text, page_of
from hulin_analysis.report.print_layout import Sheet, sheet_for
from hulin_analysis.report.subject import Subject
from hulin_analysis.report.table_layout import TEXT_WIDTH
from hulin_analysis.selectors import quote_link

#: In CSS pixels: type of 8 points is printed with 7 in the narrowest text, that of official documents.
PAPER_WIDTH = 660
_SCALE = TEXT_WIDTH / (PAPER_WIDTH * 72 / 96)
# In points of the chart: a row of the scorecard, and all of it that is no row.
_ROW, _REST = 25.0, 165.0
_FEWEST_ROWS, _MOST_ROWS = 5, 20
# Fewer numbers than these make no chart.
_TELLING = 3
# A map of fewer numbers shows what can be counted; terms said once tell no sections apart.
_MAPPED, _SECTIONS, _TERMS = 20, 3, 3
# Of the picture that stands in for the lines where a program cannot draw those.
_DPI, _COLOURS, _NEARLY_WHITE = 220, 96, 250
#: Of more sections no chart has a row each.
MOST_SECTIONS = 120
# The brief's own chart among the names of the charts.
_BRIEF = "brief"
# The charts of the numbers of one kind, which every text may have and which may be few.
_OF_NUMBERS = [
    name for name, one in CHARTS.items() if not (one.states or one.takes("article") or one.takes("terms"))
]


@dataclass(frozen=True)
class Picture:
    """What is kept of a chart that is written: its name among the pictures and what it says."""

    # The name of its files, and its alternative text.
    name: str
    alt: str
    hidden: int = 0  # how many rows it leaves out
    page: PageChart | None = None  # what the web page knows of it
    in_brief: bool = False  # whether it is that of the brief


@dataclass
class Charts:
    """The charts that a report may have: their names, and each drawn when it is asked for."""

    subject: Subject
    room: float
    _too_few: set[str] = field(default_factory=set)
    _besides: str | None = None

    @cached_property
    def names(self) -> list[str]:
        """What is drawn, in order, the brief's first; a chart of too few numbers is left out when it is."""
        parts = self.subject.edition.parts
        names = [_BRIEF] if "brief" in parts else []
        if "annex" in parts:
            names += [name for name, chart in CHARTS.items() if self._has(name, chart)]
        return names

    def _has(self, name: str, chart: ChartType) -> bool:
        """Whether the text gives enough for a chart, as far as that can be told before it is drawn."""
        if name in ("article", "keywords"):
            titles = sum(bool(one.title) for one in self.subject.article.sections)
            if not _SECTIONS <= titles <= MOST_SECTIONS:
                return False
            if name == "article":
                return len(self._metrics) >= _MAPPED
            return int((self.subject.key_terms["section"].value_counts() >= _TERMS).sum()) >= _SECTIONS
        return chart.states is None or chart.states(self._metrics)

    def draw(self, name: str) -> tuple[str, AnnotatedFigure, int] | None:
        """Draw a chart: its name among the pictures, the chart, how many rows it leaves out."""
        if name == _BRIEF:
            drawn = self._of_brief()
            # What the brief has all of, the annex does not show again.
            self._besides = drawn[0] if drawn and not drawn[2] else None
            return drawn
        figure = None if name == self._besides else self._of_annex(name)
        return (name, figure, 0) if figure else None

    @cached_property
    def _metrics(self) -> pd.DataFrame:
        metrics = self.subject.shown.copy()
        metrics.attrs["article"] = self._about("table_of_annex")
        return metrics

    def _about(self, table: str) -> dict[str, str | None]:
        """Say of the article where marks and notes of a chart lead to."""
        return {**self.subject.about, "anchor": in_text(""), "table": self.subject.words(table)}

    def _of_brief(self) -> tuple[str, AnnotatedFigure, int] | None:
        """Draw the scorecard, as many rows as there is room for; else the first chart that says something."""
        # A number without a name is of no use on a page that stands alone.
        named = self._metrics[self._metrics["indicator"].fillna("") != ""].copy()
        named.attrs["article"] = self._about("annex_alone")
        items = self._items(named)
        if not items:
            drawn = ((name, self._of_annex(name), 0) for name in _OF_NUMBERS[1:])
            return next(((name, figure, none) for name, figure, none in drawn if figure), None)
        limit = int((self.room / _SCALE - _REST) / _ROW)
        while True:
            limit = min(max(limit, _FEWEST_ROWS), _MOST_ROWS)
            # With one row named as the first the others keep the order of the text, without its headings.
            first = str(chosen(items, limit)[0].entries[0].note.id)
            figure = plot_indicators(
                named, context=self.subject.context, limit=limit, order=[first], title="", **self._options()
            )
            excess = figure.get_size_inches()[1] * 72 * _SCALE - self.room
            if excess <= 0 or limit == _FEWEST_ROWS:
                break
            limit -= ceil(excess / _SCALE / _ROW)
        figure.title = self.subject.words("scorecard_caption")
        hidden = len(self._items(self._metrics)) - min(limit, len(items))
        return "scorecard" if hidden else "indicators", figure, hidden

    def _of_annex(self, name: str) -> AnnotatedFigure | None:
        if name in self._too_few:
            return None
        chart, subject = CHARTS[name], self.subject
        offered = {"article": subject.article, "metrics": self._metrics, "context": subject.context}
        if chart.takes("terms"):
            offered["terms"] = subject.key_terms
        drawn = chart.draw(offered | self._options())
        # One of too few numbers says no more than the table does.
        links = {url for artist in drawn.findobj(Artist) if (url := artist.get_url())}
        if name not in _OF_NUMBERS or len(links) >= _TELLING:
            return drawn
        self._too_few.add(name)
        return None

    def _options(self) -> dict[str, Any]:
        return {"lang": self.subject.lang, "quotes": "marks", "width": PAPER_WIDTH}

    def _items(self, metrics: pd.DataFrame) -> list[Item]:
        """Give the rows of the whole scorecard; targets stand beside their results."""
        items = joined_items(items_of(metrics, self.subject.words, "marks"))
        found = [one for one in items if Kind.INDICATOR in one.kinds]
        beside = {aim.key for aim in aims(found).values()}
        return [one for one in found if one.key not in beside]


def write_picture(
    charts_: Charts, name: str, media: Path, figures: Path, formats: Sequence[str]
) -> tuple[Picture, list[Path]] | None:
    """Draw a chart and write it for page and paper and as files; None where it has too few numbers."""
    drawn = charts_.draw(name)
    if drawn is None:
        return None
    (own, figure, hidden), subject, in_brief = drawn, charts_.subject, name == _BRIEF
    name = own
    page = None
    if "html" in formats:
        alone = "annex" not in subject.edition.parts
        prepare = partial(_readdress, leads_to=lambda id_: None) if alone else None
        label = figure.title or subject.words("scorecard_caption")
        page = page_chart(figure, name, label, _said(subject), prepare, media / f"{name}.svg")
    _readdress(figure, _published(subject).get)
    saved = save(figure, figures / name)
    picture = media / f"{name}.png"
    shutil.copyfile(next(path for path in saved if path.suffix == ".png"), picture)
    if papers := [one for one in ("docx", "pdf") if one in formats]:
        draw_for_paper(figure, picture, sheet_for(subject.edition.style), papers)
    return Picture(name, figure.alt, hidden, page, in_brief), saved


def _published(subject: Subject) -> dict[str, str]:
    """Link each number to its sentence in the page as published."""
    url, text = subject.article.url, subject.article.text
    return {id_: quote_link(url, one, text) for id_, one in subject.notes.items()} if url else {}


def _said(subject: Subject) -> dict[str, str]:
    """Say what each row states, for those who cannot see its mark."""
    rows = rows_as_dicts(subject.metrics)
    return {str(row["id"]): f"{label_of(row, subject.words)}: {joined(row['quote'])}" for row in rows}


def _readdress(figure: AnnotatedFigure, leads_to: Callable[[str], str | None]) -> None:
    """Let the marks of a chart lead to the address that is given for the id of a row, or nowhere."""
    before = f"#{in_text('')}"
    for artist in figure.findobj(Artist):
        url = artist.get_url()
        if url and url.startswith(before):
            artist.set_url(leads_to(url.removeprefix(before)))


def draw_for_paper(
    figure: AnnotatedFigure, picture: Path, sheet: Sheet, formats: Sequence[str] = ("docx", "pdf")
) -> None:
    """Draw a chart for the pages of a sheet, without links, one page after another.

    Beside `picture` (``media/name.png``) stand ``name.print.pdf``, ``.print.svg`` (letters as shapes, for
    Word) and ``.print.png``; the pages behind the first are called ``name.2.print.pdf`` and so on.
    """
    width, letters = float(figure.get_figwidth()) * 96, letters_of(figure)
    pages = figure.each_page(sheet.tallest / TEXT_WIDTH * width, first=sheet.first / TEXT_WIDTH * width)
    for number, page in enumerate(pages, 1):
        for artist in page.findobj(Artist):
            artist.set_url(None)
        target = page_of(picture, number)
        # By this one the pages are found again.
        _write_png(page, target.with_suffix(PRINTED[".png"]))
        if "docx" in formats:
            with page.outlined():
                target.with_suffix(PRINTED["shapes"]).write_text(as_svg(page, font=False), encoding="utf-8")
        # The pages of Word are counted in the PDF: it is set for both.
        target.with_suffix(PRINTED[".pdf"]).write_bytes(as_pdf(page, letters + letters_of(page)))
        del page, artist
        # A figure refers to itself: only the collector forgets it.
        gc.collect()


def _write_png(page: AnnotatedFigure, path: Path) -> None:
    """Write a picture of few colours, a third of the size, with its alternative text."""
    drawn = io.BytesIO()
    page.savefig(drawn, format="png", dpi=_DPI, metadata={"Software": None})
    about = PngInfo()
    about.add_itxt("Description", page.alt)
    with Image.open(drawn) as opened:
        few = opened.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    # What was white is white again, not the mean of what the octree put together.
    few.putpalette([255 if value > _NEARLY_WHITE else value for value in few.getpalette() or []])
    few.save(path, pnginfo=about, dpi=(_DPI, _DPI))
