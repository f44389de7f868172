"""PDFs that are broken, locked, scanned, or made to do harm: each ends in one sentence."""

from __future__ import annotations

import io
import random
import time
import zlib
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from typesetting import set_by_typst

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.pdf import process

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
BROKEN, TEXTLESS, MANY_PAGES = "is not a valid PDF file", "contains no text", "has more than 2,000 pages"


def packed(objects: list[bytes]) -> bytes:
    """Write a PDF of its objects; the first is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def stream(words: bytes, more: bytes = b"") -> bytes:
    small = zlib.compress(words, 9)
    return b"<</Filter/FlateDecode/Length %d%s>>\nstream\n%s\nendstream" % (len(small), more, small)


def page(shown: bytes, resources: bytes = b"", *more: bytes, pages: bytes = b"/Kids[3 0 R]/Count 1") -> bytes:
    catalog, tree = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages" + pages + b">>"
    sheet = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
    )
    return packed([catalog, tree, sheet % resources, stream(shown), FONT, *more])


def form(words: bytes, number: int) -> bytes:
    return stream(
        words, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number
    )


SAID = b"BT /F 12 Tf 72 700 Td (Sales rose 3.5% to 20 units.) Tj ET "
PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 99999/Height 99999/BitsPerComponent 8/ColorSpace/DeviceGray"
    b"/Length 0>>\nstream\n\nendstream"
)
# Each is made when its test begins: some are large.
HOSTILE = {
    "nothing behind the mark": (lambda: b"%PDF-1.7\n", BROKEN),
    "noise": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(50_000), BROKEN),
    "no pages": (lambda: page(b"", pages=b"/Kids[]/Count 0"), TEXTLESS),
    "pages that hold themselves": (lambda: page(b"", pages=b"/Kids[2 0 R 2 0 R]/Count 100"), TEXTLESS),
    "more pages than are read": (
        lambda: page(b"", pages=b"/Kids[" + b"3 0 R " * 2001 + b"]/Count 2001"),
        MANY_PAGES,
    ),
    "arrays in arrays": (lambda: page(b"", b"/X " + b"[" * 500_000 + b"]" * 500_000), TEXTLESS),
    "a stream that unpacks to 400 MB": (lambda: page(b"q " * 200_000_000), BROKEN),
    "forms in forms in forms": (
        lambda: page(
            b"/X Do " * 10,
            b"/XObject<</X 6 0 R>>",
            *(form(b"/X Do " * 10, n) for n in range(7, 18)),
            form(b"0 0 m 9 9 l S", 6),
        ),
        BROKEN,
    ),
    "a picture without an end": (
        lambda: page(
            b"/X Do",
            b"/XObject<</X 6 0 R>>",
            PICTURE,
        ),
        TEXTLESS,
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_bad_file_ends_in_one_sentence(what: str, tmp_path: Path) -> None:
    data, says = HOSTILE[what]
    (tmp_path / "page.pdf").write_bytes(data())
    began = time.monotonic()
    with pytest.raises(ArticleError, match=says) as refused:
        ha.read_article(tmp_path / "page.pdf")
    assert time.monotonic() - began < 2 * process.MOST_SECONDS
    assert "\n" not in str(refused.value)


CROWDED = {
    "a page of a million lines": lambda: page(b"0 0 m 9 9 l S " * 1_000_000 + SAID),
    "a page of two thousand rules each way": lambda: page(
        b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (n, n, n, n) for n in range(0, 8000, 4)) + SAID
    ),
    "thirty thousand figures": lambda: page(
        SAID
        + b"BT /F 2 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (1) Tj " % (n % 590, n * 7 % 690) for n in range(30_000))
        + b"ET"
    ),
    "a font without an end": lambda: page(SAID, b"/Y " + b"<</A" * 100_000 + b" 1 " + b">>" * 100_000),
    "a form within itself": lambda: page(SAID + b"/X Do ", b"/XObject<</X 6 0 R>>", form(b"/X Do", 6)),
}


@pytest.mark.parametrize("what", CROWDED)
def test_a_crowded_page_is_read_in_time(what: str, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(CROWDED[what]())
    began = time.monotonic()
    assert "Sales rose 3.5% to 20 units." in ha.read_article(tmp_path / "page.pdf").text
    assert time.monotonic() - began < process.MOST_SECONDS


def test_a_file_cut_short_is_no_sound_one(tmp_path: Path) -> None:
    path = set_by_typst([("body", "全年新建学校3所。")], tmp_path / "page.pdf")
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(ArticleError, match=BROKEN):
        ha.read_article(path)


@pytest.mark.parametrize(("word", "read"), [("", True), ("secret", False)])
def test_a_password_is_asked_for_in_one_sentence(word: str, read: bool, tmp_path: Path) -> None:
    path = set_by_typst([("body", "全年新建学校3所。")], tmp_path / "page.pdf")
    writer = pypdf.PdfWriter(path)
    writer.encrypt(word, "owner", algorithm="RC4-128")
    writer.write(path)
    if read:
        assert "新建学校3所" in ha.read_article(path).text
    else:
        with pytest.raises(ArticleError, match="opens only with a password"):
            ha.read_article(path)


def test_a_scan_says_that_it_has_no_text(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (600, 800), 200).save(picture, "PDF")
    (tmp_path / "scan.pdf").write_bytes(picture.getvalue())
    with pytest.raises(ArticleError, match=r"scan\.pdf contains no text.*\(OCR\)"):
        ha.read_article(tmp_path / "scan.pdf")


def test_fonts_that_do_not_say_what_they_show_are_named(tmp_path: Path) -> None:
    signs = "".join(map(chr, range(0xE000, 0xE040)))
    path = set_by_typst([("body", signs)], tmp_path / "page.pdf", running=signs)
    with pytest.raises(ArticleError, match="do not say what its characters are"):
        ha.read_article(path)


def test_a_file_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = set_by_typst([("body", "全年新建学校3所。")], tmp_path / "page.pdf")
    monkeypatch.setattr(process, "MOST_SECONDS", 0.001)
    with pytest.raises(ArticleError, match="takes longer than"):
        ha.read_article(path)


def test_a_text_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = set_by_typst([("body", "全年新建学校3所。")], tmp_path / "page.pdf")
    monkeypatch.setattr(process, "MOST_CHARACTERS", 5)
    with pytest.raises(ArticleError, match="has more than 5 characters"):
        ha.read_article(path)
