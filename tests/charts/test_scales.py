"""The values of an axis: written in full, in the language of the chart, and enough of them."""

from __future__ import annotations

import pytest

import hulin_analysis as ha
from hulin_analysis.charts import plot_periods
from hulin_analysis.charts.canvas.scales import scale_words
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.languages import LANGUAGES


@pytest.mark.parametrize(
    ("values", "lang", "written"),
    [
        ([0, 5e6, 1e7], "zh-Hans", ["0", "500万", "1,000万"]),
        ([0, 5e6, 1e7], "en", ["0", "5 million", "10 million"]),
        ([0, 5e6, 1e7], None, ["0", "5,000,000", "10,000,000"]),
        ([0, 2.5e8], "zh-Hant", ["0", "2.5億"]),
        ([0, 2.5e9], "en", ["0", "2.5 billion"]),
        ([-2500, 0, 2500], "zh-Hant", ["−2,500", "0", "2,500"]),
        ([0, 0.05, 0.1], "en", ["0", "0.05", "0.1"]),
    ],
)
def test_values_of_a_scale_are_written_out(values: list[float], lang: str | None, written: list[str]) -> None:
    assert scale_words(values, Catalog(lang) if lang else None) == written


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 800])
def test_no_axis_has_powers_of_ten(lang: str, width: int) -> None:
    text = "2023年,粮食产量86.4万吨。2024年,粮食产量88.1万吨。2025年,粮食产量90.6万吨。"
    figure = plot_periods(ha.extract(ha.parse_article(text)), lang=lang, width=width)
    figure.canvas.draw()
    labels = [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()]
    assert labels and not any("e+" in label for label in labels)
