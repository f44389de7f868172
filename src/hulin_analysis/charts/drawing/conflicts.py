"""Rivals and references: what a comparison draws beside the mark of a number.

On its line stand the small marks of what speaks against it; lines through all rows are province and nation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Run
from hulin_analysis.charts.canvas.surface import Pane, Surface
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import Compared, benchmarks, everything, has_zero, held_against
from hulin_analysis.charts.content.entries import signed_quote
from hulin_analysis.charts.drawing.marks import FADE, Dot, Sample
from hulin_analysis.charts.drawing.words import grey, mark_run, value_run
from hulin_analysis.codes import Change, Hedge, Status
from hulin_analysis.finding.benchmarks import LEVELS

#: The mark of a conflicting statement.
RIVALS = Dot(theme.CONTEXT, 2.9)


def bounds(drawn: Sequence[Compared], pad: float, *, zero: bool | None = None) -> tuple[float, float]:
    """Choose the ends of the axis: zero is one, if not told, unless it is far from every rate or share."""
    ends = [end for one in drawn for end in one.ends]
    # A fading has room as well.
    ends += [
        entry.middle + side * abs(entry.middle) * FADE
        for entry in everything(drawn)
        for side in entry.open_sides
    ]
    low, high = min(ends), max(ends)
    zero = has_zero(drawn) if zero is None else zero
    if zero:
        low, high = min(0.0, low), max(0.0, high)
    room = (high - low or abs(high) or 1.0) * pad
    return (low - room if low < 0 or not zero else low), (high + room if high > 0 or not zero else high)


def draw_marks(pane: Pane, one: Compared, at: float, *, own: str | None = theme.ACCENT) -> None:
    """Draw a row's own mark in a colour, the small ones of its rivals, the line that joins them."""
    if one.rivals:
        pane.line(one.ends, [at, at], theme.CONTEXT, 1.1, zorder=2.6, label="conflict")
    for rival in one.rivals:
        RIVALS.draw(pane, rival, at)
    if own is not None:
        Dot(own).draw(pane, one.entry, at)


def value_runs(one: Compared, catalog: Catalog) -> list[Run]:
    """Write the words of a row's number, its gloss, and the words of those that conflict with it."""
    entry = one.entry
    sign = "−" if entry.change == Change.DECREASE else ""
    runs = [value_run(entry, sign + entry.shown, theme.ACCENT), mark_run(entry)]
    if one.gloss:
        runs.append(grey(f" {one.gloss}"))
    for rival in one.rivals:
        text = catalog("rival", quote=signed_quote(rival, catalog))
        runs += [Run(" "), value_run(rival, text, theme.CONTEXT, bold=False), mark_run(rival, theme.CONTEXT)]
    return [run for run in runs if run.text]


def samples(drawn: Sequence[Compared], catalog: Catalog) -> list[Sample]:
    """Make the key: the forms that occur, and the small marks if there are any."""
    made = Dot().key(everything(drawn), catalog)
    rivals = [rival for one in drawn for rival in one.rivals]
    if rivals:
        example = rivals[0].sample(hedge=Hedge.EXACT, status=Status.ACTUAL)

        def draw(sheet: Surface, x: float, y: float) -> None:
            sheet.line([x, x + 12], [y, y], theme.CONTEXT, 1.1)
            RIVALS.draw(sheet, replace(example, least=x + 12, most=x + 12), y)

        made.append(Sample(catalog("rival_key"), draw, 16))
    return made


_DASHES = {"province": (0, (5, 2.5)), "nation": (0, (1.2, 2.2))}


@dataclass(frozen=True)
class Reference:
    """A number that all places are held against."""

    level: str  # ``province`` or ``nation``, and what the key says of the line: 全國 5%
    text: str
    value: float  # where the line stands; a decrease is negative

    def scaled(self, scale: float) -> Reference:
        """Give its value in units of `scale`, as an axis has it."""
        return replace(self, value=self.value / scale)

    def draw(self, surface: Surface, x: float, span: tuple[float, float]) -> None:
        """Draw the line from one place to another."""
        surface.line([x, x], span, theme.CONTEXT, 1.1, zorder=1.5, linestyle=_DASHES[self.level],
                     label=f"reference {self.level}")  # fmt: skip

    def sample(self) -> Sample:
        """Make its entry of the key."""
        return Sample(self.text, lambda sheet, x, y: self.draw(sheet, x + 4, (y - 6, y + 6)), 10)


def reference_lines(
    comparison: pd.DataFrame, context: pd.DataFrame | None, drawn: Sequence[Compared], catalog: Catalog
) -> list[Reference]:
    """Find the lines of a ranking: of the context where it has indicator and period, else of the texts."""
    rates = [one.entry for one in drawn if one.entry.unit == "%" and one.entry.change != Change.NONE]
    found = {}
    for level in benchmarks(context, rates):
        value = next(value for entry in rates if (value := held_against(level, entry)) is not None)
        found[level.level] = (level.area, value, f"{abs(value):g}%")
    periods = {one.entry.period for one in drawn}
    for said in comparison.attrs.get("references", []):
        if said["period"] in periods:
            row = {**said, "value": abs(said["value"]), "unit": drawn[0].entry.unit, "hedge": Hedge.EXACT}
            found.setdefault(said["level"], (said["area"], said["value"], catalog.quantity(row)))
    lines = []
    for name in (one for one in LEVELS if one in found):
        area, value, quote = found[name]
        signed = ("−" if value < 0 else "") + quote
        text = catalog("reference", area=catalog.area(area, name), quote=signed)
        lines.append(Reference(name, text, value))
    return lines
