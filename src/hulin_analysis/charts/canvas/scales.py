"""The values of an axis: which round ones it has, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.ticker import Formatter, MaxNLocator

from hulin_analysis.charts.catalog import Catalog

# A grid line stands at one of these, times a power of ten.
ROUND = (1, 2, 2.5, 5, 10)

# An axis has so many values, and below its marks so much white, as a share of what they take.
_FEWEST, _SPARE = 3, 0.2


class AxisFormatter(Formatter):
    """Write the values of an axis, the unit behind the last."""

    def __init__(self, suffix: str, catalog: Catalog | None = None) -> None:
        self._suffix, self._catalog = suffix, catalog
        self._values: list[float] = []

    def set_locs(self, locs: Any) -> None:
        """Take the values of all ticks."""
        self._values = [float(loc) for loc in locs]
        super().set_locs(locs)

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one value."""
        low, high = sorted(self.axis.get_view_interval()) if self.axis is not None else (x, x)
        shown = [loc for loc in self._values if low - 1e-9 <= loc <= high + 1e-9]
        text = scale_words([*shown, x], self._catalog)[-1]
        last = not shown or abs(max(shown) - x) < 1e-9 * max(1.0, abs(x))
        return text + self._suffix if last else text


def scale_words(values: Sequence[float], catalog: Catalog | None = None) -> list[str]:
    """Write the values of one axis in full, great ones all in units of one power of ten."""
    greatest, power = max(abs(value) for value in values), 0
    if catalog is not None:
        power = next((p for p, least in catalog.grammar.axis if greatest >= least), 0)
    written = []
    for value in values:
        text = f"{round(value / 10**power, 10) + 0.0:,.10f}".rstrip("0").rstrip(".").replace("-", "−")
        of_power = catalog is not None and power and text != "0"
        written.append(catalog(f"axis_{power}", number=text) if catalog is not None and of_power else text)
    return written


def rounded(low: float, high: float) -> tuple[float, int]:
    """Move the lower end of an axis to a round value, so that it has three such values at least."""
    found: list[tuple[float, int]] = []
    for steps in range(3, 8):
        values = MaxNLocator(nbins=steps, steps=ROUND).tick_values(low, high)
        start = max((float(value) for value in values if value <= low + 1e-9 * (high - low)), default=low)
        if len(grid_values(start, high, steps)) >= _FEWEST and start in grid_values(start, high, steps):
            found.append((start, steps))
    near = [one for one in found if low - one[0] <= _SPARE * (high - low)]
    return next(iter([*near, *found]), (low, 4))


def grid_values(low: float, high: float, steps: int) -> list[float]:
    """Choose round values between two bounds, the bounds included where they are round."""
    ticks = MaxNLocator(nbins=steps, steps=ROUND).tick_values(low, high)
    slack = (high - low) * 1e-9
    return [round(float(t), 10) + 0.0 for t in ticks if low - slack <= t <= high + slack]
