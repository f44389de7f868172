from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from typesetting import blocks_of, needs_office, set_by_office, set_by_typst

import hulin_analysis as ha
from hulin_analysis.article import Article

FACTS = [
    "quote",
    "value",
    "low",
    "high",
    "unit",
    "hedge",
    "change",
    "status",
    "indicator",
    "period",
    "subject",
]
COLUMNS = pytest.mark.parametrize("columns", [1, 2])


def rows(article: Article) -> Counter[tuple[str, ...]]:
    """The rows of an article; a quote without the white space that the lines of a page bring along."""
    frame = ha.extract(article)[FACTS]
    return Counter(
        tuple(re.sub(r"\s", "", str(value)) for value in row) for row in frame.itertuples(index=False)
    )


def same(article: Article, text: str) -> float:
    """The share of the rows that text and article have in common."""
    got, wanted = rows(article), rows(ha.parse_article(text))
    return (got & wanted).total() / max(got.total(), wanted.total())


def report(seed: int = 1) -> str:
    """A report of the length of a provincial one: headings, long paragraphs, a number in most sentences."""
    rng = random.Random(seed)
    goods = ["粮食产量", "棉花产量", "发电量", "进出口总额", "社会消费品零售总额", "固定资产投资", "常住人口"]
    lines = ["2026年云隐市政府工作报告", "来源：云隐日报", "时间：2026-02-09", "各位代表："]
    for part in "一二三四五":
        lines.append(f"{part}、2025年云隐市工作回顾之{part}")
        for number in range(1, 9):
            said = [f"（{number}）云隐市坚持“稳中求进”，深入推进各项重点工作（含《规划》），取得新成效。"]
            for _ in range(rng.randint(2, 9)):
                what, unit = rng.choice(goods), rng.choice(("万吨", "亿元", "万人", "个"))
                value = f"{rng.uniform(1, 9000):.{rng.randint(0, 2)}f}"
                said.append(f"2025年云隐市{what}达到{value}{unit}，比上年增长{rng.uniform(0, 30):.1f}%。")
            lines.append("".join(said))
    return "\n".join(lines)


@COLUMNS
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_report_set_by_typst_has_the_rows_of_its_text(seed: int, columns: int, tmp_path: Path) -> None:
    text = report(seed)
    article = ha.read_article(set_by_typst(blocks_of(text), tmp_path / "report.pdf", columns))
    assert same(article, text) >= 0.99
    assert len(article.paragraphs) == len(ha.parse_article(text).paragraphs)
    assert [one.title.quote for one in article.sections if one.title][1] == "二、2025年云隐市工作回顾之二"


@needs_office
@COLUMNS
def test_a_report_set_by_libreoffice_has_the_rows_of_its_text(columns: int, tmp_path: Path) -> None:
    text = report()
    article = ha.read_article(set_by_office(blocks_of(text), tmp_path / "report.pdf", columns))
    assert same(article, text) >= 0.99
    assert len(article.paragraphs) == len(ha.parse_article(text).paragraphs)


@COLUMNS
def test_the_article_of_the_package_has_the_rows_of_its_text(
    root: Path, columns: int, tmp_path: Path
) -> None:
    (page,) = (root / "data").rglob("*.txt")
    text = ha.read_article(page).text
    assert same(ha.read_article(set_by_typst(blocks_of(text), tmp_path / "page.pdf", columns)), text) >= 0.99


LAID_OUT = {
    "ragged": "#set par(justify: false)\n",
    "spaced": "#set par(spacing: 1.6em)\n#let body(words) = par(first-line-indent: 0pt, words)\n",
    "neither": "#set par(justify: false)\n#let body(words) = par(first-line-indent: 0pt, words)\n",
    "large": "#set text(size: 16pt)\n",
    "wide": "#set page(flipped: true)\n",
    "latin": '#set text(font: "Libertinus Serif")\n',
}


@pytest.mark.parametrize("how", LAID_OUT)
def test_the_rows_are_the_same_however_the_page_is_laid_out(how: str, tmp_path: Path) -> None:
    text = report()
    path = set_by_typst([("raw", LAID_OUT[how]), *blocks_of(text)], tmp_path / "report.pdf")
    assert same(ha.read_article(path), text) >= 0.99


def set_lines(*words: str, path: Path, columns: int = 1) -> Article:
    return ha.read_article(set_by_typst([("body", one) for one in words], path / "page.pdf", columns))


def test_lines_are_joined_as_their_script_joins_them(tmp_path: Path) -> None:
    chinese = "全市生产总值达到134908.62亿元，比上年增长5.4%，" * 9 + "好于预期。"
    latin = "Output rose by 3.5 percent to 120.4 million tonnes in the long-term plan for the economy. " * 5
    article = set_lines(chinese, latin.strip(), path=tmp_path)
    assert [one.span.quote for one in article.paragraphs][-2:] == [chinese, latin.strip()]


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    article = set_lines(
        *[f"第{n}段：全年新建学校{n}所，比上年增加{n % 7}所。" * 4 for n in range(1, 60)], path=tmp_path
    )
    assert "某市统计局" not in article.text
    assert "—" not in article.text
    assert len(article.paragraphs) == 59


def test_lines_that_stand_at_one_place_of_each_page_but_say_something_else_are_kept(tmp_path: Path) -> None:
    words = [f"新建学校{n * n}所。" for n in range(1, 120)]
    assert set_lines(*words, path=tmp_path).text.split("\n") == words


def test_a_footnote_does_not_part_the_paragraph_above_it(tmp_path: Path) -> None:
    said = "全年粮食产量450.2万吨，比上年增长3.5%，" * 70 + "完。"
    noted = said[:400] + "#footnote[初步统计数，不含垦区。]" + said[400:]
    body = ("raw", f"#par(first-line-indent: (amount: 2em, all: true))[{noted}]")
    text = ha.read_article(set_by_typst([body], tmp_path / "page.pdf")).text
    assert any(line.replace("¹", "") == said for line in text.split("\n"))
    assert "粮食产量450.2万吨" in text
    assert "初步统计数，不含垦区。" in text


def test_raised_figures_are_no_digits_of_the_number(tmp_path: Path) -> None:
    source = [("raw", "面积达到75#super[8]万平方米，增长3.5%#super[1]。")]
    assert "75⁸万" in ha.read_article(set_by_typst(source, tmp_path / "page.pdf")).text


def test_each_printed_line_has_its_page_and_box(tmp_path: Path) -> None:
    text = report()
    article = ha.read_article(set_by_typst(blocks_of(text), tmp_path / "report.pdf", 2))
    printed = [article.text[box.start : box.end] for box in article.boxes]
    assert "".join(printed) == article.text.replace("\n", "")
    assert {box.page for box in article.boxes} == set(
        range(1, len(pypdf.PdfReader(tmp_path / "report.pdf").pages) + 1)
    )
    assert all(0 < box.left < box.right < 596 and 0 < box.top < box.bottom < 842 for box in article.boxes)
    first, second = article.boxes[5:7]
    assert 8 < second.top - first.top < 60


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright_and_its_boxes_are_where_the_page_shows_them(
    turn: int, tmp_path: Path
) -> None:
    path = set_by_typst([("body", "全年新建学校3所。"), ("body", "比上年多2所。")], tmp_path / "page.pdf")
    upright = ha.read_article(path)
    writer = pypdf.PdfWriter(path)
    for page in writer.pages:
        page.rotate(turn)
    writer.write(path)
    article = ha.read_article(path)
    assert article.text == upright.text
    before, behind = upright.boxes[-1], article.boxes[-1]
    wide, high = 595.3, 841.9
    left, top = {
        90: (high - before.bottom, before.left),
        180: (wide - before.right, high - before.bottom),
        270: (before.top, wide - before.right),
    }[turn]
    assert (behind.left, behind.top) == pytest.approx((left, top), abs=1.0)


def test_words_set_sideways_are_read_if_they_are_those_of_the_page(tmp_path: Path) -> None:
    said = "#rotate(-90deg, reflow: true)[全年新建学校3所，比上年增加2所。]"
    assert (
        "全年新建学校3所，比上年增加2所。"
        in ha.read_article(
            set_by_typst([("raw", "#set page(header: none, footer: none)\n" + said)], tmp_path / "page.pdf")
        ).text
    )


def test_what_nobody_sees_is_no_text(tmp_path: Path) -> None:
    hidden = "#text(fill: white)[新建医院9所。]#text(size: 1pt)[新建医院8所。]#place(dx: 30cm)[新建医院7所。]"
    shown = "#block(fill: black, text(fill: white)[新建剧院6所。])"
    article = set_by_typst(
        [("raw", hidden), ("raw", shown), ("body", "新建学校3所。")], tmp_path / "page.pdf"
    )
    assert ha.read_article(article).text.split("\n")[1:] == ["新建剧院6所。", "新建学校3所。"]


def test_what_stands_at_the_right_is_no_paragraph_that_goes_on(tmp_path: Path) -> None:
    said = "全年新建学校3所，比上年增加2所。" * 6
    signed = [("raw", "#align(right)[某市统计局]"), ("raw", "#align(right)[2026年2月3日]")]
    article = ha.read_article(set_by_typst([("body", said), *signed], tmp_path / "page.pdf"))
    assert article.text.split("\n")[1:] == [said, "某市统计局", "2026年2月3日"]


def test_a_corpus_reads_pdfs_and_names_those_that_it_cannot(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    folder = tmp_path / "pages"
    folder.mkdir()
    set_by_typst([("body", "2025年全市新建学校3所。")], folder / "page.pdf")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    corpus = ha.build_corpus(folder, tmp_path / "corpus", workers=0)
    assert corpus.quantities()["quote"].tolist() == ["3所"]
    assert corpus.errors["document"].tolist() == ["bad.pdf"]
    assert "is not a valid PDF file" in corpus.errors["reason"].item()
