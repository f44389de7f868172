"""Measured things: from one row a number to one row a thing, with its level, change, share and target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, Status
from hulin_analysis.errors import DataError
from hulin_analysis.frames import DOCUMENT_COLUMNS, expect_frame
from hulin_analysis.original_values import rows_of
from hulin_analysis.proofs import proven
from hulin_analysis.readable import ReadableFrame
from hulin_analysis.sentences.base import clause_before
from hulin_analysis.sentences.facets import RATIO, Facet, facet_of, is_points, manner_of
from hulin_analysis.sentences.statement import names_share
from hulin_analysis.times.period import moved_to, one_year
from hulin_analysis.unit_groups import unit_group

__all__ = ["STATEMENT_COLUMNS", "put_together", "records_of", "statements"]

#: The columns of the statements, in order, with their dtypes; those of the document stand before them.
STATEMENT_COLUMNS: dict[str, str] = {
    "statement": "string",
    "part_of": "string",
    "indicator": "string",
    "indicator_id": "string",
    "subject": "string",
    "subject_code": "string",
    "period": "string",
    "status": "string",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "string",
    "per": "string",
    "hedge": "string",
    "quote": "string",
    "change": "float64",
    "change_unit": "string",
    "change_base": "string",
    "change_quote": "string",
    "share": "float64",
    "share_quote": "string",
    "target": "float64",
    "target_quote": "string",
    "further": "object",
    "ids": "object",
}
_SHARED = ("statement", "part_of", "indicator", "indicator_id", "subject", "subject_code", "period")
_LEVEL = ("value", "low", "high", "unit", "per", "hedge", "quote")
_NEEDED = ("id", "start", *_LEVEL, *_SHARED, "change", "base", "status", "sentence", "sentence_start")
_EDGE = " \t\n\u3000、,，;；:：。"
_OPEN, _CLOSE = re.compile("[(（]"), re.compile("[)）]")


def statements(metrics: pd.DataFrame) -> pd.DataFrame:
    """Put the numbers of each measured thing on one row: its level, how it changed, its share and target.

    Parameters
    ----------
    metrics : DataFrame
        Rows of a metrics frame, all or some; those of several articles with a column ``document``.

    Returns
    -------
    DataFrame
        One row a statement, in reading order, behind the columns of the document where the frame has them:

        - ``statement``: its id; ``part_of``: that of the statement whose part it is
        - ``indicator``, ``indicator_id``, ``subject``, ``subject_code``, ``period``: of what, whom and when
        - ``status``: actual, expected or target: whether the numbers were reached
        - ``value``, or ``low`` and ``high`` for a range, ``unit``, ``per``, ``hedge``, ``quote``: the level
          and its words; missing where the text only says how it changed
        - ``change``: by how much it rose, or fell (below zero), in ``change_unit``, against ``change_base``
          (ISO 8601 or words), and its words in ``change_quote``; of several changes the one from a year
          before, and a rate before an amount
        - ``share``, ``share_quote``: how much of a whole it is, 占…35%
        - ``target``, ``target_quote``: what was aimed at, where what was reached is said as well
        - ``further``: what else is said of it, a tuple of clauses in the words of the text
        - ``ids``: a tuple of the ids of its numbers in `metrics`
        - ``corrected``: whether a correction changed one of them; only where some are corrected

    Raises
    ------
    DataError
        If it is given no frame, one that lacks a column or has a number that its quote does not state, or
        rows of several articles that nothing tells apart.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,全市出口245億元,環比下降3.6%,同比增長8.7%,占全省的35%,其中甲產品出口20億元。"
    >>> table = ha.statements(ha.extract(ha.parse_article(text)))
    >>> table[["indicator", "value", "change", "share", "part_of"]]
      indicator         value  change  share part_of
    0        出口  2.450000e+10     8.7   35.0    <NA>
    1    甲產品出口  2.000000e+09     NaN    NaN    s1-1
    >>> table["further"][0], table["ids"][0]
    (('環比下降3.6%',), ('q1-1', 'q1-2', 'q1-3', 'q1-4'))
    """
    return put_together(proven(expect_frame(metrics, _NEEDED, "ha.statements({})", "ha.extract({})")))


def put_together(frame: pd.DataFrame) -> pd.DataFrame:
    """Make the statements of a frame without holding its numbers against their quotes: see `statements`."""
    records = records_of(frame)
    about = {name: DOCUMENT_COLUMNS[name] for name in DOCUMENT_COLUMNS if name in frame.columns}
    columns = {**about, **STATEMENT_COLUMNS}
    arrays = {name: _column(records, name, dtype) for name, dtype in columns.items()}
    table = ReadableFrame(pd.DataFrame(arrays))
    if "corrected" in frame.columns:
        table["corrected"] = [record["corrected"] for record in records]
    table.attrs = dict(frame.attrs)
    return table


def records_of(metrics: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of :func:`statements` as dictionaries, None for what is missing.

    Besides the columns each has ``sides``: the id of the number that stands for its level, its change, its
    share and its target, by these names; and ``is_average``, whether the change is one of each year (年均).

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,全市出口245億元,環比下降3.6%,同比增長8.7%。"
    >>> [one["sides"] for one in records_of(ha.extract(ha.parse_article(text)))]
    [{'level': 'q1-1', 'change': 'q1-3'}]
    """
    about = [name for name in DOCUMENT_COLUMNS if name in metrics.columns]
    marked = [name for name in ("corrected",) if name in metrics.columns]
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in _in_order(metrics[[*about, *_NEEDED, *marked]]):
        own = row["statement"] or ("", row["id"])
        grouped.setdefault((row.get("document"), own), []).append(row)
    return [_record(group, about) for group in grouped.values()]


def _in_order(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows in reading order, document by document; what is missing is None.

    Raises
    ------
    DataError
        If the same number is there twice: statements of different articles would be taken for one.
    """
    rows = rows_of(frame)
    documents: dict[Any, int] = {}
    seen: set[tuple[Any, Any]] = set()
    for row in rows:
        key = row.get("document"), row["id"]
        if key in seen:
            raise DataError(
                "ha.statements needs each number once, and {id} is there twice; join the frames of "
                "several articles with ha.concat([first, second]).",
                id=row["id"],
            )
        seen.add(key)
        documents.setdefault(key[0], len(documents))
    return sorted(rows, key=lambda row: (documents[row.get("document")], row["start"]))


def _column(records: list[dict[str, Any]], name: str, dtype: str) -> Any:
    values = [record[name] for record in records]
    if dtype == "object":
        return pd.Series(values, dtype=object)
    return pd.Series(values, dtype="object").astype(dtype)  # type: ignore[call-overload]


class _Number(NamedTuple):
    """A number of a statement: its row, the side that it tells, and its clause."""

    row: dict[str, Any]
    facet: Facet
    folded: str  # its sentence up to the number
    begin: int  # of its clause
    group: str

    @property
    def is_aim(self) -> bool:
        return bool(self.row["status"] == Status.TARGET)

    @property
    def signed(self) -> float | None:
        value = self.row["value"]
        if value is not None and self.row["change"] == Change.DECREASE:
            return -float(value)
        return None if value is None else float(value)


def _record(rows: list[dict[str, Any]], about: Iterable[str]) -> dict[str, Any]:
    """Lay the rows of one statement out as one."""
    numbers = list(_numbers(rows))
    aims = [one for one in numbers if one.is_aim]
    said = [one for one in numbers if not one.is_aim] or aims
    level = next((one for one in said if one.facet is Facet.LEVEL), None)
    change = _change(said, level)
    share = next((one for one in said if one.facet is Facet.SHARE), None)
    if share and change and not level and change.group != RATIO:
        share = None  # 增量39.7亿斤、占全国23.6%: of the rise
    target = None if said[0].is_aim else _target(aims)
    record = {name: next((row[name] for row in rows if row[name]), None) for name in _SHARED}
    record |= {name: rows[0][name] for name in about}
    record |= {name: level.row[name] if level else None for name in _LEVEL}
    found = {"level": level, "change": change, "share": share, "target": target}
    sides = {name: one.row["id"] for name, one in found.items() if one}
    return record | {
        "status": said[0].row["status"],
        "change": change.signed if change else None,
        "change_unit": change.row["unit"] if change else None,
        "change_base": change.row["base"] if change else None,
        "change_quote": change.row["quote"] if change else None,
        "share": share.signed if share else None,
        "share_quote": share.row["quote"] if share else None,
        "target": target.signed if target else None,
        "target_quote": target.row["quote"] if target else None,
        "further": tuple(_words(one, numbers) for one in numbers if one.row["id"] not in sides.values()),
        "ids": tuple(row["id"] for row in rows),
        "sides": sides,
        "is_average": change is not None and _is_average(change),
        "corrected": any(row.get("corrected") for row in rows),
    }


def _numbers(rows: list[dict[str, Any]]) -> Iterator[_Number]:
    """Tell of each number which side of the thing it is."""
    for n, row in enumerate(rows):
        at = max(0, int(row["start"]) - int(row["sentence_start"] or 0))
        folded = script.fold(str(row["sentence"] or ""))[:at]
        at, unit = len(folded), script.fold(str(row["unit"] or ""))
        group = unit_group(unit) or ""
        facet = facet_of(folded, 0, at, unit, group, row)
        if facet is Facet.SHARE and not n and names_share(script.fold(str(row["indicator"] or ""))):
            facet = Facet.LEVEL
        yield _Number(row, facet, folded, clause_before(folded, 0, at), group)


def _change(said: list[_Number], level: _Number | None) -> _Number | None:
    """Choose the change that stands for a thing: from a year before, and a rate before an amount."""
    changes = [one for one in said if one.facet is Facet.CHANGE]
    if (level and level.group != RATIO) or any(not is_points(_unit(one)) for one in changes):
        # A difference between two rates is of the growth or the share of such a thing.
        changes = [one for one in changes if not is_points(_unit(one))]
    return min(changes, key=_rank, default=None)


def _rank(one: _Number) -> tuple[bool, bool, int]:
    order = 0 if _is_a_year_before(one) else 1 if one.row["base"] is None else 2
    return _is_average(one), one.group != RATIO, order


def _is_average(one: _Number) -> bool:
    manner = manner_of(one.folded, 0, len(one.folded), "")
    return manner in vocabulary.table("bases")["average"]["words"]


def _is_a_year_before(one: _Number) -> bool:
    period, base = one.row["period"], one.row["base"]
    if base is None:
        words = vocabulary.table("bases")["year"]["words"]
        return any(word in one.folded[one.begin :] for word in words)
    year = one_year(str(period)) if period else None
    return year is not None and base == moved_to(str(period), year - 1)


def _target(aims: list[_Number]) -> _Number | None:
    """Choose what was aimed at: the level, else the change."""
    return next(
        (one for facet in (Facet.LEVEL, Facet.CHANGE) for one in aims if one.facet is facet),
        None,
    )


def _unit(one: _Number) -> str:
    return script.fold(str(one.row["unit"] or ""))


def _words(one: _Number, numbers: list[_Number]) -> str:
    """Return a number with the words of its clause before it, as the text writes them."""
    sentence, at = str(one.row["sentence"] or ""), len(one.folded)
    begin = one.begin
    for other in numbers:
        end = len(other.folded) + len(str(other.row["quote"]))
        if other.row["sentence_start"] == one.row["sentence_start"] and begin < end <= at:
            begin = end
    opened = [match.end() for match in _OPEN.finditer(one.folded, begin)]
    if opened and not _CLOSE.search(one.folded, opened[-1]):
        begin = opened[-1]
    words = sentence[begin:at].lstrip(_EDGE + ")）")
    return words + str(one.row["quote"])
