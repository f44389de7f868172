"""Plainly said: whether a sentence says a number of a name, and no word would change what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Hedge
from hulin_analysis.places.divisions import short_form

_BARE = re.compile(r"[-+−－＋]?[\d.,．，\s]+")
# What ends the clause in front of a name. A comma of a list does only behind a number: 新增甲、乙100家 says
# of both that they are new.
_CLAUSE = re.compile("[,，;；:：。!！?？\n()（）]")
_LIST = "、"
# A manner and its verb: 實質上升.
_NEAR = 4


def is_cell(row: Mapping[str, Any]) -> bool:
    """Tell whether a number stands in a table, where its unit and name stand in other cells.

    >>> is_cell({"quote": "121.7", "unit": "只"}), is_cell({"quote": "5%", "unit": "%"})
    (True, False)
    """
    return bool(row["unit"]) and _BARE.fullmatch(str(row["quote"])) is not None


def is_plainly_said(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether the sentence of a number says it plainly of its indicator.

    It does where in front of the name, between it and the number, and behind, stand only other numbers, their
    names, and the words that ``[plain]`` of ``vocabulary/findings.toml`` allows; a cell always does.

    >>> import hulin_analysis as ha
    >>> def told(text):
    ...     rows = ha.extract(ha.parse_article(text)).to_dict("records")
    ...     return [is_plainly_said(row, rows) for row in rows]
    >>> told("2021年，出口245亿元，同比增长8.7%。"), told("2021年，出口年均增长8.7%。")
    ([True, True], [False])
    """
    if is_cell(row):
        return True
    text, begin = script.fold(str(row["sentence"])), int(row["sentence_start"])
    at, end = int(row["start"]) - begin, int(row["end"]) - begin
    if _behind().match(text, end) or _qualified().search(text, 0, at) or _shares_hedge(row, rows, text):
        return False
    spans = [(int(one["start"]) - begin, int(one["end"]) - begin) for one in rows]
    names = {script.fold(str(one["indicator"])) for one in rows if isinstance(one["indicator"], str)}
    name = script.fold(str(row["indicator"]))
    found = text.rfind(name, 0, at)
    if found < 0:
        # 城乡居民人均可支配收入分别增长6%和10%: the text has the name of each only by its parts.
        return any(_is_between(text, text.rfind(word, 0, at), at, spans, ()) for word in _each())
    head = _clause_start(text, found, spans)
    before = text[head:found]
    for place in _places(rows):
        before = before.replace(place, "")
    return _before().fullmatch(before) is not None and _is_between(text, found + len(name), at, spans, names)


def aim_of(row: Mapping[str, Any]) -> str:
    """Tell how a sentence says that a number is aimed at: ``target``, ``strive``, or in no word.

    >>> import hulin_analysis as ha
    >>> text = "2026年,全縣力爭出口增長6%。2026年,全縣將新建學校3所。主要目標是:進口增長3%。"
    >>> [aim_of(row) for row in ha.extract(ha.parse_article(text)).to_dict("records")]
    ['strive', '', 'target']
    """
    at = int(row["start"]) - int(row["sentence_start"])
    before = script.fold(str(row["sentence"]))[:at]
    clause = before[max((match.end() for match in _CLAUSE.finditer(before)), default=0) :]
    strives, targets = (vocabulary.words("findings", "plain", key) for key in ("strive", "target"))
    # 力争 of one clause says nothing of the next ones of a list of targets.
    if any(word in clause for word in strives):
        return "strive"
    if is_cell(row) or any(word in before for word in targets):
        return "target"
    return "strive" if any(word in before for word in strives) else ""


def is_in_real_terms(row: Mapping[str, Any]) -> bool:
    """Tell whether directly before a number stands that it is at constant prices: 按年實質上升3.1%.

    >>> import hulin_analysis as ha
    >>> text = "2024年,本地生產總值實質上升3.1%,零售業銷貨額上升4.9%。"
    >>> [is_in_real_terms(row) for row in ha.extract(ha.parse_article(text)).to_dict("records")]
    [True, False]
    """
    at = int(row["start"]) - int(row["sentence_start"])
    near = script.fold(str(row["sentence"]))[max(0, at - _NEAR) : at]
    return any(word in near for word in vocabulary.words("findings", "plain", "real"))


def compared_in(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> tuple[str, bool] | None:
    """Return by how much a number says others are surpassed, in the words of the text, and whether they are.

    >>> import hulin_analysis as ha
    >>> text = "2021年，出口增长8.7%，高于全省平均水平1.2个百分点。"
    >>> rows = ha.extract(ha.parse_article(text)).to_dict("records")
    >>> compared_in(rows[1], rows)
    ('高于全省平均水平1.2个百分点', True)
    """
    begin = int(row["sentence_start"])
    at, end = int(row["start"]) - begin, int(row["end"]) - begin
    reached = max((int(one["end"]) - begin for one in rows if one["end"] <= row["start"]), default=0)
    sentence = str(row["sentence"])
    words = sentence[reached:at]
    found = _compared().fullmatch(script.fold(words))
    if found is None:
        return None
    said = words[found.start("said") :] + sentence[at:end]
    return said, found["more"] is not None


@cache
def _compared() -> re.Pattern[str]:
    pattern = r"[、,，\s]*(?P<said>(?:(?P<more><compared.more>)|<compared.less>)<compared.with>)"
    return vocabulary.compiled("findings", pattern)


def _is_between(
    text: str, start: int, at: int, spans: Iterable[tuple[int, int]], names: Iterable[str]
) -> bool:
    """Tell whether between two places stand only words that change nothing, numbers and names in a list."""
    if start < 0:
        return False
    pieces, reached = [], start
    for left, right in spans:
        if start <= left and right <= at:
            pieces.append(text[reached:left])
            reached = right
    pieces.append(text[reached:at])
    gap = " ".join(pieces)
    if any(word in gap for word in _each()):
        for name in sorted(names, key=len, reverse=True):
            gap = gap.replace(name, "")
    return _between().fullmatch(gap) is not None


def _clause_start(text: str, at: int, spans: Sequence[tuple[int, int]]) -> int:
    ends = {right for _, right in spans}
    for place in range(at - 1, -1, -1):
        if _CLAUSE.match(text, place) or place + 1 in ends or (text[place] == _LIST and place in ends):
            return place + 1
    return 0


def _places(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the places and bodies that a sentence speaks of, the longest name first."""
    names = {script.fold(row["subject"]) for row in rows if isinstance(row["subject"], str)}
    names |= {short for name in names if (short := short_form(name))}
    return sorted(names, key=len, reverse=True)


def _shares_hedge(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether a hedge behind the next number of a list may be of this one too: 增长4.5%、5.5%左右."""
    begin, end = int(row["sentence_start"]), int(row["end"])
    return row["hedge"] == Hedge.EXACT and any(
        one["hedge"] != Hedge.EXACT
        and str(one["quote"])[:1].isdigit()
        and text[end - begin : int(one["start"]) - begin] in _joins()
        for one in rows
        if one["start"] > row["start"]
    )


def _joins() -> tuple[str, ...]:
    return (_LIST, *vocabulary.words("places", "list", "joins"))


@cache
def _qualified() -> re.Pattern[str]:
    return vocabulary.compiled("findings", r"<plain.qualified>")


@cache
def _before() -> re.Pattern[str]:
    return vocabulary.compiled("findings", r"(?:<plain.before>|[\s,，])*")


@cache
def _between() -> re.Pattern[str]:
    return vocabulary.compiled("findings", r"(?:<plain.between>|[、\s])*+")


@cache
def _behind() -> re.Pattern[str]:
    return vocabulary.compiled("findings", r"<plain.behind>")


def names_part_of_year(sentence: str) -> bool:
    """Tell whether a sentence speaks of a part of a year.

    >>> names_part_of_year("1月至10月,貨運量增長8%。"), names_part_of_year("全年貨運量增長8%。")
    (True, False)
    """
    return vocabulary.compiled("findings", r"<plain.part_of_year>").search(script.fold(sentence)) is not None


def _each() -> tuple[str, ...]:
    return vocabulary.words("findings", "each", "words")
