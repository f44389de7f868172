"""Reading one line of text, the main line of a sentence or an aside, from number to number."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.codes import Change
from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.brackets import Line
from hulin_analysis.sentences.change import Verb, change_behind, rise_of, verb_of
from hulin_analysis.sentences.clauses import Clause, clauses, series
from hulin_analysis.sentences.described import Far, Measured, far
from hulin_analysis.sentences.facets import is_points
from hulin_analysis.sentences.heads import (
    counted_behind,
    head_before,
    head_behind,
    is_own_measure,
    of_the,
    phrase_at,
    share_behind,
    topic_before,
)
from hulin_analysis.sentences.lexicon import affixes, has_any, is_deed, words
from hulin_analysis.sentences.respectively import Head, Piece, measure_at_end, share_out
from hulin_analysis.sentences.scopes import goes_without, is_bare_measure, is_body, is_part, keeps_measure
from hulin_analysis.unit_groups import is_counted, is_of_persons

__all__ = ["read_line"]

_OF = "的"
_BACK = 12  # how far in front of a number stands the word from which it is reckoned
_REACHES = "[一-鿿]{1,6}<line.reaches>"
_OF_WHOLE = "[、,，]?<line.share_adverbs>?<line.share>"
_OF_EACH = "[、,，]?(<line.each_one>?)"


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return vocabulary.compiled("statements", form)


def read_line(line: Line, folded: str, topic: Measured | None, hung_on: Measured | None) -> list[Measured]:
    """Say of each quantity of a line what it measures and whether it is a change.

    Parameters
    ----------
    line : Line
        The line.
    folded : str
        The untouched text, in which the stretches outside of the line stand.
    topic : Measured or None
        What the sentences before have been about.
    hung_on : Measured or None
        What the line is said of, if it is an aside.
    """
    return _Reader(line, folded, topic, hung_on).read()


class _Reader:
    """A line, and what has been read of it so far."""

    def __init__(self, line: Line, folded: str, topic: Measured | None, hung_on: Measured | None) -> None:
        self._line, self._text, self._places = line, line.text, line.places
        self._folded, self._topic, self._hung_on = folded, topic, hung_on
        self._found: list[Measured] = []
        # The last thing named that is no bare measure: 小学 while 招生 and 在校生 are said of it.
        self._thing: Measured | None = None

    def read(self) -> list[Measured]:
        text, line, quantities = self._text, self._line, self._line.quantities
        if not quantities:
            return []
        parts = clauses(text, line.start, line.end, quantities)
        after, total = 0, len(parts)
        for count in series(text, quantities):
            clause, lead = parts[after], quantities[after]
            after += count
            tail = lead
            if count > 1:
                tail, clause.right = quantities[after - 1], parts[after - 1].right
            if after < total and quantities[after].start == tail.end and is_counted(tail.group):
                # 6个330千伏输电工程: the second number is part of the name of what the first one counts.
                end = quantities[after].end
                tail = tail._replace(end=end, unit_end=end, counted=quantities[after].counted)
                clause.right = parts[after].right
            counts = None
            if after < total and clause.followed:
                counts = counted_behind(text, tail, quantities[after], parts[after], self._places)
            found = self._one(lead, tail, clause, counts)
            if count == 1:
                self._found.append(self._scoped(found, lead, clause))
            else:
                self._found += self._shared(found, lead, clause, count)
        return self._each_with_its_verb(parts)

    def _each_with_its_verb(self, parts: list[Clause]) -> list[Measured]:
        """Share out 甲、乙销量分别增长18%、下降12%: a list whose numbers have a verb each."""
        found, first, shared = self._found, 0, words("line", "respectively")
        if len(found) < 2 or not has_any(self._text, self._line.start, self._line.end, shared):
            return found
        while first < len(found):
            last = first + 1
            while last < len(found) and found[last].carried and parts[last].joined:
                last += 1
            lead = self._line.quantities[first].start
            head, count = found[first].head, last - first
            alone = not found[first].carried and found[first].share == (0, 1)
            if alone and count > 1 and head and has_any(self._text, parts[first].left, lead, shared):
                shares = share_out(self._text, head, count)
                if len(set(shares)) == count:
                    for i, pieces in enumerate(shares):
                        one = found[first + i]
                        found[first + i] = replace(one, pieces=pieces, head=None, share=(i, count), name="")
            first = last
        return found

    def _shared(self, found: Measured, lead: Quantity, clause: Clause, count: int) -> list[Measured]:
        """Share out what one run of numbers says among them."""
        if found.carried:
            each = _pattern("<line.each>").search(self._text, clause.left, lead.start) is not None
            members = self._members(count, each=each)
            if each and not members:  # 3日至4日分别接待60万人次、55万人次: one of each day
                members = [replace(found, share=(i, count)) for i in range(count)]
            return [replace(one, change=found.change, carried=True) for one in members or [found] * count]
        head = self._with_members(found.head, clause)
        shares = share_out(self._text, head, count) if head else []
        if len(set(shares)) <= 1:
            whole = self._scoped(found, lead, clause)
            return [replace(whole, share=(i, count)) for i in range(count)]
        return [
            self._scoped(Measured(shares[i], None, found.change, share=(i, count)), lead, clause)
            for i in range(count)
        ]

    def _with_members(self, head: Head | None, clause: Clause) -> Head | None:
        """Take in the members of 甲、乙等产业增加值, each of which has a number of its own."""
        if head is None or self._text[head[0] - 1 : head[0]] != "等":
            return head
        return head_before(self._text, clause.left, head[1], self._places, made=False, members=True)

    def _members(self, count: int, *, each: bool) -> list[Measured]:
        """Return what the numbers of a list without a name are said of, in turn.

        城乡居民收入分别达6万元、3万元,增长4%、5% goes through the same list again; with 分别 it is what was
        named one by one: 批发业增加值7亿元,住宿业增加值6亿元,分别增长5%和4%.
        """
        for i in range(len(self._found), count - 1, -1):
            if self._found[i - 1].share == (count - 1, count):
                return self._found[i - count : i]
        if not each:
            return []
        named: list[Measured] = []
        for found in reversed(self._found):
            if found.pieces and found.pieces not in [one.pieces for one in named]:
                named.insert(0, found)
        shares = [replace(one, share=(i, count)) for i, one in enumerate(named[-count:])]
        return shares if len(shares) == count else []

    def _one(self, lead: Quantity, last: Quantity, clause: Clause, counts: Head | None = None) -> Measured:
        """Read one quantity, or a list of them that begins with `lead` and ends with `last`."""
        text, places = self._text, self._places
        previous = self._found[-1] if self._found else self._hung_on
        if previous and text.startswith(words("change", "compared"), last.end):
            return replace(previous, change=Change.NONE, share=(0, 1), carried=True)
        left = self._left_of(clause, lead) if clause.joined and self._found else clause.left
        verb = verb_of(text, left, lead.start)
        if verb is None and lead.group == "ratio":
            verb = change_behind(text, left, lead.start, last.end)
        change = verb.change if verb else Change.NONE
        if verb:
            head = self._changed(verb, lead, last, clause, left)
        elif text.startswith(_OF, last.end) and (inverted := self._inverted(last, clause, left, lead.start)):
            return inverted
        elif lead.group == "duration" and text.endswith(words("line", "lasting"), 0, lead.start):
            head = self._lasting(lead, last, clause, left)
        else:
            head = counts or head_behind(text, last, clause)
            if is_of_persons(lead.group) and head and is_deed(text, *head):
                head = head_before(text, left, lead.start, places) or head  # 组织党员500人次开展志愿服务
            if head is None and (summed := self._summed_up(lead, clause)):
                return summed
            if lead.group == "money" and text.endswith(words("line", "means"), 0, lead.start):
                head = phrase_at(text, last.end, clause.right)  # 公司以1.2亿元回购股份
            if head is None and not _pattern(_OF_WHOLE).match(text, left):
                head, change = rise_of(text, head_before(text, left, lead.start, places))
            head = head or share_behind(text, last, clause)
            if lead.group == "money" and (head is None or text.endswith(words("trim", "verbs"), *head)):
                head = _object_of(text, last, clause) or head  # 补贴带动6.5元消费
        name = text[head[0] : head[1]] if head else ""
        empty = goes_without(name, rate=lead.group == "ratio")
        if name and (empty or (clause.joined and self._only_reaches(lead, clause))):
            head, name = None, ""
        if head is None and previous and self._found and text[left - 1 : lead.start] in words("line", "or"):
            return replace(previous, share=(0, 1), carried=True)  # 增加8千人或0.07%
        if head is None and self._begins_anew(lead, clause):
            return Measured((), None, change)
        if head is None and previous:
            if previous.before and (topic := head_before(text, *previous.before, places)):
                return Measured((topic,), topic, change, carried=True)
            if self._found and (topic := self._between(clause)):
                return Measured((topic,), topic, change)
            return self._carried(previous, change, lead)
        behind = head is not None and head[0] >= lead.end
        # In 某纲要确定的24项指标 the words before the number say of which 指标 it is, not what is spoken of.
        alone = behind and not clause.joined and text[lead.start - 1] != _OF
        before = (left, lead.start) if alone else None
        head = head or topic_before(text, self._line.start, clause.left, places)
        return Measured((head,) if head else (), head, change, before, name=name)

    def _begins_anew(self, lead: Quantity, clause: Clause) -> bool:
        """Whether a number is of another kind than the one before: 失业率降0.1%;由6亿增至9亿."""
        if not clause.number or lead.group == "ratio":
            return False
        before = self._line.quantities[clause.number - 1]
        if before.group == "ratio":
            return self._text.find(";", before.end, clause.left) >= 0
        apart = lead.group == "duration" or (before.group == "money" and lead.group == "area")
        return apart and not clause.joined and bool(before.group) and lead.group != before.group

    def _only_reaches(self, lead: Quantity, clause: Clause) -> bool:
        """Whether words before a number are a verb that takes the one before it as far as this one."""
        if not clause.number or not _pattern(_REACHES).fullmatch(self._text, clause.left, lead.start):
            return False
        before = self._line.quantities[clause.number - 1].start
        return _pattern("<line.from>").search(self._text, max(0, before - _BACK), before) is not None

    def _changed(self, verb: Verb, lead: Quantity, last: Quantity, clause: Clause, left: int) -> Head | None:
        """Find what a verb or noun of change is said of."""
        text = self._text
        if verb.itself:
            begin, end = verb.itself
            if (per := _pattern(_OF_EACH).match(text, left, begin)) and per.end() == begin:
                return per.start(1), end
        head = (
            head_before(text, left, verb.head_end, self._places, made=False)
            or (text.startswith(_OF, last.end) and of_the(text, last, clause))
            or (None if verb.noun else _object_of(text, last, clause))
        )
        return None if clause.joined and self._found and self._goes_on(left, verb.head_end, head) else head

    def _carried(self, previous: Measured, change: Change, lead: Quantity) -> Measured:
        """Let a number without a name go on with what the number before it was said of.

        Behind 机电产品出口占出口总值的60% a growth of 8 % is of 机电产品出口 again, not of its share.
        """
        head = previous.head
        if head and change is not Change.NONE and not is_points(lead.unit):
            share = _pattern("<line.share>").search(self._text, *head)
            if share and share.start() > head[0]:
                kept = (head[0], share.start())
                return Measured((kept,), kept, change, carried=True)
        return Measured(previous.pieces, previous.head, change, previous.before, carried=True)

    def _lasting(self, lead: Quantity, last: Quantity, clause: Clause, left: int) -> Head | None:
        """Read 林地面积连续3年净增加 as said of what stands before, 连续3年实施民生实事 of the deed."""
        text = self._text
        head = head_before(text, left, affixes("line", "lasting").at_end(text, 0, lead.start), self._places)
        if head is None and is_deed(text, last.end, clause.right):
            return phrase_at(text, last.end, clause.right)
        if head is None and not self._found:
            return topic_before(text, self._line.start, clause.left, self._places)
        return head

    def _goes_on(self, left: int, end: int, head: Head | None) -> bool:
        """Whether a verb of change has no name of its own behind the last 、.

        In 总值达5万亿元、稳居前列、增长4.8% it says of 总值 how it rose.
        """
        if head and head[0] >= end:
            return False  # 、增加50元收入
        mark = self._text.rfind("、", left, end)
        return mark >= 0 and head_before(self._text, mark + 1, end, self._places, made=False) is None

    def _left_of(self, clause: Clause, quantity: Quantity) -> int:
        """Return where the words before a quantity begin that are its own.

        In 投资100亿元的甲、投资63亿元的乙 the words 的甲 belong to the number before.
        """
        previous = self._found[-1]
        mark = self._text.rfind("、", clause.left + 1, quantity.start)
        taken = previous.head is None or previous.head[0] >= clause.left
        left = mark + 1 if mark >= 0 and taken else clause.left
        connective = _pattern("[、,，]?<line.joins>").match(self._text, left, quantity.start)
        return connective.end() if connective else left

    def _inverted(self, quantity: Quantity, clause: Clause, left: int, end: int) -> Measured | None:
        """Read 投资100亿元的某项目 as 某项目投资, 面积2亩的某园 as 某园面积, 92岁的某人 as 某人."""
        head = of_the(self._text, quantity, clause)
        if head is None:
            return None
        measured = head_before(self._text, left, end, self._places, made=False)
        if measured and (quantity.group == "money" or is_own_measure(self._text, *measured)):
            return Measured((head, measured), None, Change.NONE)
        return Measured((head,), head, Change.NONE)

    def _between(self, clause: Clause) -> Head | None:
        """Find what was named without a number: 游客增长5%,进出口总值创新高,达到9亿元."""
        start = self._line.quantities[clause.number - 1].end
        return topic_before(self._text, start, clause.left, self._places, measured=True)

    def _summed_up(self, lead: Quantity, clause: Clause) -> Measured | None:
        """Return what was counted in the same unit before, if a number sums a list up: …的有甲、乙等9种."""
        listed = self._text[clause.left : lead.start]
        ends = is_counted(lead.group) and listed.endswith(words("line", "list_ends"))
        if not ends or not has_any(listed, 0, len(listed), words("line", "list_begins")):
            return None
        same = (f for f, q in zip(self._found, self._line.quantities, strict=False) if q.unit == lead.unit)
        found = next(same, None)
        return found and replace(found, change=Change.NONE, share=(0, 1), carried=True)

    def _scoped(self, found: Measured, lead: Quantity, clause: Clause) -> Measured:
        """Complete a name by what the scope that it stands in holds for it."""
        if found.carried:
            return found
        name = found.name or self._named(found)
        if not name:
            return found
        if name in vocabulary.indicator_index():
            self._thing = found
            return found
        previous = self._found[-1] if self._found else None
        if name[0] in words("line", "share") and previous and found.head:
            return replace(found, pieces=(*previous.pieces, found.head), head=None)
        if is_bare_measure(name):
            if found.head and self._follows(clause):
                return replace(found, pieces=(*self._base(name), found.head), head=None)
            return found
        if lead.group == "ratio" and found.change is not Change.NONE:
            return self._as_part(found, name, clause)
        self._thing = found
        return found

    def _as_part(self, found: Measured, name: str, clause: Clause) -> Measured:
        """Give a part the measure of its whole, and a body the measure that is spoken of."""
        scope = is_part(self._text, self._line.start, clause.left, name)
        earlier = [f for f in self._found if f.head is None or scope is None or f.head[0] < scope]
        whole = earlier[0] if earlier else far(self._topic)
        if is_body(name):
            return replace(found, pieces=whole.pieces if whole else (), head=None, carried=True)
        if scope is None or whole is None or measure_at_end(name, 0, len(name)) is not None:
            self._thing = found
            return found
        measured = self._named(whole)
        at = measure_at_end(measured, 0, len(measured))
        if at is None:
            return found
        return replace(found, pieces=(*found.pieces, *self._last_of(whole, len(measured) - at)), head=None)

    def _last_of(self, whole: Measured, length: int) -> tuple[Piece, ...]:
        """Return the last characters of a name, as stretches of the text where they are one."""
        piece = whole.pieces[-1]
        if isinstance(piece, str) or piece[1] - piece[0] < length:
            return (self._named(whole)[-length:],)
        return (type(piece)(*_ending(piece, length)) if isinstance(piece, Far) else _ending(piece, length),)

    def _follows(self, clause: Clause) -> bool:
        """Whether a clause goes on, at once, with the thing named before it: not 在各类产品中,产量…."""
        thing, number = self._thing, clause.number
        if thing is None or not number:
            return False
        last = max((piece[1] for piece in thing.pieces if not isinstance(piece, str)), default=0)
        between = self._text[self._line.quantities[number - 1].end : clause.left]
        within = self._text.startswith(words("line", "within"), last)
        return clause.joined or (not within and "," not in between.strip(","))

    def _base(self, measure: str) -> tuple[Piece, ...]:
        """Return what a bare measure is said of: 油料 where 油料播种面积 was named."""
        thing = self._thing
        if thing is None:
            return ()
        if thing.head and not keeps_measure(measure):
            at = measure_at_end(self._text, *thing.head)
            return ((thing.head[0], at),) if at is not None and at > thing.head[0] else (thing.head,)
        return thing.pieces

    def _named(self, found: Measured) -> str:
        if found.head and found.pieces == (found.head,):
            return self._text[found.head[0] : found.head[1]]
        return "".join(
            piece
            if isinstance(piece, str)
            else (self._folded if isinstance(piece, Far) else self._text)[piece[0] : piece[1]]
            for piece in found.pieces
        )


def _ending(piece: Head | Far, length: int) -> Head:
    return piece[1] - length, piece[1]


def _object_of(folded: str, quantity: Quantity, clause: Clause) -> Head | None:
    """Find what is raised in 增加50元收入: the noun directly behind the quantity."""
    bare = quantity._replace(group="things", unit_end=quantity.end, counted=quantity.end)
    return head_behind(folded, bare, clause)
