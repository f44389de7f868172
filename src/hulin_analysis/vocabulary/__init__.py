"""The words of the field, as data: read the ``.toml`` files beside this module, and extend them.

No rule about a word stands in the code. Every table is in simplified script; texts are folded
(:func:`hulin_analysis.script.fold`) before they are compared with it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Indicator", "english_name", "indicator_index", "indicators", "table"]


@cache
def table(name: str) -> dict[str, Any]:
    """Read one table of the vocabulary.

    Parameters
    ----------
    name : str
        File name without ``.toml``: ``units``, ``hedges``, ``indicators``, ``furniture``, …

    Examples
    --------
    >>> "首页" in table("furniture")["lines"]
    True
    """
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statistical indicator: its id, its Chinese names, its English name, the unit it is given in."""

    id: str
    names: tuple[str, ...]
    english: str
    unit: str


@cache
def indicators() -> dict[str, Indicator]:
    """Return the statistical indicators by id.

    Examples
    --------
    >>> indicators()["grp"].names[0], indicators()["grp"].english
    ('地区生产总值', 'Gross regional product')
    """
    return {
        id_: Indicator(id_, tuple(row["names"]), row["english"], row["unit"])
        for id_, row in table("indicators").items()
    }


@cache
def indicator_index() -> dict[str, str]:
    """Return the id of every simplified name and alias.

    Examples
    --------
    >>> indicator_index()["规模以上工业增加值"] == indicator_index()["规上工业增加值"]
    True
    """
    return {name: row.id for row in indicators().values() for name in row.names}


def english_name(indicator_id: str | None) -> str | None:
    """Return the English name of an indicator, or None for an id the vocabulary does not hold.

    Examples
    --------
    >>> english_name("grp"), english_name(None)
    ('Gross regional product', None)
    """
    row = indicators().get(indicator_id) if indicator_id else None
    return row.english if row else None
