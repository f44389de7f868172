"""A chart inside a page: its SVG made part of the HTML, laid out for wide and for narrow screens.

A page forbids style attributes, so that a chart's are made attributes of SVG's own; the page's style sheet
can then change its colours in a dark theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.canvas.composition import at_width
from hulin_analysis.charts.canvas.export import as_svg
from hulin_analysis.report.pandoc import in_text
from hulin_analysis.writable import writable

#: The attributes of SVG that hold colours.
COLOURED = ("fill", "stroke")
#: In points: 360 CSS pixels, a telephone's screen less its margins.
_NARROW = 270.0

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
# No entity of a file is looked up, and none is needed.
_PARSER = etree.XMLParser(remove_blank_text=True, resolve_entities=False, load_dtd=False, no_network=True)
_ROW = re.compile(r"(?:mark|value)-(.+)")
_OWN = re.compile(r"#([\w.-]+)")
_TURNED_BY_NOTHING = re.compile(r"rotate\(-?0 [^)]*\)")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_MEASURES = ("d", "x", "y", "transform", "points", "width", "height", "viewBox")


@dataclass(frozen=True)
class PageChart:
    """A chart of a page."""

    svg: Path  # the file with its elements: the chart for wide screens, and for narrow ones
    title: str  # the finding that stands over it; it may be empty
    rows: tuple[str, ...]  # the ids of the rows it draws, in its order
    marks: Mapping[str, str]  # where each row is drawn: the id of an element of the wide chart
    colours: frozenset[str]
    words: str  # its words: what the page's font has to cover


def page_chart(
    figure: AnnotatedFigure, name: str, label: str, said: Mapping[str, str],
    prepare: Callable[[AnnotatedFigure], None] | None, path: Path,
) -> PageChart:  # fmt: skip
    """Make a chart part of a page, with `name` before each of its ids.

    What a row states (`said`) names a mark without words; `prepare` is done to either form.
    """
    small = at_width(figure, _NARROW)
    if prepare:
        prepare(figure)
        prepare(small)
    wide, narrow = _Element(figure, name, said), _Element(small, f"{name}-narrow", said)
    for one, other, form in ((wide, narrow, "wide"), (narrow, wide, "narrow")):
        one.root.set("class", f"chart {form}")
        one.root.set("data-other", other.name)
        one.describe(label, f"{name}-description")
    wide.explain(figure.alt, f"{name}-description")
    path.write_text(wide.written() + "\n" + narrow.written(), encoding="utf-8", newline="\n")
    return PageChart(
        path,
        writable(figure.title),
        tuple(wide.marks),
        wide.marks,
        wide.colours | narrow.colours,
        "".join(sorted({*wide.words, *narrow.words})),
    )


class _Element:
    """The SVG element of a figure."""

    def __init__(self, figure: AnnotatedFigure, name: str, said: Mapping[str, str]) -> None:
        self.name = name
        self.said = said
        self.root = etree.fromstring(as_svg(figure, font=False).encode(), _PARSER)
        #: Where each row is drawn: its element's id.
        self.marks: dict[str, str] = {}
        colours: set[str] = set()
        for element in self._elements():
            _attributes_for_style(element)
            colours.update(element.get(key, "") for key in COLOURED)
            _shorten(element)
        self.colours = frozenset(colour for colour in colours if colour.startswith("#"))
        self._colour_uses()
        self._rename()
        self._link()
        self._unwrap()
        self.words = "".join(self.root.itertext())

    def _elements(self) -> Iterator[etree._Element]:
        """Yield the elements, without what a page has already."""
        for element in self.root.xpath("//*[local-name()='metadata' or local-name()='style']"):
            element.getparent().remove(element)
        for tag in ("title", "desc"):
            for element in self.root.findall(_SVG + tag):
                self.root.remove(element)
        # The rule that the style sheet had.
        self.root.set("stroke-linejoin", "round")
        for key in ("width", "height", "version", "role", "aria-labelledby"):
            self.root.attrib.pop(key, None)
        yield from self.root.iter(etree.Element)

    def _colour_uses(self) -> None:
        """Give a shape's colours to its uses: no rule of the page reaches a shape where it is used."""
        shapes = {f"#{one.get('id')}": one for one in self.root.iterfind(f".//{_SVG}defs/{_SVG}path")}
        for use in self.root.iter(_SVG + "use"):
            shape = shapes[use.get(_HREF)]
            for key in COLOURED:
                if key in shape.attrib and key not in use.attrib:
                    use.set(key, shape.get(key))
        for shape in shapes.values():
            for key in COLOURED:
                shape.attrib.pop(key, None)

    def _rename(self) -> None:
        """Keep the ids of marks and numbers, and those the chart refers to; put its name before them."""
        elements = list(self.root.iter(etree.Element))
        used = {own for one in elements for value in one.attrib.values() for own in _OWN.findall(value)}
        for element in elements:
            own = element.attrib.pop("id", "")
            if row := _ROW.fullmatch(own):
                self.marks.setdefault(row[1], f"{self.name}-{own}")
            if row or own in used:
                element.set("id", f"{self.name}-{own}")
        ids = {one.get("id", "").removeprefix(f"{self.name}-") for one in elements}

        def named(found: re.Match[str]) -> str:
            return f"#{self.name}-{found[1]}" if found[1] in ids else found[0]

        for element in elements:
            for key, value in element.attrib.items():
                if key == _HREF:
                    del element.attrib[key]
                    element.set("href", _OWN.sub(named, value))
                elif value.startswith("url("):
                    element.set(key, _OWN.sub(named, value))
        etree.cleanup_namespaces(self.root)
        self.root.set("id", self.name)

    def _link(self) -> None:
        """Tell each link its row; the keyboard stops once at each row, at a mark without link too."""
        before, seen = f"#{in_text('')}", set()
        for link in self.root.iter(_SVG + "a"):
            link.attrib.pop("target", None)
            row = link.get("href", "")
            if not row.startswith(before):
                continue
            row = row.removeprefix(before)
            link.set("data-row", row)
            if not "".join(link.itertext()).strip():
                link.set("aria-label", writable(self.said.get(row, row)))
            if row in seen:
                link.set("tabindex", "-1")
            seen.add(row)
        for row, place in self.marks.items():
            if row not in seen:
                mark = self.root.xpath("//*[@id=$place]", place=place)[0]
                mark.set("data-row", row)
                mark.set("tabindex", "0")
                mark.set("role", "img")
                mark.set("aria-label", writable(self.said.get(row, row)))

    def _unwrap(self) -> None:
        """Take out the groups that say nothing."""
        for group in list(self.root.iter(_SVG + "g")):
            parent = group.getparent()
            if not group.attrib and parent is not None:
                at = parent.index(group)
                parent[at : at + 1] = list(group)

    def describe(self, label: str, description: str) -> None:
        """Name the chart for those who do not see it; its links can be reached one by one."""
        self.root.set("role", "group")
        self.root.set("aria-label", writable(label))
        self.root.set("aria-describedby", description)

    def explain(self, alt: str, description: str) -> None:
        """Put in the description that both forms refer to."""
        element = etree.Element(_SVG + "desc", id=description)
        element.text = writable(alt)
        self.root.insert(0, element)

    def written(self) -> str:
        """Write it for a page of HTML."""
        return str(etree.tostring(self.root, encoding="unicode"))


def _attributes_for_style(element: etree._Element) -> None:
    """Make attributes of an element's style; the font is the page's."""
    for rule in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key and key != "font-family":
            element.set(key, value.removesuffix("px") if key == "font-size" else value)


def _shorten(element: etree._Element) -> None:
    """Write lengths to a hundredth of a point, and leave out what changes nothing."""
    for key in _MEASURES:
        if value := element.get(key):
            short = " ".join(_NUMBER.sub(lambda found: f"{float(found[0]):.2f}", value).split())
            element.set(key, short)
    if _TURNED_BY_NOTHING.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
