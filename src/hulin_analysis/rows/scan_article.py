"""Numerals: those of an article, split into quantities and exclusions; offsets are those of the view."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from hulin_analysis.article import Article
from hulin_analysis.blocks import Cell, Span, Table
from hulin_analysis.numbers import Exclusion, Quantity, find_quantities
from hulin_analysis.view import View


class Numerals(NamedTuple):
    """The numerals of an article, split into quantities and exclusions; offsets are those of the view."""

    view: View  # the article as the rules read it
    quantities: list[Quantity]  # the quantities of the body, in reading order
    in_tables: list[list[Quantity]]  # for each table what running text would have for quantities there
    outside: list[Quantity]  # the quantities in headlines and on other lines
    exclusions: list[Exclusion]  # all other numerals, in reading order
    paragraphs: list[tuple[int, int]]  # where the paragraphs of the body stand


def scan(article: Article) -> Numerals:
    """Split the numerals of an article into quantities and exclusions.

    >>> import hulin_analysis as ha
    >>> numerals = scan(ha.parse_article("2021年新建學校3所。"))
    >>> numerals.quantities[0].value, numerals.exclusions[0].reason.value
    (3.0, 'date')
    """
    view = View(article.text, article.folded, ((p.span.start, p.span.end) for p in article.paragraphs))
    quantities, exclusions = find_quantities(view.text)
    starts = [quantity.start for quantity in quantities]
    paragraphs: list[tuple[int, int]] = []
    inside: list[Quantity] = []
    in_tables: list[list[Quantity]] = []
    outside: list[Quantity] = []
    passed = 0
    for block in article.blocks:
        start, end = in_view(view, block.span)
        first = bisect_left(starts, start, passed)
        outside += quantities[passed:first]
        passed = bisect_left(starts, end, first)
        if isinstance(block, Table):
            in_tables.append(quantities[first:passed])
        else:
            paragraphs.append((start, end))
            inside += quantities[first:passed]
    outside += quantities[passed:]
    return Numerals(view, inside, in_tables, outside, exclusions, paragraphs)


def in_view(view: View, span: Span) -> tuple[int, int]:
    """Return where a stretch of the text stands in a view of it."""
    return view.at(span.start), view.at(span.end)


def cells_of(
    view: View, table: Table, quantities: list[Quantity]
) -> tuple[list[tuple[int, int, Cell]], list[list[Quantity]]]:
    """Return the cells of a table with where they stand in a view, and for each the quantities within it.

    A quantity that running text would read over several cells is in none.
    """
    cells = [(*in_view(view, cell.span), cell) for cell in table.cells]
    starts = [start for start, _, _ in cells]
    inside: list[list[Quantity]] = [[] for _ in cells]
    for quantity in quantities:
        i = bisect_right(starts, quantity.start) - 1
        if i >= 0 and quantity.end <= cells[i][1]:
            inside[i].append(quantity)
    return cells, inside
