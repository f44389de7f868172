"""Small files of every kind that is read, made from an invented text: what the fuzz begins with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

__all__ = ["opendocument", "opendocument_lines", "opendocument_table", "packed", "seeds"]

_TITLE = "云川县2025年国民经济和社会发展统计公报"
_LINES = (
    "2026年03月02日09:30 来源：云川日报",
    "去年，全县地区生产总值123.4亿元，比上年增长6.8%。其中，第一产业增加值12.3亿元，下降0.5%。",
    "一、农业",
    "粮食产量3万8748吨，预计今年增长3%—5%；新建学校3所，近200户入住，人均增收1500余元。",
    "二〇二六年三月二日，签约项目十五六个，同比增长三成。(责编:王某、宋某)",
)
_ROWS = (
    ("指标", "单位", "2025年", "比上年增长%"),
    ("粮食", "万吨", "3.5", "1.2"),
    ("油料", "万吨", "1.2", "-0.4"),
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_DOCUMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{name: name for name in ("office", "style", "text", "table", "meta")},
        **{"draw": "drawing", "fo": "xsl-fo-compatible"},
    }.items()
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: dict[str, str]) -> bytes:
    """Pack parts into a zip file, always into the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def opendocument(body: str, automatic: str = "", common: str = "", title: str = "") -> bytes:
    """Pack an OpenDocument text: its body, the styles of single paragraphs and the common ones, its title."""
    dublin = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    about = f"<office:meta><dc:title {dublin}>{escape(title)}</dc:title></office:meta>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}>{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}><office:styles>{common}</office:styles>"
            "</office:document-styles>",
            "meta.xml": f"<office:document-meta {_ODF}>{about}</office:document-meta>",
        }
    )


def opendocument_lines(*lines: str) -> str:
    """Write paragraphs of an OpenDocument text."""
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)


def opendocument_table(rows: Sequence[Sequence[str]]) -> str:
    """Write a table of an OpenDocument text, the first row as headers."""
    cells = [
        "".join(f"<table:table-cell>{opendocument_lines(cell)}</table:table-cell>" for cell in row)
        for row in rows
    ]
    head, *rest = (f"<table:table-row>{row}</table:table-row>" for row in cells)
    return (
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{''.join(rest)}</table:table>"
    )


def _relations(*related: tuple[str, str]) -> str:
    made = (
        f'<Relationship Id="r{i}" Type="{_DOCUMENTS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(related)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(made)}</Relationships>'


def _page() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _ROWS)
    words = "".join(f"<p>{line}</p>" for line in _LINES)
    return (
        f'<html><head><meta charset="utf-8"><meta name="pubdate" content="2026-03-02 09:30">'
        f"<title>{_TITLE}</title></head><body><div><h1>{_TITLE}</h1>{words}<table>{rows}</table></div></body></html>"
    )


def _word() -> bytes:
    def paragraph(words: str) -> str:
        return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"

    box = f"<w:txbxContent>{paragraph(_LINES[2])}</w:txbxContent>"
    boxed = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in _ROWS
    )
    style = '<w:style w:styleId="a"><w:name w:val="Title"/></w:style>'
    body = "".join(map(paragraph, (_TITLE, *_LINES))) + boxed + f"<w:tbl>{rows}</w:tbl>"
    return packed(
        {
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(("styles", "styles.xml")),
            "word/styles.xml": f"<w:styles {_W}>{style}</w:styles>",
        }
    )


def _opendocument_text() -> bytes:
    def style(name: str, family: str, properties: str) -> str:
        return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'

    automatic = style("T1", "text", '<style:text-properties style:text-position="super 58%"/>')
    automatic += style("T2", "text", '<style:text-properties text:display="none"/>')
    set_in = '<style:paragraph-properties fo:margin-left="0.74cm" fo:text-indent="10.5pt"/>'
    marked = (
        f'<text:p>{_LINES[2]}<text:span text:style-name="T1">8</text:span><text:span text:style-name="T2">9'
        '</text:span><text:s text:c="2"/><text:tab/><text:line-break/><draw:frame><draw:text-box>'
        f"{opendocument_lines(_LINES[2])}</draw:text-box></draw:frame></text:p>"
    )
    item = f"<text:list><text:list-item>{opendocument_lines(_LINES[3])}</text:list-item></text:list>"
    merged = (
        '<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="2"/></table:table-row><table:table-row><table:table-cell '
        'table:number-columns-spanned="2"/><table:covered-table-cell/></table:table-row></table:table>'
    )
    lines = opendocument_lines(_TITLE, *_LINES)
    return opendocument(
        lines + marked + item + opendocument_table(_ROWS) + merged,
        automatic,
        style("Title", "paragraph", set_in),
        _TITLE,
    )


def _workbook() -> bytes:
    cells = ["".join(f'<c t="str"><v>{cell}</v></c>' for cell in row) for row in _ROWS]
    rows = [f"<row>{row}</row>" for row in (*cells, '<c t="s"><v>0</v></c><c s="1"><v>0.053</v></c>')]
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    sheets = '<sheets><sheet name="表" r:id="r0"/></sheets>'
    related = (("worksheet", "sheet.xml"), ("styles", "styles.xml"), ("sharedStrings", "texts.xml"))
    return packed(
        {
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {_S} xmlns:r="{_DOCUMENTS}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": _relations(*related),
            "xl/sheet.xml": f"<worksheet {_S}><sheetData>{''.join(rows)}</sheetData>{merged}</worksheet>",
            "xl/styles.xml": f"<styleSheet {_S}>{styles}</styleSheet>",
            "xl/texts.xml": f"<sst {_S}><si><t>增速</t></si></sst>",
        }
    )


def _pdf() -> bytes:
    drawn = b"BT /F 12 Tf 50 700 Td (GDP grew 6.8% to 123.4 in 2025.) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj%sendobj\n" % (i, one) for i, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def seeds() -> dict[str, bytes]:
    """Return the files by their names."""
    page, rule = _page(), "|" + "---|" * len(_ROWS[0])
    table = [f"|{'|'.join(row)}|" for row in _ROWS]
    markdown = [f"---\ntitle: {_TITLE}\ndate: 2026-03-02\n---", f"# {_TITLE}", *_LINES, "* **粮食**3.5万吨"]
    archived = (
        f"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    )
    return {
        "a.txt": "\n\n".join((_TITLE, *_LINES)).encode(),
        "b.txt": "\n".join((_TITLE, *_LINES, *("\t".join(row) for row in _ROWS))).encode("gb18030"),
        "a.html": page.encode(),
        "a.mhtml": archived.encode(),
        "a.md": "\n\n".join((*markdown, "\n".join([table[0], rule, *table[1:]]))).encode(),
        "a.csv": "\n".join(",".join(row) for row in _ROWS).encode(),
        "a.docx": _word(),
        "a.odt": _opendocument_text(),
        "a.xlsx": _workbook(),
        "a.pdf": _pdf(),
    }
