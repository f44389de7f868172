"""The charts that a notebook shows, found again by their pictures."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from hulin_analysis.charts.canvas.figure import AnnotatedFigure

__all__ = ["Printed", "remember", "shown"]

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
