"""The figure: a Matplotlib figure that knows what it shows, in words, and shows itself in Jupyter.

Its owner may resize it, move the limits of its axes and add to it: what the chart drew is laid out anew, and
what was added stays.
"""

from __future__ import annotations

import base64
import io
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast
from weakref import WeakValueDictionary

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, TightLayoutEngine
from matplotlib.text import Text

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.typeface import Lettering, register
from hulin_analysis.charts.fonts import SIMPLIFIED, Family
from hulin_analysis.charts.theme import Palette
from hulin_analysis.errors import ChartError
from hulin_analysis.messages import Message

#: Pixels per inch in a notebook: twice a screen's 96, so that it is sharp where pixels are small.
_SCREEN_DPI = 168
#: Agg cannot draw a picture of more pixels than these in one direction.
MOST_PIXELS = 65_000
#: Half the time of the default for a tenth more bytes.
PACKING = {"compress_level": 4}


class _OwnLayout(Figure):
    """A figure that no layout of Matplotlib's moves: it would move the axes from under their words."""

    def clear(self, keep_observers: bool = False) -> None:
        """Take everything off the figure, which is no chart from then on."""
        super().clear(keep_observers)
        self.set_layout_engine("none")

    def set_layout_engine(self, layout: Any = None, **settings: Any) -> None:
        """Set what lays the figure out; of Matplotlib's own only ``"none"``, which leaves it as it is."""
        others = (ConstrainedLayoutEngine, TightLayoutEngine)
        if layout in ("constrained", "compressed", "tight") or isinstance(layout, others):
            said = Message("A chart lays itself out; Matplotlib's layout engines change nothing.")
            warnings.warn(str(said), stacklevel=2)
            return
        super().set_layout_engine(layout, **settings)

    def tight_layout(self, **settings: Any) -> None:
        """Change nothing, and say so."""
        warnings.warn(str(Message("A chart lays itself out; tight_layout changes nothing.")), stacklevel=2)


class AnnotatedFigure(_OwnLayout):
    """A chart with its alternative text, its source and its notes.

    A Matplotlib figure, so that all of Matplotlib works on it; Jupyter shows it by itself.

    Parameters
    ----------
    width, height : float
        Size of the page in points, 72 to an inch.
    palette : Palette, optional
        Its colours.
    family : {"Noto Sans SC", "Noto Sans TC"}
        Its font: the second has the forms of traditional Chinese.

    Attributes
    ----------
    title : str
        The finding, as the chart's heading says it.
    alt : str
        The alternative text: what the chart shows, for those who cannot see it.
    source : str
        Where the numbers come from.
    notes : tuple of str
        What a reader has to beware of.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> figure = ha.plot_investments(ha.load_metrics(), lang="en")
    >>> figure.source
    'Source: 黑龍江日報, 2022-02-15 (人民網).'
    >>> figure._repr_png_()[1:4]
    b'PNG'
    """

    def __init__(
        self, *, width: float = theme.WIDTH, height: float = 100.0, palette: Palette | None = None,
        family: Family = SIMPLIFIED,
    ) -> None:  # fmt: skip
        paper = (palette or Palette())(theme.PAPER)
        super().__init__(figsize=(width / 72, height / 72), facecolor=paper)
        FigureCanvasAgg(self)
        register(family)
        self.family: Family = family
        self.title = ""
        self.alt = ""
        self.source = ""
        self.notes: tuple[str, ...] = ()
        #: Whether letters are shapes in the SVG that is saved.
        self._outlined = False
        self._is_copy = False

    def __getstate__(self) -> dict[str, Any]:
        """Give a copy or a pickle the chart as it is laid out; the frame it was drawn from stays behind."""
        state = cast("dict[str, Any]", super().__getstate__())
        return {**state, "_layout_engine": None, "_is_copy": True}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take up a chart that was copied or pickled."""
        super().__setstate__(state)  # type: ignore[misc]
        FigureCanvasAgg(self)
        register(self.family)

    def set_size_inches(self, w: Any, h: float | None = None, forward: bool = True) -> None:
        """Set the size, and lay the chart out anew for it; a copy (``copy``, ``pickle``) keeps its own.

        A chart that needs more height takes it, with a warning.

        Parameters
        ----------
        w, h : float
            Width and height in inches, or both as a pair.
        forward : bool
            Whether a window follows.
        """
        wanted = (w, h) if h is not None else tuple(w)
        if getattr(self, "_is_copy", False) and tuple(self.get_size_inches()) != wanted:
            message = Message("A copied chart keeps its size; draw it again from its frame, as in width=960.")
            warnings.warn(str(message), stacklevel=2)
            return
        super().set_size_inches(w, h, forward)
        if (engine := self.get_layout_engine()) is not None:
            engine.execute(self)

    def pages(
        self, height: float, *, width: float | None = None, first: float | None = None
    ) -> list[AnnotatedFigure]:
        """Draw the chart anew for pages of paper, in as many figures as its rows need.

        Each has the heading, the axes with the same limits, the key and the source, and says which of how
        many it is. What cannot be parted by rows (a bar with its parts, the panel of one thing) stays whole.

        Parameters
        ----------
        height : float
            The most a figure may be high, in CSS pixels, 96 to the inch.
        width : float, optional
            Its width in CSS pixels; without it, that of the chart.
        first : float, optional
            The most the first one may be high, where something stands over it.

        Returns
        -------
        list of AnnotatedFigure
            One figure, or several.

        Raises
        ------
        ChartError
            If it is a copy (``copy``, ``pickle``), which cannot be drawn anew.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> figure = ha.plot_activities(ha.load_metrics())
        >>> [len(figure.pages(height)) for height in (2000, 600)]
        [1, 3]
        """
        return list(self.each_page(height, width=width, first=first))

    def each_page(
        self, height: float, *, width: float | None = None, first: float | None = None
    ) -> Iterator[AnnotatedFigure]:
        """Draw the pages of :meth:`pages` one at a time: a chart of a hundred need not be held in memory.

        Parameters
        ----------
        height, width, first : float
            As :meth:`pages` takes them.

        Returns
        -------
        Iterator of AnnotatedFigure
            One page after another.

        Raises
        ------
        ChartError
            If it is a copy (``copy``, ``pickle``), which cannot be drawn anew.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> figure = ha.plot_activities(ha.load_metrics())
        >>> [page.title == figure.title for page in figure.each_page(600)]
        [True, True, True]
        """
        engine: Any = self.get_layout_engine()
        if engine is None or not hasattr(engine, "pages"):
            raise ChartError("A copied chart cannot be drawn anew; draw it from its frame first.")
        points = (float(self.get_figwidth()) * 72) if width is None else width * 0.75
        heights = (height if first is None else first) * 0.75, height * 0.75
        pages: Iterator[AnnotatedFigure] = engine.pages(points, heights)
        return pages

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the charts' own settings, whoever asks for it.

        Parameters
        ----------
        renderer : RendererBase
            Matplotlib's renderer.
        """
        # Before Matplotlib lists what there is to draw: the layout makes it anew.
        if (engine := self.get_layout_engine()) is not None:
            engine.execute(self)
        self._lend_font()
        with theme.style(outlined=self._outlined):
            super().draw(renderer)

    def _lend_font(self) -> None:
        """Let what its owner has written fall back on the Chinese font for what its own font lacks."""
        for text in self.findobj(Text):
            families = list(text.get_fontfamily())
            if not isinstance(text, Lettering) and self.family not in families:
                text.set_fontfamily([*families, self.family])

    @contextmanager
    def outlined(self) -> Iterator[None]:
        """Draw letters as shapes, for a program that reads no font inside an SVG.

        Returns
        -------
        context manager
            Within it, what is saved has shapes for letters.

        Examples
        --------
        >>> import io
        >>> import hulin_analysis as ha
        >>> figure, drawn = ha.plot_investments(ha.load_metrics()), io.StringIO()
        >>> with figure.outlined():
        ...     figure.savefig(drawn, format="svg")
        >>> "<text" in drawn.getvalue()
        False
        """
        self._outlined = True
        try:
            yield
        finally:
            self._outlined = False

    def savefig(self, fname: Any, **settings: Any) -> None:
        """Save in the charts' own settings; ``ha.save`` adds what the chart says.

        Parameters
        ----------
        fname : str, path-like or file
            Where to.
        settings : any
            Further options of Matplotlib's ``savefig``.
        """
        engine: Any = self.get_layout_engine()
        with theme.style():
            if engine is not None:
                engine.execute(self)
            # Matplotlib draws a figure that has a layout engine twice: to lay it out, which is done.
            self._layout_engine = None
            try:
                super().savefig(fname, **settings)
            finally:
                self._layout_engine = engine

    def _repr_png_(self) -> bytes:
        """Draw the figure as a PNG of the same bytes each time."""
        buffer = io.BytesIO()
        dpi = min(_SCREEN_DPI, MOST_PIXELS / max(self.get_size_inches()))
        self.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None}, pil_kwargs=PACKING)
        picture = buffer.getvalue()
        remember(self, picture)
        return picture

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None, **_: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Give Jupyter the picture, and with it the size and the alternative text."""
        data: dict[str, Any] = {"text/plain": self.alt}
        if not _claim_display():
            data["image/png"] = base64.b64encode(self._repr_png_()).decode("ascii")
        return data, self.png_metadata()

    def png_metadata(self) -> dict[str, Any]:
        """Say of the picture how large it is on the screen and what it shows.

        Returns
        -------
        dict
            Width and height in CSS pixels and the alternative text, as Jupyter's metadata of the PNG.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> ha.plot_investments(ha.load_metrics()).png_metadata()["image/png"]["width"]
        800
        """
        width, height = (round(float(inches) * 96) for inches in self.get_size_inches())
        return {"image/png": {"width": width, "height": height, "alt": self.alt}}


def _claim_display() -> bool:
    """Have IPython ask these figures for their picture where an inline backend would draw it.

    The inline backend registers a printer for every Matplotlib figure, which IPython prefers to the
    bundle; it crops the page and draws nothing of a figure without axes. A printer for the subclass goes
    before it. Without an inline backend nothing is registered, and the bundle holds the picture.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    printers = getattr(getattr(shell, "display_formatter", None), "formatters", {})
    printer = printers.get("image/png")
    try:
        claimed = printer is not None and printer.lookup_by_type(AnnotatedFigure) is not None
    except KeyError:
        return False
    if claimed and printer is not None:
        printer.for_type(AnnotatedFigure, AnnotatedFigure._repr_png_)
    return claimed


_SHOWN: WeakValueDictionary[str, AnnotatedFigure] = WeakValueDictionary()
_UNSAFE = re.compile(r'[\\/<>:"|?*\x00-\x1f]+')
_LONGEST = 60


def remember(figure: AnnotatedFigure, picture: bytes) -> None:
    """Note which chart a picture is of, as long as somebody holds the chart (a cell's ``Out`` does)."""
    _SHOWN[sha256(picture).hexdigest()] = figure


def shown(digest: str) -> AnnotatedFigure | None:
    """Find the chart of a picture by the picture's SHA-256."""
    return _SHOWN.get(digest)


@dataclass(frozen=True)
class Printed:
    """A picture for print, and the chart's title, as a kernel hands them over: its text is a file's name."""

    picture: bytes
    title: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict[str, str]:
        name = _UNSAFE.sub(" ", self.title).strip(" .")[:_LONGEST] or "chart"
        return {"image/png": base64.b64encode(self.picture).decode("ascii"), "text/plain": f"{name}.png"}
