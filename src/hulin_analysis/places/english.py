"""English names: a province's own, else what maps have or Hanyu Pinyin, with what kind of place it is.

Names that are not read by rule stand in ``vocabulary/english.toml``. Characters are read by pypinyin; alone
it misreads one name in forty of the divisions in force (it has *zhang* for 长, *dou* for 都), so that file
tells it how names of places are read. A column of romanised names in ``divisions.csv`` would not do instead:
a text may be about a place that no table has.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from hulin_analysis import script, vocabulary
from hulin_analysis.line_breaks import joined
from hulin_analysis.places.divisions import full_names, named

_TABLE = "english"


@lru_cache(maxsize=10_000)
def romanised(name: str) -> str:
    """Write a Chinese name in Hanyu Pinyin as one word, by the rules for names of places: Xi'an, Dong'e.

    >>> [romanised(name) for name in ("虎林", "西安", "呂梁", "東阿", "樂清", "平川")]
    ['Hulin', "Xi'an", 'Lüliang', "Dong'e", 'Yueqing', 'Pingchuan']
    """
    written = ""
    for syllable in _syllables(script.fold(name)):
        apart = "'" if written[-1:].isalpha() and syllable[:1] in "aeo" else ""
        written += apart + syllable
    return written[:1].upper() + written[1:]


def _syllables(name: str) -> list[str]:
    # Only English needs it, and its dictionary takes a tenth of a second to read.
    from pypinyin import lazy_pinyin

    table = vocabulary.table(_TABLE)
    # 长子县 is read as 长子, wherever a longer name has no reading of its own.
    for length in range(len(name), 1, -1):
        if known := table["names"].get(name[:length]):
            return [*str(known).split(), *(_syllables(name[length:]) if name[length:] else [])]
    read = lazy_pinyin(name, v_to_u=True)
    if len(read) != len(name):  # letters or digits are among them
        return [str(syllable) for syllable in read]
    return [str(table["readings"].get(character, read[at])) for at, character in enumerate(name)]


@lru_cache(maxsize=10_000)
def english_place(name: str, code: str | None = None) -> str | None:
    """Return what a place is called in English; None for what is no place, such as a body.

    The name of what it belongs to may stand in front. A place that no table has is known by what it ends in.

    >>> [english_place(name) for name in ("黑龍江省", "虎林市", "平川縣", "甲縣", "福建省鼓樓區")]
    ['Heilongjiang', 'Hulin', 'Pingchuan County', 'Jiaxian County', 'Gulou District, Fujian']
    >>> [english_place(name) for name in ("呼和浩特", "延邊朝鮮族自治州", "全縣", "虎林市人民醫院")]
    ['Hohhot', 'Yanbian Korean Autonomous Prefecture', 'the county', None]
    """
    table, text = vocabulary.table(_TABLE), script.fold(joined(name))
    if own := _own().fullmatch(text):
        return str(table["own"][own["kind"]])
    if text in table["areas"]:
        return str(table["areas"][text])
    if code and code.endswith("0000") and code[:2] in table["provinces"]:
        return str(table["provinces"][code[:2]])
    if text.endswith(tuple(table["bodies"])):
        return None
    found = named(text)
    # 吉林 is the province, 吉林市 the city.
    if province := next((one for one in found if one.level == "province"), None):
        return str(table["provinces"].get(province.code[:2], romanised(text)))
    if found or text in table["official"]:
        return _whole(text)
    if table["kinds"].get(text):
        return f"the {table['kinds'][text].lower()}"
    if any(text + end in full_names() for end in vocabulary.words("places", "names", "last")):
        return romanised(text)
    return _chain(text)


@cache
def _own() -> re.Pattern[str]:
    kinds = "|".join(map(re.escape, vocabulary.table(_TABLE)["own"]))
    return re.compile(vocabulary.filled("places", "<own.points>") + f"(?P<kind>{kinds})")


@cache
def _ended() -> re.Pattern[str]:
    """Return how a full name parts: 延边, 朝鲜族, 自治州."""
    table = vocabulary.table(_TABLE)
    people = vocabulary.any_of("places", "names", "people")
    peoples = "|".join(sorted(map(re.escape, table["peoples"]), key=len, reverse=True))
    autonomous = "|".join(map(re.escape, vocabulary.words("places", "ends", "autonomous")))
    town = vocabulary.any_of("places", "town", "does")
    ends = "|".join(sorted(map(re.escape, table["kinds"]), key=len, reverse=True))
    # Two characters at least, if that can be: 长白 is no 长 of the Bai. 乡 may be one of a people, too.
    return re.compile(
        f"(?P<short>.{{2,}}?|.)(?P<peoples>(?:(?:{peoples}){people}?)++(?={autonomous}|(?<={people}){town}))?"
        f"{people}?(?P<end>{ends})"
    )


@cache
def _higher() -> re.Pattern[str]:
    """Return what may stand in front of a name: a province, a city or a county that it belongs to."""
    known = vocabulary.words("places", "names", "ends")
    ends = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(f".{{1,}}?(?:{ends})")


def _whole(text: str) -> str:
    """Write the name of one place."""
    table = vocabulary.table(_TABLE)
    if known := table["official"].get(text):
        return str(known)
    parted = _ended().fullmatch(text)
    if not parted:
        return romanised(text)
    kind = str(table["kinds"][parted["end"]])
    # 浚县 is Xunxian County: a name of one character keeps the one character that says what it is.
    short = parted["short"] if len(text) > 2 else text
    name = str(table["official"].get(short) or romanised(short))
    if not kind and name in table["provinces"].values():
        kind = "City"
    return " ".join(part for part in (name, _peoples(parted["peoples"] or ""), kind) if part)


def _peoples(text: str) -> str:
    table = vocabulary.table(_TABLE)["peoples"]
    known = sorted(map(re.escape, table), key=len, reverse=True)
    names = [str(table[people]) for people in re.findall("|".join(known), text)]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _chain(text: str) -> str | None:
    """Write a name behind those of what it belongs to: 平川县大安镇 is Da'an Town, Pingchuan County."""
    for found in _heads(text):
        rest = text[len(found) :]
        if behind := (_whole(rest) if named(rest) else _chain(rest)):
            above = english_place(found)
            return f"{behind}, {above}" if above else behind
    return _whole(text) if _ended().fullmatch(text) else None


def _heads(text: str) -> list[str]:
    """Return what may be a place in front of another, the longest first: a known one, or one that ends so."""
    found = [text[:at] for at in range(len(text) - 2, 1, -1) if text[:at] in full_names()]
    if not found and (head := _higher().match(text)) and 2 <= len(head[0]) <= len(text) - 2:
        found = [head[0]]
    # 福建鼓楼区: a province may be called by its short name.
    return found or [
        text[:at]
        for at in range(len(text) - 2, 1, -1)
        if any(one.level == "province" for one in named(text[:at]))
    ]
