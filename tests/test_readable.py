"""Readable frames: compact where they are looked at, and a DataFrame wherever they are worked with."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import hulin_analysis as ha
from hulin_analysis.readable import ReadableFrame


@pytest.fixture
def metrics() -> pd.DataFrame:
    return ha.extract(
        ha.parse_article(
            "某县公报\n\n2025年，某县地区生产总值1349.08亿元，增长5.0%。新建学校3所，接待游客34万人次。"
            "每亩增收200元，惠及3—5个村。"
        )
    )


class Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data.strip()


def cells(html: str) -> list[list[str]]:
    parser = Cells()
    parser.feed(html.partition("</table>")[0].partition("<table")[2].partition(">")[2])
    return parser.rows


def test_a_row_is_a_line_with_its_number_as_people_write_it(metrics: pd.DataFrame) -> None:
    head, *rows = cells(metrics._repr_html_())
    assert head[1:5] == ["id", "indicator", "value", "quote"] and head[-1] == "…"
    values = [row[3] for row in rows]
    assert values == ["1349.08亿元", "5%", "3所", "34万人次", "200元/亩", "3–5个"]
    assert "另有 16 栏：start, end" in metrics._repr_html_(), "what is not shown is counted"
    assert "e+" not in metrics._repr_html_() + repr(metrics)
    assert "34万人次" in repr(metrics)
    assert len(repr(metrics).splitlines()) == len(metrics) + 2


def test_a_console_has_as_many_columns_as_it_is_wide(metrics: pd.DataFrame) -> None:
    for width in (40, 80, 120):
        with pd.option_context("display.width", width):
            lines = repr(metrics).splitlines()
        assert max(len(line) + sum(ord(c) > 0x2E7F for c in line) for line in lines[:-1]) <= max(width, 60)


def test_long_frames_are_cut_as_pandas_cuts_them(metrics: pd.DataFrame) -> None:
    many = pd.concat([metrics] * 40, ignore_index=True)
    assert len(repr(many).splitlines()) < 20
    assert "240 行 × 25 栏" in repr(many)
    rows = cells(many._repr_html_())
    assert rows[1][0] == "0" and rows[-1][0] == "239" and len(rows) == 12
    with pd.option_context("display.max_rows", None):
        assert len(cells(many._repr_html_())) == 241


def test_long_words_are_cut_and_markup_is_text(metrics: pd.DataFrame) -> None:
    strange = metrics.assign(indicator="<script>alert(1)</script>" + "长" * 40)
    html = strange._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html and "长" * 20 not in html


def test_columns_of_ones_own_choice_are_shown_with_numbers_as_people_write_them(
    metrics: pd.DataFrame,
) -> None:
    chosen = metrics[["quote", "value", "unit"]]
    assert cells(chosen._repr_html_())[0][1:] == ["quote", "value", "unit"]
    assert cells(chosen._repr_html_())[1][1:] == ["1349.08亿元", "1349.08亿", "元"]
    assert "栏" in chosen._repr_html_() and "另有" not in chosen._repr_html_()


def test_the_other_frames_show_themselves_too(metrics: pd.DataFrame) -> None:
    assert cells(ha.statements(metrics)._repr_html_())[1][1:6] == [
        "地区生产总值", "某县", "2025", "1349.08亿元", "+5%",
    ]  # fmt: skip
    assert cells(ha.findings(metrics)._repr_html_())[0][1] == "sentence"
    assert cells(ha.ledger(ha.load_article())._repr_html_())[0][1:] == [
        "quote", "reason", "section", "sentence", "…",
    ]  # fmt: skip
    other = ha.extract(ha.parse_article("2025年,全县地区生产总值增长6%。", place="乙县"))
    here = ha.extract(ha.parse_article("2025年,全县地区生产总值增长5%。", place="甲县"))
    joined = ha.concat([here, other])
    assert cells(joined._repr_html_())[0][1:3] == ["place", "id"]
    assert cells(ha.compare(joined, "GDP")._repr_html_())[1][1:4] == ["乙县", "2025", "6%"]


def test_it_is_a_frame_for_every_purpose(metrics: pd.DataFrame, tmp_path: Path) -> None:
    plain = pd.DataFrame(metrics)
    assert type(plain) is pd.DataFrame and isinstance(metrics, pd.DataFrame)
    pd.testing.assert_frame_equal(metrics, plain)
    pd.testing.assert_frame_equal(plain, metrics)
    assert metrics.equals(plain) and plain.equals(metrics)
    for made in (
        metrics.head(2), metrics[metrics["unit"] == "%"], metrics.sort_values("value"), metrics.copy(),
        metrics.assign(mine=1), copy.deepcopy(metrics), pickle.loads(pickle.dumps(metrics)),
        metrics.reset_index(drop=True), metrics.query("unit == '%'"), metrics.loc[[0, 1]],
    ):  # fmt: skip
        assert type(made) is ReadableFrame and made.attrs["article"] == metrics.attrs["article"]
    assert type(pd.concat([metrics, metrics])) is ReadableFrame
    for made in (
        metrics[["value"]], metrics.describe(), metrics.T, metrics[["value"]] * 2,
        metrics.groupby("unit")["value"].sum().to_frame(), metrics.pivot_table("value", "unit"),
        metrics.rename(columns={"quote": "words"}), metrics.drop(columns="quote"),
        pd.crosstab(metrics["unit"], metrics["hedge"]),
    ):  # fmt: skip
        assert type(made).__repr__(made) == pd.DataFrame.__repr__(pd.DataFrame(made))
    file = tmp_path / "a.parquet"
    metrics.to_parquet(file)
    pd.testing.assert_frame_equal(pd.read_parquet(file), metrics)
    pd.testing.assert_frame_equal(
        metrics.merge(metrics[["id"]], on="id"), plain.merge(plain[["id"]], on="id")
    )
    assert metrics.to_csv() == plain.to_csv() and metrics.to_json() == plain.to_json()


def test_looking_never_fails_and_changes_nothing(metrics: pd.DataFrame) -> None:
    before = pd.DataFrame(metrics).copy()
    for strange in (
        metrics.iloc[:0],
        metrics.assign(value="viel"),
        metrics.assign(value=pd.NA, low=None, high=float("nan")),
        metrics.assign(value=float("inf")),
        metrics.assign(indicator=[["a"], ("b",), 3, None, pd.NA, pd.Timestamp("2025-01-01")]),
        metrics.set_index("sentence", append=True, drop=False),
        metrics.assign(period=pd.Categorical(metrics["period"])),
        pd.concat([metrics, metrics], axis=1),
    ):
        assert repr(strange) and strange._repr_html_()
    changed = metrics.copy()
    changed.columns = pd.Index([f"{name}_" for name in changed])
    assert repr(changed) == repr(pd.DataFrame(changed))
    pd.testing.assert_frame_equal(metrics, before)


def test_a_notebook_that_wants_text_gets_text(metrics: pd.DataFrame) -> None:
    with pd.option_context("display.notebook_repr_html", False):
        assert metrics._repr_html_() is None
