"""The documentation site as built: whole, linked, and without a request to any other host."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from fontTools.ttLib import TTFont

import hulin_analysis as ha
from hulin_analysis import vocabulary
from hulin_analysis.corpus.table_types import DOCUMENTS, ERRORS
from hulin_analysis.frames import COLUMNS, CONTEXT_COLUMNS, LEDGER_COLUMNS
from hulin_analysis.unit_groups import group_tables

ROOT = Path(__file__).resolve().parents[1]
#: The pages that are written, by language.
WRITTEN = {
    language: sorted(path.stem for path in (ROOT / "docs" / language).glob("*.md"))
    for language in ("zh", "en")
}
in_both_languages = pytest.mark.parametrize("language", ["zh", "en"])
NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
FRAMES = {
    "metrics": COLUMNS,
    "ledger": LEDGER_COLUMNS,
    "context": CONTEXT_COLUMNS,
    "documents": DOCUMENTS,
    "errors": ERRORS,
}
#: The attributes by which an element names a file; of these only an `a` may lead to another host.
ADDRESSES = ("href", "src", "srcset", "data", "poster", "action")
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


class Page(HTMLParser):
    """One built page: its ids, its addresses, its tables as rows of text, and its scripts and styles."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.language = ""
        self.ids: set[str] = set()
        self.addresses: list[tuple[str, str]] = []
        self.images: list[dict[str, str | None]] = []
        self.tables: list[list[list[str]]] = []
        self.scripts = self.styles = self.text = ""
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given[key] for key in ("id", "name") if given.get(key)}
        self.addresses += [(tag, given[key]) for key in ADDRESSES if given.get(key)]
        self.styles += given.get("style") or ""
        if tag == "html":
            self.language = given["lang"] or ""
        elif tag == "img":
            self.images.append(given)
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag in ("script", "style", "td", "th"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts += data
        elif self._inside == "style":
            self.styles += data
        else:
            self.text += data
            if self._inside:
                self.tables[-1][-1][-1] += data

    @property
    def rows(self) -> dict[str, list[str]]:
        """The rows of all tables by their first cell; of rows that begin alike the last."""
        return {row[0]: row for table in self.tables for row in table}


class Site:
    """The built site, and what building it printed."""

    def __init__(self, folder: Path, run: subprocess.CompletedProcess[str]) -> None:
        self.folder, self.run = folder, run

    @cached_property
    def pages(self) -> dict[str, Page]:
        paths = sorted(self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): Page(path) for path in paths}

    def target(self, page: Page, address: str) -> tuple[Path, str]:
        """Resolve an address within the site to a file and a fragment."""
        link, fragment = urldefrag(address)
        path = unquote(urlsplit(link).path)
        if not path:
            return page.path, unquote(fragment)
        base = self.folder if path.startswith("/") else page.path.parent
        return Path(os.path.normpath(base / path.lstrip("/"))), unquote(fragment)


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    run = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return Site(folder, run)


# -- whole ---------------------------------------------------------------------------------------------------


def test_the_strict_build_has_nothing_to_warn_of(site: Site) -> None:
    assert site.run.returncode == 0, site.run.stderr
    assert "Documentation built" in site.run.stderr
    assert not re.search("warning|error", site.run.stderr, re.IGNORECASE), site.run.stderr


def test_the_pages_are_all_there_and_nothing_else_is_published(site: Site) -> None:
    wanted = {"404", "index", "en/index", "gallery", "changes"}
    assert set(site.pages) == {
        *(f"{name}.html" for name in wanted),
        *(f"{language}/{name}.html" for language, names in WRITTEN.items() for name in names),
        *(f"notebooks/{path.stem}.html" for path in NOTEBOOKS),
    }
    suffixes = {path.suffix for path in site.folder.rglob("*") if path.is_file()}
    assert not suffixes & {".py", ".pyc", ".ipynb", ".md", ".toml"}


def test_each_page_declares_its_language_and_its_menu_speaks_it(site: Site) -> None:
    assert WRITTEN["zh"] == WRITTEN["en"]
    for name, page in site.pages.items():
        assert page.language == ("en" if name.startswith("en/") else "zh"), name
    assert "目录" in site.pages["zh/word.html"].text
    assert "Table of contents" in site.pages["en/word.html"].text


def test_a_file_that_is_not_on_the_site_is_named_and_not_linked(site: Site) -> None:
    page = site.pages["zh/accuracy.html"]
    assert "benchmarks/results/peoples_daily.md" in page.text
    assert not [address for _, address in page.addresses if "benchmarks" in address]


def test_every_page_is_in_the_navigation(site: Site) -> None:
    home = site.pages["index.html"]
    linked = {site.target(home, address)[0] for tag, address in home.addresses if tag == "a"}
    assert {page.path for name, page in site.pages.items() if name != "404.html"} <= linked


def test_every_internal_link_leads_to_a_file_and_an_id(site: Site) -> None:
    by_path = {page.path: page for page in site.pages.values()}
    broken = []
    followed = 0
    for name, page in site.pages.items():
        for _, address in page.addresses:
            if urlsplit(address).scheme or ELSEWHERE.match(address) or address == "#":
                continue
            followed += 1
            path, fragment = site.target(page, address)
            if not path.is_file() or (fragment and path in by_path and fragment not in by_path[path].ids):
                broken.append(f"{name}: {address}")
    assert broken == []
    assert followed > 500


def test_no_markup_is_left_raw(site: Site) -> None:
    for name, page in site.pages.items():
        raw = re.search(
            r":(?:class|func|data|mod):|\{ ?#|\]\[hulin|\]\([\w/.-]+\.md|^::: |```", page.text, re.MULTILINE
        )
        assert raw is None, f"{name}: {raw}"


# -- offline -------------------------------------------------------------------------------------------------


def test_no_page_names_a_file_of_another_host(site: Site) -> None:
    for name, page in site.pages.items():
        loads = [(tag, address) for tag, address in page.addresses if tag != "a"]
        assert loads, name
        assert [load for load in loads if ELSEWHERE.match(load[1])] == [], name
        assert not re.search(r"""import\s*\(?\s*["']|https?://""", page.scripts), name


def test_no_style_names_a_file_of_another_host(site: Site) -> None:
    sheets = [path.read_text(encoding="utf-8") for path in site.folder.rglob("*.css")]
    assert len(sheets) > 2
    for style in [*sheets, *(page.styles for page in site.pages.values())]:
        named = re.findall(r"""(?:url\(|@import)\s*["']?([^"')\s]*)""", style)
        assert [address for address in named if ELSEWHERE.match(address)] == []


def test_the_font_has_every_chinese_character_of_the_pages(site: Site) -> None:
    content = (site.folder / "han.woff").read_bytes()
    assert len(content) < 400_000
    covered = set(TTFont(BytesIO(content)).getBestCmap())
    used = {ord(char) for page in site.pages.values() for char in page.text if "㐀" <= char <= "鿿"}
    assert len(used) > 1000
    assert {chr(code) for code in used - covered} == set()
    assert 'url("han.woff")' in (site.folder / "site.css").read_text(encoding="utf-8")


def test_the_search_index_has_chinese_words(site: Site) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["en", "zh"]
    texts = {entry["location"]: entry["text"] for entry in index["docs"]}
    text = re.sub("<[^>]*>", " ", texts["en/vocabulary.html#national-accounts"])
    words = re.split(index["config"]["separator"], text)
    assert {"生产总值", "grp", "Gross"} <= set(words)


def test_search_works_from_disk_and_asks_no_other_host(site: Site) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    asked: list[str] = []
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site.folder / "index.html").as_uri())
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("retail")
        result = page.locator(".md-search-result__link").first
        result.wait_for()
        assert (result.get_attribute("href") or "").startswith(site.folder.as_uri())
        page.locator(".md-search__input").fill("固定資產投資")
        page.keyboard.press("End")  # the theme searches when a key is let go
        page.locator(".md-search-result__link", has_text="固定資產投資").first.wait_for()
        browser.close()
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:", "blob:"))] == []


# -- what the pages state ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "image"), [("index", "zh-Hans"), ("en/index", "en")])
def test_the_first_page_says_how_to_start(site: Site, name: str, image: str) -> None:
    home = site.pages[f"{name}.html"]
    assert "make report" in home.text
    assert "py -m hulin_analysis report" in home.text
    assert "ha.read_article(" in home.text
    assert [shown["src"].rpartition("/")[2] for shown in home.images] == [f"brief.{image}.png"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_page_with_its_figures(site: Site, path: Path) -> None:
    page = site.pages[f"notebooks/{path.stem}.html"]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    figures = ["".join(o["data"]["image/png"]) for o in outputs if "image/png" in o.get("data", {})]
    shown = "".join(image["src"] or "" for image in page.images)
    assert [figure[:40] for figure in figures if figure.replace("\n", "") not in shown] == []
    assert len(page.images) >= len(figures)
    assert all(image.get("alt") for image in page.images)
    printed = ["".join(o["text"]).split("\n")[0] for o in outputs if o["output_type"] == "stream"]
    assert [line for line in printed if line not in page.text] == []
    title = notebook["cells"][0]["source"][0].removeprefix("# ").strip()
    assert title in page.text
    assert title in site.pages["index.html"].text


def test_every_public_name_is_in_the_reference(site: Site) -> None:
    page = site.pages["en/api.html"]
    assert {f"hulin_analysis.{name}" for name in ha.__all__} - page.ids == set()
    assert page.text.count("Examples:") >= len(ha.__all__) - 2  # an error and the version have none


@in_both_languages
def test_every_indicator_is_on_the_vocabulary_page(site: Site, language: str) -> None:
    page = site.pages[f"{language}/vocabulary.html"]
    table = ha.indicators()
    assert len(table) == len(vocabulary.indicators()) > 300
    for id_, said in table.iterrows():
        assert f"indicator-{id_}" in page.ids
        _, simplified, traditional, english, unit = page.rows[id_]
        assert simplified.split(" ")[0] == said["simplified"].split(" ")[0]
        assert said["aliases"] in simplified
        assert (traditional, unit) == (said["traditional"], said["unit"])
        assert english.startswith(said["english"]) and english.endswith(said["note"])


@in_both_languages
def test_every_unit_and_hedge_is_on_the_vocabulary_page(site: Site, language: str) -> None:
    page = site.pages[f"{language}/vocabulary.html"]
    tables = vocabulary.table("units")
    for name, group in group_tables().items():
        words = re.sub(r" [A-Z]{3}(?=、|$)", "", page.rows[name][1]).split("、")
        assert words == [*group.get("words", ()), *group.get("bases", ())]
    assert "美元 USD" in page.rows["money"][1]
    for same in tables["comparable"]["same"]:
        assert page.rows["、".join(same)]
    for code in ("over", "under", "about"):
        places = vocabulary.table("hedges")[code]
        assert page.rows[code][2:] == ["、".join(places[place]) for place in ("before", "infix", "after")]


@pytest.mark.parametrize("frame", FRAMES)
def test_every_column_is_on_the_columns_page(site: Site, frame: str) -> None:
    page = site.pages["en/columns.html"]
    assert {f"{frame}-{column}" for column in FRAMES[frame]} <= page.ids
    _, *rows = page.tables[1 + list(FRAMES).index(frame)]
    assert {row[0]: row[2] for row in rows} == FRAMES[frame]
    assert all(row[1] and row[3] for row in rows)


def test_the_values_a_column_may_have_are_told(site: Site) -> None:
    page = site.pages["en/columns.html"]
    _, *ledger = page.tables[1 + list(FRAMES).index("ledger")]
    reasons = {row[0]: row[3] for row in ledger}["reason"]
    for code, said in vocabulary.table("labels")["reason"].items():
        assert f"{code} {said['zh']} · {said['en']}" in reasons
    hedge = page.rows["hedge"][3]
    assert "over 至少" in hedge


def test_the_changes_are_those_of_the_changelog(site: Site, root: Path) -> None:
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", changes, re.MULTILINE)
    assert headings
    assert [h for h in headings if h not in site.pages["changes.html"].text] == []
