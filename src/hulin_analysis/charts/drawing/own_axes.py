"""Axes of the owner's own: a chart's marks, names and words on them, without heading, quotes and source."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Run, balanced, plain
from hulin_analysis.charts.canvas.surface import Surface
from hulin_analysis.charts.canvas.typeface import Bold, face, printable, register, text_width
from hulin_analysis.charts.content.entries import Entry
from hulin_analysis.charts.drawing.marks import FADE, Bar, BarForm, Dot, tail
from hulin_analysis.charts.fonts import Family
from hulin_analysis.charts.options import Settings, colour_of
from hulin_analysis.charts.theme import Palette, Size
from hulin_analysis.codes import Change
from hulin_analysis.errors import ChartError

_NAMES = 110.0
_GAP = 8.0
# The axes keep so much of their width for marks, however long the words are.
_MARKS = 0.35


class _Own(Surface):
    """The owner's axes as a surface for marks."""

    def __init__(self, axes: Axes, palette: Palette) -> None:
        super().__init__(palette)
        self.axes = axes

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        box, dpi = self.axes.get_window_extent(), float(self.figure.dpi)
        return float(box.width) * 72 / dpi, float(box.height) * 72 / dpi

    @property
    def figure(self) -> Figure:
        """The figure that holds the axes, however deep."""
        figure = self.axes.get_figure(root=True)
        assert isinstance(figure, Figure)
        return figure

    def length(self, points: float) -> float:
        """Convert a length in points along the values to one in values."""
        low, high = sorted(self.axes.get_xlim())
        return points * (high - low) / self.size[0]

    def rise(self, points: float) -> float:
        """Convert a length in points across the values to one in places."""
        low, high = sorted(self.axes.get_ylim())
        return points * (high - low) / self.size[1]

    def add(self, artist: Artist) -> None:
        """Draw an artist, cut off by the axes, in no legend."""
        artist.set_label(f"_{artist.get_label()}")
        self.axes.add_artist(artist)


def draw_on(
    axes: Axes, rows: Sequence[Entry], mark: type[Bar | Dot], settings: Settings, *, unit: str, title: str,
    form: BarForm = "solid",
) -> None:  # fmt: skip
    """Draw rows on axes: names as ticks, marks at their values, the words of the text behind them."""
    if axes.get_xscale() != "linear":
        raise ChartError(
            "ax has a linear scale of values, as bars begin at zero; it was logarithmic or other."
        )
    register(settings.family)
    ground = str(to_hex(axes.get_facecolor()))
    surface = _Own(axes, Palette({**settings.palette.colours, theme.PAPER: ground}))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    names = ["\n".join(line.text for line in balanced([Run(row.label)], Size.LABEL, _NAMES)) for row in rows]
    axes.set_yticks(range(len(rows)), names, parse_math=False)
    axes.set_xlabel(printable(unit), fontfamily=[settings.family], parse_math=False)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_tick_params(labelfontfamily=settings.family)
    # A layout engine of the figure's gives the axes their place beside these names only when it is drawn.
    surface.figure.draw_without_rendering()
    wide = surface.size[0]
    axes.set_xlim(*_ends(rows, wide))
    if not axes.get_title(loc="left") and not axes.get_title() and title:
        lines = plain(title, Size.BODY, wide)
        text = "\n".join(line.text for line in lines)
        axes.set_title(text, loc="left", fontfamily=[settings.family], fontsize=Size.BODY, parse_math=False)
    thick = min(14.0, 0.6 * surface.size[1] / len(rows))
    for number, entry in enumerate(rows):
        colour = colour_of(entry, settings)
        if mark is Bar:
            Bar(colour, form).draw(surface, entry, number, thick)
        else:
            Dot(colour, min(4.8, thick / 2)).draw(surface, entry, number)
        _write(surface, entry, number, mark, settings.family)


def _said(entry: Entry) -> str:
    return ("−" if entry.change == Change.DECREASE else "") + entry.shown


def _ends(rows: Sequence[Entry], wide: float) -> tuple[float, float]:
    """Choose limits that hold zero, every mark and the words behind it."""
    low, most = min(0.0, *(row.least for row in rows)), max(0.0, *(row.most for row in rows))
    low -= 0.04 * (most - low) if low < 0 else 0.0
    high = most or low + 1.0
    for row in rows:
        taken = (text_width(_said(row), Size.LABEL, bold=True) + 3 * _GAP) / wide
        faded = FADE * abs(row.most) if row.open_sides else 0.0
        high = max(high, low + (row.most + faded - low) / max(_MARKS, 1 - taken))
    return low, high


def _write(surface: _Own, entry: Entry, number: int, mark: type[Bar | Dot], family: Family) -> None:
    """Write the words of the text behind a mark; they go with it, and out of sight beyond the limits."""
    axes = surface.axes
    away = tail(surface, entry) if 1 in entry.open_sides else 0.0
    dx = away / surface.length(1.0) + _GAP + (0.0 if mark is Bar else 3.0)
    text = Bold(
        max(entry.most, 0.0) if mark is Bar else entry.most, number, printable(_said(entry)),
        color=surface.palette(theme.INK), fontproperties=face(Size.LABEL, bold=True, family=family),
        horizontalalignment="left", verticalalignment="baseline", parse_math=False,
    )  # fmt: skip
    shift = ScaledTranslation(dx / 72, -0.36 * Size.LABEL / 72, surface.figure.dpi_scale_trans)
    text.set_transform(axes.transData + shift)
    text.set_label("value")
    text.set_gid(f"value-{entry.note.id}")
    text.set_url(entry.url)
    text.pinned = True
    axes.add_artist(text)
    text.set_clip_path(None)
