"""The Chinese font inside a Word file, so that it reads the same where no Chinese font is installed.

Word, WPS and LibreOffice take it from there. (A web page brings its font by a style rule, the PDF by typst.)
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from html import unescape

from hulin_analysis.charts.fonts import SIMPLIFIED, TRADITIONAL, Family
from hulin_analysis.charts.typesetting.font import cut_font

__all__ = ["font_parts"]

# What a reader may type into the document: Latin letters, and the signs that any Chinese text has.
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "　、。〈〉《》「」『』【】〔〕“”‘’…—·！（），．：；？％￥"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_MASKED = 32
# The font of Windows to fall back on, and the character set: GB 2312 or Big5, as Word numbers them.
_FALLBACKS: dict[Family, tuple[str, str]] = {
    SIMPLIFIED: ("Microsoft YaHei", "86"),
    TRADITIONAL: ("Microsoft JhengHei", "88"),
}
_FONT = "fonts/font1.odttf"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def font_parts(parts: Mapping[str, str], family: Family) -> dict[str, bytes]:
    """Make the parts of a Word file that carry its font.

    The font is cut to what the document has, and to what a reader is likely to type into it. Its first
    bytes are masked with a key, as ECMA-376 asks (part 1, section 17.8.1, font embedding).

    Parameters
    ----------
    parts : mapping of str to str
        Every XML part of the file, by name; ``[Content_Types].xml``, ``word/settings.xml`` and
        ``word/fontTable.xml`` are among them. The words of the others say which characters are needed.
    family : {"Noto Sans SC", "Noto Sans TC"}
        The font that the styles name.

    Returns
    -------
    dict of str to bytes
        The parts to add or to replace.
    """
    words = [unescape(text) for xml in parts.values() for text in _TEXT.findall(xml)]
    font = cut_font("".join([_ALWAYS, *words]), family)
    key = uuid.uuid5(uuid.NAMESPACE_OID, font.hex())
    other, charset = _FALLBACKS[family]
    entry = (
        # Another name to fall back on, for a program that reads no embedded fonts.
        f'<w:font w:name="{family}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f'<w:embedRegular r:id="rId1" w:fontKey="{{{str(key).upper()}}}" w:subsetted="1"/></w:font>'
    )
    relation = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONSHIPS}/font" Target="{_FONT}"/></Relationships>'
    )
    types, table, settings = (
        parts[name] for name in ("[Content_Types].xml", "word/fontTable.xml", "word/settings.xml")
    )
    kind = f'<Default Extension="odttf" ContentType="{_OBFUSCATED}"/>'
    # These stand where the schema has them among the settings: behind the zoom.
    wanted = "<w:embedTrueTypeFonts /><w:saveSubsetFonts />"
    return {
        f"word/{_FONT}": _mask(font, key),
        "word/_rels/fontTable.xml.rels": relation.encode(),
        "word/fontTable.xml": table.replace("</w:fonts>", f"{entry}</w:fonts>").encode(),
        "[Content_Types].xml": re.sub(r"(<Types[^>]*>)", rf"\1{kind}", types, count=1).encode(),
        "word/settings.xml": settings.replace("<w:embedSystemFonts />", wanted).encode(),
    }


def _mask(font: bytes, key: uuid.UUID) -> bytes:
    """Mask the first 32 bytes with the key's bytes in reverse; masking twice gives the font again."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:_MASKED], mask, strict=True)) + font[_MASKED:]
