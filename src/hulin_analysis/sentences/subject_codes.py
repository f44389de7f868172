"""Subject codes: the administrative division that a subject is, by its code."""

from __future__ import annotations

from functools import lru_cache

from hulin_analysis import script
from hulin_analysis.places import code_of, lies_in, named
from hulin_analysis.times.period import one_year

__all__ = ["SubjectCodes"]

_LONGEST = 24  # no name of a division is longer, nor that of what it belongs to
_SHORTEST = 2


class SubjectCodes:
    """The codes of the subjects of a text, each worked out once.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    place : str or None
        The place that the text is about: of two districts of one name the one that belongs to it is meant.

    Examples
    --------
    >>> text = "福建省鼓楼区财政收入5亿元,鼓楼区投资增长5%"
    >>> SubjectCodes(text, None).code((14, 17), "2021"), SubjectCodes("鼓楼区", None).code((0, 3), None)
    ('350102', None)
    """

    def __init__(self, text: str, place: str | None) -> None:
        self._text = text
        self._within = script.fold(place) if place else None
        self._named: dict[tuple[str, int | None], str | None] = {}
        self._known: dict[tuple[tuple[int, int], str | None], str | None] = {}

    def code(self, subject: tuple[int, int], period: str | None) -> str | None:
        """Return the code of the division that a subject is; None if it is none or not sure which.

        Parameters
        ----------
        subject : tuple of int
            Where it is named.
        period : str or None
            The period spoken of: a name in force then is preferred.
        """
        said = subject, period
        if said not in self._known:
            named = name, year = self._text[subject[0] : subject[1]], one_year(period)
            if named not in self._named:
                self._named[named] = self._found(name, year)
            self._known[said] = self._named[named]
        return self._known[said]

    def _found(self, name: str, year: int | None) -> str | None:
        if not _is_name(name):
            return None
        found = _code(name, self._within, year)
        if found:
            return found
        # Where the text names what it belongs to in front of it: 福建省鼓楼区.
        above = {parent for at in self._places_of(name) if (parent := self._parent_before(at, name))}
        codes = {code for parent in above if (code := _code(name, parent, year))}
        return codes.pop() if len(codes) == 1 else None

    def _places_of(self, name: str) -> list[int]:
        found, at = list[int](), self._text.find(name)
        while at >= 0:
            found.append(at)
            at = self._text.find(name, at + 1)
        return found

    def _parent_before(self, at: int, name: str) -> str | None:
        """Return the longest name in front of an offset of what a division belongs to."""
        for length in range(min(_LONGEST, at), _SHORTEST - 1, -1):
            if lies_in(name, self._text[at - length : at]):
                return self._text[at - length : at]
        return None


@lru_cache(maxsize=10_000)
def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST and bool(code_of(name) or named(name))


@lru_cache(maxsize=10_000)
def _code(name: str, within: str | None, year: int | None) -> str | None:
    return code_of(name, within, year)
