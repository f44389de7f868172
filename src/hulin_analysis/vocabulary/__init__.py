"""The words of the field, as data: the ``.toml`` files beside this module, and those of the reader's own.

No rule about a word stands in the code. Every table is in simplified script; texts are folded
(:func:`hulin_analysis.script.fold`) before they are compared with it.

To add words, write files of the same names and form into a folder and name it in the environment variable
``HULIN_VOCABULARY`` before the package is first used: lists are joined, new tables and keys are added, and a
single value takes the place of the one that was there. ``units.toml`` with ``[things]`` and
``words = ["趟次"]`` is enough to make 趟次 a unit.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hulin_analysis.errors import DataError

__all__ = ["Indicator", "english_name", "indicator_index", "indicators", "table"]


@cache
def table(name: str) -> dict[str, Any]:
    """Read one table of the vocabulary.

    Parameters
    ----------
    name : str
        File name without ``.toml``: ``units``, ``hedges``, ``indicators``, ``furniture``, …

    Returns
    -------
    dict
        The package's table, joined with the reader's own where there is one.

    Raises
    ------
    DataError
        If the reader's folder or file cannot be read.

    Examples
    --------
    >>> "首页" in table("furniture")["lines"]
    True
    """
    own = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    folder = os.environ.get("HULIN_VOCABULARY")
    return _joined(own, _read_added(Path(folder), f"{name}.toml")) if folder else own


def _read_added(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    if not folder.is_dir():
        raise DataError(f"HULIN_VOCABULARY names {folder}, which is no folder; correct it or unset it.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise DataError(f"The vocabulary {path} cannot be read ({err}); correct it or take it away.") from err


def _joined(own: Any, added: Any) -> Any:
    """Join two tables: lists end to end, tables key by key; of two single values the added one."""
    if isinstance(own, dict) and isinstance(added, dict):
        both = {key: _joined(own[key], added[key]) for key in own.keys() & added.keys()}
        return own | added | both
    if isinstance(own, list) and isinstance(added, list):
        return [*own, *(word for word in added if word not in own)]
    return added


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statistical indicator.

    Attributes
    ----------
    id : str
        What the column ``indicator_id`` says.
    names : tuple of str
        Chinese names, simplified; the first is the usual one.
    english : str
        The name as the National Bureau of Statistics translates it.
    unit : str
        The unit of its level, without scale word; empty for an index.
    note : str
        What to know before two of its figures are compared; empty where nothing is.
    """

    id: str
    names: tuple[str, ...]
    english: str
    unit: str
    note: str = ""


@cache
def indicators() -> dict[str, Indicator]:
    """Return the statistical indicators by id.

    Examples
    --------
    >>> indicators()["grp"].names[0], indicators()["grp"].english
    ('地区生产总值', 'Gross regional product')
    """
    return {
        id_: Indicator(id_, tuple(row["names"]), row["english"], row["unit"], row.get("note", ""))
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
