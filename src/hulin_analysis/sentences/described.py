"""What is found of a quantity: while its line is read, and in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from hulin_analysis.codes import Change
from hulin_analysis.sentences.respectively import Head, Piece

__all__ = ["Far", "Measured", "far"]


class Far(NamedTuple):
    """A stretch of the untouched text, outside of the line that is read."""

    start: int
    end: int


@dataclass(slots=True)
class Measured:
    """What one quantity says: with offsets into its line while that is read, into the view in the end.

    Attributes
    ----------
    pieces : tuple
        What names it: stretches of the text, one where the words stand together, several where the text
        lists (分别) or inverts (投资…元的某项目), and words that it leaves out (城镇 for 城乡). Empty if
        nothing does.
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
        Whether it has no words of its own and goes on with what was named before.
    whole, same : int or None
        Which number of the sentence this one in brackets is part of (含中央补助1.5亿元), or says again in
        another unit (折合9847美元).
    name : str
        The folded words that name it; empty if nothing does.
    """

    pieces: tuple[Piece, ...]
    head: Head | None
    change: Change
    before: Head | None = None
    share: tuple[int, int] = (0, 1)
    carried: bool = False
    whole: int | None = None
    same: int | None = None
    name: str = ""

    @property
    def is_bound(self) -> bool:
        """Whether it stands in brackets, and for which number is known."""
        return self.whole is not None or self.same is not None

    @property
    def starts_at(self) -> int:
        """Where the words begin that name what is measured; -1 if the text leaves them out."""
        first = self.pieces[0] if self.pieces else ""
        return -1 if isinstance(first, str) else first[0]


def far(measured: Measured | None) -> Measured | None:
    """Return what was measured as what a line may refer to, in which it does not stand."""
    if measured is None:
        return None
    pieces = tuple(piece if isinstance(piece, str) else Far(*piece) for piece in measured.pieces)
    return Measured(pieces, None, measured.change)
