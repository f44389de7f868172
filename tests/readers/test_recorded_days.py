"""What a page records of its own day: in its head, in JSON-LD, in <time>; as portals write it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

import hulin_analysis as ha

PARAGRAPHS = "".join(
    f"<p>去年，全县第{at}批学校开工，共{at}所，投入资金2亿元，比上年增长6.7%，全部项目如期完成。</p>"
    for at in range(1, 9)
)
DAY = datetime(2024, 5, 3, 10, 20)


def page(head: str = "", above: str = "", below: str = "") -> str:
    return (
        f"<html><head><meta charset=utf-8><title>某县新建学校</title>{head}</head><body>{above}<article>"
        f"<h1>某县新建学校</h1>{PARAGRAPHS}</article>{below}</body></html>"
    )


def day(tmp_path: Path, html: str) -> datetime | None:
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    return ha.read_article(tmp_path / "a.html").published


def linked(told: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(told)}</script>"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="PubDate" content="2024-05-03 10:20">',
        '<meta name="pubdate" content="2024-05-03T02:20:00Z">',
        '<meta property="article:published_time" content="2024-05-03T10:20:00+08:00">',
        '<meta itemprop="datePublished" content="2024/05/03 10:20">',
        '<meta name="publishdate" content="20240503102000">',
        '<meta property="bytedance:published_time" content="2024-05-03T10:20:59+08:00">',
        linked({"@type": "NewsArticle", "datePublished": "2024-05-03T10:20:00+08:00"}),
        linked([{"@graph": [{"@type": "WebPage"}, {"datePublished": "2024-05-03T02:20:00Z"}]}]),
        '<meta name="pubdate" content="n/a">' + linked({"datePublished": "2024-05-03T10:20"}),
        "<script type='application/ld+json'>{broken</script>" + linked({"datePublished": "2024-05-03T10:20"}),
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>"
        '<meta name="date" content="2024-05-03T10:20:00+08:00">',
    ],
)
def test_the_head_of_a_page_records_it(head: str, tmp_path: Path) -> None:
    assert day(tmp_path, page(head)) == DAY


def test_the_one_time_of_a_page_is_its_day(tmp_path: Path) -> None:
    one = '<time datetime="2024-05-03T10:20:00+08:00">某日</time>'
    others = "".join(f'<li><a href=/{at}><time datetime="2023-01-0{at}">一</time></a></li>' for at in (1, 2))
    assert day(tmp_path, page(below=one)) == DAY
    assert day(tmp_path, page(below=one.replace("<time", "<time pubdate") + f"<ul>{others}</ul>")) == DAY


@pytest.mark.parametrize(
    ("source", "paper"),
    [
        ("2024-05-03 10:20　來源：某某日報", "某某日報"),
        ("2024/05/03 10:20 某某電台", "某某電台"),
        ("發稿時間：2024/05/03 10:20", None),
        ("2024-05-03 HKT 10:20", None),
        ("发布时间：2024年5月3日 10:20 责任编辑：王某", None),
    ],
)
def test_the_source_line_of_a_page(source: str, paper: str | None, tmp_path: Path) -> None:
    html = page().replace("</h1>", f"</h1><div class=info>{source}</div>")
    assert day(tmp_path, html) == DAY
    assert ha.read_article(tmp_path / "a.html").paper == paper


def test_a_page_without_a_day_has_none(tmp_path: Path) -> None:
    footer = "<div class=footer>版权所有 © 1999-2022 某某网 更新至2021年</div>"
    assert day(tmp_path, page(below=footer)) is None
    assert ha.read_article(tmp_path / "a.html").remarks
