"""The report in a real browser: from a mark to its sentence and back, in one file that asks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_report import Report

import hulin_analysis as ha

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

METRICS = ha.load_metrics().set_index("id")
ARTIFACTS = Path(__file__).resolve().parents[2] / ".artifacts" / "report"


@pytest.fixture(scope="module")
def opened(report: Report, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    page = browser.new_page(viewport={"width": 1000, "height": 900}, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto((report / "report.html").as_uri())
    yield page, asked
    page.close()


@pytest.fixture
def page(opened: tuple[Page, list[str]]) -> Page:
    opened[0].evaluate("window.scrollTo(0, 0)")
    return opened[0]


def in_sight(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    # An edge may lie on the edge of the window.
    seen = min(box["y"] + box["height"], 900) - max(box["y"], 0)
    return seen >= min(box["height"], 100) - 5


@pytest.mark.parametrize("id_", ["q18-1", "q7-1", "q19-2", "q10-3"])
def test_a_mark_leads_to_its_sentence_and_the_number_back(page: Page, id_: str) -> None:
    mark = page.locator(f'svg [id$="-mark-{id_}"] a, svg [id$="-value-{id_}"] a').first
    mark.scroll_into_view_if_needed()
    # What lies there, be it the mark or the number on it, leads to the same place.
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(f"#n-{id_}:target").wait_for()
    target = page.locator(":target")
    assert target.inner_text() == METRICS.loc[id_, "quote"]
    assert page.locator(".sentence:has(:target)").inner_text() == METRICS.loc[id_, "sentence"]
    assert in_sight(page, ":target")
    lit = target.evaluate("number => getComputedStyle(number).backgroundColor")
    assert lit not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    page.screenshot(path=ARTIFACTS / f"{id_}.png")
    target.locator("a").click()
    place = page.locator(":target").get_attribute("id")
    charts = "indicators|activities|investments|amounts"
    assert place is not None and re.fullmatch(f"({charts})-(mark|value)-{id_}", place)
    assert in_sight(page, ":target")


def test_a_row_leads_to_its_sentence_and_so_does_the_keyboard(page: Page) -> None:
    row = page.locator("#t-q14-2 a")
    row.focus()
    page.keyboard.press("Enter")
    assert page.locator(":target").inner_text() == METRICS.loc["q14-2", "quote"]
    assert in_sight(page, ":target")


def test_a_number_no_chart_counts_leads_to_the_reading_map(page: Page) -> None:
    page.locator("#n-q5-1 a").click()
    assert page.locator(":target").get_attribute("id") == "article-mark-q5-1"


def test_nothing_is_asked_of_anybody(opened: tuple[Page, list[str]], report: Report) -> None:
    asked = {url for url in opened[1] if not url.startswith("data:")}
    assert {url.split("#")[0] for url in asked} == {(report / "report.html").as_uri()}


def test_the_charts_are_set_in_the_font_of_the_file(page: Page) -> None:
    families = page.locator("svg text").first.evaluate("text => getComputedStyle(text).fontFamily")
    assert families.split(",")[0].strip("\"'") == "Hulin Report"
    assert page.evaluate("async () => (await document.fonts.load('12px \"Hulin Report\"', '虎')).length") == 1


def test_axe_finds_no_serious_fault(page: Page) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is a package for tests")
    found = axe.Axe().run(page)
    assert len(found.response["passes"]) > 15
    serious = [
        (fault["id"], node["html"][:160], node["failureSummary"][:200])
        for fault in found.response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert serious == []
