"""Readable frames: how a frame shows itself in a notebook or a console; in all else it is a DataFrame."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from hulin_analysis import script, vocabulary, wording


class _Layout(NamedTuple):
    """What is shown of a frame that has certain columns, the least needed last."""

    needs: frozenset[str]
    shown: tuple[str, ...]


_LAYOUTS = (
    _Layout(
        frozenset(("place", "value", "unit", "agreement", "statements")),
        ("place", "period", "value", "quote", "change", "status", "agreement", "document"),
    ),
    _Layout(
        frozenset(("statement", "change_quote", "ids")),
        ("place", "indicator", "subject", "period", "value", "change", "share", "target", "status"),
    ),
    _Layout(
        frozenset(("id", "indicator", "quote", "value", "unit", "status", "sentence")),
        ("place", "id", "indicator", "value", "quote", "change", "period", "status", "hedge", "section"),
    ),
    _Layout(frozenset(("quote", "reason", "sentence")), ("quote", "reason", "section", "sentence")),
    _Layout(frozenset(("kind", "weight", "ids", "sentence")), ("sentence", "kind", "ids")),
)
#: Of any other frame with these, all columns are shown as they are, but the numbers as people write them.
_NUMBERS = frozenset(("quote", "value", "unit"))
#: Text of more characters than this is cut.
_CUT = {"sentence": 40, "indicator": 16, "quote": 16, "subject": 12, "section": 12, "document": 16}
_LONG = 20
# What of the columns left out is named.
_MOST_NAMED = 4


_STYLE = ".hulin-frame.hulin-frame :is(td, th) { white-space: nowrap; text-align: left; }"


class _AnyFrame(type):
    """Every DataFrame passes for a readable one: they differ in nothing but how they look.

    ``pandas.testing.assert_frame_equal`` then takes the one for the other.
    """

    def __instancecheck__(cls, given: object) -> bool:
        return isinstance(given, pd.DataFrame)


class ReadableFrame(pd.DataFrame, metaclass=_AnyFrame):
    """A frame that shows a choice of its columns, one line a row, with numbers as people write them.

    Everything but its looks is pandas': what is made of it is such a frame where it still has the columns,
    else a DataFrame.

    >>> ReadableFrame({"quote": ["100億元"], "value": [1e10], "unit": ["元"]})
         quote  value unit
    0  100億元  100億   元
    >>> ReadableFrame({"quote": ["100億元"], "value": [1e10]})["value"].sum()
    np.float64(10000000000.0)
    """

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return _made

    def __repr__(self) -> str:
        """Show it in a console, as many columns as it is wide enough for."""
        if (shown := _shown_of(self)) is None:
            return super().__repr__()
        width = pd.get_option("display.width") or shutil.get_terminal_size().columns
        with pd.option_context("display.unicode.east_asian_width", True, "display.max_colwidth", None):
            for count in range(len(shown), 0, -1):
                names = shown[:count]
                text = _cells(self, names).to_string(max_rows=_rows(self))
                if count <= 3 or max(map(_width, text.splitlines())) <= width:
                    break
        return "\n".join([text, *([_rest(self, names)] if len(names) < len(self.columns) else [])])

    def _repr_html_(self) -> str | None:
        """Show it in a notebook."""
        if (shown := _shown_of(self)) is None or not pd.get_option("display.notebook_repr_html"):
            html: str | None = pd.DataFrame(self)._repr_html_()  # type: ignore[operator]
            return html
        places = [
            place
            for place, name in enumerate(shown, self.index.nlevels + 1)
            if name in _WRITTEN and pd.api.types.is_numeric_dtype(self[name])
        ]
        # One notebook has several such tables: the class says which of its columns are numbers.
        numbers = [f"hulin-numbers-{place}" for place in places]
        with pd.option_context("display.max_colwidth", None):
            table = _cells(self, shown).to_html(
                notebook=True, classes=["hulin-frame", *numbers], max_rows=_rows(self)
            )
        right = "".join(
            f".hulin-frame.{kind} :is(td, th):nth-child({place}) {{ text-align: right; }}"
            for kind, place in zip(numbers, places, strict=True)
        )
        return f"<style>{_STYLE}{right}</style>{table}<p>{escape(_rest(self, shown))}</p>"


def _made(*given: Any, **options: Any) -> pd.DataFrame:
    """Make what pandas makes of a frame: readable where it has the columns."""
    frame = pd.DataFrame(*given, **options)
    return frame if _layout(frame) is None else ReadableFrame(frame)


def _layout(frame: pd.DataFrame) -> Sequence[str] | None:
    names: Collection[Any] = frame.columns
    if not frame.columns.is_unique or frame.columns.nlevels > 1:
        return None
    for layout in _LAYOUTS:
        if all(name in names for name in layout.needs):
            return [name for name in layout.shown if name in names]
    return list(names) if all(name in names for name in _NUMBERS) else None


def _shown_of(frame: pd.DataFrame) -> Sequence[str] | None:
    """Choose the columns; of rows that are all of one place, its name is left out."""
    shown = _layout(frame)
    if shown and len(shown) < len(frame.columns) and "place" in shown and "agreement" not in frame:
        shown = [name for name in shown if name != "place" or frame["place"].nunique() > 1]
    return shown if len(frame) else None


def _cells(frame: pd.DataFrame, shown: Sequence[str]) -> pd.DataFrame:
    """Write the cells of the rows that will be seen; pandas leaves out those between."""
    if (seen := _rows(frame)) is not None:
        half = seen // 2 + 1
        frame = pd.concat([frame.head(half), frame.tail(half)])
    language = script.language(None, _script_of(frame))
    records = pd.DataFrame(frame).astype(object).to_dict("records")
    rows = [[_cell(name, row, shown, language) for name in shown] for row in records]
    cells = pd.DataFrame(rows, columns=list(shown), index=frame.index, dtype=object)
    return cells if len(shown) == len(frame.columns) else cells.assign(**{"…": "…"})


def _script_of(frame: pd.DataFrame) -> str | None:
    about = frame.attrs.get("article") or frame.attrs.get("comparison")
    return about.get("script") if isinstance(about, dict) else None


def _cell(name: str, row: dict[Any, Any], shown: Sequence[str], language: script.Language) -> str:
    value = row[name]
    write = _WRITTEN.get(name)
    if write is not None and (said := write(row, shown, language)) is not None:
        return said
    if isinstance(value, tuple):
        return _short(", ".join(map(str, value)), _LONG)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    return _short(str(value), _CUT.get(name, _LONG))


def _value(row: dict[Any, Any], shown: Sequence[str], language: script.Language) -> str | None:
    ends: list[Any] = [row.get("value")]
    if _is_number(row.get("low")) and _is_number(row.get("high")):
        ends = [row["low"], row["high"]]
    if not all(map(_is_number, ends)):
        return None
    number = "–".join(wording.number(float(end), language) for end in ends)
    if "unit" in shown:
        return number
    per = row.get("per")
    return f"{number}{_text(row.get('unit'))}" + (f"/{per}" if _text(per) else "")


def _change(row: dict[Any, Any], _shown: Sequence[str], _language: script.Language) -> str | None:
    if not _is_number(row["change"]):
        return None
    return f"{row['change']:+.10g}{_text(row.get('change_unit'))}"


def _share(row: dict[Any, Any], _shown: Sequence[str], _language: script.Language) -> str | None:
    return f"{row['share']:.10g}%" if _is_number(row["share"]) else None


def _target(row: dict[Any, Any], _shown: Sequence[str], _language: script.Language) -> str | None:
    return _short(_text(row.get("target_quote")), _LONG) or None


#: Columns whose cells are not simply the text of what they hold.
_WRITTEN: dict[str, Callable[[dict[Any, Any], Sequence[str], script.Language], str | None]] = {
    "value": _value,
    "change": _change,
    "share": _share,
    "target": _target,
}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and not pd.isna(value)


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _width(line: str) -> int:
    return sum(1 + (ord(char) > 0x2E7F) for char in line)


def _rows(frame: pd.DataFrame) -> int | None:
    """Say how many rows pandas is to print, if not all."""
    most: int | None = pd.get_option("display.max_rows")
    least: int | None = pd.get_option("display.min_rows")
    return (least or most) if most and len(frame) > most else None


def _rest(frame: pd.DataFrame, shown: Sequence[str]) -> str:
    """Say how large the frame is, and which columns it has besides."""
    language = script.language(None, _script_of(frame))
    rest = [str(name) for name in frame.columns if name not in shown]
    named = ", ".join(rest[:_MOST_NAMED]) + (", …" if len(rest) > _MOST_NAMED else "")
    words = vocabulary.table("labels")["size"]["more" if rest else "whole"]
    said = script.written(words, language)
    return said.format(rows=len(frame), columns=len(frame.columns), n=len(rest), names=named)
