"""The notebooks in JupyterLab, in a browser: restart, run all, look, save."""

from __future__ import annotations

import base64
import io
import json
import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import numpy as np
import pytest
from in_lab import Server, notebook, run_all, save, screenshot
from PIL import Image

from hulin_analysis import package_data
from hulin_analysis.charts.canvas.typeface import uncovered

if TYPE_CHECKING:
    from playwright.sync_api import Page

# It has every kind of output but the buttons, which test_explorer_in_lab.py runs. That each cell of all six
# shows what is stored, nbval and tests/test_notebooks.py hold.
NOTEBOOKS = [package_data.folder("notebooks") / "06_many_places.ipynb"]

ERRORS = ".jp-OutputArea [data-mime-type$='jupyter.error'], .jp-OutputArea [data-mime-type$='jupyter.stderr']"
PICTURES = """() => [...document.querySelectorAll('.jp-Cell')].map(cell =>
  [...cell.querySelectorAll('.jp-OutputArea-output img')].map(img => ({
    src: img.src, complete: img.complete, natural: img.naturalWidth, width: img.width, height: img.height,
  })))"""

Cell = dict[str, Any]


def draws(cell: Cell) -> bool:
    """Whether it shows a chart; one inside something else, such as a widget, is that one's business."""
    return cell["cell_type"] == "code" and re.search(r"^ha\.plot_", "".join(cell["source"]), re.M) is not None


@dataclass(frozen=True)
class Ran:
    """A notebook after Restart Kernel and Run All Cells: in JupyterLab, on the screen, and saved."""

    stored: bytes
    cells: list[Cell]
    pictures: list[list[dict[str, Any]]]
    errors: list[str]
    saved: bytes
    hosts: set[str]

    @property
    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def charts(self) -> Iterator[tuple[Cell, dict[str, Any]]]:
        """Each cell that draws, as the package's own notebook stores it, and the picture on the screen."""
        stored = json.loads(self.stored)["cells"]
        for cell, pictures in zip(stored, self.pictures, strict=True):
            if draws(cell):
                (picture,) = pictures
                yield cell, picture


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def ran(request: pytest.FixtureRequest, lab: Server, lab_page: Callable[[str], Page]) -> Ran:
    path: Path = request.param
    page = lab_page(path.stem)
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    run_all(page)
    screenshot(page, path.stem)
    pictures = page.evaluate(PICTURES)
    errors = page.locator(ERRORS).all_inner_texts()
    save(page)
    done = Ran(
        stored=path.read_bytes(),
        cells=notebook(page)["cells"],
        pictures=pictures,
        errors=errors,
        saved=(lab.folder / path.name).read_bytes(),
        hosts={str(urlsplit(url).hostname) for url in asked if not url.startswith(("data:", "blob:"))},
    )
    page.close()
    return done


def pixels(data: str) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("L"), dtype=np.int16)


def test_it_opens_at_the_first_notebook_for_those_who_have_the_token(lab: Server) -> None:
    assert re.search(r":\d+/lab/tree/01_article\.ipynb\?token=\w{20,}$", lab.url)
    with pytest.raises(HTTPError, match="403"):
        urlopen(lab.url.split("/lab/")[0] + "/api/contents")


def test_every_cell_runs_in_a_new_kernel_without_an_error(ran: Ran) -> None:
    assert ran.errors == []
    outputs = [output for cell in ran.code for output in cell["outputs"]]
    assert outputs
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert [cell["execution_count"] for cell in ran.code] == list(range(1, len(ran.code) + 1))


def test_every_chart_is_on_the_screen_at_its_size(ran: Ran) -> None:
    assert list(ran.charts)
    for cell, picture in ran.charts:
        size = cell["outputs"][0]["metadata"]["image/png"]
        assert picture["complete"]
        assert picture["width"] == size["width"]
        # JupyterLab works the height out anew from the pixels, in which it was rounded.
        assert picture["height"] == pytest.approx(size["height"], abs=1)
        # Sharp on a screen of small pixels too.
        assert picture["natural"] == pytest.approx(1.75 * size["width"], abs=1)


def test_every_chart_is_the_one_that_the_package_stores(ran: Ran) -> None:
    """Pixel by pixel, so with the same letters; a box for a missing one would be another picture."""
    for cell, picture in ran.charts:
        kind, shown = picture["src"].split(",")
        assert kind == "data:image/png;base64"
        seen, stored = pixels(shown), pixels(cell["outputs"][0]["data"]["image/png"])
        assert 0.01 < (seen < 128).mean() < 0.5
        assert seen.shape == stored.shape
        # Of other makers' builds of FreeType and libpng a hair's breadth is allowed.
        assert (np.abs(seen - stored) > 32).mean() < 0.001


def test_every_chart_has_its_alternative_text_in_letters_that_the_font_has(ran: Ran) -> None:
    """In the notebook: JupyterLab itself reads no `alt` (jupyter/enhancement-proposals, issue 120)."""
    drawn = [cell for cell in ran.code if draws(cell)]
    assert len(drawn) == len(list(ran.charts))
    for cell in drawn:
        (output,) = cell["outputs"]
        alt = output["metadata"]["image/png"]["alt"]
        assert len(alt) > 40
        assert re.search(r"[\u4e00-\u9fff]", alt)
        assert uncovered(alt) == set()
        assert "".join(output["data"]["text/plain"]) == alt


def test_saving_changes_nothing(ran: Ran) -> None:
    """`git diff` is empty, but for the version of the Python that ran it."""
    version = r'(?<="version": ")3\.[\d.]+'
    picture = r'(?<="image/png": ")[^"]+'
    saved, stored = ran.saved.decode(), ran.stored.decode()
    assert re.findall(version, saved) == [platform.python_version()]
    # The pictures are compared above.
    left, right = (re.sub(picture, "", re.sub(version, "", text)) for text in (saved, stored))
    assert left == right


def test_nothing_is_asked_of_the_network(ran: Ran) -> None:
    assert ran.hosts == {"localhost"}
