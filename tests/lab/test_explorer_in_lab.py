"""The explorer in JupyterLab: a mark leads to its sentence, a number to its mark, and Python hears of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from in_lab import ARTIFACTS, ask, run_all

import hulin_analysis as ha
from hulin_analysis.charts.fonts import FAMILIES

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

METRICS = ha.load_metrics().set_index("id")


@pytest.fixture(scope="module")
def ran(lab_page: Callable[[str], Page]) -> Iterator[Page]:
    page = lab_page("05_your_article")
    run_all(page)
    page.locator(".hulin-explorer").scroll_into_view_if_needed()
    page.wait_for_selector(".hulin-explorer svg")
    yield page
    page.close()


@pytest.fixture
def explorer(ran: Page) -> Locator:
    """Give the explorer with nothing selected."""
    assert ask(ran, "view.set_trait('selected', '')") == "None"
    shown = ran.locator(".hulin-explorer")
    shown.locator(".chosen").first.wait_for(state="detached")
    return shown


def heard(page: Page, expected: str) -> bool:
    """Whether Python comes to hear of a selection: the browser sends one message at a time."""
    deadline = time.monotonic() + 5
    while (told := ask(page, "view.selected")) != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    return told == expected


def chosen(explorer: Locator) -> list[str]:
    return explorer.locator(".chart .chosen").evaluate_all("groups => groups.map(group => group.dataset.id)")


def in_sight(explorer: Locator, column: str, element: str) -> bool:
    inner, outer = (explorer.locator(name).first.bounding_box() for name in (f"{column} {element}", column))
    assert inner is not None and outer is not None
    return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1


def test_every_mark_of_the_chart_is_a_button_with_its_words(explorer: Locator) -> None:
    buttons = explorer.locator(".chart [role=button]")
    ids = buttons.evaluate_all("groups => groups.map(group => group.dataset.id)")
    assert sorted(ids) == sorted(METRICS.index[METRICS["kind"] == "activity"])
    for number in range(buttons.count()):
        said = buttons.nth(number).get_attribute("aria-label")
        assert said is not None and said.startswith(METRICS.loc[ids[number], "quote"])


@pytest.mark.parametrize("id_", ["q7-7", "q14-3", "q17-1"])
def test_a_mark_leads_to_its_sentence(explorer: Locator, ran: Page, id_: str) -> None:
    explorer.locator(f'.chart [role=button][data-id="{id_}"]').click()
    assert explorer.locator(".text .lit").inner_text() == METRICS.loc[id_, "sentence"]
    assert explorer.locator(".text mark.chosen").inner_text() == METRICS.loc[id_, "quote"]
    assert in_sight(explorer, ".text", "mark.chosen")
    assert heard(ran, id_)


@pytest.mark.parametrize("id_", ["q7-1", "q13-3"])
def test_a_number_leads_to_its_mark(explorer: Locator, ran: Page, id_: str) -> None:
    explorer.locator(f'.text mark[data-id="{id_}"]').click()
    assert set(chosen(explorer)) == {id_}
    assert in_sight(explorer, ".chart", ".chosen")
    assert heard(ran, id_)
    ran.screenshot(path=ARTIFACTS / "explorer.png", animations="disabled")


def test_a_number_the_chart_does_not_draw_is_lit_in_the_text_alone(explorer: Locator) -> None:
    explorer.locator('.text mark[data-id="q18-1"]').click()
    assert explorer.locator(".text mark.chosen").inner_text() == "6.7%"
    assert chosen(explorer) == []


def test_python_sets_the_selection(explorer: Locator, ran: Page) -> None:
    ask(ran, "view.set_trait('selected', 'q11-2')")
    explorer.locator(".text .lit").wait_for()
    assert explorer.locator(".text .lit").inner_text() == METRICS.loc["q11-2", "sentence"]
    assert set(chosen(explorer)) == {"q11-2"}


def test_the_keyboard_does_what_the_pointer_does(explorer: Locator, ran: Page) -> None:
    mark = explorer.locator('.chart [role=button][data-id="q7-2"]')
    mark.focus()
    ran.keyboard.press("Enter")
    assert explorer.locator(".text mark.chosen").inner_text() == "265場"
    assert mark.get_attribute("aria-pressed") == "true"
    ran.keyboard.press("Escape")
    explorer.locator(".chosen").first.wait_for(state="detached")
    assert heard(ran, "")
    explorer.locator('.text mark[data-id="q7-2"]').focus()
    ran.keyboard.press("Space")
    assert set(chosen(explorer)) == {"q7-2"}


def test_selecting_it_again_takes_the_selection_back(explorer: Locator, ran: Page) -> None:
    for expected in ("q7-2", ""):
        explorer.locator('.text mark[data-id="q7-2"]').click()
        assert heard(ran, expected)


def test_a_selected_number_opens_its_section(explorer: Locator) -> None:
    section = explorer.locator('.text details:has(mark[data-id="q7-4"])')
    section.locator("summary").click()
    assert section.get_attribute("open") is None
    explorer.locator('.chart [role=button][data-id="q7-4"]').click()
    assert section.get_attribute("open") is not None
    assert in_sight(explorer, ".text", "mark.chosen")


def test_the_chart_brings_its_own_font(explorer: Locator, ran: Page) -> None:
    """Under a name of its own, so that no other text of the page is set in letters cut to this chart."""
    family = explorer.locator(".chart svg text").first.evaluate("text => getComputedStyle(text).fontFamily")
    first = family.split(",")[0].strip("\"'")
    assert "Noto" in first and first not in FAMILIES
    assert ran.evaluate(f"async () => (await document.fonts.load('12px \"{first}\"', '虎')).length") == 1


def test_the_same_chart_may_stand_on_a_page_twice(explorer: Locator, ran: Page) -> None:
    ids = ran.evaluate("[...document.querySelectorAll('.hulin-explorer [id]')].map(element => element.id)")
    assert ids and len(ids) == len(set(ids))
    assert all(id_.startswith("hulin-") for id_ in ids)
