"""The links of the READMEs and of the site's pages, as they are followed on GitHub."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from for_each import for_each
from pages import PAGES, ROOT, prose
from pymdownx.slugs import slugify

LINKED = [
    *PAGES,
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "gallery" / "texts").glob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("*.md")),
]
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(?:a|img) [^>]*?(?:href|src)=\"([^\"]+)\"")


def links(page: Path) -> list[str]:
    return [first or second for first, second in _LINK.findall(prose(page))]


def headings(page: Path) -> set[str]:
    """The ids that GitHub gives to the headings of a page."""
    slug = slugify(case="lower")
    said = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {slug(re.sub(r"[`*]|\{ ?#.*\}", "", heading).strip(), "-") for heading in said}


@for_each(LINKED)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        if re.match(r"https?://", link):
            continue
        path, _, fragment = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (fragment and fragment not in headings(target)):
            broken.append(link)
    assert broken == []


def test_the_readmes_lead_to_each_other_and_to_every_page() -> None:
    for name, other, language in (("README.md", "README.en.md", "zh"), ("README.en.md", "README.md", "en")):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert f"]({other})" in lines[0]
        assert len(lines) <= 90
        pages = {f"docs/{language}/{page.name}" for page in PAGES if page.parent.name == language}
        assert pages | {"docs/gallery.md"} <= set(links(ROOT / name))
        assert {"make report", "make test"} <= set(lines)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_leads_to_the_same_page_in_the_other_language(language: str) -> None:
    other = {"zh": "en", "en": "zh"}[language]
    for page in (ROOT / "docs" / language).glob("*.md"):
        assert f"../{other}/{page.name}" in links(page)[0]
