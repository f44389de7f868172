"""The table: every row with its quote in bold, hedges as signs, links and a caption, and all text as text."""

from __future__ import annotations

import re

import pytest

import hulin_analysis as ha
from hulin_analysis.errors import DataError, MissingExtraError


def cells(html: str) -> list[list[str]]:
    body = html[html.index("<tbody") : html.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", body, flags=re.S)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.S) for row in rows if "headers=" in row]


@pytest.fixture(scope="module")
def html() -> str:
    return ha.table(ha.load_metrics()).as_raw_html()


def test_one_row_a_number_with_its_words(html: str) -> None:
    metrics = ha.load_metrics()
    rows = [row for row in cells(html) if len(row) == 6]
    assert [row[0] for row in rows] == metrics["id"].tolist()
    for row, (_, given) in zip(rows, metrics.iterrows(), strict=True):
        assert f"<b>{given['quote']}</b>" in row[5]
        words = re.sub(r"<[^>]*>", "", row[5]).replace("……", "")
        assert len(words) <= len(given["sentence"])
    by_id = {row[0]: row for row in rows}
    assert by_id["q7-1"][2] == "≥1,500場"
    (family,) = metrics.loc[metrics["quote"] == "近4000元", "id"]
    assert by_id[family][2] == "&lt;4,000元"
    assert by_id["q18-1"][3] == "增 · 預計"


def test_quotes_lead_to_the_page_as_published(html: str) -> None:
    links = re.findall(r'<a href="([^"]+)"', html)
    assert len(links) == len(ha.load_metrics())
    assert all("#:~:text=" in link for link in links)


def test_it_has_a_caption_a_source_and_headings_in_three_languages() -> None:
    metrics = ha.load_metrics()
    for lang, words in {
        "zh-Hant": ["37個數字", "來源：黑龍江日報", "指標"],
        "zh-Hans": ["37个数字", "来源：黑龙江日报", "指标"],
        "en": ["37 numbers", "Source: ", "Indicator", "Gross regional product"],
    }.items():
        page = ha.table(metrics, lang=lang).as_raw_html()
        assert all(word in page for word in words), lang
    assert "My own" in ha.table(metrics, title="My own").as_raw_html()


def test_text_is_escaped() -> None:
    article = ha.parse_article("某市\n\n## 標題\n\n去年新建<b onclick=x>學校</b>3所，“<i>”村200戶入住。")
    page = ha.table(ha.extract(article), title="<u>x</u>").as_raw_html()
    assert "<i>" not in page and "<b onclick" not in page and "<u>" not in page
    assert "<b>3所</b>" in page


def test_two_runs_give_the_same_bytes_and_two_tables_stay_apart(html: str) -> None:
    metrics = ha.load_metrics()
    assert ha.table(metrics).as_raw_html() == html
    ids = {
        re.search(r'<div id="([^"]+)"', ha.table(rows).as_raw_html())[1]
        for rows in (metrics, metrics.head(3))
    }
    assert len(ids) == 2


def test_where_there_is_only_text_it_is_one_line() -> None:
    assert repr(ha.table(ha.load_metrics())) == "37 × section, id, indicator, value, status, period, sentence"


def test_a_link_is_an_address_of_the_web() -> None:
    metrics = ha.load_metrics()
    metrics.attrs["article"]["url"] = "javascript:alert(1)"
    assert "<a " not in ha.table(metrics).as_raw_html()


def test_no_rows_and_missing_columns() -> None:
    metrics = ha.load_metrics()
    empty = ha.table(metrics.head(0)).as_raw_html()
    assert "0個數字" in empty and cells(empty) == []
    with pytest.raises(DataError, match="sentence"):
        ha.table(metrics.drop(columns="sentence"))


def test_without_great_tables_the_install_line_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r'pip install "hulin-analysis\[lab\]"'):
        ha.table(ha.load_metrics())


def test_its_columns_may_be_chosen() -> None:
    metrics = ha.load_metrics()
    invested = metrics[metrics["kind"] == "investment"]
    page = ha.table(invested, columns=["subject", "indicator", "value", "kind", "quote"]).as_raw_html()
    assert cells(page)[0] == ["虎林市", "國電投新能源開發投資", "100億元", "投資", "100億元"]
    assert "所指" in page and "句" not in page
    assert [len(row) for row in cells(ha.table(invested, columns=["value"]).as_raw_html())] == [1, 1, 1]
    for columns in (["nope"], [], ["value", 3]):
        with pytest.raises(DataError, match="choose from section, id, indicator"):
            ha.table(invested, columns=columns)


def test_its_colours_are_those_of_the_page_around(html: str) -> None:
    themed = re.findall(r"#hulin-\w+ \.gt_table[^{]*\{([^}]*)\}", html)
    own = [rules for rules in themed if "background: transparent !important" in rules]
    assert own and "color: inherit !important" in own[0]
    assert not re.search(r"<a [^>]*style=", html)
