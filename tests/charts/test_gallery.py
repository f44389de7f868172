"""The pictures checked in are those the code draws: one baseline a chart and language."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from made import LANGUAGES
from matplotlib.testing.compare import compare_images
from PIL import Image

import hulin_analysis as ha
from hulin_analysis.charts import CHARTS, COMPARED

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: Root mean square over all pixels and channels, of 255: less than another digit in one label makes
#: (0.66 on the longest chart).
TOLERANCE = 0.5


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn(gallery: ModuleType):
    return gallery.draw()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*CHARTS, *COMPARED])
def test_the_picture_is_the_one_checked_in(name: str, lang: str, gallery, drawn, tmp_path: Path) -> None:
    gallery.write(gallery.picture(drawn[lang][name]), tmp_path / "drawn.png")
    assert differs(gallery.FOLDER / f"{name}.{lang}.png", tmp_path / "drawn.png") is None


def differs(expected: Path, drawn: Path) -> str | None:
    """Compare two pictures in full colour; Matplotlib says what differs."""
    paths = [drawn.with_name(f"{name}.rgb.png") for name in ("expected", "drawn")]
    for path, source in zip(paths, (expected, drawn), strict=True):
        Image.open(source).convert("RGB").save(path)
    return compare_images(*paths, TOLERANCE)


@pytest.mark.parametrize("name", ["activities", "indicators"])
def test_another_digit_is_another_picture(name: str, gallery, drawn, tmp_path: Path) -> None:
    metrics, old, new = (
        ha.load_metrics(),
        *{"activities": "265場 266場", "indicators": "6.7% 6.8%"}[name].split(),
    )
    row = metrics.index[metrics["quote"] == old][0]
    metrics.loc[row, ["quote", "value"]] = new, float(new.rstrip("場%"))
    metrics["sentence"] = metrics["sentence"].str.replace(old, new)
    others = ha.draw_all(ha.load_article(), metrics, context=ha.load_context())
    gallery.write(gallery.picture(others[name]), tmp_path / "drawn.png")
    assert "RMS" in differs(gallery.FOLDER / f"{name}.zh-Hant.png", tmp_path / "drawn.png")


def test_the_page_is_the_one_the_code_writes_and_shows_every_picture(gallery, drawn) -> None:
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    assert text == gallery.page(drawn)
    shown = set(re.findall(r"gallery/([\w.-]+\.png)", text))
    assert shown == {path.name for path in gallery.FOLDER.iterdir()}
    assert len(shown) == (len(CHARTS) + len(COMPARED)) * len(LANGUAGES) + len(gallery.SIGHTS)


def test_forms_stay_apart_without_colour(gallery, drawn) -> None:
    """On paper in grey, what an open end leaves and what is solid differ by far more than printing noise."""
    grey = np.asarray(gallery.seen(gallery.picture(drawn["zh-Hant"]["activities"]), "greyscale"))
    assert (grey[..., 0] == grey[..., 2]).all()
    levels, counts = np.unique(grey[..., 0], return_counts=True)
    solid, paper, *faded = levels[np.argsort(-counts)][[1, 0, 2, 3, 4]].astype(int)
    assert paper == 255
    assert min(abs(solid - level) for level in faded) >= 20


@pytest.mark.parametrize(
    ("sight", "colour"),
    [("protanopia", (83, 74, 27)), ("deuteranopia", (117, 105, 22)), ("tritanopia", (198, 0, 38))],
)
def test_sights_agree_with_a_published_implementation(gallery, sight: str, colour) -> None:
    """The figures are colorspacious 1.1.2's for #B3261E at severity 100, clipped to the display."""
    assert gallery.seen(Image.new("RGB", (1, 1), "#B3261E"), sight).getpixel((0, 0)) == colour
