"""Word files (.docx): paragraphs and rows of tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from hulin_analysis import extras
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.edge import parsed_by_others
from hulin_analysis.readers.facts import Facts
from hulin_analysis.readers.lines import raised, row_of_cells, tidy
from hulin_analysis.readers.shown import Shown

__all__ = ["MOST_MEMBERS", "MOST_RATIO", "MOST_UNPACKED", "read_word"]

#: What is unpacked at most: parts, bytes of XML in all, and how much larger than packed a part of a megabyte
#: or more may be.
MOST_MEMBERS = 4_000
MOST_UNPACKED = 64_000_000
MOST_RATIO = 200
_SMALL = 1_000_000
_CHUNK = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_word(data: bytes, name: str) -> Shown:
    """Read the article of a Word file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in an error message.

    Returns
    -------
    Shown
        The text it shows, one paragraph or row of a table a line, and its title.

    Raises
    ------
    ArticleError
        If it is no Word file, or unpacks to more than the limits of this module.
    MissingExtraError
        If python-docx is not installed.

    Notes
    -----
    Deleted and hidden text is left out, and so are headers, footers, notes and numbers that Word counts by
    itself. The title is the paragraph of the style Title or the title among the file's properties, where the
    text has none of its own. The dates among the properties say when the file was made or saved, or its
    template, and not when the article was published: a text without a date has none.
    """
    extras.require("docx", extra="pages")
    import docx

    # Of a broken file every layer below complains in its own way: zip, XML, a part that is missing.
    with parsed_by_others(_no_word(name)):
        document = docx.Document(_unpacked(data, name))
        lines = list(_lines(document.element.body))
        style = (p.text for p in document.paragraphs if p.style is not None and p.style.name == "Title")
        title = tidy(next(style, "")) or tidy(document.core_properties.title)
    return Shown("\n".join(lines), Facts(title=title or None))


def _no_word(name: str) -> ArticleError:
    return ArticleError(f"{name} is no sound Word file (.docx); save it anew from Word, or as plain text.")


def _unpacked(data: bytes, name: str) -> io.BytesIO:
    """Copy a package without compression, within limits, and without what is no XML (pictures, fonts)."""
    copy, total = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(copy, "w") as plain:
        members = {member.filename: member for member in packed.infolist()}
        if len(packed.infolist()) > MOST_MEMBERS:
            raise _too_large(name)
        xml = {key for key in members if key.lower().endswith((".xml", ".rels"))}
        for key in xml:
            size = members[key].file_size
            if size > _SMALL and size > MOST_RATIO * members[key].compress_size:
                raise _too_large(name)
        if sum(members[key].file_size for key in xml) > MOST_UNPACKED:
            raise _too_large(name)
        for key, member in members.items():
            part = bytearray()
            if key in xml:
                with packed.open(member) as stream:
                    # What a part says of its size may be a lie: counted again while it is read.
                    while chunk := stream.read(_CHUNK):
                        part += chunk
                        total += len(chunk)
                        if total > MOST_UNPACKED:
                            raise _too_large(name)
                if b"<!DOCTYPE" in part[:4096]:
                    raise _no_word(name)
            plain.writestr(key, bytes(part))
    copy.seek(0)
    return copy


def _too_large(name: str) -> ArticleError:
    return ArticleError(
        f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB of text or is packed more than "
        f"{MOST_RATIO} to 1; save the article alone, as plain text."
    )


def _lines(element: Any) -> Iterator[str]:
    """Yield the lines below an element; text boxes after the paragraph they hang on."""
    for child in element:
        if child.tag == f"{_W}p":
            yield from filter(None, map(tidy, "".join(_words(child)).split("\n")))
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _lines(box)
        elif child.tag == f"{_W}tr":
            yield from _row(child)
        elif isinstance(child.tag, str) and child.tag != f"{_W}del":
            yield from _lines(child)


def _row(row: Any) -> Iterator[str]:
    cells = [list(_lines(cell)) for cell in row.iter(f"{_W}tc") if _owner(cell) is row]
    if all(len(cell) <= 1 for cell in cells):
        yield from filter(None, [row_of_cells([line for cell in cells for line in cell])])
    else:
        yield from (line for cell in cells for line in cell)


def _owner(cell: Any) -> Any:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _words(element: Any) -> Iterator[str]:
    """Yield the words of a paragraph: no deleted text, no codes of fields, no text boxes."""
    for child in element:
        if child.tag == f"{_W}r":
            yield from _run(child)
        elif isinstance(child.tag, str) and child.tag not in (f"{_W}del", f"{_W}moveFrom", _FALLBACK):
            yield from _words(child)


def _run(run: Any) -> Iterator[str]:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    if hidden is not None and hidden.get(f"{_W}val") not in ("0", "false"):
        return
    align = run.find(f"{_W}rPr/{_W}vertAlign")
    up = align is not None and align.get(f"{_W}val") == "superscript"
    for child in run:
        if child.tag == f"{_W}t" and child.text:
            yield raised(child.text) if up else child.text
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
