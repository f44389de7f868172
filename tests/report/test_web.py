from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html import unescape
from pathlib import Path

from fontTools.ttLib import TTFont
from made_report import Page, Report

import hulin_analysis as ha
from hulin_analysis.article import Article
from hulin_analysis.report import build_report


def test_html_loads_nothing_and_its_policy_names_its_own_style_and_script(report: Report, page: Page) -> None:
    for tag, attributes in page.tags:
        for name in ("src", "srcset", "data", "poster", "background"):
            assert attributes.get(name, "data:").startswith("data:"), (tag, name)
        assert tag not in ("link", "iframe", "object", "embed", "base")
        # The policy would not let them act.
        acting = [name for name in attributes if name.startswith("on") or name == "style"]
        assert not acting, (tag, attributes)
    text = (report / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"url\(\s*+['\"]?+(?!data:|#)|@import", re.sub(r"data:[^\"')]*", "data:", text))
    policy = next(one["content"] for one in page.all("meta") if "http-equiv" in one)
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for tag in ("style", "script"):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_what_an_article_says_cannot_leave_the_data_of_the_page(tmp_path: Path) -> None:
    told = "\u2028</script><script>alert(1)</script><!--@script@"
    words = f"去年{told}产值增长5.5%,投资12亿元,利润9亿元,税收3亿元。"
    article = ha.parse_article(words, title=f"某县{told}公报")
    path, *_ = build_report(tmp_path, article=article, formats=["html"])
    text = path.read_text(encoding="utf-8")
    parsed = Page(text)
    assert len(parsed.all("script")) == 2
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None and "<" not in found[1]
    data = json.loads(found[1])
    rows = [cells for cells in data["rows"].values() if cells[data["columns"].index("quote")] == "5.5%"]
    assert rows and len(data["headings"]) == len(data["columns"]) == len(rows[0])
    assert any(told.replace("\u2028", "")[:9] in one for one in data["charts"]["indicators"]["references"])


def test_html_has_language_title_contents_and_words_for_pictures(
    report: Report, page: Page, article: Article
) -> None:
    assert page.all("html")[0]["lang"] == "zh-Hant"
    assert article.title is not None
    assert " ".join(article.title.quote.split()) in page.words
    assert len(page.all("main")) == len(page.all("nav")) == 1
    targets = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    links = [a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")]
    assert len(links) > 8
    assert set(links) <= targets
    source = (report / "report.html").read_text(encoding="utf-8")
    charts = [attributes for attributes in page.all("svg") if attributes["role"] == "group"]
    assert [one["class"] for one in charts[:2]] == ["chart wide", "chart narrow"]
    assert all(len(one["aria-label"]) > 5 for one in charts)
    pictures = re.findall(r'<desc id="([^"]+)">(.*?)</desc>', source)
    assert [name for name, _ in pictures for _ in range(2)] == [one["aria-describedby"] for one in charts]
    assert len(pictures) == len(list((report / "figures").glob("*.svg"))) and not page.all("img")
    assert all(len(said) > 20 for _, said in pictures)


def test_ids_are_used_once(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))


def test_code_and_exercises_are_left_out(page: Page) -> None:
    assert "import hulin_analysis" not in page.words
    assert "試一試" not in page.words
    assert "Warning" not in page.words


def test_html_carries_a_font_with_every_character_it_shows(report: Report, page: Page) -> None:
    source = (report / "report.html").read_text(encoding="utf-8")
    found = re.search(
        r"font-family:\s*['\"]([^'\"]+)['\"];\s*src:\s*url\(['\"]?data:font/woff;base64,([^'\")]+)", source
    )
    assert found is not None
    font = TTFont(io.BytesIO(base64.b64decode(found[2])))
    # What the page's script may show as well.
    shown = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", "", source, flags=re.DOTALL)
    assert {ord(char) for char in unescape(shown) if char > " "} <= set(font.getBestCmap())
    # Every list of fonts of the prose asks for it last, so that a reader's own comes first.
    sheet = source[source.index("<style>") : source.index("</style>")]
    lists = re.findall(r"font(?:-family)?:([^;{}]*(?:sans-serif|monospace));", sheet)
    assert len(lists) == 3
    assert all(re.search(rf'"{found[1]}", (sans-serif|monospace)$', fonts) for fonts in lists)


def test_short_cells_stand_on_one_line(report: Report) -> None:
    source = (report / "report.html").read_text(encoding="utf-8")
    assert re.search(r'<td class="short"[^>]*><a\s[^>]*>19萬余人次</a></td>', source)
    assert re.search('<td data-label="指標">黨史學習教育專題學習研討', source)
