"""The Word file: real styles, real tables, numbered captions, contents with page numbers, fixed dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path

from lxml import etree

from hulin_analysis.export import settle_archive
from hulin_analysis.report.document import typeface
from hulin_analysis.report.pandoc import (
    ASSETS,
    Node,
    is_number,
    rows_of,
    table_size,
    take_printed,
    transform,
    words_of,
    write_document,
)
from hulin_analysis.report.pdf import Printed
from hulin_analysis.report.print_layout import Entry, Listed, Sheet
from hulin_analysis.report.word_body import (
    field,
    lay_out_sections,
    narrow_bookmarks,
    number_captions,
    put_in_lines,
    set_tables,
    styled,
)
from hulin_analysis.report.word_package import NAMESPACES, Element, Package, add_fonts, element, q

# What Word calls the scripts; it does not know the tags for scripts that the web uses.
_LANGUAGES = {"zh-Hant": "zh-TW", "zh-Hans": "zh-CN"}
# In twips.
_INDENT = 340
# Rows of a table that Word is told to keep on one page.
_SHORT_TABLE = 16


def write_docx(printed: Printed, path: Path, *, when: datetime) -> None:
    """Write a Word file: styles from the package's reference document, fixed dates."""
    document, work = printed.document, printed.work
    # First, as the document's tree for typst would stand beside that of Word.
    pages = printed.set() if printed.contents else {}
    # What else the document knows of itself would become properties of the file.
    meta = {key: document["meta"][key] for key in ("title", "subtitle", "lang")}
    source = document["meta"]["source"]["c"]
    reference = work / "reference.docx"
    reference.write_bytes(_reference(printed.sheet))
    tree = transform({**document, "meta": meta}, partial(_for_word, work=work))
    opening = {"t": "Div", "c": [["", [], [["custom-style", "Source"]]], source]}
    tree["blocks"] = [opening, *tree["blocks"]]
    write_document(tree, "docx", path, [f"--reference-doc={reference.name}"], work)
    del tree
    package = Package(path)
    _finish(package, printed, pages)
    path.write_bytes(settle_archive(path.read_bytes(), when, package.written()))


def _finish(package: Package, printed: Printed, pages: Mapping[str, int]) -> None:
    """Do to the file what pandoc cannot."""
    document, sheet, contents = printed.document, printed.sheet, printed.contents
    body = package.tree("word/document.xml").find("w:body", NAMESPACES)
    narrow_bookmarks(body)
    number_captions(body)
    set_tables(body, sheet)
    put_in_lines(package, printed.work)
    if contents:
        _put_contents(body, contents, pages)
    lay_out_sections(package, sheet, words_of(document["meta"]["title"]["c"]), chapters=bool(contents))
    _set_lists(package.tree("word/numbering.xml"))
    _spell_language(package, document["meta"]["lang"]["c"])
    _settle_settings(package.tree("word/settings.xml"))
    add_fonts(package, typeface(document))


def _for_word(node: Node, *, work: Path) -> Node:
    """Tables by paragraph styles; numbers of figures and tables in a style by which they are found again."""
    if node["t"] == "Table":
        return _word_table(node)
    if node["t"] == "Div" and "note" in node["c"][0][1]:
        node["c"][0] = ["", [], [["custom-style", "Source"]]]
    if node["t"] == "Div" and "lead" in node["c"][0][1]:
        node["c"][0] = ["", [], [["custom-style", "Lead"]]]
    if node["t"] == "Image":
        take_printed(node, work, ".png")
    if node["t"] == "Emph":
        # Chinese is not slanted but dotted.
        return {"t": "Span", "c": [["", [], [["custom-style", "Emphasis"]]], node["c"]]}
    if is_number(node):
        return {"t": "Span", "c": [["", [], [["custom-style", "Number"]]], node["c"][1]]}
    return node


def _word_table(table: Node) -> Node:
    """Give the cells their style; keep a short table, or the first rows of a long one, on one page.

    A short paragraph closes the table: Word joins two tables with nothing between.
    """
    size = table_size(table)
    table["c"][0][2] = []
    rows = list(rows_of(table))
    kept = len(rows) - 1 if len(rows) <= _SHORT_TABLE else 2
    for i, row in enumerate(rows):
        style = f"Table Text {size} Kept" if i < kept else f"Table Text {size}"
        for cell in row[1]:
            words = cell[4][0]["c"] if cell[4] else [{"t": "RawInline", "c": ["openxml", ""]}]
            # A Para, not a Plain: for that pandoc has a style of its own in tables.
            cell[4] = [{"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": words}]]}]
    end = {"t": "RawBlock", "c": ["openxml", '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>']}
    return {"t": "Div", "c": [["", [], []], [table, end]]}


def _put_contents(body: Element, contents: list[Listed], pages: Mapping[str, int]) -> None:
    """Put the contents in front of the first chapter.

    Page numbers are references (``PAGEREF``) outside a field of contents: there LibreOffice finds them
    itself. Word shows those of the PDF until its reader updates the fields.
    """
    names = {mark.get(q("w:name")) for mark in body.iter(q("w:bookmarkStart"))}
    start = next(one for one in body if one.find("w:pPr/w:pStyle[@w:val='Heading1']", NAMESPACES) is not None)
    for listed in contents:
        style = "TableofFigures" if listed.kind != "chapters" else None
        start.addprevious(styled("TOCHeading", element("w:r", element("w:t", listed.title))))
        for entry in listed.entries:
            if entry.name in names:
                start.addprevious(_line(entry, style or f"TOC{entry.level}", pages.get(entry.name)))


def _line(entry: Entry, style: str, page: int | None) -> Element:
    link = element(
        "w:hyperlink",
        element("w:r", element("w:t", entry.words)),
        element("w:r", element("w:tab")),
        *field(f"PAGEREF {entry.name} \\h", str(page or "")),
        anchor=entry.name,
        history=1,
    )
    return styled(style, link)


def _set_lists(numbering: Element) -> None:
    """Set the items of lists as far in as the PDF does: pandoc sets them half an inch in."""
    for level in numbering.iter(q("w:lvl")):
        deep = int(level.get(q("w:ilvl"))) + 1
        indent = level.find("w:pPr/w:ind", NAMESPACES)
        indent.set(q("w:left"), str(_INDENT * deep))
        indent.set(q("w:hanging"), str(_INDENT))


def _spell_language(package: Package, tag: str) -> None:
    """Write the language as Word spells it."""
    for lang in package.tree("word/styles.xml").iter(q("w:lang")):
        lang.set(q("w:eastAsia"), _LANGUAGES.get(tag, "zh-CN"))


def _settle_settings(settings: Element) -> None:
    """Say that the font is inside, and which Word the file is for, at the places the schema has for that."""
    system = settings.find("w:embedSystemFonts", NAMESPACES)
    system.addprevious(element("w:embedTrueTypeFonts"))
    system.addnext(element("w:saveSubsetFonts"))
    settings.remove(system)
    # Without it Word opens the file as one of 2007 and says so in the title bar.
    mode = element("w:compatSetting", name="compatibilityMode",
                   uri="http://schemas.microsoft.com/office/word", val=15)  # fmt: skip
    # A line that ends with a break is not stretched.
    compat = element("w:compat", element("w:doNotExpandShiftReturn"), mode)
    settings.find("w:rsids", NAMESPACES).addprevious(compat)


def _reference(sheet: Sheet) -> bytes:
    """Zip the reference document, whose parts the package keeps as readable XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _parts(ASSETS / "word"):
            content = part.read_bytes()
            change = {"word/styles.xml": _styles, "word/document.xml": _page}.get(name)
            archive.writestr(name, change(content, sheet) if change else content)
    return packed.getvalue()


def _page(content: bytes, sheet: Sheet) -> bytes:
    """Give the reference document the sheet's margins: by them pandoc sizes pictures."""
    root = etree.fromstring(content)
    margins = root.find("w:body/w:sectPr/w:pgMar", NAMESPACES)
    for side in ("right", "left"):
        margins.set(q(f"w:{side}"), str(round(getattr(sheet, side) * 1440 / 25.4)))
    return _written(root)


def _styles(plain: bytes, sheet: Sheet) -> bytes:
    """Put the styles of a sheet in place of the plain ones of the same id."""
    root = etree.fromstring(plain)
    own = ASSETS / f"word_{sheet.name}.xml"
    if sheet.name != "plain":
        for style in etree.fromstring(own.read_bytes()):
            if style.tag == q("w:docDefaults"):
                root.replace(root.find("w:docDefaults", NAMESPACES), style)
                continue
            known = root.find(f"w:style[@w:styleId='{style.get(q('w:styleId'))}']", NAMESPACES)
            if known is None:
                root.append(style)
            else:
                root.replace(known, style)
    for tab in root.iter(q("w:tab")):
        # Set to the right edge of the text.
        tab.set(q("w:pos"), str(round(sheet.width * 20)))
    return _written(root)


def _written(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _parts(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for part in sorted(folder.iterdir(), key=lambda p: p.name):
        name = f"{prefix}{part.name}"
        if part.is_dir():
            yield from _parts(part, f"{name}/")
        elif not part.name.startswith("~"):
            yield name, part
