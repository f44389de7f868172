"""Traditional and simplified script, offset for offset.

Every rule is written in simplified characters and matched against a *folded* copy of the text, one code point
for one, so that offsets carry over. OpenCC's phrase tables, which may change lengths, are used only for text
that is shown (`convert`), in the forms of Taiwan (裡, 為, 眾). 著 is 着 or 著 in simplified script by the
words it stands in (``vocabulary/particle.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal
from unicodedata import normalize

import opencc

from hulin_analysis import vocabulary
from hulin_analysis.errors import DataError, HulinError, choose
from hulin_analysis.languages import LANGUAGES, Language, LanguageTag, key_of, language_of

__all__ = [
    "LANGUAGES",
    "Language",
    "LanguageTag",
    "Script",
    "catalogue",
    "convert",
    "detect",
    "fold",
    "language",
    "to_simplified",
    "to_traditional",
    "written",
]

Script = Literal["hant", "hans"]

_SHORT = 4_000  # characters of a text that is kept with its folded form

# Full-width forms that stand for ASCII letters, digits and signs. The full-width comma is left alone:
# it ends a clause in Chinese and groups digits only in ASCII.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i) != ","}
_SIGNS = {
    ord(sign): ord(ascii_)
    for signs, ascii_ in (
        ("﹔", ";"),
        ("﹕∶", ":"),
        ("﹐", ","),
        ("﹑", "、"),
        ("﹪", "%"),
        ("‧・•", "·"),
        ("µ", "μ"),
        ("〜～∼", "~"),
        ("–−﹣⁃", "-"),
    )
    for sign in signs
}


# So many characters tell the script of a text; all of it is asked only if they do not.
_TELLING = 2_000
# Variants of Hong Kong and Taiwan that OpenCC's table of traditional characters leaves.
_VARIANTS = str.maketrans("衞綫裏敍粧歴砲珮倣", "卫线里叙妆历炮佩仿")
# Where most write otherwise than the standard of Taiwan has it: 污水 (汙水).
_USUAL = str.maketrans("汙", "污")
# Radicals stand for characters in texts taken from a PDF; OpenCC's phrases do not know them.
_RADICALS = re.compile("[\u2e80-\u2fdf]")
# The particle, and the character that traditional texts write for it as well as for a word of its own.
_PARTICLE, _EITHER = "着", "著"


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


class _Table(dict[int, int]):
    """A translation table that asks OpenCC about each character the first time it meets it."""

    def __init__(self, config: str, base: dict[int, int] | None = None) -> None:
        super().__init__(base or {})
        self._config = config

    def __missing__(self, code: int) -> int:
        char = normalize("NFKC", chr(code)) if 0x2E80 <= code <= 0x2FDF else chr(code)  # radicals: ⼈ for 人
        converted = _converter(self._config).convert(char) if code > 0x2E7F else char
        self[code] = ord(converted) if len(converted) == 1 else code
        return self[code]


_SIMPLIFIED = _Table("t2s", _VARIANTS)
_FOLDED = _Table("t2s", {**_WIDTH, **_SIGNS, **_VARIANTS})
_TRADITIONAL = _Table("s2t")
_SHOWN_TRADITIONAL = _Table("s2tw", _USUAL)
# The characters that OpenCC was asked about, and those of them that the other script writes otherwise.
_ASKED: set[str] = set()
_ONLY_TRADITIONAL: set[str] = set()
_ONLY_SIMPLIFIED: set[str] = set()


@cache
def _words_with_particle() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the words that tell what a 著 is, as one pattern, and those in which it stays."""
    words = vocabulary.table("particle")
    stays = frozenset(words["stays"]["words"])
    longest_first = sorted({*stays, *words["turns"]["words"], _EITHER}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), stays


def _with_particle(simplified: str) -> str:
    """Write 着 for each 著 that is the particle, one for one."""
    pattern, stays = _words_with_particle()
    return pattern.sub(lambda m: m[0] if m[0] in stays else m[0].replace(_EITHER, _PARTICLE), simplified)


def language(
    given: str | None, script: str | None = None, *, error: type[HulinError] = DataError
) -> Language:
    """Return the language that is asked for, or that of a script.

    >>> language("zh-CN"), language("zh_hk"), language("en-GB"), language(None, "hans")
    ('zh-Hans', 'zh-Hant', 'en', 'zh-Hans')
    """
    if given is None:
        return "zh-Hans" if script == "hans" else "zh-Hant"
    known = language_of(given) if isinstance(given, str) else None
    return known or choose(given, LANGUAGES, "language", "lang", error)


def to_simplified(text: str) -> str:
    """Convert to simplified characters, one for one, by OpenCC's phrases where they keep the length.

    Where the text is traditional 著 becomes 着, but for words like 显著 and 著作; a text that is simplified
    already has told the two apart.

    >>> to_simplified("地區生產總值"), to_simplified("帶著顯著成效")
    ('地区生产总值', '带着显著成效')
    """
    simplified = text.translate(_SIMPLIFIED)
    if simplified == text and (text.isascii() or text != text.translate(_TRADITIONAL)):
        return text
    if not _RADICALS.search(text):
        # 乾 is 干, but in 乾坤 and 乾县; 瞭 is 了 in 瞭解, 覆 is 复 in 答覆.
        by_phrase = _converter("t2s").convert(text).translate(_VARIANTS)
        simplified = by_phrase if len(by_phrase) == len(text) else simplified
    return _with_particle(simplified) if _EITHER in text else simplified


def to_traditional(text: str) -> str:
    """Convert to traditional characters, by OpenCC's phrases where they keep the length.

    >>> to_traditional("地区生产总值"), to_traditional("为了群众干净的里子")
    ('地區生產總值', '為了群眾乾淨的裡子')
    """
    converted: str = _converter("s2tw").convert(text)
    if len(converted) != len(text):
        return text.translate(_SHOWN_TRADITIONAL)
    return converted.translate(_USUAL)


def fold(text: str) -> str:
    """Fold script and width for matching: simplified, and ASCII for full-width digits and signs.

    >>> fold("增長１２．４％﹔"), fold("著力,顯著"), fold("公共衞生")
    ('增长12.4%;', '着力,显著', '公共卫生')
    """
    return _folded(text) if len(text) > _SHORT else _folded_again(text)


def _folded(text: str) -> str:
    folded = text.translate(_FOLDED)
    return _with_particle(folded) if _EITHER in folded else folded


# The same names and sentences are folded for each of their numbers.
_folded_again = lru_cache(maxsize=1_024)(_folded)


def convert(text: str, lang: str) -> str:
    """Convert text that is shown (never a quote) to the script of a language tag.

    >>> convert("经济指标", "zh-Hant"), convert("經濟指標", "zh-Hans"), convert("經濟", "en")
    ('經濟指標', '经济指标', '經濟')
    """
    if lang == "zh-Hant":
        return text if detect(text) == "hant" else to_traditional(text)
    if lang == "zh-Hans":
        return to_simplified(text)
    return text


@cache
def catalogue(room: str) -> dict[str, dict[str, Any]]:
    """Return what a room says: the entries of its ``words.toml`` by their keys."""
    return tomllib.loads(files("hulin_analysis").joinpath(room, "words.toml").read_text(encoding="utf-8"))


def written(row: Mapping[str, Any], lang: Language) -> str:
    """Return what an entry of a catalogue has for a language, and KeyError where it lacks it: none stands in.

    >>> written({"zh": "來源", "en": "Source"}, "zh-Hans"), written({"zh": "來源", "en": "Source"}, "en")
    ('来源', 'Source')
    """
    text = str(row[key_of(lang)])  # its `zh` is traditional
    return to_simplified(text) if lang == "zh-Hans" else text


@lru_cache(maxsize=4)  # asked several times of one article
def detect(text: str) -> Script:
    """Tell the script of a text by how many of its characters only one of the two uses.

    >>> detect("黨史學習"), detect("党史学习")
    ('hant', 'hans')
    """
    for part in (text[:_TELLING], text):
        characters = set(part)
        for char in characters - _ASKED:
            _ASKED.add(char)
            if _SIMPLIFIED[ord(char)] != ord(char):
                _ONLY_TRADITIONAL.add(char)
            if _TRADITIONAL[ord(char)] != ord(char):
                _ONLY_SIMPLIFIED.add(char)
        traditional, simplified = len(characters & _ONLY_TRADITIONAL), len(characters & _ONLY_SIMPLIFIED)
        if traditional != simplified:
            return "hant" if traditional > simplified else "hans"
    return "hans"
