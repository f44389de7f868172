from __future__ import annotations

import pytest
from shown_tables import cells, words

from hulin_analysis.readers import Shown, markdown


def _shown(text: str) -> Shown:
    return markdown.read_markdown(text.encode(), "a.md")


RULED = "| 指标 | 万吨 |\n|---|--:|\n"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| 粮食 | `45.6` |", ["粮食", "45.6"]),
        (r"| 粮食\|油料 | 45.6 |", ["粮食|油料", "45.6"]),
        (r"| `粮食\|油料` | 45.6 |", ["粮食|油料", "45.6"]),
        ("| **粮食** | 45.6[^1] |", ["粮食", "45.6[^1]"]),
        ("|粮食||", ["粮食", ""]),
        ("粮食 | 45.6", ["粮食", "45.6"]),
        ("| 粮食<br>油料 | 45.6 |", ["粮食油料", "45.6"]),
        ('| [粮食](a.html "见") | ~~45.6~~ |', ["粮食", "45.6"]),
        ("> | 粮食 | 45.6 |", ["粮食", "45.6"]),
    ],
)
def test_cells_show_their_words(row: str, found: list[str]) -> None:
    shown = _shown(f"前。\n\n{RULED}{row}\n| 油料 | 3.2 |\n\n后。")
    assert words(shown) == [["指标", "万吨"], found, ["油料", "3.2"]]
    assert shown.text.split("\n") == ["前。", "指标\t万吨", "\t".join(found), "油料\t3.2", "后。"]


def test_a_header_is_the_row_above_the_rule() -> None:
    assert [cell[5] for cell in cells(_shown(f"{RULED}| 粮食 | 45.6 |"))] == [True, True, False, False]
    bare = _shown("| 指标 | 万吨 |\n| 粮食 | 45.6 |")
    assert [cell[5] for cell in cells(bare)] == [False] * 4


@pytest.mark.parametrize("blanks", ["&nbsp;&nbsp;", "&emsp;&emsp;", "\u3000\u3000"])
def test_a_label_that_is_set_in(blanks: str) -> None:
    shown = _shown(f"{RULED}| 粮食 | 45.6 |\n| {blanks}水稻 | 30.2 |")
    assert cells(shown)[4] == ("水稻", 2, 0, 1, 1, False, 2)


def test_bars_in_a_text_are_no_table() -> None:
    for text in ("新建3所|改建5所。", "```\n| a | b |\n| 1 | 2 |\n```"):
        assert _shown(text).tables == ()


def test_a_table_in_html_within_the_text() -> None:
    head = "<tr><th rowspan=2>指标</th><th>2021年</th></tr>\n\n<tr><th>万吨</th></tr>"
    table = f"<table>\n{head}<tr><td>粮食</td><td>45.6</td></tr></table>"
    shown = _shown(f"前。\n\n{table}\n\n**后**。")
    assert shown.text.split("\n") == ["前。", "指标\t2021年", "\t万吨", "粮食\t45.6", "后。"]
    assert cells(shown)[0] == ("指标", 0, 0, 2, 1, True, 0)
