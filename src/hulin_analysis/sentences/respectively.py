"""Lists: what is named once for several numbers (分别) is shared out among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.numbers.word_boundaries import word_over
from hulin_analysis.sentences.lexicon import affixes, alternation, expressions, words

__all__ = ["Head", "Piece", "measure_at_end", "share_out"]

Head = tuple[int, int]  # half-open offsets into the text that is read
Piece = Head | str

_PAUSE = r"[、,，](?![^()]{0,12}\))"


@cache
def _marks() -> list[re.Pattern[str]]:
    """Return what may part the members of a list: the first that makes as many as there are numbers."""
    ways = (
        _PAUSE,
        f"(?:{_PAUSE})<structure.joins>|(?:{_PAUSE})|<structure.joins>(?!.*(?:<structure.joins>|{_PAUSE}))",
        f"(?:{_PAUSE})?<structure.joins>|{_PAUSE}",
        "<structure.joins>",
    )
    return [vocabulary.compiled("statements", way) for way in ways]


def share_out(folded: str, head: Head, count: int) -> list[tuple[Piece, ...]]:
    """Share the head of a 分别 list out among its numbers.

    城乡居民人均可支配收入 becomes 城镇… and 农村…; 甲产业、乙产业产值 becomes 甲产业产值 and 乙产业产值.
    Where the parts and the numbers do not agree in number, each number keeps the whole head.

    Returns
    -------
    list of tuple
        For each number the pieces of its name: stretches of the text, and words that the text leaves out.

    Examples
    --------
    >>> def named(text, count):
    ...     shares = share_out(text, (0, len(text)), count)
    ...     return ["".join(p if isinstance(p, str) else text[slice(*p)] for p in share) for share in shares]
    >>> named("城乡居民人均可支配收入", 2), named("接待游客数量和游客总花费", 2)
    (['城镇居民人均可支配收入', '农村居民人均可支配收入'], ['接待游客数量', '游客总花费'])
    >>> named("一二三产增加值", 3)
    ['第一产业增加值', '第二产业增加值', '第三产业增加值']
    >>> named("批发和零售业、住宿和餐饮业增加值", 2)
    ['批发和零售业增加值', '住宿和餐饮业增加值']
    """
    start, end = head
    if industries := expressions("structure", "industries").search(folded, start, end):
        all_three = {name[1]: name for name in words("structure", "industry_names")}
        named = [all_three[digit] for digit in industries[0] if digit in all_three]
        named = named if len(named) > 1 else [*all_three.values()]  # 三次产业
        if count == len(named):
            around = (start, industries.start()), (industries.end(), end)
            return [_without_empty(around[0], name, around[1]) for name in named]
    parts = next(
        (found for mark in _marks()
         if len(found := _parted(folded, start, end, mark)) == count),
        None,
    )  # fmt: skip
    if parts:
        return _with_shared_tail(folded, parts)
    if count == 2 and folded[start - 1 : start] != "、" and (both := _both().search(folded, start, end)):
        halves = _halves()[both[0]]
        return [_without_empty((start, both.start()), half, (both.end(), end)) for half in halves]
    return [(head,)] * count


@cache
def _halves() -> dict[str, Sequence[str]]:
    entries = (entry.split(":") for entry in words("structure", "halves"))
    return {whole: halves for whole, *halves in entries}


@cache
def _both() -> re.Pattern[str]:
    return re.compile(alternation(_halves()))


def _parted(folded: str, start: int, end: int, mark: re.Pattern[str]) -> list[Head]:
    parts, at = [], start
    for found in [*mark.finditer(folded, start, end), None]:
        stop = found.start() if found else end
        if stop > at:
            parts.append((at, stop))
        at = found.end() if found else end
    return parts


def _without_empty(*pieces: Piece) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, str) or piece[0] < piece[1])


def _with_shared_tail(folded: str, parts: list[Head]) -> list[tuple[Piece, ...]]:
    """Give each part what only the last one spells out.

    甲投资、乙投资增速: 增速; 汽车、机器人产量: 产量; 城镇和农村居民收入: 居民收入;
    食品、石化等产业增加值: 产业增加值.
    """
    first, end = parts[-1]
    such = expressions("structure", "such_as").search(folded, first + 1, end)
    own_end = such.start() if such else end
    measure = measure_at_end(folded, first, end)
    if measure == end - 1 and folded[measure] in words("structure", "rate_ends") and measure - 2 > first:
        measure -= 2  # 建成率, not 率
    shared: list[tuple[Piece, ...]] = []
    for part in parts[:-1]:
        words_ = folded[slice(*part)]
        tail = (such.end(), end) if such else (end, end)
        quoted = words_[-1] == folded[end - 1] and words_[-1] in "”》"
        own = quoted or measure_at_end(folded, *part) is not None or _travels(words_, folded[first:end])
        if not such and not own:
            tail = _tail_of(folded, words_, (first, own_end), measure)
        elif not such and (at := folded.rfind(words_[-2:], first, end)) >= 0:
            tail = (at + 2, end)
        shared.append(_without_empty(part, tail))
    last = _without_empty((first, own_end), (such.end(), end)) if such else (parts[-1],)
    return [*shared, last]


def _tail_of(folded: str, part: str, last: Head, measure: int | None) -> Head:
    """Return the end of the last part that a shorter part before it shares."""
    first, end = last
    at = folded.rfind(part[-2:], first, end)
    if at >= 0 and len(part) > 1:
        return at + 2, end
    kind = _classes().search(folded, first + 1, end)
    if kind and not _classes().search(part) and part[-1] not in words("structure", "class_ends"):
        return kind.start(), end
    # 城镇和农村|居民收入 share 居民收入; of 原油、天然气产量 only 产量 is shared.
    parted = len(part) == 2 and measure is not None and measure > first + 2
    if parted and end - first > 4 and word_over(folded, first + 2, first) is None:
        return first + 2, end
    return (measure, end) if measure is not None else (end, end)


def _travels(part: str, last: str) -> bool:
    return part.endswith(words("structure", "travellers")) and not last.endswith(words("structure", "flows"))


@cache
def _classes() -> re.Pattern[str]:
    return vocabulary.compiled("statements", "<structure.classes>(?!<structure.no_class>)")


def measure_at_end(folded: str, start: int, end: int) -> int | None:
    """Return where the noun of measure begins that a stretch ends in: 产量 in 汽车产量; None if in none.

    Examples
    --------
    >>> measure_at_end("汽车产量", 0, 4), measure_at_end("汽车", 0, 2)
    (2, None)
    """
    at = affixes("change", "measures").at_end(folded, start, end)
    return at if at < end else None
