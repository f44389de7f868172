"""Reference lines of a ranking: what province and nation come to, behind the marks of the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.surface import Surface
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import Compared, benchmarks, held_against
from hulin_analysis.charts.drawing.marks import Sample
from hulin_analysis.codes import Change, Hedge
from hulin_analysis.finding.benchmarks import LEVELS

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
