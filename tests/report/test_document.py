"""The document: numbered, captioned, and nothing in it that a writer could read as anything but text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from made_report import FRONT

from hulin_analysis.report.document import Block, Part, Table, page, paper
from hulin_analysis.report.pandoc import header, link, para, span, text, words_of
from hulin_analysis.report.table_layout import Grid


def kinds(nodes: Any) -> Iterator[dict[str, Any]]:
    if isinstance(nodes, list):
        for node in nodes:
            yield from kinds(node)
    elif isinstance(nodes, dict):
        if "t" in nodes:
            yield nodes
        yield from kinds(list(nodes.values()))


def part(name: Any, *blocks: Block) -> Part:
    return Part.of(name, FRONT, blocks, ("圖", "表"), Path("media"))


def links(tree: dict[str, Any]) -> list[str]:
    return [node["c"][2][0] for node in kinds(tree["blocks"]) if node["t"] == "Link"]


GRID = Table(Grid(("甲",), (("1",),)), "一覽")


def test_headings_and_tables_get_stable_ids_which_the_two_parts_do_not_share() -> None:
    blocks = (header(1, "一"), GRID, header(2, "二"), GRID, header(1, "三"))
    tree = page([part("brief", *blocks), part("annex", *blocks)], "目錄", {"brief": "正文", "annex": "附件"})
    brief, annex = tree["blocks"]
    assert [div["c"][0][1] for div in (brief, annex)] == [["brief"], ["annex"]]
    ids = [node["c"][1][0] for node in kinds(annex) if node["t"] == "Header"]
    assert ids == ["annex", "section_1", "section_1_1", "section_2"]
    assert [node["c"][0][0] for node in kinds(annex) if node["t"] == "Table"] == ["table_1", "table_2"]
    assert [node["c"][0][0] for node in kinds(brief) if node["t"] == "Table"] == [
        "brief_table_1",
        "brief_table_2",
    ]


def test_in_the_page_the_chapters_of_the_annex_stand_under_its_heading() -> None:
    parts = [part("brief", header(2, "要點")), part("annex", header(1, "圖"), header(2, "導語"))]
    tree = page(parts, "目錄", {"brief": "正文", "annex": "附件"})
    assert [node["c"][0] for node in kinds(tree) if node["t"] == "Header"] == [1, 2, 1, 2, 3]
    # On paper they are as they were.
    assert [block["c"][0] for block in paper(parts[1])["blocks"]] == [1, 2]


def test_a_caption_has_its_number_and_its_words() -> None:
    (table,) = paper(part("annex", GRID))["blocks"]
    assert words_of(table["c"][1]) == "表 1\u3000一覽"


def test_links_that_lead_nowhere_or_run_something_are_words() -> None:
    blocks = [
        para(link("#here", text("a")), link("#nowhere", text("b")), link("javascript:alert(1)", text("c"))),
        para(span(text("d"), id="here"), link("https://a.example/", text("e"))),
    ]
    tree = paper(part("brief", *blocks))
    assert links(tree) == ["#here", "https://a.example/"]
    assert words_of(tree["blocks"]) == "abcde"


def test_a_link_to_the_other_part_is_there_only_in_the_page() -> None:
    brief = part("brief", para(link("#n-q1-1", text("①"))))
    annex = part("annex", para(span(text("5%"), id="n-q1-1")))
    assert links(paper(brief)) == []
    assert links(page([brief, annex], "目錄", {"brief": "正文", "annex": "附件"})) == ["#n-q1-1"]


def test_what_no_writer_can_write_is_left_out() -> None:
    tree = paper(part("brief", para(*text("一\x00二\x0b"))))
    assert words_of(tree["blocks"]) == "一二"
