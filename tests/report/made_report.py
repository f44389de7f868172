from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hulin_analysis.report.document import Front

WORD = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
DOCUMENTS = [
    "report.html", "brief.docx", "brief.pdf", "annex.docx", "annex.pdf", "metrics.xlsx", "sources.bib",
    "sources.ris",
]  # fmt: skip


@dataclass
class Report:
    folder: Path
    written: list[Path] = field(default_factory=list)
    steps: list[tuple[str, int, int]] = field(default_factory=list)
    #: How many charts were in memory each time that one was made, and at the end.
    in_memory: list[int] = field(default_factory=list)

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


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


FRONT = Front("題", "單位 · 作者 · 2026年3月1日", "原文由報紙發布。", "zh-Hant")


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
