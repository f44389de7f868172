"""Which numbers are siblings, what the money of an investment is, and what may be added up."""

from __future__ import annotations

import pytest
from made import artists, words
from matplotlib.colors import to_hex

import hulin_analysis as ha
from hulin_analysis.charts import plot_amounts, plot_investments
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import entries
from hulin_analysis.charts.content.siblings import families, rows_by_number
from hulin_analysis.charts.investments_chart import stage_of
from hulin_analysis.finding.enumeration import total_of, unbroken

#: A text, and the quotes of each family in it, with its name.
SIBLINGS = [
    # Items of one list, or of one sentence and one verb.
    ("去年,甲縣舉辦展覽13場,開展宣講265場,組織演出100余場。", [("", "13場 265場 100余場")]),
    ("去年,甲縣開展宣講20場、義診8場、放映電影30場次。", [("", "20場 8場 30場次")]),
    ("去年,全鎮培訓教師300人、醫生200人、村干部150人,培育工匠9人。", []),
    ("去年,全市培養教師300人、醫生200人、護士150人。", [("", "300人 200人 150人")]),
    ("去年,新建智能工廠20家、綠色工廠8家、數字工廠5家。", [("工廠", "20家 8家 5家")]),
    ("去年,新建果園20公頃、茶園100公頃、桑園30公頃。", [("", "20公頃 100公頃 30公頃")]),
    ("去年,投資3億元的甲項目、投資2億元的乙項目簽約。", [("項目投資", "3億元 2億元")]),
    # Things of one kind.
    ("去年,建成公共充電樁40個。機關有專用充電樁25個。小區有自用充電樁90個。", [("充電樁", "40個 25個 90個")]),
    ("去年,有老舊小區改造項目12個、道路改造項目7個、綠化項目3個。", [("項目", "12個 7個 3個")]),
    # Parts of one whole.
    ("2023年,全縣有企業100家,其中工業企業30家、服務業企業60家。", [("企業", "100家 30家 60家")]),
    # Two among four are siblings, two among five are set in the table.
    ("去年,新建智能工廠20家、綠色工廠8家,接待游客300人,造林5畝。", [("工廠", "20家 8家")]),
    ("去年,新建智能工廠20家、綠色工廠8家,接待游客300人,造林5畝,修路3公里。", []),
    # Not siblings: other verbs, other units, other kinds.
    ("去年,出席會議12場,會見外賓30場。", []),
    ("去年,訪問外國5次,出席會議12場次。", []),
    ("去年,接待游客300人,幫扶農戶20戶。", []),
    ("去年,新建學校3所。新建醫院5所。", []),
    ("去年,新建公園3個、學校5個、橋梁2個。", []),
    ("去年,全縣有公園3個。全縣有水庫5個。", []),
    ("去年,簽約項目30個。完成改造項目9個。新開工項目4個。", []),
    # Not siblings: other times, other status, other heads.
    ("2021年,舉辦宣講20場。2022年,舉辦宣講35場。", []),
    ("2023年,舉辦宣講20場,計劃2024年舉辦演出35場。", []),
    ("去年,有智能工廠20家。今年計劃建綠色工廠30家。", []),
    ("去年,每月舉辦宣講20場,每天開展義診3場。", []),
    # Not siblings: by how much something rose, and things that share their name.
    ("去年,舉辦宣講20場,增加5場。", []),
    ("去年,重點項目開工390個、竣工437個。", []),
    ("去年,園區由188個整合為120個。", []),
    # Not siblings: one would be no mark beside the other.
    ("去年,舉辦宣講3場,開展演出20000場,組織義診9000場。", []),
    # Not siblings: money of several kinds.
    ("去年,發放補貼3億元、工資2億元、獎金1億元。", []),
    ("去年,金融交易總額3億元。口岸貿易總額2億元。餐飲銷售總額1億元。", []),
    ("去年,財政收入30億元,居民收入3萬元。", []),
]  # fmt: skip

#: A text, and what the money of each of its numbers is.
STAGES = [
    ("簽約項目投資100億元。", "signed"),
    ("甲廠投資5億元的項目成功簽約。", "signed"),
    ("雙方簽署協議,協議投資8億元。", "signed"),
    ("甲項目計劃總投資20億元。", "planned"),
    ("總投資20億元的乙項目開工建設。", "planned"),
    ("丙項目概算投資4億元。", "planned"),
    ("在建項目投資30億元。", "under_way"),
    ("投資3億元的大橋開工。", "under_way"),
    ("全年完成投資12億元。", "spent"),
    ("全年完成重大工程投資25億元。", "spent"),
    ("重大工程投資完成25億元。", "spent"),
    ("省外到位資金7億元。", "spent"),
    ("財政累計投入3億元用于投資。", "spent"),
    ("投資2億元的學校建成投用。", "spent"),
    ("甲項目計劃總投資20億元,已完成投資5億元。", "planned spent"),
    ("2030年,力爭完成投資12億元。", "planned"),
    ("甲廠投資5億元。", "unsaid"),
]

#: A text, and what its numbers that are asked for add up to.
SUMS = [
    ("投資3億元的甲項目、投資2億元的乙項目簽約。", 2, 5e8),
    ("投資3億元的甲項目、投資2億元的乙項目簽約。項目總投資9億元。", 2, 5e8),
    # The text's own total is smaller: they overlap.
    ("投資3億元的甲項目、投資2億元的乙項目簽約。項目總投資4億元。", 2, None),
    ("投資3億元的甲項目,投資2億元的乙項目簽約。", 2, None),
    ("產業投資3億元、研發投入2億元。", 2, None),
    ("引資3億元、投資2億元。", 2, None),
    ("投資3億元的甲項目、投資2億美元的乙項目簽約。", 2, None),
    ("投資3億元的甲項目、投資2億至4億元的乙項目簽約。", 2, None),
    ("總投資5億元,投資3億元的甲項目、投資2億元的乙項目簽約。", 3, None),
]


@pytest.mark.parametrize(("text", "wanted"), SIBLINGS)
def test_siblings(text: str, wanted: list[tuple[str, str]]) -> None:
    rows = ha.extract(ha.parse_article(text, published="2024-02-01"))
    found = families(entries(rows, rows, Catalog("zh-Hant")), rows_by_number(rows))
    assert [(one.name, " ".join(entry.shown for entry in one.rows)) for one in found] == wanted


@pytest.mark.parametrize(("text", "wanted"), STAGES)
def test_what_the_money_is(text: str, wanted: str) -> None:
    rows = ha.extract(ha.parse_article(text, published="2024-02-01"))
    money = [row for row in unbroken(rows) if row["unit"] == "元"]
    assert " ".join(map(stage_of, money)) == wanted


@pytest.mark.parametrize(("text", "items", "total"), SUMS)
def test_what_adds_up(text: str, items: int, total: float | None) -> None:
    rows = unbroken(ha.extract(ha.parse_article(text)))
    sentence = [row for row in rows if row["sentence_start"] == rows[0]["sentence_start"]]
    assert total_of(rows[:items], sentence, rows) == total


def test_no_sum_is_more_than_the_total_of_the_text() -> None:
    said = "去年,投資3億元的甲項目、投資2億元的乙項目簽約。"
    added = plot_investments(ha.extract(ha.parse_article(said)))
    assert "合計5億元" in added.title
    overlapping = plot_investments(ha.extract(ha.parse_article(said + "去年簽約項目總投資4億元。")))
    assert "合計" not in overlapping.title
    assert not any("占比按" in note for note in overlapping.notes)


def test_signed_planned_and_spent_are_told_apart_in_subtitle_headings_and_marks() -> None:
    text = (
        "去年,投資3億元的甲項目、投資2億元的乙項目簽約。去年,完成廠房投資5億元、完成道路投資4億元。"
        "丁項目計劃總投資9億元。"
    )
    figure = plot_investments(ha.extract(ha.parse_article(text, published="2024-02-01")), quotes="none")
    subtitle = "".join(words(figure, "subtitle"))
    assert "不等於已花的錢" in subtitle and "已完成、已到位" in subtitle
    heads = words(figure, "unit")
    assert heads == ["簽約 · 項目投資 · 億元", "已完成、已到位 · 億元", "計劃投資"]
    bars = {bar.get_width(): bar for bar in artists(figure, "bar") if bar.get_gid()}
    hollow = {width: to_hex(bar.get_facecolor()) == "#ffffff" for width, bar in bars.items()}
    assert hollow == {3: True, 2: True, 5: False, 4: False}
    assert {bar.axes.get_xlim() for bar in bars.values()} == {(0.0, 5.0)}
    assert words(figure, "key") == ["簽約、計劃，不等於已花", "已花的錢"]


def test_a_label_that_says_too_little_is_the_clause() -> None:
    figure = plot_amounts(
        ha.extract(ha.parse_article("2023年,外貿進出口增長8.4%,總額突破8000億元。")), quotes="none"
    )
    assert words(figure, "label") == ["“…外貿進出口增長8.4%,總額……”"]
