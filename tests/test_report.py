from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from hulin_analysis import package_data
from hulin_analysis.article import Article
from hulin_analysis.errors import MissingExtraError, ReportError
from hulin_analysis.frames import extract, ledger, load_context
from hulin_analysis.report import build, build_report, notebooks
from hulin_analysis.report.document import Front
from hulin_analysis.report.document import build as build_document
from hulin_analysis.report.pages import settle_figures
from hulin_analysis.report.staging import staged
from hulin_analysis.report.tables import TEXT_WIDTH, Grid, lay_out, read_table, to_node
from hulin_analysis.report.workbook import sheets

WORD = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
DOCUMENTS = ["hulin.html", "hulin.docx", "hulin.pdf", "metrics.xlsx"]


# -- the whole report, once --------------------------------------------------------------------------------


@dataclass
class Report:
    folder: Path
    written: list[Path]
    steps: list[tuple[str, int, int]] = field(default_factory=list)

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("first") / "report"
    steps: list[tuple[str, int, int]] = []
    written = build_report(folder, on_step=lambda *step: steps.append(step))
    return Report(folder, written, steps)


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same report by the command line, in another process, and what the command printed."""
    folder = tmp_path_factory.mktemp("second")
    script = "from hulin_analysis.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script, "report", "-o", "mine"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return folder / "mine", run.stdout


def test_the_list_says_what_was_written_and_nothing_else_was(report: Report) -> None:
    assert [path.name for path in report.written[:4]] == DOCUMENTS
    assert {path.suffix for path in report.written[4:]} == {".svg", ".png", ".pdf"}
    found = sorted(path for path in report.folder.rglob("*") if path.is_file())
    assert found == sorted(report.written)
    assert [path.name for path in report.folder.parent.iterdir()] == ["report"]


def test_every_step_is_told(report: Report) -> None:
    total = report.steps[0][2]
    assert [(done, of) for _, done, of in report.steps] == [(i, total) for i in range(total + 1)]
    assert report.steps[0][0] == "running 01_article.ipynb"
    assert report.steps[-1][0] == "done"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_runs_write_the_same_bytes(name: str, report: Report, again: tuple[Path, str]) -> None:
    assert (report / name).read_bytes() == (again[0] / name).read_bytes()


def test_two_runs_draw_the_same_figures(report: Report, again: tuple[Path, str]) -> None:
    for path in (report / "figures").iterdir():
        assert path.read_bytes() == (again[0] / "figures" / path.name).read_bytes(), path.name


def test_the_command_lists_what_it_wrote(report: Report, again: tuple[Path, str]) -> None:
    listed = [line.split()[-1] for line in again[1].splitlines()]
    assert listed == [str(Path("mine") / path.relative_to(report.folder)) for path in report.written]
    assert all(re.match(r" *[\d.]+ [kM]B  ", line) for line in again[1].splitlines())


# -- HTML --------------------------------------------------------------------------------------------------


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


@pytest.fixture(scope="session")
def page(report: Report) -> Page:
    return Page((report / "hulin.html").read_text(encoding="utf-8"))


def test_html_loads_nothing(report: Report, page: Page) -> None:
    for tag, attributes in page.tags:
        for name in ("src", "srcset", "data", "poster", "background"):
            assert attributes.get(name, "data:").startswith("data:"), (tag, name)
        assert tag not in ("script", "link", "iframe", "object", "embed", "base")
        assert not [name for name in attributes if name.startswith("on")]
    text = (report / "hulin.html").read_text(encoding="utf-8")
    assert not re.search(r"url\(\s*['\"]?(?!data:)|@import", re.sub(r"data:[^\"')]*", "data:", text))


def test_html_has_language_title_contents_and_words_for_pictures(page: Page, article: Article) -> None:
    assert page.all("html")[0]["lang"] == "zh-Hant"
    assert article.title is not None
    assert article.title.quote in page.words
    assert len(page.all("main")) == len(page.all("nav")) == 1
    targets = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    links = [a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")]
    assert len(links) > 8
    assert set(links) <= targets
    pictures = page.all("img")
    assert len(pictures) == 5
    assert all(len(picture["alt"]) > 20 for picture in pictures)


def test_ids_are_used_once(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))


def test_code_and_exercises_are_left_out(page: Page) -> None:
    assert "import hulin_analysis" not in page.words
    assert "試一試" not in page.words
    assert "Warning" not in page.words


# -- Word --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def body(report: Report) -> ElementTree.Element:
    with zipfile.ZipFile(report / "hulin.docx") as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def test_word_has_real_styles_tables_and_captions(report: Report, article: Article) -> None:
    document = Document(str(report / "hulin.docx"))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Table Caption", "Image Caption"} <= styles
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Table Caption"]
    assert len(captions) == len(document.tables) > 5
    assert article.title is not None
    assert document.core_properties.title == article.title.quote
    assert str(document.core_properties.created) == "2022-02-15 08:59:00+00:00"


def test_word_numbers_figures_and_tables_by_fields(body: ElementTree.Element) -> None:
    fields: dict[str, list[int]] = {}
    for node in body.iterfind(".//w:fldSimple", WORD):
        label = node.attrib[f"{{{WORD['w']}}}instr"].split()[1]
        fields.setdefault(label, []).append(int("".join(node.itertext())))
    assert fields["圖"] == list(range(1, 6))
    assert fields["表"] == list(range(1, len(fields["表"]) + 1))


def test_word_contents_lead_to_headings_and_ask_no_question(body: ElementTree.Element) -> None:
    w = f"{{{WORD['w']}}}"
    names = {node.attrib[f"{w}name"] for node in body.iterfind(".//w:bookmarkStart", WORD)}
    anchors = [node.attrib[f"{w}anchor"] for node in body.iterfind(".//w:sdt//w:hyperlink", WORD)]
    assert len(anchors) > 8
    assert set(anchors) <= names
    assert not [node for node in body.iter() if node.attrib.get(f"{w}dirty")]


def test_the_first_chapter_begins_under_the_contents(body: ElementTree.Element, pdf: PdfReader) -> None:
    w = f"{{{WORD['w']}}}"
    headings = body.findall(".//w:pStyle[@w:val='Heading1']/..", WORD)
    breaks = [heading.find("w:pageBreakBefore", WORD) for heading in headings]
    assert [None if node is None else node.attrib[f"{w}val"] for node in breaks] == ["0", None, None, None]
    chapters = [item for item in pdf.outline if not isinstance(item, list)]
    pages = [pdf.get_destination_page_number(item) for item in chapters]
    assert pages[0] == 0
    assert len(set(pages)) == len(pages) == 4


def test_word_pictures_have_words_and_fit(body: ElementTree.Element) -> None:
    described = [node.attrib["descr"] for node in body.iterfind(".//wp:docPr", WORD)]
    assert len(described) == 5
    assert all(len(words) > 20 for words in described)
    for extent in body.iterfind(".//wp:extent", WORD):
        assert int(extent.attrib["cx"]) <= TEXT_WIDTH * 12_700 + 12_700
        assert int(extent.attrib["cy"]) <= 600 * 12_700


def test_word_tables_fill_the_page_and_repeat_their_header(body: ElementTree.Element) -> None:
    w = f"{{{WORD['w']}}}"
    for table in body.iterfind(".//w:tbl", WORD):
        widths = [int(node.attrib[f"{w}w"]) for node in table.iterfind("w:tblGrid/w:gridCol", WORD)]
        assert abs(sum(widths) - TEXT_WIDTH * 20) < 20
        rows = table.findall("w:tr", WORD)
        assert rows[0].find("w:trPr/w:tblHeader", WORD) is not None
        assert all(row.find("w:trPr/w:cantSplit", WORD) is not None for row in rows)
        for row in rows:
            cells = [int(node.attrib[f"{w}w"]) for node in row.iterfind("w:tc/w:tcPr/w:tcW", WORD)]
            assert cells == widths


def test_word_has_east_asian_fonts_and_running_heads(report: Report) -> None:
    with zipfile.ZipFile(report / "hulin.docx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
        assert len({entry.date_time for entry in archive.infolist()}) == 1
    assert 'w:eastAsia="Microsoft JhengHei"' in parts["word/styles.xml"]
    assert 'w:eastAsia="zh-TW"' in parts["word/styles.xml"]
    assert 'w:name="compatibilityMode"' in parts["word/settings.xml"]
    assert "黑龍江虎林" in parts["word/header1.xml"]
    assert " PAGE " in parts["word/footer1.xml"]


# -- PDF ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pdf(report: Report) -> Iterator[PdfReader]:
    with (report / "hulin.pdf").open("rb") as opened:
        yield PdfReader(opened)


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


def test_pdf_fonts_are_embedded(pdf: PdfReader) -> None:
    assert len(pdf.pages) > 5
    count = 0
    for sheet in pdf.pages:
        for font in fonts_of(sheet["/Resources"]):
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            if font["/Subtype"] == "/Type3":
                continue
            described = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), inner["/BaseFont"]
            count += 1
    assert count


def test_pdf_has_title_language_tags_bookmarks_and_page_numbers(pdf: PdfReader, article: Article) -> None:
    assert pdf.metadata is not None
    assert article.title is not None
    assert pdf.metadata.title == article.title.quote
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.year == 2022
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    chapters = [item for item in pdf.outline if not isinstance(item, list)]
    assert len(chapters) == 4
    assert pdf.pages[2].extract_text().split()[-3:] == ["3", "/", str(len(pdf.pages))]


def test_pdf_text_is_the_documents_text(pdf: PdfReader) -> None:
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert "這篇報道說了多少個數字" in text
    assert "表1" in text


def test_pdf_figures_are_lines_and_not_pixels(pdf: PdfReader) -> None:
    assert not [image for sheet in pdf.pages for image in sheet.images]


# -- the workbook ------------------------------------------------------------------------------------------


def test_the_workbook_has_its_sheets(report: Report, article: Article) -> None:
    book = load_workbook(report / "metrics.xlsx")
    assert book.sheetnames == ["metrics", "ledger", "columns", "context", "sources"]
    assert book["metrics"].max_row == len(extract(article)) + 1
    assert book["ledger"].max_row == len(ledger(article)) + 1
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    links = [row[3].hyperlink.target for row in book["metrics"].iter_rows(min_row=2)]
    assert len(set(links)) == len(links)
    assert all(link.startswith(f"{article.url}#:~:text=") for link in links)


def test_without_an_address_there_are_no_links(article: Article) -> None:
    metrics = extract(article)
    metrics.attrs["article"] = {**article.about(), "url": None}
    laid = sheets(metrics, ledger(article), load_context(), article.text)
    assert not any(laid["metrics"].links["quote"])


# -- failing half-way --------------------------------------------------------------------------------------

Notebooks = Callable[..., Path]


def notebook(*cells: str | tuple[str, str]) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook()
    for cell in cells:
        source, tag = cell if isinstance(cell, tuple) else (cell, "")
        kind = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
        made.cells.append(kind(source, metadata={"tags": [tag]} if tag else {}))
    return made


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Notebooks:
    """Put notebooks in place of the package's, and leave the charts out: they take time."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    real = package_data.folder
    monkeypatch.setattr(package_data, "folder", lambda name: folder if name == "notebooks" else real(name))
    monkeypatch.setattr(build.charts, "draw_all", lambda *args, **more: {})

    def put(**made: nbformat.NotebookNode) -> Path:
        for name, content in made.items():
            nbformat.write(content, folder / f"{name}.ipynb")
        return tmp_path / "report"

    return put


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


PARAMETERS = ("lang = 'zh-Hant'", "parameters")


def test_a_failing_cell_is_named_and_the_earlier_report_stays(packaged: Notebooks) -> None:
    output = packaged(
        a=notebook("# 一", PARAMETERS, "print(lang)"),
        b=notebook("# 二", PARAMETERS, "x = 1", "y = x / 0\nz = 2"),
    )
    output.mkdir()
    (output / "hulin.html").write_text("earlier", encoding="utf-8")
    (output / "mine.txt").write_text("mine", encoding="utf-8")
    before = snapshot(output.parent)
    with pytest.raises(ReportError) as caught:
        build_report(output)
    message = str(caught.value)
    assert message.startswith("Cell 4 of b.ipynb (y = x / 0) failed: ZeroDivisionError: division by zero")
    assert "\n" not in message
    assert snapshot(output.parent) == before


def test_a_failing_cell_before_the_parameters_is_counted_right(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", "1 / 0", PARAMETERS))
    with pytest.raises(ReportError, match=r"Cell 2 of a\.ipynb"):
        build_report(output)
    assert not output.exists()


def test_a_cell_that_ends_python_is_named(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS, "import os; os._exit(3)"))
    with pytest.raises(ReportError, match=r"Python died while a\.ipynb ran"):
        build_report(output)
    assert not output.exists()


def test_a_file_that_is_no_notebook_is_named(packaged: Notebooks) -> None:
    output = packaged()
    (output.parent / "notebooks" / "a.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match=r"notebook .*a\.ipynb cannot be run"):
        build_report(output)
    assert not output.exists()


def test_no_notebooks_is_an_error(packaged: Notebooks) -> None:
    with pytest.raises(ReportError, match="has no notebooks"):
        build_report(packaged())


def test_a_report_in_place_of_another_leaves_other_files(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS, "print('去年')"))
    output.mkdir()
    (output / "hulin.html").write_text("earlier", encoding="utf-8")
    (output / "mine.txt").write_text("mine", encoding="utf-8")
    written = build_report(output, formats=["docx", "html"])
    assert [path.name for path in written] == ["hulin.html", "hulin.docx"]
    assert sorted(path.name for path in output.iterdir()) == ["hulin.docx", "hulin.html", "mine.txt"]
    assert "去年" in (output / "hulin.html").read_text(encoding="utf-8")
    assert (output / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_parameters_reach_the_notebook_and_the_kernel_is_this_python(packaged: Notebooks) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS, "import sys; print(lang, sys.executable)"))
    build_report(output, lang="en", formats=["html"])
    words = Page((output / "hulin.html").read_text(encoding="utf-8")).words
    assert f"en {sys.executable}" in words


def test_a_document_that_cannot_be_set_leaves_nothing(
    packaged: Notebooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = packaged(a=notebook("# 一", PARAMETERS))

    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("pandoc died")

    monkeypatch.setattr("hulin_analysis.report.pandoc.pypandoc.convert_text", broken)
    with pytest.raises(ReportError, match="pandoc cannot read what the notebooks show"):
        build_report(output, formats=["html"])
    assert not output.exists()


@pytest.mark.parametrize("formats", [["odt"], []])
def test_unknown_formats_are_refused(formats: list[str], tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="choose from html, docx, pdf, xlsx"):
        build_report(tmp_path / "r", formats=formats)


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no language 'fr'"):
        build_report(tmp_path / "r", lang="fr")


def test_a_missing_part_is_asked_for_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hulin_analysis.extras.find_spec", lambda name: None if name == "typst" else object())
    with pytest.raises(MissingExtraError, match="typst is not installed"):
        build_report(tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


# -- staging -----------------------------------------------------------------------------------------------


def stage(output: Path, files: dict[str, str]) -> list[Path]:
    with staged(output) as staging:
        for name, content in files.items():
            (staging.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging.folder / name).write_text(content, encoding="utf-8")
        return staging.deliver([Path(name) for name in files])


def test_delivery_makes_folders_and_replaces_files(tmp_path: Path) -> None:
    output = tmp_path / "a" / "b"
    stage(output, {"x": "1", "figures/y": "1"})
    assert stage(output, {"x": "2"}) == [output / "x"]
    assert snapshot(tmp_path) == {"a/b/x": b"2", "a/b/figures/y": b"1"}


@pytest.mark.parametrize("place", ["file", "file/report", "file/a/report"])
def test_a_folder_that_cannot_be_is_named(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match=r"cannot be written to .*file.*; choose another folder with -o"):
        stage(tmp_path / place, {"x": "1"})
    assert snapshot(tmp_path) == {"file": b"x"}


def test_a_delivery_that_fails_half_way_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "report"
    stage(output, {"a": "old", "b": "old"})
    import os

    real, calls = os.replace, []

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if target == output / "c":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("hulin_analysis.report.staging.os.replace", failing)
    with pytest.raises(ReportError, match="No space left on device"):
        stage(output, {"a": "new", "figures/b": "new", "c": "new"})
    assert snapshot(tmp_path) == {"report/a": b"old", "report/b": b"old"}
    assert sorted(path.name for path in output.iterdir()) == ["a", "b"]


def test_a_folder_in_the_way_is_no_reason_to_lose_anything(tmp_path: Path) -> None:
    output = tmp_path / "report"
    stage(output, {"a": "old"})
    (output / "b").mkdir()
    with pytest.raises(ReportError, match="a folder of that name is in the way"):
        stage(output, {"a": "new", "b": "new"})
    assert snapshot(tmp_path) == {"report/a": b"old"}


def test_an_error_of_another_kind_leaves_nothing_too(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "a" / "report") as staging:
        (staging.folder / "x").write_text("1", encoding="utf-8")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    stage(tmp_path / "link", {"x": "1"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "x").read_text(encoding="utf-8") == "1"


# -- the document ------------------------------------------------------------------------------------------

FRONT = Front("題", "副題", "報紙", "http://a.example/", "zh-Hant")


def kinds(nodes: Any) -> Iterator[dict[str, Any]]:
    if isinstance(nodes, list):
        for node in nodes:
            yield from kinds(node)
    elif isinstance(nodes, dict):
        if "t" in nodes:
            yield nodes
        yield from kinds(list(nodes.values()))


def read(html: str, media: Path) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = build_document(FRONT, [html], media=media)["blocks"]
    return blocks


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<iframe src="http://a.example/"></iframe>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href="data:text/html,x">x</a></p>',
        '<p><img src="http://a.example/x.png" alt="x" /></p>',
        '<p><img src="../../secret.png" alt="x" /></p>',
        '<figure><img src="media/../../secret.png" alt="x" /></figure>',
    ],
)
def test_what_is_no_prose_reaches_no_writer(html: str, tmp_path: Path) -> None:
    found = list(kinds(read(html, tmp_path / "media")))
    assert not [node for node in found if node["t"] in ("RawBlock", "RawInline", "Image", "Link", "Figure")]


def test_headings_get_stable_ids_and_captions_their_words(tmp_path: Path) -> None:
    table = "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    blocks = read(f"<h1 id='x'>一</h1>{table}<h2>二</h2>{table}<h1>三</h1>", tmp_path)
    assert [b["c"][1][0] for b in blocks if b["t"] == "Header"] == ["section_1", "section_1_1", "section_2"]
    tables = [b["c"] for b in blocks if b["t"] == "Table"]
    assert [t[0][0] for t in tables] == ["table_1", "table_2"]


def test_printed_text_is_a_quotation_word_for_word(tmp_path: Path) -> None:
    html = '<div class="output_stream"><pre>去年,*虎林* &lt;b&gt;\n二\n\n三</pre></div>'
    (quotation,) = read(html, tmp_path)
    assert quotation["t"] == "BlockQuote"
    assert [p["t"] for p in quotation["c"]] == ["Para", "Para"]
    assert quotation["c"][0]["c"][0] == {"t": "Str", "c": "去年,*虎林* <b>"}


def test_a_caption_of_the_cell_goes_before_the_heading(tmp_path: Path) -> None:
    made = notebook("import pandas as pd\npd.DataFrame({'a': [1]})")
    made.cells[0].metadata["caption"] = "甲 & 乙"
    made.cells[0].outputs = [
        nbformat.v4.new_output("display_data", {"text/html": pd.DataFrame({"a": [1]}).to_html()}),
        nbformat.v4.new_output("stream", name="stderr", text="UserWarning"),
    ]
    html = notebooks.to_html(notebooks.Run("a", made), tmp_path / "media")
    assert "<caption>甲 &amp; 乙</caption>" in html
    assert "UserWarning" not in html
    assert "import" not in html


# -- tables ------------------------------------------------------------------------------------------------


def grid_of(frame: pd.DataFrame, tmp_path: Path) -> Grid:
    tree = build_document(FRONT, [frame.to_html()], media=tmp_path)
    (table,) = [b for b in tree["blocks"] if b["t"] == "Table"]
    return read_table(table)


def test_a_running_number_goes_and_a_meaningful_index_stays(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.5, None], "b": ["x", None]})
    assert grid_of(frame, tmp_path).header == ("a", "b")
    assert grid_of(frame, tmp_path).rows == (("1.5", "x"), ("–", "–"))
    named = grid_of(frame.set_axis(["甲", "乙"]), tmp_path)
    assert (named.header, named.labelled) == (("", "a", "b"), True)
    assert (
        grid_of(frame.rename_axis("reason").set_axis(["甲", "乙"]).rename_axis("類"), tmp_path).header[0]
        == "類"
    )


def test_whole_columns_lose_their_decimals_and_others_keep_them(tmp_path: Path) -> None:
    grid = grid_of(pd.DataFrame({"a": [1500.0, 92.0], "b": [1.0, 6.7]}), tmp_path)
    assert grid.rows == (("1500", "1.0"), ("92", "6.7"))


@pytest.mark.parametrize("columns", [1, 3, 8, 12, 30])
@pytest.mark.parametrize("word", ["字" * 40, "1500", "general_public_budget_revenue", "q7-1"])
def test_tables_fit_the_page(columns: int, word: str) -> None:
    grid = Grid(tuple(f"c{i}" for i in range(columns)), (tuple([word] * columns),) * 3)
    parts = lay_out(grid)
    assert all(sum(layout.widths) <= 1.001 for _, layout in parts)
    assert all(len(part.header) == len(layout.widths) for part, layout in parts)
    seen = [name for part, _ in parts for name in part.header]
    assert set(seen) == set(grid.header)
    assert all(part.header[0] == "c0" for part, _ in parts)


def test_numbers_are_not_broken_and_stand_right(tmp_path: Path) -> None:
    grid = Grid(("名", "數"), (("字" * 100, "19000000000"), ("字", "–")))
    ((part, layout),) = lay_out(grid)
    assert layout.numeric == (False, True)
    assert layout.widths[1] * TEXT_WIDTH > 11 * 0.5 * layout.size
    node = to_node(part, layout, ())
    assert [spec[0]["t"] for spec in node["c"][2]] == ["AlignLeft", "AlignRight"]


# -- pages -------------------------------------------------------------------------------------------------


def block(kind: str, text: str = "字") -> dict[str, Any]:
    words = [{"t": "Str", "c": text}]
    return {"t": kind, "c": [1, ["", [], []], words]} if kind == "Header" else {"t": kind, "c": words}


def figure(height: int) -> dict[str, Any]:
    return {"t": "Figure", "c": [["", [], [["height", str(height)]]], [None, []], []]}


def test_a_tall_figure_waits_behind_the_prose_that_follows() -> None:
    long = block("Para", "字" * 400)
    blocks = [block("Header"), long, figure(590), block("Para"), block("Header"), block("Para")]
    assert [b["t"] for b in settle_figures(blocks)] == ["Header", "Para", "Para", "Figure", "Header", "Para"]
    assert settle_figures(blocks[:3]) == blocks[:3]


def test_a_figure_that_fits_stays() -> None:
    blocks = [block("Header"), block("Para"), figure(400), block("Para")]
    assert settle_figures(blocks) == blocks
