"""What stands around a sentence: when a text speaks of, and of which place or body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hulin_analysis.sentences.subjects import Subjects
from hulin_analysis.times import TimesInForce

__all__ = ["Surroundings"]


class Surroundings:
    """Time and place as a reader carries them along: set by a sentence, kept within its paragraph.

    Parameters
    ----------
    folded : str
        The folded text.
    published : datetime or None
        When the text was published.
    place : tuple of int or None
        Offsets of the main place's first mention, which 全市 and 该市 stand for.
    headings : sequence of tuple of int, optional
        Where the headline and the headings stand.
    told : sequence of tuple of int, optional
        Where the paragraphs stand that have numbers; all of the text, if left out.
    account : bool, optional
        Whether the text is an account of its place.
    title : str, optional
        Its headline, folded, where that does not stand in the text.

    Attributes
    ----------
    times : TimesInForce
        The times that it speaks of.
    subjects : Subjects
        The places and bodies that it speaks of.
    """

    def __init__(
        self,
        folded: str,
        published: datetime | None,
        place: tuple[int, int] | None,
        headings: Sequence[tuple[int, int]] = (),
        told: Sequence[tuple[int, int]] | None = None,
        *,
        account: bool = False,
        title: str | None = None,
    ) -> None:
        self.times = TimesInForce(folded, published, headings, account=account, title=title)
        self.subjects = Subjects(folded, place, told, account=account)
        self.enter_paragraph()

    def enter_heading(self, start: int, end: int) -> None:
        """Read the time a heading names (2025年工作回顾)."""
        self.times.enter_heading(start, end)

    def enter_paragraph(self) -> None:
        """Forget what the paragraph before was about."""
        self.times.enter_paragraph()
        self.subjects.enter_paragraph()
