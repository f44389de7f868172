"""Saving a chart: the same bytes each time, text as text, and what the chart says in the file's metadata."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args

from lxml import etree
from matplotlib.figure import Figure
from matplotlib.text import Text

from hulin_analysis.atomic_write import atomic_write
from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.figure import MOST_PIXELS, PACKING, Printed, shown
from hulin_analysis.charts.canvas.typeface import Lettering, cut_font, font_face
from hulin_analysis.charts.fonts import FAMILIES, SIMPLIFIED, TRADITIONAL, Family
from hulin_analysis.errors import ChartError, choose, expect, one_line
from hulin_analysis.writable import writable

#: The formats a chart can be saved in.
Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
_DPI = 300
_SVG, _DC = "http://www.w3.org/2000/svg", "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Pixels of a picture, which take four bytes each: a chart of more than four pages of paper is less sharp.
_MOST_AREA = 20_000_000
# What an SVG viewer falls back on if it ignores the font that the file brings along.
_FALLBACKS: dict[Family, str] = {
    SIMPLIFIED: "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
    TRADITIONAL: "'Noto Sans CJK TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif",
}
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f]')


def save(
    figure: Figure, stem: str | os.PathLike[str], *, formats: Format | Iterable[Format] = FORMATS
) -> list[Path]:
    """Save a chart in one format or more.

    Parameters
    ----------
    figure : Figure
        The chart; any other Matplotlib figure will do.
    stem : str or path-like
        Where to, without an extension; the folder is made if need be.
    formats : {"svg", "png", "pdf"} or some of them
        ``svg`` (text as text, the characters' font inside the file), ``png`` (300 dpi) and ``pdf``
        (TrueType fonts); all three if left out.

    Returns
    -------
    list of Path
        The files, in the order of `formats`.

    Raises
    ------
    ChartError
        If the first argument is no figure or the second no path, a format is none of these, the name has one
        for its extension or is not safe everywhere, or a file cannot be written. What stood there before is
        then still there.

    Notes
    -----
    The same chart gives the same bytes each time. Title, alternative text and source go into each file.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pathlib, tempfile
    >>> figure = ha.plot_investments(ha.load_metrics())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in ha.save(figure, pathlib.Path(folder) / "deals", formats="svg")]
    ['deals.svg']
    """
    typed = "ha.save(figure, 'name')"
    expect(figure, Figure, "ha.save needs a figure first", typed, ChartError)
    expect(stem, (str, os.PathLike), "ha.save needs a name behind the figure", typed, ChartError)
    given = [formats] if isinstance(formats, str) else formats
    wanted = [choose(name, FORMATS, "format", "formats", ChartError) for name in dict.fromkeys(given)]
    target = Path(stem)
    if target.suffix[1:].lower() in FORMATS:
        typed = f"ha.save(figure, {str(target.with_suffix(''))!r}, formats={target.suffix[1:].lower()!r})"
        raise ChartError(
            "{name!r} has an extension, which save adds itself; type {typed}.", name=target.name, typed=typed
        )
    if target.name in ("", ".", "..") or _UNSAFE.search(target.name):
        raise ChartError(
            '{name!r} is not a safe file name; leave out the characters < > : " | ? *.', name=target.name
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ChartError(
            "The folder {folder} cannot be made ({why}); choose another place.",
            folder=target.parent, why=one_line(err),
        ) from err  # fmt: skip
    written: list[Path] = []
    for name in wanted:
        path = target.with_name(f"{target.name}.{name}")
        atomic_write(_bytes(figure, name), path, "chart", ChartError)
        written.append(path)
    return written


def as_svg(figure: Figure, *, font: bool = True) -> str:
    """Write a chart as SVG, as :func:`save` does: a mark is a group, its id ``mark-`` and its row's."""
    buffer = io.BytesIO()
    # Matplotlib's own metadata block would bring its version and address into the file.
    none = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with theme.style():
        figure.savefig(buffer, format="svg", metadata=none)
    brought = {family: letters_of(figure) for family in _families(figure)} if font else {}
    # A figure that is not of this package draws whatever it was given.
    return _finished_svg(writable(buffer.getvalue().decode("utf-8")), *_said(figure), brought)


def printed(digest: str) -> Printed | None:
    """Draw a chart for print that JupyterLab shows: its context menu asks the kernel for it."""
    figure = shown(digest)
    return None if figure is None else Printed(_bytes(figure, "png"), figure.title)


def _said(figure: Figure) -> tuple[str, str, str]:
    """Give title, alternative text and source of a chart; a plain figure of Matplotlib says nothing."""
    title, alt, source = (writable(str(getattr(figure, key, "") or "")) for key in ("title", "alt", "source"))
    return title, alt, source


def _bytes(figure: Figure, name: str) -> bytes:
    if name == "svg":
        return as_svg(figure).encode("utf-8")
    if name == "pdf":
        return as_pdf(figure, letters_of(figure))
    buffer, (title, alt, source) = io.BytesIO(), _said(figure)
    with theme.style():
        width, height = map(float, figure.get_size_inches())
        dpi = min(_DPI, int(MOST_PIXELS / max(width, height)), int((_MOST_AREA / (width * height)) ** 0.5))
        about = {"Software": None, "Title": title, "Description": alt, "Source": source}
        figure.savefig(buffer, format="png", dpi=dpi, metadata=about, pil_kwargs=PACKING)
    return buffer.getvalue()


def as_pdf(figure: Figure, letters: str) -> bytes:
    """Write a chart as PDF, as :func:`save` does, its font cut to `letters`, of it or of several."""
    buffer = io.BytesIO()
    title, alt, source = _said(figure)
    about = {
        "Creator": "hulin-analysis", "Producer": None, "CreationDate": None, "Title": title,
        "Subject": alt, "Keywords": source,
    }  # fmt: skip
    with theme.style(), _cut_to(figure, letters):
        figure.savefig(buffer, format="pdf", metadata=about)
    return buffer.getvalue()


@contextmanager
def _cut_to(figure: Figure, letters: str) -> Iterator[None]:
    """Let a figure use the font cut to some characters: Matplotlib reads the whole one for each 256."""
    # The labels of ticks are set in the font by its name; what else its owner wrote has its own before it.
    texts = [
        artist for artist in figure.findobj(Text)
        if isinstance(artist, Lettering) or (len(own := artist.get_fontfamily()) == 1 and own[0] in FAMILIES)
    ]  # fmt: skip
    properties = [text.get_fontproperties() for text in texts]
    with TemporaryDirectory() as folder:
        paths: dict[str, Path] = {family: Path(folder) / f"{family}.ttf" for family in _families(figure)}
        for family in _families(figure):
            paths[family].write_bytes(cut_font(letters, family))
        for text, known in zip(texts, properties, strict=True):
            cut = known.copy()
            cut.set_file(str(paths.get(known.get_family()[0], known.get_file())))
            text.set_fontproperties(cut)
        try:
            yield
        finally:
            for text, known in zip(texts, properties, strict=True):
                text.set_fontproperties(known)


def _families(figure: Figure) -> list[Family]:
    """Find which of the charts' fonts the words of a figure are set in, or fall back on."""
    used = {name for artist in figure.findobj(Text) for name in artist.get_fontfamily()}
    return [family for family in FAMILIES if family in used]


def letters_of(figure: Figure) -> str:
    """Return all that a chart has in words, for the font that goes with it."""
    for axes in figure.axes:
        # What stands at the ticks of a figure that was never drawn is not known before.
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels()
    return "".join([*(artist.get_text() for artist in figure.findobj(Text)), *_said(figure)])


def _finished_svg(svg: str, title: str, alt: str, source: str, brought: Mapping[Family, str]) -> str:
    """Give an SVG its title, description and source, a role for screen readers, and its fonts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(svg.encode("utf-8"), parser)
    root.set("role", "img")
    root.set("aria-labelledby", "chart-title chart-desc")
    head = [_element("title", title, id="chart-title"), _element("desc", alt, id="chart-desc")]
    head.append(_metadata({"title": title, "description": alt, "source": source}))
    if brought:
        rules = (font_face(letters, family, family) for family, letters in brought.items())
        head.append(_element("style", "\n".join(rules)))
    for at, element in enumerate(head):
        element.tail = "\n"
        root.insert(at, element)
    for element in root.iter(etree.Element):
        if style := element.get("style"):
            for family, others in _FALLBACKS.items():
                style = style.replace(f"'{family}'", f"'{family}', {others}")
            element.set("style", style)
    written = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True, standalone=False)
    return str(written.decode("utf-8"))


def _element(name: str, text: str, **attributes: str) -> Any:
    element = etree.Element(f"{{{_SVG}}}{name}", attributes, nsmap={None: _SVG})
    element.text = text
    return element


def _metadata(said: Mapping[str, str]) -> Any:
    """Describe a chart in the terms of Dublin Core, as RDF."""
    metadata = etree.Element(f"{{{_SVG}}}metadata", nsmap={None: _SVG})
    names = {"rdf": _RDF, "dc": _DC}
    rdf = etree.SubElement(metadata, f"{{{_RDF}}}RDF", nsmap=names)
    about = etree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    for name, text in said.items():
        etree.SubElement(about, f"{{{_DC}}}{name}").text = text
    return metadata
