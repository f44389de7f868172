"""Characters that no file or terminal can take: in files of every kind, and looked for in what is written."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pypdfium2
import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from seeds import packed, seeds
from typer.testing import CliRunner

import hulin_analysis as ha
from hulin_analysis.cli import app
from hulin_analysis.export import write_table
from hulin_analysis.report import PARTS
from hulin_analysis.writable import UNWRITABLE

#: Of the directions of writing, those that show digits in another order than they stand in.
FORBIDDEN = re.compile(f"[{UNWRITABLE}\u202a-\u202e\u2066-\u2069]")
LINK = "\x1b]8;;http://hostile.example\x07"
BAD = f"\x0b\x0c{LINK}\x9b\x7f\ufffe\u202e\u2066"
#: The characters of them that XML may hold, and how a workbook writes the others.
IN_XML = "\x9b\x7f\u202e\u2066"
CODED = "_x000B__x000C__x001B__x0007__x0000__xFFFE__xD800_"
NAME = "雲\x1b]8;;x\x07\u202e{}"
KINDS = ("html", "md", "docx", "xlsx", "csv", "txt")
LINES = (
    f"去年,全縣地區{BAD}生產總值增長6.8%,新建{BAD}學校3所,簽約投資5億元,糧食產量比上年增長2.5%,新增就業1200人。",
    f"第一批{BAD}200戶入住,每月人均增收150元,接待遊客20余萬人次,全年實現旅遊收入3.2億元,比上年增長近三成。",
)
ROWS = ((f"指標{BAD}", "單位", "2025年"), (f"糧食{BAD}", f"萬噸{BAD}", "3.5"), ("油料", "萬噸", "1.2"))


def in_xml(words: str, instead: str = IN_XML) -> str:
    return words.replace(BAD, instead)


def html() -> str:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    meta = f'<meta name="author" content="王{BAD}某"><meta name="source" content="雲川{BAD}日報">'
    words = "".join(f"<p>{line}&#27;&#xD800;&#x202E;</p>" for line in LINES)
    return (
        f'<html><head><meta charset="utf-8">{meta}<title>雲川縣{BAD}年報</title></head><body><div>'
        f"<h1>雲川縣{BAD}年報</h1><p>2026年03月02日09:30 來源:雲川{BAD}日報</p>{words}<table>{table}</table>"
        "</div></body></html>"
    )


def word() -> bytes:
    def paragraph(words: str) -> str:
        return f"<w:p><w:r><w:t>{in_xml(words)}</w:t></w:r></w:p>"

    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(one)}</w:tc>' for one in row)}</w:tr>" for row in ROWS)
    body = "".join(map(paragraph, (f"雲川縣{BAD}年報", *LINES))) + f"<w:tbl>{rows}</w:tbl>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed(
        {
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "docProps/core.xml": f"<a><title>{IN_XML}</title></a>",
        }
    )


def workbook(folder: Path) -> bytes:
    made = folder / "seed.xlsx"
    made.write_bytes(seeds()["a.xlsx"])
    with zipfile.ZipFile(made) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    cells = [[f'<c t="str"><v>{in_xml(cell, CODED + IN_XML)}</v></c>' for cell in row] for row in ROWS]
    rows = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    parts["xl/sheet.xml"] = re.sub("<row>.*</row>", rows, parts["xl/sheet.xml"])
    return packed(parts)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    text = "\n\n".join((f"雲川縣{BAD}年報", *LINES))
    table = "\n".join(f"|{'|'.join(row)}|" for row in (ROWS[0], ("---",) * 3, *ROWS[1:]))
    contents: dict[str, bytes] = {
        "html": html().encode(),
        "md": f"---\ntitle: 雲川縣{BAD}年報\nauthor: {BAD}\n---\n{text}\n\n{table}\n".encode(),
        "docx": word(),
        "xlsx": workbook(folder),
        "csv": "\n".join(",".join(row) for row in ROWS).encode(),
        # A NUL, and half a pair of surrogates as bytes that are not UTF-8.
        "txt": text.encode() + "\x00去年\ud800".encode("utf-8", "surrogatepass"),
    }
    found = {}
    for kind, data in contents.items():
        found[kind] = folder / NAME.format(f".{kind}")
        found[kind].write_bytes(data)
    return found


@pytest.fixture(scope="module")
def articles(files: dict[str, Path]) -> dict[str, ha.Article]:
    return {kind: ha.read_article(path) for kind, path in files.items()}


@pytest.fixture(scope="module")
def report(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile_report") / "report"
    done = CliRunner().invoke(app, ["report", str(files["html"]), "-o", str(folder)])
    assert done.exit_code == 0, done.output
    assert clean_of(done.output)
    return folder


def clean_of(*words: object) -> bool:
    return not any(FORBIDDEN.search(str(one)) for one in words)


def parts_of(path: Path) -> None:
    """Parse each part of a package, strictly."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name), etree.XMLParser(recover=False))
                values = [value for element in root.iter() for value in element.attrib.values()]
                assert clean_of("".join(root.itertext()), *values), (path.name, name)
                assert b"_x00" not in archive.read(name), (path.name, name)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_has_none(kind: str, articles: dict[str, ha.Article]) -> None:
    article = articles[kind]
    assert "糧食" in article.text and clean_of(article.text, article, *article.metadata().values())
    for row in ha.extract(article).itertuples():
        assert article.text[row.start : row.end] == row.quote


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_exported_has_none(kind: str, articles: dict[str, ha.Article], tmp_path: Path) -> None:
    metrics = ha.extract(articles[kind])
    assert len(metrics)
    for ending in ("csv", "jsonl", "xlsx", "parquet"):
        write_table(metrics, ending, tmp_path / f"a.{ending}", article=articles[kind])
    parts_of(tmp_path / "a.xlsx")
    for sheet in load_workbook(tmp_path / "a.xlsx"):
        assert all(
            clean_of(cell.value, cell.hyperlink and cell.hyperlink.target) for row in sheet for cell in row
        )
    for ending in ("csv", "jsonl"):
        assert clean_of((tmp_path / f"a.{ending}").read_text(encoding="utf-8"))
    assert clean_of(*pd.read_parquet(tmp_path / "a.parquet").to_numpy().ravel())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", ["extract", "audit", "read"])
def test_the_terminal_shows_none(kind: str, command: str, files: dict[str, Path]) -> None:
    done = CliRunner().invoke(app, [command, str(files[kind])])
    assert done.output.strip() and clean_of(done.output)


def test_a_file_that_is_not_there_is_named_without_them() -> None:
    done = CliRunner().invoke(app, ["extract", NAME.format(f"{BAD}.txt")])
    assert done.exit_code == 1 and clean_of(done.output)


@pytest.mark.parametrize("part", PARTS)
def test_word_and_pdf_hold_none(part: str, report: Path) -> None:
    parts_of(report / f"{part}.docx")
    document = docx.Document(str(report / f"{part}.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "6.8%" in text and clean_of(text, document.core_properties.title, *cells)
    pdf = pypdfium2.PdfDocument(report / f"{part}.pdf")
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    # PDFium itself writes U+FFFE and U+0002 for a hyphen at the end of a line.
    assert "6.8%" in words and clean_of(re.sub("[\x02\ufffe]", "", words), *pdf.get_metadata_dict().values())


def test_the_page_and_its_charts_hold_none(report: Path) -> None:
    page = (report / "report.html").read_text(encoding="utf-8")
    charts = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    assert len(charts) > 1 and clean_of(page)
    for chart in charts:
        etree.fromstring(chart, etree.XMLParser(recover=False, huge_tree=True))


def test_the_workbook_holds_none(report: Path) -> None:
    parts_of(report / "metrics.xlsx")
    cells = [cell.value for sheet in load_workbook(report / "metrics.xlsx") for row in sheet for cell in row]
    assert any("生產總值" in str(cell) for cell in cells) and clean_of(*cells)


def test_the_other_files_hold_none(report: Path) -> None:
    texts = [path for path in report.rglob("*") if path.suffix in (".bib", ".ris", ".svg", ".html")]
    assert len(texts) > 3 and clean_of(*texts)
    assert all(clean_of(path.read_text(encoding="utf-8")) for path in texts)


def test_a_chart_holds_none(articles: dict[str, ha.Article], tmp_path: Path) -> None:
    article = articles["html"]
    ha.save(ha.plot_article(article, ha.extract(article)), tmp_path / "a", formats=["svg", "png"])
    root = etree.parse(tmp_path / "a.svg", etree.XMLParser(recover=False, huge_tree=True)).getroot()
    assert clean_of("".join(root.itertext()), *(v for one in root.iter() for v in one.attrib.values()))
    with Image.open(tmp_path / "a.png") as picture:
        assert clean_of(*picture.text.values())
