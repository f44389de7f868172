"""A broken byte, a NUL, a vertical tab or a form feed in a file: read, and said so."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import hulin_analysis as ha
from hulin_analysis import script
from hulin_analysis.charts.canvas.export import as_svg
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.decode import decode_bytes, mended
from hulin_analysis.report import build_report
from hulin_analysis.views.reader import article_html

LINES = [
    "某县2023年统计公报",
    "2024-05-03 来源：某某日报",
    "去年，全县新建学校3所，投入资金2.5亿元，比上年增长6.7%。",
    "全县农村居民人均可支配收入19800元，城镇居民人均可支配收入36100元。",
    "粮食产量45.6万吨，肉类产量3.2万吨，禽蛋产量1.1万吨，水产品产量0.4万吨。",
]
SIMPLIFIED = "\n".join(LINES)
TRADITIONAL = script.to_traditional(SIMPLIFIED)
KINDS = [
    ("utf-8", SIMPLIFIED),
    ("utf-8-sig", SIMPLIFIED),
    ("gb18030", SIMPLIFIED),
    ("gb18030", TRADITIONAL),
    ("big5hkscs", TRADITIONAL),
    ("utf-16", SIMPLIFIED),
    ("utf-16-le", SIMPLIFIED),
    ("utf-16-be", TRADITIONAL),
]
kinds = pytest.mark.parametrize(("encoding", "text"), KINDS)


def with_unit(text: str, encoding: str, at: int, unit: bytes) -> bytes:
    """Put a byte in front of a character; in UTF-16 half a surrogate pair, or two bytes."""
    before, after = text[:at].encode(encoding), text[at:].encode(encoding)
    if encoding.startswith("utf-16"):
        unit = b"\xd8\x41" if unit >= b"\x80" else b"\0" + unit
        unit = unit if encoding.endswith("be") else unit[::-1]
    if encoding in ("utf-16", "utf-8-sig"):  # the mark stands in front once
        after = text[at:].encode("utf-16-le" if encoding == "utf-16" else "utf-8")
    return before + unit + after


@kinds
@pytest.mark.parametrize("unit", [b"\xff", b"\0"])
def test_one_broken_unit_anywhere_costs_no_more_than_its_place(encoding: str, text: str, unit: bytes) -> None:
    for at in range(1, len(text), 7):
        read = decode_bytes(with_unit(text, encoding, at, unit), "page.txt")
        assert read.count("\ufffd") == 1, at
        lost = len(text) + 1 - len(read)
        assert 0 <= lost <= 1, (at, read)
        digits = [char for char in read if char.isdigit()]
        assert digits == [char for char in text if char.isdigit()], at


@kinds
@pytest.mark.parametrize("unit", [b"\x0b", b"\x0c"])
def test_a_vertical_tab_and_a_form_feed_stay(encoding: str, text: str, unit: bytes) -> None:
    for at in range(1, len(text), 7):
        assert decode_bytes(with_unit(text, encoding, at, unit), "page.txt") == (
            text[:at] + unit.decode() + text[at:]
        )


@pytest.mark.parametrize(("encoding", "text"), [KINDS[2], KINDS[4]])
def test_a_byte_within_a_pair_costs_two_characters_at_most(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    lost = []
    for at in range(60, 160):
        changed = data[:at] + b"\xff" + data[at + 1 :]
        read = decode_bytes(changed, "page.txt")
        lost.append(sum(char not in read for char in set(text)))
    assert sorted(lost)[90] <= 2
    assert max(lost) <= 4


def test_a_pair_is_found_again_behind_the_damage() -> None:
    whole = "投入资金建设学校医院道路桥梁"
    data = whole.encode("gbk")
    assert mended(data[:8] + data[9:], "gbk").endswith("医院道路桥梁")
    assert mended(data[:9] + b"\x80" + data[9:], "gbk").startswith("投入资金")
    assert data.decode("gbk") == mended(data, "gbk")


def test_it_is_said_in_the_remarks_and_the_notebook(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(with_unit(SIMPLIFIED, "utf-8", SIMPLIFIED.index("粮食"), b"\xff"))
    article = ha.read_article(tmp_path / "a.txt")
    assert article.remarks == (
        "The text has 1 damaged character, shown as \ufffd; compare the numbers near it with the source.",
    )
    assert "文章有1个字损坏" in article_html(article)
    (tmp_path / "b.txt").write_text(SIMPLIFIED, encoding="utf-8")
    sound = ha.read_article(tmp_path / "b.txt")
    assert sound.remarks == ()
    assert "损坏" not in article_html(sound)
    assert list(ha.extract(article)["value"]) == list(ha.extract(sound)["value"])


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md"])
@pytest.mark.parametrize("unit", [b"\xff", b"\0", b"\x0b", b"\x0c"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_of_any_kind_is_read(suffix: str, unit: bytes, encoding: str, tmp_path: Path) -> None:
    title, source, *body = (line.encode(encoding) for line in LINES)
    body[0] += unit
    if suffix == ".html":
        data = b"<html><body><article><h1>" + title + b"</h1><p>" + source + b"</p>"
        data += b"".join(b"<p>" + line + b"</p>" for line in body) + b"</article></body></html>"
    else:
        data = b"\n\n".join([title, source, *body])
    (tmp_path / f"a{suffix}").write_bytes(data)
    article = ha.read_article(tmp_path / f"a{suffix}")
    assert article.paper == "某某日报"
    quotes = list(ha.extract(article)["quote"])
    assert [quote for quote in quotes if quote in ("3所", "2.5亿元", "6.7%")] == ["3所", "2.5亿元", "6.7%"]
    assert bool(article.remarks) == (unit in (b"\xff", b"\0"))


def test_what_a_file_was_filled_up_with_is_left_out() -> None:
    assert decode_bytes(SIMPLIFIED.encode() + bytes(4096), "page.txt") == SIMPLIFIED


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        bytes(400),
        ("新\0建\0学\0校\0" * 40).encode(),
        b"\xff\xfe" + random.Random(1).randbytes(400),
    ],
)
def test_what_is_damaged_all_over_is_no_text(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^page[.]txt is not a text file; save"):
        decode_bytes(data, "page.txt")


def test_no_file_that_is_written_is_broken_by_them(tmp_path: Path) -> None:
    text = SIMPLIFIED.replace("去年", "\x0c去年").replace("新建", "新建\x0b").replace("3所", "3\x0c所")
    (tmp_path / "a.txt").write_bytes(text.replace("资金", "资\0金").encode())
    article = ha.read_article(tmp_path / "a.txt")
    quantities = ha.extract(article)
    assert "3 所" in set(quantities["quote"])
    build_report(tmp_path / "report", article=article, formats=["docx"])
    word = next((tmp_path / "report").glob("*.docx"))
    with zipfile.ZipFile(word) as packed:
        parts = [packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels"))]
    assert len(parts) > 5
    for part in parts:
        etree.fromstring(part)
    etree.fromstring(as_svg(ha.plot_article(article, quantities)).encode())
