"""The table: a metrics frame as a reader wants it, with its quotes, hedges as signs, links and a caption."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from hulin_analysis.charts.stated.entries import label_of, required
from hulin_analysis.charts.stated.sources import about, documents_of, source_of, texts_of
from hulin_analysis.charts.theme import CONTEXT
from hulin_analysis.charts.words import Words
from hulin_analysis.extras import require
from hulin_analysis.joining import in_reading_order
from hulin_analysis.labels import heading
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import Note, Passage, number_quotes
from hulin_analysis.script import LanguageTag
from hulin_analysis.selectors import quote_link
from hulin_analysis.views.saying import not_plain, number, words_for
from hulin_analysis.writable import writable

if TYPE_CHECKING:
    from great_tables import GT

__all__ = ["table"]

# As the frame calls them; the number itself stands under `value`.
_COLUMNS = ("section", "id", "indicator", "value", "status", "period", "sentence")
# A sentence of more characters than this is cut down to the clause of the number.
_LONG = 40


def table(
    metrics: pd.DataFrame, *,
    lang: LanguageTag | None = None, title: str | None = None,
) -> GT:  # fmt: skip
    """Show a metrics frame as a table to be read: what is measured, the number, the words that prove it.

    Parameters
    ----------
    metrics : DataFrame
        Rows of a metrics frame, all or some.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the headings and codes; without it, the script of the article. Quotes stay verbatim.
    title : str, optional
        The caption; without it, how many numbers these are.

    Returns
    -------
    great_tables.GT
        One row a number in reading order, by section: its id, the indicator, the number in its unit with
        its hedge as a sign (≥ < ≈), change and status where they are not plain, whether it is your own
        correction, the period, and the
        sentence (of a long one the clause) with the quote in bold, linked to the page where it was
        published. It shows itself in a notebook; ``as_raw_html()`` gives it away.

    Raises
    ------
    DataError
        If the frame lacks a column, or has a number that its quote does not state.
    ChartError
        If there is no such language.
    MissingExtraError
        If great_tables is not installed.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> page = ha.table(ha.load_metrics(), lang="en").as_raw_html()
    >>> "more than 1,500 sessions" in page, "<b>1500余場</b>" in page
    (True, True)
    """
    require("great_tables", extra="lab")
    metrics = proven(required(metrics, "ha.table({})"))
    from great_tables import loc, style

    source = about(metrics)
    words = words_for(source, lang)
    frame = _frame(metrics, words)
    cells = [name for name in frame.columns if name != "section"]
    headings: dict[str, Any] = {name: heading(name, lang=words.lang) for name in cells}
    # The id comes from what is shown: the same bytes each time, and two tables stay apart.
    name = "hulin-" + hashlib.sha256(frame.to_csv().encode("utf-8")).hexdigest()[:8]
    return (
        _table()(frame, id=name, groupname_col="section" if "section" in frame else None)
        .tab_header(title=writable(title or words("table_title", n=len(frame))))
        .tab_source_note(writable(source_of(metrics, words)))
        .cols_label(**headings)
        .fmt_passthrough(columns="sentence", escape=False)
        .cols_align("left", columns=[name for name in cells if name != "value"])
        .cols_align("right", columns="value")
        .cols_width({"indicator": "20%", "status": "10%", "period": "11%", "sentence": "38%"})
        .tab_style(style.css("white-space: nowrap;"), loc.body(columns=["id", "value"]))
        .tab_options(
            # The fonts of the page around it, which know its language.
            table_font_names="inherit",
            table_font_size="13px",
            heading_align="left",
            row_group_font_weight="bold",
        )
        # JupyterLab stripes the rows of every table, in a dark theme with dark.
        .opt_css(f"#{name} tbody tr {{ background: transparent !important; }}")
    )


@cache
def _table() -> type[GT]:
    """Make the class of the table; not at the top, because great_tables comes with an extra."""
    from great_tables import GT

    class Table(GT):
        """A table that is short where it can only be text: great_tables would print its whole state."""

        def __repr__(self) -> str:
            frame: pd.DataFrame = cast("Any", self._tbl_data)
            return f"{len(frame)} × {', '.join(frame.columns)}"

    return Table


def _frame(metrics: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Make the cells, in reading order: text, but for the sentences, which are HTML."""
    records = in_reading_order(metrics).to_dict("records")
    notes, texts = number_quotes(metrics), texts_of(metrics)
    documents = documents_of(metrics) or {"": about(metrics)}
    links = [_address(note, documents, texts) for note in notes]
    drafts = (_row(*row, words) for row in zip(records, notes, links, strict=True))
    rows = [[writable(cell) for cell in draft] for draft in drafts]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=str)
    return frame if frame["section"].nunique() > 1 else frame.drop(columns="section")


def _address(note: Note, documents: dict[str, dict[str, Any]], texts: dict[str, str]) -> str | None:
    """Link a number to its sentence in the page where it was published, if it has an address."""
    key = note.document or next(iter(documents))
    address = documents[key].get("url")
    if not address or not address.startswith(("https://", "http://")):
        return None
    return quote_link(str(address), note, texts[key])


def _row(row: dict[Any, Any], note: Note, link: str | None, words: Words) -> Sequence[str]:
    return (
        words.chinese(note.section) or words("lead"),
        note.id,
        label_of(row, words),
        number(row, words),
        words("sep").join(not_plain(row, words)),
        "" if pd.isna(row["period"]) else words.period(str(row["period"])),
        _words_around(note, link),
    )


def _words_around(note: Note, link: str | None) -> str:
    """Write the clause of a number with its quote in bold, which leads to the page where it was published."""
    return "".join(
        _quote(piece.text, link) if piece.note else escape(piece.text)
        for piece in Passage(note.sentence, note.sentence_start, note.section, (note,)).pieces(_LONG)
    )


def _quote(words: str, link: str | None) -> str:
    quote = f"<b>{escape(words)}</b>"
    if not link:
        return quote
    # A dark theme would make links pale, and the table is white in every theme.
    return f'<a href="{escape(link)}" target="_blank" rel="noopener" style="color: {CONTEXT}">{quote}</a>'
