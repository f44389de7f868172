"""Formats: those that are read, and how a file's is told: by its bytes before its name.

A new reader is a line in :data:`FORMATS`, and how its bytes begin in :data:`_BEGINNINGS`, or what its
package holds in :data:`_PARTS`.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from functools import cache
from typing import NamedTuple, NoReturn

from hulin_analysis.errors import ArticleError
from hulin_analysis.messages import Message

__all__ = ["FORMATS", "MOST_BYTES", "SUFFIXES", "Format", "format_of"]


class Format(NamedTuple):
    """A format that is read.

    Attributes
    ----------
    suffixes : str
        What its files are called.
    most : int
        How many bytes are read at most. A newspaper's whole year is a few megabytes of text.
    module, function : str
        Its reader in this package: bytes and name of a file to :class:`.text_writer.Shown`.
    """

    suffixes: str
    most: int
    module: str
    function: str


#: The formats that are read, by their names.
FORMATS = {
    "text": Format(".txt", 64_000_000, "decode", "read_text"),
    "markdown": Format(".md .markdown", 16_000_000, "markdown", "read_markdown"),
    "html": Format(".html .htm .xhtml .shtml", 16_000_000, "html", "read_html"),
    # Pictures travel in it.
    "archived page": Format(".mhtml .mht", 64_000_000, "html", "read_archived_page"),
    "word": Format(".docx", 32_000_000, "word_file", "read_word"),
    "pdf": Format(".pdf", 64_000_000, "pdf", "read_pdf"),
    "workbook": Format(".xlsx", 16_000_000, "workbook_file", "read_workbook"),
    "table": Format(".csv .tsv", 16_000_000, "spreadsheet", "read_delimited"),
}
MOST_BYTES = {name: one.most for name, one in FORMATS.items()}
SUFFIXES = {suffix: name for name, one in FORMATS.items() for suffix in one.suffixes.split()}

_PAGE_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta ")
_BEGINNING = 4096
_BEFORE_PDF = 1024  # within which a PDF may begin
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_OFFICE_2003 = re.compile(rb"<[?]mso-application progid=.(?:word[.]document|excel[.]sheet)")
_MAIL_HEAD = re.compile(rb"\s*[\w-]+:[ \t\r\n]*\S")
# What a file begins with, and what it is.
_BEGINNINGS = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh9", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"ID3\x03", "recording"),
    (b"ID3\x04", "recording"),
    (b"OggS", "recording"),
    (b"SQLite format 3\0", "data"),
    (b"PAR1\x15", "rows"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What an old file of Office holds, by the name of a stream in it, and what it then is.
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
# What a package holds, and what it then is; the first that fits.
_PARTS = (
    (re.compile(r"word/"), "word"),
    (re.compile(r"xl/.*[.]bin$"), "xls"),
    (re.compile(r"xl/"), "workbook"),
    (re.compile(r"ppt/"), "ppt"),
    (re.compile(r"OFD[.]xml$", re.IGNORECASE), "ofd"),
    (re.compile(r"Index/|index[.](?:xml|apxl)|.*[.]iwa$"), "apple"),
)
_MIMES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "ppt",
    b"application/epub+zip": "book",
}
_WORD = Message("save it as .docx and give that file")
_SHEET = Message("save it as .xlsx and give that file")
_TEXT = Message("save its text as .txt and give that file")
# The kinds that are not read: what they are called, and what to do.
_REFUSED = {
    "rtf": (Message("an RTF file"), _WORD),
    "doc": (Message("an old Word file (.doc)"), _WORD),
    "wps": (Message("a WPS document (.wps)"), _WORD),
    "odt": (Message("an OpenDocument text (.odt)"), _WORD),
    "xls": (Message("an old Excel file (.xls)"), _SHEET),
    "et": (Message("a WPS spreadsheet (.et)"), _SHEET),
    "ods": (Message("an OpenDocument spreadsheet (.ods)"), _SHEET),
    "ppt": (Message("a presentation"), _TEXT),
    "ofd": (
        Message("an OFD file"),
        Message("open it in an OFD reader, save its text as .txt and give that file"),
    ),
    "office": (
        Message("an old file of an office program"),
        Message("open it in that program, save its text as .txt and give that file"),
    ),
    "locked": (
        Message("locked with a password"),
        Message("save it without the password and give that file"),
    ),
    "apple": (
        Message("a file of Pages, Numbers or Keynote"),
        Message("export it as .docx or .xlsx and give that file"),
    ),
    "xml": (
        Message("a Word or Excel file of 2003 (.xml)"),
        Message("save it as .docx or .xlsx and give that file"),
    ),
    "book": (Message("an electronic book"), _TEXT),
    "mail": (Message("an e-mail"), _TEXT),
    "picture": (
        Message("a picture"),
        Message("type its text or have it recognized (OCR), save it as .txt and give that file"),
    ),
    "recording": (
        Message("a sound or video file"),
        Message("write down what is said, save it as .txt and give that file"),
    ),
    "archive": (
        Message("an archive"),
        Message("unpack it and give one of its files, or its folder to ha.build_corpus"),
    ),
    "link": (
        Message("a link to a page"),
        Message("open it, save the page as .html and give that file"),
    ),
    "rows": (
        Message("a table with one article per row"),
        Message("give the folder that it is in to ha.build_corpus, or save one article as .txt"),
    ),
    "data": (
        Message("a file of data or code"),
        Message("save the article in it as .txt, or many as a .csv with one per row, and give that file"),
    ),
}
# By name. What is called so and holds text is read all the same, but for the second row.
_MAY_BE_TEXT = {
    "doc": ".doc .dot",
    "wps": ".wps .wpt",
    "xls": ".xls .xlt .xlsb",
    "et": ".et .ett",
    "rtf": ".rtf",
    "odt": ".odt .ott .fodt",
    "ods": ".ods .fods",
}
_NEVER_TEXT = {
    "ppt": ".ppt .pptx .pps .ppsx .pptm .dps .odp",
    "ofd": ".ofd",
    "apple": ".pages .numbers .key",
    "book": ".epub .mobi .azw3 .chm .caj",
    "mail": ".eml .msg",
    "picture": ".png .jpg .jpeg .jfif .gif .bmp .tif .tiff .webp .heic .heif .avif .svg .ico .psd .wmf .emf",
    "recording": ".mp3 .m4a .wav .wma .aac .flac .ogg .mp4 .mov .avi .mkv .wmv .flv .webm",
    "archive": ".zip .rar .7z .gz .tgz .bz2 .xz .tar .iso .cab .zst",
    "link": ".url .webloc .website .lnk .desktop",
    "rows": ".parquet",
    "data": ".json .jsonl .ndjson .geojson .xml .css .js .mjs .map .sqlite .db .dbf .sav .dta .rds "
    ".pkl .npy .ini .log .toml .yaml .yml .py .ipynb .r .sh .bat .exe .dll .so .woff .woff2 .ttf .otf .eot",
}


def format_of(data: bytes, name: str) -> str:
    r"""Tell the format of a file by its bytes, and by its name where these do not say.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, which an error message calls it by.

    Returns
    -------
    str
        ``text``, ``markdown``, ``html``, ``archived page``, ``word``, ``pdf``, ``workbook`` or
        ``table``.

    Raises
    ------
    ArticleError
        If it is of a kind that is not read; the message says which, and what to do.

    Notes
    -----
    A file that begins as a PDF, a picture, an archive or a file of an office program is that, whatever it is
    called. What is called ``.doc``, ``.wps``, ``.xls``, ``.et`` or ``.rtf`` and is a page or a text, as web
    sites hand them out, is read as such. What is called ``.txt`` or ``.md`` and holds text is never a page.

    Examples
    --------
    >>> format_of(b"<!DOCTYPE html><title>a</title>", "page"), format_of("去年".encode(), "page")
    ('html', 'text')
    >>> format_of(b"<html><table></table></html>", "page.xls")
    'html'
    >>> format_of(b"{\\rtf1", "page.txt")
    Traceback (most recent call last):
    hulin_analysis.errors.ArticleError: page.txt is an RTF file; save it as .docx and give that file.
    """
    suffix = os.path.splitext(name)[1].lower()
    named = SUFFIXES.get(suffix)
    if told := _by_beginning(data, suffix, named):
        return told if told in SUFFIXES.values() else _refuse(told, name)
    if named in ("text", "markdown", "html", "table"):
        return named
    start = data[:_BEGINNING].replace(b"\0", b"").lower()
    if _OFFICE_2003.search(start):
        _refuse("xml", name)
    if refused := _never_text().get(suffix):
        _refuse(refused, name)
    if any(mark in start for mark in _PAGE_MARKS):
        return "html"
    if named:
        return named
    if refused := _may_be_text().get(suffix):
        # An old program pads with zero bytes, and a text has none but in UTF-16.
        if b"\0" in data[:_BEGINNING] and not data.startswith(_UTF16):
            _refuse(refused, name)
        return "table" if refused in ("xls", "et", "ods") else "text"
    return "text"


def _by_beginning(data: bytes, suffix: str, named: str | None) -> str | None:
    """Tell a kind by what only a file of it begins with."""
    if data.startswith(_ZIP):
        return _packed(data) or (named if named in ("word", "workbook") else "archive")
    if data.startswith(_OLD_OFFICE):
        return _old_office(data, suffix)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    head = data[:_BEGINNING]
    if b"%PDF-" in head[:_BEFORE_PDF]:
        return "pdf"
    if (head[:2] == b"BM" and b"\0" in head[:16]) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[4:8] == b"ftyp":
        return "picture" if head[8:11] in (b"hei", b"mif", b"avi") else "recording"
    if head[257:262] == b"ustar":
        return "archive"
    if _MAIL_HEAD.match(head) and (_WEB_ARCHIVE.search(head) or head.startswith(b"From: <Saved by")):
        return "archived page"
    return None


def _packed(data: bytes) -> str | None:
    """Tell what a package of parts is; None if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if "mimetype" in names:
                with packed.open("mimetype") as said:
                    if kind := _MIMES.get(said.read(100).strip()):
                        return kind
    # A broken archive is complained of in many ways.
    except Exception:
        return None
    return next((kind for form, kind in _PARTS if any(map(form.match, names))), "archive")


def _old_office(data: bytes, suffix: str) -> str:
    named = _may_be_text().get(suffix) or _never_text().get(suffix)
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            # WPS writes the same streams; its users know the file by its name.
            return named if kind != "locked" and named in ("wps", "et") else kind
    return named or "office"


@cache
def _may_be_text() -> dict[str, str]:
    return {suffix: kind for kind, suffixes in _MAY_BE_TEXT.items() for suffix in suffixes.split()}


@cache
def _never_text() -> dict[str, str]:
    return {suffix: kind for kind, suffixes in _NEVER_TEXT.items() for suffix in suffixes.split()}


def _refuse(kind: str, name: str) -> NoReturn:
    what, remedy = _REFUSED[kind]
    raise ArticleError("{name} is {what}; {remedy}.", name=os.path.basename(name), what=what, remedy=remedy)
