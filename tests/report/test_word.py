"""The Word files: what Word, WPS and LibreOffice read out of them."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from docx import Document
from fontTools.ttLib import TTFont
from lxml import etree
from made_print import PARTS, STYLES, Print, find
from pypdf import PdfReader
from typesetting import converted_by_office, needs_office

from hulin_analysis.charts.fonts import SIMPLIFIED as FAMILY
from hulin_analysis.report.print_layout import sheet_for
from hulin_analysis.report.word_package import q

EVERY = [(style, part) for style in STYLES for part in PARTS]
# Children in the order of the schema (ECMA-376, part 1, annex A), as far as they are written here.
ORDER = {
    "w:sectPr": "headerReference footerReference footnotePr type pgSz pgMar cols titlePg docGrid",
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs wordWrap spacing "
    "ind jc outlineLvl rPr sectPr",
    "w:trPr": "cantSplit tblHeader",
    "w:tcPr": "tcW gridSpan vMerge vAlign",
    "w:font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "w:settings": "zoom embedTrueTypeFonts saveSubsetFonts proofState stylePaneFormatFilter doNotTrackMoves "
    "defaultTabStop evenAndOddHeaders drawingGridHorizontalSpacing compat rsids themeFontLang",
    "w:compat": "doNotExpandShiftReturn compatSetting",
}


def values(node: Any, path: str, name: str) -> list[str]:
    return [one.get(q(name)) for one in find(node, path)]


@pytest.mark.parametrize(("style", "part"), EVERY)
def test_the_file_is_sound(prints: dict[str, Print], style: str, part: str) -> None:
    made = prints[style]
    Document(str(made.folder / f"{part}.docx"))
    files = made.parts(part)
    trees = {name: etree.fromstring(data) for name, data in files.items() if name.endswith((".xml", ".rels"))}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        ids = [one.get("Id") for one in tree]
        assert len(ids) == len(set(ids))
        base = "word/" if name.startswith("word/") else ""
        inner = [one.get("Target") for one in tree if one.get("TargetMode") != "External"]
        assert {f"{base}{target}" for target in inner} <= set(files), name
        source = name.replace("_rels/", "").removesuffix(".rels")
        if source in trees:
            used = {value for node in trees[source].iter() for key, value in node.attrib.items()
                    if key in (q("r:id"), q("r:embed"))}  # fmt: skip
            assert used <= set(ids), source
    typed = {one.get("PartName") for one in trees["[Content_Types].xml"]}
    extensions = {one.get("Extension") for one in trees["[Content_Types].xml"]}
    assert all(f"/{n}" in typed or n.rpartition(".")[2] in extensions for n in files if n[0] != "[")
    document = trees["word/document.xml"]
    for path, name in ((".//w:bookmarkStart", "w:id"), (".//w:bookmarkStart", "w:name")):
        found = values(document, path, name)
        assert len(found) == len(set(found))
    drawn = [one.get("id") for one in find(document, ".//wp:docPr")]
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize(("style", "part"), EVERY)
def test_elements_stand_in_the_order_of_the_schema(prints: dict[str, Print], style: str, part: str) -> None:
    for name, data in prints[style].parts(part).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for node in etree.fromstring(data).iter():
            for parent, order in ORDER.items():
                if node.tag != q(parent):
                    continue
                places = [
                    order.split().index(local) for child in node
                    if (local := etree.QName(child).localname) in order.split()
                ]  # fmt: skip
                # Headers and footers may stand in any order among themselves.
                places = [0 if parent == "w:sectPr" and place == 1 else place for place in places]
                assert places == sorted(places), (name, parent)


@pytest.mark.parametrize("style", STYLES)
def test_contents_have_pages_and_ask_no_question(prints: dict[str, Print], style: str) -> None:
    body = prints[style].tree("annex")
    names = set(values(body, ".//w:bookmarkStart", "w:name"))
    lines = [one for one in find(body, ".//w:hyperlink") if "PAGEREF" in "".join(one.itertext())]
    anchors = [line.get(q("w:anchor")) for line in lines]
    assert len(anchors) > 12 and set(anchors) <= names
    assert {"section_1", "figure_1", "figure_2", "table_1", "table_2"} <= set(anchors)
    pages = [int([text.text for text in line.iter(q("w:t"))][-1]) for line in lines]
    total = len(prints[style].pdf("annex").pages)
    assert all(1 <= page <= total for page in pages)
    chapters = pages[: anchors.index("figure_1")]
    assert chapters == sorted(chapters) and chapters[-1] > 5
    # A contents field would keep LibreOffice from finding the pages itself.
    codes = "".join(one.text for one in body.iter(q("w:instrText")))
    assert " TOC " not in codes
    assert not [node for node in body.iter() if node.get(q("w:dirty"))]
    assert b"updateFields" not in prints[style].parts("annex")["word/settings.xml"]


def test_each_chapter_has_a_running_head(prints: dict[str, Print]) -> None:
    made = prints["plain"]
    files, body = made.parts("annex"), made.tree("annex")
    chapters = ["".join(p.itertext(q("w:t"))) for p in find(body, ".//w:pStyle[@w:val='Heading1']/../..")]
    heads = [
        "".join(etree.fromstring(data).itertext(q("w:t")))
        for name, data in sorted(files.items()) if name.startswith("word/header")
    ]  # fmt: skip
    assert len(heads) == len(chapters) + 1 == len(find(body, ".//w:sectPr"))
    assert [
        head for head, chapter in zip(heads[1:], chapters, strict=True) if not head.endswith(chapter)
    ] == []
    assert b"PAGE" in files["word/footer1.xml"] and b"NUMPAGES" in files["word/footer1.xml"]


def test_captions_are_numbered_by_fields(prints: dict[str, Print]) -> None:
    fields: dict[str, list[int]] = {}
    for node in find(prints["plain"].tree("annex"), ".//w:fldSimple"):
        fields.setdefault(node.get(q("w:instr")).split()[1], []).append(int("".join(node.itertext())))
    assert len(fields) == 2
    figures, tables = fields.values()
    assert sorted(set(figures)) == list(range(1, max(figures) + 1)) and max(figures) > 2
    assert sorted(set(tables)) == list(range(1, max(tables) + 1))


@pytest.mark.parametrize(("style", "part"), EVERY)
def test_pictures_are_lines_with_a_picture_beside(prints: dict[str, Print], style: str, part: str) -> None:
    made = prints[style]
    files, body = made.parts(part), made.tree(part)
    targets = {one.get("Id"): one.get("Target") for one in made.tree(part, "word/_rels/document.xml.rels")}
    pictures = find(body, ".//pic:pic")
    assert pictures
    width = sheet_for(style).width * 12_700
    for picture in pictures:
        (blip,) = find(picture, "pic:blipFill/a:blip")
        (lines,) = find(blip, "a:extLst/a:ext/asvg:svgBlip")
        svg = etree.fromstring(files["word/" + targets[lines.get(q("r:embed"))]])
        assert targets[blip.get(q("r:embed"))].endswith(".png")
        # Letters are shapes: Word has not the font, and would set others.
        assert not svg.findall(".//{http://www.w3.org/2000/svg}text")
        assert svg.findall(".//{http://www.w3.org/2000/svg}use")
    for extent in find(body, ".//wp:extent"):
        assert int(extent.get("cx")) <= width + 12_700
    for about in find(body, ".//wp:docPr"):
        assert len(about.get("descr")) > 20
    assert sum(map(len, files.values())) < 8_000_000


@pytest.mark.parametrize("style", STYLES)
def test_tables_fill_the_page_and_repeat_their_header(prints: dict[str, Print], style: str) -> None:
    for table in find(prints[style].tree("annex"), ".//w:tbl"):
        widths = [int(width) for width in values(table, "w:tblGrid/w:gridCol", "w:w")]
        assert abs(sum(widths) - sheet_for(style).width * 20) < 20
        rows = find(table, "w:tr")
        assert find(rows[0], "w:trPr/w:tblHeader")
        assert all(find(row, "w:trPr/w:cantSplit") for row in rows)
        assert all(sum(map(int, values(row, "w:tc/w:tcPr/w:tcW", "w:w"))) == sum(widths) for row in rows)


def test_official_documents_follow_the_standard(prints: dict[str, Print]) -> None:
    made = prints["official"]
    (margins, *_) = find(made.tree("brief"), ".//w:pgMar")
    millimetres = {key: round(int(margins.get(q(f"w:{key}"))) / 1440 * 25.4) for key in ("top", "left")}
    assert millimetres == {"top": 37, "left": 28}
    styles = {one.get(q("w:styleId")): one for one in find(made.tree("brief", "word/styles.xml"), "w:style")}

    def look(name: str) -> tuple[list[str], list[str]]:
        return (
            values(styles[name], "w:rPr/w:rFonts", "w:eastAsia"),
            values(styles[name], "w:rPr/w:sz", "w:val"),
        )

    assert look("Title") == (["方正小标宋简体"], ["44"])
    assert look("Heading1") == (["黑体"], ["32"])
    assert look("Heading2") == (["楷体_GB2312"], ["32"])
    default = made.tree("brief", "word/styles.xml").find(
        "w:docDefaults/w:rPrDefault/w:rPr", {"w": q("w:p")[1:-2]}
    )
    assert values(default, "w:rFonts", "w:eastAsia") == ["仿宋_GB2312"]
    assert values(styles["BodyText"], "w:pPr/w:spacing", "w:line") == ["579"]
    fonts = {one.get(q("w:name")): one for one in find(made.tree("brief", "word/fontTable.xml"), "w:font")}
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"):
        assert values(fonts[name], "w:altName", "w:val")[0].endswith(f",{FAMILY}")
    even = etree.fromstring(made.parts("brief")["word/footer2.xml"])
    assert "".join(even.itertext(q("w:t"))) == "— 1 —"
    headings = [
        "".join(p.itertext(q("w:t")))
        for p in find(made.tree("brief"), ".//w:pStyle[@w:val='Heading1']/../..")
    ]
    assert [heading[:2] for heading in headings[:2]] == ["一、", "二、"]


def test_the_file_has_its_language_mode_dates_and_no_properties_of_ours(prints: dict[str, Print]) -> None:
    files = prints["plain"].parts("brief")
    assert b'w:eastAsia="zh-CN"' in files["word/styles.xml"]
    assert b'w:name="compatibilityMode"' in files["word/settings.xml"]
    assert b"contents" not in files.get("docProps/custom.xml", b"")


def test_it_carries_a_font_with_every_character_it_uses(prints: dict[str, Print]) -> None:
    made = prints["plain"]
    files = made.parts("annex")
    (named,) = find(made.tree("annex", "word/fontTable.xml"), f"w:font[@w:name='{FAMILY}']")
    (embedded,) = find(named, "w:embedRegular")
    relations = made.tree("annex", "word/_rels/fontTable.xml.rels")
    targets = {one.get("Id"): one.get("Target") for one in relations}
    masked = files["word/" + targets[embedded.get(q("r:id"))]]
    # Unmasked as the standard says it: by the digits of the key, the last pair first.
    key = bytes.fromhex(embedded.get(q("w:fontKey")).strip("{}").replace("-", ""))[::-1]
    data = bytes(byte ^ key[i % 16] if i < 32 else byte for i, byte in enumerate(masked))
    font = TTFont(io.BytesIO(data))
    assert font["name"].getBestFamilyName() == FAMILY
    assert font["OS/2"].fsType == 0  # may be embedded and edited with
    words = "".join(made.tree("annex").itertext(q("w:t")))
    assert {ord(char) for char in words if char > " "} <= set(font.getBestCmap())


@pytest.fixture(scope="session")
def set_by_libreoffice(prints: dict[str, Print], tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    folder = tmp_path_factory.mktemp("office")
    return PdfReader(converted_by_office(prints["plain"].folder / "annex.docx", folder))


@needs_office
def test_libreoffice_sets_it_in_the_documents_own_font(set_by_libreoffice: PdfReader) -> None:
    used: dict[str, str] = {}

    def note(text: str, _: object, __: object, font: Any, ___: object) -> None:
        name = re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"]) if font else ""
        used[name] = used.get(name, "") + text

    for sheet in set_by_libreoffice.pages:
        sheet.extract_text(visitor_text=note)
    assert {name for name, text in used.items() if re.search(r"[\u4e00-\u9fff]", text)} == {
        "NotoSansSC-Regular"
    }


@needs_office
def test_libreoffice_finds_the_pages_that_the_contents_say(
    prints: dict[str, Print], set_by_libreoffice: PdfReader
) -> None:
    pages = [re.sub(r"\s", "", sheet.extract_text()) for sheet in set_by_libreoffice.pages]
    assert abs(len(pages) - len(prints["plain"].pdf("annex").pages)) <= 1
    assert all(len(page) > 30 for page in pages)
    assert "Error" not in pages[0]
    for line in find(prints["plain"].tree("annex"), ".//w:hyperlink"):
        words = [text.text for text in line.iter(q("w:t"))]
        if line.get(q("w:anchor"), "").startswith("section_") and "PAGEREF" in "".join(line.itertext()):
            entry = re.sub(r"\s", "", words[0])
            shown = re.search(re.escape(entry) + r"[.…]*?(\d+)", pages[0])
            assert shown and abs(int(shown[1]) - int(words[-1])) <= 1, entry
            assert entry in pages[int(shown[1]) - 1]
