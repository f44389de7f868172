from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat

from hulin_analysis.report.document import Front

WORD = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
DOCUMENTS = ["hulin.html", "hulin.docx", "hulin.pdf", "metrics.xlsx"]


@dataclass
class Report:
    folder: Path
    written: list[Path]
    steps: list[tuple[str, int, int]] = field(default_factory=list)

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


Notebooks = Callable[..., Path]


def notebook(*cells: str | tuple[str, str]) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook()
    for cell in cells:
        source, tag = cell if isinstance(cell, tuple) else (cell, "")
        kind = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
        made.cells.append(kind(source, metadata={"tags": [tag]} if tag else {}))
    return made


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


PARAMETERS = ("lang = 'zh-Hant'", "parameters")


FRONT = Front("題", "副題", "報紙", "http://a.example/", "zh-Hant")


def fonts_of(resources: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """The fonts of a page, those of the drawings on it included."""
    seen = seen if seen is not None else set()
    resources = resources.get_object()
    if id(resources) in seen:
        return
    seen.add(id(resources))
    for font in resources.get("/Font", {}).values():
        yield font.get_object()
    for drawing in resources.get("/XObject", {}).values():
        if "/Resources" in drawing.get_object():
            yield from fonts_of(drawing.get_object()["/Resources"], seen)
