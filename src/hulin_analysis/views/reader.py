"""The reader: an article as a reader wants it, each number of the text marked with what it states."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import takewhile
from typing import Any

import pandas as pd

from hulin_analysis.article import Article, Section, Span, Table
from hulin_analysis.cells import Slot, set_out
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import expect_metrics
from hulin_analysis.codes import Kind, Status
from hulin_analysis.frames import extract, ledger
from hulin_analysis.labels import meaning
from hulin_analysis.line_breaks import joined
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import expect_quotes
from hulin_analysis.script import LanguageTag
from hulin_analysis.views.describing import catalog_for, describe, number
from hulin_analysis.writable import writable

#: The kinds of number, in the order of the key.
KINDS = tuple(Kind)
#: How many characters of an article are shown; with many more a browser is slow.
LONGEST = 200_000
# A table of more columns than these is as wide as it has to be, and scrolls.
_WIDE = 8


def article_html(
    article: Article, metrics: pd.DataFrame | None = None, *,
    lang: LanguageTag | None = None,
) -> str:  # fmt: skip
    r"""Write an article as HTML: its sections, and in them every numeral with what it states.

    >>> from hulin_analysis.readers import parse_article
    >>> page = article_html(parse_article("某市新聞\n\n去年新建學校3所。"), lang="en")
    >>> mark = page[page.index('data-id="q1-1"') : page.index("</mark>。")]
    >>> "3所" in mark, "3 · Schools" in mark
    (True, True)
    """
    catalog = catalog_for(article.metadata(), lang)
    call = "ha.explore(article, figure, metrics={})"
    rows = extract(article) if metrics is None else proven(expect_metrics(metrics, call))
    page = _Page(article, _items(article, rows, catalog), catalog)
    parts = writable("".join(page.parts(rows)))
    return f'<div class="hulin-reader"><style>{_style()}</style>{parts}</div>'


@cache
def _style() -> str:
    return files(__package__).joinpath("reader.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Item:
    """A numeral of the text, and the opening tag of the element around it."""

    start: int
    end: int
    tag: str
    opening: str


def _items(article: Article, rows: pd.DataFrame, catalog: Catalog) -> list[_Item]:
    """Make the elements of all numerals, in reading order; a number goes before what overlaps it."""
    expect_quotes(rows, article.text)
    items = [_number_item(row, catalog) for row in rows_as_dicts(rows)]
    taken = {offset for item in items for offset in range(item.start, item.end)}
    for row in rows_as_dicts(ledger(article)):
        start, end, quote = int(row["start"]), int(row["end"]), str(row["quote"])
        if taken.isdisjoint(range(start, end)):
            said = meaning("reason", str(row["reason"]), lang=catalog.lang)
            items.append(_Item(start, end, "span", _opening("span", "exclusion", quote, said)))
    return sorted(items, key=lambda item: item.start)


def _number_item(row: dict[Any, Any], catalog: Catalog) -> _Item:
    start, end, quote = int(row["start"]), int(row["end"]), str(row["quote"])
    classes = [str(row["kind"]) if row["kind"] in KINDS else Kind.OTHER]
    if row["status"] != Status.ACTUAL:
        classes.append(str(row["status"]))
    said = catalog("sep").join([number(row, catalog), *describe(row, catalog), str(row["id"])])
    opening = _opening("mark", " ".join(classes), quote, said, f' data-id="{escape(str(row["id"]))}"')
    return _Item(start, end, "mark", opening)


def _opening(tag: str, classes: str, quote: str, said: str, more: str = "") -> str:
    """Open the element of a numeral: what is said of it is there for pointer, keyboard and screen reader."""
    told = f'data-said="{escape(said)}" aria-label="{escape(joined(quote))}: {escape(said)}"'
    return f'<{tag} class="{escape(classes)}"{more} tabindex="0" role="note" {told}>'


@dataclass(frozen=True, slots=True)
class _Page:
    """The parts of the page, each as HTML."""

    article: Article
    items: Sequence[_Item]
    catalog: Catalog

    def parts(self, rows: pd.DataFrame) -> Iterator[str]:
        """Write head, key, sections and boilerplate one after another."""
        yield from self._head()
        yield self._key(rows)
        shown = 0
        for section in self.article.sections:
            length = sum(len(block.span.quote) for block in section.blocks)
            if shown + length > LONGEST:
                cut = escape(self.catalog("reader_cut", n=f"{LONGEST:,}"))
                yield f'<p class="note">{cut}</p>'
                return
            shown += length
            yield self._section(section, rows)
        if self.article.boilerplate:
            lines = "".join(f"<p>{self._marked(span)}</p>" for span in self.article.boilerplate)
            name = escape(self.catalog("boilerplate"))
            yield f'<details class="boilerplate"><summary>{name}</summary>{lines}</details>'

    def _head(self) -> Iterator[str]:
        if self.article.title:
            yield f"<h3>{self._marked(self.article.title)}</h3>"
        elif self.article.headline:
            yield f"<h3>{escape(self.article.headline)}</h3>"
        about = self.article.metadata()
        parts = [about["paper"], about["portal"], (about["published"] or "")[:10], about["place"]]
        line = escape(self.catalog("sep").join(part for part in parts if part))
        address, name = about["url"] or "", escape(self.catalog("published_at"))
        if address.startswith(("https://", "http://")):
            line += f' <a href="{escape(address)}" target="_blank" rel="noopener">{name}</a>'
        yield f'<p class="about">{line}</p>'
        if self.article.published is None:
            yield f'<p class="note">{escape(self.catalog("report_undated"))}</p>'
        if broken := self.article.text.count("\ufffd"):
            yield f'<p class="note">{escape(self.catalog("reader_damaged", n=broken))}</p>'

    def _key(self, rows: pd.DataFrame) -> str:
        counts = rows["kind"].value_counts()
        samples = [
            f'<span><mark class="{kind}">{escape(self.catalog(f"kind_{kind}"))}</mark> {counts[kind]}</span>'
            for kind in KINDS
            if kind in counts
        ]
        exclusions = sum(item.tag == "span" for item in self.items)
        if exclusions:
            name = escape(self.catalog("exclusions"))
            samples.append(f'<span><span class="exclusion">{name}</span> {exclusions}</span>')
        return f'<p class="key">{"".join(samples)}</p>'

    def _section(self, section: Section, rows: pd.DataFrame) -> str:
        name = self._marked(section.title) if section.title else escape(self.catalog("lead"))
        if not section.blocks:
            # The title of a part that begins with a heading of its own: nothing stands under it to unfold.
            return f"<h4>{name}</h4>"
        start, end = section.blocks[0].span.start, section.blocks[-1].span.end
        count = int(((rows["start"] >= start) & (rows["start"] < end)).sum())
        body = "".join(
            self._table(block)
            if isinstance(block, Table)
            else f"<p>{self._sentences(block.span, block.sentences)}</p>"
            for block in section.blocks
        )
        told = escape(self.catalog.extent(count, sum(len(block.span.quote) for block in section.blocks)))
        return f"<details open><summary>{name} <small>{told}</small></summary>{body}</details>"

    def _table(self, table: Table) -> str:
        """Write a table: the lines above it, its rows with their cells marked, the notes under it."""
        above = "".join(f"<div>{self._marked(span)}</div>" for span in table.caption)
        rows = set_out(self.article, table)
        head = sum(1 for _ in takewhile(lambda row: all(slot.role == "head" for slot in row), rows))
        parts = [f"<caption>{above}</caption>"] if above else []
        for tag, stretch in (("thead", rows[:head]), ("tbody", rows[head:])):
            if stretch:
                lines = "".join(f'<tr class="sentence">{self._row(row)}</tr>' for row in stretch)
                parts.append(f"<{tag}>{lines}</{tag}>")
        wide = " wide" if rows and sum(slot.columns for slot in rows[0]) > _WIDE else ""
        below = "".join(f'<p class="note">{self._marked(span)}</p>' for span in table.notes)
        return f'<div class="grid{wide}"><table>{"".join(parts)}</table></div>{below}'

    def _row(self, row: Sequence[Slot]) -> str:
        cells = []
        for slot in row:
            tag = "th" if slot.role == "head" else "td"
            merged = f' colspan="{slot.columns}"' if slot.columns > 1 else ""
            merged += f' rowspan="{slot.rows}"' if slot.rows > 1 else ""
            depth = (
                f' style="padding-left: {slot.cell.depth + 0.5:g}em"' if slot.cell and slot.cell.depth else ""
            )
            words = self._marked(slot.cell.span) if slot.cell else ""
            kind = "figure" if slot.numbers and slot.role != "part" else slot.role
            cells.append(f'<{tag} class="{kind}"{merged}{depth}>{words}</{tag}>')
        return "".join(cells)

    def _sentences(self, paragraph: Span, sentences: Sequence[Span]) -> str:
        """Write a paragraph, each sentence an element of its own that can be lit up."""
        parts, at = [], paragraph.start
        for sentence in sentences:
            parts.append(escape(self._shown(at, sentence.start)))
            parts.append(f'<span class="sentence">{self._marked(sentence)}</span>')
            at = sentence.end
        return "".join([*parts, escape(self._shown(at, paragraph.end))])

    def _marked(self, span: Span) -> str:
        """Write a stretch of the text with the numerals that stand in it marked."""
        parts, at = [], span.start
        first = bisect_left(self.items, span.start, key=lambda item: item.start)
        for item in self.items[first:]:
            if item.end > span.end:
                break
            if item.start < at:
                continue
            quote = escape(self._shown(item.start, item.end))
            parts.append(escape(self._shown(at, item.start)))
            parts.append(f"{item.opening}{quote}</{item.tag}>")
            at = item.end
        return "".join([*parts, escape(self._shown(at, span.end))])

    def _shown(self, start: int, end: int) -> str:
        return joined(self.article.text, start, end)
