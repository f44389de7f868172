"""Reading a sentence: each quantity in it becomes a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hulin_analysis.codes import Change
from hulin_analysis.numbers import Quantity
from hulin_analysis.statements.clauses import Clause, clauses, series
from hulin_analysis.statements.heads import (
    Head,
    Places,
    head_before,
    head_behind,
    of_the,
    phrase_at,
    share_out,
    topic_before,
)
from hulin_analysis.statements.lexicon import alternation, expressions, is_deed, is_verb, words
from hulin_analysis.statements.names import Name, find_names

__all__ = ["Statement", "read_statements"]


class Statement(NamedTuple):
    """What one quantity says.

    Attributes
    ----------
    pieces : tuple
        What names it: stretches of the view, one where the words stand together, several where the text lists
        (分别) or inverts (投资…元的某项目), and words that it leaves out (城镇 for 城乡).
    head : tuple of int or None
        Where those words stand, when they stand together.
    change : Change
        Whether the number says by how much it rose or fell.
    before : tuple of int or None
        Where the words before the number stand, if `head` stands behind it: 总值迈上 in 总值迈上4个台阶. A
        number without words of its own (、达14万亿元) goes on to speak of what they name.
    share : tuple of int
        Which number of a list of how many it is.
    """

    pieces: tuple[Head | str, ...]
    head: Head | None
    change: Change
    before: Head | None = None
    share: tuple[int, int] = (0, 1)

    def indicator_in(self, folded: str) -> str:
        """Return the folded words that name what is measured; empty if nothing does."""
        if self.head:
            return folded[self.head[0] : self.head[1]]
        return "".join(piece if isinstance(piece, str) else folded[slice(*piece)] for piece in self.pieces)


class _Sentence(NamedTuple):
    """What every rule asks of a sentence: the text, where it begins, and the places that it names."""

    folded: str
    start: int
    places: Places


_COUNTED = frozenset({"things", "people", "events"})
_CONNECTIVE = re.compile(r"[、,，]?(?:以及|和|与|及|或|并)")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of change before a number: where the words before it end, and what it says."""

    head_end: int
    change: Change


@cache
def _verb_patterns() -> tuple[re.Pattern[str], ...]:
    rise, fall = (alternation(words("change", change)) for change in (Change.INCREASE, Change.DECREASE))
    level = alternation(words("change", "level"))
    verb = re.compile(
        rf"(?P<adverb>分别|同比|环比|年均|均|各|都|共)*(?<![新起])(?:(?P<up>{rise})|(?P<down>{fall}))"
        rf"(?:均|各|都|共|分别)?(?P<level>{level}|了)?$"
    )
    up = alternation(words("change", "increase_nouns"))
    down = alternation(words("change", "decrease_nouns"))
    noun = re.compile(
        rf"(?<!自然)(?:(?P<up>{up})|(?P<down>{down}))(?:为|达|达到|是|分别为|分别达|均为|均|分别|保持在|维持在|稳定在)?$"
    )
    more, fewer = alternation(words("change", "more")), alternation(words("change", "fewer"))
    earlier = re.compile(
        rf"(?:[同环]比|[比较][去上]年(?:同期)?)(?:(?P<up>{more})|(?P<down>{fewer}))[收支产用]?$"
    )
    # 比例 and 占比 are no comparison, nor is the end of 增多 or 降低 its verb.
    compare = re.compile(
        rf"{alternation(words('change', 'compare'))}.{{0,16}}$"
        rf"|(?<![同环占对])比(?![例重率值])[^,，;；、]{{2,12}}(?<![增提升降减])(?:{more}|{fewer})$"
    )
    return verb, noun, earlier, compare


@cache
def _comparing() -> re.Pattern[str]:
    """Return the characters of which a comparison begins with one."""
    return re.compile(f"[比较{''.join({word[0] for word in words('change', 'compare')})}]")


@cache
def _verb_ends() -> frozenset[str]:
    """Return the characters that the patterns of a verb and of a noun of change end in."""
    names = (Change.INCREASE, Change.DECREASE, "level", "increase_nouns", "decrease_nouns")
    return frozenset(
        [*"了均各都共别为达到是在持", *(word[-1] for name in names for word in words("change", name))]
    )


def _verb_of(folded: str, left: int, end: int) -> _Verb | None:
    """Find what the words directly before a number say about rise or fall."""
    verb, noun, earlier, compare = _verb_patterns()
    compares = _comparing().search(folded, left, end)
    if compares and (match := earlier.search(folded, left, end)):
        return _Verb(match.start(), Change.INCREASE if match["up"] else Change.DECREASE)
    if compares and (match := compare.search(folded, left, end)):
        return _Verb(match.start(), Change.NONE)
    if folded[end - 1 : end] not in _verb_ends():
        return None
    if match := noun.search(folded, left, end):
        return _Verb(match.start(), Change.INCREASE if match["up"] else Change.DECREASE)
    match = verb.search(folded, max(left, end - 12), end)
    if not match:
        return None
    if match["level"] and match["level"] != "了":
        return _Verb(match.start(), Change.NONE)
    if is_verb(folded, left, match.start()):
        return None  # 新建提升310公里公路: built and done up, not raised by 310 km
    return _Verb(match.start(), Change.INCREASE if match["up"] else Change.DECREASE)


def read_statements(
    folded: str, start: int, end: int, quantities: list[Quantity], names: list[Name] | None = None
) -> list[Statement]:
    """Say of each quantity of one sentence what it measures and whether it is a change.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        The sentence.
    quantities : list of Quantity
        The quantities in it, in reading order.
    names : list of Name, optional
        The places that it names; found anew if left out.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> text = "城乡居民人均可支配收入分别增长6%和10%。"
    >>> [s.indicator_in(text) for s in read_statements(text, 0, len(text), find_quantities(text)[0])]
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    found: list[Statement] = []
    names = find_names(folded, start, end) if names is None else names
    sentence = _Sentence(folded, start, {name.start: name for name in names})
    lists = series(folded, quantities)
    parts = clauses(folded, start, end, quantities)
    after = 0
    while after < len(parts):
        clause, lead, number = parts[after], quantities[after], lists[after]
        count = lists.count(number)
        after += count
        tail = quantities[after - 1]
        previous = found[-1] if found else None
        if count > 1:
            clause = clause._replace(right=parts[after - 1].right)
        if after < len(parts) and quantities[after].start == tail.end and tail.group in _COUNTED:
            # 6个330千伏输电工程: the second number is part of the name of what the first one counts.
            tail = tail._replace(
                end=quantities[after].end, unit_end=quantities[after].end, counted=quantities[after].counted
            )
            clause = clause._replace(right=parts[after].right)
        statement = _read(sentence, lead, tail, clause, previous)
        if count == 1:
            found.append(statement)
            continue
        shares = share_out(folded, statement.head, count) if statement.head else []
        parted = len(set(shares)) > 1
        for i in range(count):
            one = Statement(shares[i], None, statement.change) if parted else statement
            found.append(one._replace(share=(i, count)))
    return found


def _read(
    sentence: _Sentence, quantity: Quantity, last: Quantity, clause: Clause, previous: Statement | None
) -> Statement:
    """Read one quantity, or a list of them that begins with `quantity` and ends with `last`."""
    folded, start, places = sentence
    left = _left_of(folded, clause, quantity, previous)
    verb = _verb_of(folded, left, quantity.start)
    change = verb.change if verb else Change.NONE
    if verb:
        head = (
            head_before(folded, left, verb.head_end, places, made=False)
            or of_the(folded, last, clause)
            or _object_of(folded, last, clause)
        )
        if previous and clause.joined and _goes_on(sentence, left, verb.head_end, head):
            head = None
    elif inverted := _inverted(sentence, last, clause, left, quantity.start):
        return inverted
    elif quantity.group == "duration" and folded.startswith("连续", quantity.start - 2):
        # 林地面积连续3年净增加: how long something lasts is said of what stands before, unless a verb
        # behind says what was done all the while (连续3年实施民生实事).
        head = head_before(folded, left, quantity.start - 2, places)
        if head is None and is_deed(folded, last.end, clause.right):
            head = phrase_at(folded, last.end, clause.right)
        elif head is None and previous is None:
            head = topic_before(folded, start, clause.left, places)
    else:
        head = head_behind(folded, last, clause)
        if head is None and not folded.startswith("占", left + (folded[left] in "、,，")):
            head, change = _rise_of(folded, head_before(folded, left, quantity.start, places))
        if head is None and quantity.group == "money":
            head = _object_of(folded, last, clause)
    if head is None and previous:
        if previous.before and (topic := head_before(folded, *previous.before, places)):
            return Statement((topic,), topic, change)
        return previous._replace(change=change, share=(0, 1))
    behind = head is not None and head[0] >= quantity.end
    before = (left, quantity.start) if behind and not clause.joined else None
    head = head or topic_before(folded, start, clause.left, places)
    return Statement((head,) if head else (), head, change, before)


def _goes_on(sentence: _Sentence, left: int, end: int, head: Head | None) -> bool:
    """Whether a verb of change has no name of its own behind the last 、.

    In 总值达5万亿元、稳居前列、增长4.8% it says of 总值 how it rose.
    """
    if head and head[0] >= end:
        return False  # 、增加50元收入
    folded, _, places = sentence
    mark = folded.rfind("、", left, end)
    return mark >= 0 and head_before(folded, mark + 1, end, places, made=False) is None


def _rise_of(folded: str, head: Head | None) -> tuple[Head | None, Change]:
    """Take the verb off 净增经营主体11.7万户, and say that it rose."""
    match = _rises().match(folded, *head) if head else None
    if head and match and match.end() < head[1]:
        return (match.end(), head[1]), Change.INCREASE if match["rose"] else Change.DECREASE
    return head, Change.NONE


@cache
def _rises() -> re.Pattern[str]:
    rose, fell = (expressions("change", name).pattern for name in ("rose", "fell"))
    return re.compile(f"(?P<rose>{rose})|{fell}")


def _left_of(folded: str, clause: Clause, quantity: Quantity, previous: Statement | None) -> int:
    """Return where the words before a quantity begin that are its own.

    In 投资100亿元的甲、投资63亿元的乙 the words 的甲 belong to the number before: the new item begins at 、.
    """
    if previous is None or not clause.joined:
        return clause.left
    mark = folded.rfind("、", clause.left + 1, quantity.start)
    taken = previous.head is None or previous.head[0] >= clause.left
    left = mark + 1 if mark >= 0 and taken else clause.left
    connective = _CONNECTIVE.match(folded, left, quantity.start)
    return connective.end() if connective else left


def _object_of(folded: str, quantity: Quantity, clause: Clause) -> Head | None:
    """Find what is raised in 增加50元收入: the noun directly behind the quantity."""
    return head_behind(
        folded, quantity._replace(group="things", unit_end=quantity.end, counted=quantity.end), clause
    )


def _inverted(
    sentence: _Sentence, quantity: Quantity, clause: Clause, left: int, end: int
) -> Statement | None:
    """Read 投资100亿元的某项目 as 某项目投资, 92岁的某人 as 某人."""
    folded, _, places = sentence
    head = of_the(folded, quantity, clause)
    if head is None:
        return None
    money = quantity.group == "money"
    measured = head_before(folded, left, end, places, made=False) if money else None
    if measured is None:
        return Statement((head,), head, Change.NONE)
    return Statement((head, measured), None, Change.NONE)
