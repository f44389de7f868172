"""Other people's files assert nothing: what is missing, empty or out of range is read, or one sentence."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import hulin_analysis as ha
from hulin_analysis.cli import app
from hulin_analysis.errors import NumeralError
from hulin_analysis.messages import Message
from hulin_analysis.readers import Metadata, read_bytes
from hulin_analysis.readers.edge import edge
from hulin_analysis.readers.word_file import read_word

TEXT = "去年全县地区生产总值增长6.8%，新建学校3所。"
PARAGRAPH = f"<p>{TEXT * 4}</p>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TERMINAL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
ESCAPE = "\x1b]8;;http://x\x07"


class Member(zipfile.ZipInfo):
    """A member that may have no name, which zipfile itself does not write."""

    __slots__ = ()

    def is_dir(self) -> bool:
        return False


def packed(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            member = Member(name or "a")
            member.filename = name
            archive.writestr(member, part)
    return made.getvalue()


def related(*each: str) -> str:
    return f"<Relationships>{''.join(f'<Relationship {one}/>' for one in each)}</Relationships>"


def paragraph(words: str = TEXT) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def word(body: str, **parts: str) -> bytes:
    return packed(
        {"word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>", **parts}
    )


def boxed(words: str) -> str:
    box = f"<w:txbxContent>{words}</w:txbxContent>"
    return (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr></tr></table>",
        "<div><table><tr><td><table><tr></tr></table></td></tr></table></div>",
        "<table><tr><!-- a --></tr><tr><script>1</script></tr><tr><input type=hidden></tr></table>",
        "<table><caption></caption><colgroup></colgroup><thead></thead><tbody></tbody></table>",
        "<table><tr><td colspan=0 rowspan=0>a<td colspan=99999999999999999>b</table>",
        "<tr></tr><td></td><col><frame>",
        "<meta name=pubdate content='9999-12-31'><time datetime='0000-00-00'></time><meta content=x>",
        "<script type='application/ld+json'>" + "[" * 9999 + "</script>",
        "<link rel=canonical><link rel=canonical href='http://[::1'><base href=':::'>",
        "<title></title><h1></h1>&#0;&#xffff;&#xd800;&#27;",
    ],
)
def test_markup_around_a_text(markup: str) -> None:
    for page in (
        markup + PARAGRAPH,
        PARAGRAPH + markup,
        f"<html><body>{markup}{PARAGRAPH}{markup}</body></html>",
    ):
        article = read_bytes(page.encode(), "a.html", Metadata())
        assert "6.8%" in ha.extract(article)["quote"].tolist() and article.published is None


@pytest.mark.parametrize("page", [TEXT, f"<!--a-->{TEXT}", f"<td>{TEXT}</td>", f"<span>{TEXT}</span>"])
def test_a_root_that_is_no_block(page: str) -> None:
    assert read_bytes(page.encode(), "a.html", Metadata()).text == TEXT


@pytest.mark.parametrize("page", ["<html>", "<frameset><frame src=a></frameset>", "<a>", f"<!-- {TEXT} -->"])
def test_a_page_that_shows_nothing(page: str) -> None:
    with pytest.raises(ha.HulinError, match=r"^No article was found in the page a[.]html; save"):
        read_bytes(page.encode(), "a.html", Metadata())


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"_rels/.rels": related('Id="a" Type="x/officeDocument"')},
        {"_rels/.rels": related('Type="x/core-properties" Target="core.xml"'), "core.xml": "no xml"},
        {
            "word/_rels/document.xml.rels": related(
                'Id="a" Type="x/image" Target="../media/x.png"', 'Type="y"'
            )
        },
        {"word/_rels/document.xml.rels": related('Id="a" Type="x/styles" Target="NULL"')},
        {"word/_rels/document.xml.rels": "no xml"},
        {"": "a", "../../etc/passwd": "a", "C:\\a.xml": "<a/>", "/a.xml": "<a/>"},
    ],
)
def test_a_word_file_with_references_that_lead_nowhere(parts: dict[str, str]) -> None:
    assert read_bytes(word(paragraph(), **parts), "a.docx", Metadata()).text == TEXT


@pytest.mark.parametrize("document", ["", "no xml", "<a/>", f"<w:document {W}/>", None])
def test_a_word_file_without_a_body(document: str | None) -> None:
    parts = {"word/a.xml": "<a/>"} if document is None else {"word/document.xml": document}
    with pytest.raises(ha.HulinError, match=r"^a[.]docx is not a valid Word file"):
        read_bytes(packed(parts), "a.docx", Metadata())


def test_tables_of_word_that_are_empty() -> None:
    empty = "<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><!-- a --><w:tr><?a?><w:tc/></w:tr></w:tbl>"
    assert read_word(word(empty + paragraph()), "a.docx").text == TEXT


def test_a_text_box_is_read_once_however_deep() -> None:
    assert read_word(word(boxed(boxed(boxed(paragraph())))), "a.docx").text == TEXT
    nested = paragraph()
    for _ in range(40):
        nested = f"<w:p><w:r><w:pict><w:txbxContent>{nested}</w:txbxContent></w:pict></w:r></w:p>"
    assert read_word(word(nested), "a.docx").text == TEXT


ROWS = '<row><c t="str"><v>指标</v></c><c t="str"><v>万吨</v></c></row>'
ROWS += '<row><c t="str"><v>粮食</v></c><c><v>3.5</v></c></row>'
SHEET = f"<worksheet {S}><sheetData>{ROWS}</sheetData>%s</worksheet>"
BOOK = f'<workbook {S} xmlns:r="{R}"><sheets><sheet name="a" r:id="s"/></sheets></workbook>'
TARGET = 'Id="s" Type="x/worksheet" Target="sheet.xml"'


def book(sheet: str = SHEET % "", rels: tuple[str, ...] = (TARGET,), **parts: str) -> bytes:
    own = {"xl/workbook.xml": BOOK, "xl/sheet.xml": sheet, "xl/_rels/workbook.xml.rels": related(*rels)}
    return packed(own | parts)


@pytest.mark.parametrize(
    "data",
    [
        book(),
        book(**{"": "a"}),
        book(rels=(TARGET, 'Type="x/styles"', 'Type="x/sharedStrings" Target=""')),
        book(
            SHEET
            % '<mergeCells><mergeCell ref="C1:XFD1048576"/><mergeCell/><mergeCell ref="A0:B0"/></mergeCells>'
        ),
    ],
)
def test_a_workbook_that_can_be_read(data: bytes) -> None:
    assert ha.extract(read_bytes(data, "a.xlsx", Metadata()))["quote"].tolist() == ["3.5"]


@pytest.mark.parametrize(
    "data",
    [
        book("no xml"),
        book(rels=()),
        book(rels=('Id="s" Type="x/worksheet"',)),
        book(SHEET.replace("<c><v>3.5", '<c s="9"><v>0.053') % ""),
        book(SHEET.replace("<c><v>3.5", '<c t="s"><v>9') % ""),
        book(SHEET.replace("<v>3.5", "<v>nan") % ""),
        packed({"xl/a.xml": "<a/>"}),
    ],
)
def test_a_workbook_that_does_not_say_what_it_shows(data: bytes) -> None:
    with pytest.raises(ha.HulinError, match=r"^a[.]xlsx is not a valid workbook"):
        read_bytes(data, "a.xlsx", Metadata())


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1799-12-31", "2200-01-01"])
def test_a_day_on_which_nothing_is_published(day: str) -> None:
    with pytest.raises(ha.HulinError, match=f"^'{day}' is not a date; give one"):
        ha.parse_article(TEXT, published=day)
    front = read_bytes(f"---\ntitle: a\ndate: {day}\n---\n{TEXT}".encode(), "a.md", Metadata())
    assert front.published is None or day == "1799-12-31"


@pytest.mark.parametrize(
    "fault", [ValueError("a\nb"), RecursionError(), UnicodeError(), KeyError(), MemoryError()]
)
def test_whatever_is_raised_is_one_sentence(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr("hulin_analysis.readers.plain_text.find_head", broken)
    for read in (
        lambda: ha.parse_article(TEXT, name="a"),
        lambda: read_bytes(TEXT.encode(), "a", Metadata()),
    ):
        with pytest.raises(ha.HulinError, match=r"^a (?:cannot be read|takes more memory)") as caught:
            read()
        assert caught.value.__cause__ is fault and "\n" not in str(caught.value)


def test_an_error_of_ours_passes_the_edge() -> None:
    with pytest.raises(NumeralError), edge("a"):
        raise NumeralError("a")


def test_a_path_that_no_system_has() -> None:
    for path in ("a\0.txt", "a\ud800.txt"):
        with pytest.raises(ha.HulinError):
            ha.read_article(path)


def test_what_a_message_quotes_does_not_reach_the_terminal() -> None:
    said = Message(
        "There is no file {name} in the folder {folder}; check the path.", name=ESCAPE, folder="\r\ud800"
    )
    for lang in ("en", "zh-Hant"):
        assert not TERMINAL.search(said.said(lang)) and said.said(lang).isprintable()


def test_what_a_file_holds_does_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT}{ESCAPE}新建{ESCAPE}学校5所。", encoding="utf-8")
    (tmp_path / "c.csv").write_text(
        f"start,quote,column,value,reason\n0,{ESCAPE},unit,a,b\n", encoding="utf-8"
    )
    run = CliRunner().invoke
    for words in (["extract", "a.txt"], ["audit", "a.txt"], ["audit", f"b{ESCAPE}.txt"]):
        done = run(app, [words[0], str(tmp_path / words[1])])
        assert done.output and not TERMINAL.search(done.output), words
    with pytest.raises(ha.HulinError) as caught:
        ha.correct(ha.extract(ha.parse_article(TEXT)), tmp_path / "c.csv")
    assert not TERMINAL.search(str(caught.value))


def test_a_table_that_is_read_has_no_control_characters(tmp_path: Path) -> None:
    metrics = ha.extract(ha.parse_article(TEXT))
    metrics["indicator"] = f"{ESCAPE}a\x0b"
    metrics.to_csv(tmp_path / "m.csv", index=False)
    read = ha.read_metrics(tmp_path / "m.csv")
    assert not any(TERMINAL.search(words) for words in read["indicator"])


def test_an_article_made_by_hand_is_clean() -> None:
    article = ha.parse_article(TEXT)
    with pytest.raises(ha.HulinError, match="characters that no file can hold"):
        ha.Article(**{**vars(article), "text": f"{TEXT}\x1b", "folded": ""})


def test_directions_of_writing_show_no_number_backwards() -> None:
    article = ha.parse_article("新建学校\u202e35\u202c所。", title="\u2066a")
    assert article.text == "新建学校\u206035\u2060所。" and article.headline == "\u2060a"
    assert ha.extract(article)["value"].tolist() == [35]


def test_recursion_is_bounded() -> None:
    limit = sys.getrecursionlimit()
    page = "<div>" * 240 + PARAGRAPH
    assert "6.8%" in read_bytes(page.encode(), "a.html", Metadata()).text and sys.getrecursionlimit() == limit
