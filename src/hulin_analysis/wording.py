"""Wording: a number, a unit, the words of a text as a reader's language writes them.

What the languages differ in stands in ``vocabulary/wording.toml``.
"""

from __future__ import annotations

from hulin_analysis import script, vocabulary
from hulin_analysis.line_breaks import joined
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import currency

__all__ = ["in_script", "number", "place_name", "unit_name"]

_ENGLISH_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CHINESE_SCALES = ((1e12, "trillion"), (1e8, "hundred_million"), (1e4, "ten_thousand"))


def number(value: float, lang: Language) -> str:
    """Write a number as the language does: 萬 and 億 in Chinese, million and billion in English.

    Examples
    --------
    >>> number(190000, "zh-Hant"), number(190000, "en"), number(2.7e9, "en")
    ('19萬', '190,000', '2.7 billion')
    """
    size = abs(value)
    if lang == "en":
        for scale, name in _ENGLISH_SCALES:
            if size >= scale:
                return f"{value / scale:.10g} {name}"
        return f"{value:,.10g}"
    names = vocabulary.table("wording")["scale_names"]
    for scale, name in _CHINESE_SCALES:
        if size >= scale:
            return f"{value / scale:.10g}{script.convert(names[name], lang)}"
    return f"{value:.10g}"


def unit_name(unit: str) -> str | None:
    """Return what a unit is called in English, or None where the vocabulary does not know.

    Examples
    --------
    >>> unit_name("噸"), unit_name("元"), unit_name("美元"), unit_name("孔")
    ('tonnes', 'yuan', 'USD', None)
    """
    if code := currency(unit):
        return "yuan" if code == "CNY" else code
    name = vocabulary.table("wording")["unit_names"].get(script.to_simplified(unit))
    return str(name).partition(",")[0] if name else None


def place_name(name: str, code: str | None) -> str:
    """Return what a division is called in English; one without an English name keeps its own.

    Examples
    --------
    >>> place_name("黑龍江省", "230000"), place_name("虎林市", "230381")
    ('Heilongjiang', '虎林市')
    """
    if code and code.endswith("0000"):
        return str(vocabulary.table("wording")["provinces"].get(code[:2], name))
    return name


def in_script(text: str, lang: Language, source_script: str | None = None) -> str:
    """Write words of an article, in one line, in the script of a language; in English in their own.

    Examples
    --------
    >>> in_script("地區生產總值", "zh-Hans"), in_script("黨員干部", "zh-Hant", "hant")
    ('地区生产总值', '黨員干部')
    """
    text = joined(text)
    if lang == "zh-Hans":
        return script.to_simplified(text)
    if lang == "zh-Hant" and (source_script or script.detect(text)) == "hans":
        return script.to_traditional(text)
    return text
