from __future__ import annotations

import itertools

import pytest
from made import artists, made, texts, words

from hulin_analysis.article import Article
from hulin_analysis.charts import plot_article
from hulin_analysis.frames import load_metrics


def test_numbers_stand_at_their_place_in_their_section(article: Article) -> None:
    metrics = load_metrics()
    figure = plot_article(article, metrics)
    marks = {a.get_gid().removeprefix("mark-"): a for kind in ("indicator", "activity", "investment", "other")
             for a in artists(figure, kind) if a.get_gid()}  # fmt: skip
    begins = {section.name: section.paragraphs[0].span.start for section in article.sections}
    for row in metrics.to_dict("records"):
        assert marks[row["id"]].get_xdata()[0] == row["start"] - begins[row["section"]]


def test_strips_have_one_scale_and_a_block_a_paragraph(article: Article) -> None:
    figure = plot_article(article, load_metrics())
    strips = [axes for axes in figure.axes if any(p.get_label() == "_block" for p in axes.patches)]
    assert len(strips) == len(article.sections)
    assert len({axes.get_xlim() for axes in strips}) == 1
    for axes, section in zip(strips, article.sections, strict=True):
        blocks = [p for p in axes.patches if p.get_label() == "_block"]
        zero = section.paragraphs[0].span.start
        assert [p.get_x() for p in blocks] == [q.span.start - zero for q in section.blocks]


def test_kinds_can_be_told_without_colour(article: Article) -> None:
    figure = plot_article(article, load_metrics())
    looks = set()
    for kind in ("indicator", "activity", "investment", "other"):
        mark = artists(figure, kind)[0]
        looks.add((mark.get_marker(), mark.get_markerfacecolor() == "#FFFFFF"))
    assert len(looks) == 4


@pytest.mark.parametrize("rows", [5, 60])
def test_badges_count_in_reading_order_and_none_touches_another(rows: int) -> None:
    it = made("activity", rows)
    figure = plot_article(it.article, it.metrics)
    assert words(figure, "badge") == [str(n + 1) for n in range(rows)]
    places = [t.get_transform().transform(t.get_position()) * 72 / figure.dpi for t in texts(figure, "badge")]
    assert all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) >= 12 for a, b in itertools.combinations(places, 2))


def test_the_title_names_the_fullest_section(article: Article) -> None:
    metrics = load_metrics()
    counts = metrics.groupby("section").size()
    title = plot_article(article, metrics).title
    assert f"“{counts.idxmax()}”一節最多（{counts.max()}個）" in title
    alike = metrics.groupby("section").head(2)
    assert plot_article(article, alike).title == f"全文{len(alike)}個數字"
