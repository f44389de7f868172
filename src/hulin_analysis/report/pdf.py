"""The PDF: set by typst, tagged, with bookmarks, page numbers and the Chinese font inside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import typst

from hulin_analysis.charts.fonts import TRADITIONAL, font_path
from hulin_analysis.errors import ReportError
from hulin_analysis.report.contents import Listed, contents_of
from hulin_analysis.report.dialects import ASSETS, is_number, printed, table_size, transform
from hulin_analysis.report.nodes import Node
from hulin_analysis.report.pandoc import write_document
from hulin_analysis.report.phrases import Phrases
from hulin_analysis.report.sheet import Sheet, Style, numbered, sheet_of
from hulin_analysis.report.tables import words_of
from hulin_analysis.report.typeface import typeface

__all__ = ["page_numbers", "settled", "write_pdf"]

# The template rules a table under its first row; a head of several rows is ruled under the last.
_RULES = (
    "(x, y) => (top: if y == 0 {{ 1pt + ink }} else if y == {head} {{ 0.6pt + ink }} else {{ 0.4pt + hair }})"
)


def write_pdf(document: Node, path: Path, *, work: Path, when: datetime, style: Style = "plain") -> None:
    """Write a tagged PDF with bookmarks, page numbers and the Chinese font embedded.

    Parameters
    ----------
    document, path, work, when, style
        As for :func:`write_docx`.

    Raises
    ------
    ReportError
        If pandoc or typst fails.
    """
    sheet = sheet_of(document, style)
    compiler = _compiler(settled(document, sheet), sheet, work)
    try:
        compiler.compile(output=path, format="pdf", timestamp=int(when.timestamp()))
    except typst.TypstError as err:
        raise _failure(err) from err


def page_numbers(document: Node, sheet: Sheet, work: Path) -> dict[str, int]:
    """Find the page of each line of the contents, by setting the document as the PDF is set.

    Parameters
    ----------
    document : Node
        The document as it is printed: see :func:`settled`.
    sheet : Sheet
        The page.
    work : Path
        The folder it names its pictures in.

    Returns
    -------
    dict of str to int
        By the id of a heading, figure or table.
    """
    if not contents_of(document):
        return {}
    try:
        found = json.loads(_compiler(document, sheet, work).query("<entry>", field="value"))
    except typst.TypstError as err:
        raise _failure(err) from err
    return {str(name): int(page) for name, page in found}


def settled(document: Node, sheet: Sheet) -> Node:
    """Put a document into the form in which it is printed: leads tied to figures, headings numbered.

    Its highest headings are of level 1, whatever they are on the page of all parts.
    """
    blocks = _tied(document["blocks"])
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    blocks = [_raised(block, min(levels, default=1) - 1) for block in blocks]
    if sheet.name == "official":
        blocks = numbered(blocks, Phrases(document["meta"]["lang"]["c"]))
    return {**document, "blocks": blocks}


def _raised(block: Node, levels: int) -> Node:
    if block["t"] != "Header":
        return block
    level, *rest = block["c"]
    return {"t": "Header", "c": [level - levels, *rest]}


def _tied(blocks: Sequence[Node]) -> list[Node]:
    """Tie a paragraph to the figure it leads to, so that no page ends between the two."""
    following = [*blocks[1:], {"t": ""}]
    return [
        {"t": "Div", "c": [["", ["lead"], []], [block]]}
        if block["t"] == "Para" and behind["t"] == "Figure" else block
        for block, behind in zip(blocks, following, strict=True)
    ]  # fmt: skip


def _compiler(document: Node, sheet: Sheet, work: Path) -> typst.Compiler:
    """Write the document for typst, and make ready to set it."""
    language, _, script = document["meta"]["lang"]["c"].partition("-")
    family = typeface(document)
    main, template = work / "report.typ", work / "template.typ"
    template.write_bytes((ASSETS / "report.typ").read_bytes())
    contents = contents_of(document)
    arguments = [
        "--standalone",
        f"--template={template.name}",
        f"--variable=lang-language:{language}",
        f"--variable=lang-script:{script.lower() or 'hani'}",
        # Where commas and full stops stand in the middle of their squares, as in this font, typst closes
        # them up otherwise.
        *(["--variable=lang-region:TW"] if family == TRADITIONAL and language == "zh" else []),
        "--wrap=none",
    ]
    front = [_raw(line) for listed in contents for line in _lines(listed)]
    made = transform(
        {**document, "blocks": [*front, *document["blocks"]]}, partial(_for_typst, work=work, sheet=sheet)
    )
    write_document(made, "typst", main, arguments, work)
    font = font_path(family)
    try:
        return typst.Compiler(
            main,
            root=work,
            font_paths=[font.parent],
            ignore_system_fonts=True,
            sys_inputs={"font": family, "sheet": json.dumps(_inputs(sheet, contents))},
        )
    except typst.TypstError as err:
        raise _failure(err) from err


def _inputs(sheet: Sheet, contents: Sequence[Listed]) -> dict[str, object]:
    margins = {side: getattr(sheet, side) for side in ("top", "right", "bottom", "left")}
    return {"name": sheet.name, "margins": margins, "size": sheet.size, "line": sheet.line,
            "chapters": bool(contents)}  # fmt: skip


def _lines(listed: Listed) -> Iterator[str]:
    """Yield calls of the template's functions; the words are strings, of which nothing is read as markup."""
    yield f"#contents-title({_string(listed.title)})"
    for entry in listed.entries:
        place = f"{entry.level}, {_string(entry.name)}, {_string(entry.words)}"
        yield f"#contents-line({place}, {str(listed.kind == 'chapters').lower()})"


def _string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _raw(code: str) -> Node:
    return {"t": "RawBlock", "c": ["typst", code]}


def _failure(err: Exception) -> ReportError:
    return ReportError(
        "The PDF cannot be set ({why}); write the other formats with --to html,docx,xlsx.",
        why=getattr(err, "message", err),
    )


def _for_typst(node: Node, *, work: Path, sheet: Sheet) -> Node:
    if node["t"] == "Table":
        said = [["typst:text:size", f"{sheet.type_of_table(table_size(node)):g}pt"]]
        if (head := len(node["c"][3][1])) != 1:
            said.append(["typst:stroke", _RULES.format(head=head)])
        node["c"][0][2] = said
    if node["t"] == "Div" and "note" in node["c"][0][1]:
        node["c"] = [[node["c"][0][0], [], []], [_raw("#small-print["), *node["c"][1], _raw("]")]]
    if node["t"] == "Div" and "lead" in node["c"][0][1]:
        node["c"][0][2] = [["typst:sticky", "true"]]
    if node["t"] == "Image":
        node["c"][0][2].append(["alt", words_of(node["c"][1])])
        printed(node, work, ".pdf")
    if is_number(node):
        node["c"][0] = ["", [], []]
    return node
