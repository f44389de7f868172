"""The pictures checked in are those the code draws: one baseline a picture of the gallery."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from made import EVERY, LANGUAGES
from matplotlib.testing.compare import compare_images
from PIL import Image

import hulin_analysis as ha
from hulin_analysis.charts import CHARTS

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: Root mean square over all pixels and channels, of 255: less than another digit in one label makes
#: (0.66 on the longest chart).
TOLERANCE = 0.5


def _gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GALLERY = _gallery()
PICTURES = {picture.stem: picture for picture in GALLERY.pictures()}


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    return GALLERY


@pytest.fixture(scope="module")
def drawn():
    """Every chart of the gallery, each laid out once for all tests."""
    return GALLERY.draw(GALLERY.pictures())


@pytest.mark.parametrize("stem", PICTURES)
def test_the_picture_is_the_one_checked_in(stem: str, gallery, drawn, tmp_path: Path) -> None:
    assert differs(gallery.FOLDER / f"{stem}.png", gallery.picture(drawn[stem]), tmp_path) is None


def differs(checked_in: Path, image: Image.Image, folder: Path) -> str | None:
    """Compare two pictures in full colour; where they are not the same, Matplotlib says what differs."""
    assert checked_in.is_file(), f"{checked_in.name} is not there: make gallery"
    images = {"expected": Image.open(checked_in), "drawn": GALLERY.few_colours(image)}
    colours = {name: of.convert("RGB") for name, of in images.items()}
    if np.array_equal(*map(np.asarray, colours.values())):
        return None
    paths = [folder / f"{name}.png" for name in colours]
    for path, of in zip(paths, colours.values(), strict=True):
        of.save(path)
    return compare_images(*paths, TOLERANCE)


@pytest.mark.parametrize("name", ["activities", "indicators"])
def test_another_digit_is_another_picture(name: str, gallery, tmp_path: Path) -> None:
    metrics, old, new = (
        ha.load_metrics(),
        *{"activities": "265場 266場", "indicators": "6.7% 6.8%"}[name].split(),
    )
    row = metrics.index[metrics["quote"] == old][0]
    metrics.loc[row, ["quote", "value"]] = new, float(new.rstrip("場%"))
    metrics["sentence"] = metrics["sentence"].str.replace(old, new)
    others = ha.draw_all(ha.load_article(), metrics, context=ha.load_context())
    said = differs(gallery.FOLDER / f"{name}.zh-Hant.png", gallery.picture(others[name]), tmp_path)
    assert "RMS" in said


def test_the_page_is_the_one_the_code_writes_and_shows_every_picture(gallery, drawn) -> None:
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    assert text == gallery.page(drawn)
    shown = set(re.findall(r"gallery/([\w.-]+\.png)", text))
    assert shown == {path.name for path in gallery.FOLDER.glob("*.png")}
    assert shown == {f"{name}.png" for name in [*PICTURES, *gallery.SIGHTS]}


def test_every_chart_is_shown_and_every_invented_text(gallery) -> None:
    """The package's article has every chart in three languages, each other text its first one."""
    assert {(p.chart, p.lang) for p in PICTURES.values() if p.text.name in ("hulin", "many_places")} >= {
        (chart, lang) for chart in EVERY for lang in LANGUAGES
    }
    files = {path.name for path in (gallery.FOLDER / "texts").iterdir()} - {"README.md"}
    assert {text.file for text in gallery.TEXTS if text.file} == files
    for text in gallery.TEXTS:
        languages = {p.lang for p in PICTURES.values() if p.text == text and p.chart == text.everywhere[0]}
        assert languages == set(LANGUAGES)
        assert not set(text.everywhere) & set(text.once)


@pytest.mark.parametrize(
    "text", [text for text in GALLERY.TEXTS if text.published], ids=lambda text: text.name
)
def test_every_chart_of_structure_that_a_text_has_is_shown(text, gallery) -> None:
    missing = {name for name in gallery.charts_of(text) if name not in (*text.everywhere, *text.once)}
    stated = {name for name in missing if CHARTS[name].states}
    assert stated == set(), f"docs/gallery.py: add it to what {text.name} shows once"


@pytest.mark.parametrize("text", [text for text in GALLERY.TEXTS if text.file], ids=lambda text: text.name)
def test_an_invented_text_is_read_whole(text, gallery) -> None:
    """Its date is the one it gives itself, every numeral is accounted for, and its script is its language."""
    article = ha.read_article(gallery.FOLDER / "texts" / text.file)
    assert article.metadata()["published"].startswith(text.published)
    assert article.metadata()["script"] == text.lang.removeprefix("zh-").lower()
    assert not ha.audit(article).unaccounted


def test_looking_draws_into_the_folder_named_and_nowhere_else(gallery, tmp_path: Path, capsys) -> None:
    before = {path: path.stat().st_mtime_ns for path in gallery.FOLDER.rglob("*")}
    assert gallery.look(tmp_path, ["hong_kong.investments", "zh-Hant"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f"hong_kong.investments.zh-Hant{of}.png" for of in ("", ".360", ".dark", ".grey")
    }
    assert capsys.readouterr().out.count("hong_kong.investments.zh-Hant") == 3
    assert before == {path: path.stat().st_mtime_ns for path in gallery.FOLDER.rglob("*")}


def test_forms_stay_apart_without_colour(gallery, drawn) -> None:
    """On paper in grey, what an open end leaves and what is solid differ by far more than printing noise."""
    grey = np.asarray(gallery.seen(gallery.picture(drawn["activities.zh-Hant"]), "greyscale"))
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
