from __future__ import annotations

import base64
import io
import re
from html import unescape

from fontTools.ttLib import TTFont
from made_report import Page, Report

from hulin_analysis.article import Article


def test_html_loads_nothing(report: Report, page: Page) -> None:
    for tag, attributes in page.tags:
        for name in ("src", "srcset", "data", "poster", "background"):
            assert attributes.get(name, "data:").startswith("data:"), (tag, name)
        assert tag not in ("script", "link", "iframe", "object", "embed", "base")
        assert not [name for name in attributes if name.startswith("on")]
    text = (report / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"url\(\s*+['\"]?+(?!data:|#)|@import", re.sub(r"data:[^\"')]*", "data:", text))


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
    pictures = re.findall(
        r'<svg[^>]* role="group"[^>]*>\s*<title[^>]*>(.*?)</title>\s*<desc[^>]*>(.*?)</desc>', source
    )
    assert len(pictures) == len(list((report / "figures").glob("*.svg"))) and not page.all("img")
    assert all(len(title) > 5 and len(said) > 20 for title, said in pictures)


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
    shown = re.sub(r"<(style|head)\b.*?</\1>|<[^>]+>", "", source, flags=re.DOTALL)
    assert {ord(char) for char in unescape(shown) if char > " "} <= set(font.getBestCmap())
    # Every list of fonts of the prose asks for it last, so that a reader's own comes first.
    sheet = source[source.index("<style>") : source.index("</style>")]
    lists = re.findall(r"font(?:-family)?:([^;{}]*(?:sans-serif|monospace));", sheet)
    assert len(lists) == 3
    assert all(re.search(rf'"{found[1]}", (sans-serif|monospace)$', fonts) for fonts in lists)


def test_short_cells_stand_on_one_line(report: Report) -> None:
    source = (report / "report.html").read_text(encoding="utf-8")
    assert re.search(r'<td class="short"[^>]*><a\s[^>]*>19萬余人次</a></td>', source)
    assert re.search(r"<td(?: style=[^>]*)?>黨史學習教育專題學習研討", source)
