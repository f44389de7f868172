"""Wording: a number, a unit, the words of a text as a reader's language writes them.

What the languages differ in stands in ``vocabulary/wording.toml``. Babel was tried on the same cases and is
not used: in traditional script it has 2兆 for what a text of the mainland calls 2萬億, in English 190
thousand for 190,000; dates and lists came out alike, at seventy times the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Hedge, Kind
from hulin_analysis.languages import ENGLISH, grammar
from hulin_analysis.line_breaks import joined
from hulin_analysis.places.english import english_place
from hulin_analysis.script import Language
from hulin_analysis.unit_groups import PER, currency, group_tables, is_counted, unit_group

#: The languages whose quantities and names are written here; Chinese takes them from the text.
NAMED = (ENGLISH,)
_DIGITS = re.compile(r"\d[\d,]*\.(\d*0)(?!\d)")
#: A number, in English with the sign of its currency.
_MONEY = re.compile(r"(?:[A-Z]{0,2}[$€£]|[A-Z]{3} )?\d[\d,.]*")
_SIGNS = "-+−－＋"
_SCALED = re.compile(r"(.*\d)( [a-z]+)")


def number(value: float, lang: Language) -> str:
    """Write a number as the language does: 萬 and 億 in Chinese, million and billion in English.

    >>> number(190000, "zh-Hant"), number(190000, "en"), number(2.7e9, "en")
    ('19萬', '190,000', '2.7 billion')
    """
    own, names = grammar(lang), vocabulary.table("wording")["scale_names"]
    for scale, name in own.scales:
        if abs(value) >= scale:
            return script.written(names[name], lang).format(number=f"{value / scale:.10g}")
    return f"{value:,.10g}".replace(",", own.groups)


_LATIN_UNIT = re.compile("[A-Za-zμµΩ°%][A-Za-z0-9μµΩ²³·]{0,11}")


def unit_name(unit: str, *, one: bool = False) -> str | None:
    """Return what several of a unit, or `one`, are called in English; None where that is not known.

    >>> unit_name("噸"), unit_name("元"), unit_name("美元"), unit_name("元/噸"), unit_name("孔")
    ('tonnes', 'yuan', 'USD', 'yuan per tonne', None)
    """
    table, word = vocabulary.table("wording"), script.to_simplified(unit)
    if known := table["unit_names"].get(word):
        return str(table["singular"].get(known, known.removesuffix("s")) if one else known)
    first, joint, each = word.replace(PER, "/").partition("/")
    if joint:
        of, behind = unit_name(first, one=one), unit_name(each, one=True)
        return f"{of} per {behind}" if of and behind else None
    if code := currency(unit):
        return "yuan" if code == "CNY" else code
    return unit if _LATIN_UNIT.fullmatch(unit) else None  # kV, μT


def quantity(
    ends: Iterable[float], unit: str, *, hedge: str = Hedge.EXACT, quote: str = "", with_unit: bool = True
) -> str:
    """Write a number in English with its hedge and its unit.

    >>> quantity([14.0], "%", hedge="over", quote="超14%"), quantity([10.0], "%", quote="10.0%")
    ('over 14%', '10.0%')
    >>> quantity([1500], "場", hedge="over"), quantity([4000], "元", hedge="under", quote="近4000元")
    ('more than 1,500 sessions', 'nearly 4,000 yuan')
    >>> quantity([1.349e10], "元"), quantity([5e7, 6e7], "美元")
    ('13.49 billion yuan', 'US$50–60 million')
    >>> quantity([3], "孔"), quantity([1], "戶"), quantity([3], "所")
    ('3 (孔)', '1 household', '3')
    >>> quantity([3], "成", hedge="about", quote="約三成"), quantity([2, 3], "成")
    ('about 30%', '20–30%')
    """
    sizes = sorted({abs(end) for end in ends})
    if script.to_simplified(unit) in vocabulary.words("wording", "tenths", "words"):
        sizes, unit, quote_digits = [round(10 * size, 9) for size in sizes], "%", ""
    else:
        quote_digits = quote
    value = _numbers(sizes, quote_digits)
    if with_unit:
        value = _with_unit(value, unit, is_one=sizes == [1])
    return value if hedge == Hedge.EXACT else _hedge(hedge, unit, quote).format(value=value)


def parted(shown: str) -> tuple[str, str, bool]:
    """Part a number as it is shown into what hedges it and the rest, and tell whether a sign can precede it.

    >>> parted("about 5%"), parted("-3%"), parted("4–5%")
    (('about ', '5%', False), ('', '3%', True), ('', '4–5%', False))
    """
    said = shown.lstrip(_SIGNS)
    found = _MONEY.search(said)
    if not found:
        return "", said, False
    at = found.start()
    return said[:at], said[at:], at == 0 and not _to_another().match(said, found.end())


@cache
def _to_another() -> re.Pattern[str]:
    """Return what behind a number makes it the first end of a range."""
    return re.compile(rf"\S?(?:{vocabulary.any_of('wording', 'to', 'words')})\d")


def _numbers(sizes: list[float], quote: str) -> str:
    """Write a number with the digits that the text gives it, a range with one scale word for both ends."""
    written = [number(size, ENGLISH) for size in sizes]
    if len(sizes) == 1:
        zeros = _DIGITS.search(quote)
        # 10.0% says more than 10%.
        if zeros and float(zeros[0].replace(",", "")) == sizes[0]:
            return f"{sizes[0]:,.{len(zeros[1])}f}"
        return written[0]
    scaled = [_SCALED.fullmatch(one) for one in written]
    if all(scaled) and len({one[2] for one in scaled if one}) == 1:
        written = [*(one[1] for one in scaled[:-1] if one), written[-1]]
    return "–".join(written)


def _with_unit(value: str, unit: str, *, is_one: bool) -> str:
    word = script.to_simplified(unit)
    table = vocabulary.table("wording")
    if word in table["close"]["words"]:
        return value + word
    if not word or word in table["counting"]["words"]:
        return value
    name = unit_name(unit, one=is_one)
    known = table["currencies"].get(currency(unit))
    if known and name in ("yuan", currency(unit)):
        return str(known).format(value=value)
    return f"{value} {name}" if name else f"{value} ({unit})"


def _hedge(hedge: str, unit: str, quote: str) -> str:
    """Choose the words of a hedge: nearly for 近, at least for 不低于; counted things are more, not over."""
    table, said = vocabulary.table("wording"), script.fold(quote)
    key = str(hedge)
    if hedge == Hedge.UNDER and any(word in said for word in vocabulary.words("hedges", "near", "words")):
        key = "near"
    elif any(word in said for word in table["inclusive"].get(hedge, ())):
        key = f"{hedge}_inclusive"
    elif is_counted(unit_group(unit)) and f"{hedge}_counted" in table["hedges"]:
        key = f"{hedge}_counted"
    return str(table["hedges"][key])


def month_name(month: int) -> str:
    """Return the name of a month in English.

    >>> month_name(6)
    'June'
    """
    return str(vocabulary.words("wording", "months", "words")[month - 1])


def place_name(name: str, code: str | None = None) -> str:
    """Return what a place is called in English; a body's name stays Chinese, behind the kind of body it is.

    A company's name stands alone; what a table gives by ages is of people of that age.

    >>> place_name("黑龍江省", "230000"), place_name("虎林市", "230381"), place_name("虎林市醫院")
    ('Heilongjiang', 'Hulin', 'hospital (虎林市醫院)')
    >>> place_name("綠能公司"), place_name("0—15歲"), place_name("60歲及以上")
    ('綠能公司', 'aged 0 to 15', 'aged 60 and over')
    """
    if name.isascii() or name.endswith(")"):
        return name  # it is in English already
    table, word = vocabulary.table("english"), script.fold(joined(name))
    for pattern, said in table["ages"].items():
        if found := re.fullmatch(pattern, word):
            return str(said).format(*found.groups())
    if known := english_place(name, code):
        return known
    if any(company in word for company in vocabulary.words("places", "bodies", "company")):
        return joined(name)
    return _glossed(name, table["bodies"], "body")


def indicator_name(text: str, indicator_id: str | None) -> str | None:
    """Return what an indicator is called in English, by the words of the text where these tell more.

    >>> indicator_name("地區生產總值", "grp"), indicator_name("本地生產總值", "grp")
    ('Gross regional product', 'Gross domestic product')
    """
    known = vocabulary.english_name(indicator_id)
    return known and str(vocabulary.table("english")["apart"].get(script.fold(joined(text)), known))


def thing_name(text: str, *, kind: str, unit: str, change: str = Change.NONE) -> str:
    """Write what a number measures, where it is no indicator.

    A name that is known as a whole stands in English alone, any other in brackets behind the kind of thing.

    >>> thing_name("甲廠投資", kind="investment", unit="元"), thing_name("木耳", kind="other", unit="噸")
    ('investment (甲廠投資)', 'quantity (木耳)')
    >>> thing_name("黨史宣講", kind="activity", unit="場"), thing_name("勞模", kind="activity", unit="名")
    ('talks (黨史宣講)', 'people (勞模)')
    >>> thing_name("營業收入", kind="other", unit="元"), thing_name("出口比重", kind="other", unit="%")
    ('operating revenue', 'share of exports')
    """
    if known := _known(script.fold(joined(text))):
        return known
    by_kind, group = vocabulary.table("english")["measured"], unit_group(unit)
    by_unit = kind != Kind.INVESTMENT and (group != "ratio" or change == Change.NONE)
    measured = group_tables().get(group or "", {}).get("english") if by_unit else None
    counting = script.to_simplified(unit) in vocabulary.words("wording", "counting", "words")
    name = None if counting or not is_counted(group) else unit_name(unit)
    return _glossed(text, _nouns(), name or measured or str(by_kind.get(kind, by_kind[Kind.OTHER])))


def _known(word: str) -> str | None:
    """Return what a whole name means in English, or a share or a rate of what has such a name."""
    nouns = _nouns()
    while word not in nouns and word.endswith(tuple(vocabulary.words("wording", "loose", "words"))):
        word = word[:-1]
    if word in nouns:
        return nouns[word]
    for pattern, said in vocabulary.table("english")["composed"].items():
        if found := re.fullmatch(pattern, word):
            parts = [nouns.get(part) for part in found.groups()]
            if all(parts):
                return str(said).format(*parts)
    return None


@cache
def _nouns() -> dict[str, str]:
    """Return what nouns and the names of indicators mean in English, as they stand inside a sentence."""
    nouns = {name: inside(row.english) for row in vocabulary.indicators().values() for name in row.names}
    return {**nouns, **vocabulary.table("english")["nouns"]}


def _glossed(text: str, kinds: Mapping[str, str], otherwise: str) -> str:
    """Write Chinese words in brackets behind the kind of thing that their longest known end says they are."""
    said, word = joined(text), script.fold(joined(text))
    for many in vocabulary.words("wording", "and_others", "words"):
        word = word.removesuffix(many)
    end = next((word[at:] for at in range(len(word)) if word[at:] in kinds), None)
    return f"{kinds[end] if end else otherwise} ({said})"


def inside(label: str) -> str:
    """Write a label as it stands inside an English sentence: without its capital, but for initials.

    >>> inside("Retail sales of goods"), inside("GDP deflator")
    ('retail sales of goods', 'GDP deflator')
    """
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def in_script(text: str, lang: Language, source_script: str | None = None) -> str:
    """Write words of an article, in one line, in the script of a language; in English in their own.

    >>> in_script("地區生產總值", "zh-Hans"), in_script("黨員干部", "zh-Hant", "hant")
    ('地区生产总值', '黨員干部')
    """
    text = joined(text)
    if lang == "zh-Hans":
        return script.to_simplified(text)
    if lang == "zh-Hant" and (source_script or script.detect(text)) == "hans":
        return script.to_traditional(text)
    return text
