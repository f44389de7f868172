from __future__ import annotations

import pytest
from for_each import for_each

from hulin_analysis import extract, parse_article
from hulin_analysis.numbers import find_quantities
from hulin_analysis.sentences import read_sentence
from hulin_analysis.sentences.mood import Mood
from hulin_analysis.sentences.status import Certainty

# clause, then (indicator, change) of each quantity
CASES = [
    ("生产总值增长6.7%", [("生产总值", "increase")]),
    ("收入增至9万元", [("收入", "none")]),
    ("失业人数下降3.2%", [("失业人数", "decrease")]),
    ("能耗降低到3吨", [("能耗", "none")]),
    ("工业品价格涨幅4%左右", [("工业品价格", "increase")]),
    ("技改投资增速高于全国12个百分点", [("技改投资增速", "none")]),
    ("新增限上企业318家", [("限上企业", "none")]),
    ("86个水利项目建成投产", [("水利项目", "none")]),
    ("开展科普讲座265场", [("科普讲座", "none")]),
    ("举办讲座、展览等科普活动100余场", [("科普活动", "none")]),
    ("城乡居民收入分别增长6%和10%", [("城镇居民收入", "increase"), ("农村居民收入", "increase")]),
    ("游客数量和旅游收入分别增长1%、2%", [("游客数量", "increase"), ("旅游收入", "increase")]),
    ("公路投资、水运投资增速分别高于全国2个、3个百分点",
     [("公路投资增速", "none"), ("水运投资增速", "none")]),
    ("投资100亿元的风电基地签约", [("风电基地投资", "none")]),
    ("投资5亿元的甲产业园、投资3亿元的乙综合体等项目", [("甲产业园投资", "none"), ("乙综合体投资", "none")]),
    ("由7家增至16家", [("", "none"), ("", "none")]),
    ("完成投资50亿元、增长4%", [("投资", "none"), ("投资", "increase")]),
    ("每天可增加50元收入", [("收入", "increase")]),
    ("存款余额512亿元,较年初增加18亿元", [("存款余额", "none"), ("存款余额", "increase")]),
    ("预算收入由去年同期的4.1亿元增至4.6亿元", [("预算收入", "none"), ("预算收入", "none")]),
    ("PM2.5年均浓度较2020年下降25%", [("PM2.5年均浓度", "decrease")]),
    ("销售额较“十三五”末期翻一番", [("销售额", "none")]),
    ("出行比例从75.6%提升至76.5%", [("出行比例", "none"), ("出行比例", "none")]),
    ("零售额增长6.1%,比全市平均水平高0.8个百分点", [("零售额", "increase"), ("零售额", "none")]),
    ("新开工项目12个,同比多4个", [("项目", "none"), ("项目", "increase")]),
    ("优良天数281天,比上年少3天", [("优良天数", "none"), ("优良天数", "decrease")]),
    ("新能源汽车产量占比提高15个百分点", [("新能源汽车产量占比", "increase")]),
    ("建设8万亩高标准农田", [("高标准农田", "none")]),
    ("推动某厂60万吨钾肥复合造粒", [("钾肥复合造粒", "none")]),
    ("炼钢能力从300万吨提升至500万吨", [("炼钢能力", "none"), ("炼钢能力", "none")]),
    ("棉花产量跃上30亿斤台阶", [("棉花产量", "none")]),
    ("设立6亿元湿地修复补偿基金", [("湿地修复补偿基金", "none")]),
    ("推进甲、乙等6个330千伏输电工程", [("输电工程", "none"), ("输电工程", "none")]),
    ("5户企业入选某部优秀案例", [("企业入选某部优秀案例", "none")]),
    ("48个学科入选某名单", [("学科", "none")]),
    ("净增经营主体11.7万户", [("经营主体", "increase")]),
    ("工业增加值4亿元", [("工业增加值", "none")]),
    ("林地面积连续3年净增加", [("林地面积", "none")]),
    ("连续5年提高养老金", [("提高养老金", "none")]),
    ("三是对高危人群开展检查3万名", [("高危人群开展检查", "none")]),
    ("第一、二、三产业增加值分别增长3%、4%、5%",
     [("第一产业增加值", "increase"), ("第二产业增加值", "increase"), ("第三产业增加值", "increase")]),
    ("同比增长5%的工业产值达到8亿元", [("工业产值", "increase"), ("工业产值", "none")]),
    ("贷款利率下降0.25个百分点至3.1%", [("贷款利率", "decrease"), ("贷款利率", "none")]),
    ("完成税收4.6亿元,同比多收0.5亿元", [("税收", "none"), ("税收", "increase")]),
    ("投资强度达到每亩300万元", [("投资强度", "none")]),
    ("有A级景区12家", [("A级景区", "none")]),
    # A verb without words of its own goes on with what was spoken of; steps are nothing counted.
    ("总值达到5万亿元、稳居前列、增长4.8%", [("总值", "none"), ("总值", "increase")]),
    ("总值跨越7万亿、8万亿两个大台阶,年均增长5%",
     [("总值", "none"), ("总值", "none"), ("总值", "none"), ("总值", "increase")]),
    ("提出产值年均增长5%", [("产值", "increase")]),
    ("城镇化率五年提高3.9个百分点", [("城镇化率", "increase")]),
    ("总值迈上5万亿台阶、五年增量超1万亿元", [("总值", "none"), ("总值", "increase")]),
    ("五年净增经营主体120万户", [("经营主体", "increase")]),
    ("新增3个“绿水青山就是金山银山”基地", [("“绿水青山就是金山银山”基地", "none")]),
]  # fmt: skip


@for_each(CASES)
def test_indicator_and_change(text: str, expected: list[tuple[str, str]]) -> None:
    quantities, _ = find_quantities(text)
    measured = read_sentence(text, 0, len(text), quantities)
    assert [(s.name, s.change) for s in measured] == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("去年生产总值预计增长", "expected"),
        ("力争增长", "target"),
        ("今年将新建", "target"),
        ("将他列为帮扶对象,增加", "actual"),
        ("主要产品产量", "actual"),
        ("人均预期寿命", "actual"),
        ("三年行动计划新建", "actual"),
        ("完成", "actual"),
        ("该县推出“双百”工程,即:建设", "target"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert Certainty(text, 0, len(text), planned=False).status(len(text)) == status


def test_what_follows_an_announced_target_is_a_target() -> None:
    metrics = extract(parse_article("去年新建学校3所。今年主要预期目标是:新建学校5所。\n培训教师80名。"))
    assert metrics["status"].tolist() == ["actual", "target", "target"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("全年目标不变:出口增长6%,进口增长3%。", ["target", "target"]),
        ("主要目标为:出口增长6%左右,进口增长3%以上。", ["target", "target"]),
        ("今年目标是:新建学校5所。", ["target"]),
        ("完成年度目标的48%。", ["actual"]),
    ],
)
def test_what_stands_behind_the_word_target_is_one(said: str, status: list[str]) -> None:
    assert extract(parse_article(said))["status"].tolist() == status


PLAN = "推动就业扩容提质。实施稳岗行动,健全服务体系,输转劳动力480万人。加快建设网络,新建学校20所。"
REPORT = "就业形势保持稳定,输转劳动力480万人,获评全国示范。服务体系不断健全,建成学校20所。"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (PLAN, ["target", "target"]),
        (REPORT, ["actual", "actual"]),
        # A heading that says which part this is goes before what the verbs say.
        (f"2025年工作回顾\n{PLAN}", ["actual", "actual"]),
        (f"2026年工作安排\n{REPORT}", ["target", "target"]),
        # A heading that joins both says nothing: the verbs do.
        (f"“十四五”发展成就和“十五五”主要目标\n{REPORT}", ["actual", "actual"]),
        (f"“十四五”发展成就和“十五五”主要目标\n{PLAN}", ["target", "target"]),
        # A sentence that looks back by its own words is no plan.
        (f"{PLAN}去年建成医院3所。", ["target", "target", "actual"]),
    ],
)
def test_a_plan_is_told_from_a_report_by_its_verbs(text: str, status: list[str]) -> None:
    assert extract(parse_article(f"某縣新聞\n來源:某日報\n{text}"))["status"].tolist() == status


def test_the_mood_of_a_paragraph_is_weighed_with_those_around_it() -> None:
    lines = ["输转劳动力480万人。", PLAN, PLAN]
    text, spans = "\n".join(lines), []
    for line in lines:
        at = spans[-1][1] + 1 if spans else 0
        spans.append((at, at + len(line)))
    assert Mood(text, spans).plans(0)
    assert not Mood(text, spans[:1]).plans(0)
