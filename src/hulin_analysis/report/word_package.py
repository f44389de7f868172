"""The parts of a Word file, read as trees and related to one another, and the Chinese font among them."""

from __future__ import annotations

import tomllib
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from hulin_analysis.charts.canvas.typeface import cut_font
from hulin_analysis.charts.fonts import SIMPLIFIED, TRADITIONAL, Family
from hulin_analysis.report.pandoc import ASSETS

Element: TypeAlias = Any

#: The prefixes of Office Open XML (ECMA-376, part 1) that the report writes.
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CONTENT_TYPES = "[Content_Types].xml"


def q(name: str) -> str:
    """Write a prefixed name as lxml has it.

    >>> q("w:p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, /, *children: Element | str, **attributes: str | int) -> Element:
    """Make an element; attributes without a prefix (``r__id`` has one) are in the element's namespace.

    >>> etree.tostring(element("w:pStyle", val="Title")).decode().split(" ", 1)[0]
    '<w:pStyle'
    """
    prefix = name.partition(":")[0]
    made = etree.Element(q(name), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in attributes.items():
        own, joint, local = key.partition("__")
        if prefix in ("a", "wp", "pic", "asvg") and not joint:
            made.set(key, str(value))
        else:
            made.set(q(f"{own}:{local}" if joint else f"{prefix}:{key}"), str(value))
    for child in children:
        if isinstance(child, str):
            made.text = child
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            made.append(child)
    return made


class Package:
    """The parts of a Word file."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, Element] = {}

    def tree(self, name: str) -> Element:
        """Return the root of a part; what is changed in it is written."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self._parts[name])
            self._parts[name] = b""
        return self._trees[name]

    def words(self) -> Iterator[str]:
        """Yield the words of every part that has some."""
        for name, content in self._parts.items():
            if name.startswith("word/") and name.endswith(".xml"):
                root = self._trees[name] if name in self._trees else etree.fromstring(content)
                yield from (node.text for node in root.iter(q("w:t")) if node.text)

    def add(self, name: str, content: bytes | Element, *, kind: str, source: str, relation: str) -> str:
        """Add a part that another one uses, by a `relation` such as ``header``; return the relation's id."""
        if isinstance(content, bytes):
            self._parts[name] = content
        else:
            self._parts[name] = b""
            self._trees[name] = content
        self._type(name, kind)
        return self._relate(source, name, relation)

    def _type(self, name: str, kind: str) -> None:
        """Say what a part is: a picture or font by its extension, all else by its name."""
        types = self.tree(_CONTENT_TYPES)
        extension = name.rpartition(".")[2]
        if extension == "xml":
            types.append(etree.Element(f"{_TYPES}Override", PartName=f"/{name}", ContentType=kind))
        elif not any(one.get("Extension") == extension for one in types):
            types.insert(0, etree.Element(f"{_TYPES}Default", Extension=extension, ContentType=kind))

    def _relate(self, source: str, name: str, relation: str) -> str:
        relations = _relations_of(source)
        if relations not in self._parts:
            self._parts[relations] = b""
            self._trees[relations] = etree.Element(
                f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS}
            )
        tree = self.tree(relations)
        known = {one.get("Id") for one in tree}
        id = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
        tree.append(
            etree.Element(
                f"{{{_RELATIONSHIPS}}}Relationship", Id=id, Type=f"{NAMESPACES['r']}/{relation}",
                Target=name.removeprefix("word/"),
            )
        )  # fmt: skip
        return id

    def written(self) -> dict[str, bytes]:
        """Return every part as it is written; no tree is kept, as that of the text is ten times as large."""
        parts = dict(self._parts)
        while self._trees:
            name, tree = self._trees.popitem()
            etree.cleanup_namespaces(tree, keep_ns_prefixes=["w", "r"])
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return parts


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


# What a reader may type into the document: Latin letters, and the signs that any Chinese text has.
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "　、。〈〉《》「」『』【】〔〕“”‘’…—·！（），．：；？％￥"
_MASKED = 32
# The character sets as Word numbers them, and the fonts of Windows to fall back on.
_GB, _BIG5 = "86", "88"
_FALLBACKS: dict[Family, tuple[str, str]] = {
    SIMPLIFIED: ("Microsoft YaHei", _GB),
    TRADITIONAL: ("Microsoft JhengHei", _BIG5),
}
_TABLE = "word/fontTable.xml"
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def add_fonts(package: Package, family: Family) -> None:
    """Put the document's font into a Word file, and name what may stand for the fonts it only names.

    The font is cut to what the document has, and to what a reader is likely to type into it. Its first
    bytes are masked with a key, as ECMA-376 asks (part 1, section 17.8.1, font embedding).
    """
    for fonts in package.tree("word/styles.xml").iter(q("w:rFonts")):
        # The styles name the first of the families.
        fonts.attrib.update({key: family for key, name in fonts.items() if name == SIMPLIFIED})
    font = cut_font("".join([ALWAYS, *package.words()]), family)
    key = uuid.uuid5(uuid.NAMESPACE_OID, font.hex())
    id = package.add(
        "word/fonts/font1.odttf", _mask(font, key), kind=_OBFUSCATED, source=_TABLE, relation="font"
    )
    embedded = element("w:embedRegular", r__id=id, fontKey=f"{{{str(key).upper()}}}", subsetted=1)
    table = package.tree(_TABLE)
    other, charset = _FALLBACKS[family]
    table.append(_font(family, [other], "swiss", embedded, charset=charset))
    known = {font.get(q("w:name")) for font in table}
    used = set(_named(package.tree("word/styles.xml")))
    for row in tomllib.loads((ASSETS / "fonts.toml").read_text(encoding="utf-8"))["font"]:
        if row["name"] in used - known:
            table.append(_font(row["name"], [*row["instead"], family], row["family"]))


def _named(styles: Element) -> Iterator[str]:
    """Yield the fonts that styles name for Chinese."""
    yield from filter(None, (fonts.get(q("w:eastAsia")) for fonts in styles.iter(q("w:rFonts"))))


def _font(name: str, instead: list[str], family: str, *embedded: Element, charset: str = _GB) -> Element:
    return element(
        "w:font",
        # For a program that has not the font: the first of these that it has.
        element("w:altName", val=",".join(instead)),
        element("w:charset", val=charset),
        element("w:family", val=family),
        element("w:pitch", val="variable"),
        *embedded,
        name=name,
    )


def _mask(font: bytes, key: uuid.UUID) -> bytes:
    """Mask the first 32 bytes with the key's bytes in reverse; masking twice gives the font again."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:_MASKED], mask, strict=True)) + font[_MASKED:]
