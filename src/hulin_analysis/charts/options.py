"""Settings: what every chart may be asked for, checked once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from inspect import Parameter, getdoc, signature
from textwrap import indent
from typing import Any, ParamSpec, Protocol, TypedDict, TypeVar, get_type_hints

from matplotlib.axes import Axes

from hulin_analysis.charts import theme
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import QUOTES, Entry, Quotes
from hulin_analysis.charts.fonts import Family
from hulin_analysis.charts.theme import THEMES, WIDTH, Palette, Theme
from hulin_analysis.errors import ChartError, as_typed, choose
from hulin_analysis.messages import Listed, Message
from hulin_analysis.script import LanguageTag

#: CSS pixels to the inch, in which a width is given.
_PIXELS = 96
_NARROWEST, _WIDEST = 240, 4000
# Why a chart does not have an option, where that is the same for all that have not.
_WHY_NOT = {
    "ax": Message("it has several panels, and one pair of axes holds one"),
    "quotes": Message("it counts words, and quotes none"),
}
_P = ParamSpec("_P")
_R = TypeVar("_R")
# One option of the docstring below.
_ENTRY = re.compile(r"^((\w+) : .*\n(?:    .*+\n?)++)", re.MULTILINE)
# What every chart gives back, and what goes wrong.
_OUTCOME = """\
    Returns
    -------
    AnnotatedFigure
        A Matplotlib figure with ``title``, ``alt``, ``source`` and ``notes``.

    Raises
    ------
    {article}DataError
        If it is given no frame of the kind that it draws, or one that lacks a column or has a number that its
        quote does not state.
    ChartError
        If there is no such language, manner of quotes or option, or numbers that cannot be drawn together.

"""
_NOTES = "    Notes\n    -----\n"
_ARTICLE = "ArticleError\n        If the first argument is no article.\n    "


class Options(TypedDict, total=False):
    """What every chart takes besides its data.

    Attributes
    ----------
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the chart's own words; without it, that of the article's script. Quotes stay verbatim.
    quotes : {"panel", "footnotes", "marks", "none"}
        What is printed under the chart: the sentences of its numbers by section or document, only their
        clauses in small type, only the marks that lead to them elsewhere, or not even these.
    title : str, optional
        Words in place of the chart's own title.
    subtitle : str, optional
        Words in place of its own subtitle; an empty one leaves it out.
    note : str, optional
        A note of yours, printed before the source.
    highlight : str or sequence of str, optional
        The rows to be drawn in colour, the others in grey: ids of the frame, ids of the vocabulary (``grp``)
        or words of the labels.
    order : str or sequence of str, optional
        ``"value"`` puts the greatest first, ``"text"`` keeps the order of the text; or name rows in your
        order, as for `highlight`, and the others follow.
    limit : int, optional
        How many rows are drawn; a note counts the others.
    width : int, optional
        In CSS pixels, 96 to the inch: the chart is laid out for it, not shrunk; 800 if left out. A figure
        that is given a size later (``set_size_inches``) fills its height; where a height holds no chart, it
        takes the height that the chart needs, with a warning.
    theme : {"light", "dark"}, optional
        If left out, as your own Matplotlib style has it.
    ax : Axes, optional
        Axes of yours to draw the marks, names and words on as well, without heading, quotes and source: for a
        caption, what comes back has ``title``, ``notes`` and ``source``.
    """

    lang: LanguageTag | None
    quotes: Quotes
    title: str | None
    subtitle: str | None
    note: str | None
    highlight: str | Sequence[str] | None
    order: str | Sequence[str] | None
    limit: int | None
    width: int | None
    theme: Theme | None
    ax: Axes | None


def takes_options(*without: str, **why: Message) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Give a chart that takes ``**options`` their names in its signature and its docstring.

    Each is written and explained once, in :class:`Options`, and Shift-Tab and Tab show it at every chart; so
    is what comes back and what goes wrong.
    """
    reasons = {**{name: _WHY_NOT[name] for name in without}, **why}
    names = [name for name in Options.__annotations__ if name not in reasons]

    def wrap(function: Callable[_P, _R]) -> Callable[_P, _R]:
        hints = get_type_hints(Options)

        @wraps(function)
        def chart(*args: _P.args, **given: _P.kwargs) -> _R:
            for name in (name for name in reasons if name in given):
                raise ChartError(
                    "{call} takes no {name}, because {why}; it takes {names}.",
                    call=f"ha.{function.__name__}", name=name, why=reasons[name], names=Listed(names),
                )  # fmt: skip
            return function(*args, **given)

        own = signature(function)
        kept = [one for one in own.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        usual = {"quotes": "panel"}
        added = [
            Parameter(n, Parameter.KEYWORD_ONLY, default=usual.get(n), annotation=hints[n]) for n in names
        ]
        chart.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]
        annotations = {name: kind for name, kind in function.__annotations__.items() if name != "options"}
        chart.__annotations__ = {**annotations, **{name: hints[name] for name in names}}
        entries = _ENTRY.findall(f"{getdoc(Options)}\n")
        text = indent("".join(entry for entry, name in entries if name in names), "    ")
        raised = _OUTCOME.format(article=_ARTICLE if "article" in own.parameters else "")
        head, notes, body = (function.__doc__ or "").partition(_NOTES)
        chart.__doc__ = f"{head.rstrip()}\n{text}\n{raised}{notes}{body}"
        return chart

    return wrap


@dataclass(frozen=True)
class Settings:
    """The options of one chart, checked; see :class:`Options`."""

    title: str | None = None
    subtitle: str | None = None
    note: str | None = None
    highlight: tuple[str, ...] = ()
    order: str | tuple[str, ...] | None = None
    limit: int | None = None
    points: float = WIDTH
    palette: Palette = field(default_factory=Palette)
    ax: Axes | None = None
    catalog: Catalog = field(default_factory=Catalog)
    quotes: Quotes = "panel"

    @property
    def family(self) -> Family:
        """The font that goes with the chart's words."""
        return self.catalog.family

    @classmethod
    def of(cls, options: Mapping[str, Any], call: str, catalog: Catalog) -> Settings:
        """Check what a chart was asked for."""
        known = list(Options.__annotations__)
        for name in options:
            if name not in known:
                raise ChartError(
                    "{call} takes no option {name}; it takes {names}.",
                    call=call, name=as_typed(name), names=Listed(known),
                )  # fmt: skip
        given = {name: value for name, value in options.items() if value is not None}
        for name in ("title", "subtitle", "note"):
            if not isinstance(given.get(name, ""), str):
                typed = as_typed(given[name])
                raise ChartError("{name} is text, as in {name}='…'; it was {given}.", name=name, given=typed)
        if "theme" in given:
            choose(given["theme"], THEMES, "theme", "theme", ChartError)
        if not isinstance(given.get("ax"), Axes | None):
            raise ChartError(
                "ax is axes of Matplotlib, as in ax=axes[0]; it was {given}.", given=as_typed(given["ax"])
            )
        choose(given.get("quotes", "panel"), QUOTES, "manner of quotes", "quotes", ChartError)
        width, order = _count(given, "width", _NARROWEST, _WIDEST), given.get("order")
        if isinstance(order, str):
            choose(order, ("value", "text"), "order", "order", ChartError)
        elif order is not None:
            order = _names(order, "order")
        return cls(
            given.get("title"), given.get("subtitle"), given.get("note"),
            _names(given.get("highlight", ()), "highlight"), order, _count(given, "limit", 1, 10_000),
            72 / _PIXELS * width if width else WIDTH, Palette.of(given.get("theme")), given.get("ax"),
            catalog, given.get("quotes", "panel"),
        )  # fmt: skip


def _names(given: object, name: str) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, Sequence) or not all(isinstance(one, str) for one in names):
        typed = as_typed(given)
        raise ChartError(
            "{name} is a name or a list of names, as in {name}=['grp']; it was {given}.",
            name=name, given=typed,
        )  # fmt: skip
    return tuple(names)


def _count(options: Mapping[str, Any], name: str, least: int, most: int) -> int | None:
    given = options.get(name)
    if given is not None and (type(given) is not int or not least <= given <= most):
        raise ChartError(
            "{name} is a whole number from {least} to {most}; it was {given}.",
            name=name, least=least, most=most, given=as_typed(given),
        )  # fmt: skip
    return given


_T = TypeVar("_T")


class _Row(Protocol):
    """What can be put into an order: an entry, or a measured thing."""

    @property
    def number(self) -> int: ...
    @property
    def label(self) -> str: ...
    def is_called(self, name: str) -> bool: ...


_Arranged = TypeVar("_Arranged", bound=_Row)
# More names than these would make a message nobody reads.
_NAMED = 8


def expect_called(settings: Settings, labels: Sequence[str], is_called: Callable[[str], bool]) -> None:
    """Refuse to highlight or to put first what is not there."""
    for option, names in (("highlight", settings.highlight), ("order", settings.order)):
        for name in names if isinstance(names, tuple) else ():
            if not is_called(name):
                known = Listed(list(dict.fromkeys(labels))[:_NAMED])
                raise ChartError(
                    "No row is called {name}, as {option} asks; the rows are {labels}.",
                    name=as_typed(name), option=option, labels=known,
                )  # fmt: skip


def _by_number(row: _Row) -> Any:
    return row.number


def arranged(
    drawn: Sequence[_Arranged], settings: Settings, *, key: Callable[[_Arranged], Any] = _by_number,
    value: Callable[[_Arranged], float] | None = None,
) -> list[_Arranged]:  # fmt: skip
    """Put rows into the order that was asked for; without one, into the chart's own, that of the text."""
    expect_called(settings, [row.label for row in drawn], lambda name: any(r.is_called(name) for r in drawn))
    order = settings.order
    if order == "text":
        return sorted(drawn, key=_by_number)
    if order == "value" and value is not None:
        sizes = {row.number: value(row) for row in drawn}
        return sorted(drawn, key=lambda row: (-sizes[row.number], row.number))
    ranked = sorted(drawn, key=key)
    first = list(enumerate(order)) if isinstance(order, tuple) else []
    return sorted(ranked, key=lambda row: next((n for n, name in first if row.is_called(name)), len(first)))


def limited(rows: Sequence[_T], settings: Settings, catalog: Catalog) -> tuple[list[_T], list[str]]:
    """Return as many rows as were asked for, and a note that counts the others."""
    if settings.limit is None or settings.limit >= len(rows):
        return list(rows), []
    note = catalog("rows_more", n=settings.limit, k=len(rows) - settings.limit)
    return list(rows[: settings.limit]), [note]


def colour_of(entry: Entry, settings: Settings) -> str:
    """Return the colour of an entry's mark: grey where others are highlighted."""
    if not settings.highlight or any(entry.is_called(name) for name in settings.highlight):
        return theme.ACCENT
    return theme.PALE
