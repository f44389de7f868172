"""The Chinese font inside a Word file, so that it reads the same where no Chinese font is installed.

Word, WPS and LibreOffice take it from there. (A web page brings its font by a style rule, the PDF by typst.)
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator

from hulin_analysis.charts.canvas.glyphs import cut_font
from hulin_analysis.charts.fonts import SIMPLIFIED, TRADITIONAL, Family
from hulin_analysis.report.dialects import ASSETS
from hulin_analysis.report.package import Element, Package, element, q

__all__ = ["ALWAYS", "add_fonts"]

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

    Parameters
    ----------
    package : Package
        The file, all its words in place.
    family : {"Noto Sans SC", "Noto Sans TC"}
        The document's font.
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
