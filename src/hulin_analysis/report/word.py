"""The Word file: real styles, real tables, numbered captions, a table of contents, fixed dates."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from html import escape
from importlib.resources.abc import Traversable
from pathlib import Path

from hulin_analysis.charts.fonts import SIMPLIFIED, Family
from hulin_analysis.export import settle_archive
from hulin_analysis.report.dialects import (
    ASSETS,
    DEPTH,
    Node,
    is_number,
    printed,
    table_size,
    transform,
)
from hulin_analysis.report.pages import settle_figures
from hulin_analysis.report.pandoc import write_document
from hulin_analysis.report.tables import TEXT_WIDTH, rows_of, words_of
from hulin_analysis.report.typeface import typeface
from hulin_analysis.report.word_font import font_parts

__all__ = ["write_docx"]

# What Word calls the scripts; it does not know the tags for scripts that the web uses.
_LANGUAGES = {"zh-Hant": "zh-TW", "zh-Hans": "zh-CN"}
_MODE = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15" /></w:compat>'
)
# Rows of a table that Word is told to keep on one page.
_SHORT_TABLE = 16


def write_docx(document: Node, path: Path, *, work: Path, when: datetime) -> None:
    """Write a Word file: styles from the package's reference document, fixed dates.

    Parameters
    ----------
    document, path, work
        As for :func:`write_html`.
    when : datetime
        The date the file carries inside.

    Raises
    ------
    ReportError
        If pandoc fails.
    """
    meta = dict(document["meta"])
    title = words_of(meta["title"]["c"])
    source = meta.pop("source")["c"]
    reference = work / "reference.docx"
    reference.write_bytes(_reference(title))
    blocks = settle_figures(document["blocks"])
    tree = transform({**document, "meta": meta, "blocks": blocks}, partial(_for_word, work=work))
    opening = {"t": "Div", "c": [["", [], [["custom-style", "Source"]]], source]}
    contents = [_contents(document)] if document["meta"]["contents"]["c"] else []
    tree["blocks"] = [opening, *contents, *tree["blocks"]]
    write_document(tree, "docx", path, [f"--reference-doc={reference}"], work)
    path.write_bytes(settle_archive(path.read_bytes(), when, _finished(path, document)))


def _for_word(node: Node, *, work: Path) -> Node:
    """Tables by paragraph styles; numbers of figures and tables as fields that Word can list and refer to."""
    if node["t"] == "Table":
        return _word_table(node)
    if node["t"] == "Div" and "note" in node["c"][0][1]:
        node["c"][0] = ["", [], [["custom-style", "Source"]]]
    if node["t"] == "Image":
        printed(node, work, ".png")
    if node["t"] == "Emph":
        # Chinese is not slanted but dotted.
        return {"t": "Span", "c": [["", [], [["custom-style", "Emphasis"]]], node["c"]]}
    if is_number(node):
        label = dict(node["c"][0][2])["label"]
        number = words_of(node["c"][1]).removeprefix(label).strip()
        text = f'<w:r><w:t xml:space="preserve">{escape(number)}</w:t></w:r>'
        field = f'<w:fldSimple w:instr=" SEQ {escape(label)} \\* ARABIC ">{text}</w:fldSimple>'
        return {"t": "Span", "c": [["", [], []], [{"t": "Str", "c": f"{label} "}, _raw_inline(field)]]}
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
            words = cell[4][0]["c"] if cell[4] else [_raw_inline("")]
            # A Para, not a Plain: for that pandoc has a style of its own in tables.
            cell[4] = [{"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": words}]]}]
    end = {"t": "RawBlock", "c": ["openxml", '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>']}
    return {"t": "Div", "c": [["", [], []], [table, end]]}


def _raw_inline(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def _contents(document: Node) -> Node:
    """Write a table of contents that is there before Word has set a page.

    Updating the field in Word adds page numbers. A field marked as out of date would make Word ask a
    question whenever the file is opened.
    """
    headers = [b["c"] for b in document["blocks"] if b["t"] == "Header" and b["c"][0] <= DEPTH]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{DEPTH}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    paragraphs = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if i == 0 else ""}'
        f'<w:hyperlink w:anchor="{escape(attributes[0])}" w:history="1"><w:r><w:t xml:space="preserve">'
        f"{escape(words_of(words))}</w:t></w:r></w:hyperlink></w:p>"
        for i, (level, attributes, words) in enumerate(headers)
    ]
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' if headers else ""
    name = escape(document["meta"]["contents"]["c"])
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{name}</w:t></w:r></w:p>'
    kind = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    xml = (
        f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{title}{''.join(paragraphs)}{end}"
        "</w:sdtContent></w:sdt>"
    )
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _reference(title: str) -> bytes:
    """Zip the reference document, whose parts the package keeps as readable XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _parts(ASSETS / "word"):
            archive.writestr(name, part.read_text(encoding="utf-8").replace("{title}", escape(title)))
    return packed.getvalue()


def _parts(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for part in sorted(folder.iterdir(), key=lambda p: p.name):
        name = f"{prefix}{part.name}"
        if part.is_dir():
            yield from _parts(part, f"{name}/")
        elif not part.name.startswith("~"):
            yield name, part


def _finished(path: Path, document: Node) -> dict[str, bytes]:
    """Parts of the written file to replace or to add: the language as Word spells it, tables, the font."""
    tag = document["meta"]["lang"]["c"]
    word, family = _LANGUAGES.get(tag, tag), typeface(document)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    styles, body, settings = (parts[f"word/{name}.xml"] for name in ("styles", "document", "settings"))
    # Without it Word opens the file as one of 2007 and says so in the title bar.
    parts["word/settings.xml"] = settings.replace("<w:rsids", f"{_MODE}<w:rsids", 1)
    return {
        "word/styles.xml": _in_family(styles, family)
        .replace(f'w:eastAsia="{tag}"', f'w:eastAsia="{word}"')
        .encode(),
        "word/document.xml": re.sub(
            r"<w:tbl>.*?</w:tbl>", _exact_table, _first_chapter(body), flags=re.DOTALL
        ).encode(),
        **font_parts(parts, family),
    }


def _in_family(styles: str, family: Family) -> str:
    """Name the document's font in the styles, which name the first of the families."""
    return styles.replace(f'="{SIMPLIFIED}"', f'="{family}"')


def _first_chapter(body: str) -> str:
    """Let the first chapter begin under the contents; the style begins a page with each."""
    style = '<w:pStyle w:val="Heading1" />'
    return body.replace(style, f'{style}<w:pageBreakBefore w:val="0" />', 1)


def _exact_table(match: re.Match[str]) -> str:
    """Set the widths of columns in twips, for every cell: pandoc knows shares only. Rows stay whole."""
    table = match[0]
    shares = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)" />', table)]
    widths = [round(share / sum(shares) * TEXT_WIDTH * 20) for share in shares]
    columns = "".join(f'<w:gridCol w:w="{width}" />' for width in widths)
    table = re.sub(r"<w:tblGrid>.*?</w:tblGrid>", f"<w:tblGrid>{columns}</w:tblGrid>", table)
    table = table.replace(
        '<w:tblW w:type="pct" w:w="5000" />', f'<w:tblW w:type="dxa" w:w="{sum(widths)}" />'
    )
    table = table.replace("<w:tr><w:trPr>", "<w:tr><w:trPr><w:cantSplit />")
    table = table.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>")
    return re.sub(r"<w:tr>.*?</w:tr>", partial(_exact_row, widths=widths), table, flags=re.DOTALL)


def _exact_row(match: re.Match[str], *, widths: list[int]) -> str:
    """Set the widths of the cells of a row; a merged one is as wide as all that it covers."""
    at = 0

    def cell(found: re.Match[str]) -> str:
        nonlocal at
        said = found[1] or ""
        merged = re.search(r'<w:gridSpan w:val="(\d+)" />', said)
        first, at = at, at + (int(merged[1]) if merged else 1)
        return f'<w:tcPr><w:tcW w:type="dxa" w:w="{sum(widths[first:at])}" />{said}</w:tcPr>'

    return re.sub(r"<w:tcPr(?: ?/>|>(.*?)</w:tcPr>)", cell, match[0], flags=re.DOTALL)
