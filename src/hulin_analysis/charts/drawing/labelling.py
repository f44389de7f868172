"""Labelling: a free place for the words of a mark, near it and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["LEVELS", "Box", "Labelling", "levels"]

_STEP = 7.0
#: On so many levels above and below a mark its words may stand.
LEVELS = 3
_SLACK = 1.0
_APART = 3.0


class Box(NamedTuple):
    """A rectangle of the page in points, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles have more than a hair in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _SLACK and down > _SLACK

    def within(self, other: Box) -> bool:
        """Whether it lies in another one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Labelling:
    """The room there is for words.

    Parameters
    ----------
    area : Box
        Where words may stand.
    """

    def __init__(self, area: Box) -> None:
        self._area = area
        self._taken: list[Box] = []

    def keep_off(self, box: Box) -> None:
        """Keep words off a rectangle."""
        self._taken.append(box)

    def keep_off_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Keep words off a straight line."""
        (x, y), (u, v) = start, end
        count = max(2, round((abs(u - x) + abs(v - y)) / 4))
        for number in range(count + 1):
            at = (x + (u - x) * number / count, y + (v - y) * number / count)
            self._taken.append(Box(at[0] - 2, at[1] - 2, at[0] + 2, at[1] + 2))

    def place(self, mark: Box, width: float, height: float, *, far: int = LEVELS) -> Box | None:
        """Find the nearest free place for words of a size beside a mark, and take it.

        It is looked for on `far` levels above and below the mark.

        Examples
        --------
        >>> room = Labelling(Box(0.0, 0.0, 100.0, 100.0))
        >>> room.place(Box(45.0, 45.0, 55.0, 55.0), 40.0, 10.0)
        Box(left=30.0, top=34.0, right=70.0, bottom=44.0)
        """
        for box in self._near(mark, width, height, far):
            if box.within(self._area) and not any(box.overlaps(other) for other in self._taken):
                # Words that touch would read as one.
                self._taken.append(box._replace(left=box.left - _APART, right=box.right + _APART))
                return box
        return None

    def _near(self, mark: Box, width: float, height: float, far: int) -> Iterator[Box]:
        """Yield places above, below and beside a mark, the nearer first."""
        middle, centre = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
        # A mark at the edge has its words moved inwards.
        inner = min(max(middle - width / 2, self._area.left), self._area.right - width)

        def rows(left: float, away: float) -> Iterator[Box]:
            for top in (mark.top - away - height, mark.bottom + away):
                yield Box(left, top, left + width, top + height)

        yield from rows(inner, 1)
        for left in (mark.right + 3, mark.left - 3 - width):
            yield Box(left, centre - height / 2, left + width, centre + height / 2)
        for share in (0.2, 0.8):
            yield from rows(middle - share * width, 1)
        for level in range(1, far):
            yield from rows(inner, 1 + level * _STEP)


def levels(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Put names on levels over a line, each beginning at its place and joined to it by an upright leader.

    A name stands as low as it can: no other name is under it, and no leader runs through it.

    Parameters
    ----------
    places, widths : sequence of float
        From left to right where each begins, and how wide it is.

    Returns
    -------
    list of int
        The level of each, 0 being the lowest.

    Examples
    --------
    >>> levels([0.0, 10.0, 40.0], [25.0, 25.0, 25.0])
    [1, 0, 0]
    """
    found: list[int] = []
    for number in reversed(range(len(places))):
        end, level = places[number] + widths[number] + _APART, 0
        behind = list(zip(reversed(found), places[number + 1 :], strict=True))
        while any(other >= level and place < end for other, place in behind):
            level += 1
        found.append(level)
    return found[::-1]
