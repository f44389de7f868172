"""What `hulin lab` adds to JupyterLab: no news, cards, help, and charts saved at 300 dpi."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from in_lab import ARTIFACTS, Server, notebook, wait_until_idle
from PIL import Image

import hulin_analysis as ha
from hulin_analysis.charts.canvas.export import printed
from hulin_analysis.charts.canvas.figure import Printed
from hulin_analysis.lab_extension import write_extension

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAVE = {
    "zh-Hans": "另存图片（300 dpi）",
    "zh-Hant": "另存圖片（300 dpi）",
    "en": "Save Chart as PNG (300 dpi)",
}
RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
LAUNCHER = "() => window.jupyterapp.commands.execute('launcher:create')"


@pytest.fixture(scope="module")
def chinese(lab: Server, browser: Browser) -> Iterator[Page]:
    """JupyterLab in English, as it comes, for a reader whose browser is set to simplified Chinese."""
    context = browser.new_context(
        viewport={"width": 1300, "height": 1000}, locale="zh-CN", accept_downloads=True
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(lab.address("04_investments"))
    wait_until_idle(page)
    yield page
    context.close()


def charts(page: Page) -> list[dict[str, object]]:
    return [
        output
        for cell in notebook(page)["cells"]
        for output in cell.get("outputs", ())
        if "alt" in output.get("metadata", {}).get("image/png", {})
    ]


def test_it_offers_no_news(chinese: Page) -> None:
    chinese.wait_for_timeout(1500)
    assert chinese.locator(".Toastify__toast").all_inner_texts() == []
    assert "news" not in chinese.locator("body").inner_text().lower()


def test_a_stored_chart_is_not_in_memory_until_its_cell_is_run(chinese: Page) -> None:
    chinese.evaluate(RUN)
    wait_until_idle(chinese)
    chinese.evaluate(RESTART)
    wait_until_idle(chinese)
    picture = chinese.locator(".jp-RenderedImage img").first
    picture.scroll_into_view_if_needed()
    picture.click(button="right")
    chinese.get_by_text(SAVE["zh-Hans"]).click()
    said = chinese.locator(".Toastify__toast")
    said.wait_for()
    assert "先执行这一格" in said.inner_text()


def test_a_chart_is_saved_at_300_dpi_from_its_context_menu(chinese: Page) -> None:
    chinese.evaluate(RUN)
    wait_until_idle(chinese)
    picture = chinese.locator(".jp-RenderedImage img").first
    picture.scroll_into_view_if_needed()
    width = picture.evaluate("image => image.width")
    picture.click(button="right")
    chinese.wait_for_selector(".lm-Menu")
    chinese.screenshot(path=ARTIFACTS / "context_menu.png")
    with chinese.expect_download() as waiting:
        chinese.get_by_text(SAVE["zh-Hans"]).click()
    saved = Image.open(Path(waiting.value.path()))
    assert saved.width == pytest.approx(width / 96 * 300, abs=2)
    assert saved.info["dpi"] == pytest.approx((300, 300), abs=0.5)
    assert saved.info["Title"] in waiting.value.suggested_filename
    assert waiting.value.suggested_filename.endswith(".png")


def test_what_the_notebook_holds_stays_of_screen_size(chinese: Page) -> None:
    for output in charts(chinese):
        data = base64.b64decode(output["data"]["image/png"])  # type: ignore[index]
        assert Image.open(io.BytesIO(data)).width < 1500


def test_the_launcher_has_cards_for_the_notebooks(chinese: Page, lab: Server) -> None:
    chinese.evaluate(LAUNCHER)
    section = chinese.locator(".jp-Launcher-section", has_text="中国公共事务数字解读")
    assert section.locator(".jp-LauncherCard-label").all_inner_texts() == ["hulin 笔记", "新的分析"]
    assert section.locator(".jp-LauncherCard-icon svg").count() == 2
    chinese.screenshot(path=ARTIFACTS / "launcher.png")
    section.get_by_text("新的分析").click()
    chinese.wait_for_function("() => window.jupyterapp.shell.currentWidget?.title.label === 'Untitled.ipynb'")
    wait_until_idle(chinese)
    sources = ["".join(cell["source"]) for cell in notebook(chinese)["cells"]]
    assert sources[0] == "import hulin_analysis as ha"
    assert "ha.extract(article)" in sources[1]
    chinese.evaluate(LAUNCHER)
    section.get_by_text("hulin 笔记").click()
    opened = "() => window.jupyterapp.shell.currentWidget?.title.label === '01_article.ipynb'"
    chinese.wait_for_function(opened)


def test_the_help_menu_opens_what_the_package_says_of_itself(chinese: Page) -> None:
    chinese.get_by_role("menuitem", name="Help", exact=True).click()
    chinese.get_by_role("menuitem", name="hulin-analysis 使用说明").click()
    # The headings of the notebook are on the page as well.
    shown = chinese.locator(".jp-RenderedMarkdown h1", has_text=re.compile("hulin", re.I)).first
    shown.wait_for()
    assert shown.is_visible()
    chinese.screenshot(path=ARTIFACTS / "readme.png")


@pytest.mark.parametrize("lang", SAVE)
def test_each_language_has_its_words(lang: str, tmp_path: Path) -> None:
    write_extension(tmp_path, "01_article.ipynb")
    words = json.loads(next(tmp_path.rglob("words.json")).read_text(encoding="utf-8"))
    assert words[lang]["save"] == SAVE[lang]
    assert words[lang].keys() == words["en"].keys()


def test_a_chart_is_found_by_its_picture_while_somebody_holds_it() -> None:
    figure = ha.plot_investments(ha.load_metrics())
    digest = hashlib.sha256(figure._repr_png_()).hexdigest()
    found = printed(digest)
    assert isinstance(found, Printed)
    bundle = found._repr_mimebundle_()
    assert bundle["text/plain"].startswith(figure.title[:10])
    large = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert large.width == round(float(figure.get_figwidth()) * 300)
    assert printed("0" * 64) is None


def test_a_file_is_named_safely() -> None:
    assert Printed(b"", "a/b:c\\d?\n")._repr_mimebundle_()["text/plain"] == "a b c d.png"
    assert Printed(b"", "…" * 100)._repr_mimebundle_()["text/plain"] == "…" * 60 + ".png"
    assert Printed(b"", " . ")._repr_mimebundle_()["text/plain"] == "chart.png"
