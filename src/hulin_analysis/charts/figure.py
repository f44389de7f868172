"""The figure: a Matplotlib figure that knows what it shows, in words, and shows itself in Jupyter."""

from __future__ import annotations

import base64
import io
from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from hulin_analysis.charts import theme

__all__ = ["AnnotatedFigure"]

#: Pixels per inch in a notebook: twice a screen's 96, so that it is sharp where pixels are small.
_SCREEN_DPI = 168


class AnnotatedFigure(Figure):
    """A chart with its alternative text, its source and its notes.

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
    >>> figure = AnnotatedFigure(width=300, height=200)
    >>> figure.alt = "Nothing yet."
    >>> figure._repr_png_()[1:4]
    b'PNG'
    """

    def __init__(self, *, width: float = theme.WIDTH, height: float = 100.0) -> None:
        super().__init__(figsize=(width / 72, height / 72), dpi=100, facecolor=theme.PAPER)
        FigureCanvasAgg(self)
        self.title = ""
        self.alt = ""
        self.source = ""
        self.notes: tuple[str, ...] = ()

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the charts' own settings, whoever asks for it."""
        with theme.style():
            super().draw(renderer)

    def savefig(self, fname: Any, **settings: Any) -> None:
        """Save in the charts' own settings; :func:`hulin_analysis.save` adds what the chart says."""
        with theme.style():
            super().savefig(fname, **settings)

    def _repr_png_(self) -> bytes:
        """Draw the figure as a PNG of the same bytes each time."""
        buffer = io.BytesIO()
        self.savefig(
            buffer,
            format="png",
            dpi=_SCREEN_DPI,
            metadata={"Software": None},
            # Half the time of the default for a tenth more bytes.
            pil_kwargs={"compress_level": 4},
        )
        return buffer.getvalue()

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None, **_: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Give Jupyter the picture, and with it the size and the alternative text.

        A bundle comes before the formatters that an inline backend registers for every Matplotlib figure,
        so the picture is the same with and without ``%matplotlib inline``.
        """
        picture = base64.b64encode(self._repr_png_()).decode("ascii")
        width, height = (round(float(inches) * 96) for inches in self.get_size_inches())
        data = {"image/png": picture, "text/plain": self.alt}
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}
