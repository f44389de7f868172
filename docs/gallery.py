"""Draw the gallery: every chart in three languages, and as it looks without colour or with less of it.

``make gallery`` writes ``docs/gallery.md`` and the pictures in ``docs/gallery/``. The tests draw the same
pictures and compare them with those checked in.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

import hulin_analysis as ha
from hulin_analysis.charts import LANGUAGES, AnnotatedFigure

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

_HEAD = """# Gallery

Every chart of the package in three languages; a picture leads to its full size. `places` and `trend` are of
made-up articles, the others of the one that comes with the package. They are
drawn by `make gallery`, and the tests compare what the code draws with what stands here.
"""
_SIGHT_HEAD = """## Without colour, and with less of it

What a mark says it says by its form. Here are the charts as a black-and-white printer gives them, and as
people see them who lack one kind of cone.
"""


def draw() -> dict[str, dict[str, AnnotatedFigure]]:
    """Draw every chart by language and name: of the package's article, and of made-up ones of many places."""
    corpus = stated()
    ranking = ha.compare(corpus, "grp", period="2025")
    years = ha.compare(corpus, "grp", place="甲縣")
    article, metrics, context = ha.load_article(), ha.load_metrics(), ha.load_context()
    terms = ha.key_terms(article)
    return {
        lang: {
            **ha.draw_all(article, metrics, context=context, terms=terms, lang=lang),
            "places": ha.plot_places(ranking, lang=lang),
            "trend": ha.plot_trend(years, lang=lang),
        }
        for lang in LANGUAGES
    }


def stated() -> pd.DataFrame:
    """Extract the made-up articles, with the columns that a corpus adds."""
    frames = []
    for place, published, text in MADE_UP:
        article = ha.parse_article(text, published=published)
        about = {**article.about(), "place": place, "paper": f"{place}日報"}
        frames.append(ha.extract(article).assign(document=f"{place}/{published}.txt", **about))
    return pd.concat(frames, ignore_index=True)


def picture(figure: AnnotatedFigure) -> Image.Image:
    """Give a chart's picture in full colour."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
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


def page(drawn: dict[str, dict[str, AnnotatedFigure]]) -> str:
    """Write the page that shows the pictures."""
    parts = [_HEAD]
    for name in next(iter(drawn.values())):
        parts.append(f"## `{name}`\n")
        for lang, figures in drawn.items():
            title = figures[name].title.replace('"', "&quot;")
            file = f"gallery/{name}.{lang}.png"
            parts.append(f'<a href="{file}"><img src="{file}" width="32%" alt="{title}"></a>')
        parts.append("")
    parts.append(_SIGHT_HEAD)
    parts += [f"![The charts in {sight}](gallery/{sight}.png)\n" for sight in SIGHTS]
    return "\n".join(parts)


def write(image: Image.Image, path: Path) -> None:
    """Write a picture with few colours, which type and flat bars can spare."""
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Write the page and its pictures, and nothing else into their folder."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    drawn = draw()
    for lang, figures in drawn.items():
        for name, figure in figures.items():
            write(picture(figure), FOLDER / f"{name}.{lang}.png")
    whole = [picture(figure) for figure in drawn["zh-Hant"].values()]
    for sight in SIGHTS:
        write(sheet([seen(image, sight) for image in whole]), FOLDER / f"{sight}.png")
    FOLDER.with_suffix(".md").write_text(page(drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
