"""PDFs for the tests and the benchmark: an article set by typst or LibreOffice, in one column or several."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import typst

import hulin_analysis as ha
from hulin_analysis.charts.fonts import font_path
from hulin_analysis.writable import clean

__all__ = ["blocks_of", "converted_by_office", "needs_office", "set_by_office", "set_by_typst", "typst_table"]

_PROGRAM = shutil.which("soffice")
_REASON = "LibreOffice is not installed; .ci/run installs it"
needs_office = pytest.mark.skipif(_PROGRAM is None, reason=_REASON)

# Kind ("title", "heading", "body") and words; or, for typst alone, "raw" and its source.
Blocks = Sequence[tuple[str, str]]

_TYPST = """
#set page(paper: "a4", columns: COLUMNS, margin: 2.2cm, header: [#h(1fr) RUNNING],
  footer: context align(center)[— #counter(page).display() —])
#set text(font: ("Noto Serif CJK SC", "Noto Sans SC"), size: 10.5pt, lang: "zh")
#set par(justify: true, leading: 0.8em, spacing: 0.8em)
#let body(words) = par(first-line-indent: (amount: 2em, all: true), words)
#let heading(words) = block(above: 1.2em, below: 1em, text(weight: "bold", size: 12pt, words))
#let title(words) = PLACED
"""
_WIDE = 'place(top + center, scope: "parent", float: true, align(center, text(size: 18pt, words)))'
_NARROW = "align(center, text(size: 18pt, words))"


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Take an article apart into what is set."""
    article = ha.parse_article(text)
    kinds = {section.title.start: "heading" for section in article.sections if section.title}
    if article.title:
        kinds[article.title.start] = "title"
    blocks, at = [], 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        if line.strip():
            blocks.append((kinds.get(start, "body"), line.strip()))
        at += len(line) + 1
    return blocks


def typst_table(rows: Sequence[Sequence[str]], stroke: str = "0.5pt", header: int = 1) -> tuple[str, str]:
    """Write a table as typst has it; a cell is words, or the source of a ``table.cell``."""

    def cells(part: Sequence[Sequence[str]]) -> str:
        return ", ".join(
            cell if cell.startswith("table.") else f"[#{_quoted(cell)}]" for row in part for cell in row
        )

    width = len(rows[-1])
    head = f"table.header({cells(rows[:header])}), " if header else ""
    return "raw", f"#table(columns: {width}, stroke: {stroke}, {head}{cells(rows[header:])})"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def set_by_typst(blocks: Blocks, path: Path, columns: int = 1, running: str = "某市统计局") -> Path:
    """Set an article by typst, with a running head and page numbers."""
    source = _TYPST.replace("COLUMNS", str(columns)).replace("RUNNING", running)
    source = source.replace("PLACED", _WIDE if columns > 1 else _NARROW)
    source += "\n".join(words if kind == "raw" else f"#{kind}({_quoted(words)})" for kind, words in blocks)
    # The font of the package stands in for Noto CJK where that is not installed.
    path.write_bytes(typst.compile(source.encode(), font_paths=[font_path().parent]))
    return path


_OFFICE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>
 <style:font-face style:name="serif" svg:font-family="'Noto Serif CJK SC'"/>
</office:font-face-decls>
<office:styles>
 <style:style style:name="body" style:family="paragraph">
  <style:paragraph-properties fo:text-indent="0.74cm" fo:line-height="150%" fo:text-align="justify"
   style:punctuation-wrap="simple"/>
  <style:text-properties style:font-name="serif" style:font-name-asian="serif" fo:font-size="10.5pt"
   style:font-size-asian="10.5pt" fo:language="zh" style:language-asian="zh" style:country-asian="CN"/>
 </style:style>
 <style:style style:name="cell" style:family="paragraph" style:parent-style-name="body">
  <style:paragraph-properties fo:text-indent="0cm" fo:line-height="100%" fo:text-align="start"/>
 </style:style>
 <style:style style:name="heading" style:family="paragraph" style:parent-style-name="body">
  <style:paragraph-properties fo:text-indent="0cm" fo:margin-top="0.3cm" fo:margin-bottom="0.2cm"/>
  <style:text-properties fo:font-weight="bold" style:font-weight-asian="bold" fo:font-size="12pt"
   style:font-size-asian="12pt"/>
 </style:style>
 <style:style style:name="title" style:family="paragraph" style:parent-style-name="body">
  <style:paragraph-properties fo:text-indent="0cm" fo:text-align="center"/>
  <style:text-properties fo:font-size="18pt" style:font-size-asian="18pt"/>
 </style:style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="columns" style:family="section"><style:section-properties>
  <style:columns fo:column-count="COLUMNS" fo:column-gap="0.8cm"/></style:section-properties></style:style>
 <style:style style:name="ruled" style:family="table-cell">
  <style:table-cell-properties fo:border="RULES" fo:padding="0.1cm"/></style:style>
 <style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm"
  fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
 <style:header><text:p text:style-name="cell">RUNNING</text:p></style:header>
 <style:footer><text:p text:style-name="title">第<text:page-number/>页</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text><text:section text:style-name="columns" text:name="all">
BLOCKS
</text:section></office:text></office:body></office:document>
"""


def set_by_office(
    blocks: Blocks,
    path: Path,
    columns: int = 1,
    running: str = "某市统计局",
    rows: Sequence[Sequence[str]] = (),
    rules: str = "0.5pt solid #000000",
) -> Path:
    """Set an article by LibreOffice, with a running head and page numbers, and with a table at its end."""
    words = "".join(f'<text:p text:style-name="{kind}">{escape(words)}</text:p>' for kind, words in blocks)
    if rows:
        words += f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        words += "".join(
            f"<table:table-row>{''.join(map(_office_cell, row))}</table:table-row>" for row in rows
        )
        words += "</table:table>"
    source = (
        _OFFICE.replace("COLUMNS", str(columns)).replace("RUNNING", escape(running)).replace("RULES", rules)
    )
    flat = path.with_suffix(".fodt")
    flat.write_text(source.replace("BLOCKS", clean(words)), encoding="utf-8")
    return converted_by_office(flat, path.parent)


def converted_by_office(path: Path, folder: Path, suffix: str = "pdf") -> Path:
    """Have LibreOffice write a file of another format into a folder."""
    profile = f"-env:UserInstallation={(folder.resolve() / 'office').as_uri()}"
    command = [_PROGRAM or "soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, path]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    written = folder / f"{path.stem}.{suffix}"
    # It ends with 0 also where it cannot read the file.
    assert written.exists(), f"LibreOffice does not read {path.name}: {run.stdout}{run.stderr}"
    return written


def _office_cell(words: str) -> str:
    style = 'table:style-name="ruled"'
    said = f'<text:p text:style-name="cell">{escape(words)}</text:p>'
    return f"<table:table-cell {style}>{said}</table:table-cell>"
