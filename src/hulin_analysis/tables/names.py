"""Names: what a cell measures, put together from the labels of its row, column, section and caption."""

from __future__ import annotations

from functools import cache

from hulin_analysis import vocabulary
from hulin_analysis.sentences.gate import is_whole
from hulin_analysis.sentences.lists import measure_at_end
from hulin_analysis.tables.headings import Headings
from hulin_analysis.tables.labels import Label

__all__ = ["Noun", "name_of", "pieces_of", "with_kind"]

#: A noun as the stretches of the text that make it.
Noun = tuple[tuple[int, int], ...]


@cache
def _listed(table: str, key: str) -> frozenset[str]:
    return frozenset(vocabulary.words("tables", table, key))


def pieces_of(text: str, noun: Noun) -> tuple[Noun, str]:
    """Return a noun without the blanks that set its characters apart, and its words; nothing if not whole.

    Examples
    --------
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
    return (tuple(pieces), name) if is_whole(name) else ((), "")


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
        return ((at, end),) if at is not None else ()

    def _is_bare(self, noun: Noun) -> bool:
        """Tell whether a noun is a measure and says not of what: 产量."""
        return len(noun) == 1 and self._words(noun) in _listed("names", "measures")

    def _is_class(self, noun: Noun) -> bool:
        return self._words(noun) in _listed("rows", "classes")

    def of_labels(self, labels: list[Label]) -> Noun:
        """Return the noun of labels, the last being the nearest; with what it is of, if it lacks that."""
        noun: Noun = ()
        for label in labels:
            if label.noun is None or label.is_share or self._is_index(label):
                continue
            own: Noun = (label.noun,)
            if noun and self._is_bare(own):
                noun = _joined(noun, own) if not self.measure(noun) else own
            elif noun and self._is_class(own):
                noun = self._of_class(own, noun)
            else:
                noun = own
        return noun

    def _is_index(self, label: Label) -> bool:
        """Tell whether a label says that numbers are indices, and not of what."""
        return label.is_index and self._words((label.noun or (0, 0),)) in _listed("index", "words")

    def _of_class(self, own: Noun, whole: Noun) -> Noun:
        """Return the name of a part that is named by its class: 出口 of 进出口总额, 城镇 of 常住人口."""
        if self._words(own) in self._words(whole):
            return _joined(own, self.measure(whole)) if self.measure(whole) != whole else own
        return _joined(own, whole)

    def _around(self) -> Noun:
        """Return what the section or the caption is about: the measure of the rows that name none."""
        for labels in (self._headings.sections, self._headings.caption.labels):
            for label in reversed(labels):
                if label.noun and self.measure((label.noun,)):
                    return (label.noun,)
        return ()

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
        if self.measure(noun):
            return noun
        if not measure or self._words(noun) in self._words(around):
            return around if self._words(noun) in self._words(around) and around else noun
        return _joined(noun, measure)

    def _of_caption(self) -> Noun:
        return next(((label.noun,) for label in reversed(self._headings.caption.labels) if label.noun), ())


def _joined(first: Noun, second: Noun) -> Noun:
    """Put two nouns together; stretches that touch become one."""
    if first and second and first[-1][1] == second[0][0]:
        return (*first[:-1], (first[-1][0], second[0][1]), *second[1:])
    return (*first, *second)


def with_kind(name: Noun, headings: Headings) -> Noun:
    """Return the name of a share or an index: that of the thing, and what says so: 占GDP比重, 指数."""
    labels = [label for label in headings.column if label.is_share or label.is_index]
    said = next((label.noun for label in reversed(labels) if label.noun), None)
    words = headings.text[slice(*said)] if said else ""
    ends = name and headings.text[name[-1][0] : name[-1][1]].endswith(words)
    return _joined(name, (said,)) if said and not ends else name


def name_of(headings: Headings, parent: Noun = ()) -> Noun:
    """Return what a number measures, as stretches of the text.

    Parameters
    ----------
    headings : Headings
        What is written round it.
    parent : Noun, optional
        The name of the row that its row is part of.

    Returns
    -------
    Noun
        Empty if nothing names it.
    """
    return _Namer(headings, parent).name()
