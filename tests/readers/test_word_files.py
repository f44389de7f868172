from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from portals import BODY, TEXT

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers import office_package, word_file

FACTS = ["quote", "value", "unit", "hedge", "indicator", "period", "section"]


def saved(document: docx.document.Document, tmp_path: Path) -> Path:
    document.save(str(tmp_path / "page.docx"))
    return tmp_path / "page.docx"


def made(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("雲隱縣:穩中求進促發展", "Title")
    document.add_paragraph("2022-02-15 08:59 來源:某某日報")
    document.add_paragraph(BODY[0])
    document.add_heading("一、經濟運行", 1)
    split = document.add_paragraph()
    for words in (BODY[1][:9], BODY[1][9:12], BODY[1][12:]):
        split.add_run(words).bold = True
    document.add_paragraph(BODY[2])
    document.add_heading("二、農業", 2)
    document.add_paragraph(BODY[3])
    document.add_paragraph(BODY[4])
    return saved(document, tmp_path)


def test_a_word_file_says_what_its_text_says(tmp_path: Path) -> None:
    article = ha.read_article(made(tmp_path))
    assert article.text == TEXT
    assert article.title is not None
    assert article.title.quote == "雲隱縣:穩中求進促發展"
    assert article.published == datetime(2022, 2, 15, 8, 59)
    assert ha.extract(article)[FACTS].equals(ha.extract(ha.parse_article(TEXT))[FACTS])


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_the_reading_above_characters_is_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    ruby = f"<w:ruby><w:rt>{run('kuài')}</w:rt><w:rubyBase>{run('3亿元')}</w:rubyBase></w:ruby>"
    whole = f"<w:p {nsdecls('w')}>{run('产值')}<w:r>{ruby}</w:r>{run('。')}</w:p>"
    document.element.body.insert(0, parse_xml(whole))
    assert ha.read_article(saved(document, tmp_path)).text == "产值3亿元。"


def test_what_stands_between_paragraphs_is_read_in_its_place(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前3個。")
    table = document.add_table(2, 3)
    for cell, words in zip(table._cells, ("指標", "數值", "", "糧食產量", "45.6萬噸", ""), strict=True):
        cell.text = words
    hidden, up = "<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    box = f"<w:pict><w:txbxContent><w:p>{run('框2個。')}</w:p></w:txbxContent></w:pict>"
    paragraphs = (
        f"<w:del><w:r><w:delText>刪9個</w:delText></w:r></w:del><w:ins>{run('增5個。')}</w:ins>",
        f"<w:r>{hidden}<w:t>藏9個</w:t></w:r>{run('示6</w:t><w:tab/><w:t>個。')}",
        f"{run('上行</w:t><w:br/><w:t>下7行。')}<w:hyperlink>{run('鏈8條。')}</w:hyperlink>",
        f"{run('10')}<w:r>{up}<w:t>8</w:t></w:r>{run('畝。')}",
        f"{run('框外。')}<w:r>{box}</w:r>",
    )
    blocks = [f"<w:sdt><w:sdtContent><w:p>{run('框內4個。')}</w:p></w:sdtContent></w:sdt>"]
    for xml in (*blocks, *(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)):
        document.element.body.insert(-1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))
    lines = ha.read_article(saved(document, tmp_path)).text.split("\n")
    assert lines == [
        *(
            "前3個。",
            "指標\t數值",
            "糧食產量\t45.6萬噸",
            "框內4個。",
            "增5個。",
            "示6 個。",
            "上行",
            "下7行。鏈8條。",
        ),
        *("10⁸畝。", "框外。", "框2個。"),
    ]


def test_the_title_among_the_properties_is_the_last_resort(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(BODY[0])
    document.core_properties.title = "雲隱縣:穩中求進促發展"
    article = ha.read_article(saved(document, tmp_path))
    assert (article.title, article.headline, article.place) == (None, "雲隱縣:穩中求進促發展", "雲隱縣")


@pytest.mark.parametrize("author", ["python-docx", "某某", ""])
def test_a_date_among_the_properties_is_none_of_publication(author: str, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("去年新建學校3所。")
    records = document.core_properties
    records.author = author
    # The template's day, the clerk's, the printer's.
    records.created = records.modified = records.last_printed = datetime(2019, 5, 6, 7, 8)
    path = saved(document, tmp_path)
    article = ha.read_article(path)
    assert article.published is None
    assert ha.extract(article)["period"].isna().all(), "what is called last year has no year"
    given = ha.read_article(path, published="2022-02-15")
    assert list(ha.extract(given)["period"]) == ["2021"]
    document.add_paragraph("2022-02-15 08:59 來源:某某日報")
    document.element.body.insert(0, document.paragraphs[-1]._p)
    assert ha.read_article(saved(document, tmp_path)).published == datetime(2022, 2, 15, 8, 59)


def packed(members: dict[str, bytes], path: Path) -> Path:
    """Write a Word file, one of its parts replaced."""
    made(path.parent)
    with zipfile.ZipFile(path.parent / "page.docx") as old:
        parts = {name: old.read(name) for name in old.namelist()} | members
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed({"word/document.xml": b"<w>" + b" " * 50_000_000 + b"</w>"}, tmp_path / "bomb.docx")
    assert path.stat().st_size < 200_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(
        ArticleError, match=r"bomb[.]docx unpacks to more than 64 MB of text or is packed more"
    ):
        ha.read_article(path)


def test_a_part_that_lies_about_its_size_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_package, "MOST_UNPACKED", 100_000)
    path = packed(
        {"word/document.xml": bytes(90_000), "word/more.xml": bytes(90_000)}, tmp_path / "bomb.docx"
    )
    data = bytearray(path.read_bytes())
    for at in range(len(data) - 4):
        if data[at : at + 4] == (90_000).to_bytes(4, "little"):
            data[at : at + 4] = (9).to_bytes(4, "little")
    with pytest.raises(ArticleError, match=r"bomb[.]docx"):
        word_file.read_word(bytes(data), "bomb.docx")
    with pytest.raises(ArticleError, match="unpacks to more than"):
        word_file.read_word(path.read_bytes(), "bomb.docx")


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    many = {f"word/{i}.xml": b"" for i in range(office_package.MOST_MEMBERS)}
    with pytest.raises(ArticleError, match="unpacks to more"):
        ha.read_article(packed(many, tmp_path / "many.docx"))


def test_pictures_are_not_unpacked(tmp_path: Path) -> None:
    picture = {"word/media/a.png": bytes(2 * office_package.MOST_UNPACKED)}
    assert ha.read_article(packed(picture, tmp_path / "picture.docx")).text == TEXT


def test_what_is_not_read_may_declare_anything(tmp_path: Path) -> None:
    macros = {"word/macros.xml": BOMB, "word/broken.xml": b"<a>"}
    assert ha.read_article(packed(macros, tmp_path / "macros.docx")).text == TEXT


_MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><w:document xmlns:w="'
    + _MAIN
    + b'"><w:body><w:p><w:r>'
    b"<w:t>3 &b;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "part",
    [
        *(b"", b"no xml", b"<a/>", BOMB, b"<a>" * 1000 + b"</a>" * 1000, b"\xff\xfe\0\0"),
        BOMB.decode().partition("?>")[2].encode("utf-16"),
        BOMB.replace(b"?>", b"?><!--" + b" " * 5000 + b"-->"),
    ],
    ids=range(8),
)
def test_a_broken_part_is_one_sentence(part: bytes, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"broken[.]docx is not a valid Word file") as caught:
        ha.read_article(packed({"word/document.xml": part}, tmp_path / "broken.docx"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"text", bytes(range(256)), io.BytesIO().getvalue() + b"PK"])
def test_what_is_no_word_file(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.docx").write_bytes(data)
    with pytest.raises(ArticleError, match=r"page[.]docx is not a valid Word file"):
        ha.read_article(tmp_path / "page.docx")


@pytest.mark.parametrize("fault", [TypeError("x\ny"), IndexError(), RecursionError(), RuntimeError("zip")])
def test_what_a_parser_raises_is_one_sentence(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise fault

    path = made(tmp_path)
    monkeypatch.setattr("hulin_analysis.readers.word_file.root_of", broken)
    with pytest.raises(
        ArticleError, match=r"^\S*page[.]docx is not a valid Word file [(][.]docx[)]; save it again"
    ):
        ha.read_article(path)
