"""The PDF: set by typst, tagged, with bookmarks, page numbers and the Chinese font inside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from hulin_analysis.charts.fonts import TRADITIONAL, font_path
from hulin_analysis.errors import ReportError, one_line
from hulin_analysis.report.document import typeface
from hulin_analysis.report.pandoc import (
    ASSETS,
    Node,
    is_number,
    table_size,
    take_printed,
    transform,
    words_of,
    write_document,
)
from hulin_analysis.report.print_layout import Listed, Sheet, contents_of, paged, settled, sheet_of
from hulin_analysis.report.subject import Style

# The template rules a table under its first row; a head of several rows is ruled under the last.
_RULES = (
    "(x, y) => (top: if y == 0 {{ 1pt + ink }} else if y == {head} {{ 0.6pt + ink }} else {{ 0.4pt + hair }})"
)


class Printed:
    """A part in the form in which it is printed, and its PDF, which is set once."""

    def __init__(self, document: Node, style: Style, work: Path, when: datetime) -> None:
        self.sheet = sheet_of(document, style)
        blocks = paged(document["blocks"], work, self.sheet)
        self.document = settled({**document, "blocks": blocks}, self.sheet)
        self.contents = contents_of(self.document)
        self.work, self.pdf = work, work / f"{'annex' if self.contents else 'brief'}.pdf"
        self._when = when
        self._pages: dict[str, int] | None = None

    def set(self) -> dict[str, int]:
        """Write a tagged PDF, its font inside; return the page of each line of the contents, by its id."""
        if self._pages is None:
            self._write()
            family = typeface(self.document)
            order = {
                "input": "report.typ",
                "fonts": str(font_path(family).parent),
                "inputs": {"font": family, "sheet": json.dumps(_inputs(self.sheet, self.contents))},
                "output": self.pdf.name,
                "timestamp": int(self._when.timestamp()),
                "places": _PLACES if self.contents else None,
            }
            places = self.work / _PLACES
            places.write_text("{}")
            # What a run finds is given to the next, until a PDF has all its links where they lead to.
            for run in range(1, _MOST_RUNS + 1):
                found = _set({**order, "last": run == _MOST_RUNS}, self.work)
                if not self.contents or json.loads(places.read_text()) == found:
                    break
                places.write_text(json.dumps(found))
            self._pages = {name: page for name, (page, *_) in found.items()}
        return self._pages

    def _write(self) -> None:
        """Write the document for typst."""
        language, _, script = self.document["meta"]["lang"]["c"].partition("-")
        is_taiwan = typeface(self.document) == TRADITIONAL and language == "zh"
        (self.work / "template.typ").write_bytes((ASSETS / "report.typ").read_bytes())
        arguments = [
            "--standalone",
            "--template=template.typ",
            f"--variable=lang-language:{language}",
            f"--variable=lang-script:{script.lower() or 'hani'}",
            # Where commas and full stops stand in the middle of their squares, as in this font, typst closes
            # them up otherwise.
            *(["--variable=lang-region:TW"] if is_taiwan else []),
            "--wrap=none",
        ]
        front = [_raw(line) for listed in self.contents for line in _lines(listed)]
        made = transform(
            {**self.document, "blocks": [*front, *self.document["blocks"]]},
            partial(_for_typst, work=self.work, sheet=self.sheet),
        )
        write_document(made, "typst", self.work / "report.typ", arguments, self.work)


_PLACES = "places.json"
# Two are enough, but where a number of more digits breaks a line of the contents.
_MOST_RUNS = 4
# Typst keeps what it has laid out for as long as its process lives: that one ends with the run.
_CHILD = """
import json, sys
import typst
order = json.load(sys.stdin)
try:
    compiler = typst.Compiler(
        order["input"], root=".", font_paths=[order["fonts"]], ignore_system_fonts=True,
        sys_inputs=order["inputs"],
    )
    found = json.loads(compiler.query("<places>", field="value"))[0] if order["places"] else {}
    if not found or json.load(open(order["places"])) == found or order["last"]:
        compiler.compile(output=order["output"], format="pdf", timestamp=order["timestamp"])
except typst.TypstError as err:
    sys.exit(str(getattr(err, "message", err)))
json.dump(found, sys.stdout)
"""


def _set(order: dict[str, object], work: Path) -> dict[str, tuple[int, float, float]]:
    """Let typst find where the links of a document lead, and set it if it knew; in a process of its own."""
    command = [sys.executable, "-P", "-c", _CHILD]
    try:
        done = subprocess.run(command, input=json.dumps(order).encode(), capture_output=True, cwd=work)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        found: dict[str, tuple[int, float, float]] = json.loads(done.stdout)
    except (RuntimeError, OSError) as err:
        raise ReportError(
            "The PDF cannot be set ({why}); write the other formats with --to html,docx,xlsx.",
            why=one_line(err),
        ) from err
    return found


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
        take_printed(node, work, ".pdf")
    if is_number(node):
        node["c"][0] = ["", [], []]
    return node
