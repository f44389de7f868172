"""Texts that the benchmark makes: sentences such as official reports are written in, with random figures.

The figures mean nothing, and nothing is taken from a published report. About one quantity stands in 80
characters, as in the reports of the provinces. The same size and seed give the same text.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain
from string import Formatter

__all__ = ["SHAPES", "made_texts", "news", "one_paragraph", "paragraphs"]

SEED = 20220215
TEXTS, LENGTH = 20, 20_000  # of the default

_STATED = (
    "{when}，{place}地区生产总值增长{rate}%，规模以上工业增加值增长{rate}%，固定资产投资增长{rate}%。",
    "一般公共预算收入完成{amount}亿元，同比增长{rate}%；社会消费品零售总额突破{count}亿元。",
    "城镇居民和农村居民人均可支配收入分别增长{rate}%和{rate}%，城镇登记失业率控制在{rate}%以内。",
    "{place}新建改建农村公路{count}余公里，改造危桥{few}座，新增公交线路{few}条。",
    "全年开展各类宣讲{count}场，接待群众{amount}万余人次，发放资料近{count}0份。",
    "投资{amount}亿元的新能源基地、投资{few}亿元的粮食加工园等{few}个项目签约落地，到位资金约{amount}亿元。",
    "粮食总产量达到{amount}亿斤，建成高标准农田{amount}万亩，畜禽粪污综合利用率达{rate}%。",
    "{chinese}项民生实事全部办结，惠及群众{count}余户、{amount}万人。",
    "对{few}个老旧小区进行改造，{count}户居民受益，加装电梯{few}部。",
    "货物进出口总额{amount}亿美元，其中出口增长{rate}%，比上年提高{rate}个百分点。",
    "空气质量优良天数比例为{rate}%，森林覆盖率提高到{rate}%，单位能耗下降{rate}%。",
    "新增城镇就业{amount}万人，培训技能人才{count}人次，零就业家庭保持动态清零。",
    "为{count}名困难学生发放助学金{amount}万元，每人每年不少于{count}元。",
    "旅游收入增长{chinese}成以上，接待游客达{count}万人次，民宿由{few}家增加到{count}家。",
)
_SAID = (
    "我们坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，各项工作取得新的进展。",
    "营商环境持续改善，办事流程进一步压缩，企业和群众的满意度不断提升。",
    "扎实推进乡村建设，因地制宜发展特色产业，农村人居环境明显好转。",
    "深入实施创新驱动发展战略，支持企业同高校院所共建研发平台，一批成果就地转化。",
    "同时也要清醒看到，经济回升的基础还不牢固，部分行业和企业仍然比较困难。",
    "严格落实安全生产责任制，深入排查整治重点领域隐患，社会大局保持稳定。",
    "大力弘扬优良传统，广泛开展群众性文化活动，公共服务水平稳步提高。",
    "统筹发展和安全，守牢不发生系统性风险的底线，第一时间回应社会关切。",
    "坚持以人民为中心，用心用情办好群众身边的每一件事，让发展成果更多更公平惠及百姓。",
    "全面加强生态保护和修复，持续打好蓝天、碧水、净土保卫战，河湖面貌焕然一新。",
)
_PLACES = ("全省", "全市", "全县", "该市", "虎林市", "密山市", "海林市", "鸡西市", "黑龙江省", "海淀区")
_WHENS = ("去年", "今年上半年", "一季度", "2021年", "2022年1至9月", "“十三五”期间", "过去一年", "到年底")
_HEADINGS = ("{year}年工作回顾", "推动产业转型升级", "保障和改善民生", "{year}年重点任务", "建设美丽乡村")
_TOPICS = ("加快推进重点项目建设", "持续改善民生", "秋粮喜获丰收", "优化营商环境见实效", "旅游升温")
_PAPERS = ("某日报", "某晚报", "某市融媒体中心", "某省广播电视台")
_CHINESE = ("三", "五", "八", "十", "十二", "二十", "三十六", "一百零八")

_SLOTS: dict[str, Callable[[random.Random], str]] = {
    "when": lambda rng: rng.choice(_WHENS),
    "place": lambda rng: rng.choice(_PLACES),
    "rate": lambda rng: f"{rng.randrange(1, 400) / 10:g}",
    "amount": lambda rng: f"{rng.randrange(100, 90_000) / 100:g}",
    "count": lambda rng: str(rng.randrange(100, 9_000)),
    "few": lambda rng: str(rng.randrange(2, 100)),
    "chinese": lambda rng: rng.choice(_CHINESE),
    "year": lambda rng: str(rng.randrange(2019, 2024)),
}
_SAID_OFTEN = 0.85  # the share of sentences without figures, which makes one quantity in 80 characters


def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((words, slot) for words, slot, _, _ in Formatter().parse(template))


_STATED_PARSED = [_parsed(template) for template in _STATED]
_HEADINGS_PARSED = [_parsed(template) for template in _HEADINGS]


def _filled(rng: random.Random, parsed: tuple[tuple[str, str | None], ...]) -> str:
    return "".join(words + (_SLOTS[slot](rng) if slot else "") for words, slot in parsed)


def _sentence(rng: random.Random) -> str:
    return rng.choice(_SAID) if rng.random() < _SAID_OFTEN else _filled(rng, rng.choice(_STATED_PARSED))


def _lines(rng: random.Random) -> Iterator[str]:
    yield "政府工作报告\n2022年02月15日08:59 | 来源:某日报\n"
    while True:
        yield _filled(rng, rng.choice(_HEADINGS_PARSED)) + "\n"
        for _ in range(rng.randrange(3, 9)):
            yield "".join(_sentence(rng) for _ in range(rng.randrange(3, 9))) + "\n"


def _cut(pieces: Iterator[str], size: int) -> str:
    taken, length = [], 0
    for piece in pieces:
        taken.append(piece)
        length += len(piece)
        if length >= size:
            break
    return "".join(taken)[:size]


def paragraphs(size: int, seed: int = SEED) -> str:
    """Write a report of so many characters, with headings and a sentence's usual length.

    Examples
    --------
    >>> len(paragraphs(10_000)), paragraphs(50) == paragraphs(50)
    (10000, True)
    """
    return _cut(_lines(random.Random(seed)), size)


def news(size: int, seed: int = SEED) -> str:
    r"""Write a short article of so many characters: headline, source line, paragraphs.

    Examples
    --------
    >>> text = news(300, 7)
    >>> len(text), text.count("来源:"), news(300, 7) == text, news(300, 8) == text
    (300, 1, True, False)
    """
    rng = random.Random(seed)
    place, topic = rng.choice(_PLACES[4:]), rng.choice(_TOPICS)
    day = f"{rng.randrange(2019, 2024)}年{rng.randrange(1, 13):02d}月{rng.randrange(1, 29):02d}日"
    head = f"{place}{topic}\n{day} | 来源:{rng.choice(_PAPERS)}\n"
    pieces = ("".join(_sentence(rng) for _ in range(rng.randrange(2, 6))) + "\n" for _ in iter(int, 1))
    return _cut(chain([head], pieces), size)


def one_paragraph(size: int, seed: int = SEED) -> str:
    """Write one paragraph of so many characters, all one sentence: no punctuation, no line break.

    Percent signs and the points of decimals are part of quantities and stay.

    Examples
    --------
    >>> text = one_paragraph(10_000)
    >>> len(text), any(sign in text for sign in "，。、；“\\n")
    (10000, False)
    """
    rng = random.Random(seed)
    return _cut((_bare(_sentence(rng)) for _ in iter(int, 1)), size)


def _bare(sentence: str) -> str:
    return "".join(
        char for char in sentence if char in "%." or not unicodedata.category(char).startswith("P")
    )


#: The shapes whose growth is measured.
SHAPES: dict[str, Callable[[int], str]] = {"paragraphs": paragraphs, "one paragraph": one_paragraph}


def made_texts(*, quick: bool = False) -> list[str]:
    """Write the texts that the speed is measured on when none are given."""
    return [paragraphs(LENGTH, SEED + i) for i in range(TEXTS // 10 if quick else TEXTS)]
