"""Languages: those that the package writes, what each does, and the tags by which people ask for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

#: The languages that charts, tables and reports are written in, as BCP 47 tags.
Language = Literal["zh-Hant", "zh-Hans", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
#: What a parameter ``lang`` takes: one of them, or a usual tag of a country or region.
LanguageTag: TypeAlias = (
    Language
    | Literal["zh", "zh-CN", "zh-SG", "zh-MY", "zh-TW", "zh-HK", "zh-MO", "en-US", "en-GB", "en-HK", "en-SG"]
)
#: The language of the code: of its templates, its codes, the data it stores, and the names of ``wording``.
ENGLISH: Language = "en"
#: The script of Chinese by its subtag, or by the region where nothing else is said.
_SCRIPTS: dict[str, Language] = {
    **dict.fromkeys(("", "hans", "cn", "sg", "my"), "zh-Hans"),
    **dict.fromkeys(("hant", "tw", "hk", "mo"), "zh-Hant"),
}


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language does, as far as that is no word of a catalogue."""

    space: str  # between two sentences
    capitals: bool  # whether what stands alone begins with a capital
    groups: str  # what parts the digits of a number by three
    #: From which value on a number is written with which word of ``scale_names`` in ``wording.toml``.
    scales: tuple[tuple[float, str], ...]
    #: From which value on an axis is written in units of which power of ten.
    axis: tuple[tuple[int, float], ...]
    title_marks: str  # the marks around a title, and those of a title inside it
    ones: frozenset[int]  # the counts that go with the singular


_GRAMMARS = {
    "zh": Grammar(
        space="", capitals=False, groups="", title_marks="《》〈〉", ones=frozenset({1}),
        scales=((1e12, "trillion"), (1e8, "hundred_million"), (1e4, "ten_thousand")),
        axis=((8, 1e8), (4, 1e5)),
    ),
    "en": Grammar(
        space=" ", capitals=True, groups=",", title_marks="“”‘’", ones=frozenset({1}),
        scales=((1e12, "trillion"), (1e9, "billion"), (1e6, "million")),
        axis=((9, 1e9), (6, 1e6)),
    ),
}  # fmt: skip


def language_of(tag: str) -> Language | None:
    """Return the language of a tag or of the name of a locale; None where it is none of them.

    >>> [language_of(tag) for tag in ("zh", "zh-CN", "zh_tw.UTF-8", "zh-Hant-HK", "EN-us", "xx")]
    ['zh-Hans', 'zh-Hans', 'zh-Hant', 'zh-Hant', 'en', None]
    """
    name = re.split("[.@]", tag.strip().lower())[0]
    first, second, *_ = [*re.split("[-_]", name), ""]
    if first == "zh":
        return _SCRIPTS.get(second)
    return next((lang for lang in LANGUAGES if lang == first), None)


def is_chinese(lang: str) -> bool:
    """Tell whether a language is Chinese, in either script."""
    return lang.startswith("zh")


def key_of(lang: str) -> str:
    """Return the key that a catalogue has for a language; Chinese has one, which is converted.

    >>> key_of("zh-Hans"), key_of("en")
    ('zh', 'en')
    """
    return "zh" if is_chinese(lang) else lang


def grammar(lang: str) -> Grammar:
    """Return what a language does."""
    return _GRAMMARS[key_of(lang)]
