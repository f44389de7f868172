from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from fontTools.ttLib import TTFont
from made_report import WORD, Report
from pypdf import PdfReader

from hulin_analysis.article import Article
from hulin_analysis.charts.fonts import TRADITIONAL
from hulin_analysis.report.tables import TEXT_WIDTH

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_word_has_real_styles_tables_and_captions(report: Report, article: Article) -> None:
    document = Document(str(report / "annex.docx"))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Table Caption", "Image Caption"} <= styles
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Table Caption"]
    assert len(captions) == len(document.tables) == 2
    assert article.title is not None
    title = " ".join(article.title.quote.split())
    assert document.core_properties.title == f"附件：關於《{title}》的數字解讀"
    assert str(document.core_properties.created) == "2022-02-15 08:59:00+00:00"


def test_word_numbers_figures_and_tables_by_fields(body: ElementTree.Element) -> None:
    fields: dict[str, list[int]] = {}
    for node in body.iterfind(".//w:fldSimple", WORD):
        label = node.attrib[f"{{{WORD['w']}}}instr"].split()[1]
        fields.setdefault(label, []).append(int("".join(node.itertext())))
    assert fields["附圖"] == list(range(1, len(fields["附圖"]) + 1))
    assert fields["附表"] == [1, 2]


def test_word_contents_lead_to_headings_and_ask_no_question(body: ElementTree.Element) -> None:
    w = f"{{{WORD['w']}}}"
    names = {node.attrib[f"{w}name"] for node in body.iterfind(".//w:bookmarkStart", WORD)}
    anchors = [node.attrib[f"{w}anchor"] for node in body.iterfind(".//w:sdt//w:hyperlink", WORD)]
    assert len(anchors) > 8
    assert set(anchors) <= names
    assert not [node for node in body.iter() if node.attrib.get(f"{w}dirty")]


def test_the_first_chapter_begins_under_the_contents(body: ElementTree.Element, pdf: PdfReader) -> None:
    w = f"{{{WORD['w']}}}"
    headings = body.findall(".//w:pStyle[@w:val='Heading1']/..", WORD)
    breaks = [heading.find("w:pageBreakBefore", WORD) for heading in headings]
    assert [None if node is None else node.attrib[f"{w}val"] for node in breaks] == ["0", *[None] * 4]
    chapters = [item for item in pdf.outline if not isinstance(item, list)]
    pages = [pdf.get_destination_page_number(item) for item in chapters]
    assert pages[0] == 0
    assert len(set(pages)) == len(pages) == 5


def test_word_pictures_have_words_and_fit(report: Report, body: ElementTree.Element) -> None:
    described = [node.attrib["descr"] for node in body.iterfind(".//wp:docPr", WORD)]
    assert len(described) == len(list((report / "figures").glob("*.png"))) - 1
    assert all(len(words) > 20 for words in described)
    for extent in body.iterfind(".//wp:extent", WORD):
        assert int(extent.attrib["cx"]) <= TEXT_WIDTH * 12_700 + 12_700
        assert int(extent.attrib["cy"]) <= 600 * 12_700


def test_word_tables_fill_the_page_and_repeat_their_header(body: ElementTree.Element) -> None:
    w = f"{{{WORD['w']}}}"
    for table in body.iterfind(".//w:tbl", WORD):
        widths = [int(node.attrib[f"{w}w"]) for node in table.iterfind("w:tblGrid/w:gridCol", WORD)]
        assert abs(sum(widths) - TEXT_WIDTH * 20) < 20
        rows = table.findall("w:tr", WORD)
        assert rows[0].find("w:trPr/w:tblHeader", WORD) is not None
        assert all(row.find("w:trPr/w:cantSplit", WORD) is not None for row in rows)
        for row in rows:
            cells = [int(node.attrib[f"{w}w"]) for node in row.iterfind("w:tc/w:tcPr/w:tcW", WORD)]
            assert cells == widths


def test_word_has_its_language_mode_and_running_heads(report: Report) -> None:
    with zipfile.ZipFile(report / "annex.docx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
        assert len({entry.date_time for entry in archive.infolist()}) == 1
    assert 'w:eastAsia="zh-TW"' in parts["word/styles.xml"]
    assert 'w:name="compatibilityMode"' in parts["word/settings.xml"]
    assert "黑龍江虎林" in parts["word/header1.xml"]
    assert " PAGE " in parts["word/footer1.xml"]


def test_word_carries_a_font_with_every_character_it_uses(report: Report, body: ElementTree.Element) -> None:
    with zipfile.ZipFile(report / "annex.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    table = ElementTree.fromstring(parts["word/fontTable.xml"])
    (named,) = table.findall(f"w:font[@w:name='{TRADITIONAL}']", WORD)
    (embedded,) = named.findall("w:embedRegular", WORD)
    relations = ElementTree.fromstring(parts["word/_rels/fontTable.xml.rels"])
    targets = {relation.attrib["Id"]: relation.attrib["Target"] for relation in relations}
    masked = parts["word/" + targets[embedded.attrib[f"{{{OFFICE}}}id"]]]
    # Unmasked as the standard says it: by the digits of the key, the last pair first.
    key = bytes.fromhex(embedded.attrib[f"{{{WORD['w']}}}fontKey"].strip("{}").replace("-", ""))[::-1]
    data = bytes(byte ^ key[i % 16] if i < 32 else byte for i, byte in enumerate(masked))
    font = TTFont(io.BytesIO(data))
    assert font["name"].getBestFamilyName() == TRADITIONAL
    assert font["OS/2"].fsType == 0  # may be embedded and edited with
    assert {ord(char) for char in "".join(body.itertext()) if char > " "} <= set(font.getBestCmap())
    assert b'Extension="odttf"' in parts["[Content_Types].xml"]
    assert b"<w:embedTrueTypeFonts" in parts["word/settings.xml"]
    assert f'w:eastAsia="{TRADITIONAL}"'.encode() in parts["word/styles.xml"]


@pytest.fixture(scope="session")
def set_by_libreoffice(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfReader]:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed; .ci/run installs it")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(report / "annex.docx")], check=True, capture_output=True, timeout=300)
    with (folder / "annex.pdf").open("rb") as opened:
        yield PdfReader(opened)


def test_libreoffice_sets_word_in_the_documents_own_font(set_by_libreoffice: PdfReader) -> None:
    letters = re.compile(r"\w")
    used: dict[str, str] = {}

    def note(text: str, _: object, __: object, font: Any, ___: object) -> None:
        name = re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"]) if font else ""
        used[name] = used.get(name, "") + "".join(letters.findall(text))

    for sheet in set_by_libreoffice.pages:
        sheet.extract_text(visitor_text=note)
    chinese = {name for name, text in used.items() if re.search(r"[\u4e00-\u9fff]", text)}
    assert chinese == {"NotoSansTC-Regular"}
    assert len(used["NotoSansTC-Regular"]) > 2000


def test_libreoffice_breaks_no_number_and_leaves_no_page_empty(set_by_libreoffice: PdfReader) -> None:
    pages = [sheet.extract_text() for sheet in set_by_libreoffice.pages]
    assert 10 <= len(pages) <= 16
    # A running head, a page number, and more than those; the page of one figure has its caption.
    assert all(len(page.split()) > 6 for page in pages)
    words = "\n".join(pages).split()
    assert {"190,000", "13,000"} <= {word.strip("≥人次") for word in words}
