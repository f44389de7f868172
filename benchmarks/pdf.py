"""Measure the reading of PDFs: the rows that are kept, seconds and memory, and pdfplumber beside pypdfium2.

``python benchmarks/pdf.py [FOLDER] [--texts N] [--pages N] [-o FILE]``. FOLDER holds articles as ``.txt``;
without it the texts are made. Each is set by typst and, where it is installed, by LibreOffice, in one column
and in two, and the rows of ``extract`` are compared with those of the text. Then one long PDF is read, in
processes of their own. pdfplumber is measured where it is installed; it is no requirement of ours.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from texts import SEED, paragraphs

import hulin_analysis as ha

sys.path.append(str(Path(__file__).parents[1] / "tests" / "readers"))
from typesetting import blocks_of, set_by_office, set_by_typst

LENGTH = 20_000  # characters, as a report of a province has
FACTS = [
    "quote",
    "value",
    "low",
    "high",
    "unit",
    "hedge",
    "change",
    "status",
    "indicator",
    "period",
    "subject",
]
READERS = {
    "hulin_analysis": "import hulin_analysis as ha; text = ha.read_article(path).text",
    "pypdfium2, characters alone": "import pypdfium2 as p; "
    "text = ''.join(page.get_textpage().get_text_range() for page in p.PdfDocument(path))",
    "pdfplumber, characters alone": "import pdfplumber as p; "
    "text = ''.join(char['text'] for page in p.open(path).pages for char in page.chars)",
}
TIMED = """
import json, resource, sys
path = sys.argv[1]
{read}
own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
seconds = own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime
most = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([seconds, most / 1e3, child.ru_maxrss / 1e3, len(text)]))
"""


def rows(article: ha.Article) -> Counter[tuple[str, ...]]:
    """Return the rows of an article; a quote without white space, which a line's end may be."""
    frame = ha.extract(article)[FACTS]
    return Counter(tuple(re.sub(r"\s", "", str(v)) for v in row) for row in frame.itertuples(index=False))


def kept(texts: dict[str, str], room: Path) -> list[str]:
    """Set each text in each way, and say how many of its rows are those of the text."""
    ways = [("typst", set_by_typst, 1), ("typst", set_by_typst, 2)]
    if shutil.which("soffice"):
        ways += [("LibreOffice", set_by_office, 1), ("LibreOffice", set_by_office, 2)]
    lines = []
    for name, setter, columns in ways:
        same = many = worst = 0.0
        for key, text in texts.items():
            got = rows(ha.read_article(setter(blocks_of(text), room / f"{key}.pdf", columns)))
            wanted = rows(ha.parse_article(text))
            alike, of = (got & wanted).total(), max(got.total(), wanted.total())
            same, many, worst = same + alike, many + of, max(worst, 1 - alike / of)
        lines.append(f"| {name} | {columns} | {same:.0f} of {many:.0f} | {1 - worst:.1%} |")
    return lines


def timed(path: Path) -> list[str]:
    """Read one PDF with each reader, three times, and give the least time, imports included."""
    lines = []
    for name, read in READERS.items():
        if find_spec(read.split()[1]) is None:
            continue
        command = [sys.executable, "-c", TIMED.format(read=read), path]
        runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
        seconds, own, child, length = min(runs)
        lines.append(f"| {name} | {seconds:.1f} | {own:.0f} | {child:.0f} | {length:,} |")
    return lines


def long_pdf(texts: dict[str, str], pages: int, path: Path) -> int:
    """Set texts one behind the other until there are so many pages."""
    import pypdf

    blocks = [block for text in texts.values() for block in blocks_of(text)]
    count = 0
    while count < pages:
        blocks += blocks if count else []
        count = len(pypdf.PdfReader(set_by_typst(blocks, path)).pages)
    writer = pypdf.PdfWriter()
    writer.append(path, pages=(0, pages))
    writer.write(path)
    return pages


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--texts", type=int, default=25)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    files = sorted(given.folder.glob("*.txt"))[: given.texts] if given.folder else []
    texts = {file.stem: ha.read_article(file).text for file in files}
    texts = texts or {
        f"made-{n}": f"某市工作报告\n{paragraphs(LENGTH, SEED + n)}" for n in range(min(given.texts, 3))
    }
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        lines = [
            f"{len(texts)} texts set as PDF:",
            "",
            "| set by | columns | rows that are those of the text | worst |",
        ]
        lines += ["|---|---|---|---|", *kept(texts, room), ""]
        pages = long_pdf(texts, given.pages, room / "long.pdf")
        lines += [
            f"A PDF of {pages} pages:",
            "",
            "| read by | CPU seconds | MB | MB of its child | characters |",
        ]
        lines += ["|---|---|---|---|---|", *timed(room / "long.pdf"), ""]
    print("\n".join(lines))
    if given.output:
        given.output.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
