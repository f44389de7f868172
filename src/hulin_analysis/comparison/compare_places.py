"""Compare: from the rows of many documents to one row a place and period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Protocol, cast

import pandas as pd

from hulin_analysis.codes import Change, ChangeCode, Status, StatusAsked
from hulin_analysis.comparison.claims import Claim
from hulin_analysis.comparison.definitions import definition_of
from hulin_analysis.comparison.higher_levels import references
from hulin_analysis.comparison.indicator_query import EVERY, IndicatorQuery, checked
from hulin_analysis.comparison.place_of_row import keep, placed, text_of, wanted_places
from hulin_analysis.comparison.reconcile import Reconciled, reconcile
from hulin_analysis.comparison.unranked import (
    KIND,
    OPPOSITE,
    PERIOD,
    TARGET,
    UNDATED,
    apart_from_targets,
    beside,
    places_of,
)
from hulin_analysis.concat_frames import keys_of
from hulin_analysis.conversion import plain_units
from hulin_analysis.errors import DataError, as_typed, describe_value, expect_columns
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS
from hulin_analysis.messages import Listed, Message
from hulin_analysis.original_values import rows_as_dicts
from hulin_analysis.proofs import corrected_ids, expect_proven
from hulin_analysis.readable import ReadableFrame
from hulin_analysis.unit_groups import exact_size, unit_group

#: The columns of a comparison, in order, with their dtypes.
COMPARISON_COLUMNS: dict[str, str] = {
    "place": "string",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "string",
    "hedge": "string",
    "change": "string",
    "status": "string",
    "period": "string",
    "agreement": "string",
    "statements": "int64",
    "repetitions": "int64",
    "others": "object",
    "quote": "string",
    "indicator": "string",
    "indicator_id": "string",
    "definition": "string",
    "corrected": "bool",
    "subject": "string",
    "sentence": "string",
    "sentence_start": "int64",
    "start": "int64",
    "end": "int64",
    "id": "string",
    "document": "string",
    "title": "string",
    "paper": "string",
    "published": "string",
    "url": "string",
}
_NOT_NEEDED = ("statement", "part_of", "subject_code", "kind", "section", "block")
_NEEDED = [*(name for name in COLUMNS if name not in _NOT_NEEDED), "document", "place"]
_OPPOSITE: dict[str, str] = {Change.INCREASE: Change.DECREASE, Change.DECREASE: Change.INCREASE}


class Quantities(Protocol):
    """What a corpus has to offer: its quantities, filtered by the words of a column."""

    def quantities(
        self, *, indicator_id: str | list[str] | None = None, indicator: str | list[str] | None = None
    ) -> pd.DataFrame:
        """Return rows with the columns of ``COLUMNS`` and ``DOCUMENT_COLUMNS``."""
        ...


def compare(
    corpus: Quantities | pd.DataFrame,
    indicator: str,
    *,
    change: Change | ChangeCode | None = None,
    period: int | str | None = None,
    unit: str | None = None,
    place: str | Sequence[str] | None = None,
    status: Status | StatusAsked | None = None,
) -> pd.DataFrame:
    """Compare what many documents say of one indicator: one row a place and period.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        A corpus, or the frames of several articles as ``ha.concat`` joins them.
    indicator : str
        An id of ``ha.indicators()`` (``grp``), one of its names in any script (地區生產總值, GDP), or the
        words of the texts where they have no id.
    change : {"none", "increase", "decrease"}, optional
        Only levels, rises or falls. Without it whatever most places state; rises and falls are one kind.
    period : int or str, optional
        The period: a year (2025), as the frames write it (``2025-01/2025-06``) or as a text does
        (2025年上半年); without it every period.
    unit : str, optional
        The unit, without scale word: ``%``, ``元``. Without it the one that most places state.
    place : str or sequence of str, optional
        Only these places, whoever says it of them: a province's report counts for its cities. ``any`` for
        every place that something is said of. Without it each document's own place.
    status : {"actual", "expected", "target", "any"}, optional
        Only what was reached, is expected or aimed at, or with ``any`` the first of these that a place has.
        Without it the same, but that no target stands among results of its period.

    Returns
    -------
    DataFrame
        The greatest number first (of a range its middle, a decrease as negative):

        - ``place``, ``period``: of what; ``value``, or ``low`` and ``high``: in ``unit``, one for all rows
        - ``hedge``, ``change``, ``status``: as in ``ha.extract``
        - ``agreement``: single, agree (all statements can be true at once; the most precise is the row's)
          or conflict (the row's is the newest document's); ``statements``: how many independent ones
        - ``repetitions``: how often the sentence of one is printed again, which makes no second witness
        - ``others``: a tuple of the other statements, each with its quote, document and ``relation``
        - ``quote``, ``indicator``, ``indicator_id``, ``subject``, ``sentence``, ``sentence_start``,
          ``start``, ``end``, ``id``: the row's statement, verbatim, and where it stands
        - ``definition``: what the number leaves out (不含農戶); ``corrected``: whether its reader changed it
        - ``document``, ``title``, ``paper``, ``published``, ``url``: of which document

        ``attrs["comparison"]`` says what was asked, and how many documents, places, conflicts and rows left
        out there are; ``["undated"]`` and ``["unplaced"]`` list the statements of no stated period or known
        place; ``["beside"]`` each place of the corpus without a row, with the ``reason`` (``target``,
        ``undated``, another ``period``, ``opposite``, another ``kind``, ``silent``) and the words;
        ``["references"]`` what the texts say of nation and province where they agree; ``["marks"]`` the ① of
        the rows that ``ha.concat`` has joined. Without any row, the frame is empty.

    Raises
    ------
    DataError
        If it is given no corpus, a frame that lacks a column or has a number that its quote does not state,
        or an indicator, change, status or unit that there is not.

    Notes
    -----
    Each statement leaves an interval of numbers possible, by its digits and its hedge (5.67萬億 is 5.665 to
    5.675, 5%左右 is 4.5 to 5.5, 突破3萬億 is 3 and up); statements agree if one number lies in all of them.
    Results are not compared with targets, levels with rises, yearly averages with several years in all. Money
    is never converted. Places are known by their names alone: two districts of one name need a ``place`` that
    differs.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> frames = []
    >>> for place, said in {"甲縣": "5.4%", "乙縣": "超過6%"}.items():
    ...     article = ha.parse_article(f"2025年,全縣地區生產總值增長{said}。", place=place)
    ...     frames.append(ha.extract(article))
    >>> table = ha.compare(ha.concat(frames), "GDP", period=2025)
    >>> table[["place", "value", "hedge", "quote", "agreement"]].values.tolist()
    [['乙縣', 6.0, 'over', '超過6%', 'single'], ['甲縣', 5.4, 'exact', '5.4%', 'single']]
    """
    asked, change, status, period = checked(indicator, change, status, period, unit=unit, place=place)
    rows = _proven(asked.among(_rows(corpus, asked)))
    documents = rows["document"].nunique()
    left: Counter[str] = Counter()
    wider = rows
    rows, unplaced = placed(rows, place, left)
    stated = rows
    opposite = rows[rows["change"] == _OPPOSITE.get(change or "")]
    for column, wanted in (("change", change), ("status", status)):
        if wanted not in (None, EVERY):
            rows = keep(rows, rows[column] == wanted, column, left)
            unplaced = unplaced[unplaced[column] == wanted]
    key = _kind(rows, unit, period) or _kind(unplaced, unit, period)
    dated = rows["period"].notna()
    undated = rows[~dated & (rows["kind_key"] == key)]
    rows = rows[dated]
    elsewhen = rows[(rows["kind_key"] == key) & (rows["period"] != period)]
    if period is not None:
        rows = keep(rows, rows["period"] == period, "period", left)
        opposite = opposite[opposite["period"] == period]
    left["kind"] = int((rows["kind_key"] != key).sum())
    target = _target(rows[rows["kind_key"] == key])
    settled = _reconciled(rows, key, target)
    settled, aims = apart_from_targets(settled) if status is None else (settled, [])
    left[TARGET] = len(aims)
    frame = _frame(settled)
    opposite = opposite[opposite["kind_key"] == key]
    aimed = rows[(rows["kind_key"] == key) & rows["said_of"].isin([name for name, *_ in aims])]
    reasons = {TARGET: aimed, UNDATED: undated, PERIOD: elsewhen, OPPOSITE: opposite, KIND: stated}
    expected = places_of(corpus, wanted_places(place))
    frame.attrs["beside"] = beside(expected, frame["place"], [*reasons.items()])
    frame.attrs["references"] = [] if place else references(wider, key, period, target)
    frame.attrs["undated"] = _listed(undated)
    frame.attrs["unplaced"] = _listed(unplaced[unplaced["kind_key"] == key])
    if "number" in wider:
        keys = zip(*(wider[name].tolist() for name in ("document", "id", "number")), strict=True)
        frame.attrs["marks"] = [[str(document), str(id_), int(number)] for document, id_, number in keys]
    frame.attrs["comparison"] = {
        **_counts(frame, undated, opposite),
        "indicator": asked.name,
        "indicator_id": asked.id,
        "change": change or _change(frame),
        "period": period,
        "unit": target or unit,
        "status": status,
        "documents": documents,
        "left_out": {reason: left[reason] for reason in sorted(left) if left[reason]},
        "script": _one(rows["script"]),
    }
    return frame


def _counts(frame: pd.DataFrame, undated: pd.DataFrame, opposite: pd.DataFrame) -> dict[str, Any]:
    """Count the places and what has no row; name the places that have none for it."""
    without_row = {
        f"{name}_places": sorted(set(found["said_of"]) - set(frame["place"]))
        for name, found in (("undated", undated), ("opposite", opposite))
    }
    return {
        "places": int(frame["place"].nunique()),
        "conflicts": int((frame["agreement"] == "conflict").sum()),
        "undated": len(undated),
        **without_row,
        "unplaced": len(frame.attrs["unplaced"]),
    }


def _rows(corpus: object, asked: IndicatorQuery) -> pd.DataFrame:
    """Fetch the rows of the indicator, with every column of a document."""
    call = f"ha.compare(ha.load_corpus('corpus'), {asked.typed!r})"
    if hasattr(corpus, "quantities"):
        frame = cast(Quantities, corpus).quantities(**asked.filters())
    elif isinstance(corpus, pd.DataFrame):
        frame = corpus
    else:
        raise DataError(
            "{needs}, not {given}; type {typed}.",
            needs=Message("ha.compare needs a corpus"),
            given=describe_value(corpus),
            typed=call,
        )
    needs = Message(
        "ha.compare needs a corpus, or frames of ha.extract with the place and document of each row"
    )
    expect_columns(frame.columns, _NEEDED, needs, call, DataError)
    absent = {name: "string" for name in DOCUMENT_COLUMNS if name not in frame}
    empty = pd.DataFrame(index=frame.index, columns=list(absent)).astype(absent)
    # Rows of several frames may share their index.
    whole = pd.concat([frame.reset_index(drop=True), empty.reset_index(drop=True)], axis=1)
    return whole.astype(DOCUMENT_COLUMNS)


def _proven(rows: pd.DataFrame) -> pd.DataFrame:
    """Refuse a number that its quote does not state; say which its reader corrected; drop scale words."""
    corrected = corrected_ids(rows)
    expect_proven(rows)
    return plain_units(rows.assign(corrected=[key in corrected for key in keys_of(rows)]))


def _kind(rows: pd.DataFrame, unit: str | None, period: str | None) -> str | None:
    """Choose what is compared: what most places state, among equals what is stated first."""
    if unit is not None:
        shared = exact_size(unit)[0]
        if unit_group(unit) is None and unit not in set(rows["unit"]):
            stated = Listed(dict.fromkeys(rows["unit"]) or ["%", "元"])
            raise DataError(
                "There is no unit {unit}; name one without a scale word, as in {stated}.",
                unit=as_typed(unit),
                stated=stated,
            )
        rows = rows[rows["unit"].map(lambda word: exact_size(str(word))[0] == shared).astype(bool)]
    dated = rows[rows["period"] == period] if period is not None else rows[rows["period"].notna()]
    places = (dated if len(dated) else rows).groupby("kind_key", sort=False)["said_of"].nunique()
    return None if places.empty else str(places.idxmax())


def _target(rows: pd.DataFrame) -> str | None:
    """Choose the unit of the comparison: the one that most places write."""
    places = rows.groupby("unit", sort=False)["said_of"].nunique()
    if places.empty:
        return None
    unit = str(places.idxmax())
    return "%" if exact_size(unit)[0] == "%" else unit


def _reconciled(rows: pd.DataFrame, key: str | None, target: str | None) -> list[tuple[str, Any, Reconciled]]:
    """Settle each place and period that has a row of the kind; its other rows go beside it."""
    published = rows["published"].fillna("9999")
    ordered = rows.assign(published_order=published).sort_values(
        ["published_order", "document", "start", "end"], kind="stable"
    )
    found = []
    for (place, _), group in ordered.groupby(["said_of", "period"], sort=False):
        of_kind = (group["kind_key"] == key).tolist()
        if any(of_kind):
            records = rows_as_dicts(group)
            stated = [
                _stated(row, target if same else None) for row, same in zip(records, of_kind, strict=True)
            ]
            one = reconcile([s for s, same in zip(stated, of_kind, strict=True) if same],
                         [s for s, same in zip(stated, of_kind, strict=True) if not same])  # fmt: skip
            where = {(s.document, s.id): row for s, row in zip(stated, records, strict=True)}
            found.append((str(place), where[one.chosen.document, one.chosen.id], one))
    return found


def _stated(row: dict[Any, Any], target: str | None) -> Claim:
    """Make a statement of a row, in the unit of the comparison."""
    unit = str(row["unit"])
    size = Fraction(1)
    if target is not None:
        size = Fraction(exact_size(unit)[1], exact_size(target)[1])
    ends = {
        name: None if pd.isna(row[name]) else _times(row[name], size) for name in ("value", "low", "high")
    }
    words = {
        name: str(row[name]) for name in ("quote", "hedge", "change", "status", "document", "sentence", "id")
    }
    known = {name: text_of(row[name]) for name in ("title", "paper", "published", "url")}
    places = {name: int(row[name]) for name in ("sentence_start", "start", "end")}
    return Claim(**cast("dict[str, Any]", {**ends, **words, **known, **places, "unit": target or unit}))


def _times(value: Any, size: Fraction) -> float:
    return float(value) if size == 1 else float(Fraction(repr(float(value))) * size)


def _frame(settled: Iterable[tuple[str, dict[Any, Any], Reconciled]]) -> pd.DataFrame:
    """Lay the settled statements out as rows, the greatest first."""
    ordered = sorted(settled, key=lambda item: -item[2].chosen.middle)
    records = []
    for place, row, one in ordered:
        chosen = one.chosen
        ends = {name: getattr(chosen, name) for name in ("value", "low", "high", "unit")}
        counts = {"statements": one.statements, "repetitions": one.repetitions, "others": one.others}
        before = str(row["sentence"])[: int(row["start"]) - int(row["sentence_start"])]
        row["definition"] = definition_of(text_of(row["indicator"]), before)
        records.append({**row, **ends, **counts, "place": place, "agreement": one.agreement})
    columns = {
        name: pd.array([record[name] for record in records], dtype=cast("Any", dtype))
        if dtype != "object"
        else pd.Series([record[name] for record in records], dtype=object)
        for name, dtype in COMPARISON_COLUMNS.items()
    }
    return ReadableFrame(pd.DataFrame(columns))


def _listed(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """List the statements that have no row, each with its words and its document."""
    columns = {
        "place": "said_of",
        "quote": "quote",
        "sentence": "sentence",
        "document": "document",
        "id": "id",
    }
    listed = ({name: text_of(row[column]) for name, column in columns.items()} for row in rows_as_dicts(rows))
    return list(listed)


def _change(frame: pd.DataFrame) -> str | None:
    """Say what the numbers are: levels, rises, falls, or rises and falls."""
    changes = set(frame["change"])
    if len(changes) > 1:
        return "mixed"
    return str(changes.pop()) if changes else None


def _one(values: pd.Series) -> str | None:
    """Return the one value that all rows share, or None."""
    distinct = set(values.dropna())
    return str(distinct.pop()) if len(distinct) == 1 else None
