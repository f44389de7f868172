"""The files that snippets name: a county's quarter in every form, a table, and a folder of articles."""

from __future__ import annotations

from html import escape
from pathlib import Path

import docx
import openpyxl
from typesetting import blocks_of, set_by_typst

__all__ = ["put_samples"]

TEXTS = Path(__file__).parents[2] / "docs" / "gallery" / "texts"
PRODUCTS = [
    ("产品名称", "单位", "产量", "比上年增长（%）"),
    ("原煤", "万吨", 412.6, -3.4),
    ("水泥", "万吨", 687.3, -8.1),
    ("发电量", "亿千瓦时", 96.48, 4.0),
]


def _put_passages(folder: Path) -> None:
    """Put the first annotated passage into a folder of its own."""
    gold = Path(__file__).parents[1] / "gold"
    folder.mkdir()
    header, first, *_ = (gold / "passages.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "passages.csv").write_text(header + first, encoding="utf-8")
    for suffix in (".txt", ".csv"):
        name = first.split(",")[0] + suffix
        (folder / name).write_bytes((gold / name).read_bytes())


def put_samples(folder: Path) -> None:
    """Put every file that a snippet of any page names into a folder, in Chinese and in English."""
    # Half of it: each of the pages' commands reads it again.
    text = (TEXTS / "county_quarter.txt").read_text(encoding="utf-8").partition("\n四、")[0]
    lines = [line for line in text.split("\n") if line]
    pdf = set_by_typst(blocks_of(text), folder / "communique.pdf", running="澄川县统计局").read_bytes()
    (folder / "我的公报.pdf").write_bytes(pdf)

    example = folder / "docs" / "gallery" / "texts"
    example.mkdir(parents=True)
    (example / "county_quarter.txt").write_text(text, encoding="utf-8")

    for passages in ("my-passages", "我的段落"):
        _put_passages(folder / passages)
    written = docx.Document()
    for line in lines:
        written.add_paragraph(line)
    page = "".join(f"<p>{escape(line)}</p>" for line in lines)
    book = openpyxl.Workbook()
    for row in PRODUCTS:
        book.active.append(row)
    neighbour = text.replace("澄川", "平岭").replace("68.42亿元", "71.05亿元")
    for document, web, workbook, other, many in (
        ("communique.docx", "communique.html", "output.xlsx", "neighbour.txt", "articles"),
        ("我的公报.docx", "公报.html", "产品产量.xlsx", "邻县公报.txt", "公报"),
    ):
        written.save(str(folder / document))
        (folder / web).write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
        book.save(folder / workbook)
        (folder / other).write_text(neighbour, encoding="utf-8")
        (folder / many).mkdir()
        (folder / many / "a.txt").write_text(text, encoding="utf-8")
        communique = (TEXTS / "communique.md").read_text(encoding="utf-8")
        (folder / many / "b.md").write_text(communique, encoding="utf-8")
        row = "标题,日期,地区,正文\n平岭县,2025-01-20,平岭县,2024年平岭县地区生产总值增长4.9%。\n"
        (folder / many / "c.csv").write_text(row, encoding="utf-8")
        (folder / many / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
