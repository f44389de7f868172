"""Make the font of traditional forms that the package ships, from Noto Sans CJK.

Run it again only when the characters change: ``python docs/traditional_forms.py NotoSansCJK-Regular.ttc``,
with the file of Noto Sans CJK 2.004 (Debian has it in ``fonts-noto-cjk``) and OpenCC. The same file gives the
same bytes.
"""

from __future__ import annotations

import sys
from typing import Any

import opencc
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

from hulin_analysis.charts.fonts import FORMS, SIMPLIFIED, font_path
from hulin_analysis.places.divisions import divisions

# Characters of Hong Kong's and Taiwan's place names and of personal names that no rule below takes in.
_NAMES = "埗鰂涌邨嶼蓢馬冧滘咀磡篤屻瀝墟圍頭鑽裏峯粧衞喆堃珮琇瑀甯頴煊淼鑫翀璟曄皓玥叡瓈瑨"
_NONE = dict.fromkeys(
    ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
     "maxSizeOfInstructions", "maxComponentElements"), 0,
)  # fmt: skip


def main(collection: str) -> None:
    """Write the font beside the module that uses it."""
    faces = {face["name"].getDebugName(1): face for face in TTCollection(collection, lazy=True).fonts}
    simplified, traditional = faces["Noto Sans CJK SC"], faces["Noto Sans CJK TC"]
    wanted = _characters(TTFont(font_path(SIMPLIFIED), lazy=True), simplified, traditional)
    font = _cut(traditional, wanted)
    _to_truetype(font)
    font.save(FORMS)
    print(f"{len(wanted)} characters, {FORMS.stat().st_size} bytes")


def _characters(base: TTFont, simplified: TTFont, traditional: TTFont) -> list[int]:
    """Choose the characters of traditional text that have another form in Taiwan.

    They are the first level of Big5, what of its second level is written in simplified Chinese with the
    characters of GB 2312, and names.
    """
    to_simplified, to_traditional = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    names = set(to_traditional.convert("".join(division.name for division in divisions())) + _NAMES)
    one, other = simplified.getBestCmap(), traditional.getBestCmap()

    def is_used(character: str) -> bool:
        big5 = _encoded(character, "big5")
        common = big5 and (big5 < b"\xc9\x40" or _encoded(to_simplified.convert(character), "gb2312"))
        return bool(common) or character in names

    return [
        code
        for code in sorted(base.getBestCmap())
        if other.get(code) != one.get(code) and code in other and is_used(chr(code))
    ]


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""


def _cut(font: TTFont, characters: list[int]) -> TTFont:
    options = subset.Options(
        layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True,
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "VORG"], name_IDs=[0, 1, 2, 4, 5, 6, 7, 13],
    )  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    return font


def _to_truetype(font: Any) -> None:
    """Turn cubic outlines into quadratic ones, within a thousandth of the type size."""
    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    font.sfntVersion, font["maxp"].tableVersion, font["maxp"].maxZones = "\0\1\0\0", 0x00010000, 1
    vars(font["maxp"]).update(_NONE)
    font["post"].formatType = 3.0
    for record in font["name"].names:
        record.string = record.toUnicode().replace("Sans CJK TC", "Sans TC").replace("SansCJKtc", "SansTC")
    font.recalcTimestamp = False


if __name__ == "__main__":
    main(*sys.argv[1:])
