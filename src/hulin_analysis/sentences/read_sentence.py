"""Reading a sentence: what each quantity in it measures."""

from __future__ import annotations

from dataclasses import replace

from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.brackets import Aside, Line, cut
from hulin_analysis.sentences.described import Far, Measured, far
from hulin_analysis.sentences.facets import says_again
from hulin_analysis.sentences.gate import is_whole
from hulin_analysis.sentences.lexicon import affixes
from hulin_analysis.sentences.named_places import Name, find_names
from hulin_analysis.sentences.read_line import read_line
from hulin_analysis.sentences.respectively import Piece
from hulin_analysis.sentences.scopes import opens_parts

__all__ = ["Measured", "read_sentence", "topic_behind"]


def read_sentence(
    folded: str,
    start: int,
    end: int,
    quantities: list[Quantity],
    names: list[Name] | None = None,
    topic: Measured | None = None,
) -> list[Measured]:
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
    topic : Measured, optional
        What the sentences before have been about, whose parts this one may go on to state.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> text = "城乡居民人均可支配收入(不含奖金)分别增长6%和10%。"
    >>> [s.name for s in read_sentence(text, 0, len(text), find_quantities(text)[0])]
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    names = find_names(folded, start, end) if names is None else names
    found = _read(folded, (start, end), quantities, names, topic, None)
    # Most are whole, which is told here without a call.
    return [
        one if not one.name or (is_whole(one.name) and one.name[0] != "“") else _through_gate(one)
        for one in found
    ]


def topic_behind(
    folded: str, start: int, end: int, measured: list[Measured], topic: Measured | None
) -> Measured | None:
    """Return what the next sentence may state the parts of: what this one began with, if no part."""
    if not opens_parts(folded, start, end):
        for one in measured:
            if one.pieces:
                return one
    return topic


def _through_gate(measured: Measured) -> Measured:
    name = measured.name
    if name[0] == "“" and name.find("”") == len(name) - 1 and len(measured.pieces) == 1:
        piece = measured.pieces[0]
        if not isinstance(piece, str):
            # “电动机械、仪器和零件”: the marks are no part of the name.
            return replace(measured, pieces=((piece[0] + 1, piece[1] - 1),), name=name[1:-1])
    return measured if is_whole(name) else replace(measured, pieces=(), name="")


def _read(
    folded: str,
    bounds: tuple[int, int],
    quantities: list[Quantity],
    names: list[Name],
    topic: Measured | None,
    hung_on: Measured | None,
) -> list[Measured]:
    """Read the main line, then each aside with what it hangs on."""
    line, asides = cut(folded, *bounds, quantities, names)
    found = [_measured(line, folded, one) for one in read_line(line, folded, topic, hung_on)]
    if not asides:
        return found
    measured = dict(zip(line.numbers, found, strict=True))
    for aside in asides:
        inside = [i for i, q in enumerate(quantities) if aside.start <= q.start < aside.end]
        if not inside:
            continue
        at = _hung_on(folded, aside, quantities, measured, inside)
        on = None if at is None else measured[at]
        said = [name for name in names if aside.start <= name.start < aside.end]
        read = _read(folded, aside, [quantities[i] for i in inside], said, topic, far(on))
        if at is not None:
            read = _bound(folded, aside, quantities, inside, read, at)
        measured.update(zip(inside, read, strict=True))
    return [measured[i] for i in range(len(quantities))]


def _bound(
    folded: str, aside: Aside, quantities: list[Quantity], inside: list[int], read: list[Measured], at: int
) -> list[Measured]:
    """Say of the numbers of an aside which one they are part of, or say again."""
    found = [
        replace(
            one,
            whole=None if one.whole is None else inside[one.whole],
            same=None if one.same is None else inside[one.same],
        )
        for one in read
    ]
    if affixes("linking", "contains").at_start(folded, *aside) > aside.start:
        return [one if one.whole is not None else replace(one, whole=at) for one in found]
    if says_again(folded[aside.start : quantities[inside[0]].start]):
        found[0] = replace(found[0], same=at)
    return found


def _hung_on(
    folded: str, aside: Aside, quantities: list[Quantity], measured: dict[int, Measured], inside: list[int]
) -> int | None:
    """Return which number an aside is said of: the one before it, or the next one in its clause."""
    before = max((i for i in measured if i < inside[0]), default=None)
    behind = min((i for i in measured if i > inside[-1]), default=None)
    if before is not None and not any(
        mark in folded[quantities[before].end : aside.start] for mark in ",;:。"
    ):
        return before
    if behind is not None and not any(
        mark in folded[aside.end : quantities[behind].start] for mark in ",;:。"
    ):
        return behind
    return before


def _measured(line: Line, folded: str, found: Measured) -> Measured:
    """Give what was found in a line the offsets of the text, and its name."""
    pieces = found.pieces
    if not pieces:
        return found
    if len(pieces) == 1 and not line.kept and pieces[0] == found.head:
        # For a line without asides its own offsets are those of the text.
        found.name = found.name or folded[found.head[0] : found.head[1]]
        return found
    back = _back(line, pieces)
    words = (piece if isinstance(piece, str) else folded[slice(*piece)] for piece in back)
    return replace(found, pieces=back, name="".join(words))


def _back(line: Line, found: tuple[Piece, ...]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for piece in found:
        stretches: list[Piece] = [piece] if isinstance(piece, str) else _stretches(line, piece)
        for stretch in stretches:
            last = pieces[-1] if pieces else ""
            if not isinstance(stretch, str) and not isinstance(last, str) and last[1] == stretch[0]:
                pieces[-1] = (last[0], stretch[1])
            else:
                pieces.append(stretch)
    return tuple(pieces)


def _stretches(line: Line, piece: tuple[int, int]) -> list[Piece]:
    return [(piece.start, piece.end)] if isinstance(piece, Far) else list(line.back(*piece))
