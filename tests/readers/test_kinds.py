from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from portals import BODY, TEXT, page
from shown_tables import BEFORE, word_of, words

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers import show_bytes
from hulin_analysis.readers.formats import format_of

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def old(stream: str) -> bytes:
    return OLD + stream.encode("utf-16-le") + bytes(500)


def packed(*names: str, mimetype: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"x")
    return target.getvalue()


ODF = b"application/vnd.oasis.opendocument."
FLAT = (
    b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:x" office:mimetype="x"><a/></office:document>'
)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.doc", old("WordDocument"), "an old Word file (.doc); save it as .docx"),
        ("a.docx", old("WordDocument"), "an old Word file (.doc); save it as .docx"),
        ("a.txt", old("WordDocument"), "an old Word file (.doc); save it as .docx"),
        ("a.wps", old("WordDocument"), "a WPS document (.wps); save it as .docx"),
        ("a.et", old("Workbook"), "a WPS spreadsheet (.et); save it as .xlsx"),
        ("a.xls", old("Workbook"), "an old Excel file (.xls); save it as .xlsx"),
        ("a", old("Book"), "an old Excel file (.xls); save it as .xlsx"),
        ("a.ppt", old("PowerPoint Document"), "a presentation; save its text as .txt"),
        ("a.docx", old("EncryptedPackage"), "locked with a password; save it without the password"),
        ("a.hwp", OLD, "an old file of an office program; open it in that program, save its text"),
        ("a.rtf", b"{\\rtf1 x}", "an RTF file; save it as .docx"),
        ("a.doc", b"{\\rtf1 x}", "an RTF file; save it as .docx"),
        ("a.ofd", packed("OFD.xml"), "an OFD file; open it in an OFD reader"),
        ("a.zip", packed("OFD.xml"), "an OFD file; open it in an OFD reader"),
        ("a.pptx", packed("ppt/presentation.xml"), "a presentation; save its text as .txt"),
        ("a.odm", packed(mimetype=ODF + b"text-master"), "an OpenDocument master document (.odm); save it"),
        ("a.odt", packed(mimetype=ODF + b"text-master"), "an OpenDocument master document (.odm); save it"),
        (
            "a.ods",
            packed(mimetype=ODF + b"spreadsheet"),
            "an OpenDocument spreadsheet (.ods); save",
        ),
        ("a.xlsb", packed("xl/workbook.bin"), "an old Excel file (.xls); save it as .xlsx"),
        ("a.fodt", FLAT, "a flat OpenDocument file (.fodt, .fods); save it as .docx or .xlsx and give"),
        ("a.docx", FLAT.decode().encode("utf-16"), "a flat OpenDocument file (.fodt, .fods); save it as"),
        ("a.xml", FLAT, "a flat OpenDocument file (.fodt, .fods); save it as .docx or .xlsx and give"),
        ("a.epub", packed(mimetype=b"application/epub+zip"), "an electronic book; save its text"),
        ("a.pages", packed("Index/Document.iwa"), "a file of Pages, Numbers or Keynote; export it as .docx"),
        ("a.zip", packed("b.txt"), "an archive; unpack it and give one of its files"),
        ("a.txt", packed("b.txt"), "an archive; unpack it and give one of its files"),
        ("a.txt", b"PK\x03\x04broken", "an archive; unpack it and give one of its files"),
        ("a.rar", b"Rar!\x1a\x07\x00", "an archive; unpack it and give one of its files"),
        ("a.tar", bytes(257) + b"ustar" + bytes(99), "an archive; unpack it and give one of its files"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture; type its text or have it recognized"),
        ("a.txt", b"\xff\xd8\xff\xe0", "a picture; type its text or have it recognized"),
        ("a.jpg", "文字。".encode(), "a picture; type its text or have it recognized"),
        ("a.bmp", b"BM" + bytes(20), "a picture; type its text or have it recognized"),
        ("a.webp", b"RIFF\0\0\0\0WEBP", "a picture; type its text or have it recognized"),
        ("a.heic", b"\0\0\0\x18ftypheic", "a picture; type its text or have it recognized"),
        ("a.mp4", b"\0\0\0\x18ftypisom", "a sound or video file; write down what is said"),
        ("a.url", b"[InternetShortcut]\nURL=x", "a link to a page; open it, save the page as .html"),
        ("a.parquet", b"PAR1\x15", "a table with one article per row; give the folder that it is in to"),
        ("a.json", b"{}", "a file of data or code; save the article in it as .txt"),
        ("a.eml", b"Subject: x\n\nx", "an e-mail; save its text as .txt"),
        (
            "a.xml",
            b"<?mso-application progid='Word.Document'?><w/>",
            "a Word or Excel file of 2003",
        ),
        (
            "a.doc",
            b'<?mso-application progid="Word.Document"?><w/>',
            "a Word or Excel file of 2003",
        ),
        ("a.xls", b"x\0y" * 9, "an old Excel file (.xls); save it as .xlsx"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArticleError) as caught:
        ha.read_article(tmp_path / name)
    message = str(caught.value)
    assert message.startswith(f"{name} is {what}")
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.xls", "a.docx", "a.rtf", "a"])
def test_a_page_under_another_name_is_a_page(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(page("gov"), encoding="utf-8")
    assert [one.span.quote for one in ha.read_article(tmp_path / name).paragraphs] == list(BODY)


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_under_another_name_is_a_text(name: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(TEXT.encode(encoding))
    assert ha.read_article(tmp_path / name).text == TEXT


def test_a_text_that_is_called_a_spreadsheet_is_a_table() -> None:
    shown = show_bytes("指标\t万吨\n粮食\t45.6\n".encode("gb18030"), "a.xls")
    assert words(shown) == [["指标", "万吨"], ["粮食", "45.6"]]


def test_a_workbook_that_has_been_set_up_for_a_printer_is_a_workbook() -> None:
    names = ("xl/workbook.xml", "xl/printerSettings/printerSettings1.bin")
    assert format_of(packed(*names), "a.xlsx") == "workbook"


@pytest.mark.parametrize("name", ["a.docm", "a.doc", "a.wps", "a.txt", "a.xlsx", "a.zip", "a"])
def test_a_word_file_under_another_name_is_read(name: str) -> None:
    assert BEFORE in show_bytes(word_of([["指标", "万吨"], ["粮食", "45.6"]]), name).text


@pytest.mark.parametrize(
    "text",
    [
        "BMW公司去年投资3亿元。",
        "ID3车型去年售出3万辆。",
        "PK赛去年举行3场。",
        "MM公司投资3亿元。",
        "Rar去年3个。",
    ],
)
def test_a_text_that_begins_like_a_file_of_another_kind_is_a_text(text: str) -> None:
    assert show_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "source",
    [
        "https://paper.example/page.html",
        "HTTP://paper.example/page",
        "www.paper.example/page",
        Path("https://paper.example/page.html"),
        "ftp://paper.example/page.html",
    ],
)
def test_an_address_is_told_what_to_do(source: str | Path) -> None:
    with pytest.raises(
        ArticleError, match=r"not an address; save the page and type ha[.]read_article"
    ) as caught:
        ha.read_article(source)
    assert "url='https://" in str(caught.value).lower()
    assert "://paper.example/page" in str(caught.value) or "www.paper.example/page" in str(caught.value)


def test_a_table_beside_an_article_is_not_the_article(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "quantities.csv").write_text("指标,万吨\n粮食,45.6\n", encoding="utf-8")
    assert ha.read_article(tmp_path).text == TEXT
    (tmp_path / "page.txt").unlink()
    assert len(ha.read_article(tmp_path).tables) == 1
