"""The PDF: set by typst, tagged, with bookmarks, page numbers and the Chinese font inside."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import typst

from hulin_analysis.charts.fonts import TRADITIONAL, font_path
from hulin_analysis.errors import ReportError
from hulin_analysis.report.dialects import (
    ASSETS,
    Node,
    is_number,
    printed,
    table_size,
    transform,
)
from hulin_analysis.report.pages import settle_figures
from hulin_analysis.report.pandoc import write_document
from hulin_analysis.report.tables import words_of
from hulin_analysis.report.typeface import typeface

__all__ = ["write_pdf"]

# The template rules a table under its first row; a head of several rows is ruled under the last.
_RULES = (
    "(x, y) => (top: if y == 0 {{ 1pt + ink }} else if y == {head} {{ 0.6pt + ink }} else {{ 0.4pt + hair }})"
)


def write_pdf(document: Node, path: Path, *, work: Path, when: datetime) -> None:
    """Write a tagged PDF with bookmarks, page numbers and the Chinese font embedded.

    Parameters
    ----------
    document, path, work, when
        As for :func:`write_docx`.

    Raises
    ------
    ReportError
        If pandoc or typst fails.
    """
    language, _, script = document["meta"]["lang"]["c"].partition("-")
    contents = document["meta"]["contents"]["c"]
    family = typeface(document)
    main, template = work / "report.typ", work / "template.typ"
    template.write_bytes((ASSETS / "report.typ").read_bytes())
    arguments = [
        "--standalone",
        f"--template={template}",
        f"--variable=lang-language:{language}",
        f"--variable=lang-script:{script.lower() or 'hani'}",
        # Where commas and full stops stand in the middle of their squares, as in this font, typst closes
        # them up otherwise.
        *(["--variable=lang-region:TW"] if family == TRADITIONAL and language == "zh" else []),
        *([f"--variable=toc-title:{contents}"] if contents else []),
        "--wrap=none",
    ]
    settled = {**document, "blocks": settle_figures(document["blocks"])}
    write_document(transform(settled, partial(_for_typst, work=work)), "typst", main, arguments, work)
    font = font_path(family)
    try:
        compiler = typst.Compiler(
            main,
            root=work,
            font_paths=[font.parent],
            ignore_system_fonts=True,
            sys_inputs={"font": family},
        )
        compiler.compile(output=path, format="pdf", timestamp=int(when.timestamp()))
    except typst.TypstError as err:
        raise ReportError(
            "The PDF cannot be set ({why}); write the other formats with --to html,docx,xlsx.",
            why=err.message,
        ) from err


def _for_typst(node: Node, *, work: Path) -> Node:
    if node["t"] == "Table":
        said = [["typst:text:size", f"{table_size(node)}pt"]]
        if (head := len(node["c"][3][1])) != 1:
            said.append(["typst:stroke", _RULES.format(head=head)])
        node["c"][0][2] = said
    if node["t"] == "Div" and "note" in node["c"][0][1]:
        node["c"][0][2] = [["typst:text:size", "9pt"], ["typst:text:fill", "grey"]]
    if node["t"] == "Image":
        node["c"][0][2].append(["alt", words_of(node["c"][1])])
        printed(node, work, ".pdf")
    if is_number(node):
        node["c"][0] = ["", [], []]
    return node
