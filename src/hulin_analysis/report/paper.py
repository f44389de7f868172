"""Paper: the charts as they are printed, a tall one on several pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

from matplotlib.artist import Artist
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.canvas.export import as_pdf, as_svg, letters_of
from hulin_analysis.report.dialects import PRINTED
from hulin_analysis.report.nodes import Node, span, text
from hulin_analysis.report.sheet import Sheet
from hulin_analysis.report.tables import TEXT_WIDTH

__all__ = ["PAPER_WIDTH", "draw_for_paper", "paged"]

#: In CSS pixels: type of 8 points is printed with 7 in the narrowest text, that of official documents.
PAPER_WIDTH = 660
# Of the picture that stands in for the lines where a program cannot draw those.
_DPI, _COLOURS, _NEARLY_WHITE = 220, 96, 250


def draw_for_paper(
    figure: AnnotatedFigure, picture: Path, sheet: Sheet, formats: Sequence[str] = ("docx", "pdf")
) -> int:
    """Draw a chart for paper beside its picture, without links.

    Parameters
    ----------
    figure : AnnotatedFigure
        The chart, of the width :data:`PAPER_WIDTH` or less: then its smallest type has 7 points on paper.
    picture : Path
        ``media/name.png``: what is written is called ``name.print.pdf``, ``.print.svg`` (letters as shapes)
        and ``.print.png``, the pages behind the first ``name.2.print.pdf`` and so on.
    sheet : Sheet
        The page it has to fit.
    formats : sequence of {"docx", "pdf"}
        The documents it is for.

    Returns
    -------
    int
        How many pages the chart has.
    """
    width = float(figure.get_figwidth()) * 96
    pages = figure.pages(sheet.tallest / TEXT_WIDTH * width, first=sheet.first / TEXT_WIDTH * width)
    for number, page in enumerate(pages, 1):
        for artist in page.findobj(Artist):
            artist.set_url(None)
        target = _page(picture, number)
        # By this one the pages are found again.
        _write_png(page, target.with_suffix(PRINTED[".png"]))
        if "docx" in formats:
            with page.outlined():
                target.with_suffix(PRINTED["shapes"]).write_text(as_svg(page, font=False), encoding="utf-8")
    # The pages of Word are counted in the PDF: it is set for both.
    letters = "".join(map(letters_of, pages))
    for number, page in enumerate(pages, 1):
        target = _page(picture, number).with_suffix(PRINTED[".pdf"])
        target.write_bytes(as_pdf(page, letters))
    return len(pages)


def _page(picture: Path, number: int) -> Path:
    return picture if number == 1 else picture.with_name(f"{picture.stem}.{number}{picture.suffix}")


def _write_png(page: AnnotatedFigure, path: Path) -> None:
    """Write a picture of few colours, a third of the size, with its alternative text."""
    drawn = io.BytesIO()
    page.savefig(drawn, format="png", dpi=_DPI, metadata={"Software": None})
    about = PngInfo()
    about.add_itxt("Description", page.alt)
    with Image.open(drawn) as opened:
        few = opened.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    # What was white is white again, not the mean of what the octree put together.
    few.putpalette([255 if value > _NEARLY_WHITE else value for value in few.getpalette() or []])
    few.save(path, pnginfo=about, dpi=(_DPI, _DPI))


def paged(blocks: Sequence[Node], work: Path, sheet: Sheet) -> list[Node]:
    """Put in place of each figure that was drawn for paper its pages, each a figure with its own picture.

    Parameters
    ----------
    blocks : sequence of Node
        The document's blocks.
    work : Path
        The folder they name their pictures in.
    sheet : Sheet
        The page.

    Returns
    -------
    list of Node
        The blocks; the captions of a chart on several pages say which of how many each is.
    """
    made: list[Node] = []
    for block in blocks:
        if block["t"] == "Div":
            made.append({"t": "Div", "c": [block["c"][0], paged(block["c"][1], work, sheet)]})
        elif block["t"] == "Figure" and (image := _only_image(block)):
            found = list(_drawn(Path(image["c"][2][0]), work))
            places = enumerate(found, 1)
            made += [
                _piece(block, path, _share(work / path, sheet), (n, len(found))) for n, path in places
            ] or [block]
        else:
            made.append(block)
    return made


def _only_image(block: Node) -> Node | None:
    images = [node for plain in block["c"][2] for node in plain["c"] if node["t"] == "Image"]
    return images[0] if len(images) == 1 else None


def _drawn(picture: Path, work: Path) -> Iterator[Path]:
    """Yield the pictures of a chart's pages, as the document names them."""
    number = 1
    while (work / (page := _page(picture, number)).with_suffix(PRINTED[".png"])).is_file():
        yield page
        number += 1


def _share(picture: Path, sheet: Sheet) -> tuple[float, str]:
    """Return how wide a picture is, as a share of the text, and what it shows.

    What is taller than a page after all (a chart that has no rows to part) is made smaller.
    """
    with Image.open(picture.with_suffix(PRINTED[".png"])) as opened:
        tall, alt = opened.height / opened.width * TEXT_WIDTH, str(opened.info.get("Description", ""))
    return min(1.0, (sheet.tallest + 1) / tall), alt


def _piece(block: Node, path: Path, picture: tuple[float, str], place: tuple[int, int]) -> Node:
    """Make the figure of one page; the first keeps the id, and with it what refers to the figure."""
    made = deepcopy(block)
    (share, alt), (number, count) = picture, place
    made["c"][0] = [made["c"][0][0] if number == 1 else "", [], []]
    if count > 1:
        made["c"][1][1][0]["c"].append(span(text(f"\u3000{number}/{count}"), classes=["piece"]))
    image = made["c"][2][0]["c"][0]
    size, words = [["width", f"{100 * share:.4g}%"]], text(alt) if alt else image["c"][1]
    image["c"] = [["", [], size], words, [path.as_posix(), ""]]
    return made
