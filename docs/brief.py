"""Draw the picture of the README: the two pages of a brief, side by side, in Chinese and in English.

``make gallery`` runs this. The brief is that of the invented quarter of a county in ``gallery/texts/``.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

import hulin_analysis as ha
from hulin_analysis.report import Edition, build_report

FOLDER = Path(__file__).resolve().parent
TEXT = FOLDER / "gallery" / "texts" / "county_quarter.txt"
#: The picture of each language, and the body that issues the brief.
PICTURES = {"zh-Hans": "澄川县统计局", "en": "Chengchuan Bureau of Statistics"}
_WIDTH = 560  # pixels of a page
_GAP = 16
_GREY = "#C9CFD6"
_COLOURS = 160


def pages(file: Path) -> list[Image.Image]:
    """Give the pages of a PDF as pictures with a thin frame."""
    with pypdfium2.PdfDocument(file) as document:
        drawn = [page.render(scale=2 * _WIDTH / page.get_width()).to_pil() for page in document]
    small = [page.resize((_WIDTH, round(page.height * _WIDTH / page.width))) for page in drawn]
    return [ImageOps.expand(page.convert("RGB"), 1, _GREY) for page in small]


def side_by_side(images: list[Image.Image]) -> Image.Image:
    """Put pictures beside each other on white."""
    width = sum(image.width for image in images) + _GAP * (len(images) - 1)
    paper = Image.new("RGB", (width, max(image.height for image in images)), "white")
    left = 0
    for image in images:
        paper.paste(image, (left, 0))
        left += image.width + _GAP
    return paper.quantize(_COLOURS, dither=Image.Dither.NONE)


def picture(lang: str) -> Image.Image:
    """Set the brief in a language, and give the picture of its pages."""
    edition = Edition(unit=PICTURES[lang], day=date(2025, 4, 25), parts=["brief"])
    with tempfile.TemporaryDirectory() as folder:
        build_report(folder, article=ha.read_article(TEXT), lang=lang, formats=["pdf"], edition=edition)
        return side_by_side(pages(Path(folder, "brief.pdf")))


def write_pictures() -> None:
    """Write ``brief.zh-Hans.png`` and ``brief.en.png``."""
    for lang in PICTURES:
        picture(lang).save(FOLDER / f"brief.{lang}.png", optimize=True)


if __name__ == "__main__":
    write_pictures()
