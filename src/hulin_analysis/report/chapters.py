"""The chapters that any article's report has: in figures, charts, quantities, method, source, text, ledger.

They are composed from the frames alone; no sentence here is true of one article only. The places of a
document are named after the rows: ``n-q7-1`` is a number in the text, ``t-q7-1`` its row in the table.
"""

from __future__ import annotations

import hashlib
import platform
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

import pandas as pd

from hulin_analysis.article import Article, Span
from hulin_analysis.article import Table as Printed
from hulin_analysis.cells import Slot, set_out
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.stated.entries import label_of
from hulin_analysis.charts.words import Words
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.finding import findings
from hulin_analysis.labels import Coded, heading, meaning
from hulin_analysis.line_breaks import joined
from hulin_analysis.quotes import number_quotes
from hulin_analysis.report.document import Table
from hulin_analysis.report.nodes import Node, bullets, figure, header, link, note, para, span, strong, text
from hulin_analysis.report.printed import printed_table
from hulin_analysis.report.tables import Grid
from hulin_analysis.selectors import quote_link
from hulin_analysis.views.reader import KINDS
from hulin_analysis.views.saying import not_plain, number

__all__ = ["Chapters", "in_table", "in_text"]

Block = Node | Table

_COLUMNS = ("id", "indicator", "quote", "value", "status", "period")
_LEDGER = ("quote", "reason", "section", "block")
# The first page says no more than this.
_MOST_FINDINGS = 5
_HEDGES = (Hedge.OVER, Hedge.UNDER, Hedge.ABOUT)
_VERSIONS = ("hulin-analysis", "pandas", "matplotlib", "jieba", "opencc", "pypandoc-binary", "typst")


def in_text(id: str) -> str:
    """Name the place of a number in the text."""
    return f"n-{id}"


def in_table(id: str) -> str:
    """Name the row of a number in the table of quantities."""
    return f"t-{id}"


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


@dataclass(frozen=True)
class Chapters:
    """What the chapters are made of.

    Attributes
    ----------
    article : Article
        The article.
    metrics, ledger : DataFrame
        Its frames.
    unaccounted : int
        How many numeral characters stand in neither.
    words : Words
        The language of the report.
    accessed : str or None
        When the text was taken from where it was published, as an ISO date.
    context : DataFrame or None
        What its growth rates are compared with.
    """

    article: Article
    metrics: pd.DataFrame
    ledger: pd.DataFrame
    unaccounted: int
    words: Words
    accessed: str | None = None
    context: pd.DataFrame | None = None

    def abstract(self) -> list[Block]:
        """Say what the article states: its findings, each with its numbers, then how much, and how surely."""
        blocks: list[Block] = [header(1, self.words("report_abstract"))]
        if told := list(self._findings()):
            blocks.append(bullets(told))
        blocks += [para(*text(sentence)) for sentence in self._abstract()]
        return blocks

    def _findings(self) -> Iterator[list[Node]]:
        """Yield the weightiest findings, behind each the ids that lead to its numbers in the text."""
        table = findings(self.metrics, context=self.context, lang=self.words.lang).head(_MOST_FINDINGS)
        opened, closed = self.words("proof", ids="\n").split("\n")
        owned = table["corrected"] if "corrected" in table else [False] * len(table)
        for sentence, ids, own in zip(table["sentence"], table["ids"], owned, strict=True):
            mark = self.words("corrected_proof") if own else ""
            told = text(sentence + mark + opened)
            for place, id_ in enumerate(ids):
                told += text(self.words("list")) if place else []
                told.append(link(f"#{in_text(id_)}", text(id_)))
            yield [*told, *text(closed)]

    def _abstract(self) -> Iterator[str]:
        count, words = len(self.metrics), self.words
        if not count:
            yield words("report_count_none")
        else:
            kinds = self._counted("kind", KINDS, "report_kind")
            yield words("report_count", n=count, kinds=kinds)
            hedged = int((self.metrics["hedge"] != Hedge.EXACT).sum())
            hedges = self._counted("hedge", _HEDGES, "report_hedge")
            said = {"n": hedged, "hedges": hedges, "rest": count - hedged}
            yield words("report_hedged", **said) if hedged else words("report_exact")
            statuses = {str(code): int((self.metrics["status"] == code).sum()) for code in Status}
            changes = int((self.metrics["change"] != Change.NONE).sum())
            yield words("report_status", **statuses, changes=changes)
        yield words("report_others", n=len(self.ledger), missing=self.unaccounted)
        if self.article.published is None:
            yield words("report_undated")

    def _counted(self, column: Coded, codes: Sequence[str], key: str) -> str:
        counts = self.metrics[column].value_counts()
        return self.words("list").join(
            self.words(key, **{column: meaning(column, code, lang=self.words.lang), "n": int(counts[code])})
            for code in codes
            if code in counts
        )

    def charts(self, figures: Mapping[str, AnnotatedFigure], empty: Sequence[str]) -> list[Block]:
        """Show the charts, each with its finding as caption, and say of what there is none."""
        words = self.words
        blocks: list[Block] = [header(1, words("report_charts"))]
        if figures:
            blocks.append(para(*text(words("report_quotes_note"))))
        for name, drawn in figures.items():
            blocks.append(figure(f"media/{name}.png", drawn.alt, drawn.title))
        if empty:
            what = words("list").join(words(f"{name}_what") for name in empty)
            blocks.append(para(*text(words("report_none_drawn", what=what))))
        return blocks

    def numbers(self) -> list[Block]:
        """Put every quantity in a table: its id leads to the text, its quote to the page as published."""
        if self.metrics.empty:
            return []
        words, url = self.words, self.article.url
        anchors, links, rows = {}, {}, []
        ordered = self.metrics.sort_values(["start", "end"], kind="stable").to_dict("records")
        inside = self.metrics["block"].isin([table.number for table in self.article.tables])
        several = self.metrics.loc[inside, "subject"].nunique() > 1
        names = {column: heading(column, lang=words.lang) for column in _COLUMNS}
        for i, (row, quote) in enumerate(zip(ordered, number_quotes(self.metrics), strict=True)):
            rows.append(self._row(row, placed=several and quote.heads is not None))
            anchors[i, names["id"]] = in_table(quote.id)
            links[i, names["id"]] = f"#{in_text(quote.id)}"
            if url:
                links[i, names["quote"]] = quote_link(url, quote, self.article.text)
        grid = Grid(tuple(names.values()), tuple(rows), labelled=True)
        said = words("report_numbers_note" if url else "report_numbers_note_local")
        title = words("report_numbers")
        return [header(1, title), para(*text(said)), Table(grid, title, anchors, links)]

    def _row(self, row: dict[Any, Any], *, placed: bool) -> tuple[str, ...]:
        """Write the cells of a row, with its place where the rows of a table differ in that."""
        words, label = self.words, label_of(row, self.words)
        if placed and not pd.isna(row["subject"]):
            label += words("sep") + words.place(str(row["subject"]))
        period = "" if pd.isna(row["period"]) else words.period(str(row["period"]))
        status = words("sep").join(not_plain(row, words))
        return (
            str(row["id"]),
            label,
            joined(str(row["quote"])),
            number(row, words),
            status,
            period,
        )

    def method(self) -> list[Block]:
        """Say how the numbers were read and drawn, and how surely."""
        said = [para(*text(self.words(f"report_method_{i}"))) for i in (1, 2, 3)]
        return [header(1, self.words("report_method")), *said]

    def source(self) -> list[Block]:
        """Say where the article comes from, when it was taken, and which versions read it."""
        about, words = self.article.about(), self.words
        rows = {key: text(str(about[key])) for key in ("title", "paper", "portal") if about[key]}
        if about["published"]:
            rows["published"] = text(about["published"][:10])
        if about["url"]:
            rows["url"] = [link(about["url"], text(about["url"]))]
        if self.accessed:
            rows["accessed"] = text(self.accessed)
        rows["digest"] = text("SHA-256\n" + hashlib.sha256(self.article.text.encode()).hexdigest())
        versions = [f"{name} {version(name)}" for name in _VERSIONS]
        rows["versions"] = text(", ".join([*versions, f"Python {platform.python_version()}"]))
        lines = [[strong(words(f"report_label_{key}") + words("colon")), *row] for key, row in rows.items()]
        return [header(2, words("report_source")), *(para(*line) for line in lines)]

    def text(self) -> list[Block]:
        """Print the article, verbatim, each number a place that its chart and its row lead to."""
        words = self.words
        blocks: list[Block] = [header(1, words("report_text")), para(*text(words("report_text_note")))]
        for section in self.article.sections:
            if section.title:
                blocks.append(header(2, section.name))
            for block in section.blocks:
                if isinstance(block, Printed):
                    blocks += self._table(block)
                else:
                    blocks.append(para(*self._paragraph(block.span, block.sentences)))
        return blocks

    def _table(self, table: Printed) -> list[Node]:
        """Print a table as a table, with the lines above it and the notes under it."""
        above = [
            inline for line in table.caption for inline in (*self._words(*_ends(line)), {"t": "LineBreak"})
        ]
        notes = [note(*self._words(*_ends(line))) for line in table.notes]

        def fill(slot: Slot, first: bool) -> Sequence[Node]:
            if slot.cell is None:
                return []
            return list(self._sentence(slot.cell.span)) if first else self._words(*_ends(slot.cell.span))

        return [*printed_table(set_out(self.article, table), above[:-1], fill), *notes]

    def _paragraph(self, paragraph: Span, sentences: Sequence[Span]) -> Iterator[Node]:
        at = paragraph.start
        for sentence in sentences:
            yield from self._words(at, sentence.start)
            yield span(list(self._sentence(sentence)), classes=["sentence"])
            at = sentence.end
        yield from self._words(at, paragraph.end)

    @cached_property
    def _inside(self) -> dict[int, list[dict[Any, Any]]]:
        """The rows by the sentence or cell they stand in."""
        found: dict[int, list[dict[Any, Any]]] = {}
        starts = sorted(cell.span.start for table in self.article.tables for cell in table.cells)
        tables = {table.number for table in self.article.tables}
        for row in self.metrics.sort_values("start").to_dict("records"):
            at = int(row["sentence_start"])
            if row["block"] in tables:
                at = starts[bisect_right(starts, row["start"]) - 1]
            found.setdefault(at, []).append(row)
        return found

    def _sentence(self, sentence: Span) -> Iterator[Node]:
        at = sentence.start
        for row in self._inside.get(sentence.start, ()):
            start, end = int(row["start"]), int(row["end"])
            yield from self._words(at, start)
            quote = [link(f"#{in_table(row['id'])}", self._words(start, end))]
            yield span(quote, id=in_text(row["id"]), classes=["quantity", str(row["kind"])])
            at = end
        yield from self._words(at, sentence.end)

    def _words(self, start: int, end: int) -> list[Node]:
        return text(joined(self.article.text, start, end))

    def others(self) -> list[Block]:
        """List every numeral that is no quantity, with its reason."""
        if self.ledger.empty:
            return []
        words = self.words
        names = tuple(heading(column, lang=words.lang) for column in _LEDGER)
        rows = tuple(
            (
                joined(str(row["quote"])),
                meaning("reason", str(row["reason"]), lang=words.lang),
                words.chinese(str(row["section"])),
                str(row["block"] or ""),
            )
            for row in self.ledger.to_dict("records")
        )
        title = words("report_ledger")
        return [header(1, title), Table(Grid(names, rows), title)]
