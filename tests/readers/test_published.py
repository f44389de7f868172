"""Dates and publishers: from the page, the lines above a text, its opening, its end; never from elsewhere."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import docx
import pytest

import hulin_analysis as ha
from hulin_analysis.views.reader import article_html

BODY = "去年全县新建学校3所，投入资金2亿元，比上年增长6.7%。"
LONG = "全县地区生产总值213.5亿元，比上年增长6.7%，其中第一产业增加值35.6亿元，第二产业增加值45.6亿元。"


def of(text: str, **given: str) -> tuple[str | None, str | None]:
    about = ha.parse_article(text, **given).metadata()
    day = about["published"]
    return day and day.removesuffix("T00:00"), about["paper"]


# What stands above the body, the day and the paper.
ABOVE = [
    ("（2013年3月20日）", "2013-03-20", None),
    ("2013年3月20日在某县第十五届人民代表大会第三次会议上\n县长 王某某", "2013-03-20", None),
    ("——2013年3月20日在某县第十五届人民代表大会第三次会议上", "2013-03-20", None),
    ("2025-04-17 香港電台", "2025-04-17", "香港電台"),
    ("2025-04-17 HKT 13:05", "2025-04-17T13:05", None),
    ("2013/03/20 08:00", "2013-03-20T08:00", None),
    ("民國102年3月20日", "2013-03-20", None),
    ("中華民國一百十三年", None, None),
    ("發布日期：113-07-12", "2024-07-12", None),
    ("發佈日期：民國113年7月12日　發布單位：某某局", "2024-07-12", "某某局"),
    ("發稿時間：2024/09/17 11:20", "2024-09-17T11:20", None),
    ("二〇一三年三月二十日", "2013-03-20", None),
    ("二○一三年三月二十日", "2013-03-20", None),
    ("来源：某某日报  2024年5月3日 10:20  责任编辑：王某", "2024-05-03T10:20", "某某日报"),
    ("来源：\n某某日报\n发布时间：\n2024-05-03", "2024-05-03", "某某日报"),
    ("2024-05-03 下午4:30 某某日报", "2024-05-03T16:30", "某某日报"),
    ("2024 年 5 月 3 日", "2024-05-03", None),
    ("出版：2024-06-20 08:10 更新：2024-06-21 09:10", "2024-06-20T08:10", None),
    ("最後更新 2024-06-21 09:10", "2024-06-21T09:10", None),
    ("更新时间：2024-06-21 发布时间：2024-06-20", "2024-06-20", None),
    ("日期：2013-03-20 作者：王某 来源：县政府办 浏览次数：356", "2013-03-20", "县政府办"),
    ("現在時間：2024-06-20 08:10", None, None),
    ("2024年2月30日 来源：某某日报", None, "某某日报"),
    ("2099-01-01 来源：某某日报", None, "某某日报"),
    ("資料來源：某某局", None, None),
]


@pytest.mark.parametrize(("above", "day", "paper"), ABOVE)
def test_what_stands_above_the_body(above: str, day: str | None, paper: str | None) -> None:
    text = f"某县新建学校\n{above}\n{BODY}\n{LONG}"
    assert of(text) == (day, paper)
    article = ha.parse_article(text)
    if day or paper:
        assert article.title is not None and article.title.quote == "某县新建学校"
        assert [p.span.quote for p in article.paragraphs] == [BODY, LONG]


# How the body begins, the day, the paper and who wrote it.
OPENINGS = [
    ("新华社北京4月17日电（记者王某）", None, "新华社", ("王某",)),
    ("新华社北京2024年4月17日电 （记者 王某、李某某）", "2024-04-17", "新华社", ("王某", "李某某")),
    ("人民网北京3月20日电 (记者王某)", None, "人民网", ("王某",)),
    ("中新网3月20日电 ", None, "中新网", ()),
    ("据新华社北京2024年4月17日电 ", "2024-04-17", "新华社", ()),
    ("（中央社記者王某某台北17日電）", None, "中央社", ()),
    ("（中央社台北17日電）", None, "中央社", ()),
    ("中央社台北2024年4月17日電 ", "2024-04-17", "中央社", ()),
    ("〔記者王某某／台北報導〕", None, None, ("王某某",)),
    ("【大公報訊】", None, "大公報", ()),
    ("【明報專訊】", None, "明報", ()),
    ("【某某網】（记者 王某）", None, "某某網", ("王某",)),
    ("（某某日報報道）", None, "某某日報", ()),
    ("（2024年6月20日）【本報訊】", "2024-06-20", None, ()),
    ("【某某北京時間2024年06月20日訊】", "2024-06-20", None, ()),
    ("本报讯（记者 王某）", None, None, ("王某",)),
    ("某某日报讯（记者 王某）", None, "某某日报", ("王某",)),
    ("IT之家 4 月 17 日消息，", None, "IT之家", ()),
    ("路透北京4月17日電 - ", None, "路透", ()),
    ("4月17日，", None, None, ()),
    ("（截至2024年6月20日）", None, None, ()),
    ("某县2024年6月20日召开会议，", None, None, ()),
]


@pytest.mark.parametrize(("opening", "day", "paper", "authors"), OPENINGS)
def test_how_the_body_begins(opening: str, day: str | None, paper: str | None, authors: tuple[str]) -> None:
    text = f"某县新建学校\n{opening}{BODY}\n{LONG}"
    assert of(text) == (day, paper)
    assert ha.parse_article(text).authors == authors
    assert ha.parse_article(text).paragraphs[0].span.quote == f"{opening}{BODY}".strip()


def test_a_dateline_without_a_year_takes_that_of_the_page() -> None:
    text = f"某县新建学校\n新华社北京12月31日电 {BODY}"
    assert of(text) == (None, "新华社")
    assert of(text, url="https://news.example/2024-01/02/c1.htm") == ("2023-12-31", "新华社")
    changed = f"某县新建学校\n更新时间：2024-01-02\n（中央社記者王某某台北1日電）{BODY}"
    assert of(changed) == ("2024-01-01", "中央社")
    assert of(f"某县新建学校\n{BODY}", url="https://news.example/202406/t20240620_1.html")[0] == "2024-06-20"


# How a text ends, the day and the paper, and what is left of its end in the body.
ENDS = [
    ("某市统计局\n2022年1月24日", "2022-01-24", "某市统计局"),
    ("2022年1月24日\n某市统计局", "2022-01-24", "某市统计局"),
    ("2022年1月24日 / 某市统计局", "2022-01-24", "某市统计局"),
    ("　　　　某市统计局　2022年1月24日", "2022-01-24", "某市统计局"),
    ("某市统计局\n国家统计局某某调查队\n二〇二二年一月二十四日", "2022-01-24", "某市统计局"),
    ("完\n2024年5月3日（星期五）\n香港時間16時30分", "2024-05-03", None),
    ("来源：某某日报", None, "某某日报"),
    ("（来源：某某日报）", None, "某某日报"),
    ("某某日报 2024年5月3日", "2024-05-03", "某某日报"),
]


@pytest.mark.parametrize(("end", "day", "paper"), ENDS)
@pytest.mark.parametrize("body", [BODY, f"{BODY}\n{LONG}", "\n".join([LONG] * 60)])
def test_how_a_text_is_signed(body: str, end: str, day: str | None, paper: str | None) -> None:
    article = ha.parse_article(f"某县统计公报\n{body}\n{end}")
    assert of(article.text) == (day, paper)
    assert "\n".join(p.span.quote for p in article.paragraphs) == body
    assert article.title is not None and article.title.quote == "某县统计公报"
    assert article.boilerplate


@pytest.mark.parametrize(
    "end",
    [
        "截至2021年3月5日，共有学校3所。",
        "2021年3月5日，某市统计局成立。",
        "2021年3月5日\n新建学校3所，投资2亿元。",
        "某市统计局成立。",
        "注：2021年3月5日起施行。",
    ],
)
def test_what_is_no_signature_stays_in_the_text(end: str) -> None:
    article = ha.parse_article(f"某县统计公报\n{LONG}\n{end}")
    assert article.published is None and article.paper is None
    assert not article.boilerplate


def test_what_wins() -> None:
    every = (
        f"某县统计公报（2012年1月8日）\n2014-05-03 来源：某某日报\n新华社北京2013年3月20日电 {BODY}\n{LONG}\n"
        "某市统计局\n2015年1月24日"
    )
    assert of(every) == ("2012-01-08", "某某日报")  # given in 2012, on the web since 2014
    assert of(every, published="2011-01-02", paper="某晚报") == ("2011-01-02", "某晚报")
    without_bracket = every.replace("（2012年1月8日）", "")
    assert of(without_bracket) == ("2014-05-03", "某某日报")
    without_source = without_bracket.replace("2014-05-03 来源：某某日报\n", "")
    assert of(without_source) == ("2013-03-20", "新华社")
    assert of(without_source.replace("2013年", "")) == ("2015-01-24", "新华社")
    assert of(without_source.replace("新华社北京2013年3月20日电 ", "")) == ("2015-01-24", "某市统计局")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某縣新建學校\n撰文：王某\n2024-06-20", "某縣新建學校"),
        ("某縣建校\n某某時報 王某某\n2024年06月20日", "某縣建校"),
        ("香港某某網 2024-06-20 08:10\n某縣建校", "某縣建校"),
        ("2024-06-20 08:10\n一、某縣建校", None),
    ],
)
def test_the_headline_is_neither_the_byline_nor_a_chapter(head: str, title: str | None) -> None:
    article = ha.parse_article(f"{head}\n{BODY}\n{LONG}")
    assert article.metadata()["title"] == title
    assert article.published == datetime(2024, 6, 20, *article.published.timetuple()[3:5])


# -- absent, and said so -----------------------------------------------------------------------------------


def test_no_date_is_taken_from_the_properties_of_a_file(tmp_path: Path) -> None:
    word = docx.Document()
    for line in ("某县新建学校", BODY, LONG):
        word.add_paragraph(line)
    word.core_properties.created = word.core_properties.modified = datetime(2019, 5, 6)
    word.save(tmp_path / "a.docx")
    (tmp_path / "a.txt").write_text(f"某县新建学校\n{BODY}\n{LONG}", encoding="utf-8")
    for name in ("a.docx", "a.txt"):
        os.utime(tmp_path / name, (0, 1_500_000_000))
        article = ha.read_article(tmp_path / name)
        assert article.published is None
        assert ha.extract(article)["period"].isna().iloc[0]
        assert [remark[:32] for remark in article.remarks] == ["No date of publication was found"]
        assert ha.read_article(tmp_path / name, published="2021-03-04").remarks == ()


def test_a_notebook_says_that_there_is_no_date() -> None:
    undated = ha.parse_article(f"某县新建学校\n{BODY}")
    dated = ha.parse_article(f"某县新建学校\n{BODY}", published="2021-03-04")
    assert "没有刊出日期" in article_html(undated)
    assert "没有刊出日期" not in article_html(dated)
