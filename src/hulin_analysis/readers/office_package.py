"""Packages of Office (.docx, .xlsx): their parts, unpacked within limits, and how these refer to each other.

A reference that leads nowhere is common and harmless (a picture that was taken out): it is left out.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from hulin_analysis.errors import ArticleError

#: What is unpacked at most: parts, bytes of XML in all, and how much larger than packed a part of a megabyte
#: or more may be.
MOST_MEMBERS = 4_000
MOST_UNPACKED = 64_000_000
MOST_RATIO = 200
_SMALL = 1_000_000
_CHUNK = 1 << 16
_XML = (".xml", ".rels")
# Nothing outside of a part is asked for, and what it declares is not written out.
_ALONE = {"resolve_entities": False, "no_network": True}
_NAMESPACE = re.compile(r"\{[^}]*\}")

#: The XML of a package by the names of its parts.
Parts = dict[str, bytes]


class Relation(NamedTuple):
    """A reference of one part to another: its identifier, what the other is, and its name."""

    id: str
    kind: str
    target: str


def unpacked(data: bytes, name: str) -> Parts:
    """Unpack the XML of a package, within limits; pictures, fonts and the like stay packed."""
    parts: Parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        chosen = {one.filename: one for one in members if one.filename.lower().endswith(_XML)}
        sizes = [(one.file_size, one.compress_size) for one in chosen.values()]
        if (
            len(members) > MOST_MEMBERS
            or sum(size for size, _ in sizes) > MOST_UNPACKED
            or any(size > _SMALL and size > MOST_RATIO * small for size, small in sizes)
        ):
            raise _too_large(name)
        left = MOST_UNPACKED
        for key, member in chosen.items():
            part = bytearray()
            with packed.open(member) as stream:
                # What a part says of its size may be a lie: counted again while it is read.
                while chunk := stream.read(_CHUNK):
                    part += chunk
                    if len(part) > left:
                        raise _too_large(name)
            left -= len(part)
            parts[key] = bytes(part)
    return parts


def _too_large(name: str) -> ArticleError:
    return ArticleError(
        "{name} unpacks to more than {most} MB of text or is packed more than {ratio} to 1; save "
        "the article alone, as plain text.",
        name=name,
        most=MOST_UNPACKED // 1_000_000,
        ratio=MOST_RATIO,
    )


def root_of(part: bytes) -> Any:
    """Parse a part whole."""
    root = etree.fromstring(part, etree.XMLParser(**_ALONE))
    _refuse_declarations(root)
    return root


def elements_of(part: bytes) -> Iterator[Any]:
    """Yield the elements below the root of a large part, each when it is whole, without their namespaces."""
    above: list[Any] = []
    for event, element in etree.iterparse(io.BytesIO(part), ("start", "end"), **_ALONE):
        if event == "start":
            if not above:
                _refuse_declarations(element)
            above.append(element)
            continue
        above.pop()
        element.tag = _NAMESPACE.sub("", element.tag)
        if above:
            yield element
        # A sheet has rows by the million; what has been read is let go.
        if len(above) == 1 or (above and element.tag == "row"):
            above[-1].clear()


def _refuse_declarations(root: Any) -> None:
    """Raise where a part has a ``<!DOCTYPE``: no program writes one into what is read here."""
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part declares its type")


def relations(parts: Parts, part: str) -> list[Relation]:
    """Return what a part refers to, as far as it is in the package; of the empty name, the package itself."""
    folder, file = posixpath.split(part)
    try:
        root = root_of(parts[posixpath.join(folder, "_rels", f"{file}.rels")])
    except (KeyError, etree.XMLSyntaxError):
        return []
    found = []
    for one in root.iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        if target in parts and one.get("TargetMode") != "External":
            found.append(Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target))
    return found


def main_part(parts: Parts, usual: str, refusal: ArticleError) -> str:
    """Return the part that the package is about; where it does not say, the one with the usual name."""
    named = beside(parts, "", "officeDocument") or usual
    if named not in parts:
        raise refusal
    return named


def beside(parts: Parts, part: str, kind: str) -> str | None:
    """Return the part of a kind that a part refers to, the styles for instance."""
    return next((one.target for one in relations(parts, part) if one.kind == kind), None)
