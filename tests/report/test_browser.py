"""The report in a real browser: at every width, light and dark, by pointer, keyboard and finger."""

from __future__ import annotations

import csv
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from made_print import Print
from made_report import Report

import hulin_analysis as ha
from hulin_analysis.languages import LANGUAGES
from hulin_analysis.report import build_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "docs" / "gallery" / "texts"
METRICS = ha.load_metrics().set_index("id")
ARTIFACTS = ROOT / ".artifacts" / "report"
SIGHTS = ((390, "light"), (768, "light"), (1440, "dark"))
#: Contrast depends on the theme, reading order on the width and the page: each is looked through once.
LOOKED_THROUGH = {("zh-Hant", 390), ("en", 390), ("zh-Hans", 1440)}


@pytest.fixture(scope="module")
def pages(
    report: Report, prints: dict[str, Print], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """A report in each language: text alone, text with tables, and the package's own article."""
    made = {"zh-Hant": report / "report.html", "zh-Hans": prints["plain"].folder / "report.html"}
    article = ha.read_article(TEXTS / "province.txt")
    made["en"], *_ = build_report(tmp_path_factory.mktemp("en"), article=article, lang="en", formats=["html"])
    return made


class Opened:
    """A page with what it asked for and what the browser had to say of it."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda sent: self.asked.append(sent.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(path.as_uri())


@contextmanager
def seen(
    browser: Browser, path: Path, width: int = 1440, scheme: str = "light", **more: Any
) -> Iterator[Opened]:
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", **more)
    if not more:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Opened(context.new_page(), path)
    context.close()


@pytest.fixture
def page(browser: Browser, pages: dict[str, Path]) -> Iterator[Page]:
    with seen(browser, pages["zh-Hant"]) as opened:
        yield opened.page


def in_sight(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    # An edge may lie on the edge of the window.
    shown = min(box["y"] + box["height"], 900) - max(box["y"], 0)
    return shown >= min(box["height"], 100) - 5


# What is wider than the screen, or can be scrolled sideways inside.
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push("page");
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg") && one.localName !== "svg") continue;
    const box = one.getBoundingClientRect(), name = `${one.localName} ${one.textContent.slice(0, 20)}`;
    if (box.width && box.left >= 0 && box.right > width + 1) found.push(name);
    const overflow = getComputedStyle(one).overflowX;
    const scrolls = ["auto", "scroll"].includes(overflow);
    if (scrolls && one.scrollWidth > one.clientWidth + 1) found.push(`in ${name}`);
  }
  return found;
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_fits_is_sound_and_asks_nobody(browser: Browser, pages: dict[str, Path], lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is a package for tests")
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    for width, scheme in SIGHTS:
        with seen(browser, pages[lang], width, scheme) as opened:
            page = opened.page
            assert page.evaluate(_TOO_WIDE) == []
            assert page.locator(".chart:visible").count() == page.locator("figure").count() > 1
            if (lang, width) in LOOKED_THROUGH:
                found = axe.Axe().run(page)
                assert len(found.response["passes"]) > 15
                faults = [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]]
                assert faults == []
                page.screenshot(path=ARTIFACTS / f"{lang}-{width}-{scheme}.png", full_page=True)
            # A breach of the policy would be told in the console.
            assert opened.said == []
            asked = {url.split("#")[0] for url in opened.asked if not url.startswith(("data:", "blob:"))}
            assert asked == {pages[lang].as_uri()}


def test_the_policy_is_in_force(page: Page) -> None:
    """What the page allows itself is its own style and script; the same from elsewhere is not run."""
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.intruded = true";
      document.body.append(script);
      document.body.setAttribute("style", "background: rgb(1, 2, 3)");
    }""")
    assert page.evaluate("window.intruded") is None
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("id_", ["q18-1", "q7-1", "q19-2", "q10-3"])
def test_a_mark_leads_to_its_sentence_and_the_number_back(page: Page, id_: str) -> None:
    mark = page.locator(f'.wide [id$="-mark-{id_}"] a, .wide [id$="-value-{id_}"] a').first
    mark.scroll_into_view_if_needed()
    # What lies there, be it the mark or the number on it, leads to the same place.
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(f"#n-{id_}:target").wait_for()
    target = page.locator(":target")
    assert target.inner_text() == METRICS.loc[id_, "quote"]
    # Without the numbers that stand above the line.
    said = page.locator(".sentence:has(:target)").evaluate("""sentence => {
      const copied = sentence.cloneNode(true);
      copied.querySelectorAll("sup").forEach(number => number.remove());
      return copied.textContent;
    }""")
    assert said == METRICS.loc[id_, "sentence"]
    assert in_sight(page, ":target")
    lit = target.evaluate("number => getComputedStyle(number).backgroundColor")
    assert lit not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    target.locator("a").click()
    place = page.locator(":target").get_attribute("id")
    charts = "scorecard|indicators|activities|investments|amounts"
    assert place is not None and re.fullmatch(f"({charts})-(mark|value)-{id_}", place)
    assert in_sight(page, ":target")


def test_on_a_narrow_screen_the_number_leads_to_the_narrow_chart(
    browser: Browser, pages: dict[str, Path]
) -> None:
    with seen(browser, pages["zh-Hant"], 390) as opened:
        opened.page.locator("#n-q18-1 a").click()
        opened.page.locator(".chart.narrow :target").wait_for()
        assert in_sight(opened.page, ":target")


def test_a_row_leads_to_its_sentence_and_so_does_the_keyboard(page: Page) -> None:
    page.locator("#t-q14-2 a").focus()
    page.keyboard.press("Enter")
    assert page.locator(":target").inner_text() == METRICS.loc["q14-2", "quote"]
    assert in_sight(page, ":target")


def test_a_number_no_chart_counts_leads_to_the_reading_map(page: Page) -> None:
    page.locator("#n-q5-1 a").click()
    assert page.locator(":target").get_attribute("id") == "article-mark-q5-1"


def test_the_charts_are_set_in_the_font_of_the_file(page: Page) -> None:
    families = page.locator(".chart text").first.evaluate("text => getComputedStyle(text).fontFamily")
    assert families.split(",")[0].strip("\"'") == "Hulin Report"
    assert page.evaluate("async () => (await document.fonts.load('12px \"Hulin Report\"', '虎')).length") == 1


def drawn_in(page: Page, figure: int) -> list[str]:
    rows = page.locator("figure").nth(figure).locator(".chart.wide [data-row]")
    return list(dict.fromkeys(rows.evaluate_all("marks => marks.map(mark => mark.dataset.row)")))


def test_a_chart_gives_the_rows_that_it_draws(page: Page) -> None:
    with page.expect_download() as download:
        page.locator("figure .data").nth(1).click()
    path = Path(download.value.path())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert download.value.suggested_filename.endswith(".csv")
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert list(rows[0])[:4] == ["序號", "指標", "原文", "數值"]
    drawn = drawn_in(page, 1)
    assert len(drawn) > 3
    assert sorted(row["原文"] for row in rows) == sorted(METRICS.loc[drawn, "quote"])
    by_quote = {row["原文"]: row for row in rows}
    row = METRICS.loc[drawn[0]]
    assert float(by_quote[row["quote"]]["數值"]) == row["value"]


def test_a_chart_gives_its_picture_at_300_dots_an_inch(page: Page) -> None:
    with page.expect_download() as download:
        page.locator("figure .picture").first.click()
    picture = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename.endswith(".png")
    width, height = struct.unpack(">II", picture[16:24])
    box = page.locator(".chart.wide").first.get_attribute("viewBox")
    assert box is not None
    wide, high = (float(side) for side in box.split()[2:])
    assert abs(width / wide - 300 / 72) < 0.02 and abs(height / high - 300 / 72) < 0.02
    assert picture[37:41] == b"pHYs" and struct.unpack(">IIB", picture[41:50]) == (11811, 11811, 1)
    from matplotlib.image import imread

    pixels = imread(download.value.path())[..., :3]
    # White paper, the accent, and words: a picture of which something is missing is blank.
    assert (pixels[5, 5] == 1).all()
    red = (pixels[..., 0] > 0.6) & (pixels[..., 1] < 0.3)
    dark = (pixels < 0.25).all(axis=2)
    assert red.mean() > 0.001 and dark.mean() > 0.001


def test_a_chart_gives_its_citation(page: Page) -> None:
    figure = page.locator("figure").nth(1)
    figure.locator(".citation").click()
    figure.locator(".said:not(:empty)").wait_for()
    assert figure.locator(".said").inner_text() == "已複製"
    copied = page.evaluate("navigator.clipboard.readText()")
    caption = figure.locator("figcaption").inner_text().strip()
    assert copied.startswith(caption)
    assert "[N/OL]" in copied and "黑龍江日報" in copied


def test_the_buttons_speak_the_language_of_the_report(browser: Browser, pages: dict[str, Path]) -> None:
    said = {}
    for lang in ("zh-Hans", "en"):
        with seen(browser, pages[lang]) as opened:
            tools = opened.page.locator(".tools").first
            said[lang] = [
                tools.get_by_role("button").all_inner_texts(),
                opened.page.locator(".theme").inner_text(),
            ]
            # Reachable by the keyboard, in order.
            tools.get_by_role("button").first.focus()
            opened.page.keyboard.press("Tab")
            assert opened.page.evaluate("document.activeElement.className") == "data"
    assert said == {
        "zh-Hans": [["图片", "数据", "引用"], "深色"],
        "en": [["Picture", "Data", "Cite"], "Dark"],
    }


def test_the_button_turns_the_page_dark_and_its_charts(page: Page) -> None:
    colour = "one => getComputedStyle(one).{}"
    ground = page.locator(".chart.wide path").first
    before = ground.evaluate(colour.format("fill"))
    page.locator(".theme").click()
    assert page.locator("body").evaluate(colour.format("backgroundColor")) == "rgb(21, 25, 29)"
    assert (before, ground.evaluate(colour.format("fill"))) == ("rgb(255, 255, 255)", "rgb(21, 25, 29)")
    assert page.locator(".theme").inner_text() == "淺色"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator(".theme").click()
    assert page.locator("body").evaluate(colour.format("backgroundColor")) == "rgb(255, 255, 255)"


def test_a_mark_says_its_quote_hedge_and_period(page: Page) -> None:
    row = METRICS.loc["q18-1"]
    mark = page.locator('.wide [data-row="q18-1"]').first
    tip = page.get_by_role("tooltip")
    mark.scroll_into_view_if_needed()
    mark.hover()
    assert tip.locator("q").inner_text() == row["quote"]
    assert tip.locator(".facts").inner_text().split(" · ")[:4] == ["確數", "增", "預計", "2021年"]
    assert tip.locator(".sentence-of").inner_text() == row["sentence"]
    assert mark.get_attribute("aria-describedby") == "tip"
    # The pointer may go over what is said without its going away; Esc takes it away.
    tip.hover()
    page.wait_for_timeout(300)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    mark.focus()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_a_tap_says_it_and_a_second_one_follows_the_link(browser: Browser, pages: dict[str, Path]) -> None:
    with seen(browser, pages["zh-Hant"], 390, has_touch=True, is_mobile=True) as opened:
        page = opened.page
        mark = page.locator('.narrow [data-row="q18-1"]').first
        mark.tap()
        assert page.get_by_role("tooltip").is_visible()
        assert page.locator(":target").count() == 0
        assert page.evaluate(_TOO_WIDE) == []
        mark.tap()
        page.locator("#n-q18-1:target").wait_for()
        assert page.get_by_role("tooltip").is_hidden()


def test_the_contents_stand_at_the_side_or_are_folded(browser: Browser, pages: dict[str, Path]) -> None:
    with seen(browser, pages["zh-Hans"], 1440) as opened:
        page = opened.page
        chapter = page.locator("#text h2").first
        page.locator("#contents a", has_text=chapter.inner_text()).first.click()
        page.locator("#contents [aria-current]").wait_for()
        assert page.locator("#contents [aria-current]").inner_text() == chapter.inner_text()
        box = page.locator("#contents").bounding_box()
        text = page.locator("#text").bounding_box()
        assert box is not None and text is not None
        assert 0 <= box["y"] < 5 and box["x"] + box["width"] < text["x"]
    with seen(browser, pages["zh-Hans"], 768) as opened:
        assert opened.page.locator("#contents a").first.is_hidden()
        opened.page.locator("#contents summary").click()
        assert opened.page.locator("#contents a").first.is_visible()


def test_rows_of_a_table_are_cards_on_a_narrow_screen(browser: Browser, pages: dict[str, Path]) -> None:
    before = "cell => getComputedStyle(cell, '::before').content"
    for width, shown in ((390, True), (768, False)):
        with seen(browser, pages["zh-Hans"], width) as opened:
            cell = opened.page.locator("#table_1 tbody td:nth-child(3)").first
            assert cell.get_attribute("data-label") == "原文"
            assert ("data-label" in cell.evaluate(before) or "原文" in cell.evaluate(before)) == shown
            printed = opened.page.locator(".printed tbody td:nth-child(2)").first
            assert printed.get_attribute("data-label")
