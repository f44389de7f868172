"""Names: what a cell measures, put together from the labels of its row, column, section and caption."""

from __future__ import annotations

from hulin_analysis import vocabulary
from hulin_analysis.sentences.gate import is_whole
from hulin_analysis.sentences.respectively import measure_at_end
from hulin_analysis.tables.cell_statements import Label
from hulin_analysis.tables.headings import Headings
from hulin_analysis.tables.label_words import listed

_SHORTEST = 2  # characters of a measure that rows may take from what stands above them: 产量, not 值
#: A noun as the stretches of the text that make it.
Noun = tuple[tuple[int, int], ...]


def pieces_of(text: str, noun: Noun) -> tuple[Noun, str]:
    """Return a noun without the blanks that set its characters apart, and its words; nothing if not whole.

    >>> pieces_of("油 料", ((0, 3),))
    (((0, 1), (2, 3)), '油料')
    """
    pieces: list[tuple[int, int]] = []
    for start, end in noun:
        at = start
        for i in range(start, end + 1):
            if i < end and not (text[i].isspace() and not (i > start and text[i - 1].isascii())):
                continue
            if at < i:
                pieces.append((at, i))
            at = i + 1
    name = "".join(text[start:end] for start, end in pieces)
    if is_whole(name):
        return tuple(pieces), name
    if name.endswith(sums := vocabulary.words("tables", "rows", "sums")):
        # 收入总计: the sum is that of the income.
        start, end = noun[-1]
        length = max(len(word) for word in sums if name.endswith(word))
        return pieces_of(text, (*noun[:-1], (start, end - length))) if end - start > length else ((), "")
    # 螺纹钢（Φ20mm，HRB400E）: what is in the bracket is no noun.
    bare = tuple(
        (a, text.rfind("(", a, b)) if text[b - 1] == ")" and "(" in text[a + 1 : b] else (a, b)
        for a, b in noun
    )
    return pieces_of(text, bare) if bare != tuple(noun) else ((), "")


class _Namer:
    """Puts the name of what a cell measures together."""

    def __init__(self, headings: Headings, parent: Noun) -> None:
        self._text, self._headings, self._parent = headings.text, headings, parent

    def _words(self, noun: Noun) -> str:
        return "".join(self._text[start:end] for start, end in noun)

    def measure(self, noun: Noun) -> Noun:
        """Return the measure that a noun ends in: 存栏 of 畜禽存栏."""
        if not noun:
            return ()
        start, end = noun[-1]
        at = measure_at_end(self._text, start, end)
        if at is None:
            return ()
        means = vocabulary.words("tables", "names", "means")
        mean = next((word for word in means if self._text.endswith(word, start, at)), "")
        return ((at - len(mean), end),)  # 人均占有量, not 占有量

    def _is_bare(self, noun: Noun) -> bool:
        """Tell whether a noun is a measure and says not of what: 产量."""
        return len(noun) == 1 and self._words(noun) in listed("names", "measures")

    def _is_general(self, noun: Noun) -> bool:
        """Tell whether a noun ends in a measure that alone says nothing: 运输总量."""
        measure = self._words(self.measure(noun))
        general = listed("columns", "nothing") - listed("names", "counts")
        return len(measure) >= _SHORTEST and measure in general

    def _is_class(self, noun: Noun) -> bool:
        return self._words(noun) in listed("rows", "classes")

    def of_labels(self, labels: list[Label]) -> Noun:
        """Return the noun of labels, the last being the nearest; with what it is of, if it lacks that."""
        noun: Noun = ()
        for label in labels:
            if label.noun is None:
                continue
            own: Noun = (label.noun,)
            if noun and self._words(own) in self._words(noun):
                continue
            if noun and self._is_bare(own):
                noun = _joined(noun, own) if not self.measure(noun) else own
            elif noun and self._is_class(own):
                noun = self._of_class(own, noun)
            else:
                noun = own
        return noun

    def _of_class(self, own: Noun, whole: Noun) -> Noun:
        """Return the name of a part that is named by its class: 出口 of 进出口总额, 城镇 of 常住人口."""
        if self._words(own) in self._words(whole):
            return _joined(own, self.measure(whole)) if self.measure(whole) != whole else own
        return _joined(own, whole)

    def _around(self) -> Noun:
        """Return what the row above, the section or the caption is about: it lends rows its measure."""
        nouns: list[Noun] = [(label.noun,) for label in self._headings.caption.labels if label.noun]
        nouns = [noun for noun in nouns if not self._lists_measures(noun)]
        nouns += [(label.noun,) for label in self._headings.sections if label.noun]
        nouns.append(self._parent)
        return next((noun for noun in reversed(nouns) if self.measure(noun)), ())

    def _lists_measures(self, noun: Noun) -> bool:
        """Tell whether a noun names several measures, so that rows have none of them for sure: 限额及余额."""
        (start, end), joins = noun[0], vocabulary.compiled("tables", "<caption.joins>")
        marks = (mark.start() for mark in joins.finditer(self._text, start, end))
        return any(measure_at_end(self._text, start, at) is not None for at in marks)

    def _thing(self) -> Noun:
        """Return what the section names that its rows are of."""
        return self.of_labels(self._headings.sections)

    def name(self) -> Noun:
        """Return the whole name."""
        row, head = self.of_labels(self._headings.row), self.of_labels(self._headings.column)
        if self._parent and (not row or self._is_class(row)):
            # 城镇, 65周岁及以上: what the row is part of says what is measured, unless the column does.
            whole = self._of_class(row, self._parent) if row else self._parent
            return whole if not head or self._is_bare(head) else self._with_head(whole if row else (), head)
        return self._with_head(row, head)

    def _with_head(self, row: Noun, head: Noun) -> Noun:
        around = self._around()
        if not row:
            named = head or around or self._of_caption()
            return self._with_measure(named, around)
        if self._parent and not self.measure(row) and self._is_general(self._parent):
            row = _joined(row, self._parent)  # 铁路 under 货物运输总量
        if head and not (self._is_bare(head) or self._is_class(head) or is_whole(self._words(head))):
            head = ()  # 实有
        if not head:
            if self._is_bare(row):
                return _joined(self._thing(), row)
            return self._with_measure(row, around)
        if self._words(row) in vocabulary.indicator_index() and self._is_bare(head):
            return row
        said, heads = self._words(row), self._words(head)
        if heads in said or said in heads:
            return row if len(said) >= len(heads) else head
        if self._is_class(head):
            return _joined(head, self._with_measure(row, around))
        if self._is_bare(row):
            return head if self._is_bare(head) else _joined(head, row)
        if self.measure(row):
            return row if self.measure(head) else _joined(head, row)
        return _joined(row, head)

    def _with_measure(self, noun: Noun, around: Noun) -> Noun:
        measure = self.measure(around)
        if self._is_bare(noun) or self._words(noun).endswith(vocabulary.words("tables", "rows", "sums")):
            return noun
        if self.measure(noun) or (measure and len(self._words(measure)) < _SHORTEST):
            return noun
        if measure and self._words(measure) in self._words(noun):
            return noun
        if around and self._words(around).startswith(self._words(noun)):
            return around
        # In 接待游客和门票收入 the measure is not that of 接待游客, in 农林牧渔业总产值 it is that of 渔业.
        other = self._words(noun) in self._words(around) and self._words(
            (*noun, *measure)
        ) not in self._words(around)
        return _joined(noun, measure) if measure and not other else noun

    def _of_caption(self) -> Noun:
        nouns = [(label.noun,) for label in reversed(self._headings.caption.labels) if label.noun]
        return next((noun for noun in nouns if not self._lists_measures(noun)), ())


def _joined(first: Noun, second: Noun) -> Noun:
    """Put two nouns together; stretches that touch become one."""
    if first and second and first[-1][1] == second[0][0]:
        return (*first[:-1], (first[-1][0], second[0][1]), *second[1:])
    return (*first, *second)


def with_kind(name: Noun, headings: Headings) -> Noun:
    """Return the name of a share or an index: that of the thing, and what says so: 占GDP比重, 指数."""
    labels = (*headings.row, *headings.column)
    said = next((label.kind for label in reversed(labels) if label.kind), None)
    words = headings.text[slice(*said)] if said else ""
    rates = vocabulary.words("tables", "names", "rates")
    ends = name and headings.text[name[-1][0] : name[-1][1]].endswith((words, *rates))
    return _joined(name, (said,)) if said and not ends else name


def name_of(headings: Headings, parent: Noun = ()) -> Noun:
    """Return what a number measures, as stretches of the text: empty if nothing names it."""
    return _Namer(headings, parent).name()
