"""Change: what the words directly before a number say about rise or fall, and against what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.sentences.lexicon import (
    TIME,
    Affixes,
    affixes,
    alternation,
    ends_count,
    expressions,
    is_verb,
    words,
)
from hulin_analysis.times.grammar import WHICH

__all__ = ["Verb", "basis_ends", "before_basis", "change_behind", "rise_of", "verb_of"]


@dataclass(slots=True)
class Verb:
    """A verb or noun of change before a number.

    Attributes
    ----------
    head_end : int
        Where the words before it end.
    change : Change
        What it says.
    noun : bool
        Whether it is a noun (增幅, 增速), of which a body may have one: 甲公司增幅达5%.
    itself : tuple of int or None
        Where it stands, if it names what is measured where nothing else does: 每亩增收200元.
    """

    head_end: int
    change: Change
    noun: bool = False
    itself: tuple[int, int] | None = None


@cache
def _comparisons() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match what is compared with what was earlier, and with anything else."""
    listed = words("change", "more"), words("change", "fewer")
    more, fewer = map(alternation, listed)
    verbs = (word for word in _verbs()[1] if word.endswith(tuple(word for words in listed for word in words)))
    no_verb = "".join(f"(?<!{word})" for word in verbs)  # 比上年调高, 比上年减少
    earlier = vocabulary.compiled(
        "statements",
        f"(?:<change.earlier>|<change.than>{WHICH}?{_time()}<change.basis_later>*)<change.adverbs>?"
        f"(?:(?P<up>{more})|(?P<down>{fewer})){no_verb}<change.measured>?<change.done>?$",
    )
    compare = vocabulary.compiled(
        "statements",
        f"{alternation(words('change', 'compare'))}.{{0,16}}$"
        f"|<change.against>[^,，;；、]{{2,12}}(?:{more}|{fewer}){no_verb}$",
    )
    return earlier, compare


def _time() -> str:
    """Return a regular expression for a time that a number may be compared with."""
    return f"(?:{TIME.pattern}|<change.basis_times>)"


@cache
def _comparing() -> re.Pattern[str]:
    """Return the characters of which a comparison begins with one."""
    openings = {word[0] for name in ("compare", "than") for word in words("change", name)}
    return re.compile(f"[{''.join(sorted(openings))}]")


@cache
def _ends_of_earlier() -> frozenset[str]:
    return frozenset(
        word[-1] for name in ("more", "fewer", "measured", "done") for word in words("change", name)
    )


@cache
def _noun_ends() -> frozenset[str]:
    """Return the characters that a noun of change and the words between it and a number end in."""
    names = ("links", "still", "increase_nouns", "decrease_nouns")
    return frozenset(word[-1] for name in names for word in words("change", name))


@cache
def _verb_ends() -> frozenset[str]:
    """Return the characters that the words ends in which say of a number that it is a change or a level."""
    names = (Change.INCREASE, Change.DECREASE, "level", "increase_nouns", "decrease_nouns", "ends")
    return frozenset(word[-1] for name in names for word in words("change", name))


def change_behind(folded: str, left: int, start: int, end: int) -> Verb | None:
    """Find what says that a rate is the size of a change: 录得9.6%的按年升幅, 以5%的速度增长.

    Examples
    --------
    >>> [change_behind(text, 0, 2, 6).change.value for text in ("录得9.6%的按年升幅", "录得9.6%的速度递减")]
    ['increase', 'decrease']
    """
    match = _behind().match(folded, end) if folded.startswith("的", end) else None
    if match is None:
        return None
    if match["verb"]:
        at = _before_adverbs(folded, left, start)
        return Verb(affixes("change", "by").at_end(folded, left, at), _verbs()[1][match["verb"]], noun=True)
    return Verb(start, _nouns()[1].get(match["noun"], Change.INCREASE), noun=True)


@cache
def _behind() -> re.Pattern[str]:
    nouns, verbs = alternation([*_nouns()[1], *words("change", "gain")]), alternation(_verbs()[1])
    return vocabulary.compiled(
        "statements",
        f"的<change.adverbs>?(?:<change.pace><change.adverbs>?(?P<verb>{verbs})"
        f"|(?P<noun>{nouns})(?!<change.no_gain>))",
    )


def _before_adverbs(folded: str, left: int, end: int) -> int:
    """Return where the adverbs begin that end at an offset: 同比分别, 按年."""
    adverbs = affixes("change", "adverbs")
    while (start := adverbs.at_end(folded, left, end)) < end:
        end = start + ends_count(folded, start)  # 两年平均
    return end


def _noun_before(folded: str, left: int, end: int) -> Verb | None:
    """Find a noun of change at the end of the words before a number: 增幅达, 增速分别为."""
    at = affixes("change", "links").at_end(folded, left, end)
    while (start := affixes("change", "still").at_end(folded, left, at)) < at:
        at = start
    nouns, change_of = _nouns()
    start = nouns.at_end(folded, left, at)
    if start == at or folded.endswith(words("change", "no_noun"), left, start):
        return None
    return Verb(_before_adverbs(folded, left, start), change_of[folded[start:at]], noun=True)


@cache
def _nouns() -> tuple[Affixes, dict[str, Change]]:
    """Return the nouns of change, and what each says."""
    return _by_word({Change.INCREASE: "increase_nouns", Change.DECREASE: "decrease_nouns"})


@cache
def _verbs() -> tuple[Affixes, dict[str, Change]]:
    """Return the verbs of change, and what each says."""
    return _by_word({Change.INCREASE: Change.INCREASE, Change.DECREASE: Change.DECREASE})


def _by_word(lists: Mapping[Change, str]) -> tuple[Affixes, dict[str, Change]]:
    change_of = {word: change for change, name in lists.items() for word in words("change", name)}
    return Affixes(change_of), change_of


def _verb_before(folded: str, left: int, end: int) -> tuple[int, int, Change] | None:
    """Find a verb of change that ends at an offset: where it begins and ends, and what it says."""
    spread = affixes("change", "spread")
    if folded[end - 1 : end] in spread.lasts:
        end = spread.at_end(folded, left, end)
    verbs, change_of = _verbs()
    start = verbs.at_end(folded, left, end)
    if start == end or (start > left and folded[start - 1] in words("change", "no_change")):
        return None
    return start, end, change_of[folded[start:end]]


def verb_of(folded: str, left: int, end: int) -> Verb | None:
    """Find what the words directly before a number say about rise or fall.

    Examples
    --------
    >>> text = "收入比2010年第六次普查减少"
    >>> verb = verb_of(text, 0, len(text))
    >>> text[: verb.head_end], verb.change.value
    ('收入', 'decrease')
    """
    last = folded[end - 1 : end]
    if _comparing().search(folded, left, end):
        earlier, compare = _comparisons()
        if last in _ends_of_earlier() and (match := earlier.search(folded, left, end)):
            return Verb(match.start(), Change.INCREASE if match["up"] else Change.DECREASE)
        if match := compare.search(folded, left, end):
            return Verb(match.start(), Change.NONE)
    if last not in _verb_ends():
        return None
    if last in _noun_ends() and (noun := _noun_before(folded, left, end)):
        return noun
    found, levels = None, affixes("change", "level")
    if last in levels.lasts and (level := levels.at_end(folded, left, end)) < end:
        found = _verb_before(folded, left, level)
    reached = found is not None
    found = found or _verb_before(folded, left, end - folded.endswith("了", left, end))
    if found is None:
        return None
    start, stop, change = found
    at = start
    if at > left and folded[at - 1] in words("change", "by_time") and not ends_count(folded, at - 1):
        at -= 1  # 年增, 季增
    at = affixes("trim", "plain").at_end(folded, left, _before_adverbs(folded, left, at))  # 实现增长5%
    head_end = before_basis(folded, left, at, verb=True)
    if reached:
        return Verb(head_end, Change.NONE)
    if is_verb(folded, left, at):
        return None  # 新建提升310公里公路: built and done up, not raised by 310 km
    named = folded[start:stop] in words("change", "nominal")
    return Verb(head_end, change, itself=(start, stop) if named else None)


@cache
def _basis() -> re.Pattern[str]:
    """Match what a number is compared with: a time or an average, or another measure of the same thing."""
    time = f"(?:{_time()}|<change.basis_no_time>)"
    return vocabulary.compiled(
        "statements",
        f"<change.than>(?:{WHICH}?{time}|<change.basis_others>)<change.basis_later>*$"
        f"|<change.beside>(?:{WHICH}?{time}|<change.basis_others>)<change.basis_later>*<change.alike>$"
        f"|<change.since>{time}<change.basis_later>*$|(?:<change.reached>{WHICH}?)?{time}<change.basis_later>*$"
        "|<change.converted_by>[^,，;；、]{1,16}<change.converted>$"
        "|(?:<change.on>(?:(?!<change.on>)[^,，;；、]){1,24})?<change.grounds>$",
    )


@cache
def _other() -> re.Pattern[str]:
    return vocabulary.compiled("statements", "<change.other>[^,，;；、比较]{2,24}$")


@cache
def basis_ends() -> frozenset[str]:
    """Return the characters that what a number is compared with ends in, if it is a time or a price."""
    return frozenset(words("change", "basis_ends"))


def before_basis(folded: str, start: int, end: int, *, verb: bool = False) -> int:
    """Return where the words end that stand before what the number is compared with.

    Examples
    --------
    >>> text = "存款余额较年初"
    >>> text[: before_basis(text, 0, len(text))]
    '存款余额'
    """
    if folded[end - 1 : end] in basis_ends() and (match := _basis().search(folded, start, end)):
        return match.start()
    if verb and (folded.find("比", start, end) >= 0 or folded.find("较", start, end) >= 0):
        match = _other().search(folded, start, end)
        return match.start() if match else end
    return end


def rise_of(folded: str, head: tuple[int, int] | None) -> tuple[tuple[int, int] | None, Change]:
    """Take the verb off 净增经营主体11.7万户, and say that it rose."""
    if head is None or folded[head[0]] not in _openings_of_rises():
        return head, Change.NONE
    match = _rises().match(folded, *head)
    if match and match.end() < head[1]:
        return (match.end(), head[1]), Change.INCREASE if match["rose"] else Change.DECREASE
    return head, Change.NONE


@cache
def _openings_of_rises() -> frozenset[str]:
    return frozenset(word[0] for name in ("rose", "fell") for word in words("change", name))


@cache
def _rises() -> re.Pattern[str]:
    rose, fell = (expressions("change", name).pattern for name in ("rose", "fell"))
    return re.compile(f"(?P<rose>{rose})|{fell}")
