"""Languages: the three that the package writes, and the tags by which people ask for them."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

__all__ = ["LANGUAGES", "Language", "LanguageTag", "is_chinese", "language_of"]

#: The languages that charts, tables and reports are written in, as BCP 47 tags.
Language = Literal["zh-Hant", "zh-Hans", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
#: What a parameter ``lang`` takes: one of them, or a usual tag of a country or region.
LanguageTag: TypeAlias = (
    Language
    | Literal["zh", "zh-CN", "zh-SG", "zh-MY", "zh-TW", "zh-HK", "zh-MO", "en-US", "en-GB", "en-HK", "en-SG"]
)
#: The script of Chinese by its subtag, or by the region where nothing else is said.
_SCRIPTS: dict[str, Language] = {
    **dict.fromkeys(("", "hans", "cn", "sg", "my"), "zh-Hans"),
    **dict.fromkeys(("hant", "tw", "hk", "mo"), "zh-Hant"),
}


def language_of(tag: str) -> Language | None:
    """Return the language of a tag or of the name of a locale; None where it is none of the three.

    Parameters
    ----------
    tag : str
        A BCP 47 tag (``zh-CN``) or a POSIX locale (``zh_CN.UTF-8``), in any case.

    Examples
    --------
    >>> [language_of(tag) for tag in ("zh", "zh-CN", "zh_tw.UTF-8", "zh-Hant-HK", "EN-us", "xx")]
    ['zh-Hans', 'zh-Hans', 'zh-Hant', 'zh-Hant', 'en', None]
    """
    name = re.split("[.@]", tag.strip().lower())[0]
    first, second, *_ = [*re.split("[-_]", name), ""]
    if first == "zh":
        return _SCRIPTS.get(second)
    return next((known for known in LANGUAGES if known == first), None)


def is_chinese(lang: str) -> bool:
    """Tell whether a language is Chinese; any other is written in the way of English.

    Examples
    --------
    >>> is_chinese("zh-Hans"), is_chinese("en")
    (True, False)
    """
    return lang.startswith("zh")
