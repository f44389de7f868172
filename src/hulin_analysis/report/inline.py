"""A chart inside a page: its SVG made part of the HTML, its marks leading to the text in the same file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from matplotlib.figure import Figure

from hulin_analysis.charts.canvas.export import as_svg
from hulin_analysis.charts.fonts import FAMILIES
from hulin_analysis.writable import writable

__all__ = ["inline_svg", "marks_of", "words_of_svg"]

# A link inside a mark, up to the end of its address.
_LINKED = re.compile(r'(<g id="[^"]*?mark-([^"]+)">(?:(?!</g>).)*?<a href="[^"]*")', re.DOTALL)
_MARK = re.compile(r' id="(\w+-(?:mark|value)-([^"]+))"')


def inline_svg(figure: Figure, name: str, family: str, said: Mapping[str, str]) -> str:
    """Write a chart as an SVG element for a page.

    Parameters
    ----------
    figure : Figure
        A chart whose links are anchors of the page.
    name : str
        Stands before each of its ids: two charts of a page share none.
    family : str
        What the page calls the font, which it carries once for all charts.
    said : mapping of str to str
        What each row states, by its id: the name of the link that a mark without words is.

    Returns
    -------
    str
        One ``svg`` element, as wide as its place.
    """
    svg = as_svg(figure, font=False)
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\n", "", svg, flags=re.DOTALL)
    svg = re.sub(r' id="([^"]+)"', rf' id="{name}-\1"', svg)
    # Its own parts are referred to by these ids; the anchors of the page are not among them.
    own = set(re.findall(rf' id="{name}-([^"]+)"', svg))
    svg = re.sub(
        r'((?:href="|url\()#)([^")]+)', lambda m: f"{m[1]}{name}-{m[2]}" if m[2] in own else m[0], svg
    )
    svg = re.sub(r'aria-labelledby="(\S+) (\S+)"', rf'aria-labelledby="{name}-\1 {name}-\2"', svg)
    svg = re.sub(r' target="_blank"', "", svg).replace("xlink:href=", "href=")
    svg = re.sub(r'(<svg[^>]*?) width="[^"]+" height="[^"]+"', r"\1", svg, count=1)
    names = {row: escape(writable(words), quote=True) for row, words in said.items()}
    svg = _LINKED.sub(lambda m: f'{m[1]} aria-label="{names.get(m[2], m[2])}"', svg)
    # Its links can be reached one by one: it is no single picture to who does not see it.
    svg = svg.replace('role="img"', 'role="group"', 1)
    for own_family in FAMILIES:
        svg = svg.replace(f"'{own_family}'", f"'{family}'")
    return svg


def marks_of(svg: str) -> dict[str, str]:
    """Find the marks of an inline chart, and its numbers set as words: the element's id by the row's."""
    found: dict[str, str] = {}
    for place, row in _MARK.findall(svg):
        found.setdefault(row, place)
    return found


def words_of_svg(svg: str) -> str:
    """Return the words of a chart: what the page's font has to cover."""
    return re.sub(r"<[^>]*>", "", svg)
