from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import hulin_analysis as ha
from hulin_analysis.report.page_chart import PageChart, page_chart

SAID = {"q19-1": "簽約: 100億元"}


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> PageChart:
    metrics = ha.load_metrics()
    metrics.attrs["article"] = {**metrics.attrs["article"], "anchor": "n-"}
    path = tmp_path_factory.mktemp("chart") / "deals.svg"
    return page_chart(ha.plot_investments(metrics, quotes="marks"), "deals", "投資額", SAID, None, path)


@pytest.fixture(scope="module")
def forms(chart: PageChart) -> list[etree._Element]:
    return list(etree.fromstring(f"<div>{chart.svg.read_text()}</div>"))


def test_a_chart_stands_in_the_page_twice_and_shares_no_id(forms: list[etree._Element]) -> None:
    assert [one.get("class") for one in forms] == ["chart wide", "chart narrow"]
    assert [one.get("data-other") for one in forms] == [one.get("id") for one in reversed(forms)]
    widths = [float(one.get("viewBox").split()[2]) for one in forms]
    assert widths == [600, 270]
    ids = [element.get("id") for one in forms for element in one.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) > 4
    referred = {
        value.split("#")[1].rstrip(")")
        for one in forms for element in one.iter() for value in element.attrib.values()
        if value.startswith("url(#") or (element.tag.endswith("use") and value.startswith("#"))
    }  # fmt: skip
    assert referred - {value for value in referred if len(value) == 6} <= set(ids)


def test_its_looks_are_attributes_and_its_shapes_have_no_colour_of_their_own(
    chart: PageChart, forms: list[etree._Element]
) -> None:
    elements = [element for one in forms for element in one.iter()]
    assert not [element for element in elements if element.get("style")]
    assert {element.tag.split("}")[1] for element in elements} <= {
        "svg", "desc", "g", "a", "path", "text", "use", "defs", "clipPath", "rect",
    }  # fmt: skip
    sizes = [float(element.get("font-size")) for element in elements if element.tag.endswith("text")]
    assert min(sizes) >= 6 and max(sizes) == 16
    assert {"#b3261e", "#ffffff", "#1b1f24"} <= chart.colours


def test_the_keyboard_stops_at_each_row_once(chart: PageChart, forms: list[etree._Element]) -> None:
    assert chart.rows == ("q19-1", "q19-2", "q19-3")
    for one in forms:
        links = [element for element in one.iter() if element.get("data-row")]
        stops = [link.get("data-row") for link in links if link.get("tabindex") != "-1"]
        assert sorted(stops) == sorted(chart.rows) and len(links) > len(stops)
        assert all(link.get("href") == f"#n-{link.get('data-row')}" for link in links)
        named = [link for link in links if not "".join(link.itertext()).strip()]
        assert all(link.get("aria-label") for link in named)


def test_a_mark_that_leads_nowhere_says_what_it_states(tmp_path: Path) -> None:
    figure = ha.plot_investments(ha.load_metrics().iloc[-3:], quotes="none")
    chart = page_chart(figure, "deals", "投資額", SAID, None, tmp_path / "deals.svg")
    forms = list(etree.fromstring(f"<div>{chart.svg.read_text()}</div>"))
    for one in forms:
        assert not [
            element for element in one.iter() if element.get("data-row") and element.tag.endswith("}a")
        ]
    marks = [element for element in forms[0].iter() if element.get("data-row")]
    assert [mark.get("tabindex") for mark in marks] == ["0"] * len(marks)
    assert {mark.get("aria-label") for mark in marks} >= {SAID["q19-1"]}
