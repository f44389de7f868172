"""The table: a metrics frame as a reader wants it, with its quotes, hedges as signs, links and a caption."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import expect_metrics, label_of
from hulin_analysis.charts.content.sources import article_metadata, documents_of, source_of, texts_of
from hulin_analysis.concat_frames import in_reading_order
from hulin_analysis.errors import DataError
from hulin_analysis.extras import require
from hulin_analysis.labels import heading, label
from hulin_analysis.messages import Listed
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import Note, Passage, number_quotes
from hulin_analysis.script import LanguageTag
from hulin_analysis.selectors import quote_link
from hulin_analysis.views.describing import catalog_for, number, qualifiers
from hulin_analysis.writable import writable

if TYPE_CHECKING:
    from great_tables import GT

# As the frame calls them; the number itself stands under `value`.
_COLUMNS = ("section", "id", "indicator", "value", "status", "period", "sentence")
_WIDTHS = {"indicator": "20%", "status": "10%", "period": "11%", "sentence": "38%"}
# The colours are those of the page around, light or dark: great_tables would set dark words on white, and
# JupyterLab stripes the rows of every table.
_THEMED = """#.gt_table, #.gt_table :is(thead, tbody, tfoot, tr, th, td) {
  background: transparent !important; color: inherit !important;
  border-color: color-mix(in srgb, currentColor 30%, transparent) !important; }
#.gt_table a { color: inherit !important; text-decoration: underline dotted; }"""
# A sentence of more characters than this is cut down to the clause of the number.
_LONG = 40


def table(
    metrics: pd.DataFrame, *,
    lang: LanguageTag | None = None, title: str | None = None, columns: Sequence[str] | None = None,
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
    columns : sequence of str, optional
        What to show, in this order: of ``section`` (which groups the rows), ``id``, ``indicator``, ``value``,
        ``status``, ``period`` and ``sentence``, and any further column of the frame (``subject``, ``quote``).
        Without it, those seven.

    Returns
    -------
    great_tables.GT
        One row a number in reading order, by section: its id, the indicator, the number in its unit with
        its hedge as a sign (≥ < ≈), change and status where they are not plain, whether it is your own
        correction, the period, and the sentence (of a long one the clause) with the quote in bold, linked to
        the page where it was published. It shows itself in a notebook, in the colours of its theme;
        ``as_raw_html()`` gives it away.

    Raises
    ------
    DataError
        If the frame lacks a column, or has a number that its quote does not state, or if there is no such
        column to show.
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
    metrics = proven(expect_metrics(metrics, "ha.table({})"))
    from great_tables import loc, style

    source = article_metadata(metrics)
    catalog = catalog_for(source, lang)
    frame = _frame(metrics, catalog, _chosen(columns, metrics))
    cells = [name for name in frame.columns if name != "section"]
    headings: dict[str, Any] = {name: heading(name, lang=catalog.lang) for name in cells}
    # The id comes from what is shown: the same bytes each time, and two tables stay apart.
    name = "hulin-" + hashlib.sha256(frame.to_csv().encode("utf-8")).hexdigest()[:8]
    return (
        _table()(frame, id=name, groupname_col="section" if "section" in frame else None)
        .tab_header(title=writable(title or catalog("table_title", n=len(frame))))
        .tab_source_note(writable(source_of(metrics, catalog)))
        .cols_label(**headings)
        .fmt_passthrough(columns=[name for name in cells if name == "sentence"], escape=False)
        .cols_align("left", columns=[name for name in cells if name != "value"])
        .cols_align("right", columns=[name for name in cells if name == "value"])
        .cols_width({name: width for name, width in _WIDTHS.items() if name in cells and columns is None})
        .tab_style(
            style.css("white-space: nowrap;"),
            loc.body(columns=[name for name in cells if name in ("id", "value")]),
        )
        .tab_options(
            # The fonts of the page around it, which know its language.
            table_font_names="inherit",
            table_font_size="13px",
            heading_align="left",
            row_group_font_weight="bold",
        )
        .opt_css(_THEMED.replace("#", f"#{name} "))
    )


def _chosen(columns: Sequence[str] | None, metrics: pd.DataFrame) -> Sequence[str]:
    """Return the columns to show; without a choice all, but for a section that all rows share."""
    if columns is None:
        return _COLUMNS if metrics["section"].nunique(dropna=False) > 1 else _COLUMNS[1:]
    chosen = [columns] if isinstance(columns, str) else list(columns)
    for name in chosen or [""]:
        if name not in _COLUMNS and name not in metrics.columns:
            raise DataError(
                "There is no column {name!r} to show; choose from {names}, or another of the frame.",
                name=name,
                names=Listed(_COLUMNS),
            )
    return list(dict.fromkeys(chosen))


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


def _frame(metrics: pd.DataFrame, catalog: Catalog, columns: Sequence[str]) -> pd.DataFrame:
    """Make the cells, in reading order: text, but for the sentences, which are HTML."""
    records = rows_as_dicts(in_reading_order(metrics))
    notes, texts = number_quotes(metrics), texts_of(metrics)
    documents = documents_of(metrics) or {"": article_metadata(metrics)}
    links = [_address(note, documents, texts) for note in notes]
    drafts = [_row(*row, catalog) for row in zip(records, notes, links, strict=True)]
    further = [name for name in columns if name not in _COLUMNS]
    shown = label(pd.DataFrame(records)[further], lang=catalog.lang) if further else pd.DataFrame()
    for draft, place in zip(drafts, range(len(drafts)), strict=True):
        draft |= {name: catalog.chinese(str(shown.iloc[place, at])) for at, name in enumerate(further)}
    rows = [[writable(draft[name]) for name in columns] for draft in drafts]
    return pd.DataFrame(rows, columns=list(columns), dtype=str)


def _address(note: Note, documents: dict[str, dict[str, Any]], texts: dict[str, str]) -> str | None:
    """Link a number to its sentence in the page where it was published, if it has an address."""
    key = note.document or next(iter(documents))
    address = documents[key].get("url")
    if not address or not address.startswith(("https://", "http://")):
        return None
    return quote_link(str(address), note, texts[key])


def _row(row: dict[Any, Any], note: Note, link: str | None, catalog: Catalog) -> dict[str, str]:
    return {
        "section": catalog.chinese(note.section) or catalog("lead"),
        "id": note.id,
        "indicator": label_of(row, catalog),
        "value": number(row, catalog),
        "status": catalog("sep").join(qualifiers(row, catalog)),
        "period": "" if pd.isna(row["period"]) else catalog.period(str(row["period"])),
        "sentence": _words_around(note, link),
    }


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
    return f'<a href="{escape(link)}" target="_blank" rel="noopener">{quote}</a>'
