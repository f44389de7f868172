"""The pages that people read on GitHub and on the site, and the fenced blocks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PAGES", "ROOT", "Block", "blocks", "prose"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.en.md",
    *sorted((ROOT / "docs" / "zh").glob("*.md")),
    *sorted((ROOT / "docs" / "en").glob("*.md")),
]
_FENCE = re.compile(r"^```(?P<kind>\w*)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<code>.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is to be saved as, if any, and what it says."""

    kind: str
    title: str | None
    code: str


def blocks(page: Path) -> list[Block]:
    """List the fenced blocks of a page, in order."""
    return [Block(**found.groupdict()) for found in _FENCE.finditer(page.read_text(encoding="utf-8"))]


def prose(page: Path) -> str:
    """Give a page without its blocks and without code in the lines."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text(encoding="utf-8")))
