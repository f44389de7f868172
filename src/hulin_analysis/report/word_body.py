"""The body of a Word file: exact tables, numbered captions, figures as lines, chapters with running heads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from lxml import etree

from hulin_analysis.report.pandoc import PRINTED
from hulin_analysis.report.print_layout import Sheet
from hulin_analysis.report.word_package import NAMESPACES, Element, Package, element, q

_DOCUMENT = "word/document.xml"
# How Word 2016 and LibreOffice find the lines that a picture stands in for ([MS-ODRAWXML], 2.27).
_LINES = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MILLIMETRE = 1440 / 25.4
# Of the running heads, from the edge of the page; the page number of an official document stands 7 mm under
# its text (GB/T 9704-2012, 7.5), that is 14 points higher than its own foot.
_HEADER, _FOOTER = 13.0, 11.0
_UNDER_TEXT = 7.0


def styled(name: str, *content: Element) -> Element:
    """Make a paragraph of a style."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=name)), *content)


def run(words: str) -> Element:
    """Make a run of words."""
    return element("w:r", element("w:t", words))


def field(code: str, shown: str) -> list[Element]:
    """Make a field with what it shows until it is updated: one marked as out of date makes Word ask."""
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", element("w:instrText", f" {code} ")),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        run(shown),
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def number_captions(body: Element) -> None:
    """Make fields of the numbers of figures and tables, so that Word can list and refer to them.

    The further pages of a chart repeat its number as text: a field there would count them as well.
    """
    before = ("", "")
    for paragraph in body.iter(q("w:p")):
        marked = [
            one for one in paragraph if one.find("w:rPr/w:rStyle[@w:val='Number']", NAMESPACES) is not None
        ]
        if not marked:
            continue
        label, _, number = "".join(one.findtext(q("w:t"), "") for one in marked).rpartition(" ")
        counted = element("w:fldSimple", run(number), instr=f" SEQ {label} \\* ARABIC ")
        marked[0].addprevious(run(f"{label} "))
        marked[0].addprevious(run(number) if (label, number) == before else counted)
        before = (label, number)
        for one in marked:
            paragraph.remove(one)


def narrow_bookmarks(body: Element) -> None:
    """Let a bookmark hold the paragraph it begins at, not all behind it.

    Where a section ends with a table, LibreOffice loses the ones that stand between two paragraphs.
    """
    ends = {end.get(q("w:id")): end for end in body.iter(q("w:bookmarkEnd"))}
    for start in list(body.iterfind("w:bookmarkStart", NAMESPACES)):
        paragraph = start.getnext()
        while paragraph is not None and paragraph.tag in (q("w:bookmarkStart"), q("w:bookmarkEnd")):
            paragraph = paragraph.getnext()
        if paragraph is None or paragraph.tag != q("w:p"):
            continue
        about = paragraph.find("w:pPr", NAMESPACES)
        paragraph.insert(0 if about is None else 1, start)
        paragraph.append(ends[start.get(q("w:id"))])


def set_tables(body: Element, sheet: Sheet) -> None:
    """Set the widths of columns and cells in twips: pandoc knows shares only. Rows stay whole."""
    for table in body.iter(q("w:tbl")):
        grid = table.find("w:tblGrid", NAMESPACES)
        shares = [int(column.get(q("w:w"))) for column in grid]
        widths = [round(share / sum(shares) * sheet.width * 20) for share in shares]
        for column, width in zip(grid, widths, strict=True):
            column.set(q("w:w"), str(width))
        whole = table.find("w:tblPr/w:tblW", NAMESPACES)
        whole.set(q("w:type"), "dxa")
        whole.set(q("w:w"), str(sum(widths)))
        for row in table.iterfind("w:tr", NAMESPACES):
            _set_row(row, widths)


def _set_row(row: Element, widths: list[int]) -> None:
    """Set the widths of the cells of a row; a merged one is as wide as all that it covers."""
    said = row.find("w:trPr", NAMESPACES)
    if said is None:
        said = element("w:trPr")
        row.insert(0, said)
    said.insert(0, element("w:cantSplit"))
    edges = [0, *accumulate(widths)]
    at = 0
    for cell in row.iterfind("w:tc", NAMESPACES):
        about = cell.find("w:tcPr", NAMESPACES)
        if about is None:
            about = element("w:tcPr")
            cell.insert(0, about)
        merged = about.find("w:gridSpan", NAMESPACES)
        first, at = at, at + (int(merged.get(q("w:val"))) if merged is not None else 1)
        about.insert(0, element("w:tcW", type="dxa", w=edges[at] - edges[first]))


def put_in_lines(package: Package, work: Path) -> None:
    """Put beside each picture the lines it stands in for, and describe it once."""
    body = package.tree(_DOCUMENT)
    for inline in body.iter(q("wp:inline")):
        # Left out, LibreOffice sets white of its own around the picture.
        inline.attrib.update(dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
    known: dict[Path, str] = {}
    for picture in body.iter(q("pic:pic")):
        about = picture.find("pic:nvPicPr/pic:cNvPr", NAMESPACES)
        source = Path(about.get("descr", ""))
        about.set("descr", "")
        lines = work / source.parent / source.name.replace(PRINTED[".png"], PRINTED["shapes"])
        if lines == work / source or not lines.is_file():
            continue
        if lines not in known:
            name = f"word/media/lines{len(known) + 1}.svg"
            known[lines] = package.add(
                name, lines.read_bytes(), kind="image/svg+xml", source=_DOCUMENT, relation="image"
            )
        extension = element("a:ext", element("asvg:svgBlip", r__embed=known[lines]), uri=_LINES)
        picture.find("pic:blipFill/a:blip", NAMESPACES).append(element("a:extLst", extension))


def lay_out_sections(package: Package, sheet: Sheet, title: str, *, chapters: bool) -> None:
    """Give the document its page, running heads and page numbers; each chapter begins a page.

    LibreOffice (7.4) does not know the field that names the chapter of a page (``STYLEREF``), so that each
    chapter is a section with a head of its own.
    """
    body = package.tree(_DOCUMENT).find("w:body", NAMESPACES)
    footers = _footers(package, sheet)
    titles = [title]
    if chapters:
        for number, (start, words) in enumerate(list(_chapters(body))):
            head = _header(package, number, titles[-1] if number else "", title, sheet)
            _before(start).append(_section(sheet, footers, head, first=number == 0))
            titles.append(words)
    last = body.find("w:sectPr", NAMESPACES)
    if last is not None:
        body.remove(last)
    count = len(titles) - 1
    head = _header(package, count, titles[-1] if count else "", title, sheet) if chapters else None
    body.append(_section(sheet, footers, head, first=count == 0))
    if sheet.name == "official":
        settings = package.tree("word/settings.xml")
        settings.find("w:defaultTabStop", NAMESPACES).addnext(element("w:evenAndOddHeaders"))


def _chapters(body: Element) -> Iterator[tuple[Element, str]]:
    """Yield the headings of chapters, and their words."""
    for paragraph in body.iterfind("w:p", NAMESPACES):
        if paragraph.find("w:pPr/w:pStyle[@w:val='Heading1']", NAMESPACES) is not None:
            yield paragraph, "".join(paragraph.itertext(q("w:t")))


def _before(start: Element) -> Element:
    """Return the properties of the paragraph that ends a section: the last one, or an empty one."""
    last = start.getprevious()
    if last is None or last.tag != q("w:p") or last.find("w:pPr/w:sectPr", NAMESPACES) is not None:
        last = styled("TableEnd")
        start.addprevious(last)
    about = last.find("w:pPr", NAMESPACES)
    if about is None:
        about = element("w:pPr")
        last.insert(0, about)
    return about


def _section(sheet: Sheet, footers: list[Element], head: Element | None, *, first: bool) -> Element:
    sides = {side: round(getattr(sheet, side) * _MILLIMETRE) for side in ("top", "right", "bottom", "left")}
    # Word measures to the foot of the last line: 4 points under the number's, of 14 points.
    foot = round((sheet.bottom - _UNDER_TEXT) * _MILLIMETRE) - 20 * 16
    footer = foot if sheet.name == "official" else round(_FOOTER * _MILLIMETRE)
    made = element("w:sectPr")
    # On the first page there is no head.
    for one in ([head] if head is not None else []) + footers:
        made.append(etree.fromstring(etree.tostring(one)))
    made.append(element("w:type", val="nextPage"))
    made.append(element("w:pgSz", w=11906, h=16838))
    made.append(element("w:pgMar", **sides, header=round(_HEADER * _MILLIMETRE), footer=footer, gutter=0))
    if first and head is not None:
        made.append(element("w:titlePg"))
        made.insert(1, element("w:footerReference", type="first", r__id=footers[0].get(q("r:id"))))
    return made


def _header(package: Package, number: int, chapter: str, title: str, sheet: Sheet) -> Element | None:
    """Add the running head of a chapter: the title, and the chapter at the right; official ones have none."""
    if sheet.name == "official":
        return None
    tab = element("w:r", element("w:tab"))
    words = [run(title), *([tab, run(chapter)] if chapter else [])]
    root = element("w:hdr", styled("Header", *words))
    name = f"word/header{number + 1}.xml"
    id = package.add(name, root, kind=f"{_PART}.header+xml", source=_DOCUMENT, relation="header")
    return element("w:headerReference", type="default", r__id=id)


def _footers(package: Package, sheet: Sheet) -> list[Element]:
    """Add the page numbers: on official documents at the outer edge, else in the middle."""
    if sheet.name != "official":
        number = styled("Footer", *field("PAGE", "1"), run(" / "), *field("NUMPAGES", "1"))
        return [_footer(package, 1, "default", number)]
    made = []
    for count, (kind, style) in enumerate((("default", "Footer"), ("even", "FooterEven")), 1):
        number = styled(style, run("— "), *field("PAGE", "1"), run(" —"))
        made.append(_footer(package, count, kind, number))
    return made


def _footer(package: Package, number: int, kind: str, paragraph: Element) -> Element:
    name, root = f"word/footer{number}.xml", element("w:ftr", paragraph)
    id = package.add(name, root, kind=f"{_PART}.footer+xml", source=_DOCUMENT, relation="footer")
    return element("w:footerReference", type=kind, r__id=id)
