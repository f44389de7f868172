"""Formats: those that are read and those that are not, and how a file's is told: by bytes before its name.

A new reader is a line in :data:`FORMATS`; ``tests/readers/test_formats.py`` names every list that lacks it.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NoReturn

from hulin_analysis.errors import ArticleError
from hulin_analysis.messages import Message

__all__ = ["FORMATS", "SUFFIXES", "Format", "format_of", "most_bytes"]


@dataclass(frozen=True, kw_only=True)
class _Signs:
    """What tells the format of a file, whatever it is called.

    Attributes
    ----------
    begins : bytes
        A pattern of how it begins.
    holds : bytes
        A pattern of what its beginning holds, in small letters; not looked for where the name says text.
    mime, parts : bytes, str
        Of a package: the type that it gives itself, or how that begins; a pattern of the name of a part.
    streams : tuple of str
        Of an old file of Office: names of its streams.
    table : bool
        Whether there are only tables in it.
    """

    begins: bytes = b""
    holds: bytes = b""
    mime: bytes = b""
    parts: str = ""
    streams: tuple[str, ...] = ()
    table: bool = False


@dataclass(frozen=True)
class Format(_Signs):
    """A format that is read.

    Attributes
    ----------
    suffixes : str
        What its files are called, the usual one first.
    most : int
        How many bytes are read at most. A newspaper's whole year is a few megabytes of text.
    reader : str
        Module and function in this package: bytes and name of a file to :class:`.text_writer.Shown`.
    text : bool
        Whether it is text, which its name tells where no beginning does.
    """

    suffixes: str
    most: int
    reader: str
    text: bool = False


@dataclass(frozen=True)
class _Refused(_Signs):
    """A format that is not read: its suffixes, its name, what to do, and whether text called so is read."""

    suffixes: str
    what: Message
    remedy: Message
    or_text: bool = False


_ODF = b"application/vnd.oasis.opendocument."
#: The formats that are read, by their names.
FORMATS = {
    "text": Format(".txt", 64_000_000, "decode.read_text", text=True),
    "markdown": Format(".md .markdown", 16_000_000, "markdown.read_markdown", text=True),
    "html": Format(
        ".html .htm .xhtml .shtml", 16_000_000, "html.read_html", text=True,
        holds=b"<!doctype html|<html|<head|<body|<meta ",
    ),
    # Pictures travel in it.
    "archived page": Format(
        ".mhtml .mht", 64_000_000, "html.read_archived_page",
        begins=rb"From: <Saved by|(?=\s*[\w-]+:\s*\S)(?:.*\n)?(?i:content-type:\s*multipart/related)\b",
    ),
    "word": Format(".docx", 32_000_000, "word_file.read_word", parts="word/"),
    "opendocument text": Format(
        ".odt .ott", 32_000_000, "opendocument_text.read_opendocument_text", mime=_ODF + b"text"
    ),
    "pdf": Format(".pdf", 64_000_000, "pdf.read_pdf", begins=rb".{0,1019}%PDF-"),
    "workbook": Format(".xlsx", 16_000_000, "workbook_file.read_workbook", parts="xl/", table=True),
    "table": Format(".csv .tsv", 16_000_000, "spreadsheet.read_delimited", text=True, table=True),
}  # fmt: skip
SUFFIXES = {suffix: name for name, one in FORMATS.items() for suffix in one.suffixes.split()}

_WORD = Message("save it as .docx and give that file")
_SHEET = Message("save it as .xlsx and give that file")
_EITHER = Message("save it as .docx or .xlsx and give that file")
_TEXT = Message("save its text as .txt and give that file")
# The formats that are not read. Their signs are looked for before those of FORMATS, in this order.
_REFUSED = {
    "locked": _Refused(
        "", Message("locked with a password"), Message("save it without the password and give that file"),
        streams=("EncryptedPackage",),
    ),
    "rtf": _Refused(".rtf", Message("an RTF file"), _WORD, or_text=True, begins=rb"\{\\rtf"),
    "doc": _Refused(
        ".doc .dot", Message("an old Word file (.doc)"), _WORD, or_text=True, streams=("WordDocument",)
    ),
    "wps": _Refused(".wps .wpt", Message("a WPS document (.wps)"), _WORD, or_text=True),
    # It holds other texts, by their places in the author's folders.
    "odm": _Refused(
        ".odm", Message("an OpenDocument master document (.odm)"), _WORD, mime=_ODF + b"text-master"
    ),
    "ppt": _Refused(
        ".ppt .pptx .pps .ppsx .pptm .dps .odp", Message("a presentation"), _TEXT,
        mime=_ODF + b"presentation", parts="ppt/", streams=("PowerPoint Document",),
    ),
    "xls": _Refused(
        ".xls .xlt .xlsb", Message("an old Excel file (.xls)"), _SHEET, or_text=True,
        parts="xl/workbook[.]bin$", streams=("Workbook", "Book"), table=True,
    ),
    "et": _Refused(".et .ett", Message("a WPS spreadsheet (.et)"), _SHEET, or_text=True, table=True),
    "ods": _Refused(
        ".ods", Message("an OpenDocument spreadsheet (.ods)"), _SHEET, or_text=True,
        mime=_ODF + b"spreadsheet", table=True,
    ),
    "flat": _Refused(
        ".fodt .fods .fodp", Message("a flat OpenDocument file (.fodt, .fods)"), _EITHER,
        holds=rb"<office:document\s",
    ),
    "xml": _Refused(
        "", Message("a Word or Excel file of 2003 (.xml)"), _EITHER,
        holds=rb"<[?]mso-application progid=.(?:word[.]document|excel[.]sheet)",
    ),
    "office": _Refused(
        "", Message("an old file of an office program"),
        Message("open it in that program, save its text as .txt and give that file"),
    ),
    "ofd": _Refused(
        ".ofd", Message("an OFD file"),
        Message("open it in an OFD reader, save its text as .txt and give that file"),
        parts="(?i:OFD[.]xml)$",
    ),
    "apple": _Refused(
        ".pages .numbers .key", Message("a file of Pages, Numbers or Keynote"),
        Message("export it as .docx or .xlsx and give that file"),
        parts="Index/|index[.](?:xml|apxl)|.*[.]iwa$",
    ),
    "book": _Refused(
        ".epub .mobi .azw3 .chm .caj", Message("an electronic book"), _TEXT, mime=b"application/epub+zip"
    ),
    "mail": _Refused(".eml .msg", Message("an e-mail"), _TEXT),
    "picture": _Refused(
        ".png .jpg .jpeg .jfif .gif .bmp .tif .tiff .webp .heic .heif .avif .svg .ico .psd .wmf .emf",
        Message("a picture"),
        Message("type its text or have it recognized (OCR), save it as .txt and give that file"),
        begins=rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{0,13}\0|RIFF.{4}WEBP"
        rb"|.{4}ftyp(?:hei|mif|avi)",
    ),
    "recording": _Refused(
        ".mp3 .m4a .wav .wma .aac .flac .ogg .mp4 .mov .avi .mkv .wmv .flv .webm",
        Message("a sound or video file"),
        Message("write down what is said, save it as .txt and give that file"),
        begins=rb"ID3[\x03\x04]|OggS|.{4}ftyp",
    ),
    "archive": _Refused(
        ".zip .rar .7z .gz .tgz .bz2 .xz .tar .iso .cab .zst", Message("an archive"),
        Message("unpack it and give one of its files, or its folder to ha.build_corpus"),
        begins=rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh9|\xfd7zXZ\0|.{257}ustar",
    ),
    "link": _Refused(
        ".url .webloc .website .lnk .desktop", Message("a link to a page"),
        Message("open it, save the page as .html and give that file"),
    ),
    "rows": _Refused(
        ".parquet", Message("a table with one article per row"),
        Message("give the folder that it is in to ha.build_corpus, or save one article as .txt"),
        begins=rb"PAR1\x15",
    ),
    "data": _Refused(
        ".json .jsonl .ndjson .geojson .xml .css .js .mjs .map .sqlite .db .dbf .sav .dta .rds .pkl .npy "
        ".ini .log .toml .yaml .yml .py .ipynb .r .sh .bat .exe .dll .so .woff .woff2 .ttf .otf .eot",
        Message("a file of data or code"),
        Message("save the article in it as .txt, or many as a .csv with one per row, and give that file"),
        begins=rb"SQLite format 3\0",
    ),
}  # fmt: skip
_REFUSED_SUFFIXES = {suffix: kind for kind, one in _REFUSED.items() for suffix in one.suffixes.split()}

_ALL: dict[str, _Signs] = {**_REFUSED, **FORMATS}
_BEGINNINGS = [(re.compile(one.begins, re.DOTALL), kind) for kind, one in _ALL.items() if one.begins]
_BEGINNING = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def most_bytes(name: str) -> int:
    """Return how many bytes are read at most of a file that is called so.

    Examples
    --------
    >>> most_bytes("page.html"), most_bytes("page")
    (16000000, 64000000)
    """
    return FORMATS[SUFFIXES.get(_suffix(name), "text")].most


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
        Its name in :data:`FORMATS`.

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
    suffix = _suffix(name)
    named = SUFFIXES.get(suffix)
    told = _by_beginning(data, suffix, named)
    if not told and named and FORMATS[named].text:
        return named
    refused = _REFUSED_SUFFIXES.get(suffix)
    told = told or _held(data, _REFUSED)
    if not told and refused and not _REFUSED[refused].or_text:
        told = refused
    told = told or _held(data, FORMATS) or named
    # An old program pads with zero bytes, and a text has none but in UTF-16.
    if not told and refused and b"\0" in data[:_BEGINNING] and not data.startswith(_UTF16):
        told = refused
    if told in _REFUSED:
        _refuse(told, name)
    return told or ("table" if refused and _REFUSED[refused].table else "text")


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _by_beginning(data: bytes, suffix: str, named: str | None) -> str | None:
    """Tell a format by what only a file of it begins with."""
    if data.startswith(_ZIP):
        in_package = named and (FORMATS[named].parts or FORMATS[named].mime)
        return _packed(data) or (named if in_package else "archive")
    if data.startswith(_OLD_OFFICE):
        return _old_office(data, suffix)
    head = data[:_BEGINNING]
    return next((kind for form, kind in _BEGINNINGS if form.match(head)), None)


def _held(data: bytes, known: Mapping[str, _Signs]) -> str | None:
    """Tell a format by what only the beginning of a file of it holds."""
    start = data[:_BEGINNING].replace(b"\0", b"").lower()
    return next((kind for kind, one in known.items() if one.holds and re.search(one.holds, start)), None)


def _packed(data: bytes) -> str | None:
    """Tell what a package of parts is; None if it cannot be opened."""
    mime = b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if "mimetype" in names:
                with packed.open("mimetype") as said:
                    mime = said.read(100).strip()
    # A broken archive is complained of in many ways.
    except Exception:
        return None
    typed = (kind for kind, one in _ALL.items() if one.mime and mime.startswith(one.mime))
    held = (kind for kind, one in _ALL.items() if one.parts and any(re.match(one.parts, n) for n in names))
    return next(chain(typed, held), "archive")


def _old_office(data: bytes, suffix: str) -> str:
    named = _REFUSED_SUFFIXES.get(suffix)
    for kind, one in _REFUSED.items():
        if any(stream.encode("utf-16-le") in data for stream in one.streams):
            # WPS writes the same streams; its users know the file by its name.
            return named if kind != "locked" and named in ("wps", "et") else kind
    return named or "office"


def _refuse(kind: str, name: str) -> NoReturn:
    what, remedy = _REFUSED[kind].what, _REFUSED[kind].remedy
    raise ArticleError("{name} is {what}; {remedy}.", name=os.path.basename(name), what=what, remedy=remedy)
