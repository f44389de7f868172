"""Parts of a whole: a bar a whole, cut into the parts that the text states in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Unpack

import pandas as pd

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import AnnotatedFigure
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.settings import Options, Settings, takes_options
from hulin_analysis.charts.drawing import panel
from hulin_analysis.charts.drawing.segments import draw_segments
from hulin_analysis.charts.drawing.structure import Structure, in_order, structure_chart
from hulin_analysis.charts.stated.asides import aside, scope
from hulin_analysis.charts.stated.choice import limited
from hulin_analysis.charts.stated.entries import Entry, Quotes, common, required
from hulin_analysis.charts.stated.items import items_of
from hulin_analysis.charts.stated.timeline import stretch
from hulin_analysis.charts.stated.wholes import (
    LeftOut,
    Whole,
    name_of,
    names_of,
    stated_of,
    wholes_of,
)
from hulin_analysis.charts.theme import Size
from hulin_analysis.charts.typesetting.layout import Run, wrap
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Status
from hulin_analysis.script import LanguageTag

__all__ = ["plot_parts", "states_parts"]

_NAMED = 3


def states_parts(metrics: pd.DataFrame) -> bool:
    """Whether a frame states a whole and all its parts.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> states_parts(ha.load_metrics())
    False
    """
    return bool(wholes_of(items_of(metrics, Words()), names_of(metrics))[0])


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
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the chart's own words; without it, that of the article's script. The sentences it quotes
        stay verbatim.
    quotes : {"panel", "footnotes", "marks", "none"}
        What is printed under the chart: the sentences of its numbers by section, only their clauses in small
        type, only the marks that lead to them elsewhere, or not even these.
    **options : Options
        What every chart takes: see :class:`hulin_analysis.charts.Options`.

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
    required(metrics, "ha.plot_parts({})")
    words = Words.of(metrics, lang)
    settings = Settings.of(options, "ha.plot_parts", words.family)
    found, left_out = wholes_of(items_of(metrics, words, quotes), names_of(metrics))
    notes = _notes(left_out, words)
    if not found:
        return panel.nothing("parts", metrics, words, settings, notes=notes)
    ranks = {
        entry.note.number: at
        for at, entry in enumerate(in_order([p for w in found for p in w.parts], settings))
    }
    bars, hidden = limited([_dated(_ordered(whole, ranks)) for whole in found], settings, words)
    drawn = [entry for whole in bars for entry in whole.entries]
    several = Counter(_heading(whole) for whole in bars)
    status = common(entry.status for entry in drawn)

    def draw(page: Page) -> tuple[list[Entry], list[str]]:
        here = page.portion.take(bars)
        for whole in here:
            runs = [Run(name_of(whole, words), bold=True)]
            if whole.entry:
                runs += [Run(f" {whole.entry.shown}"), Run(whole.entry.mark, keep=True, glue=True)]
            split = [_split_of(whole, words)] if whole.entry and several[_heading(whole)] > 1 else []
            for said in (*split, *aside(whole.parts[0], drawn, words)):
                between = words("sep") if runs[-1].colour == theme.GREY else "  "
                runs += [Run(between, colour=theme.GREY), Run(said, colour=theme.GREY, keep=True)]
            page.y = (
                page.lines(page.margin, page.y, wrap(runs, Size.LABEL, page.inner), Size.LABEL, tag="label")
                + 3
            )
            draw_segments(page, whole.parts, whole.shares, words)
            page.y += 12
        return [entry for whole in here for entry in whole.entries], []

    subtitle = [
        *scope(drawn, words),
        words("parts_sub"),
        words(f"all_{status}") if status in (Status.EXPECTED, Status.TARGET) else None,
    ]
    notes += [_also(whole, words) for whole in bars if whole.also]
    rows = [(whole.entries, _said(whole, words)) for whole in bars]
    title = _title(bars[0], words) if len(bars) == 1 else words("parts_shown", n=len(bars))
    if len(bars) == 1 and len(bars[0].parts) > _NAMED:
        title = words("parts_counted", whole=stated_of(bars[0], words), n=len(bars[0].parts))
    made = Structure("parts", title, subtitle, drawn, rows, draw, notes=[*notes, *hidden])
    return structure_chart(made, metrics, words, settings, quotes)


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


def _split_of(whole: Whole, words: Words) -> str:
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
        return words("parts_into", n=len(whole.parts))
    row = known[key]
    return str(row["english_split"]) if words.lang == "en" else script.convert(str(row["split"]), words.lang)


def _heading(whole: Whole) -> tuple[str, int]:
    return whole.label, whole.entry.note.number if whole.entry else 0


def _title(whole: Whole, words: Words) -> str:
    """Say a whole and its parts, of shares only their numbers and year: 三次產業結構為9.6∶37.9∶52.5."""
    if whole.entry or whole.known is None:
        return _said(whole, words)
    numbers = words("parts_to").join(part.shown.removesuffix("%") for part in whole.parts)
    period = whole.parts[0].period
    key = "parts_ratio" if period else "parts_ratio_undated"
    return words(key, whole=name_of(whole, words), numbers=numbers, period=words.period(period or ""))


def _also(whole: Whole, words: Words) -> str:
    """Say the shares that are not drawn, because the parts say the same."""
    pairs = [
        words("alt_row", label=part.label, quote=share.shown) + share.mark
        for part, share in zip(whole.parts, whole.also, strict=True)
    ]
    return words("parts_also", parts=words.join(pairs))


def _said(whole: Whole, words: Words) -> str:
    """Say a whole and its parts."""
    labels = [wording.inside(part.label) if words.lang == "en" else part.label for part in whole.parts]
    parts = [
        words("parts_part", label=label, quote=part.shown)
        for label, part in zip(labels, whole.parts, strict=True)
    ]
    return words("parts_said", whole=stated_of(whole, words), parts=words.join(parts))


def _notes(left_out: Sequence[LeftOut], words: Words) -> list[str]:
    """Say which parts are not drawn, and why."""
    notes = []
    for reason in ("missing", "other", "unsure"):
        names = list(dict.fromkeys(name_of(one, words) for one in left_out if one.reason == reason))
        if names:
            more = words("parts_more", n=len(names)) if len(names) > _NAMED else ""
            notes.append(words(f"parts_{reason}", names=words.join(names[:_NAMED]), more=more))
    return notes
