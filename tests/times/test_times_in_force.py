"""Which time a number is of, where a heading names two and the text chooses between them."""

from __future__ import annotations

from datetime import datetime

import pytest

from hulin_analysis import extract, ledger, parse_article
from hulin_analysis.times.expressions import find_periods, opening

PUBLISHED = datetime(2026, 2, 3)
TWO = "一、“十四五”时期和2025年工作回顾"
PLANS = "二、“十四五”时期发展成就和“十五五”时期主要目标"


def extracted(column: str, *lines: str) -> list[str]:
    text = "\n".join(["某县新闻", "2026-02-03 来源:某日报", *lines])
    return extract(parse_article(text))[column].fillna("").tolist()


def periods(*lines: str) -> list[str]:
    return extracted("period", *lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Before the text has chosen, its heading leaves the time open.
        ([TWO, "新建学校3所。"], [""]),
        ([TWO, "过去一年,新建学校3所。"], ["2025"]),
        ([TWO, "过去的一年,极不寻常。新建学校3所。"], ["2025"]),
        ([TWO, "各位代表!刚刚过去的2025年,很不平凡。新建学校3所。"], ["2025"]),
        ([TWO, "各位代表,刚刚过去的一年,很不平凡。新建学校3所。"], ["2025"]),
        ([TWO, "全年新建学校3所。"], ["2025"]),
        ([TWO, "过去的五年极不寻常。新建学校3所。"], ["2021/2025"]),
        ([TWO, "——这五年,实力提升。新建学校3所。"], ["2021/2025"]),
        # A choice holds for the paragraphs behind it, until the text chooses anew or a heading does.
        ([TWO, "五年来,成绩显著。", "新建学校3所。", "2025年是收官之年。", "新建医院1所。"],
         ["2021/2025", "2025"]),
        ([TWO, "一年来,成绩显著。", "(一)教育", "新建学校3所。"], ["2025"]),
        ([TWO, "一年来,成绩显著。", "二、其他", "新建学校3所。"], [""]),
        ([TWO, "一年来,成绩显著。", "二、2026年工作安排", "新建学校3所。"], ["2026"]),
        # Years that are only just over are told as if they went on.
        ([TWO, "“十四五”以来,新建学校3所。"], ["2021/2025"]),
        # Three years are none of the two, and do not say for how long they are spoken of.
        ([TWO, "过去一年,新建学校3所。", "三年来,新建医院2所。", "新建桥梁1座。"],
         ["2025", "P3Y/2026-02-03", ""]),
    ],
)  # fmt: skip
def test_the_text_chooses_between_the_times_of_its_heading(lines: list[str], expected: list[str]) -> None:
    assert periods(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、“十四五”时期工作回顾", "刚刚过去的2025年,很不平凡。", "新建学校3所。"], ["2025"]),
        (["一、“十四五”时期工作回顾", "2025年,新建学校3所。", "新建医院1所。"], ["2025", "2021/2025"]),
        (["一、“十四五”时期工作回顾", "过去一年,新建学校3所。", "新建医院1所。"], ["", ""]),
        (["一、工作回顾", "2025年是收官之年。", "新建学校3所。", "二、其他", "新建医院1所。"], ["2025", ""]),
        # In an article without headings a time is its paragraph's.
        (["2025年是收官之年。", "新建学校3所。"], [""]),
        # Without years to be meant 过去一年 is left open.
        (["过去一年,新建学校3所。"], [""]),
        (["一、2025年工作回顾", "过去一年,新建学校3所。"], ["2025"]),
        (["一、2026年工作安排", "过去一年,新建学校3所。"], [""]),
        # Where a speech was given is not what it speaks of.
        (["——2026年1月28日在某县第四次会议上", "一、工作回顾", "新建学校3所。"], [""]),
    ],
)
def test_a_text_names_its_time_itself(lines: list[str], expected: list[str]) -> None:
    assert periods(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([PLANS, "过去五年,新建学校3所。"], ["2021/2025"]),
        ([PLANS, "今后五年,新建学校3所。"], ["2026/2030"]),
        ([PLANS, "《纲要(草案)》明确了指标。", "新建学校3所。"], ["2026/2030"]),
        # A word of the years to come ends what was chosen of those gone.
        ([PLANS, "过去五年,新建学校3所。展望未来。", "新建医院1所。"], ["2021/2025", ""]),
        # 今后五年 behind a named plan are its years, 过去五年 those of the one that is over.
        (["“十五五”时期很关键。今后五年,新建学校3所。"], ["2026/2030"]),
        (["“十四五”时期很关键。过去五年,新建学校3所。"], ["2021/2025"]),
        (["“十三五”时期很关键。过去五年,新建学校3所。"], ["P5Y/2026-02-03"]),
    ],
)
def test_years_gone_are_told_from_years_to_come(lines: list[str], expected: list[str]) -> None:
    assert periods(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([TWO, "过去一年,产值年均增长5%。"], ["2021/2025"]),
        ([TWO, "产值年均增长5%、6%。"], ["2021/2025", "2021/2025"]),
        ([PLANS, "产值年均增长5%。"], [""]),
        (["一、2025年工作回顾", "产值年均增长5%。"], [""]),
        (["一、“十五五”时期主要目标", "到2030年,产值年均增长5%。"], ["2026/2030"]),
        (["一、2025年工作回顾", "PM2.5年均浓度下降3%。"], ["2025"]),
        (["上半年产值增长3%,全年产值增长5%。"], ["2025-01/2025-06", "2025"]),
        (["一、“十四五”时期工作回顾", "产值持续提升,全年产值增长5%。"], [""]),
    ],
)
def test_an_average_is_of_several_years_and_a_whole_year_of_one(
    lines: list[str], expected: list[str]
) -> None:
    assert periods(*lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2025年很不平凡。3月19日,召开会议2次。产值增长5%。", ["2025-03-19", "2025"]),
        ("3月19日,召开会议2次。产值增长5%。", ["2025-03-19", "2025-03-19"]),
        ("2024年很不平凡。2025年3月19日,召开会议2次。产值增长5%。", ["2025-03-19", "2025-03-19"]),
        # What an adverb or preposition leads in is the topic, the object of a verb is not.
        ("截至2025年底,有学校3所。有医院1所。", ["2025-12-31", "2025-12-31"]),
        ("出台“十四五”办法3项。新建学校2所。", ["2021/2025", ""]),
        ("一年内新建学校3所。", [""]),
        ("产值连续11个季度增长5%。", ["", ""]),
    ],
)
def test_what_opens_a_sentence_holds_for_those_behind_it(line: str, expected: list[str]) -> None:
    assert periods(line) == expected


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([PLANS, "“十四五”时期,新建学校3所。", "“十五五”时期,新建学校5所。"], ["actual", "target"]),
        (["二、“十五五”时期的考虑", "产值年均增长5%左右。"], ["target"]),
        (["二、“十五五”时期的考虑", "去年产值增长5%。"], ["actual"]),
        (["一、工作", "好的预期不断释放,产值增长5%。"], ["actual"]),
        (["一、工作", "今年的预期增长目标为5%。"], ["target"]),
    ],
)
def test_what_is_said_of_years_to_come_is_planned(lines: list[str], status: list[str]) -> None:
    assert extracted("status", *lines) == status


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("过去一年", [("", 1, "gone")]),
        ("近一年来", [("", 0, "gone")]),
        ("五年来", [("P5Y/2026-02-03", 5, "gone")]),
        ("未来的五年", [("2026-02-03/P5Y", 5, "coming")]),
        ("这五年", [("", 5, "these")]),
        ("产值五年增长3倍", [("", 5, "these")]),
        ("连续五年增长", []),
        ("五年提升行动", []),
        ("关于2026年工作", [("2026", 0, "")]),
        ("低于2025年", []),
        ("“十四五”圆满收官", []),
        ("“十五五”规划", []),
        ("“十四五”规划期间", [("2021/2025", 0, "")]),
    ],
)
def test_years_are_told_by_their_number(text: str, found: list[tuple[str, int, str]]) -> None:
    assert [(p.iso, p.years, p.way) for p in find_periods(text, 0, len(text), PUBLISHED)] == found


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("各位代表!过去的2025年,", "2025"),
        ("各位代表,即将过去的2025年,", "2025"),
        ("——“十四五”时期,", "2021/2025"),
        ("回望“十四五”,", "2021/2025"),
        ("自去年以来,", "2025/.."),
        ("他于2005年再就业", None),
        ("编制2025年计划", None),
        ("", None),
    ],
)
def test_a_sentence_opens_with_a_time(text: str, iso: str | None) -> None:
    opened = opening(text, 0, len(text), PUBLISHED)
    assert (opened[0].iso if opened else None) == iso


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("税收3亿元,5年增长18.7%。", ["3亿元", "18.7%"]),
        ("五年累计投入3亿元。", ["3亿元"]),
        ("过去的五年,新建学校3所。", ["3所"]),
        ("税收连续5年增长。", ["5年"]),
        ("工期增加5年。", ["5年"]),
    ],
)
def test_the_years_that_are_spoken_of_are_no_quantity(text: str, quotes: list[str]) -> None:
    article = parse_article(f"某县新闻\n来源:某日报\n{text}")
    assert extract(article)["quote"].tolist() == quotes
    assert set(ledger(article)["reason"]) <= {"period"}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("去年,", ["2021"]),
        ("今年3月", ["2022-03"]),
        ("2020年6月5日", ["2020-06-05"]),
        ("去年6月开始", ["2021-06/.."]),
        ("自去年以来", ["2021/.."]),
        ("比去年增长", []),
        ("1—11月", ["2021-01/2021-11"]),
        ("前三季度", ["2021-01/2021-09"]),
        ("去年上半年", ["2021-01/2021-06"]),
        ("“十四五”时期", ["2021/2025"]),
        ("二〇二五年", ["2025"]),
        ("截至3月底", ["2021-03-31"]),
        ("2020年2月末", ["2020-02-29"]),
        ("今年年底前", ["2022-12-31"]),
        ("2016—2020年", ["2016/2020"]),
        ("2019年到2021年", ["2019/2021"]),
        ("“十三五”以来", ["2016/.."]),
        ("到“十四五”末", ["2025"]),
        ("五年来", ["P5Y/2022-02-15"]),
        ("近三年", ["P3Y/2022-02-15"]),
        ("今后五年", ["2022-02-15/P5Y"]),
        ("去年一年间", ["2021"]),
        ("连续5年", []),
    ],
)
def test_periods_are_resolved_from_the_date_of_publication(text: str, iso: list[str]) -> None:
    assert [p.iso for p in find_periods(text, 0, len(text), datetime(2022, 2, 15))] == iso


def test_a_relative_time_without_date_of_publication_stays_open() -> None:
    assert list(find_periods("去年", 0, 2, None)) == []
    metrics = extract(parse_article("去年新建学校3所。2020年新建5所。"))
    assert metrics["period"].isna().tolist() == [True, False]


def test_only_a_topic_at_the_start_is_carried_to_the_next_sentence() -> None:
    page = "标题\n2022年02月15日 来源:某日报\n{}"
    carried = extract(parse_article(page.format("去年,改造小区16个。共1801户受益。")))
    dropped = extract(parse_article(page.format("他原是工人,2005年再就业。他家三口人。")))
    assert carried["period"].tolist() == ["2021", "2021"]
    assert dropped["period"].isna().all()


def test_years_gone_stay_open_without_a_date_of_publication() -> None:
    assert [p.iso for p in find_periods("五年来", 0, 3, None)] == [""]


def test_years_gone_are_those_the_text_has_named() -> None:
    page = "某县新闻\n2026-02-15 来源:某日报\n{}五年来,新建学校5所。"
    named = extract(parse_article(page.format("“十四五”时期,建成医院3所。")))
    assert named["period"].tolist() == ["2021/2025", "2021/2025"]
    assert extract(parse_article(page.format("")))["period"].tolist() == ["P5Y/2026-02-15"]


@pytest.mark.parametrize(
    ("heading", "period"),
    [("2025年工作回顾", "2025"), ("2025年和“十四五”时期工作回顾", ""), ("加强自身建设", "")],
)
def test_a_heading_dates_what_stands_under_it_if_it_names_one_time(heading: str, period: str) -> None:
    text = f"某县新闻\n2026-01-20 来源:某日报\n{heading}\n新建学校3所。"
    assert extract(parse_article(text))["period"].fillna("").tolist() == [period]


@pytest.mark.parametrize(
    ("title", "text", "published", "period", "status"),
    [
        ("云岭市2024年政府工作报告", "过去一年，生产总值增长5.8%。", "2024-01-18", "2023", "actual"),
        ("云岭股份2023年年度报告", "报告期内，公司实现营业收入38亿元。", "2024-04-26", "2023", "actual"),
        ("云岭市粮食发展规划纲要", "到2025年，粮食产量达到8万吨。", "2021-03-20", "2025", "target"),
    ],
)
def test_a_headline_outside_of_the_text_says_its_time(
    title: str, text: str, published: str, period: str, status: str
) -> None:
    rows = extract(parse_article(text, title=title, published=published))
    assert rows[["period", "status"]].to_numpy().tolist() == [[period, status]]
