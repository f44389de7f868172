"""Draw the gallery: the package's article, five invented texts and many places, in three languages.

``make gallery`` writes ``docs/gallery.md`` and the pictures in ``docs/gallery/``. The tests draw the same
pictures and compare them with those checked in. To look at more than is checked in, name a folder, and words
that the names of the pictures have to contain, if not all are meant::

    python docs/gallery.py /tmp/look [county_quarter indicators]

This draws every chart of every text in three languages, and in the text's own language 360 pixels wide, on
dark paper and in grey, into that folder and nowhere else.
"""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from PIL import Image

import hulin_analysis as ha
from hulin_analysis.article import Article
from hulin_analysis.charts import CHARTS, COMPARED, LANGUAGES, AnnotatedFigure

FOLDER = Path(__file__).resolve().parent / "gallery"
#: Pixels per inch of the pictures: 800 across.
DPI = 96
_COLOURS = 96
_SHEET = 0.6
_COLUMNS = 3
_GAP = 24

#: How those see who lack one kind of cone, as matrices for linear RGB, severity 1.0: G. M. Machado,
#: M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
#: Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009). Grey is the luminance
#: of ITU-R BT.709.
SIGHTS = {
    "greyscale": [[0.2126, 0.7152, 0.0722]] * 3,
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}

#: Articles of places that there are not: place, date of publication, text.
MADE_UP = [
    ("甲縣", "2020-01-10", "2019年,全縣地區生產總值增長6.4%。"),
    ("甲縣", "2021-01-12", "2020年,全縣地區生產總值增長3.1%,糧食產量穩定。"),
    ("甲縣", "2022-01-11", "2021年,全縣地區生產總值增長8%左右。"),
    ("甲縣", "2022-03-02", "經核定,2021年全縣地區生產總值增長7.1%。"),
    ("甲縣", "2023-01-09", "2022年,面對困難,全縣地區生產總值增長超過4%。"),
    ("甲縣", "2025-08-03", "2025年上半年,全縣地區生產總值增長5.2%。"),
    (
        "甲縣",
        "2026-01-15",
        "2024年,全縣地區生產總值增長5.5%。2025年,全縣地區生產總值增長5.4%。2021—2025年,地區生產總值年均增長5.6%。"
        "2026—2030年,力爭地區生產總值年均增長5%左右。",
    ),
    ("乙縣", "2026-01-16", "2025年,全縣地區生產總值增長6.1%,經濟運行平穩。"),
    ("丙市", "2026-01-16", "2025年,全市地區生產總值增長5.8%。"),
    ("丙市", "2026-02-20", "據初步核算,2025年全市地區生產總值增長5.3%。"),
    ("丁縣", "2026-01-18", "2025年,全縣地區生產總值增長5%左右。"),
    ("戊縣", "2025-12-28", "2025年,預計全縣地區生產總值增長4.8%。"),
    ("己市", "2026-01-20", "2025年,全市地區生產總值增長近4%。"),
    ("庚縣", "2025-01-20", "2025年,力爭全縣地區生產總值增長4.5%—5%。"),
    ("辛縣", "2026-01-21", "2025年,全縣地區生產總值增長3.6%。"),
    ("壬縣", "2026-01-22", "全縣地區生產總值增長7%。"),
]


class Shown(NamedTuple):
    """A text of which the gallery shows charts."""

    name: str
    heading: str
    #: In ``gallery/texts/``; empty for the article of the package, and for the articles of many places.
    file: str
    published: str
    #: The language of the text.
    lang: str
    #: The charts that are shown in three languages.
    everywhere: tuple[str, ...]
    #: Those shown in the language of the text; what is in neither has nothing to show of it.
    once: tuple[str, ...] = ()
    #: Options with which the first chart is shown again in the language of the text.
    again: tuple[dict[str, Any], ...] = ()


_MAIN = ("indicators",)
_NARROW, _DARK = {"width": 360}, {"theme": "dark"}


# The charts that every text has; those of structure are named text by text.
_ALWAYS = tuple(name for name, chart in CHARTS.items() if not chart.states)


def _others(*empty: str) -> tuple[str, ...]:
    """Name the charts of a text but the first, and but those that have nothing to show of it."""
    return tuple(chart for chart in _ALWAYS if chart not in (*_MAIN, *empty))


#: What the gallery shows, text by text.
TEXTS = [
    Shown(
        "hulin", "自带的文章 · The bundled article",
        "", "2022-02-15", "zh-Hant", _ALWAYS,
    ),
    Shown(
        "county_quarter", "一个县的一季度 · A county's quarter",
        "county_quarter.txt", "2025-04-24", "zh-Hans",
        _MAIN, (*_others("amounts"), "parts"), (_NARROW, _DARK),
    ),
    Shown(
        "communique", "有表格的公报 · A communiqué with tables",
        "communique.md", "2025-03-28", "zh-Hans",
        _MAIN, (*_others("investments", "amounts"), "parts", "periods"),
    ),
    Shown(
        "company", "公司业绩 · A company's results",
        "company.txt", "2026-03-27", "zh-Hans",
        _MAIN, (*_others(), "targets"),
    ),
    Shown(
        "hong_kong", "香港的新闻稿 · A press release from Hong Kong",
        "hong_kong.txt", "2026-05-15", "zh-Hant",
        _MAIN, _others("amounts"),
    ),
    Shown(
        "province", "省政府工作报告 · A provincial government work report",
        "province.txt", "2026-01-28", "zh-Hans",
        _MAIN, (*_others(), "parts", "targets"),
    ),
    Shown("many_places", "许多地方的文章 · Articles from many places", "", "", "zh-Hant", tuple(COMPARED)),
]  # fmt: skip
# Whose pictures are named without them.
_PLAIN_NAMES = ("hulin", "many_places")

_HEAD = """# 图集 · Gallery

这里是各种图的样子，取自七类文章；点图看大图。第一篇是自带的文章，其余的文章连同数字都是虚构的。

The charts of the package, drawn from texts of seven kinds; click a picture for its full size. The first
text is the bundled article; the others, in `docs/gallery/texts/`, are invented, names and figures included.
The first chart of each text is shown in three languages, the others in the language of the text. `make
gallery` draws them, and the tests compare what the code draws with these pictures.
"""
_SIGHT_HEAD = """## 黑白打印和色觉障碍 · In grey, and for colour-blind readers

记号靠形状区分，不只靠颜色。下面是第一篇文章的图用黑白打印的样子，和三种色觉障碍者看到的样子。

Marks differ in shape, not only in colour. These are the charts of the first text printed in black and white,
and as seen with three kinds of colour blindness.
"""


# -- what is drawn -------------------------------------------------------------------------------------------


class Picture(NamedTuple):
    """A picture of the gallery: which chart of which text, and how."""

    text: Shown
    chart: str
    lang: str
    options: dict[str, Any]

    @property
    def stem(self) -> str:
        """Its name without ``.png``: text, chart, language, options."""
        of = () if self.text.name in _PLAIN_NAMES else (self.text.name,)
        return ".".join([*of, self.chart, self.lang, *map(str, self.options.values())])


def pictures() -> list[Picture]:
    """List the pictures that are checked in, text by text."""
    listed = []
    for text in TEXTS:
        listed += [Picture(text, chart, lang, {}) for chart in text.everywhere for lang in LANGUAGES]
        listed += [Picture(text, chart, text.lang, {}) for chart in text.once]
        listed += [Picture(text, text.everywhere[0], text.lang, options) for options in text.again]
    return listed


def all_pictures() -> Iterator[Picture]:
    """List every chart of every text in three languages, and narrow and dark in the text's own."""
    for text in TEXTS:
        for chart in COMPARED if text.name == "many_places" else charts_of(text):
            for lang in LANGUAGES:
                yield Picture(text, chart, lang, {})
            for options in (_NARROW, _DARK):
                yield Picture(text, chart, text.lang, options)


def charts_of(text: Shown) -> list[str]:
    """Name the charts that a text has something for, as far as charts say so."""
    _, metrics = extracted(text.file, text.published)
    return [name for name, chart in CHARTS.items() if not chart.states or chart.states(metrics)]


def draw(pictures: list[Picture]) -> dict[str, AnnotatedFigure]:
    """Draw pictures, by their names."""
    return {picture.stem: drawn(picture) for picture in pictures}


def drawn(picture: Picture) -> AnnotatedFigure:
    """Draw a picture."""
    options = {"lang": picture.lang, **picture.options}
    if picture.chart in COMPARED:
        return COMPARED[picture.chart].plot(compared(picture.chart), **options)
    chart, of = CHARTS[picture.chart], (picture.text.file, picture.text.published)
    article, metrics = extracted(*of)
    offered = {"article": article, "metrics": metrics, "context": None if of[0] else ha.load_context()}
    if chart.takes("terms"):
        offered["terms"] = key_terms(*of)
    return chart.draw(offered, **options)


@cache
def extracted(file: str, published: str) -> tuple[Article, pd.DataFrame]:
    """Give a text and its numbers; of the package's article the table that was reviewed."""
    if not file:
        article, metrics = ha.load_article(), ha.load_metrics()
        metrics.attrs.setdefault("article", article.metadata())
        return article, metrics
    article = ha.read_article(FOLDER / "texts" / file, published=published)
    return article, ha.extract(article)


@cache
def key_terms(file: str, published: str) -> pd.DataFrame:
    """Give the key terms of a text."""
    article, _ = extracted(file, published)
    terms = ha.key_terms(article)
    terms.attrs.setdefault("article", article.metadata())
    return terms


@cache
def compared(chart: str) -> pd.DataFrame:
    """Compare the made-up articles: the places of a year, or the years of a place."""
    asked = {"places": {"period": "2025"}, "trend": {"place": "甲縣"}}[chart]
    return ha.compare(stated(), "grp", **asked)


def stated() -> pd.DataFrame:
    """Extract the made-up articles, with the columns that a corpus adds."""
    frames = []
    for place, published, text in MADE_UP:
        article = ha.parse_article(text, published=published)
        about = {**article.metadata(), "place": place, "paper": f"{place}日報"}
        frames.append(ha.extract(article).assign(document=f"{place}/{published}.txt", **about))
    return pd.concat(frames, ignore_index=True)


def picture(figure: AnnotatedFigure) -> Image.Image:
    """Give a chart's picture in full colour."""
    buffer = io.BytesIO()
    # Not compressed, which takes time: it is written only when it has few colours.
    figure.savefig(buffer, format="png", dpi=DPI, pil_kwargs={"compress_level": 0})
    return Image.open(buffer).convert("RGB")


def seen(image: Image.Image, sight: str) -> Image.Image:
    """Give a picture as it is seen in one of :data:`SIGHTS`."""
    coded = np.asarray(image, dtype=float) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    mixed = np.clip(linear @ np.array(SIGHTS[sight]).T, 0, 1)
    coded = np.where(mixed <= 0.0031308, mixed * 12.92, 1.055 * mixed ** (1 / 2.4) - 0.055)
    return Image.fromarray(np.round(coded * 255).astype(np.uint8))


def sheet(images: list[Image.Image]) -> Image.Image:
    """Lay pictures out in columns, each next one into the shortest."""
    small = [im.resize((round(im.width * _SHEET), round(im.height * _SHEET)), Image.LANCZOS) for im in images]
    wide = max(im.width for im in small) + _GAP
    depths = [_GAP] * _COLUMNS
    places = []
    for im in small:
        column = depths.index(min(depths))
        places.append((_GAP + column * wide, depths[column]))
        depths[column] += im.height + _GAP
    paper = Image.new("RGB", (_GAP + _COLUMNS * wide, max(depths)), "#D9DEE3")
    for im, place in zip(small, places, strict=True):
        paper.paste(im, place)
    return paper


# -- what is written -----------------------------------------------------------------------------------------


def page(drawn: dict[str, AnnotatedFigure]) -> str:
    """Write the page that shows the pictures: a heading a text, a row a chart in three languages."""
    parts = [_HEAD]
    for text, of_text in groupby(pictures(), key=lambda picture: picture.text):
        parts.append(f"## {text.heading}\n")
        if text.file:
            parts.append(f"虚构的文章 · Invented text: `docs/gallery/texts/{text.file}`.\n")
        for names, row in _rows(list(of_text)):
            parts.append(f"{names}\n")
            parts += [_shown(picture.stem, drawn[picture.stem].title) for picture in row]
            parts.append("")
    parts.append(_SIGHT_HEAD)
    parts += [f"![The charts in {sight}](gallery/{sight}.png)\n" for sight in SIGHTS]
    return "\n".join(parts)


def _rows(of_text: list[Picture]) -> Iterator[tuple[str, list[Picture]]]:
    """Give the pictures of a text by rows with what stands over them."""
    text = of_text[0].text
    for chart in text.everywhere:
        yield f"`{chart}`", [p for p in of_text if p.chart == chart and not p.options]
    if text.once:
        once = [p for p in of_text if p.chart in text.once]
        yield ", ".join(f"`{picture.chart}`" for picture in once), once
    again = [p for p in of_text if p.options]
    if again:
        said = (", ".join(f"`{key}={value!r}`" for key, value in p.options.items()) for p in again)
        yield f"`{again[0].chart}` with {' and with '.join(said)}", again


def _shown(stem: str, title: str) -> str:
    title = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<a href="gallery/{stem}.png"><img src="gallery/{stem}.png" width="32%" alt="{title}"></a>'


def few_colours(image: Image.Image) -> Image.Image:
    """Give a picture with few colours, which type and flat bars can spare."""
    return image.quantize(_COLOURS, dither=Image.Dither.NONE)


def write(image: Image.Image, path: Path) -> None:
    """Write a picture as it is checked in."""
    few_colours(image).save(path, optimize=True)


def write_gallery() -> None:
    """Write the page and its pictures; of other pictures their folder is cleared."""
    for old in FOLDER.glob("*.png"):
        old.unlink()
    figures = draw(pictures())
    images = {stem: picture(figure) for stem, figure in figures.items()}
    for stem, image in images.items():
        write(image, FOLDER / f"{stem}.png")
    whole = [images[p.stem] for p in pictures() if p.text.name in _PLAIN_NAMES and p.lang == "zh-Hant"]
    for sight in SIGHTS:
        write(sheet([seen(image, sight) for image in whole]), FOLDER / f"{sight}.png")
    FOLDER.with_suffix(".md").write_text(page(figures), encoding="utf-8")


def look(folder: Path, words: list[str]) -> int:
    """Draw every chart whose name has all the words into a folder; say what it is called, and what failed."""
    folder.mkdir(parents=True, exist_ok=True)
    failed = found = 0
    for asked in all_pictures():
        stem = asked.stem if asked.text.name not in _PLAIN_NAMES else f"{asked.text.name}.{asked.stem}"
        if not all(word in stem for word in words):
            continue
        found += 1
        try:
            figure = drawn(asked)
            image = picture(figure)
        except Exception:
            # The other charts are wanted all the same.
            failed += 1
            print(f"{stem}: failed", traceback.format_exc(limit=-3), sep="\n")
            continue
        image.save(folder / f"{stem}.png")
        if asked.lang == asked.text.lang and not asked.options:
            seen(image, "greyscale").save(folder / f"{stem}.grey.png")
        print(f"{stem}: {figure.title}")
    if not found:
        print("No text of docs/gallery/texts has it.")
    return failed


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(look(Path(sys.argv[1]), sys.argv[2:]) > 0)
    write_gallery()
