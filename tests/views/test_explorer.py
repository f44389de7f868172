"""The explorer without a browser: what it sends, what it falls back on, and that it repeats itself."""

from __future__ import annotations

import base64
import re
from itertools import count

import nbformat
import pytest
from nbconvert import HTMLExporter

import hulin_analysis as ha
from hulin_analysis.errors import DataError, MissingExtraError
from hulin_analysis.views import explorer


@pytest.fixture(scope="module")
def parts():
    article, metrics = ha.load_article(), ha.load_metrics()
    return article, ha.plot_activities(metrics), metrics


def shown(article, figure, metrics):
    return ha.explore(article, figure, metrics=metrics)


def test_every_mark_of_the_chart_has_its_number_in_the_text(parts) -> None:
    view = shown(*parts)
    marks = set(re.findall(r'id="(?:mark|value)-([^"]+)"', view.chart))
    numbers = set(re.findall(r'data-id="([^"]+)"', view.text))
    assert marks == set(parts[2].query("kind == 'activity'")["id"])
    assert marks < numbers == set(parts[2]["id"])


def test_without_a_frame_the_numbers_are_extracted(parts) -> None:
    article, figure, metrics = parts
    assert ha.explore(article, figure).text == shown(article, figure, metrics).text


def test_the_selection_is_one_string_that_python_sees_and_sets(parts) -> None:
    view, seen = shown(*parts), []
    view.observe(lambda change: seen.append(change["new"]), "selected")
    assert view.selected == ""
    view.selected = "q7-1"
    assert seen == ["q7-1"] and "selected" in view.keys


def test_where_widgets_do_not_run_it_is_the_picture_with_its_words(parts) -> None:
    data, metadata = shown(*parts)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert base64.b64decode(data["image/png"])[1:4] == b"PNG"
    assert data["text/plain"] == metadata["image/png"]["alt"] == parts[1].alt


def test_an_exported_notebook_has_the_picture(parts) -> None:
    data, metadata = shown(*parts)._repr_mimebundle_()
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    cell = nbformat.v4.new_code_cell("view", outputs=[output])
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert data["image/png"] in page
    assert "widget-view" not in page and parts[1].alt not in re.sub(r'alt="[^"]*"', "", page)


def test_a_notebook_run_again_gives_the_same_bytes(parts, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = []
    for _ in range(2):
        monkeypatch.setattr(explorer, "_shown", count(10_000))
        views = [shown(*parts) for _ in range(2)]
        ids.append([view.model_id for view in views])
        for view in views:
            view.close()
    assert ids[0] == ids[1]
    assert ids[0][0] != ids[0][1], "two views in one notebook are two"


def test_a_frame_of_another_article_is_refused(parts) -> None:
    _, figure, metrics = parts
    other = ha.parse_article("某市新聞\n\n去年新建學校3所。")
    with pytest.raises(DataError, match="give the frame that was extracted from it"):
        shown(other, figure, metrics)


def test_without_anywidget_the_install_line_is_given(parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r'pip install "hulin-analysis\[lab\]"'):
        shown(*parts)
