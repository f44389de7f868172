"""One number of many places, ranked: a dot a place, with its words and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.lines import Line2D

from hulin_analysis.charts import marks, panel, theme
from hulin_analysis.charts.compared import (
    Compared,
    alike,
    bounds,
    cited,
    compared,
    comparison_notes,
    draw_marks,
    everything,
    has_zero,
    in_words,
    is_ratio,
    required_comparison,
    samples,
    source,
    unit_name,
    value_runs,
    what,
    words_of,
)
from hulin_analysis.charts.entries import Entry, Quotes, signed_quote
from hulin_analysis.charts.figure import AnnotatedFigure
from hulin_analysis.charts.layout import Line, Run, balanced, wrap
from hulin_analysis.charts.page import Page, Pane
from hulin_analysis.charts.references import Reference, reference_lines
from hulin_analysis.charts.theme import MARGIN, Size
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.errors import ChartError
from hulin_analysis.script import Language

__all__ = ["plot_places"]

_LABELS = 150.0
_ROW = 19.0
_TEXT = 250.0
# What the marks need beside their value: radius and the fading of a hedge.
_REACH = marks.RADIUS + 12


@dataclass(frozen=True)
class _Row:
    """One place as it is laid out: the lines of its name and of its number's words."""

    one: Compared
    label: tuple[Line, ...]
    value: tuple[Line, ...]

    @property
    def height(self) -> float:
        return max(_ROW, theme.LEADING * Size.LABEL * max(len(self.label), len(self.value)) + 5)

    @property
    def wide(self) -> float:
        return max(line.width for line in self.value)


def plot_places(
    comparison: pd.DataFrame,
    *,
    context: pd.DataFrame | None = None,
    lang: Language = "zh-Hant",
    quotes: Quotes = "panel",
    most: int = 60,
) -> AnnotatedFigure:
    """Draw one number of many places, the greatest first.

    Parameters
    ----------
    comparison : DataFrame
        Rows of one period, as ``ha.compare`` gives them, all or some.
    context : DataFrame, optional
        Rates of province and nation, as ``ha.load_context`` gives them. Those of the same indicator and
        period are lines behind the marks; without them, what the texts say of province and nation.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the chart's own words; the sentences it quotes stay verbatim.
    quotes : {"panel", "footnotes", "none"}
        What is printed under the chart: the sentences of its numbers by document, only their clauses in
        small type, or neither quotes nor the marks that lead to them.
    most : int
        How many places are drawn; of more, the first ones, and a note says how many are left.

    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``; one row a place, in the
        comparison's unit. A rate or share that is far from zero has an axis that does not begin there.

    Raises
    ------
    DataError
        If it is given no comparison, one that lacks a column or has a number that its quote does not state,
        or no context frame.
    ChartError
        If the comparison speaks of several periods, there is no such language or manner of quotes, or
        `most` is no number from 1 on.

    Notes
    -----
    The marks are numbered from the first row to the last. Where statements conflict, the large mark is the
    newest document's and small ones stand on the same row, joined by a line. The title says "highest" only
    where the words leave no doubt of it.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pandas as pd
    >>> frames = []
    >>> for place, said in {"甲縣": "5.4%", "乙縣": "6.1%", "丙縣": "4.9%"}.items():
    ...     article = ha.parse_article(f"2025年,全縣地區生產總值增長{said}。", place=place)
    ...     frames.append(ha.extract(article).assign(document=f"{place}.txt", **article.about()))
    >>> ha.plot_places(ha.compare(pd.concat(frames), "grp", period="2025")).title
    '2025年地區生產總值增速：3地中乙縣最高（6.1%），丙縣最低（4.9%）'
    """
    required_comparison(comparison, "ha.plot_places({})")
    words = words_of(comparison, lang)
    periods = list(dict.fromkeys(comparison["period"].dropna()))
    if len(periods) > 1:
        raise ChartError(
            f"The comparison speaks of {len(periods)} periods; give one of them, as in "
            f"ha.compare(corpus, 'grp', period={max(periods)!r})."
        )
    if not isinstance(most, int) or most < 1:
        raise ChartError(f"There is no chart of {most!r:.40} places; give a number from 1 on, as in most=60.")
    everyone = _ranked(compared(comparison, words, "none"))
    ordered = comparison.iloc[[at for at, _ in everyone]]
    drawn = compared(ordered.head(most), words, quotes)
    if not drawn:
        notes, of = comparison_notes(comparison, [], words), source(comparison, words)
        return panel.nothing("places", comparison, words, notes=notes, source=of)

    unit, scale = unit_name(drawn, words)
    shown = [one.scaled(scale) for one in drawn]
    page = Page()
    panel.heading(page, _title([one for _, one in everyone], periods, words), [], words)
    page.y -= 7
    _subtitle(page, shown, ordered, unit, words)
    lines = [one.scaled(scale) for one in reference_lines(comparison, context, drawn, words)]
    _draw(page, [_lay_out(one, words) for one in shown], unit, lines)
    panel.key(page, [*samples(shown, words), *(one.sample() for one in lines)])
    notes = panel.quotes(page, everything(drawn), words, quotes)
    notes += comparison_notes(comparison, [one.place for one in drawn if one.rivals], words)
    if hidden := len(ordered) - len(drawn):
        notes.append(words("places_more", n=len(drawn), k=hidden))
    panel.describe(page, "places", [in_words(one, one.place, words) for one in drawn], words)
    return panel.finish(page, comparison, words, notes=notes, source=source(ordered.head(most), words))


def _ranked(drawn: Sequence[Compared]) -> list[tuple[int, Compared]]:
    """Put the greatest first, each with its place in the frame; equal ones stay as they are."""
    return sorted(enumerate(drawn), key=lambda pair: -pair[1].entry.middle)


def _title(drawn: Sequence[Compared], periods: Sequence[str], words: Words) -> str:
    first, last = drawn[0].entry, drawn[-1].entry
    period = words("places_period", period=words.period(periods[0])) if periods else ""
    fields = {
        "what": what(drawn, words),
        "period": period,
        "n": len(drawn),
        "top": words.chinese(signed_quote(first, words)),
        "bottom": words.chinese(signed_quote(last, words)),
    }
    leading = [one.place for one in drawn if _same(one.entry, first)]
    trailing = [one.place for one in drawn if _same(one.entry, last)]
    fields |= {"first": _tied(leading, words), "last": _tied(trailing, words)}
    if len(drawn) == 1:
        return words("places_one", **fields)
    if len(leading) == len(drawn):
        return words("places_same", **fields)
    tops, ends = drawn[: len(leading)], drawn[-len(trailing) :]
    # What is aimed at is not more than what is reached.
    sure = alike(drawn) is not None and not any(one.rivals for one in (*tops, *ends))
    sure &= all(_certainly_above(first, entry) for entry in everything(drawn[len(leading) :]))
    sure &= all(_certainly_above(entry, last) for entry in everything(drawn[: -len(trailing)]))
    return words("places_title" if sure else "places_unsure", **fields)


def _same(one: Entry, other: Entry) -> bool:
    return (one.least, one.most, one.hedge) == (other.least, other.most, other.hedge)


def _certainly_above(one: Entry, other: Entry) -> bool:
    """Whether the words of two statements leave no doubt that the one is more than the other."""
    bounded = one.hedge in (Hedge.EXACT, Hedge.OVER) and other.hedge in (Hedge.EXACT, Hedge.UNDER)
    return bounded and one.least > other.most


def _tied(places: Sequence[str], words: Words) -> str:
    if len(places) <= 2:
        return words("list").join(places)
    return words("places_tied", first=places[0], k=len(places), more=len(places) - 1)


def _subtitle(page: Page, drawn: Sequence[Compared], ordered: pd.DataFrame, unit: str, words: Words) -> None:
    """Say what is plotted: unit, how many places and documents, and what the axis does not show."""
    rate = drawn[0].entry.change != Change.NONE and drawn[0].entry.unit == "%"
    status = alike(drawn)
    parts = [
        words("rate") if rate else words("unit_sub", unit=unit),
        words("places_sub", n=len(drawn), k=len(cited(ordered.head(len(drawn))))),
        words(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
        None if has_zero(drawn) else words("axis_cropped"),
    ]
    subtitle = words("sep").join(part for part in parts if part)
    lines = balanced([Run(subtitle, colour=theme.GREY)], Size.SUBTITLE, page.inner)
    page.y = page.lines(MARGIN, page.y, lines, Size.SUBTITLE, tag="subtitle") + 10


def _lay_out(one: Compared, words: Words) -> _Row:
    label = balanced([Run(one.place)], Size.LABEL, _LABELS)
    return _Row(one, tuple(label), tuple(wrap(value_runs(one, words), Size.LABEL, _TEXT)))


def _draw(page: Page, rows: Sequence[_Row], unit: str, held: Sequence[Reference]) -> None:
    """Draw a row a place: its name, its marks, and behind the last of them its words; lines through all."""
    drawn = [row.one for row in rows]
    left = MARGIN + max(line.width for row in rows for line in row.label) + 14
    low, high = bounds(drawn, 0.03)
    low, high = min([low, *(one.value for one in held)]), max([high, *(one.value for one in held)])
    # The pane is as wide as the words leave it: each row's begin where its last mark ends.
    room = page.width - MARGIN - left
    shares = [((row.one.ends[1] - low) / (high - low), row.wide + _REACH + 5) for row in rows]
    width = min([room - _REACH, *((room - text) / share for share, text in shares if share > 0)])
    pane = page.pane(left + 6, page.y, width - 6, sum(row.height for row in rows), (low, high))
    page.grid(pane, suffix="%" if unit == "%" else "")
    for one in held:
        one.draw(pane, one.value, 0, pane.height)
    top, zero = 0.0, has_zero(drawn)
    for row in rows:
        middle = top + row.height / 2
        pane.add(_guide(low, row.one.ends[0], middle, zero=zero))
        for lines, right in ((row.label, True), (row.value, False)):
            _write(page, pane, row, lines, middle, right=right)
        draw_marks(pane, row.one, middle)
        top += row.height
    if not is_ratio(drawn):
        x = min(pane.left + pane.width + 14, page.width - MARGIN)
        page.text(x, pane.top + pane.height + 11, Run(unit, colour=theme.GREY), Size.SMALL, tag="axis unit")
    page.y = pane.top + top + 24


def _guide(low: float, high: float, middle: float, *, zero: bool) -> Line2D:
    """Lead the eye from a name to its marks: a band from zero, else dots that have no length to read."""
    if zero:
        return Line2D([0, high], [middle] * 2, color=theme.BAND, linewidth=3.5, zorder=1, label="stem")
    return Line2D(
        [low, high], [middle] * 2, color=theme.RULE, linewidth=0.9, linestyle=(0, (1, 2.5)), zorder=1
    )


def _write(page: Page, pane: Pane, row: _Row, lines: Sequence[Line], middle: float, *, right: bool) -> None:
    """Write a place's name left of the pane, or its words behind its last mark."""
    y = pane.top + middle - len(lines) * Size.LABEL * theme.LEADING / 2
    if not right:
        ends = [
            pane.across(entry.most) + (_REACH if entry.hedge in (Hedge.OVER, Hedge.ABOUT) else marks.RADIUS)
            for entry in (row.one.entry, *row.one.rivals)
        ]
        page.lines(max(ends) + 5, y, lines, Size.LABEL, tag="value", clear=True)
        return
    for line in lines:
        baseline = y + Size.LABEL * (0.5 * theme.LEADING + 0.38)
        page.text(pane.left - 14, baseline, Run(line.text), Size.LABEL, ha="right", tag="label")
        y += Size.LABEL * theme.LEADING
