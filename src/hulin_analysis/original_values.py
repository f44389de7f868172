"""As read: what a frame remembers of its numbers, so that a number changed by hand can be told from one read.

What a text says of a number (its unit in the heading of a table, its status from the sentence before) does
not always stand in its sentence. A frame therefore carries what was read of each row in its ``attrs``, as one
string: pandas copies ``attrs`` at every step, and a string costs it nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

#: The key in ``attrs``.
AS_READ = "as_read"


class AsRead(NamedTuple):
    """What was read of one number; ``None`` where the text says nothing."""

    quote: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    hedge: str
    change: str
    status: str


# Made once: an encoder of its own for each article would cost as much as what it writes.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_FACTS = itemgetter("id", *AsRead._fields)


def remembered(rows: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    """Write down what was read of each row of an article, for the ``attrs`` of its frame.

    >>> row = dict(id="q1-1", quote="3所", value=3.0, low=None, high=None, unit="所", hedge="exact",
    ...     change="none", status="actual")
    >>> remembered([row])["as_read"]
    '[["","q1-1","3所",3.0,null,null,"所","exact","none","actual"]]'
    """
    numbers = {row["id"]: at for at, row in enumerate(rows, 1)}
    return shared({"numbers": numbers, AS_READ: _encode([("", *_FACTS(row)) for row in rows])})


class _Shared(dict[str, Any]):
    """What ``attrs`` say of each row: a copy at each look-up of a column would cost more than all else."""

    def __deepcopy__(self, memo: object) -> _Shared:
        return self


def shared(said: Mapping[str, Any]) -> dict[str, Any]:
    """Let copies of ``attrs`` share what is said in them of each row; nothing changes it."""
    return {name: _Shared(one) if isinstance(one, dict) else one for name, one in said.items()}


def rows_as_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as ``to_dict("records")`` does, in a quarter of the time where they are few.

    >>> rows_as_dicts(pd.DataFrame({"unit": pd.array(["元", None], dtype="string"), "value": [1, None]}))
    [{'unit': '元', 'value': 1.0}, {'unit': None, 'value': nan}]
    """
    names = list(frame.columns)
    # A frame of numbers and words at once: pandas itself looks each column up by a Series of its own.
    cells = frame.to_numpy(dtype=object).tolist()
    return [dict(zip(names, [None if one is pd.NA else one for one in row], strict=True)) for row in cells]


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame; what is missing is None, of numbers too.

    >>> records_of(pd.DataFrame({"unit": ["元", None], "value": [1, None]}))
    [{'unit': '元', 'value': 1.0}, {'unit': None, 'value': None}]
    """
    # Nothing but a missing number differs from itself.
    return [{name: None if one != one else one for name, one in row.items()} for row in rows_as_dicts(frame)]


def written(known: Mapping[tuple[str, str], AsRead]) -> str:
    """Write what is remembered of rows as one string."""
    return _encode([(*key, *one) for key, one in known.items()])


def recalled(metrics: pd.DataFrame) -> Mapping[tuple[str, str], AsRead]:
    """Return what a frame remembers of its rows, each by its document and id; a lone article has no document.

    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("新建學校3所。"))
    >>> recalled(metrics.assign(value=5.0))["", "q1-1"].value
    3.0
    """
    kept = metrics.attrs.get(AS_READ)
    return _parsed(kept) if isinstance(kept, str) else {}


@lru_cache(maxsize=8)
def _parsed(kept: str) -> dict[tuple[str, str], AsRead]:
    return {(row[0], row[1]): AsRead(*row[2:]) for row in json.loads(kept)}
