"""What is found of a quantity while its line is read."""

from __future__ import annotations

from typing import NamedTuple

from hulin_analysis.codes import Change
from hulin_analysis.sentences.lists import Head

__all__ = ["Far", "Found"]


class Far(NamedTuple):
    """A stretch of the untouched text, outside of the line that is read."""

    start: int
    end: int


class Found(NamedTuple):
    """What one quantity says, with offsets into the line.

    Attributes
    ----------
    pieces : tuple
        What names it: stretches of the line, of the text outside of it, and words that the text leaves out.
    head : tuple of int or None
        Where those words stand, when they stand together in the line.
    change : Change
        Whether the number says by how much it rose or fell.
    before : tuple of int or None
        Where the words before the number stand, if `head` stands behind it: 总值迈上 in 总值迈上4个台阶. A
        number without words of its own (、达14万亿元) goes on to speak of what they name.
    share : tuple of int
        Which number of a list of how many it is.
    carried : bool
        Whether the number has no words of its own.
    """

    pieces: tuple[Head | Far | str, ...]
    head: Head | None
    change: Change
    before: Head | None = None
    share: tuple[int, int] = (0, 1)
    carried: bool = False
