"""Statement: the numbers of one measured thing, of one subject and one period, while a text is read."""

from __future__ import annotations

from typing import Any, NamedTuple

from hulin_analysis.codes import Status
from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.facets import RATIO, Facet, is_points
from hulin_analysis.sentences.lexicon import words

__all__ = ["Said", "Statement", "names_share"]


def names_share(name: str) -> bool:
    """Tell whether words name a share, so that it is what is measured: 民间投资占比.

    Examples
    --------
    >>> names_share("民间投资占比"), names_share("县城常住人口占县域比重"), names_share("民间投资")
    (True, True, False)
    """
    return name.endswith(words("linking", "share_nouns"))


class Said(NamedTuple):
    """One number as it is held against the statements made before it.

    Attributes
    ----------
    row : dict
        Its row.
    key : str
        What its thing is recognised by; empty where nothing names it.
    quantity : Quantity
        The number.
    facet : Facet
        Which side of a measured thing it tells.
    manner : str
        How a change is reckoned.
    """

    row: dict[str, Any]
    key: str
    quantity: Quantity
    facet: Facet
    manner: str

    @property
    def slot(self) -> tuple[Any, ...]:
        """What it says of a thing, of which a statement has one at most."""
        target = self.row["status"] == Status.TARGET
        if self.facet is not Facet.CHANGE:
            return self.facet, target
        kind = "points" if is_points(self.quantity.unit) else self.quantity.group
        return self.facet, kind, self.row["base"], self.manner, target


class Statement:
    """What has been read of one measured thing.

    Parameters
    ----------
    said : Said
        Its first number, which gives it its id: q3-2 begins s3-2.
    name : str
        The words that name what is measured, folded; empty if nothing does.
    first : int
        Which number of its sentence that is.
    closed : bool
        Whether nothing more may be said of it: what the number measures is not sure.
    behind : bool
        Whether the name stands behind the number, which counts it.
    """

    __slots__ = (
        "amount", "behind", "closed", "first", "grown", "has_ratio", "id", "indicator_id", "keys", "level",
        "level_group", "name", "part_of", "period", "slots", "subject", "unit",
    )  # fmt: skip

    def __init__(
        self, said: Said, name: str, first: int, *, closed: bool = False, behind: bool = False
    ) -> None:
        row = said.row
        self.id: str = row["statement"]
        self.keys = [said.key] if said.key else list[str]()
        self.name, self.indicator_id = name, row["indicator_id"]
        self.subject, self.period = row["subject"], row["period"]
        self.first, self.closed, self.behind = first, closed, behind
        self.part_of: str | None = None
        self.slots: list[tuple[Any, ...]] = []
        # What the units measure of its level and of a change in the same unit.
        self.level_group: str | None = None
        self.amount: str | None = None
        self.level: float | None = None
        self.unit = ""
        # Whether a rate, and whether a rate of growth is said of it.
        self.has_ratio = self.grown = False
        if said.facet is Facet.SHARE and names_share(self.name):
            said = said._replace(facet=Facet.LEVEL)
        self.take(said)

    def take(self, said: Said) -> None:
        """Add a number."""
        said.row["statement"] = self.id
        facet = said.facet
        if facet is Facet.BESIDES:
            return
        self.slots.append(said.slot)
        if facet is Facet.LEVEL:
            self.level_group, self.level = said.quantity.group, said.row["value"]
            self.unit = said.quantity.unit
        elif facet is Facet.CHANGE and said.quantity.group != RATIO:
            self.amount = said.quantity.group
        else:
            self.has_ratio = True
            self.grown = self.grown or (facet is Facet.CHANGE and not is_points(said.quantity.unit))

    def may_take(self, said: Said) -> bool:
        """Tell whether a number of the same thing, subject and period can be one of this statement."""
        facet, group = said.facet, said.quantity.group
        if self.closed or not self.slots:
            return False
        if facet is Facet.BESIDES:
            return True
        if said.slot in self.slots:
            return False
        if facet is Facet.LEVEL:
            # What has grown by a rate has no level that is one; what was counted has no aim beside it.
            counted = self.level_group is not None and self.behind
            return self.amount in (None, group) and not (self.grown and group == RATIO) and not counted
        if facet is Facet.SHARE:
            return self.level_group != RATIO
        if group != RATIO:
            return self.level_group in (None, group) and self.amount in (None, group)
        # A difference between two rates is of a rate, of a share or of a growth.
        if is_points(said.quantity.unit):
            return self.level_group in (None, RATIO) or self.has_ratio
        return self.level_group != RATIO
